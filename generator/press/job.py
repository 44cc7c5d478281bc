"""The folder a print shop is handed: press files, each page read back, and papers."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from gettext import gettext as _
from itertools import groupby, starmap
from typing import NamedTuple

from generator.artifact import Artifact
from generator.channels import leaflet
from generator.channels.leaflet import Base, Kind
from generator.model.campaign import Campaign
from generator.model.printing import Edition, Version
from generator.press import (
    finish,
    impose,
    licence,
    manuscript,
    papers,
    preflight,
    quantities,
    signing,
    signoff,
    stamp,
)
from generator.press.files import PressFile, files
from generator.press.preflight import Verdict
from generator.problems import ContentError, Problem
from generator.typesetting import designs, paper
from generator.workers import Submit, here

QUANTITIES, WORKBOOK = "so-luong.csv", "so-luong.xlsx"
TICKET, REPORT, SUMS = "phieu-in.pdf", "kiem-tra.txt", "SHA256SUMS"
PROOFS, IMPOSED, LICENCE = "ban-duyet", "imposition", "ho-so-cap-phep"
"""Folders of a job: what is signed before printing, sheets for a digital press, and what a
licence is asked for with."""


class Extras(NamedTuple):
    """What is made only when somebody asks for it."""

    sheet: str = ""
    """A name of impose.SHEETS, to lay the leaflets on."""
    key: bytes = b""
    """A secret key of minisign, to sign the checksums with."""
    password: Callable[[], str] = str
    """Asks for the password of the key."""


NOTHING_MORE = Extras()


def folder(edition: str) -> str:
    """Return where the job of an edition stands in an output."""
    return f"print/{edition}"


def artifacts(
    campaign: Campaign,
    edition: str,
    told: Callable[[PressFile], None],
    submit: Submit = here,
    extras: Extras = NOTHING_MORE,
) -> Iterator[Artifact]:
    """Yield every file of a job but its manifest; `told` hears of each press file that is made.

    `submit` takes calls as an executor of concurrent.futures does.
    Raises ContentError where words, typeface and design do not agree.
    """
    sums: dict[str, str] = {}

    def made(name: str, content: bytes) -> Artifact:
        sums[name] = hashlib.sha256(content).hexdigest()
        return Artifact(f"{folder(edition)}/{name}", content)

    facts, dated = campaign.editions[edition], campaign.settings.updated
    todo, sides = files(campaign, edition), len(campaign.design(edition).sides)
    if (
        extras.sheet
        and not impose.SHEETS[extras.sheet].bleed
        and campaign.design(edition).folds_mm
    ):
        raise impose.SheetError(_("a folded design needs its marks: take sra3 or sra4"))
    lines = quantities.lines(campaign, edition, todo)
    own = quantities.of_file(lines)
    verdicts: list[tuple[PressFile, Verdict]] = []
    for tag, run in groupby(todo, lambda file: file.language):
        bases = _bases(campaign, [v for f in todo if f.language == tag for v in f.versions])
        for file in run:
            pdf = _press_file(campaign, edition, file, bases, submit)
            verdicts.append((file, _judged(pdf, facts)))
            yield made(file.name, pdf)
            proof = _proof(campaign, edition, file, pdf, own[file.name])
            yield made(f"{PROOFS}/{file.name}", proof)
            if extras.sheet:
                often = quantities.are_many(lines)
                sheets = impose.imposed(pdf, sides, impose.SHEETS[extras.sheet], often)
                yield made(f"{IMPOSED}/{extras.sheet}-{file.name}", sheets)
            told(file)
    yield made(QUANTITIES, quantities.as_csv(lines, facts.bundle))
    yield made(WORKBOOK, quantities.as_workbook(lines, facts.bundle, dated))
    yield made(TICKET, paper.pages(papers.ticket(campaign, edition, lines, extras.sheet)))
    yield made(REPORT, papers.report(campaign, edition, verdicts).encode())
    yield from starmap(made, _for_licence(campaign, edition, todo))
    checks = "".join(f"{print_}  {name}\n" for name, print_ in sorted(sums.items()))
    yield made(SUMS, checks.encode())
    if extras.key:
        signature = signing.signed(
            checks.encode(), extras.key, f"canhgiac {edition}", extras.password
        )
        yield made(SUMS + signing.SUFFIX, signature.signature)


def _for_licence(
    campaign: Campaign, edition: str, todo: Sequence[PressFile]
) -> Iterator[tuple[str, bytes]]:
    """Yield what a licence is asked for with: the form, and in each language what is printed."""
    yield f"{LICENCE}/don-de-nghi.docx", licence.application(campaign, edition).docx
    for tag in campaign.editions[edition].languages:
        version = next(
            (v for v in campaign.versions.values() if (v.edition, v.language) == (edition, tag)),
            None,
        )
        if version is None:
            continue
        yield f"{LICENCE}/ban-thao-{tag}.pdf", leaflet.leaflet(campaign, version).pdf
        if tag in manuscript.foreign(campaign, edition):
            yield f"{LICENCE}/doi-chieu-{tag}.pdf", manuscript.manuscript(campaign, version)


def _judged(pdf: bytes, facts: Edition) -> Verdict:
    """Return what our rules find in a press file. Raises ContentError where it is a fault."""
    verdict = preflight.judge(pdf, facts.stock)
    home = f"{designs.folder(facts.design)}/{designs.STYLE}"
    problems = [Problem(home, (), None, None, f.what, f.remedy) for f in verdict.faults]
    if problems:
        raise ContentError(problems)
    return verdict


def _proof(
    campaign: Campaign,
    edition: str,
    file: PressFile,
    pdf: bytes,
    lines: Sequence[quantities.Line],
) -> bytes:
    in_units = [line for line in lines if line.unit]
    places = [(d.name, d.number, d.leaflets) for d in papers.deliveries(in_units)]
    kinds: dict[Kind, int] = {}
    for number, version in enumerate(file.versions):  # who signs sees one of each
        kinds.setdefault(leaflet.own_words(campaign, version).kind, number)
    of = (file.language, file.name, pdf, places, kinds.values())
    return signoff.signoff(campaign, edition, *of)


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
            campaign.is_specimen,
        )
    except stamp.LostError as error:
        home = f"{designs.folder(campaign.editions[edition].design)}/{designs.TEMPLATE}"
        message = _("what is each leaflet's own is not to be found on it: {what}")
        remedy = _("compare it with a design that works")
        lost = Problem(home, (), None, None, message.format(what=error), remedy)
        raise ContentError([lost]) from None
    identity = campaign.addresses.url(f"{folder(edition)}/{file.name}")
    condition = campaign.editions[edition].condition.name
    return finish.saved(document, identity, campaign.settings.updated, condition)
