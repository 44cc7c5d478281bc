"""The tables of places: each mistake at its cell, no paper for a place that nobody knows."""

from pathlib import Path

import pytest
from support.trees import edit, make_official, mistakes, replace, report, sentences

from generator.model.printing import Edition

UNITS, GROUPS = "distribution/units.csv", "distribution/groups.csv"


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (UNITS, "00002,", "2,", f'{UNITS}:3:1: "code" không thể là "2"'),
        (UNITS, "00002,", "00001,", f"{UNITS}:3:1: 00001 có ở đây hai lần"),
        (UNITS, "Phường Thử Hai", "Thử Hai", f"{UNITS}:3:7: "),
        (UNITS, "Phường Thử Hai", "Phường 越", "(U+8D8A)"),
        (UNITS, "02103000001,02103000001", "2103000001,", f"{UNITS}:2:18: "),
        (UNITS, "2026-11-20", "20/11/2026", "2026-11-20"),
        (UNITS, ",310", ",-3", '"households" không thể là "-3"'),
        (UNITS, "code,name", "mã,tên", f"{UNITS}:1:1: dòng đầu không phải"),
        (GROUPS, "00002,1", "00009,1", f'{GROUPS}:4:1: "00009" không có trong {UNITS}'),
        (GROUPS, "00001,2", "00001,1", f"{GROUPS}:3:1: 00001-1 có ở đây hai lần"),
        ("editions/to-roi.yml", "toan-tinh", "00009", '"00009" không có trong distribution/'),
    ],
)
def test_a_mistake_is_said_at_its_cell(
    tree: Path, file: str, old: str, new: str, sentence: str
) -> None:
    replace(tree / file, old, new)
    found = mistakes(tree)
    assert any(sentence in line for line in found), "\n".join(found)


def test_an_edition_for_each_of_nothing_is_for_nobody(tree: Path) -> None:
    edit(tree / GROUPS, lambda text: text.splitlines()[0] + "\n")
    replace(tree / "editions/to-roi.yml", "toan-tinh", "moi-to")
    assert any("moi-to không chỉ nơi nào" in line for line in mistakes(tree))


def test_each_unit_and_each_group_follow_the_tables(tree: Path) -> None:
    replace(tree / "editions/to-roi.yml", '"toan-tinh"', '"moi-xa", "moi-to"')
    (tree / "distribution/codes.csv").unlink()
    found = report(tree).tree.tables
    places = found.places(found.of(Edition)["to-roi"])
    assert list(places) == ["00001", "00002", "00003", "00001-1", "00001-2", "00002-1"]
    assert places["00001-2"].name == "Khu Giữa, tổ 2, xã Thử Một"
    assert places["00002"].name == "Phường Thử Hai" and places["00002"].households is None
    assert places["00001-1"].households == 28


def test_a_number_that_nobody_confirmed_is_not_printed(tree: Path) -> None:
    make_official(tree)
    assert not any("số công an" in line for line in sentences(tree))
    replace(tree / UNITS, ",02103000001,Trực", ",02103000002,Trực")
    (found,) = (line for line in sentences(tree) if "Xã Thử Một có hai số khác nhau" in line)
    assert f"{UNITS}:2:18" in found and "02103000001 và 02103000002" in found
    replace(tree / UNITS, ",02103000002,Trực", ",,Trực")
    assert any("số công an của Xã Thử Một chưa được xác nhận" in line for line in sentences(tree))
