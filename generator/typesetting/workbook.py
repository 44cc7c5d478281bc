"""Workbooks that people reckon on with: sheets with heads, sums and pages that print."""

import io
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import xlsxwriter


class Tenths(int):
    """A figure in tenths, such as per cent: 545 is shown as 54,5."""


class Formula(NamedTuple):
    """A figure that follows from other cells, with its value: who reads without reckoning, such
    as a telephone or our own import, sees no other.
    """

    text: str
    """With its equals sign and in English, as a file holds it: =SUM(B2:B9)."""
    value: int


Cell = str | int | Tenths | date | Formula | None
"""A text stays one, whatever it looks like: a code keeps its zeros, and “=1+1” its sign."""


class Sheet(NamedTuple):
    """A table of a workbook."""

    name: str
    """31 characters at most, none of []:*?/\\."""
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    sums: Collection[int] = ()
    """Columns, from 0, whose figures are added up in a last row: as a formula with its value,
    and left empty where no figure of the column is known."""
    notes: Sequence[str] = ()
    """Lines above the head: that figures are a sample, where they come from, and when."""


_TOTAL = "Cộng"
_NARROW, _WIDE, _PAGE = 8, 44, 96
"""Characters of the narrowest and the widest column, and of a page that stands upright."""
_A4 = 9
_LINE = 15
"""Points of a line in the font that spreadsheets begin with."""
_PLAIN, _COUNT, _TENTHS, _DAY, _LONG = "General", "#,##0", "0.0", "dd/mm/yyyy", "long"


def workbook(sheets: Iterable[Sheet], dated: date) -> bytes:
    """Return sheets as XLSX, the same bytes for the same sheets and day.

    The head stays in sight and stands on every printed page; pages are numbered.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": datetime(dated.year, dated.month, dated.day)})
        for sheet in sheets:
            _add(book, sheet)
    return out.getvalue()


def to_fill_in(sheet: Sheet, column: int, widths: Sequence[int], dated: date) -> bytes:
    """Return a sheet of texts as XLSX in which one column, from 0, can be written in, as text;
    all else is locked, and cannot be sorted.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": datetime(dated.year, dated.month, dated.day)})
        base = {"text_wrap": True, "valign": "top", "num_format": "@"}
        locked = book.add_format(base | {"bg_color": "#F2F2F2", "border": 1})
        unlocked = book.add_format(base | {"locked": False, "border": 1})
        bold = book.add_format({"bold": True})
        page = book.add_worksheet(sheet.name)
        first = len(sheet.notes)
        for number, note in enumerate(sheet.notes):
            page.write_string(number, 0, _nfc(note), bold)
        head = book.add_format(base | {"bold": True, "border": 1})
        for number, text in enumerate(sheet.header):
            page.write_string(first, number, _nfc(text), head)
            page.set_column(number, number, widths[number])
        for number, row in enumerate(sheet.rows, start=first + 1):
            cells = [str(cell) for cell in row]
            for at, text in enumerate(cells):
                page.write_string(number, at, _nfc(text), unlocked if at == column else locked)
            lines = max(-(-len(t) // max(1, w - 3)) for t, w in zip(cells, widths, strict=True))
            page.set_row(number, _LINE * max(1, min(lines, _TALLEST)))
        page.freeze_panes(first + 1, 0)
        page.protect("", {"format_columns": True, "format_rows": True})
    return out.getvalue()


_TALLEST = 20
"""Lines of a row; spreadsheets show no more than some 400 points."""


def _add(book: Any, sheet: Sheet) -> None:
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top"})
    shapes = (_PLAIN, _COUNT, _TENTHS, _DAY)
    forms = {s: book.add_format({"num_format": s, "valign": "top"}) for s in shapes}
    forms[_LONG] = book.add_format({"text_wrap": True, "valign": "top"})
    total = book.add_format({"bold": True, "border": 1, "num_format": _COUNT})
    page = book.add_worksheet(sheet.name)
    first, last = len(sheet.notes), len(sheet.notes) + len(sheet.rows)
    for number, note in enumerate(sheet.notes):
        page.write_string(number, 0, _nfc(note), bold)
    for column, text in enumerate(sheet.header):
        page.write_string(first, column, _nfc(text), head)
    for number, row in enumerate(sheet.rows, start=first + 1):
        for column, cell in enumerate(row):
            _write(page, (number, column), cell, forms, column in sheet.sums)
        longest = max((len(cell) for cell in row if isinstance(cell, str)), default=0)
        if longest > _WIDE:
            page.set_row(number, _LINE * -(-longest // (_WIDE - 3)))
    if sheet.sums:
        for column in range(len(sheet.header)):
            page.write_blank(last + 1, column, None, total)
        page.write_string(last + 1, 0, _TOTAL, total)
    for column in sheet.sums:
        known = [value for row in sheet.rows if (value := _value(row[column])) is not None]
        if known:
            letter = xlsxwriter.utility.xl_col_to_name(column)
            text = f"=SUM({letter}{first + 2}:{letter}{last + 1})"
            page.write_formula(last + 1, column, text, total, sum(known))
    _lay_out(page, sheet, first)


def _write(page: Any, at: tuple[int, int], cell: Cell, forms: dict[str, Any], adds: bool) -> None:
    count = forms[_COUNT if adds else _PLAIN]
    match cell:
        case None:
            pass
        case str():
            page.write_string(*at, _nfc(cell), forms[_LONG if len(cell) > _WIDE else _PLAIN])
        case Formula():
            page.write_formula(*at, cell.text, forms[_COUNT], cell.value)
        case date():
            page.write_datetime(*at, cell, forms[_DAY])
        case Tenths():
            page.write_number(*at, int(cell) / 10, forms[_TENTHS])
        case _:
            page.write_number(*at, cell, count)


def _value(cell: Cell) -> int | None:
    if isinstance(cell, Formula):
        return cell.value
    return cell if isinstance(cell, int) else None


def _lay_out(page: Any, sheet: Sheet, first: int) -> None:
    page.freeze_panes(first + 1, 0)
    page.repeat_rows(first)
    page.autofilter(first, 0, first + len(sheet.rows), len(sheet.header) - 1)
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P/&N")
    wide = [_wide(sheet, column) for column in range(len(sheet.header))]
    for column, characters in enumerate(wide):
        page.set_column(column, column, characters)
    # Not every program makes a row as high as its words.
    lines = max(-(-len(text) // (n - 3)) for text, n in zip(sheet.header, wide, strict=True))
    page.set_row(first, _LINE * lines)
    if sum(wide) > _PAGE:
        page.set_landscape()


def _wide(sheet: Sheet, column: int) -> int:
    """Return how many characters a column takes: its longest cell, or word of its head."""
    words = [len(word) + 3 for word in sheet.header[column].split()]  # an arrow stands there too
    cells = [len(str(_plain(row[column]))) + 2 for row in sheet.rows]
    return min(_WIDE, max(_NARROW, *words, *cells))


def _plain(cell: Cell) -> object:
    match cell:
        case Formula():
            return cell.value
        case date():
            return "00/00/0000"
        case _:
            return "" if cell is None else cell


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
