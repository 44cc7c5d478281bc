"""A question comes back only where what stands is not what the line can mean."""

from collections.abc import Sequence
from datetime import date

import pytest
from support.bundles import BUNDLES, ISSUED, issued

from generator.distribution import labels, receipts
from generator.distribution.receipts import Fact, Kind
from generator.exchange.answered import is_answered
from generator.exchange.messages import SOURCE, Question, Reader
from generator.model.receipts import Label

LINES = issued()
A, B, C = (line.code for line in LINES)
SLIP = A[:2] + ("2" if A[2] != "2" else "3") + A[3:]
TODAY = date(2026, 11, 30)


def day(number: int) -> date:
    return date(2026, 11, number)


def answered(
    text: str,
    number: int,
    on: date,
    kind: Kind = "delivered",
    source: str = "hoi-lai.csv",
    lines: Sequence[Label] = LINES,
) -> bool:
    """Tell of a message of the 21st that is asked about, once bundle A has a receipt."""
    register = {line.code: line for line in lines}
    (asked,) = Reader(register, TODAY, None).read(text, day(21), "")
    assert isinstance(asked, Question)
    held = receipts.merge((), [Fact(A, kind, number, on, source)], register, "x").rows
    assert not is_answered(asked, register, {})
    return is_answered(asked, register, receipts.standing(held))


@pytest.mark.parametrize(
    ("text", "number", "is_so"),
    [
        (f"BN {A} 28", 28, True),
        (f"BN {A} 28", 29, True),
        (f"BN {A} 28", 27, False),
        (f"BN {A}", 29, True),
        (f"BN {A}", 20, False),
        (f"BN {A} 20 THIEU 8", 20, True),
        (f"BN {A} 20 THIEU 8", 8, False),
        (f"BN {SLIP} 29", 29, True),
        (f"BN {SLIP} 29", 20, False),
        (f"BM {A} 29", 29, True),
        (f"BM {A} 28", 29, False),
        (f"KY {A} 27", 27, False),
        (f"BN {B} 28", 28, False),
    ],
)
def test_what_the_line_can_mean(text: str, number: int, is_so: bool) -> None:
    assert answered(text, number, day(21)) is is_so


def test_what_was_said_since_is_asked() -> None:
    assert answered(f"BN {A} 20", 20, day(20)), "the same again"
    assert not answered(f"BN {A} 20 + 9", 20, day(20))
    assert not answered(f"BN {A} 25", 29, day(20))


def test_a_message_answers_no_other() -> None:
    assert not answered(f"BN {A} 25", 29, day(21), source=SOURCE)


def test_what_was_recorded_before_its_label_was_retired() -> None:
    changed = [BUNDLES[0]._replace(copies=31), *BUNDLES[1:]]
    lines = [*LINES, *labels.issue("to-roi", changed, ISSUED, LINES)]
    assert answered(f"BN {A} 29", 29, day(21), source=SOURCE, lines=lines)
    assert not answered(f"BN {A} 28", 29, day(21), source=SOURCE, lines=lines)
