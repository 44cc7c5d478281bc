"""Translations that somebody is still writing: until they are whole, readers get the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from generator.content import layout
from generator.content.layout import ContentKind
from generator.content.located_yaml import Data
from generator.model.facts import Settings
from generator.model.trust import Worded

if TYPE_CHECKING:
    from generator.content.tree import Tree


def only_lacks(errors: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether nothing is wrong with a file but that texts are still to come."""
    return all(
        (error["type"] == "missing" and error["loc"][0] != "approval")
        or (error["type"] == "answer" and not {"you", "act"} & set(error["input"]))
        for error in errors
    )


def set_aside(tree: Tree) -> None:
    """Take translations that lack texts out of what was read. What their source has beyond them
    is said by a rule; what they lack is no mistake.

    An entry without some of its optional items is read all the same. What belongs to no entry is
    not: pages ask for each of its texts.
    """
    settings = tree.tables.only(Settings)
    source = settings.source_language if settings else ""
    for file in list(tree.documents):
        kind, key = layout.find(file) or (None, None)
        if kind is None or not kind.has_words or layout.tag_of(kind, key) in ("", source):
            continue
        read = tree.of(kind.model)
        if key in read and "slug" not in kind.names:
            home = tree.documents.get(layout.in_language(kind, key, source))
            if home and _lacks(tree.documents[file].data, _translated(kind, home.data)):
                del read[key]
                tree.unfinished.add(file)
        elif file in tree.lacking:
            tree.unfinished.add(file)
    tree.problems += [
        problem
        for file, problems in tree.lacking.items()
        if file not in tree.unfinished
        for problem in problems
    ]


def _translated(kind: ContentKind, data: Data) -> Data:
    """Return what of a source a translation must have, too."""
    own = kind.model.own if issubclass(kind.model, Worded) else frozenset()
    assert isinstance(data, dict)
    return {name: value for name, value in data.items() if name not in own}


def _lacks(data: Data, wanted: Data) -> bool:
    """Tell whether data lacks a name that other data has, at any depth."""
    if not isinstance(data, dict) or not isinstance(wanted, dict):
        return False
    return any(n not in data or _lacks(data[n], inner) for n, inner in wanted.items())
