"""What somebody typed where a number belongs: the figure if it can be read in one way only."""

import re
from gettext import gettext as _
from typing import NamedTuple

from generator.exchange.sheets import Value

MAX = 1_000_000


class Figure(NamedTuple):
    """A cell that was read."""

    value: int | None = None
    """None where nobody gave a figure."""
    repair: str = ""
    """What was done to read it, as a sentence about many cells; empty for nothing."""
    fault: str = ""
    """Why it cannot be read; then there is no value."""


_NONE = re.compile(
    r"[-–—.…?~\s]*|~\s*\d+|\d+\s*[-–]\s*\d+|(khoảng|gần|hơn)\s+\d+|chưa.*|không rõ|n/a|x",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+)")
_COUNTED = re.compile(r"(.+?)\s*(?:hộ|hộ dân|gia đình|nhà)", re.IGNORECASE)


def households(value: Value, as_text: bool = False) -> Figure:
    """Read a number of households; `as_text` where every cell is a text anyway."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return Figure(fault=_("a date or a time stands where households belong"))
    if isinstance(value, str):
        return _typed(" ".join(value.split()), as_text)
    if value < 0:
        return Figure(fault=_("{text} is less than nothing").format(text=f"{value:g}"))
    if not float(value).is_integer():
        text = _("is this {a} or {b} households?")
        shown = f"{value:g}".replace(".", ",")
        return Figure(fault=text.format(a=shown, b=round(value * 1000)))
    return _bounded(int(value))


def _typed(text: str, as_text: bool) -> Figure:
    if _NONE.fullmatch(text):
        return Figure()
    repair = ""
    counted = _COUNTED.fullmatch(text)
    if counted:
        text, repair = counted[1], _("the word “hộ” behind a figure was left out")
    if _GROUPED.fullmatch(text):
        text, repair = re.sub(r"\D", "", text), _("marks between thousands were left out")
    plain = "" if as_text else _("a text was read as a number")
    if re.fullmatch(r"[0-9]{1,9}", text):
        return _bounded(int(text), repair or plain)
    return Figure(fault=_("“{text}” is no number of households").format(text=text[:40]))


def _bounded(value: int, repair: str = "") -> Figure:
    if value > MAX:
        return Figure(fault=_("{text} is too much").format(text=value))
    return Figure(value, repair)


class Phone(NamedTuple):
    """A number to dial that was read."""

    digits: str = ""
    repair: str = ""
    fault: str = ""


def phone(value: Value) -> Phone:
    """Read a telephone number."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = re.sub(r"[\s.()-]", "", str(value)).removeprefix("+")
    if not text or re.match(r"chưa", str(value), re.IGNORECASE):
        return Phone()
    found = text.isascii() and text.isdigit()
    repaired = _("a 0 was put before telephone numbers")
    if found and re.fullmatch(r"0[2-9][0-9]{8,9}|1[0-9]{2}", text):
        return Phone(text)
    if found and re.fullmatch(r"[35789][0-9]{8}|2[0-9]{9}", text):
        return Phone(f"0{text}", repaired)
    if found and re.fullmatch(r"84([35789][0-9]{8}|2[0-9]{9})", text):
        return Phone(f"0{text[2:]}", repaired)
    shown = str(value)[:40]
    return Phone(fault=_("“{text}” is not one telephone number").format(text=shown))
