"""Receipts of bundles: they agree with their labels, one stands for each, none names people."""

from collections.abc import Iterator
from gettext import gettext as _

from generator.content import layout
from generator.content.personal_data import Find, finds, folded
from generator.content.rules.references import unknown
from generator.content.tree import Tree
from generator.distribution import receipts
from generator.model.receipts import Label, Receipt
from generator.problems import Problem

FILE = layout.of(Receipt).path()


def _at(tree: Tree, line: Receipt, column: str, message: str, remedy: str) -> Problem:
    return tree.at(FILE, (tree.lines[Receipt][line.key], column), message, remedy)


def _labels(tree: Tree) -> Iterator[Problem]:
    """A receipt is for a label, says of it what its register says, and no more copies."""
    known, home = tree.of(Label), layout.of(Label).path()
    if home in tree.problem_files():
        return
    for line in tree.of(Receipt).values():
        label = known.get(line.label)
        if label is None:
            index = tree.lines[Receipt][line.key]
            yield from unknown(tree, FILE, (index, "label"), line.label, known, home)
            continue
        said = {"edition": label.edition, "unit": receipts.unit_of(label), "place": label.place}
        for column, wanted in said.items():
            if getattr(line, column) != wanted:
                message = _("label {code} is of {name}").format(code=label.code, name=wanted)
                remedy = _("see whether the code or the place is wrong")
                yield _at(tree, line, column, message, remedy)
        for kind in receipts.KINDS:
            number = receipts.count(line, kind)
            fault = receipts.fault_of_count(label, kind, number or 0)
            if fault:
                yield _at(tree, line, kind, fault, _("look at the list again"))
        fault = receipts.fault_of_day(label, line.on, tree.today)
        if fault:
            yield _at(tree, line, "on", fault, _("look at the list again"))


def _counts(tree: Tree) -> Iterator[Problem]:
    """A receipt says something."""
    for line in tree.of(Receipt).values():
        if line.delivered is None and line.signed is None:
            message = _("neither leaflets nor households are counted here")
            yield _at(tree, line, "delivered", message, _("fill in one of the two"))


def _corrections(tree: Tree) -> Iterator[Problem]:
    """A correction names a receipt of its label for the same count; nothing else corrects it."""
    lines = tree.of(Receipt)
    for line in lines.values():
        if line.replaces is None:
            continue
        before = lines.get(f"{line.label}/{line.replaces}")
        if before is None or before is line:
            message = _("label {label} has no receipt {name}")
            message = message.format(label=line.label, name=line.replaces)
            remedy = _("write the name of the receipt that this one corrects")
            yield _at(tree, line, "replaces", message, remedy)
            continue
        for kind in receipts.KINDS:
            if receipts.count(line, kind) is not None and receipts.count(before, kind) is None:
                message = _("receipt {name} does not say this, so nothing is corrected")
                remedy = _("write a receipt of its own for it")
                yield _at(tree, line, kind, message.format(name=before.receipt), remedy)
    for line in receipts.endless(lines.values()):
        message = _("receipts correct one another in a circle")
        remedy = _("leave the first one without a correction")
        yield _at(tree, line, "replaces", message, remedy)
    for line, kind, first in receipts.rivals(lines.values()):
        message = _("receipt {name} says another count of label {label}, and neither corrects it")
        if line.replaces:
            message = _("receipt {name} of label {label} corrects the same one")
        message = message.format(name=first.receipt, label=line.label)
        remedy = _("keep one; let the later one name the earlier in the column “replaces”")
        yield _at(tree, line, kind, message, remedy)


def _people(tree: Tree) -> Iterator[Problem]:
    """Who recorded it is an office; nobody's number or name is kept."""
    seen: dict[str, list[Find]] = {}  # few offices record many receipts
    for line in tree.of(Receipt).values():
        for column in ("recorded_by", "source"):
            text = getattr(line, column)
            if text not in seen:
                seen[text] = list(finds(folded(text), (), strict=True))
            for find in seen[text]:
                message = _("“{text}” belongs to somebody").format(text=find.text)
                yield _at(tree, line, column, message, _("write the office alone"))


RULES = (_labels, _counts, _corrections, _people)
