"""canhgiac sample --results: what was found at the households that were drawn, taken in whole."""

import json
from collections.abc import Sequence
from datetime import date
from gettext import gettext as _
from pathlib import Path

import click

from generator.cli import taking
from generator.content import layout, writing
from generator.content.tree import Tree, read_tree
from generator.distribution.homes import homes
from generator.exchange import sniff, takeover, visits
from generator.model.receipts import Label, Sampled
from generator.problems import ContentError, Problem, printable

FILE = layout.of(Sampled).path()


def take(content: Path, name: str, file: Path, yes: bool, as_json: bool) -> int:
    """Read a list, show what it changes, and write it once somebody agrees; return the exit code.

    Raises ContentError.
    """
    before = writing.held(content, FILE)
    tree = _tree(content)
    held = tree.of(Sampled)
    drawn = [row for row in held.values() if row.sample == name]
    if not drawn:
        known = ", ".join(sorted({row.sample for row in held.values()})) or "-"
        message = _("there is no sample {name}; there are: {known}")
        _refuse(content, message.format(name=name, known=known))
    with file.open("rb") as opened:
        data = opened.read(sniff.MAX_BYTES + 1)
    read, told = visits.read(data, file.name, drawn, tree.labels, tree.today)
    new = [row for row in read.values() if row != held[row.key]]
    written = {row.key: row for row in new}
    rows = [written.get(key, row) for key, row in held.items()]
    wanted = {FILE: (before, takeover.table(Sampled, rows))}
    is_agreed = yes and bool(new) and not told.problems
    if as_json:
        if is_agreed:
            writing.rewrite(content, wanted)
        data_of = [row.model_dump(mode="json") for row in new]
        problems = [str(problem) for problem in told.problems]
        out = {"ok": not problems, "written": is_agreed, "new": data_of, "problems": problems}
        print(json.dumps(out, ensure_ascii=False, indent=1))
        return int(bool(problems))
    for note in told.notes:
        click.echo(f"! {printable(note)}")
    if told.problems:
        taking.print_problems(told.problems, everything=False)
        return 1
    _print(tree, new, len(read), len(drawn))
    if not new:
        click.echo(_("The tables say so already: nothing to write."))
    elif is_agreed or click.confirm(_("Write this?"), default=False):
        writing.rewrite(content, wanted)
        text = _("Written: {files}. See what it means with: .venv/bin/canhgiac coverage")
        click.echo(text.format(files=content / FILE))
    else:
        click.echo(_("Nothing was written."))
    return 0


def _tree(content: Path) -> Tree:
    """Return the tree whose samples and labels can be read, whatever else is wrong in it."""
    tree = read_tree(content, date.today())
    names = ("", FILE, layout.of(Label).path())
    wrong = [problem for problem in tree.problems if problem.file in names]
    if wrong:
        raise ContentError(wrong, str(content))
    return tree


def _refuse(content: Path, message: str) -> None:
    remedy = _("draw it first: canhgiac sample NAME")
    raise ContentError([Problem(FILE, (), None, None, message, remedy)], str(content))


def _print(tree: Tree, new: Sequence[Sampled], read: int, drawn: int) -> None:
    """Print what is new, and what takes the place of something else."""
    lists = {one.key: one for one in homes(tree.tables)}
    for row in new:
        one, was = lists.get(row.place), tree.of(Sampled)[row.key]
        where = ", ".join((row.place, one.name, one.unit.name) if one else (row.place,))
        before = f"{_said(was)} → " if was.found else ""
        text = _("{where}, household {number}: {said}")
        said = text.format(where=where, number=row.household, said=before + _said(row))
        click.echo(printable(said))
    text = _("{read} of {drawn} households have an answer in this list, {new} of them are new.")
    click.echo(text.format(read=read, drawn=drawn, new=len(new)))


def _said(row: Sampled) -> str:
    found = _("has a leaflet") if row.found == "co" else _("has none")
    return f"{found}, {row.on}"
