"""A map of tiles: a commune each, the emptier the darker, near to whom it is near to."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.distribution.coverage import OfUnit
from generator.reports import coverage

WIDE, HIGH, ACROSS = 66, 50, 5
"""Pixels of a tile, and tiles in a row: five go on a telephone, and no name is cut off."""
MOST = 75
"""Tiles of a block; of more, blocks beside each other are made."""
GAP = 500
"""Between official numbers of neighbouring parts that were provinces of their own."""
AREAS = (
    ("04792", "05425", "Hòa Bình (cũ)"),
    ("07894", "08686", "Phú Thọ (cũ)"),
    ("08707", "09154", "Vĩnh Phúc (cũ)"),
)
"""Parts of the province that ships, by the official numbers of their communes, as they lie from
north-west to south-east. Numbers follow the districts of old: neighbours stand together."""
_LINE = 8
"""Letters of a name on one line of a tile."""
_FITS = 9
"""Letters on a line that are not pressed together."""


class Tile(NamedTuple):
    """A commune on the map."""

    x: int
    y: int
    code: str
    words: tuple[str, ...]
    """Its name on one or two lines."""
    figure: str
    look: str
    """How far it has come, as a class of the style."""
    title: str

    def is_pressed(self, line: str) -> bool:
        """Tell whether a line takes less than its own width."""
        return len(line) > _FITS


class Block(NamedTuple):
    """Tiles that lie together."""

    name: str
    tiles: tuple[Tile, ...]

    @property
    def high(self) -> int:
        return -(-len(self.tiles) // ACROSS) * HIGH

    @property
    def wide(self) -> int:
        return min(ACROSS, len(self.tiles)) * WIDE


def blocks(units: Sequence[OfUnit]) -> list[Block]:
    """Return all communes in blocks, in the order of their official numbers."""
    ordered = sorted(units, key=lambda of: of.unit.code)
    return [
        Block(name, tuple(_tile(of, number) for number, of in enumerate(part)))
        for name, part in _parts(ordered)
    ]


def _parts(ordered: Sequence[OfUnit]) -> Iterator[tuple[str, Sequence[OfUnit]]]:
    """Yield communes by the parts of a province that we know, else by gaps in their numbers."""
    in_area = [_area(of.unit.code) for of in ordered]
    starts = [0]
    for at, (one, other) in enumerate(pairwise(ordered), start=1):
        if "" in in_area:
            is_start = int(other.unit.code) - int(one.unit.code) > GAP
        else:
            is_start = in_area[at] != in_area[at - 1]
        if is_start:
            starts.append(at)
    for start, end in pairwise([*starts, len(ordered)]):
        count = -(-(end - start) // MOST)
        edges = [start + (end - start) * n // count for n in range(count + 1)] if count else []
        for first, last in pairwise(edges):
            part = ordered[first:last]
            codes = f"Mã {part[0].unit.code}–{part[-1].unit.code}"
            yield codes if "" in in_area else in_area[first], part


def _area(code: str) -> str:
    return next((name for first, last, name in AREAS if first <= code <= last), "")


def _tile(of: OfUnit, number: int) -> Tile:
    row, column = divmod(number, ACROSS)
    tenths = of.sums.delivered.tenths or 0
    look = _look(of, tenths)
    figure = "?" if look == "unknown" else f"{tenths // 10}{' !' if look == 'over' else ''}"
    at = (column * WIDE, row * HIGH, of.unit.code)
    return Tile(*at, _words(of.unit.name), figure, look, _title(of))


LOOKS = {
    "silent": "chưa báo cáo, tính là 0",
    "few": "dưới 50%",
    "some": "từ 50%",
    "most": "từ 80%",
    "nearly": "từ 95%",
    "all": "100%",
    "over": "có nơi báo vượt số hộ: cần đối chiếu",
    "unknown": "chưa có số hộ, ngoài mọi phép tính",
}


def _look(of: OfUnit, tenths: int) -> str:
    if not of.is_counted:
        return "unknown"
    if of.is_over:
        return "over"
    if not of.has_reported:
        return "silent"
    steps = ((500, "few"), (800, "some"), (950, "most"), (1000, "nearly"))
    return next((look for least, look in steps if tenths < least), "all")


def _words(name: str) -> tuple[str, ...]:
    """Return a name without its kind on as many lines as it takes, as even as can be."""
    short = name
    for kind in ("Xã ", "Phường ", "Đặc khu "):
        short = short.removeprefix(kind)
    if len(short) <= _LINE or " " not in short:
        return (short,)
    words = short.split(" ")
    pairs = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    return min(pairs, key=lambda pair: max(map(len, pair)))


def _title(of: OfUnit) -> str:
    """Return what a tile says in full."""
    said = [of.unit.name]
    if of.is_counted:
        sums = of.sums
        said.append(f"{coverage.number(sums.households)} hộ")
        said.append(f"đã giao {coverage.percent(sums.delivered.tenths)}")
        said.append(f"đã ký nhận {coverage.percent(sums.signed.tenths)}")
    return ", ".join(filter(None, (*said, coverage.status(of))))
