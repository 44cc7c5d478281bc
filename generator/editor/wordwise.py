"""Two wordings of one text, word by word."""

from difflib import SequenceMatcher
from typing import NamedTuple


class Piece(NamedTuple):
    """Some words that both have, or one of them."""

    words: str
    change: str
    """del: the older alone; ins: the newer alone; empty: both."""


def compared(older: str, newer: str) -> list[Piece]:
    """Return the newer wording with what was taken out and what was put in."""
    before, after = older.split(), newer.split()
    found: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece(" ".join(after[c:d]), ""))
            continue
        pieces = ((before[a:b], "del"), (after[c:d], "ins"))
        found += (Piece(" ".join(words), change) for words, change in pieces if words)
    return found
