"""What the shipped campaign says: nothing lost, nothing invented, one term per idea, no blame."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from support.trees import SHIPPED, report

from generator.content.tree import FileText
from generator.model.campaign import Campaign
from generator.model.trust import State, Worded, fingerprint
from generator.model.words import Advice, Interface, KeyMessage, Routes, Translation

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


@pytest.fixture(scope="module")
def texts() -> list[FileText]:
    """Every text residents read, but the plan's own wording and documents."""
    return [text for text in report(SHIPPED).tree.texts if not text.kind.quoted]


def spoken(texts: list[FileText], tag: str) -> Iterator[tuple[str, str]]:
    """Yield every text of a language, with its place."""
    for text in texts:
        if text.tag == tag:
            yield f"{text.file}/{'/'.join(map(str, text.place))}", text.text


def test_every_catalogue_entry_has_a_page_or_a_reason(shipped: Campaign) -> None:
    catalogue = yaml.safe_load((HERE / "catalogue.yml").read_text("utf-8"))
    covered = set(shipped.methods)
    for method in shipped.methods.values():
        covered |= set(method.covers)
    wanted = set(catalogue["entries"]) | set(catalogue["newer"])
    assert len(wanted) == 38 + 8
    assert wanted - covered == set()
    assert all(catalogue["without_page"].values())


def test_every_method_is_whole_in_vietnamese_and_english(
    shipped: Campaign, texts: list[FileText]
) -> None:
    counts = Counter[str]()
    for text in texts:
        counts[text.file] += len(text.text.split())
    for slug in shipped.methods:
        for tag in ("vi", "en"):
            assert 250 <= counts[f"methods/{slug}/{tag}.yml"] <= 450, (slug, tag)


def test_obligatory_methods_are_there_in_easy_words_too(shipped: Campaign) -> None:
    for tag in shipped.languages:
        assert all((slug, tag) in shipped.tables.of(Translation) for slug in OBLIGATORY), tag


@pytest.mark.parametrize("tag", ["vi", "en"])
def test_one_term_per_idea(texts: list[FileText], tag: str) -> None:
    terms = yaml.safe_load((HERE / "terms.yml").read_text("utf-8"))[tag]
    found = [
        (place, wrong, f"we say {right}")
        for place, text in spoken(texts, tag)
        for right, others in terms.items()
        for wrong in others
        if re.search(rf"(?<![\w-]){re.escape(wrong)}(?![\w-])", text, re.IGNORECASE)
    ]
    assert found == []


BLAME = ["nhẹ dạ", "lòng tham", "cả tin", "ham rẻ", "hám lợi", "thiếu hiểu biết", "ngu ngốc"]
BLAME_EN = ["gullible", "greedy", "greed", "foolish", "naive", "stupid"]


def test_nobody_is_blamed(texts: list[FileText]) -> None:
    for tag, blame in (("vi", BLAME), ("vi-x-easy", BLAME), ("en", BLAME_EN)):
        for place, text in spoken(texts, tag):
            assert not [word for word in blame if re.search(rf"\b{word}\b", text.lower())], place


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
    easy = shipped.tables.of(KeyMessage)["vi-x-easy"]
    for name, rule in message.rules.items():
        assert easy.rules[name].official == rule.official


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

MAX_WORDS = 12
ABBREVIATIONS = re.compile(r"\b(SIM|ATM|SMS|PIN|PDF|CCCD)\b")
"""People hear OTP and QR, and read them in the message; the others have everyday names."""


def sentences(text: str) -> Iterator[str]:
    for part in re.split(r"(?<=[.!?:;…])[”\"]?\s+|\s+[“\"]", text):
        if part.strip():
            yield part


def test_easy_sentences_are_short_and_without_abbreviations(texts: list[FileText]) -> None:
    found = list(spoken(texts, "vi-x-easy"))
    assert len(found) > 200
    for place, text in found:
        for sentence in sentences(text):
            count = len([word for word in sentence.split() if re.search(r"\w", word)])
            assert count <= MAX_WORDS, (place, sentence)
        assert not ABBREVIATIONS.search(text), (place, text)


def test_easy_words_are_other_words(shipped: Campaign) -> None:
    for slug in OBLIGATORY:
        words = shipped.tables.of(Translation)
        assert fingerprint(words[slug, "vi-x-easy"]) != fingerprint(words[slug, "vi"])


# What a reader must never be told ------------------------------------------------------------

HARMFUL = {
    "vi": [r"giữ lại (các )?giao dịch", r"không có thẻ thì ra quầy", r"mười phút đầu"],
    "vi-x-easy": [r"giữ lại tiền", r"không có thẻ thì ra quầy", r"xóa tin\b"],
    "en": [r"hold (the|this) payment", r"no card\? go to a branch", r"first ten minutes"],
}
"""Sentences that cost money or evidence: there is no payment to hold, counters close, and who
missed ten minutes must still call."""


@pytest.mark.parametrize("tag", HARMFUL)
def test_no_page_says_what_does_harm(texts: list[FileText], tag: str) -> None:
    found = [
        (place, wrong)
        for place, text in spoken(texts, tag)
        for wrong in HARMFUL[tag]
        if re.search(wrong, text, re.IGNORECASE)
    ]
    assert found == []


URGENT = {
    "skimming-atm": "Khóa thẻ ngay",
    "bat-coc-truc-tuyen": "mở cửa ra ngay",
    "tin-dung-den": "khóa cửa",
    "thue-muon-tai-khoan-giay-to-sim": "gọi ngân hàng ngay",
    "gia-danh-nhan-vien-nha-mang": "mượn máy khác",
    "tuyen-cong-tac-vien-online": "Dừng nạp",
}


@pytest.mark.parametrize("slug", URGENT)
def test_what_cannot_wait_stands_first(dist: Path, slug: str) -> None:
    html = (dist / f"site/canh-bao/{slug}/index.html").read_text("utf-8")
    first = html.partition('id="da-mat-tien"')[2].partition("<li>")[2].partition("</li>")[0]
    assert URGENT[slug] in first


def test_every_method_says_to_keep_the_evidence(shipped: Campaign) -> None:
    keep = {"bao-cong-an", "lo-lam-trai-luat", "bi-doa-tong-tien", "giu-bang-chung"}
    for slug, method in shipped.methods.items():
        assert keep & set(method.advice), slug
    words = shipped.tables.of(Advice)
    for name in ("bao-cong-an", "lo-lam-trai-luat"):
        assert "đừng xóa" in words[name, "vi"].line


ANNOUNCED = {"vi": r"báo công an|gọi công an|lên công an kể", "en": r"report|tell the police"}


@pytest.mark.parametrize("tag", ANNOUNCED)
def test_no_answer_announces_a_report(texts: list[FileText], tag: str) -> None:
    for text in texts:
        if text.tag == tag and text.place[-1] == "you":
            assert not re.search(ANNOUNCED[tag], text.text, re.IGNORECASE), text
