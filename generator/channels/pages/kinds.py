"""The public site as Markdown: front matter for the theme, safe HTML for the body."""

import json
from collections.abc import Collection, Iterator
from functools import partial
from typing import NamedTuple, get_args

from jinja2 import Environment

from generator.artifact import Artifact
from generator.model import (
    MATERIALS,
    MESSAGE,
    METHODS,
    NEWS,
    ROUTES,
    Campaign,
    Kind,
    Language,
    News,
    NewsText,
    State,
    relative,
)
from generator.model import trust as translations
from generator.model.trust import Approved
from generator.rendering import ROOT, environment, numbers, phone_links, plain
from generator.typesetting import designs, fonts

ON_HOME = 10
"""Methods listed on the home page; the others are one click away."""
OWN_STYLES = "assets/own.css"
"""Of one language, where its script needs a font of its own."""


class _Page(NamedTuple):
    path: str
    """Site path below the language's prefix, such as "canh-bao/deepfake-goi-video/"."""
    template: str
    title: str
    summary: str
    tags: Collection[str]
    """Languages in which the page exists."""
    context: dict[str, object]


def pages(campaign: Campaign, tag: str) -> Iterator[Artifact]:
    """Yield the Markdown of every page of one language, by its path in MkDocs' docs folder."""
    env = _environment(campaign, tag)
    for page in _pages(campaign, tag):
        path = campaign.prefix(tag) + page.path
        meta = frame(campaign, tag, page.path, page.tags) | {
            "title": page.title,
            "description": plain(page.summary, numbers(campaign)),
        }
        body = env.get_template(page.template).render(
            page.context, title=page.title, to=partial(relative, page=path)
        )
        front = json.dumps(meta, ensure_ascii=False)
        yield Artifact(f"{page.path}index.md", f"---\n{front}\n---\n\n{body}".encode())
    yield from _own_fonts(campaign.languages[tag])


def _own_fonts(language: Language) -> Iterator[Artifact]:
    """Yield the fonts of a script that a cheap phone may lack, with their style sheet."""
    faces = fonts.web_fonts(language)
    if not faces:
        return
    family, css = language.font.family, ""
    for weight, content in faces.items():
        yield Artifact(f"assets/own-{weight}.woff2", content)
        css += (
            f'@font-face {{ font-family: "{family}"; src: url(own-{weight}.woff2);'
            f" font-weight: {weight}; font-display: swap }}\n"
        )
    css += f'body {{ font-family: "Be Vietnam Pro", "{family}", system-ui, sans-serif }}\n'
    yield Artifact(OWN_STYLES, css.encode())


def frame(
    campaign: Campaign, tag: str, page: str, tags: Collection[str], absolute: bool = False
) -> dict[str, object]:
    """Return what the theme draws around a page: links relative to it, or from the root."""
    words = campaign.languages[tag].words
    here = campaign.prefix(tag)

    def link(path: str) -> str:
        return f"/{path}" if absolute else relative(path, here + page)

    menu = [(f"{METHODS}/", words.all_methods), (f"{MESSAGE}/", words.message_menu)]
    menu += [
        (f"{slug}/", campaign.page_texts[slug, tag].menu)
        for slug, facts in campaign.pages.items()
        if (slug, tag) in campaign.page_texts and facts.role != "audience"
    ]
    menu += [(f"{NEWS}/", words.news), (f"{MATERIALS}/", words.materials_menu)]
    emergency = campaign.page_with_role("emergency")
    there = page == f"{emergency}/"
    return {
        "root": link(""),
        "home": link(here),
        "news": link(f"{here}{NEWS}/"),
        "emergency": None if there else link(campaign.page_path(emergency, tag)),
        "emergency_language": campaign.page_language(emergency, tag),
        "menu": [{"href": link(here + path), "text": text} for path, text in menu],
        "languages": [
            {
                "tag": other,
                "name": campaign.languages[other].name,
                "href": link(campaign.prefix(other) + (page if other in tags else "")),
                "url": campaign.url(campaign.prefix(other) + page) if other in tags else None,
            }
            for other in campaign.tags
        ],
    }


def _environment(campaign: Campaign, tag: str) -> Environment:
    env = environment(ROOT / "docs/templates", phone_links(campaign))
    env.globals.update(
        campaign=campaign,
        tag=tag,
        words=campaign.languages[tag].words,
        source=campaign.source,
        prefix=campaign.prefix(tag),
        paths={"methods": METHODS, "routes": ROUTES, "message": MESSAGE, "news": NEWS},
    )
    return env


def _pages(campaign: Campaign, tag: str) -> Iterator[_Page]:
    language, words = campaign.languages[tag], campaign.languages[tag].words
    everywhere = campaign.tags
    advisories = list(campaign.advisories(tag))
    route_tag = tag if tag in campaign.routes else campaign.source
    routes = campaign.routes[route_tag].routes
    message = campaign.message[tag]
    yield _Page(
        "",
        "home.html.jinja",
        campaign.title(tag),
        words.message_lead,
        everywhere,
        {
            "message": message,
            "routes": routes,
            "route_tag": route_tag,
            "advisories": advisories[:ON_HOME],
            "audiences": [
                (slug, campaign.page_language(slug, tag), language.audiences[facts.audience])
                for slug, facts in campaign.pages.items()
                if facts.audience
            ],
            "news": _news(campaign, tag)[:3],
        },
    )
    yield _Page(
        f"{METHODS}/",
        "methods.html.jinja",
        words.all_methods,
        words.message_lead,
        everywhere,
        {
            "groups": [
                (kind, found)
                for kind in get_args(Kind)
                if (found := [a for a in advisories if a.method.kind == kind])
            ]
        },
    )
    yield _Page(
        f"{NEWS}/",
        "news.html.jinja",
        words.news,
        words.news_lead,
        everywhere,
        {
            "news": [
                (*entry, [campaign.advisory(slug, tag) for slug in entry[1].methods])
                for entry in _news(campaign, tag)
            ]
        },
    )
    for advisory in advisories:
        if advisory.language == tag:
            yield _Page(
                f"{METHODS}/{advisory.slug}/",
                "method.html.jinja",
                advisory.words.title,
                advisory.words.summary,
                [
                    other
                    for other in everywhere
                    if (advisory.slug, other) in campaign.translations
                ],
                {
                    "advisory": advisory,
                    "message": message,
                    "unreviewed": _unvouched(
                        advisory.words, campaign.translations[advisory.slug, campaign.source]
                    ),
                },
            )
    if tag in campaign.routes:
        for slug, route in routes.items():
            yield _Page(
                f"{ROUTES}/{slug}/",
                "route.html.jinja",
                route.label,
                route.lead,
                [other for other in everywhere if other in campaign.routes],
                {
                    "route": route,
                    "advisories": [a for a in advisories if slug in a.method.routes],
                    "contacts": campaign.pages[campaign.page_with_role("emergency")].contacts,
                },
            )
    for slug, facts in campaign.pages.items():
        if (slug, tag) in campaign.page_texts:
            text = campaign.page_texts[slug, tag]
            yield _Page(
                f"{slug}/",
                "page.html.jinja",
                text.title,
                text.summary,
                [other for other in everywhere if (slug, other) in campaign.page_texts],
                {
                    "page": text,
                    "unreviewed": _unvouched(text, campaign.page_texts[slug, campaign.source]),
                    "facts": facts,
                    "advisories": [a for a in advisories if facts.audience in a.method.audiences],
                },
            )
    yield _Page(
        f"{MESSAGE}/",
        "message.html.jinja",
        message.name,
        words.message_lead,
        everywhere,
        {
            "message": message,
            "unreviewed": _unvouched(message, campaign.message[campaign.source]),
        },
    )
    yield _Page(
        f"{MATERIALS}/",
        "materials.html.jinja",
        words.materials,
        words.materials_lead,
        everywhere,
        {
            "leaflets": [
                (edition.design, other, campaign.languages[other], sides)
                for name, edition in campaign.editions.items()
                for sides in [len(designs.load(edition.design).sides)]
                for other in campaign.printed(name)
            ],
        },
    )


def _unvouched(words: Approved, original: Approved) -> bool:
    """Tell whether nobody stands for these words as they are today."""
    return translations.state(words, original) not in (State.REVIEWED, State.APPROVED)


def _news(campaign: Campaign, tag: str) -> list[tuple[str, News, str, NewsText]]:
    """Return every piece of news, newest first: id, facts, language it is said in, words."""
    return [
        (item, facts, *campaign.news_text(item, tag)) for item, facts in campaign.news.items()
    ]
