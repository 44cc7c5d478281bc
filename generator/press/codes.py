"""The codes of a finished press file, read back from its pages as a phone would."""

import io
from collections.abc import Iterator

import pypdfium2
import zxingcpp

DPI = 150
"""Coarser than any printer; measured to read each code of a hundred."""


def read(pdf: bytes) -> Iterator[tuple[str, str]]:
    """Yield of each page the texts of its QR codes, one a line, and all words on it."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        for page in document:
            image = page.render(scale=DPI / 72, grayscale=True).to_pil()
            found = sorted(
                code.text
                for code in zxingcpp.read_barcodes(
                    image, zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
                )
            )
            yield "\n".join(found), page.get_textpage().get_text_bounded()


def stands(code: str, words: str) -> bool:
    """Whether a code stands on one line, however far a reader sees its letters apart."""
    return any(code in "".join(line.split()) for line in words.splitlines())
