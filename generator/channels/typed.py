"""The page where the code of a leaflet is typed, in the source language; no list of codes."""

from collections.abc import Iterator

from markupsafe import Markup

from generator import policy
from generator.artifact import Artifact, Scope
from generator.assets import TEMPLATES
from generator.channels.pages import look
from generator.model.addresses import QR_PAGES
from generator.model.campaign import Campaign
from generator.rendering import environment, linked


def page(campaign: Campaign, _scope: Scope) -> Iterator[Artifact]:
    """Yield it under both spellings of its address, with the same bytes."""
    style, script = look.style_alone(look.QR_STYLE), look.code_script()
    tags: dict[str, str] = {}
    for tag in campaign.languages:  # the source first; who reads it easily written reads it here
        tags.setdefault(tag.partition("-")[0], tag)
    voices = [linked(campaign, tag) for tag in tags.values()]
    template = environment(TEMPLATES).get_template("typed-code.html.jinja")
    html = template.render(
        voice=voices[0],
        voices=voices,
        address=f"{campaign.addresses.host}/{QR_PAGES}/",
        tokens=look.tokens(),
        style=Markup(style),  # noqa: S704  (ours)
        script=Markup(script),  # noqa: S704  (ours)
        policy=policy.of_code_page(style, script),
    ).encode()
    for folder in (QR_PAGES, QR_PAGES.lower()):
        yield Artifact(f"site/{folder}/index.html", html)
