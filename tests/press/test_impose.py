"""Sheets: where each unit lies, that its back lies behind it, and that a press takes them."""

import io
import time
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from support.paper import MM, tool
from support.press import code, job

from generator.press import impose, preflight
from generator.press.impose import SHEETS, Sheet, SheetError

DPI = 100


@pytest.fixture(scope="module")
def ten(one: bytes) -> bytes:
    return job(one, 10, lambda unit, side: code(f"{side}{unit}"))


def found(pdf: bytes, columns: int, rows: int) -> list[dict[tuple[int, int], str]]:
    """Return the code in each part of each page, seen with the eye: column and row from 0."""
    sides = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            image = page.render(scale=DPI / 72).to_pil()
            sides.append(
                {
                    (
                        code.position.top_left.x * columns // image.width,
                        code.position.top_left.y * rows // image.height,
                    ): code.text
                    for code in zxingcpp.read_barcodes(image)
                }
            )
    return sides


def test_four_on_a_sheet_and_piles_in_order(ten: bytes, tmp_path: Path) -> None:
    pdf = impose.imposed(ten, 2, SHEETS["sra3"])
    assert found(pdf, 2, 2) == [
        {(0, 0): "F0", (1, 0): "F3", (0, 1): "F6", (1, 1): "F9"},
        {(1, 0): "B0", (0, 0): "B3", (1, 1): "B6", (0, 1): "B9"},
        {(0, 0): "F1", (1, 0): "F4", (0, 1): "F7"},
        {(1, 0): "B1", (0, 0): "B4", (1, 1): "B7"},
        {(0, 0): "F2", (1, 0): "F5", (0, 1): "F8"},
        {(1, 0): "B2", (0, 0): "B5", (1, 1): "B8"},
    ]
    assert preflight.judge(pdf).faults == ()
    file = tmp_path / "to.pdf"
    file.write_bytes(pdf)
    tool("qpdf", "--check", file)
    with pikepdf.open(file) as sheets:
        for page in sheets.pages:
            sizes = []
            for box in (page.MediaBox, page.TrimBox, page.BleedBox):
                left, low, right, high = map(float, box)
                sizes.append((round((right - left) / MM), round((high - low) / MM)))
            assert sizes == [(320, 450), (302, 426), (308, 432)], "6 mm between two leaflets"


def test_two_on_an_offices_paper(ten: bytes) -> None:
    pdf = impose.imposed(ten, 2, SHEETS["a4"])
    sides = found(pdf, 2, 1)
    assert sides[0] == {(0, 0): "F0", (1, 0): "F5"} and sides[1] == {(1, 0): "B0", (0, 0): "B5"}
    assert len(sides) == 10 and sides[-1] == {(1, 0): "B4", (0, 0): "B9"}
    with pikepdf.open(io.BytesIO(pdf)) as sheets:
        assert [round(float(n) / MM) for n in sheets.pages[0].MediaBox] == [0, 0, 297, 210]
    assert {fault.what for fault in preflight.judge(pdf).faults} == {"tràn lề chỉ 0.0 mm"}, (
        "all else is as a press wants it"
    )


def test_leaflets_that_are_printed_often_have_sheets_of_their_own(ten: bytes, one: bytes) -> None:
    sides = found(impose.imposed(ten, 2, SHEETS["sra3"], is_alone=True), 2, 2)
    assert len(sides) == 20
    for number, side in enumerate(sides):
        assert len(side) == 4 and set(side.values()) == {f"{'FB'[number % 2]}{number // 2}"}
    lone = impose.imposed(one, 2, SHEETS["sra3"])
    back = found(lone, 2, 2)[1]
    assert len(back) == 4 and len(set(back.values())) == 1


@pytest.mark.parametrize(
    ("page", "sheet", "columns", "rows", "edge"),
    [
        ((148, 210), SHEETS["sra3"], 2, 2, "long"),
        ((210, 297), SHEETS["sra3"], 2, 1, "short"),
        ((297, 420), SHEETS["sra3"], 1, 1, "long"),
        ((148, 210), SHEETS["a4"], 2, 1, "short"),
        ((105, 148), SHEETS["a4"], 2, 2, "long"),
        ((210, 297), SHEETS["a4"], 1, 1, "long"),
        ((148, 210), Sheet(720, 1020), 6, 3, "short"),
    ],
)
def test_how_many_fit(
    page: tuple[int, int], sheet: Sheet, columns: int, rows: int, edge: str
) -> None:
    way = impose.layout((page[0] * MM, page[1] * MM), 3 * MM, sheet)
    assert (way.columns, way.rows, way.flips_on) == (columns, rows, edge)


def test_what_does_not_go_together_is_said(one: bytes, ten: bytes) -> None:
    with pytest.raises(SheetError, match=r"khổ 148 × 210 mm .* giấy 150 × 210 mm"):
        impose.imposed(one, 2, Sheet(150, 210))
    with pytest.raises(SheetError, match=r"khổ 148 × 210 mm .* giấy 105 × 148 mm"):
        impose.imposed(one, 2, Sheet(105, 148, bleed=False))
    with pytest.raises(SheetError, match="20 trang không chia được"):
        impose.imposed(ten, 3, SHEETS["sra3"])
    with pikepdf.open(io.BytesIO(one)) as pdf:
        pdf.pages[1].TrimBox = [0, 0, 400, 500]
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(SheetError, match="không cùng một khổ"):
        impose.imposed(out.getvalue(), 2, SHEETS["sra3"])


def test_nothing_is_copied_and_nothing_lost(ten: bytes) -> None:
    """Each stream stands in the file once; condition, identity and overprint stay."""
    pdf = impose.imposed(ten, 2, SHEETS["sra3"])
    assert pdf == impose.imposed(ten, 2, SHEETS["sra3"])
    with pikepdf.open(io.BytesIO(ten)) as before, pikepdf.open(io.BytesIO(pdf)) as after:
        assert before.Root.OutputIntents[0].Info == after.Root.OutputIntents[0].Info
        assert before.Root.Metadata.read_bytes() == after.Root.Metadata.read_bytes()
        assert before.docinfo == after.docinfo
        assert "/Outlines" not in after.Root
        front, other = (after.pages[n].Resources.XObject for n in (0, 2))
        assert front.S0L0.objgen == front.S1L0.objgen == other.S0L0.objgen
        assert front.S0L3.objgen != front.S1L3.objgen
        black = front.S0L0.Resources.ExtGState.CgOver
        assert black.OPM == 1 and b"/CgOver gs" in front.S0L0.read_bytes()
        assert after.pages[2].Contents.objgen == after.pages[4].Contents.objgen


def test_a_whole_province_in_three_seconds(one: bytes) -> None:
    many = job(one, 10_762, lambda unit, side: b"q 0 0 0 1 k %d 9 1 1 re f Q" % unit)
    started = time.process_time()
    pdf = impose.imposed(many, 2, SHEETS["sra3"])
    assert time.process_time() - started < 3
    with pikepdf.open(io.BytesIO(pdf)) as sheets:
        assert len(sheets.pages) == 2 * 2691
    assert len(pdf) - len(many) < 21_524 * 90, "bytes for each stream that is a form now"
