"""Which warning is read out on which day of a month: each equally often."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

SLOTS = 2
"""Broadcasts of a day; most people hear the first."""


class Day(NamedTuple):
    """What is read out on a day, by broadcast."""

    day: date
    warnings: tuple[str, ...]


def following(day: date) -> date:
    """Return the first day of the month after a day's."""
    return day.replace(day=1) + timedelta(monthrange(day.year, day.month)[1])


def month(first: date, warnings: Sequence[str]) -> list[Day]:
    """Return every day from `first` to the end of its month.

    `warnings`, the most important first, have the first broadcasts of all days in this order,
    then the second ones, and begin again: so they are heard equally often, those in front once
    more, and those at the end when fewer people listen. No day says the same twice, unless there
    is nothing else. Empty where there are no warnings.
    """
    days = monthrange(first.year, first.month)[1] - first.day + 1
    if not warnings:
        return []
    turns = [warnings[n % len(warnings)] for n in range(days * SLOTS)]
    mornings, later = turns[:days], turns[days:]
    shifts = (0, *range(days // 2, days), *range(1, days // 2))
    shifted = (later[shift:] + later[:shift] for shift in shifts)
    apart = (
        found for found in shifted if all(a != b for a, b in zip(mornings, found, strict=True))
    )
    evenings = next(apart, later)
    return [
        Day(first + timedelta(n), pair)
        for n, pair in enumerate(zip(mornings, evenings, strict=True))
    ]
