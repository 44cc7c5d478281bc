"""Messages as a telephone or a chat hands them over: each with its day, none of who sent it."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from gettext import gettext as _
from typing import NamedTuple
from xml.parsers import expat

from generator.exchange import days
from generator.exchange.days import Said
from generator.exchange.sniff import Refusal
from generator.exchange.wording import folded

MAX_BYTES = 100_000_000


class Message(NamedTuple):
    """Words, when, and where to find them again."""

    words: str
    on: Said | None
    number: int
    """Of the line, or which message of an export."""


# -- a copied chat -------------------------------------------------------------------------------

_CLOCK = r"[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?: ?(?:am|pm|sa|ch)\b)?"
_STAMP = re.compile(rf"\[[^\[\]]*{_CLOCK}[^\[\]]*\]|^.{{0,20}}{_CLOCK} - ", re.IGNORECASE)
_BESIDE = re.compile(
    rf"{_CLOCK}|\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7]|luc)\b"
    r"|[\s,.–—-]+$|^[\s,.–—-]+"
)
"""What stands beside a day on its line."""
_WORDS = re.compile(r"\W*(?:BN|KY)\W*", re.IGNORECASE)
_LINE = 60
_Find = Callable[[re.Pattern[str], str], re.Match[str] | None]


def chat(text: str) -> Iterator[Message]:
    """Yield the lines of a copied conversation. A day in a heading, or on a line of its own,
    holds for what follows; names are left out.
    """
    on: Said | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.strip("\ufeff\u200e\u200f\u202a\u202c \t")
        stamp = _STAMP.search(words)
        if stamp:
            is_day, day = _found(re.sub(_CLOCK, "", folded(stamp[0])), re.Pattern.search)
            on = day if is_day else on
            words = _unnamed(f"{words[: stamp.start()]}{words[stamp.end() :]}".strip())
        elif 0 < len(words) < _LINE:
            is_day, day = _alone(folded(words))
            on = day if is_day else on
            words = "" if is_day else words
        if words:
            yield Message(words, on, number)


def _unnamed(words: str) -> str:
    """Return what was said without the name in front of it."""
    name, colon, said = words.partition(":")
    is_name = colon and len(name) < _LINE and not _WORDS.fullmatch(name)
    return said.strip() if is_name else words


def _alone(words: str) -> tuple[bool, Said | None]:
    """Tell whether a line holds nothing but a day, and which; none where it is one of the week,
    which only who sees the telephone knows.
    """
    bare = re.sub(_CLOCK, "", words).strip(" ,.–—-")
    rest = _BESIDE.sub("", _BESIDE.sub("", words))
    if bare and not rest:
        return True, None
    return _found(rest, re.Pattern.fullmatch)


def _found(words: str, find: _Find) -> tuple[bool, Said | None]:
    """Tell whether a day is found in words, and which; none where there is no such day."""
    whole = find(days.FOUND, words)
    if whole:
        return True, days.of(whole)
    vague = find(days.VAGUE, words)
    return bool(vague), days.vague(vague) if vague else None


# -- “SMS Backup & Restore” ----------------------------------------------------------------------

_REFERENCES = re.compile(rb"(?:&#(?:x[0-9a-fA-F]{1,6}|[0-9]{1,7});)+")
_RECEIVED = "1"
_SLICE = 1 << 22
_HANOI = timedelta(hours=7)
_EPOCH = date(1970, 1, 1)
_DAY = 86_400_000


def is_export(data: bytes) -> bool:
    """Tell whether a file is an export of all messages of a telephone."""
    head = data[:4000].lstrip(b"\xef\xbb\xbf \r\n\t")
    return head.startswith((b"<?xml", b"<smses", b"<!")) and b"<smses" in head


def steps(data: bytes) -> int:
    """Return how often `export` tells that it went on."""
    return -(-len(data) // _SLICE)


def export(data: bytes, told: Callable[[], None]) -> Iterator[Message]:
    """Yield what was received, joined to one line each. Raises Refusal.

    Addresses and names are never read; a sign outside the basic plane, which the export writes as
    two halves that no reader of XML takes, is put together first.
    """
    if len(data) > MAX_BYTES:
        raise Refusal(_("this export is too large"), _("export the messages since the printing"))
    whole = _REFERENCES.sub(_whole, data)
    found: list[Message] = []
    number, on, is_received = 0, None, False

    def start(tag: str, said: dict[str, str]) -> None:
        nonlocal number, on, is_received
        words = ""
        if tag in ("sms", "mms"):
            number += 1
            on = _day(said.get("date", ""))
            is_received = said.get("type" if tag == "sms" else "msg_box") == _RECEIVED
            words = said.get("body", "") if tag == "sms" else ""
        elif tag == "part" and said.get("ct") == "text/plain":
            words = said.get("text", "")
        if words and is_received:
            found.append(Message(" ".join(words.split()), on, number))

    def refuse(*_doctype: object) -> None:
        raise Refusal(_("this is no export of messages"), _again())

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    try:
        for at in range(0, len(whole), _SLICE):
            parser.Parse(whole[at : at + _SLICE], at + _SLICE >= len(whole))
            told()
            yield from found
            found.clear()
    except expat.ExpatError as error:
        raise Refusal(
            _("this export is damaged at line {line}").format(line=error.lineno), _again()
        ) from None


def _again() -> str:
    return _("export the messages again with SMS Backup & Restore, as XML")


def _whole(run: re.Match[bytes]) -> bytes:
    """Return signs given by their numbers, halves put together, as XML can have them."""
    numbers = re.findall(rb"&#(x?)([0-9a-fA-F]+);", run[0])
    signs = "".join(
        chr(number) if (number := int(digits, 16 if x else 10)) < 0x110000 else "?"
        for x, digits in numbers
    )
    joined = signs.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    can_be = (sign if sign >= " " or sign in "\t\n\r" else "?" for sign in joined)
    return "".join(f"&#{ord(sign)};" for sign in can_be).encode()


def _day(milliseconds: str) -> date | None:
    """Return the day in Vietnam."""
    if not milliseconds.isascii() or not milliseconds.isdigit() or len(milliseconds) > 14:
        return None
    shifted = int(milliseconds) + int(_HANOI.total_seconds()) * 1000
    return _EPOCH + timedelta(days=shifted // _DAY)
