"""What nobody may take for the real thing: hatched letters across every page of a specimen."""

import math
from collections.abc import Iterable, Iterator

import pikepdf

from generator.press import finish
from generator.press.marks import Box
from generator.typesetting import outlines, shaping

WORDS = "BẢN MẪU"
"""In Vietnamese whatever the leaflet's language: print shops and approvers read it."""
_WIDE = 0.92
"""Of the diagonal of a page that the words take."""
_EVERY, _LINE = 5.0, 0.7
"""Points from one line of the hatching to the next, and how thick one is."""


def mark(document: pikepdf.Pdf, page: pikepdf.Page, face: str, spared: Iterable[Box]) -> None:
    """Draw the words across a page, in black lines that print over what is below.

    QR codes are spared: a specimen is scanned, too.
    """
    left, low, right, high = (float(edge) for edge in page.TrimBox)
    wide, tall = right - left, high - low
    diagonal = math.hypot(wide, tall)
    size = _WIDE * diagonal / (shaping.width(WORDS, face) / 1000)
    size = min(size, 0.42 * min(wide, tall))
    length = shaping.width(WORDS, face) / 1000 * size
    cos, sin = wide / diagonal, tall / diagonal
    rise = 0.36 * size  # half of a capital: the words stand on the middle of the page
    x = (wide - length * cos) / 2 + rise * sin
    y = (tall - length * sin) / 2 - rise * cos
    steps = [
        f"q {finish.LINES} gs 0 0 0 1 K {_LINE} w",
        f"{left} {low} {wide} {tall} re",
        *(f"{a} {b} {c - a} {d - b} re" for a, b, c, d in spared),
        "W* n",
        f"{cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {left + x:.2f} {low + y:.2f} cm",
        outlines.outline(WORDS, face, size),
        "W n",
        *_lines(length, size),
        "S Q",
    ]
    page.contents_add(document.make_stream("\n".join(steps).encode()))


def _lines(length: float, size: float) -> Iterator[str]:
    """Yield lines across the letters, upright on the page as the letters lean."""
    at = -size
    while at < length + size:
        yield f"{at:.1f} {-0.4 * size:.1f} m {at + size:.1f} {1.3 * size:.1f} l"
        at += _EVERY
