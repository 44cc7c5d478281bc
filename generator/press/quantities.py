"""What is printed of what, for whom: the table of a job, as text and as a workbook."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

import xlsxwriter

from generator.channels import leaflet
from generator.distribution.quantities import copies
from generator.model.campaign import Campaign
from generator.model.places import Place
from generator.model.printing import Version
from generator.press.files import PressFile

HEADER = (
    *("tệp", "trang đầu", "trang cuối", "ngôn ngữ", "mã xã", "xã, phường", "mã nơi nhận"),
    *("nơi nhận", "mã tờ rơi", "số công an in trên tờ", "số hộ", "dự phòng", "số bản", "bó đầy"),
    "tờ lẻ",
)
SUMMARY = (
    *("tệp", "ngôn ngữ", "mã xã", "xã, phường", "số mẫu", "mã đầu", "mã cuối"),
    *("trang đầu", "trang cuối", "số hộ", "dự phòng", "số bản", "chưa có số"),
)


class Line(NamedTuple):
    """One leaflet: where it is in which file, for whom, and how often it is printed."""

    file: str
    first_page: int
    """Of the file, from 1."""
    last_page: int
    language: str
    unit: str
    unit_name: str
    place: str
    place_name: str
    code: str
    number: str
    """Of the commune's police, as printed; empty where a line is left to write it on."""
    households: int | None
    spare: int | None
    copies: int | None
    """None where nobody counted the households and no number was decided."""


def lines(campaign: Campaign, edition: str, files: Sequence[PressFile]) -> list[Line]:
    """Return the leaflets of a job in the order of its files and pages."""
    facts, places = campaign.editions[edition], campaign.places[edition]
    sides = len(campaign.design(edition).sides)

    divided = {place.unit.key for place in places.values() if place.unit and place.group}
    numbered = (v for file in files for v in file.versions if _number(places[v.unit]))
    first = next(numbered, None)
    shown = first is not None and "number" in leaflet.own_fields(campaign, first)

    def line(file: PressFile, number: int, version: Version) -> Line:
        place = places[version.unit]
        # How households share the other languages, a plan says; nothing is counted twice here.
        is_whole = place.group is None and place.key in divided  # its groups have its households
        counted = place.households if version.language == campaign.source else None
        counted = None if is_whole else counted
        needed = None if counted is None else copies(counted, facts.spare_percent)
        decided = version.code.quantity
        return Line(
            file.name,
            number * sides + 1,
            (number + 1) * sides,
            version.language,
            place.unit.code if place.unit else "",
            place.unit.name if place.unit else "",
            place.key,
            place.name,
            version.code.code,
            _number(place) if shown else "",
            needed.households if needed else None,
            needed.spare if needed else None,
            decided if decided is not None else needed and needed.total,
        )

    return [
        line(file, number, version)
        for file in files
        for number, version in enumerate(file.versions)
    ]


def _number(place: Place) -> str:
    return place.unit.number if place.unit else ""


def are_many(found: Iterable[Line]) -> bool:
    """Tell whether leaflets are printed more than once; those nobody counted will be."""
    return any(line.copies is None or line.copies > 1 for line in found)


def total(numbers: Iterable[int | None]) -> int | None:
    """Return the sum of what is known, or None where nothing is."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def as_csv(found: Sequence[Line], bundle: int) -> bytes:
    """Return a line for each leaflet, as a spreadsheet opens it."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(HEADER)
    table.writerows([_cell(value) for value in row] for row in _rows(found, bundle))
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return "" if value is None else value


def _rows(found: Iterable[Line], bundle: int) -> Iterator[tuple[object, ...]]:
    for line in found:
        full = None if line.copies is None else line.copies // bundle
        rest = None if line.copies is None else line.copies % bundle
        yield (*line, full, rest)


def _summed(found: Sequence[Line]) -> Iterator[tuple[object, ...]]:
    """Yield a row for each commune of each file."""
    files = list(dict.fromkeys(line.file for line in found))
    ordered = sorted(found, key=lambda line: (files.index(line.file), line.unit))
    for (file, language, unit), run in groupby(ordered, lambda x: (x.file, x.language, x.unit)):
        of = list(run)
        yield (
            *(file, language, unit, of[0].unit_name, len(of), of[0].code, of[-1].code),
            *(of[0].first_page, of[-1].last_page),
            total(line.households for line in of),
            total(line.spare for line in of),
            total(line.copies for line in of),
            sum(line.copies is None for line in of) or None,
        )


def as_workbook(found: Sequence[Line], bundle: int, dated: date) -> bytes:
    """Return communes and single leaflets on two sheets, each with its sums; the same bytes for
    the same content.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False})
    book.set_properties({"created": datetime(dated.year, dated.month, dated.day)})
    bold = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top"})
    for name, header, rows, sums in (
        ("Theo xã", SUMMARY, list(_summed(found)), (4, 9, 10, 11, 12)),
        ("Từng mẫu", HEADER, list(_rows(found, bundle)), (10, 11, 12)),
    ):
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_column(0, len(header) - 1, 12)
        sheet.write_row(0, 0, header, bold)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row)
        sheet.write(len(rows) + 1, 0, "Cộng", bold)
        for column in sums:
            summed = total(value for row in rows if isinstance(value := row[column], int))
            sheet.write(len(rows) + 1, column, summed, bold)
        sheet.autofilter(0, 0, len(rows), len(header) - 1)
    book.close()
    return out.getvalue()
