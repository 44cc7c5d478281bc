"""canhgiac new, fmt and schema: files that begin right and stay in one form."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from gettext import gettext as _
from pathlib import Path

import click

from generator.cli import options
from generator.content import (
    beginning,
    breaking,
    formatting,
    layout,
    located_yaml,
    merging,
    names,
    schemas,
    writing,
)
from generator.content.canonical import canonical
from generator.content.tree import read_tree
from generator.messages import later
from generator.model.facts import LanguageFacts, Settings
from generator.problems import OWN, ContentError, Problem

# -- new -----------------------------------------------------------------------------------------


@click.command(
    cls=options.Command,
    help=later("Begin a new entry: its files with every field that must be filled in."),
)
@click.argument("kind", metavar="KIND", type=click.Choice(beginning.folders()))
@click.argument("title")
@options.content
@options.lang
def new(content: Path, kind: str, title: str) -> None:  # noqa: D103
    tree = read_tree(content, date.today())
    settings = tree.tables.only(Settings)
    if settings is None:
        raise ContentError(tree.problems, str(content))
    try:
        begun = beginning.begun(tree, kind, title)
    except ContentError as error:
        raise ContentError(error.problems, str(content)) from None
    files = {one.file: canonical(one.data, one.kind.model) for one in begun}
    writing.rewrite(content, {file: (b"", text) for file, text in files.items()})
    for file in files:
        click.echo(str(content / file))
    click.echo(_("Fill in what is empty. See what is missing with: .venv/bin/canhgiac check"))


# -- fmt -----------------------------------------------------------------------------------------


@click.command(
    cls=options.Command,
    help=later("Bring content files to the one form in which they are kept."),
)
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    cls=options.Option,
    help=later("Only tell which files are in another form, and write nothing."),
)
@click.option(
    "--break-lines",
    "breaks_lines",
    is_flag=True,
    cls=options.Option,
    help=later("First put U+200B between the words of Khmer, where lines may end; shown as “·”."),
)
@options.content
@options.lang
def fmt(content: Path, only_check: bool, breaks_lines: bool) -> None:  # noqa: D103
    if breaks_lines:
        _break_lines(content, only_check)
    tree = read_tree(content, date.today())
    found = list(formatting.others(tree))
    kept = [Problem(f.file, (), None, None, f.why) for f in found if f.why]
    if not only_check:
        todo = {other.file: (other.before, other.after) for other in found if not other.why}
        writing.rewrite(content, todo)
    for other in found:
        if not other.why:
            click.echo(str(content / other.file))
    if kept:
        raise ContentError(kept, str(content))
    if only_check and found:
        sys.exit(1)
    click.echo(_("Files in another form: {n}.").format(n=len(found)))


def _break_lines(content: Path, only_check: bool) -> None:
    """Mark where lines may end, and show each text for a reader of Khmer to correct."""
    try:
        found = list(breaking.marked(read_tree(content, date.today())))
    except breaking.SegmenterError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    for one in found:
        file = content / one.said.file
        if not only_check:
            writing.replace(file, one.said.place, one.words)
        click.echo(f"{file}: {one.shown}")
    click.echo(_("Texts whose words are parted: {n}.").format(n=len(found)))


# -- schema --------------------------------------------------------------------------------------


@click.command(
    cls=options.Command,
    help=later("Write JSON Schemas of the content files, and settings for VS Code to use them."),
)
@click.option(
    "-o",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".vscode"),
    cls=options.Option,
    help=later("Where to."),
)
@options.content
@options.lang
def schema(content: Path, folder: Path) -> None:  # noqa: D103
    tree = read_tree(content, date.today())
    table, tags = names.known(tree), sorted(tree.known(LanguageFacts))
    files: dict[str, str] = {}
    associations: dict[str, list[str]] = {}
    for kind in layout.KINDS:
        if not kind.is_yaml:
            continue
        name = f"schemas/{kind.model.__name__}.json"
        files[name] = _json(schemas.schema(kind, table))
        home = "" if kind.pattern.startswith(OWN) else f"{content.name}/"
        pattern = home + kind.pattern.replace("{slug}", "*")
        # Words of each language by its tag: facts stand beside them in the same folder.
        paths = [pattern.replace("{tag}", tag) for tag in tags]
        associations[f"./{folder.name}/{name}"] = sorted(set(paths))
    settings = {
        "yaml.schemas": associations,
        "yaml.format.enable": False,
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.wordWrap": "on"},
    }
    files["settings.json"] = _json(settings)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    click.echo(_("Written: {files}").format(files=f"{folder}/settings.json, {folder}/schemas/"))


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


# -- merge ---------------------------------------------------------------------------------------


@click.command(
    cls=options.Command,
    help=later("For git: put two changes of a file together by its fields, into OURS."),
)
@click.argument("files", nargs=3, type=click.Path(path_type=Path), metavar="BASE OURS THEIRS")
@click.argument("name")
@options.lang
def merge(files: tuple[Path, Path, Path], name: str) -> None:  # noqa: D103
    found = next(filter(None, map(layout.find, _below(name))), None)
    read = [located_yaml.read(file.read_bytes(), name) for file in files]
    if found and found[0].is_yaml and not any(document.problems for document in read):
        made = merging.merge(*(document.data for document in read))
        if not made.clashes:
            files[1].write_text(canonical(made.data, found[0].model), "utf-8")
            return
    base, ours, theirs = map(str, files)
    sys.exit(subprocess.run(["git", "merge-file", ours, base, theirs], check=False).returncode)  # noqa: S603, S607


def _below(name: str) -> Iterator[str]:
    """Yield a path below each of its folders: git says it from its own root."""
    parts = name.split("/")
    yield from ("/".join(parts[number:]) for number in range(len(parts)))
