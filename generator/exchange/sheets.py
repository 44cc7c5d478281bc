"""A workbook as sheets of cells, with what is hidden, merged, or was never calculated."""

import io
import os
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import Enum
from functools import cached_property
from gettext import gettext as _
from multiprocessing import get_context
from typing import NamedTuple

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from generator.exchange import oldfonts, sniff
from generator.exchange.sniff import Refusal

Value = int | float | str | bool | date | time | timedelta
Cell = tuple[int, int]
"""Row and column, from 1."""
_MAX_CELLS = 4_000_000
"""Of the rectangle that a sheet's cells take up: each of them costs memory, empty or not."""
_MAX_MEMORY = 2_000_000_000


@dataclass
class Sheet:
    """One sheet."""

    name: str
    rows: list[list[Value]]
    merged: list[tuple[Cell, Cell]] = field(default_factory=list)
    """First and last cell of each."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unreckoned: frozenset[Cell] = frozenset()
    """Formulas whose result is not in the file."""
    is_hidden: bool = False
    font: str = ""
    """The old font it was typed for, where it was."""

    def at(self, row: int, column: int) -> Value:
        """Return what a cell holds; an empty text outside."""
        if row > len(self.rows) or column > len(self.rows[row - 1]):
            return ""
        return self.rows[row - 1][column - 1]

    def text(self, row: int, column: int) -> str:
        """Return a cell as words on one line."""
        value = self.at(row, column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return " ".join(str(value).split())

    @cached_property
    def width(self) -> int:
        """How many columns there are."""
        return max(map(len, self.rows), default=0)


def named(column: int) -> str:
    """Return the letters of a column."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def number(letters: str) -> int:
    """Return which column letters stand for, from 1."""
    total = 0
    for letter in letters.upper():
        total = total * 26 + ord(letter) - ord("A") + 1
    return total


def read(data: bytes, kind: str, is_typed: bool = True) -> list[Sheet]:
    """Return the sheets of an .xlsx or .xls; what may have been typed for old fonts is turned
    into Unicode. Raises Refusal.
    """
    found = _opened(data, dict(_parts(data))) if kind == "xlsx" else _apart(data)
    if found is _Fault.PASSWORD:
        raise Refusal(_("this file has a password"), sniff.no_password())
    if isinstance(found, _Fault):
        raise Refusal(_("this workbook cannot be read"), sniff.save_again())
    for sheet in found if is_typed else ():
        decode(sheet)
    return found


class _Fault(Enum):
    PASSWORD = 1
    DAMAGE = 2


def _apart(data: bytes) -> "list[Sheet] | _Fault":
    """Open an .xls in a process of its own: where one is damaged, calamine may end with it."""
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=_confine) as pool:
        try:
            return pool.submit(_opened, data, {}).result()
        except BrokenProcessPool:
            return _Fault.DAMAGE


def _confine() -> None:
    """Bound this process: a damaged file may ask for all memory there is, loudly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))


def _opened(data: bytes, seen: "Mapping[str, _Seen]") -> "list[Sheet] | _Fault":
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [
                _sheet(
                    book.get_sheet_by_name(facts.name),
                    seen.get(facts.name, _NOTHING),
                    facts.visible != SheetVisibleEnum.Visible,
                )
                for facts in book.sheets_metadata
                if facts.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError:
        return _Fault.PASSWORD
    except KeyboardInterrupt:
        raise
    except BaseException:  # a panic of the library is no Exception
        return _Fault.DAMAGE


def decode(sheet: Sheet) -> None:
    """Turn texts of old fonts into Unicode. Raises Refusal where letters are lost."""
    texts = [value for row in sheet.rows for value in row if isinstance(value, str)]
    font = oldfonts.decide(texts)
    if font is None:
        raise Refusal(
            _("the letters of sheet “{name}” are broken: accents were lost").format(
                name=sheet.name
            ),
            _("ask for the original file, as it was typed"),
        )
    sheet.font = font
    sheet.rows = [
        [oldfonts.converted(value, font) if isinstance(value, str) else value for value in row]
        for row in sheet.rows
    ]


def _sheet(source: CalamineSheet, seen: "_Seen", is_hidden: bool) -> Sheet:
    rows: Sequence[list[Value]] = source.to_python(skip_empty_area=False)
    merged = [
        ((a + 1, b + 1), (c + 1, d + 1)) for (a, b), (c, d) in source.merged_cell_ranges or ()
    ]
    return Sheet(
        source.name, list(rows), merged, seen.rows, seen.columns, seen.unreckoned, is_hidden
    )


# -- what calamine does not tell -----------------------------------------------------------------


class _Seen(NamedTuple):
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    unreckoned: frozenset[Cell] = frozenset()


_NOTHING = _Seen()
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_HIDDEN = re.compile(r"<(?:\w+:)?(row|col)\b([^>]*\bhidden\s*=\s*[\"'](?:1|true)[\"'][^>]*)>")
_CELL = re.compile(
    r"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)",
    re.DOTALL,
)
_PLACE = re.compile(r"\br\s*=\s*[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_FORMULA = re.compile(r"<(?:\w+:)?f\b")
_RESULT = re.compile(r"<(?:\w+:)?(?:v|t)\b[^>]*>[^<]")


_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, KeyError, RuntimeError, EOFError)


def _parts(data: bytes) -> Iterator[tuple[str, _Seen]]:
    """Yield what the XML of each sheet says, by the sheet's name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            relations = "xl/_rels/workbook.xml.rels"
            links = archive.read(relations).decode() if relations in names else ""
            targets = {
                link.get("Id", ""): link.get("Target", "")
                for link in map(_attributes, _RELATION.findall(links))
            }
            for sheet in map(
                _attributes, _SHEET.findall(archive.read("xl/workbook.xml").decode())
            ):
                target = targets.get(sheet.get("r:id", ""), "")
                part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                if part in names:
                    yield sheet.get("name", ""), _seen(archive.read(part).decode())
    except _BROKEN as error:
        raise Refusal(_("this workbook cannot be read"), sniff.save_again()) from error


def _attributes(tag: str) -> dict[str, str]:
    found = {name: a or b for name, a, b in _ATTRIBUTE.findall(tag)}
    signs = {"&quot;": '"', "&apos;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&"}
    for name, value in found.items():
        for sign, character in signs.items():
            value = value.replace(sign, character)  # noqa: PLW2901  (one after the other)
        found[name] = value
    return found


def _seen(xml: str) -> _Seen:
    rows: set[int] = set()
    columns: set[int] = set()
    for kind, tag in _HIDDEN.findall(xml):
        said = _attributes(tag)
        if kind == "row" and said.get("r", "").isdigit():
            rows.add(int(said["r"]))
        elif kind == "col":
            last = min(int(said.get("max", 0)), 1_000)
            columns.update(range(int(said.get("min", 1)), last + 1))
    unreckoned: set[Cell] = set()
    bottom = right = 0
    for tag, inside in _CELL.findall(xml):
        place = _PLACE.search(tag)
        if not inside or not place:
            continue
        row, column = int(place[2]), number(place[1])
        bottom, right = max(bottom, row), max(right, column)
        if _FORMULA.search(inside) and not _RESULT.search(inside):
            unreckoned.add((row, column))
    if bottom * right > _MAX_CELLS:
        raise Refusal(
            _("a sheet has something at row {row}, column {column}: that is no list").format(
                row=bottom, column=named(right)
            ),
            _("copy the list alone into a new workbook, and send that"),
        )
    return _Seen(frozenset(rows), frozenset(columns), frozenset(unreckoned))
