"""canhgiac receipts: what comes back about bundles, read, shown, and taken into their table."""

import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from generator.cli import options, show, taking
from generator.cli.approving import yes
from generator.content import layout, writing
from generator.content.rules import receipts as rules
from generator.content.tree import Tree, read_tree
from generator.distribution import receipts as arithmetic
from generator.distribution.receipts import Conflict, Fact, Merged
from generator.exchange import receipts as lists
from generator.exchange import received as incoming
from generator.exchange import takeover
from generator.exchange.answered import is_answered
from generator.exchange.messages import Question, Reader
from generator.exchange.receipts import Lists, Places
from generator.exchange.received import Received
from generator.exchange.understanding import Understood
from generator.messages import later
from generator.model.places import Group, Recipient, Unit
from generator.model.receipts import Label, Receipt
from generator.problems import ContentError, Problem, printable


@click.group(cls=options.Group, help=later("Receipts: which bundles arrived, who signed."))
@options.lang
def receipts() -> None:  # noqa: D103
    pass


def _office(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    if lists.is_personal(value) or not value.isprintable() or len(value) > lists.LONGEST:
        message = _("name the office alone: no person, no telephone number")
        raise click.BadParameter(message)
    return " ".join(value.split())


@receipts.command(
    "import",
    cls=options.Command,
    help=later("Read messages and lists about bundles: SMS export, copied chat, Excel, CSV."),
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE…",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
)
@click.option(
    "--by",
    default="",
    metavar="“Công an xã …”",
    callback=_office,
    cls=options.Option,
    help=later("The office that records it; never a person, never a number."),
)
@click.option(
    "--on",
    type=options.Day(),
    default=None,
    callback=options.past,
    metavar="31/12/2026",
    cls=options.Option,
    help=later("The day of what says none."),
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME=LETTER",
    callback=taking.columns(lists.FIELDS),
    cls=options.Option,
    help=later("Where a column is, such as delivered=D."),
)
@click.option(
    "--correct",
    is_flag=True,
    cls=options.Option,
    help=later("Another count corrects the one that stands."),
)
@click.option(
    "-o",
    "table",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    metavar="hoi-lai.csv",
    cls=options.Option,
    help=later("Write what is to be asked to a CSV file, to be filled in and read again."),
)
@taking.everything
@taking.as_json
@yes
@options.content
@options.lang
def import_(  # noqa: D103
    files: Sequence[Path],
    by: str,
    on: date | None,
    columns: dict[str, str],
    correct: bool,
    table: Path | None,
    everything: bool,
    as_json: bool,
    yes: bool,
    content: Path,
) -> None:
    name = layout.of(Receipt).path()
    if table and any(file.exists() and table.exists() and table.samefile(file) for file in files):
        raise click.BadParameter(_("this file is only read"), param_hint="-o")
    before = writing.held(content, name)
    tree = _tree(content)
    received = _received(files, tree, on, columns)
    held = tree.of(Receipt).values()
    merged = arithmetic.merge(held, received.facts, tree.of(Label), by or "?", correct)
    standing, register = arithmetic.standing(held), tree.of(Label)
    asked = [q for q in received.questions if not is_answered(q, register, standing)]
    answered = len(received.questions) - len(asked)
    merged = merged._replace(repeats=merged.repeats + answered)
    questions = [*asked, *map(_question, merged.conflicts)]
    problems = [problem for told in received.told for problem in told.problems]
    is_new = bool(merged.new or merged.corrected or merged.earlier)
    wanted = {name: (before, takeover.table(Receipt, merged.rows))}
    if table:
        table.write_text(_csv(questions), "utf-8-sig")
    if as_json:
        is_written = yes and is_new and bool(by) and not problems
        if is_written:
            writing.rewrite(content, wanted)
        elif yes and is_new and not by:
            click.echo(_unnamed(), err=True)
        data = _as_data(received, merged, questions, problems, is_written)
        click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))
        sys.exit(bool(problems) or (yes and is_new and not by))
    open_ = {conflict.facts[0].key for conflict in merged.conflicts}
    taken = [fact for fact in received.facts if fact.key not in open_]
    _print(taken, received.told, tree, everything)
    if problems:
        taking.print_problems(problems, everything)
        sys.exit(1)
    _print_changes(merged, everything)
    _print_questions(questions, table, everything)
    code = 0
    if not is_new:
        text = _("The tables say so already: nothing to write.")
        if questions:
            text = _("Nothing was written: {n} to ask.").format(n=len(questions))
        click.echo(text)
    else:
        code = _write(content, wanted, by, yes, Path("-") in files)
    for file in received.private:
        text = _("{file} holds other people’s messages: delete it once nothing is left to ask.")
        click.echo(text.format(file=printable(file)))
    sys.exit(code)


def _write(
    content: Path, wanted: Mapping[str, tuple[bytes, str]], by: str, yes: bool, is_piped: bool
) -> int:
    """Write the table once somebody agrees; return the exit code."""
    if not by:
        click.echo(_unnamed(), err=True)
        return 1
    if is_piped and not yes:
        click.echo(_("Nothing was written: to agree, add --yes"), err=True)
        return 1
    if yes or options.agrees(_("Write this?")):
        writing.rewrite(content, wanted)
        show.print_written(content, wanted)
        return 0
    click.echo(_("Nothing was written."))
    return 0


def _unnamed() -> str:
    return _("Nothing was written: say which office records it, with --by")


def _tree(content: Path) -> Tree:
    """Return the tree whose labels and receipts can be read, whatever else is wrong in it."""
    tree = read_tree(content, date.today())
    models = (Label, Receipt, Unit, Group, Recipient)
    names = [layout.of(model).path() for model in models]
    wrong = [problem for problem in tree.problems if problem.file in names]
    wrong += [problem for rule in rules.RULES for problem in rule(tree)]
    if wrong:
        raise ContentError(wrong, str(content))
    if not tree.labels:
        message = _("no bundle has a label yet")
        problem = Problem(
            names[0], (), None, None, message, _("issue them first: canhgiac labels EDITION")
        )
        raise ContentError(tree.problems or [problem], str(content))
    return tree


def _received(
    files: Sequence[Path], tree: Tree, on: date | None, columns: Mapping[str, str]
) -> Received:
    """Read all files."""
    received, register = Received(), tree.of(Label)
    places = Places(tree.of(Unit), tree.of(Group), tree.of(Recipient))
    reader = Reader(register, tree.today, on)
    tables = Lists(register, places, tree.today, on, columns, tree.of(Receipt).values())
    read = {str(file): _bytes(file) for file in files}
    with show.progress(sum(map(incoming.steps, read.values())), _("reading")) as tell:
        for path, data in read.items():
            name = _("pasted text") if path == "-" else Path(path).name

            def went_on(name: str = name) -> None:
                tell(printable(name))

            incoming.read(data, name, reader, tables, received, went_on)
    return received


def _bytes(file: Path) -> bytes:
    if file == Path("-"):
        return sys.stdin.buffer.read(incoming.MAX_BYTES + 1)
    with file.open("rb") as opened:
        return opened.read(incoming.MAX_BYTES + 1)


def _question(conflict: Conflict) -> Question:
    """Return what to ask where counts contradict each other."""
    first = conflict.facts[0]
    counts = ", ".join(map(str, conflict.counts))
    if len(conflict.counts) > 1:
        why = _("the files say {counts}: which is right?").format(counts=counts)
    elif conflict.is_late:
        why = _("{stands} was recorded for a later day, {day}: which is right?")
    else:
        why = _("{stands} was said before; if this corrects it, add --correct")
    if conflict.standing:
        stands = arithmetic.count(conflict.standing, first.kind)
        why = why.format(stands=stands, day=conflict.standing.on)
    said = f"{first.label} {' / '.join(map(str, conflict.counts))}"
    where = "; ".join(dict.fromkeys(fact.where for fact in conflict.facts[:3]))
    return Question(where, first.label, first.kind, said, conflict.latest, why)


def _read(asked: Question) -> str:
    """Return what was understood of a message: the word, the code, the figures."""
    words = {kind: word for word, kind in arithmetic.WORDS.items()}
    return f"{words[asked.kind]} {asked.said}" if asked.kind else asked.said


def _shown(asked: Question) -> str:
    """Return what was typed, and where that is something else, what was understood."""
    read = _read(asked)
    if asked.typed in ("", read):
        return f"“{read}”"
    return _("“{typed}”, read as “{read}”").format(typed=asked.typed, read=read)


def _csv(questions: Iterable[Question]) -> str:
    """Return what is to be asked, as a list that `receipts import` reads once it is filled in."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    heads = (_("label"), _("on"), _("delivered"), _("signed"))
    more = (_("was typed"), _("was read"), _("to ask"), _("perhaps"), _("where"))
    writer.writerow((*heads, *more))
    for asked in questions:
        day = asked.on.isoformat() if asked.on else ""
        read = (asked.typed, _read(asked), asked.why, " ".join(asked.proposals))
        writer.writerow((asked.label, day, "", "", *read, asked.where))
    return out.getvalue()


# -- what was understood -------------------------------------------------------------------------


def _print(
    facts: Sequence[Fact], told: Sequence[Understood], tree: Tree, everything: bool
) -> None:
    """Print what was read for sure, by commune, then what was done about cells."""
    labels, units = tree.of(Label), tree.of(Unit)
    sums: dict[str, Counter[str]] = {}
    for key, number in {fact.key: fact.number for fact in facts}.items():
        code, kind = key
        found = sums.setdefault(arithmetic.unit_of(labels[code]), Counter())
        found[f"{kind} bundles"] += 1
        found[kind] += number
    columns = ("delivered bundles", "delivered", "signed bundles", "signed")
    rows = [
        (unit, units[unit].name if unit in units else "", *(str(found[c]) for c in columns))
        for unit, found in sorted(sums.items())
    ]
    if rows:
        heads = (
            *(_("code"), _("commune"), _("bundles handed over"), _("leaflets")),
            *(_("bundles signed for"), _("households")),
        )
        show.print_table(heads, rows if everything else rows[: taking.SHOWN])
        taking.print_rest(0 if everything else len(rows) - taking.SHOWN)
    for file in told:
        for note in file.notes:
            click.echo(f"! {printable(file.file)}: {printable(note)}")
        taking.print_repairs(file.repairs, everything)


def _print_changes(merged: Merged, everything: bool) -> None:
    new, corrected, earlier = _("new"), _("corrected"), _("earlier")
    lines = [f"{new:10} {_told(line)}" for line in merged.new]
    lines += [f"{corrected:10} {_told(old)} → {_told(line)}" for old, line in merged.corrected]
    lines += [f"{earlier:10} {_told(line)} ({old.on})" for old, line in merged.earlier]
    for text in lines if everything else lines[: taking.SHOWN]:
        click.echo(printable(text))
    taking.print_rest(0 if everything else len(lines) - taking.SHOWN)
    if merged.repeats:
        click.echo(_("Known already: {n}").format(n=merged.repeats))
    if merged.doubled:
        click.echo(_("Said more than once in the files: {n}").format(n=merged.doubled))


def _told(line: Receipt) -> str:
    delivered = _("{n} leaflets handed over").format(n=line.delivered)
    signed = _("{n} households signed").format(n=line.signed)
    said = [text for text, number in ((delivered, line.delivered), (signed, line.signed))
            if number is not None]  # fmt: skip
    return f"{line.label}  {line.on}  {line.place}: {', '.join(said)}"


def _print_questions(questions: Sequence[Question], table: Path | None, everything: bool) -> None:
    if not questions:
        return
    click.echo(_("To ask ({n}), nothing of it was taken:").format(n=len(questions)))
    for asked in questions if everything else questions[: taking.SHOWN]:
        click.echo(printable(f"    {asked.where}: {_shown(asked)}: {asked.why}"))
    taking.print_rest(0 if everything else len(questions) - taking.SHOWN)
    if table:
        text = _("They are in {file}: fill in the counts, and read it with the same command.")
        click.echo(text.format(file=table))


def _as_data(
    received: Received,
    merged: Merged,
    questions: Sequence[Question],
    problems: Sequence[Problem],
    is_written: bool,
) -> dict[str, Any]:
    def pairs(found: Iterable[tuple[Receipt, Receipt]]) -> list[dict[str, Any]]:
        return [{"before": a.model_dump(), "after": b.model_dump()} for a, b in found]

    return {
        "ok": not problems,
        "written": is_written,
        "read": [fact._asdict() for fact in received.facts],
        "new": [line.model_dump() for line in merged.new],
        "corrected": pairs(merged.corrected),
        "earlier": pairs(merged.earlier),
        "repeats": merged.repeats,
        "doubled": merged.doubled,
        "asked": [asked._asdict() for asked in questions],
        "repairs": [repair._asdict() for told in received.told for repair in told.repairs],
        "notes": [note for told in received.told for note in told.notes],
        "problems": [
            {"place": problem.place, "message": problem.message, "remedy": problem.remedy}
            for problem in problems
        ],
        "delete": received.private,
    }
