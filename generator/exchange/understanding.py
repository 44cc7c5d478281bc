"""What was understood of somebody's file: places with their households, repairs, mistakes."""

from dataclasses import dataclass, field
from gettext import gettext as _
from typing import NamedTuple

from generator.exchange.sheets import Sheet, named
from generator.problems import Problem


class Line(NamedTuple):
    """A commune, or a group of households in one, as a row told it."""

    sheet: str
    row: int
    unit: str
    name: str
    """Of the group; empty for the commune itself."""
    households: int | None
    """None where nobody gave a figure."""
    phone: str = ""
    is_hidden: bool = False


class Repair(NamedTuple):
    """Something that could be read in one way only, and was."""

    done: str
    where: str
    was: str


def identity(name: str) -> str:
    """Return a group's name as it is compared: accents tell villages apart, capitals do not."""
    return " ".join(name.casefold().split())


@dataclass
class Understood:
    """Everything that a file told."""

    file: str
    lines: list[Line] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    summed: set[str] = field(default_factory=set)
    """Communes whose list has a total that agrees with it."""

    @property
    def totals(self) -> dict[str, int]:
        """The households of each commune whose groups are told to the last one: all have figures
        and a total agrees.
        """
        found: dict[str, int] = {}
        for line in self.groups:
            found[line.unit] = found.get(line.unit, 0) + (line.households or 0)
        blank = {line.unit for line in self.groups if line.households is None}
        return {unit: found[unit] for unit in found if unit in self.summed - blank}

    @property
    def groups(self) -> list[Line]:
        return [line for line in self.lines if line.name]

    @property
    def units(self) -> list[Line]:
        return [line for line in self.lines if not line.name]

    @property
    def total(self) -> int:
        """The households of all groups, or of all communes where no groups are told."""
        return sum(line.households or 0 for line in self.groups or self.units)

    def refuse(
        self, sheet: Sheet | None, row: int, column: int, message: str, remedy: str
    ) -> None:
        """Keep what is wrong with a cell, a row or the whole file."""
        words = [self.file]
        place: tuple[str | int, ...] = ()
        if sheet:
            words.append(_("sheet “{name}”").format(name=sheet.name))
            place = sheet.name, row, column
        if row and column:
            words.append(_("cell {cell}").format(cell=f"{named(column)}{row}"))
        elif row:
            words.append(_("row {row}").format(row=row))
        self.problems.append(Problem(", ".join(words), place, None, None, message, remedy))

    def repair(self, sheet: Sheet, row: int, column: int, done: str) -> None:
        """Keep what was done about a cell."""
        where = f"{sheet.name}, {named(column)}{row}"
        self.repairs.append(Repair(done, where, sheet.text(row, column)))
