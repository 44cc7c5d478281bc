"""The complete typefaces on disk: the characters they hold, and themselves as web fonts."""

import io
from functools import cache

from fontTools.ttLib import TTFont

from generator.model import FontFace, Language
from generator.rendering import ROOT

FOLDER = ROOT / "leaflets/fonts"
FALLBACK = "NotoSans-Regular.ttf"
"""Takes over for single characters a language's own typeface lacks."""

WEB_LIMIT = 300_000
"""Bytes. Larger typefaces (Chinese, Korean) are left to the phone, which has them."""


def missing_files(face: FontFace) -> list[str]:
    """Return the files of a typeface that are not on disk."""
    wanted = (face.regular, face.bold, face.heavy)
    return [file for file in wanted if file and not (FOLDER / file).is_file()]


@cache
def characters(file: str) -> frozenset[int]:
    """Return the code points a font file has glyphs for."""
    with TTFont(FOLDER / file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def web_fonts(language: Language) -> dict[str, bytes]:
    """Return the WOFF2 files by weight that the site serves for a language of another script.

    Latin letters are in the site's own font already.
    """
    face = language.font
    if language.script == "Latn" or missing_files(face):
        return {}
    files = {"400": face.regular, "700": face.bold}
    if any((FOLDER / file).stat().st_size > WEB_LIMIT for file in files.values()):
        return {}
    return {weight: _woff2(file) for weight, file in files.items()}


def _woff2(file: str) -> bytes:
    with TTFont(FOLDER / file, recalcTimestamp=False) as font:
        font.flavor = "woff2"
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()
