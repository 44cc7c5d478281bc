"""The slips that go with bundles: a commune's list on A4, with sums carried from page to page."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.distribution import costs
from generator.distribution.packing import Counts, Load, Packed, counts
from generator.distribution.quantities import grouped
from generator.model.campaign import Campaign
from generator.model.places import SAMPLE
from generator.press import sheets
from generator.press.labels import languages
from generator.press.sheets import Align, Hand
from generator.rendering import plain

_LEFT, _RIGHT, _FOOT = 20.0, 195.0, 281.0
"""Millimetres: margins of a paper that is filed, and where a table ends."""
_ROW, _HEADER = 7.0, 8.0
"""How high a line is, in which somebody signs; and the line of heads."""
_FIRST, _NEXT = 67.0, 24.0
"""Where the table begins on the first page, and on others."""
_SIGNED = 50.0
"""What signatures and what is said above them take below the table."""


class Column(NamedTuple):
    head: str
    width: float
    align: Align = "left"


_COLUMNS = (
    Column("STT", 10, "right"),
    Column("Mã nhãn", 21),
    Column("Nơi nhận", 57),
    Column("Ngôn ngữ", 20),
    Column("Số hộ", 15, "right"),
    Column("Số tờ", 16, "right"),
    Column("Bó", 13, "right"),
    Column("Ký nhận", 23),
)
_EDGES = tuple(
    _LEFT + sum(column.width for column in _COLUMNS[:number])
    for number in range(len(_COLUMNS) + 1)
)
_NAME, _LANGUAGE, _HOMES = 2, 3, 4
"""Which column is which."""


def slips(campaign: Campaign, edition: str, loads: Sequence[Load]) -> bytes:
    """Return the slips of all communes as PDF, each with its own pages. Raises LackingError."""
    voice = plain(campaign, campaign.source)
    hand = Hand(voice.typeface)
    draw = _Slips(hand, campaign, edition, voice.mark)
    pages = ["\n".join(page) for load in loads for page in draw.pages(load)]
    return hand.document(f"Biên bản giao nhận tờ rơi, {edition}", draw.forms, pages)


def page_count(loads: Sequence[Load]) -> int:
    """Return how many pages the slips of all communes have."""
    return sum(len(division(len(load.packed))) for load in loads)


def division(lines: int) -> list[int]:
    """Return how many lines stand on each page. The last has room for signatures below, and no
    signature stands alone: three lines at least are with it.
    """

    def room(top: float, below: float, sums: int) -> int:
        return int((_FOOT - below - top - _HEADER - sums * _ROW) / _ROW)

    if lines <= room(_FIRST, _SIGNED, 1):
        return [lines]
    found: list[int] = []
    left, full = lines, room(_FIRST, 0, 2)
    while not found or left > room(_NEXT, _SIGNED, 3):
        found.append(min(full, left - 3))
        left -= found[-1]
        full = room(_NEXT, 0, 3)
    return [*found, left]


class _Slips:
    def __init__(self, hand: Hand, campaign: Campaign, edition: str, mark: str) -> None:
        self._hand, self._campaign, self._edition, self._mark = hand, campaign, edition, mark
        self._languages = languages(campaign)
        self.forms = {"Heads": "\n".join(self._heads())}

    def _heads(self) -> Iterator[str]:
        """Yield what draws the heads of a table, from its upper left corner."""
        for column, edge in zip(_COLUMNS, _EDGES, strict=False):
            middle = edge - _LEFT + column.width / 2
            yield self._hand.words(middle, 5.3, column.head, 9, True, "middle")

    def pages(self, load: Load) -> Iterator[list[str]]:
        """Yield what draws each page of a commune."""
        sizes = division(len(load.packed))
        before, last = 0, len(sizes)
        for number, size in enumerate(sizes, start=1):
            here = load.packed[before : before + size]
            yield list(self._page(load, here, before, number, last))
            before += size

    def _page(
        self, load: Load, here: Sequence[Packed], before: int, number: int, last: int
    ) -> Iterator[str]:
        yield from self._marks(load)
        yield from self._top(load) if number == 1 else self._top_again(load)
        yield self._hand.words(_RIGHT, 288, f"Trang {number}/{last}", 9, align="right")
        yield self._hand.words(_LEFT, 288, f"{load.unit.name} ({load.unit.code})", 9)
        top = _FIRST if number == 1 else _NEXT
        yield sheets.put("Heads", _LEFT, top)
        y = top + _HEADER
        if number > 1:
            yield from self._sum(y, "Mang sang", counts(load.packed[:before]))
            y += _ROW
        for place, one in enumerate(here, start=before + 1):
            yield from self._row(y, place, one)
            y += _ROW
        if last > 1:
            yield from self._sum(y, "Cộng trang", counts(here))
            y += _ROW
        so_far = counts(load.packed[: before + len(here)])
        yield from self._sum(y, "Tổng cộng" if number == last else "Cộng chuyển sang", so_far)
        y += _ROW
        yield from _grid(top, y)
        if number == last:
            yield from self._signatures(load, y, last)

    # -- above the table -------------------------------------------------------------------------

    def _marks(self, load: Load) -> Iterator[str]:
        marks = [SAMPLE] * load.is_sample + [self._mark] * bool(self._mark)
        if marks:
            said = " · ".join(marks)
            wide = self._hand.width(said, 9, bold=True) + 4
            yield self._hand.words(_RIGHT - 2, 16.2, said, 9, True, "right")
            yield sheets.box(_RIGHT - wide, 12.2, wide, 5.4, 0.6)

    def _top(self, load: Load) -> Iterator[str]:
        hand = self._hand
        size, lines = hand.fitted(self._campaign.issuer, 85, (11, 10), (10, 9, 8), bold=True)
        for number, said in enumerate(lines):
            yield hand.words(_LEFT, 16.2 + number * 5, said, size, bold=True)
        middle = (_LEFT + _RIGHT) / 2
        yield hand.words(middle, 30, "BIÊN BẢN GIAO NHẬN TỜ RƠI", 16, True, "middle")
        yield hand.words(middle, 36.5, f"Ấn bản {self._edition}", 11, align="middle")
        place = ("Nơi nhận: ", load.unit.name, f" (mã {load.unit.code})")
        yield hand.run(_LEFT, 45, place, 11, _RIGHT - _LEFT)
        x = _LEFT
        for words, blank in (("Giao ngày", 12), ("tháng", 12), ("năm", 16), ("tại", 0)):
            yield hand.words(x, 51.5, words, 11)
            x += hand.width(words, 11) + 1.5
            yield _blank(x, x + blank if blank else _RIGHT, 51.5)
            x += blank + 1.5
        for y, words in (
            (57.5, "Bên giao (họ tên, đơn vị)"),
            (63.5, "Bên nhận (họ tên, đơn vị)"),
        ):
            yield hand.words(_LEFT, y, words, 11)
            yield _blank(_LEFT + hand.width(words, 11) + 1.5, _RIGHT, y)

    def _top_again(self, load: Load) -> Iterator[str]:
        said = f"Biên bản giao nhận tờ rơi, {load.unit.name}"
        size, (line,) = self._hand.fitted(said, 90, (10, 9, 8), bold=True)
        yield self._hand.words(_LEFT, 16.2, line, size, bold=True)
        yield self._hand.words(_LEFT, 20.6, f"Ấn bản {self._edition}", 9)

    # -- the table -------------------------------------------------------------------------------

    def _row(self, y: float, place: int, one: Packed) -> Iterator[str]:
        label, hand = one.label, self._hand
        name = f"{one.name} (phần chung)" if one.is_common else one.name
        homes = f"{label.households or ''}"
        yield self._cell(0, y, str(place), 9.5)
        yield self._cell(1, y, label.code, 10.5, bold=True)
        yield from self._fitted(_NAME, y, name, (10, 9.5, 9, 8.5, 8))
        yield from self._fitted(_LANGUAGE, y, self._languages[label.language], (9, 8.5, 8))
        if one.is_for_homes:
            yield self._cell(_HOMES, y, homes, 10)
        elif homes:
            right = _EDGES[_HOMES + 1] - 1.5
            yield hand.words(right, y + 3.1, homes, 8, align="right")
            yield hand.words(right, y + 6, "người", 7, align="right")
        yield self._cell(5, y, grouped(label.copies), 10, bold=True)
        yield self._cell(6, y, f"{label.bundle}/{one.of}", 9.5)

    def _sum(self, y: float, said: str, sums: Counts) -> Iterator[str]:
        yield self._cell(_NAME, y, said, 10, bold=True)
        for column, number in zip((4, 5, 6), sums, strict=True):
            yield self._cell(column, y, grouped(number), 10, bold=True)

    def _cell(self, column: int, y: float, said: str, size: float, bold: bool = False) -> str:
        align = _COLUMNS[column].align
        x = _EDGES[column + 1] - 1.5 if align == "right" else _EDGES[column] + 1.5
        room = _COLUMNS[column].width - 3
        wide = self._hand.width(said, size, bold)
        size = size if wide <= room else size * room / wide
        return self._hand.words(x, y + 4.8, said, size, bold, align)

    def _fitted(self, column: int, y: float, said: str, sizes: Sequence[float]) -> Iterator[str]:
        room = _COLUMNS[column].width - 3
        size, lines = self._hand.fitted(said, room, sizes, (7.5, 7, 6.5, 6, 5.5))
        first = y + (4.8 if len(lines) == 1 else 3.2)
        for number, line in enumerate(lines):
            yield self._hand.words(_EDGES[column] + 1.5, first + number * 2.9, line, size)

    # -- below it --------------------------------------------------------------------------------

    def _signatures(self, load: Load, y: float, pages: int) -> Iterator[str]:
        hand, sums = self._hand, load.counts
        facts = self._campaign.editions[self._edition]
        weight = costs.grams(facts, self._campaign.design(self._edition), sums.copies)
        total = f"{grouped(sums.copies)} tờ, {grouped(sums.bundles)} bó"
        heavy = "."
        if weight is not None:
            kilograms = f"{-(-weight // 100) / 10:.1f}".replace(".", ",")
            heavy = f", nặng khoảng {kilograms} kg, {costs.parcels(weight)} kiện."
        yield hand.run(
            _LEFT, y + 6, ("Giao theo danh sách: ", total, heavy), 10.5, _RIGHT - _LEFT
        )
        x = _LEFT
        for words, blank in (("Thực nhận", 18), ("tờ,", 18), ("bó. Thiếu, thừa, hỏng", 0)):
            yield hand.words(x, y + 12, words, 10.5)
            x += hand.width(words, 10.5) + 1.5
            yield _blank(x, x + blank if blank else _RIGHT, y + 12)
            x += blank + 1.5
        copies = f"Biên bản này có {pages} trang, lập thành hai bản, mỗi bên giữ một bản."
        yield hand.words(_LEFT, y + 18, copies, 10.5)
        if load.uncounted:
            said = f"Chưa có số hộ nên chưa chia tờ rơi: {', '.join(load.uncounted)}."
            size, lines = hand.fitted(said, _RIGHT - _LEFT, (9, 8), (8, 7, 6))
            for number, line in enumerate(lines):
                yield hand.words(_LEFT, y + 22 + number * 3, line, size)
        for x, who in ((_LEFT + 40, "BÊN GIAO"), (_RIGHT - 40, "BÊN NHẬN")):
            yield hand.words(x, y + 29, who, 11, True, "middle")
            yield hand.words(x, y + 33.5, "(ký, ghi rõ họ tên)", 9, align="middle")


def _grid(top: float, foot: float) -> Iterator[str]:
    rows = round((foot - top - _HEADER) / _ROW)
    for row in range(-1, rows + 1):
        y = top + _HEADER + row * _ROW if row >= 0 else top
        yield sheets.line(_LEFT, y, _RIGHT, y, 0.4)
    for edge in _EDGES:
        yield sheets.line(edge, top, edge, foot, 0.4)


def _blank(x: float, to_x: float, y: float) -> str:
    """Return what draws dots to write on."""
    return f"q [.5 1.6] 0 d\n{sheets.line(x, y + 0.6, to_x, y + 0.6, 0.6)}\nQ"
