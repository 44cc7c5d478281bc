"""Leaflets, read by programs we do not build with."""

import io
import json
import re
import shutil
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from support.builds import run
from support.languages import SAMPLES
from support.paper import MM, codes, elements, pictures, text, tool, unmarked
from support.trees import MINI, ROOT, SHIPPED, campaign, edit, replace

from generator import assets
from generator.artifact import Scope
from generator.channels import leaflet
from generator.model.campaign import Campaign
from generator.model.printing import Version
from generator.problems import ContentError
from generator.rendering import printed
from generator.typesetting import designs, paper

DESIGNS = sorted(path.parent.name for path in assets.DESIGNS.glob("*/design.yml"))


@pytest.fixture(scope="module")
def pdfs(dist: Path, shipped: Campaign) -> dict[Version, Path]:
    """The leaflets of the campaign in campaign_content/, by version."""
    found = {
        version: dist / f"leaflets/{version.edition}/{version.unit}/{version.language}.pdf"
        for version in shipped.versions.values()
    }
    assert found and all(path.is_file() for path in found.values())
    return found


@pytest.mark.parametrize("dpi", [150, 300])
def test_two_readers_read_the_code_from_the_finished_file(
    shipped: Campaign, pdfs: dict[Version, Path], tmp_path: Path, dpi: int
) -> None:
    for version, pdf in pdfs.items():
        if dpi > 150 and shipped.design(version.edition).width_mm > 150:
            continue  # a picture of it is read at half that in four times the time
        wanted = shipped.addresses.qr_text(version.code.code)
        sides = pictures(pdf, tmp_path / version.language, dpi)
        pieces = shipped.design(version.edition).pieces
        assert [code for side in sides for code in codes(side)] == [wanted] * pieces
        found = next(code for side in sides for code in zxingcpp.read_barcodes(side))
        modules = 29 if len(wanted) <= 47 else 33
        corners = found.position
        width = (
            abs(corners.top_right.x - corners.top_left.x) / dpi * 25.4 / modules * (modules + 8)
        )
        assert width >= 25, "millimetres, margins included"


def test_paper_and_content_say_the_same(shipped: Campaign, pdfs: dict[Version, Path]) -> None:
    for version, pdf in pdfs.items():
        found, voice = text(pdf), printed(shipped, version.language)
        sides = shipped.design(version.edition).sides
        blocks = {block for side in sides for block in side}
        rules = voice.message.words.rules.values()
        for rule in rules if "never" in blocks else ():
            assert any(" ".join(words.split()) in found for words in (rule.short, rule.brief))
        wanted = [rule.handle for rule in rules] if "card-1" in blocks else []
        methods = shipped.editions[version.edition].methods if "methods" in blocks else ()
        for method in (voice.advisory(name).words for name in methods):
            wanted += [method.handle or method.title, method.told_and_act[1]]
        steps = list(voice.first_aid.words.steps.values())
        wanted += steps if "then" in blocks else steps[:1] if "first" in blocks else []
        wanted += [version.code.code, voice.issuer, voice.ui.never_asks, voice.mark]
        wanted += [version.edition, shipped.addresses.host]
        for words in wanted:
            assert " ".join(words.split()) in found
        mark = " ".join(voice.mark.split())
        assert not mark or found.count(mark) >= len(sides), "on each side"


def test_structure_of_the_file(shipped: Campaign, pdfs: dict[Version, Path]) -> None:
    for version, path in pdfs.items():
        tool("qpdf", "--check", path)
        design = shipped.design(version.edition)
        with pikepdf.open(path) as pdf:
            root = pdf.Root
            assert root.Lang == version.language
            assert bool(root.MarkInfo.Marked)
            assert bool(root.ViewerPreferences.DisplayDocTitle)
            assert pdf.docinfo["/Title"]
            assert b"pdfuaid:part" in root.Metadata.read_bytes()
            assert len(pdf.pages) == len(design.sides)
            for page in pdf.pages:
                size = tuple(round(float(n) / MM, 1) for n in page.mediabox[2:])
                assert size == (design.width_mm, design.height_mm)
                assert unmarked(page) == [], "everything drawn is tagged or an artifact"
            found = elements(root.StructTreeRoot)
            figures = [element for element in found if element.get("/S") == "/Figure"]
            assert figures and all(str(figure.Alt) for figure in figures)
            assert {"/H1", "/H2", "/P", "/L", "/LI"} <= {str(e.get("/S")) for e in found}
        family = printed(shipped, version.language).typeface.family.replace(" ", "")
        for line in tool("pdffonts", path).splitlines()[2:]:
            assert family in line.replace("-", "") or "NotoSans" in line.replace("-", ""), line
            assert re.search(r"yes yes yes", line), "embedded, subset, with Unicode"


def test_nothing_is_smaller_than_11_points_nor_large_print_than_18() -> None:
    shared = designs.SHEET.read_text("utf-8")
    for design in DESIGNS:
        css = (assets.DESIGNS / design / "leaflet.css").read_text("utf-8")
        (base,) = re.findall(r"html { font-size: ([\d.]+)pt }", css)
        assert float(base) >= (18 if "large-print" in design else 11)
        sizes = re.findall(r"font-size: ([\d.]+)(\w+)", shared + css.replace(f"{base}pt", ""))
        least = {"rem": 1, "pt": 11}
        assert all(float(size) >= least[unit] for size, unit in sizes), design


def test_a_module_is_a_whole_number_of_dots() -> None:
    """Of printers of 600, 1200 and 2400 dots an inch: no module is wider than another."""
    for design in DESIGNS:
        css = (assets.DESIGNS / design / "leaflet.css").read_text("utf-8")
        (module,) = re.findall(r"--module: ([\d.]+)pt", css)
        assert float(module) * 600 / 72 == pytest.approx(round(float(module) * 600 / 72))


def test_every_face_has_one_name(scripts: Path) -> None:
    """Two files of one family, weight and style print wrong letters in WeasyPrint."""
    made = campaign(scripts / "noi-dung")
    for version in made.versions.values():
        page = leaflet.html(made, version)
        faces = re.findall(r"@font-face {(.*?)src.*?\)(.*?)}", page)
        assert "unicode-range" not in page
        assert len(faces) == len(set(faces)) >= 5
    for design in DESIGNS:
        template = (assets.DESIGNS / design / "leaflet.html.jinja").read_text("utf-8")
        assert "@font-face" not in template and "unicode-range" not in template


def make(tree: Path, tag: str) -> list[str]:
    """Make the leaflets of a language; return what is wrong."""
    try:
        list(leaflet.leaflets(campaign(tree), Scope(tag, "to-roi")))
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_words_that_do_not_fit_name_language_side_and_block(tree: Path) -> None:
    replace(
        tree / "advice/vua-chuyen-tien/en.yml", '"Call the bank."', f'"{"Call the bank. " * 200}"'
    )
    assert make(tree, "vi") == [], "the other language is not concerned"
    found = make(tree, "en")
    assert len(found) == 1
    assert 'en: chữ không vừa mặt 1; khối "first" bị tràn ít nhất' in found[0]
    assert found[0].startswith("editions/to-roi.yml")


BROKEN = [
    ("leaflet.html.jinja", "parts.front()", "parts.khong_co()", "mẫu không dùng được"),
    ("leaflet.html.jinja", "{{ parts.back() }}", "{% if %}", "mẫu không dùng được"),
    ("leaflet.html.jinja", "{{ parts.back() }}", '<img src="khong-co.svg">', "not a file"),
    ("leaflet.css", "html {", "html { colour: red;", "Ignored `colour: red"),
]


@pytest.mark.parametrize(("file", "old", "new", "sentence"), BROKEN)
def test_a_broken_design_is_a_sentence(
    tree: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    old: str,
    new: str,
    sentence: str,
) -> None:
    folder = Path(shutil.copytree(assets.DESIGNS, tmp_path / "leaflets"))
    for module in (leaflet, designs):
        monkeypatch.setattr(module, "DESIGNS", folder)
    replace(folder / "a5-message" / file, old, new)
    found = make(tree, "vi")
    assert found and all(line.startswith("leaflets/a5-message/") for line in found), found
    assert sentence in found[0]


LONG_HOST = "chongluadao.congan.tuyenquang.gov.vn"


def test_a_long_host_fits_the_shipped_leaflets(tmp_path: Path) -> None:
    """Every language of every edition, with the words that ship and a real issuer's name."""
    content = Path(shutil.copytree(SHIPPED, tmp_path / "noi-dung"))
    edit(content / "campaign.yml", lambda t: re.sub(r"https://[^\"]+", f"https://{LONG_HOST}", t))
    for file in (content / "interface").glob("vi*.yml"):
        edit(
            file,
            lambda t: re.sub(r"issuer: .*", 'issuer: "Công an tỉnh Tuyên Quang"', t, count=1),
        )
    made = campaign(content)
    for version in made.versions.values():
        assert leaflet.leaflet(made, version).pdf


def test_any_script_from_data_files_alone(scripts: Path, tmp_path: Path) -> None:
    many = campaign(scripts / "noi-dung")
    for tag, (_name, direction, _script, _file, family, _word) in SAMPLES.items():
        pdf = scripts / f"dist/leaflets/to-roi/toan-tinh/{tag}.pdf"
        fonts = tool("pdffonts", pdf)
        assert family.replace(" ", "") in fonts.replace("-", "").replace(" ", "")
        for line in fonts.splitlines()[2:]:
            ours = any(name in line.replace("-", "") for name in ("NotoSans", "BeVietnamPro"))
            assert ours, f"a font of the machine: {line}"
        with pikepdf.open(io.BytesIO(pdf.read_bytes())) as file:
            assert file.Root.Lang == tag
            assert len(file.pages) == 2
        back = pictures(pdf, tmp_path / tag, 150)[1]
        wanted = many.addresses.qr_text(many.versions["to-roi", "toan-tinh", tag].code.code)
        assert codes(back) == [wanted]
        if direction == "rtl":
            middle = zxingcpp.read_barcodes(back)[0].position
            assert middle.top_left.x > back.width / 2, "the layout is mirrored"


@pytest.mark.parametrize("design", DESIGNS)
def test_every_design_takes_any_script(scripts: Path, tmp_path: Path, design: str) -> None:
    tree = Path(shutil.copytree(scripts / "noi-dung", tmp_path / "noi-dung"))
    words = (tree / "editions/to-roi.yml").read_text("utf-8")
    words = words.replace('"a5-message"', f'"{design}"')
    words = re.sub("languages: .*", f"languages: {json.dumps(list(SAMPLES))}", words)
    (tree / "editions/thu.yml").write_text(words, "utf-8")
    # What is read from two metres away is short in every language.
    long = re.compile(r'("(?:topic|topic_act|act|tell|truth)": "\S+ \S+)[^"{]*"')
    for tag in SAMPLES:
        edit(tree / f"interface/{tag}.yml", lambda text: long.sub(r'\1"', text))
    done = run("issue", "thu", "--content", tree)
    assert done.returncode == 0, done.stderr
    made = campaign(tree)
    versions = [version for version in made.versions.values() if version.edition == "thu"]
    assert {version.language for version in versions} >= set(SAMPLES)
    for version in versions:
        (tmp_path / "in.pdf").write_bytes(leaflet.leaflet(made, version).pdf)
        pages = pictures(tmp_path / "in.pdf", tmp_path / version.language, 150)
        found = [code.text for page in pages for code in zxingcpp.read_barcodes(page)]
        wanted = made.addresses.qr_text(version.code.code)
        assert found == [wanted] * made.design("thu").pieces
        assert len(pages) == len(made.design("thu").sides)


def test_blocks_are_never_pushed_into_each_other(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A side that is full, though not over its edge, has no room above its foot."""
    made = campaign(tree)
    full = made.design("to-roi").model_copy(update={"foot_mm": (0, 200)})
    monkeypatch.setattr(type(made), "design", lambda _campaign, _edition: full)
    with pytest.raises(ContentError) as error:
        leaflet.leaflet(made, next(iter(made.versions.values())))
    assert "chữ không vừa mặt 2" in str(error.value.problems[0])


def test_words_without_spaces_end_their_lines_at_marks(scripts: Path, tmp_path: Path) -> None:
    tree = Path(shutil.copytree(scripts / "noi-dung", tmp_path / "km"))
    replace(
        tree / "methods/goi-dien/km.yml",
        '"leaflet": "',
        '"leaflet": "' + "ភាសា\u200bខ្មែរ\u200b" * 12,
    )
    made = next(leaflet.leaflets(campaign(tree), Scope("km", "to-roi")))
    (tmp_path / "km.pdf").write_bytes(made.content)
    boxes = tool("pdftotext", "-bbox", tmp_path / "km.pdf", "-")
    right = [float(x) for x in re.findall(r'xMax="([\d.]+)"', boxes)]
    assert right and max(right) <= (148 - 9) * MM


def test_the_first_words_of_tall_scripts_fit_a4(tmp_path: Path) -> None:
    """All that ships in Khmer, Korean and Chinese; nothing runs into the number of the police."""
    content = Path(shutil.copytree(SHIPPED, tmp_path / "noi-dung"))
    tags = ("km", "ko", "zh-Hans")
    text = (content / "editions/2026-a5-mot-mau.yml").read_text("utf-8")
    text = re.sub("design: .*", 'design: "a4-message"', text)
    text = re.sub("languages: .*", f"languages: {json.dumps(tags)}", text)
    (content / "editions/a4.yml").write_text(text, "utf-8")
    done = run("issue", "a4", "--content", content)
    assert done.returncode == 0, done.stderr
    made = campaign(content)
    for version in (v for v in made.versions.values() if v.edition == "a4"):
        (tmp_path / "a4.pdf").write_bytes(leaflet.leaflet(made, version).pdf)
        boxes = tool("pdftotext", "-bbox", "-l", "1", tmp_path / "a4.pdf", "-")
        words = [
            (*map(float, found[:4]), found[4])
            for found in re.findall(
                r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)<', boxes
            )
        ]
        numbers = [word for word in words if word[4] == "113"]
        left, top, _, bottom, _ = max(numbers, key=lambda word: word[3] - word[1])
        high = (bottom - top) / 5  # above and below the ink of a figure
        crossing = [
            w for w in words if w[2] > left and top + high < (w[1] + w[3]) / 2 < bottom - high
        ]
        assert [w[4] for w in crossing] == ["113"], version.language


@pytest.mark.parametrize("design", DESIGNS)
def test_every_design_takes_the_words_of_any_tree(
    mini: Campaign, monkeypatch: pytest.MonkeyPatch, design: str
) -> None:
    edition = mini.editions["to-roi"].model_copy(update={"design": design})
    monkeypatch.setitem(mini.editions, "to-roi", edition)
    for version in mini.versions.values():
        assert leaflet.leaflet(mini, version).pdf and leaflet.for_press(mini, version)
        for picture in leaflet.html(mini, version).split("<svg ")[1:]:
            assert re.search(r"<title>[^<]+</title>", picture.partition("</svg>")[0])


def test_the_small_tree_has_leaflets(mini: Campaign) -> None:
    assert MINI.is_dir() and ROOT.is_dir()
    paths = [a.path for a in leaflet.leaflets(mini, Scope("vi", "to-roi"))]
    assert paths == [
        "site/leaflets/to-roi/toan-tinh/vi.pdf",
        "leaflets/to-roi/toan-tinh/vi.pdf",
        "site/leaflets/to-roi/toan-tinh/vi-1.webp",
        "site/leaflets/to-roi/toan-tinh/vi-2.webp",
    ]


def test_no_design_tears_a_syllable_or_hides_a_mark() -> None:
    """Breaks inside a word are for scripts that have letters one by one."""
    for file in [*assets.DESIGNS.glob("*/*.css"), assets.TEMPLATES / "sheet.css"]:
        style = file.read_text("utf-8").replace("html.spaced { overflow-wrap: anywhere }", "")
        assert not re.search(r"anywhere|break-all|overflow(-[xy])?:\s*(hidden|clip)", style), file


def test_a_script_gets_the_line_height_it_needs(tree: Path) -> None:
    replace(tree / "languages/vi.yml", "direction:", 'line_height: "22"\ndirection:')
    version = campaign(tree).versions["to-roi", "toan-tinh", "vi"]
    html = leaflet.html(campaign(tree), version)
    assert 'href="leaflet.css?22"' in html
    assert paper._apart("p { line-height: 1.15; margin: 1.1mm } b{line-height:3}", 2.2) == (
        "p { line-height: 2.2; margin: 1.1mm } b{line-height:3}"
    )
