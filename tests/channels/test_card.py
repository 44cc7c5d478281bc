"""Cards: what a page looks like where somebody sends it on."""

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace as change
from functools import partial
from itertools import groupby
from pathlib import Path

import pytest
import uharfbuzz as hb
from PIL import Image
from support.languages import SAMPLES
from support.pages import pages
from support.trees import campaign, edit, replace, report

from generator import build, proof
from generator.artifact import Artifact, Scope
from generator.assets import FONTS
from generator.channels import card
from generator.channels.pages import look
from generator.content import judge_paper
from generator.model.campaign import Campaign, Tables
from generator.model.facts import LanguageFacts
from generator.model.words import Translation
from generator.rendering import plain
from generator.typesetting import fonts, pictures
from generator.typesetting.sheet import Texts, UnfitError, laid

SIZES = {"card.png": (1200, 630), "card-square.png": (1080, 1080)}
NS = "{http://www.w3.org/2000/svg}"


def open_picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def drawn(campaign: Campaign, tag: str) -> dict[str, str]:
    problems: list[object] = []
    found = dict(card.drawings(campaign, tag, problems))  # type: ignore[arg-type]
    assert problems == []
    return found


def lines(svg: str) -> list[str]:
    """Return the lines of a card without the marks that turn them."""
    texts = ET.fromstring(svg).iter(f"{NS}text")
    return [(text.text or "").strip("\u202b\u202c") for text in texts]


def test_every_method_and_the_site_has_both_cards(shipped: Campaign, dist: Path) -> None:
    to, words = shipped.addresses, shipped.tables.of(Translation)
    for tag in shipped.languages:
        own = [to.method(tag, slug) for slug, language in words if language == tag]
        for page in (to.home(tag), *own):
            for square in (False, True):
                file = dist / "site" / to.card(page, square)
                with Image.open(file) as picture:
                    assert picture.size == SIZES[file.name] and picture.mode == "P"
                assert file.stat().st_size < 45_000, "a crawler waits for it"


def test_no_card_is_left_out_of_the_runs(shipped: Campaign) -> None:
    for tag in shipped.languages:
        runs = [(s.first, s.last) for s in build.decks(shipped) if s.language == tag]
        assert [0, *(last for _first, last in runs)] == [
            *(first for first, _last in runs),
            len(drawn(shipped, tag)),
        ]


def test_every_page_names_its_card(shipped: Campaign, dist: Path) -> None:
    site, to = dist / "site", shipped.addresses
    paths = {to.method(tag, slug) for slug, tag in shipped.tables.of(Translation)}
    for path, page in pages(site):
        told = {m["property"]: m["content"] for m in page.all("meta") if "property" in m}
        canonical = [link["href"] for link in page.all("link") if link.get("rel") == "canonical"]
        if not canonical:  # "not found", "moved", and the page of a code
            assert told == {}
            continue
        assert [told["og:url"]] == canonical
        assert told["og:image"].startswith(to.base_url)
        folder = path.removesuffix("index.html")
        own = f"{folder}card.png"
        name = told["og:image"].removeprefix(to.base_url)
        assert (name == own) == (folder in paths or folder in map(to.home, shipped.languages))
        with Image.open(site / name) as picture:
            size = told["og:image:width"], told["og:image:height"]
            assert picture.size == tuple(map(int, size))
        assert told["og:title"] and told["og:description"] and told["og:image:alt"]
        kinds = [m["content"] for m in page.all("meta") if m.get("name") == "twitter:card"]
        assert kinds == ["summary_large_image"]


def test_card_and_content_say_the_same(mini: Campaign) -> None:
    for tag in mini.languages:
        voice = plain(mini, tag)
        found = {path: " ".join(lines(svg)) for path, svg in drawn(mini, tag).items()}
        wanted = {}
        around = f"{voice.mark} {voice.title}", f"{voice.issuer} {mini.addresses.host}"
        for square in (False, True):
            rules = " ".join(rule.short for rule in voice.message.words.rules.values())
            below = rules if square else voice.ui.message_lead
            text = f"{voice.message.words.name} {below}"
            wanted[mini.addresses.card(voice.home, square)] = text
            for method in voice.advisories:
                if not method.foreign:
                    text = f"{method.words.situation} {method.words.leaflet}"
                    wanted[mini.addresses.card(method.path, square)] = text
        assert found == {p: f"{around[0]} {text} {around[1]}" for p, text in wanted.items()}


def test_no_markup_from_words_reaches_a_drawing(mini: Campaign) -> None:
    """Rules refuse such words; were one to pass, the drawing would still be letters alone."""
    words = mini.tables.of(Translation)["goi-dien", "vi"]
    hostile = words.model_copy(update={"situation": '</text><image href="x"/>&amp;"'})
    tables = Tables()
    for model, key, content in mini.tables.everything():
        tables.of(model)[key] = content
    tables.of(Translation)["goi-dien", "vi"] = hostile
    found = drawn(change(mini, tables=tables), "vi")
    for path, svg in drawn(mini, "vi").items():
        tags = {element.tag for element in ET.fromstring(svg).iter()}
        other = {element.tag for element in ET.fromstring(found[path]).iter()}
        assert tags == other
        if "goi-dien" in path:
            assert hostile.situation in " ".join(lines(found[path]))


# -- words that cannot stand on a card -----------------------------------------------------------


def wrong(tree: Path) -> list[tuple[str, object]]:
    """Return file and field of what `check` finds wrong, each at its line."""
    found = judge_paper(report(tree), lambda c: proof.problems(c, lambda _version: None)).mistakes
    assert all(problem.line for problem in found)
    return [(problem.file, problem.place) for problem in found]


@pytest.mark.parametrize(
    ("file", "field", "place"),
    [
        ("methods/goi-dien/vi.yml", "situation", ("situation",)),
        ("interface/en.yml", "title", ("title",)),
        ("interface/vi.yml", "specimen", ("specimen",)),
        ("message/vi.yml", "name", ("name",)),
    ],
)
def test_words_too_long_name_their_file_and_field(
    tree: Path, file: str, field: str, place: tuple[str, ...]
) -> None:
    silent(tree)
    assert wrong(tree) == []
    start = re.compile(f'^{field}: "', re.MULTILINE)
    edit(tree / file, lambda text: start.sub(f'{field}: "{"x" * 60} ', text, count=1))
    assert (file, place) in wrong(tree)
    found = judge_paper(report(tree), card.problems).mistakes
    assert "dài quá, không vừa thẻ chia sẻ" in str(found[0])


def test_the_longest_words_that_content_may_hold_fit(tree: Path) -> None:
    silent(tree)
    file = tree / "methods/goi-dien/vi.yml"
    word = "nghiêng "
    replace(file, "Có người gọi dọa tôi", (word * 12)[:90].strip())
    replace(file, "Gọi điện dọa nạt: tắt máy.", (word * 30)[:199].strip())
    interface = tree / "interface/vi.yml"
    for field in ("title", "issuer"):
        edit(interface, partial(_first, field, (word * 12)[:90].strip()))
    host = "chongluadao.congan.tinh-phuong-nam-giang.gov.vn"
    edit(tree / "campaign.yml", lambda t: re.sub(r"https://[^\"]+", f"https://{host}", t))
    assert list(card.problems(campaign(tree))) == []


def silent(tree: Path) -> None:
    """Let nobody read the words aloud: no word is too strange then."""
    edit(
        tree / "languages/vi.yml", lambda text: re.sub(r"^said:\n(  .*\n)+", "", text, flags=re.M)
    )


def _first(field: str, words: str, text: str) -> str:
    """Give a field at the edge of a file other words."""
    return re.sub(rf"^{field}: .*", f'{field}: "{words}"', text, count=1, flags=re.M)


# -- any script ----------------------------------------------------------------------------------


def test_every_letter_of_any_script_has_a_shape(scripts: Path) -> None:
    many = campaign(scripts / "noi-dung")
    for tag in SAMPLES:
        face = many.tables.of(LanguageFacts)[tag].font
        for svg in drawn(many, tag).values():
            for line in lines(svg):
                assert "\u200b" not in line
                for file in face.files:
                    assert 0 not in glyphs(line, file), (tag, line)


def glyphs(line: str, file: str) -> list[int]:
    """Return the glyphs of a line, shaped as it will be drawn; 0 is the box for none."""
    found = []
    own = fonts.characters(file)
    for is_own, run in groupby(line, lambda char: ord(char) in own):
        name = file if is_own else fonts.FALLBACK
        buffer = hb.Buffer()
        buffer.add_str("".join(run))
        buffer.guess_segment_properties()
        hb.shape(hb.Font(hb.Face(hb.Blob.from_file_path(str(FONTS / name)))), buffer)
        found += [glyph.codepoint for glyph in buffer.glyph_infos]
    return found


def test_a_card_is_mirrored_where_reading_starts_at_the_right(scripts: Path) -> None:
    for tag, direction in (("km", "ltr"), ("ar", "rtl")):
        path = scripts / f"dist/site/{tag}/canh-bao/goi-dien/card.png"
        with Image.open(path) as picture:
            few = picture.convert("RGB")
        wanted = look.tokens()["accent"]
        accent = tuple(bytes.fromhex(wanted.removeprefix("#")))
        bar = [few.getpixel((x, 480)) == accent for x in (card.WIDE.margin + 5, 1200 - 61)]
        assert bar == [direction == "ltr", direction == "rtl"]
    many = campaign(scripts / "noi-dung")
    for svg in drawn(many, "ar").values():
        anchors = re.findall(r"<text [^>]*?(text-anchor=\"end\")?>", svg)
        assert anchors.count("") == 1, "only the host starts at the left"


def test_a_script_without_spaces_breaks_where_it_may(scripts: Path, tmp_path: Path) -> None:
    long = "\u200b".join(["ភាសាខ្មែរ"] * 15)
    many = campaign(scripts / "noi-dung")
    found, whole = (
        laid(card.WIDE, many.tables.of(LanguageFacts)["km"].font, texts)
        for texts in (
            Texts("ខ្មែរ", "", "ខ្មែរ", (long,), "ខ្មែរ", "thu.example"),
            Texts("ខ្មែរ", "", "ខ្មែរ", ("ខ្មែរ",), "ខ្មែរ", "thu.example"),
        )
    )
    assert len(found.lines) > len(whole.lines)
    with pytest.raises(UnfitError):
        texts = Texts("ខ្មែរ", "", "ខ្មែរ", (long.replace("\u200b", ""),), "ខ្មែរ", "x")
        laid(card.WIDE, many.tables.of(LanguageFacts)["km"].font, texts)


# -- what was drawn before -----------------------------------------------------------------------


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for pictures that were drawn before."""
    monkeypatch.setattr(pictures, "REMEMBERED", tmp_path / "pictures")
    return tmp_path / "pictures"


def made(campaign: Campaign) -> list[Artifact]:
    return list(card.cards(campaign, Scope("vi")))


def test_the_same_words_give_the_same_bytes(mini: Campaign, memory: Path) -> None:
    first = made(mini)
    for file in memory.iterdir():
        file.unlink()
    assert made(mini) == first


def test_a_card_is_drawn_once(
    mini: Campaign, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(mini)
    assert len(list(memory.iterdir())) == len(first)
    monkeypatch.delattr("resvg_py.svg_to_bytes")
    assert made(mini) == first


def test_a_memory_that_is_broken_or_cannot_be_is_harmless(mini: Campaign, memory: Path) -> None:
    first = made(mini)
    for file, broken in zip(sorted(memory.iterdir()), (b"", b"x" * 99), strict=False):
        file.write_bytes(broken)
    assert made(mini) == first
    for file in memory.iterdir():
        file.unlink()
    memory.rmdir()
    memory.write_text("no folder")
    assert made(mini) == first


def test_memory_is_bounded(mini: Campaign, memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST", 3)
    made(mini)
    assert len(list(memory.iterdir())) == 3
