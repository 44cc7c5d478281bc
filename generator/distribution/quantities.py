"""How many copies a place needs, in whole leaflets."""

from typing import NamedTuple


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


def grouped(count: int) -> str:
    """Return a number as it is written in Vietnamese: 10.762."""
    return f"{count:,}".replace(",", ".")


def decimal(tenths: int) -> str:
    """Return a number of tenths as it is written in Vietnamese: 1.054,5."""
    return f"{grouped(tenths // 10)},{tenths % 10}"
