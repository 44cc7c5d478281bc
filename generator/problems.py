"""What is wrong with the content, where, and what to do about it."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import NamedTuple


class Problem(NamedTuple):
    """One mistake in one file, in the reader's language."""

    file: str
    line: int
    column: int
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        text = f"{self.file}:{self.line}:{self.column}: {self.message}"
        return f"{text} → {self.remedy}" if self.remedy else text


class ContentError(Exception):
    """The content cannot be published; carries every problem found, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)  # as given, so that it survives the way between processes

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def nearest(word: str, known: Collection[str]) -> str | None:
    """Return the known word that `word` was most likely meant to be."""
    return next(iter(get_close_matches(word.lower(), known, n=1, cutoff=0.6)), None)
