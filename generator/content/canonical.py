"""Plain data to the one form in which our YAML files are kept."""

import re
from collections.abc import Iterator

from generator.content.located_yaml import Data
from generator.model.base import Model
from generator.model.texts import texts
from generator.problems import Place

_KEY = re.compile(r"[\w-]+( [\w-]+)*")
_NAME = re.compile(r"[\w.-]+")
_STEP = "  "


def canonical(data: Data, model: type[Model]) -> str:
    """Return the text of a file that holds `data`, whose kind is `model`.

    Each text stands in double quotes on a line of its own, so that one changed text is one
    changed line; names of things share a line. Names keep their order.
    """
    words = {place for place, _text, _kind in texts(model, data)}
    if not isinstance(data, dict) or not data:
        return "{}\n"
    return "\n".join(_mapping(data, (), words, "")) + "\n"


def _mapping(
    data: dict[str, Data], place: Place, words: set[Place], indent: str
) -> Iterator[str]:
    for name, value in data.items():
        yield from _value(f"{indent}{_key(name)}:", value, (*place, name), words, indent)


def _value(
    start: str, value: Data, place: Place, words: set[Place], indent: str
) -> Iterator[str]:
    """Yield the lines of a value after what stands before it on its first line."""
    if isinstance(value, str):
        yield f"{start} {quoted(value)}"
    elif not value:
        yield f"{start} {'{}' if isinstance(value, dict) else '[]'}"
    elif isinstance(value, dict):
        yield start
        yield from _mapping(value, place, words, indent + _STEP)
    elif (names := _names(value, place, words)) is not None:
        yield f"{start} [{', '.join(names)}]"
    else:
        yield start
        for number, entry in enumerate(value):
            yield from _entry(entry, (*place, number), words, indent + _STEP)


def _names(value: list[Data], place: Place, words: set[Place]) -> list[str] | None:
    """Return the entries of a list of names as they stand on one line; None for other lists."""
    texts_ = [entry for entry in value if isinstance(entry, str)]
    are_names = len(texts_) == len(value) and all(map(_NAME.fullmatch, texts_))
    return [quoted(text) for text in texts_] if are_names and (*place, 0) not in words else None


def _entry(entry: Data, place: Place, words: set[Place], indent: str) -> Iterator[str]:
    """Yield the lines of an entry of a list, the first after its hyphen."""
    if not isinstance(entry, dict) or not entry:
        yield from _value(f"{indent}-", entry, place, words, indent)
        return
    first, *rest = _mapping(entry, place, words, indent + _STEP)
    yield f"{indent}- {first.lstrip()}"
    yield from rest


def _key(name: str) -> str:
    return name if _KEY.fullmatch(name) else quoted(name)


def quoted(words: str) -> str:
    """Return a text as our files hold it: in double quotes, on one line."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
