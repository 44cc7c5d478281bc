"""canhgiac translate: texts out to translators and back, and how far each language is."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from generator.cli import options, show, taking
from generator.cli.approving import yes
from generator.content import breaking, judge, labels, translating, writing
from generator.content.report import Deed, Report
from generator.content.translating import Block
from generator.content.tree import read_tree
from generator.distribution.quantities import grouped
from generator.exchange import letter, sniff, translations
from generator.exchange.translations import Judged
from generator.messages import later
from generator.model.facts import LanguageFacts
from generator.model.trust import State
from generator.problems import ContentError, Problem, nearest, printable


def _formats() -> dict[str, Any]:
    """Return what writes and reads each format."""
    from generator.exchange import po, translation_sheet

    return {"xlsx": translation_sheet, "po": po}


@click.group(cls=options.Group, help=later("Texts out to translators, and back."))
@options.lang
def translate() -> None:  # noqa: D103
    pass


into = click.option(
    "--into",
    "tag",
    required=True,
    metavar="TAG",
    cls=options.Option,
    help=later("Into which language, by its tag, such as km."),
)


@translate.command(
    cls=options.Command, help=later("Write the texts of a language to be translated, as a file.")
)
@into
@click.option(
    "--pack",
    default="",
    metavar="first|FOLDER",
    cls=options.Option,
    help=later("Only what households hold in hand (first), or a folder such as message."),
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(("xlsx", "po")),
    default="xlsx",
    cls=options.Option,
    help=later("xlsx for Excel, po for Poedit and Weblate."),
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    cls=options.Option,
    help=later("The file to write; canhgiac-TAG.xlsx where nothing is said."),
)
@options.content
@options.lang
def export(  # noqa: D103
    tag: str, pack: str, kind: str, target: Path | None, content: Path
) -> None:
    report = _report(content)
    _registered(report, tag)
    known = translating.packs(report.tree)
    if pack and pack not in known:
        close = nearest(pack, known)
        message = _("there is no pack {name}; there are: {known}")
        names = ", ".join([close] if close else known)
        raise click.BadParameter(message.format(name=printable(pack), known=names))
    sent = letter.letter(report.tree, tag, pack)
    target = target or Path(f"canhgiac-{tag}.{kind}")
    writing.put_whole(target, _formats()[kind].written(sent))
    lines, todo = sent.lines, [line for line in sent.lines if line.block.is_open]
    words = sum(len(line.block.source.split()) for line in todo)
    text = _("{file}: {n} texts, of which {todo} are to be translated ({words} words).")
    counts = {"n": grouped(len(lines)), "todo": grouped(len(todo)), "words": grouped(words)}
    click.echo(text.format(file=target, **counts))


@translate.command(
    "import", cls=options.Command, help=later("Read what a translator sent back: XLSX or PO.")
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--good-rows",
    is_flag=True,
    cls=options.Option,
    help=later("Take the rows that are right, though others are refused."),
)
@click.option(
    "--over",
    "is_over",
    is_flag=True,
    cls=options.Option,
    help=later("Also where a text was translated otherwise since the file was sent out."),
)
@taking.everything
@yes
@options.content
@options.lang
def import_(  # noqa: D103
    file: Path, good_rows: bool, is_over: bool, everything: bool, yes: bool, content: Path
) -> None:
    with file.open("rb") as opened:
        data = opened.read(sniff.MAX_BYTES + 1)
    report = _report(content)
    try:
        kind = "xlsx" if data.startswith(b"PK") else "po"
        tag, rows = _formats()[kind].read(data)
    except sniff.Refusal as refusal:
        problem = Problem(file.name, (), None, None, refusal.message, refusal.remedy)
        raise ContentError([problem]) from None
    _registered(report, tag)
    judged, texts = translations.take(report, tag, rows, file.name, is_over)
    _print(judged, everything)
    if judged.refused and not (good_rows and judged.taken):
        taking.print_problems(judged.refused, everything)
        raise SystemExit(1)
    for problem in judged.refused:
        click.echo(_("! left out: {problem}").format(problem=problem))
    if not texts:
        click.echo(_("The files say so already: nothing to write."))
        return
    if not (yes or options.agrees(_("Write this?"))):
        click.echo(_("Nothing was written."))
        return
    wanted = {name: (writing.held(content, name), text) for name, text in texts.items()}
    writing.rewrite(content, wanted)
    show.print_written(content, wanted)


def _report(content: Path) -> Report:
    """Return a tree without mistakes. Raises ContentError."""
    report = judge(read_tree(content, date.today()), deed=Deed.LOOK)
    if report.campaign is None:
        raise ContentError(report.mistakes, str(content))
    return report


def _registered(report: Report, tag: str) -> None:
    known = report.tree.of(LanguageFacts)
    if tag not in known or tag == translating.source_of(report.tree):
        others = ", ".join(t for t in known if t != translating.source_of(report.tree))
        message = _("{tag} is no language that is translated into; there are: {known}")
        text = message.format(tag=printable(tag) or "–", known=others)
        remedy = _("begin it with: .venv/bin/canhgiac new languages")
        raise ContentError([Problem("languages", (), None, None, text, remedy)])


def _print(judged: Judged, everything: bool) -> None:
    shown = judged.taken if everything else judged.taken[: taking.SHOWN]
    for block, words in shown:
        click.echo(f"{_('changed') if block.words else _('new'):8} {block.id}")
        if block.words:
            click.echo(f"    - {printable(breaking.visible(block.words))}")
        click.echo(f"    + {printable(breaking.visible(words))}")
    taking.print_rest(len(judged.taken) - len(shown))
    for note in judged.notes if everything else judged.notes[: taking.SHOWN]:
        click.echo(f"! {note}")
    for problem in judged.asked:
        click.echo(f"? {problem}")
    text = _("{taken} texts to take, {same} as they were, {empty} empty, {refused} refused.")
    counts = (len(judged.taken), judged.same, judged.empty, len(judged.refused))
    names = ("taken", "same", "empty", "refused")
    click.echo(text.format(**dict(zip(names, map(grouped, counts), strict=True))))


# -- how far each language is --------------------------------------------------------------------


@translate.command(cls=options.Command, help=later("Tell how far each language is."))
@taking.everything
@options.as_json
@options.content
@options.lang
def status(everything: bool, as_json: bool, content: Path) -> None:  # noqa: D103
    report = judge(read_tree(content, date.today()), deed=Deed.LOOK)
    tree, source = report.tree, translating.source_of(report.tree)
    found = {
        tag: list(translating.blocks(tree, tag))
        for tag in tree.of(LanguageFacts)
        if tag != source
    }
    if as_json:
        click.echo(json.dumps({t: _counts(b) for t, b in found.items()}, ensure_ascii=False))
        return
    rows = []
    for tag, blocks in found.items():
        rows.append(_line(f"{tag}  {tree.of(LanguageFacts)[tag].name}", blocks))
        folders: dict[str, list[Block]] = {}
        for block in blocks if everything else ():
            folders.setdefault(block.home.partition("/")[0], []).append(block)
        rows += (_line(f"    {labels.kind(name)}", inside) for name, inside in folders.items())
    heads = (_("missing"), _("unread"), _("old"), _("read"), _("approved"), _("words to do"))
    show.print_table((_("language"), _("texts"), *heads), rows)


def _line(name: str, blocks: list[Block]) -> tuple[str, ...]:
    counts = _counts(blocks)
    figures = (len(blocks), *(counts[state.value] for state in State), counts["words"])
    return (name, *map(grouped, figures))


def _counts(blocks: Iterable[Block]) -> dict[str, int]:
    """Return how many texts are in each state, and the words of the source still to translate."""
    found = list(blocks)
    states = Counter(block.state for block in found)
    words = sum(len(block.source.split()) for block in found if block.is_open)
    return {state.value: states[state] for state in State} | {"words": words}
