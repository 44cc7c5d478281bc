"""Whether what was read adds up to the totals that stand beside it: the best test there is."""

from collections.abc import Iterator, Mapping, Sequence
from gettext import gettext as _
from typing import NamedTuple

from generator.exchange.sheets import Sheet
from generator.exchange.understanding import Line, Understood, identity
from generator.model.places import Unit


class Total(NamedTuple):
    """A row that says a sum."""

    row: int
    column: int
    value: int
    is_grand: bool
    """Of everything above it, not of a section."""
    level: int | None = None
    """Of the section that it is the head of; None where it stands below what it sums up."""


class Difference(NamedTuple):
    """A total that is not the sum."""

    total: Total
    found: int
    unknown: int
    """Rows without a figure among those that were added."""

    @property
    def message(self) -> str:
        text = _("the total here is {said}, but the rows above add up to {found}")
        if self.total.level is not None:
            text = _("the sum here is {said}, but the rows below add up to {found}")
        sentence = text.format(said=self.total.value, found=self.found)
        unknown = _("; {n} of them have no figure").format(n=self.unknown)
        return sentence + unknown if self.unknown else sentence


_END = 2_000_000


def differences(
    lines: Sequence[Line], totals: Sequence[Total], starts: Sequence[tuple[int, int]]
) -> Iterator[Difference]:
    """Yield the totals that do not agree; `starts` are rows at which sections begin, with the
    level of each: 0 for a commune, 1 for a part of it.
    """
    last = 0
    for total in totals:
        if total.level is not None:
            ends = [row for row, level in starts if row > total.row and level <= total.level]
            spans = [(total.row, min(ends, default=_END))]
        else:
            section = max((row for row, _level in starts if row < total.row), default=0)
            near = [(section, total.row), (last, total.row)]
            spans = [(0, total.row), *near] if total.is_grand else [*near, (0, total.row)]
            last = total.row
        sums = [_sum(lines, span) for span in spans]
        if total.value not in [found for found, _unknown in sums]:
            yield Difference(total, *sums[0])


def covered(lines: Sequence[Line], totals: Sequence[Total]) -> set[str]:
    """Return the communes whose groups stand above a grand total, or below that of their own."""
    ends = [_END if total.level is not None else total.row for total in totals if total.is_grand]
    found = {line.unit for line in lines if line.row < max(ends, default=0)}
    heads = any(total.level == 0 for total in totals)
    units = {line.unit for line in lines}
    return found | (units if heads and len(units) == 1 else set())


def _sum(lines: Sequence[Line], span: tuple[int, int]) -> tuple[int, int]:
    inside = [line for line in lines if span[0] < line.row < span[1]]
    unknown = sum(line.households is None for line in inside)
    return sum(line.households or 0 for line in inside), unknown


def compare(found: Understood, units: Mapping[str, Unit]) -> None:
    """Hold rows of the whole file against each other: none twice, and a summary agrees."""
    seen: dict[tuple[str, str], Line] = {}
    sums_of: dict[str, int] = {}
    for line in found.lines:
        key = (line.unit, identity(line.name))
        first = seen.setdefault(key, line)
        if first is not line:
            message = _("{name} stands here twice: first in sheet “{sheet}”, row {row}").format(
                name=line.name or units[line.unit].name, sheet=first.sheet, row=first.row
            )
            found.refuse(
                Sheet(line.sheet, []),
                line.row,
                0,
                message,
                _("delete one of the two, or give them different names"),
            )
        if line.name:
            sums_of[line.unit] = sums_of.get(line.unit, 0) + (line.households or 0)
    for line in found.units:
        if line.unit in sums_of and line.households not in (None, sums_of[line.unit]):
            message = _("{name} has {said} households here, but its groups add up to {found}")
            text = message.format(
                name=units[line.unit].name, said=line.households, found=sums_of[line.unit]
            )
            remedy = _("find the row that is missing, doubled or wrong, and correct it")
            found.refuse(Sheet(line.sheet, []), line.row, 0, text, remedy)
