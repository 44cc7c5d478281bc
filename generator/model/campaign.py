"""Everything the content files say, checked: tables of models, and indexes over them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any, TypeVar

from generator.model.addresses import Addresses
from generator.model.aloud import Pronunciation
from generator.model.base import Model
from generator.model.facts import (
    CaseFacts,
    Contact,
    Contacts,
    FraudMethod,
    LanguageFacts,
    Law,
    Laws,
    News,
    PageFacts,
    Settings,
    Source,
    Sources,
    Status,
    TalkFacts,
)
from generator.model.interface import Interface
from generator.model.places import Group, Place, Unit, places
from generator.model.printing import Design, Edition, ShortCode, Version
from generator.model.quiz import QuizFacts, QuizText
from generator.model.texts import shown
from generator.model.trust import State, Worded, blocks, digest, fingerprint, state
from generator.model.words import (
    Advice,
    KeyMessage,
    PageText,
    Routes,
    Slogans,
    TalkText,
    Translation,
)

ModelT = TypeVar("ModelT", bound=Model)


class Tables:
    """What was read, by model and key: "" for the only file of its kind, a slug or a tag, or
    both where the path holds both.
    """

    def __init__(self, tables: Mapping[type[Model], Mapping[Any, Model]] | None = None) -> None:
        self._tables = dict(tables or {})

    def of(self, model: type[ModelT]) -> dict[Any, ModelT]:
        """Return every file of one kind by its key; changes to it are kept."""
        return self._tables.setdefault(model, {})  # type: ignore[return-value]

    def only(self, model: type[ModelT]) -> ModelT | None:
        """Return the content of a file of which there is one, or None where it is missing."""
        return self.of(model).get("")

    def places(self, edition: Edition) -> dict[str, Place]:
        """Return the places that an edition is printed for, by key and in order."""
        return places(edition.units, self.of(Unit), self.of(Group))

    def pronunciation(self, tag: str) -> Pronunciation | None:
        """Return by what the texts of a language are read out: its own, or of the language that
        it is a variety of.
        """
        found = map(self.of(LanguageFacts).get, (tag, tag.partition("-")[0]))
        return next((facts.said for facts in found if facts and facts.said), None)

    def everything(self) -> Iterator[tuple[type[Model], Any, Model]]:
        """Yield model, key and content of every file."""
        for model, table in self._tables.items():
            for key, content in table.items():
                yield model, key, content


@dataclass(frozen=True)
class Campaign:
    """A content tree without mistakes."""

    tables: Tables
    codes: tuple[ShortCode, ...]
    """The standing entry of every code ever issued, in the order of issue."""
    register_check: str
    """Running check of the whole register of codes; empty for an empty one."""
    register_lines: int
    designs: Mapping[str, str]
    """Fingerprint of each design's own files and of what they share."""

    # -- facts -----------------------------------------------------------------------------------

    @cached_property
    def settings(self) -> Settings:
        return self._the(Settings)

    def _the(self, model: type[ModelT]) -> ModelT:
        found = self.tables.only(model)
        assert found is not None, model
        return found

    @cached_property
    def source(self) -> str:
        """Tag of the source language."""
        return self.settings.source_language

    @property
    def title(self) -> str:
        """What the campaign is called in its source language."""
        return self.tables.of(Interface)[self.source].title

    @property
    def issuer(self) -> str:
        """The body that publishes, in the source language."""
        return self.tables.of(Interface)[self.source].issuer

    @property
    def is_specimen(self) -> bool:
        """Whether nothing is approved, which every output then says."""
        return self.settings.status is Status.SPECIMEN

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses(self.settings.base_url, self.source)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Tags of the languages residents can read, the source first; others wait for words."""
        spoken = [tag for tag in self.tables.of(LanguageFacts) if self._has_words(tag)]
        return (self.source, *(tag for tag in spoken if tag != self.source))

    @property
    def heard(self) -> tuple[str, ...]:
        """Tags of those whose texts can be read out."""
        return tuple(tag for tag in self.languages if self.tables.pronunciation(tag))

    @property
    def hung(self) -> tuple[str, ...]:
        """Tags of those that have slogans, for banners and walls."""
        return tuple(tag for tag in self.languages if tag in self.tables.of(Slogans))

    @property
    def waiting(self) -> tuple[str, ...]:
        """Tags of the languages that are registered and wait for words."""
        return tuple(t for t in self.tables.of(LanguageFacts) if t not in self.languages)

    @property
    def talked(self) -> tuple[str, ...]:
        """Tags of those in which somebody can give a talk."""
        return tuple(tag for tag in self.languages if self.talks(tag))

    def talks(self, tag: str) -> dict[str, TalkFacts]:
        """Return the talks that have all their words in a language, each method's too."""
        return {
            slug: facts
            for slug, facts in self.tables.of(TalkFacts).items()
            if (slug, tag) in self.tables.of(TalkText) and self._tells(tag, facts.methods)
        }

    def quizzes(self, tag: str) -> dict[str, QuizFacts]:
        """Return the quizzes that have all their words in a language, each method's too."""
        words = self.tables.of(QuizText)
        return {
            slug: facts
            for slug, facts in self.tables.of(QuizFacts).items()
            if (slug, tag) in words
            and words[slug, tag].questions.keys() == facts.questions.keys()
            and self._tells(tag, (asked.method for asked in facts.questions.values()))
        }

    def _tells(self, tag: str, methods: Iterable[str]) -> bool:
        """Tell whether a language has words for all of some methods."""
        said = self.tables.of(Translation)
        return all((self.method_slug(name), tag) in said for name in methods)

    def _has_words(self, tag: str) -> bool:
        return tag in self.tables.of(Interface) and tag in self.tables.of(KeyMessage)

    @cached_property
    def methods(self) -> dict[str, FraudMethod]:
        """By slug, in list order."""
        return _ordered(self.tables.of(FraudMethod))

    @cached_property
    def numbers(self) -> dict[str, str]:
        """What methods are called in lists of files, by slug: 01, 02 and so on."""
        width = len(str(len(self.methods)))
        return {slug: f"{n:0{width}}" for n, slug in enumerate(self.methods, start=1)}

    @cached_property
    def pages(self) -> dict[str, PageFacts]:
        """By slug, in list order."""
        return _ordered(self.tables.of(PageFacts))

    @cached_property
    def former_methods(self) -> dict[str, str]:
        """Today's slug by each name that a method, or one merged into it, had before."""
        return {alias: slug for slug, facts in self.methods.items() for alias in facts.aliases}

    def method_slug(self, name: str) -> str:
        """Return today's slug of a method that may have been renamed."""
        return self.former_methods.get(name, name)

    @cached_property
    def news(self) -> dict[str, News]:
        """By id, newest first."""
        return _newest_first(self.tables.of(News))

    @cached_property
    def cases(self) -> dict[str, CaseFacts]:
        """By slug, newest first."""
        return _newest_first(self.tables.of(CaseFacts))

    @property
    def contacts(self) -> dict[str, Contact]:
        return self._the(Contacts).contacts

    @property
    def sources(self) -> dict[str, Source]:
        return self._the(Sources).sources

    @property
    def laws(self) -> dict[str, Law]:
        return self._the(Laws).laws

    @property
    def editions(self) -> dict[str, Edition]:
        return self.tables.of(Edition)

    def design(self, edition: str) -> Design:
        """Return the design an edition is printed in."""
        return self.tables.of(Design)[self.editions[edition].design]

    def page_with_role(self, role: str) -> str:
        """Return the slug of the one page that plays a role."""
        return next(slug for slug, page in self.pages.items() if page.role == role)

    @property
    def first_aid(self) -> str:
        """Return the slug of the advice on top of the emergency page."""
        first = self.pages[self.page_with_role("emergency")].first
        assert first is not None
        return first

    def takers(self, advice: str) -> list[tuple[type[FraudMethod | PageFacts], str]]:
        """Return model and slug of whatever a piece of advice stands on."""
        methods = [slug for slug, facts in self.methods.items() if advice in facts.advice]
        pages = [s for s, page in self.pages.items() if advice in (page.first, *page.advice)]
        return [*((FraudMethod, s) for s in methods), *((PageFacts, s) for s in pages)]

    @cached_property
    def page_paths(self) -> frozenset[str]:
        """Site path of every page but those of codes: addresses that must open for ever."""
        to, found = self.addresses, set()
        for tag in self.languages:
            found |= {to.home(tag), to.methods(tag), to.message(tag)}
            found |= {to.news(tag), to.embedded(tag), to.materials(tag), to.search(tag)}
            found.add(to.everything(tag))
            for slug, facts in self.methods.items():
                if (slug, tag) in self.tables.of(Translation):
                    found |= {to.method(tag, name) for name in (slug, *facts.aliases)}
            for slug, page in self.pages.items():
                if (slug, tag) in self.tables.of(PageText):
                    found |= {to.page(tag, name) for name in (slug, *page.aliases)}
            routes = self.tables.of(Routes).get(tag)
            found |= {to.route(tag, slug) for slug in (routes.routes if routes else ())}
        return frozenset(found)

    # -- paper -----------------------------------------------------------------------------------

    @cached_property
    def places(self) -> dict[str, dict[str, Place]]:
        """The places that each edition is printed for, by key and in order."""
        return {name: self.tables.places(edition) for name, edition in self.editions.items()}

    @cached_property
    def versions(self) -> dict[tuple[str, str, str], Version]:
        """Every version whose code holds, by edition, unit and language, in printed order.

        A retired code prints no more, so its version is not among them.
        """
        active = {
            (code.edition, code.unit, code.language): code
            for code in self.codes
            if code.status == "active"
        }
        return {
            (name, unit, tag): Version(name, unit, tag, active[name, unit, tag])
            for name, edition in self.editions.items()
            for unit, tag in product(self.places[name], edition.languages)
            if (name, unit, tag) in active
        }

    def siblings(self, code: ShortCode) -> dict[str, Version]:
        """Return the versions of a code's edition for the same place, by language."""
        found = {tag: self.versions.get((code.edition, code.unit, tag)) for tag in self.languages}
        return {tag: version for tag, version in found.items() if version is not None}

    @cached_property
    def _issued_last(self) -> dict[tuple[str, str], list[Version]]:
        """Versions by place and language, those issued last first."""
        found: dict[tuple[str, str], list[Version]] = {}
        for version in sorted(self.versions.values(), key=lambda v: v.code.issued, reverse=True):
            found.setdefault((version.unit, version.language), []).append(version)
        return found

    def elsewhere(self, code: ShortCode, tag: str) -> Version | None:
        """Return what was issued last in another edition for a code's place, in a language."""
        others = self._issued_last.get((code.unit, tag), ())
        return next((v for v in others if v.edition != code.edition), None)

    @cached_property
    def _rank(self) -> dict[str, int]:
        """Which of all codes each is, in the order of issue."""
        return {line.code: number for number, line in enumerate(self.codes)}

    def newer(self, code: ShortCode) -> Version | None:
        """Return the leaflet that took the place of a code's: issued after it for the same place
        and language in the same design. A poster is no newer leaflet.
        """
        rank, design = self._rank, self.editions[code.edition].design
        others = self._issued_last.get((code.unit, code.language), ())
        alike = [v for v in others if self.editions[v.edition].design == design]
        newest = max(alike, key=lambda v: rank[v.code.code], default=None)
        return newest if newest and rank[newest.code.code] > rank[code.code] else None

    def stopped(self, edition: str) -> list[tuple[str, str]]:
        """Return the places and languages that an edition prints no more, for their codes were
        retired, in printed order.
        """
        gone = {(c.unit, c.language) for c in self.codes if c.edition == edition}
        gone -= {(unit, tag) for name, unit, tag in self.versions if name == edition}
        wanted = product(self.places[edition], self.editions[edition].languages)
        return [key for key in wanted if key in gone]

    def revision(self, edition: str, tag: str) -> dict[str, str]:
        """Return what an edition is printed from: fingerprints by block of words and by file.

        Keys are "<model>/<key>:<place>" for each text and "design". Approvals, notes and the
        words of other languages and methods make no difference; nor does another name of a
        method, whose key is the name that the edition has for it.
        """
        printed = self.editions[edition]
        found = {"design": self.designs[printed.design]}
        emergency = self.page_with_role("emergency")
        pieces: Iterable[tuple[type[Model], Any]] = (
            (Interface, tag),
            (KeyMessage, tag),
            *(((Routes, tag),) if tag in self.tables.of(Routes) else ()),
            (Advice, (self.first_aid, tag)),
            *((Translation, (name, tag)) for name in printed.methods),
        )
        for model, key in pieces:
            words = self.tables.of(model)[self.key_today(model, key)]
            if isinstance(words, KeyMessage):
                words = words.in_short(self.settings.short_wording)
            name = key if isinstance(key, str) else "/".join(key)
            for place, print_ in blocks(words).items():
                found[f"{model.__name__}/{name}:{place}"] = print_
        for name in self.pages[emergency].contacts:
            found[f"Contact/{name}"] = fingerprint(self.contacts[name])
        return found

    @cached_property
    def content_revision(self) -> str:
        """Fingerprint of everything residents see."""
        found = (
            f"{model.__name__}/{key}/{fingerprint(content)}"
            for model, key, content in self.tables.everything()
            if shown(content)
        )
        return digest(*sorted(found))

    # -- words -----------------------------------------------------------------------------------

    def state(self, model: type[Worded], key: Any) -> State:
        """Return how far the words in a file may be trusted."""
        words, original = self.tables.of(model).get(key), self.tables.of(model)[self.origin(key)]
        facts = self.tables.of(model.about)[slug_of(key)] if model.about else None
        return state(words, original, [facts] if facts else [])

    def key_today(self, model: type[Model], key: Any) -> Any:
        """Return the key that a file has today: its method may have got another name."""
        return (self.method_slug(key[0]), key[1]) if model is Translation else key

    def origin(self, key: Any) -> Any:
        """Return the key of the source-language words that others translate."""
        return (key[0], self.source) if isinstance(key, tuple) else key and self.source


def slug_of(key: Any) -> Any:
    """Return the key of the facts that a file of words is about."""
    return key[0] if isinstance(key, tuple) else key


DatedT = TypeVar("DatedT", CaseFacts, News)


def _newest_first(entries: dict[str, DatedT]) -> dict[str, DatedT]:
    return dict(sorted(entries.items(), key=lambda e: (e[1].dated, e[0]), reverse=True))


OrderedT = TypeVar("OrderedT", FraudMethod, PageFacts)


def _ordered(entries: dict[str, OrderedT]) -> dict[str, OrderedT]:
    return dict(sorted(entries.items(), key=lambda entry: (entry[1].order, entry[0])))
