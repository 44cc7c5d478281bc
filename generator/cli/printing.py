"""canhgiac print and preflight: what a print shop is handed, and whether it can run a file."""

from datetime import date
from functools import partial
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import publish, workers
from generator.cli import options, show
from generator.content import freezing, load
from generator.content.report import Deed
from generator.messages import later
from generator.model.campaign import Campaign
from generator.model.printing import Edition
from generator.problems import ContentError, printable
from generator.publish import Part, PublishError
from generator.workers import Submit

if TYPE_CHECKING:
    from generator.press.job import Extras
    from generator.press.quantities import Copies


@click.command(
    "print",
    cls=options.Command,
    help=later("Make and check the folder that a print shop is handed for an edition."),
)
@click.argument("edition")
@click.option(
    "--impose",
    "sheet",
    cls=options.Option,
    metavar="SHEET",
    help=later("Lay the leaflets on sheets, too: sra3 or sra4 of a digital press, a3 or a4."),
)
@click.option(
    "--key",
    cls=options.Option,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=later("Sign the checksums with a secret key of minisign."),
)
@click.option(
    "--executor",
    default="",
    cls=options.Option,
    help=later("Who does the work: processes, or dask://HOST:PORT; else this process alone."),
)
@options.memory
@options.output
@options.content
@options.lang
def print_(  # noqa: D103
    content: Path,
    output: Path,
    memory: str | None,
    edition: str,
    sheet: str | None,
    key: Path | None,
    executor: str,
) -> None:
    from generator import build  # with WeasyPrint, half a second to import
    from generator.channels import leaflet
    from generator.press import job, proofread
    from generator.press.files import files
    from generator.press.impose import SheetError
    from generator.press.signing import KeyFault
    from generator.typesetting.paper import UnfitError

    target, today = output.resolve(), date.today()
    report = load(content, today, options.recall(target, memory))
    if edition not in report.tree.known(Edition):
        raise show.no_edition(edition, report.tree.known(Edition))
    campaign = report.allow(Deed.PRINT)
    todo = files(campaign, edition)
    stopped = show.stopped(edition, campaign.stopped(edition))
    if not todo and stopped:
        raise PublishError("\n".join(stopped))
    if not todo:
        raise PublishError(
            _("edition {name} has no codes yet; type: canhgiac issue {name}").format(name=edition)
        )
    stands = leaflet.stands(campaign, edition)
    changed = list(freezing.problems(report.tree, campaign, edition, stands))
    if changed:
        raise ContentError(changed, str(content))
    extras = _extras((sheet or "").lower(), key)

    def fill(submit: Submit, stage: Path) -> None:
        with show.progress(len(todo)) as done:
            made = job.artifacts(campaign, edition, lambda file: done(file.name), submit, extras)
            for artifact in made:
                publish.write(stage, artifact)

    try:
        with workers.named(executor) as submit:
            verify = partial(proofread.faults, campaign, edition, submit=submit)
            part = Part(job.folder(edition), build.about(campaign), verify)
            publish.publish(target, [part], partial(fill, submit))
    except ContentError as error:
        raise report.located(error) from None
    except (KeyFault, SheetError) as error:
        raise PublishError(str(error)) from None
    except UnfitError as error:
        text = _("a paper of the job cannot be set: {why}")
        raise PublishError(text.format(why="; ".join(error.warnings))) from None
    _tell(campaign, edition, f"{output}/{job.folder(edition)}")
    if campaign.is_specimen:
        return
    if campaign.editions[edition].imprint.missing:
        click.echo(_("Not frozen yet: its imprint is still missing. Do not print it like this."))
    elif freezing.freeze(content, campaign, edition, today, stands):
        text = _(
            "Edition {name} is frozen: what changes from now on needs a new edition."
            " Record it now: git add -A, git commit"
        )
        click.echo(text.format(name=edition))


def _extras(sheet: str, key: Path | None) -> "Extras":
    from generator.press.impose import SHEETS
    from generator.press.job import Extras

    if sheet and sheet not in SHEETS:
        raise PublishError(
            _("there is no sheet {name}; there are: {known}").format(
                name=printable(sheet), known=", ".join(SHEETS)
            )
        )

    def ask() -> str:
        return str(click.prompt(_("Password of the key"), hide_input=True, err=True))

    return Extras(sheet, key.read_bytes() if key else b"", ask)


def _tell(campaign: Campaign, edition: str, folder: str) -> None:
    """Say what was made, so that a person can read it out on the phone."""
    from generator.press import licence, quantities
    from generator.press.files import files

    todo = files(campaign, edition)
    text = ngettext(
        "{folder}: {n} press file. Its QR code was read back and is right.",
        "{folder}: {n} press files. Every QR code was read back and is right.",
        len(todo),
    )
    click.echo(text.format(folder=folder, n=len(todo)))
    for said in show.stopped(edition, campaign.stopped(edition)):
        click.echo(said)
    lines = quantities.lines(campaign, edition, todo)
    sides = len(campaign.design(edition).sides)
    own = quantities.of_file(lines)
    for file in todo:
        click.echo(
            _("  {file}: leaflets {n}, pages {pages}, copies {copies}").format(
                file=file.name,
                n=len(file.versions),
                pages=len(file.versions) * sides,
                copies=_said(quantities.counted(own[file.name])),
            )
        )
    missing = campaign.editions[edition].imprint.missing
    if missing:
        text = _("Not yet in the imprint of {file}: {names}")
        home = f"editions/{edition}.yml"
        click.echo(text.format(file=home, names=", ".join(f"imprint.{name}" for name in missing)))
    blanks = licence.application(campaign, edition).blanks
    if blanks:
        text = _("To be filled in on the application for a licence: {names}")
        click.echo(text.format(names="; ".join(blanks)))
    if campaign.is_specimen:
        click.echo(_("This is a specimen: nothing here is approved for distribution."))


def _said(copies: "Copies") -> str:
    """Return in words how many copies some leaflets have."""
    if copies.known is None:
        return _("not known yet")
    text = _("{n}, and for {m} places not known yet") if copies.unknown else "{n}"
    said = text.format(n=copies.known, m=copies.unknown)
    return f"{said} ({copies.source})" if copies.source else said


@click.command(
    cls=options.Command, help=later("Tell whether a press can run a PDF, ours or any other.")
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--uncoated",
    is_flag=True,
    cls=options.Option,
    help=later("The paper is not coated: it takes less ink."),
)
@options.lang
def preflight(files: tuple[Path, ...], uncoated: bool) -> None:  # noqa: D103
    from generator.press import preflight as rules

    wrong = False
    for file in files:
        verdict = rules.judge(file.read_bytes(), "uncoated" if uncoated else "coated")
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
