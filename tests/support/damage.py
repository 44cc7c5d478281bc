"""What happens to a QR code on paper and before a phone: blurred, bent, torn, covered, scratched.

Every damage takes a code, and chance that is seeded: the same trial is the same damage to all.
"""

import io
import math
import zlib
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
import pypdfium2
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter
from pyzbar import pyzbar

from generator.press import codes
from generator.typesetting import qr

WHITE = 255
_ONLY_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


class Code(NamedTuple):
    """A code as it was cut out of a page, with what stands around it."""

    image: Image.Image
    text: str
    left: float
    """Pixels around the code on each side, its empty margin among them."""
    top: float
    module: float
    modules: int

    @property
    def size(self) -> float:
        """Pixels of a side of the code."""
        return self.module * self.modules


def cut_out(pdf: bytes, text: str, dpi: int) -> list[Code]:
    """Return every code of a press file's first leaflet that says `text`."""
    found = []
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document):
            width, height = page.get_size()
            for left, low, right, high in codes.areas(pdf, number):
                crop = (max(0, left), max(0, low), max(0, width - right), max(0, height - high))
                image = page.render(scale=dpi / 72, grayscale=True, crop=crop).to_pil()
                (seen,) = zxingcpp.read_barcodes(image, formats=_ONLY_QR)
                assert seen.text == text
                at = seen.position
                corners = (at.top_left, at.top_right, at.bottom_left, at.bottom_right)
                x, y = [p.x for p in corners], [p.y for p in corners]
                modules = len(qr.modules(text))
                module = (max(x) - min(x) + max(y) - min(y)) / 2 / modules
                found.append(Code(image, text, min(x), min(y), module, modules))
    return found


# -- what happens to it --------------------------------------------------------------------------

Damage = Callable[[Code, np.random.Generator], Image.Image]


def blurred(sigma: float, code: Code, chance: np.random.Generator) -> Image.Image:
    """Out of focus, by a spread in modules; held by hand, so that no two are alike."""
    return turned(3, code, chance).filter(ImageFilter.GaussianBlur(sigma * code.module))


def turned(most: float, code: Code, chance: np.random.Generator) -> Image.Image:
    """Held askew, by up to so many degrees."""
    angle = chance.uniform(-most, most)
    return code.image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=WHITE)


def aslant(most: float, code: Code, chance: np.random.Generator) -> Image.Image:
    """Seen from the side: corners move inwards by up to a part of the width."""
    width, height = code.image.size
    sign = np.array([(1, 1), (1, -1), (-1, -1), (-1, 1)])  # corners, the upper left first
    inwards = chance.uniform(0, most, (4, 2)) * (width, height) * sign
    corners = np.array([(0, 0), (0, height), (width, height), (width, 0)], float)
    seen = _perspective(corners + inwards, corners)
    return code.image.transform(
        code.image.size,
        Image.Transform.PERSPECTIVE,
        seen,
        Image.Resampling.BICUBIC,
        fillcolor=WHITE,
    )


def _perspective(seen: np.ndarray, flat: np.ndarray) -> list[float]:
    """Return what leads from each point that is seen to its point on the flat sheet."""
    rows, right = [], []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows += [
            [x, y, 1, 0, 0, 0, -u * x, -u * y],
            [0, 0, 0, x, y, 1, -v * x, -v * y],
        ]
        right += [u, v]
    return [float(n) for n in np.linalg.solve(np.array(rows), np.array(right))]


FINDER = 8
"""Modules of a side of the three squares by which readers find a code, with their margin."""


def covered(part: float, code: Code, chance: np.random.Generator) -> Image.Image:
    """A square patch, light or dark, over a part of the code, but for the squares in its corners:
    without one of them, most readers see no code at all.
    """
    return _patched(part, code, chance, FINDER)


def covered_anywhere(part: float, code: Code, chance: np.random.Generator) -> Image.Image:
    """The same patch, wherever it falls."""
    return _patched(part, code, chance, 0)


def _patched(part: float, code: Code, chance: np.random.Generator, kept: int) -> Image.Image:
    side, kept_side = math.sqrt(part) * code.size, kept * code.module
    far = code.size - kept_side
    while True:
        x, y = chance.uniform(0, code.size - side, 2)
        is_left, is_right = x < kept_side, x + side > far
        is_high, is_low = y < kept_side, y + side > far
        if not (is_left and (is_high or is_low)) and not (is_right and is_high):
            break
    image = code.image.copy()
    box = (code.left + x, code.top + y, code.left + x + side, code.top + y + side)
    image.paste(int(chance.choice([0, 128, WHITE])), tuple(map(round, box)))
    return image


def faded(part: float, code: Code, chance: np.random.Generator) -> Image.Image:
    """So little is between dark and light, somewhere between them, with the grain of a sensor."""
    grey = np.asarray(code.image, float) / WHITE * part + chance.uniform(0, 1 - part)
    grain = chance.normal(0, 0.01, grey.shape)
    return _image((grey + grain) * WHITE)


def creased(width: float, code: Code, chance: np.random.Generator) -> Image.Image:
    """Folded across: ink has gone along a line through the code, so many modules wide."""
    angle = chance.uniform(0, math.pi)
    middle = chance.uniform(0.2, 0.8, 2) * code.size + (code.left, code.top)
    reach = np.array([math.cos(angle), math.sin(angle)]) * 2 * code.size
    return _lined(code, [(middle - reach, middle + reach)], width)


def scratched(part: float, code: Code, chance: np.random.Generator) -> Image.Image:
    """Fine lines without ink, as many as take so large a part of the code."""
    width, lines, taken = 0.4, [], 0.0
    while taken < part * code.size**2:
        length, angle = chance.uniform(0.2, 0.6) * code.size, chance.uniform(0, math.pi)
        start = chance.uniform(0, 1, 2) * code.size + (code.left, code.top)
        lines.append((start, start + np.array([math.cos(angle), math.sin(angle)]) * length))
        taken += length * width * code.module
    return _lined(code, lines, width)


def _lined(code: Code, lines: list[tuple[np.ndarray, np.ndarray]], width: float) -> Image.Image:
    image = code.image.copy()
    draw = ImageDraw.Draw(image)
    for start, end in lines:
        draw.line([*map(float, (*start, *end))], WHITE, max(1, round(width * code.module)))
    return image


def by_phone(code: Code, chance: np.random.Generator) -> Image.Image:
    """All at once, a little: askew, aslant, out of focus, with a shade across and grain."""
    image = turned(30, code._replace(image=aslant(0.12, code, chance)), chance)
    image = image.filter(ImageFilter.GaussianBlur(chance.uniform(0.15, 0.35) * code.module))
    across = np.linspace(1, chance.uniform(0.5, 1), image.width)
    return _image(
        np.asarray(image, float) * across + chance.normal(0, 5, (image.height, image.width))
    )


def _image(grey: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(grey, 0, WHITE).astype(np.uint8))


DAMAGES: dict[str, Damage] = {
    "clean": lambda code, _chance: code.image,
    "blur .35": partial(blurred, 0.35),
    "blur .5": partial(blurred, 0.5),
    "turned 30°": partial(turned, 30),
    "aslant 18%": partial(aslant, 0.18),
    "covered 5%": partial(covered, 0.05),
    "covered 10%": partial(covered, 0.10),
    "covered 15%": partial(covered, 0.15),
    "anywhere 10%": partial(covered_anywhere, 0.10),
    "contrast 12%": partial(faded, 0.12),
    "crease 1": partial(creased, 1),
    "crease 2": partial(creased, 2),
    "scratches 5%": partial(scratched, 0.05),
    "scratches 10%": partial(scratched, 0.10),
    "by phone": by_phone,
}
"""Measures are modules, degrees, or parts of the code."""


# -- and who still reads it ----------------------------------------------------------------------


def zxing(image: Image.Image) -> list[str]:
    found = zxingcpp.read_barcodes(image, formats=_ONLY_QR)
    return [code.text for code in found]


def zbar(image: Image.Image) -> list[str]:
    found = pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])
    return [code.data.decode() for code in found]


Reader = Callable[[Image.Image], list[str]]


def rates(code: Code, name: str, trials: int, *readers: Reader) -> list[float]:
    """Return what part of damaged copies of a code each reader reads right."""
    right = [0] * len(readers)
    for trial in range(trials):
        image = DAMAGES[name](code, np.random.default_rng((zlib.crc32(name.encode()), trial)))
        for number, reader in enumerate(readers):
            right[number] += reader(image) == [code.text]
    return [count / trials for count in right]
