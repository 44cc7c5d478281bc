"""What a language says for each text of the source, and how far that may be trusted."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from generator.content import git, layout, located_yaml
from generator.content.canonical import canonical
from generator.content.layout import ContentKind
from generator.content.located_yaml import Data
from generator.content.rules.printing import words_of
from generator.content.tree import Tree
from generator.model.base import TextKind
from generator.model.facts import Settings
from generator.model.printing import Edition
from generator.model.texts import texts
from generator.model.trust import Reviewed, State, Worded, mark
from generator.model.words import KeyMessage, Routes
from generator.problems import Place


class Block(NamedTuple):
    """A text of the source, and what a language says for it."""

    id: str
    """“<entry>:<place>”, such as methods/goi-dien:do.tat-may."""
    file: str
    """Of the translation, be it there or not."""
    home: str
    """File of the source."""
    place: Place
    kind: TextKind
    source: str
    words: str
    """Empty where nobody has translated it."""
    state: State

    @property
    def is_open(self) -> bool:
        """Whether there is something to translate."""
        return self.state in (State.MISSING, State.STALE)


def source_of(tree: Tree) -> str:
    """Return the language that all others translate."""
    settings = tree.tables.only(Settings)
    return settings.source_language if settings else ""


def blocks(tree: Tree, tag: str, pack: str = "") -> Iterator[Block]:
    """Yield every text of the source, or of a pack, with what a language says for it."""
    source = source_of(tree)
    found = tree.of(Reviewed).get(tag)
    reviewed: Mapping[str, str] = found.blocks if found else {}
    is_in = _pack(tree, source, pack)
    for kind, key, worded in tree.words():
        home, file = kind.path(key), layout.in_language(kind, key, tag)
        if layout.tag_of(kind, key) != source or not is_in(home):
            continue
        said = _said(tree, kind, file)
        approval = said.pop(("approval", "state"), "unreviewed")
        for place, text, text_kind in texts(kind.model, worded.model_dump(mode="json")):
            if text_kind.shown and place[0] not in worded.own:
                name, words = block_id(kind, key, place), said.get(place, "")
                state = _state(text, words, reviewed.get(name, ""), approval)
                yield Block(name, file, home, place, text_kind, text, words, state)


def _said(tree: Tree, kind: ContentKind, file: str) -> dict[Place, str]:
    """Return the texts of a file, be it whole or not, and the state of its approval."""
    document = tree.documents.get(file)
    data = document.data if document else {}
    found: dict[Place, str] = {place: text for place, text, _k in texts(kind.model, data)}
    approval = data.get("approval") if isinstance(data, dict) else None
    if isinstance(approval, dict) and isinstance(approval.get("state"), str):
        found["approval", "state"] = str(approval["state"])
    return found


def _state(source: str, words: str, reviewed: str, approval: str) -> State:
    if not words:
        return State.MISSING
    then, own, *read = reviewed.split() if reviewed else ("", "")
    if own != mark(words):
        return State.UNREVIEWED
    if then != mark(source):
        return State.STALE
    return State(approval) if read and approval != "unreviewed" else State.UNREVIEWED


def block_id(kind: ContentKind, key: Any, place: Place) -> str:
    """Return the name of a text, which is the same in all languages."""
    folder = kind.pattern.partition("/")[0]
    entry = f"{folder}/{key[0]}" if isinstance(key, tuple) else folder
    return f"{entry}:{'.'.join(map(str, place))}"


# -- packs ---------------------------------------------------------------------------------------

FIRST = "first"
"""What a language needs before all else: the message, and what households hold in hand."""


def _pack(tree: Tree, source: str, pack: str) -> Callable[[str], bool]:
    """Return what tells whether a file of the source is in a pack; no name is all of them."""
    if pack != FIRST:
        return lambda file: not pack or file == pack or file.startswith(f"{pack}/")
    editions = [edition for edition in tree.of(Edition).values() if edition.gives.household]
    files = {file for edition in editions for file in words_of(tree, edition)}
    files |= {layout.of(model).path(source) for model in (KeyMessage, Routes)}
    return files.__contains__


def packs(tree: Tree) -> list[str]:
    """Return what may be asked for instead of everything: FIRST, or a folder."""
    source, found = source_of(tree), set()
    for kind, key, _words in tree.words():
        if layout.tag_of(kind, key) == source:
            home = kind.path(key)
            found |= {home.partition("/")[0], home.rpartition("/")[0]}
    return [FIRST, *sorted(found)]


# -- what was written and read -------------------------------------------------------------------

READ = "read"
"""Stands after the two marks of a text that somebody vouched for."""


def reviewed(
    tree: Tree, files: Iterable[str], before: Tree | None = None
) -> Iterator[tuple[str, str]]:
    """Yield file and text of the record of which words were written, and read, beside which
    source, once somebody has read some translations as they stand or, where there is a tree
    `before`, has written them.
    """
    tags: dict[str, set[str]] = {}
    for file in files:
        kind, key = layout.find(file) or (None, None)
        tag = layout.tag_of(kind, key) if kind and kind.has_words else ""
        if tag and tag != source_of(tree):
            tags.setdefault(tag, set()).add(file)
    for tag, changed in tags.items():
        found = tree.of(Reviewed).get(tag)
        kept = dict(found.blocks) if found else {}
        old = {b.id: b.words for b in blocks(before, tag)} if before else {}
        now = {block.id: block for block in blocks(tree, tag) if block.file in changed}
        entries = {name.partition(":")[0] for name in now}
        lines = {n: line for n, line in kept.items() if n.partition(":")[0] not in entries}
        for name, block in now.items():
            is_new = before is None or mark(old.get(name, "")) != mark(block.words)
            said = f"{mark(block.source)} {mark(block.words)}"
            line = f"{said} {READ}" if before is None else said
            if block.words and (is_new or name in kept):
                lines[name] = line if is_new else kept[name]
        data: Data = {"blocks": dict(sorted(lines.items()))}
        if lines or found:
            yield layout.of(Reviewed).path(tag), canonical(data, Reviewed)


def former(root: Path, tree: Tree, found: Iterable[Block]) -> dict[str, str]:
    """Return what the source said when blocks that are out of date were last read, by their id;
    those are left out of which git knows nothing.
    """
    homes: dict[str, list[Block]] = {}
    for block in found:
        if block.state is State.STALE:
            homes.setdefault(block.home, []).append(block)
    said: dict[str, str] = {}
    for home, stale in homes.items():
        kind, key = layout.find(home) or (None, None)
        assert kind is not None
        tag = layout.tag_of(*(layout.find(stale[0].file) or (kind, key)))
        record = tree.of(Reviewed)[tag].blocks
        wanted = {b.place: (b.id, record[b.id].split()[0]) for b in stale}
        for old in _older(root, home):
            for place, text, _kind in texts(kind.model, old):
                name, print_ = wanted.get(place, ("", ""))
                if name and name not in said and mark(text) == print_:
                    said[name] = text
            if len(wanted.keys() - {b.place for b in stale if b.id in said}) == 0:
                break
    return said


def _older(root: Path, home: str) -> Iterator[Data]:
    try:
        for content in git.texts(root, home):
            yield located_yaml.read(content, home).data
    except git.GitError:
        return


# -- taking words in -----------------------------------------------------------------------------


def composed(tree: Tree, taken: Iterable[tuple[Block, str]]) -> dict[str, str]:
    """Return the files of a language as they are with new words for some blocks."""
    wanted: dict[str, dict[Place, str]] = {}
    homes: dict[str, str] = {}
    for block, words in taken:
        wanted.setdefault(block.file, {})[block.place] = words
        homes[block.file] = block.home
    found = {}
    for file, said in wanted.items():
        kind, _key = layout.find(file) or (None, None)
        assert kind is not None and issubclass(kind.model, Worded)
        document, source = tree.documents.get(file), tree.documents[homes[file]].data
        data = document.data if document else {}
        assert isinstance(data, dict) and isinstance(source, dict)
        told = {name: value for name, value in source.items() if name not in kind.model.own}
        shown = {at for at, _text, mark_ in texts(kind.model, told) if mark_.shown}
        made = _put(data, told, {**dict.fromkeys(shown, ""), **said}, ())
        assert isinstance(made, dict)
        rest = {name: value for name, value in data.items() if name not in made}
        approval = rest.pop("approval", {"state": "unreviewed"})
        found[file] = canonical({**made, **rest, "approval": approval}, kind.model)
    return found


def _put(data: Data, source: Data, said: Mapping[Place, str], at: Place) -> Data:
    """Return data in the order of its source, with texts in their places. A text that nobody has
    translated is left out; what is no text, such as the form of a date, is as in the source.
    """
    if not isinstance(source, dict):
        return (said[at] or data) if at in said else (data or source)
    own = data if isinstance(data, dict) else {}
    more = [name for name in own if name not in source] if at else []
    made = {n: _put(own.get(n, ""), source.get(n, own.get(n, "")), said, (*at, n))
            for n in (*source, *more)}  # fmt: skip
    return {name: value for name, value in made.items() if value or own.get(name) == value}
