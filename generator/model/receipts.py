"""What is handed out against a signature: labels of bundles, receipts, samples, prices."""

import unicodedata
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from generator.model.base import UNSPOKEN, Day, Model, Slug, Tag, Unspoken, Whole
from generator.model.printing import Letters

LabelCode = Annotated[str, StringConstraints(pattern=r"^[2-9A-HJ-KM-NP-TV-Y]{6}$")]


class Label(Model):
    """A bundle of leaflets as it leaves the store: one line of a register that only grows."""

    code: Annotated[LabelCode, UNSPOKEN]
    """Its own: the code on a leaflet is shared by all bundles of a place."""
    edition: Annotated[Slug, UNSPOKEN]
    place: Annotated[Slug, UNSPOKEN]
    """Key of a group, a commune or a recipient (model.places)."""
    language: Annotated[Tag, UNSPOKEN]
    bundle: Annotated[Whole, Field(ge=1), UNSPOKEN]
    """Which of those of its place, edition and language, from 1."""
    copies: Annotated[Whole, Field(ge=1), UNSPOKEN]
    households: Annotated[Whole, UNSPOKEN]
    """That these copies are for, without the spare ones; of a recipient, people."""
    issued: Annotated[Day, UNSPOKEN]
    status: Annotated[Literal["active", "retired"], UNSPOKEN]
    """Retired where the plan has changed since; its bundle has another label then."""
    check: Annotated[Letters, UNSPOKEN]
    """Running check over this line and all before it."""

    @property
    def key(self) -> str:
        return self.code


class Receipt(Model):
    """What somebody has confirmed about a bundle: one line."""

    receipt: Annotated[str, StringConstraints(pattern=r"^[B-DF-HJ-NP-TV-XZ]{6}$"), UNSPOKEN]
    """Its name among those of its label, by which a correction means it."""
    on: Annotated[Day, UNSPOKEN]
    label: Annotated[LabelCode, UNSPOKEN]
    edition: Annotated[Slug, UNSPOKEN]
    unit: Annotated[str, UNSPOKEN]
    place: Annotated[Slug, UNSPOKEN]
    """With edition and unit what the label says: who types a list by hand sees what it is."""
    delivered: Annotated[Whole | None, UNSPOKEN] = None
    """Leaflets of the bundle that were handed over."""
    signed: Annotated[Whole | None, UNSPOKEN] = None
    """Households that signed for one."""
    recorded_by: Annotated[Unspoken, UNSPOKEN]
    """Office or role; never who sent it."""
    source: Annotated[Unspoken, UNSPOKEN]
    """Where it comes from: "tin nhắn", "danh sách giấy", the name of a workbook."""
    replaces: Annotated[str | None, UNSPOKEN] = None
    """The receipt of the same label that this one corrects."""

    @property
    def key(self) -> str:
        return f"{self.label}/{self.receipt}"


def _bare(value: object) -> object:
    words = {"có": "co", "không": "khong"}
    typed = unicodedata.normalize("NFC", value).strip().lower() if isinstance(value, str) else ""
    return words.get(typed, typed) or value


Found = Annotated[Literal["co", "khong"], BeforeValidator(_bare)]
"""With accents and capitals too, as people write it."""


class Sampled(Model):
    """A household that a sample drew, and what was found there: one line."""

    sample: Annotated[Slug, UNSPOKEN]
    """Its name, from which the draw follows."""
    within: Annotated[Slug, UNSPOKEN]
    """What it speaks for: the province, or the codes of up to ten communes with hyphens."""
    place: Annotated[Slug, UNSPOKEN]
    household: Annotated[Whole, Field(ge=1), UNSPOKEN]
    """Which one of its list."""
    found: Annotated[Found | None, UNSPOKEN] = None
    """Whether a leaflet of the campaign was there; empty while nobody went."""
    on: Annotated[Day | None, UNSPOKEN] = None
    check: Annotated[Letters, UNSPOKEN]
    """That just this household was drawn, for a sample of this name, reach and size."""

    @property
    def key(self) -> str:
        return f"{self.sample}/{self.place}"


class Price(Model):
    """What a print shop asks from some quantity on: one line."""

    design: Annotated[Slug, UNSPOKEN]
    copies: Annotated[Whole, Field(ge=1), UNSPOKEN]
    """From so many on."""
    dong: Annotated[Whole, Field(ge=1), UNSPOKEN]
    """For each copy."""
    plate_dong: Annotated[Whole | None, UNSPOKEN] = None
    """For each further black plate, where places have leaflets of their own."""
    source: Annotated[Unspoken, UNSPOKEN]
    """Who offered it, by number; or SAMPLE (model.places)."""
    on: Annotated[Day, UNSPOKEN]

    @property
    def key(self) -> str:
        return f"{self.design}/{self.copies}"
