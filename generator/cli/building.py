"""canhgiac build: everything, in one step."""

from datetime import date
from gettext import gettext as _
from pathlib import Path

import click

from generator.cli import options, show
from generator.content import load
from generator.content.report import Deed
from generator.messages import later
from generator.model.campaign import Campaign
from generator.problems import ContentError
from generator.publish import PublishError


@click.command(
    cls=options.Command,
    help=later("Build site, leaflets and QR pages; replace the output in one step."),
)
@options.memory
@options.output
@options.content
@options.lang
def build(content: Path, output: Path, memory: str | None) -> None:  # noqa: D103
    from generator import build as composition  # with WeasyPrint, half a second to import

    target = output.resolve()  # a link is followed, and the renderers run elsewhere
    _apart(content, output)
    report = load(content, date.today(), options.recall(target, memory))
    campaign = report.allow(Deed.PUBLISH)
    show.print_notes(report.problems, str(content))
    try:
        composition.build(campaign, target, progress=show.progress)
    except ContentError as error:
        raise report.located(error) from None
    _print_summary(campaign, output)


def _apart(content: Path, output: Path) -> None:
    """Refuse an output in which content would be lost."""
    tree, target = content.resolve(), output.resolve()
    if tree in (target, *target.parents):
        raise PublishError(_("{folder} is inside the content").format(folder=output))
    if target in tree.parents:
        raise PublishError(
            _("{folder} holds the content; choose another --output").format(folder=output)
        )


_LISTED = 12
"""Leaflets and QR pages named one by one; of more, their number is said."""


def _print_summary(campaign: Campaign, output: Path) -> None:
    to = campaign.addresses
    made = [(_("Site"), f"{output}/site/index.html", ", ".join(campaign.languages))]
    printed = [(to.leaflet(v.edition, v.unit, v.language), v) for v in campaign.versions.values()]
    leaflets = [
        (_("Leaflet"), f"{output}/{path}.pdf", version.language)
        for path, version in printed
        if (output / f"{path}.pdf").is_file()  # of very many places, only the first
    ]
    pages = [
        (_("QR page"), f"{output}/site/{to.landing(c.code)}index.html", to.qr_text(c.code))
        for c in campaign.codes
    ]
    for what, found, folder in (
        (_("Leaflet"), leaflets, f"{output}/leaflets/"),
        (_("QR page"), pages, f"{output}/site/Q/"),
    ):
        made += found if len(found) <= _LISTED else [(what, folder, str(len(found)))]
    if campaign.heard:
        scripts = ", ".join(campaign.heard)
        made.append((_("For loudspeakers"), f"{output}/loudspeaker/", scripts))
    made.append((_("For Zalo and Fanpages"), f"{output}/posts/", ", ".join(campaign.languages)))
    texted = [tag for tag in campaign.languages if (output / f"sms/{tag}.csv").is_file()]
    if texted:
        made.append((_("Text messages"), f"{output}/sms/", ", ".join(texted)))
    if campaign.talked:
        made.append((_("Slides"), f"{output}/slides/", ", ".join(campaign.talked)))
    lessons = ", ".join(campaign.languages)
    made.append((_("Situation cards"), f"{output}/lessons/", lessons))
    quizzed = [tag for tag in campaign.languages if campaign.quizzes(tag)]
    if quizzed:
        made.append((_("Quiz"), f"{output}/quiz/", ", ".join(quizzed)))
    if campaign.hung:
        made.append((_("Banners"), f"{output}/banners/", ", ".join(campaign.hung)))
    made.append((_("Web server"), f"{output}/server/", "nginx.conf, apache.conf, Caddyfile"))
    made.append((_("Checksums"), f"{output}/site/manifest.json", campaign.content_revision))
    click.echo(
        _("Built “{title}” – {issuer}").format(title=campaign.title, issuer=campaign.issuer)
    )
    widths = [max(len(row[column]) for row in made) for column in (0, 1)]
    for what, where, whom in made:
        click.echo(f"  {what:{widths[0]}}  {where:{widths[1]}}  {whom}")
    if campaign.is_specimen:
        click.echo(_("This is a specimen: nothing here is approved for distribution."))
    command = f"python3 -m http.server --directory {output}/site 8000"
    click.echo(_("To look at it: {command}").format(command=command))
    click.echo(_("then open {address}").format(address="http://127.0.0.1:8000/"))
