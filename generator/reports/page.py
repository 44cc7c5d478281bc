"""A report of coverage as a page for those who answer for it: one file, never part of a site."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from generator import policy
from generator.assets import TEMPLATES
from generator.distribution.coverage import Line, Share, missing_first
from generator.model.places import SAMPLE
from generator.rendering import environment
from generator.reports import coverage, doubts, tables, tiles
from generator.reports.coverage import LINES, Report

_LINES = 40
"""Lists, and doubts of a kind, that are shown; the workbook has all."""
_WEEKS = 26
"""The newest of them are shown."""


class Week(NamedTuple):
    """How far leaflets had come, of all households."""

    name: str
    delivered: Share
    signed: Share


def html(report: Report) -> bytes:
    """Return the page, the same bytes for the same content."""
    templates = environment(TEMPLATES)
    # A policy names a style by all that stands between its tags.
    style = templates.get_template("report.css.jinja").render().strip()
    missing = (line for line in report.found.lines if line.missing > 0)
    text = templates.get_template(
        "report.html.jinja"
    ).render(
        known(report),
        style=Markup(style),  # noqa: S704  (ours)
        policy=policy.of_qr_page(style),
        looks=tiles.LOOKS,
        blocks=tiles.blocks(report.found.units),
        missing=worst(missing)[:_LINES],
    )
    return text.encode()


def known(report: Report, shown: int = _LINES) -> dict[str, object]:
    """Return what the page and the paper for signing both say, with so many doubts of a kind."""
    found = doubts.doubts(report)
    kinds = doubts.by_kind(found, shown)
    rows, whole = tables.rows(report), report.found.sums.households
    return {
        "report": report,
        "say": coverage,
        "sample_mark": SAMPLE,
        "source_of_sums": f"{tables.BY_UNIT}, dòng {rows.sum_of_units}",
        "rows": rows,
        "sheets": {"unit": tables.BY_UNIT, "list": tables.BY_LIST},
        "lines": LINES,
        "homes": {k: "danh sách tổ" if k == "to" else "danh sách nơi nhận" for k in LINES},
        "weeks": [
            Week(coverage.week(week), Share(week.delivered, whole), Share(week.signed, whole))
            for week in report.found.weeks[-_WEEKS:]
        ],
        "units": missing_first(report.found),
        "doubts": kinds,
        "more_doubts": len(found) - sum(len(own) for _kind, own in kinds),
    }


def worst(lines: Iterator[Line]) -> list[Line]:
    """Return lists, first where most households are missing."""
    return sorted(lines, key=lambda line: (-line.missing, line.homes.key))
