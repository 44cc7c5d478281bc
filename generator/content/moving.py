"""Entries that get another name or go: what every file would hold then, in all languages."""

from collections.abc import Iterator
from copy import deepcopy
from functools import reduce
from typing import Any

from generator.content import beginning, layout, names
from generator.content.canonical import canonical
from generator.content.layout import ContentKind
from generator.content.located_yaml import EMPTY, Data
from generator.content.tree import Tree
from generator.model.audio import Recordings, Sound
from generator.model.facts import Waivers
from generator.model.printing import Edition
from generator.model.texts import references
from generator.model.trust import Reviewed
from generator.problems import OWN, ContentError

Texts = dict[str, bytes | None]
"""What files would hold, by their path; None for those that go."""


def entry(file: str) -> tuple[ContentKind, str] | None:
    """Return the facts of the entry that a file belongs to, and its slug; None where the file is
    of no entry that somebody may have begun.
    """
    found = layout.find(file)
    if found is None:
        return None
    row, key = found
    facts = layout.facts_of(row) if row.has_words else row
    if facts is None or facts not in beginning.kinds().values():
        return None
    return facts, key[0] if isinstance(key, tuple) else key


def moved(file: str, new: str) -> str:
    """Return where a file of an entry stands once that has another slug."""
    found = layout.find(file)
    assert found is not None, file
    row, key = found
    return row.path((new, *key[1:]) if isinstance(key, tuple) else new)


def has_aliases(kind: ContentKind) -> bool:
    """Tell whether the address of an entry of a kind lives on when its name does not."""
    return "aliases" in kind.model.model_fields


def is_named(tree: Tree, kind: ContentKind) -> bool:
    """Tell whether others may name an entry of a kind, so that another can take its place."""
    return _what(kind) in names.known(tree)


def renamed(tree: Tree, kind: ContentKind, slug: str, new: str) -> Texts:
    """Return what files would hold if an entry had another slug, everything that names it too.

    Raises ContentError where its facts cannot be read.
    """
    files = _files(tree, kind, slug)
    texts: Texts = {moved(file, new): (tree.root / file).read_bytes() for file in files}
    texts |= dict.fromkeys(files)
    if has_aliases(kind) and kind.path(slug) in files:
        facts = _data(tree, kind.path(slug))
        texts[kind.path(new)] = canonical(_with_names(facts, [slug], new), kind.model).encode()
    return texts | _followed(tree, kind, slug, new) | _records(tree, kind, slug, new)


def removed(tree: Tree, kind: ContentKind, slug: str, successor: str = "") -> Texts:
    """Return what files would hold if an entry were gone, and another had taken its place.

    Raises ContentError where the facts of one of the two cannot be read.
    """
    texts: Texts = dict.fromkeys(_files(tree, kind, slug))
    if successor:
        texts |= _followed(tree, kind, slug, successor)
    if successor and has_aliases(kind):
        home, gone = kind.path(successor), _data(tree, kind.path(slug))
        facts = _renaming(kind, _data(tree, home), _what(kind), slug, "")
        former = gone.get("aliases", [])
        names = [*(former if isinstance(former, list) else ()), slug]
        texts[home] = canonical(_with_names(facts, names, successor), kind.model).encode()
    return texts | _records(tree, kind, slug, "") | _unheard(tree, kind, slug)


def users(tree: Tree, kind: ContentKind, slug: str) -> list[str]:
    """Return the files of others that name an entry."""
    own = _files(tree, kind, slug)
    return [
        file
        for file, row in _readable(tree)
        if file not in own
        for data in [tree.documents[file].data]
        if any((n, to) == (slug, _what(kind)) for _p, n, to in references(row.model, data))
    ]


def kept(tree: Tree, files: list[str]) -> list[str]:
    """Return which of some files stay as they are: editions on paper keep the names they have."""
    issued = {layout.of(Edition).path(line.edition) for line in tree.register}
    return [file for file in files if file in issued]


# -- inside --------------------------------------------------------------------------------------


def _files(tree: Tree, kind: ContentKind, slug: str) -> list[str]:
    """Return every file of an entry."""
    return [file for file in tree.documents if entry(file) == (kind, slug)]


def _readable(tree: Tree) -> Iterator[tuple[str, ContentKind]]:
    for file in tree.documents:
        found = layout.find(file)
        if found and found[0].is_yaml and not file.startswith(OWN):
            yield file, found[0]


def _what(kind: ContentKind) -> str:
    """Return what references to an entry are of (model.base.Refers): named like the folder."""
    return kind.pattern.partition("/")[0]


def _data(tree: Tree, file: str) -> dict[str, Data]:
    document = tree.documents.get(file, EMPTY)
    if document.problems or not isinstance(document.data, dict):
        raise ContentError(document.problems, str(tree.root))
    return document.data


def _with_names(facts: dict[str, Data], former: list[Any], name: str) -> dict[str, Data]:
    """Return facts with more former names, none of which is the name of today."""
    known = facts.get("aliases", [])
    names = dict.fromkeys([*(known if isinstance(known, list) else ()), *former])
    return facts | {"aliases": [one for one in names if one != name]}


def _followed(tree: Tree, kind: ContentKind, slug: str, new: str) -> Texts:
    """Return the files of others that name an entry, with the name of another one."""
    found = users(tree, kind, slug)
    stay = kept(tree, found) if has_aliases(kind) else []
    texts: Texts = {}
    for file in found:
        row = layout.find(file)
        if row and file not in stay:
            data = _renaming(row[0], _data(tree, file), _what(kind), slug, new)
            texts[file] = canonical(data, row[0].model).encode()
    return texts


def _renaming(
    row: ContentKind, data: dict[str, Data], what: str, old: str, new: str
) -> dict[str, Data]:
    """Return the data of a file that names another entry where it named one, or none."""
    found: Any = deepcopy(data)
    places = [p for p, name, to in references(row.model, data) if (name, to) == (old, what)]
    for *home, last in reversed(places):
        parent = reduce(lambda inner, part: inner[part], home, found)
        if not new or (isinstance(parent, list) and new in parent):
            del parent[last]
        else:
            parent[last] = new
    assert isinstance(found, dict)
    return found


def _records(tree: Tree, kind: ContentKind, slug: str, new: str) -> Texts:
    """Return what is written down about an entry elsewhere, said of where it is then."""
    return _waivers(tree, kind, slug, new) | _reviewed(tree, kind, slug, new)


def _unheard(tree: Tree, kind: ContentKind, slug: str) -> Texts:
    """Return what is left of recordings once those of an entry are gone: they say its words."""
    facts, texts = tree.of(kind.model).get(slug), Texts()
    names, words = {slug, *getattr(facts, "aliases", ())}, layout.words_of(kind)
    for tag, table in tree.of(Recordings).items():
        home, entries = layout.of(Recordings).path(tag), [*table.entries]
        ours = [e for e in entries if e.name in names and words and e.model is words.model]
        data: Any = deepcopy(_data(tree, home)) if ours else {}
        for entry in reversed(ours):
            field, number = entry.place
            del data[field][number]
            texts[layout.of(Sound).path((tag, entry.recording.file))] = None
        if ours:
            left = {field: lines for field, lines in data.items() if lines}
            texts[home] = canonical(left, Recordings).encode() if left else None
    return texts


def _reviewed(tree: Tree, kind: ContentKind, slug: str, new: str) -> Texts:
    """Return which of its texts were read, by their names of then."""
    start, texts = f"{_what(kind)}/{slug}:", Texts()
    for tag, record in tree.of(Reviewed).items():
        ours = {name: marks for name, marks in record.blocks.items() if name.startswith(start)}
        if ours:
            rest = {n: marks for n, marks in record.blocks.items() if n not in ours}
            then = {f"{_what(kind)}/{new}:{n.removeprefix(start)}": m for n, m in ours.items()}
            data: Data = {"blocks": dict(sorted((rest | (then if new else {})).items()))}
            texts[layout.of(Reviewed).path(tag)] = canonical(data, Reviewed).encode()
    return texts


def _waivers(tree: Tree, kind: ContentKind, slug: str, new: str) -> Texts:
    """Return what may stand in the files of an entry, said of where they are then."""
    home = layout.of(Waivers).path()
    table = tree.tables.only(Waivers)
    if table is None or all(entry(one.file) != (kind, slug) for one in table.waivers):
        return {}
    data = deepcopy(_data(tree, home))
    listed: Any = data["waivers"]
    ours = [one for one in listed if entry(one["file"]) == (kind, slug)]
    for one in ours:
        one["file"] = moved(one["file"], new)
    data["waivers"] = [one for one in listed if new or one not in ours]
    return {home: canonical(data, Waivers).encode() if data["waivers"] else None}
