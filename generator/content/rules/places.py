"""Where leaflets go: an edition is for somebody, and what the tables say can be printed."""

from collections.abc import Iterator
from gettext import gettext as _

from generator.content import layout
from generator.content.names import PLACES
from generator.content.tree import Tree
from generator.model.places import EACH_GROUP, EACH_UNIT, SAMPLE, Group, Recipient, Unit
from generator.model.printing import Edition
from generator.problems import Blocks, Problem


def _somebody(tree: Tree) -> Iterator[Problem]:
    """An edition is for somebody."""
    units, groups = tree.of(Unit), tree.of(Group)
    broken = PLACES & tree.problem_files()
    for name, edition in tree.of(Edition).items() if not broken else ():
        file = layout.of(Edition).path(name)
        for index, (wanted, table) in enumerate(((EACH_UNIT, units), (EACH_GROUP, groups))):
            if wanted in edition.units and not table:
                message = _("{name} stands for nobody: {file} has no line").format(
                    name=wanted, file=layout.of((Unit, Group)[index]).path()
                )
                place = ("units", edition.units.index(wanted))
                yield tree.at(file, place, message, _("fill in the table first"))


def _figures(tree: Tree) -> Iterator[Problem]:
    """A figure says who counted, and when."""
    tables: tuple[dict[str, Unit] | dict[str, Group] | dict[str, Recipient], ...]
    tables = tree.of(Unit), tree.of(Group), tree.of(Recipient)
    for table in tables:
        for key, row in table.items():
            model, file = type(row), layout.of(type(row)).path()
            figure = row.people if isinstance(row, Recipient) else row.households
            if row.counted_by == SAMPLE:
                place = (tree.lines[model][key], "counted_by")
                message = _("{name}: {n} is a figure that nobody counted").format(
                    name=row.name, n=figure
                )
                remedy = _("get the list of the commune, and: canhgiac units import FILE")
                task = _("figures to count")
                yield tree.at(file, place, message, remedy, Blocks.PRINTING, task)
            said = {"counted_by": row.counted_by, "counted_on": row.counted_on}
            for name in [name for name in said if figure is not None and said[name] is None]:
                place = (tree.lines[model][key], name)
                message = _("{n}: nobody says who counted it, or when").format(n=figure)
                remedy = _("name the list it comes from and its day")
                yield tree.at(file, place, message, remedy, Blocks.PRINTING)


RULES = (_somebody, _figures)
