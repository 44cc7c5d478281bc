"""Receipts: the same said twice, in any order or in parts, is one; a correction replaces."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from support.bundles import ISSUED, issued

from generator.distribution import receipts
from generator.distribution.receipts import KINDS, Fact, Merged
from generator.model.receipts import Receipt

LABELS = {line.code: line for line in issued()}
FIRST, SECOND, _THIRD = LABELS
BY = "Công an xã Thử Một"


def fact(number: int, day: int = 2, label: str = FIRST, source: str = "tin nhắn") -> Fact:
    return Fact(label, "delivered", number, ISSUED + timedelta(days=day), source)


def merge(held: Sequence[Receipt], *facts: Fact, correct: bool = False, by: str = BY) -> Merged:
    return receipts.merge(held, facts, LABELS, by, correct)


FACTS = st.lists(
    st.builds(
        Fact,
        st.sampled_from(tuple(LABELS)),
        st.sampled_from(KINDS),
        st.integers(0, 3),
        st.integers(0, 9).map(lambda day: ISSUED + timedelta(days=day)),
        st.sampled_from(("tin nhắn", "ds.xlsx")),
    ),
    max_size=12,
)
AGREEING = FACTS.map(lambda facts: [one._replace(number=7, source="tin nhắn") for one in facts])


@given(FACTS, st.randoms(use_true_random=False))
def test_order_makes_no_difference(facts: list[Fact], chance: object) -> None:
    other = list(facts)
    chance.shuffle(other)  # type: ignore[attr-defined]
    assert merge((), *facts).rows == merge((), *other).rows


@given(FACTS, st.booleans())
def test_importing_twice_changes_nothing(facts: list[Fact], correct: bool) -> None:
    once = merge((), *facts, correct=correct)
    again = merge(once.rows, *facts, correct=correct)
    assert again.rows == once.rows
    assert not (again.new or again.corrected or again.earlier)


@given(AGREEING, st.integers(0, 12))
def test_halves_are_the_whole(facts: list[Fact], at: int) -> None:
    half = merge(merge((), *facts[at:]).rows, *facts[:at])
    assert half.rows == merge((), *facts).rows


@given(FACTS, FACTS, st.booleans())
def test_one_stands_for_each_label_and_kind(
    first: list[Fact], second: list[Fact], correct: bool
) -> None:
    rows = merge(merge((), *first).rows, *second, correct=correct).rows
    assert list(receipts.rivals(rows)) == [] and list(receipts.endless(rows)) == []
    assert rows == receipts.in_order(rows)
    standing = receipts.standing(rows)
    assert all(receipts.count(line, kind) is not None for (_l, kind), line in standing.items())


@given(FACTS)
def test_what_is_not_taken_is_asked(facts: list[Fact]) -> None:
    found = merge((), *facts)
    taken = {(line.label, kind) for line in found.rows for kind in KINDS
             if receipts.count(line, kind) is not None}  # fmt: skip
    asked = {conflict.facts[0].key for conflict in found.conflicts}
    assert taken | asked == {one.key for one in facts} and not taken & asked


def test_the_earliest_day_stands_under_the_same_name() -> None:
    first = merge((), fact(29, 4)).rows
    found = merge(first, fact(29, 3, source="ds.xlsx"), by="Công an xã khác")
    ((before, after),) = found.earlier
    assert (before.receipt, before.on.day, after.on.day) == (after.receipt, 22, 21)
    assert (after.source, after.recorded_by) == ("ds.xlsx", "Công an xã khác")
    assert merge(found.rows, fact(29, 4)).repeats == 1


def test_another_count_is_asked_and_a_correction_replaces() -> None:
    first = merge((), fact(29)).rows
    asked = merge(first, fact(27, 3))
    assert asked.rows == first and asked.conflicts[0].standing == first[0]
    corrected = merge(first, fact(27, 3), correct=True)
    ((old, new),) = corrected.corrected
    assert (old, new.replaces, new.delivered) == (first[0], first[0].receipt, 27)
    assert receipts.standing(corrected.rows) == {(FIRST, "delivered"): new}
    assert set(corrected.rows) == {old, new}


def test_a_correction_is_no_older_and_says_one_thing() -> None:
    first = merge((), fact(29, 3)).rows
    for said in ([fact(27, 2)], [fact(27, 3), fact(28, 4)], [fact(29, 3), fact(27, 4)]):
        found = merge(first, *said, correct=True)
        assert found.rows == first and found.conflicts[0].facts == tuple(said)
    assert merge(first, fact(27, 2), correct=True).conflicts[0].is_late
    assert merge(first, fact(27, 3), fact(27, 4), correct=True).corrected[0][1].on.day == 21


def test_an_answer_settles_what_was_said_until_then() -> None:
    said = fact(20, 2), fact(29, 3)
    answered = merge((), fact(20, 3, source="hoi-lai.csv")).rows
    for correct in (False, True):
        again = merge(answered, *said, correct=correct)
        assert (again.rows, again.repeats, again.conflicts) == (answered, 2, ())
    assert merge(answered, *said, fact(29, 4)).conflicts, "said again since"
    assert merge(merge((), said[0]).rows, *said).conflicts, "nobody was asked yet"
    same_day = fact(20), fact(29)
    assert merge(merge((), same_day[0]).rows, *same_day).conflicts, "what stands is no answer"


def test_what_is_said_twice_at_once_is_not_called_known() -> None:
    found = merge((), fact(29), fact(29, 3), fact(30, label=SECOND))
    assert (found.repeats, found.doubled, len(found.new)) == (0, 1, 2)
    again = merge(found.rows, fact(29), fact(29, 3))
    assert (again.repeats, again.doubled) == (2, 0)


def test_old_news_does_not_undo_a_correction() -> None:
    rows = merge(merge((), fact(29)).rows, fact(27, 3), correct=True).rows
    for correct in (False, True):
        again = merge(rows, fact(29), fact(27, 3), correct=correct)
        assert again.rows == rows and again.repeats == 2 and not again.conflicts
    later = merge(rows, fact(29, 5))
    assert later.rows == rows and len(later.conflicts) == 1
    back = merge(rows, fact(29, 5), correct=True)
    assert back.corrected[0][1].receipt not in {line.receipt for line in rows}


def test_a_line_by_hand_may_hold_both_counts() -> None:
    both = merge((), fact(29)).rows[0].model_copy(update={"signed": 25, "receipt": "BCDFGH"})
    assert merge([both], fact(29, 1)).rows == (both,), "its day is that of two facts"
    signed = fact(26, 3)._replace(kind="signed")
    rows = merge([both], signed, correct=True).rows
    standing = receipts.standing(rows)
    assert standing[FIRST, "delivered"] == both
    assert standing[FIRST, "signed"].signed == 26 and len(rows) == 2


def test_a_receipt_says_what_its_label_says() -> None:
    (line,) = merge((), fact(30, label=SECOND)).rows
    assert (line.edition, line.unit, line.place) == ("to-roi", "00001", "00001-2")
    assert line.signed is None and line.on == date(2026, 11, 20)
