"""A plan to the leaf: nothing is lost between groups, communes, province and print order."""

import math
from collections import Counter
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from support.handing_out import EDITION, MOST, WORLDS, World, campaign, shuffled, with_table

from generator.distribution.homes import homes, without_figure
from generator.distribution.plan import bundles, plan, share, surplus
from generator.distribution.quantities import copies
from generator.model.campaign import Campaign
from generator.model.places import RECIPIENT_KINDS, Group, Recipient, Unit
from generator.model.printing import Edition, Gives

HELD = settings(derandomize=True, database=None, deadline=None, max_examples=100)

LANGUAGES = st.sampled_from([None, "vi:100", "vi:60 en:40", "en:34 vi:33 km:33", "km:100"])
GIVES = st.builds(
    Gives,
    household=st.integers(0, 3),
    person=st.integers(0, 2),
    group=st.integers(0, 40),
    recipient=st.integers(0, 5),
    unit=st.integers(0, 30),
)
PEOPLE = st.lists(st.none() | st.integers(0, MOST), max_size=3)


def given_out(
    mini: Campaign,
    world: World,
    languages: str | None,
    gives: Gives,
    people: list[int | None],
    carton: int = 1000,
) -> Campaign:
    made = campaign(mini, world._replace(acts=[]))
    units = made.tables.of(Unit)
    first = next(iter(units))
    spoken = units[first].model_copy(update={"languages": languages})
    made = with_table(made, Unit, {**units, first: spoken})
    recipients = [
        Recipient.model_construct(
            unit=first, kind=RECIPIENT_KINDS[n], number="1", name=f"Nơi {n}", people=number
        )
        for n, number in enumerate(people)
    ]
    made = with_table(made, Recipient, {one.key: one for one in recipients})
    changed = {"gives": gives, "carton": carton}
    edition = made.editions[EDITION].model_copy(update=changed)
    return with_table(made, Edition, {EDITION: edition})


@given(
    world=WORLDS,
    languages=LANGUAGES,
    gives=GIVES,
    people=PEOPLE,
    carton=st.sampled_from([1, 2, 7, 1000]),
)
@HELD
def test_nothing_is_lost_at_any_level(
    mini: Campaign,
    world: World,
    languages: str | None,
    gives: Gives,
    people: list[int | None],
    carton: int,
) -> None:
    made = given_out(mini, world, languages, gives, people, carton)
    found, edition = plan(made, EDITION), made.editions[EDITION]
    assert found.total == sum(line.copies for line in found.allocations)
    assert found.total == sum(found.by_unit().values())
    assert found.order == found.total + sum(found.reserve.values())
    in_versions = {key: need.copies for key, need in found.by_version().items()}
    assert sum(in_versions.values()) == found.order
    by_language = Counter[str]()
    for (_place, language), number in in_versions.items():
        by_language[language] += number
    assert all(number % edition.carton == 0 for number in by_language.values()), "whole cartons"
    assert all(0 <= number < edition.carton for number in found.reserve.values())
    lists = homes(made.tables)
    wanted = sum(one.households or 0 for one in lists) if gives.household else 0
    reached = sum(line.reached for line in found.allocations if line.kind in ("to", "xa"))
    assert reached == wanted, "every household that was counted, once"
    needed = Counter[str]()
    for line in found.allocations:
        needed[line.place] += line.needed
    for one in lists:
        extra = gives.group if one.group else 0
        if one.group is None:
            extra += gives.unit
        assert needed[one.key] == (one.households or 0) * gives.household + extra
    named = {line.place for line in found.uncounted}
    if gives.household:
        assert {one.key for one in without_figure(lists)} <= named


@given(world=WORLDS, languages=LANGUAGES, gives=GIVES, people=PEOPLE, size=st.integers(1, 300))
@HELD
def test_bundles_are_how_copies_travel(
    mini: Campaign,
    world: World,
    languages: str | None,
    gives: Gives,
    people: list[int | None],
    size: int,
) -> None:
    found = plan(given_out(mini, world, languages, gives, people), EDITION)
    made = bundles(found, size)
    for line in found.allocations:
        own = [b for b in made if (b.place, b.language) == (line.place, line.language)]
        assert [bundle.number for bundle in own] == list(range(1, len(own) + 1))
        assert sum(bundle.copies for bundle in own) == line.copies
        assert sum(bundle.households for bundle in own) == line.reached
        assert all(bundle.copies == size for bundle in own[:-1])
        assert all(0 < bundle.copies <= size for bundle in own)
        assert all(bundle.households >= 0 for bundle in own)


@given(world=WORLDS, more=st.integers(1, MOST))
@HELD
def test_more_households_never_get_fewer_copies(mini: Campaign, world: World, more: int) -> None:
    made = campaign(mini, world)
    units = made.tables.of(Unit)
    first = next(iter(units))
    grown = units[first].model_copy(update={"households": (units[first].households or 0) + more})
    after = plan(with_table(made, Unit, {**units, first: grown}), EDITION)
    assert after.total >= plan(made, EDITION).total


@given(world=WORLDS, by=st.randoms(use_true_random=False))
@HELD
def test_the_order_of_rows_does_not_matter(mini: Campaign, world: World, by: object) -> None:
    made = campaign(mini, world)
    mixed = shuffled(shuffled(made, Unit, by), Group, by)  # type: ignore[arg-type]
    one, other = plan(made, EDITION), plan(mixed, EDITION)
    assert sorted(one.allocations) == sorted(other.allocations)
    assert one.order == other.order and one.by_unit() == other.by_unit()


@given(
    number=st.integers(0, MOST),
    cuts=st.lists(st.integers(0, 100), max_size=5).map(lambda cuts: sorted({0, *cuts, 100})),
)
@HELD
def test_a_share_loses_nothing_and_is_less_than_one_off(number: int, cuts: list[int]) -> None:
    shares = {str(n): b - a for n, (a, b) in enumerate(pairwise(cuts))}
    found = share(number, shares)
    assert sum(found.values()) == number
    for tag, part in shares.items():
        assert abs(Fraction(number * part, 100) - found[tag]) < 1


def test_spare_copies_are_never_short_and_never_one_too_many() -> None:
    """Every number of households and per cent there can be; in fractions, not in floats."""
    for percent in range(51):
        for households in range(MOST + 1):
            found = copies(households, percent)
            assert found.households == households
            assert found.spare == math.ceil(Fraction(households * percent, 100))


@given(world=WORLDS, size=st.integers(1, 300), picks=st.lists(st.integers(0, 99), max_size=6))
@HELD
def test_what_was_handed_over_changes_nothing_in_the_bundles_of_the_same_plan(
    mini: Campaign, world: World, size: int, picks: list[int]
) -> None:
    found = plan(campaign(mini, world), EDITION)
    made = bundles(found, size)
    handed = {made[n % len(made)] for n in picks if made}
    assert sorted(bundles(found, size, handed)) == sorted(made)


@given(
    world=WORLDS,
    more=st.integers(0, 90),
    size=st.integers(1, 300),
    picks=st.sets(st.integers(0, 9)),
)
@HELD
def test_a_figure_that_is_corrected_leaves_what_was_handed_over(
    mini: Campaign, world: World, more: int, size: int, picks: set[int]
) -> None:
    """Further bundles are of the difference alone, and nothing is taken back."""
    before = plan(campaign(mini, world._replace(later=[])), EDITION)
    now = plan(campaign(mini, world._replace(later=[(0, more)])), EDITION)
    handed = [one for n, one in enumerate(bundles(before, size)) if n in picks]
    made = bundles(now, size, handed)
    assert set(handed) <= set(made) and len({one.key for one in made}) == len(made)
    planned = {(line.place, line.language): line.copies for line in now.allocations}
    over = {(line.place, line.language): line.handed for line in surplus(now, handed)}
    sums = Counter[tuple[str, str]]()
    for one in made:
        sums[one.place, one.language] += one.copies
    assert sums == planned | over
