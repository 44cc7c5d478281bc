"""The one table of content kinds: where a file stands, and what it holds."""

import re
from functools import cache
from typing import Any, NamedTuple

from generator.model.audio import Recordings, Sound, SoundFile
from generator.model.base import Model, Slug, Tag
from generator.model.facts import (
    AdviceFacts,
    Banks,
    CaseFacts,
    Contacts,
    FraudMethod,
    LanguageFacts,
    Laws,
    News,
    PageFacts,
    Settings,
    Sources,
    TalkFacts,
    Waivers,
)
from generator.model.interface import Interface
from generator.model.places import Group, Recipient, Unit
from generator.model.printing import Design, Edition, Frozen, ShortCode
from generator.model.quiz import QuizFacts, QuizText
from generator.model.receipts import Label, Price, Receipt, Sampled
from generator.model.style import Style
from generator.model.trust import Dossier, Reviewed, Worded
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


class ContentKind(NamedTuple):
    """One kind of file."""

    pattern: str
    """Path below the content folder; {slug}, {tag} and {sound} make the key of the file."""
    model: type[Model]
    """What a file holds; of a table, what a row holds."""
    needed: bool = False
    """Whether no campaign does without it; of words, in the source language."""

    @property
    def names(self) -> tuple[str, ...]:
        """What the key is made of, in order: "slug", "tag"."""
        return _names(self.pattern)

    @property
    def is_table(self) -> bool:
        """Whether a file is a table, each line of it a model."""
        return self.pattern.endswith(".csv")

    @property
    def is_yaml(self) -> bool:
        """Whether a file is one model, as people write it."""
        return self.pattern.endswith(".yml")

    @property
    def has_words(self) -> bool:
        """Whether a file holds the words of one language."""
        return "tag" in self.names and issubclass(self.model, Worded)

    def path(self, key: Any = "") -> str:
        """Return the path of the file with a key."""
        values = key if isinstance(key, tuple) else (key,)
        return self.pattern.format(**dict(zip(self.names, values, strict=False)))


@cache
def _names(pattern: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\{(\w+)\}", pattern))


KINDS: tuple[ContentKind, ...] = (
    ContentKind("campaign.yml", Settings, needed=True),
    ContentKind("contacts.yml", Contacts, needed=True),
    ContentKind("banks.yml", Banks),
    ContentKind("sources.yml", Sources, needed=True),
    ContentKind("laws.yml", Laws, needed=True),
    ContentKind("waivers.yml", Waivers),
    ContentKind("languages/{tag}.yml", LanguageFacts),
    ContentKind("style/{tag}.yml", Style),
    ContentKind("interface/{tag}.yml", Interface),
    ContentKind("message/{tag}.yml", KeyMessage),
    ContentKind("slogans/{tag}.yml", Slogans),
    ContentKind("routes/{tag}.yml", Routes, needed=True),
    ContentKind("advice/{slug}/advice.yml", AdviceFacts),
    ContentKind("advice/{slug}/{tag}.yml", Advice),
    ContentKind("methods/{slug}/method.yml", FraudMethod),
    ContentKind("methods/{slug}/{tag}.yml", Translation),
    ContentKind("cases/{slug}/case.yml", CaseFacts),
    ContentKind("cases/{slug}/{tag}.yml", CaseText),
    ContentKind("pages/{slug}/page.yml", PageFacts),
    ContentKind("pages/{slug}/{tag}.yml", PageText),
    ContentKind("news/{slug}/item.yml", News),
    ContentKind("news/{slug}/{tag}.yml", NewsText),
    ContentKind("talks/{slug}/talk.yml", TalkFacts),
    ContentKind("talks/{slug}/{tag}.yml", TalkText),
    ContentKind("quizzes/{slug}/quiz.yml", QuizFacts),
    ContentKind("quizzes/{slug}/{tag}.yml", QuizText),
    ContentKind("audio/{tag}.yml", Recordings),
    ContentKind("audio/{tag}/{sound}", Sound),
    ContentKind("editions/{slug}.yml", Edition),
    ContentKind("printed/{slug}.yml", Frozen),
    ContentKind("distribution/units.csv", Unit),
    ContentKind("distribution/groups.csv", Group),
    ContentKind("distribution/recipients.csv", Recipient),
    ContentKind("distribution/codes.csv", ShortCode),
    ContentKind("distribution/labels.csv", Label),
    ContentKind("distribution/receipts.csv", Receipt),
    ContentKind("distribution/samples.csv", Sampled),
    ContentKind("distribution/prices.csv", Price),
    ContentKind("dossiers/{slug}.yml", Dossier),
    ContentKind("reviewed/{tag}.yml", Reviewed),
    ContentKind("leaflets/{slug}/design.yml", Design),
)
"""Everything that is read. The last row stands in the program's own folder, since a design is
shared by all campaigns."""

NAMES: dict[str, Any] = {"slug": Slug, "tag": Tag, "sound": SoundFile}
"""What each part of a key must be."""


@cache
def of(model: type[Model]) -> ContentKind:
    """Return the row of a model."""
    return next(kind for kind in KINDS if kind.model is model)


def find(file: str) -> tuple[ContentKind, Any] | None:
    """Return the kind of a file and its key, or None where nothing reads a file at this place.

    The parts of the key are as they stand in the path, whether or not they can be such a name.
    """
    for kind, pattern in _patterns():
        match = pattern.fullmatch(file)
        if match:
            key = match.groups()
            return kind, key if len(key) > 1 else "".join(key)
    return None


@cache
def _patterns() -> tuple[tuple[ContentKind, re.Pattern[str]], ...]:
    # A fixed name such as method.yml comes before {tag}.yml of the same folder.
    rows = sorted(KINDS, key=lambda kind: kind.names.count("tag"))
    return tuple((kind, re.compile(_regex(kind.pattern))) for kind in rows)


def _regex(pattern: str) -> str:
    return re.sub(r"\\\{\w+\\\}", "([^/]+)", re.escape(pattern))


def facts_of(kind: ContentKind) -> ContentKind | None:
    """Return the kind of the file of facts that a file of words is about."""
    about = kind.model.about if issubclass(kind.model, Worded) else None
    return of(about) if about else None


def words_of(kind: ContentKind) -> ContentKind | None:
    """Return the kind of the files of words that are about a file of facts."""
    return next((other for other in KINDS if facts_of(other) is kind), None)


def in_language(kind: ContentKind, key: Any, tag: str) -> str:
    """Return the path of the same words in another language."""
    return kind.path((key[0], tag) if len(kind.names) > 1 else tag)


def tag_of(kind: ContentKind, key: Any) -> str:
    """Return the language of a file, empty where it holds no words of one."""
    if "tag" not in kind.names:
        return ""
    return str(key[kind.names.index("tag")] if isinstance(key, tuple) else key)
