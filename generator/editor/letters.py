"""Workbooks for translators, given and taken in at the desk."""

from gettext import gettext as _
from typing import NamedTuple

from werkzeug.datastructures import FileStorage

from generator.content import translating, writing
from generator.content.report import Report
from generator.editor.desk import Desk, Saved
from generator.exchange import letter, sniff, translation_sheet, translations
from generator.exchange.translations import Judged
from generator.model.facts import LanguageFacts
from generator.problems import Problem

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Taken(NamedTuple):
    """What became of a workbook."""

    judged: Judged
    saved: Saved | None
    """None where nothing was written."""


def sent(report: Report, tag: str, pack: str) -> bytes:
    """Return the texts of a pack of a language, or all, as a workbook to fill in."""
    known = translating.packs(report.tree)
    return translation_sheet.written(
        letter.letter(report.tree, tag, pack if pack in known else "")
    )


def taken(desk: Desk, report: Report, file: FileStorage, by: str, good_rows: bool) -> Taken:
    """Take in a workbook that was filled in: all of it, or nothing; with `good_rows` what is
    right of it.
    """
    name = file.filename or "xlsx"
    try:
        tag, rows = translation_sheet.read(file.read())
    except sniff.Refusal as refusal:
        problem = Problem(name, (), None, None, refusal.message, refusal.remedy)
        return Taken(Judged(refused=[problem]), None)
    language = report.tree.of(LanguageFacts).get(tag)
    if language is None or tag == translating.source_of(report.tree):
        message = _("{tag} is no language that is translated into").format(tag=tag)
        return Taken(Judged(refused=[Problem(name, (), None, None, message)]), None)
    judged, texts = translations.take(report, tag, rows, name)
    if not texts or (judged.refused and not good_rows):
        return Taken(judged, None)
    writing.rewrite(desk.root, {n: (writing.held(desk.root, n), t) for n, t in texts.items()})
    says = _("Take in translations into {language}: {n} texts")
    says = says.format(language=language.name, n=len(judged.taken))
    return Taken(judged, desk.recorded(list(texts), by, says))
