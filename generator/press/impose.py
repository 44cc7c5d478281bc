"""A press file laid out on larger sheets: how many fit, where each goes, where to cut."""

import io
from collections.abc import Iterator
from gettext import gettext as _
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.press import marks
from generator.press.marks import GAP, LENGTH, MM

_NEAR = 0.1
"""Points that may be lost in rounding."""
_OF_OLD_PAGES = ("/Outlines", "/Names", "/Dests", "/PageLabels", "/StructTreeRoot", "/OpenAction")
"""What points to pages that no longer stand by themselves, and would keep them in the file."""


class SheetError(ValueError):
    """Pages and sheet do not go together."""


class Sheet(NamedTuple):
    """A size of paper."""

    width_mm: float
    height_mm: float
    bleed: bool = True
    """Whether colours run over the cut. Without, pages lie edge to edge: an office's paper has
    no room for more, and one cut parts two neighbours."""


SHEETS = {
    "sra3": Sheet(320, 450),
    "sra4": Sheet(225, 320),
    "a3": Sheet(297, 420, bleed=False),
    "a4": Sheet(210, 297, bleed=False),
}
"""Of digital presses, and of offices."""


class Layout(NamedTuple):
    """Where pages lie on a sheet; lengths in points."""

    columns: int
    rows: int
    width: float
    height: float
    """Of the sheet, as it is turned for the pages."""
    cell: tuple[float, float]
    """Of a page, as it is cut."""
    bleed: float

    @property
    def slots(self) -> int:
        """How many pages lie on a side."""
        return self.columns * self.rows

    @property
    def flips_on(self) -> str:
        """The edge over which a sheet is turned for its back: "long" or "short"."""
        return "long" if self.height >= self.width else "short"

    @property
    def block(self) -> tuple[float, float, float, float]:
        """All pages and what lies between them: left, low, right, high."""
        wide, high = (
            count * size + (count - 1) * 2 * self.bleed
            for count, size in zip((self.columns, self.rows), self.cell, strict=True)
        )
        left, low = (self.width - wide) / 2, (self.height - high) / 2
        return left, low, left + wide, low + high

    def place(self, slot: int, is_back: bool = False) -> tuple[float, float]:
        """Return left and low of a slot, counted as one reads; backs stand behind fronts."""
        row, column = divmod(slot, self.columns)
        if is_back:
            column = self.columns - 1 - column
        left, _low, _right, high = self.block
        across, down = (size + 2 * self.bleed for size in self.cell)
        return left + column * across, high - self.cell[1] - row * down


def layout(cell: tuple[float, float], bleed: float, sheet: Sheet) -> Layout:
    """Return the way to lay as many pages on a sheet as fit, upright or turned.

    `cell` is a page as it is cut, `bleed` the colour around it, both in points. Raises
    SheetError where not one page fits.
    """
    bleed = bleed if sheet.bleed else 0
    around = 2 * (GAP + LENGTH) if sheet.bleed else 0
    size = sheet.width_mm * MM, sheet.height_mm * MM
    found = []
    for width, height in (size, size[::-1]):
        columns, rows = (
            int((length - around + 2 * bleed + _NEAR) // (page + 2 * bleed))
            for length, page in zip((width, height), cell, strict=True)
        )
        found.append(Layout(max(columns, 0), max(rows, 0), width, height, cell, bleed))
    best = max(found, key=lambda way: way.slots)  # upright where both hold as many
    if not best.slots:
        page, paper = (
            f"{wide:g} × {high:g}"
            for wide, high in (tuple(round(edge / MM) for edge in cell), sheet[:2])
        )
        text = (
            _("pages of {page} mm, their bleed and cut marks do not fit a sheet of {paper} mm")
            if sheet.bleed
            else _("pages of {page} mm do not fit a sheet of {paper} mm")
        )
        raise SheetError(text.format(page=page, paper=paper))
    return best


def imposed(pdf: bytes, sides: int, sheet: Sheet, is_alone: bool = False) -> bytes:
    """Return a press file whose units, of `sides` pages each, lie on sheets.

    Piles of cut sheets, put one on the other in the order of their slots, hold the units in
    their order, each once. Where each is printed many times, it has sheets of its own alone; so
    has one that is the only one.

    Each stream of a page must leave the state of the page as it was (q … Q), for it is drawn
    where it stands in the file, by all sheets that show it. Raises SheetError where pages and
    sheet do not go together.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = _Pages(document)
        if not pages.forms or len(pages.forms) % sides:
            raise SheetError(
                _("{n} pages are not units of {sides}").format(n=len(pages.forms), sides=sides)
            )
        way = layout(pages.cell, pages.bleed, sheet)
        pages.clip(way.bleed)
        units = range(len(pages.forms) // sides)
        sheets = _Sheets(document, way, pages)
        height = -(-len(units) // way.slots)  # of a pile
        piles = (units[level::height] for level in range(height))
        alone = ([unit] * way.slots for unit in units)
        kids = [
            sheets.side([unit * sides + side for unit in on_it], side == 1)
            for on_it in (alone if is_alone or len(units) == 1 else piles)
            for side in range(sides)
        ]
        sheets.tree.Kids, sheets.tree.Count = Array(kids), len(kids)
        document.Root.Pages = sheets.tree
        for key in _OF_OLD_PAGES:
            if key in document.Root:
                del document.Root[key]
        out = io.BytesIO()
        document.save(
            out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return out.getvalue()


# -- what is there -------------------------------------------------------------------------------


class _Pages:
    """Pages of one size, whose streams become forms where they stand: nothing is copied."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self._document = document
        self.forms: list[list[Any]] = []
        """Of each page, what is drawn on it, the lowest first."""
        self._streams: dict[tuple[int, int], tuple[Any, Any]] = {}
        self._boxes: tuple[list[float], list[float]] | None = None
        self._seen: set[tuple[tuple[int, int], tuple[int, int]]] = set()
        for page, resources in _leaves(document.Root.Pages, None):
            self._measure(page)
            contents = page.Contents
            streams = list(contents) if isinstance(contents, Array) else [contents]
            for stream in streams:
                self._form(stream, resources)
            self.forms.append(streams)

    def _form(self, stream: Any, resources: Any) -> None:
        _stream, before = self._streams.setdefault(stream.objgen, (stream, resources))
        if before is not resources and before != resources:
            raise SheetError(_("two pages share a stream, and not what it draws with"))

    def _measure(self, page: Any) -> None:
        found = page.TrimBox, page.get("/BleedBox", page.TrimBox)
        shared = found[0].objgen, found[1].objgen
        if shared in self._seen:
            return
        boxes = [float(edge) for edge in found[0]], [float(edge) for edge in found[1]]
        if self._boxes not in (None, boxes):
            raise SheetError(_("its pages are of several sizes"))
        self._boxes = boxes
        if (0, 0) not in shared:
            self._seen.add(shared)

    @property
    def trim(self) -> list[float]:
        assert self._boxes
        return self._boxes[0]

    @property
    def cell(self) -> tuple[float, float]:
        left, low, right, high = self.trim
        return right - left, high - low

    @property
    def bleed(self) -> float:
        """The least of the four sides."""
        assert self._boxes
        return min(abs(a - b) for a, b in zip(*self._boxes, strict=True))

    def clip(self, bleed: float) -> None:
        """Turn the streams into forms that end where the bleed ends: no mark of a page stays."""
        left, low, right, high = self.trim
        edges = [left - bleed, low - bleed, right + bleed, high + bleed]
        box = self._document.make_indirect(Array([round(edge, 4) for edge in edges]))
        for stream, resources in self._streams.values():
            stream.Type, stream.Subtype = Name.XObject, Name.Form
            stream.BBox, stream.Resources = box, resources


def _leaves(node: Any, resources: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every page with what it draws with, its own or inherited."""
    resources = node.get("/Resources", resources)
    if "/Kids" not in node:
        yield node, resources
        return
    for kid in node.Kids:
        yield from _leaves(kid, resources)


# -- what becomes of it --------------------------------------------------------------------------


class _Sheets:
    """Makes the sides of sheets; what they have in common stands in the file once."""

    def __init__(self, document: pikepdf.Pdf, way: Layout, pages: _Pages) -> None:
        self._document, self._way, self._pages = document, way, pages
        self.tree = document.make_indirect(Dictionary(Type=Name.Pages))
        left, low, right, high = way.block
        bleed = way.bleed
        self._boxes = {
            "/MediaBox": self._shared([0, 0, way.width, way.height]),
            "/TrimBox": self._shared([left, low, right, high]),
            "/BleedBox": self._shared([left - bleed, low - bleed, right + bleed, high + bleed]),
        }
        self._drawn: dict[tuple[bool, tuple[int, ...]], Any] = {}
        self._marks = self._cut() if bleed else None

    def _shared(self, box: list[float]) -> Any:
        return self._document.make_indirect(Array([round(edge, 4) for edge in box]))

    def side(self, pages: list[int], is_back: bool) -> Any:
        """Return one side of a sheet with a page in each slot, the last ones empty at the end."""
        forms = [self._pages.forms[page] for page in pages]
        things = {
            f"/S{slot}L{layer}": form
            for slot, streams in enumerate(forms)
            for layer, form in enumerate(streams)
        }
        if self._marks is not None:
            things["/Marks"] = self._marks
        return self._document.make_indirect(
            Dictionary(
                {
                    "/Type": Name.Page,
                    "/Parent": self.tree,
                    **self._boxes,
                    "/Resources": Dictionary(XObject=Dictionary(things)),
                    "/Contents": self._drawing(is_back, tuple(map(len, forms))),
                }
            )
        )

    def _drawing(self, is_back: bool, layers: tuple[int, ...]) -> Any:
        """Return what draws so many layers in each slot: the same for all full sheets."""
        key = is_back, layers
        if key not in self._drawn:
            left, low = self._pages.trim[:2]
            lines = []
            for slot, count in enumerate(layers):
                x, y = self._way.place(slot, is_back)
                lines.append(f"q 1 0 0 1 {x - left:.4f} {y - low:.4f} cm")
                lines += [f"/S{slot}L{layer} Do" for layer in range(count)] + ["Q"]
            if self._marks is not None:
                lines.append("/Marks Do")
            self._drawn[key] = self._document.make_stream("\n".join(lines).encode())
        return self._drawn[key]

    def _cut(self) -> Any:
        """Return the marks around all pages, on every plate: two for each gap between pages."""
        places = [self._way.place(slot) for slot in range(self._way.slots)]
        xs, ys = (
            sorted({round(place[k] + edge, 3) for place in places for edge in (0, cell)})
            for k, cell in enumerate(self._way.cell)
        )
        drawn = marks.drawn((xs[0], ys[0], xs[-1], ys[-1]), xs, ys)
        stream: Any = self._document.make_stream(drawn)
        stream.Type, stream.Subtype = Name.XObject, Name.Form
        stream.BBox = self._boxes["/MediaBox"]
        stream.Resources = Dictionary(ColorSpace=marks.colours())
        return stream
