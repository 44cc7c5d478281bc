"""canhgiac: parse, call, report, exit code."""

import io
import sys
from gettext import gettext as _

import click

from generator import __version__, assets, messages
from generator.cli import (
    approving,
    authoring,
    building,
    checking,
    editing,
    issuing,
    labelling,
    opening,
    planning,
    printing,
    receiving,
    reporting,
    serving,
    translating,
    units,
)
from generator.cli.options import Group, Option, lang
from generator.cli.show import print_problems
from generator.messages import later
from generator.problems import ContentError, printable
from generator.publish import PublishError
from generator.workers import WorkersError


@click.group(cls=Group, help=later("One tree of warnings in; a site, leaflets and QR codes out."))
@click.version_option(__version__, cls=Option, help=later("Show the version and exit."))
@lang
def cli() -> None:  # noqa: D103  (its help is above)
    pass


for command in (
    checking.check,
    building.build,
    serving.serve,
    editing.edit,
    issuing.issue,
    opening.codes,
    opening.scans,
    units.units,
    planning.plan,
    labelling.labels,
    receiving.receipts,
    printing.print_,
    printing.preflight,
    reporting.coverage,
    reporting.sample,
    approving.approve,
    approving.confirm,
    translating.translate,
    authoring.new,
    authoring.fmt,
    authoring.schema,
    authoring.merge,
):
    cli.add_command(command)


def run(argv: list[str] | None = None) -> None:
    """Run the program; every failure that content can cause ends in sentences and exit 1."""
    messages.speak("vi")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # not every terminal knows every letter
            stream.reconfigure(errors="backslashreplace")
    try:
        if not assets.SITE.is_file():
            raise PublishError(
                _("canhgiac runs from its checkout: templates, designs and fonts are not in the"
                  " installed package. Get the whole project with git clone, then: make campaign")
            )  # fmt: skip
        cli.main(argv, prog_name="canhgiac", standalone_mode=True)
    except ContentError as error:
        print_problems(error.problems, error.root)
    except (PublishError, WorkersError) as error:
        click.echo("\n".join(map(printable, str(error).splitlines())), err=True)
    except OSError as error:
        click.echo(_system_error(error), err=True)
    sys.exit(1)


def _system_error(error: OSError) -> str:
    """Return what the system refused, in the user's language, and what to do."""
    file = printable(str(error.filename or ""))
    known = {
        "PermissionError": _("you may not write or read {file}: ask for the right, or choose"
                             " another folder"),
        "FileNotFoundError": _("{file} is not there: check the address you typed"),
        "IsADirectoryError": _("{file} is a folder, not a file"),
        "FileExistsError": _("{file} is a file, not a folder: choose another --output"),
        "NotADirectoryError": _("{file} is a file, not a folder: choose another --output"),
    }  # fmt: skip
    numbers = {
        18: _("{file} is on another disk than the rest of the output: choose another --output"),
        36: _("{file} is too long a name: choose another --output"),
        28: _("the disk is full: free some space, then run it again"),
        30: _("{file} can only be read: choose another --output"),
        16: _("{file} is in use by the system: choose another --output"),
        122: _("your share of the disk is used up: free some space, then run it again"),
    }
    sentence = numbers.get(error.errno or 0) or known.get(type(error).__name__)
    return (sentence or "{file}: {why}").format(file=file, why=printable(error.strerror or ""))
