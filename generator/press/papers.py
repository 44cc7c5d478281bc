"""What goes with press files: the ticket and the report. They are in Vietnamese."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from generator.assets import TEMPLATES
from generator.channels.pages import look
from generator.model.campaign import Campaign
from generator.model.printing import Design
from generator.press import impose, marks, preflight, quantities
from generator.press.files import PressFile, files
from generator.press.preflight import Verdict
from generator.rendering import environment, plain


def ticket(
    campaign: Campaign, edition: str, lines: Sequence[quantities.Line], sheet: str = ""
) -> str:
    """Return what the print shop must know, on one sheet, as HTML. It is in Vietnamese."""
    facts, design = campaign.editions[edition], campaign.design(edition)
    own = quantities.of_file(lines)
    return (
        environment(TEMPLATES)
        .get_template("ticket.html.jinja")
        .render(
            voice=plain(campaign, campaign.source),
            name=edition,
            edition=facts,
            design=design,
            inks=look.tokens(),
            lots=[Lot(file, _known(own.get(file.name, []))) for file in files(campaign, edition)],
            bleed=preflight.BLEED,
            condition=facts.condition.name,
            most_ink=preflight.MOST_INK[facts.stock],
            deliveries=deliveries(lines),
            sheet=sheet,
            layout=_layout(design, sheet),
            has_bleed=not sheet or impose.SHEETS[sheet].bleed,
            is_alone=quantities.are_many(lines),
        )
    )


def _layout(design: Design, sheet: str) -> impose.Layout | None:
    """Return how leaflets lie on a sheet, if they are laid on one."""
    if not sheet:
        return None
    cell = (design.width_mm * marks.MM, design.height_mm * marks.MM)
    return impose.layout(cell, preflight.BLEED * marks.MM, impose.SHEETS[sheet])


class Lot(NamedTuple):
    """One press file, as the ticket speaks of it."""

    file: PressFile
    copies: str

    @property
    def first(self) -> str:
        """Code of the first leaflet, and of the last."""
        return self.file.versions[0].code.code

    @property
    def last(self) -> str:
        return self.file.versions[-1].code.code


def _known(lines: Sequence[quantities.Line]) -> str:
    """Return in words how many copies some leaflets have."""
    known, unknown, source = quantities.counted(lines)
    if known is None:
        return "chưa rõ"
    said = f"{known} (và {unknown} nơi chưa có số)" if unknown else str(known)
    return f"{said}, {source}" if source else said


class Delivery(NamedTuple):
    """What one commune receives."""

    name: str
    leaflets: int
    """Different ones."""
    copies: str
    number: str
    """Of its police, as printed."""


def deliveries(lines: Sequence[quantities.Line]) -> list[Delivery]:
    """Return what each commune receives, by its number; first what is for the whole province."""
    ordered = sorted(lines, key=lambda line: line.unit)
    return [
        Delivery(
            of[0].unit_name or "toàn tỉnh",
            len(of),
            _known(of),
            of[0].number,
        )
        for _unit, run in groupby(ordered, lambda line: line.unit)
        for of in [list(run)]
    ]


def report(
    campaign: Campaign, edition: str, verdicts: Sequence[tuple[PressFile, Verdict]]
) -> str:
    """Return what was checked of each press file; without all of it there is no folder."""
    facts, sides = campaign.editions[edition], len(campaign.design(edition).sides)
    most = preflight.MOST_INK[facts.stock]
    rows = "\n".join(
        f"{file.name}: {verdict.pages} trang = {len(file.versions)} mẫu × {sides} mặt;"
        f" mực nhiều nhất {verdict.ink} % (cho phép {most} %)"
        for file, verdict in verdicts
    )
    return f"""Kiểm tra tệp in, ấn bản {edition}

Thư mục này chỉ được tạo ra khi mọi phép kiểm tra dưới đây đều đạt.

{rows}

1. Mỗi tệp đạt các phép kiểm tra PDF/X-4 của chúng tôi (không phải chứng nhận): màu CMYK,
   không có RGB, phông nhúng đủ, tràn lề {preflight.BLEED} mm, điều kiện in
   {facts.condition.name}.
2. Mỗi trang có mã QR đã được dựng thành ảnh và đọc lại như điện thoại đọc. Mã đọc được là mã
   của đúng trang đó trong so-luong.csv.
3. Mã chữ, tên công an, số điện thoại, tên tổ trên mỗi trang là của đúng trang đó.
4. Mặt in chung của mọi mẫu là một.

Chưa kiểm tra được: máy in, giấy, cắt gấp. Xin nhà in chạy phép kiểm tra của mình, in một tờ,
quét thử mã QR trên giấy rồi mới in tiếp.
"""
