"""A PDF of the typesetter to one that a press takes: boxes, marks, overprint, an identity."""

import hashlib
import io
import re
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from generator.press import marks
from generator.press.marks import MM

SLUG = 10 * MM
"""Paper around the sheet that is cut off."""
CONDITION = "FOGRA39"
"""Offset on coated paper (ISO 12647-2), as registered at REGISTRY."""
REGISTRY = "http://www.color.org"
_BLACK = (0, 0, 0, 1)
_DATE = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")


OVER, KNOCK, LINES = "/CgOver", "/CgKnock", "/CgLines"
"""Names of the states in which ink prints over what is below it, in which it does not, and in
which lines do."""


def side(document: pikepdf.Pdf, page: pikepdf.Page, folds: tuple[int, ...]) -> None:
    """Let black print over what is below it, and put marks on all plates, outside the bleed.

    `folds` are millimetres from the left edge.
    """
    _overprint(document, page)
    _mark(document, page, folds)


def saved(document: pikepdf.Pdf, identity: str, dated: date, condition: str = CONDITION) -> bytes:
    """Return the press file of `identity`, the same bytes for the same content.

    `condition` is the registered name of what the press does to colours.
    """
    _intend(document, condition)
    _identify(document, identity, dated)
    out = io.BytesIO()
    document.save(
        out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
    )
    return out.getvalue()


# -- black over all ------------------------------------------------------------------------------


def _overprint(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Let pure black print over other inks, where a gap of white would show if plates shift."""
    if "/ExtGState" not in page.Resources:
        page.Resources.ExtGState = Dictionary()
    states: Any = page.Resources.ExtGState
    states[OVER] = Dictionary(op=True, OP=False, OPM=1)
    states[LINES] = Dictionary(op=False, OP=True, OPM=1)
    states[KNOCK] = Dictionary(op=False, OP=False, OPM=0)
    content = pikepdf.unparse_content_stream(list(_switched(page)))
    page.Contents = document.make_stream(content + b"\n")


def _switched(page: pikepdf.Page) -> Iterator[Any]:
    for instruction in pikepdf.parse_content_stream(page):
        yield instruction
        if str(instruction.operator) in ("scn", "k"):
            inks: list[Any] = list(instruction.operands)
            is_black = len(inks) == 4 and tuple(map(float, inks)) == _BLACK
            state = Name(OVER if is_black else KNOCK)
            yield pikepdf.ContentStreamInstruction([state], Operator("gs"))


# -- fonts ---------------------------------------------------------------------------------------


def name_fonts(document: pikepdf.Pdf) -> None:
    """Give each subset of a font a name by its letters, as the standard asks: the typesetter
    names all subsets of a font alike, and of two with one name a reader takes the wrong letters.
    """
    for page in document.pages:
        fonts: Any = page.Resources.get("/Font", Dictionary())
        for font in fonts.values():
            (own,) = font.DescendantFonts
            file = own.FontDescriptor.FontFile2.read_bytes()
            number = int.from_bytes(hashlib.sha256(file).digest(), "big")
            tag = "".join(chr(65 + number // 26**place % 26) for place in range(6))
            name = Name(f"/{tag}+{str(font.BaseFont).rpartition('+')[2]}")
            font.BaseFont = own.BaseFont = own.FontDescriptor.FontName = name


# -- marks ---------------------------------------------------------------------------------------


def _mark(document: pikepdf.Pdf, page: pikepdf.Page, folds: tuple[int, ...]) -> None:
    """Show where to cut and where to fold, on paper that is cut off."""
    left, low, right, high = map(float, page.TrimBox)
    page.MediaBox = Array([left - SLUG, low - SLUG, right + SLUG, high + SLUG])
    page.Resources.ColorSpace = marks.colours()
    at = (left + fold * MM for fold in folds)
    drawn = marks.drawn((left, low, right, high), (left, right), (low, high), at)
    page.contents_add(document.make_stream(drawn))


# -- what it says of itself ----------------------------------------------------------------------


def _intend(document: pikepdf.Pdf, condition: str) -> None:
    """Name the printing condition by its registered name; the typesetter writes a sentence."""
    (intent,) = document.Root.OutputIntents
    intent.OutputConditionIdentifier = pikepdf.String(condition)
    intent.RegistryName = pikepdf.String(REGISTRY)
    intent.Info = pikepdf.String(condition)


def _identify(document: pikepdf.Pdf, identity: str, dated: date) -> None:
    """Put dates of the content and an id of the edition in the place of those of this moment."""
    if "/ID" in document.trailer:
        del document.trailer["/ID"]  # of this moment; a new one is made from the content
    own = uuid.uuid5(uuid.NAMESPACE_URL, identity)
    xmp = document.Root.Metadata.read_bytes()
    xmp = _DATE.sub(f"{dated.isoformat()}T00:00:00Z".encode(), xmp)
    xmp = re.sub(rb"xmp\.did:[0-9a-f-]{36}", f"xmp.did:{own}".encode(), xmp)
    document.Root.Metadata.write(xmp)
    stamp = pikepdf.String(f"D:{dated:%Y%m%d}000000Z")
    document.docinfo["/CreationDate"] = document.docinfo["/ModDate"] = stamp
