"""A day is taken where it is the only one that can be meant."""

from datetime import date

import pytest

from generator.exchange import days
from generator.exchange.days import Ago, Said, Yearless

FIRST, LAST = date(2026, 11, 18), date(2027, 11, 20)


@pytest.mark.parametrize(
    ("said", "given", "day"),
    [
        (date(2020, 1, 1), None, date(2020, 1, 1)),
        (Yearless(26, 11), None, date(2026, 11, 26)),
        (Yearless(1, 1), None, date(2027, 1, 1)),
        (Yearless(18, 11), None, None),
        (Yearless(18, 11), date(2027, 11, 18), date(2027, 11, 18)),
        (Yearless(18, 11), date(2027, 11, 19), None),
        (Yearless(29, 2), None, None),
        (Yearless(32, 13), None, None),
        (Ago(0), None, None),
        (Ago(0), date(2026, 11, 26), date(2026, 11, 26)),
        (Ago(1), date(2026, 12, 1), date(2026, 11, 30)),
        (None, date(2026, 12, 1), date(2026, 12, 1)),
        (None, None, None),
    ],
)
def test_which_day_is_meant(said: Said | None, given: date | None, day: date | None) -> None:
    assert days.settled(said, FIRST, LAST, given) == day
