"""Leaflets as PDF for the screen and office printers, with a picture of each side."""

import io
import logging
from collections.abc import Iterator, Mapping
from functools import lru_cache
from gettext import gettext as _
from pathlib import Path
from typing import Any

import pypdfium2
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from generator.artifact import Artifact
from generator.model import Campaign, Language
from generator.problems import ContentError, Problem
from generator.rendering import environment, numbers
from generator.typesetting import designs, fonts, qr

LEAFLETS = designs.FOLDER

THUMBNAIL_DPI = 110

# A name nobody owns: relative links of a design resolve to it, and only the fetcher answers.
_HERE = "https://leaflet.invalid/"


def leaflets(campaign: Campaign, tag: str) -> Iterator[Artifact]:
    """Yield <design>/<tag>.pdf and <design>/<tag>-<side>.png for every edition of a language.

    Raises ContentError, naming language and block, where words do not fit the sides.
    """
    for name, edition in campaign.editions.items():
        if tag in campaign.printed(name):
            layout = designs.load(edition.design)
            html = _html(campaign, name, tag, layout)
            where = f"leaflets/{edition.design}"
            _refuse_missing_glyphs(html, campaign.languages[tag], where, tag)
            css = (LEAFLETS / edition.design / "leaflet.css").read_text("utf-8")
            pdf = _pdf(html, css, edition.design, layout, tag)
            yield Artifact(f"{edition.design}/{tag}.pdf", pdf)
            for number, picture in enumerate(_pictures(pdf), start=1):
                yield Artifact(f"{edition.design}/{tag}-{number}.png", picture)


def _html(campaign: Campaign, edition_id: str, tag: str, layout: designs.Design) -> str:
    edition = campaign.editions[edition_id]
    language = campaign.languages[tag]
    code = campaign.edition_codes(edition_id)[tag]
    rows = qr.modules(campaign.qr_text(code))
    env = environment(LEAFLETS / edition.design, numbers(campaign))
    return env.get_template("leaflet.html.jinja").render(
        campaign=campaign,
        design=layout,
        edition_id=edition_id,
        tag=tag,
        language=language,
        words=language.words,
        message=campaign.message[tag],
        advisories=[campaign.advisory(slug, tag) for slug in edition.methods],
        emergency=campaign.page_text(campaign.page_with_role("emergency"), tag),
        code=code,
        address=campaign.qr_text(code),
        qr_path=qr.path(rows),
        qr_size=qr.size(rows),
    )


@lru_cache(maxsize=64)
def _pdf(html: str, _css: str, name: str, layout: designs.Design, tag: str) -> bytes:
    """Render one leaflet; what has not changed needs no second rendering in a preview."""
    folder, where = LEAFLETS / name, f"leaflets/{name}"
    with _Warnings() as warnings:
        document = HTML(string=html, base_url=_HERE, url_fetcher=_Fetcher(folder)).render(
            pdf_variant="pdf/ua-1", pdf_tags=True
        )
        pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    if len(document.pages) != len(layout.sides):
        raise ContentError([_overflow(document.pages, layout, where, tag)])
    if warnings.lines:
        text = "; ".join(warnings.lines)
        raise ContentError([Problem(where, 1, 1, f"{tag}: {text}", _("correct the design"))])
    return pdf


def _overflow(pages: list[Any], layout: designs.Design, where: str, tag: str) -> Problem:
    """Name the first block that was pushed off the side it belongs to."""
    found = {block: number for number, page in enumerate(pages) for block in page.anchors}
    blocks = [(block, side) for side, blocks in enumerate(layout.sides) for block in blocks]
    late = [block for block, side in blocks if found.get(block, side) > side]
    message = _('{tag}: the words do not fit; block "{block}" runs over').format(
        tag=tag, block=late[0] if late else blocks[-1][0]
    )
    remedy = _("shorten the texts of this block, or of those before it on the same side")
    return Problem(where, 1, 1, message, remedy)


def _refuse_missing_glyphs(html: str, language: Language, where: str, tag: str) -> None:
    """A character without a glyph would be printed in a font of the machine, or as a box."""
    absent = fonts.missing_files(language.font)
    if absent:
        message = _("{tag}: there is no font {fonts}").format(tag=tag, fonts=", ".join(absent))
        raise ContentError(
            [Problem(where, 1, 1, message, _("put it into leaflets/fonts, with its licence"))]
        )
    known = fonts.characters(language.font.regular) & fonts.characters(language.font.bold)
    known |= fonts.characters(fonts.FALLBACK)
    missing = {char for char in html if ord(char) not in known and not char.isspace()}
    missing -= {"\u200b", "\u200c", "\u200d"}
    if missing:
        message = _("{tag}: {font} has no {characters}").format(
            tag=tag, font=language.font.family, characters=" ".join(sorted(missing))
        )
        remedy = _("choose another font for the language, or write without them")
        raise ContentError([Problem(where, 1, 1, message, remedy)])


@lru_cache(maxsize=64)
def _pictures(pdf: bytes) -> tuple[bytes, ...]:
    pictures = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            image = page.render(scale=THUMBNAIL_DPI / 72).to_pil()
            out = io.BytesIO()
            image.quantize(64).save(out, "PNG", optimize=True)
            pictures.append(out.getvalue())
    return tuple(pictures)


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Serves the design's own folder and the fonts; the machine and the net do not exist."""

    def __init__(self, folder: Path) -> None:
        super().__init__(fail_on_errors=True)
        self._folders = (folder, LEAFLETS)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        name = url.removeprefix(_HERE)
        for folder in self._folders:
            file = (folder / name).resolve()
            if url.startswith(_HERE) and file.is_relative_to(folder) and file.is_file():
                kind = {".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml"}
                return URLFetcherResponse(
                    url,
                    file.read_bytes(),
                    {"Content-Type": kind.get(file.suffix, "application/octet-stream")},
                )
        raise ValueError(f"not a file of this design: {url}")


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
