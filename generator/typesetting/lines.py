"""Words to lines of a width, measured in the typeface they will be drawn in."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from generator.typesetting import fonts, shaping

_SPACES = re.compile(r"[ \t\r\n]+")
BREAK = "\u200b"
"""Where a script without spaces may break; it draws nothing."""
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u3400-\u9fff"
_OPENS, _CLOSES = "（《〈「『【“‘", "，。、；：？！）》〉」』】”’…—ー"
_BREAKS = re.compile(
    f"{BREAK}|(?<=[{_HAN}{_CLOSES}])(?=[{_HAN}{_OPENS}])|(?<=[{_HAN}])(?=[0-9A-Za-z])"
    f"|(?<=[0-9A-Za-z])(?=[{_HAN}])"
)
"""There, and between Chinese characters; but no line begins with what closes, or ends with what
opens."""


class Extent(NamedTuple):
    """The room that some words take, in parts of the size they are set in."""

    width: float
    top: float
    """Ink above the line, and below."""
    bottom: float


def broken(text: str, file: str, width: float) -> list[str]:
    """Return the lines of a text, none wider than `width` and as even as can be.

    `width` is in parts of the type size. A word that is wider alone stands on a line of its own:
    look at `extent`.
    """
    lines = _filled(text, file, width)
    while True:  # narrower, as long as it takes no further line
        widest = _widest(lines, file)
        narrower = _filled(text, file, widest - 0.01)
        # Letters of some scripts join across pieces: a line is not as wide as those are together.
        if len(narrower) > len(lines) or _widest(narrower, file) >= widest:
            return lines
        lines = narrower


def _widest(lines: list[str], file: str) -> float:
    return max(extent(line, file).width for line in lines)


class Fitted(NamedTuple):
    """Words in lines, as large as they fit; measures in the unit of the room they were given."""

    lines: list[str]
    size: float
    leading: float
    """From one line to the next."""
    top: float
    """Ink above the first line, and below the last."""
    bottom: float

    @property
    def height(self) -> float:
        """From the highest ink to the lowest."""
        return self.top + self.leading * (len(self.lines) - 1) + self.bottom


_AIR = 0.14
"""Between the ink of two lines, at least, in sizes: capitals with two marks stay apart."""
_STEPS = 14
"""Halves: to the 16,000th part of the largest size."""


def fitted(text: str, file: str, room: tuple[float, float], most: float, rows: int) -> Fitted:
    """Return a text in the largest size up to `most` in which it stands within a width and a
    height on that many rows. It is measured by its ink.
    """
    low, high = 0.0, most
    for _step in range(_STEPS):
        size = (low + high) / 2
        if _stands(_at(text, file, room[0], size), room, file, rows):
            low = size
        else:
            high = size
    return _at(text, file, room[0], low)


def _stands(words: Fitted, room: tuple[float, float], file: str, rows: int) -> bool:
    width, height = room
    widest = _widest(words.lines, file) * words.size
    return widest <= width and words.height <= height and len(words.lines) <= rows


def _at(text: str, file: str, width: float, size: float) -> Fitted:
    found = broken(text, file, width / size)
    rooms = [extent(line, file) for line in found]
    gaps = [(a.bottom + b.top + _AIR) * size for a, b in pairwise(rooms)]
    ends = rooms[0].top * size, rooms[-1].bottom * size
    return Fitted(found, size, max(gaps, default=0), *ends)


def _filled(text: str, file: str, width: float) -> list[str]:
    """Return the lines of a text, each as full as it can be."""
    lines, room = [""], 0.0
    for piece, gap in _pieces(text):
        own, more = extent(piece, file).width, extent(gap, file).width
        if not lines[-1] or room + more + own > width:
            lines.append(piece)
            room = own
        else:
            lines[-1] += gap + piece
            room += more + own
    return lines[1:] or [""]


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield what must stay together, with what stands before it on the same line."""
    for word in filter(None, _SPACES.split(text)):
        gap = " "
        for piece in filter(None, _BREAKS.split(word)):
            yield piece, gap
            gap = ""


@lru_cache(100_000)
def extent(text: str, file: str) -> Extent:
    """Return the room that a line takes. A character the font lacks is measured in the one that
    takes over for it.
    """
    width, top, bottom = 0, 0, 0
    own = fonts.characters(file)
    for is_own, run in groupby(text, lambda char: ord(char) in own):
        for glyph in shaping.glyphs("".join(run), file if is_own else fonts.FALLBACK):
            width += glyph.advance
            top, bottom = max(top, glyph.top), max(bottom, glyph.bottom)
    return Extent(width / 1000, top / 1000, bottom / 1000)
