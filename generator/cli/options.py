"""What all commands share: help in the language that is spoken, and common options."""

from collections.abc import Callable
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import Any, TypeVar

import click

from generator import messages
from generator.content import judge, suppose
from generator.content.report import Deed
from generator.content.tree import read_tree
from generator.content.witnesses import Recall
from generator.messages import later
from generator.model.campaign import Campaign
from generator.problems import ContentError, printable

Function = TypeVar("Function", bound=Callable[..., Any])


class Command(click.Command):
    """Shows its help in the language spoken when it is asked for."""

    def get_short_help_str(self, limit: int = 45) -> str:
        return _(self.help) if self.help else ""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.get_short_help_str())


class Group(Command, click.Group):
    """A command with commands."""

    command_class = Command


class Option(click.Option):
    """Shows its help in the language spoken."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        return record and (record[0], _(self.help) if self.help else "")


class Day(click.ParamType):  # type: ignore[type-arg]  # older click has none
    """A day as people write it, or as programs do."""

    name = "day"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        from generator.exchange import days

        day = days.read(value)
        if day is None:
            text = _("“{text}” is no day: write 31/3/2027 or 2027-03-31")
            self.fail(text.format(text=printable(str(value))), param, ctx)
        return day


def past(_ctx: click.Context, _param: click.Parameter, value: date | None) -> date | None:
    """Refuse a day on which nothing can have been counted, signed or handed over yet."""
    if value is not None and value > date.today():
        raise click.BadParameter(_("{day} is yet to come").format(day=f"{value:%d/%m/%Y}"))
    return value


def _speak(_ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value:
        messages.speak(value)


lang = click.option(
    "--lang",
    type=click.Choice(messages.SPOKEN),
    is_eager=True,
    expose_value=False,
    callback=_speak,
    cls=Option,
    help=later("Language of messages: vi or en."),
)

CONTENT = Path("campaign_content")

content = click.option(
    "--content",
    type=click.Path(path_type=Path),
    default=CONTENT,
    cls=Option,
    help=later("Folder of content files."),
)

output = click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("dist"),
    cls=Option,
    help=later("Folder to build into; what it holds is compared with."),
)

memory = click.option(
    "--memory",
    default=None,
    cls=Option,
    help=later("Address of the published site, or a manifest, to compare with; none at first."),
)


def recall(output: Path, memory: str | None) -> Recall:
    """Return where to look for what was printed and published before."""
    return Recall(output, memory)


def agrees(question: str, err: bool = False) -> bool:
    """Ask for a yes in the language that is spoken; anything else is a no."""
    asked = f"{question} {_('[y/N]')}"
    said = click.prompt(asked, default="", show_default=False, err=err)
    return str(said).strip().casefold() in ("y", "yes", "c", "co", "có")


as_json = click.option("--json", "as_json", is_flag=True, cls=Option, help=later("Print JSON."))


def campaign(content: Path, supposed: bool = False) -> Campaign:
    """Return the campaign of a folder, whatever still keeps it from being official; if so wanted,
    as if each leaflet had its code.

    Raises ContentError where its files have mistakes.
    """
    tree = read_tree(content, date.today())
    report = judge(suppose(tree) if supposed else tree, deed=Deed.LOOK)
    if report.campaign is None:
        raise ContentError(report.mistakes, str(content))
    return report.campaign
