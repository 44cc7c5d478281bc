"""canhgiac coverage and sample: how far leaflets have come, and what a visit proves of it."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from generator import publish
from generator.cli import options, show, visiting
from generator.cli.approving import yes
from generator.content import sampling
from generator.distribution import coverage as arithmetic
from generator.distribution.coverage import missing_first
from generator.distribution.homes import Homes, homes
from generator.distribution.sampling import TooFewError
from generator.messages import later
from generator.model.campaign import Campaign
from generator.model.places import SAMPLE
from generator.model.receipts import Sampled
from generator.publish import Part, PublishError
from generator.reports import coverage as words
from generator.reports.coverage import FOLDER, Report

_SHOWN = 12
"""Communes on the screen, before the rest is only counted."""


@click.command(
    cls=options.Command,
    help=later("Report how far leaflets have come: delivered, confirmed, verified."),
)
@click.argument("edition", required=False)
@options.as_json
@options.output
@options.content
@options.lang
def coverage(content: Path, output: Path, edition: str | None, as_json: bool) -> None:  # noqa: D103
    from generator import build  # with WeasyPrint, half a second to import
    from generator.reports import letter, page, tables

    campaign = options.campaign(content)
    report = words.report(campaign, _edition(campaign, edition))
    data = json.dumps(words.as_data(report), ensure_ascii=False, indent=1) + "\n"
    files = {
        "index.html": page.html(report),
        "bao-cao.xlsx": tables.as_workbook(report),
        "bao-cao.docx": letter.docx(report),
        "bao-cao.json": data.encode(),
    }

    part = Part(FOLDER, build.about(campaign), is_private=True)
    publish.files(output.resolve(), part, files)
    if as_json:
        print(data, end="")
        return
    _print(report)
    click.echo(_("Written: {files}").format(files=f"{output}/{FOLDER}/index.html, .xlsx, .docx"))
    click.echo(_("They are private: do not put them on a public site."))


def _edition(campaign: Campaign, wanted: str | None) -> str:
    """Return the edition to report on: the one that was named, else the only one there is."""
    known = arithmetic.editions(campaign)
    if wanted in known:
        return str(wanted)
    if wanted is None and len(known) == 1:
        return known[0]
    if wanted is not None and wanted not in campaign.editions:
        raise show.no_edition(wanted, campaign.editions)
    if not known or wanted is not None:
        raise PublishError(
            _("no bundle for households has a label yet, so that nothing can be confirmed")
        )
    text = _("name the edition; there are: {known}")
    raise PublishError(text.format(known=", ".join(known)))


def _print(report: Report) -> None:
    found, sums = report.found, report.found.sums
    if report.is_sample:
        text = _("{sample}: nobody has counted these figures; do not report them")
        click.echo(text.format(sample=SAMPLE))
    lines = (
        (_("delivered"), words.of(sums.delivered)),
        (_("confirmed"), words.of(sums.signed)),
        (_("verified"), words.verified(report)),
        (_("communes reporting"), words.of(found.reporting)),
        *((words.LINES[kind], words.reach(reach)) for kind, reach in found.others.items()),
    )
    wide = max(len(name) for name, _value in lines) + 1
    for name, value in lines:
        click.echo(f"{name + ':':{wide}} {value}")
    for sample in report.samples:
        where = words.within(report.campaign, sample)
        click.echo(f"{sample.sample} ({where}): {words.verdict(sample)}")
    heads = (
        _("code"),
        _("commune"),
        _("households"),
        _("still missing"),
        _("delivered"),
        _("confirmed"),
    )
    short = [of for of in missing_first(found) if of.sums.delivered.missing]
    rows = [
        (
            *(of.unit.code, of.unit.name, words.number(of.sums.households)),
            words.number(of.sums.delivered.missing),
            *(words.percent(share.tenths) for share in of.sums),
        )
        for of in short[:_SHOWN]
    ]
    if rows:
        show.print_table(heads, rows)
    if len(short) > _SHOWN:
        click.echo(_("    … and {n} more in the report").format(n=len(short) - _SHOWN))
    for line in found.over[:_SHOWN]:
        text = _("! {place}: more was reported than there is: {why}")
        click.echo(text.format(place=f"{line.homes.key} {line.homes.name}", why=words.over(line)))
    odd = len(found.signed) + len(found.surplus)
    if odd:
        text = _("! {n} counts of bundles do not agree: “Cần đối chiếu” in the report has them")
        click.echo(text.format(n=odd))
    if found.uncounted:
        text = _("! nobody counted the households of {n} places: they are in no figure")
        click.echo(text.format(n=len(found.uncounted)))


# -- samples -------------------------------------------------------------------------------------


@click.command(
    cls=options.Command,
    help=later("Draw which households to visit: 60 of as many groups, the same for everybody."),
)
@click.argument("name")
@click.argument("units", nargs=-1)
@click.option(
    "-o",
    "table",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    metavar="di-kiem-tra.xlsx",
    cls=options.Option,
    help=later("Write the list for those who go to a workbook too."),
)
@click.option(
    "--results",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    default=None,
    metavar="di-kiem-tra.xlsx",
    cls=options.Option,
    help=later("Read what was found back in from that list, filled in: Excel or CSV."),
)
@yes
@options.as_json
@options.content
@options.lang
def sample(  # noqa: D103
    content: Path,
    name: str,
    units: Sequence[str],
    table: Path | None,
    results: Path | None,
    yes: bool,
    as_json: bool,
) -> None:
    if results:
        if units or table:
            raise click.UsageError(_("--results stands alone: the sample is drawn already"))
        sys.exit(visiting.take(content, name, results, yes, as_json))
    try:
        tree, drawn = sampling.draw(content, name, units, date.today())
    except TooFewError as error:
        message = _("{why}; join communes, or leave them out for the whole province")
        raise click.ClickException(message.format(why=error)) from None
    lists = {one.key: one for one in homes(tree.tables)}
    rows = [_visit(row, lists) for row in sorted(drawn, key=lambda row: row.place)]
    heads = (_("code"), _("commune"), _("group"), _("household"))
    if table:
        table.write_bytes(_to_take_along(name, rows))
    if as_json:
        print(json.dumps([_data(row) for row in drawn], ensure_ascii=False, indent=1))
        return
    show.print_table(heads, rows)
    text = _("{n} households of sample {name}. Go to just these, and fill in what was found.")
    click.echo(text.format(n=len(drawn), name=name))
    text = _("Take the list along with -o {file}; read it back with: {command}")
    command = f"canhgiac sample {name} --results {table or 'di-kiem-tra.xlsx'}"
    click.echo(text.format(file=table or "di-kiem-tra.xlsx", command=command))


def _visit(row: Sampled, lists: dict[str, Homes]) -> tuple[str, str, str, str]:
    """Return where to go: code, commune, group, which household of its list."""
    one = lists.get(row.place)
    if one is None:
        return row.place, "", "", str(row.household)
    group = one.group.name if one.group else ""
    return row.place, one.unit.name, group, str(row.household)


def _data(row: Sampled) -> dict[str, Any]:
    return row.model_dump(mode="json")


def _to_take_along(name: str, rows: Sequence[tuple[str, str, str, str]]) -> bytes:
    from generator.typesetting.workbook import Sheet, workbook

    header = ("mã nơi", "xã, phường", "tổ, thôn", "hộ thứ", "có tờ rơi (có hoặc không)", "ngày")
    notes = (
        f"Mẫu {name}. Đến đúng những hộ này; đếm theo danh sách của tổ hoặc của xã.",
        "Hộ đi vắng thì hẹn quay lại, không đổi sang hộ khác. Chưa gặp thì để trống.",
        f"Điền xong, đọc lại bằng lệnh: canhgiac sample {name} --results TÊN-TỆP.xlsx",
    )
    table = [(*row[:3], int(row[3]), None, None) for row in rows]
    return workbook([Sheet("Hộ kiểm tra", header, table, notes=notes)], date(2000, 1, 1))
