"""Receipts of bundles: which of them stand, what more would change, the words that make one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from gettext import gettext as _
from typing import Any, Literal, NamedTuple, get_args

from generator.distribution import labels
from generator.distribution.labels import RECEIVED, SIGNED, Bundle
from generator.model.receipts import Label, Receipt
from generator.model.trust import digest

Kind = Literal["delivered", "signed"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Key = tuple[str, Kind]
"""Code of a label, and what is receipted: at most one receipt stands for each."""

WORDS: dict[str, Kind] = {RECEIVED: "delivered", SIGNED: "signed"}
"""By which a message says what it is about; both letters differ, so that no one slip of a finger
turns one into the other."""
SHORT = "THIEU"
"""Between a count that is short and what is missing from it."""


def expected(label: Label, kind: Kind) -> int:
    """Return the count where nothing is missing."""
    return label.copies if kind == "delivered" else label.households


def fault_of_day(label: Label, day: date, today: date) -> str:
    """Return why nothing can have been receipted for a label on a day; empty where it can."""
    if day < label.issued:
        text = _("{day} is before its label was issued: {issued}")
        return text.format(day=day, issued=label.issued)
    return fault_of_time(day, today)


def fault_of_time(day: date, today: date) -> str:
    """Return why nothing can have been seen on a day; empty where it can."""
    return _("{day} is yet to come").format(day=day) if day > today else ""


def fault_of_count(label: Label, kind: Kind, number: int) -> str:
    """Return why a bundle cannot have been receipted for so many; empty where it can."""
    if number <= label.copies:
        return ""
    text = _("{n} is more than the bundle holds: {copies}")
    if kind == "signed":
        text = _("{n} is more than the households of the bundle ({households}), and than its"
                 " leaflets ({copies})")  # fmt: skip
    return text.format(n=number, copies=label.copies, households=label.households)


def doubt_of_count(label: Label, kind: Kind, number: int) -> str:
    """Return why somebody should look at a count that can be; empty where it is as planned."""
    if kind == "delivered" or number <= label.households:
        return ""
    text = _("{n} is more than the households of the bundle ({households})")
    return text.format(n=number, households=label.households)


class Fact(NamedTuple):
    """What somebody has said about a bundle, whoever it was."""

    label: str
    kind: Kind
    number: int
    on: date
    source: str
    where: str = ""
    """Line of a message, cell of a workbook: to find it again, kept nowhere."""

    @property
    def key(self) -> Key:
        return self.label, self.kind


def count(receipt: Receipt, kind: Kind) -> int | None:
    """Return what a receipt says of a kind; None where it says nothing."""
    return receipt.delivered if kind == "delivered" else receipt.signed


def standing(receipts: Iterable[Receipt]) -> dict[Key, Receipt]:
    """Return the receipt that holds for each label and kind: the one that no other replaces."""
    return {key: lines[-1] for key, lines in _histories(receipts).items()}


def handed(
    register: Sequence[Label], receipts: Iterable[Receipt], edition: str
) -> tuple[list[Bundle], list[Label]]:
    """Return the bundles of an edition that somebody has receipted, whose labels stay; and labels
    with a receipt that were retired all the same, before it came.
    """
    known = {code for code, _kind in standing(receipts)}
    stands = labels.standing(register).values()
    holds = [line for line in stands if line.edition == edition and line.code in known]
    late = [
        line
        for line in register
        if line.edition == edition and line.status == "retired" and line.code in known
    ]
    return [labels.of(line) for line in holds], late


def _histories(receipts: Iterable[Receipt]) -> dict[Key, list[Receipt]]:
    """Return all receipts of each label and kind, the one that stands last."""
    found: dict[Key, list[Receipt]] = {}
    for line in receipts:
        for kind in KINDS:
            if count(line, kind) is not None:
                found.setdefault((line.label, kind), []).append(line)
    for lines in found.values():
        if len(lines) > 1:
            replaced = {line.replaces for line in lines}
            lines.sort(key=lambda line: (line.receipt not in replaced, line.receipt))
    return found


class Conflict(NamedTuple):
    """Counts of one bundle that contradict each other: nothing is taken for it."""

    standing: Receipt | None
    facts: tuple[Fact, ...]
    """All that was said of it, known or not."""

    @property
    def counts(self) -> list[int]:
        return sorted({fact.number for fact in self.facts})

    @property
    def is_late(self) -> bool:
        """Tell whether it is older than what stands, so that it corrects nothing."""
        return self.standing is not None and self.facts[-1].on < self.standing.on

    @property
    def latest(self) -> date:
        """The day from which an answer settles it."""
        days = [fact.on for fact in self.facts]
        return max([*days, self.standing.on] if self.standing else days)


class Merged(NamedTuple):
    """What the table of receipts would be, and what is new in it."""

    rows: tuple[Receipt, ...]
    new: tuple[Receipt, ...]
    corrected: tuple[tuple[Receipt, Receipt], ...]
    """What stood, and what takes its place."""
    earlier: tuple[tuple[Receipt, Receipt], ...]
    """Receipts that were given on an earlier day than was known: before and after."""
    repeats: int
    """What was known already."""
    doubled: int
    """What was not known, and was said more than once."""
    conflicts: tuple[Conflict, ...]


def merge(
    held: Iterable[Receipt],
    facts: Iterable[Fact],
    labels: Mapping[str, Label],
    by: str,
    correct: bool = False,
) -> Merged:
    """Return the table with what was said, whichever way round: the same said again changes
    nothing but its day, and the earliest stands. Another count is a conflict, or where it is to
    `correct`, a receipt that names the one it replaces: if it is no older, and the only count.
    """
    before = list(held)
    histories = _histories(before)
    changed: dict[tuple[str, str], Receipt] = {}
    new: list[Receipt] = []
    corrected: list[tuple[Receipt, Receipt]] = []
    earlier: list[tuple[Receipt, Receipt]] = []
    conflicts: list[Conflict] = []
    repeats = doubled = 0
    for (code, kind), said in sorted(_by_key(facts).items()):
        past = histories.get((code, kind), [])
        stands = past[-1] if past else None
        fresh = [] if _is_settled(said, stands) else [f for f in said if not _is_known(f, past)]
        repeats += len(said) - len(fresh)
        if not fresh:
            continue
        conflict = Conflict(stands, tuple(said))
        is_one = len(conflict.counts) == 1
        if stands is None and is_one:
            new.append(_receipt(fresh[0], labels[code], by, None))
            doubled += len(fresh) - 1
        elif stands and all(fact.number == count(stands, kind) for fact in fresh):
            repeats += len(fresh)
            if _can_be_earlier(stands):
                first = fresh[0]
                moved = {"on": first.on, "source": first.source, "recorded_by": by}
                line = stands.model_copy(update=moved)
                earlier.append((stands, line))
                changed[code, stands.receipt] = line
                repeats -= 1
        elif stands and correct and is_one and not conflict.is_late:
            first = next(fact for fact in fresh if fact.on >= stands.on)
            corrected.append((stands, _receipt(first, labels[code], by, stands)))
            doubled += len(fresh) - 1
        else:
            conflicts.append(conflict)
    kept = [changed.get((line.label, line.receipt), line) for line in before]
    rows = in_order([*kept, *new, *(line for _old, line in corrected)])
    told = (repeats, doubled, tuple(conflicts))
    return Merged(rows, tuple(new), tuple(corrected), tuple(earlier), *told)


def _by_key(facts: Iterable[Fact]) -> dict[Key, list[Fact]]:
    """Return what was said by bundle and kind, the earliest first."""
    found: dict[Key, list[Fact]] = {}
    for fact in sorted(facts, key=lambda fact: (fact.on, fact.source, fact.where)):
        found.setdefault(fact.key, []).append(fact)
    return found


def _is_known(fact: Fact, past: list[Receipt]) -> bool:
    """Tell whether a fact is one that stands, or that was corrected since."""
    if not past:
        return False
    stands = past[-1]
    if fact.number == count(stands, fact.kind):
        return not _can_be_earlier(stands) or fact.on >= stands.on
    replaced = (count(line, fact.kind) for line in past[:-1])
    return fact.on <= stands.on and fact.number in replaced


def _is_settled(said: Sequence[Fact], stands: Receipt | None) -> bool:
    """Tell whether counts that contradict each other have been asked about: one of them stands,
    from elsewhere, and from no earlier day.
    """
    return (
        stands is not None
        and all(fact.on <= stands.on and fact.source != stands.source for fact in said)
        and count(stands, said[0].kind) in {fact.number for fact in said}
        and len({fact.number for fact in said}) > 1
    )


def _can_be_earlier(line: Receipt) -> bool:
    """Tell whether its day is that of one fact alone, which nobody has corrected."""
    return line.replaces is None and None in (line.delivered, line.signed)


def _receipt(fact: Fact, label: Label, by: str, replaced: Receipt | None) -> Receipt:
    counts: dict[str, Any] = {fact.kind: fact.number}
    before = replaced.receipt if replaced else None
    return Receipt(
        receipt=name(fact, before or ""),
        on=fact.on,
        label=label.code,
        edition=label.edition,
        unit=unit_of(label),
        place=label.place,
        recorded_by=by,
        source=fact.source,
        replaces=before,
        **counts,
    )


def name(fact: Fact, replaces: str = "") -> str:
    """Return what a receipt is called among those of its label. The same count is called the same
    whichever day was read first.
    """
    return digest(fact.label, fact.kind, str(fact.number), replaces)[:6]


def unit_of(label: Label) -> str:
    """Return the commune of a label."""
    return label.place.partition("-")[0]


def in_order(receipts: Iterable[Receipt]) -> tuple[Receipt, ...]:
    """Return receipts in the one order their file has."""
    return tuple(sorted(receipts, key=lambda line: (line.label, line.on, line.receipt)))


# -- what is wrong with a table ------------------------------------------------------------------


def rivals(receipts: Iterable[Receipt]) -> Iterator[tuple[Receipt, Kind, Receipt]]:
    """Yield receipts that stand, or that correct one receipt, beside another, with that other."""
    seen: dict[tuple[str, Kind, str | None], Receipt] = {}
    for line in receipts:
        for kind in KINDS:
            if count(line, kind) is None:
                continue
            first = seen.setdefault((line.label, kind, line.replaces), line)
            if first is not line:
                yield line, kind, first


def endless(receipts: Iterable[Receipt]) -> Iterator[Receipt]:
    """Yield receipts whose corrections lead back to themselves."""
    lines = {line.key: line for line in receipts}
    for line in lines.values():
        seen: set[str] = set()
        at: Receipt | None = line
        while at and at.replaces and at.key not in seen:
            seen.add(at.key)
            at = lines.get(f"{at.label}/{at.replaces}")
        if at and at.key == line.key and seen and line.replaces != line.receipt:
            yield line
