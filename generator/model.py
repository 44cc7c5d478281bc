"""The nouns of a campaign as frozen pydantic models; no I/O."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, NamedTuple
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError


def _https(value: str) -> str:
    parts = urlsplit(value)
    plain = parts.scheme == "https" and parts.hostname and "." in parts.hostname
    if not plain or parts.username or re.search(r"\s", value):
        raise PydanticCustomError("https", "not an absolute https address")
    return value


def _origin(value: str) -> str:
    parts = urlsplit(_https(value))
    # A QR code holds the address in capitals; only the host ignores case, a path would not.
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise PydanticCustomError("origin", "not a bare https host")
    return f"https://{parts.netloc.lower()}/"


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Tag = Annotated[
    str,
    StringConstraints(
        pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-x(-[a-z0-9]{1,8})+)?$"
    ),
]
Https = Annotated[str, AfterValidator(_https)]
Origin = Annotated[str, AfterValidator(_origin)]
Items = dict[Slug, Text]
"""Ordered short texts by id: an id, unlike a position, survives insertion and translation."""


class Model(BaseModel):
    """A value read from a content file: immutable, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class State(StrEnum):
    """How far the words of one language may be trusted."""

    MISSING = "missing"
    UNREVIEWED = "unreviewed"
    STALE = "stale"
    REVIEWED = "reviewed"
    APPROVED = "approved"


class Approval(Model):
    """Who vouches for the words of one file."""

    state: Literal["unreviewed", "reviewed", "approved"]
    by: Text | None = None
    """Who reviewed or approved: name or office."""
    on: date | None = None
    words: Text | None = None
    """Fingerprint of the words that were read; other words are not approved."""
    source_words: Text | None = None
    """Fingerprint of the source-language words they were compared with."""


class Confirmation(Model):
    """Who confirmed a contact, when, from where."""

    by: Text
    on: date
    source: Text


class Status(StrEnum):
    SPECIMEN = "specimen"
    OFFICIAL = "official"


class Settings(Model):
    """campaign.yml"""

    title: Text
    issuer: Text
    """The body that publishes, as residents know it."""
    status: Status
    base_url: Origin
    """Where the site will live for ever: https and a host, no path."""
    source_language: Tag
    updated: date
    """The day the content was last changed, shown to residents; outputs have no other clock."""


class Contact(Model):
    """A way to reach help."""

    name: Text
    note: Text
    """When to use it, in one sentence."""
    number: Annotated[str, StringConstraints(pattern=r"^\+?[0-9]{3,15}$")] | None = None
    """Digits as dialled; absent where residents must look it up themselves."""
    find: Text | None = None
    """Where residents find the number, in a few words; needed where there is none."""
    confirmed: Confirmation | None = None
    check: Text | None = None
    """What the operator still has to verify."""


class ContactWords(Model):
    """A contact's name and note in another language."""

    name: Text
    note: Text
    find: Text | None = None


class Source(Model):
    """A document the content draws on."""

    title: Text
    issuer: Text
    dated: date | None = None
    url: Https | None = None
    check: Text | None = None


class Citation(Model):
    """A place in a source."""

    document: Slug
    clause: Text


class Law(Model):
    """A legal document, with the time it holds."""

    title: Text
    in_force: date
    ended: date | None = None
    successor: Slug | None = None
    names: tuple[Text, ...] = ()
    """Wordings that mean this law in running text; an error once it is superseded."""
    check: Text | None = None


class OutdatedTerm(Model):
    """A word that was official once."""

    since: date
    now: Text
    """What to write instead."""


class Laws(Model):
    """laws.yml"""

    laws: dict[Slug, Law]
    outdated_terms: dict[Text, OutdatedTerm] = {}


FontFile = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+\.(ttf|otf)$")]
"""A file in leaflets/fonts, complete: split web fonts print wrong letters."""


class FontFace(Model):
    """A typeface that holds every character of the language."""

    family: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+( [A-Za-z0-9]+)*$")]
    regular: FontFile
    bold: FontFile
    heavy: FontFile | None = None
    """For the largest words; the bold where absent."""


class Rule(Model):
    """One of the four “không” or two “phải”."""

    short: Text
    """The official short wording."""
    official: Text
    """The explanation of the founding plan, word for word (or its translation)."""
    plain: Text
    """The same in everyday words, one sentence."""


class KeyMessage(Model):
    """message/<tag>.yml"""

    name: Text
    never: dict[Slug, Rule]
    """The four “không”."""
    always: dict[Slug, Rule]
    """The two “phải”."""
    approval: Approval

    @property
    def rules(self) -> dict[str, Rule]:
        return {**self.never, **self.always}


class Route(Model):
    """A way a stranger makes contact, as the resident sees it."""

    label: Text
    """What just happened: “Có cuộc gọi lạ”."""
    lead: Text
    do: Items


class Routes(Model):
    """routes/<tag>.yml"""

    routes: dict[Slug, Route]
    approval: Approval


class FraudMethod(Model):
    """methods/<slug>/method.yml: the facts that no language changes."""

    kind: Literal["trick", "risk", "illegal-offer", "enabler"] = "trick"
    """Done to the reader; a situation to be careful in; an unlawful offer the reader may be
    drawn into; an offence of the reader's own that feeds fraud."""
    order: int
    """Place in lists; the methods that hurt most people come first."""
    routes: Annotated[tuple[Slug, ...], Field(min_length=1)]
    audiences: Annotated[tuple[Slug, ...], Field(min_length=1)]
    rules: Annotated[tuple[Slug, ...], Field(min_length=1)]
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
    laws: tuple[Slug, ...] = ()
    contacts: Annotated[tuple[Slug, ...], Field(min_length=1)]
    aliases: tuple[Slug, ...] = ()
    """Catalogue entries this method covers."""
    review_by: date
    note: Text | None = None
    """For editors; never published."""


class Phrase(Model):
    """A sentence fraudsters say, and an answer that ends it."""

    they: Text
    you: Text


class Translation(Model):
    """methods/<slug>/<tag>.yml: the words of one method in one language."""

    title: Text
    situation: Text
    """What the resident would say has happened; how the page is found."""
    summary: Text
    """Enough for somebody who reads nothing else."""
    leaflet: Text
    """The method in one sentence, for paper."""
    approach: Text
    """Who contacts you, and how."""
    phrases: dict[Slug, Phrase]
    signs: Items
    do: Items
    never: Items
    after: Items
    """What to do once money or data is gone."""
    approval: Approval


class PageFacts(Model):
    """pages/<slug>/page.yml"""

    role: Literal["emergency", "about", "page"]
    order: int
    contacts: tuple[Slug, ...] = ()
    sources: tuple[Citation, ...] = ()
    laws: tuple[Slug, ...] = ()


class Section(Model):
    """A part of a page: a paragraph, a list, or both."""

    heading: Text
    text: Text | None = None
    items: Items = {}


class PageText(Model):
    """pages/<slug>/<tag>.yml"""

    title: Text
    menu: Text
    """The title in three or four words."""
    summary: Text
    steps: Items = {}
    """Numbered: what to do, in order."""
    sections: dict[Slug, Section]
    approval: Approval


class Edition(Model):
    """editions/<id>.yml: a design in some languages, to be printed."""

    design: Slug
    languages: Annotated[tuple[Tag, ...], Field(min_length=1)]
    versioning: Literal["province"]
    """How many different codes a language has: one for the whole province."""
    unit: Slug
    """The place its codes stand for."""
    methods: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """Methods on the leaflet, in printed order."""
    spare_percent: Annotated[int, Field(ge=0, le=50)]
    paper: Text


class ShortCode(Model):
    """A printed QR code: what it was issued for, and whether it still holds."""

    code: Annotated[str, StringConstraints(pattern=r"^[2-9A-HJ-KM-NP-TV-Y]{6}$")]
    edition: Slug
    unit: Slug
    language: Tag
    revision: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
    issued: date
    quantity: Annotated[int, Field(ge=0)] | None
    """Copies printed, or None while unknown."""
    status: Literal["active", "retired"]


class Words(Model):
    """Interface words of one language."""

    home: Text
    skip_to_content: Text
    languages: Text
    specimen: Text
    """The mark every output of an unapproved campaign carries, in two or three words."""
    specimen_notice: Text
    """The same as a full sentence."""
    emergency: Text
    """The call to action that leads to the emergency page."""
    who_contacted_you: Text
    all_methods: Text
    method: Text
    approach: Text
    phrases: Text
    they_say: Text
    you_answer: Text
    signs: Text
    do: Text
    never: Text
    after: Text
    contacts: Text
    call: Text
    """Verb before a number: “Gọi”."""
    rules_broken: Text
    """Before the rules of the message that the method offends."""
    official_words: Text
    """Before the plan's own wording of a rule."""
    sources: Text
    laws: Text
    in_force_since: Text
    routes: Text
    message_menu: Text
    message_lead: Text
    materials: Text
    materials_menu: Text
    materials_lead: Text
    download_pdf: Text
    page_n: Text
    """Alternative text of a picture of a leaflet; contains {language} and {number}."""
    only_in: Text
    """Marks a page that exists only in the source language; contains {language}."""
    unreviewed: Text
    """Shown where nobody competent has read a translation."""
    updated: Text
    """Contains {date}."""
    date_format: Text
    """strftime pattern of numbers only, such as %d/%m/%Y."""
    issuer: Text
    more: Text
    not_found: Text
    not_found_text: Text
    never_asks: Text
    """“This page never asks for …”: stands beside every QR code and on every page."""
    scan: Text
    """Above the QR code."""
    verify: Text
    """How to tell a real leaflet from a false one; contains {host}."""
    edition: Text
    code: Text
    do_first: Text
    leaflet_title: Text
    leaflet_methods: Text
    if_lost: Text
    landing_title: Text
    landing_compare: Text
    """Asks to compare the code with the paper; contains {code}."""
    landing_retired: Text
    other_languages: Text


class CampaignWords(Model):
    """campaign.yml's and contacts.yml's words in a language that is not the source."""

    title: Text
    issuer: Text
    contacts: dict[Slug, ContactWords]


class Language(Model):
    """languages/<tag>.yml: the file's existence registers the language."""

    name: Text
    """Its own name for itself: “Tiếng Việt”."""
    direction: Literal["ltr", "rtl"]
    script: Annotated[str, StringConstraints(pattern=r"^[A-Z][a-z]{3}$")]
    """ISO 15924."""
    font: FontFace
    words: Words
    campaign: CampaignWords | None = None
    """Absent in the source language, whose words are in campaign.yml and contacts.yml."""
    audiences: Items
    """Names of the groups methods are addressed to."""


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
    editions: dict[str, Edition]
    codes: tuple[ShortCode, ...] = field(default=())
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
            path=f"{self.prefix(spoken)}canh-bao/{slug}/",
        )

    def page_with_role(self, role: str) -> str:
        """Return the slug of the one page that plays a role."""
        return next(slug for slug, page in self.pages.items() if page.role == role)

    def page_path(self, slug: str, tag: str) -> str:
        """Return the site path of a page, in `tag` or else in the source language."""
        spoken = tag if (slug, tag) in self.page_texts else self.source
        return f"{self.prefix(spoken)}{slug}/"

    def page_text(self, slug: str, tag: str) -> PageText:
        return self.page_texts.get((slug, tag)) or self.page_texts[slug, self.source]

    def edition_codes(self, edition: str) -> dict[str, ShortCode]:
        """Return the active code of an edition by language."""
        return {
            code.language: code
            for code in self.codes
            if code.edition == edition and code.status == "active"
        }

    def landing_path(self, code: ShortCode) -> str:
        return f"Q/{code.code}/"

    def qr_text(self, code: ShortCode) -> str:
        """Return what the QR code holds: capitals only, so that it fits alphanumeric mode."""
        return f"HTTPS://{self.host.upper()}/Q/{code.code}"


def relative(target: str, page: str) -> str:
    """Return the link from a site page to a target path, both from the site root."""
    link = posixpath.relpath("/" + target, "/" + page)
    return f"{link}/" if target.endswith("/") or not target else link
