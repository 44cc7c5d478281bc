"""A day as people and programs here write it, the day of the month first."""

import re
from datetime import date, datetime, timedelta

from generator.exchange.sheets import Value
from generator.exchange.wording import folded

FOUND = re.compile(
    r"(?<![\d./-])(?:(?P<d>[0-3]?\d)([/.-])(?P<m>[01]?\d)\2(?P<y>20\d\d|\d\d)"
    r"|(?P<y2>20\d\d)-(?P<m2>[01]\d)-(?P<d2>[0-3]\d))(?![\d/-]|\.\d)"
    r"|\b(?:ngay )?(?P<d3>[0-3]?\d) ?thang ?(?P<m3>[01]?\d),? ?(?:nam )?(?P<y3>20\d\d)\b"
)
"""In words without accents, in small letters."""
_FIRST, _LAST = 40_000, 60_000
"""Days as a spreadsheet counts them: 2009 to 2064."""
_ZERO = date(1899, 12, 30)


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
