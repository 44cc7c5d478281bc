"""A form from a model alone, and what somebody filled in as plain data again."""

import re
import types
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from generator.content import labels
from generator.content.located_yaml import Data
from generator.content.personal_data import INVISIBLE
from generator.content.skeleton import slug
from generator.model.base import Model, Refers, TextKind
from generator.model.trust import Approval, State

Raw = str | list[tuple[str, "Raw"]]
"""What is filled in: a text, or parts by key in their order. Of a list, keys are numbers."""

NEW = "+"
"""What the key of an item begins with that has no id yet."""


class Choice(NamedTuple):
    value: str
    label: str


class Field(NamedTuple):
    """A part of a form."""

    name: str
    """Its place: keys, joined by slashes."""
    label: str
    hint: str
    widget: str
    """group, items, line, text, choice, day, number or kept."""
    value: str = ""
    choices: tuple[Choice, ...] = ()
    parts: "tuple[Field, ...]" = ()
    is_required: bool = True
    is_running: bool = False
    """Whether a contact may stand in its text."""


class Shape(NamedTuple):
    """What a type asks for."""

    widget: str
    choices: tuple[str, ...] = ()
    refers: str = ""
    model: type[Model] | None = None
    inner: Any = None
    is_running: bool = False
    is_keyed: bool = False
    """Of items: whether each has an id."""


_SHORT = 120
"""Characters up to which a text has one line."""


def shape(annotation: Any, limit: int | None = None, running: bool = False) -> Shape:
    """Return what a type asks for."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        for mark in arguments[1:]:
            if isinstance(mark, Refers):
                return Shape("choice", refers=mark.to)
            running = running or (isinstance(mark, TextKind) and mark.running)
            limit = getattr(mark, "max_length", None) or limit
            limit = _SHORT if getattr(mark, "pattern", None) else limit
        return shape(arguments[0], limit, running)
    if origin in (Union, types.UnionType):
        return shape(next(a for a in arguments if a is not type(None)), limit, running)
    if origin is Literal:
        return Shape("choice", tuple(map(str, arguments)))
    if origin in (dict, tuple):
        return Shape("items", inner=arguments[origin is dict], is_keyed=origin is dict)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return Shape("choice", tuple(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return Shape("kept" if annotation is Approval else "group", model=annotation)
    simple = {date: "day", int: "number"}.get(annotation)
    is_short = not running and limit is not None and limit <= _SHORT
    return Shape(simple or ("line" if is_short else "text"), is_running=running)


def shapes(model: type[Model]) -> dict[str, Shape]:
    """Return what each field of a model asks for."""
    hints = get_type_hints(model, include_extras=True)
    return {name: shape(hints[name]) for name in model.model_fields}


# -- a form --------------------------------------------------------------------------------------


def form(
    model: type[Model], data: Raw, known: Mapping[str, Sequence[Choice]], place: str = ""
) -> tuple[Field, ...]:
    """Return the fields of a model with what `data` says; `known` are the names that each kind
    of reference may choose from.
    """
    wanted, values = shapes(model), dict(data) if isinstance(data, list) else {}
    return tuple(
        _field(
            wanted[name],
            f"{place}{name}",
            (labels.field(model, name), labels.hint(model, name)),
            values.get(name),
            known,
        )._replace(is_required=facts.is_required())
        for name, facts in model.model_fields.items()
        if wanted[name].widget != "kept"
    )


def _field(
    wanted: Shape,
    name: str,
    said: tuple[str, str],
    value: Raw | None,
    known: Mapping[str, Sequence[Choice]],
) -> Field:
    if wanted.model is not None:
        return Field(
            name, *said, "group", parts=form(wanted.model, value or [], known, f"{name}/")
        )
    if wanted.widget == "items":
        inner = shape(wanted.inner)
        entries = value if isinstance(value, list) else []
        titles = {choice.value: choice.label for choice in known.get(name, ())}
        parts = tuple(
            _field(
                inner,
                f"{name}/{key}",
                (titles.get(key) or f"{said[0]} {number}", ""),
                entry,
                known,
            )
            for number, (key, entry) in enumerate(entries, start=1)
        )
        return Field(name, *said, "items", parts=parts)
    text = value if isinstance(value, str) else ""
    choices = [Choice(one, labels.choice(one)) for one in wanted.choices]
    choices += known.get(wanted.refers, ())
    if choices and text not in {choice.value for choice in choices}:
        choices.insert(0, Choice(text, text or "–"))
    return Field(name, *said, wanted.widget, text, tuple(choices), is_running=wanted.is_running)


# -- plain data, and back ------------------------------------------------------------------------


def raw(data: Data) -> Raw:
    """Return plain data as it stands in a form."""
    if isinstance(data, dict):
        return [(key, raw(value)) for key, value in data.items()]
    if isinstance(data, list):
        return [(str(number), raw(value)) for number, value in enumerate(data)]
    return data


def posted(fields: Sequence[tuple[str, str]]) -> Raw:
    """Return what a browser sent: names of texts are their places; `place#` names the keys of
    items in their order, so that an empty one is there too.
    """
    found: list[tuple[str, Raw]] = []
    for name, value in fields:
        if name.endswith("#"):
            _put(found, [*name[:-1].split("/"), value], [])
        else:
            _put(found, name.split("/"), value)
    return found


def _put(into: list[tuple[str, Raw]], place: Sequence[str], value: Raw) -> None:
    here = next((number for number, (key, _v) in enumerate(into) if key == place[0]), None)
    if len(place) == 1:
        if here is None:
            into.append((place[0], value))
        elif value:
            into[here] = (place[0], value)
        return
    if here is None or isinstance(into[here][1], str):
        if here is not None:
            into.pop(here)
        into.append((place[0], []))
        here = len(into) - 1
    inner = into[here][1]
    assert isinstance(inner, list)
    _put(inner, place[1:], value)


def plain(model: type[Model], filled: Raw, kept: Data) -> dict[str, Data]:
    """Return what is filled in as the data of a file: fields in their order, empty ones left out
    where they may be, new items with ids made of their words. What a form does not show stands
    as it was kept.
    """
    fields, values = shapes(model), dict(filled) if isinstance(filled, list) else {}
    old = kept if isinstance(kept, dict) else {}
    order = [*(name for name in old if name in model.model_fields), *model.model_fields]
    found: dict[str, Data] = {}
    for name in dict.fromkeys(order):
        wanted = fields[name]
        if wanted.widget == "kept":
            if name in old or model.model_fields[name].is_required():
                found[name] = old.get(name, {"state": State.UNREVIEWED.value})
            continue
        value = _plain(wanted, values.get(name), old.get(name))
        is_said = bool(value) and (wanted.model is None or any(_words(value or "")))
        if is_said or model.model_fields[name].is_required():
            found[name] = value if value is not None else ""
        elif name in old and not old[name]:
            found[name] = old[name]
    return _approval_last(found)


def _approval_last(found: dict[str, Data]) -> dict[str, Data]:
    last = {"approval": found.pop("approval")} if "approval" in found else {}
    return found | last


def _plain(wanted: Shape, value: Raw | None, kept: Data | None) -> Data | None:
    if wanted.model is not None:
        return plain(wanted.model, value or [], kept or {})
    if wanted.widget != "items":
        text = _composed(value) if isinstance(value, str) else ""
        is_same = isinstance(kept, str) and _composed(kept) == text and not _UNSEEN.search(kept)
        return kept if is_same else text
    entries = value if isinstance(value, list) else []
    inner = shape(wanted.inner)
    old = dict(kept) if isinstance(kept, dict) else dict(_numbered(kept))
    made = [(key, _plain(inner, entry, old.get(key)) or "") for key, entry in entries]
    made = [(key, data) for key, data in made if key in old or any(_words(data))]
    if not wanted.is_keyed:
        return [data for _key, data in made if data]
    taken = {key for key, _data in made}
    named: dict[str, Data] = {}
    for key, data in made:
        named[_id(data, taken | named.keys()) if key.startswith(NEW) else key] = data or {}
    return named


def _numbered(kept: Data | None) -> list[tuple[str, Data]]:
    return [(str(n), data) for n, data in enumerate(kept)] if isinstance(kept, list) else []


def _id(data: Data, taken: set[str]) -> str:
    """Return an id for a new item, made of its first words."""
    words = next(iter(_words(data)), "")
    start = slug(" ".join(words.split()[:4])) or "muc"
    names = [start, *(f"{start}-{number}" for number in range(2, 100))]
    return next(name for name in names if name not in taken)


def _words(data: Data) -> Iterator[str]:
    if isinstance(data, str):
        yield from filter(None, [data])
    else:
        for value in data.values() if isinstance(data, dict) else data:
            yield from _words(value)


_SPACES = re.compile(r"[^\S\n]+")
_SPECIAL = re.compile(r"[^\S \t\r\n]")
"""Spaces that a word processor puts in where a sentence needs an ordinary one."""
_NEEDED = "\u0600-\u06ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\uaa00-\uaa5f\uaa80-\uaadf"
"""Letters that marks without width may stand beside: Arabic, Thai, Lao, Burmese, Khmer, Cham, Tai
Viet."""
_UNSEEN = re.compile(
    rf"(?<![{_NEEDED}])[\u200b-\u200f](?![{_NEEDED}])|(?![\u200b-\u200f]){INVISIBLE.pattern}"
)


def _composed(text: str) -> str:
    """Return a text as our files have it, whatever a word processor put into it: letters with
    their accents in one, plain spaces, nothing that is not seen, no line breaks at its ends.
    """
    seen = _UNSEEN.sub("", text.replace("\r\n", "\n"))
    lines = unicodedata.normalize("NFC", seen).split("\n")
    return "\n".join(_SPACES.sub(" ", line).strip() for line in lines).strip()


class Mended(NamedTuple):
    """How much of a text is not kept as it was pasted in."""

    spaces: int
    unseen: int
    apart: int
    """Letters whose accents stood by themselves."""


def mended(filled: Raw, before: Raw, place: str = "") -> dict[str, Mended]:
    """Return what becomes other, by the name of its field, in texts that were filled in."""
    if filled == before:
        return {}
    if isinstance(filled, str):
        apart = len(filled) - len(unicodedata.normalize("NFC", filled))
        found = Mended(len(_SPECIAL.findall(filled)), len(_UNSEEN.findall(filled)), apart)
        return {place: found} if any(found) else {}
    old, start = dict(before) if isinstance(before, list) else {}, f"{place}/" if place else ""
    parts = (mended(value, old.get(key, ""), f"{start}{key}") for key, value in filled)
    return {name: one for part in parts for name, one in part.items()}


def completed(filled: Raw, source: Raw) -> Raw:
    """Return the form of a translation with a place for each item that its source has."""
    if not isinstance(source, list) or any(key.isdecimal() for key, _value in source):
        return filled
    here = filled if isinstance(filled, list) else []
    own, theirs = dict(here), dict(source)
    known = [key for key in theirs if key in own or not isinstance(theirs[key], str)]
    lacking = [key for key in theirs if key not in own]
    order = [*theirs, *(key for key in own if key not in theirs)] if lacking else list(own)
    return [
        (key, completed(own.get(key, ""), theirs[key]) if key in known else own.get(key, ""))
        for key in order
    ]


def flat(data: Data, place: str = "") -> dict[str, str]:
    """Return the texts of plain data by the name of their field."""
    if isinstance(data, str):
        return {place: data}
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    start = f"{place}/" if place else ""
    return {k: v for name, value in pairs for k, v in flat(value, f"{start}{name}").items()}


# -- acts on items -------------------------------------------------------------------------------


def acted(filled: Raw, act: str) -> Raw:
    """Return a form after an item was added, moved or taken away: “add:do”, “up:do/tat-may”."""
    what, _colon, place = act.partition(":")
    parts = place.split("/")
    if what == "add":
        taken = {key for key, _value in _at(filled, parts)}
        number = next(n for n in range(1, 10_000) if f"{NEW}{n}" not in taken)
        return _changed(filled, parts, lambda found: [*found, (f"{NEW}{number}", "")])
    *home, key = parts

    def moved(found: list[tuple[str, Raw]]) -> list[tuple[str, Raw]]:
        at = next((n for n, (name, _v) in enumerate(found) if name == key), None)
        if at is None:
            return found
        rest = [*found[:at], *found[at + 1 :]]
        if what == "remove":
            return rest
        to = max(0, at - 1) if what == "up" else at + 1
        return [*rest[:to], found[at], *rest[to:]]

    return _changed(filled, home, moved)


def touched(filled: Raw, act: str) -> str:
    """Return the item that an act was about, as it is called then; empty where there is none."""
    what, _colon, place = act.partition(":")
    if what == "add":
        found = _at(filled, place.split("/"))
        return f"{place}/{found[-1][0]}" if found else ""
    return place if what in ("up", "down") else ""


def _at(filled: Raw, place: Sequence[str]) -> list[tuple[str, Raw]]:
    for key in place:
        filled = dict(filled).get(key, []) if isinstance(filled, list) else []
    return filled if isinstance(filled, list) else []


def _changed(filled: Raw, place: Sequence[str], change: Any) -> Raw:
    here = filled if isinstance(filled, list) else []
    if not place:
        return list(change(here))
    first, *rest = place
    keys = [key for key, _value in here]
    values = dict(here)
    if first not in values:
        keys.append(first)
    values[first] = _changed(values.get(first, []), rest, change)
    return [(key, values[key]) for key in keys]
