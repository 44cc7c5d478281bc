"""Campaigns that hand out leaflets: places, labels and receipts of every shape."""

import dataclasses
import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from generator.distribution import labels
from generator.distribution.plan import bundles, plan
from generator.model.base import Model
from generator.model.campaign import Campaign
from generator.model.places import RECIPIENT_KINDS, Group, Recipient, Unit
from generator.model.printing import Edition
from generator.model.receipts import Label, Receipt
from generator.model.trust import digest
from support.trees import copied

EDITION = "to-roi"
START = date(2026, 11, 2)
MOST = 3000
"""Households of a commune: with fewer, rounding by floating point goes unseen."""

COUNTED: dict[str, Any] = {"counted_by": "Báo cáo", "counted_on": date(2026, 11, 15)}


class Act(NamedTuple):
    """Something that is reported of some label."""

    label: int
    is_signed: bool
    per_mille: int
    day: int
    corrects: bool


class World(NamedTuple):
    """What is drawn: figures of communes and their groups, and what is reported."""

    units: list[tuple[int | None, list[int | None]]]
    acts: list[Act]
    later: list[tuple[int, int]] = []
    """Which list is counted again once its labels are printed, and what comes out."""
    spare_percent: int = 3
    bundle: int = 200


FIGURE = st.none() | st.integers(0, 60) | st.integers(0, MOST)
ACTS = st.builds(
    Act,
    st.integers(0, 500),
    st.booleans(),
    st.sampled_from([0, 500, 999, 1000, 1001, 1300]) | st.integers(0, 1300),
    st.integers(0, 40),
    st.booleans(),
)
WORLDS = st.builds(
    World,
    st.lists(st.tuples(FIGURE, st.lists(FIGURE, max_size=3)), min_size=1, max_size=4),
    st.lists(ACTS, max_size=12),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60) | st.integers(0, MOST)), max_size=2),
    st.integers(0, 21),
    st.sampled_from([50, 199, 200]),
)


def campaign(mini: Campaign, world: World) -> Campaign:
    """Return the small campaign in such a world: with the labels of its plan, and receipts."""
    units: dict[str, Unit] = {}
    groups: dict[str, Group] = {}
    for number, (households, inside) in enumerate(world.units):
        code = f"{100 + number:05}"
        said = {} if households is None else {"households": households, **COUNTED}
        units[code] = Unit.model_construct(code=code, name=f"Xã {number}", **said)
        for index, own in enumerate(inside, start=1):
            said = {} if own is None else {"households": own, **COUNTED}
            group = Group.model_construct(unit=code, group=str(index), name=f"Tổ {index}", **said)
            groups[group.key] = group
    changed = {"spare_percent": world.spare_percent, "bundle": world.bundle}
    found = with_table(mini, Unit, units)
    found = with_table(found, Group, groups)
    found = with_table(found, Recipient, {})
    edition = mini.editions[EDITION].model_copy(update=changed)
    found = with_table(found, Edition, {EDITION: edition})
    found = labelled(found)
    for which, figure in world.later:
        lists: list[Unit | Group] = [*units.values(), *groups.values()]
        again = lists[which % len(lists)].model_copy(update={"households": figure, **COUNTED})
        table = units if isinstance(again, Unit) else groups
        table[again.key] = again  # type: ignore[assignment]
        found = with_table(found, type(again), dict(table))
    return with_receipts(found, world.acts)


def labelled(found: Campaign) -> Campaign:
    """Give every bundle of the plan its label."""
    made = bundles(plan(found, EDITION), found.editions[EDITION].bundle)
    issued = labels.issue(EDITION, made, START, [])
    return with_table(found, Label, {label.code: label for label in issued})


def with_receipts(found: Campaign, acts: Iterable[Act]) -> Campaign:
    """Report what acts say, each bundle once and else as a correction."""
    known = list(found.tables.of(Label).values())
    stands: dict[tuple[str, bool], str] = {}
    rows: dict[str, Receipt] = {}
    for act in acts if known else ():
        label = known[act.label % len(known)]
        before = stands.get((label.code, act.is_signed))
        if before and not act.corrects:
            continue
        count = (label.households if act.is_signed else label.copies) * act.per_mille // 1000
        said: dict[str, Any] = {"signed" if act.is_signed else "delivered": count}
        row = Receipt.model_construct(
            receipt=digest(label.code, str(len(rows)))[:6],
            on=START + timedelta(days=act.day),
            label=label.code,
            edition=EDITION,
            unit=label.place[:5],
            place=label.place,
            recorded_by="Trực ban",
            source="danh sách giấy",
            replaces=before,
            **said,
        )
        stands[label.code, act.is_signed] = row.receipt
        rows[row.key] = row
    return with_table(found, Receipt, rows)


def with_table(found: Campaign, model: type[Model], rows: dict[str, Any]) -> Campaign:
    tables = copied(found.tables)
    tables.of(model).clear()
    tables.of(model).update(rows)
    return dataclasses.replace(found, tables=tables)


def raw(found: Campaign, model: type[Model]) -> list[dict[str, str]]:
    """Return the rows of a table as they stand in its file."""
    dumped = (row.model_dump(mode="json") for row in found.tables.of(model).values())
    return [{k: "" if v is None else str(v) for k, v in row.items()} for row in dumped]


def shuffled(found: Campaign, model: type[Model], by: random.Random) -> Campaign:
    rows = list(found.tables.of(model).items())
    by.shuffle(rows)
    return with_table(found, model, dict(rows))


# -- at size -------------------------------------------------------------------------------------


def province(
    mini: Campaign, codes: Sequence[str], groups: int, receipts: int, seed: int = 1
) -> Campaign:
    """Return a province that has handed out for some weeks; no figure of it is a real one."""
    by = random.Random(seed)
    units = {c: Unit.model_construct(code=c, name=f"Xã Mới {c}") for c in codes}
    found = {}
    for number in range(groups):
        code = codes[number % len(codes)]
        size = max(3, round(by.lognormvariate(3.6, 0.35)))
        group = Group.model_construct(
            unit=code, group=str(number // len(codes) + 1), name=f"Tổ liên gia số {number}",
            households=size, **COUNTED,
        )  # fmt: skip
        found[group.key] = group
    if not groups:
        sizes = {c: {"households": by.randint(1500, MOST), **COUNTED} for c in codes}
        units = {c: unit.model_copy(update=sizes[c]) for c, unit in units.items()}
    kinds = {
        f"{code}-{kind}-1": Recipient.model_construct(
            unit=code, kind=kind, number="1", name=f"Nơi {number}", people=30, **COUNTED
        )
        for number, code in enumerate(codes)
        for kind in RECIPIENT_KINDS[: number % 4]
    }
    made = with_table(mini, Unit, units)
    made = with_table(with_table(made, Group, found), Recipient, kinds)
    made = labelled(made)
    known = list(made.tables.of(Label).values())
    eager = {code: by.choice([0, 0.3, 0.6, 0.85, 0.96, 1, 1, 1]) for code in codes}
    heard = [n for n, label in enumerate(known) if by.random() < eager[label.place[:5]]]
    acts = [
        Act(
            *(heard[number % len(heard)], number >= len(heard)),
            by.choice([FULL] * 50 + [900, 500]) if number % 2000 else 1300,
            *(min(60, int(by.expovariate(1 / 15))), number % 50 == 0),
        )
        for number in range(min(receipts, 2 * len(heard)))
    ]
    return with_receipts(made, acts)


FULL = 1000
"""Per mille of a bundle."""
