"""Translations that somebody is still writing: until they are whole, readers get the source."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from generator.content import layout
from generator.content.located_yaml import Data, Document
from generator.model.trust import Worded


def only_lacks(errors: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether nothing is wrong with a file but that texts are still to come."""
    return all(
        (error["type"] == "missing" and error["loc"][0] != "approval")
        or (error["type"] == "answer" and not {"you", "act"} & set(error["input"]))
        for error in errors
    )


def translations(
    documents: Mapping[str, Document],
    read: Callable[[Any], Collection[Any]],
    lacking: Collection[str],
    source: str,
) -> Iterator[str]:
    """Yield the translations that are not whole: what they lack is no mistake, a rule says it.

    `read` returns the keys of what could be read of a model, `lacking` are files that could not,
    for nothing but what they lack. An entry without some of its optional items is whole; what
    belongs to no entry is not, for pages ask for each of its texts.
    """
    for file, document in documents.items():
        kind, key = layout.find(file) or (None, None)
        if kind is None or not kind.has_words or layout.tag_of(kind, key) in ("", source):
            continue
        if file in lacking:
            yield file
        elif key in read(kind.model) and "slug" not in kind.names:
            assert issubclass(kind.model, Worded)
            home = documents.get(layout.in_language(kind, key, source))
            if home and _lacks(document.data, home.data, kind.model.own):
                yield file


def _lacks(data: Data, wanted: Data, own: Collection[str] = ()) -> bool:
    """Tell whether data lacks a name that other data has, at any depth, but for its own."""
    if not isinstance(data, dict) or not isinstance(wanted, dict):
        return False
    names = wanted.keys() - set(own)
    return any(name not in data or _lacks(data[name], wanted[name]) for name in names)
