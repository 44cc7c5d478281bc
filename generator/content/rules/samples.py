"""Samples of households: what was found was found on a day on which it can have been."""

from collections.abc import Iterator
from gettext import gettext as _

from generator.content import layout
from generator.content.tree import Tree
from generator.distribution import sampling
from generator.model.receipts import Label, Sampled
from generator.problems import Problem

FILE = layout.of(Sampled).path()


def _days(tree: Tree) -> Iterator[Problem]:
    """A visit has its day: none is yet to come, and no leaflet was out before the first label."""
    labels = tree.labels if layout.of(Label).path() not in tree.problem_files() else []
    for line in tree.of(Sampled).values():
        fault, remedy = "", _("look at the list again")
        if line.on:
            fault = sampling.fault_of_day(line.on, labels, tree.today)
        elif line.found:
            fault = _("no day stands beside what was found")
            remedy = _("write the day of the visit")
        if fault:
            place = (tree.lines[Sampled][line.key], "on")
            yield tree.at(FILE, place, fault, remedy)


RULES = (_days,)
