"""What printing costs by a table of prices, what paper weighs, and how many parcels it makes."""

from collections.abc import Iterable
from typing import NamedTuple

from generator.model.places import SAMPLE
from generator.model.printing import Design, Edition
from generator.model.receipts import Price

PARCEL = 15_000
"""Grams of paper in a parcel: what one person carries, and a motorbike takes."""


class Estimate(NamedTuple):
    """What a run would cost, in đồng."""

    copies: int
    each: int
    plates: int
    """Further black plates, one for each place but the first."""
    plate: int | None
    """For each of them; None where the table does not say."""
    source: str
    """Of the price."""

    @property
    def dong(self) -> int:
        return self.copies * self.each + self.plates * (self.plate or 0)

    @property
    def is_sample(self) -> bool:
        return self.source == SAMPLE


def estimate(prices: Iterable[Price], copies: int, plates: int = 0) -> Estimate | None:
    """Return what a run costs by prices of its design, or None for so few that none is known."""
    steps = [price for price in prices if price.copies <= copies]
    if not steps or not copies:
        return None
    price = max(steps, key=lambda step: step.copies)
    return Estimate(copies, price.dong, plates, price.plate_dong, price.source)


def cheaper(prices: Iterable[Price], run: Estimate) -> Estimate | None:
    """Return the larger run that costs least, if it costs less than this one."""
    larger = [
        Estimate(price.copies, price.dong, run.plates, price.plate_dong, price.source)
        for price in prices
        if price.copies > run.copies
    ]
    best = min(larger, key=lambda other: (other.dong, other.copies), default=None)
    return best if best and best.dong < run.dong else None


def grams(edition: Edition, design: Design, copies: int) -> int | None:
    """Return what copies weigh, rounded up, or None where nobody said what the paper weighs."""
    if edition.grams_per_m2 is None:
        return None
    square = design.width_mm * design.height_mm * edition.grams_per_m2 * copies
    return -(-square // 1_000_000)


def parcels(weight: int) -> int:
    """Return how many parcels some grams of paper make."""
    return -(-weight // PARCEL)
