"""One page of each kind that a site has, in each language."""

from generator.model.addresses import QR_PAGES
from generator.model.campaign import Campaign
from generator.rendering import plain

KINDS = [
    *("home", "method", "offer", "route", "emergency", "audience", "page", "about", "message"),
    *("methods", "everything", "news", "materials", "search", "found", "not-found", "qr"),
    *("typed", "embedded"),
]
ALONE = ("qr", "typed", "embedded")
"""Those that are one file."""


def where(campaign: Campaign, kind: str, tag: str = "") -> str | None:
    """Return the path of one page of a kind in a language, the source for want of one, whatever
    campaign is in campaign_content/; None where the language has none.
    """
    to, voice = campaign.addresses, plain(campaign, tag or campaign.source)
    home = {
        "home": voice.home,
        "materials": to.materials(voice.tag),
        "methods": to.methods(voice.tag),
        "news": to.news(voice.tag),
        "embedded": to.embedded(voice.tag),
        "search": to.search(voice.tag),
        "found": f"{to.search(voice.tag)}?q={voice.advisories[0].words.title}",
        "everything": to.everything(voice.tag),
        "message": voice.message.path,
        "not-found": f"{voice.home}404.html",
    }
    if kind == "typed":  # for all languages, in the source
        return None if tag and tag != campaign.source else f"{QR_PAGES}/"
    if kind in home:
        return home[kind]
    if kind == "qr":
        return next((to.landing(c.code) for c in campaign.codes if c.language == voice.tag), None)
    if kind == "route":
        slug = next(iter(voice.routes.words.routes))
        return None if voice.routes.foreign else voice.route_path(slug)
    if kind in ("method", "offer"):
        found = [a.path for a in voice.advisories if not a.foreign and _is(a.facts.kind, kind)]
    else:
        found = [p.path for p in voice.pages if not p.foreign and p.facts.role == kind]
    return found[0] if found else None


def _is(kind: str, wanted: str) -> bool:
    return (kind == "trick") == (wanted == "method")
