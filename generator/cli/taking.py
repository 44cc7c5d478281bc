"""What the commands share that take in files of others: where columns are, repairs, refusals."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from gettext import gettext as _

import click

from generator.cli import options
from generator.content import located_table
from generator.exchange.understanding import Repair
from generator.messages import later
from generator.problems import Problem, printable

SHOWN = 20
"""Lines of one kind, before the rest is only counted."""

everything = click.option(
    "--all",
    "everything",
    is_flag=True,
    cls=options.Option,
    help=later("Every line, not only the first."),
)
as_json = click.option(
    "--json",
    "as_json",
    is_flag=True,
    cls=options.Option,
    help=later("Print it as JSON, for machines; with --yes it is written."),
)


def columns(
    fields: Collection[str],
) -> Callable[[click.Context, click.Parameter, Sequence[str]], dict[str, str]]:
    """Return the reader of options that say by its letters in which column a field stands."""

    def read(
        _ctx: click.Context, _param: click.Parameter, value: Sequence[str]
    ) -> dict[str, str]:
        found = {}
        for text in value:
            name, _equals, letters = text.partition("=")
            known = name in fields and letters.isascii() and letters.isalpha()
            if not known or len(letters) > 3:
                message = _("“{text}”: write NAME=LETTER, with one of: {names}")
                raise click.BadParameter(message.format(text=text, names=", ".join(fields)))
            found[name] = letters
        return found

    return read


def print_rest(count: int) -> None:
    """Say how many lines were not shown."""
    if count > 0:
        click.echo(_("    … and {n} more (--all)").format(n=count))


def print_repairs(repairs: Sequence[Repair], everything: bool) -> None:
    """Print what was done about cells, each kind with its first."""
    for done, count in Counter(repair.done for repair in repairs).items():
        click.echo(_("Repaired: {what} ({n})").format(what=done, n=count))
        cells = [repair for repair in repairs if repair.done == done]
        for repair in cells if everything else cells[:3]:
            click.echo(f"    {printable(repair.where)}: {printable(repair.was)}")
        print_rest(0 if everything else len(cells) - 3)


def print_problems(problems: Sequence[Problem], everything: bool) -> None:
    """Print what is wrong with cells, and that therefore nothing was written."""
    shown = problems if everything else problems[: located_table.MAX_PROBLEMS]
    for problem in shown:
        click.echo(str(problem), err=True)
    print_rest(len(problems) - len(shown))
    text = _("{n} cells or rows to correct in the file. Nothing was written.")
    click.echo(text.format(n=len(problems)), err=True)
