"""How many copies of an edition go where, in which language, in which bundles: to the leaf."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import NamedTuple

from generator.distribution.homes import Homes, homes, without_figure
from generator.distribution.labels import Bundle
from generator.distribution.quantities import copies
from generator.model.campaign import Campaign
from generator.model.places import PROVINCE, Place, Recipient, Unit
from generator.model.printing import Edition


class Allocation(NamedTuple):
    """The copies in one language for a group, a commune or a recipient."""

    unit: str
    """Code of its commune."""
    place: str
    """Key of the group, the commune or the recipient."""
    name: str
    kind: str
    """"to" for a group, "xa" for a commune, else the kind of a recipient (model.places)."""
    language: str
    reached: int
    """Households, or people of a recipient."""
    needed: int
    """Copies without spare ones."""
    spare: int
    served: str
    """Key of the place whose leaflet they are; empty where the edition prints none for it."""

    @property
    def copies(self) -> int:
        return self.needed + self.spare


GROUP, UNIT = "to", "xa"


class Needs(NamedTuple):
    """The copies of one leaflet."""

    needed: int
    spare: int
    """With what rounds the order of the province up to cartons."""
    uncounted: int
    """Places that it is for and nobody counted."""

    @property
    def copies(self) -> int:
        return self.needed + self.spare


class Uncounted(NamedTuple):
    """A group, a commune or a recipient for which nobody counted."""

    unit: str
    place: str
    name: str
    served: str
    """As of an allocation."""


class Plan(NamedTuple):
    """Who gets what of one edition."""

    edition: str
    allocations: tuple[Allocation, ...]
    uncounted: tuple[Uncounted, ...]
    """They get nothing, and are named."""
    lacking: Mapping[str, int]
    """By language that the edition does not have: households that get the source language."""
    reserve: Mapping[str, int]
    """By language: what rounds the print order up to cartons, kept by the province."""
    stopped: tuple[tuple[str, str], ...] = ()
    """Leaflets that somebody gets, by place and language, and that are printed no more because
    their codes were retired.
    """

    @property
    def unserved(self) -> list[Allocation]:
        """Return copies that no leaflet is printed for."""
        return [line for line in self.allocations if not line.served]

    @property
    def total(self) -> int:
        """Copies of all allocations."""
        return sum(line.copies for line in self.allocations)

    @property
    def order(self) -> int:
        """Copies to be printed."""
        return self.total + sum(self.reserve.values())

    def by_version(self) -> dict[tuple[str, str], Needs]:
        """Return the copies of each leaflet that somebody gets, by its place and language."""
        needed: Counter[tuple[str, str]] = Counter()
        spare = Counter({(PROVINCE, tag): number for tag, number in self.reserve.items()})
        for line in self.allocations:
            needed[line.served, line.language] += line.needed
            spare[line.served, line.language] += line.spare
        uncounted = Counter(line.served for line in self.uncounted)
        return {key: Needs(n, spare[key], uncounted[key[0]]) for key, n in needed.items()}

    def by_unit(self) -> Counter[str]:
        """Return the copies for each commune, by its code."""
        found: Counter[str] = Counter()
        for line in self.allocations:
            found[line.unit] += line.copies
        return found


def plan(campaign: Campaign, name: str) -> Plan:
    """Return who gets how many copies of an edition.

    A household needs its copies, and each line of a list some spare ones, rounded up; cartons are
    rounded once, for the whole province.
    """
    edition, places = campaign.editions[name], campaign.places[name]
    lines, recipients = homes(campaign.tables), campaign.tables.of(Recipient).values()
    uncounted: list[Uncounted] = []
    for line in without_figure(lines) if edition.gives.household else ():
        served = _served(places, line.key, line.unit.key)
        uncounted.append(Uncounted(line.unit.key, line.key, line.name, served))
    for recipient in recipients if edition.gives.person else ():
        if recipient.people is None:
            of = (recipient.unit, recipient.key, recipient.name)
            uncounted.append(Uncounted(*of, _served(places, recipient.unit)))
    # Whoever reads no language that the edition has gets its first, the source where it can be.
    has_source = campaign.source in edition.languages
    first = campaign.source if has_source else edition.languages[0]
    lacking: Counter[str] = Counter()
    allocations: list[Allocation] = []
    for line in lines:
        allocations += _of_homes(line, edition, places, first, lacking)
    for recipient in recipients:
        allocations += _of_recipient(recipient, edition, places, first)
    for unit in campaign.tables.of(Unit).values() if edition.gives.unit else ():
        allocation = Allocation(
            *(unit.key, unit.key, unit.name, UNIT, first),
            *(0, edition.gives.unit, 0, _served(places, unit.key)),
        )
        allocations.append(allocation)
    whole = _merged(allocations)
    totals: Counter[str] = Counter()
    for allocation in whole:
        totals[allocation.language] += allocation.copies
    # Where each commune has leaflets of its own, there are none that would do for all.
    is_whole = PROVINCE in places
    reserve = {tag: -n % edition.carton for tag, n in totals.items() if is_whole}
    wanted = {(line.served, line.language) for line in whole}
    stopped = tuple(key for key in campaign.stopped(name) if key in wanted)
    return Plan(name, whole, tuple(uncounted), dict(lacking), reserve, stopped)


def _of_homes(
    line: Homes, edition: Edition, places: Mapping[str, Place], first: str, lacking: Counter[str]
) -> Iterator[Allocation]:
    shared = share(line.households or 0, line.languages or {first: 100})
    reached: Counter[str] = Counter()
    for tag, number in shared.items():
        if tag not in edition.languages and number:
            lacking[tag] += number
        reached[tag if tag in edition.languages else first] += number
    kind = GROUP if line.group else UNIT
    served = _served(places, line.key, line.unit.key)
    main = max(reached, key=lambda tag: reached[tag])
    for tag, number in reached.items():
        each = copies(number * edition.gives.household, edition.spare_percent)
        extra = edition.gives.group if line.group and tag == main else 0
        if each.total + extra:
            needed = each.households + extra
            yield Allocation(
                *(line.unit.key, line.key, line.name, kind, tag),
                *(number if each.total else 0, needed, each.spare, served),
            )


def _of_recipient(
    recipient: Recipient, edition: Edition, places: Mapping[str, Place], language: str
) -> Iterator[Allocation]:
    people = recipient.people or 0
    each = copies(people * edition.gives.person, edition.spare_percent)
    needed = each.households + edition.gives.recipient
    if needed:
        served = _served(places, recipient.unit)
        of = (recipient.unit, recipient.key, recipient.name, recipient.kind, language)
        yield Allocation(*of, people if each.total else 0, needed, each.spare, served)


def _served(places: Mapping[str, Place], *keys: str) -> str:
    """Return the nearest place that the edition is printed for."""
    return next((key for key in (*keys, PROVINCE) if key in places), "")


def _merged(allocations: Iterable[Allocation]) -> tuple[Allocation, ...]:
    """Return one line for each place and language."""
    found: dict[tuple[str, str], Allocation] = {}
    for line in allocations:
        key = (line.place, line.language)
        before = found.get(key)
        found[key] = line if before is None else _sum(before, line)
    return tuple(found.values())


def _sum(one: Allocation, other: Allocation) -> Allocation:
    return one._replace(
        reached=one.reached + other.reached,
        needed=one.needed + other.needed,
        spare=one.spare + other.spare,
    )


def share(number: int, shares: Mapping[str, int]) -> dict[str, int]:
    """Return how a number is shared by per cent, in whole ones: the largest remainders get one
    more, so that nothing is lost.
    """
    whole = {tag: number * part // 100 for tag, part in shares.items()}
    left = number - sum(whole.values())
    by_rest = sorted(shares, key=lambda tag: -(number * shares[tag] % 100))
    for tag in by_rest[:left]:
        whole[tag] += 1
    return whole


# -- bundles -------------------------------------------------------------------------------------


def bundles(found: Plan, size: int, handed: Iterable[Bundle] = ()) -> list[Bundle]:
    """Return the bundles of a plan: full ones, and one counted rest for each line. Bundles are
    how copies travel; they never add to them. The spare ones are in the last.

    What was `handed` over stays as it is, whatever the plan says now; a place gets further
    bundles of what it still lacks.
    """
    gone = _by_line(handed)
    made = [bundle for own in gone.values() for bundle in own]
    for line in found.allocations:
        place = (found.edition, line.place, line.language)
        own = gone.get((line.place, line.language), [])
        left = line.copies - sum(bundle.copies for bundle in own)
        unreached = max(0, line.reached - sum(bundle.households for bundle in own))
        each = max(1, line.needed // line.reached) if line.reached else 1
        held = {bundle.number for bundle in own}
        free = (number for number in count(1) if number not in held)
        while left > 0:
            here = min(size, left)
            reached = unreached if left <= size else min(unreached, here // each)
            made.append(Bundle(*place, next(free), here, reached))
            left, unreached = left - here, unreached - reached
    return made


def _by_line(handed: Iterable[Bundle]) -> dict[tuple[str, str], list[Bundle]]:
    found: dict[tuple[str, str], list[Bundle]] = {}
    for bundle in handed:
        found.setdefault((bundle.place, bundle.language), []).append(bundle)
    return found


class Surplus(NamedTuple):
    """A place that has got more than it needs by now, or is in no list any more."""

    place: str
    language: str
    handed: int
    needed: int


def surplus(found: Plan, handed: Iterable[Bundle]) -> list[Surplus]:
    """Return the places to which more was handed over than a plan has for them."""
    planned = {(line.place, line.language): line.copies for line in found.allocations}
    sums = {key: sum(one.copies for one in own) for key, own in _by_line(handed).items()}
    return [
        Surplus(*key, number, planned.get(key, 0))
        for key, number in sums.items()
        if number > planned.get(key, 0)
    ]


# -- what other rules would cost -----------------------------------------------------------------


class Rule(NamedTuple):
    """A way to round, and what it would print."""

    bundle: int
    """Copies are rounded up to whole bundles of so many at each line; 1 for this plan."""
    copies: int
    reached: int
    """Households and people."""

    @property
    def more(self) -> int:
        """Tenths of a per cent above one copy for each of them."""
        return 1000 * (self.copies - self.reached) // self.reached


def rules(found: Plan) -> list[Rule]:
    """Return what rounding by whole bundles would print instead, so that nobody is tempted."""
    lines = [line for line in found.allocations if line.reached]
    reached = sum(line.reached for line in lines)
    return [
        Rule(size, sum(-(-line.copies // size) * size for line in lines), reached)
        for size in (1, 10, 25, 50, 100)
        if reached
    ]
