"""What people see: problems, progress, tables."""

import shlex
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from generator.cli import options
from generator.content.approving import Reading
from generator.problems import Blocks, Problem, printable
from generator.publish import PublishError

FEW = 3
"""What is to be done in more places is said once."""
LISTED = 12
"""Codes or places named one by one."""
SCREEN = 16
"""Lines of problems before the rest is only counted."""


def print_problems(problems: Collection[Problem], root: str, everything: bool = True) -> None:
    """Print mistakes, the worst first; a screenful unless everything is wanted, and what is to
    be done in many places once.
    """
    same = Counter((problem.message, problem.remedy) for problem in problems)
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        alone = everything or same[problem.message, problem.remedy] <= FEW
        where = f"{problem.file}{problem.place}{problem.line}" if alone else ""
        groups.setdefault((problem.message, problem.remedy, where), []).append(problem)
    left = len(problems)
    for found in list(groups.values())[: None if everything else SCREEN]:
        left -= len(found)
        click.echo(found[0].shown(root), err=True)
        if len(found) > 1:
            text = _("the same in {n} more places: {files}")
            files = ", ".join(dict.fromkeys(problem.file for problem in found[1:4]))
            click.echo(f"    {text.format(n=len(found) - 1, files=files)} …", err=True)
    if left:
        more = _("and {n} more: .venv/bin/canhgiac check --all").format(n=left) + (
            at(root) if root else ""
        )
        click.echo(more, err=True)
    count = len(problems)
    text = ngettext(
        "{n} mistake. Nothing was written.", "{n} mistakes. Nothing was written.", count
    )
    click.echo(text.format(n=count), err=True)


def at(content: Path | str) -> str:
    """Return what a command that is shown needs, to mean the same folder of content."""
    return f" --content {shlex.quote(str(content))}" if Path(content) != options.CONTENT else ""


def print_written(content: Path, names: Iterable[str]) -> None:
    """Say which tables were written, and how to look at them again."""
    text = _("Written: {files}. See what it means with: .venv/bin/canhgiac check")
    click.echo(text.format(files=", ".join(str(content / name) for name in names)) + at(content))


def print_tasks(problems: Iterable[Problem], root: str) -> None:
    """Print work that is left, counted by what is to be done, each with one example: what stops
    most first, then what there is most of.
    """
    tasks: dict[str, list[Problem]] = {}
    for problem in problems:
        tasks.setdefault(problem.task or problem.message, []).append(problem)
    for task, found in sorted(
        tasks.items(), key=lambda entry: (-entry[1][0].blocks, -len(entry[1]))
    ):
        files = Counter(problem.file for problem in found)
        first = found[0].shown(root).split(" → ")[0]
        click.echo(f"{len(found):5}  {task}")
        if len(found) == 1 or len(files) == 1:
            click.echo(f"       {first}")
        else:
            click.echo(f"       {first} …")


def print_notes(problems: Iterable[Problem], root: str) -> None:
    """Print what is worth knowing and stops nothing; `check` counts what is one task of many."""
    for problem in problems:
        if problem.blocks is Blocks.NOTHING and not problem.task:
            click.echo(problem.shown(root), err=True)


def print_reading(reading: Reading) -> None:
    """Print a file's words for who approves them: numbered, with what changed since."""
    click.echo(f"\n{reading.file}")
    marks = {"new": _("new"), "changed": _("changed")}
    for line in reading.lines:
        mark = f" ({marks[line.change]})" if line.change else ""
        click.echo(f"{line.number:4}  {printable(line.text)}{mark}")
        if line.original:
            click.echo(f"      = {printable(line.original)}")
    for fact in reading.facts:
        click.echo(f"      {printable(fact)}")


def stopped(edition: str, keys: Iterable[tuple[str, str]]) -> list[str]:
    """Return which leaflets are printed no more because their codes were retired, by language."""
    places: dict[str, list[str]] = {}
    for place, tag in keys:
        places.setdefault(tag, []).append(place)
    text = _("! {edition}: the code of its leaflet in {language} was retired, so a new edition is"
             " needed. For: {places}")  # fmt: skip
    return [
        text.format(edition=edition, language=tag, places=listed(found))
        for tag, found in places.items()
    ]


def listed(names: Sequence[str]) -> str:
    """Return names in a row; of many, the first."""
    return ", ".join(names[:LISTED]) + " …" * (len(names) > LISTED)


def no_edition(name: str, known: Iterable[str]) -> PublishError:
    """Return that somebody named an edition that is not there, and which there are."""
    text = _("there is no edition {name}; there are: {known}")
    return PublishError(text.format(name=printable(name), known=", ".join(sorted(known))))


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows below heads; columns of figures stand to the right."""
    shown = [list(map(printable, row)) for row in rows]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for number, head in enumerate(heads):
        is_figures = all(not row[number] or row[number][0] in "-–0123456789" for row in shown)
        table.add_column(head, justify="right" if is_figures and number else "left")
    for row in shown:
        table.add_row(*map(escape, row))
    Console(highlight=False).print(table)


class progress:
    """A bar on a terminal, a line per step elsewhere."""

    def __init__(self, total: int, doing: str = "") -> None:
        self._console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, console=self._console, transient=True)
        self._task = self._bar.add_task(doing or _("building"), total=total)

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
