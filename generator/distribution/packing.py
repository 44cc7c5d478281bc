"""What each commune is handed: its bundles with their labels, in the order they are packed."""

from collections.abc import Iterable
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from generator.distribution import labels
from generator.distribution.plan import GROUP, UNIT, Plan
from generator.model.campaign import Tables
from generator.model.places import RECIPIENT_KINDS, SAMPLE, Group, Recipient, Unit
from generator.model.receipts import Label


class Packed(NamedTuple):
    """A bundle of a commune, with its label."""

    label: Label
    name: str
    """Of the place it goes to."""
    of: int
    """The number of the last bundle that goes there in its language."""
    is_for_homes: bool
    """Whether it is for households; else for people of an agency, a school, an enterprise."""
    is_sample: bool
    """Whether nobody counted those that it is for."""

    @property
    def is_common(self) -> bool:
        """Whether it is for a commune as such, and none of its groups."""
        return "-" not in self.label.place


class Counts(NamedTuple):
    """Sums over some bundles."""

    households: int
    copies: int
    bundles: int


def counts(packed: Iterable[Packed]) -> Counts:
    """Add up some bundles; people of an agency or a school are no households."""
    found = list(packed)
    households = sum(one.label.households for one in found if one.is_for_homes)
    return Counts(households, sum(one.label.copies for one in found), len(found))


class Load:
    """What one commune is handed of an edition."""

    def __init__(self, unit: Unit, packed: Iterable[Packed], uncounted: Iterable[str]) -> None:
        self.unit = unit
        self.packed = tuple(packed)
        self.uncounted = tuple(uncounted)
        """Names of places that get nothing, because nobody counted there."""

    @cached_property
    def counts(self) -> Counts:
        return counts(self.packed)

    @property
    def is_sample(self) -> bool:
        """Whether a figure is none that somebody counted."""
        return any(one.is_sample for one in self.packed)


def loads(tables: Tables, plan: Plan, register: Iterable[Label]) -> list[Load]:
    """Return what each commune is handed, in the order of communes: its groups by number, what
    is for its other households, then agencies, schools and enterprises.

    The register of labels must be in line with the plan.
    """
    units = tables.of(Unit)
    held: dict[tuple[str, str], list[Label]] = {}
    for (edition, *_bundle), label in sorted(labels.standing(register).items()):
        if edition == plan.edition:
            held.setdefault((label.place, label.language), []).append(label)
    order = {key: number for number, key in enumerate(units)}
    lines = sorted(plan.allocations, key=lambda line: (order[line.unit], _rank(line.place)))
    uncounted: dict[str, list[str]] = {}
    for left in plan.uncounted:
        uncounted.setdefault(left.unit, []).append(left.name)
    return [
        Load(
            units[unit],
            [
                Packed(
                    label,
                    line.name,
                    of_place[-1].bundle,
                    line.kind in (GROUP, UNIT),
                    _place(tables, line.place).counted_by == SAMPLE,
                )
                for line in of
                for of_place in [held[line.place, line.language]]
                for label in of_place
            ],
            uncounted.get(unit, ()),
        )
        for unit, of in groupby(lines, lambda line: line.unit)
    ]


def _rank(place: str) -> tuple[int, int]:
    """Return where a place stands among those of its commune."""
    _unit, _dash, rest = place.partition("-")
    kind, _dash, number = rest.rpartition("-")
    if kind:
        kinds: tuple[str, ...] = RECIPIENT_KINDS
        return 2 + kinds.index(kind), int(number)
    return (0, int(rest)) if rest else (1, 0)


def _place(tables: Tables, key: str) -> Unit | Group | Recipient:
    found = tables.of(Group).get(key) or tables.of(Recipient).get(key)
    return found or tables.of(Unit)[key]
