"""Where lines of Khmer may end: between words, shown to its readers, never inside a letter."""

import sys
import unicodedata
from pathlib import Path

import pytest
from support.builds import run
from support.languages import facts, write
from support.trees import SHIPPED, report

from generator.content import breaking
from generator.typesetting.lines import BREAK

SENTENCE = "មនុស្សទាំងអស់កើតមកមានសេរីភាពនិងសមភាព"
"""From the Universal Declaration of Human Rights, without spaces, as Khmer is written."""
PARTED = ["មនុស្ស", "ទាំងអស់", "កើត", "មក", "មាន", "សេរីភាព", "និង", "សមភាព"]


def test_words_are_parted() -> None:
    assert breaking.parted(SENTENCE).split(BREAK) == PARTED


@pytest.mark.parametrize("text", ["Gọi {cong-an}", "OTP 113", "ជូន", f"កើត{BREAK}មក", ""])
def test_what_needs_no_mark_gets_none(text: str) -> None:
    assert breaking.parted(text) == text


def test_the_marks_of_a_writer_stay() -> None:
    """Where marks are set, only what no column bears is parted."""
    written = f"សេរីភាពនិង{BREAK}សមភាព"
    assert breaking.parted(written) == written
    assert breaking.parted(f"កើត{BREAK}{SENTENCE * 2}").split(BREAK) == ["កើត", *PARTED * 2]


def test_no_letter_is_torn_and_no_word_is_changed() -> None:
    """All that ships, with the marks of its writers taken away."""
    texts = [t.text.replace(BREAK, "") for t in report(SHIPPED).tree.texts if t.tag == "km"]
    assert len(texts) > 300
    for text in texts:
        found = breaking.parted(text)
        assert found.replace(BREAK, "") == text
        for before, after in zip(found.split(BREAK), found.split(BREAK)[1:], strict=False):
            assert not before.endswith("\u17d2")
            assert unicodedata.category(after[0])[0] != "M"


def test_the_command_marks_a_tree_and_shows_where(tree: Path) -> None:
    write(tree / "languages/km.yml", facts("km"))
    unread = {"approval": {"state": "unreviewed"}}
    file = tree / "routes/km.yml"
    write(file, {"routes": {"cuoc-goi": {"label": SENTENCE}}, **unread})
    before = file.read_bytes()
    told = run("fmt", "--break-lines", "--check", "--content", tree)
    assert "·".join(PARTED) in told.stdout and file.read_bytes() == before
    done = run("fmt", "--break-lines", "--content", tree)
    assert done.returncode == 0 and "1" in done.stdout, done.stderr
    assert BREAK.join(PARTED) in file.read_text("utf-8")
    assert "·" not in run("fmt", "--break-lines", "--content", tree).stdout


def test_what_is_not_installed_is_told_how(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "khmercut", None)
    write(tree / "languages/km.yml", facts("km") | {"name": SENTENCE})
    done = run("fmt", "--break-lines", "--content", tree)
    assert done.returncode == 1 and "requirements-khmer.txt" in done.stderr
