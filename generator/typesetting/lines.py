"""Words to lines of a width, measured in the typeface they will be drawn in."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
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
        narrower = _filled(text, file, max(extent(line, file).width for line in lines) - 0.01)
        if len(narrower) > len(lines) or narrower == lines:
            return lines
        lines = narrower


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
