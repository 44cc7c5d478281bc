"""Which warning is read out or posted on which day: each equally often."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from generator.model.campaign import Campaign

SLOTS = 2
"""Broadcasts of a day; most people hear the first."""


class Day(NamedTuple):
    """What is read out on a day, by broadcast, or posted on it."""

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


POSTED = (0, 2, 4)
"""Days of a week on which something is posted, Monday 0: a group that says more is muted."""


def weeks(first: date, warnings: Sequence[str]) -> list[list[Day]]:
    """Return the days on which something is posted, by week, from `first` on until every warning
    was: the most important first. What is left of the last week begins again; days before
    `first` have nothing. Empty where there are no warnings.
    """
    monday, posted = first - timedelta(first.weekday()), 0
    found: list[list[Day]] = []
    while posted < len(warnings):
        week = []
        for day in (monday + timedelta(n) for n in POSTED):
            due = (warnings[posted % len(warnings)],) if day >= first else ()
            week.append(Day(day, due))
            posted += len(due)
        found += [week] if week[-1].warnings else []
        monday += timedelta(7)
    return found


def newest_first(campaign: Campaign) -> list[str]:
    """Return the methods in list order, but first those that are new in the month in which the
    content was last changed.
    """
    since = campaign.settings.updated.replace(day=1)
    new = {
        slug: facts.changed
        for slug, facts in campaign.methods.items()
        if facts.changed and facts.changed >= since
    }
    for item in campaign.news.values():
        for slug in map(campaign.method_slug, item.methods):
            if item.dated >= since:
                new[slug] = max(item.dated, new.get(slug, item.dated))
    rank = list(campaign.methods)
    return sorted(rank, key=lambda s: (-new[s].toordinal() if s in new else 0, rank.index(s)))
