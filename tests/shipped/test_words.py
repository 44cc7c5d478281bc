"""What the shipped campaign says: nothing lost, nothing invented, one term per idea, no blame."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

from generator.model import Campaign
from generator.model.trust import fingerprint

HERE = Path(__file__).parent
CONTENT = ROOT / "campaign_content"
UNSPOKEN = {"official", "approval", "font", "script", "direction", "date_format"}
ATOM = "{http://www.w3.org/2005/Atom}"
OBLIGATORY = [
    "gia-danh-can-bo",
    "thong-bao-trung-thuong",
    "chiem-tai-khoan-mang-xa-hoi",
    "lap-tai-khoan-mao-danh",
    "tuyen-cong-tac-vien-online",
    "deepfake-goi-video",
]
"""The six that the founding plan makes obligatory (II.2)."""


def load(path: Path) -> dict[str, object]:
    data = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(data, dict)
    return data


def texts(data: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in UNSPOKEN:
                yield from texts(value, f"{path}/{key}")


def spoken(tag: str) -> Iterator[tuple[str, str]]:
    """Yield every text residents read in a language, with its place."""
    for path in sorted(CONTENT.rglob(f"{tag}.yml")):
        for place, text in texts(load(path)):
            yield f"{path.relative_to(CONTENT)}{place}", text


def words(data: object) -> int:
    return sum(len(text.split()) for _place, text in texts(data))


def test_every_catalogue_entry_has_a_page_or_a_reason(campaign: Campaign) -> None:
    catalogue = yaml.safe_load((HERE / "catalogue.yml").read_text("utf-8"))
    covered = set(campaign.methods)
    for method in campaign.methods.values():
        covered |= set(method.aliases)
    wanted = set(catalogue["entries"]) | set(catalogue["newer"])
    assert len(wanted) == 38 + 8
    assert wanted - covered == set()
    assert all(catalogue["without_page"].values())


def test_every_method_is_whole_in_vietnamese_and_english(campaign: Campaign) -> None:
    for slug in campaign.methods:
        for tag in ("vi", "en"):
            count = words(load(CONTENT / f"methods/{slug}/{tag}.yml"))
            assert 250 <= count <= 450, (slug, tag, count)


def test_obligatory_methods_are_there_in_easy_words_too(campaign: Campaign) -> None:
    for tag in campaign.tags:
        assert all((slug, tag) in campaign.translations for slug in OBLIGATORY), tag


@pytest.mark.parametrize("tag", ["vi", "en"])
def test_one_term_per_idea(tag: str) -> None:
    terms = yaml.safe_load((HERE / "terms.yml").read_text("utf-8"))[tag]
    found = [
        (place, wrong, f"we say {right}")
        for place, text in spoken(tag)
        for right, others in terms.items()
        for wrong in others
        if re.search(rf"(?<![\w-]){re.escape(wrong)}(?![\w-])", text, re.IGNORECASE)
    ]
    assert found == []


BLAME = ["nhẹ dạ", "lòng tham", "cả tin", "ham rẻ", "hám lợi", "thiếu hiểu biết", "ngu ngốc"]
BLAME_EN = ["gullible", "greedy", "greed", "foolish", "naive", "stupid"]


def test_nobody_is_blamed() -> None:
    for tag, blame in (("vi", BLAME), ("vi-x-easy", BLAME), ("en", BLAME_EN)):
        for place, text in spoken(tag):
            assert not [word for word in blame if re.search(rf"\b{word}\b", text.lower())], place


NAMES = ["trần duy", "nguyễn khắc", "exness", "new88", "vũ chí giang", "lê hồng vinh"]


def test_no_private_name_of_the_documents_is_published() -> None:
    for path in CONTENT.rglob("*.yml"):
        text = path.read_text("utf-8").lower()
        for name in (
            "trần duy",
            "nguyễn khắc",
            "exness",
            "new88",
            "vũ chí giang",
            "lê hồng vinh",
        ):
            assert name not in text, path


def test_the_official_message_is_there_to_the_letter(campaign: Campaign) -> None:
    message = campaign.message["vi"]
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
    easy = campaign.message["vi-x-easy"]
    for name, rule in message.rules.items():
        assert easy.rules[name].official == rule.official


def test_nothing_is_approved_and_newer_sources_are_marked(campaign: Campaign) -> None:
    assert campaign.is_specimen
    assert {state.value for state in campaign.states.values()} <= {"unreviewed", "missing"}
    for name, source in campaign.sources.items():
        if source.url:
            assert source.check, f"{name}: a press source is to be read again before use"


def test_a_page_for_each_group_leads_to_methods(campaign: Campaign) -> None:
    groups = {page.audience for page in campaign.pages.values() if page.audience}
    assert groups == set(campaign.languages["vi"].audiences) - {"moi-nguoi"}
    for group in groups:
        assert [m for m in campaign.methods.values() if group in m.audiences], group


def test_every_route_leads_to_methods(campaign: Campaign) -> None:
    for route in campaign.routes["vi"].routes:
        assert [m for m in campaign.methods.values() if route in m.routes], route


# Easy Vietnamese -----------------------------------------------------------------------------

MAX_WORDS = 12
ABBREVIATIONS = re.compile(r"\b(OTP|QR|SIM|ATM|SMS|PIN|PDF|CCCD)\b")


def sentences(text: str) -> Iterator[str]:
    for part in re.split(r"(?<=[.!?:;…])[”\"]?\s+|\s+[“\"]", text):
        if part.strip():
            yield part


def test_easy_sentences_are_short_and_without_abbreviations() -> None:
    found = list(spoken("vi-x-easy"))
    assert len(found) > 200
    for place, text in found:
        for sentence in sentences(text):
            count = len([word for word in sentence.split() if re.search(r"\w", word)])
            assert count <= MAX_WORDS, (place, sentence)
        assert not ABBREVIATIONS.search(text), (place, text)


def test_easy_words_are_other_words(campaign: Campaign) -> None:
    for slug in OBLIGATORY:
        easy = campaign.translations[slug, "vi-x-easy"]
        assert fingerprint(easy) != fingerprint(campaign.translations[slug, "vi"])


# News ----------------------------------------------------------------------------------------


def test_feeds_say_what_the_page_says(campaign: Campaign, dist: Path) -> None:
    for tag in campaign.tags:
        folder = dist / "site" / campaign.prefix(tag) / "tin-moi"
        wanted = [
            campaign.news_texts[item, tag].title
            for item in campaign.news
            if (item, tag) in campaign.news_texts
        ]
        atom = ET.parse(folder / "atom.xml").getroot()
        assert atom.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == tag
        assert [entry.findtext(f"{ATOM}title") for entry in atom.iter(f"{ATOM}entry")] == wanted
        for entry in atom.iter(f"{ATOM}entry"):
            for needed in ("id", "updated", "summary"):
                assert entry.findtext(f"{ATOM}{needed}")
        feed = json.loads((folder / "feed.json").read_text("utf-8"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["language"] == tag
        assert [item["title"] for item in feed["items"]] == wanted
        page = (folder / "index.html").read_text("utf-8")
        for item in feed["items"]:
            assert item["url"].startswith(campaign.url(campaign.prefix(tag) + "tin-moi/#"))
            assert f'id="{item["url"].partition("#")[2]}"' in page


def test_news_are_newest_first(campaign: Campaign) -> None:
    days = [item.dated for item in campaign.news.values()]
    assert days and days == sorted(days, reverse=True)
