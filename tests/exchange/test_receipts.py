"""Lists of bundles typed from paper: understood by their header, refused at the cell."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from support.bundles import BUNDLES, ISSUED, issued

from generator.distribution import labels
from generator.distribution.receipts import Fact, merge
from generator.exchange import received
from generator.exchange.messages import Reader
from generator.exchange.receipts import Lists, Places, meaning, source
from generator.exchange.received import Received
from generator.model.places import Group, Unit

LINES = issued()
A, B, C = (line.code for line in LINES)
TODAY = date(2026, 11, 30)
PLACES = Places(
    {
        "00001": Unit(code="00001", name="Xã Thử Một"),
        "00002": Unit(code="00002", name="Phường Thử Hai"),
    },
    {
        "00001-1": Group(unit="00001", group="1", name="Tổ liên gia số 1"),
        "00001-2": Group(unit="00001", group="2", name="Khu Giữa, tổ 2"),
        "00002-1": Group(unit="00002", group="1", name="Tổ dân phố Quyết Thắng"),
    },
    {},
)
Found = list[tuple[str, str, int, date]]


def read(data: bytes | str, file: str = "ds.xlsx", **columns: str) -> Received:
    register = {line.code: line for line in LINES}
    reader = Reader(register, TODAY, None)
    lists = Lists(register, PLACES, TODAY, None, columns)
    found = Received()
    content = data.encode() if isinstance(data, str) else data
    received.read(content, file, reader, lists, found, lambda: None)
    return found


def facts(found: Received) -> Found:
    assert not found.told[0].problems, found.told[0].problems
    return [(one.label, one.kind, one.number, one.on) for one in found.facts]


def workbook(*rows: list[Any], hidden: int | None = None) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, day = (
            book.add_worksheet("Biên nhận"),
            book.add_format({"num_format": "dd/mm/yyyy"}),
        )
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(number, column, value, value="")
                else:
                    sheet.write(number, column, value)
        if hidden is not None:
            sheet.set_row(hidden, None, None, {"hidden": True})
    return out.getvalue()


HEAD = ["TT", "Mã nhãn", "Nơi nhận", "Số tờ", "Giao", "Ký", "Ngày", "Chữ ký"]
DAY = date(2026, 11, 21)


def test_a_paper_list_typed_in() -> None:
    data = workbook(
        ["XÃ THỬ MỘT"],
        [],
        ["DANH SÁCH GIAO TỜ RƠI"],
        HEAD,
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
        [1, A, "Tổ liên gia số 1", 29, 29, 26, DAY],
        [2, f"{B[:3]} {B[3:].lower()}", "Khu Giữa, tổ 2", 32, "30 tờ"[:2], "", "22.11.2026"],
        HEAD,
        [3, C, "", 42, "", "chưa có", ""],
        ["", "Tổng cộng", "", 103, 59, 26],
        ["", "Người lập biểu"],
    )
    assert facts(read(data)) == [
        (A, "delivered", 29, DAY),
        (A, "signed", 26, DAY),
        (B, "delivered", 30, date(2026, 11, 22)),
    ]


def test_our_own_table_in_other_forms() -> None:
    data = (
        "label;on;unit;place;delivered;signed\n"
        f"{A};2026-11-21;1;00001-1;29;\n{C};21/11/26;00002;;;40\n"
    )
    wanted = [(A, "delivered", 29, DAY), (C, "signed", 40, DAY)]
    assert facts(read(data, "x.csv")) == wanted
    assert facts(read(data.encode("utf-16"), "x.txt")) == wanted


def test_columns_named_by_hand() -> None:
    data = workbook(["x", "y", "z"], [A, 29, DAY])
    assert read(data).told[0].problems
    assert facts(read(data, label="A", delivered="B", on="C")) == [(A, "delivered", 29, DAY)]


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("Mã nhãn", "label"), ("Nhãn", "label"), ("Ma nhan", "label"), ("Mã bó", "label"),
        ("Mã", "label"), ("mã xã", "unit"), ("Mã tổ", "place"), ("Mã số thuế", ""),
        ("Ngày", "on"), ("Ngày giao", "on"), ("Ngày nhận", "on"), ("Ngày sinh", ""),
        ("Ngày in nhãn", ""), ("Đã giao", "delivered"), ("Giao", "delivered"),
        ("Số tờ đã giao", "delivered"), ("Số tờ thực nhận", "delivered"),
        ("Số tờ phải giao", ""), ("Số tờ", "copies"), ("Số bản", "copies"), ("Người giao", ""),
        ("Chưa giao", ""), ("Ký", "signed"), ("Đã ký", "signed"), ("Số hộ ký nhận", "signed"),
        ("Số hộ đã nhận", "signed"), ("Số hộ", ""), ("Số hộ chưa nhận", ""), ("Chữ ký", ""),
        ("Ấn bản", "edition"), ("Còn lại", ""), ("Ghi chú", ""), ("Người nhận", ""),
    ],
)  # fmt: skip
def test_headers_by_whole_words(head: str, field: str) -> None:
    assert meaning(head) == field


@pytest.mark.parametrize(
    ("row", "cell", "sentence"),
    [
        ([1, "AAAAAA", "", "", 29, "", DAY], "B2", "không nhãn nào có mã “AAAAAA”"),
        ([1, A[:-1], "", "", 29, "", DAY], "B2", f"có phải {A}?"),
        ([1, "", "", "", 29, "", DAY], "B2", "có số mà không có mã nhãn"),
        ([1, A, "", 30, 29, "", DAY], "D2", "“30”: nhãn"),
        ([1, A, "Khu Giữa, tổ 2", "", 29, "", DAY], "C2", "là của Tổ liên gia số 1"),
        ([1, A, "", "", 30, "", DAY], "E2", "30 nhiều hơn số tờ trong bó: 29"),
        ([1, A, "", "", "", 30, DAY], "F2", "30 nhiều hơn số hộ của bó (28), hơn cả số tờ (29)"),
        ([1, A, "", "", -1, "", DAY], "E2", "“-1” không phải số nguyên"),
        ([1, A, "", "", 12.5, "", DAY], "E2", "không phải số nguyên"),
        ([1, A, "", "", "=1+1", "", DAY], "E2", "công thức"),
        ([1, A, "", "", 29, "", "11/21/2026"], "G2", "“11/21/2026” không phải ngày"),
        ([1, A, "", "", 29, "", ""], "G2", "--on"),
        ([1, A, "", "", 29, "", date(2026, 11, 17)], "G2", "trước ngày cấp nhãn"),
        ([1, A, "", "", 29, "", date(2026, 12, 1)], "G2", "chưa tới"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell(row: list[Any], cell: str, sentence: str) -> None:
    head = [name.replace("Nơi nhận", "Mã tổ") for name in HEAD]
    found = read(workbook(head, row))
    text = "\n".join(map(str, found.told[0].problems))
    assert sentence in text and f"ô {cell}" in text, text


def test_a_total_that_does_not_agree() -> None:
    found = read(workbook(HEAD, [1, A, "", 29, 29, "", DAY], ["", "Tổng cộng", "", 29, 30]))
    assert "dòng tổng ghi 30, cộng các dòng được 29" in str(found.told[0].problems[0])


def test_more_signed_than_there_are_households() -> None:
    found = read(workbook(HEAD, [1, A, "", "", 29, 29, DAY], [2, B, "", "", 32, 31, DAY]))
    assert [(label, number) for label, _k, number, _on in facts(found)] == [
        (A, 29), (A, 29), (B, 32), (B, 31)
    ]  # fmt: skip
    assert found.told[0].notes == ["Biên nhận, F2: 29 nhiều hơn số hộ của bó (28)"]
    assert not found.told[0].repairs


def test_two_columns_that_may_be_meant() -> None:
    found = read(workbook(["Mã nhãn", "Đã giao", "Ngày giao", "Ngày ký"], [A, 29, DAY, DAY]))
    assert "--column on=C" in str(found.told[0].problems[0])


def test_hidden_rows_are_named() -> None:
    found = read(workbook(HEAD, [1, A, "", 29, 29, "", DAY], hidden=1))
    assert len(facts(found)) == 1 and "1 dòng ẩn" in found.told[0].notes[0]


def test_a_retired_label_is_refused_and_its_heir_named() -> None:
    changed = [BUNDLES[0]._replace(copies=31), *BUNDLES[1:]]
    more = labels.issue("to-roi", changed, ISSUED, LINES)
    register = {line.code: line for line in [*LINES, *more]}
    lists, found = Lists(register, PLACES, TODAY, None, {}), Received()
    data = workbook(HEAD, [1, A, "", "", 29, "", DAY])
    received.read(data, "x", Reader(register, TODAY, None), lists, found, lambda: None)
    assert more[-1].code in str(found.told[0].problems[0])
    (problem,), facts = found.told[0].problems, [Fact(A, "delivered", 29, DAY, "x")]
    held = merge((), facts, register, "Công an xã Thử Một").rows
    known, found = Lists(register, PLACES, TODAY, None, {}, held), Received()
    received.read(data, "x", Reader(register, TODAY, None), known, found, lambda: None)
    assert not found.told[0].problems and found.facts[0][:4] == facts[0][:4]
    data = workbook(HEAD, [1, A, "", "", 28, "", DAY])
    received.read(data, "y", Reader(register, TODAY, None), known, found, lambda: None)
    assert found.told[1].problems[0].message == problem.message, "another count is news"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "tệp này trống"),
        (b"PK\x03\x04", "hỏng"),
        (b"%PDF-1.7", "PDF"),
        (b"<html><table><tr><td>BN</td></tr></table>", "HTML"),
        ("họ và tên,số điện thoại\nA,1\n".encode(), "không phải danh sách"),
    ],
)
def test_what_is_no_list_and_no_messages(data: bytes, sentence: str) -> None:
    (problem,) = read(data).told[0].problems
    assert sentence in str(problem)


@pytest.mark.parametrize(
    "file",
    [
        "0912345678.xlsx", "0912 345 678.xlsx", "Nguyễn Văn An.xlsx", "Nguyen Van A.xlsx",
        "nguyen van a.xlsx", "Nguyen_Van_A.xlsx", "NguyenVanA.xlsx", "nguyen-van-an (1).csv",
        "NGUYEN VAN A.xlsx", "ds Trần Thị Bình.xlsx", "C:\\Users\\x\\Nguyen Van A.xlsx",
    ],
)  # fmt: skip
def test_a_name_of_a_file_that_tells_who_sent_it_is_not_kept(file: str) -> None:
    assert source(file) == "danh sách"


@pytest.mark.parametrize("folder", ["", "/home/an/", "C:\\Users\\Nguyen Van A\\"])
@pytest.mark.parametrize(
    "file", ["bien-nhan-xa-thu-mot.xlsx", "hoi-lai.csv", "Danh sách thôn Thu Minh.xlsx"]
)
def test_other_names_of_files_are_kept_without_their_folder(folder: str, file: str) -> None:
    assert source(folder + file) == file
