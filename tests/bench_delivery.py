"""How fast labels and delivery slips are made, beside the typesetter; CPU and wall, as press
files are measured.
"""

from bench_press import EDITION, UNITS, Spent, apart, many, show, spent
from support.trees import TODAY

from generator.distribution import labels as register
from generator.distribution import packing
from generator.distribution.packing import Load
from generator.distribution.plan import bundles, plan
from generator.model.campaign import Campaign
from generator.model.places import Recipient, Unit
from generator.press import labels, slips
from generator.press.labels import Phone
from generator.typesetting import paper, qr

PHONE = Phone("0912345678", TODAY)
TYPESET = 100
"""Labels by the typesetter."""


def loaded(count: int) -> tuple[Campaign, list[Load]]:
    """Return what the communes of the province are handed for so many groups, a bundle each."""
    found = many(count)
    tables = found.tables
    tables.of(Recipient).clear()
    units = tables.of(Unit)
    for key, unit in units.items():
        units[key] = unit.model_copy(update={"households": None})
    planned = plan(found, EDITION)
    lines = register.issue(EDITION, bundles(planned, 50), TODAY, [])
    assert len(lines) == count
    return found, packing.loads(tables, planned, lines)


def of_labels(count: int) -> Spent:
    found, loads = loaded(count)
    return spent(lambda: len(labels.labels(found, EDITION, loads, PHONE).pdf))


def of_slips(count: int) -> Spent:
    found, loads = loaded(count)
    return spent(lambda: len(slips.slips(found, EDITION, loads)))


def by_typesetter(count: int) -> Spent:
    """The same words and codes as HTML, ten labels on a page."""
    _found, loads = loaded(count)
    html = [_html(load, one) for load in loads for one in load.packed]
    style = (
        "@font-face{font-family:f;src:url(fonts/BeVietnamPro-Bold.ttf)} body{margin:0;font:9pt f}"
        "@page{size:A4;margin:6mm 0} svg{width:15mm}"
        "div{float:left;width:105mm;height:57mm;overflow:hidden} h1,p{margin:1mm;font:9pt f}"
    )
    start = f"<html lang=vi><title>Nhãn</title><style>{style}</style><body>"
    return spent(lambda: len(paper.pages(start + "".join(html))))


def _html(load: Load, one: packing.Packed) -> str:
    label = one.label
    codes = (qr.modules(label.code), qr.small(labels.text_of(label, PHONE)))
    drawn = "".join(
        f'<svg viewBox="0 0 {qr.size(rows)} {qr.size(rows)}"><path d="{qr.path(rows)}"/></svg>'
        for rows in codes
    )
    said = (load.unit.name, label.code, f"{label.copies} tờ", labels.received(label))
    return f"<div><h1>{one.name}</h1><p>{'<p>'.join(said)}{drawn}</div>"


def delivery() -> None:
    print(f"labels of bundles and delivery slips: {EDITION}")
    base = show("labels", UNITS, apart(of_labels, UNITS))
    show("the typesetter", TYPESET, apart(by_typesetter, TYPESET), base)
    show("lines of slips", UNITS, apart(of_slips, UNITS))
    print("what a label costs, however many there are")
    for count in (1_000, 10_000, 100_000):
        show("labels", count, apart(of_labels, count))


if __name__ == "__main__":
    delivery()
