"""Slides in a layout that others restyle."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pptx
import pytest
from PIL import Image
from pptx.util import Inches, Pt

from generator.assets import DESIGNS
from generator.model.facts import FontFace
from generator.typesetting.slides import LEAST, LayoutError, Picture, Slide, deck, unfit

FACE = FontFace(family="Noto Sans", regular="NotoSans-Regular.ttf", bold="NotoSans-Bold.ttf")
OURS = DESIGNS / "slides/talk.pptx"
DAY = date(2026, 11, 25)


def made(slide: Slide, file: Path = OURS) -> bytes:
    return deck(file, [slide], "Buổi nói chuyện", DAY, "vi", FACE)


def page(file: bytes) -> Any:
    (only,) = pptx.Presentation(io.BytesIO(file)).slides
    return only


def restyled(tmp_path: Path, change: Any) -> Path:
    show = pptx.Presentation(str(OURS))
    change(show)
    show.save(str(tmp_path / "talk.pptx"))
    return tmp_path / "talk.pptx"


def size(file: bytes, text: str) -> Any:
    """Return the size of a text where it is not that of its box."""
    (shape,) = (s for s in page(file).placeholders if s.text_frame.text == text)
    return shape.text_frame.paragraphs[0].runs[0].font.size


def test_a_long_text_gets_smaller_letters_and_a_longer_one_is_refused() -> None:
    few, more, most = (("Tắt máy, kể ngay cho người nhà. " * n).strip() for n in (1, 5, 30))
    assert size(made(Slide("answer", {"do": few}, [])), few) is None
    smaller = size(made(Slide("answer", {"do": more}, [])), more)
    assert Pt(LEAST) <= smaller < Pt(40)
    found = [Slide("answer", {"do": text, "you": few}, []) for text in (few, more, most)]
    assert list(unfit(OURS, found, FACE)) == [(2, "do")]
    assert list(unfit(OURS, [Slide("answer", {"do": "x" * 60}, [])], FACE)) == [(0, "do")]


def test_a_restyled_layout_is_measured_as_it_is(tmp_path: Path) -> None:
    text = "Tắt máy, kể ngay cho người nhà."

    def narrow(show: Any) -> None:
        layout = show.slide_layouts.get_by_name("answer")
        place = next(one for one in layout.placeholders if one.name == "do")
        place.width, place.height = Inches(3), Inches(1.6)

    file = restyled(tmp_path, narrow)
    assert size(made(Slide("answer", {"do": text}, []), file), text) < Pt(40)

    def plain(show: Any) -> None:
        layout = show.slide_layouts.get_by_name("answer")
        place = next(one for one in layout.placeholders if one.name == "do")
        for style in place.element.iter("{*}lvl1pPr"):
            style.getparent().remove(style)

    file = restyled(tmp_path, plain)
    assert size(made(Slide("answer", {"do": text * 4}, []), file), text * 4) < Pt(36)


def test_boxes_without_text_are_left_out_and_notes_are_kept() -> None:
    file = made(Slide("story", {"title": "Một", "they": "", "mark": ""}, ["Nói.", "Hỏi."]))
    assert [shape.text_frame.text for shape in page(file).placeholders] == ["Một"]
    assert page(file).notes_slide.notes_text_frame.text == "Nói.\nHỏi."
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        shown = archive.read("ppt/slides/slide1.xml").decode()
        said = archive.read("ppt/notesSlides/notesSlide1.xml").decode()
    assert 'lang="vi"' in shown and 'lang="vi"' in said


@pytest.mark.parametrize(
    "slide", [Slide("other", {}, []), Slide("story", {"place": "x"}, [])], ids=["layout", "box"]
)
def test_what_a_layout_lacks_is_named(slide: Slide) -> None:
    with pytest.raises(LayoutError, match=r"other|story: place"):
        made(slide)
    with pytest.raises(LayoutError):
        list(unfit(OURS, [slide], FACE))


def test_a_picture_is_shown_whole(tmp_path: Path) -> None:
    def widen(show: Any) -> None:
        layout = show.slide_layouts.get_by_name("help")
        next(one for one in layout.placeholders if one.name == "code").width = Inches(6)

    out = io.BytesIO()
    Image.new("1", (100, 100)).save(out, "PNG")
    slide = Slide("help", {}, [], Picture("code", out.getvalue(), "canhgiac.example"))
    (shown,) = page(made(slide, restyled(tmp_path, widen))).placeholders
    assert shown.width == shown.height and shown.crop_top == shown.crop_left == 0
    assert shown.left == Inches(9.1) + (Inches(6) - shown.width) // 2
    assert shown.element.nvPicPr.cNvPr.get("descr") == "canhgiac.example"


def test_what_a_program_left_in_the_layout_is_not_handed_out(tmp_path: Path) -> None:
    """The library's own template has all of it: a picture, a printer, a program's name."""
    show = pptx.Presentation()
    show.slide_layouts[5].name = "story"
    show.slide_layouts[5].placeholders[0].name = "title"
    sample = show.slides.add_slide(show.slide_layouts[5])
    sample.placeholders[0].text = "Mẫu của Nguyễn Văn A"
    show.core_properties.author = "Nguyễn Văn A"
    show.save(str(tmp_path / "talk.pptx"))
    with zipfile.ZipFile(tmp_path / "talk.pptx") as archive:
        assert "docProps/thumbnail.jpeg" in archive.namelist()
    slide = Slide("story", {"title": "Một"}, [])
    file = made(slide, tmp_path / "talk.pptx")
    assert file == made(slide, tmp_path / "talk.pptx")
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        names = archive.namelist()
        body = b"".join(archive.read(name) for name in names).decode(errors="ignore")
    assert not [name for name in names if re.search("thumbnail|printer|app.xml", name)]
    assert "Nguyễn" not in body and "Macintosh" not in body and "python-pptx" not in body
    assert page(file).placeholders[0].text_frame.text == "Một"


def test_our_layout_has_a_face_of_every_office_and_no_maker() -> None:
    with zipfile.ZipFile(OURS) as archive:
        names = archive.namelist()
        theme = archive.read("ppt/theme/theme1.xml").decode()
        body = b"".join(archive.read(name) for name in names)
    assert set(re.findall(r'latin typeface="([^"]+)"', theme)) == {"Arial"}
    assert not [name for name in names if re.search("thumbnail|printer|app.xml", name)]
    assert b"Macintosh" not in body and b"python-pptx" not in body
