"""YAML text to plain data, every scalar a string, with line and column of every node."""

import re
import unicodedata
from functools import lru_cache
from gettext import gettext as _
from typing import Any, NamedTuple

import yaml

from generator import messages
from generator.problems import Place, Problem

Data = str | list["Data"] | dict[str, "Data"]
Mark = tuple[int, int]

MAX_BYTES = 1_000_000
MAX_NODES = 20_000
MAX_DEPTH = 20

# libyaml where it is there; the pure reader gives the same events, ten times slower.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Document(NamedTuple):
    """One file as read; `problems` not empty means `data` is incomplete."""

    data: Data
    marks: dict[Place, Mark]
    """1-based line and column of each value; of the key for (..., key, "")."""
    ends: dict[Place, Mark]
    """1-based line and column just after each text."""
    problems: list[Problem]

    def mark(self, path: Place) -> Mark:
        """Return where a value stands, or its nearest parent that exists."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (1, 1))

    def key_mark(self, path: Place) -> Mark:
        """Return where the key of a value stands."""
        return self.marks.get((*path, ""), self.mark(path))


EMPTY = Document({}, {}, {}, [])


def read(content: bytes, file: str) -> Document:
    """Read one file. Never raises: what is wrong is in the document's problems."""
    return _read(content, file, messages.spoken())


@lru_cache(maxsize=4096)
def _read(content: bytes, file: str, _language: str) -> Document:
    """Read one file; what has not changed needs no second reading in a preview."""
    if content.startswith(_NO_TEXT):
        message = _("this is a file of Word, Excel or the like under another name")
        remedy = _("copy its words into a text editor, and save them there")
        return _failed(file, (1, 1), message, remedy)
    try:
        text = decode(content)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        return _failed(
            file,
            (line, column),
            _("this file is not in UTF-8 (byte 0x{byte:02x})").format(byte=content[error.start]),
            _("save the file again with encoding UTF-8"),
        )
    return read_raw(unicodedata.normalize("NFC", text), file)


def read_raw(text: str, file: str) -> Document:
    """Read a file's text as it is, so that marks fit its letters; for writing into it."""
    return _before_yaml(text, file) or _Reader(text, file).document()


def decode(content: bytes) -> str:
    """Return a file as text with line feeds. Raises UnicodeDecodeError."""
    return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _failed(file: str, mark: Mark, message: str, remedy: str) -> Document:
    return Document({}, {}, {}, [Problem(file, (), *mark, message, remedy)])


# -- what YAML itself would report late, vaguely or not at all -----------------------------------

_TAB = re.compile(r"^ *(\t)", re.MULTILINE)
_STRANGE_SPACE = re.compile(
    r"^ *([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])", re.MULTILINE
)
MERGE = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
"""What git leaves where two people changed the same lines."""
_GLUED = re.compile(r"^ *(?:- +)?([a-z][\w-]*)(?::(?=[\"“])|：)", re.MULTILINE)
"""A name whose value begins at once, or after the wide colon of some keyboards."""
_NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")
"""How files of Word, Excel and their like begin."""
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _before_yaml(text: str, file: str) -> Document | None:
    """Return a document that says what a glance at the letters shows, if there is something."""

    def at(index: int) -> Mark:
        return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)

    if found := _TAB.search(text):
        mark = at(found.start(1))
        return _failed(file, mark, _("a tab stands here"), _("indent with spaces, not with Tab"))
    if found := MERGE.search(text):
        return _failed(file, at(found.start()), *merge_sentence())
    if found := _STRANGE_SPACE.search(text):
        message = _("this line begins with an invisible space that is not the space bar's")
        remedy = _("delete the start of the line and type ordinary spaces")
        return _failed(file, at(found.start(1)), message, remedy)
    if found := _GLUED.search(text):
        message = _('":" and a space belong after "{name}"').format(name=found[1])
        return _failed(file, at(found.end(1)), message, _('write "name: text"'))
    if found := _NOT_YAML.search(text):
        message = _("a character that cannot be printed")
        remedy = _("delete it and type the text again")
        return _failed(file, at(found.start()), message, remedy)
    return None


def merge_sentence() -> tuple[str, str]:
    """Return what to say of two people's changes, and what to do."""
    return (
        _("two people's changes stand here side by side (git could not merge them)"),
        _("keep one of the two, and delete the lines <<<<<<<, ======= and >>>>>>>"),
    )


_BULLET = re.compile(r"^\s*([•·●▪◦‣–—])\s")
_VALUE = re.compile(r"^\s*(?:- +)?(?:[\w-]+:\s+)?\"(.*)$")
_NO_COLON = re.compile(r"^\s*([a-z][\w-]*)\s+[\"“]")


def _suspect(lines: list[str], last: int) -> tuple[Mark, str, str] | None:
    """Return where YAML's confusion probably began, in the lines up to the one it names."""
    for number, line in enumerate(lines[: last + 1], start=1):
        if found := _BULLET.match(line):
            return (
                (number, found.start(1) + 1),
                _("a bullet from Word stands here"),
                _('write "id: text", or a hyphen and a space'),
            )
        if found := _NO_COLON.match(line):
            return (
                (number, found.end(1) + 1),
                _('a ":" is missing after "{name}"').format(name=found[1]),
                _('write "name: text"'),
            )
        deeper = number < len(lines) and _indent(lines[number]) > _indent(line)
        if deeper and (found := re.match(r"\s*[\w-]+:\s*(\{\})\s*$", line)):
            return (
                (number, found.start(1) + 1),
                _("{} says that nothing follows, and something does"),
                _("delete {}; the lines below belong to this name then"),
            )
        if found := re.match(r"\s*[\w-]+:\s*\[(.*)$", line):
            gap = re.search(r"\"\s+\"", found[1])
            if gap:
                return (
                    (number, found.start(1) + gap.start() + 2),
                    _("a comma is missing between two items"),
                    _('write ["one", "two"]'),
                )
            if "]" not in found[1]:
                return (
                    (number, found.start(1)),
                    _("a bracket [ is opened and never closed"),
                    _('write ["one", "two"]'),
                )
        if found := _VALUE.match(line):
            rest = re.sub(r"\\.", "xx", found[1])
            if '"' not in rest and not _closes_later(lines, number):
                return (
                    (number, found.start(1)),
                    _("a quotation mark is opened and never closed"),
                    _("close it at the end of the text"),
                )
            after = re.match(r'[^"]*"\s*([^\s#"].*)$', rest)
            if after:
                return (
                    (number, found.start(1) + after.start(1) + 1),
                    _("something stands after the closing quotation mark"),
                    _("delete it, or move it inside the quotation marks"),
                )
            inner = rest.find('"')
            if inner >= 0 and rest[inner + 1 :].strip() and '"' in rest[inner + 1 :]:
                return (
                    (number, found.start(1) + inner + 1),
                    _("a straight quotation mark ends the text too early"),
                    _("inside a text, write curved ones: “…”"),
                )
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip()) if line.strip() else 0


def _closes_later(lines: list[str], number: int) -> bool:
    """Tell whether a text that runs over several lines is closed before the next name."""
    for line in lines[number:]:
        if re.match(r"\s*(- |[\w-]+:)", line):
            return False
        if line.rstrip().endswith('"'):
            return True
    return False


# -- YAML ----------------------------------------------------------------------------------------


class _Stop(Exception):
    """Reading this file further would only report consequences."""


class _Reader:
    """Builds a document from one pass over the YAML events."""

    def __init__(self, text: str, file: str) -> None:
        self._lines = text.split("\n")
        self._text = text
        self._file = file
        self._marks: dict[Place, Mark] = {}
        self._ends: dict[Place, Mark] = {}
        self._problems: list[Problem] = []
        self._nodes = 0

    def document(self) -> Document:
        data: Data = {}
        # Any: the stubs know neither which event comes next nor that each has its mark.
        self._events: Any = yaml.parse(self._text, Loader=_LOADER)
        try:
            event = next(self._events)
            while not isinstance(event, yaml.NodeEvent):
                if isinstance(event, yaml.StreamEndEvent):
                    self._report(event, _("the file is empty"), _("fill it in, or delete it"))
                    raise _Stop
                event = next(self._events)
            data = self._node(event, ())
            next(self._events)
            if isinstance(event := next(self._events), yaml.DocumentStartEvent):
                self._report(
                    event,
                    _("a second document starts here"),
                    _('remove the line "---"; one file holds one document'),
                )
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            self._report_syntax(error)
        return Document(data, self._marks, self._ends, self._problems)

    def _report(
        self, event: Any, message: str, remedy: str, path: Place = (), stop: bool = False
    ) -> None:
        mark = event.start_mark
        self._problems.append(
            Problem(self._file, path, mark.line + 1, mark.column + 1, message, remedy)
        )
        if stop:
            raise _Stop

    def _node(self, event: Any, path: Place) -> Data:
        self._nodes += 1
        if self._nodes > MAX_NODES or len(path) > MAX_DEPTH:
            self._report(event, _("the file is too large"), _("split it"), path, stop=True)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._report(
                event,
                _("& and * at the start of a text are YAML shorthand, not allowed here"),
                _("put the text in double quotes"),
                path,
                stop=True,
            )
        if getattr(event, "tag", None) is not None:
            self._report(
                event,
                _("! at the start of a text is YAML shorthand, not allowed here"),
                _("put the text in double quotes"),
                path,
                stop=True,
            )
        mark = event.start_mark
        self._marks[path] = (mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _scalar(self, event: Any, path: Place) -> str:
        end = event.end_mark
        self._ends[path] = (end.line + 1, end.column + 1)
        if event.style in (None, ""):
            rest = self._lines[end.line][end.column :] if end.line < len(self._lines) else ""
            if re.search(r"^[“”„«»‘]|[“”„«»\"]$", event.value):
                self._report(
                    event,
                    _("curved quotation marks, or one of a pair, would be shown to residents"),
                    _('put the whole text between two straight quotation marks: "…"'),
                    path,
                )
            if event.value and re.match(r"\s+#", rest):
                self._report(
                    event,
                    _('everything after " #" would be cut off'),
                    _("put the whole text in double quotes, or move the note to its own line"),
                    path,
                )
            if event.value == "~":
                return ""  # YAML for nothing
        # Literal blocks keep their line ends; everywhere else YAML has folded them already.
        return str(event.value)

    def _sequence(self, path: Place) -> list[Data]:
        items: list[Data] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return items

    def _mapping(self, path: Place) -> dict[str, Data]:
        data: dict[str, Data] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._report(
                    event,
                    _("a name was expected here, not a list"),
                    _("put the text in double quotes"),
                    path,
                    stop=True,
                )
            key = str(event.value)
            if found := _NO_COLON.match(key):
                self._report(
                    event,
                    _('a ":" is missing after "{name}"').format(name=found[1]),
                    _('write "name: text"'),
                    path,
                    stop=True,
                )
            mark = event.start_mark.line + 1, event.start_mark.column + 1
            if key in data:
                first = self._marks[(*path, key, "")][0]
                self._report(
                    event,
                    _('"{key}" is here twice (first on line {line})').format(key=key, line=first),
                    _("delete one, or rename it"),
                    (*path, key),
                    stop=True,
                )
            value = self._node(next(self._events), (*path, key))
            self._marks[(*path, key, "")] = mark
            data[key] = value
        return data

    def _report_syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark: Any = error.problem_mark or error.context_mark
        suspect = _suspect(self._lines, mark.line)
        if suspect:
            where, message, remedy = suspect
        else:
            where = mark.line + 1, mark.column + 1
            message, remedy = _sentence(error.problem or "", self._lines[mark.line :])
        self._problems.append(Problem(self._file, (), *where, message, remedy))


def _sentence(problem: str, rest: list[str]) -> tuple[str, str]:
    """Return what to say of an error of YAML's, and what to do."""
    quotes = _("put the whole text in double quotes")
    if "mapping values are not allowed" in problem:
        return _('a text with ":" in it'), quotes
    if "cannot start any token" in problem:
        return _("a text cannot start with this character"), quotes
    if "end of stream" in problem:
        return _("a quotation mark is opened and never closed"), _(
            "close it at the end of the text"
        )
    if "expected ':'" in problem:
        return _('a ":" is missing after the name'), _('write "name: text"')
    if "escape" in problem:
        return (
            _(r"\ has a special meaning inside double quotes"),
            _(r"write \\ for one \ ").strip(),
        )
    if rest and rest[0].lstrip().startswith("- "):
        return (
            _("an item with a hyphen stands among lines of another form"),
            _('write it like its neighbours: "id: text"'),
        )
    return (
        _("this line is not in line with its neighbours"),
        _("let the lines of one group begin with the same number of spaces"),
    )
