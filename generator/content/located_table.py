"""CSV text to rows of plain data, with line and column of every cell."""

import csv
import unicodedata
from collections.abc import Sequence
from gettext import gettext as _
from itertools import accumulate

from generator.content.located_yaml import MERGE, Data, Document, Mark, decode, merge_sentence
from generator.problems import Place, Problem

MAX_BYTES = 40_000_000
MAX_LINE = 1_000
MAX_PROBLEMS = 50
"""Where more lines than this are wrong, the file is: not its lines."""


def read(content: bytes, file: str, header: Sequence[str]) -> Document:
    """Read a table whose first line is `header`; data is a list of rows by column name.

    Each row stands on one line, so that a stray quotation mark spoils no other. Blank rows are
    left out. Never raises: what is wrong is in the document's problems.
    """
    rows: list[Data] = []
    marks: dict[Place, Mark] = {}
    problems: list[Problem] = []
    try:
        # Composed as our other files are; a Mac saves letters and their marks apart.
        lines = unicodedata.normalize("NFC", decode(content)).split("\n")
    except UnicodeDecodeError:
        message = _("this file is not in UTF-8")
        remedy = _("save the file again with encoding UTF-8")
        return Document(rows, marks, {}, [Problem(file, (), 1, 1, message, remedy)])
    if _cells(lines[0]) != list(header):
        message = _("the first line is not the one this table has")
        remedy = _("save it with commas and UTF-8, best in a text editor: {header}")
        remedy = remedy.format(header=",".join(header))
        return Document(rows, marks, {}, [Problem(file, (), 1, 1, message, remedy)])
    for number, line in enumerate(lines[1:], start=2):
        cells = _cells(line)
        if cells is not None and not any(cells):
            continue
        if cells is None or len(cells) != len(header):
            problems.append(_wrong_row(file, number, line, cells, len(header)))
            if len(problems) >= MAX_PROBLEMS:
                break
            continue
        row = len(rows)
        marks[row,] = number, 1
        starts = accumulate((len(cell) + 1 for cell in cells), initial=1)
        marks |= {
            (row, name): (number, start) for name, start in zip(header, starts, strict=False)
        }
        rows.append(dict(zip(header, cells, strict=True)))
    return Document(rows, marks, {}, problems)


def _cells(line: str) -> list[str] | None:
    """Return the cells of one line, or None where it cannot be one."""
    if len(line) > MAX_LINE:
        return None
    if '"' not in line:
        return line.split(",")
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error:
        return None


def _wrong_row(file: str, line: int, text: str, cells: list[str] | None, wanted: int) -> Problem:
    if MERGE.match(text):
        return Problem(file, (), line, 1, *merge_sentence())
    if cells is None:
        message = _("this line is too long, or a quotation mark in it has no partner")
    else:
        message = _("{n} cells, not {m}").format(n=len(cells), m=wanted)
    return Problem(file, (), line, 1, message, _("restore the line as it was"))
