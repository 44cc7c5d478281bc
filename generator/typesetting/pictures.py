"""A drawing to a small picture, once: the same drawing is taken from what was drawn before."""

import hashlib
import io
import os
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

import resvg_py
from PIL import Image, ImageColor

from generator.assets import FONTS, ROOT

REMEMBERED = ROOT / ".cache/pictures"
"""Pictures, each named after all that it is made from, with a checksum before it."""
MOST = 1000
"""Pictures kept: those of four campaigns like ours; some 27 MB."""

Blend = tuple[str, str]
"""Two colours, as CSS writes them, that meet at the edges of letters."""
STEPS = 5
"""Colours between the two of a blend: fewer show, more weigh."""
HARDER = 8
"""Of zlib's levels: a tenth smaller than the usual 6 for 15 ms; 9 takes 45 for a thirtieth."""

_CHECKSUM = hashlib.sha256().digest_size


def png(svg: str, files: Sequence[str], blends: Sequence[Blend]) -> bytes:
    """Return a drawing as a PNG in the colours of its blends alone; its letters come from the
    font files alone.
    """
    file = REMEMBERED / _print(svg, files, blends)
    picture = _recalled(file)
    if picture is None:
        picture = _drawn(svg, files, blends)
        _remember(file, picture)
    return picture


def bits(rows: Sequence[Sequence[bool]], margin: int) -> bytes:
    """Return dark squares on white as a PNG of one bit and one pixel a square."""
    side = len(rows) + 2 * margin
    picture = Image.new("1", (side, side), 1)
    for y, row in enumerate(rows, margin):
        for x, dark in enumerate(row, margin):
            if dark:
                picture.putpixel((x, y), 0)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def forget() -> None:
    """Let go of pictures beyond those kept, the longest unused first."""
    with suppress(OSError):  # another process may forget at the same time
        found = sorted(REMEMBERED.iterdir(), key=lambda file: file.stat().st_mtime_ns)
        for file in found[: max(0, len(found) - MOST)]:
            file.unlink()


def _drawn(svg: str, files: Sequence[str], blends: Sequence[Blend]) -> bytes:
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg,
        skip_system_fonts=True,
        font_files=[str(FONTS / file) for file in files],
    )
    with Image.open(io.BytesIO(drawn)) as full:
        few = full.convert("RGB").quantize(
            palette=_palette(tuple(blends)), dither=Image.Dither.NONE
        )
    out = io.BytesIO()
    few.save(out, "PNG", compress_level=HARDER)
    return out.getvalue()


@cache
def _palette(blends: tuple[Blend, ...]) -> Image.Image:
    found = []
    for pair in blends:
        one, other = map(ImageColor.getrgb, pair)
        for step in range(STEPS + 2):
            share = step / (STEPS + 1)
            found.append(
                tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
            )
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in dict.fromkeys(found) for part in colour])
    return palette


def _print(svg: str, files: Sequence[str], blends: Sequence[Blend]) -> str:
    """Fingerprint all that a picture is made from."""
    found = hashlib.sha256(f"{STEPS} {HARDER} {blends} {svg}".encode())
    for file in files:
        found.update(_digest(file))
    for library in ("resvg-py", "pillow", "canhgiac"):
        found.update(f"\0{library} {version(library)}".encode())
    return found.hexdigest()


@cache
def _digest(file: str) -> bytes:
    return hashlib.sha256((FONTS / file).read_bytes()).digest()


def _recalled(file: Path) -> bytes | None:
    """Return a picture as it was drawn; None where there is none, or not the whole of it."""
    try:
        content = file.read_bytes()
    except OSError:
        return None
    with suppress(OSError):
        os.utime(file)  # it was of use today
    picture = content[_CHECKSUM:]
    return picture if hashlib.sha256(picture).digest() == content[:_CHECKSUM] else None


def _remember(file: Path, picture: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(hashlib.sha256(picture).digest() + picture)
    except OSError:
        pass  # a checkout that cannot be written to: draw again next time
