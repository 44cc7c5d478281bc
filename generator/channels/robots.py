"""What search engines are told: where every page stands, or that a specimen is none of theirs."""

from collections.abc import Iterator

from generator.artifact import Artifact, Scope
from generator.model.campaign import Campaign


def robots(campaign: Campaign, _scope: Scope) -> Iterator[Artifact]:
    """Yield robots.txt (RFC 9309), with the list of pages of every language.

    A specimen must not be found beside what an office has approved.
    """
    to = campaign.addresses
    lines = ["User-agent: *"]
    if campaign.is_specimen:
        lines.append("Disallow: /")
    else:
        lines.append("Allow: /")
        lines += [f"Sitemap: {to.url(to.home(tag))}sitemap.xml" for tag in campaign.languages]
    yield Artifact("site/robots.txt", "\n".join([*lines, ""]).encode())
