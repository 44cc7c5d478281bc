"""Papers that an office writes on further, from lines of text: DOCX in the form of NĐ 30/2020."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

BLANK = "…"
"""At the end of a line: nobody knows, and whoever files the paper writes it there."""
_MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 15}
_COLUMNS = 66, 99
"""The widths of the head: the right one holds the state's name on one line."""
_STATE, _MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_DAY = "………………, ngày …… tháng …… năm 20……"
_SIZE = 13


def blanks(text: str) -> list[str]:
    """Return what is asked for where lines end in a blank, in their order."""
    lines = (line for line in text.splitlines() if line.endswith(BLANK))
    return [line.rpartition(":")[0].lstrip("#=-> 0123456789.") for line in lines]


def paper(text: str, issuer: str, dated: date) -> bytes:
    """Return lines as a paper to be written on, the same bytes for the same lines.

    A line is a paragraph, an empty one is nothing. In front of it: `#` title, `##` heading,
    `=` centred, `-` item of a list, `>` who signs; `---` starts a page. A blank at its end is
    a row of dots.
    """
    document = docx.Document()
    _set_up(document)
    _head(document, issuer)
    for line in text.splitlines():
        _add(document, line.strip())
    return _saved(document, dated)


def _set_up(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, wide in _MARGINS.items():
        setattr(section, name, Mm(wide))
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(_SIZE)
    fonts = style.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), "Times New Roman")
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(4), Pt(0)


def _head(document: Any, issuer: str) -> None:
    table = document.add_table(1, 2)
    table.autofit = False
    for column, wide in zip(table.columns, _COLUMNS, strict=True):
        column.width = column.cells[0].width = Mm(wide)
    left, right = table.rows[0].cells
    name = _centred(left.paragraphs[0], issuer or "………………………………")
    name.bold, name.font.size = True, Pt(12)
    _centred(left.add_paragraph(), "Số: ………/………")
    state = _centred(right.paragraphs[0], _STATE)
    state.bold, state.font.size = True, Pt(12)
    motto = _centred(right.add_paragraph(), _MOTTO)
    motto.bold = motto.underline = True
    _centred(right.add_paragraph(), _DAY).italic = True
    document.add_paragraph()


def _centred(paragraph: Any, text: str) -> Any:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph.add_run(text)


def _add(document: Any, line: str) -> None:
    mark, _space, words = line.partition(" ")
    if mark == "---":
        document.add_page_break()
        return
    if mark not in ("#", "##", "=", "-", ">"):
        mark, words = "", line
    if not words:
        return
    paragraph = document.add_paragraph(style="List Bullet" if mark == "-" else None)
    if mark in ("#", "=", ">"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if mark == ">":
        paragraph.paragraph_format.left_indent = Mm(_COLUMNS[0])
    is_blank = words.endswith(BLANK)
    run = paragraph.add_run(words.removesuffix(BLANK) + ("\t" if is_blank else ""))
    run.bold = mark in ("#", "##") or (mark == ">" and words.isupper()) or None
    if is_blank:
        wide = 210 - _MARGINS["left_margin"] - _MARGINS["right_margin"]
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(wide), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _saved(document: Any, dated: date) -> bytes:
    """Return the file without the hour it was made at, and without the template's own page."""
    about = document.core_properties
    about.created = about.modified = datetime(dated.year, dated.month, dated.day)
    about.author = about.comments = about.last_modified_by = ""
    about.language = "vi-VN"
    rest = document.part.package.rels
    for key in [k for k, link in rest.items() if link.reltype.endswith("/thumbnail")]:
        del rest[key]
    made, out = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (dated.year, dated.month, dated.day, 0, 0, 0))
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
