"""A plan of distribution as a workbook and as data."""

from collections.abc import Sequence
from typing import Any

from generator.distribution import costs, homes
from generator.distribution.costs import Estimate
from generator.distribution.orders import Delivery, deliveries, is_sample, orders
from generator.distribution.plan import Plan, Rule, rules
from generator.model.campaign import Campaign
from generator.model.places import SAMPLE
from generator.reports import doubts
from generator.typesetting.workbook import Cell, Sheet, Tenths, workbook

KINDS = {
    "to": "tổ, thôn",
    "xa": "xã, phường",
    "co-quan": "cơ quan",
    "truong-hoc": "trường học",
    "doanh-nghiep": "doanh nghiệp",
}


# -- as a workbook -------------------------------------------------------------------------------


def as_workbook(campaign: Campaign, plans: Sequence[Plan]) -> bytes:
    """Return ke-hoach.xlsx: the same bytes for the same content."""
    notes = [SAMPLE] if is_sample(campaign) else []
    found = deliveries(campaign, plans)
    sheets = (
        *(_by_unit(found), _trips(found), _by_place(campaign, plans), _ordered(campaign, plans)),
        *(_without_figure(campaign, plans), _other_rules(plans)),
    )
    return workbook([s._replace(notes=notes) for s in sheets], campaign.settings.updated)


def _by_unit(found: Sequence[Delivery]) -> Sheet:
    header = ("ấn bản", "mã xã", "xã, phường", "số hộ", "số tờ", "bó đầy", "tờ lẻ", "kg")
    rows = [(*line[:7], _kilograms(line.grams)) for line in found]
    return Sheet("Theo xã", header, rows, sums=(3, 4, 5, 6))


def _trips(found: Sequence[Delivery]) -> Sheet:
    """Return what goes to each commune together, all editions in one load."""
    weights: dict[tuple[str, str], list[Delivery]] = {}
    for line in found:
        weights.setdefault((line.unit, line.name), []).append(line)
    rows: list[Sequence[Cell]] = []
    for place, lines in weights.items():
        known = [line.grams for line in lines if line.grams is not None]
        grams = sum(known) if len(known) == len(lines) else None
        parcels = costs.parcels(grams) if grams is not None else None
        rows.append((*place, sum(x.copies for x in lines), _kilograms(grams), parcels))
    header = ("mã xã", "xã, phường", "số tờ", "kg", f"số kiện {costs.PARCEL // 1000} kg")
    return Sheet("Chuyến giao", header, rows, sums=(2, 4))


def _by_place(campaign: Campaign, plans: Sequence[Plan]) -> Sheet:
    header = (
        *("ấn bản", "mã xã", "mã nơi nhận", "nơi nhận", "loại", "ngôn ngữ", "số hộ hoặc người"),
        *("số tờ cần", "dự phòng", "số tờ", "bó đầy", "tờ lẻ", "in mẫu của"),
    )
    rows: list[Sequence[Cell]] = []
    for plan in plans:
        size = campaign.editions[plan.edition].bundle
        for line in plan.allocations:
            what = (plan.edition, line.unit, line.place, line.name, KINDS[line.kind])
            counts = (line.reached, line.needed, line.spare, line.copies)
            packed = divmod(line.copies, size)
            rows.append((*what, line.language, *counts, *packed, line.served or "không có mẫu"))
    return Sheet("Từng nơi nhận", header, rows, sums=(6, 7, 8, 9, 10, 11))


def _ordered(campaign: Campaign, plans: Sequence[Plan]) -> Sheet:
    header = (
        *("ấn bản", "ngôn ngữ", "số mẫu", "số tờ phát", "dự phòng tỉnh", "số tờ đặt in"),
        *("đơn giá (đ)", "thay bản đen (lần)", "giá một lần thay (đ)", "thành tiền (đ)"),
        *("giá lấy từ", "đặt nhiều hơn mà rẻ hơn"),
    )
    rows: list[Sequence[Cell]] = []
    for order in orders(campaign, plans):
        cost, more = order.cost, order.cheaper
        what = (order.edition, order.language, order.versions)
        counts = (order.copies, order.reserve, order.printed)
        price = (cost.each, cost.plates, cost.plate, cost.dong, cost.source) if cost else ()
        hint = f"{more.copies} tờ: {more.dong} đ" if more else None
        rows.append((*what, *counts, *(price or (None,) * 5), hint))
    return Sheet("Đặt in và dự trù", header, rows, sums=(3, 4, 5, 9))


def _without_figure(campaign: Campaign, plans: Sequence[Plan]) -> Sheet:
    header = ("ấn bản", "mã xã", "mã nơi nhận", "nơi nhận", "việc")
    rows = [
        (plan.edition, line.unit, line.place, line.name, "chưa có số hộ")
        for plan in plans
        for line in plan.uncounted
    ]
    for plan in plans:
        for place, tag in plan.stopped:
            what = f"mã của bản {tag} đã ngừng: cần ấn bản mới"
            rows.append((plan.edition, "", place, "", what))
    for unit, (said, total) in homes.disagreements(campaign.tables).items():
        what = doubts.disagreement(said, total)
        rows.append(("", unit, unit, "", what))
    return Sheet("Chưa có số", header, rows)


def _other_rules(plans: Sequence[Plan]) -> Sheet:
    header = ("ấn bản", "cách làm tròn", "số tờ", "số hộ và người", "dôi ra (%)")
    rows = [
        (plan.edition, _rule(rule), rule.copies, rule.reached, Tenths(rule.more))
        for plan in plans
        for rule in rules(plan)
    ]
    return Sheet("Nếu làm tròn cách khác", header, rows)


def _rule(rule: Rule) -> str:
    if rule.bundle == 1:
        return "đếm từng tờ (kế hoạch này)"
    return f"làm tròn lên bó {rule.bundle} tờ ở mỗi nơi nhận"


def _kilograms(grams: int | None) -> Tenths | None:
    return None if grams is None else Tenths(-(-grams // 100))


# -- as data -------------------------------------------------------------------------------------


def as_data(campaign: Campaign, plans: Sequence[Plan]) -> dict[str, Any]:
    """Return a plan for machines."""
    found = deliveries(campaign, plans)
    return {
        "sample": is_sample(campaign),
        "content_revision": campaign.content_revision,
        "orders": [
            order._asdict()
            | {"cost": _cost(order.cost), "cheaper": _cost(order.cheaper)}
            | {"printed": order.printed}
            for order in orders(campaign, plans)
        ],
        "deliveries": [line._asdict() for line in found],
        "editions": {
            plan.edition: {
                "households": sum(x.reached for x in plan.allocations if x.kind in ("to", "xa")),
                "total": plan.total,
                "order": plan.order,
                "reserve": plan.reserve,
                "lacking": plan.lacking,
                "uncounted": [line._asdict() for line in plan.uncounted],
                "stopped": plan.stopped,
                "unserved": [line._asdict() for line in plan.unserved],
                "rules": [rule._asdict() | {"more": rule.more} for rule in rules(plan)],
                "allocations": [
                    line._asdict() | {"copies": line.copies} for line in plan.allocations
                ],
            }
            for plan in plans
        },
        "disagreements": homes.disagreements(campaign.tables),
    }


def _cost(found: Estimate | None) -> dict[str, Any] | None:
    return found and found._asdict() | {"dong": found.dong}
