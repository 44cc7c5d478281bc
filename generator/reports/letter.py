"""A report of coverage as a paper to be signed, in the form of NĐ 30/2020."""

from collections.abc import Sequence

from generator.assets import TEMPLATES
from generator.distribution.coverage import OfUnit
from generator.rendering import environment
from generator.reports import coverage, page
from generator.reports.coverage import Report
from generator.typesetting import office

_DOUBTS = 10
"""Figures of a kind that do not agree and are named; the workbook has all."""
_NAMED = 40
"""Communes that a sentence names; of more, their number is said."""


def docx(report: Report) -> bytes:
    """Return bao-cao.docx; number, day and signature are left to whoever answers for it."""
    template = environment(TEMPLATES).get_template("report.txt.jinja")
    text = template.render(page.known(report, _DOUBTS), row=office.row, names=_names)
    campaign = report.campaign
    issuer = "" if campaign.is_specimen else campaign.issuer
    return office.paper(text, issuer, campaign.settings.updated, "BC-………")


def _names(units: Sequence[OfUnit]) -> str:
    said = ", ".join(of.unit.name for of in units[:_NAMED])
    rest = len(units) - _NAMED
    return f"{said} và {coverage.number(rest)} nơi khác" if rest > 0 else said
