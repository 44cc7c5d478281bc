"""What no language changes: contacts, sources, laws, methods, pages, editions, codes."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.base import Day, Https, Model, Origin, Slug, Tag, Text

PHONE = r"^(\+[0-9]{8,14}|0[0-9]{8,10}|1[89]00[0-9]{4,6}|[0-9]{3,6})$"
"""As dialled. A long number that starts with neither 0 nor + has lost its 0 in a spreadsheet."""

Digits = Annotated[str, StringConstraints(pattern=PHONE)]


class Confirmation(Model):
    """Who confirmed a contact, when, from where."""

    by: Text
    on: Day
    source: Text
    number: Digits | None = None
    """The number that was confirmed; another number is not."""


class Status(StrEnum):
    SPECIMEN = "specimen"
    OFFICIAL = "official"


class Settings(Model):
    """campaign.yml"""

    title: Text
    issuer: Text
    """The body that publishes, as residents know it."""
    status: Status
    base_url: Origin
    """Where the site will live for ever: https and a host, no path."""
    source_language: Tag
    updated: Day
    """The day the content was last changed, shown to residents; outputs have no other clock."""


class Contact(Model):
    """A way to reach help."""

    name: Text
    note: Text
    """When to use it, in one sentence."""
    number: Digits | None = None
    """Digits as dialled; absent where residents must look it up themselves."""
    by: Literal["call", "text"] = "call"
    """How the number is reached."""
    find: Text | None = None
    """Where residents find the number, in a few words; needed where there is none."""
    confirmed: Confirmation | None = None
    check: Text | None = None
    """What the operator still has to verify."""

    @property
    def href(self) -> str | None:
        """What a phone opens: a call, or a text message to be written."""
        scheme = "sms" if self.by == "text" else "tel"
        return f"{scheme}:{self.number}" if self.number else None


class Source(Model):
    """A document the content draws on."""

    title: Text
    issuer: Text
    dated: Day | None = None
    url: Https | None = None
    check: Text | None = None


class Citation(Model):
    """A place in a source."""

    document: Slug
    clause: Text


class Law(Model):
    """A legal document, with the time it holds."""

    title: Text
    in_force: Day
    ended: Day | None = None
    successor: Slug | None = None
    names: tuple[Text, ...] = ()
    """Wordings that mean this law in running text; an error once it is superseded."""
    check: Text | None = None


class OutdatedTerm(Model):
    """A word that was official once."""

    since: Day
    now: Text
    """What to write instead."""


class Laws(Model):
    """laws.yml"""

    laws: dict[Slug, Law]
    outdated_terms: dict[Text, OutdatedTerm] = {}


Kind = Literal["trick", "risk", "illegal_offer", "enabler"]
"""Done to the reader; a situation to be careful in; an unlawful offer the reader may be drawn
into; an offence of the reader's own that feeds fraud. Each has its list and its tone."""


class FraudMethod(Model):
    """methods/<slug>/method.yml: the facts that no language changes."""

    kind: Kind = "trick"
    order: int
    """Place in lists; the methods that hurt most people come first."""
    routes: Annotated[tuple[Slug, ...], Field(min_length=1)]
    audiences: Annotated[tuple[Slug, ...], Field(min_length=1)]
    rules: Annotated[tuple[Slug, ...], Field(min_length=1)]
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
    laws: tuple[Slug, ...] = ()
    contacts: Annotated[tuple[Slug, ...], Field(min_length=1)]
    aliases: tuple[Slug, ...] = ()
    """Catalogue entries this method covers."""
    review_by: Day
    note: Text | None = None
    """For editors; never published."""
    check: Text | None = None
    """What the operator still has to verify."""


class PageFacts(Model):
    """pages/<slug>/page.yml"""

    next: Slug | None = None
    """The page to read after this one."""

    role: Literal["emergency", "about", "audience", "page"]
    audience: Slug | None = None
    """Whom a page of role audience is for; it lists the methods addressed to them."""
    order: int
    contacts: tuple[Slug, ...] = ()
    sources: tuple[Citation, ...] = ()
    laws: tuple[Slug, ...] = ()


class News(Model):
    """news/<id>/item.yml: something that is new, and when."""

    dated: Day
    methods: tuple[Slug, ...] = ()
    """Methods it leads to."""


class Edition(Model):
    """editions/<id>.yml: a design in some languages, to be printed."""

    design: Slug
    languages: Annotated[tuple[Tag, ...], Field(min_length=1)]
    versioning: Literal["province"]
    """How many different codes a language has: one for the whole province."""
    unit: Slug
    """The place its codes stand for."""
    methods: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """Methods on the leaflet, in printed order."""
    spare_percent: Annotated[int, Field(ge=0, le=50)]
    paper: Text


class ShortCode(Model):
    """A printed QR code: what it was issued for, and whether it still holds."""

    code: Annotated[str, StringConstraints(pattern=r"^[2-9A-HJ-KM-NP-TV-Y]{6}$")]
    edition: Slug
    unit: Slug
    language: Tag
    revision: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
    issued: Day
    quantity: Annotated[int, Field(ge=0)] | None
    """Copies printed, or None while unknown."""
    status: Literal["active", "retired"]
