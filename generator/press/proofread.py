"""Every page of a finished job read back, and compared with what belongs on it."""

import io
from collections.abc import Iterator, Sequence
from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple

import pikepdf

from generator.channels import leaflet
from generator.channels.leaflet import Kind, Member
from generator.model.campaign import Campaign
from generator.press import codes, preflight
from generator.press.files import PressFile, files
from generator.press.marks import Box
from generator.workers import Submit, here

AT_ONCE = 500
"""Leaflets that one call reads."""


class Layout(NamedTuple):
    """Where leaflets of one kind have what is their own."""

    areas: dict[int, tuple[Box, ...]]
    """By side, from 0, where its QR codes are; a side with words only has none."""
    fields: tuple[str, ...]
    """The words of their own that the design shows."""


def faults(campaign: Campaign, edition: str, made: Path, submit: Submit = here) -> Iterator[str]:
    """Yield what is wrong with a finished job.

    Each file is judged; of each leaflet the code and all words of its own are read from its page
    and compared with what belongs on that page: two that are exchanged agree with themselves.
    """
    sides = len(campaign.design(edition).sides)
    for file in files(campaign, edition):
        pdf = (made / file.name).read_bytes()
        verdict = preflight.judge(pdf, campaign.editions[edition].stock)
        yield from (fault.said(file.name) for fault in verdict.faults)
        if verdict.pages == sides * len(file.versions):
            yield from _misread(campaign, file, pdf, sides, submit)
        else:
            yield _("{file}: {n} pages, not {m}").format(
                file=file.name, n=verdict.pages, m=sides * len(file.versions)
            )


def _misread(
    campaign: Campaign, file: PressFile, pdf: bytes, sides: int, submit: Submit
) -> Iterator[str]:
    """Yield which pages of a file do not say what belongs there."""
    members: list[Member] = [(v, leaflet.own_words(campaign, v)) for v in file.versions]
    layouts: dict[Kind, Layout] = {}
    for number, member in enumerate(members):
        if member[1].kind not in layouts:
            layouts[member[1].kind] = _layout(campaign, pdf, number * sides, sides, member)
    if not all(any(layout.areas.values()) for layout in layouts.values()):
        yield _("{file}: no QR code is seen on its first leaflet").format(file=file.name)
        return
    yield from _changed_sides(pdf, file.name, members, layouts, sides)
    todo = [
        (number * sides + side, areas)
        for number, (_version, own) in enumerate(members)
        for side, areas in layouts[own.kind].areas.items()
    ]
    running = [
        submit(codes.read, pdf, todo[first : first + AT_ONCE])
        for first in range(0, len(todo), AT_ONCE)
    ]
    reads = iter([read for call in running for read in call.result()])
    for number, (version, own) in enumerate(members):
        layout = layouts[own.kind]
        pages = {number * sides + side + 1: next(reads) for side in layout.areas}
        wanted = campaign.addresses.qr_text(version.code.code)
        for (page, read), areas in zip(pages.items(), layout.areas.values(), strict=True):
            if read.codes != (wanted,) * len(areas):
                yield _("{file}, page {n}: it holds {found}, not {wanted}").format(
                    file=file.name, n=page, found=", ".join(read.codes) or "–", wanted=wanted
                )
        for field in layout.fields:
            words = getattr(own, field)
            if words and not any(read.says(words) for read in pages.values()):
                yield _("{file}, page {n}: “{words}” is not on it").format(
                    file=file.name, n=max(pages), words=words
                )


def _layout(campaign: Campaign, pdf: bytes, first: int, sides: int, member: Member) -> Layout:
    """Return where one leaflet, whose pages begin at `first`, has what is its own."""
    version, own = member
    fields = tuple(leaflet.own_fields(campaign, version))
    words = [getattr(own, field) for field in fields if getattr(own, field)]
    areas = [tuple(codes.areas(pdf, first + side)) for side in range(sides)]
    reads = codes.read(pdf, [(first + side, ()) for side in range(sides)])
    own_sides = [s for s in range(sides) if areas[s] or any(map(reads[s].says, words))]
    return Layout({side: areas[side] for side in own_sides}, fields)


def _changed_sides(
    pdf: bytes,
    file: str,
    members: Sequence[Member],
    layouts: dict[Kind, Layout],
    sides: int,
) -> Iterator[str]:
    """Yield which sides that leaflets of a kind share are not the one of the first of them."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        made: dict[tuple[Kind, int], tuple[int, int]] = {}
        for page, one in enumerate(document.pages):
            number, side = divmod(page, sides)
            kind = members[number][1].kind
            if side in layouts[kind].areas:
                continue
            content = one.obj.Contents.objgen
            if made.setdefault((kind, side), content) != content:
                yield _("{file}, page {n}: this side is not that of the other leaflets").format(
                    file=file, n=page + 1
                )
