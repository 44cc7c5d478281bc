"""A report of coverage as a workbook, in which every figure names the rows it comes from."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.content import layout
from generator.distribution.coverage import Share
from generator.model.places import SAMPLE, Group, Recipient, Unit
from generator.model.receipts import Receipt, Sampled
from generator.reports import coverage, doubts
from generator.reports.coverage import LINES, Report
from generator.typesetting.workbook import Cell, Formula, Sheet, Tenths, workbook

BY_UNIT, BY_LIST, RECEIPTS = "Theo xã", "Từng danh sách", "Biên nhận"


class Rows(NamedTuple):
    """Where things stand in the workbook: numbers of rows, from 1."""

    units: dict[str, int]
    """By the code of a commune, on its sheet."""
    lists: dict[str, int]
    """By the key of a line, on its sheet."""
    sum_of_units: int


def rows(report: Report) -> Rows:
    """Return where the figures of a report stand in its workbook."""
    start = _first(report)
    units = {of.unit.code: start + n for n, of in enumerate(report.found.units)}
    lists = {line.homes.key: start + n for n, line in enumerate(report.found.lines)}
    return Rows(units, lists, start + len(units))


def _notes(report: Report) -> list[str]:
    last = f"{report.last.on:%d/%m/%Y}" if report.last else "chưa có"
    said = f"Ấn bản {report.found.edition}. Biên nhận mới nhất: {last}."
    return [SAMPLE, said] if report.is_sample else [said]


def _first(report: Report) -> int:
    """Return the first row below notes and head."""
    return len(_notes(report)) + 2


def as_workbook(report: Report) -> bytes:
    """Return bao-cao.xlsx: the same bytes for the same content."""
    sheets = (
        *(_summary(report), _by_unit(report), _by_list(report), _receipts(report)),
        *(_weeks(report), _doubts(report), _samples(report)),
    )
    every = [sheet._replace(notes=_notes(report)) for sheet in sheets]
    return workbook(every, report.campaign.settings.updated)


def _tenths(share: Share) -> Tenths | None:
    return None if share.tenths is None else Tenths(share.tenths)


def _summary(report: Report) -> Sheet:
    header = ("mục", "đã có", "tất cả", "phần trăm", "lấy từ", "mới có một phần")
    found, last = report.found, rows(report).sum_of_units
    of_units = f"{BY_UNIT}, dòng {last}"
    table: list[Sequence[Cell]] = []
    for name, share, letter in (
        ("Số hộ đã giao", found.sums.delivered, "D"),
        ("Số hộ đã ký nhận", found.sums.signed, "F"),
    ):
        part, whole = (
            _to(BY_UNIT, f"{letter}{last}", share.part),
            _to(BY_UNIT, f"C{last}", share.whole),
        )
        table.append((name, part, whole, _tenths(share), of_units, None))
    for sample in report.samples:
        what = f"Kiểm tra mẫu {sample.sample} ({coverage.within(report.campaign, sample)})"
        said = coverage.verdict(sample)
        if sample.interval:
            said = f"Tỷ lệ thật: {coverage.interval(sample)}. {said}"
        table.append((what, sample.found, len(sample.rows), None, said, None))
    for kind, (full, partly) in found.others.items():
        home = layout.of(Group if kind == "to" else Recipient).path()
        known: Sequence[Cell] = (*full, _tenths(full), home, partly)
        if not full.whole:
            known = (None, None, None, coverage.of(full), None)
        table.append((f"{LINES[kind]}: đã nhận đủ", *known))
    reporting = found.reporting
    table.append(("Xã, phường đã báo cáo", *reporting, _tenths(reporting), BY_UNIT, None))
    return Sheet("Tổng hợp", header, table)


def _to(sheet: str, cell: str, value: int) -> Formula:
    return Formula(f"='{sheet}'!{cell}", value)


def _by_unit(report: Report) -> Sheet:
    header = (
        *("mã xã", "xã, phường", "số hộ", "đã giao (hộ)", "đã giao (%)", "đã ký nhận (hộ)"),
        *("đã ký nhận (%)", "còn thiếu (hộ)", "tình trạng", "lấy từ"),
    )
    where = rows(report).lists
    table: list[Sequence[Cell]] = []
    for unit in report.found.units:
        own = [where[line.homes.key] for line in unit.lines]
        sums = unit.sums

        def added(column: str, value: int, of: Sequence[int] = own) -> Formula:
            return Formula(f"=SUM('{BY_LIST}'!{column}{of[0]}:{column}{of[-1]})", value)

        figures: tuple[Cell, ...] = (None,) * 6
        if unit.is_counted:
            delivered, signed = added("F", sums.delivered.part), added("G", sums.signed.part)
            missing = added("H", sums.delivered.missing)
            figures = (
                *(added("E", sums.households), delivered, _tenths(sums.delivered)),
                *(signed, _tenths(sums.signed), missing),
            )
        source = f"{BY_LIST}, dòng {coverage.runs(own)}"
        table.append((unit.unit.code, unit.unit.name, *figures, coverage.status(unit), source))
    return Sheet(BY_UNIT, header, table, sums=(2, 3, 5, 7))


def _by_list(report: Report) -> Sheet:
    header = (
        *("mã xã", "xã, phường", "mã danh sách", "tổ, thôn, hoặc phần còn lại của xã", "số hộ"),
        *("đã giao (hộ)", "đã ký nhận (hộ)", "còn thiếu (hộ)", "số hộ lấy từ", "biên nhận"),
    )
    tables = report.campaign.tables
    in_units, in_groups = _numbers(tables.of(Unit)), _numbers(tables.of(Group))
    in_receipts = _numbers(tables.of(Receipt))
    table: list[Sequence[Cell]] = []
    for line in report.found.lines:
        homes, unit = line.homes, line.homes.unit
        source = f"{layout.of(Unit).path()}, dòng {in_units[unit.key]}"
        if homes.group:
            source = f"{layout.of(Group).path()}, dòng {in_groups[homes.key]}"
        figures = (homes.households, line.delivered, line.signed, line.missing)
        known = figures if line.is_counted else (None,) * 4
        receipts = coverage.runs(in_receipts[row.key] for row in line.receipts)
        of_receipts = f"{layout.of(Receipt).path()}, dòng {receipts}" if receipts else ""
        name = (unit.code, unit.name, homes.key, homes.name)
        table.append((*name, *known, source, of_receipts))
    return Sheet(BY_LIST, header, table, sums=(4, 5, 6, 7))


def _numbers(table: Iterable[str]) -> dict[str, int]:
    """Return the row of each key in its file; the head is the first."""
    return {key: number for number, key in enumerate(table, start=2)}


def _receipts(report: Report) -> Sheet:
    header = (
        *("dòng trong receipts.csv", "biên nhận", "nhãn", "nơi nhận", "là biên nhận", "số"),
        *("ngày", "nguồn", "thay cho"),
    )
    in_receipts = _numbers(report.campaign.tables.of(Receipt))
    kinds = {"delivered": "giao (tờ)", "signed": "ký nhận (hộ)"}
    found = report.found
    stands = [one for of in found.units for line in of.lines for one in line.stands]
    stands += [one for of in found.units for one in of.beside]
    table: list[Sequence[Cell]] = [
        (
            *(in_receipts[row.key], row.receipt, row.label, row.place, kinds[kind]),
            *(row.delivered if kind == "delivered" else row.signed, row.on, row.source),
            row.replaces,
        )
        for kind, row in stands
    ]
    return Sheet(RECEIPTS, header, table)


def _weeks(report: Report) -> Sheet:
    header = (
        "tuần",
        "từ thứ hai",
        "đã giao (hộ)",
        "đã giao (%)",
        "đã ký nhận (hộ)",
        "đã ký nhận (%)",
    )
    whole = report.found.sums.households
    table: list[Sequence[Cell]] = []
    for week in report.found.weeks:
        delivered, signed = Share(week.delivered, whole), Share(week.signed, whole)
        figures = (delivered.part, _tenths(delivered), signed.part, _tenths(signed))
        table.append((week.name, week.monday, *figures))
    return Sheet("Theo tuần", header, table)


def _doubts(report: Report) -> Sheet:
    header = ("mã xã", "mã nơi", "nơi", "mã nhãn", "cần đối chiếu", "vì sao", "biên nhận")
    table: list[Sequence[Cell]] = [
        (
            *(one.unit, one.place, one.name, one.label, one.what, one.kind),
            ", ".join(row.key for row in one.receipts),
        )
        for one in doubts.doubts(report)
    ]
    return Sheet("Cần đối chiếu", header, table)


def _samples(report: Report) -> Sheet:
    header = ("mẫu", "phạm vi", "nơi", "hộ thứ", "có tờ rơi", "ngày", "dòng trong samples.csv")
    numbers = _numbers(report.campaign.tables.of(Sampled))
    said = {"co": "có", "khong": "không", None: "chưa đến"}
    table: list[Sequence[Cell]] = [
        (
            *(row.sample, within, row.place, row.household, said[row.found], row.on),
            numbers[row.key],
        )
        for sample in report.samples
        for within in [coverage.within(report.campaign, sample)]
        for row in sample.rows
    ]
    return Sheet("Hộ kiểm tra", header, table)
