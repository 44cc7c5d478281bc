"""The page a printed QR code opens: one small file, no script, one request."""

import re
from collections.abc import Iterator
from functools import cache, partial

from markupsafe import Markup

from generator import policy
from generator.artifact import Artifact, Scope
from generator.assets import TEMPLATES
from generator.channels import leaflet
from generator.channels.pages import look
from generator.model.addresses import relative
from generator.model.campaign import Campaign
from generator.model.places import Place
from generator.model.printing import ShortCode, Version
from generator.model.voice import Voice
from generator.rendering import environment, linked


def pages(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield the page of each code of a run, retired ones too, in capitals and small letters."""
    template = environment(TEMPLATES).get_template("landing.html.jinja")
    voice_of = cache(partial(linked, campaign))
    for code in campaign.codes[scope.first : scope.last]:
        path = campaign.addresses.landing(code.code)
        html = template.render(_context(campaign, voice_of(code.language), code, path)).encode()
        yield Artifact(f"site/{path}index.html", html)
        # Whoever types the address types small letters, and a path is not a host.
        yield Artifact(f"site/{path.lower()}index.html", html)


def code_on(html: str) -> str | None:
    """Return the code that a page says it is of, or None where it is no such page."""
    found = _CODE.search(html)
    return found and found[1]


_CODE = re.compile(r'<span class="code" dir="ltr">(\w+)</span>')


def _context(campaign: Campaign, voice: Voice, code: ShortCode, path: str) -> dict[str, object]:
    siblings, style = campaign.siblings(code), look.qr_style()
    place = campaign.places[code.edition].get(code.unit, Place(code.unit))
    version = Version(code.edition, code.unit, code.language, code)
    return {
        "place": place,
        "own": leaflet.own_words(campaign, version) if place.unit else None,
        "voice": voice,
        "ui": voice.ui,
        "code": code,
        "addresses": campaign.addresses,
        "tokens": look.tokens(),
        "style": Markup(style),  # noqa: S704  (ours)
        "policy": policy.of_qr_page(style),
        "to": partial(relative, page=path),
        "address": campaign.addresses.qr_text(code.code),
        "advisories": [voice.advisory(name) for name in campaign.editions[code.edition].methods],
        # The same place in other languages; relative to Q/, so that it is right from q/ too.
        "others": [
            (
                door,
                f"../../{campaign.addresses.landing(siblings[door.tag].code.code)}"
                if door.tag in siblings
                else relative(door.home, path),
            )
            for door in voice.doors
            if door.tag != voice.tag
        ],
    }
