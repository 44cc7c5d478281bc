"""The table of receipts: each mistake at its cell."""

from pathlib import Path

import pytest
from support.bundles import add_labels, issued
from support.trees import mistakes

FILE = "distribution/receipts.csv"
A, B, _C = (line.code for line in issued())
HEAD = "receipt,on,label,edition,unit,place,delivered,signed,recorded_by,source,replaces"
FIRST = f"BCDFGH,2026-11-20,{A},to-roi,00001,00001-1,29,,Công an xã Thử Một,tin nhắn,"
OTHER = f"BCDFGH,2026-11-20,{B},to-roi,00001,00001-2,,30,Công an xã Thử Một,danh sách giấy,"
FIXED = f"CDFGHJ,2026-11-21,{A},to-roi,00001,00001-1,28,,Công an xã Thử Một,tin nhắn,BCDFGH"


def found(tree: Path, *lines: str) -> list[str]:
    add_labels(tree)
    (tree / FILE).write_text("\n".join((HEAD, *lines)) + "\n", "utf-8")
    return mistakes(tree)


def test_receipts_that_are_right(tree: Path) -> None:
    assert found(tree, FIRST, OTHER, FIXED) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (A, "222222", f'{FILE}:2:19: "222222" không có trong distribution/labels.csv'),
        ("to-roi", "to-khac", f"{FILE}:2:26: nhãn {A} là của to-roi"),
        (",00001,", ",00002,", f"{FILE}:2:33: nhãn {A} là của 00001"),
        ("00001-1", "00001-2", f"{FILE}:2:39: nhãn {A} là của 00001-1"),
        (",29,", ",30,", f"{FILE}:2:47: 30 nhiều hơn số tờ trong bó: 29"),
        (",29,,", ",29,30,", f"{FILE}:2:50: 30 nhiều hơn"),
        (",29,", ",,", f"{FILE}:2:47: dòng này không có số tờ"),
        ("2026-11-20", "2026-11-17", f"{FILE}:2:8: ngày 2026-11-17 là trước ngày cấp nhãn"),
        ("2026-11-20", "2026-11-22", f"{FILE}:2:8: ngày 2026-11-22 chưa tới"),
        ("Thử Một", "Thử Một 0912 345 678", "“0912 345 678” là của riêng một người"),
        ("tin nhắn", "Lê Văn An gửi", "“Lê Văn An” là của riêng một người"),
        ("nhắn,", "nhắn,BCDFGH", f"nhãn {A} không có biên nhận BCDFGH"),
        ("nhắn,", "nhắn,CDFGHJ", "sửa nhau thành vòng tròn"),
    ],
)
def test_a_mistake_is_said_at_its_cell(tree: Path, old: str, new: str, sentence: str) -> None:
    lines = found(tree, FIRST.replace(old, new), OTHER, FIXED)
    assert any(sentence in line for line in lines), "\n".join(lines)


def test_two_that_stand_and_two_that_correct_one(tree: Path) -> None:
    alone = FIXED.removesuffix("BCDFGH")
    (line,) = found(tree, FIRST, alone)
    assert f"{FILE}:3:47: nhãn {A} đã có biên nhận BCDFGH" in line
    (line,) = found(tree, FIRST, FIXED, FIXED.replace("CDFGHJ", "DFGHJK").replace(",28,", ",27,"))
    assert "cũng sửa đúng biên nhận ấy" in line


def test_a_correction_of_what_was_not_said(tree: Path) -> None:
    (line,) = found(tree, FIRST, FIXED.replace(",28,,", ",,28,"))
    assert "biên nhận BCDFGH không ghi số này" in line
