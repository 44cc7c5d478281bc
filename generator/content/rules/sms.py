"""What goes out as a text message: it fits, and without accents it cannot be misread."""

import re
from collections.abc import Iterator
from gettext import gettext as _

from generator.content.rules.wording import PLACEHOLDER
from generator.content.tree import FileText, Tree
from generator.model import sms
from generator.model.aloud import begun
from generator.model.facts import Contacts
from generator.model.style import Bare, Style
from generator.problems import Problem


def sizes(tree: Tree, file: str) -> Iterator[tuple[FileText, sms.Size]]:
    """Yield the text messages of a file, and how long each is with its numbers filled in."""
    for text in tree.texts:
        if text.file == file and text.kind.texted:
            yield text, _size(tree, text)


def _size(tree: Tree, text: FileText) -> sms.Size:
    assert text.kind.texted
    return sms.size(_filled(tree, text.text), text.kind.texted)


def _filled(tree: Tree, text: str) -> str:
    """Return a text with the numbers of contacts in it; a name that is wrong stays."""
    table = tree.tables.only(Contacts)
    known = table.contacts if table else {}
    numbers = {name: contact.number for name, contact in known.items() if contact.number}
    return PLACEHOLDER.sub(lambda found: numbers.get(found[1], found[0]), text)


def _texted(tree: Tree) -> Iterator[Problem]:
    """A text message fits, has no bold letters, and without accents no word of two meanings."""
    styles = tree.of(Style)
    for text in tree.texts:
        if not text.kind.texted:
            continue
        size, rest = _size(tree, text), PLACEHOLDER.sub("", text.text)
        if size.is_too_long:
            message = _("too long for a text message: {used}/{most}")
            yield tree.at(
                text.file,
                text.place,
                message.format(used=size.used, most=size.most),
                _("leave out {n} characters; a number counts as it is sent").format(
                    n=max(1, size.used - size.most)
                ),
            )
        if re.search(r"[*_]", rest):
            message = _("a text message has no bold letters: * and _ cannot stand in it")
            yield tree.at(text.file, text.place, message, _("delete them"))
        if text.kind.texted == "bare":
            if strange := sms.strange(rest):
                message = _("“{chars}” cannot stand in a text message without accents")
                remedy = _("write it without accents; with accents it belongs into sms_accented")
                message = message.format(chars=strange[:_MOST])
                yield tree.at(text.file, text.place, message, remedy)
            style = styles.get(text.tag)
            for word, bare in (style.bare if style else {}).items():
                if found := _misread(rest, word, bare):
                    message = _("without accents, “{word}” may be read as another word")
                    yield tree.at(text.file, text.place, message.format(word=found), bare.instead)


_MOST = 10
"""Characters that are named of those that cannot stand there."""


def _misread(text: str, word: str, bare: Bare) -> str:
    """Return a word as it stands in a text where nothing tells what it means, else nothing."""
    for clear in bare.but:
        for one in (clear, begun(clear)):
            text = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", " ", text)
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    return found[0] if found else ""


RULES = (_texted,)
