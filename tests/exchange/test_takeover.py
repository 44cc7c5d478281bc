"""What a list would change: numbers of groups are for ever, nothing is deleted."""

from datetime import date

from generator.content import rows
from generator.exchange import takeover
from generator.exchange.takeover import Counted
from generator.exchange.understanding import Line, Understood
from generator.model.places import SAMPLE, Group, Unit

COUNTED = Counted("Danh sách", date(2026, 11, 20))

UNITS = {
    code: Unit(code=code, name=f"Xã {name}", households=10)
    for code, name in (("00001", "Một"), ("00002", "Hai"))
}
GROUPS = {
    group.key: group
    for group in (
        Group(unit="00001", group="1", name="Tổ A", households=5),
        Group(unit="00001", group="4", name="Tổ B"),
        Group(unit="00002", group="1", name="Khu Bãi", households=7),
    )
}


def told(*lines: tuple[str, str, int | None]) -> Understood:
    return Understood("x", [Line("s", n, *line) for n, line in enumerate(lines)])


def test_a_group_keeps_its_number_and_a_new_one_gets_one_nobody_had() -> None:
    found = told(("00001", "TỔ A", 6), ("00001", "Tổ C", 3), ("00002", "Khu Bái", 9))
    taken = takeover.take(found, UNITS, GROUPS, ["00001-7", "toan-tinh", "00002"], COUNTED)
    figure = {"households": 6, "counted_by": "Danh sách", "counted_on": date(2026, 11, 20)}
    assert taken.groups["00001-1"] == GROUPS["00001-1"].model_copy(update=figure)
    assert taken.groups["00001-8"].name == "Tổ C"
    assert taken.groups["00002-2"].name == "Khu Bái", "accents tell villages apart"
    assert [group.name for group in taken.kept] == ["Tổ B", "Khu Bãi"]
    assert [change.is_new for change in taken.changes] == [False, True, True]
    assert set(GROUPS) < set(taken.groups) and taken.units == UNITS


def test_no_figure_takes_none_away() -> None:
    taken = takeover.take(
        told(("00001", "Tổ A", None), ("00001", "", None)), UNITS, GROUPS, [], COUNTED
    )
    assert taken.changes == [] and taken.groups == GROUPS and taken.units == UNITS


def test_a_figure_that_was_a_sample_is_counted_now() -> None:
    sample = {"00001": UNITS["00001"].model_copy(update={"counted_by": SAMPLE})}
    taken = takeover.take(told(("00001", "", 10)), sample, {}, [], COUNTED)
    assert taken.units["00001"].counted_by == "Danh sách" and len(taken.changes) == 1


def test_importing_twice_changes_nothing() -> None:
    found = told(("00001", "Tổ C", 3), ("00001", "", 20))
    once = takeover.take(found, UNITS, GROUPS, [], COUNTED)
    assert len(once.changes) == 2
    assert takeover.take(found, once.units, once.groups, [], COUNTED).changes == []


def test_a_table_is_read_as_it_was_written() -> None:
    groups = [
        Group(unit="00001", group=str(n), name=f'Khu "{n}", tổ', households=n) for n in (10, 2)
    ]
    text = takeover.table(Group, takeover.in_order(groups))
    read = rows.read(text.encode(), "x", Group)
    assert [line for _index, line in read.lines] == groups[::-1] and not read.problems


def test_the_same_figure_of_another_day_or_list_is_news_where_that_was_said() -> None:
    found = told(("00001", "Tổ A", 5), ("00001", "", 10))
    once = takeover.take(found, UNITS, GROUPS, [], COUNTED)
    assert once.changes == [], "nobody said where it is from"
    said = COUNTED._replace(said=("counted_by", "counted_on"))
    again = takeover.take(found, UNITS, GROUPS, [], said)
    assert [change.field for change in again.changes] == ["counted_by", "counted_on"] * 2
    assert again.groups["00001-1"].counted_on == again.units["00001"].counted_on == COUNTED.on
    assert takeover.take(found, again.units, again.groups, [], said).changes == []


# -- samples -------------------------------------------------------------------------------------

MIXED = {
    group.key: group
    for group in (
        Group(unit="00001", group="1", name="Mẫu 1", households=5, counted_by=SAMPLE),
        Group(unit="00001", group="2", name="Mẫu 2", households=6, counted_by=SAMPLE),
        Group(unit="00002", group="1", name="Mẫu 3", households=7, counted_by=SAMPLE),
    )
}


def test_sample_groups_go_when_the_list_of_their_commune_comes() -> None:
    found = told(("00001", "Tổ A", 3))
    taken = takeover.take(found, UNITS, MIXED, ["00001-2"], COUNTED)
    assert set(taken.groups) == {"00001-2", "00001-3", "00002-1"}, "its number is not given again"
    gone = [change for change in taken.changes if change.is_gone]
    assert [(change.key, change.before) for change in gone] == [("00001-1", "5")]
    assert [group.key for group in taken.kept] == ["00001-2"], "a code names it"
    nothing = takeover.take(told(("00001", "Tổ A", None)), UNITS, MIXED, [], COUNTED)
    assert set(MIXED) < set(nothing.groups), "a list without figures is no list of households"


def test_a_total_takes_the_place_of_a_sample_alone() -> None:
    found = told(("00001", "Tổ A", 3))
    sample = {**UNITS, "00001": UNITS["00001"].model_copy(update={"counted_by": SAMPLE})}
    assert takeover.take(found, sample, {}, [], COUNTED).totals == [], "it has no total"
    found.summed.add("00001")
    taken = takeover.take(found, sample, MIXED, [], COUNTED)
    assert taken.totals == [takeover.Total("00001", "Xã Một", 3, 10, True)]
    assert (taken.units["00001"].households, taken.units["00001"].counted_by) == (3, "Danh sách")
    real = takeover.take(found, UNITS, MIXED, [], COUNTED)
    assert real.totals == [takeover.Total("00001", "Xã Một", 3, 10, False)]
    assert real.units == UNITS
    partly = takeover.take(found, sample, GROUPS, [], COUNTED)
    assert not partly.totals[0].is_taken and partly.units == sample, "counted groups are left out"
    found.lines += told(("00001", "Tổ C", None)).lines
    assert takeover.take(found, sample, {}, [], COUNTED).totals == []
