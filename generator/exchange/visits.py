"""Rows of a list of households that were visited, to what was found there, or why not."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from gettext import gettext as _
from typing import Literal

from generator.distribution import sampling
from generator.exchange import days, delimited, sheets, sniff
from generator.exchange.sheets import Sheet
from generator.exchange.sniff import Refusal
from generator.exchange.understanding import Understood
from generator.exchange.wording import folded
from generator.model.receipts import Label, Sampled

PLACE, HOUSEHOLD, FOUND, DAY = "place", "household", "found", "on"
_SEARCHED = 40
_SAID: dict[str, Literal["co", "khong"]] = {"co": "co", "x": "co", "khong": "khong"}
"""What people write, without accents and in small letters."""


def read(
    data: bytes, file: str, drawn: Iterable[Sampled], labels: Iterable[Label], today: date
) -> tuple[dict[str, Sampled], Understood]:
    """Return the drawn rows that a list says something about, by place and as it says; what is
    wrong with a cell is kept in the other.
    """
    told = Understood(file)
    reader = _Reader({row.place: row for row in drawn}, list(labels), today, told)
    try:
        kind = sniff.sniff(data)
        book = [delimited.read(data)] if kind == "csv" else sheets.read(data, kind)
    except Refusal as refusal:
        told.refuse(None, 0, 0, refusal.message, refusal.remedy)
        return {}, told
    for sheet in book:
        reader.read(sheet)
    if not reader.has_list and not told.problems:
        message = _("no row was understood: there is no header with “Mã nơi” beside “Có tờ rơi”")
        remedy = _(
            "fill in the workbook that was written with: canhgiac sample NAME -o FILE.xlsx"
        )
        told.refuse(None, 0, 0, message, remedy)
    return reader.rows, told


def meaning(text: str) -> str:
    """Return which field a header means; empty for none."""
    plain = folded(text)
    if plain in (PLACE, HOUSEHOLD, FOUND, DAY):
        return plain
    starts = {"ma noi": PLACE, "ho thu": HOUSEHOLD, "co to roi": FOUND, "ngay": DAY}
    return next((name for start, name in starts.items() if re.match(rf"{start}\b", plain)), "")


class _Reader:
    """Reads what was found at the households of one sample."""

    def __init__(
        self, drawn: Mapping[str, Sampled], labels: list[Label], today: date, told: Understood
    ) -> None:
        self._drawn, self._labels, self._today, self._told = drawn, labels, today, told
        self.has_list = False
        self.rows: dict[str, Sampled] = {}

    def read(self, sheet: Sheet) -> None:
        header, columns = _header(sheet)
        if not header:
            return
        if sheet.is_hidden:
            text = _("hidden sheet “{name}” was left out").format(name=sheet.name)
            self._told.notes.append(text)
            return
        self.has_list = True
        for row in range(header + 1, len(sheet.rows) + 1):
            self._row(sheet, row, columns)

    def _row(self, sheet: Sheet, row: int, columns: Mapping[str, int]) -> None:
        def refuse(field: str, message: str, remedy: str) -> None:
            column = columns.get(field, columns[PLACE])
            self._told.refuse(sheet, row, column, message, remedy)

        def text(field: str) -> str:
            return sheet.text(row, columns[field]) if field in columns else ""

        said, typed = text(FOUND), text(PLACE)
        value = sheet.at(row, columns[DAY]) if DAY in columns else ""
        if (not said and value == "") or meaning(typed) == PLACE:  # nobody went; the head again
            return
        place = typed.zfill(5) if typed.isdecimal() else typed
        drawn = self._drawn.get(place)
        if drawn is None:
            message = _("“{place}” was not drawn for this sample").format(place=typed[:40])
            refuse(PLACE, message, _("write the code of the place as it was drawn"))
            return
        if place in self.rows:
            message = _("{key} stands here twice").format(key=place)
            refuse(PLACE, message, _("delete one of the two"))
            return
        if text(HOUSEHOLD) not in ("", str(drawn.household)):
            message = _("household {other} was drawn here, not {number}")
            message = message.format(other=drawn.household, number=text(HOUSEHOLD)[:20])
            refuse(HOUSEHOLD, message, _("only the households that were drawn prove something"))
        found = _SAID.get(folded(said))
        if found is None:
            message = _("“{text}” does not say whether a leaflet was there").format(
                text=said[:20]
            )
            refuse(FOUND, message, _("write có or không; leave day and answer out till visited"))
        on = days.read(value)
        if on is None:
            message = _("no day stands beside what was found")
            if value != "":
                message = _("“{text}” is no day").format(text=text(DAY)[:20])
            refuse(DAY, message, _("write it as 21/11/2026"))
            return
        fault = sampling.fault_of_day(on, self._labels, self._today)
        if fault:
            refuse(DAY, fault, _("look at the list again"))
        self.rows[place] = drawn.model_copy(update={"found": found, "on": on})


def _header(sheet: Sheet) -> tuple[int, dict[str, int]]:
    """Return the row of the header, 0 where there is none, and its columns."""
    for row in range(1, min(len(sheet.rows), _SEARCHED) + 1):
        names = {meaning(sheet.text(row, c)): c for c in range(sheet.width, 0, -1)}
        if {PLACE, FOUND} <= names.keys():
            return row, names
    return 0, {}
