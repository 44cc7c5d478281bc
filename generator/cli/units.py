"""canhgiac units: what communes send, read, shown, and taken into the tables of places."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from generator.cli import options, show, taking
from generator.cli.approving import yes
from generator.content import layout, writing
from generator.content.tree import Tree, read_tree
from generator.distribution.quantities import grouped
from generator.exchange import headers, sniff, takeover
from generator.exchange import units as lists
from generator.exchange.takeover import Counted, Taken
from generator.exchange.understanding import Line, Understood
from generator.messages import later
from generator.model.places import SAMPLE, Group, Unit
from generator.model.printing import Edition
from generator.model.receipts import Label, Receipt, Sampled
from generator.problems import ContentError, Problem


@click.group(cls=options.Group, help=later("Communes and groups: who gets leaflets."))
@options.lang
def units() -> None:  # noqa: D103
    pass


@units.command(
    "import",
    cls=options.Command,
    help=later("Read a list of communes or groups with their households: Excel or CSV."),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME=LETTER",
    callback=taking.columns(headers.FIELDS),
    cls=options.Option,
    help=later("Where a column is, such as households=D."),
)
@click.option(
    "--source",
    default="",
    metavar="“Báo cáo số …”",
    cls=options.Option,
    help=later("Where the figures come from; the name of the file where nothing is said."),
)
@click.option(
    "--counted-on",
    type=options.Day(),
    default=None,
    callback=options.past,
    metavar="31/12/2026",
    cls=options.Option,
    help=later("The day of the figures; today where nothing is said."),
)
@taking.everything
@taking.as_json
@yes
@options.content
@options.lang
def import_(  # noqa: D103
    file: Path,
    columns: dict[str, str],
    source: str,
    counted_on: date | None,
    everything: bool,
    as_json: bool,
    yes: bool,
    content: Path,
) -> None:
    with file.open("rb") as opened:
        data = opened.read(sniff.MAX_BYTES + 1)
    names = [layout.of(model).path() for model in (Unit, Group)]
    before = {name: writing.held(content, name) for name in names}
    tree = _tables(content, names)
    communes, groups = tree.of(Unit), tree.of(Group)
    told = lists.read(data, file.name, communes, columns)
    said = [("counted_by", source), ("counted_on", counted_on)]
    counted = Counted(
        source or file.name, counted_on or date.today(), tuple(name for name, it in said if it)
    )
    taken = takeover.take(told, communes, groups, _named(tree), counted)
    after = (
        takeover.table(Unit, taken.units.values()),
        takeover.table(Group, takeover.in_order(taken.groups.values())),
    )
    wanted = {
        name: (before[name], text)
        for name, text, is_other in zip(
            names, after, (taken.units != communes, taken.groups != groups), strict=True
        )
        if is_other
    }
    if as_json:
        is_written = yes and not told.problems
        if is_written:
            writing.rewrite(content, wanted)
        click.echo(json.dumps(_as_data(told, taken, is_written), ensure_ascii=False, indent=2))
        sys.exit(bool(told.problems))
    _print(told, communes, everything)
    if told.problems:
        taking.print_problems(told.problems, everything)
        sys.exit(1)
    _print_changes(taken, everything)
    if not wanted:
        click.echo(_("The tables say so already: nothing to write."))
        return
    if yes or options.agrees(_("Write this?")):
        writing.rewrite(content, wanted)
        show.print_written(content, wanted)
    else:
        click.echo(_("Nothing was written."))


def _tables(content: Path, names: Sequence[str]) -> Tree:
    """Return the tree whose tables of places can be read, whatever else is wrong in it."""
    tree = read_tree(content, date.today())
    wrong = [problem for problem in tree.problems if problem.file in names]
    if wrong or not tree.of(Unit):
        raise ContentError(wrong or tree.problems or [_no_communes(names[0])], str(content))
    return tree


def _named(tree: Tree) -> set[str]:
    """Return the keys of places that something else means, so that they must stay."""
    labels, receipts = tree.labels, tree.of(Receipt).values()
    lines: list[Label | Receipt | Sampled] = [*labels, *receipts, *tree.of(Sampled).values()]
    printed = (key for edition in tree.of(Edition).values() for key in edition.units)
    return {*(code.unit for code in tree.register), *(line.place for line in lines), *printed}


def _no_communes(name: str) -> Problem:
    message = _("there are no communes yet")
    remedy = _("fill in their official codes and names first")
    return Problem(name, (), None, None, message, remedy)


# -- what was understood -------------------------------------------------------------------------


def _print(told: Understood, communes: dict[str, Unit], everything: bool) -> None:
    """Print what was understood, by commune, then what was done about cells."""
    inside: dict[str, list[Line]] = {}
    for line in told.lines:
        inside.setdefault(line.unit, []).append(line)
    rows = []
    for unit, lines in inside.items():
        groups = [line for line in lines if line.name]
        known = [line.households for line in groups or lines if line.households is not None]
        blank = len(groups or lines) - len(known)
        name = communes[unit].name
        rows.append((unit, name, str(len(groups) or "–"), str(sum(known)), str(blank)))
    shown = rows if everything else rows[: taking.SHOWN]
    if rows:
        heads = (_("code"), _("commune"), _("groups"), _("households"), _("without figure"))
        show.print_table(heads, shown)
        taking.print_rest(len(rows) - len(shown))
        text = _("Together: {units} communes, {groups} groups, {n} households.")
        click.echo(text.format(units=len(rows), groups=len(told.groups), n=told.total))
    for note in told.notes:
        click.echo(f"! {note}")
    missing = [line for line in told.lines if line.households is None]
    for line in missing if everything else missing[: taking.SHOWN]:
        name = line.name or communes[line.unit].name
        text = _("“chưa có”: {name} (sheet {sheet}, row {row})")
        click.echo(text.format(name=name, sheet=line.sheet, row=line.row))
    taking.print_rest(0 if everything else len(missing) - taking.SHOWN)
    taking.print_repairs(told.repairs, everything)


def _print_changes(taken: Taken, everything: bool) -> None:
    changes = taken.changes if everything else taken.changes[: taking.SHOWN]
    fields = {
        "households": _("households"),
        "police_number": _("number of the police"),
        "counted_by": _("source of the figure"),
        "counted_on": _("day of the figure"),
    }
    for change in changes:
        if change.is_gone:
            text = _("sample group dropped: {key} {name}, households {n}")
            shown = text.format(key=change.key, name=change.name, n=change.before or "–")
            click.echo(shown)
            continue
        mark = _("new") if change.is_new else _("changed")
        was = "" if change.is_new else f"{change.before or '–'} → "
        after = change.after or _("no figure")
        field = fields[change.field]
        click.echo(f"{mark:10} {change.key:12} {change.name}: {field} {was}{after}")
    taking.print_rest(len(taken.changes) - len(changes))
    for total in taken.totals:
        text = _("! {name}: the total in the file is {told}, units.csv says {said}; it stays")
        if total.is_taken:
            text = _("! {name}: the total in the file is {told}, units.csv says {said}, a sample")
        told, said = grouped(total.told), grouped(total.said)
        click.echo(text.format(name=total.name, told=told, said=said))
    samples = [group for group in taken.kept if group.counted_by == SAMPLE]
    kept = [group for group in taken.kept if group.counted_by != SAMPLE]
    if kept:
        text = _("{n} groups of these communes are not in the file, and stay: {names}")
        click.echo(text.format(n=len(kept), names=", ".join(group.name for group in kept[:5])))
    if samples:
        text = _("! {n} sample groups stay, for codes, labels, receipts or editions name them, or"
                 " the file has no figure for their commune: {names}")  # fmt: skip
        names = ", ".join(group.name for group in samples[:5])
        click.echo(text.format(n=len(samples), names=names))


def _as_data(told: Understood, taken: Taken, is_written: bool) -> dict[str, Any]:
    return {
        "ok": not told.problems,
        "written": is_written,
        "households": told.total,
        "lines": [line._asdict() for line in told.lines],
        "repairs": [repair._asdict() for repair in told.repairs],
        "notes": told.notes,
        "problems": [
            {"place": problem.place, "message": problem.message, "remedy": problem.remedy}
            for problem in told.problems
        ],
        "changes": [change._asdict() for change in taken.changes],
        "kept": [group.key for group in taken.kept],
        "totals": [total._asdict() for total in taken.totals],
    }
