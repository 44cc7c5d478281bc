"""A pydantic error as a sentence for staff: what is wrong, and what to do."""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from gettext import gettext as _
from typing import Any, NamedTuple

from generator.content.located_yaml import Document
from generator.messages import later
from generator.model.aloud import DATED, FORM, ROUND, SPELT
from generator.model.audio import SOUND_FILE
from generator.model.base import Model
from generator.model.facts import FONT_FAMILY, FONT_FILE, PHONE, SCRIPT
from generator.model.interface import DATE_FORMAT
from generator.model.places import GROUP_NUMBER, UNIT_CODE, UNIT_NAME
from generator.model.printing import CONDITION, PROFILE
from generator.problems import Place, Problem, nearest

AN_ID = later("use a-z, 0-9 and single hyphens only, such as goi-video-gia")
A_SOUND = later("use a-z, 0-9 and hyphens, and .mp3, .m4a or .opus at the end")
A_NAME = {
    "slug": AN_ID,
    "tag": later("name it after a language tag such as vi, en, km or vi-x-easy"),
    "sound": A_SOUND,
}
"""How each part of the key of a file may be named."""
_PATTERNS = {
    PHONE: later("write digits only, with the 0 at the start, such as 113 or 02113861203"),
    SOUND_FILE: A_SOUND,
    SCRIPT: later("write the code of the script: Latn, Khmr, Arab, Cham, Tavt"),
    DATE_FORMAT: later("write it as %d/%m/%Y"),
    FONT_FAMILY: later("write the name of the typeface, such as Noto Sans Khmer"),
    UNIT_CODE: later("write the five digits of the commune, zeros in front too, such as 08515"),
    GROUP_NUMBER: later("write a number of one to five digits, such as 3"),
    UNIT_NAME: later("write it with Xã, Phường or Đặc khu in front"),
    PROFILE: later("write the name of a file in leaflets/press, such as FOGRA39L_coated.icc"),
    CONDITION: later("write the registered name, such as FOGRA39"),
    SPELT: later(
        "write it as it stands in texts, without / and with one blank between two words"
    ),
    ROUND: later("write a number from 10 on, such as 100"),
    DATED: later("write how a date is said, with {day}, {month} and {year} in it"),
    FORM: later("write how it is said, with {times} and {rest} for what is in it"),
    FONT_FILE: later("write the name of a file in leaflets/fonts, such as NotoSans-Regular.ttf"),
}
"""What to do where a value is not of the form it must have."""


@cache
def field_names(model: type[Model]) -> frozenset[str]:
    """Return every key that can stand anywhere in a file of this model."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return frozenset(name for part in parts for name in part.get("properties", ()))


def missing(document: Document, file: str, place: Place, names: list[str]) -> Problem:
    """Return that some names are missing below a place, as one problem."""
    listed = ", ".join(f'"{name}"' for name in names)
    message = _("{names} missing").format(names=listed)
    remedy = _("add it; copy the line from a file that works")
    return Problem(file, (*place, names[0]), *document.mark(place), message, remedy)


class _Case(NamedTuple):
    """One entry of `ValidationError.errors()`, taken apart."""

    name: str
    value: Any
    context: Mapping[str, Any]
    fields: Collection[str]


def explain(document: Document, file: str, error: Any, fields: Collection[str]) -> Problem:
    """Return one entry of `ValidationError.errors()` as a problem at its place in the file.

    `fields` are the names that may stand in such a file, for suggestions.
    """
    place: Place = tuple(part for part in error["loc"] if part != "[key]")
    name = next((part for part in reversed(place) if isinstance(part, str)), _("the file"))
    kind, value = error["type"], error["input"]
    case = _Case(name, value, error.get("ctx", {}), fields)
    if "[key]" in error["loc"]:
        mark = document.key_mark(place)
        message = _('"{name}" cannot be an id').format(name=place[-1])
        remedy = _PATTERNS.get(str(case.context.get("pattern")), AN_ID)
        return Problem(file, place, *mark, message, _(remedy))
    if kind == "string_type" and isinstance(value, Mapping):
        kind = "string_with_colon"
    sentences = next((say for start, say in _SENTENCES.items() if kind.startswith(start)), _other)
    mark = document.key_mark(place) if kind == "extra_forbidden" else document.mark(place)
    return Problem(file, place, *mark, *sentences(case))


def _extra(case: _Case) -> tuple[str, str]:
    close = nearest(case.name, case.fields)
    return (
        _('"{name}" means nothing here').format(name=case.name),
        _('did you mean "{name}"?').format(name=close) if close else _("delete it"),
    )


def _colon(case: _Case) -> tuple[str, str]:
    return (
        _('"{name}": a text with ":" in it').format(name=case.name),
        _("put the whole text in double quotes"),
    )


def _no_text(case: _Case) -> tuple[str, str]:
    return (
        _('"{name}" must be one text, not a list').format(name=case.name),
        _("write it on one line"),
    )


def _empty(case: _Case) -> tuple[str, str]:
    least = case.context.get("min_length", 1)
    if least > 1:
        return _('"{name}" is too short').format(name=case.name), _("write {n}").format(n=least)
    return _('"{name}" is empty').format(name=case.name), _("fill it in")


def _long(case: _Case) -> tuple[str, str]:
    if not isinstance(case.value, str):
        most = case.context["max_length"]
        return _cannot_be(case), _("write {n} at the most").format(n=most)
    return (
        _('"{name}" is too long: {n} characters').format(name=case.name, n=len(case.value)),
        _("shorten it to {n} characters").format(n=case.context["max_length"]),
    )


def _pattern(case: _Case) -> tuple[str, str]:
    return _cannot_be(case), _(_PATTERNS.get(case.context["pattern"], AN_ID))


def _no_items(case: _Case) -> tuple[str, str]:
    return (
        _('"{name}" must be lines of "id: text"').format(name=case.name),
        _("indent them below the name"),
    )


def _no_list(case: _Case) -> tuple[str, str]:
    return (
        _('"{name}" must be a list').format(name=case.name),
        _("one item a line, each after a hyphen"),
    )


def _choice(case: _Case) -> tuple[str, str]:
    choices = case.context["expected"].replace("'", "").replace(" or ", ", ")
    return _cannot_be(case), _("choose one of: {choices}").format(choices=choices)


def _date(case: _Case) -> tuple[str, str]:
    return _cannot_be(case), _("write a date as 2026-12-31")


def _no_day(case: _Case) -> tuple[str, str]:
    return _cannot_be(case), _("there is no such day; look into a calendar")


def _number(case: _Case) -> tuple[str, str]:
    return _cannot_be(case), _("write a whole number, such as 5")


def _unprintable(case: _Case) -> tuple[str, str]:
    return (
        _("a character that cannot be printed"),
        _("delete it and type the text again"),
    )


def _https(case: _Case) -> tuple[str, str]:
    return (
        _('"{name}": "{value}" is not a web address').format(name=case.name, value=case.value),
        _("write it in full, starting with https://"),
    )


def _origin(case: _Case) -> tuple[str, str]:
    return (
        _('"{name}": "{value}" is more than a host').format(name=case.name, value=case.value),
        _("write https:// and the host only; a QR code ignores case in nothing else"),
    )


def _shares(case: _Case) -> tuple[str, str]:
    return _cannot_be(case), _("write shares that make 100 together, such as vi:60 en:40")


def _answer(case: _Case) -> tuple[str, str]:
    return (
        _('"{name}": either an answer, or what to do in silence').format(name=case.name),
        _("write one of the two lines: you or act"),
    )


def _other(case: _Case) -> tuple[str, str]:
    return _cannot_be(case), _("compare it with a file that works")


def _cannot_be(case: _Case) -> str:
    return _('"{name}" cannot be "{value}"').format(name=case.name, value=case.value)


_SENTENCES: dict[str, Callable[[_Case], tuple[str, str]]] = {
    "extra_forbidden": _extra,
    "string_with_colon": _colon,
    "string_type": _no_text,
    "string_too_short": _empty,
    "too_short": _empty,
    "string_too_long": _long,
    "too_long": _long,
    "string_pattern_mismatch": _pattern,
    "dict_type": _no_items,
    "model_type": _no_items,
    "tuple_type": _no_list,
    "list_type": _no_list,
    "literal_error": _choice,
    "enum": _choice,
    "date_from": _no_day,
    "date_parsing": _no_day,
    "date": _date,
    "int": _number,
    "greater": _number,
    "less": _number,
    "answer": _answer,
    "shares": _shares,
    "printable": _unprintable,
    "https": _https,
    "origin": _origin,
}
"""What to say, by the first letters of the error's type."""
