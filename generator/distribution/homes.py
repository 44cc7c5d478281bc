"""Whom a campaign is to reach: all households once, by the list they stand in."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.model.campaign import Tables
from generator.model.places import SAMPLE, Group, Recipient, Unit, shares_of


class Homes(NamedTuple):
    """Households that one person can reach: of a group, or of a commune those in no group."""

    unit: Unit
    group: Group | None
    households: int | None
    """None where nobody counted them: they are in no sum and no percentage, and are named."""
    languages: Mapping[str, int]
    """Per cent by language; empty where nothing is said."""

    @property
    def key(self) -> str:
        """As labels and receipts name it."""
        return (self.group or self.unit).key

    @property
    def name(self) -> str:
        return self.group.name if self.group else self.unit.name


def homes(tables: Tables) -> list[Homes]:
    """Return all households once, in the order of communes and their groups.

    A commune may count more households than its groups have: the rest is a line of its own. Where
    it counts fewer, the groups are believed, who know each door.
    """
    inside: dict[str, list[Group]] = {}
    for group in tables.of(Group).values():
        inside.setdefault(group.unit, []).append(group)
    found = tables.of(Unit).values()
    return [line for unit in found for line in _of_unit(unit, inside.get(unit.key, []))]


def _of_unit(unit: Unit, groups: list[Group]) -> Iterator[Homes]:
    own = shares_of(unit.languages or "")
    if not groups:
        yield Homes(unit, None, unit.households, own)
        return
    for group in groups:
        shares = shares_of(group.languages) if group.languages else own
        yield Homes(unit, group, group.households, shares)
    rest = (unit.households or 0) - sum(group.households or 0 for group in groups)
    if rest > 0:
        yield Homes(unit, None, rest, own)


def without_figure(lines: Iterable[Homes]) -> list[Homes]:
    """Return those that nobody counted; of a commune whose rest is counted, its groups are in
    that rest.
    """
    found = list(lines)
    covered = {line.unit.key for line in found if line.group is None and line.households}
    return [line for line in found if line.households is None and line.unit.key not in covered]


def disagreements(tables: Tables) -> dict[str, tuple[int, int]]:
    """Return communes that count fewer households than their groups have: both figures."""
    sums: dict[str, int] = {}
    for group in tables.of(Group).values():
        sums[group.unit] = sums.get(group.unit, 0) + (group.households or 0)
    units = tables.of(Unit)
    return {
        key: (said, total)
        for key, total in sums.items()
        if key in units and (said := units[key].households) is not None and said < total
    }


def are_sample(tables: Tables) -> bool:
    """Tell whether a figure is none that somebody counted: what is made of it says so."""
    lines: list[Unit | Group | Recipient] = [*tables.of(Unit).values()]
    lines += [*tables.of(Group).values(), *tables.of(Recipient).values()]
    return any(line.counted_by == SAMPLE for line in lines)
