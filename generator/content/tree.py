"""The files of a content tree as models, each value with its place; one file at a time."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from gettext import gettext as _
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from generator import assets
from generator.content import layout, located_table, located_yaml, rows, sounds, unfinished
from generator.content.explain import A_NAME, AN_ID, explain, field_names, missing
from generator.content.layout import ContentKind
from generator.content.located_yaml import Document
from generator.distribution import codes, labels
from generator.model.audio import Recordings, Sound
from generator.model.base import Model, TextKind
from generator.model.campaign import Tables
from generator.model.facts import LanguageFacts, Settings
from generator.model.printing import ShortCode
from generator.model.receipts import Label
from generator.model.texts import texts
from generator.model.trust import Worded
from generator.problems import OWN, Blocks, Place, Problem, nearest

ModelT = TypeVar("ModelT", bound=Model)

MAX_FILES = 20_000


class FileText(NamedTuple):
    """A text that residents read, where it stands."""

    file: str
    place: Place
    text: str
    kind: TextKind
    home: ContentKind
    """What kind of file it is in."""
    key: Any

    @property
    def tag(self) -> str:
        """Tag of its language, where its file holds words of one; who speaks on a recording is
        said in the source language.
        """
        return "" if self.home.model is Recordings else layout.tag_of(self.home, self.key)


@dataclass
class Tree:
    """A content tree as read: models by key, and where each value stands."""

    root: Path
    today: date
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    """By path below the content folder, files with mistakes included."""
    tables: Tables = field(default_factory=Tables)
    register: list[ShortCode] = field(default_factory=list)
    """Every line of the register of codes that can be read, in order."""
    labels: list[Label] = field(default_factory=list)
    """Every line of the register of labels that can be read, in order."""
    lines: dict[type[Model], dict[str, int]] = field(default_factory=dict)
    """Of tables, the line of each key among all lines, from 0."""
    instead: Mapping[str, bytes | None] = field(default_factory=dict)
    """What some files are read as, by their path, whatever is on disk; None: not there."""
    lacking: dict[str, list[Problem]] = field(default_factory=dict)
    """Files with which nothing is wrong but what they lack, and how that is said."""
    unfinished: set[str] = field(default_factory=set)
    """Of those, the translations: they are not read yet."""
    misplaced: set[str] = field(default_factory=set)
    """Paths that a file was probably meant to have; their absence is explained already."""

    def of(self, model: type[ModelT]) -> dict[Any, ModelT]:
        """Return every readable file of one kind by its key."""
        return self.tables.of(model)

    def at(
        self,
        file: str,
        place: Place,
        message: str,
        remedy: str = "",
        blocks: Blocks = Blocks.BUILDING,
        task: str = "",
    ) -> Problem:
        """Return a problem at a value of a file, or with a file as a whole."""
        document = self.documents.get(file)
        line, column = document.mark(place) if document else (None, None)
        return Problem(file, place, line, column, message, remedy, blocks, task)

    def placed(self, problem: Problem) -> Problem:
        """Return a problem found elsewhere with the line and column of its place."""
        if problem.line is not None or problem.file not in self.documents:
            return problem
        line, column = self.documents[problem.file].mark(problem.place)
        return problem._replace(line=line, column=column)

    def report(self, file: str, message: str, remedy: str) -> None:
        """Keep a problem with a file as a whole."""
        self.problems.append(self.at(file, (), message, remedy))

    def problem_files(self) -> set[str]:
        """Return the files that have problems of their own."""
        return {problem.file for problem in self.problems}

    def known(self, model: type[Model]) -> set[str]:
        """Return the names (slugs or tags) that files of a kind define, those with mistakes
        included.
        """
        kind = layout.of(model)
        found = (layout.find(file) for file in self.documents)
        return {key for entry in found if entry and entry[0] is kind for key in [entry[1]]}

    def words(self) -> Iterator[tuple[ContentKind, Any, Worded]]:
        """Yield kind, key and content of every readable file of words."""
        for kind in layout.KINDS:
            if kind.has_words:
                for key, words in self.of(kind.model).items():
                    assert isinstance(words, Worded)
                    yield kind, key, words

    @cached_property
    def texts(self) -> tuple[FileText, ...]:
        """Every text that residents read, those of files with mistakes included."""
        return tuple(
            FileText(file, place, text, kind, *found)
            for file, document in self.documents.items()
            for found in [layout.find(file)]
            if found
            for place, text, kind in texts(found[0].model, document.data)
            if kind.shown
        )


# -- reading -------------------------------------------------------------------------------------


def read_tree(root: Path, today: date, instead: Mapping[str, bytes | None] | None = None) -> Tree:
    """Read every file below a folder; never raises, mistakes are in the tree's problems.

    `instead` has what some files would hold, new ones too, by their path, and None for those that
    would be gone: somebody looks at a change before it is written.
    """
    tree = Tree(root, today, instead=instead or {})
    if not root.is_dir():
        tree.problems.append(
            Problem("", (), None, None, _("there is no such folder"), _("check --content"))
        )
        return tree
    for file in sorted({*_files(tree), *tree.instead}):
        if tree.instead.get(file, b"") is not None:
            _read_into(tree, file)
    for design in sorted(assets.DESIGNS.glob("*/design.yml")):
        file = design.relative_to(assets.ROOT).as_posix()
        _keep(tree, file, *_known_place(file), design)
    settings = tree.tables.only(Settings)
    source = settings.source_language if settings else ""
    tree.unfinished |= set(unfinished.translations(tree.documents, tree.of, tree.lacking, source))
    for file in tree.unfinished:
        kind, key = _known_place(file)
        tree.of(kind.model).pop(key, None)
    for file in tree.lacking.keys() - tree.unfinished:
        tree.problems += tree.lacking[file]
    registered = {"", *tree.known(LanguageFacts)}
    tree.problems = [
        problem
        for problem in tree.problems
        if problem.file not in tree.documents or _language_of(problem.file) in registered
    ]
    for file in (kind.path() for kind in layout.KINDS if kind.needed and not kind.names):
        if file not in tree.documents and file not in tree.misplaced:
            tree.report(file, _("this file is missing"), _("restore it; every campaign needs it"))
    return tree


def _language_of(file: str) -> str:
    """Return the language of a file of words; one that is not registered is wrong as a whole."""
    found = layout.find(file)
    return layout.tag_of(*found) if found and found[0].has_words else ""


def _known_place(file: str) -> tuple[ContentKind, Any]:
    found = layout.find(file)
    assert found is not None, file
    return found


_LEFTOVERS = re.compile(r"Thumbs\.db|desktop\.ini|~\$.*|\..*")
"""What Windows and Office leave behind, and hidden files."""


def _files(tree: Tree) -> Iterator[str]:
    """Yield every file below the root by its path, in order; what cannot be read is a problem."""

    def unreadable(error: OSError) -> None:
        name = Path(error.filename).relative_to(tree.root).as_posix()
        tree.report(name, _("this folder cannot be read"), _("ask for the right to read it"))

    count = 0
    for folder, folders, files in os.walk(tree.root, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not _LEFTOVERS.fullmatch(name))
        place = Path(folder).relative_to(tree.root)
        for name in folders:
            path = (place / name).as_posix()
            if (Path(folder) / name).is_symlink():
                tree.report(
                    path, _("this is a link to a folder"), _("put the folder itself here")
                )
            elif name.endswith(".yml"):
                tree.report(path, _("a folder has the name of a file"), _("rename the folder"))
        for name in sorted(files):
            if _LEFTOVERS.fullmatch(name):
                continue
            count += 1
            if count > MAX_FILES:
                message = _("more than {n} files stand here").format(n=MAX_FILES)
                tree.report("", message, _("check --content"))
                return
            path = (place / name).as_posix()
            try:
                readable = (Path(folder) / name).is_file()
            except OSError as error:
                unreadable(OSError(error.errno, error.strerror, folder))
                break
            if readable:
                yield path
            else:
                tree.report(path, _("this is no file that can be read"), _("delete it"))


def _read_into(tree: Tree, file: str) -> None:
    """Read one file to its place in the tree, by its path."""
    if _is_copy(tree, file):
        return
    found = None if file.startswith(OWN) else layout.find(file)
    if found is None:
        _report_unread(tree, file)
        return
    kind, key = found
    for name, part in zip(kind.names, key if isinstance(key, tuple) else (key,), strict=False):
        if not can_be(name, part):
            _report_name(tree, file, name, part)
            return
    _keep(tree, file, kind, key, tree.root / file)


_COPY = re.compile(r"(.+?)(?: ?\(\d+\)| - (?:Copy|Bản sao)(?: \(\d+\))?| copy)(\.\w+)?")


def _is_copy(tree: Tree, file: str) -> bool:
    """Tell whether a file is, or is in, what Windows names a copy; say so once."""
    parts = file.split("/")
    for depth, part in enumerate(parts, start=1):
        match = _COPY.fullmatch(part)
        if match:
            copy, original = "/".join(parts[:depth]), match[1] + (match[2] or "")
            tree.misplaced.add(file)
            if copy not in tree.problem_files():
                message = _('this looks like a copy of "{name}"').format(name=original)
                remedy = _("delete it")
                if depth < len(parts):
                    remedy = _("delete it; for a new entry, give it a name of its own: {how}")
                tree.report(copy, message, remedy.format(how=_(AN_ID)))
            return True
    return False


def _report_unread(tree: Tree, file: str) -> None:
    """Say why nothing reads a file: mostly its name differs a little from what it should be."""
    meant = re.sub(r"\.(yaml|yml\.txt|txt|yml)$", ".yml", file, flags=re.IGNORECASE).lower()
    found = layout.find(meant)
    if found and meant != file and _can_be_all(*found):
        tree.misplaced.add(meant)
        message = _("this file would be ignored")
        remedy = _('rename it to "{name}"').format(name=meant.rpartition("/")[2])
        if (tree.root / meant).exists():
            message = _('this file would be ignored; "{name}" stands beside it').format(
                name=meant.rpartition("/")[2]
            )
            remedy = _("delete the one of the two that is not wanted")
    else:
        message = _("nothing reads a file at this place")
        remedy = _("move it or delete it")
    tree.report(file, message, remedy)


def _report_name(tree: Tree, file: str, name: str, part: str) -> None:
    meant = file.lower()
    found = layout.find(meant)
    if meant != file and found and _can_be_all(*found):
        _report_unread(tree, file)
        return
    place = file if name != "slug" else file[: file.index(part) + len(part)]
    tree.misplaced.add(file)
    if place in tree.problem_files():
        return
    tree.report(place, _('"{name}" cannot be a name here').format(name=part), _(A_NAME[name]))


def _can_be_all(kind: ContentKind, key: Any) -> bool:
    parts = key if isinstance(key, tuple) else (key,)
    return all(can_be(name, part) for name, part in zip(kind.names, parts, strict=False))


def can_be(part: str, name: str) -> bool:
    """Tell whether something can be a part of the key of a file: a slug, a tag."""
    try:
        _adapter(layout.NAMES[part]).validate_python(name)
    except ValidationError:
        return False
    return True


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def _keep(tree: Tree, file: str, kind: ContentKind, key: Any, path: Path) -> None:
    """Read one file of a kind: a row of models where it is a table, else one model."""
    is_table = kind.is_table
    limit = located_table.MAX_BYTES if is_table else located_yaml.MAX_BYTES
    tree.documents[file] = located_yaml.EMPTY
    if kind.model is Sound:
        try:
            tree.of(Sound)[key] = sounds.read(path)
        except sounds.Damage as damage:
            tree.report(file, damage.message, damage.remedy)
        return
    try:
        content = tree.instead.get(file)
        if content is None and path.stat().st_size <= limit:
            content = path.read_bytes()
        if content is None or len(content) > limit:
            tree.report(file, _("the file is too large"), _("split it"))
            return
    except OSError:
        tree.report(file, _("this file cannot be read"), _("ask for the right to read it"))
        return
    if is_table:
        _keep_table(tree, file, kind, content)
        return
    document = located_yaml.read(content, file)
    tree.documents[file] = document
    tree.problems += document.problems
    if not document.problems:
        try:
            tree.of(kind.model)[key] = kind.model.model_validate(document.data)
        except ValidationError as error:
            errors = error.errors(include_url=False)
            problems = _wrong(document, file, kind.model, errors)
            if unfinished.only_lacks(errors):
                tree.lacking[file] = problems
            else:
                tree.problems += problems


def _wrong(
    document: Document, file: str, model: type[Model], errors: Sequence[Any]
) -> list[Problem]:
    """Return what is wrong with a file, by what its model says."""
    fields = field_names(model)
    places = {part["loc"] for part in errors}
    parents = {place[:end] for place in places for end in range(len(place))}
    misspelt = {
        (*part["loc"][:-1], nearest(str(part["loc"][-1]), fields))
        for part in errors
        if part["type"] == "extra_forbidden"
    }
    absent: dict[Place, list[str]] = {}
    problems = []
    for part in errors:
        if part["type"] == "missing":
            if part["loc"] not in misspelt:  # else a problem says that there is a name like it
                absent.setdefault(part["loc"][:-1], []).append(str(part["loc"][-1]))
        # A list is "too short" when an item of it is wrong: only the item is the mistake.
        elif not (part["type"] == "too_short" and part["loc"] in parents):
            problems.append(explain(document, file, part, fields))
    problems += [missing(document, file, place, names) for place, names in absent.items()]
    return problems


def _keep_table(tree: Tree, file: str, kind: ContentKind, content: bytes) -> None:
    """Read a table; of a register, look at what none may say, too."""
    is_register = kind.model in (ShortCode, Label)
    found = rows.read(content, file, kind.model, codes.restore() if is_register else "")
    tree.documents[file] = found.document
    tree.problems += found.problems
    for index, line in found.lines:
        if isinstance(line, ShortCode):
            tree.register.append(line)
            continue
        if isinstance(line, Label):  # a later line retires the one before
            tree.labels.append(line)
        elif _name(line) in tree.of(kind.model):
            message = _("{key} stands here twice").format(key=_name(line))
            tree.problems.append(tree.at(file, (index,), message, _("delete one of the two")))
        tree.of(kind.model)[_name(line)] = line
        tree.lines.setdefault(kind.model, {})[_name(line)] = index
    if is_register and not found.problems:
        of_codes = kind.model is ShortCode
        for fault in codes.faults(tree.register) if of_codes else labels.faults(tree.labels):
            place: Place = (fault.line, fault.column)
            tree.problems.append(tree.at(file, place, fault.message, fault.remedy))


def _name(line: Any) -> str:
    """Return the name of a line of a table, which its model makes of what stands in it."""
    return str(line.key)
