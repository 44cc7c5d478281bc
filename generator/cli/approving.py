"""canhgiac approve, canhgiac confirm: who vouches for words and numbers."""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from gettext import gettext as _
from pathlib import Path

import click

from generator.cli import options, show
from generator.content import approving, load
from generator.content.approving import Reading, Signature
from generator.content.report import Report
from generator.messages import later
from generator.model.facts import Banks, Contacts
from generator.model.trust import Dossier, State
from generator.problems import ContentError, Problem

by = click.option(
    "--by", default="", cls=options.Option, help=later("Name and office of who answers for it.")
)
on = click.option(
    "--on",
    type=options.Day(),
    default=None,
    callback=options.past,
    metavar="31/12/2026",
    cls=options.Option,
    help=later("The day it was done; today where it is not said."),
)
yes = click.option(
    "--yes",
    is_flag=True,
    cls=options.Option,
    help=later("Ask nothing: it has been read."),
)


def _signature(name: str, day: date | None) -> Signature:
    return Signature(name, day or date.today())


@click.command(
    cls=options.Command,
    help=later("Show words that wait for approval, and record who has read them."),
)
@click.argument("files", nargs=-1, type=click.Path())
@click.option("--language", default=None, metavar="TAG", cls=options.Option,
              help=later("Words of one language alone, such as en."))  # fmt: skip
@click.option("--dossier", type=click.Path(path_type=Path), default=None, cls=options.Option,
              help=later("Write them to a PDF or HTML, for signatures."))  # fmt: skip
@click.option("--signed", default=None, metavar="NUMBER", cls=options.Option,
              help=later("Record a dossier that came back signed."))  # fmt: skip
@by
@on
@yes
@options.content
@options.lang
def approve(  # noqa: D103
    content: Path,
    files: Sequence[str],
    language: str | None,
    dossier: Path | None,
    signed: str | None,
    by: str,
    on: date | None,
    yes: bool,
) -> None:
    report = load(content, date.today())
    if report.campaign is None:
        raise ContentError(report.mistakes, str(content))
    if signed:
        _record(content, _of_dossier(report, signed), _signature(by, on))
        return
    names = [name.removeprefix(f"{content}/").removeprefix("./").rstrip("/") for name in files]
    found = list(approving.readings(report, names, language))
    if not found:
        click.echo(_("No words wait for approval here."))
    elif dossier:
        _print_dossier(report, found, dossier)
    else:
        signature = _signature(by, on)
        read = {reading.file: reading.words for reading in found if _is_read(reading, yes)}
        if read:
            _record(content, read, signature)


def _of_dossier(report: Report, signed: str) -> dict[str, str]:
    name = signed.strip().lower()
    dossiers = report.tree.of(Dossier)
    if name not in dossiers:
        message = _("there is no dossier {name}; there are: {known}")
        known = ", ".join(sorted(dossiers)) or "-"
        text = message.format(name=signed, known=known)
        raise ContentError([Problem("dossiers", (), None, None, text)], str(report.root))
    return dossiers[name].words


def _print_dossier(report: Report, found: Sequence[Reading], target: Path) -> None:
    from generator import dossier  # with WeasyPrint, half a second to import

    assert report.campaign is not None
    today = date.today()
    number = approving.number(found)
    text = dossier.html(report.campaign, found, number, today)
    is_html = target.suffix.lower() in (".html", ".htm")
    target.write_bytes(text.encode() if is_html else dossier.pdf(text))
    approving.keep(report.root, found, today)
    lines = sum(len(reading.lines) for reading in found)
    text = _("{file}: dossier {number}, {n} files, {m} texts. Once it is signed:")
    click.echo(text.format(file=target, number=number, n=len(found), m=lines))
    click.echo(f'  .venv/bin/canhgiac approve --signed {number} --by "…"{show.at(report.root)}')


def _is_read(reading: Reading, yes: bool) -> bool:
    """Show one file, and ask whether its words are right."""
    show.print_reading(reading)
    return yes or options.agrees(_("Approve these words?"))


def _record(content: Path, read: dict[str, str], signature: Signature) -> None:
    done = approving.record(content, read, signature, date.today())
    for problem in done.problems:
        click.echo(problem.shown(str(content)), err=True)
    sentences = {
        State.APPROVED: _("approved: {n}"),
        State.REVIEWED: _("read by a first person: {n}; a second one approves"),
    }
    for state, count in Counter(done.states.values()).items():
        click.echo(sentences[state].format(n=count))
    if done.problems:
        sys.exit(1)


@click.command(
    cls=options.Command,
    help=later("Record that a number was dialled and is right: of a contact, or of a bank."),
)
@click.argument("contact")
@by
@click.option("--source", default="", cls=options.Option,
              help=later("Where the number is from: a call, a letter, an office."))  # fmt: skip
@click.option("--number", default=None, cls=options.Option,
              help=later("The number, where it is new or another."))  # fmt: skip
@on
@options.content
@options.lang
def confirm(  # noqa: D103
    content: Path,
    contact: str,
    by: str,
    source: str,
    number: str | None,
    on: date | None,
) -> None:
    signature = _signature(by, on)
    file = approving.confirm(content, contact, source, number, signature, date.today())
    tables = load(content, date.today()).tree.tables
    contacts, banks = tables.only(Contacts), tables.only(Banks)
    known = (contacts.contacts if contacts else {}) | (banks.banks if banks else {})
    text = _("{name}: {number}, confirmed by {by} in {file}.")
    found = known[contact].number if contact in known else None
    click.echo(text.format(name=contact, number=found or "–", by=by, file=content / file))
