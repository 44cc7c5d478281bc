"""Translations that somebody is still writing: kept, told of, and read once they are whole."""

from pathlib import Path

import pytest
from support.languages import facts, write
from support.trees import campaign, edit, replace, report

from generator.model.words import Routes, Translation
from generator.problems import Blocks

EN = "methods/goi-dien/en.yml"
PARTLY = """title: "Phone threats"
phrases:
  doa:
    they: "Stay"
approval:
  state: "unreviewed"
"""


def lacking(tree: Path, file: str) -> list[str]:
    """Return what is still to be translated, by the report."""
    found = [p for p in report(tree).problems if p.file == file]
    return [p.message for p in found if p.blocks is Blocks.PRINTING]


def unprinted(tree: Path) -> Path:
    """Let no edition need English."""
    (tree / "editions/to-roi.yml").unlink()
    (tree / "distribution/codes.csv").unlink()
    return tree


def test_a_part_of_a_translation_is_kept_and_readers_get_the_source(tree: Path) -> None:
    (unprinted(tree) / EN).write_text(PARTLY, "utf-8")
    found = campaign(tree)
    assert ("goi-dien", "en") not in found.tables.of(Translation)
    assert 'thiếu "summary", trong methods/goi-dien/vi.yml có' in lacking(tree, EN)


def test_words_that_a_printed_edition_needs_are_a_mistake(tree: Path) -> None:
    (tree / EN).write_text(PARTLY, "utf-8")
    mistakes = [str(problem) for problem in report(tree).mistakes]
    assert any(f"{EN}:1:1" in line and '"summary"' in line for line in mistakes)


@pytest.mark.parametrize(
    "wrong", ['title: "Phone {khong-co}"\n', 'titel: "Phone threats"\n', 'title: ""\n']
)
def test_what_is_there_must_be_right(tree: Path, wrong: str) -> None:
    rest = PARTLY.partition("\n")[2]
    (unprinted(tree) / EN).write_text(wrong + rest, "utf-8")
    assert [p for p in report(tree).mistakes if p.file == EN]


def test_nobody_vouches_for_words_without_saying_so(tree: Path) -> None:
    replace(unprinted(tree) / EN, 'approval:\n  state: "unreviewed"\n', "")
    assert [p.place for p in report(tree).mistakes if p.file == EN] == [("approval",)]


def test_words_of_no_page_wait_as_a_whole(tree: Path) -> None:
    edit(unprinted(tree) / "routes/en.yml", lambda t: t.replace('    lead: "', '    x: "', 1))
    assert report(tree).mistakes, "a wrong name is one"
    edit(tree / "routes/en.yml", lambda t: t.replace('    x: "', '    lead: "', 1))
    data = {"routes": {}, "approval": {"state": "unreviewed"}}
    write(tree / "routes/en.yml", data)
    assert "en" not in campaign(tree).tables.of(Routes) and lacking(tree, "routes/en.yml")


def test_a_language_with_one_of_the_two_waits(tree: Path) -> None:
    write(tree / "languages/km.yml", facts("km"))
    write(tree / "message/km.yml", {"name": "ខ្មែរ", "approval": {"state": "unreviewed"}})
    assert campaign(tree).waiting == ("km",)
    assert lacking(tree, "languages/km.yml") == ["thiếu interface/km.yml"]
    assert len(lacking(tree, "message/km.yml")) == 2


def test_the_source_must_be_whole(tree: Path) -> None:
    replace(tree / "methods/goi-dien/vi.yml", 'situation: "', 'note: "')
    assert report(tree).mistakes
