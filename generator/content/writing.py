"""The only writer to content: appends lines, puts one value or a whole table in its place."""

import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from gettext import gettext as _
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from generator.alone import alone
from generator.content import judge, layout, located_yaml, suppose
from generator.content.canonical import quoted
from generator.content.located_yaml import Data, Document
from generator.content.report import Deed
from generator.content.tree import Tree, read_tree
from generator.content.witnesses import REGISTER, Recall
from generator.distribution import codes, homes, labels, receipts
from generator.distribution.plan import Plan, Surplus, bundles, plan, surplus
from generator.model.campaign import Campaign
from generator.model.places import Unit
from generator.model.printing import Edition, ShortCode
from generator.model.receipts import Label, Receipt
from generator.model.trust import summary
from generator.problems import ContentError, Place, Problem

Value = str | Mapping[str, str]


def replace(file: Path, place: Place, words: str) -> None:
    """Put `words` in the place of one text of a YAML file; all else stays to the byte.

    Raises ContentError where the file cannot be read, or has no text at that place.
    """

    def change(text: str, document: Document) -> str | None:
        if place not in document.ends:
            return None
        start = _offset(text, document.marks[place])
        end = _offset(text, document.ends[place])
        return text[:start] + quoted(words) + text[end:]

    _edit(file, place, change)


def put(file: Path, place: Place, value: Value) -> None:
    """Set one value of a YAML file, a text or some texts by name, whether or not it was there;
    all else stays to the byte.

    Raises ContentError where the file cannot be read, or has no room at that place.
    """

    def change(text: str, document: Document) -> str | None:
        changed = _with(text, document, place, value)
        wanted = _data_with(document.data, place, value)
        as_meant = changed and located_yaml.read_raw(changed, file.name).data == wanted
        return changed if as_meant else None

    _edit(file, place, change)


def _edit(file: Path, place: Place, change: Callable[[str, Document], str | None]) -> None:
    content = file.read_bytes()
    text = content.decode("utf-8-sig")
    document = located_yaml.read_raw(text, file.name)
    changed = None if document.problems else change(text, document)
    if changed is None:
        message = _("there is no text at {place}").format(place=".".join(map(str, place)))
        raise ContentError(document.problems or [Problem(file.name, place, None, None, message)])
    mark = content[: len(content) - len(text.encode())]
    put_whole(file, mark + changed.encode())


def _with(text: str, document: Document, place: Place, value: Value) -> str | None:
    """Return a file's text with a value set; None where there is no room for it."""
    parent, name, key = place[:-1], str(place[-1]), (*place, "")
    line_end = "\r\n" if "\r\n" in text else "\n"
    if key in document.marks:
        start, indent = _offset(text, document.marks[key]), document.marks[key][1] - 1
        end = _end(text, document, place)
        return text[:start] + _lines(name, value, indent, line_end) + text[end:]
    if parent not in document.marks:
        return None
    siblings = [mark for at, mark in document.marks.items() if at[:-2] == parent and at[-1] == ""]
    indent = siblings[0][1] - 1 if siblings else document.key_mark(parent)[1] - 1 + _STEP
    lines = line_end + " " * indent + _lines(name, value, indent, line_end)
    start = _offset(text, document.marks[parent])
    if text.startswith("{}", start):
        return text[:start].rstrip(" ") + lines + text[start + 2 :]
    rest = _BREAK.search(text, _end(text, document, parent))
    end = rest.start() if rest else len(text)
    return text[:end] + lines + text[end:]


_STEP = 2
"""Spaces by which our files indent."""


def _lines(name: str, value: Value, indent: int, line_end: str) -> str:
    if isinstance(value, str):
        return f"{name}: {quoted(value)}"
    inner = line_end + " " * (indent + _STEP)
    return f"{name}:" + "".join(f"{inner}{key}: {quoted(text)}" for key, text in value.items())


def _end(text: str, document: Document, place: Place) -> int:
    """Return where a value ends, with all that it holds."""
    ends = [end for at, end in document.ends.items() if at[: len(place)] == place]
    if ends:
        return _offset(text, max(ends))
    return _offset(text, document.marks[place]) + len("{}")


def _data_with(data: Data, place: Place, value: Value) -> Data:
    """Return plain data with a value set."""
    if not place:
        return value if isinstance(value, str) else dict(value)
    here = data if isinstance(data, dict) else {}
    name = str(place[0])
    return here | {name: _data_with(here.get(name, {}), place[1:], value)}


def _offset(text: str, mark: tuple[int, int]) -> int:
    line, column = mark
    breaks = islice(_BREAK.finditer(text), line - 2, None) if line > 1 else iter(())
    found = next(breaks, None)
    return (found.end() if found else 0) + column - 1


_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What YAML counts as the end of a line."""


def append(file: Path, lines: str) -> None:
    """Add whole lines to the end of a file, or make it of them."""
    before = file.read_bytes() if file.exists() else b""
    torn = b"\n" if before and not before.endswith(b"\n") else b""
    file.parent.mkdir(parents=True, exist_ok=True)
    put_whole(file, before + torn + lines.encode())


def rewrite(root: Path, tables: Mapping[str, tuple[bytes, str | bytes | None]]) -> None:
    """Put whole files, by name, in the place of what they held when they were read; None takes a
    file away, and its folder where nothing else is in it.

    Raises ContentError, before anything is written, where one of them has changed since. Where
    one cannot be written, all are put back.
    """
    with alone(root):
        for name, (before, _after) in tables.items():
            if held(root, name) != before:
                message = _("this file has changed in the meantime")
                problem = Problem(name, (), None, None, message, _("run the command again"))
                raise ContentError([problem], str(root))
        # What goes, goes last: whenever this is cut off, words stand twice rather than nowhere.
        order = sorted(tables, key=lambda name: tables[name][1] is None)
        done: list[str] = []
        try:
            for name in order:
                done.append(name)
                _set(root / name, tables[name][1])
        except OSError:
            for name in done:
                with suppress(OSError):
                    _set(root / name, tables[name][0] or None)
            raise
        for name in order:
            if tables[name][1] is None:
                _drop_empty(root, (root / name).parent)


def _set(file: Path, content: str | bytes | None) -> None:
    if content is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    put_whole(file, content.encode() if isinstance(content, str) else content)


def _drop_empty(root: Path, folder: Path) -> None:
    with suppress(OSError):  # something else is in it
        while folder != root:
            folder.rmdir()
            folder = folder.parent


def held(root: Path, name: str) -> bytes:
    """Return what a file holds now; nothing where there is none."""
    file = root / name
    return file.read_bytes() if file.exists() else b""


def put_whole(file: Path, content: bytes) -> None:
    """Let a file be the old or the new, whole, whatever happens; a link is followed."""
    file = file.resolve()
    handle, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        new_file = Path(name)
        new_file.chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
        _into_place(new_file, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


LABELS, _UNITS = layout.of(Label).path(), layout.of(Unit).path()


def _into_place(new: Path, file: Path) -> None:
    """Let a new file take the place of another; on Windows a virus scanner may hold that open."""
    for last in (False, False, False, True):
        try:
            new.replace(file)
        except PermissionError:
            if last or os.name != "nt":
                raise
            time.sleep(_WAIT)
        else:
            return


_WAIT = 0.2
"""Seconds between two tries."""

Proof = Callable[[Campaign], Iterable[Problem]]
"""Yields what is wrong with the paper."""

# -- codes ---------------------------------------------------------------------------------------


def issue(root: Path, name: str, today: date, recall: Recall, proof: Proof) -> list[ShortCode]:
    """Give every version of an edition a code that has none yet; return the new ones.

    A code is for ever, so there is none for what cannot be built: `proof` is asked whether the
    words fit the paper. Raises ContentError.
    """
    if not root.is_dir():
        raise ContentError(read_tree(root, today).problems, str(root))
    with alone(root):
        tree, edition = _with_edition(root, name, today)
        before = list(tree.register)
        places = tree.tables.places(edition)
        # Judged as it will be: with the codes it asks for, whose fingerprints come after.
        campaign = judge(suppose(tree), recall, Deed.LOOK).allow(Deed.LOOK)
        problems = list(proof(campaign))
        if problems:
            raise ContentError(map(tree.placed, problems), str(root))
        revisions = {tag: summary(campaign.revision(name, tag)) for tag in edition.languages}
        new = codes.issue(name, edition, places, revisions, today, before)
        if new:
            register = root / REGISTER
            append(register, codes.rows(new, header=not register.exists()))
        return new


Agreed = Callable[[list[ShortCode]], bool]
"""Is shown the lines that would be written, and asked."""


def retire(root: Path, wanted: Iterable[str], today: date, agreed: Agreed) -> list[ShortCode]:
    """Retire codes by lines that follow the register, once that is agreed to; return them.

    Raises ContentError where the register is not right, or one of the codes cannot be retired.
    """
    before = held(root, REGISTER)
    tree = read_tree(root, today)
    wrong = [problem for problem in tree.problems if problem.file == REGISTER]
    new, refused = codes.retire(wanted, today, tree.register)
    of_bundles = {line.code for line in tree.labels}
    for code, reason in refused:
        is_label = code in of_bundles
        why = _("it is the code of a bundle’s label, not of a leaflet") if is_label else reason
        message = _("code {code} cannot be retired: {why}").format(code=code, why=why)
        wrong.append(Problem(REGISTER, (), None, None, message))
    if wrong:
        raise ContentError(wrong, str(root))
    if not new or not agreed(new):
        return []
    torn = "" if before.endswith(b"\n") else "\n"
    text = before.decode() + torn + codes.rows(new, header=False)
    rewrite(root, {REGISTER: (before, text)})
    return new


def _with_edition(root: Path, name: str, today: date) -> tuple[Tree, Edition]:
    """Return a content tree that can be read, and an edition of it."""
    tree = read_tree(root, today)
    edition = tree.of(Edition).get(name)
    if edition is None or tree.problems:
        known = ", ".join(sorted(tree.known(Edition))) or "-"
        message = _("there is no edition {name}; there are: {known}")
        missing = Problem("editions", (), None, None, message.format(name=name, known=known))
        raise ContentError(tree.problems or [missing], str(root))
    return tree, edition


class Labelled(NamedTuple):
    """A plan whose bundles all have their labels."""

    campaign: Campaign
    plan: Plan
    register: list[Label]
    """Every line."""
    new: list[Label]
    """Those of its lines that were written now."""
    surplus: list[Surplus]
    """Places that have got more than the plan has for them: nothing was taken back."""
    late: list[Label]
    """Labels that were retired, and have receipts."""


def label(
    root: Path,
    name: str,
    today: date,
    recall: Recall,
    agreed: Callable[[], bool] = lambda: True,
) -> Labelled | None:
    """Bring the register of labels in line with today's plan of an edition; return None, and
    write nothing, where its first labels would be for figures that nobody counted and that is
    not `agreed` to.

    A label that is retired cannot come back, so none is where the plan has no bundle at all.
    Raises ContentError.
    """
    if not root.is_dir():
        raise ContentError(read_tree(root, today).problems, str(root))
    with alone(root):
        tree, edition = _with_edition(root, name, today)
        taken = [line.code for line in tree.register]
        campaign = judge(suppose(tree), recall, Deed.LOOK).allow(Deed.LOOK)
        found = plan(campaign, name)
        got = tree.of(Receipt).values()
        handed, late = receipts.handed(tree.labels, got, name)
        wanted = bundles(found, edition.bundle, handed)
        if not found.allocations:
            message = _("edition {name} has nothing to hand out: no place has a figure")
            remedy = _("put in the households, best with: canhgiac units import")
            empty = message.format(name=name)
            raise ContentError([Problem(_UNITS, (), None, None, empty, remedy)], str(root))
        new = labels.issue(name, wanted, today, tree.labels, taken)
        is_first = all(line.edition != name for line in tree.labels)
        if is_first and homes.are_sample(tree.tables) and not agreed():
            return None
        if new:
            register = root / LABELS
            append(register, labels.rows(new, header=not register.exists()))
        return Labelled(campaign, found, [*tree.labels, *new], new, surplus(found, handed), late)
