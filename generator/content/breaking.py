"""Where lines of Khmer may end: U+200B between words, as a segmenter finds them."""

import re
import unicodedata
from collections.abc import Iterator
from gettext import gettext as _
from typing import NamedTuple

from generator.content.tree import FileText, Tree
from generator.model.facts import LanguageFacts

BREAK = "\u200b"
_STACKER = "\u17d2"
_RUN = re.compile("[\u1780-\u17d3\u17dd]+")
"""Letters and marks in one piece; signs, digits and spaces part them."""
_SHORT, _LONGEST = 8, 24
"""Letters in one piece that need no mark; and those that a column bears, in a text whose writer
has set marks already."""


class SegmenterError(Exception):
    """The segmenter is not installed."""


class Marked(NamedTuple):
    """A text with more places where a line may end."""

    said: FileText
    words: str

    @property
    def shown(self) -> str:
        """What a reader corrects it by: each mark is a dot."""
        return self.words.replace(BREAK, "·")


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
    most = _LONGEST if BREAK in text else _SHORT

    def part(run: re.Match[str]) -> str:
        letters = sum(unicodedata.category(char)[0] != "M" for char in run[0])
        return BREAK.join(_words(run[0])) if letters > most else run[0]

    return _RUN.sub(part, text)


def _words(run: str) -> Iterator[str]:
    """Yield the words of a run; a mark stays with its letter, whatever the segmenter says."""
    word = ""
    for piece in _segmented(run):
        if word and not word.endswith(_STACKER) and unicodedata.category(piece[0])[0] != "M":
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
