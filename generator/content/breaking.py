"""Where lines of Khmer may end: U+200B between words, as a segmenter finds them."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from gettext import gettext as _
from typing import NamedTuple

from generator.content.tree import FileText, Tree
from generator.model.facts import LanguageFacts
from generator.typesetting.lines import BREAK

STACKERS = "\u17d2\u1039\u1a60\uaaf6"
"""What joins the next consonant to the one before, in Khmer, Burmese, Tai Tham, Meetei."""
LONGEST = 24
"""Letters, marks not counted, that fit the narrowest column of a leaflet in one piece."""
_RUN = re.compile("[\u1780-\u17d3\u17dd]+")
"""Letters and marks in one piece; signs, digits and spaces part them."""
_SHORT = 8
"""Letters in one piece that need no mark where the writer has set none."""


class SegmenterError(Exception):
    """The segmenter is not installed."""


class Marked(NamedTuple):
    """A text with more places where a line may end."""

    said: FileText
    words: str

    @property
    def shown(self) -> str:
        """What a reader corrects it by: each mark is a dot."""
        return visible(self.words)


def visible(text: str) -> str:
    """Return a text in which a break that nobody sees is a dot."""
    return text.replace(BREAK, "·")


@cache
def is_mark(char: str) -> bool:
    """Tell whether a character stands on a letter, and is none itself."""
    return unicodedata.category(char)[0] == "M"


def letters(run: str) -> int:
    """Return how many letters a piece has, marks not counted."""
    return sum(not is_mark(char) for char in run)


def marked(tree: Tree) -> Iterator[Marked]:
    """Yield the Khmer texts of a tree that take more marks. Raises SegmenterError."""
    khmer = {tag for tag, facts in tree.of(LanguageFacts).items() if facts.script == "Khmr"}
    for said in tree.texts:
        words = parted(said.text) if said.tag in khmer else said.text
        if words != said.text:
            yield Marked(said, words)


def parted(text: str) -> str:
    """Return a text with a mark between its words. Where its writer has set marks, only what is
    too long for a column is parted.
    """
    most = LONGEST if BREAK in text else _SHORT

    def part(run: re.Match[str]) -> str:
        return BREAK.join(_words(run[0])) if letters(run[0]) > most else run[0]

    return _RUN.sub(part, text)


def _words(run: str) -> Iterator[str]:
    """Yield the words of a run; a mark stays with its letter, whatever the segmenter says."""
    word = ""
    for piece in _segmented(run):
        if word and word[-1] not in STACKERS and not is_mark(piece[0]):
            yield word
            word = ""
        word += piece
    yield word


def _segmented(run: str) -> list[str]:
    try:
        from khmercut import tokenize
    except ImportError:
        message = _("what parts Khmer words is not installed; type: {command}")
        command = ".venv/bin/pip install -r requirements-khmer.txt"
        raise SegmenterError(message.format(command=command)) from None
    return [piece for piece in tokenize(run) if piece]
