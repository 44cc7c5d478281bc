"""The page a printed QR code opens: one small file, no script, one request."""

from collections.abc import Iterator

from generator.artifact import Artifact
from generator.model import MESSAGE, Campaign, ShortCode, relative
from generator.rendering import ROOT, environment, phone_links, plain


def pages(campaign: Campaign, tag: str) -> Iterator[Artifact]:
    """Yield a page for every code ever issued in this language, retired ones too, twice:
    at its address in capitals, and in small letters.
    """
    env = environment(ROOT / "docs/templates", phone_links(campaign))
    template = env.get_template("landing.html.jinja")
    for code in campaign.codes:
        if code.language == tag:
            html = template.render(_context(campaign, code))
            path = f"{campaign.landing_path(code)}index.html"
            yield Artifact(path, html.encode())
            # Whoever types the address types small letters, and a path is not a host.
            yield Artifact(path.lower(), html.encode())


def _context(campaign: Campaign, code: ShortCode) -> dict[str, object]:
    tag, path = code.language, campaign.landing_path(code)
    edition = campaign.editions[code.edition]
    emergency = campaign.page_with_role("emergency")
    siblings = campaign.edition_codes(code.edition)
    return {
        "campaign": campaign,
        "code": code,
        "tag": tag,
        "language": campaign.languages[tag],
        "words": campaign.languages[tag].words,
        "message": campaign.message[tag],
        "emergency": campaign.page_text(emergency, tag),
        "emergency_href": relative(campaign.page_path(emergency, tag), path),
        "home_href": relative(campaign.prefix(tag), path),
        "message_href": relative(f"{campaign.prefix(tag)}{MESSAGE}/", path),
        "advisories": [
            (advisory, relative(advisory.path, path))
            for advisory in (campaign.advisory(slug, tag) for slug in edition.methods)
        ],
        "address": campaign.qr_text(code),
        "description": plain(campaign.languages[tag].words.never_asks, {}),
        "others": [
            (
                other,
                campaign.languages[other].name,
                f"../../{campaign.landing_path(siblings[other])}"  # right from q/… too
                if other in siblings
                else relative(campaign.prefix(other), path),
            )
            for other in campaign.tags
            if other != tag
        ],
    }
