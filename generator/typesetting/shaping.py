"""Words to the glyphs of a font, as HarfBuzz shapes them."""

from functools import cache
from typing import NamedTuple

import uharfbuzz as hb

from generator.assets import FONTS


class Glyph(NamedTuple):
    """A glyph in its place; measures in thousandths of the size it is set in."""

    number: int
    """Of the font; 0 stands for what the font lacks."""
    advance: int
    own: int
    """Its advance where nothing stands beside it."""
    x: int
    y: int
    """How far it is moved, as marks on a letter are."""
    top: int
    """Ink above the line, and below."""
    bottom: int


@cache
def font(file: str) -> hb.Font:
    """Return one of our font files, in thousandths of its size."""
    found = hb.Font(hb.Face(hb.Blob.from_file_path(str(FONTS / file))))
    found.scale = (1000, 1000)
    return found


def glyphs(text: str, file: str) -> list[Glyph]:
    """Return the glyphs of a text in one font, in the order in which they are drawn."""
    buffer = _shaped(text, file)
    found = []
    for glyph, at in zip(buffer.glyph_infos or (), buffer.glyph_positions or (), strict=True):
        alone, high, low = _alone(file, glyph.codepoint)
        x, y = at.x_offset, at.y_offset
        found.append(Glyph(glyph.codepoint, at.x_advance, alone, x, y, y + high, -(y + low)))
    return found


@cache
def _alone(file: str, number: int) -> tuple[int, int, int]:
    """Return advance, and ink above and below the line, of a glyph by itself."""
    ink = font(file).get_glyph_extents(number)
    high, low = (ink.y_bearing, ink.y_bearing + ink.height) if ink else (0, 0)
    return font(file).get_glyph_h_advance(number), high, low


def width(text: str, file: str) -> int:
    """Return the room that a text takes in one font, in thousandths of its size."""
    return sum(at.x_advance for at in _shaped(text, file).glyph_positions or ())


def numbers(text: str, file: str) -> tuple[int, ...]:
    """Return the numbers of the glyphs of a text in one font, in the order they are drawn."""
    return tuple(glyph.codepoint for glyph in _shaped(text, file).glyph_infos or ())


def _shaped(text: str, file: str) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = "vi"  # guessed, it would be that of whoever runs the program
    hb.shape(font(file), buffer)
    return buffer
