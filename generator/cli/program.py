"""canhgiac: parse, call, report, exit code."""

import json
import multiprocessing
import os
import socket
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from generator import __version__, messages, publish
from generator.artifact import Artifact
from generator.content import completeness, fingerprint_tree, inspect, load_campaign
from generator.content import memory as history
from generator.content import tree as content_tree
from generator.content.rules import references as rules
from generator.distribution import codes
from generator.messages import later
from generator.model import Campaign, State
from generator.problems import ContentError, Problem
from generator.publish import PublishError

Function = TypeVar("Function", bound=Callable[..., Any])

_STATES = {
    State.MISSING: (later("missing"), "red"),
    State.UNREVIEWED: (later("unreviewed"), "yellow"),
    State.STALE: (later("stale"), "magenta"),
    State.REVIEWED: (later("reviewed"), "cyan"),
    State.APPROVED: (later("approved"), "green"),
}


class _Help(click.Command):
    """Shows its help in the language spoken when it is asked for."""

    def get_short_help_str(self, limit: int = 45) -> str:
        return _(self.help or "")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(self.help or ""))


class _Group(_Help, click.Group):
    command_class = _Help


class _Option(click.Option):
    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        return record and (record[0], _(self.help or ""))


def _speak(_ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value:
        messages.speak(value)


_lang = click.option(
    "--lang",
    type=click.Choice(messages.SPOKEN),
    is_eager=True,
    expose_value=False,
    callback=_speak,
    cls=_Option,
    help=later("Language of messages: vi or en."),
)


def _content(command: Function) -> Function:
    return click.option(
        "--content",
        type=click.Path(path_type=Path),
        default=Path("campaign_content"),
        cls=_Option,
        help=later("Folder of content files."),
    )(command)


@click.group(
    cls=_Group, help=later("One tree of warnings in; a site, leaflets and QR codes out.")
)
@click.version_option(__version__, cls=_Option, help=later("Show the version and exit."))
@_lang
def cli() -> None:  # noqa: D103  (its help is above)
    pass


@cli.command(help=later("Read every content file and print what is wrong and what is missing."))
@click.option("--json", "as_json", is_flag=True, cls=_Option, help=later("Print JSON."))
@_content
@_lang
def check(content: Path, as_json: bool) -> None:  # noqa: D103
    campaign, problems = inspect(content, date.today())
    if as_json:
        print(json.dumps(_report(campaign, problems), ensure_ascii=False, indent=2))
    elif campaign is None:
        _print_problems(problems)
    else:
        _print_completeness(campaign)
        if problems:
            heading = (
                _("Before the campaign can be official ({n}):")
                if campaign.is_specimen
                else _("An official campaign cannot be published like this ({n}):")
            )
            click.echo("\n" + heading.format(n=len(problems)))
            for problem in problems:
                click.echo(str(problem))
    if campaign is None or (problems and not campaign.is_specimen):
        sys.exit(1)


def _report(campaign: Campaign | None, problems: list[Problem]) -> dict[str, Any]:
    return {
        "ok": campaign is not None and (campaign.is_specimen or not problems),
        "revision": campaign.revision if campaign else None,
        "problems": [problem._asdict() for problem in problems],
        "completeness": dict(completeness(campaign)) if campaign else {},
    }


def _print_problems(problems: list[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)
    click.echo(_("{n} mistakes. Nothing was written.").format(n=len(problems)), err=True)


def _print_completeness(campaign: Campaign) -> None:
    table = Table(title=_("Completeness: methods × languages"), title_justify="left")
    table.add_column(_("Method"), overflow="fold")
    for tag in campaign.tags:
        table.add_column(escape(f"{tag} – {campaign.languages[tag].name}"))
    for slug, states in completeness(campaign):
        cells = (f"[{_STATES[state][1]}]{_(_STATES[state][0])}" for state in states.values())
        table.add_row(slug, *cells)
    Console().print(table)


@cli.command(help=later("Build site, leaflets and QR pages; replace the output in one step."))
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("dist"),
    cls=_Option,
    help=later("Folder to build into."),
)
@_content
@_lang
def build(content: Path, output: Path) -> None:  # noqa: D103
    target = output.resolve()  # a link is followed, and the renderers run elsewhere
    if content.resolve() in (target, *target.parents):
        raise PublishError(_("{folder} is inside the content").format(folder=output))
    campaign = load_campaign(content, date.today())
    history.check(content / content_tree.CODES)
    publish.publish(target, campaign, lambda stage: _fill(stage, campaign))
    _print_summary(campaign, output)


_FOLDERS = {"landing": "", "feed": "", "leaflet": "leaflets"}
"""Where on the site the artifacts of each channel go, beside MkDocs' own pages."""


def _fill(stage: Path, campaign: Campaign) -> None:
    """Run every channel of every language, and a site build per language, in parallel.

    All get the campaign that was read once: a file edited meanwhile cannot make them disagree.
    """
    parts, site = stage / "parts", stage / "site"
    labels = {
        "landing": _("QR pages, {language}"),
        "feed": _("news feeds, {language}"),
        "leaflet": _("leaflets, {language}"),
        "site": _("site, {language}"),
    }
    context = multiprocessing.get_context("spawn")
    with (
        ProcessPoolExecutor(os.cpu_count(), context, _start_worker) as pool,
        _progress(len(campaign.tags) * len(labels)) as done,
    ):
        running: dict[Future[Any], tuple[str, str]] = {}
        for tag in campaign.tags:
            for name in _FOLDERS:
                running[pool.submit(_run_channel, name, campaign, tag)] = (name, tag)
            job = pool.submit(_build_language, campaign, tag, parts / tag)
            running[job] = ("site", tag)
        artifacts: dict[str, list[Artifact]] = {name: [] for name in _FOLDERS}
        try:
            for future in as_completed(running):
                name, tag = running[future]
                artifacts.get(name, []).extend(future.result() or [])
                done(labels[name].format(language=campaign.languages[tag].name))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    (parts / campaign.source).rename(site)
    for tag in campaign.tags[1:]:
        (parts / tag).rename(site / tag)
    parts.rmdir()
    for name, folder in _FOLDERS.items():
        publish.write(site / folder, artifacts[name])
    pdfs = [artifact for artifact in artifacts["leaflet"] if artifact.path.endswith(".pdf")]
    publish.write(stage / "leaflets", pdfs)


def _run_channel(name: str, campaign: Campaign, tag: str) -> list[Artifact]:
    from generator.channels import CHANNELS  # with WeasyPrint, half a second to import

    return list(CHANNELS[name](campaign, tag))


def _build_language(campaign: Campaign, tag: str, folder: Path) -> None:
    from generator import mkdocs_hooks

    mkdocs_hooks.build_language(campaign, tag, folder)


def _start_worker() -> None:
    """Speak the program's language, and end when it is killed: an orphan would go on writing."""
    messages.speak(os.environ["LANGUAGE"])
    parent = multiprocessing.parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


class _progress:
    """A bar on a terminal, a line per step elsewhere."""

    def __init__(self, total: int) -> None:
        self._console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, console=self._console, transient=True)
        self._task = self._bar.add_task(_("building"), total=total)

    def __enter__(self) -> Callable[[str], None]:
        if self._console.is_terminal:
            self._bar.start()
        return self._done

    def __exit__(self, *_error: object) -> None:
        self._bar.stop()

    def _done(self, step: str) -> None:
        if self._console.is_terminal:
            self._bar.update(self._task, advance=1, description=escape(step))
        else:
            self._console.print(f"  {step}", highlight=False, markup=False)


def _print_summary(campaign: Campaign, output: Path) -> None:
    names = {tag: campaign.languages[tag].name for tag in campaign.tags}
    made = [(_("Site"), f"{output}/site/index.html", ", ".join(names.values()))]
    for name, edition in campaign.editions.items():
        for tag in campaign.printed(name):
            made.append(
                (_("Leaflet"), f"{output}/leaflets/{edition.design}/{tag}.pdf", names[tag])
            )
    for code in campaign.codes:
        page = f"{output}/site/{campaign.landing_path(code)}index.html"
        made.append((_("QR page"), page, campaign.qr_text(code)))
    made.append((_("Checksums"), f"{output}/manifest.json", campaign.revision))
    title, issuer = campaign.settings.title, campaign.settings.issuer
    click.echo(_("Built “{title}” – {issuer}").format(title=title, issuer=issuer))
    widths = [max(len(row[column]) for row in made) for column in (0, 1)]
    for what, where, whom in made:
        click.echo(f"  {what:{widths[0]}}  {where:{widths[1]}}  {whom}")
    if campaign.is_specimen:
        click.echo(_("This is a specimen: nothing here is approved for distribution."))
    command = f"python3 -m http.server --directory {output}/site 8000"
    click.echo(_("To look at it: {command}").format(command=command))


@cli.command(help=later("Show the site on this machine and reload it on every change."))
@click.option(
    "--port", type=int, default=8000, cls=_Option, help=later("Port to listen on, such as 8001.")
)
@_content
@_lang
def serve(content: Path, port: int) -> None:  # noqa: D103
    from generator import mkdocs_hooks

    load_campaign(content, date.today())
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise click.ClickException(
                _("port {port} is busy; take another with --port").format(port=port)
            )
    click.echo(_("Open {address}; stop with Ctrl-C").format(address=f"http://127.0.0.1:{port}/"))
    mkdocs_hooks.serve_site(content, port)


@cli.command(help=later("Issue a QR code for every language of an edition that has none yet."))
@click.argument("edition")
@_content
@_lang
def issue(content: Path, edition: str) -> None:  # noqa: D103
    tree = content_tree.read_tree(content, date.today())
    if edition not in tree.editions:
        known = ", ".join(tree.editions) or "-"
        raise click.ClickException(
            _("there is no edition {name}; there are: {known}").format(name=edition, known=known)
        )
    if tree.problems:
        raise ContentError(tree.problems)
    revision = fingerprint_tree(tree)
    new = list(codes.issue(edition, tree.editions[edition], revision, date.today(), tree.codes))
    tree.codes += new
    if mistakes := list(rules.mistakes(tree)):
        raise ContentError(mistakes)  # a code is for ever: none for what cannot be built
    register = content / content_tree.CODES
    register.parent.mkdir(exist_ok=True)
    header = not register.exists()
    torn = not header and not register.read_bytes().endswith(b"\n")
    with register.open("a", encoding="utf-8", newline="") as lines:
        lines.write(("\n" if torn else "") + codes.rows(new, header))
    for code in new:
        click.echo(f"{code.language}: {code.code}")
    click.echo(
        _("{n} codes issued. Keep {file} for ever: paper cannot be changed.").format(
            n=len(new), file=register
        )
    )


def main(argv: list[str] | None = None) -> None:
    """Run the program; every failure that content can cause ends in sentences and exit 1."""
    messages.speak("vi")
    try:
        cli.main(argv, prog_name="canhgiac", standalone_mode=True)
    except ContentError as error:
        _print_problems(list(error.problems))
        sys.exit(1)
    except (PublishError, OSError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
