"""What a page says to draw words and codes, and many pages put into one document."""

from functools import lru_cache
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.typesetting import qr, shaping

DOT = 72 / 600
"""Points: modules begin and end on whole dots of printers at 600, 1200 and 2400 dpi."""
_IN_A_NODE = 200
"""Pages below one node of the tree of pages, so that a reader finds each quickly."""


class Words(NamedTuple):
    """Words as they are drawn in a font."""

    operators: str
    """As a content stream says it."""
    width: float
    """In points."""
    glyphs: frozenset[int]


@lru_cache(100_000)
def words(said: str, face: str, size: float) -> Words:
    """Return what shows some words in a font."""
    pieces: list[str] = []
    pending, width = 0, 0
    found = shaping.glyphs(said, face)
    for glyph in found:
        if pending + glyph.x:
            pieces.append(f"{-(pending + glyph.x)}")
        one = f"<{glyph.number:04x}>"
        rise = glyph.y / 1000 * size
        pieces.append(f"]TJ {rise:.3f} Ts[{one}]TJ 0 Ts[" if rise else one)
        pending = glyph.advance - glyph.own - glyph.x
        width += glyph.advance
    operators = f"[{''.join(pieces)}]TJ".replace("><", "")
    return Words(operators, width / 1000 * size, frozenset(glyph.number for glyph in found))


def glyphs(font: Any) -> set[int]:
    """Return the numbers of the glyphs that an embedded font has."""
    widths: list[Any] = list(font.DescendantFonts[0].W)
    return {
        int(first) + place
        for first, run in zip(widths[::2], widths[1::2], strict=True)
        for place in range(len(run))
    }


def modules(x: float, y: float, module: float, across: int, bits: int) -> str:
    """Return what draws some modules of a code from its lower left, `across` of them a side."""
    place = f"q {module:.2f} 0 0 {-module:.2f} {x:.4f} {y + across * module:.4f} cm"
    runs = (f"{left} {top} {width} 1 re" for left, top, width in qr.runs(bits, across))
    return "\n".join((place, *runs, "f Q"))


def stream(document: pikepdf.Pdf, packed: bytes) -> Any:
    """Return a content stream that is compressed already, or None for nothing."""
    if not packed:
        return None
    return pikepdf.Stream(document, packed, Filter=Name.FlateDecode)


def put(document: pikepdf.Pdf, pages: list[Any]) -> None:
    """Let these be all pages of a document; adding one, the library would count them all."""
    root = document.make_indirect(Dictionary(Type=Name.Pages, Count=len(pages)))
    nodes = []
    for first in range(0, len(pages), _IN_A_NODE):
        run = pages[first : first + _IN_A_NODE]
        node = document.make_indirect(
            Dictionary(Type=Name.Pages, Parent=root, Count=len(run), Kids=Array(run))
        )
        for page in run:
            page.Parent = node
        nodes.append(node)
    root.Kids = Array(nodes)
    document.Root.Pages = root
