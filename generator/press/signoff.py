"""A press file as a paper to read, try and sign before it is printed. It is in Vietnamese."""

import hashlib
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pypdfium2

from generator.assets import TEMPLATES
from generator.channels.pages import look
from generator.model.campaign import Campaign
from generator.press import codes
from generator.press.marks import MM
from generator.rendering import environment, plain
from generator.typesetting import paper

DPI = 110
"""Enough to read each word and scan each code; too coarse to print from."""
_WIDEST, _HIGHEST = 186, 210
"""Millimetres that a page may take of A4."""
_LONG = re.compile(r"(?<![\d.])(?:0\d{8,10}|1[89]00\d{4,6})(?![\d.])")
"""A phone number, whoever's it is."""


class Shown(NamedTuple):
    """A page of a press file as it is shown, and what can be tried out on it."""

    number: int
    """From 1, in the press file."""
    picture: str
    width: float
    """In millimetres, on the paper."""
    scale: int
    """Per cent of its real size."""
    calls: Mapping[str, str]
    """Whose each phone number is; empty where the contacts do not know it."""
    codes: tuple[str, ...]


def signoff(
    campaign: Campaign,
    edition: str,
    tag: str,
    file: str,
    pdf: bytes,
    places: Sequence[tuple[str, str, int]] = (),
    shown: Collection[int] = (0,),
) -> bytes:
    """Return what is read and signed of the press file `file`, as a small PDF.

    Where it holds many leaflets, those `shown`, from 0, and the last are seen, and `places` tells
    of each commune its name, the number of its police that is printed, and how many it has.
    """
    sides = len(campaign.design(edition).sides)
    voice = plain(campaign, campaign.source)
    with pypdfium2.PdfDocument(pdf) as document:
        total = len(document)
        seen = sorted({*shown, total // sides - 1})
        ends = [number * sides + side for number in seen for side in range(sides)]
        few = pypdfium2.PdfDocument.new()
        few.import_pages(document, ends)
        out = io.BytesIO()
        few.save(out)
    numbers = {c.number: voice.contact(name).name for name, c in campaign.contacts.items()}
    pictures: dict[str, bytes] = {}
    pages = list(_shown(out.getvalue(), ends, numbers, pictures))
    html = (
        environment(TEMPLATES)
        .get_template("signoff.html.jinja")
        .render(
            voice=voice,
            other=voice.in_language(tag),
            edition=edition,
            file=file,
            print_=hashlib.sha256(pdf).hexdigest(),
            pages=pages,
            total=total,
            units=total // sides,
            places=places,
            red=look.tokens()["danger"],
        )
    )
    return paper.pages(html, pictures)


def _shown(
    pdf: bytes, places: list[int], numbers: Mapping[Any, str], pictures: dict[str, bytes]
) -> Iterator[Shown]:
    """Yield each page of a short file, putting its picture into `pictures`."""
    with pypdfium2.PdfDocument(pdf) as document:
        reads = codes.read(pdf, [(n, codes.areas(pdf, n)) for n in range(len(document))])
        for place, page, read in zip(places, document, reads, strict=True):
            words = read.words
            media, trim = page.get_mediabox(), page.get_trimbox()
            around = tuple(abs(a - b) for a, b in zip(media, trim, strict=True))
            image = page.render(scale=DPI / 72, crop=around).to_pil().convert("RGB")
            out = io.BytesIO()
            image.save(out, "JPEG", quality=75, optimize=True)
            name = f"page-{place}.jpg"
            pictures[name] = out.getvalue()
            wide, high = (trim[k + 2] - trim[k] for k in (0, 1))
            scale = min(1, _WIDEST * MM / wide, _HIGHEST * MM / high)
            found = [n for n in numbers if n and re.search(rf"(?<![\d.]){n}(?![\d.])", words)]
            calls = {n: numbers.get(n, "") for n in (*found, *_LONG.findall(words))}
            yield Shown(
                place + 1,
                name,
                round(wide / MM * scale, 2),
                round(scale * 100),
                calls,
                read.codes,
            )
