"""canhgiac labels: what goes with the bundles of an edition, and the register of their labels."""

import json
import re
import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

import click

from generator import publish
from generator.cli import options, show
from generator.cli.approving import yes
from generator.content import writing
from generator.content.writing import Labelled
from generator.distribution.packing import Load, loads
from generator.distribution.quantities import grouped
from generator.messages import later
from generator.model.facts import TEXTED
from generator.problems import printable
from generator.publish import Part, PublishError


def _phone(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    number = re.sub(r"[ .-]", "", value)
    number = re.sub(r"^\+?84(?=[35789][0-9]{8}$)", "0", number)
    if not re.fullmatch(TEXTED, number):
        text = _("“{text}” takes no text messages: write a mobile number, such as 0912345678")
        raise click.BadParameter(text.format(text=printable(value)))
    return number


def _until(_ctx: click.Context, _param: click.Parameter, value: date | None) -> date | None:
    if value is not None and value < date.today():
        raise click.BadParameter(_("this day is over"))
    return value


@click.command(
    cls=options.Command,
    help=later("Make labels and delivery slips for the bundles of an edition."),
)
@click.argument("edition")
@click.option(
    "--phone",
    cls=options.Option,
    callback=_phone,
    metavar="0912345678",
    help=later("Who takes the messages that confirm a bundle; without it no label asks for any."),
)
@click.option(
    "--until",
    cls=options.Option,
    type=options.Day(),
    callback=_until,
    metavar="31/3/2027",
    help=later("The last day on which that phone is read; it stands on the labels."),
)
@options.as_json
@yes
@options.memory
@options.output
@options.content
@options.lang
def labels(  # noqa: D103
    edition: str,
    phone: str | None,
    until: date | None,
    as_json: bool,
    yes: bool,
    memory: str | None,
    output: Path,
    content: Path,
) -> None:
    from generator.press import delivery
    from generator.press.labels import Phone
    from generator.press.sheets import LackingError

    if (phone is None) != (until is None):
        raise click.UsageError(_("--phone and --until go together: a phone is read only so long"))
    asked = Phone(phone, until) if phone and until else None

    def agreed() -> bool:
        asked = _(
            "Figures are a sample, and the code of a label is for ever. Make labels of them?"
        )
        return yes or options.agrees(asked, err=True)

    recall = options.recall(output, memory)
    labelled = writing.label(content, edition, date.today(), recall, agreed)
    if labelled is None:
        click.echo(_("Nothing was written."), err=True)
        sys.exit(1)
    from generator import build  # with WeasyPrint, half a second to import

    campaign = labelled.campaign
    found = loads(campaign.tables, labelled.plan, labelled.register)
    folder = delivery.folder(edition)

    def fill(stage: Path) -> None:
        with show.progress(delivery.FILES, _("drawing")) as done:
            for artifact in delivery.artifacts(campaign, edition, found, asked, done):
                publish.write(stage, artifact)

    judge = partial(delivery.faults, found, asked)
    part = Part(folder, build.about(campaign), judge, is_private=True)
    try:
        publish.publish(output, [part], fill)
    except LackingError as error:
        raise PublishError(str(error)) from None
    if as_json:
        click.echo(json.dumps(_as_data(labelled, found, folder), ensure_ascii=False, indent=2))
    else:
        _tell(labelled, found, output / folder, content / writing.LABELS)
        if asked is None:
            click.echo(
                _("No phone number stands on these labels. To have one: --phone and --until")
            )


def _as_data(labelled: Labelled, found: Sequence[Load], folder: str) -> dict[str, object]:
    from generator.press import labels as paper
    from generator.press import slips

    return {
        "edition": labelled.plan.edition,
        "folder": folder,
        "new": [line.code for line in labelled.new if line.status == "active"],
        "retired": [line.code for line in labelled.new if line.status == "retired"],
        "communes": len(found),
        "bundles": sum(load.counts.bundles for load in found),
        "copies": sum(load.counts.copies for load in found),
        "households": sum(load.counts.households for load in found),
        "uncounted": [line.place for line in labelled.plan.uncounted],
        "stopped": labelled.plan.stopped,
        "surplus": [line._asdict() for line in labelled.surplus],
        "late": [line.code for line in labelled.late],
        "sample": any(load.is_sample for load in found),
        "pages": {"labels": paper.page_count(found), "slips": slips.page_count(found)},
    }


def _tell(labelled: Labelled, found: Sequence[Load], folder: Path, register: Path) -> None:
    """Say what was made, and which labels hold no more."""
    from generator.press import labels as paper
    from generator.press import slips
    from generator.press.delivery import LABELS, SLIPS

    sheets, slip_pages = paper.page_count(found), slips.page_count(found)
    bundles, copies = (sum(load.counts[at] for load in found) for at in (2, 1))
    text = _("{folder}: communes {communes}, bundles {bundles}, leaflets {copies}")
    figures = {"communes": len(found), "bundles": grouped(bundles), "copies": grouped(copies)}
    click.echo(text.format(folder=folder, **figures))
    text = _("  {file}: sheets {n}, of which {more} because each commune begins on a new one")
    more = sheets - paper.fewest_pages(found)
    click.echo(text.format(file=LABELS, n=grouped(sheets), more=grouped(more)))
    click.echo(_("  {file}: pages {n}").format(file=SLIPS, n=grouped(slip_pages)))
    retired = [line.code for line in labelled.new if line.status == "retired"]
    issued = len(labelled.new) - len(retired)
    if not labelled.new:
        click.echo(_("Every bundle had its label already."))
    if issued:
        text = ngettext(
            "{n} label is new. Keep {file} for ever: it grows and is never edited.",
            "{n} labels are new. Keep {file} for ever: it grows and is never edited.",
            issued,
        )
        click.echo(text.format(n=grouped(issued), file=register))
        if issued <= show.LISTED or issued < bundles:
            active = {line.code for line in labelled.new if line.status == "active"}
            text = _("{code} (sheet {n})")
            on_sheets = [
                text.format(code=one.label.code, n=page)
                for page, (_load, on_it) in enumerate(paper.on_sheets(found), start=1)
                for one in on_it
                if one.label.code in active
            ]
            click.echo(f"  {show.listed(on_sheets)}")
    if retired:
        text = ngettext(
            "{n} label holds no more, for the plan has changed: throw its print away. {codes}",
            "{n} labels hold no more, for the plan has changed: throw their prints away. {codes}",
            len(retired),
        )
        click.echo(text.format(n=grouped(len(retired)), codes=show.listed(retired)))
    for said in show.stopped(labelled.plan.edition, labelled.plan.stopped):
        click.echo(said)
    for line in labelled.surplus[: show.LISTED]:
        text = _("! {place}, {language}: {handed} were handed over, the plan has {needed} now")
        click.echo(text.format(**line._asdict()))
    left = len(labelled.surplus) - show.LISTED
    if left > 0:
        click.echo(_("    … and {n} more (--json)").format(n=left))
    if labelled.late:
        text = _("! Labels that hold no more, and yet have receipts ({n}): {codes}")
        late = [line.code for line in labelled.late]
        click.echo(text.format(n=grouped(len(late)), codes=show.listed(late)))
    uncounted = len(labelled.plan.uncounted)
    if uncounted:
        text = ngettext(
            "{n} place has no figure and gets no bundle.",
            "{n} places have no figure and get no bundle.",
            uncounted,
        )
        click.echo(text.format(n=grouped(uncounted)))
    if any(load.is_sample for load in found):
        click.echo(_("Figures are a sample, as labels and slips say: hand out nothing by them."))
