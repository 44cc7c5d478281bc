"""Slides to talk by, in a layout that staff restyle in PowerPoint or Impress: PPTX."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pptx
from pptx.oxml.ns import qn
from pptx.util import Pt

from generator.model.facts import FontFace
from generator.typesetting import lines, package

LEAST = 24
"""Points: what people in the last row of a hall still read."""
_STEP = 2
_LEADING = 1.25
"""Height of a line in sizes; Arial and Times New Roman take 1.15."""
_POINT = 12_700
"""In the unit of these files."""


class Picture(NamedTuple):
    """A picture on a slide, as PNG or JPEG, and what it says."""

    box: str
    content: bytes
    says: str


class Slide(NamedTuple):
    """One slide: which layout, and what stands in its boxes, by their names."""

    layout: str
    texts: Mapping[str, str]
    """A line is a paragraph; a box without text is left out."""
    notes: Sequence[str]
    """What the speaker reads, a paragraph each."""
    picture: Picture | None = None


class LayoutError(ValueError):
    """A layout file lacks what a slide asks for; carries what, such as "story: they"."""


def deck(
    file: Path, slides: Sequence[Slide], title: str, dated: date, language: str, face: FontFace
) -> bytes:
    """Return slides as PPTX, the same bytes for the same slides; no person, program or hour is
    named in it. `face` is measured for the size of letters, and is not in the file.

    Raises LayoutError.
    """
    show = pptx.Presentation(str(file))
    _clear(show)
    layouts = _layouts(show, slides)
    for slide in slides:
        layout = layouts[slide.layout]
        boxes = {one.placeholder_format.idx: one.name for one in layout.placeholders}
        page = show.slides.add_slide(layout)
        for place in list(page.placeholders):
            name = boxes[place.placeholder_format.idx]
            if slide.picture and name == slide.picture.box:
                _show(place, slide.picture)
            elif text := slide.texts.get(name):
                full, size = _size(_box(layout, name), text, face)
                _write(place.text_frame, text, language, size if size < full else None)
            else:
                place.element.getparent().remove(place.element)
        _write(page.notes_slide.notes_text_frame, "\n".join(slide.notes), language)
    return _saved(show, title, dated, language)


def unfit(file: Path, slides: Sequence[Slide], face: FontFace) -> Iterator[tuple[int, str]]:
    """Yield the slide, from 0, and the box of every text that runs over it in letters that can be
    read. Raises LayoutError.
    """
    layouts = _layouts(pptx.Presentation(str(file)), slides)
    for number, slide in enumerate(slides):
        for name, text in slide.texts.items():
            if text and not _size(_box(layouts[slide.layout], name), text, face)[1]:
                yield number, name


# -- the layout ----------------------------------------------------------------------------------


def _layouts(show: Any, slides: Sequence[Slide]) -> dict[str, Any]:
    """Return the layouts that slides ask for, by name."""
    found = {layout.name: layout for layout in show.slide_layouts}
    for slide in slides:
        if slide.layout not in found:
            raise LayoutError(slide.layout)
        has = {place.name for place in found[slide.layout].placeholders}
        wanted = {*slide.texts, *([slide.picture.box] if slide.picture else [])}
        for name in sorted(wanted - has):
            raise LayoutError(f"{slide.layout}: {name}")
    return found


class _Box(NamedTuple):
    """A box for text; measures in points."""

    wide: float
    high: float
    size: int
    is_bold: bool
    gap: float
    """Between two paragraphs."""


def _box(layout: Any, name: str) -> _Box:
    place = next(place for place in layout.placeholders if place.name == name)
    text = place.text_frame
    homes = list(_homes(layout, place))

    def said(path: str, name: str, otherwise: str) -> str:
        steps = "/".join(map(qn, ("a:lvl1pPr", *path.split())))
        found = (one.get(name) for home in homes for one in home.iterfind(steps))
        return next(filter(None, found), otherwise)

    return _Box(
        (place.width - text.margin_left - text.margin_right) / _POINT,
        (place.height - text.margin_top - text.margin_bottom) / _POINT,
        int(said("a:defRPr", "sz", "1800")) // 100,
        said("a:defRPr", "b", "0") in ("1", "true"),
        int(said("a:spcBef a:spcPts", "val", "0")) / 100,
    )


def _homes(layout: Any, place: Any) -> Iterator[Any]:
    """Yield what says how a text looks, the nearest first."""
    is_title = place.element.ph_type.name == "TITLE"
    master = layout.slide_master
    kin = [
        one for one in master.placeholders if (one.element.ph_type.name == "TITLE") == is_title
    ]
    for one in (place, *kin[:1]):
        yield from one.element.iter(qn("a:lstStyle"))
    yield from master.element.iter(qn("p:titleStyle" if is_title else "p:bodyStyle"))


def _size(box: _Box, text: str, face: FontFace) -> tuple[int, int]:
    """Return the size that a box has, and the largest up to it in which a text fits, in points;
    0 where none does.
    """
    font = face.files[1] if box.is_bold else face.regular
    sizes = range(box.size, min(LEAST, box.size) - 1, -_STEP)
    return box.size, next((size for size in sizes if _fits(box, text, font, size)), 0)


def _fits(box: _Box, text: str, font: str, size: int) -> bool:
    width = box.wide / size
    parts = text.split("\n")
    rows = [row for part in parts for row in lines.broken(part, font, width)]
    is_wide = any(lines.extent(row, font).width > width for row in rows)
    high = len(rows) * _LEADING * size + (len(parts) - 1) * box.gap
    return not is_wide and high <= box.high


# -- the file ------------------------------------------------------------------------------------


def _write(frame: Any, text: str, language: str, size: int | None = None) -> None:
    frame.text = text
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font._element.set("lang", language)
            run.font.size = Pt(size) if size else None


def _show(place: Any, picture: Picture) -> None:
    """Put the whole of a picture into the middle of its box."""
    left, top, wide, high = place.left, place.top, place.width, place.height
    shown = place.insert_picture(io.BytesIO(picture.content))
    shown.crop_left = shown.crop_right = shown.crop_top = shown.crop_bottom = 0
    scale = min(wide / shown.image.size[0], high / shown.image.size[1])
    shown.width, shown.height = (round(side * scale) for side in shown.image.size)
    shown.left = left + (wide - shown.width) // 2
    shown.top = top + (high - shown.height) // 2
    shown.element.nvPicPr.cNvPr.set("descr", picture.says)


_KEPT = (
    *("/officeDocument", "/metadata/core-properties"),
    *("/slideMaster", "/slide", "/notesMaster", "/theme"),
    *("/presProps", "/viewProps", "/tableStyles"),
)
"""What a file needs; all else that a program puts into a layout names it or who restyled it."""


def _clear(show: Any) -> None:
    """Take away slides that stand in the layout, and what is of the program that saved it."""
    listed = show.slides._sldIdLst
    for one in list(listed):
        show.part.drop_rel(one.rId)
        listed.remove(one)
    for home in (show.part.package, show.part):
        for key, link in list(home._rels.items()):
            if not link.reltype.endswith(_KEPT):
                home._rels.pop(key)


def _saved(show: Any, title: str, dated: date, language: str) -> bytes:
    about = show.core_properties
    about.created = about.modified = datetime(dated.year, dated.month, dated.day)
    about.author = about.comments = about.last_modified_by = ""
    about.category = about.keywords = about.subject = ""
    about.title, about.language, about.revision = title, language, 1
    made = io.BytesIO()
    show.save(made)
    return package.stamped(made.getvalue(), dated)
