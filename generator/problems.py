"""What is wrong with the content, where, what to do about it, and what it stops."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from enum import IntEnum
from typing import NamedTuple

Place = tuple[str | int, ...]
"""Where a value stands in its file: names of fields, ids, positions; () for the whole file."""


class Blocks(IntEnum):
    """What a problem stops; each stops what stands after it too."""

    NOTHING = 0
    """Worth knowing."""
    BANNER = 1
    """The page says so itself."""
    PRINTING = 2
    """No official paper."""
    PUBLISHING = 3
    """No official output at all."""
    BUILDING = 4
    """Nothing can be made from these files: a mistake."""


class Problem(NamedTuple):
    """One thing wrong with one file, in the language of the program's user."""

    file: str
    """Below the content folder; of the program's own folder where it starts with "leaflets/"."""
    place: Place
    line: int | None
    column: int | None
    """From 1; None where the file as a whole is meant."""
    message: str
    remedy: str = ""
    blocks: Blocks = Blocks.BUILDING
    task: str = ""
    """The work of which this is one piece, where there is much of it: it is counted by it."""

    def shown(self, root: str = "") -> str:
        """Return one line for people; `root` is the content folder as they named it."""
        home = "" if not root or self.file.startswith(OWN) else f"{root}/"
        where = f"{home}{self.file}"
        if self.line is not None:
            where += f":{self.line}:{self.column}"
        text = printable(f"{where}: {self.message}")
        return f"{text} → {printable(self.remedy)}" if self.remedy else text

    def __str__(self) -> str:
        return self.shown()


OWN = "leaflets/"
"""Files of designs are the program's own, not the campaign's."""


def printable(text: str) -> str:
    """Return one line that can neither steer a terminal nor pass for a second line."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def sorted_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems without repetition: the worst first, then in file order."""
    return sorted(
        set(problems),
        key=lambda p: (-p.blocks, p.file, p.line or 0, p.column or 0, p.message),
    )


class ContentError(Exception):
    """What was asked for cannot be done with this content; carries every reason."""

    def __init__(self, problems: Iterable[Problem], root: str = "") -> None:
        self.problems = tuple(sorted_problems(problems))
        self.root = root
        super().__init__(
            self.problems, root
        )  # as given: it must survive the way between processes

    def __str__(self) -> str:
        return "\n".join(problem.shown(self.root) for problem in self.problems)


def nearest(word: str, known: Collection[str]) -> str | None:
    """Return the known word that `word` was most likely meant to be."""
    return next(iter(get_close_matches(word.lower(), known, n=1, cutoff=0.6)), None)
