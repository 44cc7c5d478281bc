"""Rows of somebody's list to communes and groups with their households, or why not."""

import re
from collections.abc import Mapping
from datetime import date
from gettext import gettext as _

from generator.exchange import delimited, figures, headers, sheets, sniff, sums
from generator.exchange.communes import Communes
from generator.exchange.headers import CODE, GROUP, HOUSEHOLDS, PHONE, UNIT
from generator.exchange.sheets import Cell, Sheet
from generator.exchange.sniff import Refusal
from generator.exchange.sums import Total
from generator.exchange.understanding import Line, Understood
from generator.exchange.wording import folded
from generator.model.places import Unit

_ROMAN = re.compile(r"[IVXLC]+|[A-H]")
_GRAND = re.compile(r"(tong|tong cong|tong so|cong chung|(cong )?toan (xa|phuong|tinh))\b.*")
_SUB = re.compile(r"cộng(?! đồng| hòa)\b.*|cong", re.IGNORECASE)
_SIGNED = re.compile(
    r"(nguoi \w+|lap bieu|lap bang|(pho )?chu tich|[kt][mt]\b|(pho )?truong (cong an|xa)"
    r"|thu truong|can bo|xac nhan|noi nhan"
    r"|ghi chu|.*\bngay\b.*\bthang\b.*\bnam\b|.*\b(ky ten|dong dau|ky, )\b).*"
)
_NUMBER = re.compile(r"[0-9]{1,4}")
_LONGEST = 60
_WHOLE = -1
"""The level of a total that stands above the whole list."""


def read(
    data: bytes, file: str, units: Mapping[str, Unit], columns: Mapping[str, str]
) -> Understood:
    """Understand a file that a commune or a district sent, or say by cell what is wrong.

    `columns` are fields whose column somebody named by its letters.
    """
    found = Understood(file)
    try:
        kind = sniff.sniff(data)
        book = [delimited.read(data)] if kind == "csv" else sheets.read(data, kind)
    except Refusal as refusal:
        found.refuse(None, 0, 0, refusal.message, refusal.remedy)
        return found
    given = {name: sheets.number(letters) for name, letters in columns.items()}
    if kind == "xls":
        found.notes.append(
            _("hidden rows of an .xls cannot be seen: save it as .xlsx to be sure")
        )
    communes = Communes(units)
    for sheet in book:
        if sheet.is_hidden:
            found.notes.append(_("hidden sheet “{name}” was left out").format(name=sheet.name))
        elif any(value != "" for row in sheet.rows for value in row):
            _Reader(found, sheet, communes, given).read()
    sums.compare(found, units)
    if not found.lines and not found.problems:
        found.refuse(
            None,
            0,
            0,
            _("no row was understood: there is no header with “Số hộ” beside a name"),
            _("write such a header, or name the columns: --column households=D --column group=B"),
        )
    return found


class _Reader:
    """Reads one sheet."""

    def __init__(
        self, found: Understood, sheet: Sheet, communes: Communes, given: Mapping[str, int]
    ) -> None:
        self._found, self._sheet, self._communes = found, sheet, communes
        self._header = headers.find(sheet, given)
        self._lines: list[Line] = []
        self._totals: list[Total] = []
        self._starts: list[tuple[int, int]] = []
        self._merged = _covered(sheet)
        self._unit = self._part = self._outer = ""
        self._wrong = len(found.problems)
        self._is_lost = self._is_ended = False

    def read(self) -> None:
        header = self._header
        if header.fault:
            self._refuse(header.last, header.column, header.fault, header.remedy)
            return
        if not header.has_list:
            text = _("sheet “{name}” has no list of households: it was left out")
            self._found.notes.append(text.format(name=self._sheet.name))
            return
        if self._sheet.font:
            text = _("sheet “{name}” was typed for {font}: it was turned into Unicode")
            self._found.notes.append(text.format(name=self._sheet.name, font=self._sheet.font))
        self._unit = self._of_title()
        is_signed = False
        for row in range(header.last + 1, len(self._sheet.rows) + 1):
            is_signed = self._row(row, is_signed) or is_signed
        self._check()
        self._found.lines += self._lines

    def _of_title(self) -> str:
        """Return the commune that the sheet's name or its title tells."""
        rows = range(1, self._header.last)
        texts = [self._sheet.text(r, c) for r in rows for c in range(1, self._sheet.width + 1)]
        titles = {code for text in texts if (code := self._communes.within(text))}
        match = self._communes.match("", self._sheet.name)
        if match.code:
            return match.code
        return next(iter(titles)) if len(titles) == 1 else ""

    # -- one row ---------------------------------------------------------------------------------

    def _row(self, row: int, is_signed: bool) -> bool:
        """Read one row; return whether the signatures begin here."""
        figure = self._column(HOUSEHOLDS)
        texts = [t for c in range(1, self._sheet.width + 1) if (t := self._text(row, c))]
        before = [t for c in range(1, figure) if (t := self._text(row, c))]
        words = [text for text in before if re.search(r"[^\W\d_]", text)]
        told = self._sheet.text(row, figure)
        has_figure = bool(told) or (row, figure) in self._sheet.unreckoned
        is_head_again = not re.search(r"\d", told) and headers.meaning(told) == HOUSEHOLDS
        if (not texts and not has_figure) or is_head_again:
            return False
        is_grand = any(_GRAND.fullmatch(folded(text)) for text in words)
        if is_grand or any(_SUB.fullmatch(text) for text in words):
            if has_figure:
                self._total(row, is_grand)
            elif is_grand and any(re.fullmatch(r"[\d.]+", text) for text in texts):
                message = _("the total has a figure, but not in this column")
                self._refuse(row, figure, message, _("see which column holds all households"))
            self._is_ended = is_grand and bool(self._lines)  # remarks stand below
            return False
        if not re.search(r"\d", told) and any(_SIGNED.fullmatch(folded(t)) for t in texts[:1]):
            return True
        if is_signed:
            if re.fullmatch(r"\d+", told):
                message = _("a figure stands below the signatures")
                remedy = _("put this row into the list, or take it out")
                self._refuse(row, figure, message, remedy)
            return False
        self._place(row, texts, has_figure)
        return False

    def _place(self, row: int, texts: list[str], has_figure: bool) -> None:
        group = self._header.columns.get(GROUP)
        if group is None:
            self._commune(row, texts, has_figure)
            return
        name = self._filled(row, group)
        heads = [code for t in texts[:3] if (code := self._communes.official(_bare(t)))]
        is_head = heads and (not name or self._communes.official(_bare(name)) == heads[0])
        if is_head and UNIT not in self._header.columns:
            self._unit, self._part, self._outer = heads[0], "", ""
            self._section(row, 0, has_figure)
        elif len(texts) > 1 and self._is_head(row, texts[0]):
            self._part = texts[1]
            self._section(row, 1, has_figure)
        elif has_figure or (name and not self._is_ended and name[0] != "("):
            self._group(row, group, name)

    def _is_head(self, row: int, first: str) -> bool:
        """Tell by its numeral, or by that of the next row, whether a row heads a part."""
        first = first.strip(" .")
        below = self._text(row + 1, 1)
        parts = re.fullmatch(rf"{re.escape(first)}[.,]\d+|[-+*•]", below)
        return bool(_ROMAN.fullmatch(first) or (first.isdigit() and parts))

    def _section(self, row: int, level: int, has_figure: bool) -> None:
        self._starts.append((row, level))
        self._is_ended = False
        figure = self._figure(row) if has_figure else None
        if figure is not None:
            self._totals.append(Total(row, self._column(HOUSEHOLDS), figure, False, level))

    def _group(self, row: int, column: int, name: str) -> None:
        if not name:
            self._refuse(
                row,
                column,
                _("households without the name of their group"),
                _("write the name, or take the row out"),
            )
            return
        if isinstance(self._sheet.at(row, column), date):
            message = _("a date stands where the name of a group belongs")
            remedy = _("write the name again, with an apostrophe in front")
            self._refuse(row, column, message, remedy)
            return
        name = self._named(row, column, name)
        unit = self._of_row(row)
        if not unit:
            return
        if len(name) > _LONGEST or not name.isprintable():
            self._refuse(
                row,
                column,
                _("the name of a group takes up to 60 letters"),
                _("write it shorter, without other signs"),
            )
            return
        self._add(row, unit, name)

    def _named(self, row: int, column: int, name: str) -> str:
        """Return a group's name with what it is part of, where the sheet tells that apart."""
        if _NUMBER.fullmatch(name):
            kind = self._sheet.text(self._header.last, column) or self._kind(column)
            kind = re.sub(r"^(tên|số)\s+", "", kind, flags=re.IGNORECASE)
            name = f"{kind[:1].upper()}{kind[1:]} {name}" if kind else name
            self._repair(row, column, _("a group’s number was given its kind in front"))
        outer = self._header.outer
        if outer:
            self._outer = self._filled(row, outer) or self._outer
        part = self._outer or self._part
        return f"{name}, {part}" if part and folded(part) not in folded(name) else name

    def _kind(self, column: int) -> str:
        rows = range(self._header.last, 0, -1)
        texts = (self._sheet.text(row, column) for row in rows)
        return next((t for t in texts if headers.meaning(t) == GROUP), "")

    def _of_row(self, row: int) -> str:
        """Return the commune a group is in: by its own columns, else by what stands above."""
        columns = self._header.columns
        if UNIT not in columns and CODE not in columns:
            if not self._unit and not self._is_lost:
                self._is_lost = True
                self._refuse(
                    row,
                    0,
                    _("it is not told which commune this group is in"),
                    _("write the commune’s official name into a row above, or add a column"),
                )
            return self._unit
        text = self._filled(row, columns.get(UNIT, 0))
        code = self._filled(row, columns.get(CODE, 0))
        if not text and not code and self._unit:
            return self._unit
        self._unit = self._matched(row, code, text)
        return self._unit

    def _matched(self, row: int, code: str, text: str) -> str:
        match = self._communes.match(code, text)
        column = self._header.columns.get(CODE if code else UNIT) or self._column(UNIT)
        if match.fault:
            self._refuse(row, column, match.fault, match.remedy)
        elif match.repair:
            self._repair(row, column, match.repair)
        return match.code

    def _commune(self, row: int, texts: list[str], has_figure: bool) -> None:
        text = self._filled(row, self._column(UNIT))
        code = self._filled(row, self._header.columns.get(CODE, 0))
        if not text and not code:
            if has_figure:
                self._refuse(
                    row,
                    self._column(UNIT),
                    _("households without the name of their commune"),
                    _("write the name, or take the row out"),
                )
            return
        is_official = bool(code or self._communes.official(text))
        if not is_official and len(texts) > 1 and self._is_head(row, texts[0]):
            self._section(row, 1, has_figure)
            return
        if not has_figure and not is_official:
            return
        unit = self._matched(row, code, text)
        if unit:
            self._add(row, unit, "")

    def _add(self, row: int, unit: str, name: str) -> None:
        before = len(self._found.problems)
        figure, phone = self._figure(row), self._phone(row)
        if len(self._found.problems) == before:
            hidden = row in self._sheet.hidden_rows
            self._lines.append(Line(self._sheet.name, row, unit, name, figure, phone, hidden))

    # -- one cell --------------------------------------------------------------------------------

    def _column(self, name: str) -> int:
        return self._header.columns.get(name, 0)

    def _text(self, row: int, column: int) -> str:
        return self._sheet.text(row, column) if column else ""

    def _filled(self, row: int, column: int) -> str:
        """Return a cell's words, or those of the merged cell that covers it."""
        return self._text(*self._merged.get((row, column), (row, column)))

    def _figure(self, row: int) -> int | None:
        column = self._column(HOUSEHOLDS)
        if (row, column) in self._sheet.unreckoned:
            self._refuse(
                row,
                column,
                _("a formula whose result is not in the file"),
                _("open it in Excel, press Save, and send it again"),
            )
            return None
        read = figures.households(self._sheet.at(row, column), self._sheet.name == "CSV")
        if read.fault:
            self._refuse(row, column, read.fault, _("write the whole number of households"))
        if read.repair:
            self._repair(row, column, read.repair)
        return read.value

    def _phone(self, row: int) -> str:
        column = self._column(PHONE)
        if not column or GROUP in self._header.columns:
            return ""
        read = figures.phone(self._sheet.at(row, column))
        if read.fault:
            self._refuse(row, column, read.fault, _("write one number, as it is dialled"))
        if read.repair:
            self._repair(row, column, read.repair)
        return read.digits

    def _total(self, row: int, is_grand: bool) -> None:
        value = self._figure(row)
        if value is not None:
            level = _WHOLE if is_grand and not self._lines else None
            self._totals.append(Total(row, self._column(HOUSEHOLDS), value, is_grand, level))

    def _refuse(self, row: int, column: int, message: str, remedy: str) -> None:
        self._found.refuse(self._sheet, row, column, message, remedy)

    def _repair(self, row: int, column: int, done: str) -> None:
        self._found.repair(self._sheet, row, column, done)

    # -- the sheet as a whole --------------------------------------------------------------------

    def _check(self) -> None:
        """Compare with the totals: they also tell whether hidden rows count."""
        if len(self._found.problems) > self._wrong:
            return
        name, hidden = self._sheet.name, [line for line in self._lines if line.is_hidden]
        wrong = list(sums.differences(self._lines, self._totals, self._starts))
        if hidden and not self._totals:
            self._refuse(
                hidden[0].row,
                0,
                _("rows are hidden, and no total tells whether they count"),
                _("show or delete the hidden rows, or add a row “Tổng cộng”"),
            )
            return
        if hidden and wrong:
            seen = [line for line in self._lines if not line.is_hidden]
            if not list(sums.differences(seen, self._totals, self._starts)):
                self._lines, wrong = seen, []
                text = _("sheet “{name}”: hidden rows were left out, as its total does: {n}")
                self._found.notes.append(text.format(name=name, n=len(hidden)))
        elif hidden:
            text = _("sheet “{name}”: hidden rows count, as its total says: {n}")
            self._found.notes.append(text.format(name=name, n=len(hidden)))
        figure = self._column(HOUSEHOLDS)
        if self._lines and not any(self._sheet.text(line.row, figure) for line in self._lines):
            self._refuse(
                self._lines[0].row,
                figure,
                _("the column of households is empty"),
                _("fill it in; in a CSV, put names with a comma into quotation marks"),
            )
            return
        for difference in wrong:
            total = difference.total
            remedy = _("find the row that is missing, doubled or wrong, and correct it")
            self._refuse(total.row, total.column, difference.message, remedy)
        if not wrong:
            self._found.summed |= sums.covered(self._lines, self._totals)
        if self._lines and not self._totals:
            text = _("sheet “{name}” has no total: compare the sum {sum} with its sender")
            total_of_all = sum(line.households or 0 for line in self._lines)
            self._found.notes.append(text.format(name=name, sum=total_of_all))


def _bare(text: str) -> str:
    """Return a section's heading without its numeral."""
    return re.sub(r"^\s*(?:[IVXLC]+|[A-H]|[0-9]{1,3})[.)/]\s*", "", text)


def _covered(sheet: Sheet) -> dict[Cell, Cell]:
    """Return for each cell below the top one of a merged column of cells which that is."""
    found: dict[Cell, Cell] = {}
    for (top, left), (bottom, right) in sheet.merged:
        if left == right:
            found |= {(row, left): (top, left) for row in range(top, bottom + 1)}
    return found
