"""Translations as a workbook: one column to fill in, all else is locked."""

from gettext import gettext as _

from generator.exchange import sheets, sniff
from generator.exchange.letter import Letter, Line
from generator.exchange.sheets import Sheet
from generator.exchange.sniff import Refusal
from generator.exchange.translations import Row
from generator.typesetting import workbook

_ID, _MARKS = "mã", "dấu"
"""Heads of the first and the last column, by which a sheet is known again."""
_WIDTHS = (14, 26, 50, 40, 50, 24, 10)


def written(letter: Letter) -> bytes:
    """Return a letter as XLSX, the same bytes for the same letter."""
    header = (
        _ID,
        _("Where it stands"),
        _("What it says"),
        _("What it said before"),
        _("Translation ({tag})").format(tag=letter.tag),
        _("To heed"),
        _MARKS,
    )
    notes = [
        f"{letter.title}: {letter.language}",
        _("Write into the column “Translation” alone. Leave empty what you are not sure of."),
        _("Copy what stands in braces as it is. Do not sort, do not delete rows."),
    ]
    sheet = workbook.Sheet(letter.tag, header, [_cells(line) for line in letter.lines], (), notes)
    return workbook.to_fill_in(sheet, header.index(header[4]), _WIDTHS, letter.dated)


def _cells(line: Line) -> list[str]:
    block = line.block
    where = f"{line.entry} – {line.what}"
    return [
        block.id,
        where,
        block.source,
        line.former,
        block.words,
        "; ".join(line.notes),
        line.marks,
    ]


def read(data: bytes) -> tuple[str, list[Row]]:
    """Return the language of a workbook, and its rows. Raises Refusal."""
    for sheet in sheets.read(data, sniff.sniff(data), is_typed=False):
        for number in range(1, min(len(sheet.rows), _DEEPEST) + 1):
            heads = [sheet.text(number, column) for column in range(1, sheet.width + 1)]
            if heads and heads[0] == _ID and _MARKS in heads:
                last = heads.index(_MARKS) + 1
                rows = range(number + 1, len(sheet.rows) + 1)
                return sheet.name, [_row(sheet, row, last) for row in rows if _has(sheet, row)]
    raise Refusal(
        _("this is no workbook of translations"),
        _("fill in the one that was sent out, and send it back under any name"),
    )


_DEEPEST = 20
"""Rows in which the head is looked for."""
_SOURCE, _WORDS = 3, 5
"""The columns of what is translated and of what is filled in, from 1."""


def _has(sheet: Sheet, row: int) -> bool:
    return any(sheet.text(row, column) for column in (1, _WORDS))


def _row(sheet: Sheet, row: int, last: int) -> Row:
    value = sheet.at(row, _WORDS)
    fault = ""
    if (row, _WORDS) in sheet.unreckoned:
        fault = _("the cell holds a formula")
    elif not isinstance(value, str):
        fault = _("the cell holds a number or a day, not words: {value}").format(value=value)
    source, _blank, before = sheet.text(row, last).partition(" ")
    words = value if isinstance(value, str) else ""
    where = _("row {row}").format(row=row)
    shown = sheet.text(row, _SOURCE)
    return Row(where, sheet.text(row, 1), words, source, before.strip("-"), fault, shown)
