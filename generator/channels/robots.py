"""What programs read first: what to list, where it stands, and whom to tell of a flaw."""

from collections.abc import Iterator
from datetime import timedelta

from generator.artifact import Artifact, Scope
from generator.assets import TEMPLATES
from generator.model.campaign import Campaign
from generator.rendering import environment

SITEMAPS = "sitemap-index.xml"
SECURITY = ".well-known/security.txt"
HOLDS = timedelta(days=364)
"""RFC 9116 asks for less than a year."""


def robots(campaign: Campaign, _scope: Scope) -> Iterator[Artifact]:
    """Yield robots.txt (RFC 9309), the list of the languages' sitemaps, and security.txt (RFC
    9116) where the campaign says who takes what readers write.

    A specimen must not be found beside what an office has approved.
    """
    to, settings = campaign.addresses, campaign.settings
    lines = ["User-agent: *"]
    if campaign.is_specimen:
        lines.append("Disallow: /")
    else:
        lines += ["Allow: /", f"Sitemap: {to.url(SITEMAPS)}"]
    yield Artifact("site/robots.txt", "\n".join([*lines, ""]).encode())
    index = environment(TEMPLATES).get_template("sitemap-index.xml.jinja")
    maps = [to.url(f"{to.home(tag)}sitemap.xml") for tag in campaign.languages]
    xml = index.render(maps=maps, updated=settings.updated)
    yield Artifact(f"site/{SITEMAPS}", xml.encode())
    if settings.feedback:
        lines = [
            f"Contact: {settings.feedback}",
            f"Expires: {settings.updated + HOLDS}T00:00:00Z",
            f"Preferred-Languages: {campaign.source}, en",
            f"Canonical: {to.url(SECURITY)}",
        ]
        yield Artifact(f"site/{SECURITY}", "\n".join([*lines, ""]).encode())
