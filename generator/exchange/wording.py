"""Vietnamese words as they are compared, without accents; and how likely a text is one."""

import re
import unicodedata
from functools import lru_cache

from generator.model.spelling import can_be

_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(10_000)
def folded(text: str) -> str:
    """Return words in small letters without accents, one blank between them."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def likeness(text: str) -> float:
    """Return which part of the words that have accents can be Vietnamese syllables; 1 of none."""
    accented = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(can_be, accented)) / len(accented) if accented else 1.0
