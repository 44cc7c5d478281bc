"""The register of labels: it follows the plan, only grows, and betrays what was changed in it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.trees import campaign, edit, mistakes

from generator.content import writing
from generator.content.witnesses import Recall
from generator.distribution import codes, labels
from generator.distribution.labels import Bundle
from generator.model.receipts import Label

DAY = date(2026, 12, 1)
REGISTER = "distribution/labels.csv"


def bundle(place: str, number: int = 1, copies: int = 50, households: int = 48) -> Bundle:
    return Bundle("to-roi", place, "vi", number, copies, households)


def grown(*plans: Sequence[Bundle], taken: Sequence[str] = ()) -> list[Label]:
    """Return a register that has followed some plans, one after the other."""
    register: list[Label] = []
    for plan in plans:
        register += labels.issue("to-roi", plan, DAY, register, taken)
    return register


ONE, TWO = bundle("00001-1"), bundle("00001-2")


def test_each_bundle_gets_one_valid_code_of_its_own() -> None:
    register = grown([ONE, TWO])
    assert [labels.of(line) for line in register] == [ONE, TWO]
    assert len({line.code for line in register}) == 2
    assert all(codes.is_valid(line.code) for line in register)
    assert list(labels.faults(register)) == []


def test_the_same_plan_adds_nothing() -> None:
    register = grown([ONE, TWO])
    assert labels.issue("to-roi", [TWO, ONE], DAY, register) == []


def test_a_bundle_that_changed_has_another_label_and_the_old_one_is_retired() -> None:
    for changed in (ONE._replace(copies=49), ONE._replace(households=47)):
        register = grown([ONE, TWO], [changed, TWO])
        first, second, retired, new = register
        assert (retired.code, retired.status) == (first.code, "retired")
        assert labels.of(new) == changed and new.code not in (first.code, second.code)
        assert labels.standing(register) == {changed.key: new, TWO.key: second}
        assert list(labels.faults(register)) == []


def test_a_bundle_that_is_gone_is_retired_and_never_comes_back() -> None:
    register = grown([ONE, TWO], [TWO], [ONE, TWO])
    first, _second, retired, again = register
    assert retired.code == first.code != again.code and labels.of(again) == ONE
    assert list(labels.faults(register)) == []


def test_other_editions_are_left_alone() -> None:
    other = ONE._replace(edition="khac")
    register = labels.issue("khac", [other], DAY, [])
    register += labels.issue("to-roi", [ONE], DAY, register)
    assert labels.issue("to-roi", [ONE], DAY, register) == []
    assert set(labels.standing(register)) == {other.key, ONE.key}


def test_a_code_that_means_something_else_is_not_given_again() -> None:
    (first,) = grown([ONE])
    (second,) = grown([ONE], taken=[first.code])
    assert second.code != first.code and list(labels.faults([second])) == []


BUNDLES = st.builds(
    bundle,
    st.sampled_from(["00001", "00001-1", "00001-2", "00002-co-quan-1"]),
    st.integers(1, 3),
    st.integers(1, 1200),
    st.integers(0, 1200),
)
PLANS = st.lists(st.lists(BUNDLES, unique_by=lambda one: one.key), max_size=5)


@given(PLANS)
def test_a_register_follows_any_plans_and_nothing_is_ever_taken_back(
    plans: list[list[Bundle]],
) -> None:
    register = grown(*plans)
    assert list(labels.faults(register)) == []
    wanted = {one.key: one for one in plans[-1]} if plans else {}
    held = labels.standing(register)
    assert {key: labels.of(line) for key, line in held.items()} == wanted
    if plans:
        assert labels.issue("to-roi", plans[-1], DAY, register) == []
    assert grown(*plans[:-1]) == register[: len(grown(*plans[:-1]))]
    meanings: dict[str, Bundle] = {}
    for line in register:
        assert meanings.setdefault(line.code, labels.of(line)) == labels.of(line)
    retired = [line.code for line in register if line.status == "retired"]
    assert len(retired) == len(set(retired))


# -- what is changed by hand ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"copies": 60}, "code"),
        ({"place": "00001-9"}, "code"),
        ({"households": 1}, "code"),
        ({"bundle": 2}, "code"),
        ({"issued": date(2026, 1, 1)}, "check"),
        ({"check": "B" * 12}, "check"),
    ],
)
def test_a_line_that_was_edited_betrays_itself(values: dict[str, object], column: str) -> None:
    first, second = grown([ONE, TWO])
    found = list(labels.faults([first.model_copy(update=values), second]))
    assert (found[0].line, found[0].column) == (0, column)


def test_a_line_that_is_lost_or_twice_betrays_itself() -> None:
    register = grown([ONE, TWO], [TWO])
    assert [fault.line for fault in labels.faults(register[1:])] == [0]
    assert [fault.line for fault in labels.faults(register[:1] + register[2:])] == [1]
    assert any(fault.column == "code" for fault in labels.faults([*register, register[1]]))


def test_labels_change_nothing_that_residents_see(tree: Path) -> None:
    before = campaign(tree).content_revision
    writing.label(tree, "to-roi", DAY, Recall(tree / "khong-co", None))
    assert campaign(tree).content_revision == before


def test_the_file_is_read_back_as_it_was_written(tree: Path) -> None:
    first = writing.label(tree, "to-roi", DAY, Recall(tree / "khong-co", None))
    again = writing.label(tree, "to-roi", DAY, Recall(tree / "khong-co", None))
    assert first and again and again.new == [] and again.register == first.register == first.new
    assert mistakes(tree) == []
    edit(tree / REGISTER, lambda text: text.replace(",29,28,", ",30,28,"))
    assert any("labels.csv:2:" in line and first.new[0].code in line for line in mistakes(tree))
