"""The texts of a language as they are sent out to be translated, each with what to know of it."""

import re
from collections.abc import Iterator
from datetime import date
from gettext import gettext as _
from typing import NamedTuple

from generator.content import labels, layout, translating
from generator.content.translating import Block
from generator.content.tree import Tree
from generator.model.facts import LanguageFacts, Settings
from generator.model.interface import Interface
from generator.model.texts import way
from generator.model.trust import mark


class Line(NamedTuple):
    """A text to translate."""

    block: Block
    entry: str
    """What it is part of, by its title."""
    what: str
    """What it is there for."""
    limit: int | None
    """The most characters that may stand there."""
    keep: tuple[str, ...]
    """What stands in braces, to be copied as it is."""
    former: str
    """What the source said when the translation was read; empty where it says the same, or nobody
    knows."""

    @property
    def marks(self) -> str:
        """What a letter must bring back: which words were sent out, in both languages."""
        return f"{mark(self.block.source)} {mark(self.block.words) if self.block.words else '-'}"

    @property
    def notes(self) -> list[str]:
        """What to heed, as sentences."""
        found = []
        if self.limit:
            found.append(_("at most {n} characters").format(n=self.limit))
        if self.keep:
            found.append(_("keep as it is: {names}").format(names=" ".join(self.keep)))
        return found


class Letter(NamedTuple):
    """Texts that are sent out."""

    tag: str
    language: str
    """The language's name for itself."""
    title: str
    """Of the campaign."""
    dated: date
    lines: list[Line]


def letter(tree: Tree, tag: str, pack: str = "") -> Letter:
    """Return the texts of a pack, or all, as they are sent out; a day that follows from the words
    lets the same words be the same file.
    """
    settings, words = tree.tables.only(Settings), tree.of(Interface)
    assert settings is not None
    title = words[settings.source_language].title
    language = tree.of(LanguageFacts)[tag].name
    return Letter(tag, language, title, settings.updated, list(_lines(tree, tag, pack)))


def _lines(tree: Tree, tag: str, pack: str) -> Iterator[Line]:
    found = list(translating.blocks(tree, tag, pack))
    former = translating.former(tree.root, tree, found)
    for block in found:
        kind, _key = layout.find(block.home) or (None, None)
        assert kind is not None
        data = tree.documents[block.home].data
        title = data.get("title") if isinstance(data, dict) else None
        entry = title if isinstance(title, str) else labels.kind(block.home.partition("/")[0])
        limit = way(kind.model, block.place)[1]
        keep = tuple(dict.fromkeys(_NAMES.findall(block.source)))
        what = labels.place(kind.model, block.place)
        yield Line(block, entry, what, limit, keep, former.get(block.id, ""))


_NAMES = re.compile(r"\{[^{}]*\}")
