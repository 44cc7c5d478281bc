"""What a commune is handed: in the order in which it is packed, with what it is."""

from support.loads import EDITION, handed

from generator.distribution.packing import counts
from generator.distribution.plan import plan
from generator.model.campaign import Campaign


def test_groups_come_by_number_then_the_rest_then_agencies_and_schools(mini: Campaign) -> None:
    _campaign, (first, second) = handed(mini, [11, 2])
    places = list(dict.fromkeys(one.label.place for one in first.packed))
    assert places == [f"00001-{n}" for n in range(1, 12)] + ["00001-truong-hoc-1"]
    assert [one.label.place for one in second.packed if one.label.bundle == 1] == [
        "00002-1",
        "00002-2",
    ]


def test_bundles_of_a_place_are_counted(mini: Campaign) -> None:
    _campaign, (load,) = handed(mini, [11])
    school = [one for one in load.packed if not one.is_for_homes]
    assert [(one.label.bundle, one.of) for one in school] == [(1, 2), (2, 2)]
    assert sum(one.label.copies for one in school) == 60 + 2


def test_loads_are_the_plan_to_the_leaf(mini: Campaign) -> None:
    campaign, loads = handed(mini, [1, 20, 300])
    planned = plan(campaign, EDITION)
    assert sum(load.counts.copies for load in loads) == planned.total
    assert {load.unit.code: load.counts.copies for load in loads} == planned.by_unit()
    homes = sum(line.reached for line in planned.allocations if line.kind == "to")
    assert counts(one for load in loads for one in load.packed).households == homes


def test_a_load_tells_whether_a_figure_is_a_sample(mini: Campaign) -> None:
    _campaign, loads = handed(mini, [2, 2], sample=[1])
    assert [load.is_sample for load in loads] == [False, True]
