"""The campaign in one language: every fallback decided once, every text ready to be shown."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from generator.model.addresses import STAMP
from generator.model.audio import TYPES, Recorded, Recording, recorded
from generator.model.base import Model, TextKind
from generator.model.campaign import Campaign
from generator.model.facts import (
    UNSPACED,
    AdviceFacts,
    Banks,
    CaseFacts,
    Citation,
    FontFace,
    FraudMethod,
    LanguageFacts,
    Law,
    News,
    PageFacts,
    Source,
    TalkFacts,
)
from generator.model.interface import Interface
from generator.model.quiz import QuizFacts, QuizText
from generator.model.texts import told
from generator.model.trust import State, Worded
from generator.model.words import (
    Advice,
    CaseText,
    KeyMessage,
    NewsText,
    PageText,
    Routes,
    Slogans,
    TalkText,
    Translation,
)

Say = Callable[[str, TextKind], str]
"""Turns a text of the content into the form an output needs, numbers filled in."""

FactsT = TypeVar("FactsT")
WordsT = TypeVar("WordsT", bound=Worded)
ModelT = TypeVar("ModelT", bound=Model)


class Said(NamedTuple, Generic[FactsT, WordsT]):
    """Something that is said to readers of one language, in that language or for want of it in
    the source language.
    """

    key: str
    """Slug, or empty where there is only one."""
    facts: FactsT
    words: WordsT
    language: str
    """Tag of the language the words are in."""
    language_name: str
    direction: str
    """ltr or rtl."""
    foreign: bool
    """Whether the words are not in the reader's language."""
    state: State
    """How far the words may be trusted."""
    path: str
    """Site path of the page in the language of the words, from the root."""


Advisory = Said[FraudMethod, Translation]
"""One fraud method in one language as published: the unit every output is made from."""


class Reach(NamedTuple):
    """A contact as a reader sees it."""

    name: str
    note: str
    number: str | None
    find: str | None
    """Where to find the number, where it cannot be printed."""
    href: str | None
    verb: str
    """“Call” or “Text”, in the reader's language."""


class Heard(NamedTuple):
    """A recording as a page offers it."""

    language: str
    """Tag."""
    name: str
    """What the language calls itself."""
    direction: str
    path: str
    """Site path, from the root, with a stamp: it changes with what is heard."""
    type: str
    recording: Recording
    minutes: str
    """How long it lasts, as 1:05."""
    kilobytes: int
    is_stale: bool


class Door(NamedTuple):
    """The way into another language."""

    tag: str
    name: str
    home: str
    """Site path of its home page, from the root."""


class Voice:
    """What the campaign says to readers of one language.

    Words are as `say` returns them: contacts and emphasis resolved. Texts with names that the
    program fills in keep them for `str.format`. `dial` gives the form of a number by itself.
    """

    def __init__(
        self, campaign: Campaign, tag: str, say: Say, dial: Callable[[str], str] = str
    ) -> None:
        self.campaign = campaign
        self.tag = tag
        self.addresses = campaign.addresses
        self._say = say
        self._dial = dial
        self._said: dict[tuple[type[Model], Any], Model] = {}

    def _told(self, model: type[ModelT], key: Any) -> ModelT:
        """Return a file of words, each text in the form that is wanted."""
        if (model, key) not in self._said:
            self._said[model, key] = told(self.campaign.tables.of(model)[key], self._say)
        return self._said[model, key]  # type: ignore[return-value]

    def _facts_of(self, tag: str) -> LanguageFacts:
        return self.campaign.tables.of(LanguageFacts)[tag]

    def _said_of(
        self, model: type[WordsT], slug: str, facts: FactsT, path: Callable[[str], str]
    ) -> Said[FactsT, WordsT]:
        """Return words in this language, or for want of them in the source language."""

        def key(tag: str) -> Any:
            return (slug, tag) if slug else tag

        tag = (
            self.tag if key(self.tag) in self.campaign.tables.of(model) else self.campaign.source
        )
        return Said(
            key=slug,
            facts=facts,
            words=self._told(model, key(tag)),
            language=tag,
            language_name=self._facts_of(tag).name,
            direction=self._facts_of(tag).direction,
            foreign=tag != self.tag,
            state=self.campaign.state(model, key(tag)),
            path=path(tag),
        )

    def in_language(self, tag: str) -> "Voice":
        """Return the campaign in another language, in the same form."""
        return self if tag == self.tag else Voice(self.campaign, tag, self._say, self._dial)

    @property
    def original(self) -> str:
        """Tag of the language that all others translate."""
        return self.campaign.source

    # -- the language ----------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The language's own name."""
        return self._facts_of(self.tag).name

    @property
    def direction(self) -> str:
        return self._facts_of(self.tag).direction

    @property
    def typeface(self) -> FontFace:
        return self._facts_of(self.tag).font

    @property
    def is_spaced(self) -> bool:
        """Whether its script parts words by spaces."""
        return self._facts_of(self.tag).script not in UNSPACED

    @property
    def line_height(self) -> int | None:
        """The least that the script needs, in tenths of a letter's size."""
        return self._facts_of(self.tag).line_height

    @property
    def home(self) -> str:
        """Site path of the home page."""
        return self.addresses.home(self.tag)

    @cached_property
    def ui(self) -> Interface:
        """Title, issuer and all words that belong to no page."""
        return self._told(Interface, self.tag)

    @property
    def title(self) -> str:
        return self.ui.title

    @property
    def issuer(self) -> str:
        return self.ui.issuer

    @property
    def mark(self) -> str:
        """What every output of an unapproved campaign must carry; empty in an official one."""
        return self.ui.specimen if self.campaign.is_specimen else ""

    def day(self, day: Any) -> str:
        """Return a date as readers of this language write it."""
        return str(day.strftime(self.ui.date_format))

    @property
    def updated(self) -> str:
        return self.ui.updated.format(date=self.day(self.campaign.settings.updated))

    @cached_property
    def doors(self) -> tuple[Door, ...]:
        """Every language of the campaign, the source first, this one too."""
        return tuple(
            Door(tag, self._facts_of(tag).name, self.addresses.home(tag))
            for tag in self.campaign.languages
        )

    # -- what is said ----------------------------------------------------------------------------

    @cached_property
    def message(self) -> Said[None, KeyMessage]:
        """4 không, 2 phải."""
        said = self._said_of(KeyMessage, "", None, self.addresses.message)
        return said._replace(words=said.words.in_short(self.campaign.settings.short_wording))

    @property
    def slogans(self) -> dict[str, str]:
        """What stands on banners, by id; nothing in a language that has none."""
        is_there = self.tag in self.campaign.tables.of(Slogans)
        return self._told(Slogans, self.tag).slogans if is_there else {}

    @cached_property
    def routes(self) -> Said[None, Routes]:
        """The ways a stranger makes contact; `route_path` leads to each."""
        return self._said_of(Routes, "", None, self.addresses.home)

    def route_path(self, slug: str) -> str:
        return self.addresses.route(self.routes.language, slug)

    @cached_property
    def advisories(self) -> tuple[Advisory, ...]:
        """Every method, in list order."""
        return tuple(map(self.advisory, self.campaign.methods))

    def advisory(self, name: str) -> Advisory:
        """Return one method by its slug, or by a name it had before."""
        slug = self.campaign.method_slug(name)
        return self._said_of(
            Translation,
            slug,
            self.campaign.methods[slug],
            lambda tag: self.addresses.method(tag, slug),
        )

    @cached_property
    def pages(self) -> tuple[Said[PageFacts, PageText], ...]:
        """Every hand-written page, in list order."""
        return tuple(map(self.page, self.campaign.pages))

    def page(self, slug: str) -> Said[PageFacts, PageText]:
        return self._said_of(
            PageText,
            slug,
            self.campaign.pages[slug],
            lambda tag: self.addresses.page(tag, slug),
        )

    @cached_property
    def emergency(self) -> Said[PageFacts, PageText]:
        """The page for those who have just sent money."""
        return self.page(self.campaign.page_with_role("emergency"))

    @property
    def portals(self) -> Said[PageFacts, PageText] | None:
        """The page for those who run other sites, if there is one."""
        return next((page for page in self.pages if page.facts.role == "portals"), None)

    def advice(self, slug: str) -> Said[AdviceFacts, Advice]:
        """Return what to do in one situation; its path is that of the emergency page."""
        emergency = self.campaign.page_with_role("emergency")
        facts = self.campaign.tables.of(AdviceFacts)[slug]
        return self._said_of(Advice, slug, facts, lambda tag: self.addresses.page(tag, emergency))

    @cached_property
    def first_aid(self) -> Said[AdviceFacts, Advice]:
        """What to do at once when money has just been sent: on every leaflet and QR page."""
        return self.advice(self.campaign.first_aid)

    def recordings(self, said: "Said[Any, Any]") -> list[Heard]:
        """Return what can be heard of a method or a piece of advice, this language first."""
        found = recorded(self.campaign, type(said.words), said.key)
        return [self._heard(one) for one in sorted(found, key=lambda one: one.tag != self.tag)]

    def _heard(self, one: Recorded) -> Heard:
        facts, file = self._facts_of(one.tag), one.recording.file
        minutes, seconds = divmod(max(1, one.sound.seconds), 60)
        return Heard(
            one.tag,
            facts.name,
            facts.direction,
            f"{self.addresses.recording(one.tag, file)}?{one.sound.sha256[:STAMP]}",
            TYPES[file.rpartition(".")[2]],
            told(one.recording, self._say),
            f"{minutes}:{seconds:02}",
            max(1, round(one.sound.size / 1000)),
            one.is_stale,
        )

    def cases(self, method: str) -> list[Said[CaseFacts, CaseText]]:
        """Return what happened to others by a method, newest first; paths are the method's."""
        return [
            self._said_of(CaseText, slug, facts, lambda tag: self.addresses.method(tag, method))
            for slug, facts in self.campaign.cases.items()
            if method in map(self.campaign.method_slug, facts.methods)
        ]

    @property
    def talks(self) -> tuple[Said[TalkFacts, TalkText], ...]:
        """Every talk that can be given in this very language; their paths are the home page's."""
        return tuple(
            self._said_of(TalkText, slug, facts, self.addresses.home)
            for slug, facts in self.campaign.talks(self.tag).items()
        )

    @property
    def quizzes(self) -> tuple[Said[QuizFacts, QuizText], ...]:
        """Every quiz that is whole in this very language; their paths are the home page's."""
        return tuple(
            self._said_of(QuizText, slug, facts, self.addresses.home)
            for slug, facts in self.campaign.quizzes(self.tag).items()
        )

    @cached_property
    def news(self) -> tuple[Said[News, NewsText], ...]:
        """What is new, newest first; each links into the one page of news."""
        return tuple(
            self._said_of(NewsText, item, facts, self.addresses.news)
            for item, facts in self.campaign.news.items()
        )

    @property
    def has_news(self) -> bool:
        """Whether anything new is said in this very language."""
        return any(not news.foreign for news in self.news)

    def audience(self, slug: str) -> str:
        """Return the name of a group that methods are addressed to."""
        return self.ui.audiences[slug]

    # -- help and evidence -----------------------------------------------------------------------

    def contact(self, slug: str) -> Reach:
        contact, words = self.campaign.contacts[slug], self.ui.contacts[slug]
        verb = self.ui.write if contact.means == "text" else self.ui.call
        number = self._dial(contact.number) if contact.number else None
        return Reach(words.name, words.note, number, words.find, contact.href, verb)

    def contacts(self, slugs: Iterable[str]) -> list[Reach]:
        return list(map(self.contact, slugs))

    def how_to_reach(self, advice: Iterable[str]) -> dict[str, str]:
        """Return which of some pieces of advice tells how to reach a contact, by contact."""
        facts = self.campaign.tables.of(AdviceFacts)
        return {contact: slug for slug in advice if (contact := facts[slug].reaches)}

    @cached_property
    def banks(self) -> list[Reach]:
        """Hotlines of banks that somebody has confirmed, and no others."""
        table = self.campaign.tables.only(Banks)
        return [
            Reach(
                bank.name,
                "",
                self._dial(bank.number or ""),
                None,
                f"tel:{bank.number}",
                self.ui.call,
            )
            for bank in (table.banks.values() if table else ())
            if bank.is_sure
        ]

    def source(self, citation: Citation) -> Source:
        """Return the document that is cited, in its own language."""
        return told(self.campaign.sources[citation.document], self._say)

    def law(self, slug: str) -> Law:
        """Return a law, in its own language."""
        return told(self.campaign.laws[slug], self._say)
