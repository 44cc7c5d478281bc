"""Leaflets to download: PDF for the screen and office printers, with a picture of each side."""

from collections.abc import Callable, Iterator
from gettext import gettext as _
from typing import TYPE_CHECKING, TypeVar

from markupsafe import Markup, escape

from generator.artifact import Artifact, Scope
from generator.assets import DESIGNS, TEMPLATES
from generator.channels import lettering
from generator.channels.pages import look
from generator.content import layout
from generator.model.base import SENTENCE_END
from generator.model.campaign import Campaign
from generator.model.facts import LanguageFacts
from generator.model.printing import Design, Edition, Version
from generator.model.texts import texts
from generator.problems import ContentError, Place, Problem
from generator.rendering import TemplateError, environment, printed
from generator.typesetting import designs, fonts, qr

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
    for unit in campaign.editions[scope.edition].units[scope.first : scope.last]:
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

    return _set(campaign, version, html(campaign, version, press=True), paper.for_press)


def _set(
    campaign: Campaign, version: Version, text: str, setter: Callable[[str, str, Design], MadeT]
) -> MadeT:
    from generator.typesetting import paper

    problems = list(_typeface(campaign, version, text))
    if problems:
        raise ContentError(problems)
    design = campaign.editions[version.edition].design
    try:
        return setter(text, design, campaign.design(version.edition))
    except paper.UnfitError as error:
        raise ContentError(_unfit(campaign, version, error)) from None


def html(campaign: Campaign, version: Version, press: bool = False) -> str:
    """Return a leaflet as the design's template makes it, in colours of a screen or a press.

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
            qr_path=qr.path(rows),
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


def _typeface(campaign: Campaign, version: Version, text: str) -> Iterator[Problem]:
    """A character without a glyph would be printed in a font of the machine, or as a box."""
    face = campaign.tables.of(LanguageFacts)[version.language].font
    absent = lettering.no_fonts(face, version.language)
    if absent:
        yield from absent
        return
    words = " ".join(text.split())
    for char in fonts.missing_characters(face, text):
        where = list(_who_says(campaign, char, words))
        for file, place in where:
            yield lettering.no_glyph(face, char, file, place)
        if not where:
            file, place = _language_of(campaign, version)
            wrong = lettering.no_glyph(face, char, file, place)
            yield wrong._replace(message=f"{version.language}: {wrong.message}")


def _who_says(campaign: Campaign, char: str, html: str) -> Iterator[tuple[str, Place]]:
    """Yield file and place of the texts with a character that stand on a leaflet."""
    for model, key, content in campaign.tables.everything():
        for place, text, kind in texts(model, content.model_dump(mode="json")):
            if kind.shown and char in text and " ".join(text.split())[:40] in html:
                yield layout.of(model).path(key), place
