"""A PDF of the typesetter to one that a press takes: boxes, marks, overprint, an identity."""

import io
import re
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from generator.model.printing import Design

MM = 72 / 25.4
"""Points in a millimetre."""
SLUG, GAP, LENGTH = 10 * MM, 4 * MM, 5 * MM
"""Paper around the sheet that is cut off; from the trim to a mark, outside the bleed; a mark."""
DASHES = "[3 2] 0 d"
"""How a fold is told from a cut."""
CONDITION = "FOGRA39"
"""Offset on coated paper (ISO 12647-2), as registered at REGISTRY."""
REGISTRY = "http://www.color.org"
_BLACK = (0, 0, 0, 1)
_NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # of URLs, RFC 9562
_DATE = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")


def finished(pdf: bytes, identity: str, dated: date, design: Design) -> bytes:
    """Return the press file of `identity`, the same bytes for the same content.

    Black text prints over what is below it; marks stand on all plates, outside the bleed.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for side, page in enumerate(document.pages, start=1):
            _overprint(document, page)
            _mark(document, page, design.folds(side))
        _intend(document)
        _identify(document, identity, dated)
        out = io.BytesIO()
        document.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
        )
    return out.getvalue()


# -- black over all ------------------------------------------------------------------------------


def _overprint(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Let pure black print over other inks, where a gap of white would show if plates shift."""
    if "/ExtGState" not in page.Resources:
        page.Resources.ExtGState = Dictionary()
    states: Any = page.Resources.ExtGState
    states["/CgOver"] = Dictionary(op=True, OP=False, OPM=1)
    states["/CgKnock"] = Dictionary(op=False, OP=False, OPM=0)
    content = pikepdf.unparse_content_stream(list(_switched(page)))
    page.Contents = document.make_stream(b"q\n" + content + b"\nQ\n")


def _switched(page: pikepdf.Page) -> Iterator[Any]:
    for instruction in pikepdf.parse_content_stream(page):
        yield instruction
        if str(instruction.operator) in ("scn", "k"):
            inks: list[Any] = list(instruction.operands)
            is_black = tuple(map(float, inks)) == _BLACK
            state = Name("/CgOver" if is_black else "/CgKnock")
            yield pikepdf.ContentStreamInstruction([state], Operator("gs"))


# -- marks ---------------------------------------------------------------------------------------


def _mark(document: pikepdf.Pdf, page: pikepdf.Page, folds: tuple[int, ...]) -> None:
    """Show where to cut and where to fold, on paper that is cut off."""
    left, low, right, high = map(float, page.TrimBox)
    page.MediaBox = Array([left - SLUG, low - SLUG, right + SLUG, high + SLUG])
    full = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    # Every plate carries them: by their registration a printer sees whether plates have shifted.
    plates = Array([Name("/Separation"), Name("/All"), Name("/DeviceCMYK"), full])
    page.Resources.ColorSpace = Dictionary(CgAll=plates)
    lines = ["q", "/CgAll CS", "1 SCN", ".25 w"]
    for x, out in ((left, -1), (right, 1)):
        for y, up in ((low, -1), (high, 1)):
            down, across = (up * GAP, up * (GAP + LENGTH)), (out * GAP, out * (GAP + LENGTH))
            lines.append(f"{x:.3f} {y + down[0]:.3f} m {x:.3f} {y + down[1]:.3f} l S")
            lines.append(f"{x + across[0]:.3f} {y:.3f} m {x + across[1]:.3f} {y:.3f} l S")
    lines.append(DASHES)
    for x in (left + fold * MM for fold in folds):
        for y, up in ((low, -1), (high, 1)):
            lines.append(
                f"{x:.3f} {y + up * GAP:.3f} m {x:.3f} {y + up * (GAP + LENGTH):.3f} l S"
            )
    lines.append("Q")
    page.contents_add(document.make_stream("\n".join(lines).encode()))


# -- what it says of itself ----------------------------------------------------------------------


def _intend(document: pikepdf.Pdf) -> None:
    """Name the printing condition by its registered name; the typesetter writes a sentence."""
    (intent,) = document.Root.OutputIntents
    intent.OutputConditionIdentifier = pikepdf.String(CONDITION)
    intent.RegistryName = pikepdf.String(REGISTRY)
    intent.Info = pikepdf.String("FOGRA39L, coated paper, ISO 12647-2")


def _identify(document: pikepdf.Pdf, identity: str, dated: date) -> None:
    """Put dates of the content and an id of the edition in the place of those of this moment."""
    if "/ID" in document.trailer:
        del document.trailer["/ID"]  # of this moment; a new one is made from the content
    own = uuid.uuid5(_NAMESPACE, identity)
    xmp = document.Root.Metadata.read_bytes()
    xmp = _DATE.sub(f"{dated.isoformat()}T00:00:00Z".encode(), xmp)
    xmp = re.sub(rb"xmp\.did:[0-9a-f-]{36}", f"xmp.did:{own}".encode(), xmp)
    document.Root.Metadata.write(xmp)
    stamp = pikepdf.String(f"D:{dated:%Y%m%d}000000Z")
    document.docinfo["/CreationDate"] = document.docinfo["/ModDate"] = stamp
