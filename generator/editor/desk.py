"""What is being edited: drafts, what is wrong with them, and how they are saved."""

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import Any, NamedTuple

from generator.alone import alone
from generator.content import git, judge, layout, located_yaml, merging, worse, writing
from generator.content.canonical import canonical
from generator.content.layout import ContentKind
from generator.content.located_yaml import Data
from generator.content.report import Deed, Report
from generator.content.tree import Tree, read_tree
from generator.editor import forms
from generator.editor.forms import Raw
from generator.model.facts import Settings
from generator.problems import Blocks, Problem


class Draft(NamedTuple):
    """What somebody has filled in and not saved."""

    file: str
    base: str
    """What the file held when they began; empty for a new one."""
    filled: Raw

    @property
    def before(self) -> Data:
        """What the file held when they began."""
        return _data(self.base, self.file)


class Saved(NamedTuple):
    """What became of saving."""

    problems: list[Problem]
    """Why nothing was written; empty where it was."""
    commit: str
    """Number of the change; empty where there is no history."""
    unrecorded: str
    """Why it was saved and yet not written down."""


class Desk:
    """One content folder, and the drafts of one editor, which are kept outside it."""

    def __init__(self, root: Path, drafts: Path) -> None:
        self.root = root
        home = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:12]
        self._drafts = drafts / home

    # -- reading ---------------------------------------------------------------------------------

    def tree(self, instead: Mapping[str, bytes] | None = None) -> Tree:
        return read_tree(self.root, date.today(), instead)

    def report(self, instead: Mapping[str, bytes] | None = None) -> Report:
        """Return what is wrong with the folder, were some files others; what was looked at
        before is not looked at again while nothing has changed.
        """
        others = {f: text for f, text in (instead or {}).items() if self._held(f) != text}
        stamp = (_stamp(self.root), tuple(sorted(others.items())))
        with _LOOKED:
            if stamp not in _SEEN:
                for old in list(_SEEN)[:-_MOST]:
                    del _SEEN[old]
                _SEEN[stamp] = judge(self.tree(others), deed=Deed.LOOK)
            return _SEEN[stamp]

    def _held(self, file: str) -> bytes:
        return writing.held(self.root, file)

    def held(self, file: str) -> str:
        return self._held(file).decode("utf-8-sig")

    # -- drafts ----------------------------------------------------------------------------------

    def draft(self, file: str) -> Draft:
        """Return the draft of a file: what was filled in last, else what the file holds."""
        try:
            found = json.loads(self._place(file).read_text("utf-8"))
            return Draft(file, found["base"], _paired(found["filled"]))
        except (OSError, ValueError, KeyError):
            text = self.held(file)
            return Draft(file, text, forms.raw(_data(text, file)))

    def has_draft(self, file: str) -> bool:
        return self._place(file).is_file()

    def drafts(self) -> list[str]:
        """Return the files that have a draft."""
        names = self._drafts.glob("*.json") if self._drafts.is_dir() else ()
        return sorted(json.loads(name.read_text("utf-8"))["file"] for name in names)

    def keep(self, draft: Draft) -> None:
        """Keep a draft, whole or not at all."""
        place = self._place(draft.file)
        place.parent.mkdir(parents=True, exist_ok=True)
        writing.put_whole(place, json.dumps(draft._asdict(), ensure_ascii=False).encode())

    def drop(self, file: str) -> None:
        self._place(file).unlink(missing_ok=True)

    def _place(self, file: str) -> Path:
        return self._drafts / f"{hashlib.sha256(file.encode()).hexdigest()[:24]}.json"

    # -- what a draft would be -------------------------------------------------------------------

    def data(self, draft: Draft) -> dict[str, Data]:
        """Return what a draft says as the data of its file."""
        return forms.plain(_kind(draft.file).model, draft.filled, draft.before)

    def text(self, draft: Draft) -> str:
        return canonical(self.data(draft), _kind(draft.file).model)

    def problems(self, draft: Draft) -> list[Problem]:
        """Return what would be wrong with the draft's file, that was not wrong elsewhere."""
        report = self.report({draft.file: self.text(draft).encode()})
        return [p for p in report.problems if p.file == draft.file and p.blocks > Blocks.NOTHING]

    # -- saving ----------------------------------------------------------------------------------

    def save(self, draft: Draft, by: str, says: str) -> Saved:
        """Write a draft to its file, if that makes nothing worse, with what follows from it in
        other languages; write the change down in the editor's name.
        """
        kind = _kind(draft.file)
        with alone(self.root):
            now, ours = self.held(draft.file), self.data(draft)
            if now != draft.base:
                theirs = _data(now, draft.file)
                merged = merging.merge(draft.before, ours, theirs)
                if merged.clashes:
                    return Saved([_clash(draft.file, clash) for clash in merged.clashes], "", "")
                assert isinstance(merged.data, dict)
                ours = merged.data
            texts = {draft.file: canonical(ours, kind.model)}
            texts |= dict(self._followers(draft.file, _data(now, draft.file), ours))
            held = {file: self._held(file) for file in texts}
            changed = {
                f: (held[f], text) for f, text in texts.items() if text.encode() != held[f]
            }
            worse = self.worse({file: text.encode() for file, (_b, text) in changed.items()})
        if worse:
            return Saved(worse, "", "")
        writing.rewrite(self.root, changed)  # which looks once more that nobody was faster
        self.drop(draft.file)
        return self.recorded(list(changed), by, says)

    def recorded(self, files: list[str], by: str, says: str) -> Saved:
        """Write down what some files hold now."""
        if not files:
            return Saved([], "", "")
        try:
            if not git.is_inside(self.root):
                return Saved([], "", _no_history())
            return Saved([], git.record(self.root, files, says, by), "")
        except git.GitError as error:
            return Saved([], "", str(error))

    def history(self, file: str = ".") -> tuple[list[git.Commit], str]:
        """Return what was changed, the newest first, and why nothing is known of it."""
        try:
            is_kept = git.is_inside(self.root)
            return (git.log(self.root, [file]), "") if is_kept else ([], _no_history())
        except git.GitError as error:
            return [], str(error)

    def undo(self, commit: str, by: str, says: str) -> Saved:
        """Take back a change; what was changed since then stays."""
        wanted: dict[str, tuple[bytes, str]] = {}
        for file in git.changed(self.root, commit):
            found, now = layout.find(file), self.held(file)
            before, after = git.around(self.root, commit, file)
            if not found or found[0].is_table or not before or not now:
                continue
            texts = (after.decode(), now, before.decode())
            merged = merging.merge(*(_data(text, file) for text in texts))
            if merged.clashes:
                return Saved([_later(file, clash) for clash in merged.clashes], "", "")
            text = canonical(merged.data, found[0].model)
            if text != now:
                wanted[file] = (self._held(file), text)
        worse = self.worse({file: text.encode() for file, (_held, text) in wanted.items()})
        if worse or not wanted:
            return Saved(worse, "", "")
        writing.rewrite(self.root, wanted)
        return self.recorded(list(wanted), by, says)

    def worse(self, instead: Mapping[str, bytes]) -> list[Problem]:
        """Return the mistakes there would be that are not there now."""
        return worse(self.report(), self.report(instead))

    def _followers(self, file: str, before: Data, after: Data) -> Iterator[tuple[str, str]]:
        """Yield translations of a file of the source language, in which what was taken away or
        moved there is so too.
        """
        found = layout.find(file)
        tree = self.report().tree
        settings = tree.tables.only(Settings)
        if not found or not found[0].has_words or not settings:
            return
        kind, key = found
        if layout.tag_of(kind, key) != settings.source_language or "slug" not in kind.names:
            return
        for other, document in tree.documents.items():
            same = layout.find(other)
            if same and same[0] is kind and same[1][0] == key[0] and other != file:
                data = _following(document.data, before, after)
                yield other, canonical(data, kind.model)


_SEEN: dict[Any, Report] = {}
_MOST = 8
"""States of a folder that are remembered."""
_LOOKED = threading.Lock()


def _stamp(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when a file of a folder does."""
    found = [(path, path.stat()) for path in sorted(root.rglob("*.*"))]
    day = (date.today().isoformat(), 0, 0)
    return (day, *((str(path), about.st_mtime_ns, about.st_size) for path, about in found))


def _following(data: Data, before: Data, after: Data) -> Data:
    """Return a translation in which the items are those of its source, in their order."""
    if not isinstance(data, dict) or not isinstance(before, dict) or not isinstance(after, dict):
        return data
    gone = before.keys() - after.keys()
    order = [name for name in after if name in data]
    rest = [name for name in data if name not in after and name not in gone]
    moved = list(before) != list(after)
    names = [*order, *rest] if moved and set(data) - gone <= set(after) else list(data)
    return {
        name: _following(data[name], before.get(name, {}), after.get(name, {}))
        for name in names
        if name not in gone
    }


def _no_history() -> str:
    return _("there is no history here: the folder is not in git")


def _kind(file: str) -> ContentKind:
    found = layout.find(file)
    assert found is not None, file
    return found[0]


def _data(text: str, file: str) -> Data:
    return located_yaml.read(text.encode(), file).data if text else {}


def _paired(data: Any) -> Raw:
    if isinstance(data, str):
        return data
    return [(key, _paired(value)) for key, value in data]


def _later(file: str, clash: merging.Clash) -> Problem:
    message = _("this was changed again since: “{text}”").format(text=clash.ours)
    return Problem(file, clash.place, None, None, message, _("undo the later change first"))


def _clash(file: str, clash: merging.Clash) -> Problem:
    theirs = clash.theirs if isinstance(clash.theirs, str) else _("(taken away)")
    message = _("somebody else has just made this: “{text}”").format(text=theirs)
    remedy = _("copy what you need of it, then open the page again")
    return Problem(file, clash.place, None, None, message, remedy)
