"""Coverage: figures that never flatter, held against a second reckoning and by what must hold."""

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import reckoning
from support.handing_out import (
    EDITION,
    FULL,
    MOST,
    WORLDS,
    Act,
    World,
    campaign,
    labelled,
    raw,
    shuffled,
    with_receipts,
    with_table,
)

from generator.distribution.coverage import (
    Coverage,
    Reach,
    Share,
    coverage,
    editions,
    missing_first,
)
from generator.distribution.homes import homes
from generator.distribution.receipts import standing
from generator.model.campaign import Campaign
from generator.model.places import Group, Recipient, Unit
from generator.model.printing import Edition
from generator.model.receipts import Label, Receipt

HELD = settings(derandomize=True, database=None, deadline=None, max_examples=100)


def said(tenths: int | None) -> str:
    return f"{(tenths or 0) // 10},{(tenths or 0) % 10}"


@given(world=WORLDS)
@HELD
def test_the_same_comes_out_when_reckoned_door_by_door(mini: Campaign, world: World) -> None:
    made = campaign(mini, world)
    found = coverage(made, EDITION).sums
    assert reckoning.coverage(*(raw(made, m) for m in (Unit, Group, Label, Receipt))) == {
        "households": str(found.households),
        "delivered": str(found.delivered.part),
        "delivered percent": said(found.delivered.tenths),
        "signed": str(found.signed.part),
        "signed percent": said(found.signed.tenths),
    }


@given(world=WORLDS)
@HELD
def test_sums_agree_at_every_level(mini: Campaign, world: World) -> None:
    made = campaign(mini, world)
    found = coverage(made, EDITION)
    for index in (0, 1):
        of_units = [of.sums[index] for of in found.units]
        whole = found.sums[index]
        assert sum(share.part for share in of_units) == whole.part
        assert sum(share.whole for share in of_units) == whole.whole
        for share in (*of_units, whole):
            assert 0 <= share.part <= share.whole
            assert share.tenths is None or (share.tenths == 1000) == (share.missing == 0)
    full, partly = found.others["to"]
    assert full.part + partly <= full.whole
    of_doors = [line for line in found.lines if line.homes.group and line.households]
    assert full.part >= sum(not line.missing for line in of_doors)
    assert full.missing >= sum(line.missing > 0 for line in of_doors)
    last = found.weeks[-1] if found.weeks else None
    ended = (last.delivered, last.signed) if last else (0, 0)
    assert ended == (found.sums.delivered.part, found.sums.signed.part)
    lists = homes(made.tables)
    assert [line.homes for line in found.lines] == lists, "each list once"
    named = {one.key for one in found.uncounted}
    for one in lists:
        in_rest = any(o.group is None and o.households and o.unit == one.unit for o in lists)
        assert one.households is not None or one.key in named or in_rest


@given(world=WORLDS, by=st.randoms(use_true_random=False))
@HELD
def test_order_and_saying_it_twice_change_nothing(
    mini: Campaign, world: World, by: random.Random
) -> None:
    made = campaign(mini, world)
    found = coverage(made, EDITION)
    for model in (Receipt, Label):
        assert coverage(shuffled(made, model, by), EDITION) == found
    mixed = coverage(shuffled(shuffled(made, Unit, by), Group, by), EDITION)
    assert mixed.sums == found.sums and mixed.weeks == found.weeks
    assert missing_first(mixed) == missing_first(found) or sorted_lines(mixed) == sorted_lines(
        found
    )
    rows = list(made.tables.of(Receipt).values())
    assert standing([*rows, *rows]) == standing(rows)


def sorted_lines(found: Coverage) -> list[tuple[str, int, int]]:
    return sorted((line.homes.key, line.delivered, line.signed) for line in found.lines)


@given(world=WORLDS, more=st.integers(1, MOST))
@HELD
def test_who_is_silent_helps_nobody(mini: Campaign, world: World, more: int) -> None:
    """A further commune that was counted and reports nothing never raises a figure; one that
    nobody counted changes none.
    """
    made = campaign(mini, world)
    before = coverage(made, EDITION)
    units = dict(made.tables.of(Unit))
    new = Unit.model_construct(code="99999", name="Xã Mới", households=more)
    after = coverage(with_table(made, Unit, {**units, "99999": new}), EDITION)
    for index in (0, 1):
        assert (after.sums[index].tenths or 0) <= (before.sums[index].tenths or 0)
        assert after.sums[index].missing == before.sums[index].missing + more
    unknown = new.model_copy(update={"households": None})
    after = coverage(with_table(made, Unit, {**units, "99999": unknown}), EDITION)
    assert after.sums == before.sums and after.reporting == before.reporting
    assert {one.key for one in after.uncounted} - {one.key for one in before.uncounted} == {
        "99999"
    }


@given(world=WORLDS)
@HELD
def test_too_much_in_one_place_helps_no_other(mini: Campaign, world: World) -> None:
    made = campaign(mini, world)
    found = coverage(made, EDITION)
    for of in found.units:
        alone = {k: r for k, r in made.tables.of(Receipt).items() if r.unit == of.unit.code}
        only = coverage(with_table(made, Receipt, alone), EDITION)
        assert only.sums.delivered.part == of.sums.delivered.part
        assert only.sums.signed.part == of.sums.signed.part
    for line in found.lines:
        assert line.is_over == (line.is_counted and line.said > line.households)


def test_only_all_of_them_are_a_hundred() -> None:
    for whole in range(1, MOST + 1):
        assert Share(whole - 1, whole).tenths != 1000 == Share(whole, whole).tenths
    assert Share(2999, 3000).tenths == 999 and Share(0, 0).tenths is None


# -- by example ----------------------------------------------------------------------------------


def acts(*numbers: int, signed: Iterable[int] = ()) -> list[Act]:
    delivered = [Act(n, False, FULL, 7 * n, False) for n in numbers]
    return [*delivered, *(Act(n, True, FULL, 7 * n, False) for n in signed)]


@pytest.fixture
def two(mini: Campaign) -> Campaign:
    """A large commune and a small one of two groups, a third that nobody counted."""
    return campaign(mini, World([(900, []), (None, [60, 40]), (None, [])], [], bundle=1000))


def test_it_is_households_that_count_not_communes(two: Campaign) -> None:
    found = coverage(with_receipts(two, acts(1, 2, signed=[1])), EDITION)
    assert found.sums.delivered == Share(100, 1000) and found.sums.signed == Share(60, 1000)
    assert found.reporting == Share(1, 2)
    assert [of.unit.code for of in missing_first(found)] == ["00100", "00101", "00102"]
    assert [one.key for one in found.uncounted] == ["00102"]
    assert found.others["to"] == Reach(Share(2, 2), 0)
    assert found.others["truong-hoc"] == Reach(Share(0, 0), 0)
    assert [(week.name, week.delivered, week.signed) for week in found.weeks] == [
        ("2026-W46", 60, 60),
        ("2026-W47", 100, 60),
    ]


def test_a_week_without_receipts_is_a_week(two: Campaign) -> None:
    found = coverage(with_receipts(two, acts(0, 2)), EDITION)
    assert [week.delivered for week in found.weeks] == [900, 900, 940]


def test_a_correction_takes_the_place_of_what_it_corrects(two: Campaign) -> None:
    reported = [*acts(0), Act(0, False, 500, 3, True)]
    found = coverage(with_receipts(two, reported), EDITION)
    assert found.sums.delivered.part == 463, "half of 927 copies"


def test_a_receipt_that_says_nought_is_a_report_and_reaches_nobody(two: Campaign) -> None:
    found = coverage(with_receipts(two, [Act(1, False, 0, 0, False)]), EDITION)
    assert found.reporting.part == 1 and found.others["to"] == Reach(Share(0, 2), 0)


def test_recipients_have_lines_of_their_own(two: Campaign) -> None:
    school = Recipient(unit="00100", kind="truong-hoc", number="1", name="Trường", people=30)
    made = labelled(with_table(two, Recipient, {school.key: school}))
    places = [label.place for label in made.tables.of(Label).values()]
    found = coverage(with_receipts(made, acts(places.index(school.key))), EDITION)
    assert found.others["truong-hoc"] == Reach(Share(1, 1), 0)
    assert found.sums.delivered.part == 0
    assert found.reporting.part == 1 and not found.strays


def test_who_has_received_a_part_is_not_reached(two: Campaign) -> None:
    """A school needs every bundle of its plan; a signature alone is a part, too."""
    school = Recipient(unit="00100", kind="truong-hoc", number="1", name="Trường", people=600)
    made = with_table(two, Recipient, {school.key: school})
    edition = made.editions[EDITION]
    gives = edition.gives.model_copy(update={"person": 1})
    edition = edition.model_copy(update={"bundle": 50, "gives": gives})
    made = labelled(with_table(made, Edition, {EDITION: edition}))
    of_school, of_group = (
        [n for n, label in enumerate(made.tables.of(Label).values()) if label.place == place]
        for place in (school.key, "00101-1")
    )
    assert len(of_school) == 13 and len(of_group) == 2
    for acts_, reach in (
        (acts(*of_school[:1]), Reach(Share(0, 1), 1)),
        (acts(*of_school[1:], signed=of_school), Reach(Share(0, 1), 1)),
        (acts(*of_school), Reach(Share(1, 1), 0)),
    ):
        found = coverage(with_receipts(made, acts_), EDITION)
        assert found.others["truong-hoc"] == reach and found.others["to"] == Reach(Share(0, 2), 0)
    found = coverage(with_receipts(made, acts(of_group[0])), EDITION)
    assert found.others["to"] == Reach(Share(0, 2), 1)
    found = coverage(
        with_receipts(made, [*acts(of_group[0]), Act(of_group[1], False, 840, 0, False)]), EDITION
    )
    assert found.others["to"] == Reach(Share(1, 2), 0), "60 copies for 60 households"


def test_a_group_that_has_grown_since_its_bundles_is_not_reached(two: Campaign) -> None:
    groups = dict(two.tables.of(Group))
    made = with_receipts(two, acts(1))
    groups["00101-1"] = groups["00101-1"].model_copy(update={"households": 70})
    found = coverage(with_table(made, Group, groups), EDITION)
    assert found.others["to"] == Reach(Share(0, 2), 1)


def test_spare_leaflets_of_one_bundle_make_up_for_another(mini: Campaign) -> None:
    made = campaign(mini, World([(None, [141])], [], bundle=50))
    assert [label.copies for label in made.tables.of(Label).values()] == [50, 50, 46]
    short = [Act(0, False, FULL, 0, False), Act(1, False, 960, 7, False)]
    found = coverage(with_receipts(made, [*short, Act(2, False, FULL, 14, False)]), EDITION)
    assert found.sums.delivered == Share(141, 141), "144 sheets for 141 households"
    assert [week.delivered for week in found.weeks] == [50, 98, 141]
    assert coverage(with_receipts(made, short), EDITION).sums.delivered == Share(98, 141)


def test_spare_leaflets_of_one_language_do_not_help_another(mini: Campaign) -> None:
    made = campaign(mini, World([(None, [100])], [], spare_percent=20))
    group = made.tables.of(Group)["00100-1"].model_copy(update={"languages": "vi:90 en:10"})
    made = labelled(with_table(made, Group, {group.key: group}))
    planned = [(label.language, label.copies) for label in made.tables.of(Label).values()]
    assert planned == [("vi", 108), ("en", 12)]
    assert coverage(with_receipts(made, acts(0)), EDITION).sums.delivered == Share(90, 100)
    assert coverage(with_receipts(made, acts(0, 1)), EDITION).sums.delivered == Share(100, 100)


def test_receipts_of_a_place_that_is_no_more_are_named(two: Campaign) -> None:
    made = with_receipts(two, acts(1))
    groups = dict(made.tables.of(Group))
    del groups["00101-1"]
    found = coverage(with_table(made, Group, groups), EDITION)
    assert [row.place for row in found.strays] == ["00101-1"]
    assert found.sums.delivered == Share(0, 940)


def test_an_edition_has_coverage_where_its_bundles_have_labels(
    mini: Campaign, two: Campaign
) -> None:
    assert editions(two) == [EDITION] and editions(mini) == []
