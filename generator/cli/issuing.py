"""canhgiac issue: permanent QR codes for an edition."""

from datetime import date
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

import click

from generator import proof
from generator.cli import options
from generator.content import witnesses, writing
from generator.messages import later

_LISTED = 12
"""Codes named one by one; of more, their number is said."""


@click.command(
    cls=options.Command,
    help=later("Issue a QR code for every place and language of an edition that has none yet."),
)
@click.argument("edition")
@options.memory
@options.output
@options.content
@options.lang
def issue(content: Path, output: Path, memory: str | None, edition: str) -> None:  # noqa: D103
    recall = options.recall(output, memory)
    new = writing.issue(
        content,
        edition,
        date.today(),
        recall,
        lambda campaign: proof.problems(campaign, lambda _version: None),
    )
    for line in new if len(new) <= _LISTED else []:
        click.echo(f"{line.unit}, {line.language}: {line.code}")
    if not new:
        click.echo(_("Edition {name} has all its codes.").format(name=edition))
        return
    text = ngettext(
        "{n} code issued. Keep {file} for ever: paper cannot be changed.",
        "{n} codes issued. Keep {file} for ever: paper cannot be changed.",
        len(new),
    )
    click.echo(text.format(n=len(new), file=content / witnesses.REGISTER))
