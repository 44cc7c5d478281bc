import io
import re
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zxingcpp
from conftest import MINI, ROOT, TODAY, edit
from fontTools.ttLib import TTFont
from PIL import Image
from pyzbar import pyzbar
from support.languages import SAMPLES, add_languages

from generator.channels import leaflet
from generator.content import load_campaign
from generator.model import Campaign
from generator.problems import ContentError

MM = 72 / 25.4
DESIGNS = sorted(path.parent.name for path in (ROOT / "leaflets").glob("*/design.yml"))


@pytest.fixture(scope="module")
def pdfs(campaign: Campaign, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The shipped leaflets by language."""
    folder = tmp_path_factory.mktemp("pdf")
    found = {}
    for tag in campaign.tags:
        for artifact in leaflet.leaflets(campaign, tag):
            if artifact.path.endswith(".pdf"):
                found[tag] = folder / f"{tag}.pdf"
                found[tag].write_bytes(artifact.content)
    return found


def tool(*command: str | Path) -> str:
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stderr == "", done.stderr
    return done.stdout


def text(pdf: Path) -> str:
    return " ".join(tool("pdftotext", "-raw", pdf, "-").split())


def pages(pdf: Path, folder: Path, dpi: int) -> list[Image.Image]:
    """Rasterise with Ghostscript, which shares no code with what we build with."""
    tool(
        "gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=png16m", f"-r{dpi}",
        "-dTextAlphaBits=4", "-o", folder / "p%d.png", pdf,
    )  # fmt: skip
    return [Image.open(io.BytesIO(path.read_bytes())) for path in sorted(folder.glob("p*.png"))]


@pytest.mark.parametrize("dpi", [150, 300])
def test_two_readers_read_the_code_from_the_finished_file(
    campaign: Campaign, pdfs: dict[str, Path], tmp_path: Path, dpi: int
) -> None:
    for tag, pdf in pdfs.items():
        wanted = campaign.qr_text(campaign.edition_codes("2026-a5-thong-diep")[tag])
        (tmp_path / tag).mkdir()
        back = pages(pdf, tmp_path / tag, dpi)[1]
        found = zxingcpp.read_barcodes(back)
        assert [(code.text, code.format.name) for code in found] == [(wanted, "QRCode")]
        assert [code.data.decode() for code in pyzbar.decode(back)] == [wanted]
        corners = found[0].position
        modules = 29 + 8  # version 3, margins included
        width = abs(corners.top_right.x - corners.top_left.x) / dpi * 25.4 / 29 * modules
        assert width >= 25, "millimetres, margins included"


def test_paper_and_content_say_the_same(campaign: Campaign, pdfs: dict[str, Path]) -> None:
    edition = campaign.editions["2026-a5-thong-diep"]
    for tag, pdf in pdfs.items():
        found = text(pdf)
        code = campaign.edition_codes("2026-a5-thong-diep")[tag]
        wanted = [rule.short for rule in campaign.message[tag].rules.values()]
        wanted += [campaign.advisory(slug, tag).words.leaflet for slug in edition.methods]
        wanted += [campaign.qr_text(code), code.code, "113", campaign.issuer(tag)]
        wanted += [campaign.languages[tag].words.never_asks]
        wanted += [campaign.languages[tag].words.specimen]
        for words in wanted:
            assert " ".join(words.split()) in found
        assert found.count(campaign.languages[tag].words.specimen) >= 2, "on each side"


@pytest.mark.parametrize("tag", ["vi", "en"])
def test_structure_of_the_file(pdfs: dict[str, Path], tag: str) -> None:
    tool("qpdf", "--check", pdfs[tag])
    with pikepdf.open(pdfs[tag]) as pdf:
        root = pdf.Root
        assert root.Lang == tag
        assert root.MarkInfo.Marked is True
        assert root.ViewerPreferences.DisplayDocTitle is True
        assert pdf.docinfo["/Title"]
        assert b"pdfuaid:part" in root.Metadata.read_bytes()
        assert len(pdf.pages) == 2
        for page in pdf.pages:
            width, height = (float(n) for n in page.mediabox[2:])
            assert (round(width / MM, 1), round(height / MM, 1)) == (148, 210)
            assert _unmarked(page) == [], "everything drawn is tagged or an artifact"
        figures = [e for e in _elements(root.StructTreeRoot) if e.get("/S") == "/Figure"]
        assert figures and all(str(figure.Alt) for figure in figures)
        kinds = {str(e.get("/S")) for e in _elements(root.StructTreeRoot)}
        assert {"/H1", "/H2", "/P", "/L", "/LI"} <= kinds
    for line in tool("pdffonts", pdfs[tag]).splitlines()[2:]:
        assert "BeVietnamPro" in line.replace("-", ""), line
        assert re.search(r"yes yes yes", line), "embedded, subset, with Unicode"


def _elements(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    below = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return below + [e for kid in below for e in _elements(kid)]


def _unmarked(page: pikepdf.Page) -> list[str]:
    depth, found = 0, []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BMC", "BDC"):
            depth += 1
        elif name == "EMC":
            depth -= 1
        elif name in ("f", "f*", "S", "s", "B", "b", "Tj", "TJ", "Do", "sh") and depth == 0:
            found.append(f"{name} {operands}")
    return found


def test_body_text_is_11_points_or_more() -> None:
    small = {".specimen", ".issuer", "#imprint"}
    for design in DESIGNS:
        css = (ROOT / "leaflets" / design / "leaflet.css").read_text("utf-8")
        assert "html { font-size: 11pt;" in css
        for selector, block in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
            for size in re.findall(r"font-size: ([\d.]+)pt", block):
                assert float(size) >= 11 or selector.split("*/")[-1].strip() in small, selector


def test_words_that_do_not_fit_are_an_error_that_names_language_and_block(tree: Path) -> None:
    edit(
        tree / "pages/khan-cap/en.yml",
        lambda words: words.replace('"Call the bank."', f'"{"Call the bank. " * 90}"'),
    )
    broken = load_campaign(tree, TODAY)
    assert list(leaflet.leaflets(broken, "vi")), "the other language is not concerned"
    with pytest.raises(ContentError) as caught:
        list(leaflet.leaflets(broken, "en"))
    assert 'en: chữ không vừa trang; khối "first" bị tràn' in str(caught.value)


def test_a_character_without_a_glyph_is_an_error(tree: Path) -> None:
    edit(tree / "methods/goi-dien/vi.yml", lambda words: words.replace("dọa nạt: tắt", "☎: tắt"))
    with pytest.raises(ContentError, match="thiếu ký tự ☎"):
        list(leaflet.leaflets(load_campaign(tree, TODAY), "vi"))


def test_a_design_reaches_nothing_but_its_own_files() -> None:
    fetcher = leaflet._Fetcher(leaflet.LEAFLETS / "a5-message")
    for url in (
        "file:///etc/passwd",
        "https://leaflet.invalid/../../pyproject.toml",
        "https://evil.example/x.css",
    ):
        with pytest.raises(ValueError, match="not a file"):
            fetcher.fetch(url)


@pytest.mark.parametrize("path", sorted((ROOT / "leaflets/fonts").glob("*.ttf")), ids=str)
def test_fonts_are_complete_and_licensed(path: Path) -> None:
    family = path.stem.split("-")[0]
    assert (
        "SIL OPEN FONT LICENSE" in (path.parent / f"OFL-{family}.txt").read_text("utf-8").upper()
    )
    if family in ("BeVietnamPro", "NotoSans"):
        with TTFont(path, lazy=True) as font:
            known = set(font.getBestCmap())
        letters = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ₫“”–…·"
        assert {c for c in letters + letters.upper() if ord(c) not in known} == set()


def test_no_font_is_split() -> None:
    """Two files of one family, weight and style print wrong letters in WeasyPrint."""
    for design in DESIGNS:
        template = (ROOT / "leaflets" / design / "leaflet.html.jinja").read_text("utf-8")
        faces = re.findall(r"@font-face {(.*?)src.*?\)(.*?)}", template)
        assert len(faces) == len(set(faces)) >= 2
        assert "unicode-range" not in template


def test_any_script_from_data_files_alone(tree: Path, tmp_path: Path) -> None:
    add_languages(tree)
    many = load_campaign(tree, TODAY)
    for tag, (_name, direction, _script, _file, family, _word) in SAMPLES.items():
        artifacts = {a.path: a.content for a in leaflet.leaflets(many, tag)}
        pdf = tmp_path / f"{tag}.pdf"
        pdf.write_bytes(artifacts[f"a5-message/{tag}.pdf"])
        fonts = tool("pdffonts", pdf)
        assert family.replace(" ", "") in fonts.replace("-", "").replace(" ", "")
        for line in fonts.splitlines()[2:]:
            assert "NotoSans" in line.replace("-", ""), f"a font of the machine: {line}"
        with pikepdf.open(io.BytesIO(pdf.read_bytes())) as file:
            assert file.Root.Lang == tag
            assert len(file.pages) == 2
        (tmp_path / tag).mkdir()
        back = pages(pdf, tmp_path / tag, 150)[1]
        wanted = many.qr_text(many.edition_codes("to-roi")[tag])
        assert [code.text for code in zxingcpp.read_barcodes(back)] == [wanted]
        if direction == "rtl":
            middle = zxingcpp.read_barcodes(back)[0].position
            assert middle.top_left.x > back.width / 2, "the layout is mirrored"


def test_a_word_without_spaces_stays_on_the_paper(tree: Path, tmp_path: Path) -> None:
    add_languages(tree)
    edit(
        tree / "methods/goi-dien/km.yml",
        lambda words: words.replace('"leaflet": "', '"leaflet": "' + "ភាសាខ្មែរ" * 20),
    )
    pdf = tmp_path / "km.pdf"
    pdf.write_bytes(next(leaflet.leaflets(load_campaign(tree, TODAY), "km")).content)
    boxes = tool("pdftotext", "-bbox", pdf, "-")
    right = [float(x) for x in re.findall(r'xMax="([\d.]+)"', boxes)]
    assert right and max(right) <= (148 - 9) * MM


def test_the_small_tree_has_leaflets(mini: Campaign) -> None:
    assert MINI.is_dir()
    assert len(list(leaflet.leaflets(mini, "vi"))) == 3
