"""What is read out on which day of a month."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from generator.distribution.broadcasts import SLOTS, following, month

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31)).map(lambda day: day.replace(day=1))
WARNINGS = st.integers(1, 140).map(lambda n: [f"w{i:03}" for i in range(n)])


@given(DAYS, WARNINGS)
def test_each_is_heard_equally_often_those_in_front_once_more(
    first: date, warnings: list[str]
) -> None:
    days = month(first, warnings)
    heard = Counter(warning for day in days for warning in day.warnings)
    counts = [heard[warning] for warning in warnings]
    assert sum(counts) == SLOTS * len(days)
    assert max(counts) - min(counts) <= 1
    assert counts == sorted(counts, reverse=True), "the most important are not heard less"


@given(DAYS, WARNINGS)
def test_the_most_important_come_first_and_when_most_people_listen(
    first: date, warnings: list[str]
) -> None:
    mornings = [day.warnings[0] for day in month(first, warnings)]
    assert mornings[: len(warnings)] == warnings[: len(mornings)]


@given(DAYS, WARNINGS.filter(lambda warnings: len(warnings) > 1))
def test_no_day_says_the_same_twice(first: date, warnings: list[str]) -> None:
    assert all(len(set(day.warnings)) == SLOTS for day in month(first, warnings))


def test_every_day_of_the_month_has_its_line() -> None:
    days = month(date(2028, 2, 1), ["a", "b", "c"])
    assert [day.day for day in days] == [date(2028, 2, n) for n in range(1, 30)]
    assert month(date(2028, 2, 1), []) == []
    assert [day.warnings for day in month(date(2028, 2, 28), ["a"])] == [("a", "a")] * 2


def test_the_month_after_a_day() -> None:
    assert following(date(2026, 11, 25)) == date(2026, 12, 1)
    assert following(date(2026, 12, 31)) == date(2027, 1, 1)
    assert following(date(2028, 1, 31)) == date(2028, 2, 1)
