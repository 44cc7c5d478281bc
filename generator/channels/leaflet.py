"""Leaflets to download: PDF for the screen and office printers, with a picture of each side."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from gettext import gettext as _
from html import unescape
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from markupsafe import Markup, escape

from generator.artifact import Artifact, Scope
from generator.assets import DESIGNS, TEMPLATES
from generator.channels.pages import look
from generator.content import layout
from generator.model.base import SENTENCE_END
from generator.model.campaign import Campaign
from generator.model.facts import LanguageFacts
from generator.model.interface import Interface
from generator.model.printing import Design, Edition, Version
from generator.problems import ContentError, Place, Problem
from generator.rendering import TemplateError, environment, printed
from generator.typesetting import designs, qr, shaping

if TYPE_CHECKING:
    from generator.typesetting import paper

MadeT = TypeVar("MadeT")
_DARK = ("black", "brand", "danger", "do", "ink")
"""What a design in one ink draws in it; all else is paper."""
CONTACTS = 3
"""On every leaflet: the first of the emergency page."""


def leaflets(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield PDF and pictures of each place of a run, in one edition and one language.

    Raises ContentError, naming edition, language and block, where words do not fit the sides.
    """
    for unit in [*campaign.places[scope.edition]][scope.first : scope.last]:
        version = campaign.versions.get((scope.edition, unit, scope.language))
        if version is None:
            continue  # retired
        made = leaflet(campaign, version)
        path = campaign.addresses.leaflet(version.edition, version.unit, version.language)
        for part in ("site/", ""):
            yield Artifact(f"{part}{path}.pdf", made.pdf)
        for side, picture in enumerate(made.pictures, start=1):
            yield Artifact(f"site/{path}-{side}.webp", picture)


def leaflet(campaign: Campaign, version: Version) -> "paper.Leaflet":
    """Return one leaflet. Raises ContentError where words, typeface and design do not agree."""
    from generator.typesetting import paper  # with WeasyPrint, half a second to import

    return _set(campaign, version, html(campaign, version), paper.leaflet)


def for_press(campaign: Campaign, version: Version) -> bytes:
    """Return one leaflet in inks, with bleed, as the typesetter makes it: not yet finished.

    Raises ContentError where words, typeface and design do not agree.
    """
    from generator.typesetting import paper

    return _set(campaign, version, html(campaign, version, press=True), paper.for_press).pdf


Member = tuple[Version, "Own"]


def alike(campaign: Campaign, versions: Iterable[Version]) -> list[list[Member]]:
    """Return leaflets of one edition and language that differ in nothing but their own words, by
    which of these they have.
    """
    found: dict[Kind, list[Member]] = {}
    for version in versions:
        own = own_words(campaign, version)
        found.setdefault(own.kind, []).append((version, own))
    return list(found.values())


def widest(campaign: Campaign, members: Sequence[Member]) -> "Own":
    """Return of each field of their own the words that take most room, whoever's they are."""
    face = own_face(campaign)
    columns = zip(*(own for _version, own in members), strict=True)
    return Own(*(max(words, key=lambda w: shaping.width(w, face)) for words in columns))


def base(campaign: Campaign, members: Sequence[Member]) -> "Base":
    """Return what leaflets share that differ in their own words alone, set as by `for_press`.

    On it stand the widest of all words; whoever prints the leaflets puts others in their place.
    Raises ContentError where even one leaflet's own words do not fit.
    """
    from generator.typesetting import paper

    (version, _own), face = members[0], own_face(campaign)
    all_own = [own for _version, own in members]
    on_it = widest(campaign, members)
    words, needed = _letters(all_own, face)
    text = html(campaign, version, press=True, own=on_it, glyphs=words)
    made = _set(campaign, version, text, paper.for_press)
    problems = list(_too_wide(campaign, version, made.sides, all_own))
    if problems:
        raise ContentError(problems)
    if 0 in needed:
        message = _("{font} lacks a letter of a name in the table of places").format(font=face)
        raise ContentError([_place(campaign, version, message, _("run check"))])
    words_at = [
        (field, side, box)
        for side, boxes in enumerate(made.sides)
        for name, box in boxes.items()
        for field in _of_own(name)
    ]
    shown = {field for field, _side, _box in words_at}
    kept = Own(*(words if f in shown else "" for f, words in on_it._asdict().items()))
    return Base(made.pdf, kept, face, needed, words_at, [*_codes(made.sides)])


def _letters(all_own: Sequence["Own"], face: str) -> tuple[list[str], frozenset[int]]:
    """Return words that have among them every glyph of all words, and the numbers of these."""
    seen: set[int] = set()
    kept = []
    for word in sorted({word for own in all_own for field in own for word in field.split()}):
        numbers = shaping.numbers(word, face)
        if not seen.issuperset(numbers):
            seen.update(numbers)
            kept.append(word)
    return kept, frozenset(seen)


def _too_wide(
    campaign: Campaign,
    version: Version,
    sides: Iterable[dict[str, "paper.Box"]],
    all_own: Sequence["Own"],
) -> Iterator[Problem]:
    """Yield which words that are a leaflet's own need more room than the design has for them."""
    face = own_face(campaign)
    for boxes in sides:
        for box, field in ((boxes[name], f) for name in boxes for f in _of_own(name)):
            size, room = box.bottom - box.top, box.right - box.left
            # All codes are as long, and their element is no wider than they are.
            for words in sorted({getattr(own, field) for own in all_own if field != "code"}):
                needed = shaping.width(words, face) / 1000 * size
                if needed > room:
                    message = _("“{words}” is {n} mm too wide for one line").format(
                        words=words, n=math.ceil((needed - room) / 72 * 25.4)
                    )
                    remedy = _("shorten it in the table of places")
                    yield _place(campaign, version, message, remedy)


def _of_own(name: str) -> Iterator[str]:
    """Yield which words of a leaflet's own stand in the element of an id."""
    kind, _dash, rest = name.partition("-")
    field = rest.partition("-")[0]
    if kind == "own" and field in Own._fields:
        yield field


def _codes(sides: Iterable[dict[str, "paper.Box"]]) -> Iterator[tuple[int, "paper.Box"]]:
    """Yield side, from 0, and place of every QR code of a leaflet."""
    for side, boxes in enumerate(sides):
        for name, box in boxes.items():
            if name == QR or name.startswith(f"{QR}-"):
                yield side, box


def _set(
    campaign: Campaign, version: Version, text: str, setter: Callable[[str, str, Design], MadeT]
) -> MadeT:
    from generator.typesetting import paper

    design = campaign.editions[version.edition].design
    try:
        return setter(text, design, campaign.design(version.edition))
    except paper.UnfitError as error:
        raise ContentError(_unfit(campaign, version, error)) from None


Kind = tuple[bool, ...]
"""Which words of its own a leaflet has, in the order of Own."""


class Own(NamedTuple):
    """What a leaflet has that others of its edition and language have not; empty where none."""

    code: str
    police: str
    """Name of the police of the commune, and its number."""
    number: str
    place: str
    """The group of households and its commune."""

    @property
    def kind(self) -> Kind:
        """Which words a leaflet has: those with the same ones share all else."""
        return tuple(map(bool, self))


class Base(NamedTuple):
    """What many leaflets share, not yet finished for a press."""

    pdf: bytes
    own: Own
    """The words that stand where each leaflet has its own, as far as the design shows them."""
    face: str
    """The font file in which those are set."""
    glyphs: frozenset[int]
    """All of its glyphs that any leaflet needs, by number; the file has them."""
    words: "list[tuple[str, int, paper.Box]]"
    """Field, side, from 0, and place of each of these words."""
    codes: "list[tuple[int, paper.Box]]"
    """Side, from 0, and place of each QR code, margin included."""


def own_words(campaign: Campaign, version: Version) -> Own:
    """Return what is a leaflet's own, in the language of its country."""
    place = campaign.places[version.edition][version.unit]
    if place.unit is None:
        return Own(version.code.code, "", "", "")
    police = campaign.tables.of(Interface)[campaign.source].police_of.format(place=place.inside)
    number = apart(place.unit.number)
    return Own(version.code.code, police, number, place.name if place.group else "")


def apart(number: str) -> str:
    """Return a number as it is read out and typed: four digits, then threes and fours."""
    if len(number) < 9 or not number.isdecimal():
        return number
    middle = 4 + (len(number) - 3) // 2
    return f"{number[:4]} {number[4:middle]} {number[middle:]}"


def own_fields(campaign: Campaign, version: Version) -> list[str]:
    """Return which words of its own stand on a leaflet of its design."""
    ids = re.findall(r'id="(own-[^"]+)"', html(campaign, version))
    shown = {field for name in ids for field in _of_own(name)}
    return [field for field in Own._fields if field in shown]


def stands(campaign: Campaign, edition: str) -> Callable[[str], bool]:
    """Return what tells whether some words of the content stand on any leaflet of an edition."""
    first = {v.language: v for v in campaign.versions.values() if v.edition == edition}
    words = " ".join(_plain(html(campaign, version)) for version in first.values())

    def tell(text: str) -> bool:
        pieces = re.split(r"\{[^}]*\}|\*+", _plain(text))
        return all(piece.strip() in words for piece in pieces)

    return tell


def _plain(text: str) -> str:
    """Return words without tags, and with single spaces of one kind."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def own_face(campaign: Campaign) -> str:
    """Return the font file of what is a leaflet's own."""
    return campaign.tables.of(LanguageFacts)[campaign.source].font.files[2]


QR = "qr"
"""Id of the element with the QR code; of more, qr-2 and so on."""


def html(
    campaign: Campaign,
    version: Version,
    press: bool = False,
    own: Own | None = None,
    glyphs: Sequence[str] = (),
) -> str:
    """Return a leaflet as the design's template makes it, in colours of a screen or a press.

    With words of its own that are given, it is a base for others: its QR code is left out, and
    `glyphs` are the words whose letters must be in the file.
    Raises ContentError where the template cannot be used.
    """
    voice = printed(campaign, version.language)
    inks = designs.inks() if press else look.tokens()
    if campaign.design(version.edition).inks == "one":
        inks = {n: inks["black" if n in _DARK else "paper"] for n in designs.inks()}

    def icon(name: str, colour: str, label: str) -> Markup:
        return pictogram(name, inks[colour], label)

    def drawing(title: str) -> Markup:
        """Return a phone that rings, and the button that ends the call."""
        svg = environment(TEMPLATES).get_template("call.svg.jinja")
        return Markup(svg.render(inks=inks, title=title))  # noqa: S704  (ours)

    edition = campaign.editions[version.edition]
    address = campaign.addresses.qr_text(version.code.code)
    rows = qr.modules(address)
    env = environment(DESIGNS / edition.design, TEMPLATES)
    try:
        return env.get_template(designs.TEMPLATE).render(
            voice=voice,
            ui=voice.ui,
            version=version,
            design=campaign.design(version.edition),
            advisories=[voice.advisory(name) for name in edition.methods],
            inks=inks,
            press=press,
            icon=icon,
            sentences=SENTENCE_END.split,
            drawing=drawing,
            contacts=voice.contacts(voice.emergency.facts.contacts[:CONTACTS]),
            address=address,
            own=own or own_words(campaign, version),
            imprint_words=list(filter(None, dict(edition.imprint).values())),
            own_language=campaign.source,
            profile=edition.condition.profile,
            own_font=campaign.tables.of(LanguageFacts)[campaign.source].font,
            glyphs=glyphs,
            qr_path="" if own else qr.path(rows),
            qr_size=qr.size(rows),
        )
    except TemplateError as error:
        file = f"{designs.folder(edition.design)}/{designs.TEMPLATE}"
        message = _("the template cannot be used: {why}").format(why=error)
        line = getattr(error, "lineno", None)
        remedy = _("compare it with a design that works")
        raise ContentError([Problem(file, (), line, line and 1, message, remedy)]) from None


def pictogram(name: str, colour: str, label: str) -> Markup:
    """Return an icon in one colour, which no style of the page reaches; `label` is read aloud."""
    file = TEMPLATES / f"icons/{name}.svg"
    svg = (file if file.is_file() else TEMPLATES / "icons/other.svg").read_text("utf-8")
    if "stroke=" not in svg:
        svg = svg.replace("<svg ", f'<svg fill="{colour}" ', 1)
    svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    svg = svg.replace("><", f"><title>{escape(label)}</title><", 1)
    return Markup(svg.replace("currentColor", colour))  # noqa: S704  (ours)


def _language_of(campaign: Campaign, version: Version) -> tuple[str, Place]:
    """Return file and place of a language of an edition."""
    edition: Edition = campaign.editions[version.edition]
    place = ("languages", edition.languages.index(version.language))
    return layout.of(Edition).path(version.edition), place


def _place(campaign: Campaign, version: Version, message: str, remedy: str) -> Problem:
    """Return a problem with a language of an edition."""
    file, place = _language_of(campaign, version)
    return Problem(file, place, None, None, f"{version.language}: {message}", remedy)


def _unfit(campaign: Campaign, version: Version, error: "paper.UnfitError") -> Iterator[Problem]:
    if error.overflow:
        block, side, missing = error.overflow
        message = _(
            'the words do not fit side {side}; block "{block}" runs over by {n} mm or more'
        )
        remedy = _("shorten the texts of this block, or of those before it on the same side; the"
                   " address of the site counts too: {host}")  # fmt: skip
        yield _place(
            campaign,
            version,
            message.format(side=side, block=block, n=missing),
            remedy.format(host=campaign.addresses.host),
        )
    if error.warnings:
        design = campaign.editions[version.edition].design
        file = f"{designs.folder(design)}/{designs.STYLE}"
        text = "; ".join(error.warnings)
        yield Problem(file, (), None, None, text, _("correct the design"))
