"""What a file would change in our tables: only samples go, and a group keeps its number."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from generator.exchange.understanding import Understood, identity
from generator.model.base import Model
from generator.model.places import SAMPLE, Group, Unit


class Counted(NamedTuple):
    """Where figures come from."""

    by: str
    """A list, by its number or its name."""
    on: date
    said: tuple[str, ...] = ()
    """Which of the two somebody said for this list, by field: that is news of its own."""

    @property
    def fields(self) -> dict[str, Any]:
        return {"counted_by": self.by, "counted_on": self.on}


class Change(NamedTuple):
    """One cell, or one group that is new."""

    key: str
    name: str
    field: str
    before: str
    after: str
    is_new: bool = False
    is_gone: bool = False


class Total(NamedTuple):
    """What a list comes to for a commune of which our table has another figure."""

    unit: str
    name: str
    told: int
    said: int
    is_taken: bool
    """Whether it takes the place of that figure, which is a sample."""


class Taken(NamedTuple):
    """The tables as they would be."""

    units: dict[str, Unit]
    groups: dict[str, Group]
    changes: list[Change]
    kept: list[Group]
    """Groups of the file's communes that the file does not name: they stay."""
    totals: list[Total]


def take(
    told: Understood,
    units: Mapping[str, Unit],
    groups: Mapping[str, Group],
    used: Iterable[str],
    counted: Counted,
) -> Taken:
    """Return the tables with what a file told; `used` are keys of groups that something else
    names, such as a code: they stay, and no other group may get their numbers. Each figure bears
    where it comes from.
    """
    used = set(used)
    taken = Taken(dict(units), dict(groups), [], [], [])
    for line in told.units:
        _unit(taken, line.unit, line.households, line.phone, counted)
    known = {(group.unit, identity(group.name)): group for group in groups.values()}
    last: dict[str, int] = {}
    for key in (*groups, *used):
        unit, _dash, number = key.partition("-")
        if number.isdigit():
            last[unit] = max(last.get(unit, 0), int(number))
    named = set()
    for line in told.groups:
        group = known.get((line.unit, identity(line.name)))
        if group is None:
            last[line.unit] = last.get(line.unit, 0) + 1
            group = Group(
                unit=line.unit,
                group=str(last[line.unit]),
                name=line.name,
                **_figure(line.households, counted),
            )
            shown = _shown(line.households)
            taken.changes.append(Change(group.key, group.name, "households", "", shown, True))
        elif news := _news(group, line.households, counted):
            changed = group.model_copy(update=_figure(line.households, counted))
            taken.changes.extend(_change(group, changed, field) for field in news)
            group = changed
        taken.groups[group.key] = group
        named.add(group.key)
    counted_in = {line.unit for line in told.groups if line.households is not None}
    inside = {line.unit for line in told.groups}
    for group in groups.values():
        if group.unit not in inside or group.key in named:
            continue
        if group.counted_by == SAMPLE and group.key not in used and group.unit in counted_in:
            del taken.groups[group.key]
            shown = _shown(group.households)
            change = Change(group.key, group.name, "households", shown, "", is_gone=True)
            taken.changes.append(change)
        else:
            taken.kept.append(group)
    for code, total in told.totals.items():
        _total(taken, code, total, counted)
    return taken


def _total(taken: Taken, code: str, told: int, counted: Counted) -> None:
    """Hold a commune's figure against what its groups come to, and put that in the place of a
    sample. Where groups stay that somebody counted and the list leaves out, it is not the whole.
    """
    unit, said = taken.units[code], taken.units[code].households
    is_sample = unit.counted_by == SAMPLE
    is_whole = not any(g.unit == code and g.counted_by != SAMPLE for g in taken.kept)
    if said is None or (said == told and not is_sample):
        return
    if said != told:
        is_taken = is_sample and is_whole
        taken.totals.append(Total(code, unit.name, told, said, is_taken))
    if is_sample and is_whole:
        _unit(taken, code, told, "", counted)


def _news(line: Unit | Group, households: int | None, counted: Counted) -> list[str]:
    """Return the fields by which a figure is another one, or the first that somebody counted; of
    the same figure, those of where it comes from that were said.
    """
    if households is None:
        return []
    if households != line.households or line.counted_by == SAMPLE:
        return ["households"]
    return [name for name in counted.said if getattr(line, name) != counted.fields[name]]


def _figure(households: int | None, counted: Counted) -> dict[str, Any]:
    """Return what a figure changes of a line."""
    if households is None:
        return {"households": None}
    return {"households": households, **counted.fields}


def _unit(taken: Taken, code: str, households: int | None, phone: str, counted: Counted) -> None:
    unit = taken.units[code]
    news = _news(unit, households, counted)
    update: dict[str, Any] = {}
    if news:
        update |= _figure(households, counted)
    if phone and phone != unit.police_number:
        update["police_number"] = phone
        news.append("police_number")
    taken.units[code] = changed = unit.model_copy(update=update)
    taken.changes.extend(_change(unit, changed, field) for field in news)


def _change(old: Unit | Group, new: Unit | Group, field: str) -> Change:
    before, after = getattr(old, field), getattr(new, field)
    return Change(old.key, old.name, field, _shown(before), str(after))


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def table(model: type[Model], lines: Iterable[Model]) -> str:
    """Return a table as its file holds it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(model.model_fields)
    for line in lines:
        values = line.model_dump(mode="json")
        writer.writerow("" if values[name] is None else values[name] for name in values)
    return text.getvalue()


def in_order(groups: Iterable[Group]) -> list[Group]:
    """Return groups by commune and number."""
    return sorted(groups, key=lambda group: (group.unit, int(group.group)))
