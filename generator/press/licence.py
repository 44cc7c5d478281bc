"""An application for a licence to publish an edition that is not sold. It is in Vietnamese."""

from typing import NamedTuple

from generator.assets import TEMPLATES
from generator.channels import leaflet
from generator.distribution.quantities import grouped
from generator.model.campaign import Campaign
from generator.model.places import PROVINCE
from generator.press import manuscript, quantities
from generator.press.files import files
from generator.rendering import environment, plain
from generator.typesetting import office


class Application(NamedTuple):
    """An application as far as the content fills it in."""

    docx: bytes
    blanks: list[str]
    """What nobody has written down yet, as the form asks for it."""


def application(campaign: Campaign, edition: str) -> Application:
    """Return the application for one edition, and what is left to fill in."""
    voice = plain(campaign, campaign.source)
    facts, design = campaign.editions[edition], campaign.design(edition)
    spoken = [voice.in_language(tag) for tag in facts.languages]
    stands = leaflet.stands(campaign, edition)
    methods = [voice.advisory(name).words for name in facts.methods]
    issuer = "" if campaign.is_specimen else campaign.issuer
    known = {
        "voice": voice,
        "issuer": issuer,
        "design": design,
        "foreign": [voice.in_language(tag) for tag in manuscript.foreign(campaign, edition)],
        "titles": list(dict.fromkeys(each.ui.leaflet_title for each in spoken)),
        "languages": [each.name for each in spoken],
        "size": f"{design.width_mm / 10:g} × {design.height_mm / 10:g}".replace(".", ","),
        "copies": facts.imprint.copies or _copies(campaign, edition),
        "scope": _scope(campaign, edition),
        "rules": [rule.handle for rule in voice.message.words.rules.values()],
        "printer": facts.imprint.printer,
        "methods": [m.title for m in methods if stands(m.handle or m.title)],
    }
    template = environment(TEMPLATES).get_template("licence.txt.jinja")
    blanks = office.blanks(template.render(known, blanks=[]))
    text = template.render(known, blanks=blanks)
    return Application(office.paper(text, issuer, campaign.settings.updated), blanks)


def _copies(campaign: Campaign, edition: str) -> str:
    """Return how many are printed of all leaflets, empty while nobody has counted everybody."""
    found = quantities.lines(campaign, edition, files(campaign, edition))
    copies = quantities.counted(found)
    is_known = copies.known and not copies.unknown and not copies.source
    return f"{grouped(copies.known or 0)} bản" if is_known else ""


def _scope(campaign: Campaign, edition: str) -> str:
    """Return where leaflets go."""
    places = campaign.places[edition]
    groups = sum(place.group is not None for place in places.values())
    units = {place.unit.code: place.unit.name for place in places.values() if place.unit}
    if PROVINCE in places:
        return "toàn tỉnh"
    where = ", ".join(units.values()) if len(units) <= 5 else f"{len(units)} xã, phường, đặc khu"
    return f"{grouped(groups)} tổ, thôn, khu của {where}" if groups else where
