"""canhgiac print and preflight: what a print shop is handed, and whether it can run a file."""

from datetime import date
from functools import partial
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

import click

from generator import publish
from generator.cli import options, show
from generator.content import load
from generator.content.report import Deed
from generator.messages import later
from generator.problems import ContentError, printable
from generator.publish import Part, PublishError


@click.command(
    "print",
    cls=options.Command,
    help=later("Make and check the folder that a print shop is handed for an edition."),
)
@click.argument("edition")
@options.memory
@options.output
@options.content
@options.lang
def print_(content: Path, output: Path, memory: str | None, edition: str) -> None:  # noqa: D103
    from generator import build  # with WeasyPrint, half a second to import
    from generator.press import job, proofread
    from generator.press.files import files

    target = output.resolve()
    report = load(content, date.today(), options.recall(target, memory))
    campaign = report.allow(Deed.PUBLISH)
    if edition not in campaign.editions:
        raise PublishError(
            _("there is no edition {name}; there are: {known}").format(
                name=printable(edition), known=", ".join(sorted(campaign.editions))
            )
        )
    todo = files(campaign, edition)
    if not todo:
        raise PublishError(
            _("edition {name} has no codes yet; type: canhgiac issue {name}").format(name=edition)
        )
    part = Part(
        job.folder(edition), build.about(campaign), partial(proofread.faults, campaign, edition)
    )

    def fill(stage: Path) -> None:
        with show.progress(len(todo)) as done:
            for artifact in job.artifacts(campaign, edition, lambda file: done(file.name)):
                publish.write(stage, artifact)

    try:
        publish.publish(target, [part], fill)
    except ContentError as error:
        raise report.located(error) from None
    text = ngettext(
        "{folder}: {n} press file. Its QR code was read back and is right.",
        "{folder}: {n} press files. Every QR code was read back and is right.",
        len(todo),
    )
    click.echo(text.format(folder=f"{output}/{job.folder(edition)}", n=len(todo)))
    if campaign.is_specimen:
        click.echo(_("This is a specimen: nothing here is approved for distribution."))


@click.command(
    cls=options.Command, help=later("Tell whether a press can run a PDF, ours or any other.")
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.lang
def preflight(files: tuple[Path, ...]) -> None:  # noqa: D103
    from generator.press import preflight as rules

    wrong = False
    for file in files:
        verdict = rules.judge(file.read_bytes())
        name = printable(str(file))
        for fault in verdict.faults:
            click.echo(fault.said(name), err=True)
        wrong = wrong or bool(verdict.faults)
        if not verdict.faults:
            text = _(
                "{file}: passes our PDF/X-4 checks. Pages: {n}; most ink, in per cent: {ink}."
            )
            click.echo(text.format(file=name, n=verdict.pages, ink=verdict.ink))
    if wrong:
        raise SystemExit(1)
