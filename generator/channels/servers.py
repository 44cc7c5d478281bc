"""How web servers hand out the site: nginx, Apache, Caddy, hosts of files, from one list."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator import policy
from generator.artifact import Artifact, Scope
from generator.assets import TEMPLATES
from generator.channels import offline, search
from generator.channels.pages import look
from generator.compression import SUFFIXES
from generator.distribution.codes import ALPHABET, LENGTH
from generator.model.addresses import (
    AUDIO,
    DOWNLOADS,
    EMBEDDED,
    FEEDS,
    NEWS,
    QR_PAGES,
    SEARCH,
    STAMP,
)
from generator.model.audio import TYPES
from generator.model.campaign import Campaign
from generator.rendering import environment

FOLDER = "server"
"""Part of the output with what is for those who run a server, and is not to be published."""
HOSTED = "_headers"
"""Cloudflare Pages and Netlify read it from the site itself."""
NOT_FOUND = "404.html"

_DENIED = (
    *("accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope"),
    *("magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking"),
)
"""What no page of ours asks a phone for; sharing and copying stay."""


def headers(host: str) -> dict[str, str]:
    """Return what every answer says, whatever was asked for and whether or not it is there."""
    return {
        "Content-Security-Policy": policy.of_server(look.styles(), look.scripts(host)),
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _DENIED),
    }


FRAMED = rf"^[^?]*/{NEWS}/{EMBEDDED}/(index\.html)?(\?|$)"
"""Asks, as a lifetime does, for the list that other sites may put into a frame."""


def headers_framed() -> dict[str, str]:
    """Return what the list says in place of what every answer says; empty where it says nothing
    of the kind. An error at its address says what every answer says.
    """
    style = look.style_alone(look.EMBEDDED_STYLE)
    return {
        "Content-Security-Policy": policy.of_server_embedded(style),
        "X-Frame-Options": "",  # it knows no “all”
    }


# -- how long a browser may keep it --------------------------------------------------------------


class Lifetime(NamedTuple):
    asked: str
    """Regular expression for path and query, such as "/tim/?q=otp"; in the part of the language
    that PCRE (nginx), RE2 (Caddy) and Python share."""
    kept: str
    """Value of Cache-Control."""


LIFETIMES = (
    Lifetime(
        rf"/{re.escape(offline.WORKER)}(\?|$)", "no-cache"
    ),  # an old one would keep the whole site old
    # Pages, whatever stands behind a question mark. Where the server is down, a day-old page
    # with the number to call is better than none.
    Lifetime(r"^[^?]*/([^./?]*|[^/?]*\.html)(\?|$)", "public, max-age=300, stale-if-error=86400"),
    Lifetime(rf"\?[0-9a-f]{{{STAMP}}}$", "public, max-age=31536000, immutable"),
    Lifetime(r"^[^?]*/search\.json(\?|$)", "public, max-age=300"),  # it names pages
)
"""The first that fits holds."""
OTHERWISE = "public, max-age=3600"
LOST = "no-store"
"""Of an error: the page may be there in a minute."""


def lifetime(asked: str) -> str:
    """Return how long what stands at a path, with its query, may be kept."""
    fitting = (kept for pattern, kept in LIFETIMES if re.search(pattern, asked))
    return next(fitting, OTHERWISE)


# -- what it is ----------------------------------------------------------------------------------

TEXT_KINDS = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml",
}
"""By the ending of a name; all of them in UTF-8. Systems differ in what they know, so we say."""
OTHER_KINDS = {
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "png": "image/png",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "zip": "application/zip",
    **TYPES,
}
NAMED_KINDS = {
    **{name: kind for name, (_title, kind) in FEEDS.items()},
    search.DESCRIPTION: "application/opensearchdescription+xml",
}
"""By the whole name, which says more than its ending; in UTF-8 too."""

_KEPT_APART = {
    **{f"{NEWS}/{name}": NAMED_KINDS[name] for name in FEEDS},
    f"{SEARCH}/{search.DESCRIPTION}": NAMED_KINDS[search.DESCRIPTION],
    f"{SEARCH}/{search.INDEX}": TEXT_KINDS["json"],
    offline.WORKER: TEXT_KINDS["js"],
}
"""Of every language, what hosts of files must be told about by its path."""


class _Rule(NamedTuple):
    """Of _headers: hosts join the values of all rules that fit, so no two may name one header."""

    path: str
    says: dict[str, str]
    unsays: tuple[str, ...] = ()
    """What a wider rule says, and this one does not or says otherwise."""


def _rules(host: str) -> Iterator[_Rule]:
    """Yield rules with what both hosts understand: a * at the end, a :name for one path part.

    Neither sees the query, so what always has a stamp is named; of pages, both hosts say by
    themselves that a browser must ask again.
    """
    yield _Rule("/*", headers(host))
    for path in look.stamped():
        kept = lifetime(look.asset(path))
        yield _Rule(f"/{path}", {"Cache-Control": kept})
    yield _Rule(f"/{DOWNLOADS}/*", {"Cache-Control": OTHERWISE})
    yield _Rule(f"/{AUDIO}/*", {"Cache-Control": lifetime(f"/{AUDIO}/a.mp3?{'0' * STAMP}")})
    for path, kind in _KEPT_APART.items():
        for home in ("", ":language/"):  # the source language lives at the root
            says = {"Content-Type": f"{kind}; charset=utf-8"}
            yield _Rule(f"/{home}{path}", says | {"Cache-Control": lifetime(f"/{path}")})
    framed = headers_framed()
    for home in ("", ":language/"):
        says = {name: value for name, value in framed.items() if value}
        yield _Rule(f"/{home}{NEWS}/{EMBEDDED}/", says, tuple(framed))


# -- the files -----------------------------------------------------------------------------------


def settings(campaign: Campaign, _scope: Scope) -> Iterator[Artifact]:
    """Yield the settings of each server.

    They name no code: a server makes capitals of what was typed, character by character, so that
    new codes need no new settings.
    """
    to = campaign.addresses
    context = {
        "host": to.host,
        "headers": headers(to.host),
        "framed": FRAMED,
        "headers_framed": headers_framed(),
        "lifetimes": LIFETIMES,
        "otherwise": OTHERWISE,
        "lost": LOST,
        "text_kinds": TEXT_KINDS,
        "other_kinds": OTHER_KINDS,
        "named_kinds": NAMED_KINDS,
        # nginx does so with HTML unasked, and minds being told.
        "utf_8": [k for k in (TEXT_KINDS | NAMED_KINDS).values() if k != TEXT_KINDS["html"]],
        "homes": [to.home(tag) for tag in campaign.languages if to.home(tag)],
        "not_found": NOT_FOUND,
        "hidden": (*SUFFIXES, HOSTED),
        "codes": QR_PAGES,
        "places": range(1, LENGTH + 1),
        "characters": ALPHABET,
        "rules": list(_rules(to.host)),
        "literal": re.escape,
    }
    for path, name in (
        (f"{FOLDER}/nginx.conf", "nginx.conf.jinja"),
        (f"{FOLDER}/Caddyfile", "Caddyfile.jinja"),
        (f"{FOLDER}/apache.conf", "apache.conf.jinja"),
        (f"site/{HOSTED}", "headers.jinja"),
    ):
        text = environment(TEMPLATES / "server").get_template(name).render(context)
        yield Artifact(path, text.encode())
