"""Papers that an office writes on further, from lines of text: DOCX in the form of NĐ 30/2020."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
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


def row(*cells: object, mark: str = "|") -> str:
    """Return a line of a table; a cell may say anything."""
    said = (re.sub(r"[|\s]+", " ", str(cell)).strip() for cell in cells)
    return f"{mark} {' | '.join(said)}"


def paper(text: str, issuer: str, dated: date, symbol: str = "………") -> bytes:
    """Return lines as a paper to be written on, the same bytes for the same lines.

    A line is a paragraph, an empty one is nothing. In front of it: `#` title, `##` heading,
    `=` centred, `-` item of a list, `<` who gets the paper and beside it `>` who signs; `---`
    starts a page. A blank at its end is a row of dots. A table has a line `|:` with the widths of
    its columns in millimetres, then its rows as `row` makes them, the head first; one with `|+`
    is a sum. `symbol` stands in the number of the paper, such as BC for a report.
    """
    document = docx.Document()
    _set_up(document, _SIZE, "vi-VN")
    _head(document, issuer, symbol)
    _write(document, text)
    return _saved(document, dated, "vi-VN")


def sheet(text: str, dated: date, language: str, size: int = _SIZE) -> bytes:
    """Return lines, marked as in `paper`, as a paper without the head of an office: for a wall,
    or to be read out. `language` is its tag, `size` that of letters in points.
    """
    document = docx.Document()
    _set_up(document, size, language)
    document.styles["Normal"].paragraph_format.space_after = Pt(2)
    document.sections[0].top_margin = document.sections[0].bottom_margin = Mm(15)
    _write(document, text)
    return _saved(document, dated, language)


def _write(document: Any, text: str) -> None:
    lines = [line.lstrip() for line in text.splitlines() if line.strip()]
    for what, run in groupby(lines, _belongs):
        if what == "table":
            _add_table(document, list(run))
        elif what == "end":
            _add_end(document, list(run))
        else:
            for line in run:
                _add(document, line.rstrip())


def _belongs(line: str) -> str:
    return {"|": "table", "<": "end", ">": "end"}.get(line[0], "")


def _set_up(document: Any, size: int, tag: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, wide in _MARGINS.items():
        setattr(section, name, Mm(wide))
    section.different_first_page_header_footer = True  # pages are numbered from the second on
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
        )
    )
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    fonts = style.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), "Times New Roman")
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), tag)
    style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(4), Pt(0)


def _head(document: Any, issuer: str, symbol: str) -> None:
    left, right = _columns(document)
    name = _centred(left.paragraphs[0], issuer or "………………………………")
    name.bold, name.font.size = True, Pt(12)
    _centred(left.add_paragraph(), f"Số: ………/{symbol}")
    state = _centred(right.paragraphs[0], _STATE)
    state.bold, state.font.size = True, Pt(12)
    motto = _centred(right.add_paragraph(), _MOTTO)
    motto.bold = motto.underline = True
    _centred(right.add_paragraph(), _DAY).italic = True
    document.add_paragraph()


def _columns(document: Any) -> Any:
    """Return two cells side by side, as wide as those of the head."""
    table = document.add_table(1, 2)
    table.autofit = False
    for column, wide in zip(table.columns, _COLUMNS, strict=True):
        column.width = column.cells[0].width = Mm(wide)
    return table.rows[0].cells


def _centred(paragraph: Any, text: str) -> Any:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph.add_run(text)


def _add(document: Any, line: str) -> None:
    mark, _space, words = line.partition(" ")
    if mark == "---":
        document.add_page_break()
        return
    if mark not in ("#", "##", "=", "-"):
        mark, words = "", line
    if not words:
        return
    paragraph = document.add_paragraph(style="List Bullet" if mark == "-" else None)
    if mark in ("#", "="):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if mark == "##":
        paragraph.paragraph_format.keep_with_next = True
    is_blank = words.endswith(BLANK)
    run = paragraph.add_run(words.removesuffix(BLANK) + ("\t" if is_blank else ""))
    run.bold = mark in ("#", "##") or None
    if is_blank:
        wide = 210 - _MARGINS["left_margin"] - _MARGINS["right_margin"]
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(wide), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _add_end(document: Any, lines: Iterable[str]) -> None:
    """Set side by side who gets the paper and who signs it; they stay on one page."""
    document.add_paragraph().paragraph_format.keep_with_next = True
    cells = dict(zip("<>", _columns(document), strict=True))
    for line in lines:
        mark, _space, words = line.partition(" ")
        cell = cells[mark]
        fresh = len(cell.paragraphs) == 1 and not cell.paragraphs[0].text
        paragraph = cell.paragraphs[0] if fresh else cell.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_after = Pt(0)
        if mark == ">":
            _centred(paragraph, words).bold = words.isupper() or None
        else:
            run = paragraph.add_run(words)
            run.bold = run.italic = fresh or None
            run.font.size = Pt(12 if fresh else 11)


# -- tables --------------------------------------------------------------------------------------

_TWIPS = 1440 / 25.4
"""In a millimetre; the length that a word processor counts in."""
_FIGURE = re.compile(r"[–-]|[0-9.,]+%?")


def _add_table(document: Any, lines: Sequence[str]) -> None:
    """Add a table whose head stands on every page. Thousands of rows are written at once: cell by
    cell takes longer than all the rest.
    """
    first, head, *rows = lines
    wide = [round(int(number) * _TWIPS) for number in first.removeprefix("|:").split()]
    grid = "".join(f'<w:gridCol w:w="{twips}"/>' for twips in wide)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    ends = len(rows) - 1 if len(rows) <= _TOGETHER else 1
    body = "".join(_row(line, wide, keeps=n < ends) for n, line in enumerate(rows))
    xml = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(wide)}" w:type="dxa"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{_row(head, wide, keeps=True, is_head=True)}{body}</w:tbl>"
    )
    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
    document.add_paragraph().paragraph_format.space_after = Pt(0)


_TOGETHER = 20
"""Rows of a table that stays on one page where it can."""


def _row(line: str, wide: Sequence[int], keeps: bool, is_head: bool = False) -> str:
    mark, _space, cells = line.partition(" ")
    is_bold = is_head or mark == "|+"
    said = "".join(
        _cell(text, twips, is_bold, is_head, keeps)
        for text, twips in zip(cells.split(" | "), wide, strict=True)
    )
    repeated = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{said}</w:tr>"


def _cell(text: str, twips: int, is_bold: bool, is_head: bool, keeps: bool) -> str:
    side = "center" if is_head else "right" if _FIGURE.fullmatch(text) else "left"
    look = f'<w:rPr>{"<w:b/>" if is_bold else ""}<w:sz w:val="22"/></w:rPr>'
    keep = "<w:keepNext/>" if keeps else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips}" w:type="dxa"/></w:tcPr><w:p><w:pPr>{keep}'
        f'<w:spacing w:before="20" w:after="20"/><w:jc w:val="{side}"/>{look}</w:pPr>'
        f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
    )


_TEMPLATES_OWN = "/thumbnail", "/extended-properties", "/stylesWithEffects", "/customXml"
"""What the library's empty document brings along, the name of a foreign program among it."""


def _saved(document: Any, dated: date, language: str) -> bytes:
    """Return the file without the hour it was made at, and without the template's own page."""
    about = document.core_properties
    about.created = about.modified = datetime(dated.year, dated.month, dated.day)
    about.author = about.comments = about.last_modified_by = ""
    about.language = language
    for rest in (document.part.package.rels, document.part.rels):
        for key in [key for key, link in rest.items() if link.reltype.endswith(_TEMPLATES_OWN)]:
            del rest[key]
    made, out = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (dated.year, dated.month, dated.day, 0, 0, 0))
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
