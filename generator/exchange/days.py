"""A day as people and programs here write it, the day of the month first."""

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from generator.exchange.sheets import Value
from generator.exchange.wording import folded

FOUND = re.compile(
    r"(?<![\d./-])(?:(?P<d>[0-3]?\d)([/.-])(?P<m>[01]?\d)\2(?P<y>20\d\d|\d\d)"
    r"|(?P<y2>20\d\d)-(?P<m2>[01]\d)-(?P<d2>[0-3]\d))(?![\d/-]|\.\d)"
    r"|\b(?:ngay )?(?P<d3>[0-3]?\d) ?th(?:an)?g ?(?P<m3>[01]?\d),? ?(?:nam )?(?P<y3>20\d\d)\b"
)
"""In words without accents, in small letters."""
VAGUE = re.compile(
    r"(?<![\d./:-])(?:\bngay )?(?P<d>[0-3]?\d)[/.-](?P<m>[01]?\d)(?![\d/:-]|\.\d)"
    r"|\b(?:ngay )?(?P<d2>[0-3]?\d) ?th(?:an)?g ?(?P<m2>[01]?\d)\b"
    r"|\b(?:(?P<today>hom nay|today)|hom qua|yesterday)\b"
)
"""Without its year, or as who looked at it saw it; where `FOUND` finds none."""
_FIRST, _LAST = 40_000, 60_000
"""Days as a spreadsheet counts them: 2009 to 2064."""
_ZERO = date(1899, 12, 30)


class Yearless(NamedTuple):
    """A day whose year nobody wrote."""

    day: int
    month: int

    def __str__(self) -> str:
        return f"{self.day}/{self.month}"


class Ago(NamedTuple):
    """So many days before the one on which somebody looked."""

    days: int


Said = date | Yearless | Ago


def read(value: Value) -> date | None:
    """Return the day that a cell tells, None where it tells none for sure."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float | int) and not isinstance(value, bool):
        is_day = float(value).is_integer() and _FIRST < value < _LAST
        return _ZERO + timedelta(days=int(value)) if is_day else None
    found = FOUND.fullmatch(folded(value)) if isinstance(value, str) else None
    return of(found) if found else None


def of(found: re.Match[str]) -> date | None:
    """Return the day that was found in words; None where there is none such."""
    for end in ("", "2", "3"):
        if found[f"y{end}"]:
            year = int(found[f"y{end}"])
            try:
                return date(year % 100 + 2000, int(found[f"m{end}"]), int(found[f"d{end}"]))
            except ValueError:
                return None
    return None


def vague(found: re.Match[str]) -> Yearless | Ago:
    """Return what `VAGUE` found."""
    for end in ("", "2"):
        if found[f"d{end}"]:
            return Yearless(int(found[f"d{end}"]), int(found[f"m{end}"]))
    return Ago(0 if found["today"] else 1)


def settled(said: Said | None, first: date, last: date, given: date | None) -> date | None:
    """Return the day that is meant, None where that is not sure: without its year, the only one
    from `first` to `last`; where nothing is said, or when somebody looked, the `given` one.
    """
    if isinstance(said, date):
        return said
    if isinstance(said, Yearless):
        if given and (given.day, given.month) == said:
            return given
        days = [_in_year(said, year) for year in range(first.year, last.year + 1)]
        between = [day for day in days if day and first <= day <= last]
        return between[0] if len(between) == 1 else None
    return given - timedelta(days=said.days if said else 0) if given else None


def _in_year(said: Yearless, year: int) -> date | None:
    try:
        return date(year, said.month, said.day)
    except ValueError:
        return None
