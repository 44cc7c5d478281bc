"""The files of a leaflet design, and what all designs share."""

from collections.abc import Iterator
from pathlib import Path

from generator.assets import DESIGNS, FONTS, TEMPLATES

TEMPLATE, STYLE = "leaflet.html.jinja", "leaflet.css"
TOKENS = TEMPLATES / "tokens.css"


def missing(name: str) -> list[str]:
    """Return the files that a design should have and has not."""
    return [file for file in (TEMPLATE, STYLE) if not (DESIGNS / name / file).is_file()]


def files(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of everything a leaflet is made from beside its words and fonts."""
    own = (path for path in (DESIGNS / name).rglob("*") if path.is_file())
    for path in sorted((*own, TOKENS)):
        yield path.name, path.read_bytes()


def find(name: str, wanted: str) -> Path | None:
    """Return the file that a design means by a relative address: of its own, or a font."""
    for folder, file in ((DESIGNS / name, wanted), (FONTS, wanted.removeprefix("fonts/"))):
        path = (folder / file).resolve()
        if path.is_relative_to(folder) and path.is_file():
            return path
    return None


def folder(name: str) -> str:
    """Return the folder of a design, for people."""
    return f"{DESIGNS.name}/{name}"
