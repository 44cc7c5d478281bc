"""What the files of a new entry begin with, whoever begins it."""

from datetime import timedelta
from functools import cache
from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple

from generator.content import layout, located_yaml
from generator.content.layout import ContentKind
from generator.content.located_yaml import Data
from generator.content.skeleton import skeleton, slug
from generator.content.tree import Tree, can_be
from generator.model.facts import LanguageFacts, Settings
from generator.problems import OWN, ContentError, Problem
from generator.typesetting import fonts

LANGUAGES = layout.of(LanguageFacts).pattern.partition("/")[0]

_MADE = ("printed", "dossiers", "reviewed")
"""Folders that the program alone writes to."""


_REVIEW = 180
"""Days after which a new entry is read again."""


class Begun(NamedTuple):
    """One file of a new entry."""

    file: str
    kind: ContentKind
    data: dict[str, Data]


@cache
def kinds() -> dict[str, ContentKind]:
    """Return the facts of the kinds that somebody may add an entry of, by their folder."""
    found: dict[str, ContentKind] = {}
    for kind in layout.KINDS:
        folder, _slash, rest = kind.pattern.partition("/")
        is_ours = kind.pattern.startswith(OWN) or folder in _MADE
        if rest and "slug" in kind.names and not kind.has_words and not is_ours:
            found[folder] = kind
    return found


def folders() -> list[str]:
    """Return the folders that somebody may add an entry to."""
    return sorted([*kinds(), LANGUAGES])


def begun(tree: Tree, folder: str, words: str) -> list[Begun]:
    """Return the files of a new entry of a folder, by its title; of a language, by its tag or its
    name in Vietnamese.

    Raises ContentError where there is one already, or the words make no name.
    """
    found = _language(words) if folder == LANGUAGES else _entry(tree, kinds()[folder], words)
    if found[0].file in tree.documents:
        _refuse(found[0].file, _("this is there already"), _("give it another title"))
    return found


def _refuse(file: str, message: str, remedy: str) -> None:
    raise ContentError([Problem(file, (), None, None, message, remedy)])


def _entry(tree: Tree, kind: ContentKind, title: str) -> list[Begun]:
    """Return its facts, after all others in lists, and its words in the source language."""
    key = slug(title)
    if not key:
        home = kind.pattern.partition("/")[0]
        _refuse(home, _("“{title}” makes no name").format(title=title), _("write words"))
    facts = skeleton(kind.model, tree.today)
    if "name" in kind.model.model_fields:
        facts = {"name": title} | facts
    if "review_by" in facts:  # today's would be over tomorrow
        facts["review_by"] = (tree.today + timedelta(days=_REVIEW)).isoformat()
    if "order" in facts:
        orders = (getattr(entry, "order", 0) for entry in tree.of(kind.model).values())
        facts["order"] = str(max(orders, default=0) + 10)
    found = [Begun(kind.path(key), kind, facts)]
    words_of, settings = layout.words_of(kind), tree.tables.only(Settings)
    if words_of and settings:
        words = skeleton(words_of.model, tree.today)
        if "title" in words:
            words["title"] = title
        found.append(Begun(words_of.path((key, settings.source_language)), words_of, words))
    return found


# -- languages -----------------------------------------------------------------------------------


class Tongue(NamedTuple):
    """A language that somebody may need."""

    tag: str
    called: str
    """In Vietnamese."""
    script: str
    letters: str
    """What a typeface must have to set it, the hardest of its letters."""
    name: str = ""
    """What it calls itself, where that is sure."""


@cache
def tongues() -> tuple[Tongue, ...]:
    """Return the languages of Viet Nam and of its neighbours."""
    file = Path(__file__).with_name("tongues.yml")
    data = located_yaml.read(file.read_bytes(), file.name).data
    assert isinstance(data, dict)
    return tuple(Tongue(**row) for row in data["languages"])  # type: ignore[arg-type]


_ANY_LATIN = "ăâđêôơưĕĭŏŭŋɔəɛɨʔ"
"""Letters of one of them or another."""
_FROM_THE_RIGHT = {"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg"}


def _language(words: str) -> list[Begun]:
    """Return the file that registers a language, with a typeface that has its letters."""
    wanted = words.strip()
    known = {name.casefold(): one for one in tongues() for name in (one.called, one.tag)}
    found = known.get(wanted.casefold())
    if found is None:
        if not can_be("tag", wanted):
            remedy = _("choose a language of the list, or write its tag, such as km or vi-x-easy")
            _refuse(LANGUAGES, _("“{title}” makes no name").format(title=words), remedy)
        script = next((part for part in wanted.split("-")[1:] if part.istitle()), "Latn")
        alike = (one.letters for one in tongues() if one.script == script != "Latn")
        found = Tongue(wanted, wanted, script, next(alike, _ANY_LATIN))
    face = fonts.face_for(found.letters)
    if face is None:
        message = _("there is no typeface here for {name}").format(name=found.called)
        remedy = _("ask who looks after the program to put one into leaflets/fonts")
        _refuse(LANGUAGES, message, remedy)
    assert face is not None
    kind = layout.of(LanguageFacts)
    facts: dict[str, Data] = {
        "name": found.name or found.called,
        "direction": "rtl" if found.script in _FROM_THE_RIGHT else "ltr",
        "script": found.script,
        "font": dict(face.model_dump(exclude_none=True)),
    }
    return [Begun(kind.path(found.tag), kind, facts)]
