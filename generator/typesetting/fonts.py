"""The complete typefaces on disk: the characters they hold, and themselves as web fonts."""

import io
from collections.abc import Iterator
from functools import cache

from fontTools.ttLib import TTFont

from generator.assets import FONTS
from generator.model.facts import FontFace, LanguageFacts

FALLBACK = "NotoSans-Regular.ttf"
"""Takes over for single characters a language's own typeface lacks."""

WEB_LIMIT = 300_000
"""Bytes. Larger typefaces (Chinese, Korean) are left to the phone, which has them."""


def missing_files(face: FontFace) -> list[str]:
    """Return the files of a typeface that are not on disk."""
    return sorted({file for file in face.files if not (FONTS / file).is_file()})


@cache
def characters(file: str) -> frozenset[int]:
    """Return the code points a font file has glyphs for."""
    with TTFont(FONTS / file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def face_for(letters: str) -> FontFace | None:
    """Return the first typeface on disk that has all of some letters; None where none has."""
    wanted = set(map(ord, letters))
    for regular in sorted(file.name for file in FONTS.glob("*-Regular.[ot]tf")):
        bold, heavy = (regular.replace("-Regular", style) for style in ("-Bold", "-ExtraBold"))
        face = FontFace(
            family=family(regular),
            regular=regular,
            bold=bold if (FONTS / bold).is_file() else None,
            heavy=heavy if (FONTS / heavy).is_file() else None,
        )
        if all(wanted <= characters(file) for file in face.files):
            return face
    return None


def missing_characters(face: FontFace, text: str) -> Iterator[str]:
    """Yield the characters of a text that cannot be set in a typeface, each once."""
    known = _known(face.files)
    for char in sorted(set(text)):
        if ord(char) not in known and not char.isspace() and char not in _INVISIBLE:
            yield char


_INVISIBLE = frozenset("\u200b\u200c\u200d")


@cache
def _known(files: tuple[str, ...]) -> frozenset[int]:
    return characters(FALLBACK) | frozenset.intersection(*map(characters, files))


@cache
def family(file: str) -> str:
    """Return the name by which a font file knows its typeface."""
    with TTFont(FONTS / file, lazy=True) as font:
        return str(font["name"].getBestFamilyName())


def web_fonts(language: LanguageFacts) -> dict[str, bytes]:
    """Return the WOFF2 files by weight that the site serves for a language of another script.

    Latin letters are in the site's own font already.
    """
    face = language.font
    if language.script == "Latn" or missing_files(face):
        return {}
    files = {"400": face.regular} | ({"700": face.bold} if face.bold else {})
    if any((FONTS / file).stat().st_size > WEB_LIMIT for file in files.values()):
        return {}
    return {weight: _woff2(file) for weight, file in files.items()}


@cache
def _woff2(file: str) -> bytes:
    with TTFont(FONTS / file, recalcTimestamp=False) as font:
        font.flavor = "woff2"
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()


def licence(face: FontFace) -> tuple[str, bytes]:
    """Return name and text of the licence that must go wherever a typeface goes."""
    name = f"OFL-{face.regular.partition('-')[0]}.txt"
    return name, (FONTS / name).read_bytes()
