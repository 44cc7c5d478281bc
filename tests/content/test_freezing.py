"""An edition that was printed stays as it is on paper."""

import shutil
from pathlib import Path

import pytest
from support.builds import once, run
from support.trees import MINI, approve, campaign, commit, edit, make_official, replace

from generator.model import since
from generator.model.printing import Frozen

JOB = "print/to-roi"


@pytest.fixture
def printed(shared: Path, tmp_path: Path) -> tuple[Path, Path]:
    """An official tree whose edition was printed once, and its output; copies, to change."""
    made = Path(shutil.copytree(once(shared, "printed", print_once), tmp_path / "in"))
    return made / "noi-dung", made / "dist"


def print_once(folder: Path) -> None:
    tree = Path(shutil.copytree(MINI, folder / "noi-dung"))
    make_official(tree)
    imprint = ("licence", "printer", "copies", "dated")
    lines = "".join(f'  {name}: "Thử {name}"\n' for name in imprint)
    edit(tree / "editions/to-roi.yml", lambda text: f"{text}imprint:\n{lines}")
    replace(tree / "editions/to-roi.yml", '"toan-tinh"', '"toan-tinh", "moi-xa"')
    assert run("issue", "to-roi", "--content", tree, "--memory", "none").returncode == 0
    done = print_(tree, folder / "dist")
    assert done.returncode == 0, done.stderr
    assert "Ấn bản to-roi đã chốt" in done.stdout


def print_(tree: Path, output: Path):  # type: ignore[no-untyped-def]
    return run("print", "to-roi", "--content", tree, "--output", output, "--memory", "none")


def files(output: Path) -> dict[str, bytes]:
    folder = output / JOB
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}


def test_a_second_run_gives_the_same_bytes(printed: tuple[Path, Path]) -> None:
    tree, output = printed
    before = files(output)
    done = print_(tree, output)
    assert done.returncode == 0 and "đã chốt" not in done.stdout
    assert files(output) == before and len(before) > 8


def test_what_readers_could_know_then_is_written_down_too(printed: tuple[Path, Path]) -> None:
    tree, _output = printed
    known = campaign(tree).tables.of(Frozen)["to-roi"].known
    assert known == since.known(campaign(tree), "to-roi")
    assert known["Translation/goi-dien/vi:title"] == "Gọi điện dọa nạt"
    assert (known["Contact/cong-an"], known["Unit/00001"]) == ("113", "02103000001")


def test_changed_words_are_named_and_the_job_stays(printed: tuple[Path, Path]) -> None:
    tree, output = printed
    before = files(output)
    replace(tree / "advice/vua-chuyen-tien/vi.yml", "Gọi {cong-an}.", "Gọi ngay {cong-an}.")
    replace(tree / "contacts.yml", '"113"', '"115"')
    approve(tree)
    done = print_(tree, output)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    said = done.stderr.splitlines()
    assert any(
        "vua-chuyen-tien/vi.yml:" in line and "“Gọi ngay {cong-an}.”" in line for line in said
    )
    assert any("contacts.yml:" in line and "“cong-an”" in line for line in said)
    assert "thêm một ấn bản mới" in done.stderr and files(output) == before


def test_a_number_and_a_name_of_a_place_are_on_paper_too(printed: tuple[Path, Path]) -> None:
    tree, output = printed
    before = files(output)
    edit(tree / "distribution/units.csv", lambda text: text.replace("02103000001", "02103000009"))
    done = print_(tree, output)
    assert done.returncode == 1 and files(output) == before
    assert "units.csv:2:1: đã đổi" in done.stderr and "“Xã Thử Một, 02103000009”" in done.stderr


def test_words_of_the_site_alone_may_change(printed: tuple[Path, Path]) -> None:
    tree, output = printed
    before = files(output)
    edit(tree / "interface/vi.yml", lambda t: t.replace("Có gì mới", "Tin mới"))
    approve(tree)
    assert print_(tree, output).returncode == 0
    press = {name: content for name, content in files(output).items() if "/" not in name}
    assert all(before[name] == content for name, content in press.items() if "tat-ca" in name)


def test_a_record_that_git_knows_cannot_be_lost(printed: tuple[Path, Path]) -> None:
    tree, output = printed
    commit(tree)
    (tree / "printed/to-roi.yml").unlink()
    done = print_(tree, output)
    assert done.returncode == 1 and "git checkout" in done.stderr


def test_without_an_imprint_nothing_is_frozen(tree: Path, tmp_path: Path) -> None:
    """The licence is asked for with the manuscript of a job."""
    make_official(tree)
    done = print_(tree, tmp_path / "dist")
    assert done.returncode == 0 and "Chưa chốt" in done.stdout
    assert not (tree / "printed").exists()


def test_a_note_between_staff_is_not_on_paper(printed: tuple[Path, Path]) -> None:
    tree, output = printed
    replace(tree / "editions/to-roi.yml", 'paper: "A5"', 'paper: "A5, giấy dày"')
    assert print_(tree, output).returncode == 0


def test_a_specimen_is_not_frozen(tree: Path, tmp_path: Path) -> None:
    assert print_(tree, tmp_path / "dist").returncode == 0
    assert not (tree / "printed").exists()


def test_another_name_of_a_method_changes_nothing_on_paper(printed: tuple[Path, Path]) -> None:
    tree, output = printed
    (tree / "methods/goi-dien").rename(tree / "methods/goi-doa")
    facts = tree / "methods/goi-doa/method.yml"
    replace(facts, "review_by:", 'aliases: ["goi-dien"]\nreview_by:')
    done = print_(tree, output)
    assert done.returncode == 0, done.stderr
    replace(tree / "methods/goi-doa/vi.yml", "dọa nạt: tắt", "dọa nạt, hãy tắt")
    approve(tree)
    done = print_(tree, output)
    assert done.returncode == 1 and "methods/goi-doa/vi.yml:" in done.stderr
