"""Samples: which households are visited, what a check of them proves, and what it does not."""

import hashlib
from collections.abc import Iterable
from datetime import date
from gettext import gettext as _
from typing import NamedTuple

from generator.distribution.homes import Homes
from generator.distribution.receipts import fault_of_time
from generator.model.receipts import Label, Sampled
from generator.model.trust import digest


class Rule(NamedTuple):
    """Lot quality assurance sampling: how many of a sample must have a leaflet."""

    size: int
    accept: int
    """From so many on it is accepted."""
    good: int
    """Per cent: where so many have one, it is wrongly refused at most one time in ten."""
    bad: int
    """Per cent: where so few have one, it is wrongly accepted at most one time in ten."""


RULES = (Rule(60, 55, 95, 85), Rule(50, 45, 95, 80), Rule(19, 13, 80, 50))
"""The largest first. They hold for households that have nothing to do with each other: one of
each list. Two groups of 30 would accept a bad commune 72 times in a hundred."""


class TooFewError(Exception):
    """There are not as many lists of households as the smallest sample needs."""


def draw(name: str, within: str, lists: Iterable[Homes]) -> list[Sampled]:
    """Return the households that a sample of this name visits, one of each list.

    All households are put in an order that follows from the name of the sample alone; the first
    of each list that has none yet is taken, so that a large list is drawn more often. Whoever
    draws again from the same lists gets the same.
    """
    first: list[tuple[bytes, str, int]] = []
    for one in lists:
        if one.households:
            numbers = range(1, one.households + 1)
            first.append(
                min((_lot(name, one.key, number), one.key, number) for number in numbers)
            )
    rule = next((rule for rule in RULES if rule.size <= len(first)), None)
    if rule is None:
        text = _("{n} lists of households are too few for a sample: it takes {least}")
        raise TooFewError(text.format(n=len(first), least=RULES[-1].size))
    drawn = [
        Sampled.model_construct(
            sample=name,
            within=within,
            place=place,
            household=number,
            found=None,
            on=None,
            check="",
        )
        for _lot_, place, number in sorted(first)[: rule.size]
    ]
    return [row.model_copy(update={"check": _check(row, rule.size)}) for row in drawn]


def _lot(name: str, place: str, number: int) -> bytes:
    return hashlib.sha256(f"{name}/{place}/{number}".encode()).digest()


def _check(row: Sampled, size: int) -> str:
    """Return what a row says that was drawn as one of so many. Lists may change afterwards."""
    return digest(row.sample, row.within, row.place, str(row.household), str(size))


def fault_of_day(day: date, labels: Iterable[Label], today: date) -> str:
    """Return why nobody can have looked for a leaflet on a day; empty where somebody can."""
    first = min((label.issued for label in labels), default=day)
    if day < first:
        text = _("{day} is before the first label of all was issued: {issued}")
        return text.format(day=day, issued=first)
    return fault_of_time(day, today)


class Checked(NamedTuple):
    """What a sample has found, as far as it may be said."""

    sample: str
    within: str
    rows: tuple[Sampled, ...]
    rule: Rule
    strange: tuple[str, ...]
    """Places of rows that were not drawn for it: nothing is concluded from them."""

    @property
    def lacking(self) -> int:
        """Rows that were drawn and are not there."""
        return max(0, self.rule.size - len(self.rows))

    @property
    def visited(self) -> int:
        return sum(row.found is not None for row in self.rows)

    @property
    def found(self) -> int:
        return sum(row.found == "co" for row in self.rows)

    @property
    def is_as_drawn(self) -> bool:
        return not self.strange and len(self.rows) == self.rule.size

    @property
    def is_done(self) -> bool:
        """Whether every household that was drawn was visited, and no other."""
        return self.is_as_drawn and self.visited == len(self.rows)

    @property
    def interval(self) -> tuple[int, int] | None:
        """Per cent in tenths between which the share of all households lies, 95 times in a
        hundred; None while nothing may be concluded.
        """
        return wilson(self.found, len(self.rows)) if self.is_done else None

    @property
    def is_accepted(self) -> bool | None:
        """None while nothing may be concluded."""
        return self.found >= self.rule.accept if self.is_done else None


def checked(rows: Iterable[Sampled]) -> list[Checked]:
    """Return every sample by its name, with what may be concluded from it."""
    by_name: dict[str, list[Sampled]] = {}
    for row in sorted(rows, key=lambda row: (row.sample, row.place)):
        by_name.setdefault(row.sample, []).append(row)
    return [_checked(own) for own in by_name.values()]


def _checked(rows: list[Sampled]) -> Checked:
    """Return a sample as what most of its rows were drawn for; the others are strange."""
    drawn = [(row.within, _size(row)) for row in rows]
    usual = max(drawn, key=lambda one: (one[1] > 0, drawn.count(one), one))
    rule = next((rule for rule in RULES if rule.size == usual[1]), RULES[0])
    strange = (
        row.place for row, one in zip(rows, drawn, strict=True) if one != usual or not one[1]
    )
    return Checked(rows[0].sample, usual[0], tuple(rows), rule, tuple(strange))


def _size(row: Sampled) -> int:
    """Return how many were drawn with a row; nought where it was not drawn."""
    return next((rule.size for rule in RULES if row.check == _check(row, rule.size)), 0)


_Z2, _SCALE = 38_414_588, 10_000_000
"""The square of 1.959964, which belongs to 95 per cent, in whole numbers."""


def wilson(found: int, size: int) -> tuple[int, int]:
    """Return the 95 % interval of Wilson in tenths of per cent, rounded outwards."""

    def is_outside(tenths: int) -> bool:
        away = (1000 * found - tenths * size) ** 2 * _SCALE
        return away > _Z2 * size * tenths * (1000 - tenths)

    below = (t for t in range(1, 1000) if t * size < 1000 * found and is_outside(t))
    above = (t for t in range(1, 1000) if t * size > 1000 * found and is_outside(t))
    return max(below, default=0), min(above, default=1000)
