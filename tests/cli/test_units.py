"""canhgiac units import: shown, agreed to, written whole or not at all."""

import json
from pathlib import Path

import pytest
from support.builds import run, run_apart
from support.bundles import add_labels
from support.trees import MINI, mistakes, replace

from generator.content import writing
from generator.problems import ContentError

UNITS, GROUPS = "distribution/units.csv", "distribution/groups.csv"
LIST = """\
Mã xã;Tên xã;Tổ;Số hộ
1;Xã Thử Một;Tổ liên gia số 1;30
1;Xã Thử Một;"Khu Cuối; tổ 9";12
3;Đặc khu Thử Ba;Xóm Đảo;chưa có
;;Tổng cộng;42
"""


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    file = tmp_path / "danh sach.xls"
    file.write_text(LIST, "utf-8-sig")
    return file


def unchanged(tree: Path) -> bool:
    return all((tree / n).read_bytes() == (MINI / n).read_bytes() for n in (UNITS, GROUPS))


def test_what_is_agreed_to_is_written(tree: Path, sent: Path) -> None:
    who = ("--source", "Báo cáo 15", "--counted-on", "2026-11-24")
    done = run_apart("units", "import", sent, "--content", tree, "--yes", *who)
    assert done.returncode == 0, done.stderr
    for part in (
        "2 xã, phường; 3 tổ; 42 hộ",
        "“chưa có”: Xóm Đảo",
        "thêm số 0 vào trước mã xã (3 ô)",
        "Tổ liên gia số 1: số hộ 28 → 30",
        "Khu Giữa, tổ 2",
        f"Đã ghi: {tree}/{GROUPS}.",
        f"canhgiac check --content {tree}\n",
    ):
        assert part in done.stdout, done.stdout
    assert (tree / GROUPS).read_text("utf-8").splitlines()[1:] == [
        "00001,1,Tổ liên gia số 1,30,Báo cáo 15,2026-11-24,",
        '00001,2,"Khu Giữa, tổ 2",31,Báo cáo số 12/BC-UBND,2026-11-15,',
        "00001,3,Khu Cuối; tổ 9,12,Báo cáo 15,2026-11-24,",
        "00002,1,Tổ dân phố Quyết Thắng,40,Báo cáo số 12/BC-UBND,2026-11-15,",
        "00003,1,Xóm Đảo,,,,",
    ]
    assert (tree / UNITS).read_bytes() == (MINI / UNITS).read_bytes() and not mistakes(tree)
    again = run("units", "import", sent, "--content", tree)
    assert again.returncode == 0 and "không có gì phải ghi" in again.stdout


def test_households_and_numbers_of_communes_go_to_the_other_table(tree: Path, sent: Path) -> None:
    sent.write_text(
        "Xã,Số hộ,Điện thoại công an xã\nXã Thử Một,320,2103000001\nThử Hai,1.500,2103000002\n",
        "utf-8",
    )
    who = ("--counted-on", "2026-11-24")
    assert run("units", "import", sent, "--content", tree, "--yes", *who).returncode == 0
    assert (tree / UNITS).read_text("utf-8").splitlines()[1:] == [
        "00001,Xã Thử Một,02103000001,02103000001,Trực ban xã Thử Một,2026-11-20,320,"
        "danh sach.xls,2026-11-24,",
        "00002,Phường Thử Hai,02103000002,,,,1500,danh sach.xls,2026-11-24,",
        "00003,Đặc khu Thử Ba,,,,,,,,",
    ]


def test_without_an_answer_nothing_is_written(tree: Path, sent: Path) -> None:
    done = run("units", "import", sent, "--content", tree)
    assert done.returncode == 1 and "Ghi những thay đổi này?" in done.stdout
    assert unchanged(tree)


def test_one_mistake_and_nothing_is_written(tree: Path, sent: Path) -> None:
    replace(sent, ";30", ";-30")
    done = run("units", "import", sent, "--content", tree, "--yes")
    assert done.returncode == 1 and unchanged(tree)
    assert "danh sach.xls, trang tính “CSV”, ô D2: “-30” không phải số hộ" in done.stderr
    assert "Phải sửa 1 chỗ trong tệp. Chưa ghi gì." in done.stderr


def test_for_machines(tree: Path, sent: Path) -> None:
    done = run("units", "import", sent, "--content", tree, "--json")
    found = json.loads(done.stdout)
    assert (found["ok"], found["written"], found["households"]) == (True, False, 42)
    assert [line["unit"] for line in found["lines"]] == ["00001", "00001", "00003"]
    assert found["kept"] == ["00001-2"] and unchanged(tree)
    replace(sent, ";42", ";43")
    done = run("units", "import", sent, "--content", tree, "--json", "--yes")
    found = json.loads(done.stdout)
    assert done.returncode == 1 and not found["written"] and unchanged(tree)
    assert found["problems"][0]["place"] == ["CSV", 5, 4]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["khong-co.xlsx"], "khong-co.xlsx"),
        (["--column", "ho=D"], "households, group, unit, code, phone"),
        (["--column", "households=7"], "households, group, unit, code, phone"),
    ],
)
def test_what_cannot_be_asked_for(
    tree: Path, sent: Path, arguments: list[str], part: str
) -> None:
    file = [] if arguments[0].endswith("xlsx") else [sent]
    done = run("units", "import", *file, *arguments, "--content", tree)
    assert done.returncode in (1, 2) and part in done.stderr and "Traceback" not in done.stderr


def test_a_table_with_mistakes_is_not_written_over(tree: Path, sent: Path) -> None:
    replace(tree / GROUPS, "00002,1", "00002,x")
    done = run("units", "import", sent, "--content", tree, "--yes")
    assert done.returncode == 1 and f"{GROUPS}:4:" in done.stderr


def test_what_somebody_changed_meanwhile_stays(tree: Path) -> None:
    before = writing.held(tree, GROUPS)
    replace(tree / GROUPS, ",28", ",29")
    with pytest.raises(ContentError, match="vừa có người sửa"):
        writing.rewrite(tree, {UNITS: (writing.held(tree, UNITS), ""), GROUPS: (before, "")})
    assert (tree / UNITS).read_bytes() == (MINI / UNITS).read_bytes()


def test_a_day_is_written_as_people_do_and_is_no_day_to_come(tree: Path, sent: Path) -> None:
    def counted(day: str):  # type: ignore[no-untyped-def]
        return run("units", "import", sent, "--content", tree, "--yes", "--counted-on", day)

    done = counted("31/12/2099")
    assert done.returncode == 2 and "ngày 31/12/2099 chưa tới" in done.stderr
    done = counted("31/13/2025")
    assert done.returncode == 2 and "“31/13/2025” không phải ngày: viết 31/3/2027" in done.stderr
    assert unchanged(tree)
    assert counted("2/11/2026").returncode == 0
    done = counted("2026-11-03")
    assert "ngày của số liệu 2026-11-02 → 2026-11-03" in done.stdout
    assert ",30,danh sach.xls,2026-11-03," in (tree / GROUPS).read_text("utf-8")


def test_the_list_of_a_commune_clears_its_sample(tree: Path, sent: Path) -> None:
    replace(tree / UNITS, "310,Báo cáo số 12/BC-UBND,", "3347,SỐ LIỆU MẪU,")
    replace(tree / GROUPS, "31,Báo cáo số 12/BC-UBND,", "31,SỐ LIỆU MẪU,")
    replace(tree / GROUPS, "28,Báo cáo số 12/BC-UBND,", "28,SỐ LIỆU MẪU,")
    replace(sent, "3;Đặc khu Thử Ba;Xóm Đảo;chưa có\n", "")
    who = ("--source", "Báo cáo 15", "--counted-on", "24/11/2026")
    done = run("units", "import", sent, "--content", tree, "--yes", *who)
    assert done.returncode == 0, done.stderr
    for part in (
        "! Xã Thử Một: tổng trong tệp 42, units.csv ghi 3.347 (số liệu mẫu)",
        "Xã Thử Một: số hộ 3347 → 42",
        "bỏ tổ mẫu: 00001-2 Khu Giữa, tổ 2, số hộ 31",
    ):
        assert part in done.stdout, done.stdout
    assert "Khu Giữa" not in (tree / GROUPS).read_text("utf-8") and not mistakes(tree)
    assert ",42,Báo cáo 15,2026-11-24," in (tree / UNITS).read_text("utf-8")


def test_a_figure_that_somebody_counted_stays_and_is_named(tree: Path, sent: Path) -> None:
    done = run("units", "import", sent, "--content", tree, "--yes")
    assert "! Xã Thử Một: tổng trong tệp 42, units.csv ghi 310; giữ nguyên" in done.stdout
    assert (tree / UNITS).read_bytes() == (MINI / UNITS).read_bytes()


def test_a_sample_group_that_a_label_names_stays_and_it_is_said_why(
    tree: Path, sent: Path
) -> None:
    replace(tree / GROUPS, "31,Báo cáo số 12/BC-UBND,", "31,SỐ LIỆU MẪU,")
    add_labels(tree)
    done = run("units", "import", sent, "--content", tree, "--yes")
    assert "Khu Giữa, tổ 2" in (tree / GROUPS).read_text("utf-8")
    assert "Giữ lại 1 tổ mẫu" in done.stdout and "bỏ tổ mẫu" not in done.stdout
