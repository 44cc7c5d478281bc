"""canhgiac receipts import: shown, agreed to, written whole or not; who sent it is gone."""

import csv
import json
import random
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.builds import run, run_apart
from support.bundles import add_labels, issued
from support.telephones import NOON, backup, sms
from support.trees import mistakes

FILE = "distribution/receipts.csv"
A, B, C = (line.code for line in issued())
WHO = ("--by", "Công an xã Thử Một")
DAY = 86_400_000
BODIES = (
    f"BN {A} 29", f"bn {B[:3]} {B[3:].lower()} 32 😀", f"KY {A} 25 THIEU 3", f"BN {C} 41",
    "Mã OTP 482913", f"BN {A} 29", f"BN {B[:-1]} 32",
)  # fmt: skip


@pytest.fixture
def content(tree: Path) -> Path:
    add_labels(tree)
    return tree


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    return export(tmp_path, *BODIES)


def export(folder: Path, *bodies: str) -> Path:
    file = folder / "sms-2026.xml"
    file.write_bytes(backup(sms(body, NOON + n * DAY // 24) for n, body in enumerate(bodies)))
    return file


def take(content: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run("receipts", "import", *arguments, "--content", content)


def table(content: Path) -> list[str]:
    return (content / FILE).read_text("utf-8").splitlines()[1:]


def fill(asked: Path, counts: Mapping[str, str]) -> None:
    """Answer by hand, by label, how many leaflets were handed over."""
    with asked.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for row in rows[1:]:
        row[2] = counts.get(row[0], "")
    with asked.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def test_what_is_sure_is_written_and_the_rest_asked(content: Path, phone: Path) -> None:
    done = run_apart("receipts", "import", phone, "--yes", *WHO, "--content", content)
    assert done.returncode == 0, done.stderr
    for part in (
        "mới", f"{A}  2026-11-21  00001-1: đã giao 29 tờ", "25 hộ đã ký", "Trùng trong tệp: 1",
        "Cần hỏi lại (2 chỗ)", f"“BN {C} 41”: không khớp với số 42", f"có phải {B}?",
        f"Đã ghi: {content / FILE}", "sms-2026.xml có tin nhắn của người khác",
    ):  # fmt: skip
        assert part in done.stdout, done.stdout
    assert {line.split(",", 1)[1] for line in table(content)} == {
        f"2026-11-21,{A},to-roi,00001,00001-1,29,,Công an xã Thử Một,tin nhắn,",
        f"2026-11-21,{A},to-roi,00001,00001-1,,25,Công an xã Thử Một,tin nhắn,",
        f"2026-11-21,{B},to-roi,00001,00001-2,32,,Công an xã Thử Một,tin nhắn,",
    }
    assert not mistakes(content)
    for text in (done.stdout, done.stderr, (content / FILE).read_text("utf-8")):
        for secret in ("0912", "84912", "Nguyễn", "482913", "OTP"):
            assert secret not in text


def test_twice_shuffled_and_in_halves_are_the_same_bytes(content: Path, tmp_path: Path) -> None:
    bodies = [f"BN {A} 29", f"KY {A} 28", f"BN {B} 32", f"BN {A} 29", f"BN {C} 42", "x"]
    assert take(content, export(tmp_path, *bodies), "--yes", *WHO).returncode == 0
    whole = (content / FILE).read_bytes()
    again = take(content, export(tmp_path, *bodies))
    assert again.returncode == 0 and "không có gì phải ghi" in again.stdout
    assert (content / FILE).read_bytes() == whole
    (content / FILE).unlink()
    random.Random(3).shuffle(bodies)
    for half in (bodies[3:], bodies[:3]):
        assert take(content, export(tmp_path, *half), "--yes", *WHO).returncode == 0
    assert (content / FILE).read_bytes() == whole


def test_questions_are_answered_in_their_own_file(
    content: Path, phone: Path, tmp_path: Path
) -> None:
    asked = tmp_path / "hoi-lai.csv"
    assert take(content, phone, "--yes", *WHO, "-o", asked).returncode == 0
    with asked.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:4] == ["mã nhãn", "ngày", "đã giao", "đã ký"]
    assert [row[0] for row in rows[1:]] == [C, ""] and rows[2][7] == B
    unanswered = take(content, asked, *WHO)
    assert unanswered.returncode == 1 and "chưa điền số nào" in unanswered.stderr
    fill(asked, {C: "41"})
    done = take(content, asked, "--yes", *WHO)
    assert done.returncode == 0 and f"{C}  2026-11-21  00002-1: đã giao 41 tờ" in done.stdout
    assert any(",41,,Công an xã Thử Một,hoi-lai.csv," in line for line in table(content))
    before, again = table(content), take(content, phone, "--yes", *WHO)
    assert "Cần hỏi lại" not in again.stdout and "Đã có từ trước: 6" in again.stdout
    assert "không có gì phải ghi" in again.stdout and table(content) == before


def test_a_correction_names_what_it_replaces(content: Path, tmp_path: Path) -> None:
    take(content, export(tmp_path, f"BN {A} 29"), "--yes", *WHO)
    before = table(content)
    changed = export(tmp_path, f"BN {A} 27 THIEU 2")
    asked = take(content, changed, "--yes", *WHO)
    assert "trước đã ghi 29" in asked.stdout and table(content) == before
    done = take(content, changed, "--yes", *WHO, "--correct")
    assert "29 tờ →" in done.stdout and len(table(content)) == 2
    assert any(line.endswith(f",{before[0][:6]}") for line in table(content))
    assert not mistakes(content)


def test_what_was_typed_stands_beside_what_was_understood(content: Path, tmp_path: Path) -> None:
    done = take(content, export(tmp_path, f"b.n {A[:3]} {A[3:]} 28 tờ, Nguyễn Văn Nam"))
    assert f"“B.N {A[:3]} {A[3:]} 28”, đọc là “BN {A} 28”" in done.stdout, done.stdout
    assert "nguy" not in done.stdout.lower()


def test_old_news_corrects_nothing(content: Path, tmp_path: Path) -> None:
    chat, asked = tmp_path / "chat.txt", tmp_path / "hoi-lai.csv"
    chat.write_text(f"[20/11/2026 08:15] Kỳ: BN {C} 32 THIEU 10\n", "utf-8")
    take(content, chat, "--yes", *WHO)
    (line,) = table(content)
    paper = tmp_path / "giay.csv"
    paper.write_text(f"Mã nhãn,Đã giao,Ngày\n{C},42,19/11/2026\n", "utf-8")
    done = take(content, paper, "--yes", *WHO, "--correct", "-o", asked)
    assert "đã ghi 32 cho ngày sau đó, 2026-11-20" in done.stdout, done.stdout
    assert table(content) == [line]
    fill(asked, {C: "42"})
    assert take(content, asked, "--yes", *WHO, "--correct").returncode == 0
    assert len(table(content)) == 2


def test_a_file_that_contradicts_itself_is_asked_until_it_is_answered(
    content: Path, tmp_path: Path
) -> None:
    chat, asked = tmp_path / "chat.txt", tmp_path / "hoi-lai.csv"
    said = f"[20/11/2026 08:15] Kỳ: BN {C} 32 THIEU 10\n[21/11/2026 09:00] Kỳ: BN {C} 42\n"
    chat.write_text(said, "utf-8")
    done = take(content, chat, "--yes", *WHO, "--correct", "-o", asked)
    assert "trong tệp có các số 32, 42" in done.stdout and not (content / FILE).exists(), (
        done.stdout
    )
    assert "Phường Thử Hai" not in done.stdout, "nothing of it is reckoned"
    assert "Chưa ghi gì: 1 chỗ phải hỏi." in done.stdout and "đã đúng" not in done.stdout
    fill(asked, {C: "32"})
    take(content, asked, "--yes", *WHO)
    before = table(content)
    assert len(before) == 1 and before[0].split(",")[1] == "2026-11-21"
    for more in ((), ("--correct",)):
        done = take(content, chat, "--yes", *WHO, *more)
        assert "Cần hỏi lại" not in done.stdout and "Đã có từ trước: 2" in done.stdout
        assert table(content) == before


def test_one_wrong_cell_and_nothing_is_written(content: Path, tmp_path: Path) -> None:
    paper = tmp_path / "giay.csv"
    paper.write_text(f"Mã nhãn,Đã giao,Ngày\n{A},29,21/11/2026\n{B},99,21/11/2026\n", "utf-8")
    done = take(content, paper, export(tmp_path, f"BN {C} 42"), "--yes", *WHO)
    assert done.returncode == 1 and not (content / FILE).exists()
    assert "giay.csv, trang tính “CSV”, ô B3: 99 nhiều hơn" in done.stderr


def test_more_signed_than_households_is_shown_before_it_is_agreed_to(
    content: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "giay.csv"
    paper.write_text(f"Mã nhãn,Đã ký,Ngày\n{A},29,21/11/2026\n", "utf-8")
    arguments = ("receipts", "import", paper, *WHO, "--content", content)
    for answer, is_written in (("n\n", False), ("y\n", True)):
        done = run(*arguments, given=answer)
        shown, agreed = done.stdout.split("Ghi")[0], (content / FILE).exists()
        assert "! giay.csv: CSV, B2: 29 nhiều hơn số hộ của bó (28)" in shown, done.stdout
        assert agreed is is_written
    assert not mistakes(content)


def test_pasted_text(content: Path) -> None:
    pasted = f"[21/11/2026 08:15] Nguyễn Văn Kỳ: BN {A} 29\n"

    def paste(*more: str) -> subprocess.CompletedProcess[str]:
        return run("receipts", "import", "-", "--content", content, *more, given=pasted)

    done = paste(*WHO)
    assert done.returncode == 1 and "--yes" in done.stderr and not (content / FILE).exists()
    assert paste(*WHO, "--yes").returncode == 0 and len(table(content)) == 1


def test_for_machines(content: Path, phone: Path) -> None:
    found = json.loads(take(content, phone, "--json").stdout)
    assert (found["ok"], found["written"], len(found["read"])) == (True, False, 4)
    assert [asked["proposals"] for asked in found["asked"]] == [[], [B]]
    assert not (content / FILE).exists()
    done = take(content, phone, "--json", "--yes")
    assert done.returncode == 1 and "--by" in done.stderr
    assert json.loads(take(content, phone, "--json", "--yes", *WHO).stdout)["written"]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["khong-co.xml", *WHO], "khong-co.xml"),
        (["--by", "Công an xã, 0912345678"], "chỉ ghi tên cơ quan"),
        (["--by", "Ông Nguyễn Văn An"], "chỉ ghi tên cơ quan"),
        (["--by", "Công an\x1b[2J"], "chỉ ghi tên cơ quan"),
        (["--column", "so-to=D"], "label, on, delivered"),
        (["--yes"], "--by"),
    ],
)
def test_what_cannot_be_asked_for(
    content: Path, phone: Path, arguments: list[str], part: str
) -> None:
    file = [] if arguments[0].endswith(".xml") else [phone]
    done = take(content, *file, *arguments)
    assert done.returncode in (1, 2) and part in done.stderr and "Traceback" not in done.stderr
    assert not (content / FILE).exists()


def test_without_labels_there_is_nothing_to_receive(tree: Path, phone: Path) -> None:
    done = take(tree, phone, "--yes", *WHO)
    assert done.returncode == 1 and "chưa bó nào có nhãn" in done.stderr


def test_a_table_with_mistakes_is_not_written_over(content: Path, phone: Path) -> None:
    take(content, phone, "--yes", *WHO)
    wrong = (content / FILE).read_text("utf-8").replace(",29,", ",99,")
    (content / FILE).write_text(wrong, "utf-8")
    done = take(content, phone, "--yes", *WHO)
    assert done.returncode == 1 and f"{FILE}:2" in done.stderr
    assert (content / FILE).read_text("utf-8") == wrong
