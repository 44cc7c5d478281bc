"""How much damage the QR codes of finished press files bear: of every design, by two readers."""

import sys
from collections.abc import Iterable
from typing import NamedTuple

import zxingcpp
from support.damage import DAMAGES, Code, cut_out, rates, zbar, zxing
from support.trees import SHIPPED, at_host, campaign

from generator.model.campaign import Campaign
from generator.press import job
from generator.press.files import files

TRIALS = 40
DPI = (300, 150)
FLOOR = 0.95
"""What zxing must read at 300 dpi of codes that are covered as HELD says."""
HELD = "covered 10%"
A5 = "a5-message"
LONGER = ("canhgiac.phutho.gov.vn", "canhgiac.congan.phutho.gov.vn")
"""Hosts as an official campaign may have; a longer one takes a weaker code, or a larger one."""


class Row(NamedTuple):
    """The code of a design, cut out of its finished press file."""

    design: str
    codes: dict[int, Code]
    """By dots an inch."""

    def __str__(self) -> str:
        (seen,) = zxingcpp.read_barcodes(self.codes[300].image)
        modules = self.codes[300].modules
        millimetres = self.codes[300].module / 300 * 25.4
        size = f"{millimetres * modules:.1f} mm, {millimetres:.2f} a module"
        return f"{self.design}: {(modules - 17) // 4}-{seen.ec_level}, {size}"


def row(found: Campaign, edition: str) -> Row:
    """Return the code of the first leaflet of an edition; of several on it, the first."""
    (first, *_rest) = files(found, edition)
    pdf = next(job.artifacts(found, edition, lambda _file: None)).content
    text = found.addresses.qr_text(first.versions[0].code.code)
    design = found.editions[edition].design
    return Row(design, {dpi: cut_out(pdf, text, dpi)[0] for dpi in DPI})


def main() -> int:
    found = campaign(SHIPPED)
    editions = {facts.design: name for name, facts in reversed(found.editions.items())}
    print(f"right of {TRIALS} trials, per cent: zxing/zbar")
    heads = [name.partition(" ") for name in DAMAGES]
    print(line("", (head for head, _space, _rest in heads)))
    print(line("", (rest for _head, _space, rest in heads)))
    weak = [design for design in sorted(editions) if tried(row(found, editions[design])) < FLOOR]
    for host in LONGER:  # shown only: the length of its address is the campaign's choice
        longer = row(at_host(found, host), editions[A5])
        tried(longer._replace(design=f"{A5} at {host}"))
    print(f"zxing reads fewer than {FLOOR:.0%} at 300 dpi, {HELD}: {', '.join(weak) or 'none'}")
    return bool(weak)


def tried(one: Row) -> float:
    """Print what both readers read of a code; return what must not be less than FLOOR."""
    print(one)
    for dpi, code in one.codes.items():
        of_damages = {name: rates(code, name, TRIALS, zxing, zbar) for name in DAMAGES}
        cells = ("/".join(f"{100 * rate:.0f}" for rate in both) for both in of_damages.values())
        print(line(f"{dpi} dpi", cells))
        if dpi == DPI[0]:
            held = of_damages[HELD][0]
    return held


def line(name: str, cells: Iterable[str]) -> str:
    return f"  {name:8}" + "".join(f"{cell:>10}" for cell in cells)


if __name__ == "__main__":
    sys.exit(main())
