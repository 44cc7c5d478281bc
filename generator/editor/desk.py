"""What is being edited: drafts, what is wrong with them, and how they are saved."""

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import Any, NamedTuple

from generator.alone import alone
from generator.content import (
    git,
    judge,
    layout,
    located_yaml,
    merging,
    moving,
    translating,
    worse,
    writing,
)
from generator.content.canonical import canonical
from generator.content.layout import ContentKind
from generator.content.located_yaml import Data
from generator.content.moving import Texts
from generator.content.report import Deed, Report
from generator.content.rules.languages import PUBLISHED
from generator.content.tree import Tree, read_tree
from generator.editor import forms
from generator.editor.forms import Raw
from generator.model.facts import Settings, Status
from generator.problems import Blocks, ContentError, Place, Problem

Changes = dict[str, tuple[bytes, bytes | None]]
"""What files held and what they are to hold, by their path; None for those that go."""


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
    is_clash: bool = False
    """Whether somebody else has changed the same since."""


class Desk:
    """One content folder, and the drafts of one editor, which are kept outside it."""

    def __init__(self, root: Path, drafts: Path) -> None:
        self.root = root
        home = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:12]
        self._drafts = drafts / home

    # -- reading ---------------------------------------------------------------------------------

    def tree(self, instead: Texts | None = None) -> Tree:
        return read_tree(self.root, date.today(), instead)

    def report(self, instead: Texts | None = None) -> Report:
        """Return what is wrong with the folder, were some files others or gone; what was looked
        at before is not looked at again while nothing has changed.
        """
        others = {f: text for f, text in (instead or {}).items() if self._held(f) != text}
        stamp = (_stamp(self.root), frozenset(others.items()))
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
        kind = _kind(draft.file)
        data = forms.plain(kind.model, draft.filled, draft.before)
        return _written(data) if self._is_translation(draft.file) else data

    def _is_translation(self, file: str) -> bool:
        kind, key = layout.find(file) or (None, None)
        settings = self.report().tree.tables.only(Settings)
        tag = layout.tag_of(kind, key) if kind and kind.has_words else ""
        return bool(tag and settings and tag != settings.source_language)

    def text(self, draft: Draft) -> str:
        return canonical(self.data(draft), _kind(draft.file).model)

    def supposed(self, draft: Draft) -> Texts:
        """Return what files would hold if a draft were saved, by itself or with what it needs."""
        drafts = (draft, *self._companions(draft.file))
        return {one.file: self.text(one).encode() for one in drafts}

    def _companions(self, file: str) -> list[Draft]:
        """Return drafts of new files without which a new file is a mistake: facts and their words
        in the source language, or the two files that a language is read by.
        """
        found, settings = layout.find(file), self.report().tree.tables.only(Settings)
        if found is None or settings is None or self._held(file):
            return []
        kind, key = found
        entry, files = moving.entry(file), [file]
        if entry:
            words = layout.words_of(entry[0])
            files = [entry[0].path(entry[1])]
            files += [words.path((entry[1], settings.source_language))] if words else []
        elif kind.model in PUBLISHED:
            files = [layout.of(model).path(key) for model in PUBLISHED]
        others = (other for other in files if other != file and not self._held(other))
        return [self.draft(other) for other in others if self.has_draft(other)]

    def problems(self, draft: Draft) -> list[Problem]:
        """Return what would be wrong with the draft's file, that was not wrong elsewhere."""
        report = self.report(self.supposed(draft))
        return [p for p in report.problems if p.file == draft.file and p.blocks > Blocks.NOTHING]

    # -- saving ----------------------------------------------------------------------------------

    def save(self, draft: Draft, by: str, says: str) -> Saved:
        """Write a draft to its file, if that makes nothing worse, with what follows from it in
        other languages and what a new one needs beside it; write the change down in the editor's
        name.
        """
        kind, together = _kind(draft.file), self.supposed(draft)
        with alone(self.root):
            now, ours = self.held(draft.file), self.data(draft)
            if now != draft.base:
                theirs = _data(now, draft.file)
                merged = merging.merge(draft.before, ours, theirs)
                if merged.clashes:
                    clashes = [_clash(draft.file, clash) for clash in merged.clashes]
                    return Saved(clashes, "", "", is_clash=True)
                assert isinstance(merged.data, dict)
                ours = merged.data
            texts = {draft.file: canonical(ours, kind.model)}
            texts |= dict(self._followers(draft.file, _data(now, draft.file), ours))
            texts |= self._marks(texts, draft.file)
            written: Texts = {file: text.encode() for file, text in texts.items()}
            changes = self._changes(together | written)
        saved = self._write(changes, by, says)
        for file in () if saved.problems else together:
            self.drop(file)
        return saved

    def _marks(self, texts: Mapping[str, str], file: str) -> dict[str, str]:
        """Return the record of which source the texts of a translation were written for."""
        after = self.tree({name: text.encode() for name, text in texts.items()})
        return dict(translating.reviewed(after, [file], self.report().tree))

    def act(self, texts: Callable[[Tree], Texts], by: str, says: str) -> Saved:
        """Let files hold what follows from the tree, or be gone, if that makes nothing worse."""
        with alone(self.root):
            changes = self._changes(texts(self.tree()))
        return self._write(changes, by, says)

    def _changes(self, texts: Texts) -> Changes:
        held = {file: self._held(file) for file in texts}
        return {f: (held[f], text) for f, text in texts.items() if (text or b"") != held[f]}

    def _write(self, changes: Changes, by: str, says: str) -> Saved:
        """Write what makes nothing worse, all or none of it, and write it down."""
        worse = self.worse({file: after for file, (_before, after) in changes.items()})
        worse += self._too_early({file: after for file, (_before, after) in changes.items()})
        if worse:
            return Saved(worse, "", "")
        writing.rewrite(self.root, changes)  # which looks once more that nobody was faster
        return self.recorded(list(changes), by, says)

    def _too_early(self, instead: Texts) -> list[Problem]:
        """Return why a campaign cannot become official yet: once it is, there is no way back."""
        home = layout.of(Settings).path()
        before = self.report().tree.tables.only(Settings)
        if home not in instead or before is None or before.status is Status.OFFICIAL:
            return []
        after = judge(self.tree(instead))
        stops = [p for p in after.stops(Deed.PUBLISH) if p.blocks is not Blocks.BUILDING]
        if not stops:
            return []
        counts = Counter(problem.task or problem.message for problem in stops)
        message = _("not official yet: {n} things are to be done").format(n=len(stops))
        remedy = "; ".join(f"{task} ({n})" for task, n in counts.most_common(_SHOWN))
        return [Problem(home, ("status",), None, None, message, remedy)]

    def settled(self, draft: Draft, is_mine: bool) -> Draft:
        """Return a draft on top of what somebody else has saved since: where both changed the
        same, with one of the two.
        """
        now = self.held(draft.file)
        ours, theirs = self.data(draft), _data(now, draft.file)
        pair = (ours, theirs) if is_mine else (theirs, ours)
        merged = merging.merge(draft.before, *pair)
        return Draft(draft.file, now, forms.raw(merged.data))

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

    def history(self, file: str = "") -> tuple[list[git.Commit], str]:
        """Return what was changed, the newest first, and why nothing is known of it."""
        try:
            if not git.is_inside(self.root):
                return [], _no_history()
            return git.log(self.root, git.names(self.root, file) if file else ["."]), ""
        except git.GitError as error:
            return [], str(error)

    def is_ours(self, commit: str) -> bool:
        """Tell whether a change was made at a desk: others are not to be taken back here."""
        return any(one.name == commit and one.is_desk for one in self.history()[0])

    def changed_by(self, commit: str) -> Iterator[tuple[str, Place, str, str]]:
        """Yield of each text that a change touched its file and place, what it was and became."""
        for file in git.changed(self.root, commit):
            if layout.find(file):
                sides = git.around(self.root, commit, file)
                before, after = (forms.flat(_data(text, file)) for text in sides)
                for name in [*before, *(n for n in after if n not in before)]:
                    if before.get(name) != after.get(name):
                        place = tuple(name.split("/"))
                        yield file, place, before.get(name, ""), after.get(name, "")

    def undo(self, commit: str, by: str, says: str) -> Saved:
        """Take back a change, files that it made or took away too; what was changed since then
        stays.
        """
        later: list[Problem] = []

        def before_it(_tree: Tree) -> Texts:
            wanted: Texts = {}
            for file in git.changed(self.root, commit):
                found = layout.find(file)
                if found and found[0].is_yaml:
                    wanted |= self._before(commit, file, found[0], later)
            return {} if later else wanted

        done = self.act(before_it, by, says)
        return done._replace(problems=later or done.problems)

    def _before(self, commit: str, file: str, kind: ContentKind, later: list[Problem]) -> Texts:
        """Return what a file holds without a change of the past; `later` gets why it cannot."""
        before, after = git.around(self.root, commit, file)
        now = self._held(file)
        if before and after and now:
            merged = merging.merge(*(_data(text, file) for text in (after, now, before)))
            later += [_later(file, clash.place, clash.ours) for clash in merged.clashes]
            return {file: canonical(merged.data, kind.model).encode()}
        if now not in (before, after):
            later.append(_later(file, (), None))
        return {file: before or None}

    def worse(self, instead: Texts) -> list[Problem]:
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
            is_ours = same and same[0] is kind and same[1][0] == key[0] and other != file
            if is_ours and not document.problems:
                data = _following(document.data, before, after)
                yield other, canonical(data, kind.model)


_SHOWN = 6
"""Kinds of work that are named of what is still to be done."""
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


def _written(data: Any) -> Any:
    """Return what somebody has translated so far: what is empty is still to come."""
    if not isinstance(data, dict):
        return data
    found = {name: _written(value) for name, value in data.items()}
    return {name: value for name, value in found.items() if value}


def _no_history() -> str:
    return _("there is no history here: the folder is not in git")


def _kind(file: str) -> ContentKind:
    found = layout.find(file)
    assert found is not None, file
    return found[0]


def _data(text: str | bytes, file: str) -> Data:
    """Return what a file says. Raises ContentError where that cannot be read: saving a part of it
    would lose the rest.
    """
    content = text.encode() if isinstance(text, str) else text
    document = located_yaml.read(content, file)
    if content and document.problems:
        message = _("this entry was damaged outside the desk")
        remedy = _("ask who looks after the program")
        raise ContentError([Problem(file, (), None, None, message, remedy)])
    return document.data if content else {}


def _paired(data: Any) -> Raw:
    if isinstance(data, str):
        return data
    return [(key, _paired(value)) for key, value in data]


def _later(file: str, place: Place, now: Data | None) -> Problem:
    message = _("this was changed again since: “{text}”")
    message = message.format(text=now if isinstance(now, str) else _("(taken away)"))
    return Problem(file, place, None, None, message, _("undo the later change first"))


def _clash(file: str, clash: merging.Clash) -> Problem:
    theirs = clash.theirs if isinstance(clash.theirs, str) else _("(taken away)")
    message = _("somebody else has just made this: “{text}”").format(text=theirs)
    remedy = _("copy what you need of it, then open the page again")
    return Problem(file, clash.place, None, None, message, remedy)
