"""How far leaflets have come: delivered and confirmed, each out of all counted households."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from datetime import date, timedelta
from typing import NamedTuple

from generator.distribution import doubts
from generator.distribution.homes import Homes, homes, without_figure
from generator.distribution.receipts import Kind, count, standing
from generator.model.campaign import Campaign, Tables
from generator.model.places import RECIPIENT_KINDS, Group, Recipient, Unit
from generator.model.receipts import Label, Receipt

Stands = tuple[Kind, Receipt]
"""A receipt that holds, and for what of the two."""


class Share(NamedTuple):
    """Some of all."""

    part: int
    whole: int

    @property
    def tenths(self) -> int | None:
        """Per cent in tenths, rounded down: only all of them are 100. None where there are none
        to reach.
        """
        return self.part * 1000 // self.whole if self.whole else None

    @property
    def missing(self) -> int:
        return self.whole - self.part


class _Each(NamedTuple):
    """By what copies at a place are turned into households."""

    copies: int
    """That a household gets."""
    planned: Mapping[str, int]
    """Households by language, where leaflets of more than one go to the place."""


class Line(NamedTuple):
    """The households of one list, and who of them a leaflet has come to."""

    homes: Homes
    delivered: int
    """Households that leaflets were handed over for; no more than there are."""
    signed: int
    """Households that signed; no more than there are."""
    said: int
    """Signatures as they were reported."""
    stands: tuple[Stands, ...]
    """By label."""

    @property
    def receipts(self) -> list[Receipt]:
        return _single(self.stands)

    @property
    def is_counted(self) -> bool:
        """Whether somebody counted its households: else it is in no sum, and is named."""
        return self.homes.households is not None

    @property
    def households(self) -> int:
        return self.homes.households or 0

    @property
    def missing(self) -> int:
        """Households that nothing was handed over for."""
        return self.households - self.delivered

    @property
    def is_over(self) -> bool:
        """Whether more signed than there are: a figure is wrong, nothing went well."""
        return self.is_counted and self.said > self.households


class Sums(NamedTuple):
    """What the lines of a commune, or of all of them, come to."""

    delivered: Share
    signed: Share

    @property
    def households(self) -> int:
        return self.delivered.whole


def sums(lines: Iterable[Line]) -> Sums:
    """Add up the lines that somebody counted. Who has not reported counts as nought, and what is
    too much in one line helps no other.
    """
    counted = [line for line in lines if line.is_counted]
    whole = sum(line.households for line in counted)
    delivered, signed = (
        sum(line.delivered for line in counted),
        sum(line.signed for line in counted),
    )
    return Sums(Share(delivered, whole), Share(signed, whole))


class OfUnit(NamedTuple):
    """A commune with its lines."""

    unit: Unit
    lines: tuple[Line, ...]
    beside: tuple[Stands, ...]
    """Receipts of its recipients, and of what was for itself."""

    @property
    def sums(self) -> Sums:
        return sums(self.lines)

    @property
    def is_counted(self) -> bool:
        return any(line.is_counted for line in self.lines)

    @property
    def is_over(self) -> bool:
        return any(line.is_over for line in self.lines)

    @property
    def has_reported(self) -> bool:
        return bool(self.beside) or any(line.stands for line in self.lines)


class Reach(NamedTuple):
    """Places of a kind, and to which of them leaflets have come."""

    full: Share
    """That have received all that was planned for them."""
    partly: int
    """That have received or signed for some of it."""


class Week(NamedTuple):
    """How far leaflets had come at the end of a week."""

    monday: date
    delivered: int
    signed: int

    @property
    def name(self) -> str:
        """As ISO 8601 has it, such as 2026-W48."""
        year, week, _day = self.monday.isocalendar()
        return f"{year}-W{week:02}"


class Coverage(NamedTuple):
    """How far an edition has come."""

    edition: str
    units: tuple[OfUnit, ...]
    """All communes, in the order of their table."""
    others: Mapping[str, Reach]
    """Groups by "to", recipients by their kind, of all that are listed."""
    weeks: tuple[Week, ...]
    uncounted: tuple[Homes, ...]
    """Lists that nobody counted: outside every sum."""
    strays: tuple[Receipt, ...]
    """Receipts for households of a place that no list has any more: outside every sum."""
    signed: tuple[doubts.Signed, ...]
    surplus: tuple[doubts.Surplus, ...]

    @property
    def lines(self) -> list[Line]:
        return [line for unit in self.units for line in unit.lines]

    @property
    def sums(self) -> Sums:
        """Of all households, never of percentages."""
        return sums(self.lines)

    @property
    def reporting(self) -> Share:
        """Communes of which something was reported, of all whose households were counted."""
        counted = [unit for unit in self.units if unit.is_counted]
        return Share(sum(unit.has_reported for unit in counted), len(counted))

    @property
    def over(self) -> list[Line]:
        """Lists of which more signed than there are."""
        return [line for line in self.lines if line.is_over]


def missing_first(found: Coverage) -> list[OfUnit]:
    """Return communes, first where most households are missing, last what nobody counted."""

    def order(of: OfUnit) -> tuple[bool, int, str]:
        return not of.is_counted, -of.sums.delivered.missing, of.unit.code

    return sorted(found.units, key=order)


def editions(campaign: Campaign) -> list[str]:
    """Return the editions that coverage is reckoned for: those that give households a copy and
    whose bundles have labels.
    """
    labelled = {label.edition for label in campaign.tables.of(Label).values()}
    return [
        name
        for name, edition in campaign.editions.items()
        if name in labelled and edition.gives.household
    ]


def coverage(campaign: Campaign, name: str) -> Coverage:
    """Return how far an edition has come."""
    tables, copies = campaign.tables, max(1, campaign.editions[name].gives.household)
    labels = {code: label for code, label in tables.of(Label).items() if label.edition == name}
    by_copies = _each(labels.values(), copies)
    found = standing(tables.of(Receipt).values())
    by_place: dict[str, list[Stands]] = {}
    for (code, kind), receipt in sorted(found.items(), key=lambda entry: entry[0]):
        if code in labels:
            by_place.setdefault(labels[code].place, []).append((kind, receipt))
    lists = homes(tables)
    lines: dict[str, list[Line]] = {key: [] for key in tables.of(Unit)}
    for one in lists:
        each = by_copies.setdefault(one.key, _Each(copies, {}))
        lines[one.unit.key].append(_line(one, by_place.get(one.key, []), labels, each))
    every = [line for of in lines.values() for line in of]
    listed, recipients = {one.key for one in lists}, tables.of(Recipient)
    beside: dict[str, list[Stands]] = {}
    strays: list[Stands] = []
    for place, stands in by_place.items():
        unit = recipients[place].unit if place in recipients else place
        if place not in listed and unit in lines:
            beside.setdefault(unit, []).extend(stands)
        if place not in listed and place not in recipients:
            strays += (one for one in stands if labels[one[1].label].households)
    return Coverage(
        name,
        tuple(
            OfUnit(unit, tuple(lines[key]), tuple(beside.get(key, ())))
            for key, unit in tables.of(Unit).items()
        ),
        _others(tables, labels, by_place, every),
        tuple(_weeks(every, labels, by_copies)),
        tuple(without_figure(lists)),
        tuple(_single(strays)),
        tuple(doubts.signed(labels, found, dict.fromkeys(listed, copies))),
        tuple(doubts.surplus(labels.values(), found)),
    )


def _single(stands: Iterable[Stands]) -> list[Receipt]:
    """Return receipts once each, whatever they hold for."""
    return list({(row.label, row.receipt): row for _kind, row in stands}.values())


def _line(of: Homes, stands: list[Stands], labels: Mapping[str, Label], each: _Each) -> Line:
    reached, said = _reached(stands, labels, each)
    counted = of.households or 0
    return Line(of, min(reached, counted), min(said, counted), said, tuple(stands))


def _each(labels: Iterable[Label], copies: int) -> dict[str, _Each]:
    """Return by place how its copies reach households."""
    planned: dict[str, dict[str, int]] = {}
    for label in labels:
        if label.status == "active":
            own = planned.setdefault(label.place, {})
            own[label.language] = own.get(label.language, 0) + label.households
    return {place: _Each(copies, own if len(own) > 1 else {}) for place, own in planned.items()}


def _reached(
    stands: Iterable[Stands], labels: Mapping[str, Label], each: _Each
) -> tuple[int, int]:
    """Return for how many households leaflets were handed over, and how many signed.

    It is the copies at a place that count, whichever bundle they came in: the spare ones of one
    make up for what another lacks. Not so between languages: who reads one is not helped by what
    is too much of the other.
    """
    delivered: dict[str, int] = {}
    signed = 0
    for kind, receipt in stands:
        number, language = count(receipt, kind) or 0, labels[receipt.label].language
        if kind == "signed":
            signed += number
        else:
            delivered[language] = delivered.get(language, 0) + number
    if not each.planned:
        return sum(delivered.values()) // each.copies, signed
    return sum(
        min(number // each.copies, each.planned.get(language, 0))
        for language, number in delivered.items()
    ), signed


def _others(
    tables: Tables,
    labels: Mapping[str, Label],
    by_place: Mapping[str, list[Stands]],
    lines: Iterable[Line],
) -> dict[str, Reach]:
    """Return how many groups and recipients have received all that was planned for them, and how
    many some of it. Of a list it is households that count: it may have grown since its bundles.
    """
    partly = {
        place
        for place, stands in by_place.items()
        if any(count(receipt, kind) for kind, receipt in stands)
    }
    with_doors = {line.homes.key: line.missing for line in lines if line.households}
    full = _served(labels.values(), by_place) - with_doors.keys()
    full |= {key for key, missing in with_doors.items() if not missing}
    groups, recipients = tables.of(Group), tables.of(Recipient)
    others = {"to": _reach(groups, full, partly)}
    for wanted in RECIPIENT_KINDS:
        keys = [key for key, one in recipients.items() if one.kind == wanted]
        others[wanted] = _reach(keys, full, partly)
    return others


def _reach(keys: Collection[str], full: Set[str], partly: Set[str]) -> Reach:
    return Reach(
        Share(sum(key in full for key in keys), len(keys)),
        sum(key in partly and key not in full for key in keys),
    )


def _served(labels: Iterable[Label], by_place: Mapping[str, list[Stands]]) -> set[str]:
    """Return places to which every bundle that holds was handed over in full."""
    handed = {
        receipt.label: receipt.delivered or 0
        for stands in by_place.values()
        for kind, receipt in stands
        if kind == "delivered"
    }
    held = [label for label in labels if label.status == "active"]
    short = {label.place for label in held if handed.get(label.code, 0) < label.copies}
    return {label.place for label in held} - short


# -- week by week --------------------------------------------------------------------------------


def _weeks(
    lines: Iterable[Line], labels: Mapping[str, Label], by_copies: Mapping[str, _Each]
) -> Iterator[Week]:
    """Yield how far leaflets had come at the end of each week, from the first receipt on, by what
    stands today.
    """
    gained: dict[date, list[int]] = {}
    for line in lines:
        by_week: dict[date, list[Stands]] = {}
        for kind, receipt in line.stands if line.is_counted else ():
            by_week.setdefault(_monday(receipt.on), []).append((kind, receipt))
        so_far: list[Stands] = []
        before = [0, 0]
        for monday, stands in sorted(by_week.items()):
            so_far += stands
            of_week = gained.setdefault(monday, [0, 0])
            for index, number in enumerate(_reached(so_far, labels, by_copies[line.homes.key])):
                now = min(number, line.households)
                of_week[index] += now - before[index]
                before[index] = now
    total = [0, 0]
    for monday in _every_week(gained):
        for index, number in enumerate(gained.get(monday, (0, 0))):
            total[index] += number
        yield Week(monday, *total)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _every_week(mondays: Iterable[date]) -> Iterator[date]:
    found = sorted(mondays)
    if found:
        for number in range((found[-1] - found[0]).days // 7 + 1):
            yield found[0] + timedelta(weeks=number)
