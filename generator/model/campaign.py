"""Everything the content files say, put together, and the addresses that follow from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.model.facts import (
    Contact,
    Edition,
    FraudMethod,
    Law,
    News,
    PageFacts,
    Settings,
    ShortCode,
    Source,
    Status,
)
from generator.model.words import (
    ContactWords,
    KeyMessage,
    Language,
    NewsText,
    PageText,
    Routes,
    Translation,
)

METHODS, ROUTES, MESSAGE = "canh-bao", "kenh", "thong-diep"
MATERIALS, NEWS, QR_PAGES = "tai-lieu", "tin-moi", "Q"
"""First path part of each kind of page, below the language's prefix; QR pages, below the root."""


class State(StrEnum):
    """How far the words of one language may be trusted."""

    MISSING = "missing"
    UNREVIEWED = "unreviewed"
    STALE = "stale"
    REVIEWED = "reviewed"
    APPROVED = "approved"


class Advisory(NamedTuple):
    """One fraud method in one language as published: the unit every output is made from."""

    slug: str
    language: str
    """The language of the words, which may be the source language for lack of a translation."""
    method: FraudMethod
    words: Translation
    state: State
    """State of the words in the language that was asked for."""
    path: str
    """Site path from the root, such as "en/canh-bao/deepfake/"."""


@dataclass(frozen=True)
class Campaign:
    """Everything the content files say, checked."""

    settings: Settings
    revision: str
    """Fingerprint of all content files, 12 hexadecimal digits."""
    languages: dict[str, Language]
    contacts: dict[str, Contact]
    sources: dict[str, Source]
    laws: dict[str, Law]
    message: dict[str, KeyMessage]
    routes: dict[str, Routes]
    methods: dict[str, FraudMethod]
    """In list order."""
    translations: dict[tuple[str, str], Translation]
    """By (slug, tag)."""
    states: dict[tuple[str, str], State]
    """By (slug, tag); every pair is there."""
    pages: dict[str, PageFacts]
    """In list order."""
    page_texts: dict[tuple[str, str], PageText]
    news: dict[str, News]
    """Newest first."""
    news_texts: dict[tuple[str, str], NewsText]
    editions: dict[str, Edition]
    codes: tuple[ShortCode, ...]
    """The standing entry of every code ever issued."""

    @property
    def source(self) -> str:
        """Tag of the source language."""
        return self.settings.source_language

    @property
    def is_specimen(self) -> bool:
        return self.settings.status is Status.SPECIMEN

    @property
    def host(self) -> str:
        return urlsplit(self.settings.base_url).netloc

    @property
    def tags(self) -> tuple[str, ...]:
        """All languages, the source first."""
        return (self.source, *(tag for tag in self.languages if tag != self.source))

    def prefix(self, tag: str) -> str:
        """Return the site path under which a language lives."""
        return "" if tag == self.source else f"{tag}/"

    def url(self, path: str) -> str:
        """Return the absolute address of a site path."""
        return self.settings.base_url + path

    def title(self, tag: str) -> str:
        words = self.languages[tag].campaign
        return words.title if words else self.settings.title

    def issuer(self, tag: str) -> str:
        words = self.languages[tag].campaign
        return words.issuer if words else self.settings.issuer

    def contact_words(self, tag: str, contact: str) -> ContactWords:
        words = self.languages[tag].campaign
        if words:
            return words.contacts[contact]
        source = self.contacts[contact]
        return ContactWords(name=source.name, note=source.note, find=source.find)

    def advisories(self, tag: str) -> Iterator[Advisory]:
        """Yield every method for readers of one language, in list order."""
        for slug in self.methods:
            yield self.advisory(slug, tag)

    def advisory(self, slug: str, tag: str) -> Advisory:
        """Return one method in `tag`, or in the source language where `tag` has no words."""
        spoken = tag if (slug, tag) in self.translations else self.source
        return Advisory(
            slug=slug,
            language=spoken,
            method=self.methods[slug],
            words=self.translations[slug, spoken],
            state=self.states[slug, tag],
            path=f"{self.prefix(spoken)}{METHODS}/{slug}/",
        )

    def page_with_role(self, role: str) -> str:
        """Return the slug of the one page that plays a role."""
        return next(slug for slug, page in self.pages.items() if page.role == role)

    def page_language(self, slug: str, tag: str) -> str:
        """Return the language a page can be read in by somebody who asked for `tag`."""
        return tag if (slug, tag) in self.page_texts else self.source

    def page_path(self, slug: str, tag: str) -> str:
        """Return the site path of a page, in `tag` or else in the source language."""
        return f"{self.prefix(self.page_language(slug, tag))}{slug}/"

    def page_text(self, slug: str, tag: str) -> PageText:
        return self.page_texts.get((slug, tag)) or self.page_texts[slug, self.source]

    def news_text(self, item: str, tag: str) -> tuple[str, NewsText]:
        """Return a piece of news, and the language it is said in."""
        spoken = tag if (item, tag) in self.news_texts else self.source
        return spoken, self.news_texts[item, spoken]

    def edition_codes(self, edition: str) -> dict[str, ShortCode]:
        """Return the active code of an edition by language."""
        return {
            code.language: code
            for code in self.codes
            if code.edition == edition and code.status == "active"
        }

    def printed(self, edition: str) -> list[str]:
        """Return the languages of an edition whose code holds: a retired one prints no more."""
        codes = self.edition_codes(edition)
        return [tag for tag in self.editions[edition].languages if tag in codes]

    def landing_path(self, code: ShortCode) -> str:
        return f"{QR_PAGES}/{code.code}/"

    def qr_text(self, code: ShortCode) -> str:
        """Return what the QR code holds: capitals only, so that it fits alphanumeric mode."""
        return f"HTTPS://{self.host.upper()}/{QR_PAGES}/{code.code}"
