"""The files of a leaflet design, and what all designs share."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.assets import DESIGNS, FONTS, PRESS, TEMPLATES

_INK = re.compile(r"--([a-z-]+): (device-cmyk\([^)]*\))")
TEMPLATE, STYLE = "leaflet.html.jinja", "leaflet.css"
TOKENS, INKS = TEMPLATES / "tokens.css", TEMPLATES / "inks.css"
"""Colours on a screen, and the same on a press."""
SHEET = TEMPLATES / "sheet.css"
SHARED = (TOKENS, INKS, SHEET, *sorted(TEMPLATES.glob("leaflet-*.jinja")))
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
