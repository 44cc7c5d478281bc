"""A finished press file read back as a phone and an eye would: its codes, and its words."""

import io
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import pypdfium2
import zxingcpp

from generator.press.marks import Box

DPI = 150
"""Coarser than any printer; measured to read each code of ten thousand."""
_AROUND = 12
"""Points beside a code that are looked at, too: its margin."""

_ALONE = threading.Lock()
"""PDFium does one thing at a time; a worker of a cluster may have more than one thread."""


class Read(NamedTuple):
    """What was read on a page."""

    codes: tuple[str, ...]
    words: str

    def says(self, words: str) -> bool:
        """Whether words stand on one line, however far apart a reader sees their letters."""
        wanted = "".join(words.split())
        return any(wanted in "".join(line.split()) for line in self.words.splitlines())


def areas(pdf: bytes, page: int) -> list[Box]:
    """Return where codes are on a page, from 0, found by looking at all of it."""
    scale = DPI / 72
    found = []
    with _ALONE:
        side = _opened(pdf)[page]
        height, seen = side.get_height(), _decoded(side, scale)
    for code in seen:
        corners = code.position
        points = (
            *(corners.top_left, corners.top_right),
            *(corners.bottom_left, corners.bottom_right),
        )
        x, y = [p.x / scale for p in points], [height - p.y / scale for p in points]
        found.append((min(x) - _AROUND, min(y) - _AROUND, max(x) + _AROUND, max(y) + _AROUND))
    return found


def read(pdf: bytes, wanted: Sequence[tuple[int, Sequence[Box]]]) -> list[Read]:
    """Read pages, from 0, whose codes are in known areas; of a page without, no codes are read.

    It takes and gives plain data, so that another process can do it.
    """
    with _ALONE:
        document = _opened(pdf)
        return [_read(document[number], where) for number, where in wanted]


@lru_cache(1)
def _opened(pdf: bytes) -> Any:
    return pypdfium2.PdfDocument(io.BytesIO(pdf))


def _read(page: Any, where: Iterable[Box]) -> Read:
    return Read(tuple(_codes(page, where)), _words(page))


def _codes(page: Any, where: Iterable[Box]) -> Iterator[str]:
    width, height = page.get_size()
    for left, low, right, high in where:
        crop = (max(0, left), max(0, low), max(0, width - right), max(0, height - high))
        yield from (code.text for code in _decoded(page, DPI / 72, crop))


def _decoded(page: Any, scale: float, crop: Box = (0, 0, 0, 0)) -> list[Any]:
    image = page.render(scale=scale, grayscale=True, crop=crop).to_pil()
    return zxingcpp.read_barcodes(image, _ONLY_QR)


_ONLY_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def _words(page: Any) -> str:
    text = page.get_textpage()
    words = str(text.get_text_bounded())
    if _FROM_RIGHT.search(words):
        words += "\n" + "\n".join(_as_seen(text))
    return words


_FROM_RIGHT = re.compile("[\u0590-\u08ff]")


def _as_seen(text: Any) -> Iterator[str]:
    """Yield the lines of a page from left to right: beside letters that run from the right, the
    reader puts even names in another order.
    """
    lines: dict[int, list[tuple[float, str]]] = {}
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        left, low, _right, high = text.get_charbox(index, loose=True)
        lines.setdefault(round((low + high) / 4), []).append((left, char))
    for _height, chars in sorted(lines.items()):
        yield "".join(char for _left, char in sorted(chars))
