"""Whether a word can be Vietnamese: the syllables there are."""

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED = "\u0301\u0323"
"""The only tones of a syllable that ends in c, ch, p or t."""
_ONSET = "(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh|n|ph?|qu|r|s|th|tr|t|v|x)?"
_RHYMES = {
    "a": "i o u y c ch m n ng nh p t", "ă": "c m n ng p t", "â": "u y c m n ng p t",
    "e": "o c m n ng p t", "ê": "u ch m n nh ng p t", "i": "a u ch m n nh p t",
    "iê": "c m n ng p t u", "o": "i c m n ng p t", "oa": "i o y c ch m n ng nh p t",
    "oă": "c m n ng t", "oe": "o n p t", "oo": "c ng", "ô": "i c m n ng p t", "ơ": "i m n p t",
    "u": "i a c m n ng p t", "uâ": "n ng t y", "uê": "ch nh", "uô": "c i m n ng t", "uơ": "",
    "uy": "a ch n nh t u p", "uyê": "n t", "ư": "a i u c m n ng t", "ươ": "c i m n ng p t u",
    "y": "", "yê": "m n ng t u",
}  # fmt: skip
_OPEN = ["a", "e", "ê", "i", "o", "oa", "oe", "ô", "ơ", "u", "uê", "uơ", "uy", "ư", "y"]
_ALL = sorted({v + end for v in _RHYMES for end in _RHYMES[v].split()} | set(_OPEN), key=len)
_SYLLABLE = re.compile(f"{_ONSET}(?:{'|'.join(reversed(_ALL))})")


def can_be(word: str) -> bool:
    """Tell whether a word is spelt as Vietnamese syllables are, tone and all."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in apart if c in _TONES]
    toneless = unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(toneless):
        return False
    return not toneless.endswith(("c", "ch", "p", "t")) or (bool(tones) and tones[0] in _STOPPED)
