"""Reading a tree never raises, whatever is missing from it or broken in it."""

import random
from pathlib import Path

import pytest
from support.trees import MINI, TODAY, mistakes, replace, report

from generator.content.tree import read_tree
from generator.problems import Blocks

FILES = sorted(path.relative_to(MINI).as_posix() for path in MINI.rglob("*.*"))
LINES = [
    "",
    "x",
    "- x",
    '"',
    "a: {",
    "null",
    "? [a]\n: b",
    "&a [*a]",
    "!!python/x 1",
    "\x00",
    "::",
]


def _lost(tree: Path, names: tuple[str, ...]) -> None:
    kept = {name: (tree / name).read_bytes() for name in names}
    for name in names:
        (tree / name).unlink()
    assert all(str(problem) for problem in report(tree).problems)
    for name, content in kept.items():
        (tree / name).write_bytes(content)


@pytest.mark.parametrize("first", FILES)
def test_files_that_are_lost(tree: Path, first: str) -> None:
    _lost(tree, (first,))
    for second in FILES[FILES.index(first) + 1 :]:
        _lost(tree, (first, second))


def test_lines_that_are_broken(tree: Path) -> None:
    chance = random.Random(20261125)
    for name, line in ((name, line) for name in FILES for line in chance.sample(LINES, 4)):
        before = (tree / name).read_bytes()
        lines = before.decode().splitlines()
        lines[chance.randrange(len(lines))] = line
        (tree / name).write_text("\n".join(lines), "utf-8")
        assert all(str(problem) for problem in report(tree).problems)
        (tree / name).write_bytes(before)


def test_a_translation_may_lack_what_its_source_has_just_got(tree: Path) -> None:
    """It is shown without, named by check, and not printed; what it has more is a mistake."""
    replace(tree / "methods/goi-dien/vi.yml", "do:\n", 'do:\n  moi: "Kể với người nhà."\n')
    found = report(tree)
    assert found.campaign is not None
    (lacking,) = (problem for problem in found.problems if "moi" in problem.message)
    assert (lacking.file, lacking.place) == ("methods/goi-dien/en.yml", ("do",))
    assert lacking.blocks is Blocks.PRINTING
    replace(tree / "methods/goi-dien/en.yml", "do:\n", 'do:\n  thua: "Tell your family."\n')
    assert any('"thua" không có' in line for line in mistakes(tree))


def test_a_change_is_read_before_it_is_written(tree: Path) -> None:
    file = "methods/goi-dien/vi.yml"
    changed = (tree / file).read_bytes().replace(b"do:", b"doo:")
    seen = read_tree(tree, TODAY, {file: changed, "la.yml": b"x"})
    assert {problem.file for problem in seen.problems} == {file, "la.yml"}
    assert not read_tree(tree, TODAY).problems
