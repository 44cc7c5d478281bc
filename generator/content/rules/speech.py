"""What is read out over a loudspeaker: somebody knows how to say every word of it."""

from collections.abc import Iterator
from gettext import gettext as _

from generator.content import layout
from generator.content.tree import FileText, Tree
from generator.model.aloud import unread
from generator.model.facts import LanguageFacts
from generator.model.interface import Interface
from generator.model.words import Advice, KeyMessage, Translation
from generator.problems import Problem

_WORDS = (Advice, KeyMessage, Translation)
_INTERFACE = (
    *("title", "contacts", "loudspeaker", "rules_broken"),
    *("they_say", "you_answer", "you_act", "do"),
)
"""Of all that belongs to no page, what a station says."""


def _is_heard(text: FileText) -> bool:
    if text.home.model is Interface:
        return text.place[0] in _INTERFACE
    return text.home.model in _WORDS and not text.kind.quoted


def _unread(tree: Tree) -> Iterator[Problem]:
    """An announcer knows how to say everything; a machine that reads a script aloud, too."""
    for text in tree.texts:
        pronunciation = tree.tables.pronunciation(text.tag) if _is_heard(text) else None
        tokens = unread(text.text, pronunciation) if pronunciation else []
        if tokens:
            yield tree.at(
                text.file,
                text.place,
                _("nobody knows how to read out {tokens}").format(
                    tokens=", ".join(f"“{token}”" for token in tokens)
                ),
                _("write it in words, or add how it is said below said: words: in {file}").format(
                    file=_home(tree, text.tag)
                ),
            )


def _home(tree: Tree, tag: str) -> str:
    """Return the file with the pronunciation of a language."""
    facts = tree.of(LanguageFacts).get(tag)
    own = tag if facts and facts.said else tag.partition("-")[0]
    return layout.of(LanguageFacts).path(own)


def _in_words(tree: Tree) -> Iterator[Problem]:
    """How something is said is words, spelt as the language is."""
    for tag, facts in tree.of(LanguageFacts).items():
        if facts.said:
            spelt = facts.said.model_copy(update={"words": {}, "numbers": {}})
            for token, said in facts.said.words.items():
                for part in unread(said, spelt):
                    yield tree.at(
                        layout.of(LanguageFacts).path(tag),
                        ("said", "words", token),
                        _("nobody knows how to say “{part}” either").format(part=part),
                        _("write how it sounds, in small letters"),
                    )


RULES = (_unread, _in_words)
