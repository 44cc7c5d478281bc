"""Two changes of one file put together by what stands in it, not by its lines."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.content.located_yaml import Data
from generator.problems import Place


class Clash(NamedTuple):
    """A place that both have changed, each in another way."""

    place: Place
    ours: Data | None
    """None where it was taken away."""
    theirs: Data | None


class Merged(NamedTuple):
    """A file with both changes; where they clash, with ours."""

    data: Data
    clashes: list[Clash]


def merge(base: Data, ours: Data, theirs: Data) -> Merged:
    """Return what two people made of the same file.

    Nothing that one of them wrote is lost: it stands in the result or in a clash.
    """
    clashes: list[Clash] = []
    found = _merged(base, ours, theirs, (), clashes)
    return Merged(found if found is not None else {}, clashes)


def _merged(
    base: Data | None, ours: Data | None, theirs: Data | None, place: Place, clashes: list[Clash]
) -> Data | None:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        before = base if isinstance(base, dict) else {}
        return dict(_mapping(before, ours, theirs, place, clashes))
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    if isinstance(ours, list) and isinstance(theirs, list) and isinstance(base, list):
        return list(_listed(base, ours, theirs))
    clashes.append(Clash(place, ours, theirs))
    return theirs if ours is None else ours


def _mapping(
    base: dict[str, Data],
    ours: dict[str, Data],
    theirs: dict[str, Data],
    place: Place,
    clashes: list[Clash],
) -> Iterator[tuple[str, Data]]:
    order = list(ours) if list(theirs) == list(base) else _joined(list(theirs), list(ours))
    for name in _joined(order, list(theirs)):
        at = (*place, name)
        value = _merged(base.get(name), ours.get(name), theirs.get(name), at, clashes)
        if value is not None:
            yield name, value


def _joined(order: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return names in their order, each further one after the one it follows elsewhere."""
    found = list(order)
    for number, name in enumerate(others):
        if name not in found:
            before = others[number - 1] if number else None
            found.insert(found.index(before) + 1 if before else 0, name)
    return found


def _listed(base: list[Data], ours: list[Data], theirs: list[Data]) -> Iterator[Data]:
    """Yield what stands in both lists now, and what one of them has got since."""
    found = list(ours) if theirs == base else list(theirs)
    for number, entry in enumerate(ours):
        if entry not in found and entry not in base:
            before = ours[number - 1] if number else None
            found.insert(found.index(before) + 1 if before in found else 0, entry)
    gone = [entry for entry in base if entry not in ours]
    yield from (entry for entry in found if entry not in gone)
