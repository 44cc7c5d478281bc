"""Every kind of page there is: its address, its template, and what the template is given."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple, get_args

from generator.channels.pages import portal, structured
from generator.channels.search import INDEX
from generator.model.addresses import FEEDS, WHOLE_SITE, relative
from generator.model.facts import Claim, Kind
from generator.model.trust import Worded
from generator.model.voice import Advisory, Voice
from generator.model.words import PageText, Routes, Translation

ON_HOME = 5
"""Methods listed on the home page; the others are one click away."""
NEWS_ON_HOME = 3
_OTHERS: tuple[Kind, ...] = get_args(Kind)[1:]
SEARCH = "search.html.jinja"
"""Template of the one page that runs the scripts of the search."""
TYPED = {"home.html.jinja", SEARCH}
"""Templates with the field of the search."""
WIDE = {"home.html.jinja", "methods.html.jinja"}
"""Templates of lists, which a large screen shows in columns."""


class Page(NamedTuple):
    """One page, not yet rendered."""

    path: str
    """Site path from the root."""
    template: str
    title: str
    summary: str
    tags: Collection[str]
    """Languages in which the page exists."""
    context: dict[str, object]
    anywhere: bool = False
    """Whether it may be shown at another address than its own, so that its links are from the
    root of the host."""
    said: str = ""
    """On the card of its own that it has to be shared by; others are shared by the site's."""
    structured: str = ""
    """What it says of itself to programs."""


def _home(voice: Voice) -> Iterator[Page]:
    yield Page(
        voice.home,
        "home.html.jinja",
        voice.title,
        voice.ui.message_lead,
        voice.campaign.languages,
        {
            "families": _families(voice.advisories),
            "advisories": voice.advisories[:ON_HOME],
            "groups": [(kind, found[:ON_HOME]) for kind, found in _groups(voice)[:1]],
            "audiences": [
                (page, voice.audience(page.facts.audience))
                for page in voice.pages
                if page.facts.audience
            ],
            "news": voice.news[:NEWS_ON_HOME],
        },
        structured=structured.site(voice),
    )


def _families(advisories: Iterable[Advisory]) -> list[tuple[Claim, list[Advisory]]]:
    """Return methods by who fraudsters first claim to be, in list order: one to eight each."""
    found: dict[Claim, list[Advisory]] = {}
    for advisory in advisories:
        found.setdefault(advisory.facts.claims[0], []).append(advisory)
    return list(found.items())


def _groups(voice: Voice) -> list[tuple[Kind, list[Advisory]]]:
    """Return what is no trick: offers to do wrong, and risks."""
    found = [(kind, [a for a in voice.advisories if a.facts.kind == kind]) for kind in _OTHERS]
    return [(kind, advisories) for kind, advisories in found if advisories]


def _methods(voice: Voice) -> Iterator[Page]:
    yield Page(
        voice.addresses.methods(voice.tag),
        "methods.html.jinja",
        voice.ui.all_methods,
        voice.ui.message_lead,
        voice.campaign.languages,
        {"families": _families(voice.advisories), "groups": _groups(voice)},
    )


def _everything(voice: Voice) -> Iterator[Page]:
    """One page of all methods, for who has no network; it is shown at every address."""
    tricks = [advisory for advisory in voice.advisories if advisory.facts.kind == "trick"]
    yield Page(
        voice.addresses.everything(voice.tag),
        "everything.html.jinja",
        voice.ui.everything,
        voice.ui.everything_lead,
        voice.campaign.languages,
        {"families": _families(tricks), "groups": _groups(voice)},
        anywhere=True,
    )


def _search(voice: Voice) -> Iterator[Page]:
    here = voice.addresses.search(voice.tag)
    others = (voice.addresses.search(door.tag) for door in voice.doors if door.tag != voice.tag)
    yield Page(
        here,
        SEARCH,
        voice.ui.search,
        voice.ui.search_hint,
        voice.campaign.languages,
        {
            "families": _families(voice.advisories),
            "index": INDEX,
            "others": " ".join(relative(f"{other}{INDEX}", here) for other in others),
        },
    )


def _news(voice: Voice) -> Iterator[Page]:
    yield Page(
        voice.addresses.news(voice.tag),
        "news.html.jinja",
        voice.ui.news,
        voice.ui.news_lead,
        voice.campaign.languages,
        {
            "news": [
                (news, list(map(voice.advisory, news.facts.methods))) for news in voice.news
            ],
            "feeds": FEEDS,
        },
    )


NEAR = 3


def _near(voice: Voice, advisory: Advisory) -> list[Advisory]:
    """Return other methods of those who claim to be the same, in list order."""
    claims = set(advisory.facts.claims)
    others = (a for a in voice.advisories if a.key != advisory.key)
    return [a for a in others if claims & set(a.facts.claims)][:NEAR]


def _method(voice: Voice) -> Iterator[Page]:
    for advisory in voice.advisories:
        if advisory.foreign:
            continue
        tags = _said_in(voice, Translation, advisory.key)
        yield Page(
            advisory.path,
            "method.html.jinja",
            advisory.words.title,
            advisory.words.summary,
            tags,
            {"advisory": advisory, "near": _near(voice, advisory)},
            said=advisory.words.leaflet,
            structured=structured.trail(voice, advisory.path, advisory.words.title),
        )
        for alias in advisory.facts.aliases:
            path = voice.addresses.method(voice.tag, alias)
            yield _moved(voice, path, advisory.path, advisory.words.title)


def _route(voice: Voice) -> Iterator[Page]:
    if voice.routes.foreign:
        return
    for slug, route in voice.routes.words.routes.items():
        yield Page(
            voice.route_path(slug),
            "route.html.jinja",
            route.label,
            route.lead,
            _said_in(voice, Routes, ""),
            {
                "route": route,
                "advisories": [a for a in voice.advisories if slug in a.facts.routes],
            },
        )


def _page(voice: Voice) -> Iterator[Page]:
    for page in voice.pages:
        if page.foreign:
            continue
        tags = _said_in(voice, PageText, page.key)
        audience = page.facts.audience
        yield Page(
            page.path,
            "page.html.jinja",
            page.words.title,
            page.words.summary,
            tags,
            {
                "page": page,
                "next": voice.page(page.facts.next) if page.facts.next else None,
                "kits": list(portal.kits(voice)) if page.facts.role == "portals" else [],
                "advisories": [a for a in voice.advisories if audience in a.facts.audiences],
            },
        )
        for alias in page.facts.aliases:
            path = voice.addresses.page(voice.tag, alias)
            yield _moved(voice, path, page.path, page.words.title)


def _message(voice: Voice) -> Iterator[Page]:
    message = voice.message
    yield Page(
        message.path,
        "message.html.jinja",
        message.words.name,
        voice.ui.message_lead,
        voice.campaign.languages,
        {"message": message},
    )


def _materials(voice: Voice) -> Iterator[Page]:
    """Leaflets to download, the reader's own first; of many places, one."""
    campaign, to = voice.campaign, voice.addresses
    first = {(v.edition, v.language): v for v in reversed(campaign.versions.values())}
    newest = list(first.values())[::-1]
    shown = next((v for v in newest if v.language == voice.tag), None)
    leaflets = [
        (
            version,
            voice.in_language(version.language),
            to.leaflet(version.edition, version.unit, version.language),
            campaign.design(version.edition),
            version is shown,  # pictures of the others would only weigh
        )
        for version in sorted(newest, key=lambda v: v.language != voice.tag)
    ]
    yield Page(
        to.materials(voice.tag),
        "materials.html.jinja",
        voice.ui.materials,
        voice.ui.materials_lead,
        campaign.languages,
        {"leaflets": leaflets, "whole_site": WHOLE_SITE},
    )


def _moved(voice: Voice, path: str, target: str, title: str) -> Page:
    """Return the page of an address that was given up: it says where it went."""
    context: dict[str, object] = {"target": target}
    return Page(path, "moved.html.jinja", title, voice.ui.moved, (), context)


def _said_in(voice: Voice, model: type[Worded], slug: str) -> list[str]:
    """Return the languages in which there are words."""
    table = voice.campaign.tables.of(model)
    return [tag for tag in voice.campaign.languages if ((slug, tag) if slug else tag) in table]


KINDS: tuple[Callable[[Voice], Iterator[Page]], ...] = (
    _home,
    _methods,
    _everything,
    _search,
    _news,
    _method,
    _route,
    _page,
    _message,
    _materials,
)
