"""Which files of a tree are not in the one form in which files are kept."""

import re
from collections.abc import Iterator
from gettext import gettext as _
from typing import NamedTuple

from generator.content import layout, sounds
from generator.content.canonical import canonical
from generator.content.tree import Tree
from generator.problems import OWN

_TEXT = re.compile(r'"(\\.|[^"\\])*"|\'[^\']*\'', re.DOTALL)
_COMMENT = re.compile(r"(?m)(^|\s)#.*$")


class Other(NamedTuple):
    """A file that stands in another form."""

    file: str
    before: bytes
    after: str | bytes
    """The same words in our form; empty where it cannot be had."""
    why: str = ""
    """Why it cannot."""


def others(tree: Tree) -> Iterator[Other]:
    """Yield the files of a tree in another form; those that cannot be read are left out."""
    for file, document in tree.documents.items():
        found = layout.find(file)
        if found is None or file.startswith(OWN) or found[0].is_table or document.problems:
            continue
        before = (tree.root / file).read_bytes()
        if not found[0].is_yaml:
            after = sounds.pure(file, before)
            if before != after:
                yield Other(file, before, after)
            continue
        text = canonical(document.data, found[0].model)
        if before == text.encode():
            continue
        comment = _COMMENT.search(_TEXT.sub('""', before.decode("utf-8-sig")))
        if comment:
            lost = _("“{comment}” would be lost; keep it in a field such as note: or check:")
            why = lost.format(comment=comment[0].strip())
            yield Other(file, before, "", why)
        else:
            yield Other(file, before, text)
