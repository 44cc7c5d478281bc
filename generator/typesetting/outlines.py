"""Words as the outlines of their letters, for what is drawn without a font."""

from typing import Any

from fontTools.pens.basePen import BasePen

from generator.typesetting import shaping


class _Path(BasePen):  # type: ignore[misc]
    """Writes an outline as a content stream of a PDF says it."""

    def __init__(self, right: float, size: float) -> None:
        super().__init__(None)
        self._right = right
        self._scale = size / 1000
        self.steps: list[str] = []

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        placed = (
            f"{(x + self._right) * self._scale:.2f} {y * self._scale:.2f}" for x, y in points
        )
        self.steps.append(" ".join((*placed, operator)))

    def _moveTo(self, to: tuple[float, float]) -> None:
        self._add("m", to)

    def _lineTo(self, to: tuple[float, float]) -> None:
        self._add("l", to)

    def _curveToOne(self, *points: tuple[float, float]) -> None:
        self._add("c", *points)

    def _closePath(self) -> None:
        self._add("h")


def outline(words: str, file: str, size: float) -> str:
    """Return the outlines of a line in one font, from its left end on the line, in points."""
    font: Any = shaping.font(file)
    right, steps = 0, []
    for glyph in shaping.glyphs(words, file):
        pen = _Path(right + glyph.x, size)
        font.draw_glyph_with_pen(glyph.number, pen)
        right += glyph.advance
        steps += pen.steps
    return "\n".join(steps)
