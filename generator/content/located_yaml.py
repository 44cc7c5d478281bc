"""YAML text to plain data, every scalar a string, with line and column of every node."""

import re
import unicodedata
from gettext import gettext as _
from typing import Any, NamedTuple

import yaml

from generator.problems import Problem

Data = str | list["Data"] | dict[str, "Data"]
Path = tuple[str | int, ...]
Mark = tuple[int, int]

MAX_NODES = 20_000
MAX_DEPTH = 20

# libyaml where it is there; the pure reader gives the same events, ten times slower.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Document(NamedTuple):
    """One file as read; `problems` not empty means `data` is incomplete."""

    data: Data
    marks: dict[Path, Mark]
    """1-based line and column of each value; of the key for (..., key, "")."""
    problems: list[Problem]

    def mark(self, path: Path) -> Mark:
        """Return where a value stands, or its nearest parent that exists."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (1, 1))

    def key_mark(self, path: Path) -> Mark:
        """Return where the key of a value stands."""
        return self.marks.get((*path, ""), self.mark(path))


def read(content: bytes, file: str) -> Document:
    """Read one file. Never raises: what is wrong is in the document's problems."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        return _failed(
            file,
            (line, column),
            _("byte 0x{byte:02x} is not UTF-8").format(byte=content[error.start]),
            _("save the file again with encoding UTF-8"),
        )
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    tab = re.search(r"^ *\t", text, re.MULTILINE)
    if tab:
        mark = text.count("\n", 0, tab.start()) + 1, tab.end() - tab.start()
        return _failed(file, mark, _("a tab stands here"), _("indent with spaces, not with Tab"))
    return _Reader(text, file).document()


def _failed(file: str, mark: Mark, message: str, remedy: str) -> Document:
    return Document({}, {}, [Problem(file, *mark, message, remedy)])


class _Stop(Exception):
    """Reading this file further would only report consequences."""


class _Reader:
    """Builds a document from one pass over the YAML events."""

    def __init__(self, text: str, file: str) -> None:
        self._lines = text.split("\n")
        self._text = text
        self._file = file
        self._marks: dict[Path, Mark] = {}
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
        except yaml.YAMLError as error:  # an unprintable character: no mark, only a position
            position = getattr(error, "position", 0)
            self._problems.append(
                Problem(
                    self._file,
                    self._text.count("\n", 0, position) + 1,
                    1,
                    _("a character that cannot be printed"),
                    _("delete it and type the text again"),
                )
            )
        return Document(data, self._marks, self._problems)

    def _report(self, event: Any, message: str, remedy: str, stop: bool = False) -> None:
        mark = event.start_mark
        self._problems.append(
            Problem(self._file, mark.line + 1, mark.column + 1, message, remedy)
        )
        if stop:
            raise _Stop

    def _node(self, event: Any, path: Path) -> Data:
        self._nodes += 1
        if self._nodes > MAX_NODES or len(path) > MAX_DEPTH:
            self._report(event, _("the file is too large"), _("split it"), stop=True)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._report(
                event,
                _("& and * at the start of a text are YAML shorthand, not allowed here"),
                _("put the text in double quotes"),
                stop=True,
            )
        if getattr(event, "tag", None) is not None:
            self._report(
                event,
                _("! at the start of a text is YAML shorthand, not allowed here"),
                _("put the text in double quotes"),
                stop=True,
            )
        mark = event.start_mark
        self._marks[path] = (mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _scalar(self, event: Any) -> str:
        if event.style in (None, ""):
            end = event.end_mark
            rest = self._lines[end.line][end.column :] if end.line < len(self._lines) else ""
            if re.search(r"^[“”„«»‘]|[“”„«»\"]$", event.value):
                self._report(
                    event,
                    _("curved quotation marks, or one of a pair, would be shown to residents"),
                    _('put the whole text between two straight quotation marks: "…"'),
                )
            if event.value and re.match(r"\s+#", rest):
                self._report(
                    event,
                    _('everything after " #" would be cut off'),
                    _("put the whole text in double quotes, or move the note to its own line"),
                )
        # Literal blocks keep their line ends; everywhere else YAML has folded them already.
        return str(event.value)

    def _sequence(self, path: Path) -> list[Data]:
        items: list[Data] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Data]:
        data: dict[str, Data] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._report(
                    event,
                    _("a name was expected here, not a list"),
                    _("put the text in double quotes"),
                    stop=True,
                )
            key = str(event.value)
            mark = event.start_mark.line + 1, event.start_mark.column + 1
            if key in data:
                first = self._marks[(*path, key, "")][0]
                self._report(
                    event,
                    _('"{key}" is here twice (first on line {line})').format(key=key, line=first),
                    _("delete one, or rename it"),
                    stop=True,
                )
            value = self._node(next(self._events), (*path, key))
            self._marks[(*path, key, "")] = mark
            data[key] = value
        return data

    def _report_syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark: Any = error.problem_mark or error.context_mark
        problem = error.problem or ""
        if "mapping values are not allowed" in problem:
            message = _('a text with ":" in it')
            remedy = _("put the whole text in double quotes")
        elif "cannot start any token" in problem:
            message = _("a text cannot start with this character")
            remedy = _("put the whole text in double quotes")
        elif "unexpected end of stream" in problem or "end of stream" in problem:
            message = _("a quotation mark is opened and never closed")
            remedy = _("close it at the end of the text")
        elif "expected ':'" in problem:
            message = _('a ":" is missing after the name')
            remedy = _('write "name: text"')
        elif "escape" in problem:
            message = _(r"\ has a special meaning inside double quotes")
            remedy = _(r"write \\ for one \ ")
        else:
            message = _("the lines do not fit together here")
            remedy = _("compare indentation, quotation marks and hyphens with a file that works")
        self._problems.append(
            Problem(self._file, mark.line + 1, mark.column + 1, message, remedy.strip())
        )
