"""Counts of bundles that do not agree with one another: questions, each with its figures."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.distribution.receipts import Key, count
from generator.model.receipts import Label, Receipt


class Signed(NamedTuple):
    """A bundle for which more signed than leaflets of it came, or than it is for."""

    label: Label
    each: int
    """Copies that one signature is for."""
    signed: Receipt
    delivered: Receipt | None
    """None where nobody said that it came."""

    @property
    def number(self) -> int:
        return self.signed.signed or 0

    @property
    def copies(self) -> int:
        """That came of it."""
        return (self.delivered.delivered or 0) if self.delivered else 0

    @property
    def is_more_than_came(self) -> bool:
        return self.number * self.each > self.copies

    @property
    def is_more_than_meant(self) -> bool:
        """Of a recipient that gets copies by another rule than for each of its people, nobody can
        say.
        """
        return bool(self.label.households) and self.number > self.label.households


class Surplus(NamedTuple):
    """A place that more leaflets went to than are planned for it, because its labels changed."""

    place: str
    delivered: int
    planned: int
    receipts: tuple[Receipt, ...]


def signed(
    labels: Mapping[str, Label], found: Mapping[Key, Receipt], each: Mapping[str, int]
) -> Iterator[Signed]:
    """Yield bundles by their places; `each` is by place where it is not one copy."""
    for code, label in sorted(labels.items(), key=lambda one: (one[1].place, one[0])):
        receipt = found.get((code, "signed"))
        if receipt:
            one = Signed(label, each.get(label.place, 1), receipt, found.get((code, "delivered")))
            if one.is_more_than_came or one.is_more_than_meant:
                yield one


def surplus(labels: Iterable[Label], found: Mapping[Key, Receipt]) -> Iterator[Surplus]:
    """Yield places of which a retired bundle was delivered beside those that took its place."""
    planned: dict[str, int] = {}
    delivered: dict[str, list[Receipt]] = {}
    for label in labels:
        planned.setdefault(label.place, 0)
        if label.status == "active":
            planned[label.place] += label.copies
        receipt = found.get((label.code, "delivered"))
        if receipt:
            delivered.setdefault(label.place, []).append(receipt)
    for place, receipts in sorted(delivered.items()):
        came = sum(count(receipt, "delivered") or 0 for receipt in receipts)
        if came > planned[place]:
            by_label = sorted(receipts, key=lambda receipt: receipt.label)
            yield Surplus(place, came, planned[place], tuple(by_label))
