"""canhgiac plan: how many copies go where, what is ordered, and what it costs."""

import json
from collections.abc import Sequence
from gettext import gettext as _
from pathlib import Path

import click

from generator import publish
from generator.cli import options, show
from generator.distribution import homes
from generator.distribution import plan as arithmetic
from generator.distribution.costs import Estimate
from generator.distribution.orders import Delivery, Order, deliveries, is_sample, orders
from generator.distribution.plan import Plan, rules
from generator.distribution.quantities import decimal, grouped
from generator.messages import later
from generator.model.campaign import Campaign
from generator.model.places import SAMPLE
from generator.publish import Part

PART = "distribution/ke-hoach"
_SHOWN = 20
"""Communes on the screen, before the rest is only counted."""


@click.command(
    cls=options.Command,
    help=later("Reckon who gets how many copies, what to order, what it weighs and costs."),
)
@click.argument("edition", required=False)
@click.option(
    "--all", "everything", is_flag=True, cls=options.Option, help=later("Every commune.")
)
@options.as_json
@options.output
@options.content
@options.lang
def plan(  # noqa: D103
    content: Path, output: Path, edition: str | None, everything: bool, as_json: bool
) -> None:
    from generator import build  # with WeasyPrint, half a second to import
    from generator.reports import plan as reports

    campaign = options.campaign(content, supposed=True)
    if edition is not None and edition not in campaign.editions:
        raise show.no_edition(edition, campaign.editions)
    plans = [
        arithmetic.plan(campaign, name)
        for name in sorted(campaign.editions if edition is None else [edition])
    ]
    data = json.dumps(reports.as_data(campaign, plans), ensure_ascii=False, indent=2)
    files = {
        "ke-hoach.xlsx": reports.as_workbook(campaign, plans),
        "ke-hoach.json": data.encode(),
    }

    part = Part(PART, build.about(campaign), is_private=True)
    publish.files(output.resolve(), part, files)
    if as_json:
        click.echo(data)
        return
    _print(campaign, plans, everything)
    click.echo(_("Written: {files}").format(files=f"{output}/{PART}/ke-hoach.xlsx, .json"))


def _print(campaign: Campaign, plans: Sequence[Plan], everything: bool) -> None:
    if is_sample(campaign):
        text = _("{sample}: nobody has counted these figures; do not order by them")
        click.echo(text.format(sample=SAMPLE))
    if len(plans) == 1:
        _print_communes(deliveries(campaign, plans), everything)
    for order in orders(campaign, plans):
        _print_order(order)
    for plan in plans:
        _print_doubts(plan, campaign.editions[plan.edition].languages)
        _print_rules(plan)
    for unit, (said, total) in homes.disagreements(campaign.tables).items():
        text = _("! {unit} counts {said} households, its groups {total}: the groups are believed")
        click.echo(text.format(unit=unit, said=said, total=total))


def _print_communes(found: Sequence[Delivery], everything: bool) -> None:
    shown = found if everything else found[:_SHOWN]
    heads = (
        *(_("code"), _("commune"), _("households"), _("copies")),
        *(_("full bundles"), _("loose copies"), "kg"),
    )
    rows = [
        (
            *(line.unit, line.name, grouped(line.households), grouped(line.copies)),
            *(grouped(line.bundles), grouped(line.rest)),
            "–" if line.grams is None else decimal(-(-line.grams // 100)),
        )
        for line in shown
    ]
    show.print_table(heads, rows)
    if len(found) > len(shown):
        click.echo(_("    … and {n} more (--all)").format(n=len(found) - len(shown)))


def _print_order(order: Order) -> None:
    text = _(
        "{edition}, {language}: {copies} + {reserve} kept by the province = {printed} to print"
    )
    click.echo(
        text.format(
            edition=order.edition,
            language=order.language,
            copies=grouped(order.copies),
            reserve=grouped(order.reserve),
            printed=grouped(order.printed),
        )
    )
    if order.cost is None:
        click.echo(_("    no price is known for it: distribution/prices.csv"))
        return
    click.echo(_("    costs {cost}").format(cost=_cost(order.cost)))
    if order.cheaper:
        text = _("    more costs less: {copies} copies are {saved} đ cheaper")
        saved = grouped(order.cost.dong - order.cheaper.dong)
        click.echo(text.format(copies=grouped(order.cheaper.copies), saved=saved))


def _cost(cost: Estimate) -> str:
    text = f"{grouped(cost.copies)} × {grouped(cost.each)}"
    if cost.plates:
        text += f" + {cost.plates} × {grouped(cost.plate or 0)}"
    return f"{text} = {grouped(cost.dong)} đ ({cost.source})"


def _print_doubts(plan: Plan, languages: Sequence[str]) -> None:
    if plan.uncounted:
        text = _("! {edition}: “chưa có” for {n} places, which get nothing: {names}")
        names = ", ".join(line.name for line in plan.uncounted[:5])
        click.echo(text.format(edition=plan.edition, n=len(plan.uncounted), names=names))
    for language, number in plan.lacking.items():
        text = _("! {edition} has no {language}: {n} households get another language")
        click.echo(text.format(edition=plan.edition, language=language, n=number))
    given = {line.language for line in plan.allocations}
    unread = [tag for tag in languages if tag not in given]
    if given and unread:
        text = _("! {edition}: nobody is given any in {languages}")
        click.echo(text.format(edition=plan.edition, languages=", ".join(unread)))
    for line in show.stopped(plan.edition, plan.stopped):
        click.echo(line)
    if plan.unserved:
        text = _("! {edition} prints no leaflet for {n} places that need it: {names}")
        names = ", ".join(line.name for line in plan.unserved[:5])
        click.echo(text.format(edition=plan.edition, n=len(plan.unserved), names=names))


def _print_rules(plan: Plan) -> None:
    own, *others = rules(plan) or (None,)
    if own is None:
        return
    text = _("{edition} prints {more} more than households and people")
    click.echo(text.format(edition=plan.edition, more=f"{decimal(own.more)}%"))
    said = ", ".join(f"{rule.bundle}: {decimal(rule.more)}%" for rule in others)
    click.echo(
        _("    rounded up to whole bundles at each place it would be {rules}").format(rules=said)
    )
