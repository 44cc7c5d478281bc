"""Text typed for the fonts TCVN3 (.VnTime) and VNI: which of them it is, and what it says."""

import re
import unicodedata
from collections.abc import Callable, Iterable

from generator.exchange.wording import likeness

TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)

_MARKS = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HATS = {"â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309",
         "ã": "\u0302\u0303", "ä": "\u0302\u0323"}  # fmt: skip
_BREVES = {"ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
           "ü": "\u0306\u0303", "ë": "\u0306\u0323"}  # fmt: skip
_ALONE = dict(zip("íìæóòîñôö", "íìỉĩịỵđơư", strict=True))
_TAKES = {
    "a": _MARKS | _HATS | _BREVES, "e": _MARKS | _HATS, "o": _MARKS | _HATS, "u": _MARKS,
    "y": {mark: tone for mark, tone in _MARKS.items() if mark != "ï"},
    "ô": _MARKS, "ö": _MARKS,
}  # fmt: skip


def _vni() -> dict[str, str]:
    small = dict(_ALONE)
    for base, marks in _TAKES.items():
        for mark, accents in marks.items():
            letter = _ALONE.get(base, base) + accents
            small[base + mark] = unicodedata.normalize("NFC", letter)
    # A capital takes a mark of either size: typists mix them.
    tops = {old[0].upper() + old[1:]: new.upper() for old, new in small.items()}
    return small | tops | {old.upper(): new.upper() for old, new in small.items()}


VNI = _vni()
_VNI_PARTS = re.compile("|".join(sorted(VNI, key=len, reverse=True)))
_NEWER = re.compile("[\u0100-\u1fff]")
"""Letters that neither font has: such a text is Unicode already."""
_TWICE = re.compile("[áÃ][\u0080-\u00bf»º]|á»|Ä[\u0080-\u00bf‘]|Æ[°¡]")
"""UTF-8 that was read as Windows-1252: letters are lost in it."""
_SURE = 0.85


def _tcvn3(text: str) -> str:
    return "".join(TCVN3.get(letter, letter) for letter in text)


def _of_vni(text: str) -> str:
    return _VNI_PARTS.sub(lambda part: VNI[part[0]], text)


_READINGS: dict[str, Callable[[str], str]] = {"TCVN3": _tcvn3, "VNI": _of_vni}


def decide(texts: Iterable[str]) -> str | None:
    """Return the font that the texts of a whole sheet were typed for: empty for none, None where
    letters are lost or nothing makes sense. A cell alone would not tell.
    """
    old = "\n".join(text for text in texts if not text.isascii() and not _NEWER.search(text))
    if _TWICE.search(old):
        return None
    scores = {"": likeness(old)} | {font: likeness(read(old)) for font, read in _READINGS.items()}
    best = max(scores, key=lambda font: scores[font])
    return best if scores[best] >= _SURE else None


def converted(text: str, font: str) -> str:
    """Return a text in Unicode; what has letters of Unicode alone stays."""
    if font and not _NEWER.search(text):
        text = _READINGS[font](text)
    return unicodedata.normalize("NFC", text)
