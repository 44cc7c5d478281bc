"""Press files of many units, as jobs of variable data are."""

import io
from collections.abc import Callable
from itertools import groupby
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.channels import leaflet
from generator.model.campaign import Campaign
from generator.model.printing import Design, Version
from generator.press import finish
from generator.typesetting import qr


def code(text: str) -> bytes:
    """Draw a QR code in black, on white, in the middle of A5."""
    squares = [
        f"{100 + 5 * x} {400 - 5 * y} 5 5 re"
        for y, row in enumerate(qr.modules(text))
        for x, dark in enumerate(row)
        if dark
    ]
    white = "0 0 0 0 k -9 -9 440 620 re f 0 0 0 1 k"
    return "\n".join(["q", white, *squares, "f", "Q"]).encode()


def job(one: bytes, units: int, own: Callable[[int, str], bytes]) -> bytes:
    """Return a press file of many units as jobs of variable data are: sides share their streams,
    places their nodes, and a few bytes are a unit's own.
    """
    with pikepdf.open(io.BytesIO(one)) as pdf:
        sides = [page.obj for page in pdf.pages]
        base = [list(side.Contents) for side in sides]
        resources = [pdf.make_indirect(side.Resources) for side in sides]
        boxes = {
            key: pdf.make_indirect(Array(list(sides[0][key])))
            for key in ("/TrimBox", "/BleedBox")
        }
        top: Any = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=2 * units))
        nodes = []
        for _place, members in groupby(range(units), lambda unit: unit // 73):
            node: Any = pdf.make_indirect(Dictionary(Type=Name.Pages, Parent=top))
            common = pdf.make_stream(b"q 0 0 0 1 k 30 30 9 9 re f Q")
            kids = []
            for unit in members:
                for side, name in enumerate("FB"):
                    streams = [*base[side], common, pdf.make_stream(own(unit, name))]
                    page = {"/Type": Name.Page, "/Parent": node, **boxes}
                    page |= {"/Resources": resources[side], "/Contents": Array(streams)}
                    kids.append(pdf.make_indirect(Dictionary(page)))
            node.Kids, node.Count, node.MediaBox = Array(kids), len(kids), sides[0].MediaBox
            nodes.append(node)
        top.Kids = Array(nodes)
        pdf.Root.Pages = top
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def pressed(campaign: Campaign, version: Version, design: Design | None = None) -> bytes:
    """Return a leaflet as the typesetter sets it, with what a press needs."""
    raw = leaflet.for_press(campaign, version)
    folded = design or campaign.design(version.edition)
    with pikepdf.open(io.BytesIO(raw)) as document:
        for side, page in enumerate(document.pages, start=1):
            finish.side(document, page, folded.folds(side))
        return finish.saved(document, "thu", campaign.settings.updated)
