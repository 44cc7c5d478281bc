"""The files of a leaflet design, and what all designs share."""

import re
from collections.abc import Iterator
from functools import cache
from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple

from generator.assets import DESIGNS, FONTS, PRESS, TEMPLATES
from generator.messages import later

_INK = re.compile(r"--([a-z-]+): (device-cmyk\([^)]*\))")
TEMPLATE, STYLE = "leaflet.html.jinja", "leaflet.css"
TOKENS, INKS = TEMPLATES / "tokens.css", TEMPLATES / "inks.css"
"""Colours on a screen, and the same on a press."""
SHEET = TEMPLATES / "sheet.css"
_DRAWN = ("leaflet-*.jinja", "typefaces.html.jinja", "call.svg.jinja", "icons/*.svg")
SHARED = (TOKENS, INKS, SHEET, *sorted(f for drawn in _DRAWN for f in TEMPLATES.glob(drawn)))
"""What all designs are made from."""


def missing(name: str) -> list[str]:
    """Return the files that a design should have and has not."""
    return [file for file in (TEMPLATE, STYLE) if not (DESIGNS / name / file).is_file()]


def files(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of everything a leaflet is made from beside its words and fonts."""
    own = (path for path in (DESIGNS / name).rglob("*") if path.is_file())
    for path in sorted((*own, *SHARED)):
        yield path.name, path.read_bytes()


def find(name: str, wanted: str) -> Path | None:
    """Return the file that a design means: of its own, a font, or the profile of a press."""
    places = ((DESIGNS / name, wanted), (FONTS, wanted.removeprefix("fonts/")), (PRESS, wanted))
    if wanted == SHEET.name:
        return SHEET
    for folder, file in places:
        path = (folder / file).resolve()
        if path.is_relative_to(folder) and path.is_file():
            return path
    return None


def folder(name: str) -> str:
    """Return the folder of a design, for people."""
    return f"{DESIGNS.name}/{name}"


@cache
def inks() -> dict[str, str]:
    """Return the colours of the press by the names they have on the screen."""
    return dict(_INK.findall(INKS.read_text("utf-8")))


class Banned(NamedTuple):
    """Something in a file of a design that a press cannot take."""

    file: str
    line: int
    """From 1."""
    what: str
    remedy: str


_FLAT = later("use flat inks, by their names: var(--brand), var(--tint)")
_BANS = (
    (r"gradient\(|<(?:linear|radial)Gradient|<pattern\b", later("a gradient"), _FLAT),
    (r"(?:box|text|drop)-shadow", later("a shadow"), later("leave it out")),
    (r"\b(?:fill-|stroke-)?opacity\b|mix-blend-mode", later("something see-through"), _FLAT),
    (r"border[^;}]*\b(?:inset|outset|ridge|groove)\b", later("a shaded border"), _FLAT),
    (r"\brgba?\(|\bhsla?\(|#[0-9a-f]{3,8}\b", later("a colour of screens"), _FLAT),
    (r"\.(?:png|webp|gif|jpe?g)\b", later("a picture in dots"), later("draw it as an SVG")),
    (r"<a\s", later("a link"), later("write the address out; paper is not tapped")),
    (r"currentColor", later("a drawing without an ink"), later("give it fill=…")),
    (r"\b(?:display:\s*(?:inline-)?(?:flex|grid))\b", later("a flexible box"),
     later("use tables, floats or inline blocks: long words would take minutes")),
    (r"\boverflow-wrap:\s*anywhere|\bbreak-all\b", later("lines that end inside a letter"),
     later("leave it out: U+200B in the words says where a line may end")),
    (r"\boverflow:\s*(?:hidden|clip)\b", later("words that would be hidden"),
     later("leave it out: check names what does not fit")),
)  # fmt: skip
"""What a press, or the way to it, cannot take; each was tried. Khmer, Tai Viet and others have
letters that stand on letters: a line that may end anywhere ends between them."""


def banned(name: str) -> Iterator[Banned]:
    """Yield what a press cannot take in the files of a design."""
    for file in (TEMPLATE, STYLE):
        path = DESIGNS / name / file
        lines = path.read_text("utf-8").splitlines() if path.is_file() else []
        for number, line in enumerate(lines, start=1):
            for pattern, what, remedy in _BANS:
                is_id = file == STYLE and line.lstrip().startswith("#")
                found = re.search(pattern, line.partition("{")[2] if is_id else line, re.I)
                if found:
                    yield Banned(file, number, _(what), _(remedy))
