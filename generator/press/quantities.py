"""What is printed of what, for whom: the table of a job, as text and as a workbook."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from generator.channels import leaflet
from generator.distribution import homes
from generator.distribution.plan import plan
from generator.model.campaign import Campaign
from generator.model.places import SAMPLE, Place
from generator.model.printing import Version
from generator.press.files import PressFile
from generator.typesetting.workbook import Cell, Sheet, workbook

HEADER = (
    *("tệp", "trang đầu", "trang cuối", "ngôn ngữ", "mã xã", "xã, phường", "mã nơi nhận"),
    *("nơi nhận", "mã tờ rơi", "số công an in trên tờ", "số tờ cần", "dự phòng", "số bản"),
    *("nơi chưa có số", "bó đầy", "tờ lẻ", "số liệu"),
)
SUMMARY = (
    *("tệp", "ngôn ngữ", "mã xã", "xã, phường", "số mẫu", "mã đầu", "mã cuối"),
    *("trang đầu", "trang cuối", "số tờ cần", "dự phòng", "số bản", "nơi chưa có số"),
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
    needed: int | None
    spare: int | None
    copies: int | None
    """None where nobody counted whom it is for and no number was decided."""
    uncounted: int
    """Places that it is for and nobody counted; itself where nobody knows at all."""
    source: str
    """SAMPLE (model.places) where figures are none that somebody counted, else empty."""


def lines(campaign: Campaign, edition: str, files: Sequence[PressFile]) -> list[Line]:
    """Return the leaflets of a job in the order of its files and pages."""
    places, sides = campaign.places[edition], len(campaign.design(edition).sides)
    planned = plan(campaign, edition).by_version()
    is_sample = homes.are_sample(campaign.tables)
    numbered = (v for file in files for v in file.versions if _number(places[v.unit]))
    first = next(numbered, None)
    shown = first is not None and "number" in leaflet.own_fields(campaign, first)

    def line(file: PressFile, number: int, version: Version) -> Line:
        place = places[version.unit]
        needs, decided = planned.get((place.key, version.language)), version.code.quantity
        copies = decided if decided is not None else needs and needs.copies
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
            needs.needed if needs else None,
            needs.spare if needs else None,
            copies,
            0 if decided is not None else needs.uncounted if needs else 1,
            SAMPLE if is_sample and decided is None and needs else "",
        )

    return [
        line(file, number, version)
        for file in files
        for number, version in enumerate(file.versions)
    ]


def _number(place: Place) -> str:
    return place.unit.number if place.unit else ""


def of_file(found: Sequence[Line]) -> dict[str, list[Line]]:
    """Return the leaflets of each file, by its name."""
    files: dict[str, list[Line]] = {}
    for line in found:
        files.setdefault(line.file, []).append(line)
    return files


class Copies(NamedTuple):
    """How often some leaflets are printed together."""

    known: int | None
    """For those that were counted; None where none was."""
    unknown: int
    """Places that nobody counted."""
    source: str
    """As of a line, where it is so of one of them."""


def counted(found: Iterable[Line]) -> Copies:
    """Return how many copies some leaflets have, and for how many places nobody knows."""
    lines = list(found)
    return Copies(
        total(line.copies for line in lines),
        sum(line.uncounted for line in lines),
        next((line.source for line in lines if line.source), ""),
    )


def are_many(found: Iterable[Line]) -> bool:
    """Tell whether leaflets are printed more than once; those nobody counted will be."""
    return any(line.copies is None or line.copies > 1 for line in found)


def total(numbers: Iterable[int | None]) -> int | None:
    """Return the sum of what is known, or None where nothing is."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def as_csv(found: Sequence[Line], bundle: int) -> bytes:
    """Return a line for each leaflet, as a spreadsheet opens it."""
    return table(HEADER, _rows(found, bundle))


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows below a head, as a spreadsheet opens them."""
    out = io.StringIO()
    made = csv.writer(out, lineterminator="\r\n")
    made.writerow(header)
    made.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return "" if value is None else value


def _rows(found: Iterable[Line], bundle: int) -> Iterator[tuple[Cell, ...]]:
    for line in found:
        full = None if line.copies is None else line.copies // bundle
        rest = None if line.copies is None else line.copies % bundle
        yield (*line[:-2], line.uncounted or None, full, rest, line.source)


def _summed(found: Sequence[Line]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each commune of each file; its pages where they stand together."""
    for own in of_file(found).values():
        ordered = sorted(own, key=lambda line: line.unit)
        for _unit, run in groupby(ordered, lambda line: line.unit):
            of = list(run)
            first, last = of[0], of[-1]
            pages = sum(line.last_page - line.first_page + 1 for line in of)
            together = last.last_page - first.first_page + 1 == pages
            copies = counted(of)
            yield (
                *(first.file, first.language, first.unit, first.unit_name, len(of)),
                *(first.code, last.code),
                *((first.first_page, last.last_page) if together else (None, None)),
                total(line.needed for line in of),
                total(line.spare for line in of),
                copies.known,
                copies.unknown or None,
            )


def as_workbook(found: Sequence[Line], bundle: int, dated: date) -> bytes:
    """Return communes and single leaflets on two sheets, each with its sums; the same bytes for
    the same content.
    """
    rows, summed = list(_rows(found, bundle)), list(_summed(found))
    sheets = [
        Sheet("Theo xã", SUMMARY, summed, sums=(4, 9, 10, 11, 12)),
        Sheet("Từng mẫu", HEADER, rows, sums=(10, 11, 12, 13)),
    ]
    return workbook(sheets, dated)
