"""Lists as communes send them: what is read, what is repaired, what is refused and how."""

import csv
import io
import random
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import xlsxwriter
from support.oldfonts import tcvn3, vni

from generator.exchange import units
from generator.exchange.understanding import Understood
from generator.model.places import Unit

COMMUNES = {
    unit.code: unit
    for unit in (
        Unit(code="04795", name="Phường Hòa Bình"),
        Unit(code="04876", name="Xã Cao Sơn"),
        Unit(code="05116", name="Xã Nhân Nghĩa"),
        Unit(code="05392", name="Xã An Nghĩa"),
        Unit(code="08911", name="Xã Tam Dương"),
        Unit(code="08914", name="Xã Tam Dương Bắc"),
        Unit(code="09079", name="Xã Vĩnh Tường"),
    )
}
Rows = Sequence[Sequence[Any]]
Change = Callable[[Any, Any], None]

GROUPS: Rows = (
    ("TT", "Tên tổ liên gia", "Số hộ", "Số hộ nghèo", "Ghi chú"),
    (1, "Tổ liên gia số 1", 31, 2, ""),
    (2, "Tổ liên gia số 2", 44, 0, ""),
    (3, "Tổ liên gia số 3", 28, 1, ""),
)
COUNTED: Rows = (
    ("Mã xã", "Tên xã, phường", "Tổng số hộ"),
    ("04795", "Phường Hòa Bình", 4100),
    ("04876", "Xã Cao Sơn", 1200),
    ("09079", "Xã Vĩnh Tường", 3300),
    ("", "Tổng cộng", 8600),
)


def workbook(*sheets: tuple[str, Rows], change: Change = lambda _book, _sheet: None) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value != "":
                        sheet.write(number, column, value)
            change(book, sheet)
    return target.getvalue()


def one(rows: Rows, change: Change = lambda _book, _sheet: None, name: str = "Cao Sơn") -> bytes:
    return workbook((name, rows), change=change)


def lines(rows: Iterable[Sequence[Any]], separator: str = ",") -> str:
    target = io.StringIO()
    csv.writer(target, delimiter=separator).writerows(rows)
    return target.getvalue()


def edited(rows: Rows, *changes: tuple[int, int, Any]) -> Rows:
    """Return rows with other cells; counted from 0."""
    found = [list(row) for row in rows]
    for row, column, value in changes:
        found[row][column] = value
    return found


def with_total(rows: Rows, total: Any, name: str = "Tổng cộng") -> Rows:
    return [*rows, ("", name, total)]


def mapped(rows: Rows, change: Callable[[str], str]) -> Rows:
    return [[change(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


def of_1258(text: str) -> bytes:
    """Encode as Windows does: the tone is a character of its own."""
    found = b""
    for letter in text:
        try:
            found += letter.encode("cp1258")
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", letter)
            tone = next(c for c in apart if c in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", apart.replace(tone, ""))
            found += base.encode("cp1258") + tone.encode("cp1258")
    return found


FORM: Rows = (
    ("ỦY BAN NHÂN DÂN XÃ CAO SƠN", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("", "", "", "Độc lập - Tự do - Hạnh phúc"),
    ("DANH SÁCH TỔ LIÊN GIA TỰ QUẢN NĂM 2026",),
    ("STT", "Tên tổ liên gia", "Số hộ", "", "Ghi chú"),
    ("", "", "Tổng số", "Hộ nghèo", ""),
    ("I", "Thôn Đồng", "", "", ""),
    (1, "Tổ 1", 30, 2, ""),
    (2, "Tổ 2", 35, 1, ""),
    ("", "Cộng", 65, 3, ""),
    ("II", "Thôn Bãi", "", "", ""),
    (1, "Tổ 1", 41, 0, ""),
    (2, "Tổ 2", 22, 4, ""),
    ("", "Cộng", 63, 4, ""),
    ("", "TỔNG CỘNG", 128, 7, ""),
    ("", "", "", "Cao Sơn, ngày 20 tháng 11 năm 2026"),
    ("NGƯỜI LẬP BIỂU", "", "", "CHỦ TỊCH"),
    ("Nguyễn Văn Mẫu", "", "", "Trần Thị Mẫu"),
)


def merge_form(_book: Any, sheet: Any) -> None:
    sheet.merge_range("A1:B1", FORM[0][0])
    sheet.merge_range("D1:E1", FORM[0][3])
    sheet.merge_range("A3:E3", FORM[2][0])
    sheet.merge_range("C4:D4", "Số hộ")
    for column, text in (("A", "STT"), ("B", "Tên tổ liên gia"), ("E", "Ghi chú")):
        sheet.merge_range(f"{column}4:{column}5", text)


def merge_places(_book: Any, sheet: Any) -> None:
    sheet.merge_range("A2:A3", "Xã Cao Sơn")
    sheet.merge_range("B2:B3", "Thôn Đồng")


def two_communes(first: Any = 75, grand: Any = 103) -> Rows:
    return (
        ("TT", "Tên tổ liên gia", "Số hộ"),
        ("I", "Xã Cao Sơn", first),
        (1, "Tổ 1", 31),
        (2, "Tổ 2", 44),
        ("II", "Phường Hòa Bình", 28),
        (1, "Tổ 1", 28),
        ("", "Tổng cộng", grand),
    )


def hide(*rows: int) -> Change:
    def change(_book: Any, sheet: Any) -> None:
        for row in rows:
            sheet.set_row(row, None, None, {"hidden": True})

    return change


def charted(book: Any, _sheet: Any) -> None:
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "='Cao Sơn'!$C$2:$C$4"})
    book.add_chartsheet("Biểu đồ").set_chart(chart)


def unreckoned(_book: Any, sheet: Any) -> None:
    sheet.write_formula("C3", "=SUM(20,24)", None, "")


def dated(book: Any, sheet: Any) -> None:
    sheet.write_datetime("B3", datetime(2026, 2, 1), book.add_format({"num_format": "d/m/yyyy"}))


def zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def far_away(_book: Any, sheet: Any) -> None:
    sheet.write("XFD1048576", "x")


def far_and_blank(book: Any, sheet: Any) -> None:
    sheet.write_blank("XFD1048576", None, book.add_format({"bold": True}))


XLS = Path(__file__).parent / "tcvn3.xls"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


class Good(NamedTuple):
    """What must be read."""

    data: Callable[[], bytes]
    rows: int
    sum: int
    said: tuple[str, ...] = ()
    """Parts of notes and repairs."""


NO_TOTAL = "không có dòng tổng"
GOOD = {
    "plain": Good(lambda: one(GROUPS), 3, 103, (NO_TOTAL,)),
    "form of an office": Good(lambda: one(FORM, merge_form, "Sheet1"), 4, 128),
    "two-row head without merging": Good(lambda: one(FORM, name="Sheet1"), 4, 128),
    "many communes on a sheet": Good(lambda: one(two_communes(), name="Sheet1"), 3, 103),
    "a sheet for each": Good(
        lambda: workbook(
            ("Cao Sơn", with_total(GROUPS, 103)), ("Hòa Bình", with_total(GROUPS, 103))
        ),
        6,
        206,
    ),
    "summary beside": Good(
        lambda: workbook(
            ("Tổng hợp", (COUNTED[0], ("04876", "Xã Cao Sơn", 103))), ("Cao Sơn", GROUPS)
        ),
        4,
        103,
    ),
    "communes": Good(lambda: one(COUNTED, name="Sheet1"), 3, 8600),
    "codes as numbers": Good(
        lambda: one(edited(COUNTED, (1, 0, 4795), (2, 0, 4876), (3, 0, 9079))),
        3,
        8600,
        ("thêm số 0 vào trước mã xã",),
    ),
    "numbers as text": Good(
        lambda: one(with_total(edited(GROUPS, (1, 2, "31"), (2, 2, "44 hộ")), 103)),
        3,
        103,
        ("số ghi dạng chữ", "chữ “hộ”"),
    ),
    "thousands": Good(
        lambda: one(edited(COUNTED, (1, 2, "4.100"), (2, 2, "1 200"), (4, 2, "8.600"))),
        3,
        8600,
        ("dấu phân cách hàng nghìn",),
    ),
    "no figure": Good(
        lambda: one(edited(GROUPS, (1, 2, "chưa có"), (2, 2, "~40"), (3, 2, "-"))), 3, 0
    ),
    "hidden rows that count": Good(
        lambda: one(with_total(GROUPS, 103), hide(2)), 3, 103, ("dòng ẩn có tính",)
    ),
    "hidden rows that do not": Good(
        lambda: one(with_total(GROUPS, 59), hide(2)), 2, 59, ("bỏ các dòng ẩn",)
    ),
    "hidden sheet": Good(
        lambda: workbook(
            ("Cao Sơn", GROUPS),
            ("Hòa Bình", GROUPS),
            change=lambda _book, sheet: sheet.name == "Hòa Bình" and sheet.hide(),
        ),
        3,
        103,
        ("đã bỏ trang tính ẩn “Hòa Bình”",),
    ),
    "a total above the list": Good(
        lambda: one((GROUPS[0], ("", "Tổng số", 103), *GROUPS[1:])), 3, 103
    ),
    "parts by their numerals": Good(
        lambda: one(
            (
                ("TT", "Thôn, tổ", "Số hộ"),
                (1, "Thôn Đồng", 65),
                ("1.1", "Tổ 1", 30),
                ("1.2", "Tổ 2", 35),
                (2, "Thôn Bãi", 12),
                ("2.1", "Tổ 1", 12),
            )
        ),
        3,
        77,
    ),
    "a year above two columns": Good(
        lambda: one(
            (
                ("TT", "Thôn", "Năm 2026", ""),
                ("", "", "Số hộ", "Số khẩu"),
                (1, "Thôn Đồng", 65, 240),
            )
        ),
        1,
        65,
    ),
    "a summary with parts": Good(
        lambda: one(
            (
                ("TT", "Đơn vị", "Số hộ"),
                ("I", "Các phường", 4100),
                (1, "Phường Hòa Bình", 4100),
                ("II", "Các xã", ""),
                (1, "Xã Cao Sơn", 1200),
                ("", "Tổng cộng", 5300),
            ),
            name="Sheet1",
        ),
        2,
        5300,
    ),
    "remarks below": Good(
        lambda: one([*with_total(GROUPS, 103), (), ("", "Danh sách này có 3 tổ.")]), 3, 103
    ),
    "a head on each page, and its sum": Good(
        lambda: one(
            (
                *GROUPS,
                ("", "Cộng trang", 103),
                GROUPS[0],
                (4, "Tổ liên gia số 4", 20),
                ("", "Cộng trang", 20),
                ("", "Tổng cộng", 123),
            )
        ),
        4,
        123,
    ),
    "a chart": Good(lambda: one(with_total(GROUPS, 103), charted), 3, 103),
    "groups as bare numbers": Good(
        lambda: one(
            (("Xã", "Thôn", "Tổ", "Số hộ"), ("Xã Cao Sơn", "Thôn Đồng", 1, 30), ("", "", 2, 31)),
            merge_places,
        ),
        2,
        61,
    ),
    "columns are numbered": Good(
        lambda: one((GROUPS[0], ("A", "B", 1, 2, 3), *GROUPS[1:])), 3, 103
    ),
    "without a head, by hand": Good(lambda: one(GROUPS[1:]), 3, 103),
    "semicolons": Good(lambda: lines(COUNTED, ";").encode("utf-8-sig"), 3, 8600),
    "UTF-16 with tabs": Good(lambda: lines(COUNTED, "\t").encode("utf-16"), 3, 8600),
    "decomposed": Good(
        lambda: unicodedata.normalize("NFD", lines(COUNTED)).encode("utf-8"), 3, 8600
    ),
    "Windows-1258": Good(lambda: of_1258(lines(COUNTED, ";")), 3, 8600),
    "TCVN3 as CSV": Good(lambda: tcvn3(lines(COUNTED)).encode("latin-1"), 3, 8600, ("TCVN3",)),
    "VNI as CSV": Good(lambda: vni(lines(COUNTED)).encode("latin-1"), 3, 8600, ("VNI",)),
    "TCVN3": Good(lambda: one(mapped(FORM, tcvn3), name="Sheet1"), 4, 128, ("TCVN3",)),
    "TCVN3, of Excel 2003": Good(XLS.read_bytes, 3, 103, ("TCVN3", "dòng ẩn")),
    "VNI": Good(lambda: one(mapped(FORM, vni), name="Sheet1"), 4, 128, ("VNI",)),
    "a formatted cell in the last corner": Good(
        lambda: one(with_total(GROUPS, 103), far_and_blank), 3, 103
    ),
}


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("file", ["danh-sach.xlsx", "anh.jpg"])
def test_what_is_read(name: str, file: str) -> None:
    case = GOOD[name]
    columns = {"households": "C", "group": "B"} if "by hand" in name else {}
    told = units.read(case.data(), file, COMMUNES, columns)
    assert not told.problems, "\n".join(map(str, told.problems))
    assert (len(told.lines), told.total) == (case.rows, case.sum)
    for part in case.said:
        assert any(part in text for text in said(told)), (part, said(told))
    if not case.said and "no figure" not in name:
        assert not told.repairs or "bare" in name, told.repairs


def said(told: Understood) -> list[str]:
    return [*told.notes, *(repair.done for repair in told.repairs)]


class Bad(NamedTuple):
    """What must be refused."""

    data: Callable[[], bytes]
    said: str
    cell: str = ""


BAD = {
    "zero bytes": Bad(lambda: b"\0" * 600, "tệp này trống"),
    "nothing": Bad(lambda: b"", "tệp này trống"),
    "an empty workbook": Bad(lambda: one(()), "chưa hiểu dòng nào"),
    "Word": Bad(lambda: zipped({"word/document.xml": b"<w/>"}), "tệp Word"),
    "Word of 2003": Bad(lambda: OLE + "WordDocument".encode("utf-16-le"), "tệp Word"),
    "password": Bad(lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu"),
    "HTML": Bad(lambda: b"<html><table><tr><td>1</td></tr></table></html>", "trang web (HTML)"),
    "PDF": Bad(lambda: b"%PDF-1.7 ...", "PDF hoặc ảnh"),
    "torn": Bad(lambda: one(GROUPS)[:900], "bị hỏng"),
    "a byte wrong, of Excel 2003": Bad(
        lambda: XLS.read_bytes()[:76] + b"\5" + XLS.read_bytes()[77:], "không đọc được"
    ),
    "bomb": Bad(lambda: zipped({"xl/workbook.xml": b"0" * 101_000_000}), "quá lớn"),
    "a cell in the last corner": Bad(lambda: one(GROUPS, far_away), "dòng 1048576, cột XFD"),
    "letters lost": Bad(lambda: lines(COUNTED).encode().decode("latin-1").encode(), "hỏng chữ"),
    "no head": Bad(lambda: one(GROUPS[1:]), "chưa hiểu dòng nào"),
    "formula without a result": Bad(lambda: one(GROUPS, unreckoned), "chưa có kết quả", "C3"),
    "no figure in any row": Bad(
        lambda: one(edited(GROUPS, (1, 2, ""), (2, 2, ""), (3, 2, ""))), "cột số hộ trống", "C2"
    ),
    "poor households alone": Bad(
        lambda: one(edited(GROUPS, (0, 2, "Số hộ cận nghèo"))), "chưa hiểu dòng nào"
    ),
    "two columns of households": Bad(
        lambda: one(edited(GROUPS, (0, 3, "Số hộ thường trú"))), "cột nào là số hộ", "C1"
    ),
    "1.234 as a number": Bad(
        lambda: one(edited(GROUPS, (1, 2, 1.234))), "1,234 hay 1234 hộ", "C2"
    ),
    "half a household": Bad(lambda: one(edited(GROUPS, (1, 2, 12.5))), "12,5 hay", "C2"),
    "commas without quotation marks": Bad(
        lambda: lines(COUNTED).replace('"', "").encode(), "không ở cột này", "D5"
    ),
    "less than none": Bad(lambda: one(edited(GROUPS, (1, 2, -3))), "nhỏ hơn 0", "C2"),
    "dots": Bad(lambda: one(edited(GROUPS, (1, 2, "1.2.34"))), "không phải số hộ", "C2"),
    "Arabic digits": Bad(lambda: one(edited(GROUPS, (1, 2, "٣١"))), "không phải số hộ", "C2"),
    "code and name disagree": Bad(
        lambda: one(edited(COUNTED, (2, 0, "05392"))), "05392 là Xã An Nghĩa", "A3"
    ),
    "a name with a slip": Bad(
        lambda: one(edited(COUNTED, (2, 1, "Xã Cao Sươn"))), "không có trong bảng", "A3"
    ),
    "another kind": Bad(
        lambda: one(edited(COUNTED, (2, 1, "Phường Cao Sơn"))), "không có trong bảng", "A3"
    ),
    "a commune twice": Bad(
        lambda: one(edited(COUNTED, (3, 0, "04876"), (3, 1, "Xã Cao Sơn"))), "hai lần", "dòng 4"
    ),
    "a group twice": Bad(
        lambda: one(edited(GROUPS, (2, 1, "Tổ liên gia số 1"))), "hai lần", "dòng 3"
    ),
    "no commune": Bad(lambda: one(GROUPS, name="Sheet1"), "tổ này ở xã nào", "dòng 2"),
    "a row without name": Bad(lambda: one(edited(GROUPS, (2, 1, ""))), "thiếu tên tổ", "B3"),
    "a date for a name": Bad(lambda: one(GROUPS, dated), "ngày tháng", "B3"),
    "total is wrong": Bad(lambda: one(with_total(GROUPS, 105)), "cộng lại được 103", "C5"),
    "subtotal is wrong": Bad(
        lambda: one(edited(FORM, (8, 2, 66)), name="Sheet1"), "cộng lại được 65", "C9"
    ),
    "sum of a section is wrong": Bad(
        lambda: one(two_communes(first=76), name="Sheet1"), "cộng lại được 75", "C2"
    ),
    "hidden, without a total": Bad(lambda: one(GROUPS, hide(2)), "có dòng ẩn", "dòng 3"),
    "hidden, and the total fits neither": Bad(
        lambda: one(with_total(GROUPS, 90), hide(2)), "cộng lại được 103", "C5"
    ),
    "a summary that disagrees": Bad(
        lambda: workbook(
            ("Tổng hợp", (COUNTED[0], ("04876", "Xã Cao Sơn", 104))), ("Cao Sơn", GROUPS)
        ),
        "các tổ cộng lại được 103",
        "dòng 2",
    ),
    "a figure below the signatures": Bad(
        lambda: one([*FORM, (3, "Tổ 3", 12)], name="Sheet1"), "dưới chỗ ký", "C18"
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_refused(name: str) -> None:
    case = BAD[name]
    told = units.read(case.data(), "danh-sach.xlsx", COMMUNES, {})
    assert told.problems
    first = told.problems[0]
    assert case.said in first.message, str(first)
    assert case.cell in first.file, str(first)
    assert first.remedy


def test_a_damaged_file_is_refused_or_read_as_it_was() -> None:
    """Bytes are changed at random: an error of a library is one sentence, no figure changes."""
    chance, whole = random.Random(8), one(FORM, merge_form, "Sheet1")
    for _round in range(150):
        data = bytearray(whole)
        for _byte in range(chance.choice((1, 5))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        told = units.read(bytes(data), "x", COMMUNES, {})
        assert told.problems or (len(told.lines), told.total) == (4, 128)


@pytest.mark.parametrize("fault", range(6))
def test_the_total_catches_what_a_clerk_lets_slip(fault: int) -> None:
    rows = [list(row) for row in with_total(GROUPS, 103)]
    match fault:
        case 0:
            del rows[2]
        case 1:
            rows.insert(2, [9, "Tổ liên gia số 9", 28])
        case 2:
            rows[1][2] = 13
        case 3:
            rows[3][2] = ""
        case 4:
            rows[0][2], rows[0][3] = rows[0][3], rows[0][2]
        case 5:
            rows[2][1] = "Cộng"
    assert units.read(one(rows), "x", COMMUNES, {}).problems


def test_all_groups_of_a_province_are_read_in_time() -> None:
    communes = {f"{n:05}": Unit(code=f"{n:05}", name=f"Xã Số {n}") for n in range(1, 149)}
    rows: list[tuple[Any, ...]] = [("TT", "Mã xã", "Tên xã", "Tổ liên gia", "Số hộ")]
    for n in range(10_762):
        rows.append((n, n % 148 + 1, f"Xã Số {n % 148 + 1}", f"Tổ liên gia số {n}", 40))
    data = one([*rows, ("", "", "", "Tổng cộng", 430_480)])
    start = time.process_time()
    told = units.read(data, "x", communes, {})
    assert not told.problems and len(told.lines) == 10_762 and told.total == 430_480
    assert time.process_time() - start < 5, "some 1 s"


def test_a_total_that_agrees_makes_a_list_whole() -> None:
    head = ("Mã xã", "Tên xã", "Tổ", "Số hộ")
    one = ("04795", "Phường Hòa Bình", "Tổ 1", 31)
    two = ("04876", "Xã Cao Sơn", "Tổ 1", 12)

    def totals(*rows: Sequence[Any]) -> dict[str, int]:
        found = units.read(workbook(("Danh sách", (head, *rows))), "x.xlsx", COMMUNES, {})
        assert not found.problems
        return found.totals

    assert totals(one, two, ("", "", "Tổng cộng", 43)) == {"04795": 31, "04876": 12}
    assert totals(one, two) == {}, "nothing tells whether rows are missing"
    assert totals(one, ("", "", "Tổng cộng", 31), two) == {"04795": 31}
    blank = (*one[:2], "Tổ 2", "")
    assert totals(one, blank, two, ("", "", "Tổng cộng", 43)) == {"04876": 12}
