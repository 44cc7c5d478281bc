"""Counts of bundles that do not agree: each is a question, none is passed over."""

from datetime import timedelta

import pytest
from support.handing_out import (
    EDITION,
    FULL,
    START,
    Act,
    World,
    campaign,
    with_receipts,
    with_table,
)

from generator.distribution import labels
from generator.distribution.coverage import Coverage, coverage
from generator.distribution.plan import bundles, plan
from generator.model.campaign import Campaign
from generator.model.places import Group
from generator.model.receipts import Label


@pytest.fixture
def made(mini: Campaign) -> Campaign:
    """A group of 118 households: bundles of 50, 50 and 22 copies, the last for 18 households."""
    found = campaign(mini, World([(None, [118])], [], bundle=50))
    held = [(label.copies, label.households) for label in found.tables.of(Label).values()]
    assert held == [(50, 50), (50, 50), (22, 18)]
    return found


def said(made: Campaign, *acts: Act) -> Coverage:
    return coverage(with_receipts(made, acts), EDITION)


def delivered(label: int, per_mille: int = FULL) -> Act:
    return Act(label, False, per_mille, 0, False)


def signed(label: int, per_mille: int = FULL) -> Act:
    return Act(label, True, per_mille, 0, False)


def test_more_signed_than_came(made: Campaign) -> None:
    (one,) = said(made, delivered(0, 900), signed(0)).signed
    assert (one.label.bundle, one.number, one.copies) == (1, 50, 45)
    assert one.is_more_than_came and not one.is_more_than_meant
    (one,) = said(made, signed(1)).signed
    assert one.delivered is None and one.is_more_than_came


def test_more_signed_than_it_is_for(made: Campaign) -> None:
    (one,) = said(made, delivered(2), signed(2, 1200)).signed
    assert (one.number, one.copies) == (21, 22)
    assert one.is_more_than_meant and not one.is_more_than_came


def test_what_agrees_is_no_question(made: Campaign) -> None:
    found = said(made, *map(delivered, range(3)), *map(signed, range(3)))
    assert found.signed == () == found.surplus
    corrected = [delivered(0, 900), signed(0), Act(0, False, FULL, 1, True)]
    assert said(made, *corrected).signed == ()


def test_a_retired_bundle_that_came_beside_its_successor(made: Campaign) -> None:
    """The group is counted again: its last bundle has a new label, and both were delivered."""
    groups = {key: g.model_copy(update={"households": 120}) for key, g in
              made.tables.of(Group).items()}  # fmt: skip
    made = with_table(made, Group, groups)
    before = list(made.tables.of(Label).values())
    new = bundles(plan(made, EDITION), 50)
    lines = labels.issue(EDITION, new, START + timedelta(days=1), before)
    made = with_table(made, Label, {line.code: line for line in (*before, *lines)})
    held = [(line.copies, line.status) for line in made.tables.of(Label).values()]
    assert held == [(50, "active"), (50, "active"), (22, "retired"), (24, "active")]
    found = said(made, *map(delivered, range(4)))
    (one,) = found.surplus
    assert (one.place, one.delivered, one.planned) == ("00100-1", 146, 124)
    assert len(one.receipts) == 4 and found.sums.delivered.part == 120
    assert said(made, *map(delivered, (0, 1, 3))).surplus == ()
