"""What the shipped campaign says: nothing lost, nothing invented, one term per idea, no blame."""

from pathlib import Path

import pytest
import yaml
from support.trees import SHIPPED, report

from generator.model.base import SENTENCE_END
from generator.model.campaign import Campaign
from generator.model.interface import Interface
from generator.model.trust import State, Worded, fingerprint
from generator.model.words import Advice, KeyMessage, Routes, Translation
from generator.problems import Blocks

HERE = Path(__file__).parent
OBLIGATORY = [
    "gia-danh-can-bo",
    "thong-bao-trung-thuong",
    "chiem-tai-khoan-mang-xa-hoi",
    "lap-tai-khoan-mao-danh",
    "tuyen-cong-tac-vien-online",
    "deepfake-goi-video",
]
"""The six that the founding plan makes obligatory (II.2)."""


def test_every_catalogue_entry_has_a_page_or_a_reason(shipped: Campaign) -> None:
    catalogue = yaml.safe_load((HERE / "catalogue.yml").read_text("utf-8"))
    covered = set(shipped.methods)
    for method in shipped.methods.values():
        covered |= set(method.covers)
    wanted = set(catalogue["entries"]) | set(catalogue["newer"])
    assert len(wanted) == 38 + 8
    assert wanted - covered == set()
    assert all(catalogue["without_page"].values())


def test_every_method_is_there_in_vietnamese_and_english(shipped: Campaign) -> None:
    for slug in shipped.methods:
        assert all((slug, tag) in shipped.tables.of(Translation) for tag in ("vi", "en")), slug


def test_nothing_is_said_against_the_way_it_is_said() -> None:
    """No note on style, in any language: what `check` advises others, we do ourselves."""
    style = [p for p in report(SHIPPED).problems if p.blocks is Blocks.NOTHING or p.task in LOST]
    assert list(map(str, style)) == []


LOST = {"bản dịch để mất ý", "bản dễ đọc chưa ngắn hơn"}
"""What stops an official campaign beside mistakes: translations and easy texts."""


def test_obligatory_methods_are_there_in_easy_words_too(shipped: Campaign) -> None:
    for tag in shipped.languages:
        assert all((slug, tag) in shipped.tables.of(Translation) for slug in OBLIGATORY), tag


def test_pupils_are_asked_about_each_obligatory_method(shipped: Campaign) -> None:
    for tag in ("vi", "en"):
        quizzes = shipped.quizzes(tag).values()
        asked = {one.method for facts in quizzes for one in facts.questions.values()}
        assert asked >= {*OBLIGATORY}, tag


NAMES = ["trần duy", "nguyễn khắc", "exness", "new88", "vũ chí giang", "lê hồng vinh"]


def test_no_private_name_of_the_documents_is_published() -> None:
    for path in SHIPPED.rglob("*.yml"):
        text = path.read_text("utf-8").lower()
        assert [name for name in NAMES if name in text] == [], path


def test_the_official_message_is_there_to_the_letter(shipped: Campaign) -> None:
    message = shipped.tables.of(KeyMessage)["vi"]
    assert message.name == "4 không, 2 phải"
    # Kế hoạch 129/KH-UBND, III.1, with its misprint “phát hiệu” corrected.
    never = [rule.short for rule in message.never.values()]
    always = [rule.short for rule in message.always.values()]
    assert never == [
        "Không sợ",
        "Không tham",
        "Không làm",
        "Không kết bạn với người lạ trên không gian mạng",
    ]
    assert always == [
        "Phải thường xuyên nâng cao ý thức cảnh giác",
        "Phải kịp thời báo cáo với cơ quan pháp luật khi phát hiện dấu hiệu nghi vấn lừa đảo,"
        " chiếm đoạt tài sản",
    ]
    # II.2, above each explanation.
    assert [rule.plan for rule in message.rules.values()] == [
        "Không sợ",
        "Không tham",
        "Không làm",
        "Không kết bạn với người lạ",
        "Phải thường xuyên cảnh giác",
        "Phải tố giác ngay với cơ quan pháp luật khi có nghi ngờ",
    ]
    easy = shipped.tables.of(KeyMessage)["vi-x-easy"]
    for name, rule in message.rules.items():
        said = easy.rules[name]
        assert (said.official, said.short, said.plan) == (rule.official, rule.short, rule.plan)


def test_nothing_is_approved_and_newer_sources_are_marked(shipped: Campaign) -> None:
    assert shipped.is_specimen
    for model, key, content in shipped.tables.everything():
        if isinstance(content, Worded):
            assert shipped.state(type(content), key) is State.UNREVIEWED, (model, key)
    for name, source in shipped.sources.items():
        if source.url:
            assert source.check, f"{name}: a press source is to be read again before use"


def test_a_page_for_each_group_leads_to_methods(shipped: Campaign) -> None:
    groups = {page.audience for page in shipped.pages.values() if page.audience}
    assert groups == set(shipped.tables.of(Interface)["vi"].audiences) - {"moi-nguoi"}
    for group in groups:
        assert [m for m in shipped.methods.values() if group in m.audiences], group


def test_every_route_leads_to_methods(shipped: Campaign) -> None:
    for route in shipped.tables.of(Routes)["vi"].routes:
        assert [m for m in shipped.methods.values() if route in m.routes], route


# Easy Vietnamese -----------------------------------------------------------------------------


def test_easy_words_are_other_words(shipped: Campaign) -> None:
    for slug in OBLIGATORY:
        words = shipped.tables.of(Translation)
        assert fingerprint(words[slug, "vi-x-easy"]) != fingerprint(words[slug, "vi"])


URGENT = {
    "skimming-atm": "Khóa thẻ ngay",
    "bat-coc-truc-tuyen": "ra ngay, nhờ người gần nhất",
    "tin-dung-den": "khóa cửa",
    "thue-muon-tai-khoan-giay-to-sim": "gọi ngân hàng ngay",
    "gia-danh-nhan-vien-nha-mang": "mượn máy khác",
    "tuyen-cong-tac-vien-online": "Dừng nạp",
}


@pytest.mark.parametrize("slug", URGENT)
def test_what_cannot_wait_stands_first(dist: Path, slug: str) -> None:
    html = (dist / f"site/canh-bao/{slug}/index.html").read_text("utf-8")
    first = html.partition('id="da-mat-tien"')[2].partition("<li>")[2].partition("</li>")[0]
    assert URGENT[slug] in first.replace("\u00a0", " ")


def test_every_method_says_to_keep_the_evidence(shipped: Campaign) -> None:
    keep = {"bao-cong-an", "lo-lam-trai-luat", "bi-doa-tong-tien", "giu-bang-chung"}
    for slug, method in shipped.methods.items():
        assert keep & set(method.advice), slug
    words = shipped.tables.of(Advice)
    for name in ("bao-cong-an", "lo-lam-trai-luat"):
        assert "đừng xóa" in words[name, "vi"].line


def test_the_sentence_for_paper_ends_with_what_to_do(shipped: Campaign) -> None:
    """In a sentence of its own: pictures that are shared set it large."""
    words = shipped.tables.of(Translation)
    one = [key for key, text in words.items() if len(SENTENCE_END.split(text.leaflet)) == 1]
    assert one == []
