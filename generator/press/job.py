"""The folder a print shop is handed: press files, each page read back, and papers."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from gettext import gettext as _
from itertools import groupby
from typing import NamedTuple

from generator.artifact import Artifact
from generator.assets import TEMPLATES
from generator.channels import leaflet
from generator.channels.leaflet import Base
from generator.channels.pages import look
from generator.model.campaign import Campaign
from generator.model.printing import Version
from generator.press import finish, preflight, quantities, stamp
from generator.press.files import PressFile, files
from generator.press.stamp import Submit, here
from generator.problems import ContentError, Problem
from generator.rendering import environment, plain
from generator.typesetting import designs, paper

QUANTITIES, WORKBOOK = "so-luong.csv", "so-luong.xlsx"
TICKET, SUMS = "phieu-in.pdf", "SHA256SUMS"


def folder(edition: str) -> str:
    """Return where the job of an edition stands in an output."""
    return f"print/{edition}"


def artifacts(
    campaign: Campaign, edition: str, told: Callable[[PressFile], None], submit: Submit = here
) -> Iterator[Artifact]:
    """Yield every file of a job but its manifest; `told` hears of each press file that is made.

    `submit` takes calls as an executor of concurrent.futures does.
    Raises ContentError where words, typeface and design do not agree.
    """
    sums: dict[str, str] = {}

    def made(name: str, content: bytes) -> Artifact:
        sums[name] = hashlib.sha256(content).hexdigest()
        return Artifact(f"{folder(edition)}/{name}", content)

    todo = files(campaign, edition)
    for tag, run in groupby(todo, lambda file: file.language):
        bases = _bases(campaign, [v for f in todo if f.language == tag for v in f.versions])
        for file in run:
            yield made(file.name, _press_file(campaign, edition, file, bases, submit))
            told(file)
    facts, dated = campaign.editions[edition], campaign.settings.updated
    lines = quantities.lines(campaign, edition, todo)
    yield made(QUANTITIES, quantities.as_csv(lines, facts.bundle))
    yield made(WORKBOOK, quantities.as_workbook(lines, facts.bundle, dated))
    yield made(TICKET, paper.pages(ticket(campaign, edition, lines)))
    checks = "".join(f"{print_}  {name}\n" for name, print_ in sorted(sums.items()))
    yield made(SUMS, checks.encode())


Kind = tuple[bool, ...]


def _bases(campaign: Campaign, versions: Sequence[Version]) -> dict[Kind, Base]:
    """Return what leaflets in one language share, set once for all places."""
    return {
        members[0][1].kind: leaflet.base(campaign, members)
        for members in leaflet.alike(campaign, versions)
    }


def _press_file(
    campaign: Campaign, edition: str, file: PressFile, bases: dict[Kind, Base], submit: Submit
) -> bytes:
    all_own = [leaflet.own_words(campaign, version) for version in file.versions]
    kinds = sorted({own.kind for own in all_own})
    try:
        document = stamp.press_file(
            [bases[kind] for kind in kinds],
            [(kinds.index(own.kind), own) for own in all_own],
            campaign.addresses.qr_text(""),
            campaign.design(edition),
            submit,
        )
    except stamp.LostError as error:
        home = f"{designs.folder(campaign.editions[edition].design)}/{designs.TEMPLATE}"
        message = _("what is each leaflet's own is not to be found on it: {what}")
        remedy = _("compare it with a design that works")
        lost = Problem(home, (), None, None, message.format(what=error), remedy)
        raise ContentError([lost]) from None
    identity = campaign.addresses.url(f"{folder(edition)}/{file.name}")
    return finish.saved(document, identity, campaign.settings.updated)


# -- papers ---------------------------------------------------------------------------------


def ticket(campaign: Campaign, edition: str, lines: Sequence[quantities.Line]) -> str:
    """Return what the print shop must know, on one sheet, as HTML. It is in Vietnamese."""
    facts, design = campaign.editions[edition], campaign.design(edition)
    return (
        environment(TEMPLATES)
        .get_template("ticket.html.jinja")
        .render(
            voice=plain(campaign, campaign.source),
            name=edition,
            edition=facts,
            design=design,
            inks=look.tokens(),
            lots=[_lot(file, lines) for file in files(campaign, edition)],
            bleed=preflight.BLEED,
            condition=finish.CONDITION,
            most_ink=preflight.MOST_INK,
        )
    )


class Lot(NamedTuple):
    """One press file, as the ticket speaks of it."""

    file: PressFile
    copies: int | None

    @property
    def first(self) -> str:
        """Code of the first leaflet, and of the last."""
        return self.file.versions[0].code.code

    @property
    def last(self) -> str:
        return self.file.versions[-1].code.code


def _lot(file: PressFile, lines: Sequence[quantities.Line]) -> Lot:
    return Lot(file, quantities.total(line.copies for line in lines if line.file == file.name))
