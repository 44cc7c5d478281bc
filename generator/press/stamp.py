"""Many leaflets in one press file: what they share is in it once, then what is each one's own."""

import io
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.channels.leaflet import Base, Own
from generator.distribution.codes import ALPHABET, LENGTH
from generator.model.printing import Design
from generator.press import drawing, finish, marks, specimen
from generator.press.drawing import DOT
from generator.typesetting import qr, shaping
from generator.workers import Submit, here

if TYPE_CHECKING:
    from generator.typesetting.paper import Box


class Slot(NamedTuple):
    """Where words of a leaflet's own stand on a side."""

    side: int
    field: str
    size: float
    start: str
    """What sets font and place, as a content stream says it."""


class Code(NamedTuple):
    """Where a QR code stands on a side: its lower left module, and the size of one, in points."""

    side: int
    x: float
    y: float
    module: float

    def area(self, modules: int) -> marks.Box:
        """Return the place of a code and its margin: left, lower, right and upper edge."""
        around, across = qr.QUIET * self.module, (modules + qr.QUIET) * self.module
        return self.x - around, self.y - around, self.x + across, self.y + across


class Stamp(NamedTuple):
    """All that is needed to draw what is a leaflet's own."""

    face: str
    slots: tuple[Slot, ...]
    codes: tuple[Code, ...]
    start: str
    """What the texts of all QR codes begin with."""


# -- the sheet that is shared --------------------------------------------------------------------


def prepared(document: pikepdf.Pdf, base: Base, start: str, sides: int) -> Stamp:
    """Take from the pages of a base the words that are one leaflet's own; return how to put
    others in their place. The modules that all QR codes share stay on the page.

    Raises LostError where the words are not on the pages.
    """
    family = _family(start)
    slots: list[Slot] = []
    for side, page in enumerate(list(document.pages)[:sides]):
        slots += _taken_off(document, page, side, base)
    wanted = Counter(field for field, _side, _box in base.words if getattr(base.own, field))
    lacking = wanted - Counter(slot.field for slot in slots)
    if lacking or not base.codes:
        raise LostError(", ".join(sorted(lacking)) or "QR")
    for slot in slots:
        there = drawing.glyphs(document.pages[slot.side].Resources.Font[slot.start.split()[0]])
        if base.glyphs - there:
            raise LostError(f"{base.face}: {sorted(base.glyphs - there)}")
    codes = tuple(
        _code(document.pages[side], side, box, family.modules) for side, box in base.codes
    )
    stamp = Stamp(base.face, tuple(slots), codes, start)
    for code in codes:
        constant = family.dark("0" * LENGTH) & ~family.changing
        shared = "\n".join(("q 0 0 0 1 k", _modules(code, family, constant), "Q"))
        document.pages[code.side].contents_add(document.make_stream(shared.encode()))
    return stamp


class LostError(Exception):
    """A design does not show what is each leaflet's own, or sets it in another font."""


def _taken_off(
    document: pikepdf.Pdf, page: pikepdf.Page, side: int, base: Base
) -> Iterator[Slot]:
    """Take the words of one leaflet from a side; yield where they stood."""
    wanted = {
        shaping.numbers(words, base.face): field
        for field, words in base.own._asdict().items()
        if words
    }
    kept: list[Any] = []
    found: list[Slot] = []
    high = float(page.TrimBox[3]) - float(page.TrimBox[1])
    places = [(field, box) for field, on, box in base.words if on == side]
    matrices, text, font = [pikepdf.Matrix()], pikepdf.Matrix(), ("", 0.0)
    for instruction in pikepdf.parse_content_stream(page):
        name, operands = str(instruction.operator), list(instruction.operands)
        if name == "q":
            matrices.append(matrices[-1])
        elif name == "Q":
            matrices.pop()
        elif name == "cm":
            matrices[-1] = pikepdf.Matrix(*map(float, operands)) @ matrices[-1]
        elif name == "Tm":
            text = pikepdf.Matrix(*map(float, operands))
        elif name == "Tf":
            font = (str(operands[0]), float(operands[1]))
        elif name == "TJ":
            field = wanted.get(_numbers(operands[0]))
            at = (text @ matrices[-1]).shorthand
            if field and any(own == field and _is_in(box, at[4:], high) for own, box in places):
                place = " ".join(f"{n:.4f}" for n in at)
                start = f"{font[0]} {font[1]:.4f} Tf {place} Tm"
                found.append(Slot(side, field, font[1], start))
                continue
        kept.append(instruction)
    # In an envelope: what comes after it must not be upside down as the typesetter's content is.
    page.Contents = document.make_stream(b"q\n" + pikepdf.unparse_content_stream(kept) + b"\nQ\n")
    yield from found


def _is_in(box: "Box", at: tuple[float, float], high: float) -> bool:
    """Tell whether words begin in a box: the same ones may stand elsewhere, and stay there."""
    x, y = at[0], high - at[1]
    return box.left - 1 < x < box.right and box.top - 1 < y < box.bottom + 1


def _numbers(shown: Any) -> tuple[int, ...]:
    """Return the glyphs that a TJ shows."""
    pieces = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
    return tuple(int.from_bytes(pieces[at : at + 2], "big") for at in range(0, len(pieces), 2))


def _code(page: pikepdf.Page, side: int, box: Any, modules: int) -> Code:
    """Return where a code is drawn: on whole dots, so that its modules are all as wide."""
    trim_height = float(page.TrimBox[3]) - float(page.TrimBox[1])
    module = (box.right - box.left) / (modules + 2 * qr.QUIET)
    module = round(module / DOT) * DOT
    left, low = (float(page.TrimBox[n]) - finish.SLUG for n in (0, 1))
    x = box.left + qr.QUIET * module - left
    y = trim_height - box.bottom + qr.QUIET * module - low
    return Code(side, round(x / DOT) * DOT + left, round(y / DOT) * DOT + low, module)


# -- what is each one's own ----------------------------------------------------------------------


@cache
def _family(start: str) -> qr.Family:
    return qr.Family(start, LENGTH, ALPHABET)


def drawn(stamp: Stamp, sides: int, all_own: Sequence[Own]) -> list[list[bytes]]:
    """Return for each leaflet the content stream of each side, compressed; empty for nothing.

    It takes and gives plain data, so that another process or machine can do it.
    """
    family = _family(stamp.start)
    found = []
    for own in all_own:
        parts = _words(stamp, sides, own)
        for code in stamp.codes if own.code else ():
            parts[code.side].append(
                _modules(code, family, family.dark(own.code) & family.changing)
            )
        found.append([zlib.compress(_black(part)) if part else b"" for part in parts])
    return found


def _words(stamp: Stamp, sides: int, own: Own) -> list[list[str]]:
    parts: list[list[str]] = [[] for _side in range(sides)]
    for slot in stamp.slots:
        words = getattr(own, slot.field)
        if words:
            shown = drawing.words(words, stamp.face, slot.size).operators
            parts[slot.side].append(f"BT {slot.start} {shown} ET")
    return parts


def _black(part: Iterable[str]) -> bytes:
    """Return a stream that draws in black alone: only its plate changes between leaflets."""
    return "\n".join((f"q {finish.OVER} gs 0 0 0 1 k", *part, "Q")).encode()


def _modules(code: Code, family: qr.Family, bits: int) -> str:
    return drawing.modules(code.x, code.y, code.module, family.modules, bits)


# -- all of them ---------------------------------------------------------------------------------

AT_ONCE = 1_000
"""Leaflets that one call draws."""
_COMMON = ("/MediaBox", "/TrimBox", "/BleedBox", "/Resources")
"""What a page says of itself beside its content."""


def press_file(
    bases: Sequence[Base],
    leaflets: Sequence[tuple[int, Own]],
    start: str,
    design: Design,
    submit: Submit = here,
    is_specimen: bool = False,
) -> pikepdf.Pdf:
    """Return a document with the sides of each leaflet in order, each on the base it names.

    `start` is what the texts of all QR codes begin with. The same leaflets give the same bytes,
    whoever does the work. A specimen says so across every page.
    Raises LostError where a base does not show what is each one's own.
    """
    sides = len(design.sides)
    document, stamps = _opened(bases, start, design)
    if is_specimen:
        for number, page in enumerate(document.pages):
            stamp, side = stamps[number // sides], number % sides
            codes = [
                code.area(_family(start).modules) for code in stamp.codes if code.side == side
            ]
            specimen.mark(document, page, stamp.face, codes)
    running: list[Future[list[list[bytes]]]] = [
        submit(drawn, stamps[base], sides, [_alone(own) for own in run])
        for base, run in _runs(leaflets)
    ]
    originals = [_original(document, page) for page in document.pages]
    shared: dict[tuple[int, Own], list[Any]] = {}
    pages: list[Any] = []
    base_of = iter(leaflets)
    for run in running:
        for streams in run.result():
            base, own = next(base_of)
            common = own._replace(code="", place="")
            if (base, common) not in shared:
                (of_common,) = drawn(stamps[base], sides, [common])
                shared[base, common] = [drawing.stream(document, stream) for stream in of_common]
            for side, stream in enumerate(streams):
                original = originals[base * sides + side]
                added = (shared[base, common][side], drawing.stream(document, stream))
                pages.append(_page(document, original, [a for a in added if a is not None]))
    drawing.put(document, pages)
    return document


def _opened(bases: Sequence[Base], start: str, design: Design) -> tuple[pikepdf.Pdf, list[Stamp]]:
    """Return one document with the sides of all bases, finished, and how to draw on each."""
    sides = len(design.sides)
    document: pikepdf.Pdf | None = None
    stamps = []
    for base in bases:
        opened = pikepdf.open(io.BytesIO(base.pdf))
        stamps.append(prepared(opened, base, start, sides))
        del opened.pages[sides:]
        finish.name_fonts(opened)
        for side, page in enumerate(opened.pages, start=1):
            finish.side(opened, page, design.folds(side))
        if document is None:
            document = opened
        else:
            document.pages.extend(opened.pages)
    assert document is not None, "nothing to print"
    return document, stamps


def _runs(leaflets: Sequence[tuple[int, Own]]) -> Iterator[tuple[int, list[Own]]]:
    """Yield neighbours on the same base, no more than one call draws."""
    for base, run in groupby(leaflets, key=itemgetter(0)):
        owns = [own for _base, own in run]
        for first in range(0, len(owns), AT_ONCE):
            yield base, owns[first : first + AT_ONCE]


def _alone(own: Own) -> Own:
    """Return what no other leaflet of the same commune has."""
    return own._replace(police="", number="")


def _original(document: pikepdf.Pdf, page: pikepdf.Page) -> Any:
    """Return a page whose parts stand once, for all that are made from it."""
    page.contents_coalesce()
    for key in _COMMON:
        page.obj[key] = document.make_indirect(page.obj[key])
    return page.obj


def _page(document: pikepdf.Pdf, original: Any, added: list[Any]) -> Any:
    """Return a page that is another with more on it."""
    page = Dictionary(Type=Name.Page)
    for key in _COMMON:
        page[key] = original[key]
    page.Contents = Array([original.Contents, *added]) if added else original.Contents
    return document.make_indirect(page)
