"""What a translator sent back, row by row: what is taken, what is asked, what is refused, why."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from gettext import gettext as _
from typing import NamedTuple

from generator import content
from generator.content import breaking, translating
from generator.content.report import Deed, Report
from generator.content.translating import Block
from generator.content.tree import read_tree
from generator.model.trust import mark
from generator.problems import Problem


class Row(NamedTuple):
    """A text as it came back."""

    where: str
    """In the file, as who has it open finds it: “row 12”."""
    id: str
    words: str
    """Empty where nothing was written, or it is not yet sure."""
    source: str
    """The mark of the words it translates, as they were sent out."""
    before: str
    """The mark of its own words then; empty where there were none."""
    fault: str = ""
    """What the program that it was filled in with made of it, where that is no text."""
    shown: str = ""
    """The words it translates, as they stand in the file now; empty where they were taken out."""


@dataclass
class Judged:
    """What becomes of the rows of a file."""

    taken: list[tuple[Block, str]] = field(default_factory=list)
    where: dict[str, str] = field(default_factory=dict)
    """Of what is taken, where in the file it stands, by id."""
    refused: list[Problem] = field(default_factory=list)
    asked: list[Problem] = field(default_factory=list)
    """Rows that somebody has to look at: they may be right."""
    notes: list[str] = field(default_factory=list)
    same: int = 0
    """Rows that nobody touched."""
    empty: int = 0


Taken = tuple[Judged, dict[str, str]]
"""What becomes of rows, and the files of the language as they would be."""


def take(
    report: Report, tag: str, rows: Sequence[Row], file: str, is_over: bool = False
) -> Taken:
    """Take in what came back, with `is_over` in the place of what was translated meanwhile. A row
    that brings a mistake is refused in the words of `check`.
    """
    tree = report.tree
    found = judge(rows, {b.id: b for b in translating.blocks(tree, tag)}, file, is_over)
    while True:
        texts = translating.composed(tree, found.taken)
        instead = {name: text.encode() for name, text in texts.items()}
        after = content.judge(read_tree(tree.root, tree.today, instead), deed=Deed.LOOK)
        wrong = content.worse(report, after)
        if not wrong:
            written = read_tree(tree.root, tree.today, instead)
            return found, texts | dict(translating.reviewed(written, texts, tree))
        at = {(block.file, block.place): block.id for block, _words in found.taken}
        ids = [at.get((problem.file, problem.place), "") for problem in wrong]
        for problem, name in zip(wrong, ids, strict=True):
            if name or not any(ids):  # a whole file is wrong for want of the rows that are
                where = f"{file}, {found.where[name]}" if name else file
                told = problem._replace(file=where, place=(name,), line=None, column=None)
                found.refused.append(told)
        found.taken = [one for one in found.taken if any(ids) and one[0].id not in ids]


def judge(
    rows: Sequence[Row], blocks: Mapping[str, Block], file: str, is_over: bool = False
) -> Judged:
    """Compare what came back with the words of today."""
    found = Judged()
    moved = _moved(rows, blocks)
    if len(moved) > 1:
        message = _("the column of translations was sorted by itself: {n} texts stand in the row"
                    " of another, such as {where}")  # fmt: skip
        remedy = _("undo the sorting, or export again and copy the translations over")
        text = message.format(n=len(moved), where=moved[0].where)
        found.refused.append(Problem(file, (), None, None, text, remedy))
        return found
    seen: dict[str, Row] = {}
    for row in rows:
        before = seen.setdefault(row.id, row)
        if before is not row and before.words != row.words:
            message = _("{id} stands here twice, with two wordings").format(id=row.id)
            found.refused.append(_wrong(file, row, message, _("delete one of the two rows")))
        elif before is row:
            _row(found, file, row, blocks.get(row.id), is_over)
    return found


def _row(found: Judged, file: str, row: Row, block: Block | None, is_over: bool) -> None:
    if row.fault:
        remedy = _("type the words again as text")
        found.refused.append(_wrong(file, row, row.fault, remedy))
        return
    words, repairs = _tidied(row.words)
    if not words:
        found.empty += 1
        return
    is_same = block is not None and mark(block.words) == mark(words)
    if row.before == mark(words) and not (is_same and block and block.words != words):
        found.same += 1
        return
    if block is None:
        message = _("there is no text {id}").format(id=row.id or "–")
        remedy = _("do not change the first column; export again")
        found.refused.append(_wrong(file, row, message, remedy))
        return
    if block.words == words:
        found.same += 1
        return
    for message, remedy in _refusals(row, block, words, is_over or is_same):
        found.refused.append(_wrong(file, row, message, remedy))
        return
    for message in _questions(block, words):
        found.asked.append(_wrong(file, row, message, _("read it once more")))
    found.notes += [f"{row.where}: {repair}" for repair in repairs]
    found.taken.append((block, words))
    found.where[block.id] = row.where


def _wrong(file: str, row: Row, message: str, remedy: str) -> Problem:
    return Problem(f"{file}, {row.where}", (row.id,), None, None, message, remedy)


def _moved(rows: Sequence[Row], blocks: Mapping[str, Block]) -> list[Row]:
    """Return the rows that hold, word for word, what was sent out in another row."""
    sent: dict[str, set[str]] = {}
    for row in rows:
        if row.before:
            sent.setdefault(row.before, set()).add(row.source)
    moved = []
    for row in rows:
        print_ = mark(row.words) if row.words and not row.fault else ""
        if print_ and print_ != row.before and print_ in sent and row.source not in sent[print_]:
            moved.append(row)
    return moved


# -- one text ------------------------------------------------------------------------------------

_NAMES = re.compile(r"\{[^{}]*\}")
_NUMBERS = re.compile(r"\d+")
_SMALL = 2
"""Digits of a figure that another language may write as a word, or not at all."""
_BLANKS = re.compile("[\u00a0\u202f\u2007\t]")
_LOST = re.compile(r"(?<=\w)\?(?=\w)|\ufffd")
"""A question mark inside a word: a letter that a program did not know."""
_MISREAD = re.compile("[ÃÂÄÆ][\u0080-\u00bf¡-¿]|á[º»]|â€")
"""UTF-8 that was read as if it were a Western alphabet."""


def _tidied(text: str) -> tuple[str, list[str]]:
    """Return a text as our files have it, and what was changed that nobody sees."""
    repairs = []
    words = unicodedata.normalize("NFC", text)
    if words != text:
        repairs.append(_("accents were put together with their letters"))
    if _BLANKS.search(words):
        words = _BLANKS.sub(" ", words)
        repairs.append(_("special blanks became plain ones"))
    return " ".join(words.split(" ")).strip(), repairs


def _refusals(row: Row, block: Block, words: str, is_over: bool) -> Iterable[tuple[str, str]]:
    if row.shown and mark(row.shown) != row.source:
        yield (
            _("the source was changed in this file: “{text}”").format(text=row.shown),
            _("the source is changed in the content, not here: export again"),
        )
    if row.source != mark(block.source):
        yield (
            _("the source has changed since this was sent out: “{text}”").format(
                text=breaking.visible(block.source)
            ),
            _("export again, and translate what it says now"),
        )
    if block.words and row.before != mark(block.words) and not is_over:
        text = _("this has been translated otherwise since it was sent out: “{text}”")
        remedy = _("export again; to put the words of this file in its place: --over")
        yield text.format(text=breaking.visible(block.words)), remedy
    lacking = Counter(_NAMES.findall(block.source)) - Counter(_NAMES.findall(words))
    surplus = Counter(_NAMES.findall(words)) - Counter(_NAMES.findall(block.source))
    if lacking or surplus:
        names = " ".join(sorted(_NAMES.findall(block.source))) or "–"
        yield (
            _("what stands in braces is not as in the source"),
            _("copy it as it is: {names}").format(names=names),
        )
    if any(unicodedata.category(c) == "Cc" and c != "\n" for c in words):
        yield _("a character that cannot be printed"), _("delete it and type the text again")
    if _LOST.search(words) or _MISREAD.search(words):
        yield (
            _("letters were lost: “{text}”").format(text=words[:40]),
            _("send it as it was typed, as .xlsx or in UTF-8"),
        )
    if "\n" in words and "\n" not in block.source:
        yield _("a line ends inside the text"), _("write it on one line")
    ours, theirs = (Counter(_figures(text)) for text in (words, block.source))
    large = [n for n in (ours - theirs) + (theirs - ours) if len(n) > _SMALL]
    if large:
        yield (
            _("figures differ from the source: {figures}").format(figures=", ".join(large)),
            _("write them as they are there"),
        )
    if words == block.source and len(words.split()) > _SHORT:
        yield _("these are the words of the source"), _("translate them, or leave it empty")


_SHORT = 2
"""Words. Names may well be the same in two languages."""


def _questions(block: Block, words: str) -> Iterable[str]:
    """Say what may be wrong: a figure of the source that the translation has not."""
    ours, theirs = (Counter(_figures(text)) for text in (words, block.source))
    if ours != theirs:  # small ones
        yield _("figures differ: {theirs} in the source, {ours} here").format(
            theirs=", ".join(sorted(theirs.elements())) or "–",
            ours=", ".join(sorted(ours.elements())) or "–",
        )


def _figures(text: str) -> list[str]:
    """Return the numbers of a text in plain digits, whatever script they are written in."""
    plain = "".join(str(unicodedata.digit(c, c)) for c in _NAMES.sub("", text))
    return _NUMBERS.findall(plain)
