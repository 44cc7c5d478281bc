"""What people see: problems, progress, tables."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from gettext import gettext as _
from gettext import ngettext

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from generator.problems import Blocks, Problem

SCREEN = 16
"""Lines of problems before the rest is only counted."""


def print_problems(problems: Collection[Problem], root: str, everything: bool = True) -> None:
    """Print mistakes, the worst first; a screenful unless everything is wanted."""
    shown = list(problems) if everything else list(problems)[:SCREEN]
    for problem in shown:
        click.echo(problem.shown(root), err=True)
    if len(shown) < len(problems):
        more = _("and {n} more: .venv/bin/canhgiac check --all").format(
            n=len(problems) - len(shown)
        )
        click.echo(more, err=True)
    count = len(problems)
    text = ngettext(
        "{n} mistake. Nothing was written.", "{n} mistakes. Nothing was written.", count
    )
    click.echo(text.format(n=count), err=True)


def print_tasks(problems: Iterable[Problem], root: str) -> None:
    """Print work that is left, counted by what is to be done, each with one example."""
    tasks: dict[str, list[Problem]] = {}
    for problem in problems:
        tasks.setdefault(problem.task or problem.message, []).append(problem)
    for task, found in sorted(tasks.items(), key=lambda entry: -len(entry[1])):
        files = Counter(problem.file for problem in found)
        first = found[0].shown(root).split(" → ")[0]
        click.echo(f"{len(found):5}  {task}")
        if len(found) == 1 or len(files) == 1:
            click.echo(f"       {first}")
        else:
            click.echo(f"       {first} …")


def print_notes(problems: Iterable[Problem], root: str) -> None:
    """Print what is worth knowing and stops nothing."""
    for problem in problems:
        if problem.blocks is Blocks.NOTHING:
            click.echo(problem.shown(root), err=True)


class progress:
    """A bar on a terminal, a line per step elsewhere."""

    def __init__(self, total: int) -> None:
        self._console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, console=self._console, transient=True)
        self._task = self._bar.add_task(_("building"), total=total)

    def __enter__(self) -> Callable[[str], None]:
        if self._console.is_terminal:
            self._bar.start()
        return self._done

    def __exit__(self, *_error: object) -> None:
        self._bar.stop()

    def _done(self, step: str) -> None:
        if self._console.is_terminal:
            self._bar.update(self._task, advance=1, description=escape(step))
        else:
            self._console.print(f"  {step}", highlight=False, markup=False)
