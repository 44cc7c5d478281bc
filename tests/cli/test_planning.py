"""A plan as staff ask for it: sums to the leaf, and what nobody counted by name."""

import io
import json
from pathlib import Path

import pytest
import python_calamine
from support.builds import run, run_apart
from support.trees import replace

UNITS, GROUPS = "distribution/units.csv", "distribution/groups.csv"
PRICES = "design,copies,dong,plate_dong,source,on\n"


@pytest.fixture
def counted(tree: Path) -> Path:
    """310 households in 00001, 59 of them in two groups; 40 in 00002; nobody counted 00003."""
    (tree / "distribution/recipients.csv").write_text(
        "unit,kind,number,name,people,counted_by,counted_on\n"
        "00001,truong-hoc,1,Trường Thử,200,Báo cáo,2026-11-20\n"
        "00002,co-quan,1,Cơ quan Thử,,,\n",
        "utf-8",
    )
    return tree


def planned(tree: Path, *arguments: str | Path) -> dict:  # type: ignore[type-arg]
    done = run(
        "plan", "to-roi", "--content", tree, "--output", tree.parent / "out", "--json", *arguments
    )
    assert done.returncode == 0, done.stderr
    found: dict = json.loads(done.stdout)  # type: ignore[type-arg]
    return found


def test_every_leaf_is_somebodys(counted: Path) -> None:
    """28 + 1, 31 + 1, 251 + 8 in no group, 40 + 2, and 200 + 6 at the school."""
    found = planned(counted)["editions"]["to-roi"]
    lines = {line["place"]: (line["needed"], line["spare"]) for line in found["allocations"]}
    assert lines == {
        "00001-1": (28, 1),
        "00001-2": (31, 1),
        "00001": (251, 8),
        "00002-1": (40, 2),
        "00001-truong-hoc-1": (200, 6),
    }
    assert found["total"] == 568 and found["reserve"] == {"vi": 432} and found["order"] == 1000
    assert [line["place"] for line in found["uncounted"]] == ["00003", "00002-co-quan-1"]


def test_languages_share_a_group_in_whole_households(counted: Path) -> None:
    replace(
        counted / GROUPS, "28,Báo cáo số 12/BC-UBND,2026-11-15,", "28,BC,2026-11-15,vi:60 en:40"
    )
    replace(
        counted / UNITS, "310,Báo cáo số 12/BC-UBND,2026-11-15,", "310,BC,2026-11-15,vi:50 km:50"
    )
    found = planned(counted)["editions"]["to-roi"]
    lines = {(x["place"], x["language"]): x["needed"] for x in found["allocations"]}
    assert (lines["00001-1", "vi"], lines["00001-1", "en"]) == (17, 11)
    assert lines["00001", "vi"] == 251, "an edition without Khmer gives what it has"
    assert found["lacking"] == {"km": 15 + 125}


def test_the_screen_says_what_is_in_doubt(counted: Path) -> None:
    replace(counted / UNITS, ",310,", ",50,")
    done = run_apart("plan", "to-roi", "--content", counted, "--output", counted.parent / "out")
    assert done.returncode == 0, done.stderr
    for part in (
        "to-roi, vi: phát 309 + dự phòng tỉnh 691 = đặt in 1.000 tờ",
        "“chưa có” số của 2 nơi, các nơi này chưa được tờ nào: Đặc khu Thử Ba, Cơ quan Thử",
        "00001 ghi 50 hộ, các tổ cộng lại 59 hộ",
        "chưa có giá in",
        "bó 10: ",
        "! to-roi: chưa ai được chia bản en",
    ):
        assert part in done.stdout, done.stdout
    assert "SỐ LIỆU MẪU" not in done.stdout


def test_a_leaflet_whose_code_was_retired_is_named_wherever_it_is_asked_for(
    counted: Path,
) -> None:
    done = run("codes", "retire", "NVMVV2", "--yes", "--content", counted)
    assert done.returncode == 0, done.stderr
    said = "! to-roi: mã của bản vi đã ngừng, không in được nữa: cần ấn bản mới."
    found = planned(counted)["editions"]["to-roi"]
    assert found["stopped"] == [["toan-tinh", "vi"]] and found["total"] == 568
    for command in ("plan", "labels", "print"):
        out = counted.parent / "out"
        done = run(command, "to-roi", "--content", counted, "--output", out)
        assert done.returncode == 0 and said in done.stdout, done.stdout + done.stderr
    content = (counted.parent / "out/distribution/ke-hoach/ke-hoach.xlsx").read_bytes()
    sheet = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_name("Chưa có số")
    assert ["to-roi", "", "toan-tinh", ""] in [row[:4] for row in sheet.to_python()]
    assert run("codes", "retire", "CNN3JH", "--yes", "--content", counted).returncode == 0
    done = run("print", "to-roi", "--content", counted, "--output", counted.parent / "out")
    assert done.returncode == 1 and said in done.stderr and "bản en" in done.stderr


def test_the_screen_has_the_columns_of_the_workbook(counted: Path) -> None:
    replace(counted / "editions/to-roi.yml", "paper:", 'grams_per_m2: "150"\npaper:')
    done = run("plan", "to-roi", "--content", counted, "--output", counted.parent / "out")
    head, first, *_rest = done.stdout.splitlines()
    assert head.split()[-5:] == ["bó", "đầy", "tờ", "lẻ", "kg"]
    content = (counted.parent / "out/distribution/ke-hoach/ke-hoach.xlsx").read_bytes()
    table = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_name("Theo xã")
    row = next(row for row in table.to_python() if "00001" in row)
    bundles, loose, kilograms = row[5:8]
    shown = f"{float(str(kilograms)):.1f}".replace(".", ",")
    assert first.split()[-3:] == [f"{bundles:.0f}", f"{loose:.0f}", shown]


def test_more_may_cost_less(counted: Path) -> None:
    rows = "mot-mat,500,900,,Báo giá 1,2026-11-20\nmot-mat,2000,400,,Báo giá 1,2026-11-20\n"
    design = planned(counted)["orders"][0]
    assert design["cost"] is None
    edition = (counted / "editions/to-roi.yml").read_text("utf-8")
    name = edition.partition('design: "')[2].partition('"')[0]
    table = PRICES + rows.replace("mot-mat", name)
    (counted / "distribution/prices.csv").write_text(table, "utf-8")
    (order,) = planned(counted)["orders"]
    assert order["printed"] == 1000 and order["cost"]["dong"] == 900_000
    assert (order["cheaper"]["copies"], order["cheaper"]["dong"]) == (2000, 800_000)
    done = run("plan", "to-roi", "--content", counted, "--output", counted.parent / "out")
    assert "2.000 tờ, bớt 100.000 đ" in done.stdout


def test_each_place_needs_a_leaflet(counted: Path) -> None:
    (counted / "distribution/codes.csv").unlink()
    replace(counted / "editions/to-roi.yml", "toan-tinh", "moi-to")
    found = planned(counted)["editions"]["to-roi"]
    assert [line["place"] for line in found["unserved"]] == ["00001", "00001-truong-hoc-1"]
    assert found["reserve"] == {}, "no leaflet would do for all"


def test_the_workbook_has_the_same_sums_and_says_what_is_a_sample(counted: Path) -> None:
    replace(counted / UNITS, "310,Báo cáo số 12/BC-UBND", "310,SỐ LIỆU MẪU")
    data = planned(counted)
    content = (counted.parent / "out/distribution/ke-hoach/ke-hoach.xlsx").read_bytes()
    book = python_calamine.load_workbook(io.BytesIO(content))
    assert data["sample"]
    for name in book.sheet_names:
        assert book.get_sheet_by_name(name).to_python()[0][0] == "SỐ LIỆU MẪU", name
    for name, column in (("Theo xã", 4), ("Chuyến giao", 2), ("Từng nơi nhận", 9)):
        *rows, total = (row[column] for row in book.get_sheet_by_name(name).to_python()[2:])
        assert total == sum(float(str(row)) for row in rows) == 568, name
    planned(counted)
    again = (counted.parent / "out/distribution/ke-hoach/ke-hoach.xlsx").read_bytes()
    assert again == content


def test_an_official_job_by_sample_figures_is_stopped(counted: Path) -> None:
    replace(counted / UNITS, "310,Báo cáo số 12/BC-UBND", "310,SỐ LIỆU MẪU")
    done = run("check", "--content", counted, "--fast", "--all")
    assert "310 là số liệu mẫu, chưa ai đếm" in done.stdout + done.stderr


def test_an_edition_that_is_not_there(tree: Path) -> None:
    done = run("plan", "khong-co", "--content", tree, "--output", tree.parent / "out")
    assert done.returncode == 1 and "không có ấn bản khong-co; hiện có: to-roi" in done.stderr
    assert not (tree.parent / "out").exists()
