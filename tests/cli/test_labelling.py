"""canhgiac labels: a register that follows the plan, labels and slips, whole or not at all."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from support.builds import digest, run, run_apart
from support.trees import mistakes, replace

REGISTER, UNITS, GROUPS = (f"distribution/{name}.csv" for name in ("labels", "units", "groups"))
PHONE = ("--phone", "0912 345 678", "--until", "2099-03-31")
FILES = ["bien-ban.pdf", "manifest.json", "nhan.csv", "nhan.pdf"]


def labels(tree: Path, *more: str, edition: str = "to-roi"):  # type: ignore[no-untyped-def]
    output = tree.parent / "ra"
    return run("labels", edition, "--content", tree, "--output", output, *more)


def folder(tree: Path) -> Path:
    return tree.parent / "ra/distribution/to-roi"


def rows(tree: Path) -> list[dict[str, str]]:
    text = (folder(tree) / "nhan.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def words(pdf: Path, page: int) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[page].get_textpage().get_text_bounded())


def test_labels_slips_and_their_table_are_made(tree: Path) -> None:
    output = tree.parent / "ra"
    done = run_apart("labels", "to-roi", "--content", tree, "--output", output, *PHONE)
    assert done.returncode == 0, done.stderr
    for part in ("bó 9", "tờ 362", "tờ A4 2, trong đó 1", "Nhãn mới: 9", REGISTER):
        assert part in done.stdout, done.stdout
    assert "Nhãn không ghi số điện thoại" not in done.stdout
    assert "SỐ LIỆU" not in done.stdout and "Nơi chưa có số hộ" in done.stdout
    assert sorted(digest(folder(tree))) == FILES and mistakes(tree) == []
    found = rows(tree)
    assert [row["mã nơi nhận"] for row in found[:3]] == ["00001-1", "00001-2", "00001"]
    assert sum(int(row["số hộ"]) for row in found) == 310 + 40
    for row in found:
        said = words(folder(tree) / "nhan.pdf", int(row["trang nhãn"]) - 1)
        assert f"BN {row['mã nhãn']} {row['số tờ']} đến 0912 345 678" in said
    held = (tree / REGISTER).read_text("utf-8").splitlines()
    assert [line[:6] for line in held[1:]] == [row["mã nhãn"] for row in found]


def test_another_run_adds_nothing_and_changes_no_byte(tree: Path) -> None:
    assert labels(tree).returncode == 0
    before, register = digest(folder(tree)), (tree / REGISTER).read_bytes()
    done = labels(tree)
    assert done.returncode == 0 and "Bó nào cũng đã có nhãn" in done.stdout
    assert digest(folder(tree)) == before and (tree / REGISTER).read_bytes() == register


def test_a_plan_that_changed_retires_labels_and_names_them(tree: Path) -> None:
    assert labels(tree).returncode == 0
    before = (tree / REGISTER).read_text("utf-8")
    old = rows(tree)[0]["mã nhãn"]
    replace(tree / GROUPS, "số 1,28,", "số 1,29,")
    done = labels(tree, "--json")
    found = json.loads(done.stdout)
    # The commune counts 310 as before, so that its rest has one household less.
    assert old in found["retired"] and len(found["retired"]) == len(found["new"]) == 2
    assert (tree / REGISTER).read_text("utf-8").startswith(before) and mistakes(tree) == []
    assert old not in (folder(tree) / "nhan.csv").read_text("utf-8-sig")
    assert found["bundles"] == 9 and found["pages"] == {"labels": 2, "slips": 2}
    replace(tree / GROUPS, "số 1,29,", "số 1,28,")
    again = labels(tree)
    assert "Nhãn hết giá trị vì kế hoạch đã đổi: 2" in again.stdout
    assert old not in [row["mã nhãn"] for row in rows(tree)]
    new = [row for row in rows(tree) if row["mã nhãn"] not in before]
    assert len(new) == 2
    for row in new:
        assert f"{row['mã nhãn']} (tờ {row['trang nhãn']})" in again.stdout
    assert "Nhãn không ghi số điện thoại" in again.stdout


def test_an_edition_whose_leaflets_have_no_codes_yet_has_labels(tree: Path) -> None:
    (tree / "distribution/codes.csv").unlink()
    assert labels(tree).returncode == 0


def test_a_sample_says_so(tree: Path) -> None:
    replace(tree / GROUPS, "số 1,28,Báo cáo số 12/BC-UBND", "số 1,28,SỐ LIỆU MẪU")
    done = labels(tree)
    assert done.returncode == 1 and "mã nhãn không đổi được. Làm nhãn không? [c/K]" in done.stderr
    assert not (tree / REGISTER).exists() and not folder(tree).exists()
    done = labels(tree, "--yes")
    assert "số liệu mẫu" in done.stdout and labels(tree).returncode == 0, "it has labels now"
    assert [row["ghi chú"] for row in rows(tree)] == ["SỐ LIỆU MẪU", *[""] * 8]
    assert words(folder(tree) / "nhan.pdf", 0).count("SỐ LIỆU MẪU") == 1
    assert "SỐ LIỆU MẪU" in words(folder(tree) / "bien-ban.pdf", 0)
    assert "SỐ LIỆU MẪU" not in words(folder(tree) / "bien-ban.pdf", 1)


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (("--phone", "02103000001", "--until", "2099-01-01"), "không nhận được tin nhắn"),
        (("--phone", "18001234", "--until", "2099-01-01"), "không nhận được tin nhắn"),
        (("--phone", "912345678", "--until", "2099-01-01"), "không nhận được tin nhắn"),
        (("--phone", "09123456789", "--until", "2099-01-01"), "không nhận được tin nhắn"),
        (("--phone", "113", "--until", "2099-01-01"), "không nhận được tin nhắn"),
        (("--phone", "0912345678", "--until", "2026-01-01"), "ngày này đã qua"),
        (("--phone", "0912345678"), "--phone và --until đi cùng nhau"),
        (("--until", "2099-01-01"), "--phone và --until đi cùng nhau"),
    ],
)
def test_a_phone_that_would_get_no_message_is_refused(
    tree: Path, options: tuple[str, ...], part: str
) -> None:
    done = labels(tree, *options)
    assert done.returncode == 2 and part in done.stderr, done.stderr
    assert not (tree / REGISTER).exists() and not folder(tree).exists()


def test_a_phone_may_be_written_as_people_do(tree: Path) -> None:
    for said in ("+84912345678", "0912.345.678"):
        assert labels(tree, "--phone", said, "--until", "2099-01-01").returncode == 0
        assert "0912 345 678" in words(folder(tree) / "nhan.pdf", 0)


def test_nothing_is_retired_where_nobody_counted_any_more(tree: Path) -> None:
    assert labels(tree).returncode == 0
    before = (tree / REGISTER).read_bytes()
    for name in (UNITS, GROUPS):
        head = (tree / name).read_text("utf-8").splitlines()[0]
        lines = "00001,Xã Thử Một,,,,,,,,\n" if name == UNITS else ""
        (tree / name).write_text(f"{head}\n{lines}", "utf-8")
    done = labels(tree)
    assert done.returncode == 1 and "chưa nơi nào có số hộ" in done.stderr, done.stderr
    assert (tree / REGISTER).read_bytes() == before and sorted(digest(folder(tree))) == FILES


def test_an_unknown_edition_and_a_register_that_was_edited_are_refused(tree: Path) -> None:
    done = labels(tree, edition="khac")
    assert done.returncode == 1 and "không có ấn bản khac" in done.stderr
    assert labels(tree).returncode == 0
    replace(tree / REGISTER, ",29,28,", ",30,28,")
    broken = (tree / REGISTER).read_bytes()
    done = labels(tree)
    assert done.returncode == 1 and "labels.csv:2" in done.stderr
    assert (tree / REGISTER).read_bytes() == broken


def test_where_nothing_can_be_published_the_old_folder_stays(tree: Path) -> None:
    assert labels(tree).returncode == 0
    (folder(tree) / "cua-toi.txt").write_text("x", "utf-8")
    before = digest(folder(tree))
    replace(tree / GROUPS, "số 1,28,", "số 1,29,")
    done = labels(tree)
    assert done.returncode == 1 and "cua-toi.txt" in done.stderr, done.stderr
    assert digest(folder(tree)) == before and mistakes(tree) == []


RECEIPTS = (
    "receipt,on,label,edition,unit,place,delivered,signed,recorded_by,source,replaces\n"
    "BBBBBB,{day},{label},to-roi,00001,00001-1,29,,Trực ban,tin nhắn,\n"
)


def test_a_bundle_that_was_handed_over_stays_and_only_the_rest_is_new(tree: Path) -> None:
    assert labels(tree).returncode == 0
    (old, *_others) = rows(tree)
    made = RECEIPTS.format(day=date.today(), label=old["mã nhãn"])
    (tree / "distribution/receipts.csv").write_text(made, "utf-8")
    replace(tree / GROUPS, "số 1,28,", "số 1,36,")
    done = labels(tree)
    assert done.returncode == 0, done.stderr
    first, second, *_others = rows(tree)
    assert first == old | {"tổng số bó": "2"}
    whole = 36 + 2
    assert (second["bó"], second["số tờ"], second["số hộ"]) == ("2", str(whole - 29), "8")
    assert "đã giao" not in done.stdout
    replace(tree / GROUPS, "số 1,36,", "số 1,20,")
    done = labels(tree)
    assert "! 00001-1, vi: đã giao 29 tờ, kế hoạch nay chỉ cần 21 tờ" in done.stdout
    assert rows(tree)[0] == old, "nothing is taken back"
    assert second["mã nhãn"] in done.stdout, "what nobody has got yet is not needed"


def test_a_retired_label_with_a_receipt_is_named(tree: Path) -> None:
    assert labels(tree).returncode == 0
    old = rows(tree)[0]["mã nhãn"]
    replace(tree / GROUPS, "số 1,28,", "số 1,36,")
    assert labels(tree).returncode == 0
    made = RECEIPTS.format(day=date.today(), label=old)
    (tree / "distribution/receipts.csv").write_text(made, "utf-8")
    assert f"mà vẫn có xác nhận (1): {old}" in labels(tree).stdout
