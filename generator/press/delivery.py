"""What goes with the bundles of an edition: labels, slips and their table, some read back."""

from collections.abc import Callable, Iterator, Sequence
from gettext import gettext as _
from pathlib import Path

from generator.artifact import Artifact
from generator.distribution.packing import Load, Packed
from generator.model.campaign import Campaign
from generator.model.places import SAMPLE
from generator.press import codes, quantities, sheets
from generator.press import labels as paper
from generator.press.labels import Phone
from generator.press.marks import MM
from generator.press.slips import slips

FILES = 3
LABELS, SLIPS, TABLE = "nhan.pdf", "bien-ban.pdf", "nhan.csv"
HEADER = (
    *("mã nhãn", "mã xã", "xã, phường", "mã nơi nhận", "nơi nhận", "ngôn ngữ", "số tờ", "số hộ"),
    *("số người", "bó", "tổng số bó", "trang nhãn", "ghi chú"),
)


def folder(edition: str) -> str:
    """Return where what goes with bundles stands in an output."""
    return f"distribution/{edition}"


def artifacts(
    campaign: Campaign,
    edition: str,
    loads: Sequence[Load],
    phone: Phone | None,
    told: Callable[[str], None],
) -> Iterator[Artifact]:
    """Yield every file but the manifest; `told` hears of each that is made.

    Raises LackingError.
    """
    for name, content in _files(campaign, edition, loads, phone):
        yield Artifact(f"{folder(edition)}/{name}", content)
        told(name)


def _files(
    campaign: Campaign, edition: str, loads: Sequence[Load], phone: Phone | None
) -> Iterator[tuple[str, bytes]]:
    labels = paper.labels(campaign, edition, loads, phone)
    yield LABELS, labels.pdf
    yield SLIPS, slips(campaign, edition, loads)
    yield TABLE, quantities.table(HEADER, _rows(loads, labels.pages))


def _rows(loads: Sequence[Load], pages: dict[str, int]) -> Iterator[Sequence[object]]:
    for load in loads:
        for one in load.packed:
            label = one.label
            homes, people = (
                (label.households, None) if one.is_for_homes else (None, label.households)
            )
            yield (
                *(label.code, load.unit.code, load.unit.name, label.place, one.name),
                *(label.language, label.copies, homes, people, label.bundle, one.of),
                *(pages[label.code], SAMPLE if one.is_sample else None),
            )


# -- reading back --------------------------------------------------------------------------------


def faults(loads: Sequence[Load], phone: Phone | None, made: Path) -> Iterator[str]:
    """Yield what is wrong with finished labels: the last sheet and one with each kind of label
    are read as a telephone and an eye would, for what belongs on it.
    """
    on_page = [on_it for _load, on_it in paper.on_sheets(loads)]
    kinds = {
        paper.kind(one): page for page, on_it in reversed([*enumerate(on_page)]) for one in on_it
    }
    looked = sorted({*kinds.values(), len(on_page) - 1})
    whole = (0.0, 0.0, sheets.WIDTH * MM, sheets.HEIGHT * MM)
    read = codes.read((made / LABELS).read_bytes(), [(page, [whole]) for page in looked])
    for page, seen in zip(looked, read, strict=True):
        on_it = on_page[page]
        told = sorted(text for one in on_it for text in _codes(one, phone))
        if sorted(seen.codes) != told:
            text = _("{file}, page {n}: its QR codes cannot be read, or are not its own")
            yield text.format(file=LABELS, n=page + 1)
        unsaid = [one.label.code for one in on_it if not seen.says(one.label.code)]
        if unsaid:
            text = _("{file}, page {n}: {codes} cannot be read")
            yield text.format(file=LABELS, n=page + 1, codes=", ".join(unsaid))


def _codes(one: Packed, phone: Phone | None) -> list[str]:
    return [one.label.code, *([paper.text_of(one.label, phone)] if phone else [])]
