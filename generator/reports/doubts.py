"""What in a report does not agree, in words: what it is, where, why, from which receipts."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from generator.distribution.doubts import Signed
from generator.model.places import Group, Recipient, Unit
from generator.model.receipts import Receipt
from generator.reports.coverage import Report, number, over

OVER = "Báo nhiều hơn số hộ không phải là thành tích: số hộ ghi thiếu, hoặc biên nhận ghi nhầm."
SIGNED = "Số chữ ký của một bó nhiều hơn số tờ đã giao, hoặc hơn số hộ mà bó ấy dành cho."
SURPLUS = "Giao nhiều hơn kế hoạch: bó có nhãn cũ và bó thay nó có thể đã giao cả hai."
LISTS = "Số hộ xã ghi ít hơn số hộ các tổ cộng lại."
STRAYS = "Biên nhận của nơi không còn trong danh sách: không tính."
UNCOUNTED = "Chưa có số hộ: nằm ngoài mọi phép tính."


class Doubt(NamedTuple):
    """Something to compare and to ask about."""

    kind: str
    """What all of its kind have in common, as a sentence."""
    unit: str
    """Code of the commune."""
    place: str
    name: str
    what: str
    label: str = ""
    """Code of the bundle, where it is one."""
    receipts: tuple[Receipt, ...] = ()


def doubts(report: Report) -> list[Doubt]:
    """Return all of them, those of a kind together."""
    return [*_of_lists(report), *_of_bundles(report), *_of_places(report)]


def by_kind(found: list[Doubt], most: int) -> list[tuple[str, list[Doubt]]]:
    """Return what was found below the sentence of its kind; of each the first, so that many of
    one hide no other.
    """
    return [(kind, list(own)[:most]) for kind, own in groupby(found, key=lambda one: one.kind)]


def signed(one: Signed, whom: str) -> str:
    """Return which figures of a bundle do not agree; `whom` it is for."""
    said = f"{number(one.number)} chữ ký"
    if one.delivered is None:
        said += ", chưa có biên nhận giao"
    elif one.is_more_than_came:
        said += f", mới giao {number(one.copies)} tờ"
        said += f" (mỗi hộ {one.each} tờ)" if one.each > 1 else ""
    if one.is_more_than_meant:
        said += f", bó này dành cho {number(one.label.households)} {whom}"
    return said


def _of_lists(report: Report) -> Iterator[Doubt]:
    for line in report.found.over:
        of = _of(report, line.homes.key)
        yield Doubt(OVER, *of, over(line), receipts=tuple(line.receipts))


def _of_bundles(report: Report) -> Iterator[Doubt]:
    for one in report.found.signed:
        label = one.label
        receipts = (one.signed, *filter(None, [one.delivered]))
        unique = tuple({receipt.key: receipt for receipt in receipts}.values())
        is_recipient = label.place in report.campaign.tables.of(Recipient)
        what = signed(one, "người" if is_recipient else "hộ")
        yield Doubt(SIGNED, *_of(report, label.place), what, label.code, unique)
    for more in report.found.surplus:
        what = f"đã giao {number(more.delivered)} tờ, kế hoạch {number(more.planned)} tờ"
        yield Doubt(SURPLUS, *_of(report, more.place), what, receipts=more.receipts)


def _of_places(report: Report) -> Iterator[Doubt]:
    for code, (said, total) in report.disagreements.items():
        yield Doubt(LISTS, *_of(report, code), disagreement(said, total))
    for row in report.found.strays:
        what = f"biên nhận {row.receipt} không tính"
        yield Doubt(STRAYS, *_of(report, row.place), what, row.label, (row,))
    for one in report.found.uncounted:
        yield Doubt(UNCOUNTED, *_of(report, one.key), "chưa có số hộ")


def disagreement(said: int, total: int) -> str:
    """Return that a commune counts fewer households than its groups have, and who is believed."""
    return f"xã ghi {number(said)} hộ, các tổ cộng lại {number(total)} hộ: tính theo các tổ"


def _of(report: Report, place: str) -> tuple[str, str, str]:
    return place.partition("-")[0], place, _name(report, place)


def _name(report: Report, place: str) -> str:
    """Return what a place is called, with its commune."""
    tables = report.campaign.tables
    own = tables.of(Group).get(place) or tables.of(Recipient).get(place)
    code = place.partition("-")[0]
    unit = tables.of(Unit).get(code)
    of_unit = unit.name if unit else code
    return of_unit if place == code else f"{own.name if own else place}, {of_unit}"
