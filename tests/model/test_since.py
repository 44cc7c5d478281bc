"""What the page of a code says has changed since its leaflet was printed."""

import shutil
from dataclasses import replace as altered
from datetime import date
from pathlib import Path

import pytest
from support.pages import Page
from support.trees import apply, campaign, copied, edit, replace

from generator.artifact import Scope
from generator.channels import landing
from generator.content import writing
from generator.content.witnesses import Recall
from generator.model import since
from generator.model.campaign import Campaign
from generator.model.printing import Frozen
from generator.model.since import Since

PRINTED, LATER = date(2026, 11, 21), "2026-11-25"
METHOD = "methods/goi-dien"


@pytest.fixture
def tree(tree: Path) -> Path:
    """The small tree, whose edition is for a commune too, and has a second method beside it."""
    replace(tree / "editions/to-roi.yml", '"toan-tinh"', '"toan-tinh", "00001"')
    copy_method(tree, "phat-nguoi", "Phạt nguội")
    writing.issue(tree, "to-roi", PRINTED, Recall(), lambda _campaign: [])
    return tree


def copy_method(tree: Path, slug: str, title: str) -> None:
    folder = Path(shutil.copytree(tree / METHOD, tree / "methods" / slug))
    for tag in ("vi", "en"):
        words = folder / f"{tag}.yml"
        text = words.read_text("utf-8")
        for name in ("title", "situation", "summary", "leaflet", "approach"):
            text = text.replace(f'{name}: "', f'{name}: "{title}. ', 1)
        words.write_text(text, "utf-8")


def printed(tree: Path) -> dict[str, str]:
    return since.known(campaign(tree), "to-roi")


def today(tree: Path, known: dict[str, str]) -> Campaign:
    """Return the campaign of a tree whose edition was printed when that was known."""
    found = campaign(tree)
    tables = copied(found.tables)
    tables.of(Frozen)["to-roi"] = Frozen(printed=PRINTED, blocks={}, known=known)
    return altered(found, tables=tables)


def told(tree: Path, known: dict[str, str], tag: str = "vi") -> Since:
    found = since.since(today(tree, known), "to-roi", tag)
    assert found is not None
    return found


def test_nothing_has_changed_on_the_day_of_printing(tree: Path) -> None:
    assert told(tree, printed(tree)).is_nothing


def test_a_better_spelling_announces_nothing(tree: Path) -> None:
    known = printed(tree)
    replace(tree / METHOD / "vi.yml", "Tắt máy, gọi {cong-an}.", "Tắt máy rồi gọi {cong-an}.")
    assert told(tree, known).is_nothing


def test_a_change_that_an_editor_marks_is_announced_once(tree: Path) -> None:
    known = printed(tree)
    edit(tree / METHOD / "method.yml", lambda text: f'{text}changed: "{LATER}"\n')
    assert told(tree, known).is_nothing, "a day alone changes nothing"
    replace(tree / METHOD / "vi.yml", "Tắt máy, gọi {cong-an}.", "Đừng tắt máy.")
    assert told(tree, known).changed == ("goi-dien",)
    assert told(tree, known, "en").is_nothing, "its words are the same"
    replace(tree / METHOD / "method.yml", LATER, "2026-11-21")
    assert told(tree, known).is_nothing, "it was so on the day of printing"


def test_shared_advice_is_part_of_a_method(tree: Path) -> None:
    known = printed(tree)
    edit(tree / METHOD / "method.yml", lambda text: f'{text}changed: "{LATER}"\n')
    replace(tree / "advice/vua-chuyen-tien/vi.yml", "Gọi ngân hàng ngay,", "Khoan gọi,")
    assert told(tree, known).changed == ("goi-dien",)


def test_what_to_do_first_and_the_message_always_count(tree: Path) -> None:
    known = printed(tree)
    replace(tree / "advice/vua-chuyen-tien/vi.yml", '"Gọi ngân hàng."', '"Gọi ngân hàng ngay."')
    found = told(tree, known)
    assert found.first_aid and not found.message and not told(tree, known, "en").first_aid
    replace(tree / "message/vi.yml", 'short: "Không', 'short: "Đừng')
    assert told(tree, known).message


def test_the_order_of_steps_counts(tree: Path) -> None:
    known = printed(tree)
    steps = '  goi: "Gọi ngân hàng."\n', '  bao: "Gọi {cong-an}."\n'
    replace(tree / "advice/vua-chuyen-tien/vi.yml", "".join(steps), "".join(reversed(steps)))
    assert told(tree, known).first_aid


def test_a_changed_number_is_told_with_the_one_on_paper(tree: Path) -> None:
    known = printed(tree)
    replace(tree / "contacts.yml", '"113"', '"115"')
    assert told(tree, known).numbers == {"cong-an": "113"}
    known["Contact/tong-dai"] = "156"
    assert told(tree, known).lost == ("156",)


def test_methods_that_came_and_went(tree: Path) -> None:
    known = printed(tree)
    copy_method(tree, "qua-tang", "Quà tặng")
    shutil.rmtree(tree / "methods/phat-nguoi")
    found = told(tree, known)
    assert found.new == ("qua-tang",)
    assert found.gone == ("Phạt nguội. Gọi điện dọa nạt",)


def test_a_method_that_was_renamed_or_merged_is_neither_new_nor_gone(tree: Path) -> None:
    known = printed(tree)
    (tree / "methods/phat-nguoi").rename(tree / "methods/nop-phat")
    facts = tree / "methods/nop-phat/method.yml"
    edit(facts, lambda text: f'{text}aliases: ["phat-nguoi"]\n')
    assert told(tree, known).is_nothing
    edit(facts, lambda text: f'{text}changed: "{LATER}"\n')
    replace(tree / "methods/nop-phat/vi.yml", "Họ giục.", "Họ dọa.")
    assert told(tree, known).changed == ("nop-phat",)


def test_a_translation_that_came_later_is_no_new_method(tree: Path) -> None:
    known = {
        k: v for k, v in printed(tree).items() if not k.startswith("Translation/goi-dien/en")
    }
    assert told(tree, known, "en").is_nothing


def test_what_was_printed_before_this_was_written_down_says_nothing(tree: Path) -> None:
    assert since.since(today(tree, {}), "to-roi", "vi") is None
    assert since.since(campaign(tree), "to-roi", "vi") is None
    apply(tree, {"printed/to-roi.yml": 'printed: "2026-11-21"\nblocks:\n  "design": "B"\n'})
    assert campaign(tree).tables.of(Frozen)["to-roi"].known == {}


# -- on the page ---------------------------------------------------------------------------------


def pages(found: Campaign) -> dict[tuple[str, str], Page]:
    """Return the pages of all codes of the edition, by place and language."""
    made = {a.path: a.content for a in landing.pages(found, Scope())}
    return {(c.unit, c.language): Page(made[f"site/Q/{c.code}/index.html"]) for c in found.codes}


def test_the_page_tells_changed_numbers_before_all_else(tree: Path) -> None:
    known = printed(tree)
    edit(tree / "distribution/units.csv", lambda text: text.replace("02103000001", "02103000009"))
    copy_method(tree, "qua-tang", "Quà tặng")
    found = pages(today(tree, known))
    commune, province = found["00001", "vi"], found["toan-tinh", "vi"]
    assert commune.text.count("Số mới: Công an xã Thử Một 0210 3000 009") == 1
    assert "Đừng gọi số 0210 3000 001 in trên giấy nữa." in commune.text
    assert "0210" not in province.text
    for page, is_early in ((commune, True), (province, False)):
        news, message = (page.text.index(text) for text in ("Có gì mới", "Một không, một phải"))
        assert (news < message) is is_early
        assert "ngày 21/11/2026" in page.text and "Quà tặng. Có người gọi" in page.text
        links = [a["href"] for a in page.all("a")]
        assert links.count("../../canh-bao/qua-tang/") == 1
    assert "New kinds of fraud" in found["toan-tinh", "en"].text


def test_the_page_says_when_nobody_answers_a_number_any_more(tree: Path) -> None:
    known = printed(tree)
    edit(tree / "distribution/units.csv", lambda text: text.replace(",02103000001,", ",,", 1))
    page = pages(today(tree, known))["00001", "vi"]
    assert "Công an xã Thử Một: Đừng gọi số 0210 3000 001 in trên giấy nữa." in page.text
    assert not [a for a in page.all("a") if a["href"] == "tel:02103000001"]


def test_the_page_says_in_one_line_that_nothing_changed(tree: Path) -> None:
    known = printed(tree)
    for (_place, tag), page in pages(today(tree, known)).items():
        said = "chưa có gì thay đổi" if tag == "vi" else "neither advice nor phone numbers"
        assert said in page.text and not [e for e in page.elements if e[0] == "section"]
    assert "được in" not in pages(campaign(tree))["00001", "vi"].text, "it was not printed"
