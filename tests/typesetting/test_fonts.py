"""Our own fonts, and no others: a glyph they lack is an error on every machine."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from support.trees import ROOT

from generator.assets import FONTS
from generator.model.facts import FontFace
from generator.model.printing import Design
from generator.typesetting import fonts, paper

VIETNAMESE = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ₫“”–…·‘’"
FACE = FontFace(
    family="Be Vietnam Pro", regular="BeVietnamPro-Regular.ttf", bold="BeVietnamPro-Bold.ttf"
)


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_web_fonts_hold_every_vietnamese_letter(weight: str) -> None:
    with TTFont(ROOT / f"docs/assets/fonts/BeVietnamPro-{weight}.woff2") as font:
        known = set(font.getBestCmap())
    letters = VIETNAMESE + VIETNAMESE.upper()
    assert {char for char in letters if ord(char) not in known} == set()


def test_missing_characters_are_named_once() -> None:
    assert list(fonts.missing_characters(FACE, "Gọi ☎ 113 ☎ 不")) == ["☎", "不"]
    assert list(fonts.missing_characters(FACE, VIETNAMESE)) == []


def test_a_missing_file_is_named() -> None:
    assert fonts.missing_files(FACE) == []
    assert fonts.missing_files(FACE.model_copy(update={"bold": "Khong-co.ttf"})) == [
        "Khong-co.ttf"
    ]


def test_every_typeface_has_its_licence() -> None:
    for file in FONTS.glob("*.ttf"):
        assert (FONTS / f"OFL-{file.name.partition('-')[0]}.txt").is_file(), file


HTML = """<html lang="vi"><head><title>x</title><style>
@font-face {{ font-family: Ours; src: url(fonts/BeVietnamPro-Regular.ttf) }}
@page {{ size: 60mm 60mm }} html {{ font-family: Ours }}</style></head>
<body><p id="a">{text}</p></body></html>"""


def test_no_font_of_the_machine_takes_over() -> None:
    design = Design(width_mm=60, height_mm=60, sides=(("a",),))
    assert paper.leaflet(HTML.format(text="Gọi"), "a5-message", design).pdf
    with pytest.raises(paper.UnfitError) as caught:
        paper.leaflet(HTML.format(text="不"), "a5-message", design)
    assert "U+4E0D" in str(caught.value.warnings)


def test_what_shapes_text_is_named() -> None:
    assert {"pango", "harfbuzz", "fontconfig"} <= paper.libraries().keys()


def test_a_design_reaches_nothing_but_its_own_files(tmp_path: Path) -> None:
    (tmp_path / "x.css").write_text("p { color: red }")
    design = Design(width_mm=60, height_mm=60, sides=(("a",),))
    for url in (
        f"file://{tmp_path}/x.css",
        "https://leaflet.invalid/../../pyproject.toml",
        "../../../pyproject.toml",
        "https://evil.example/x.css",
    ):
        link = f'</style><link rel="stylesheet" href="{url}"><style>'
        with pytest.raises(paper.UnfitError, match="not a file of this design"):
            paper.leaflet(
                HTML.replace("@page", link + "@page").format(text="x"), "a5-message", design
            )
