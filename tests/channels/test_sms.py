"""Text messages for carriers."""

import csv
import dataclasses
import io
import re

import pytest
from support.papers import lines
from support.trees import copied, with_settings

from generator.artifact import Scope
from generator.channels.sms import messages
from generator.model.campaign import Campaign
from generator.model.facts import Status
from generator.model.sms import strange
from generator.model.words import Translation

FIRST = "2026-a5-thong-diep"
"""The edition whose methods have text messages."""


def made(campaign: Campaign) -> dict[str, bytes]:
    scopes = (Scope(language=tag) for tag in campaign.languages)
    return {a.path: a.content for scope in scopes for a in messages(campaign, scope)}


def rows(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline="")))


@pytest.fixture
def written(mini: Campaign) -> Campaign:
    """The small campaign, with text messages in one language."""
    tables = copied(mini.tables)
    words = tables.of(Translation)["goi-dien", "vi"]
    said = {"sms": "KHONG chuyen, goi {cong-an}.", "sms_accented": "Đừng chuyển, gọi {cong-an}."}
    tables.of(Translation)["goi-dien", "vi"] = words.model_copy(update=said)
    return dataclasses.replace(mini, tables=tables)


def test_messages_are_written_never_made_of_other_words(
    mini: Campaign, written: Campaign
) -> None:
    assert made(mini) == {}
    found = made(written)
    assert sorted(found) == ["sms/vi.csv", "sms/vi.txt"]
    mark = "Bản mẫu – chưa được phê duyệt"
    bare, accented = rows(found["sms/vi.csv"])
    assert bare == {
        "slug": "goi-dien",
        "text": "KHONG chuyen, goi 113.",
        "parts": "1",
        "specimen": mark,
    }
    assert accented["text"] == "Đừng chuyển, gọi 113."
    assert lines(found["sms/vi.txt"])[-5:] == [
        "1. Gọi điện dọa nạt",
        "KHONG chuyen, goi 113.",
        "(22 ký tự, tính tiền 1 tin)",
        "Đừng chuyển, gọi 113.",
        "(21 ký tự, tính tiền 1 tin)",
    ]


def test_a_specimen_says_so_and_an_official_campaign_does_not(written: Campaign) -> None:
    official = made(with_settings(written, status=Status.OFFICIAL))
    assert list(rows(official["sms/vi.csv"])[0]) == ["slug", "text", "parts"]
    assert lines(official["sms/vi.txt"]) == lines(made(written)["sms/vi.txt"])[1:]


def test_the_methods_of_the_first_leaflet_have_messages(shipped: Campaign) -> None:
    found = rows(made(shipped)["sms/vi.csv"])
    assert {row["slug"] for row in found} >= set(shipped.editions[FIRST].methods)
    assert {row["parts"] for row in found if strange(row["text"]) == ""} == {"1"}
    for row in found:
        text = row["text"]
        assert re.search("KHONG|[Kk]hông", text), text
        assert "113" in text and re.search("ngân hàng|ngan hang", text), text
        for trace in ("{", "}", "*", "http", "www", "gọi .", "goi .", "..", "\u00a0", ".vn"):
            assert trace not in text, (trace, text)
