"""How many copies a place needs, in whole leaflets."""

from typing import NamedTuple

from generator.model.printing import Design, Edition


class Copies(NamedTuple):
    """What is printed for a place."""

    households: int
    spare: int
    """Above one for each household; rounded up."""

    @property
    def total(self) -> int:
        return self.households + self.spare


def copies(households: int, spare_percent: int) -> Copies:
    """Return the copies for some households, with a share of spare ones."""
    return Copies(households, -(-households * spare_percent // 100))


def grams(copies: int, design: Design, edition: Edition) -> int | None:
    """Return what copies of an edition weigh; None where nobody wrote down its paper."""
    if edition.grams_per_m2 is None:
        return None
    return round(copies * design.width_mm * design.height_mm * edition.grams_per_m2 / 1_000_000)
