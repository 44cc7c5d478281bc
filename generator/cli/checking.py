"""canhgiac check: what is wrong, and what is left to do."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import Any

import click

from generator import proof
from generator.cli import options, show
from generator.content import judge_paper, layout, load
from generator.content.gates import STATE_NAMES
from generator.content.report import Deed, Report
from generator.messages import later
from generator.model.campaign import Campaign
from generator.model.facts import AdviceFacts
from generator.model.places import PROVINCE
from generator.model.printing import Version
from generator.model.trust import State, Worded
from generator.problems import Blocks, Problem


@click.command(
    cls=options.Command,
    help=later("Read every content file and print what is wrong and what is missing."),
)
@click.argument("files", nargs=-1, type=click.Path())
@click.option("--all", "everything", is_flag=True, cls=options.Option,
              help=later("Print every line, not a screenful."))  # fmt: skip
@click.option("--fast", is_flag=True, cls=options.Option,
              help=later("Leave out whether the words fit the paper."))  # fmt: skip
@click.option("--json", "as_json", is_flag=True, cls=options.Option, help=later("Print JSON."))
@options.memory
@options.output
@options.content
@options.lang
def check(  # noqa: D103
    content: Path,
    output: Path,
    memory: str | None,
    files: Sequence[str],
    everything: bool,
    fast: bool,
    as_json: bool,
) -> None:
    report = load(content, date.today(), options.recall(output, memory))
    if not fast:
        report = judge_paper(report, lambda campaign: proof.problems(campaign, _teller()))
    if as_json:
        print(json.dumps(_as_data(report), ensure_ascii=False, indent=2))
    elif files:
        _print_files(report, files)
    else:
        _print(report, everything)
    if not report.may(Deed.PUBLISH):
        sys.exit(1)


def _teller() -> Callable[[Version], None]:
    """Return what tells once that leaflets are set: it takes a while."""
    told: list[Version] = []

    def tell(version: Version) -> None:
        if not told:
            click.echo(_("  setting leaflets, to see whether the words fit …"), err=True)
        told.append(version)

    return tell


def _as_data(report: Report) -> dict[str, Any]:
    return {
        "ok": report.may(Deed.PUBLISH),
        "revision": report.campaign.content_revision if report.campaign else None,
        "problems": [
            {
                "file": problem.file,
                "place": list(problem.place),
                "line": problem.line,
                "column": problem.column,
                "message": problem.message,
                "remedy": problem.remedy,
                "blocks": problem.blocks.name.lower(),
                "task": problem.task,
            }
            for problem in report.problems
        ],
        "reserves": [
            {"edition": version.edition, "language": version.language, **found._asdict()}
            for version, left in (proof.reserves(report.campaign) if report.campaign else ())
            for found in left
        ],
        "completeness": {
            name: {tag: state.value for tag, state in states.items()}
            for name, states in (_completeness(report.campaign) if report.campaign else ())
        },
    }


def _print(report: Report, everything: bool) -> None:
    root = str(report.root)
    if report.campaign is None:
        show.print_problems(report.mistakes, root, everything)
        return
    campaign = report.campaign
    click.echo(_("{folder}: no mistakes.").format(folder=root))
    _print_completeness(campaign, everything)
    if everything:
        _print_reserves(campaign)
    notes = [problem for problem in report.problems if problem.blocks <= Blocks.BANNER]
    for problem in notes:
        if everything or not problem.task:
            click.echo(problem.shown(root))
    manners = [] if everything else [problem for problem in notes if problem.task]
    if manners:
        heading = _("Better words are possible ({n}), nothing waits for them:")
        click.echo("\n" + heading.format(n=len(manners)))
        show.print_tasks(manners, root)
    work = [problem for problem in report.problems if problem.blocks >= Blocks.PRINTING]
    if not work and not campaign.is_specimen:
        click.echo("\n" + _("Everything that an official campaign needs is there."))
    if work:
        heading = (
            _("Before the campaign can be official ({n}):")
            if campaign.is_specimen
            else _("An official campaign cannot be published like this ({n}):")
        )
        click.echo("\n" + heading.format(n=len(work)))
        if everything:
            for problem in work:
                click.echo(problem.shown(root))
        else:
            show.print_tasks(work, root)
            click.echo(
                _("Line by line: .venv/bin/canhgiac check --all; of one file: … check FILE")
                + show.at(root)
            )


def _print_reserves(campaign: Campaign) -> None:
    """Print how much more may be written on each leaflet."""
    click.echo("\n" + _("Room left on paper, in millimetres:"))
    for version, left in proof.reserves(campaign):
        place = "" if version.unit == PROVINCE else f" {version.unit}"
        sides = (_("side {n}, {block}: {mm}").format(n=s, block=b, mm=mm) for s, b, mm in left)
        click.echo(f"  {version.edition}{place} {version.language}: {'; '.join(sides)}")


def _print_files(report: Report, files: Sequence[str]) -> None:
    """Print what concerns some files alone."""
    root = str(report.root)
    wanted = {name.removeprefix(f"{root}/").removeprefix("./").rstrip("/") for name in files}
    found: list[Problem] = [
        problem
        for problem in report.problems
        if any(problem.file == name or problem.file.startswith(f"{name}/") for name in wanted)
    ]
    for name in sorted(wanted):
        if not any(f == name or f.startswith(f"{name}/") for f in report.tree.documents):
            click.echo(_("there is no file {name} in {folder}").format(name=name, folder=root))
    for problem in found:
        click.echo(problem.shown(root))
    count = len(found)
    click.echo(ngettext("{n} problem.", "{n} problems.", count).format(n=count))
    campaign = report.campaign
    for slug in campaign.tables.of(AdviceFacts) if campaign else ():
        if campaign and any(name.startswith(f"advice/{slug}") for name in wanted):
            _print_takers(campaign, slug)
    others = len(report.mistakes) - sum(p.blocks is Blocks.BUILDING for p in found)
    if others > 0:
        click.echo(_("{n} mistakes in other files.").format(n=others))


def _print_takers(campaign: Campaign, advice: str) -> None:
    """Print where a piece of advice stands: who changes it changes all of that."""
    taken = campaign.takers(advice)
    places = [layout.of(model).path(slug).rpartition("/")[0] for model, slug in taken]
    if advice == campaign.first_aid:
        places.append(_("every leaflet and QR page"))
    text = _("advice/{name} stands in {n} places: {places}")
    click.echo(text.format(name=advice, n=len(places), places=", ".join(places)))


def _completeness(campaign: Campaign) -> Iterator[tuple[str, dict[str, State]]]:
    """Yield every file of words, by its path without the language, with its state in each."""
    for kind in layout.KINDS:
        if not kind.has_words or not issubclass(kind.model, Worded):
            continue
        keys = campaign.tables.of(kind.model)
        slugs = dict.fromkeys(key[0] if isinstance(key, tuple) else "" for key in keys)
        for slug in slugs:
            name = kind.pattern.format(slug=slug, tag="").removesuffix("/.yml")
            yield (
                name,
                {
                    tag: campaign.state(kind.model, (slug, tag) if slug else tag)
                    for tag in campaign.languages
                },
            )


def _print_completeness(campaign: Campaign, everything: bool) -> None:
    """Print what is translated: a row a folder, or a row a file with its state."""
    rows = list(_completeness(campaign))
    cells: dict[str, list[str]] = {}
    if everything:
        for name, states in rows:
            cells[name] = [_(STATE_NAMES[state]) for state in states.values()]
    else:
        for folder in dict.fromkeys(name.partition("/")[0] for name, _states in rows):
            found = [s for name, s in rows if name.partition("/")[0] == folder]
            cells[folder] = [
                f"{sum(s[tag] is not State.MISSING for s in found)}/{len(found)}"
                for tag in campaign.languages
            ]
    label = _("Translated:")
    first = max(map(len, (label, *cells)))
    widths = [
        max(len(tag), *(len(row[index]) for row in cells.values()))
        for index, tag in enumerate(campaign.languages)
    ]
    header = (f"{tag:>{width}}" for tag, width in zip(campaign.languages, widths, strict=True))
    click.echo(f"\n  {label:{first}}  {'  '.join(header)}")
    for name, row in cells.items():
        padded = (f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True))
        click.echo(f"  {name:{first}}  {'  '.join(padded)}")
    if campaign.waiting:
        waiting = ", ".join(campaign.waiting)
        click.echo(_("Languages that wait for words: {languages}").format(languages=waiting))
