"""Approving and confirming as staff do: on the screen, on paper, in one command."""

import subprocess
from datetime import date
from pathlib import Path

import click
import pypdfium2
import pytest
from click.testing import CliRunner
from support.builds import run, run_apart
from support.trees import replace, report

from generator import messages
from generator.cli import options
from generator.content import approving

BY = ("--by", "Công an tỉnh thử")
FILE = "methods/goi-dien/vi.yml"


def left(tree: Path) -> int:
    return len(list(approving.readings(report(tree))))


def asked(tree: Path, answers: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run("approve", "--content", tree, *BY, *arguments, given=answers)


def test_each_file_is_shown_and_asked_for(tree: Path) -> None:
    before = left(tree)
    done = asked(tree, "n\ny\n", "methods/goi-dien")
    assert done.returncode == 0, done.stderr
    assert "   1  Gọi điện dọa nạt\n" in done.stdout and "= Gọi điện dọa nạt" in done.stdout
    assert done.stdout.count("Duyệt những lời này?") == 2 and "đã duyệt: 1" in done.stdout
    assert left(tree) == before - 1


def test_who_has_read_all_types_one_command(tree: Path) -> None:
    done = run_apart("approve", "--yes", "--content", tree, *BY)
    assert done.returncode == 0 and left(tree) == 0
    again = run("approve", "--content", tree, *BY)
    assert again.stdout.strip() == "Ở đây không có lời nào chờ duyệt."


def test_one_language_alone(tree: Path) -> None:
    run("approve", "--yes", "--content", tree, "--language", "en", *BY)
    assert {reading.tag for reading in approving.readings(report(tree))} == {"vi", ""}


def test_without_a_name_nothing_is_written(tree: Path) -> None:
    before = (tree / FILE).read_bytes()
    done = run("approve", "--yes", "--content", tree)
    assert done.returncode == 1 and "không phải tên người" in done.stderr
    assert (tree / FILE).read_bytes() == before


@pytest.mark.parametrize("name", ["trinh-ky.pdf", "trinh-ky.html"])
def test_a_paper_goes_round_and_its_number_comes_back(
    tree: Path, tmp_path: Path, name: str
) -> None:
    paper = tmp_path / name
    done = run("approve", "--content", tree, "--dossier", paper)
    assert done.returncode == 0, done.stderr
    number = done.stdout.rpartition("--signed ")[2].split()[0]
    if name.endswith(".pdf"):
        with pypdfium2.PdfDocument(paper) as document:
            pages = [page.get_textpage().get_text_range() for page in document]
        assert pages and all(number.upper() in page for page in pages)
        text = "\n".join(pages)
    else:
        text = paper.read_text("utf-8")
    assert "Gọi điện dọa nạt" in text and "Chữ ký" in text
    replace(tree / FILE, "Họ giục.", "Họ giục bạn.")
    back = run(
        "approve", "--content", tree, "--signed", number.upper(), *BY, "--on", "2026-11-20"
    )
    assert back.returncode == 1, "one file changed since"
    assert f"{tree}/{FILE}:1:1: lời đã khác với lời được đọc" in back.stderr
    assert left(tree) == 1
    assert 'on: "2026-11-20"' in (tree / "message/vi.yml").read_text("utf-8")


def test_a_number_nobody_printed(tree: Path) -> None:
    done = run("approve", "--content", tree, "--signed", "bcdf-ghjk-lmnp", *BY)
    assert done.returncode == 1 and "không có tập hồ sơ bcdf-ghjk-lmnp; có: -" in done.stderr


def test_a_number_that_was_dialled(tree: Path) -> None:
    done = run_apart("confirm", "cong-an", "--content", tree, *BY, "--source", "Gọi thử sáng nay")
    assert done.returncode == 0, done.stderr
    assert "cong-an: 113, Công an tỉnh thử đã xác nhận" in done.stdout
    text = (tree / "contacts.yml").read_text("utf-8")
    assert f'on: "{date.today()}"' in text and 'number: "113"' in text
    missing = run("confirm", "cong-an", "--content", tree, *BY)
    assert missing.returncode == 1 and "không cho biết số lấy từ đâu" in missing.stderr


@pytest.mark.parametrize(
    ("said", "agreed"),
    [("c", True), ("Có", True), ("y", True), ("", False), ("k", False), ("?", False)],
)
def test_a_question_is_answered_in_vietnamese(said: str, agreed: bool) -> None:
    found = []
    command = click.Command("hoi", callback=lambda: found.append(options.agrees("Ghi không?")))
    messages.speak("vi")
    done = CliRunner().invoke(command, input=f"{said}\n")
    assert found == [agreed] and "Ghi không? [c/K]" in done.output
