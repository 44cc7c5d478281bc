"""What happened to others, on the pages of its methods; whom they claim to be, what they want."""

from pathlib import Path

import pytest
from support.builds import build_here
from support.pages import read
from support.trees import apply, campaign

from generator.rendering import linked, plain

FACTS = """\
outcome: "{outcome}"
dated: "2026-01-0{day}"
methods: ["goi-dien"]
sources:
  - document: "ke-hoach"
    clause: "cả bài"
"""
WORDS = """\
title: "Chuyện {name}"
story: "Một bà nghe máy, gọi {{cong-an}}."
turn: "Lúc họ đòi tiền."
right: "Bà hỏi con."
approval:
  state: "unreviewed"
"""


@pytest.fixture
def told(tree: Path) -> Path:
    for day, (name, outcome) in enumerate((("mot", "lost"), ("hai", "stopped")), start=1):
        facts = FACTS.format(outcome=outcome, day=day)
        words = WORDS.format(name=name)
        apply(tree, {f"cases/{name}/case.yml": facts, f"cases/{name}/vi.yml": words})
    return tree


def test_a_case_stands_on_the_page_of_its_method(told: Path, tmp_path: Path) -> None:
    out = build_here(told, tmp_path / "dist")
    html = (out / "site/canh-bao/goi-dien/index.html").read_text("utf-8")
    section = html.partition('<section class="cases">')[2].partition("</section>")[0]
    assert section.index("Chuyện hai") < section.index("Chuyện mot"), "the newest first"
    assert "Dừng lại kịp, 02/01/2026" in section and "Đã mất tiền, 01/01/2026" in section
    assert 'href="tel:113"' in section and "Kế hoạch" in section
    english = (out / "site/en/canh-bao/goi-dien/index.html").read_text("utf-8")
    assert '<article lang="vi" dir="ltr">' in english, "not translated, and says so"


def test_without_cases_there_is_no_heading(tree: Path, tmp_path: Path) -> None:
    page = read(build_here(tree, tmp_path / "dist") / "site/canh-bao/goi-dien/index.html")
    assert "Chuyện có thật" not in page.text


def test_a_page_says_whom_they_claim_to_be_and_what_they_want(dist: Path) -> None:
    page = read(dist / "site/canh-bao/gia-danh-can-bo/index.html")
    text = page.text.replace("\u00a0", " ")
    assert "Chúng tự xưng là" in text and "công an, tòa án; cán bộ" in text
    assert "Chúng muốn lấy" in text


def test_a_campaign_chooses_the_short_wording_of_the_message(tree: Path, tmp_path: Path) -> None:
    apply(
        tree,
        {
            "campaign.yml": {"source_language": 'short_wording: "plan"\nsource_language'},
            "message/vi.yml": {'plan: "Phải báo"': 'plan: "Phải tố giác ngay"'},
        },
    )
    found = campaign(tree)
    for form in (plain, linked):
        assert form(found, "vi").message.words.rules["phai-bao"].short == "Phải tố giác ngay"
    out = build_here(tree, tmp_path / "dist")
    assert "Phải tố giác ngay" in read(out / "site/canh-bao/goi-dien/index.html").text


def test_the_paper_remembers_which_wording_it_has(tree: Path) -> None:
    apply(tree, {"message/vi.yml": {'plan: "Phải báo"': 'plan: "Phải tố giác ngay"'}})
    before = campaign(tree).revision("to-roi", "vi")
    apply(tree, {"campaign.yml": {"source_language": 'short_wording: "plan"\nsource_language'}})
    after = campaign(tree).revision("to-roi", "vi")
    assert [k for k in before if before[k] != after[k]] == ["KeyMessage/vi:always.phai-bao.short"]
