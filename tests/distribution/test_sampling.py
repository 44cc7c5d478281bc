"""Samples: drawn so that anybody draws the same, and nothing concluded from any other rows."""

import hashlib
import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.distribution.homes import Homes
from generator.distribution.sampling import (
    RULES,
    Checked,
    Rule,
    TooFewError,
    checked,
    draw,
    wilson,
)
from generator.model.places import Group, Unit
from generator.model.receipts import Sampled

HELD = settings(derandomize=True, database=None, deadline=None, max_examples=100)
UNIT = Unit(code="04795", name="Xã Thử")


def lists(*households: int | None) -> list[Homes]:
    def one(number: int, size: int | None) -> Homes:
        group = Group(unit=UNIT.code, group=str(number), name=f"Tổ {number}")
        return Homes(UNIT, group, size, {})

    return [one(number, size) for number, size in enumerate(households, start=1)]


def visited(rows: list[Sampled], found: int) -> list[Sampled]:
    return [
        row.model_copy(update={"found": "co" if number < found else "khong"})
        for number, row in enumerate(rows)
    ]


def only(rows: list[Sampled]) -> Checked:
    (found,) = checked(rows)
    return found


@given(sizes=st.lists(st.none() | st.integers(0, 90), min_size=19, max_size=90))
@HELD
def test_it_is_the_first_household_of_each_list_in_one_order_of_all(
    sizes: list[int | None],
) -> None:
    """The slow way: every household of all lists in the order of its lot."""
    named = lists(*sizes)
    order = sorted(
        (hashlib.sha256(f"dot-1/{one.key}/{number}".encode()).digest(), one.key, number)
        for one in named
        for number in range(1, (one.households or 0) + 1)
    )
    wanted: dict[str, int] = {}
    for _lot, place, number in order:
        wanted.setdefault(place, number)
    size = next((rule.size for rule in RULES if rule.size <= len(wanted)), 0)
    if not size:
        with pytest.raises(TooFewError):
            draw("dot-1", "04795", named)
        return
    drawn = draw("dot-1", "04795", named)
    assert [(row.place, row.household) for row in drawn] == list(wanted.items())[:size]
    assert draw("dot-1", "04795", named[::-1]) == drawn
    assert only(drawn).is_as_drawn and only(drawn[::-1]) == only(drawn)


def test_large_lists_are_drawn_more_often() -> None:
    named = lists(*[100] * 50, *[10] * 100)
    drawn = Counter(
        int(row.place.split("-")[1]) <= 50
        for number in range(40)
        for row in draw(f"lan-{number}", "04795", named)
    )
    assert 0.7 < drawn[True] / drawn.total() < 0.85


def test_what_is_proved() -> None:
    drawn = draw("dot-1", "04795", lists(*[40] * 70))
    assert only(drawn).visited == 0 and only(drawn).interval is None
    assert only(visited(drawn, 57)).interval == (862, 983)
    assert only(visited(drawn, 55)).is_accepted and not only(visited(drawn, 54)).is_accepted
    half = [*visited(drawn, 30)[:59], drawn[59]]
    assert only(half).visited == 59 and only(half).interval is None is only(half).is_accepted


def changed(row: Sampled, **said: object) -> Sampled:
    return row.model_copy(update=said)


@pytest.mark.parametrize(
    "change",
    [
        {"place": "04795-70"},
        {"household": 41},
        {"within": "toan-tinh"},
        {"check": "BBBBBBBBBBBB"},
    ],
)
def test_a_row_that_was_not_drawn_is_named_and_proves_nothing(change: dict[str, object]) -> None:
    drawn = visited(draw("dot-1", "04795", lists(*[40] * 70)), 60)
    found = only([changed(drawn[0], **change), *drawn[1:]])
    assert found.strange == (change.get("place", drawn[0].place),)
    assert found.interval is None is found.is_accepted


def test_rows_that_are_missing_or_of_another_draw_prove_nothing() -> None:
    drawn = visited(draw("dot-1", "04795", lists(*[40] * 70)), 60)
    assert only(drawn[:-1]).lacking == 1 and only(drawn[:-1]).interval is None
    fewer = visited(draw("dot-1", "04795", lists(*[40] * 25)), 19)
    assert only(fewer).is_accepted
    mixed = [*drawn[:50], *fewer]
    assert set(only(mixed).strange) == {row.place for row in fewer}
    assert only(mixed).interval is None
    more = draw("dot-2", "04795", lists(*[40] * 70))[0].model_copy(update={"sample": "dot-1"})
    assert only([*drawn, more]).strange == (more.place,)


def test_lists_may_change_after_the_draw() -> None:
    """What was drawn stays drawn: only the rows themselves are asked."""
    drawn = visited(draw("dot-1", "04795", lists(*[40] * 60)), 60)
    assert only(drawn).is_accepted


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_errs_one_time_in_ten_at_most(rule: Rule) -> None:
    size, accept, good, bad = rule

    def accepted(per_cent: int) -> float:
        p = per_cent / 100
        return sum(
            math.comb(size, k) * p**k * (1 - p) ** (size - k) for k in range(accept, size + 1)
        )

    assert 1 - accepted(good) <= 0.1 and accepted(bad) <= 0.1


def test_the_interval_is_wilsons_rounded_outwards() -> None:
    assert wilson(60, 60) == (939, 1000) and wilson(0, 19)[0] == 0
    for size in (19, 50, 60, 300):
        for found in range(size + 1):
            z, p = 1.959964, found / size
            middle = (p + z * z / (2 * size)) / (1 + z * z / size)
            half = z / (1 + z * z / size) * math.sqrt(p * (1 - p) / size + z * z / 4 / size**2)
            low, high = wilson(found, size)
            under, over = (middle - half) * 1000, (middle + half) * 1000
            assert low <= under + 1e-9 and under < low + 1 + 1e-9, (found, size)
            assert high >= over - 1e-9 and over > high - 1 - 1e-9, (found, size)
