"""What is new, as a page that other sites put into a frame: no script, one request."""

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from generator import policy
from generator.artifact import Artifact, Scope
from generator.assets import TEMPLATES
from generator.channels.pages import look
from generator.model.addresses import relative
from generator.model.campaign import Campaign
from generator.rendering import environment, linked

SHOWN = 5
"""Warnings, the newest: a portal gives a corner of its page."""


def lists(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield the list of one language. It is always there, for nobody can be asked to take an
    address out of a page that is not ours.
    """
    voice, style = linked(campaign, scope.language), look.style_alone(look.EMBEDDED_STYLE)
    here = campaign.addresses.embedded(voice.tag)
    html = environment(TEMPLATES).get_template("embedded.html.jinja").render(
        voice=voice,
        ui=voice.ui,
        addresses=campaign.addresses,
        # What leads to no method is about this site, not a warning.
        news=[news for news in voice.news if news.facts.methods][:SHOWN],
        tokens=look.tokens(),
        style=Markup(style),  # noqa: S704  (ours)
        policy=policy.of_qr_page(style),
        to=partial(relative, page=here),
    )  # fmt: skip
    yield Artifact(f"site/{here}index.html", html.encode())
