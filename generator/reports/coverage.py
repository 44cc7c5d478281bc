"""A report of how far leaflets have come: its figures, in words and as data."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from generator.distribution import homes
from generator.distribution.coverage import Coverage, Line, OfUnit, Reach, Share, Week, coverage
from generator.distribution.quantities import decimal, grouped
from generator.distribution.sampling import Checked, checked
from generator.model.campaign import Campaign
from generator.model.places import PROVINCE, Unit
from generator.model.receipts import Receipt, Sampled

FOLDER = "distribution/bao-cao"
"""Where it stands in an output. It is never part of a site."""
LINES = {
    "to": "Tổ, thôn, khu (Tổ liên gia)",
    "co-quan": "Cơ quan",
    "truong-hoc": "Trường học",
    "doanh-nghiep": "Doanh nghiệp",
}
"""What the plan counts beside households, each a line of its 100 per cent."""


class Report(NamedTuple):
    """What is reported of an edition."""

    campaign: Campaign
    found: Coverage
    samples: Sequence[Checked]
    is_sample: bool
    """Whether figures are none that somebody counted."""
    disagreements: dict[str, tuple[int, int]]
    """By commune: households that it counts, and the more that its groups have."""

    @property
    def last(self) -> Receipt | None:
        """Return the newest receipt that stands."""
        stands = [r for line in self.found.lines for r in line.receipts]
        return max(stands, key=lambda row: (row.on, row.receipt), default=None)

    @property
    def silent(self) -> list[OfUnit]:
        """Communes that were counted and have reported nothing."""
        return [of for of in self.found.units if of.is_counted and not of.has_reported]


def report(campaign: Campaign, edition: str) -> Report:
    """Return the report of an edition."""
    tables = campaign.tables
    return Report(
        campaign,
        coverage(campaign, edition),
        checked(tables.of(Sampled).values()),
        homes.are_sample(tables),
        homes.disagreements(tables),
    )


# -- in words ------------------------------------------------------------------------------------


def number(count: int) -> str:
    """Return a number as it is written: 1.234."""
    return grouped(count)


def percent(tenths: int | None) -> str:
    """Return per cent as it is written, rounded down: 54,5%."""
    return "–" if tenths is None else f"{decimal(tenths)}%"


def of(share: Share) -> str:
    """Return a share in full: how many of how many, and per cent."""
    if not share.whole:
        return "chưa có danh sách"
    return f"{number(share.part)}/{number(share.whole)} ({percent(share.tenths)})"


def reach(found: Reach) -> str:
    """Return to how many places all has come that was planned, and to how many a part of it."""
    if not found.full.whole:
        return of(found.full)
    return f"đã nhận đủ {of(found.full)}, nhận một phần {number(found.partly)}"


def week(found: Week) -> str:
    """Return a week by its days."""
    sunday = found.monday + timedelta(days=6)
    return f"{found.monday:%d/%m}–{sunday:%d/%m/%Y}"


def within(campaign: Campaign, sample: Checked) -> str:
    """Return what a sample speaks for."""
    if sample.within == PROVINCE:
        return "toàn tỉnh"
    units = campaign.tables.of(Unit)
    return ", ".join(
        units[code].name if code in units else code for code in sample.within.split("-")
    )


def verdict(sample: Checked) -> str:
    """Return what a sample proves, as somebody reads it who has never heard of statistics."""
    size, accept, good, bad = sample.rule
    if sample.strange:
        few = ", ".join(sample.strange[:3]) + (", …" if sample.strange[3:] else "")
        return f"Không kết luận: {len(sample.strange)} dòng không phải hộ đã rút ({few})."
    if sample.lacking:
        return f"Không kết luận: thiếu {sample.lacking} trong {size} dòng đã rút."
    if not sample.is_done:
        return f"Chưa kết luận: mới đến {sample.visited} trong {size} hộ."
    if sample.is_accepted:
        return (
            f"Đạt: {sample.found} trong {size} hộ có tờ rơi, mức đạt là từ {accept} hộ. Nếu thật"
            f" ra chỉ {bad}% số hộ có tờ rơi thì mười lần kiểm tra, không quá một lần được thế."
        )
    return (
        f"Chưa đạt: {sample.found} trong {size} hộ có tờ rơi, mức đạt là từ {accept} hộ. Nếu thật"
        f" ra {good}% số hộ đã có tờ rơi thì mười lần kiểm tra, không quá một lần thấp thế này."
        " Cần rà lại và phát bù."
    )


def interval(sample: Checked) -> str:
    """Return between what per cent of all households lie; a sample never says that it is all."""
    if sample.interval is None:
        return "chưa kết luận"
    low, high = sample.interval
    if high == 1000:
        return f"từ {percent(low)} trở lên"
    if low == 0:
        return f"không quá {percent(high)}"
    return f"từ {percent(low)} đến {percent(high)}"


def verified(report: Report) -> str:
    """Return what samples of the whole province say of it, the newest last."""
    whole = [sample for sample in report.samples if sample.within == PROVINCE]
    done = [interval(sample) for sample in whole if sample.is_done]
    return "; ".join(done) or ("chưa kết luận" if whole else "chưa kiểm tra mẫu toàn tỉnh")


def over(line: Line) -> str:
    """Return why a figure of a list cannot be right."""
    return f"{number(line.said)} hộ ký, danh sách có {number(line.households)} hộ"


def status(unit: OfUnit) -> str:
    """Return what there is to say of a commune beside its figures."""
    said = []
    if not unit.is_counted:
        said.append("chưa có số hộ")
    elif not unit.has_reported:
        said.append("chưa báo cáo")
    if unit.is_over:
        said.append("có nơi báo vượt")
    return ", ".join(said)


# -- as data -------------------------------------------------------------------------------------


def as_data(report: Report) -> dict[str, Any]:
    """Return a report for machines."""
    found, campaign = report.found, report.campaign
    return {
        "edition": found.edition,
        "sample_figures": report.is_sample,
        "content_revision": campaign.content_revision,
        "last_receipt": report.last.on.isoformat() if report.last else None,
        **_sums(found.sums.delivered, found.sums.signed),
        "verified": [_sample(sample) for sample in report.samples],
        "reporting": _share(found.reporting),
        "others": {
            name: _share(one.full) | {"partly": one.partly} for name, one in found.others.items()
        },
        "weeks": [_week(one, found.sums.households) for one in found.weeks],
        "units": [
            {
                "code": unit.unit.code,
                "name": unit.unit.name,
                "counted": unit.is_counted,
                "reported": unit.has_reported,
                "over": unit.is_over,
                **_sums(*unit.sums),
            }
            for unit in found.units
        ],
        "lines": [_line(line) for line in found.lines],
        "uncounted": [one.key for one in found.uncounted],
        "over": [{"place": line.homes.key, "why": over(line)} for line in found.over],
        "signed_too_much": [
            {
                "label": one.label.code,
                "place": one.label.place,
                "confirmed": one.number,
                "delivered": one.copies if one.delivered else None,
                "households": one.label.households,
            }
            for one in found.signed
        ],
        "delivered_too_much": [
            {"place": one.place, "delivered": one.delivered, "planned": one.planned}
            for one in found.surplus
        ],
        "disagreements": report.disagreements,
        "strays": [row.key for row in found.strays],
    }


def _share(share: Share) -> dict[str, int | None]:
    return {"part": share.part, "whole": share.whole, "tenths_of_percent": share.tenths}


def _sums(delivered: Share, signed: Share) -> dict[str, Any]:
    whole = {"households": delivered.whole}
    return whole | {"delivered": _share(delivered), "confirmed": _share(signed)}


def _week(found: Week, households: int) -> dict[str, Any]:
    return {"week": found.name, **_sums(*(Share(n, households) for n in found[1:]))}


def _line(line: Line) -> dict[str, Any]:
    return {
        "place": line.homes.key,
        "households": line.homes.households,
        "delivered": line.delivered,
        "confirmed": line.signed,
        "confirmed_as_said": line.said,
        "receipts": [row.key for row in line.receipts],
    }


def _sample(sample: Checked) -> dict[str, Any]:
    low, high = sample.interval or (None, None)
    return {
        "sample": sample.sample,
        "within": sample.within,
        "size": sample.rule.size,
        "visited": sample.visited,
        "found": sample.found,
        "accept_from": sample.rule.accept,
        "accepted": sample.is_accepted,
        "interval_tenths_of_percent": None if low is None else [low, high],
        "not_drawn": sample.strange,
        "lacking": sample.lacking,
    }


def runs(numbers: Iterable[int]) -> str:
    """Return row numbers in few words: 2–5, 9."""
    said: list[list[int]] = []
    for one in sorted(set(numbers)):
        if said and one == said[-1][-1] + 1:
            said[-1][1:] = [one]
        else:
            said.append([one])
    return ", ".join("–".join(map(str, ends)) for ends in said)
