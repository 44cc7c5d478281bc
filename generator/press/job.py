"""The folder a print shop is handed: a press file for each place and language, and papers."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from gettext import gettext as _
from pathlib import Path

from generator.artifact import Artifact
from generator.assets import TEMPLATES
from generator.channels import leaflet
from generator.channels.pages import look
from generator.model.campaign import Campaign
from generator.model.printing import Version
from generator.press import codes, finish, preflight
from generator.rendering import environment, plain
from generator.typesetting import paper

QUANTITIES, TICKET, SUMS = "so-luong.csv", "phieu-in.pdf", "SHA256SUMS"


def folder(edition: str) -> str:
    """Return where the job of an edition stands in an output."""
    return f"print/{edition}"


def versions(campaign: Campaign, edition: str) -> list[Version]:
    """Return the leaflets of an edition, in the order of its places and languages."""
    return [version for version in campaign.versions.values() if version.edition == edition]


def file(version: Version) -> str:
    """Return the name of the press file of one leaflet."""
    return f"{version.unit}-{version.language}.pdf"


def artifacts(
    campaign: Campaign, edition: str, told: Callable[[Version], None]
) -> Iterator[Artifact]:
    """Yield every file of a job but its manifest; `told` hears of each leaflet that is made.

    Raises ContentError where words, typeface and design do not agree.
    """
    sums: dict[str, str] = {}

    def made(name: str, content: bytes) -> Artifact:
        sums[name] = hashlib.sha256(content).hexdigest()
        return Artifact(f"{folder(edition)}/{name}", content)

    design, dated = campaign.design(edition), campaign.settings.updated
    for version in versions(campaign, edition):
        raw = leaflet.for_press(campaign, version)
        identity = campaign.addresses.url(f"{folder(edition)}/{file(version)}")
        yield made(file(version), finish.finished(raw, identity, dated, design))
        told(version)
    yield made(QUANTITIES, _quantities(campaign, edition).encode("utf-8-sig"))
    yield made(TICKET, paper.pages(ticket(campaign, edition)))
    lines = "".join(f"{print_}  {name}\n" for name, print_ in sorted(sums.items()))
    yield made(SUMS, lines.encode())


def faults(campaign: Campaign, edition: str, made: Path) -> Iterator[str]:
    """Yield what is wrong with a finished job: each file is judged, and each code read back."""
    for version in versions(campaign, edition):
        name = file(version)
        pdf = (made / name).read_bytes()
        yield from (fault.said(name) for fault in preflight.judge(pdf).faults)
        wanted = campaign.addresses.qr_text(version.code.code)
        pages = list(codes.read(pdf))
        found = [code for page in pages for code in page[0].splitlines()]
        pieces = campaign.design(edition).pieces
        if found != [wanted] * pieces:
            yield _("{file}: its pages hold {found}, not the one code {wanted}").format(
                file=name, found=", ".join(found) or "–", wanted=wanted
            )
        elif sum(words.count(version.code.code) for code, words in pages if code) < pieces:
            yield _("{file}: {code} is not printed beside its QR code").format(
                file=name, code=version.code.code
            )


# -- papers ---------------------------------------------------------------------------------


def _quantities(campaign: Campaign, edition: str) -> str:
    """Return what is printed of what, for a spreadsheet."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(["tệp", "nơi nhận", "ngôn ngữ", "mã tờ rơi", "số mặt", "số bản", "dự phòng %"])
    facts = campaign.editions[edition]
    sides = len(campaign.design(edition).sides)
    for version in versions(campaign, edition):
        code = version.code
        copies = "" if code.quantity is None else code.quantity
        named = (file(version), version.unit, version.language, code.code)
        table.writerow([*named, sides, copies, facts.spare_percent])
    return out.getvalue()


def ticket(campaign: Campaign, edition: str) -> str:
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
            versions=[(file(v), v) for v in versions(campaign, edition)],
            bleed=preflight.BLEED,
            condition=finish.CONDITION,
            most_ink=preflight.MOST_INK,
        )
    )
