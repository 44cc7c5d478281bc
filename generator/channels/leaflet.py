"""Leaflets to download: PDF for the screen and office printers, with a picture of each side."""

from collections.abc import Iterator
from gettext import gettext as _
from typing import TYPE_CHECKING

from generator.artifact import Artifact, Scope
from generator.assets import DESIGNS, TEMPLATES
from generator.channels import lettering
from generator.content import layout
from generator.model.campaign import Campaign
from generator.model.facts import LanguageFacts
from generator.model.printing import Edition, Version
from generator.model.texts import texts
from generator.problems import ContentError, Place, Problem
from generator.rendering import TemplateError, environment, printed
from generator.typesetting import designs, fonts, qr

if TYPE_CHECKING:
    from generator.typesetting import paper

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

    text = html(campaign, version)
    problems = list(_typeface(campaign, version, text))
    if problems:
        raise ContentError(problems)
    design = campaign.editions[version.edition].design
    try:
        return paper.leaflet(text, design, campaign.design(version.edition))
    except paper.UnfitError as error:
        raise ContentError(_unfit(campaign, version, error)) from None


def html(campaign: Campaign, version: Version) -> str:
    """Return a leaflet as the design's template makes it.

    Raises ContentError where the template cannot be used.
    """
    voice = printed(campaign, version.language)
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
    for char in fonts.missing_characters(face, text):
        where = list(_who_says(campaign, char, " ".join(text.split())))
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
