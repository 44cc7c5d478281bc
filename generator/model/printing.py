"""What is printed: designs, editions, and the codes that stand on paper."""

from itertools import pairwise
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, StringConstraints

from generator.model.base import (
    UNSPOKEN,
    Day,
    Model,
    Quoted,
    Refers,
    Slug,
    Tag,
    Unspoken,
    Whole,
)
from generator.model.facts import LanguageTag, MethodName
from generator.model.trust import digest

CONDITION = r"^[\w.()-]{3,40}$"
PRESS_PROFILE = b"prtrCMYK"
"""Class and space of a press's colours, as the head of a profile says them."""
PROFILE = r"^[\w.-]+\.icc$"
Letters = Annotated[str, StringConstraints(pattern=r"^[B-DF-HJ-NP-TV-XZ]{12}$")]
"""A fingerprint (model.trust)."""


class Design(Model):
    """A leaflet's size, and the blocks of its sides."""

    width_mm: Annotated[Whole, Field(ge=50, le=1000)]
    height_mm: Annotated[Whole, Field(ge=50, le=1500)]
    sides: Annotated[tuple[tuple[Slug, ...], ...], Field(min_length=1, max_length=2)]
    """Ids of the blocks of each side in reading order: what an error names on overflow."""
    inks: Literal["four", "one"] = "four"
    """One: black alone, which an office printer and a photocopier keep."""
    foot_mm: tuple[Whole, ...] = ()
    """Where given, what is left of a side, or of each panel of it, is spread between its blocks,
    so that the last one ends that far from the lower edge."""
    folds_mm: tuple[Whole, ...] = ()
    """Where the sheet is folded, from the left edge of its first side."""

    pieces: Annotated[Whole, Field(ge=1, le=16)] = 1
    """Into how many leaflets a sheet is cut; each has its own code."""

    def folds(self, side: int) -> tuple[int, ...]:
        """Return where a side is folded, from its left edge: the second side is mirrored."""
        if side % 2:
            return self.folds_mm
        return tuple(self.width_mm - fold for fold in reversed(self.folds_mm))

    def panels(self, side: int) -> tuple[int, ...]:
        """Return how wide each panel of a folded side is, from the left."""
        edges = (0, *self.folds(side), self.width_mm)
        return tuple(right - left for left, right in pairwise(edges))


Stock = Literal["coated", "uncoated"]


class Condition(Model):
    """What a press does to colours, by its registered name and its profile."""

    name: Annotated[str, StringConstraints(pattern=CONDITION)] = "FOGRA39"
    profile: Annotated[str, StringConstraints(pattern=PROFILE)] = "FOGRA39L_coated.icc"
    """A file in leaflets/press."""


class Imprint(Model):
    """What the law wants on paper, known only once a licence is given and a shop is chosen; each
    as it stands there, with its words: “Giấy phép xuất bản số 12/GP-…”, “In tại …”.
    """

    licence: Quoted | None = None
    """Number and day of the licence, and who gave it."""
    printer: Quoted | None = None
    """Name and address of the shop."""
    copies: Quoted | None = None
    """How many are printed, of what size."""
    dated: Quoted | None = None
    """When they are finished and handed to the archive."""

    @property
    def missing(self) -> list[str]:
        """What nobody has written down yet."""
        return [name for name, value in self if not value]


class Gives(Model):
    """How many copies are for each of those whom an edition is for."""

    household: Annotated[Whole, Field(le=100)] = 1
    person: Annotated[Whole, Field(le=100)] = 1
    """Who works or learns at an agency, a school, an enterprise."""
    group: Annotated[Whole, Field(le=1000)] = 0
    """Beside those for its households, such as a poster for its house."""
    recipient: Annotated[Whole, Field(le=1000)] = 0
    """Beside those for its people."""
    unit: Annotated[Whole, Field(le=100_000)] = 0


class Edition(Model):
    """A design in some languages for some places, to be printed."""

    name: Annotated[Unspoken | None, UNSPOKEN] = None
    """What staff call it."""
    design: Annotated[Slug, Refers("designs")]
    languages: Annotated[tuple[LanguageTag, ...], Field(min_length=1)]
    units: Annotated[tuple[Annotated[Slug, Refers("places")], ...], Field(min_length=1)]
    """The places its codes stand for: keys of units and groups, or all of them (model.places)."""
    methods: Annotated[tuple[MethodName, ...], Field(min_length=1)]
    """Methods on the leaflet, in printed order."""
    files: Literal["one", "unit"] = "one"
    """How a press job is cut: one file a language, or one a commune as well."""
    spare_percent: Annotated[Whole, Field(le=50)]
    bundle: Annotated[Whole, Field(ge=1, le=1000)] = 50
    """Leaflets in a bundle, as the shop packs them."""
    gives: Annotated[Gives, UNSPOKEN] = Gives()
    carton: Annotated[Whole, Field(ge=1, le=100_000), UNSPOKEN] = 1000
    """Leaflets in a carton: the print order of the province is rounded up to whole ones, once."""
    paper: Annotated[Unspoken, UNSPOKEN]
    grams_per_m2: Annotated[Whole | None, Field(ge=40, le=600), UNSPOKEN] = None
    """Of the paper; without it nothing is weighed."""
    stock: Annotated[Stock, UNSPOKEN] = "coated"
    """Whether the paper is coated: one that is not takes less ink."""
    condition: Annotated[Condition, UNSPOKEN] = Condition()
    imprint: Imprint = Imprint()

    @property
    def frozen(self) -> str:
        """Fingerprint of what may not change once a code is issued: design and methods."""
        return digest(self.design, *self.methods)


class Frozen(Model):
    """What an edition was printed from the first time, by fingerprint."""

    printed: Annotated[Day, UNSPOKEN]
    blocks: Annotated[dict[str, Unspoken], UNSPOKEN]
    """By model, file and place of each text, and by the names of design and edition."""
    known: Annotated[dict[str, Unspoken], UNSPOKEN] = {}
    """What its readers could know then, on paper or not (model.since); older records lack it."""


class ShortCode(Model):
    """What a printed QR code was issued for, and whether it still holds."""

    code: Annotated[str, StringConstraints(pattern=r"^[2-9A-HJ-KM-NP-TV-Y]{6}$")]
    edition: Slug
    unit: Slug
    language: Tag
    revision: Letters
    """Fingerprint of the words and the design at the time of issue."""
    frozen: Letters
    """Fingerprint of the edition's design and methods, which its paper has made unchangeable."""
    issued: Day
    quantity: Whole | None
    """Copies printed, or None while unknown."""
    status: Literal["active", "retired"]
    retired: Day | None = None
    """Since when it no longer holds; empty while it does."""
    check: Letters
    """Running check over this line and all before it: a line lost or edited shows by itself."""


class Version(NamedTuple):
    """An edition for one place in one language: what one kind of leaflet is."""

    edition: str
    unit: str
    language: str
    code: ShortCode


class Reserve(NamedTuple):
    """How much more may be written on a side, or on a panel of it."""

    side: int
    """From 1."""
    block: str
    """Id of the last block that stands there."""
    millimetres: int
