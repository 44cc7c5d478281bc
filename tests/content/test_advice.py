"""What saves money is written once, and stands wherever it is needed."""

from pathlib import Path

import pytest
from support.builds import build_here, run
from support.pages import read
from support.trees import mistakes, replace, report, sentences

from generator.model.campaign import Campaign
from generator.model.facts import FraudMethod, PageFacts
from generator.rendering import linked

FACTS = "methods/goi-dien/method.yml"


def test_leaflet_qr_page_and_emergency_page_say_the_same(shipped: Campaign, dist: Path) -> None:
    for code in shipped.codes:
        voice = linked(shipped, code.language)
        pages = [dist / "site" / voice.emergency.path, dist / "site" / f"Q/{code.code}"]
        steps = voice.first_aid.words.steps
        assert len(steps) >= 4
        for page in pages:
            text = (page / "index.html").read_text("utf-8")
            assert all(f"<li>{step}</li>" in text for step in steps.values()), page


def test_a_method_shows_the_line_of_its_advice(mini_dist: Path) -> None:
    text = read(mini_dist / "site/canh-bao/goi-dien/index.html").text
    assert "Gọi ngân hàng ngay, rồi gọi 113." in text


def test_a_language_without_the_words_shows_those_of_the_source(tree: Path) -> None:
    (tree / "advice/vua-chuyen-tien/en.yml").unlink()
    found = report(tree)
    assert [str(p) for p in found.mistakes] == [
        "editions/to-roi.yml:2:19: advice/vua-chuyen-tien chưa có lời bằng en → dịch trước đã,"
        " hoặc bỏ ngôn ngữ này khỏi ấn bản"
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (FACTS, '["vua-chuyen-tien"]', '["vua-chuyen"]', '"vua-chuyen" không có trong advice/'),
        ("pages/khan-cap/page.yml", 'first: "vua', 'first: "xua', "không có trong advice/"),
        ("pages/khan-cap/page.yml", 'first: "vua-chuyen-tien"\n', "", 'thiếu mục "first"'),
        ("methods/goi-dien/vi.yml", '    you: "Tôi tắt máy."\n', "", "một việc để làm"),
        (
            "methods/goi-dien/vi.yml",
            '    you: "Tôi tắt máy."\n',
            '    you: "Tôi tắt máy."\n    act: "Đừng trả lời."\n',
            "một việc để làm",
        ),
    ],
)
def test_what_is_wrong_is_told(tree: Path, file: str, old: str, new: str, sentence: str) -> None:
    replace(tree / file, old, new)
    assert any(sentence in line for line in mistakes(tree)), mistakes(tree)


def test_who_changes_advice_is_told_where_it_stands(tree: Path) -> None:
    done = run("check", "--fast", "--content", tree, "advice/vua-chuyen-tien")
    assert "methods/goi-dien, pages/khan-cap, mọi tờ rơi và trang QR" in done.stdout


def test_advice_knows_its_takers(mini: Campaign) -> None:
    assert mini.takers("vua-chuyen-tien") == [
        (FraudMethod, "goi-dien"),
        (PageFacts, "khan-cap"),
    ]


BANKS = """banks:
  nong-dan:
    name: "Ngân hàng thử"
    number: "1900123456"
  khong-so:
    name: "Ngân hàng chưa có số"
"""
CONFIRMED = """    confirmed:
      by: "Trực ban"
      on: "2026-11-20"
      source: "Điện thoại"
      number: "1900123456"
"""


@pytest.mark.parametrize("confirmed", [False, True])
def test_a_hotline_that_nobody_confirmed_is_never_shown(
    tree: Path, tmp_path: Path, confirmed: bool
) -> None:
    text = BANKS.replace("  khong-so", f"{CONFIRMED}  khong-so") if confirmed else BANKS
    (tree / "banks.yml").write_text(text, "utf-8")
    out = build_here(tree, tmp_path / "dist")
    shown = {
        path.relative_to(out).as_posix()
        for path in out.rglob("*.html")
        if "1900123456" in path.read_text("utf-8")
    }
    pages = {"site/khan-cap/index.html", "site/en/khan-cap/index.html"}
    assert shown == (pages if confirmed else set())
    assert not any("chưa có số" in path.read_text("utf-8") for path in out.rglob("*.html"))
    waiting = [line for line in sentences(tree) if "banks.yml" in line]
    assert bool(waiting) is not confirmed, waiting
