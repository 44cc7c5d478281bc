"""Workbooks: the same bytes, texts that stay texts, sums that are read without reckoning."""

import io
import zipfile
from datetime import date

import python_calamine

from generator.typesetting.workbook import Formula, Sheet, Tenths, workbook

DAY = date(2026, 11, 26)
ROWS = [
    ("04795", "Xã Cao Sơn", 120, Tenths(545), DAY, Formula("=C3*2", 240)),
    ("=1+1", "Phu\u031bo\u031b\u0300ng Hòa Bình", None, None, None, Formula("=C4*2", 3)),
]
SHEET = Sheet(
    *("Theo xã", ("mã", "xã, phường", "số hộ", "phần trăm", "ngày", "gấp đôi"), ROWS),
    sums=(2, 5),
    notes=("SỐ LIỆU MẪU",),
)


def cells(content: bytes, sheet: str) -> list[list[object]]:
    book = python_calamine.load_workbook(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_name(sheet).to_python()]


def test_cells_come_back_as_what_they_are() -> None:
    found = cells(workbook([SHEET], DAY), "Theo xã")
    assert found == [
        ["SỐ LIỆU MẪU", "", "", "", "", ""],
        list(SHEET.header),
        ["04795", "Xã Cao Sơn", 120.0, 54.5, DAY, 240.0],
        ["=1+1", "Phường Hòa Bình", "", "", "", 3.0],
        ["Cộng", "", 120.0, "", "", 243.0],
    ]


def test_sums_are_formulas_over_all_rows() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook([SHEET], DAY))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>SUM(C3:C4)</f><v>120</v>" in page and "<f>SUM(F3:F4)</f><v>243</v>" in page
    assert "<f>1+1</f>" not in page


def test_what_nobody_knows_has_no_sum() -> None:
    for rows in ([("a", None)], []):
        found = cells(workbook([Sheet("x", ("tên", "số hộ"), rows, sums=(1,))], DAY), "x")
        assert found[-1][0] == "Cộng" and found[-1][1:] in ([""], [])


def test_the_same_sheets_are_the_same_bytes() -> None:
    assert workbook([SHEET, SHEET._replace(name="b")], DAY) == workbook(
        [SHEET, SHEET._replace(name="b")], DAY
    )
