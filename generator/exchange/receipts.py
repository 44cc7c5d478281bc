"""Rows of a list of bundles, typed from paper, to receipts, or why not, at the cell."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from gettext import gettext as _
from pathlib import PureWindowsPath
from typing import NamedTuple

from generator.content.personal_data import finds, folded
from generator.distribution import labels, receipts
from generator.distribution.receipts import Fact, Kind
from generator.exchange import days, figures, sheets
from generator.exchange.communes import Communes
from generator.exchange.messages import Reader
from generator.exchange.sheets import Sheet
from generator.exchange.understanding import Understood, identity
from generator.exchange.wording import folded as bare
from generator.model.places import Group, Recipient, Unit
from generator.model.receipts import Label, Receipt

LABEL, DAY, DELIVERED, SIGNED = "label", "on", "delivered", "signed"
EDITION, UNIT, PLACE, COPIES = "edition", "unit", "place", "copies"
FIELDS = (LABEL, DAY, DELIVERED, SIGNED, EDITION, UNIT, PLACE, COPIES)
"""What a column may hold; the last four are what the label says already, and must agree."""
PAPER = "danh sách"
"""What a table of receipts says of a list whose name would tell who sent it."""
LONGEST = 120
"""Letters of who records a receipt, and of where it comes from."""
_SEARCHED = 40


class Places(NamedTuple):
    """Tables by which a list names places."""

    units: Mapping[str, Unit]
    groups: Mapping[str, Group]
    recipients: Mapping[str, Recipient]


def is_personal(text: str) -> bool:
    """Tell whether a text holds a number or a name of somebody."""
    return any(finds(folded(text), (), strict=True))


def source(file: str) -> str:
    """Return how the receipts of a list say where they come from."""
    name = PureWindowsPath(file).name
    spaced = re.sub(r"(?<=[^\W\d_])(?=[A-Z])|[_.-]+", " ", name)  # NguyenVanAn, nguyen_van_an
    is_kept = name.isprintable() and 0 < len(name) <= LONGEST
    is_owned = any(map(is_personal, (name, spaced, re.sub(r"\s+", " ", spaced).title())))
    return name if is_kept and not is_owned else PAPER


# -- the header ----------------------------------------------------------------------------------


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OTHER = _words(
    "chua con thieu hong nguoi ten ho_ten chu sinh dien thoai sdt ghi cap in tong nhap"
)
_OF_DAY = _words("ngay thang nam giao nhan ky phat tra ban ve va")


def meaning(text: str) -> str:
    """Return which field a header means; empty for none."""
    accented = set(re.findall(r"\w+", text.lower()))
    plain = re.findall(r"\w+", bare(text))
    words = set(plain)
    if bare(text) in FIELDS:
        return bare(text)
    if not words or len(plain) > 8:
        return ""
    if "ngay" in words:
        return DAY if words <= _OF_DAY else ""
    if "ma" in words or "nhãn" in accented:
        is_label = "nhãn" in accented or words & {"nhan", "bo", "goi", "kien"} or words == {"ma"}
        if is_label:
            return LABEL
        if words & {"to", "thon", "khu", "xom"}:
            return PLACE
        return UNIT if words & {"xa", "phuong"} else ""
    if words <= _words("ban an"):
        return EDITION if {"an", "ban"} <= words else ""
    if words & _OTHER:
        return ""
    if "ho" in words or ("ky" in words and words <= _words("ky da nhan")):
        return SIGNED if words & {"ky", "nhan"} else ""
    if "giao" in words or ("nhan" in words and words & {"da", "thuc"}):
        return "" if words & {"phai", "can", "du", "ke"} else DELIVERED
    if (
        words & {"to", "ban"}
        and "so" in words
        and words <= _words("so to ban roi luong phai giao")
    ):
        return COPIES
    return ""


def find(sheet: Sheet, given: Mapping[str, int]) -> tuple[int, dict[str, int], list[str]]:
    """Return the row of the header, 0 where there is none, its columns, and which fields stand
    in more than one.
    """
    for row in range(1, min(len(sheet.rows), _SEARCHED) + 1):
        columns: dict[str, int] = {}
        twice: list[str] = []
        for column in range(1, len(sheet.rows[row - 1]) + 1):
            value = sheet.at(row, column)
            name = meaning(value) if isinstance(value, str) else ""
            if name in columns and name not in given:
                twice.append(name)
            elif name:
                columns[name] = column
        columns |= given
        if (
            LABEL in columns
            and columns.keys() & set(receipts.KINDS)
            and len(columns) > len(given)
        ):
            return row, columns, twice
    return 0, dict(given), []


# -- rows ----------------------------------------------------------------------------------------


class Lists:
    """Reads lists about the bundles of one register."""

    def __init__(
        self,
        register: Mapping[str, Label],
        places: Places,
        today: date,
        given: date | None,
        columns: Mapping[str, str],
        held: Iterable[Receipt] = (),
    ) -> None:
        self._held = receipts.standing(held)
        self._register, self._places = register, places
        self._today, self._given = today, given
        self._columns = {name: sheets.number(letters) for name, letters in columns.items()}
        self._standing = labels.standing(register.values())
        self._communes = Communes(places.units)
        self._reader = Reader(register, today, given)

    def has_list(self, sheet: Sheet) -> bool:
        """Tell whether a sheet is such a list."""
        row, columns, _twice = find(sheet, self._columns)
        return bool(row or (LABEL in columns and columns.keys() & set(receipts.KINDS)))

    def read(self, sheet: Sheet, found: Understood) -> list[Fact]:
        """Return what the rows of a sheet say; what is wrong with a cell is kept in `found`."""
        header, columns, twice = find(sheet, self._columns)
        if twice:
            message = _("it is not clear which column holds “{name}”").format(name=twice[0])
            letter = sheets.named(columns[twice[0]])
            remedy = _("say which, such as: --column {name}={letter}")
            remedy = remedy.format(name=twice[0], letter=letter)
            found.refuse(sheet, header, columns[twice[0]], message, remedy)
            return []
        if not header:  # its columns were named by hand
            rows = range(1, len(sheet.rows) + 1)
            cells = (_bare_code(sheet.text(row, columns[LABEL])) for row in rows)
            first = (row for row, code in zip(rows, cells, strict=True) if code in self._register)
            header = next(first, 1) - 1
        facts: list[Fact] = []
        summed = hidden = 0
        for number in range(header + 1, len(sheet.rows) + 1):
            row = _Row(sheet, number, columns, found)
            if row.is_total():
                row.compare(facts[summed:])
                summed = len(facts)
            elif not row.is_numbering():
                read = self._row(row)
                facts += read
                hidden += bool(read) and number in sheet.hidden_rows
        if hidden:
            text = _("sheet “{name}”: {n} hidden rows were read")
            found.notes.append(text.format(name=sheet.name, n=hidden))
        return facts

    def _row(self, row: "_Row") -> list[Fact]:
        typed = _bare_code(row.text(LABEL))
        counts = {kind: row.count(kind) for kind in receipts.KINDS}
        said = {kind: number for kind, number in counts.items() if number is not None}
        if not typed:
            if said:
                message = _("a count without the code of its label")
                row.refuse(LABEL, message, _("write the code that stands on the label"))
            return []
        if meaning(row.text(LABEL)) == LABEL:  # the head again, on the next page
            return []
        label = self._label(row, typed, said)
        if label is None or not said:
            return []
        self._agree(row, label)
        day = self._day(row, label)
        for kind, number in said.items():
            fault = receipts.fault_of_count(label, kind, number)
            doubt = receipts.doubt_of_count(label, kind, number)
            if fault:
                row.refuse(kind, fault, _("look at the list again"))
            elif doubt:
                row.found.notes.append(f"{row.where(kind)}: {doubt}")
        if day is None:
            return []
        of = (day, source(row.found.file))
        return [
            Fact(label.code, kind, number, *of, row.where(kind)) for kind, number in said.items()
        ]

    def _label(self, row: "_Row", typed: str, said: Mapping[Kind, int]) -> Label | None:
        label = self._register.get(typed)
        if label is None:
            near = self._reader.near(typed)
            remedy = _("write the code that stands on the label")
            if near:
                remedy = _("is it {codes}?").format(codes=", ".join(near))
            message = _("no label has the code “{code}”").format(code=row.text(LABEL)[:20])
            if said:
                row.refuse(LABEL, message, remedy)
            return None
        if label.status == "retired" and not self._is_known(label, said):
            heir = self._standing.get(labels.of(label).key)
            remedy = _("take the row out")
            if heir:
                remedy = _("if that bundle is meant, write {code}").format(code=heir.code)
            row.refuse(LABEL, _("this label is over"), remedy)
            return None
        return label

    def _is_known(self, label: Label, said: Mapping[Kind, int]) -> bool:
        """Tell whether all of it was recorded while the label held."""
        lines = ((self._held.get((label.code, kind)), kind) for kind in said)
        known = [line and receipts.count(line, kind) for line, kind in lines]
        return known == list(said.values())

    def _day(self, row: "_Row", label: Label) -> date | None:
        value = row.value(DAY)
        day = days.read(value) if value != "" else self._given
        if day is None:
            message = _("no day stands with it; say which with --on")
            if value != "":
                message = _("“{text}” is no day").format(text=row.text(DAY)[:20])
            row.refuse(DAY, message, _("write it as 21/11/2026"))
            return None
        fault = receipts.fault_of_day(label, day, self._today)
        if fault:
            row.refuse(DAY, fault, _("look at the list again"))
        return None if fault else day

    def _agree(self, row: "_Row", label: Label) -> None:
        """Hold what a row says about its label against the register."""
        wanted = {
            EDITION: (label.edition,),
            UNIT: self._names_of_unit(label),
            PLACE: self._names_of_place(label),
            COPIES: (str(label.copies),),
        }
        for field, names in wanted.items():
            said = row.text(field)
            if said and identity(said) not in map(identity, names):
                message = _("“{said}”: label {code} is of {name}")
                message = message.format(said=said[:40], code=label.code, name=names[-1])
                remedy = _("see whether the code or the place is wrong")
                row.refuse(field, message, remedy)

    def _names_of_unit(self, label: Label) -> tuple[str, ...]:
        code = receipts.unit_of(label)
        unit = self._places.units.get(code)
        if unit is None:
            return (code,)
        _kind, _blank, short = unit.name.partition(" ")
        return code, code.lstrip("0"), short, unit.name

    def _names_of_place(self, label: Label) -> tuple[str, ...]:
        tables = self._places
        place = tables.groups.get(label.place) or tables.recipients.get(label.place)
        if place is None:
            return (label.place, *self._names_of_unit(label))
        return label.place, place.name


def _bare_code(text: str) -> str:
    return re.sub(r"[\s.-]", "", text).upper()


class _Row:
    """One row of a list."""

    def __init__(
        self, sheet: Sheet, number: int, columns: Mapping[str, int], found: Understood
    ) -> None:
        self._sheet, self._number, self._columns = sheet, number, columns
        self.found = found

    def value(self, field: str) -> sheets.Value:
        column = self._columns.get(field)
        return self._sheet.at(self._number, column) if column else ""

    def text(self, field: str) -> str:
        column = self._columns.get(field)
        return self._sheet.text(self._number, column) if column else ""

    def where(self, field: str) -> str:
        """Return the cell, to find it again."""
        return f"{self._sheet.name}, {sheets.named(self._columns[field])}{self._number}"

    def count(self, kind: Kind) -> int | None:
        """Return the figure of a cell, None where nobody gave one."""
        column = self._columns.get(kind)
        if column is None:
            return None
        if (self._number, column) in self._sheet.unreckoned:
            message = _("a formula whose result is not in the file")
            self.refuse(kind, message, _("open it in Excel, press Save, and send it again"))
            return None
        if meaning(self.text(kind)):
            return None
        read = figures.households(self.value(kind), self._sheet.name == "CSV")
        if read.fault:
            message = _("“{text}” is no whole number").format(text=self.text(kind)[:20])
            self.refuse(kind, message, _("write the number alone, such as 52"))
        if read.repair:
            self.found.repair(self._sheet, self._number, column, read.repair)
        return read.value

    def is_total(self) -> bool:
        """Tell whether it is the sum of those above."""
        return any(re.match(r"tong( (cong|so|ca)\b.*)?$", bare(text)) for text in self._texts())

    def is_numbering(self) -> bool:
        """Tell whether it only numbers the columns."""
        texts = [text for text in self._texts() if text]
        return all(re.fullmatch(r"\(?[0-9A-Z]{1,2}\)?", text) for text in texts)

    def _texts(self) -> list[str]:
        return [self._sheet.text(self._number, c) for c in range(1, self._sheet.width + 1)]

    def compare(self, facts: Sequence[Fact]) -> None:
        """Hold a total against the rows above it."""
        for kind in receipts.KINDS:
            total = self.count(kind)
            read = sum(fact.number for fact in facts if fact.kind == kind)
            if total is not None and total != read:
                message = _("the total is {total}, the rows make {sum}")
                remedy = _("find the row that is missing, doubled or wrong, and correct it")
                self.refuse(kind, message.format(total=total, sum=read), remedy)

    def refuse(self, field: str, message: str, remedy: str) -> None:
        column = self._columns.get(field, self._columns[LABEL])
        self.found.refuse(self._sheet, self._number, column, message, remedy)
