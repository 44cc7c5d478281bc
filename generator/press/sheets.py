"""A4 sheets drawn line by line, in black: for office printers, and thousands of them at once."""

import io
import zlib
from collections.abc import Iterable, Mapping, Sequence
from gettext import gettext as _
from typing import Any, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.assets import TEMPLATES
from generator.model.facts import FontFace
from generator.press import drawing, finish
from generator.press.drawing import DOT
from generator.press.marks import MM
from generator.rendering import environment
from generator.typesetting import paper

WIDTH, HEIGHT = 210.0, 297.0
"""Millimetres of A4."""
_FONTS = ("/R", "/B")
"""What the regular and the bold font are called on a page."""
Align = Literal["left", "middle", "right"]


class LackingError(ValueError):
    """Some words have a letter that the typeface has not."""


class Hand:
    """Draws, and remembers which letters that took.

    Places are millimetres from the upper left corner of where it draws; words stand on theirs.
    """

    def __init__(self, face: FontFace) -> None:
        self._faces = face.files[:2]
        self._used: tuple[set[str], set[str]] = (set(), set())

    def words(
        self,
        x: float,
        y: float,
        said: str,
        size: float,
        bold: bool = False,
        align: Align = "left",
    ) -> str:
        """Return what shows some words, in a size in points. Raises LackingError."""
        shown = drawing.words(said, self._faces[bold], size)
        if said not in self._used[bold]:
            if 0 in shown.glyphs:
                text = _("the typeface lacks a letter of “{words}”")
                raise LackingError(text.format(words=said))
            self._used[bold].add(said)
        back = {"left": 0.0, "middle": shown.width / 2, "right": shown.width}[align]
        place = f"{x * MM - back:.2f} {-y * MM:.2f}"
        return f"BT {_FONTS[bold]} {size:g} Tf {place} Td {shown.operators} ET"

    def width(self, said: str, size: float, bold: bool = False) -> float:
        """Return how wide words are, in millimetres."""
        return drawing.words(said, self._faces[bold], size).width / MM

    def run(self, x: float, y: float, said: Sequence[str], size: float, width: float) -> str:
        """Return what shows pieces one after the other, every second one in bold: smaller where
        they would be wider than `width`.
        """
        parts = []
        wide = sum(self.width(piece, size, bool(n % 2)) for n, piece in enumerate(said))
        if wide > width:
            size = int(10 * size * width / wide) / 10  # few sizes: each shapes its words anew
        for number, piece in enumerate(said):
            bold = bool(number % 2)
            parts.append(self.words(x, y, piece, size, bold))
            x += self.width(piece, size, bold)
        return "\n".join(parts)

    def spread(self, x: float, y: float, said: str, size: float, width: float) -> str:
        """Return what shows letters in bold with equal gaps over a width, to be spelt out."""
        wide = [self.width(letter, size, bold=True) for letter in said]
        gap = (width - sum(wide)) / (len(said) - 1)
        parts = []
        for letter, own in zip(said, wide, strict=True):
            parts.append(self.words(x, y, letter, size, bold=True))
            x += own + gap
        return "\n".join(parts)

    def fitted(
        self,
        said: str,
        width: float,
        alone: Sequence[float],
        halved: Sequence[float] = (),
        bold: bool = False,
    ) -> tuple[float, list[str]]:
        """Return size and lines of words: the first of the sizes `alone` at which one line is no
        wider than `width`, else the first of those `halved` at which two are. Nothing is ever
        cut: what fits at none of them is smaller still.
        """
        for size in alone:
            if self.width(said, size, bold) <= width:
                return size, [said]
        lines = self._halves(said, bold) if halved else [said]
        for size in halved:
            if max(self.width(line, size, bold) for line in lines) <= width:
                return size, lines
        return width / max(self.width(line, 1, bold) for line in lines), lines

    def _halves(self, said: str, bold: bool) -> list[str]:
        """Return words on two lines, the longer of them as short as can be."""
        words = said.split(" ")
        ways = [[" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words))]
        return min(
            ways or [[said]], key=lambda way: max(self.width(line, 1, bold) for line in way)
        )

    def document(self, title: str, forms: Mapping[str, str], pages: Iterable[str]) -> bytes:
        """Return sheets as PDF, the same bytes for the same drawings; `forms` are what many of
        them show, by the names they call it.
        """
        made = pikepdf.new()
        made.docinfo["/Title"] = pikepdf.String(title)
        made.Root.Lang = pikepdf.String("vi-VN")
        # Sheets of labels that stick are cut already: nothing may be made to fit the printer.
        made.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, PrintScaling=Name("/None"))
        fonts = made.make_indirect(self._fonts(made))
        things = Dictionary({f"/{name}": _form(made, d, fonts) for name, d in forms.items()})
        resources = made.make_indirect(Dictionary(Font=fonts, XObject=things))
        box = made.make_indirect(Array([0, 0, round(WIDTH * MM, 2), round(HEIGHT * MM, 2)]))
        drawing.put(made, [_page(made, page, resources, box) for page in pages])
        out = io.BytesIO()
        made.save(
            out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
        return out.getvalue()

    def _fonts(self, document: pikepdf.Pdf) -> Dictionary:
        """Return the fonts with all letters that were drawn, as the typesetter embeds them: it
        keeps the numbers of glyphs.
        """
        letters = ["".join(sorted(set("".join(used)))) for used in self._used]
        page = environment(TEMPLATES).get_template("letters.html.jinja")
        found = Dictionary()
        pdf = paper.pages(page.render(faces=self._faces, letters=letters))
        with pikepdf.open(io.BytesIO(pdf)) as donor:
            finish.name_fonts(donor)
            sides = [side for side in donor.pages if _fonts_of(side)]
            for name, side, face, used in zip(
                _FONTS, sides, self._faces, self._used, strict=True
            ):
                (own,) = _fonts_of(side)
                font = side.Resources.Font[own]
                there = drawing.glyphs(font)
                lacking = [one for one in used if drawing.words(one, face, 1).glyphs - there]
                assert not lacking, lacking
                found[name] = document.copy_foreign(font)
        return found


def _fonts_of(page: pikepdf.Page) -> set[str]:
    """Return what the fonts are called in which a page is set."""
    drawn = pikepdf.parse_content_stream(page)
    return {str(one.operands[0]) for one in drawn if str(one.operator) == "Tf"}


def _form(document: pikepdf.Pdf, drawn: str, fonts: Any) -> Any:
    form: Any = document.make_stream(drawn.encode())
    form.Type, form.Subtype = Name.XObject, Name.Form
    wide, high = (round(edge * MM) for edge in (WIDTH, HEIGHT))
    form.BBox = Array([-wide, -high, wide, high])
    form.Resources = Dictionary(Font=fonts)
    return form


def _page(document: pikepdf.Pdf, drawn: str, resources: Any, box: Any) -> Any:
    content = f"1 0 0 1 0 {_on_dots(HEIGHT * MM):.2f} cm\n{drawn}"
    return document.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=box,
            Resources=resources,
            Contents=drawing.stream(document, zlib.compress(content.encode())),
        )
    )


# -- what is not words ---------------------------------------------------------------------------


def line(x: float, y: float, to_x: float, to_y: float, points: float = 0.4) -> str:
    """Return what draws a line, so many points thick."""
    place = (f"{value * MM:.2f}" for value in (x, -y, to_x, -to_y))
    return "{} w {} {} m {} {} l S".format(points, *place)


def box(x: float, y: float, width: float, height: float, points: float = 0.4) -> str:
    """Return what draws the outline of a box."""
    place = (f"{value * MM:.2f}" for value in (x, -y - height, width, height))
    return "{} w {} {} {} {} re S".format(points, *place)


def put(name: str, x: float, y: float) -> str:
    """Return what shows a form at a place."""
    return f"{moved(x, y)}\n/{name} Do Q"


def moved(x: float, y: float) -> str:
    """Return what lets all that follows, until “Q”, be drawn from a place on whole dots."""
    return f"q 1 0 0 1 {_on_dots(x * MM):.2f} {_on_dots(-y * MM):.2f} cm"


def code(x: float, y: float, dots: int, across: int, bits: int) -> str:
    """Return what draws modules of a QR code without margin, each so many dots wide."""
    module = dots * DOT
    low = _on_dots(-y * MM) - across * module
    return drawing.modules(_on_dots(x * MM), low, module, across, bits)


def _on_dots(points: float) -> float:
    return round(points / DOT) * DOT
