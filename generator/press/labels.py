"""The labels of bundles, ten on a sheet: where each goes, and the message that confirms it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from generator.channels.leaflet import apart
from generator.distribution.codes import ALPHABET, LENGTH
from generator.distribution.labels import RECEIVED, SIGNED
from generator.distribution.packing import Load, Packed
from generator.distribution.receipts import SHORT
from generator.model.campaign import Campaign
from generator.model.facts import LanguageFacts
from generator.model.places import SAMPLE
from generator.model.receipts import Label
from generator.press import sheets
from generator.press.sheets import HEIGHT, WIDTH, Hand
from generator.rendering import plain
from generator.typesetting import fonts, qr

COLUMNS, ROWS = 2, 5
CELL = WIDTH / COLUMNS, 57.0
"""Millimetres of a label: also those of sheets of ten that stick."""
TOP = (HEIGHT - ROWS * CELL[1]) / 2
_LEFT, _RIGHT = 6.0, 99.0
"""Edges of what is on a label: printers leave 5 mm of paper white."""
_CODE, _WORDS = 69.0, 25.0
"""Where its code begins, and the words beside the second QR code."""
_CODE_DOTS, _TEXT_DOTS = 12, 13
"""Of a module at 600 dpi: half a millimetre."""
_CODE_AT, _TEXT_AT = (78.7, 26.6), (7.6, 38.0)
"""Upper left corners of the two QR codes."""


class Phone(NamedTuple):
    """Where messages go."""

    number: str
    until: date
    """The last day on which somebody reads them."""


class Made(NamedTuple):
    """All labels of an edition."""

    pdf: bytes
    pages: dict[str, int]
    """The page of each label, from 1, by its code."""


def labels(campaign: Campaign, edition: str, loads: Sequence[Load], phone: Phone | None) -> Made:
    """Return the labels of all communes as PDF. Each commune begins on a sheet of its own, so
    that sheets are cut, and labels handed on, commune by commune.

    Raises LackingError.
    """
    voice = plain(campaign, campaign.source)
    hand = Hand(voice.typeface)
    draw = _Labels(hand, edition, languages(campaign), phone, voice.mark)
    drawn = ["\n".join(draw.sheet(load, on_it)) for load, on_it in on_sheets(loads)]
    pages = {
        one.label.code: page
        for page, (_load, on_it) in enumerate(on_sheets(loads), start=1)
        for one in on_it
    }
    return Made(hand.document(f"Nhãn bó tờ rơi, {edition}", draw.forms, drawn), pages)


def on_sheets(loads: Iterable[Load]) -> Iterator[tuple[Load, Sequence[Packed]]]:
    """Yield which labels stand on each sheet, and for which commune they are."""
    each = COLUMNS * ROWS
    for load in loads:
        for first in range(0, len(load.packed), each):
            yield load, load.packed[first : first + each]


def page_count(loads: Iterable[Load]) -> int:
    """Return how many sheets labels take."""
    return sum(1 for _sheet in on_sheets(loads))


def fewest_pages(loads: Iterable[Load]) -> int:
    """Return how many sheets they would take if communes shared them."""
    return -(-sum(len(load.packed) for load in loads) // (COLUMNS * ROWS))


def languages(campaign: Campaign) -> dict[str, str]:
    """Return what each language is called; its tag where it is written in letters that the
    typeface of these papers has not.
    """
    face = campaign.tables.of(LanguageFacts)[campaign.source].font
    known = fonts.characters(face.regular)
    return {
        tag: facts.name if {*map(ord, facts.name)} <= known else tag
        for tag, facts in campaign.tables.of(LanguageFacts).items()
    }


# -- the message ---------------------------------------------------------------------------------


def received(label: Label, lacks: int = 0) -> str:
    """Return what is texted when a bundle has arrived, whole or not."""
    said = f"{RECEIVED} {label.code} {label.copies - lacks}"
    return f"{said} {SHORT} {lacks}" if lacks else said


def signed(label: Label) -> str:
    """Return what is texted when all have signed that it is for."""
    return f"{SIGNED} {label.code} {label.households}"


def text_of(label: Label, phone: Phone) -> str:
    """Return what the QR code says that opens that message."""
    return f"SMSTO:{phone.number}:{received(label)}"


@cache
def _families(number: str, digits: int) -> qr.Family:
    """Return all messages to a number whose counts are as long as each other."""
    start = f"SMSTO:{number}:{RECEIVED} "
    return qr.Family(start, LENGTH + 1 + digits, f"{ALPHABET}01 ", qr.small)


@cache
def _codes() -> qr.Family:
    return qr.Family("", LENGTH, ALPHABET)


def kind(one: Packed) -> str:
    """Return what all labels have in common that look alike but for their own words and codes."""
    return f"L{len(str(one.label.copies))}{'S' * one.is_sample}"


# -- a label -------------------------------------------------------------------------------------


class _Labels:
    """Draws labels; what many of them share becomes a form."""

    def __init__(
        self,
        hand: Hand,
        edition: str,
        languages: dict[str, str],
        phone: Phone | None,
        mark: str,
    ) -> None:
        self._hand, self._edition, self._languages = hand, edition, languages
        self._phone, self._mark = phone, mark
        self.forms = {"Cuts": "\n".join(_cuts())}

    def sheet(self, load: Load, on_it: Iterable[Packed]) -> Iterator[str]:
        """Yield what draws a sheet of labels."""
        yield "/Cuts Do"
        for slot, one in enumerate(on_it):
            row, column = divmod(slot, COLUMNS)
            yield sheets.moved(column * CELL[0], TOP + row * CELL[1])
            yield f"/{self._form(one)} Do"
            yield from self._own(load, one)
            yield "Q"

    def _form(self, one: Packed) -> str:
        """Return the name of what a label shares with others of its kind."""
        name = kind(one)
        if name not in self.forms:
            self.forms[name] = "\n".join(self._shared(one, len(str(one.label.copies))))
        return name

    def _shared(self, one: Packed, digits: int) -> Iterator[str]:
        hand = self._hand
        marks = [SAMPLE] * one.is_sample + [self._mark] * bool(self._mark)
        if marks:
            said = " · ".join(marks)
            yield hand.words(_LEFT + 1, 6.9, said, 8, bold=True)
            yield sheets.box(_LEFT, 3.6, hand.width(said, 8, bold=True) + 2, 4.2)
        yield sheets.line(_LEFT, 35.6, _CODE - 2, 35.6, 0.6)
        codes = _codes()
        yield _modules(_CODE_AT, _CODE_DOTS, codes, codes.dark("0" * LENGTH) & ~codes.changing)
        if self._phone:
            texts = _families(self._phone.number, digits)
            zero = texts.dark("0" * LENGTH + " " + "0" * digits)
            yield _modules(_TEXT_AT, _TEXT_DOTS, texts, zero & ~texts.changing)
            yield hand.words(_WORDS, 39, "Nhận đủ tờ, quét mã bên trái hoặc", 8.5)
        else:
            yield hand.words(_LEFT, 44, "Phát xong, nộp lại danh sách ký nhận", 11, bold=True)
            yield hand.words(_LEFT, 49.5, "cho nơi đã giao bó tờ rơi này.", 11, bold=True)

    def _own(self, load: Load, one: Packed) -> Iterator[str]:
        """Yield what no other label has."""
        hand, label = self._hand, one.label
        yield from self._name(one.name)
        where = "Phần chung, không chia theo tổ" if one.is_common else load.unit.name
        wide = _CODE - 2 - _LEFT
        language = re.sub("^Tiếng", "tiếng", self._languages[label.language])
        about = f"Ấn bản {self._edition}, {language}"
        for y, said, sizes, bold in (
            (23.0, where, (12, 11, 10, 9, 8), True),
            (27.3, about, (8.5, 8, 7), False),
            (33.3, _in_it(one), (14, 13, 12, 11, 10, 9), True),
        ):
            size, (line,) = hand.fitted(said, wide, sizes, bold=bold)
            yield hand.words(_LEFT, y, line, size, bold)
        yield hand.spread(_CODE, 24, label.code, 16, _RIGHT - _CODE)
        codes = _codes()
        yield _modules(_CODE_AT, _CODE_DOTS, codes, codes.dark(label.code) & codes.changing)
        if self._phone:
            yield from self._message(one, self._phone)

    def _name(self, name: str) -> Iterator[str]:
        wide = _RIGHT - _LEFT
        alone, halved = (24, 22, 20, 18, 16, 15), (13, 12, 11, 10, 9, 8)
        size, lines = self._hand.fitted(name, wide, alone, halved, bold=True)
        high = size * 0.41  # of a line in millimetres, accents included
        first = 13.2 + 0.3 * high - (len(lines) - 1) * high / 2
        for number, line in enumerate(lines):
            yield self._hand.words(_LEFT, first + number * high, line, size, bold=True)

    def _message(self, one: Packed, phone: Phone) -> Iterator[str]:
        hand, label = self._hand, one.label
        texts = _families(phone.number, len(str(label.copies)))
        end = f"{label.code} {label.copies}"
        yield _modules(_TEXT_AT, _TEXT_DOTS, texts, texts.dark(end) & texts.changing)
        room = _RIGHT - _WORDS
        told = ("Nhắn: ", received(label), " đến ", apart(phone.number))
        yield hand.run(_WORDS, 43.8, told, 10, room)
        until = f"Hạn: {phone.until:%d/%m/%Y}"
        if label.households:
            who = "hộ ký" if one.is_for_homes else "người nhận"
            all_signed = (f"Đủ {label.households} {who}, nhắn: ", signed(label), f". {until}")
            yield hand.run(_WORDS, 48.2, all_signed, 8.5, room)
        else:
            yield hand.words(_WORDS, 48.2, until, 8.5)
        lacks = min(2, label.copies - 1)
        if lacks:
            short = (f"Thiếu {lacks} tờ thì nhắn: ", received(label, lacks))
            yield hand.run(_WORDS, 52.3, short, 8.5, room)


def _in_it(one: Packed) -> str:
    """Return what is in a bundle, in words."""
    label = one.label
    said = f"Bó {label.bundle}/{one.of} · {label.copies} tờ"
    who = "hộ" if one.is_for_homes else "người"
    return f"{said} (cho {label.households} {who})" if label.households else said


def _modules(at: tuple[float, float], dots: int, family: qr.Family, bits: int) -> str:
    return sheets.code(*at, dots, family.modules, bits)


def _cuts() -> Iterator[str]:
    """Yield where to cut, in thin dashes: an office printer prints no marks at the edge."""
    yield "q [1 2] 0 d"
    for row in range(ROWS + 1):
        yield sheets.line(0, TOP + row * CELL[1], WIDTH, TOP + row * CELL[1], 0.3)
    for column in range(1, COLUMNS):
        yield sheets.line(column * CELL[0], 0, column * CELL[0], HEIGHT, 0.3)
    yield "Q"
