"""What a page says of itself to programs, in the words of schema.org."""

import json
from typing import Any

from markupsafe import Markup

from generator.model.voice import Voice


def site(voice: Voice) -> Markup:
    """Return what the home page says: what this is, whose it is, and how to search it."""
    search = f"{voice.addresses.url(voice.addresses.search(voice.tag))}?q={{q}}"
    return _script(
        {
            "@type": "WebSite",
            "name": Markup(voice.title).unescape(),  # noqa: S704  (escaped once more below)
            "url": voice.addresses.url(voice.home),
            "inLanguage": voice.tag,
            "publisher": {"@type": "Organization", "name": Markup(voice.issuer).unescape()},  # noqa: S704
            "potentialAction": {
                "@type": "SearchAction",
                "target": search,
                "query-input": "required name=q",
            },
        }
    )


def trail(voice: Voice, path: str, title: str) -> Markup:
    """Return where a method stands: home, the list, itself."""
    steps = [
        (voice.title, voice.home),
        (voice.ui.all_methods, voice.addresses.methods(voice.tag)),
        (title, path),
    ]
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "name": Markup(name).unescape(),  # noqa: S704  (likewise)
            "item": voice.addresses.url(target),
        }
        for place, (name, target) in enumerate(steps, 1)
    ]
    return _script({"@type": "BreadcrumbList", "itemListElement": items})


def _script(thing: dict[str, Any]) -> Markup:
    """Return a thing as a script element's content, which nothing in it can end."""
    whole = {"@context": "https://schema.org"} | thing
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704
