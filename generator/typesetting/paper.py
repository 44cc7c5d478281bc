"""HTML and a design to PDF, with a picture of each side."""

import ctypes
import ctypes.util
import io
import logging
import os
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from math import ceil
from types import MappingProxyType
from typing import Any, NamedTuple

import pypdfium2

from generator.assets import FONTS
from generator.model.printing import Design, Reserve
from generator.typesetting import designs


@contextmanager
def _own_fonts() -> Iterator[None]:
    """Let no font of the machine exist: a glyph that ours lack is then said, not replaced.

    For a while only: other programs that are started from here need the machine's fonts.
    """
    name = "FONTCONFIG_FILE"
    before = os.environ.get(name)
    os.environ[name] = str(FONTS / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


with _own_fonts(), warnings.catch_warnings():
    warnings.filterwarnings("ignore", "No fonts configured")
    from weasyprint import CSS, HTML
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

PICTURE_WIDTH = 320
"""Pixels: twice what half a phone shows."""
_MM = 96 / 25.4
"""CSS pixels in a millimetre."""
_POINT = 72 / 96
"""Points in a CSS pixel."""
GLYPHS = "glyphs"
"""Id of what is set only so that its letters are in the file; it stands after the sides."""

# A name nobody owns: relative links of a design resolve to it, and only the fetcher answers.
_HERE = "https://leaflet.invalid/"


class Leaflet(NamedTuple):
    """A leaflet for the screen and office printers."""

    pdf: bytes
    pictures: tuple[bytes, ...]
    """A PNG of each side."""
    reserves: tuple[Reserve, ...] = ()


class Box(NamedTuple):
    """Where an element stands, in points from the upper left corner of its side."""

    left: float
    top: float
    right: float
    bottom: float


class Typeset(NamedTuple):
    """A leaflet as it was set, with the places of its elements that have an id."""

    pdf: bytes
    sides: tuple[dict[str, Box], ...]
    reserves: tuple[Reserve, ...] = ()


class Overflow(NamedTuple):
    """Words that do not fit the sides of a design."""

    block: str
    """Id of the first block that was pushed off its side."""
    side: int
    """The side it belongs to, from 1."""
    millimetres: int
    """How much of the side is missing, at least."""


class UnfitError(Exception):
    """Words and design do not go together."""

    def __init__(self, overflow: Overflow | None = None, warnings: tuple[str, ...] = ()) -> None:
        self.overflow = overflow
        self.warnings = warnings
        super().__init__(overflow, warnings)


def leaflet(html: str, name: str, design: Design) -> Leaflet:
    """Set a leaflet in the design called `name`.

    Raises UnfitError where the words do not fit, or where anything is doubtful.
    """
    own = b"".join(content for _path, content in designs.files(name))
    made = _on_screen(html, hash(own), name, design)
    return Leaflet(made.pdf, _pictures(made.pdf), made.reserves)


def pages(html: str, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """Set a document of as many pages as it takes, for office printers; return the PDF.

    `pictures` are what it shows, by the names it calls them. Raises UnfitError where anything
    is doubtful.
    """
    return _written(html, pictures or {}, pdf_variant="pdf/ua-1", pdf_tags=True)


def sides(html: str, design: Design) -> bytes:
    """Set a sheet for office printers that has the sides of a design, which has no folder of its
    own; return the PDF. Raises UnfitError as `leaflet` does.
    """
    return _on_screen(html, 0, ".", design).pdf


def cloth(html: str) -> bytes:
    """Set sheets in inks, with as wide a bleed as they ask for; return the PDF.

    It names no printing condition: no two kinds of cloth take ink alike. Raises UnfitError as
    `pages` does.
    """
    return _written(html, {}, finisher=_bleed)


def _bleed(_document: Any, pdf: Any) -> None:
    """Let the bleed of each page be all around its sheet; WeasyPrint knows none over 3.5 mm."""
    for made in pdf.objects:
        if isinstance(made, dict) and made.get("Type") == "/Page":
            made["BleedBox"] = made["MediaBox"]


def _written(html: str, pictures: Mapping[str, bytes], **options: Any) -> bytes:
    with _own_fonts(), _Warnings() as doubts:
        document = HTML(string=html, base_url=_HERE, url_fetcher=_Fetcher(".", pictures))
        pdf: bytes = document.write_pdf(**options)
    if doubts.lines:
        raise UnfitError(warnings=tuple(doubts.lines))
    return pdf


def for_press(html: str, name: str, design: Design) -> Typeset:
    """Set a leaflet in inks and with bleed, as PDF/X-4 that is not yet finished.

    Pages after the sides, from the element GLYPHS on, are no overflow.
    Raises UnfitError as `leaflet` does.
    """
    return _set(html, name, design, pdf_variant="pdf/x-4", output_intent="device-cmyk")


@lru_cache(maxsize=64)
def _on_screen(html: str, _own: int, name: str, design: Design) -> Typeset:
    """Render one leaflet; what has not changed needs no second rendering in a preview.

    `_own` stands for the design's own files in the cache's key.
    """
    return _set(html, name, design, pdf_variant="pdf/ua-1", pdf_tags=True)


def _set(html: str, name: str, design: Design, **options: Any) -> Typeset:
    reserves: list[Reserve] = []
    with _own_fonts(), _Warnings() as doubts:
        try:
            source = HTML(string=html, base_url=_HERE, url_fetcher=_Fetcher(name))
            document = source.render(**options)
            if design.foot_mm and _fits(document.pages, design):
                left = list(_left(document.pages, design))
                reserves = [Reserve(side, c[-1], int(px / _MM)) for side, c, px in left]
                spread = CSS(string=_spread(left))
                document = source.render(stylesheets=[spread], **options)
            pdf: bytes = document.write_pdf(**options)
        except UnfitError:
            raise
        except FatalURLFetchingError as error:
            raise UnfitError(warnings=(str(error.__cause__ or error),)) from None
        except Exception as error:  # what WeasyPrint cannot draw, a design asked for
            raise UnfitError(warnings=(f"{type(error).__name__} {error}".strip(),)) from error
    if not _fits(document.pages, design):
        raise UnfitError(overflow=_overflow(document.pages, design))
    if doubts.lines:
        raise UnfitError(warnings=tuple(doubts.lines))
    sides = document.pages[: len(design.sides)]
    return Typeset(pdf, tuple(dict(_boxes(page)) for page in sides), tuple(reserves))


def _fits(pages: list[Any], design: Design) -> bool:
    sides = len(design.sides)
    more = [page for page in pages if GLYPHS in page.anchors]
    return pages[sides:] == more if more else len(pages) == sides


def _boxes(page: Any) -> Iterator[tuple[str, Box]]:
    for name, corners in page.anchors.items():
        left, top, right, bottom = (corner * _POINT for corner in corners)
        yield name, Box(left, top, right, bottom)


def _left(pages: list[Any], design: Design) -> Iterator[tuple[int, list[str], float]]:
    """Yield of each side, or panel, its number, its blocks, and what is left below them in px.

    Raises UnfitError where there is less than nothing.
    """
    sides = zip(pages, design.sides, design.foot_mm, strict=False)
    for side, (page, blocks, foot) in enumerate(sides, start=1):
        for column in _columns(page, blocks, design.folds(side)):
            low = max(page.anchors[block][3] for block in column)
            left = (design.height_mm - foot) * _MM - low
            if left < 0:  # nothing to spread: blocks would be pushed into each other
                raise UnfitError(Overflow(column[-1], side, ceil(-left / _MM)))
            yield side, column, left


def _spread(left: list[tuple[int, list[str], float]]) -> str:
    """Return the style that spreads what is left of each side, or panel, between its blocks."""
    rules = []
    for _side, column, pixels in left:
        for place, block in enumerate(column):
            down = pixels * place / max(1, len(column) - 1)
            rules.append(f"#{block}{{position:relative;top:{down:.2f}px}}")
    return "".join(rules)


def _columns(page: Any, blocks: tuple[str, ...], folds: tuple[int, ...]) -> list[list[str]]:
    """Return the blocks of each panel of a side, in their order; empty panels are left out."""
    columns: dict[int, list[str]] = {}
    for block in blocks:
        if block in page.anchors:
            start, _top, end, _foot = page.anchors[block]
            panel = sum(fold * _MM < (start + end) / 2 for fold in folds)
            columns.setdefault(panel, []).append(block)
    return list(columns.values())


def _overflow(pages: list[Any], design: Design) -> Overflow:
    """Name the first block that was pushed off the side it belongs to."""
    found = {block: number for number, page in enumerate(pages) for block in page.anchors}
    blocks = [(block, side) for side, blocks in enumerate(design.sides) for block in blocks]
    late = [(block, side) for block, side in blocks if found.get(block, side) > side]
    block, side = late[0] if late else blocks[-1]
    page = pages[found.get(block, -1)]
    free = design.height_mm * _MM - _foot(pages[side])
    return Overflow(block, side + 1, max(1, round((_foot(page) - free) / _MM)))


def _foot(page: Any) -> float:
    """Return where the lowest block of a page ends, in CSS pixels from its top."""
    return max((corners[3] for corners in page.anchors.values()), default=0)


@lru_cache(maxsize=64)
def _pictures(pdf: bytes) -> tuple[bytes, ...]:
    pictures = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            image = page.render(scale=PICTURE_WIDTH / page.get_width()).to_pil()
            out = io.BytesIO()
            image.quantize(16).convert("RGB").save(out, "WEBP", lossless=True, method=6)
            pictures.append(out.getvalue())
    return tuple(pictures)


_TYPES = {
    ".css": "text/css",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".svg": "image/svg+xml",
    ".icc": "application/vnd.iccprofile",
}


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Serves the design's own folder, the fonts and what was handed over; the machine and the
    net do not exist.
    """

    def __init__(self, name: str, pictures: Mapping[str, bytes] = MappingProxyType({})) -> None:
        super().__init__(fail_on_errors=True)
        self._name, self._pictures = name, pictures

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        wanted, _mark, least = url.removeprefix(_HERE).partition("?")
        if wanted in self._pictures:
            return URLFetcherResponse(url, self._pictures[wanted], {"Content-Type": "image/jpeg"})
        path = designs.find(self._name, wanted) if url.startswith(_HERE) else None
        if path is None:
            raise ValueError(f"not a file of this design: {url}")
        kind = _TYPES.get(path.suffix, "application/octet-stream")
        content = path.read_bytes()
        if least:
            content = _apart(content.decode(), int(least) / 10).encode()
        return URLFetcherResponse(url, content, {"Content-Type": kind})


_LINE_HEIGHT = re.compile(r"(line-height:\s*)([0-9.]+)(?=\s*[;}])")


def _apart(style: str, least: float) -> str:
    """Return a style whose lines are never closer than that, in sizes of a letter."""
    return _LINE_HEIGHT.sub(lambda m: f"{m[1]}{max(float(m[2]), least):g}", style)


class _Warnings(logging.Handler):
    """Collects what WeasyPrint would only log: on paper, a warning is a fault."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def __enter__(self) -> "_Warnings":
        logger = logging.getLogger("weasyprint")
        logger.addHandler(self)
        logger.propagate = False
        return self

    def __exit__(self, *_error: object) -> None:
        logger = logging.getLogger("weasyprint")
        logger.removeHandler(self)
        logger.propagate = True


def libraries() -> dict[str, str]:
    """Return the versions of the system's libraries that shape text: the same content gives the
    same bytes where they are the same.
    """
    found = {}
    for name, file, function in (
        ("pango", "pango-1.0", "pango_version_string"),
        ("harfbuzz", "harfbuzz", "hb_version_string"),
        ("fontconfig", "fontconfig", "FcGetVersion"),
    ):
        path = ctypes.util.find_library(file)
        if path:
            call = getattr(ctypes.CDLL(path), function)
            call.restype = ctypes.c_int if name == "fontconfig" else ctypes.c_char_p
            version = call()
            found[name] = version.decode() if isinstance(version, bytes) else str(version)
    return found
