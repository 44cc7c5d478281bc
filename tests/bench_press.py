"""How fast press files are made and read back, beside typst and the typesetter; CPU and wall.

Each figure is of a process of its own that has loaded libraries and campaign before; one run, one
machine.
"""

import json
import multiprocessing
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pikepdf
from support.trees import SHIPPED, campaign, many_groups

import generator.typesetting.paper  # noqa: F401  (half a second, before anything is measured)
from generator import workers
from generator.assets import FONTS
from generator.channels import leaflet
from generator.channels.leaflet import Member
from generator.model.campaign import Campaign
from generator.press import finish, proofread, stamp
from generator.press.files import files
from generator.typesetting import qr

EDITION, LANGUAGE = "2026-a5-thong-diep", "vi"
UNITS = 10_762
"""The groups of the founding plan."""
TYPESET = 5
"""Leaflets by the typesetter alone: one takes a quarter of a second."""


class Spent(NamedTuple):
    """What some work took."""

    cpu: float
    wall: float
    peak: float
    """Megabytes of the process, with Python and the campaign."""
    made: int
    """Bytes."""


def apart(work: Callable[..., Spent], *arguments: object) -> Spent:
    """Do some work in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as pool:
        return pool.submit(work, *arguments).result()


def spent(work: Callable[[], int]) -> Spent:
    """Do some work here; processes that it starts and ends count, too, but for their memory."""
    cpu, wall = sum(os.times()[:4]), time.perf_counter()
    made = work()
    cpu, wall = sum(os.times()[:4]) - cpu, time.perf_counter() - wall
    # Not ru_maxrss: that of a child begins with what its parent held.
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return Spent(cpu, wall, int(peak[1]) / 1024 if peak else 0, made)


def many(count: int) -> Campaign:
    """Return the shipped campaign with leaflets for so many groups, spread over its communes."""
    return many_groups(campaign(SHIPPED), EDITION, (LANGUAGE,), count)


def members(found: Campaign) -> list[Member]:
    (kind,) = leaflet.alike(found, [v for v in found.versions.values() if v.edition == EDITION])
    return kind


# -- three ways to make them ---------------------------------------------------------------------


def made(found: Campaign, of: list[Member]) -> bytes:
    """Return a press file: its base set once, what is each one's own put on it."""
    base = leaflet.base(found, of)
    start, design = found.addresses.qr_text(""), found.design(EDITION)
    document = stamp.press_file([base], [(0, own) for _version, own in of], start, design)
    return finish.saved(document, "thu", found.settings.updated)


def ours(count: int) -> Spent:
    found = many(count)
    of = members(found)
    return spent(lambda: len(made(found, of)))


def by_typesetter(count: int) -> Spent:
    found = many(count)
    versions = [version for version, _own in members(found)]
    return spent(lambda: sum(len(leaflet.for_press(found, one)) for one in versions))


def by_typst(count: int) -> Spent:
    """The same words in the same typeface, with the same icons, plainer; data made beforehand."""
    import typst  # type: ignore[import-untyped,unused-ignore]

    found = many(count)
    of = members(found)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(shutil.copy(Path(__file__).parent / "support/leaflet.typ", folder))
        out = source.with_suffix(".pdf")
        sides = _blocks(leaflet.html(found, *of[0][:1], own=of[0][1]))
        units = [own._asdict() | {"svg": _svg(found, own.code)} for _version, own in of]
        data = dict(zip(("front", "back"), sides, strict=True)) | {"units": units}
        (source.parent / "data.json").write_text(json.dumps(data), "utf-8")

        def work() -> int:
            typst.compile(
                source,
                output=out,
                font_paths=[FONTS],
                ignore_system_fonts=True,
                pdf_tags=False,
            )
            return out.stat().st_size

        took = spent(work)
        with pikepdf.open(out) as document:
            assert len(document.pages) == 2 * count
    return took


def _svg(found: Campaign, code: str) -> str:
    rows = qr.modules(found.addresses.qr_text(code))
    box = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {qr.size(rows)} {qr.size(rows)}"'
    return f'<svg {box}><path d="{qr.path(rows)}"/></svg>'


Block = tuple[str, str, str]
"""Tag, words and icon of a piece of a leaflet."""
_ICON = re.compile("<svg.*?</svg>", re.DOTALL)
_OWN = re.compile(r'<(\w+)[^>]*id="own-.*?</\1>', re.DOTALL)


class _Blocks(HTMLParser):
    """Collects what each side of a leaflet says and shows, in order; icons stand in <svg>."""

    def __init__(self, icons: list[str]) -> None:
        super().__init__()
        self.sides: list[list[Block]] = []
        self._icons = iter(icons)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("class", "side") in attrs:
            self.sides.append([])
        elif tag in ("h1", "h2", "h3", "p", "li"):
            is_begun = self.sides[-1] and not self.sides[-1][-1][1]  # an icon, or nothing yet
            icon = self.sides[-1].pop()[2] if is_begun else ""
            self.sides[-1].append((tag, "", icon))
        elif tag == "svg":
            last, words, _icon = self.sides[-1].pop()
            self.sides[-1].append((last, words, next(self._icons)))

    def handle_data(self, data: str) -> None:
        if self.sides and self.sides[-1]:
            tag, words, icon = self.sides[-1].pop()
            self.sides[-1].append((tag, f"{words} {data.strip()}".strip(), icon))


def _blocks(html: str) -> list[list[Block]]:
    body = _OWN.sub("", html[html.index("<body") :])
    parser = _Blocks(_ICON.findall(body))
    parser.feed(_ICON.sub("<svg></svg>", body))
    return parser.sides


# -- reading them back ---------------------------------------------------------------------------


def read_back(count: int, who: str) -> Spent:
    found = many(count)
    with tempfile.TemporaryDirectory() as folder:
        (file,) = files(found, EDITION)
        pdf = made(found, members(found))
        (Path(folder) / file.name).write_bytes(pdf)

        def work() -> int:
            with workers.named(who) as submit:
                assert list(proofread.faults(found, EDITION, Path(folder), submit)) == []
            return len(pdf)

        return spent(work)


# -- the tables ----------------------------------------------------------------------------------


def press() -> None:
    print(f"press files, two sides of A5: {EDITION}")
    base = show("ours", UNITS, apart(ours, UNITS))
    try:
        import typst  # noqa: F401
    except ImportError:
        print("  typst: absent; to compare: .venv/bin/pip install -r requirements-bench.txt")
    else:
        show("typst", 1_000, apart(by_typst, 1_000), base)
        show("typst", UNITS, apart(by_typst, UNITS), base)
    show("the typesetter", TYPESET, apart(by_typesetter, TYPESET), base)
    print("what a leaflet costs, however many there are")
    for count in (1_000, 10_000, 100_000):
        show("ours", count, apart(ours, count))
    print("reading each leaflet back, with the rules for a press")
    one = show("one process", UNITS, apart(read_back, UNITS, ""))
    show(f"{os.cpu_count()} processes", UNITS, apart(read_back, UNITS, workers.PROCESSES), one)


def show(name: str, count: int, took: Spent, beside: Spent | None = None) -> Spent:
    """Print what some work took, and how many times that of other work for as many leaflets."""
    cells = [
        f"{name:15}{count:>8,}{took.cpu:9.2f} s CPU{took.wall:9.2f} s",
        f"{1e6 * took.wall / count:9,.0f} µs each",
        f"{took.peak:6,.0f} MB",
        f"{took.made / count:8,.0f} B each",
    ]
    if beside:
        scale = UNITS / count
        cells.append(f"{took.cpu * scale / beside.cpu:.1f} × CPU")
        cells.append(f"{took.wall * scale / beside.wall:.1f} × wall")
    print(" ", *cells, flush=True)
    return took


if __name__ == "__main__":
    press()
