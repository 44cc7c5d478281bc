"""What communes are handed, in the sizes that really occur."""

import dataclasses
from collections.abc import Sequence

from generator.distribution import labels, packing
from generator.distribution.packing import Load
from generator.distribution.plan import bundles, plan
from generator.model.campaign import Campaign
from generator.model.places import SAMPLE, Group, Recipient, Unit
from generator.model.printing import Edition, Gives
from support.trees import TODAY, copied

EDITION = "to-roi"
LONG = "Tổ liên gia tự quản số 12, thôn Đồng Bãi, khu Quyết Thắng 2A"
"""As long as the name of a group may be."""
LONGER = "Trường Trung học phổ thông Dân tộc nội trú Lương Ngọc Quyến, cơ sở Đồng Bãi 2, B"
"""As long as that of an agency may be."""


def handed(
    found: Campaign, sizes: Sequence[int], sample: Sequence[int] = (), grams: int | None = 150
) -> tuple[Campaign, list[Load]]:
    """Return a campaign whose communes have so many groups, and what each is handed; figures of
    the communes at the places `sample` are nobody's.
    """
    tables = copied(found.tables)
    units, groups, recipients = tables.of(Unit), tables.of(Group), tables.of(Recipient)
    units.clear()
    groups.clear()
    for place, count in enumerate(sizes):
        code = f"{place + 1:05}"
        who = {"counted_by": SAMPLE if place in sample else "Báo cáo", "counted_on": TODAY}
        units[code] = Unit(code=code, name=f"Xã Thử {place + 1}", **who)
        for number in range(count, 0, -1):  # as a table that nobody sorted
            name = LONG if number == 2 else f"Tổ {number}, khu {number % 9}"
            homes = 20 + number * 7 % 40
            group = Group(unit=code, group=str(number), name=name, households=homes, **who)
            groups[group.key] = group
    school = {"unit": "00001", "kind": "truong-hoc", "number": "1", "name": LONGER}
    of_school = Recipient(**school, people=60, counted_by="Báo cáo", counted_on=TODAY)
    recipients[of_school.key] = of_school
    changed = {"grams_per_m2": grams, "languages": ("vi",), "gives": Gives()}
    tables.of(Edition)[EDITION] = found.editions[EDITION].model_copy(update=changed)
    campaign = dataclasses.replace(found, tables=tables)
    planned = plan(campaign, EDITION)
    register = labels.issue(
        EDITION, bundles(planned, campaign.editions[EDITION].bundle), TODAY, []
    )
    return campaign, packing.loads(tables, planned, register)
