"""Reading a tree never raises, whatever is missing from it or broken in it."""

import itertools
import random
from pathlib import Path

import pytest
from support.trees import MINI, report

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
    for name, line in itertools.product(FILES, LINES):
        before = (tree / name).read_bytes()
        lines = before.decode().splitlines()
        lines[chance.randrange(len(lines))] = line
        (tree / name).write_text("\n".join(lines), "utf-8")
        assert all(str(problem) for problem in report(tree).problems)
        (tree / name).write_bytes(before)
