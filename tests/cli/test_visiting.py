"""canhgiac sample --results: what was found comes back in the list that was taken along."""

import csv
import io
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from support.builds import run
from support.bundles import add_labels

from generator.typesetting.workbook import Sheet, workbook

FILE = "distribution/samples.csv"


@pytest.fixture
def grouped(tree: Path) -> Path:
    """A commune of 25 groups, of which 19 are visited."""
    head = "unit,group,name,households,counted_by,counted_on,languages\n"
    rows = [f"00001,{n},Tổ {n},40,Báo cáo,2026-11-15,\n" for n in range(1, 26)]
    (tree / "distribution/groups.csv").write_text(head + "".join(rows), "utf-8")
    add_labels(tree)
    return tree


@pytest.fixture
def listed(grouped: Path) -> list[list[Any]]:
    """The list as it was taken along, with its notes and its head."""
    taken = grouped.parent / "di.xlsx"
    done = sample(grouped, "dot-1", "00001", "-o", taken)
    assert done.returncode == 0, done.stderr
    return python_calamine.load_workbook(str(taken)).get_sheet_by_index(0).to_python()


def sample(tree: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run("sample", *arguments, "--content", tree)


def filled(listed: list[list[Any]], said: Any, on: Any) -> tuple[list[Any], list[list[Any]]]:
    head = next(n for n, row in enumerate(listed) if row[0] == "mã nơi")
    rows = [[*row[:3], int(row[3]), said, on] for row in listed[head + 1 :]]
    return listed[head], rows


def as_workbook(file: Path, head: list[Any], rows: list[list[Any]]) -> Path:
    file.write_bytes(workbook([Sheet("Hộ", head, rows)], date(2026, 1, 1)))
    return file


def as_csv(file: Path, head: list[Any], rows: list[list[Any]]) -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([head, *rows])
    file.write_text(text.getvalue(), "utf-8-sig")
    return file


def table(tree: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((tree / FILE).read_text("utf-8").splitlines()))


@pytest.mark.parametrize(
    ("save", "said", "on"),
    [
        (as_workbook, "có", date(2026, 11, 20)),
        (as_workbook, "x", "20/11/2026"),
        (as_csv, "Có", "20/11/2026"),
    ],
)
def test_what_was_found_is_read_back_in_whatever_order(
    grouped: Path, listed: list[list[Any]], save: Any, said: str, on: Any
) -> None:
    head, rows = filled(listed, said, on)
    rows[0][4] = "Không"
    missed, absent = rows[0][0], rows.pop(5)[0]
    rows[7][4:] = ["", ""]
    file = save(grouped.parent / "ve", head, rows[::-1])
    drawn = table(grouped)
    done = sample(grouped, "dot-1", "--results", file, "--yes")
    assert done.returncode == 0, done.stderr
    assert "kết quả của 17 trong 19 hộ, 17 kết quả là mới" in done.stdout
    now = {row["place"]: row for row in table(grouped)}
    assert list(now) == [row["place"] for row in drawn], "the table keeps its order"
    assert now[missed]["found"] == "khong" and now[missed]["on"] == "2026-11-20"
    assert [now[absent]["found"], now[rows[7][0]]["found"]] == ["", ""]
    assert sum(row["found"] == "co" for row in now.values()) == 16
    for row in drawn:
        assert {**now[row["place"]], "found": "", "on": ""} == row, "what was drawn stays"
    again = sample(grouped, "dot-1", "--results", file, "--yes")
    assert "Bảng đã đúng như vậy" in again.stdout


def test_nothing_is_written_before_somebody_agrees(
    grouped: Path, listed: list[list[Any]]
) -> None:
    before = (grouped / FILE).read_bytes()
    file = as_workbook(grouped.parent / "ve.xlsx", *filled(listed, "có", date(2026, 11, 20)))
    done = sample(grouped, "dot-1", "--results", file)
    assert "hộ thứ" in done.stdout and (grouped / FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        (0, "00001-99", "ô A3: “00001-99” không phải nơi đã rút"),
        (3, 41, "ô D3: ở đây đã rút hộ thứ"),
        (4, "chắc có", "ô E3: “chắc có” không cho biết có tờ rơi hay không → ghi có hoặc không"),
        (4, "", "ô E3: “” không cho biết"),
        (5, "", "ô F3: có kết quả mà chưa có ngày đến"),
        (5, "hôm qua", "ô F3: “hôm qua” không phải ngày"),
        (5, "17/11/2026", "ô F3: ngày 2026-11-17 là trước ngày cấp nhãn đầu tiên"),
        (5, "01/01/2099", "ô F3: ngày 2099-01-01 chưa tới"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(
    grouped: Path, listed: list[list[Any]], column: int, value: Any, sentence: str
) -> None:
    before = (grouped / FILE).read_bytes()
    head, rows = filled(listed, "có", "20/11/2026")
    rows[1][column] = value
    file = as_csv(grouped.parent / "ve.csv", head, rows)
    done = sample(grouped, "dot-1", "--results", file, "--yes")
    assert done.returncode == 1 and sentence in done.stderr, done.stderr
    assert (grouped / FILE).read_bytes() == before


def test_a_place_twice_another_sample_and_another_table_are_refused(
    grouped: Path, listed: list[list[Any]]
) -> None:
    head, rows = filled(listed, "có", "20/11/2026")
    twice = as_csv(grouped.parent / "hai.csv", head, [*rows, rows[0]])
    assert "00001-1 có ở đây hai lần" in sample(grouped, "dot-1", "--results", twice).stderr
    unknown = sample(grouped, "dot-2", "--results", twice)
    assert unknown.returncode == 1 and "không có mẫu dot-2; hiện có: dot-1" in unknown.stderr
    other = as_csv(grouped.parent / "khac.csv", ["STT", "Tên"], [[1, "Tổ 1"]])
    assert "không đọc được dòng nào" in sample(grouped, "dot-1", "--results", other).stderr
