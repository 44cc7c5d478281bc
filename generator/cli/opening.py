"""canhgiac codes, canhgiac scans: whether codes on paper open, how often, and no longer."""

import csv
import gzip
import io
import json
import secrets
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

import click

from generator.channels import landing
from generator.cli import options, show
from generator.cli.approving import yes
from generator.content import writing
from generator.content.tree import read_tree
from generator.distribution import codes as registers
from generator.distribution import scans as arithmetic
from generator.distribution import served, suppression
from generator.distribution.scans import Scans
from generator.distribution.served import Silent, Site
from generator.distribution.suppression import Shown
from generator.messages import later
from generator.model.printing import ShortCode
from generator.problems import printable

_LISTED = 16
"""Codes on the screen; of more, their number is said."""


def _print_more(left: int) -> None:
    if left > 0:
        click.echo(_("and {n} more: --json").format(n=left))


# -- codes verify --------------------------------------------------------------------------------


@click.group(cls=options.Group, help=later("Look after the codes that are on paper."))
@options.lang
def codes() -> None:  # noqa: D103
    pass


def _site(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Site | None:
    try:
        return served.site(value) if value else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@codes.command(help=later("Ask a served site for the page of every code."))
@click.option(
    "--url",
    metavar="https://…",
    callback=_site,
    default=None,
    cls=options.Option,
    help=later("The site to ask; the address of the campaign where none is said."),
)
@options.as_json
@options.content
@options.lang
def verify(content: Path, url: Site | None, as_json: bool) -> None:  # noqa: D103
    campaign = options.campaign(content)
    where = url or served.site(campaign.addresses.base_url)
    every = [line.code for line in campaign.codes]
    total = len(served.paths(every))
    asked = 0
    with show.progress(-(-total // _STEP), _("asking")) as tell:

        def told() -> None:
            nonlocal asked
            asked += 1
            if asked % _STEP == 0 or asked == total:
                tell(_("asked {n} of {m}").format(n=asked, m=total))

        try:
            found = list(served.faults(where, every, landing.code_on, told))
        except Silent:
            text = _("{where} does not answer: {why}")
            why = _("nobody answers there")
            raise click.ClickException(text.format(where=where.address, why=why)) from None
    if as_json:
        listed = [fault._asdict() for fault in found]
        data = {"address": where.address, "codes": len(every), "asked": total, "faults": listed}
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for fault in found[:_LISTED]:
            click.echo(f"{fault.code}  {fault.path}  {printable(fault.message)}")
        _print_more(len(found) - _LISTED)
        text = _("{address}: codes {n}, addresses asked {m}, wrong {wrong}.")
        click.echo(text.format(address=where.address, n=len(every), m=total, wrong=len(found)))
    if found:
        sys.exit(1)


_STEP = 500
"""Addresses asked between two lines of progress."""

# -- codes retire --------------------------------------------------------------------------------


@codes.command(help=later("Retire codes: their pages say since when, and where to go."))
@click.argument("retiring", nargs=-1, required=True, metavar="CODE…")
@yes
@options.content
@options.lang
def retire(content: Path, retiring: Sequence[str], yes: bool) -> None:  # noqa: D103
    def agreed(lines: list[ShortCode]) -> bool:
        for line in lines:
            click.echo(f"{line.code}  {line.edition}, {line.unit}, {line.language}")
        for edition, language in registers.ended(lines, before):
            text = _("! {edition} has no other code in {language}: nothing of it can be printed"
                     " after this, until there is a new edition")  # fmt: skip
            click.echo(text.format(edition=edition, language=language))
        asked = _("A retired code never comes back, and prints no more. Write this?")
        return yes or options.agrees(asked)

    before = read_tree(content, date.today()).register
    wanted = [code.strip().upper() for code in retiring]
    new = writing.retire(content, wanted, date.today(), agreed)
    if not new:
        click.echo(_("Nothing was written."))
        return
    text = ngettext(
        "{n} code retired. Record it now: git add -A, git commit",
        "{n} codes retired. Record it now: git add -A, git commit",
        len(new),
    )
    click.echo(text.format(n=len(new)))


# -- scans ---------------------------------------------------------------------------------------


@click.command(
    cls=options.Command,
    help=later("Count by code and week how often pages of codes were opened, from access logs."),
)
@click.argument(
    "logs",
    nargs=-1,
    required=True,
    metavar="ACCESS_LOG…",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "-o",
    "table",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    metavar="luot-mo.csv",
    cls=options.Option,
    help=later("Write the table to a CSV file too."),
)
@options.as_json
@options.content
@options.lang
def scans(content: Path, logs: Sequence[Path], table: Path | None, as_json: bool) -> None:  # noqa: D103
    if table and any(table.exists() and table.samefile(log) for log in logs):
        raise click.BadParameter(_("this is a log, which is only read"), param_hint="-o")
    campaign = options.campaign(content)
    meaning = {line.code: line for line in campaign.codes}
    found = arithmetic.count(_lines(logs), meaning, secrets.token_bytes(16))
    if found.unread and not found.openings:
        raise click.ClickException(
            _("no line was understood: logs are read in the combined form of nginx and Apache, or"
              " as the JSON of Caddy")
        )  # fmt: skip
    shown = suppression.suppress(found.openings)
    if table:
        table.write_text(_csv(meaning, shown), "utf-8")
    if as_json:
        print(json.dumps(_as_data(meaning, found, shown), ensure_ascii=False, indent=2))
    else:
        _print(meaning, found, shown)


_CHUNK = 1 << 24
"""Bytes of a log between two lines of progress."""


def _lines(logs: Sequence[Path]) -> Iterator[bytes]:
    """Yield the lines of logs, unpacked where they are packed."""
    total = sum(-(-log.stat().st_size // _CHUNK) for log in logs)
    with show.progress(total, _("reading")) as tell:
        for log in logs:
            with log.open("rb") as raw:
                is_packed = raw.peek(2)[:2] == b"\x1f\x8b"
                text = gzip.GzipFile(fileobj=raw) if is_packed else raw
                told = 0
                try:
                    while lines := text.readlines(_CHUNK):
                        yield from lines
                        with suppress(OSError):  # a pipe does not know where it is
                            while raw.tell() > told:
                                told += _CHUNK
                                tell(printable(log.name))
                except (EOFError, gzip.BadGzipFile, zlib.error):
                    message = _("{file} is damaged, or not yet whole").format(file=log)
                    raise click.ClickException(message) from None


def _csv(meaning: Mapping[str, ShortCode], shown: Shown) -> str:
    """Return one line for each code and week with openings."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("code", "edition", "unit", "language", "week", "openings"))
    for (code, week), count in shown.cells.items():
        line = meaning[code]
        writer.writerow((code, line.edition, line.unit, line.language, week, _said(count)))
    return out.getvalue()


def _said(count: int | None) -> str:
    return f"<{suppression.LEAST}" if count is None else str(count)


def _as_data(meaning: Mapping[str, ShortCode], found: Scans, shown: Shown) -> dict[str, object]:
    weeks: dict[str, dict[str, int | None]] = {}
    for (code, week), count in shown.cells.items():
        weeks.setdefault(code, {})[week] = count
    return {
        "least": suppression.LEAST,
        "openings": shown.total,
        "weeks": dict(sorted(shown.columns.items())),
        "codes": [
            {
                **meaning[code].model_dump(include={"code", "edition", "unit", "language"}),
                "openings": total,
                "weeks": weeks[code],
            }
            for code, total in shown.rows.items()
        ],
        "unknown": found.unknown,
        "dropped": {"repeats": found.repeats, "robots": found.robots},
        "unread": found.unread,
    }


def _print(meaning: Mapping[str, ShortCode], found: Scans, shown: Shown) -> None:
    """Print totals by week and by code; how many lines there were would tell a hidden total."""

    def total(count: int | None) -> str:
        return _("hidden") if count is None else str(count)

    click.echo(_("Openings: {n}").format(n=total(shown.total)))
    for week, count in sorted(shown.columns.items()):
        click.echo(f"  {week}  {total(count):>7}")
    rows = sorted(shown.rows.items(), key=lambda row: (-(row[1] or 0), row[0]))
    if rows:
        click.echo(_("By code:"))
    for code, count in rows[:_LISTED]:
        line = meaning[code]
        click.echo(f"  {code}  {total(count):>7}  {line.edition}, {line.unit}, {line.language}")
    _print_more(len(rows) - _LISTED)
    hidden = list(shown.cells.values()).count(None)
    if hidden:
        text = ngettext(
            "{n} figure of a code in a week is under {least} and hidden.",
            "{n} figures of a code in a week are under {least} and hidden.",
            hidden,
        )
        click.echo(text.format(n=hidden, least=suppression.LEAST))
        click.echo(_("A total that would give such a figure away is hidden too."))
    reasons = {
        arithmetic.MISTYPED: _("codes that were mistyped: {n}"),
        arithmetic.NOT_ISSUED: _("codes that nobody issued, perhaps forged: {n}"),
        arithmetic.NOT_OPENED: _("codes of ours that did not open: {n}"),
    }
    for reason, sentence in reasons.items():
        if reason in found.unknown:
            click.echo(sentence.format(n=found.unknown[reason]))
    text = _("Not counted: link previews and programs {robots}, the same phone again {repeats}.")
    click.echo(text.format(robots=found.robots, repeats=found.repeats))
    if found.unread:
        click.echo(_("lines not understood: {n}").format(n=found.unread))
