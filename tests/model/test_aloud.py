"""Figures, abbreviations and names as an announcer says them."""

import pytest

from generator.model.aloud import Pronunciation, aloud, digit_by_digit, unread
from generator.model.campaign import Campaign

ENGLISH = Pronunciation(
    words={"OTP": "oh tee pee"},
    digits=("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    numbers={
        "10": ("ten",),
        "11": ("eleven",),
        "12": ("twelve",),
        "20": ("twenty {rest}",),
        "100": ("{times} hundred {rest}", "{times} hundred and {rest}"),
    },
)
"""Another language brings its own, in data alone."""


@pytest.fixture(scope="module")
def vietnamese(shipped: Campaign) -> Pronunciation:
    found = shipped.tables.pronunciation("vi")
    assert found is not None
    return found


NUMBERS = {
    "0": "không",
    "4": "bốn",
    "10": "mười",
    "14": "mười bốn",
    "15": "mười lăm",
    "20": "hai mươi",
    "21": "hai mươi mốt",
    "24": "hai mươi tư",
    "55": "năm mươi lăm",
    "100": "một trăm",
    "105": "một trăm linh năm",
    "115": "một trăm mười lăm",
    "2005": "hai nghìn không trăm linh năm",
    "2026": "hai nghìn không trăm hai mươi sáu",
    "15.000": "mười lăm nghìn",
    "1.500.000": "một triệu năm trăm nghìn",
    "1200000000": "một tỷ hai trăm triệu",
    "00": "không không",
    "27/7": "hai mươi bảy tháng bảy",
    "09/02/2026": "chín tháng hai năm hai nghìn không trăm hai mươi sáu",
}


@pytest.mark.parametrize("figures", NUMBERS)
def test_figures_are_words(vietnamese: Pronunciation, figures: str) -> None:
    assert aloud(f"Từ {figures}, hay", vietnamese) == f"Từ {NUMBERS[figures]}, hay"
    assert unread(figures, vietnamese) == []


def test_a_number_to_dial_is_said_by_its_digits(vietnamese: Pronunciation) -> None:
    assert digit_by_digit("113", vietnamese) == "một một ba"
    assert digit_by_digit("5656", vietnamese) == "năm sáu năm sáu"
    long = digit_by_digit("0912345678", vietnamese)
    assert long == "không chín một hai, ba bốn năm, sáu bảy tám"


TEXTS = {
    "Đọc mã **OTP** (dãy số nhắn về máy).": "Đọc mã **ô tê pê**, dãy số nhắn về máy.",
    "Soạn S (số) (nội dung tin), gửi {tong-dai}.": (
        "Soạn chữ ét, số, nội dung tin, gửi {tong-dai}."
    ),
    "Máy tính (AI) giả giọng ai đó.": "Máy tính, ây ai, giả giọng ai đó.",
    "Link lạ – đừng bấm!": "Linh lạ, đừng bấm!",
    "SIM 5G, eTax Mobile, eTax": "sim năm gờ, i tắc mô bai, i tắc",
    "ngày 84.000 người": "ngày tám mươi tư nghìn người",
}


@pytest.mark.parametrize("text", TEXTS)
def test_what_letters_do_not_tell_is_said(vietnamese: Pronunciation, text: str) -> None:
    assert aloud(text, vietnamese) == TEXTS[text]
    assert unread(text, vietnamese) == []


def test_what_nobody_knows_how_to_say_is_named_and_stays(vietnamese: Pronunciation) -> None:
    text = "Bấm https://lua.vn trên TikTok: 20% hoặc 1/2, ngày 2/9, IV, wifi, A05, 99/99/2026"
    assert unread(text, vietnamese) == [
        *("https", "/", "vn", "TikTok", "%", "1/2", "2/9", "IV", "wifi", "A05", "99/99/2026")
    ]
    assert aloud("20% hoặc 1/2", vietnamese) == "hai mươi% hoặc 1/2"


def test_another_language_brings_its_own() -> None:
    text = "Read out an OTP (105), 25, 11, 12, 10"
    said = "Read out an oh tee pee, one hundred and five, twenty five, eleven, twelve, ten"
    assert aloud(text, ENGLISH) == said
    assert unread("link, TikTok, 7/8/2026", ENGLISH) == ["TikTok", "7/8/2026"]


def test_a_variety_is_said_like_its_language(shipped: Campaign) -> None:
    tables = shipped.tables
    assert tables.pronunciation("vi-x-easy") is tables.pronunciation("vi")
    assert tables.pronunciation("en") is None
    assert shipped.heard == ("vi", "vi-x-easy")
