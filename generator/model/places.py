"""Where leaflets go: the communes, and the groups of households in them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from generator.model.base import UNSPOKEN, Day, Model, Quoted, Tag, Unspoken, Whole
from generator.model.facts import Digits

PROVINCE, EACH_UNIT, EACH_GROUP = "toan-tinh", "moi-xa", "moi-to"
"""What an edition may name in the place of single places: the whole province at once, each
commune, each group of households."""

GROUP_NUMBER = r"^[0-9]{1,5}$"
UNIT_NAME = r"^(Xã|Phường|Đặc khu) \S.*$"
UNIT_CODE = r"^[0-9]{5}$"
UnitCode = Annotated[str, StringConstraints(pattern=UNIT_CODE)]
"""The official number of a commune: a text, in which zeros in front count."""

SAMPLE = "SỐ LIỆU MẪU"
"""The source of a figure that nobody counted: it shows how the arithmetic works, and every
output in which it stands says so."""

_TAG: TypeAdapter[str] = TypeAdapter(Tag)


def _shares(value: str) -> str:
    shares = shares_of(value)
    try:
        known = [_TAG.validate_python(tag) for tag in shares]
    except ValidationError:
        known = []
    if len(known) != len(value.split()) or sum(shares.values()) != 100 or 0 in shares.values():
        raise PydanticCustomError("shares", "not shares that make 100")
    return value


def shares_of(languages: str) -> dict[str, int]:
    """Return per cent by language of what a table says as “vi:60 mww:40”."""
    found = {}
    for part in languages.split():
        tag, _colon, share = part.partition(":")
        found[tag] = int(share) if share.isascii() and share.isdigit() else 0
    return found


Languages = Annotated[Unspoken, StringConstraints(max_length=120), AfterValidator(_shares)]
"""In which language households read, as “vi:60 mww:40”, in per cent."""


class Unit(Model):
    """A commune, a ward or a special zone: one line of a table."""

    code: UnitCode
    name: Annotated[Quoted, StringConstraints(pattern=UNIT_NAME, max_length=60)]
    """With its kind in front, as the law writes it."""
    police_number: Annotated[Digits | None, UNSPOKEN] = None
    confirmed_number: Annotated[Digits | None, UNSPOKEN] = None
    """The number as who confirmed it wrote it; while the two differ, none is printed."""
    confirmed_by: Annotated[Unspoken | None, UNSPOKEN] = None
    confirmed_on: Annotated[Day | None, UNSPOKEN] = None
    households: Annotated[Whole | None, UNSPOKEN] = None
    counted_by: Annotated[Unspoken | None, UNSPOKEN] = None
    """Where the households come from: a list, a report, by its number; or SAMPLE."""
    counted_on: Annotated[Day | None, UNSPOKEN] = None
    languages: Annotated[Languages | None, UNSPOKEN] = None
    """Of its households; all read the source language where nothing is said."""

    @property
    def key(self) -> str:
        """The name by which an edition and a code mean it."""
        return self.code

    @property
    def number(self) -> str:
        """Number of its police if somebody confirmed just that, else empty."""
        is_sure = self.confirmed_number == self.police_number
        is_sure = is_sure and bool(self.confirmed_by and self.confirmed_on)
        return self.police_number or "" if is_sure else ""


class Group(Model):
    """Households that one person looks after (tổ liên gia, thôn, khu, tổ dân phố): one line."""

    unit: UnitCode
    group: Annotated[str, StringConstraints(pattern=GROUP_NUMBER)]
    """Its number within the commune; it stays when a group before it is given up."""
    name: Annotated[Quoted, Field(max_length=60)]
    households: Annotated[Whole | None, UNSPOKEN] = None
    counted_by: Annotated[Unspoken | None, UNSPOKEN] = None
    counted_on: Annotated[Day | None, UNSPOKEN] = None
    languages: Annotated[Languages | None, UNSPOKEN] = None
    """Where they are others than its commune's."""

    @property
    def key(self) -> str:
        """The name by which an edition and a code mean it."""
        return f"{self.unit}-{self.group}"


RecipientKind = Literal["co-quan", "truong-hoc", "doanh-nghiep"]
"""Agency, school, enterprise: who the plan names beside households."""
RECIPIENT_KINDS: tuple[RecipientKind, ...] = get_args(RecipientKind)


class Recipient(Model):
    """Somebody beside households who gets leaflets, in a commune: one line."""

    unit: UnitCode
    kind: Annotated[RecipientKind, UNSPOKEN]
    number: Annotated[str, StringConstraints(pattern=GROUP_NUMBER)]
    """Among those of its kind in the commune."""
    name: Annotated[Quoted, Field(max_length=80)]
    people: Annotated[Whole | None, UNSPOKEN] = None
    """Who work or learn there."""
    counted_by: Annotated[Unspoken | None, UNSPOKEN] = None
    counted_on: Annotated[Day | None, UNSPOKEN] = None

    @property
    def key(self) -> str:
        """The name by which a plan and a label mean it."""
        return f"{self.unit}-{self.kind}-{self.number}"


class Place(NamedTuple):
    """What a code stands for: the province, a commune, or a group in it."""

    key: str
    unit: Unit | None = None
    group: Group | None = None

    @property
    def name(self) -> str:
        """As it stands on paper, the smallest part first; empty for the province."""
        if self.unit is None:
            return ""
        return f"{self.group.name}, {self.inside}" if self.group else self.unit.name

    @property
    def inside(self) -> str:
        """The commune as it is written inside a sentence; empty for the province."""
        return self.unit.name[:1].lower() + self.unit.name[1:] if self.unit else ""

    @property
    def households(self) -> int | None:
        """How many there are, or None where nobody counted."""
        counted = self.group or self.unit
        return counted.households if counted else None


def places(
    wanted: Iterable[str], units: Mapping[str, Unit], groups: Mapping[str, Group]
) -> dict[str, Place]:
    """Return the places that an edition names, by key and in order; unknown ones are left out."""

    def found(name: str) -> Iterator[Place]:
        if name == PROVINCE:
            yield Place(name)
        for unit in units.values() if name == EACH_UNIT else filter(None, [units.get(name)]):
            yield Place(unit.key, unit)
        for group in groups.values() if name == EACH_GROUP else filter(None, [groups.get(name)]):
            if group.unit in units:
                yield Place(group.key, units[group.unit], group)

    return {place.key: place for name in wanted for place in found(name)}
