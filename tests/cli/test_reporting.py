"""Coverage and samples as staff ask for them: private, and whole or not at all."""

import csv
import json
import subprocess
from pathlib import Path

import pytest
import python_calamine
from support.builds import build_here, digest, run, run_apart
from support.handing_out import EDITION, Act, labelled, raw, with_receipts
from support.trees import campaign

from generator.distribution import labels
from generator.model.receipts import Label, Receipt

FILES = {"index.html", "bao-cao.xlsx", "bao-cao.docx", "bao-cao.json", "manifest.json"}


@pytest.fixture
def handed(tree: Path) -> Path:
    """A tree in which groups 1 and 2 have all their leaflets, and 1 has signed."""
    made = labelled(campaign(tree))
    known = list(made.tables.of(Label).values())
    (tree / "distribution/labels.csv").write_text(labels.rows(known, header=True), "utf-8")
    acts = [Act(0, False, 1000, 0, False), Act(1, False, 1000, 7, False)]
    made = with_receipts(made, [*acts, Act(0, True, 1000, 7, False)])
    write(tree / "distribution/receipts.csv", raw(made, Receipt))
    return tree


def write(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def read(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text("utf-8").splitlines()))


def covered(tree: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    output = () if "--output" in arguments else ("--output", tree.parent / "out")
    return run("coverage", "--content", tree, *output, *arguments)


def test_the_only_edition_is_reported_on(handed: Path) -> None:
    done = run_apart("coverage", "--content", handed, "--output", handed.parent / "out")
    assert done.returncode == 0, done.stderr
    aligned = [line.partition(":") for line in done.stdout.splitlines()]
    said = {name: value.strip() for name, _colon, value in aligned}
    assert said["đã giao"] == "59/350 (16,8%)"
    assert said["đã ký nhận"] == "28/350 (8,0%)"
    assert said["đã kiểm tra"] == "chưa kiểm tra mẫu toàn tỉnh"
    assert said["Tổ, thôn, khu (Tổ liên gia)"] == "đã nhận đủ 2/3 (66,6%), nhận một phần 0"
    assert said["Trường học"] == "chưa có danh sách"
    assert said["xã đã báo cáo"] == "1/2 (50,0%)"
    for part in (
        "còn thiếu",
        "1 nơi chưa có số hộ",
        "không đưa lên trang web công khai",
    ):
        assert part in done.stdout, done.stdout
    folder = handed.parent / "out/distribution/bao-cao"
    assert {file.name for file in folder.iterdir()} == FILES


def test_machines_read_the_same_from_screen_and_file(handed: Path) -> None:
    done = covered(handed, EDITION, "--json")
    folder = handed.parent / "out/distribution/bao-cao"
    assert done.stdout == (folder / "bao-cao.json").read_text("utf-8")
    assert json.loads(done.stdout)["delivered"]["part"] == 59
    before = digest(folder)
    assert covered(handed, EDITION).returncode == 0 and digest(folder) == before


def test_without_labels_nothing_can_be_confirmed(tree: Path) -> None:
    done = covered(tree)
    assert done.returncode == 1 and "chưa bó tờ rơi nào cho hộ gia đình có nhãn" in done.stderr
    done = covered(tree, "khong-co")
    assert done.returncode == 1 and "không có ấn bản khong-co; hiện có: to-roi" in done.stderr
    assert not (tree.parent / "out").exists()


def test_bad_receipts_write_nothing(handed: Path) -> None:
    assert covered(handed).returncode == 0
    before = digest(handed.parent / "out")
    table = handed / "distribution/receipts.csv"
    table.write_text(table.read_text("utf-8").replace(",28,", ",hai tám,"), "utf-8")
    done = covered(handed)
    assert done.returncode == 1 and "receipts.csv" in done.stderr
    assert digest(handed.parent / "out") == before


# -- private -------------------------------------------------------------------------------------


def test_it_is_never_written_into_a_site(handed: Path) -> None:
    output = handed.parent / "dist"
    site = output / "site"
    site.mkdir(parents=True)
    manifest = {"part": "site", "content_revision": "B", "sha256": {}}
    (site / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    done = covered(handed, "--output", site / "Q")
    assert done.returncode == 1 and "là trang web công khai" in done.stderr
    assert "không ghi tài liệu nội bộ" in done.stderr
    assert not list(output.rglob("bao-cao*"))
    assert covered(handed, "--output", output).returncode == 0, "beside it, it may"


def test_a_site_never_has_anything_of_it(handed: Path) -> None:
    """Neither the report nor a table that it is made from."""
    output = handed.parent / "dist"
    assert covered(handed, "--output", output).returncode == 0
    report = digest(output / "distribution/bao-cao")
    build_here(handed, output)
    assert digest(output / "distribution/bao-cao") == report
    site = digest(output / "site")
    assert not set(site.values()) & set(report.values())
    assert [path for path in site if "bao-cao" in path or "distribution" in path] == []
    codes = {row["receipt"] for row in read(handed / "distribution/receipts.csv")}
    codes |= {row["code"] for row in read(handed / "distribution/labels.csv")}
    for path in site:
        if path.endswith((".html", ".json", ".js", ".xml", ".txt", ".csv")):
            text = (output / "site" / path).read_text("utf-8")
            assert not [code for code in codes if code in text], path


# -- samples -------------------------------------------------------------------------------------


@pytest.fixture
def grouped(tree: Path) -> Path:
    """A commune of 70 groups and one of 12."""
    head = "unit,group,name,households,counted_by,counted_on,languages\n"
    rows = [f"00001,{n},Tổ {n},40,Báo cáo,2026-11-15,\n" for n in range(1, 71)]
    rows += [f"00002,{n},Tổ {n},40,Báo cáo,2026-11-15,\n" for n in range(1, 13)]
    (tree / "distribution/groups.csv").write_text(head + "".join(rows), "utf-8")
    return tree


def sampled(tree: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run("sample", *arguments, "--content", tree)


def test_a_sample_is_drawn_once_and_shown_again(grouped: Path, tmp_path: Path) -> None:
    table, taken = grouped / "distribution/samples.csv", tmp_path / "di.xlsx"
    done = sampled(grouped, "dot-1", "00001", "-o", taken)
    assert done.returncode == 0, done.stderr
    assert "60 hộ của mẫu dot-1" in done.stdout and "Tổ 7" in done.stdout
    rows = read(table)
    assert len({row["place"] for row in rows}) == 60 and {r["within"] for r in rows} == {"00001"}
    before = table.read_bytes()
    again = run_apart("sample", "dot-1", "00001", "-o", taken, "--content", grouped)
    assert again.stdout == done.stdout and table.read_bytes() == before
    book = python_calamine.load_workbook(str(taken)).get_sheet_by_index(0).to_python()
    assert len(book) == 3 + 1 + 60 and book[3][3] == "hộ thứ"
    assert run("check", "--content", grouped, "--fast").returncode == 0


@pytest.mark.parametrize("typed", ["1", "Xã Thử Một", "thử một", "Xa Thu Mot", "Xã Thử Mốt"])
def test_a_commune_that_is_typed_otherwise_is_proposed(grouped: Path, typed: str) -> None:
    done = sampled(grouped, "dot-1", typed)
    assert done.returncode == 1 and f"không có xã {typed} → có phải 00001?" in done.stderr
    assert not (grouped / "distribution/samples.csv").exists()


def test_further_samples_are_added_below(grouped: Path) -> None:
    assert sampled(grouped, "dot-1").returncode == 0
    data = json.loads(sampled(grouped, "dot-2", "00001", "00002", "--json").stdout)
    assert len(data) == 60 and {row["within"] for row in data} == {"00001-00002"}
    rows = read(grouped / "distribution/samples.csv")
    assert [row["sample"] for row in rows] == ["dot-1"] * 60 + ["dot-2"] * 60
    assert {row["within"] for row in rows[:60]} == {"toan-tinh"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["dot-1", "00002"], "12 danh sách hộ là quá ít để rút mẫu: cần từ 19"),
        (["dot-1", "99999"], "không có xã 99999"),
        (["Đợt 1"], "samples.csv"),
    ],
)
def test_what_cannot_be_drawn_writes_nothing(
    grouped: Path, arguments: list[str], said: str
) -> None:
    done = sampled(grouped, *arguments)
    assert done.returncode == 1 and said in done.stderr
    assert not (grouped / "distribution/samples.csv").exists()


def test_a_name_belongs_to_one_draw(grouped: Path) -> None:
    assert sampled(grouped, "dot-1", "00001").returncode == 0
    before = (grouped / "distribution/samples.csv").read_bytes()
    done = sampled(grouped, "dot-1")
    assert done.returncode == 1 and "đã rút trong phạm vi 00001" in done.stderr
    assert (grouped / "distribution/samples.csv").read_bytes() == before
