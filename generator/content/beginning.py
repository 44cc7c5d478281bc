"""What the files of a new entry begin with, whoever begins it."""

from functools import cache
from typing import NamedTuple

from generator.content import layout
from generator.content.layout import ContentKind
from generator.content.located_yaml import Data
from generator.content.skeleton import skeleton
from generator.content.tree import Tree
from generator.model.facts import Settings
from generator.problems import OWN

_MADE = ("printed", "dossiers", "reviewed")
"""Folders that the program alone writes to."""


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


def begun(tree: Tree, kind: ContentKind, key: str, title: str) -> list[Begun]:
    """Return the files of a new entry: its facts, after all others in lists, and its words in the
    source language.
    """
    facts = skeleton(kind.model, tree.today)
    if "name" in kind.model.model_fields:
        facts = {"name": title} | facts
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
