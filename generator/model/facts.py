"""What no language changes: contacts, sources, laws, methods, pages, news."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.aloud import Pronunciation
from generator.model.base import (
    UNSPOKEN,
    Day,
    Feedback,
    Heard,
    Https,
    Model,
    Origin,
    Plain,
    Quoted,
    Refers,
    Slug,
    Tag,
    Unspoken,
    Whole,
)
from generator.model.trust import Worded

PHONE = r"^(\+[0-9]{8,14}|0[0-9]{8,10}|1[89]00[0-9]{4,6}|[0-9]{3,6})$"
"""As dialled. A long number that starts with neither 0 nor + has lost its 0 in a spreadsheet."""

TEXTED = r"^(0[35789][0-9]{8}|[4-9][0-9]{3,5})$"
"""Of those, what takes text messages: a mobile phone or a short number, no landline."""

RouteName = Annotated[Slug, Refers("routes")]
AudienceName = Annotated[Slug, Refers("audiences")]
RuleName = Annotated[Slug, Refers("rules")]
ContactName = Annotated[Slug, Refers("contacts")]
SourceName = Annotated[Slug, Refers("sources")]
LawName = Annotated[Slug, Refers("laws")]
AdviceName = Annotated[Slug, Refers("advice")]
MethodName = Annotated[Slug, Refers("methods")]
PageName = Annotated[Slug, Refers("pages")]
LanguageTag = Annotated[Tag, Refers("languages")]

Digits = Annotated[str, StringConstraints(pattern=PHONE)]
Means = Literal["call", "text"]
"""How a number is reached."""


class Status(StrEnum):
    SPECIMEN = "specimen"
    OFFICIAL = "official"


ShortWording = Literal["leaflet", "plan"]


class Citation(Model):
    """A place in a source."""

    document: SourceName
    clause: Quoted


class Surface(Model):
    """What a slogan is printed on, or painted; measured as it hangs or stands."""

    width_mm: Annotated[Whole, Field(ge=300, le=30_000)]
    height_mm: Annotated[Whole, Field(ge=200, le=5_000)]
    kind: Literal["banner", "wall"] = "banner"
    """A wall is painted by hand: no file for a shop, only its lines and their letters."""


_SURFACES = (
    Surface(width_mm=6000, height_mm=800),
    Surface(width_mm=3000, height_mm=600),
    Surface(width_mm=1000, height_mm=500),
    Surface(width_mm=4000, height_mm=1000, kind="wall"),
)
"""Across a street, on a fence, on a board, on the wall of a house of culture."""


class Settings(Model):
    """Status, address, source language and date of a campaign."""

    status: Status
    base_url: Origin
    """Where the site will live for ever: https and a host, no path."""
    source_language: LanguageTag
    approvers: Annotated[Whole, Field(ge=1, le=2), UNSPOKEN] = 1
    """How many people read words before they are approved: the second is another person."""
    people: Annotated[tuple[Unspoken, ...], UNSPOKEN] = ()
    """Who may approve words, each with name and office."""
    short_wording: ShortWording = "leaflet"
    """Which of the founding plan's two short wordings of the message is shown: that for leaflets
    (III.1), or the shorter one of the plan itself (II.2)."""
    message_sources: tuple[Citation, ...] = ()
    """Where the message stands in the founding plan."""
    feedback: Annotated[Feedback | None, UNSPOKEN] = None
    """Where readers write about the site, as mailto: or https:; security.txt says it, too."""
    pace: Annotated[Whole, Field(ge=100, le=250), UNSPOKEN] = 180
    """Syllables a minute that an announcer reads; fewer where listeners speak another language
    at home."""
    banners: Annotated[tuple[Surface, ...], UNSPOKEN] = _SURFACES
    """What each slogan is made for."""
    updated: Day
    """The day the content was last changed, shown to residents; outputs have no other clock."""


class Confirmation(Model):
    """Who confirmed a contact, when, from where."""

    by: Unspoken
    on: Day
    source: Unspoken
    number: Digits | None = None
    """The number that was confirmed; another number is not."""
    means: Means = "call"
    """How it is reached; another way is not confirmed."""


class Contact(Model):
    """A way to reach help; its name and when to use it are in interface/<tag>.yml."""

    number: Digits | None = None
    """Digits as dialled; absent where residents must look it up themselves."""
    means: Means = "call"
    confirmed: Annotated[Confirmation | None, UNSPOKEN] = None
    check: Unspoken | None = None
    """What the operator still has to verify."""

    @property
    def href(self) -> str | None:
        """What a phone opens: a call, or a text message to be written."""
        scheme = "sms" if self.means == "text" else "tel"
        return f"{scheme}:{self.number}" if self.number else None


class Contacts(Model):
    """Every contact: its number, and who confirmed it."""

    contacts: dict[Slug, Contact]


class Bank(Model):
    """A bank's hotline, or a slot for it.

    A number that nobody confirmed is not shown, not even by a specimen: who has just lost money
    dials it at once.
    """

    name: Plain
    """As on its signs, in every language."""
    number: Digits | None = None
    confirmed: Annotated[Confirmation | None, UNSPOKEN] = None
    check: Unspoken | None = None
    """What the operator still has to verify."""

    @property
    def is_sure(self) -> bool:
        return bool(self.number and self.confirmed and self.confirmed.number == self.number)


class Banks(Model):
    """Hotlines of banks, for who has just sent money."""

    banks: dict[Slug, Bank]


class Source(Model):
    """A document the content draws on."""

    title: Quoted
    issuer: Quoted
    dated: Day | None = None
    url: Https | None = None
    check: Unspoken | None = None


class Sources(Worded):
    """The documents the content draws on, as they are cited."""

    sources: dict[Slug, Source]


class Law(Model):
    """A legal document, with the time it holds."""

    title: Quoted
    in_force: Day
    ended: Annotated[Day | None, UNSPOKEN] = None
    successor: Annotated[LawName | None, UNSPOKEN] = None
    names: tuple[Unspoken, ...] = ()
    """Wordings that mean this law in running text; an error once it is superseded."""
    check: Unspoken | None = None


class OutdatedTerm(Model):
    """A word that was official once."""

    since: Day
    now: Unspoken
    """What to write instead."""


class Laws(Worded):
    """Laws with the time they hold, and terms that are over."""

    laws: dict[Slug, Law]
    outdated_terms: Annotated[dict[str, OutdatedTerm], UNSPOKEN] = {}


class Waiver(Model):
    """A number or a name that may stand in a text, and who says so."""

    file: Unspoken
    """Below the content folder."""
    text: Unspoken
    """As `check` names it."""
    reason: Unspoken
    by: Unspoken
    on: Day


class Waivers(Model):
    """What looks like somebody's number or name and may stand all the same."""

    waivers: tuple[Waiver, ...]


Kind = Literal["trick", "risk", "illegal_offer", "enabler"]
"""Done to the reader; a situation to be careful in; an unlawful offer the reader may be drawn
into; an offence of the reader's own that feeds fraud. Each has its list and its tone."""


Claim = Literal[
    "police",
    "office",
    "bank",
    "carrier",
    "courier",
    "relative",
    "employer",
    "lover",
    "blackmailer",
    "seller",
    "buyer",
    "lender",
    "investor",
    "company",
    "helper",
    "nobody",
]
"""Who fraudsters claim to be; nobody where they hide or need no story."""
Want = Literal["money", "code", "app", "picture", "papers", "account"]
"""What they are after; code is a password or an OTP, account what others act by."""


class AdviceFacts(Model):
    """What no language changes about a piece of advice."""

    reaches: ContactName | None = None
    """The contact without a number that it tells readers how to reach."""
    sources: tuple[Citation, ...] = ()
    review_by: Annotated[Day, UNSPOKEN]
    note: Unspoken | None = None
    """For editors; never published."""
    check: Unspoken | None = None
    """What the operator still has to verify."""


class FraudMethod(Model):
    """What no language changes about a fraud method."""

    kind: Kind = "trick"
    order: Annotated[Whole, UNSPOKEN]
    """Place in lists; the methods that hurt most people come first."""
    routes: Annotated[tuple[RouteName, ...], Field(min_length=1)]
    audiences: Annotated[tuple[AudienceName, ...], Field(min_length=1)]
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]
    wants: Annotated[tuple[Want, ...], Field(min_length=1)]
    rules: Annotated[tuple[RuleName, ...], Field(min_length=1)]
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
    laws: tuple[LawName, ...] = ()
    advice: tuple[AdviceName, ...] = ()
    """What to do once it has happened, the most urgent first."""
    contacts: Annotated[tuple[ContactName, ...], Field(min_length=1)]
    covers: Annotated[tuple[Slug, ...], UNSPOKEN] = ()
    """Entries of the catalogue of methods that this one deals with, beside its own name."""
    aliases: Annotated[tuple[Slug, ...], UNSPOKEN] = ()
    """Names it had before, or methods merged into it: their addresses still open."""
    changed: Annotated[Day | None, UNSPOKEN] = None
    """When it last changed so much that who holds an older leaflet must be told; a better wording
    is no such change."""
    review_by: Annotated[Day, UNSPOKEN]
    note: Unspoken | None = None
    """For editors; never published."""
    check: Unspoken | None = None
    """What the operator still has to verify."""


class PageFacts(Model):
    """What no language changes about a hand-written page."""

    next: PageName | None = None
    """The page to read after this one."""
    role: Literal["page", "audience", "about", "emergency", "portals"]
    """That for those who run other sites gets the lines to copy, and is in no menu."""
    first: AdviceName | None = None
    """Advice that stands on top, step by step; that of the emergency page stands on leaflets and
    on the pages of printed codes too."""
    advice: tuple[AdviceName, ...] = ()
    """Advice that follows what the page itself says, each with its heading."""
    audience: AudienceName | None = None
    """Whom a page of role audience is for; it lists the methods addressed to them."""
    order: Annotated[Whole, UNSPOKEN]
    contacts: tuple[ContactName, ...] = ()
    sources: tuple[Citation, ...] = ()
    laws: tuple[LawName, ...] = ()
    aliases: Annotated[tuple[Slug, ...], UNSPOKEN] = ()
    """Names it had before: their addresses still open."""


class CaseFacts(Model):
    """What no language changes about something that happened to somebody."""

    outcome: Literal["lost", "stopped"]
    """Money was lost, or somebody stopped it in time."""
    dated: Day
    """The day it was reported."""
    methods: Annotated[tuple[MethodName, ...], Field(min_length=1)]
    """Methods on whose pages it stands."""
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
    note: Unspoken | None = None
    """For editors; never published."""
    check: Unspoken | None = None
    """What the operator still has to verify."""


class News(Model):
    """Something that is new, and when."""

    dated: Day
    methods: tuple[MethodName, ...] = ()
    """Methods it leads to."""


class TalkFacts(Model):
    """What no language changes about a talk."""

    minutes: Annotated[Whole, Field(ge=5, le=90), UNSPOKEN]
    """How long it lasts, the questions to the hall among it."""
    methods: Annotated[tuple[MethodName, ...], Field(min_length=1)]
    """What it is about, in the order of the talk."""


SCRIPT = r"^[A-Z][a-z]{3}$"
FONT_FAMILY = r"^[A-Za-z0-9]+( [A-Za-z0-9]+)*$"
FONT_FILE = r"^[A-Za-z0-9_-]+\.(ttf|otf)$"

FontFile = Annotated[str, StringConstraints(pattern=FONT_FILE)]
"""A file in leaflets/fonts, complete: split web fonts print wrong letters."""


class FontFace(Model):
    """A typeface that holds every character of the language."""

    family: Annotated[str, StringConstraints(pattern=FONT_FAMILY)]
    regular: FontFile
    bold: FontFile | None = None
    """Absent where the typeface has none, as for Tai Viet: size and colour then say on paper what
    matters most."""
    heavy: FontFile | None = None
    """For the largest words; the bold where absent."""

    @property
    def files(self) -> tuple[str, str, str]:
        """The files of weight 400, 700 and 800."""
        bold = self.bold or self.regular
        return self.regular, bold, self.heavy or bold


ShortForm = Annotated[str, StringConstraints(pattern=r"^[^\W_]{1,20}$")]
"""One word."""


UNSPACED = frozenset({"Khmr", "Laoo", "Thai", "Mymr", "Tavt"})
"""Scripts without spaces between words: U+200B says where a line may end."""
LineHeight = Annotated[Whole, Field(ge=10, le=30)]


class LanguageFacts(Model):
    """A language: its name, script and typeface. The file registers it."""

    name: Plain
    """Its own name for itself: “Tiếng Việt”."""
    direction: Literal["ltr", "rtl"]
    script: Annotated[str, StringConstraints(pattern=SCRIPT)]
    """ISO 15924."""
    alphabet: Annotated[Unspoken | None, UNSPOKEN] = None
    """Its letters beyond a to z, in small letters; another letter in its words is a mistake, but
    for those of the source language, which names have, and those of its script."""
    short_forms: dict[ShortForm, Heard] = {}
    """What people type for short, and what they mean: “stk: số tài khoản”, for search."""
    compounds: Annotated[tuple[Heard, ...], UNSPOKEN] = ()
    """Words of two syllables that no line may break: “công an”."""
    said: Pronunciation | None = None
    """What its texts are read out by. A variety such as vi-x-easy takes those of its language;
    where there are none, nothing is read out."""
    font: Annotated[FontFace, UNSPOKEN]
    line_height: Annotated[LineHeight | None, UNSPOKEN] = None
    """The least at which nothing of two lines meets, in tenths of a letter's size as “18”; a
    design that sets them closer gives way. Khmer needs 19, Tai Viet 14, Cham 18."""
