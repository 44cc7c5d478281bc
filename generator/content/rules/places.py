"""Where leaflets go: what an edition names is in the tables, and what they say can be printed."""

from collections.abc import Iterable, Iterator
from gettext import gettext as _

from generator.content import layout
from generator.content.rules.references import listed, unknown
from generator.content.tree import Tree
from generator.model.facts import LanguageFacts, Settings
from generator.model.places import EACH_GROUP, EACH_UNIT, PROVINCE, SAMPLE, Group, Recipient, Unit
from generator.model.printing import Edition
from generator.problems import Blocks, Problem
from generator.typesetting import fonts

TABLES = (layout.of(Unit).path(), layout.of(Group).path())
"""Where one line of them is wrong, what depends on it is not missing."""


def _named(tree: Tree) -> Iterator[Problem]:
    """An edition names places that the tables have, and is for somebody."""
    units, groups = tree.of(Unit), tree.of(Group)
    known = {PROVINCE, EACH_UNIT, EACH_GROUP, *units, *groups}
    broken = set(TABLES) & tree.problem_files()
    for name, edition in tree.of(Edition).items() if not broken else ():
        file = layout.of(Edition).path(name)
        yield from listed(tree, file, "units", edition.units, known, "distribution/")
        for index, (wanted, table) in enumerate(((EACH_UNIT, units), (EACH_GROUP, groups))):
            if wanted in edition.units and not table:
                message = _("{name} stands for nobody: {file} has no line").format(
                    name=wanted, file=layout.of((Unit, Group)[index]).path()
                )
                place = ("units", edition.units.index(wanted))
                yield tree.at(file, place, message, _("fill in the table first"))


def _groups(tree: Tree) -> Iterator[Problem]:
    """A group is in a commune of the other table."""
    file, home = layout.of(Group).path(), layout.of(Unit).path()
    for group in tree.of(Group).values():
        index = tree.lines[Group][group.key]
        if group.unit not in tree.of(Unit) and home not in tree.problem_files():
            yield from unknown(tree, file, (index, "unit"), group.unit, tree.of(Unit), home)


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


def _recipients(tree: Tree) -> Iterator[Problem]:
    """Who gets leaflets beside households is in a commune of the table."""
    file, home = layout.of(Recipient).path(), layout.of(Unit).path()
    for row in tree.of(Recipient).values():
        index = tree.lines[Recipient][row.key]
        if row.unit not in tree.of(Unit) and home not in tree.problem_files():
            yield from unknown(tree, file, (index, "unit"), row.unit, tree.of(Unit), home)


def _names(tree: Tree) -> Iterator[Problem]:
    """The typeface has every letter of a name that is printed."""
    settings = tree.tables.only(Settings)
    language = tree.of(LanguageFacts).get(settings.source_language) if settings else None
    if language is None or fonts.missing_files(language.font):
        return
    # The one they are set in: no other takes over for it on paper.
    known = fonts.characters(language.font.files[2])
    tables: list[Iterable[Unit | Group]] = [tree.of(Unit).values(), tree.of(Group).values()]
    for table in tables:
        for row in table:
            file, index = layout.of(type(row)).path(), tree.lines[type(row)][row.key]
            for char in sorted(c for c in set(row.name) if ord(c) not in known):
                message = _("{font} has no {char} (U+{code})").format(
                    font=language.font.family, char=char, code=f"{ord(char):04X}"
                )
                remedy = _("type the name again")
                yield tree.at(file, (index, "name"), message, remedy)


RULES = (_named, _groups, _recipients, _figures, _names)
