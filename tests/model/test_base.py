"""What a text and an address may be."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.model.base import Https, Origin, Plain

TEXT, URL, ORIGIN = TypeAdapter(Plain), TypeAdapter(Https), TypeAdapter(Origin)


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.com\\.congan.gov.vn/",
        "https://congan.gov.vn@evil.com/",
        "https://vіetcombank.com.vn/",  # a Cyrillic letter
        "https://xn--vetcombank-9xe.com/",
        "https://203.0.113.7/",
        "https://0x7f.1/",
        "https://congan.gov.vn:99999999/",
        "https://a.b:0/",
        "https://a..b/",
        "https://congan.gov.vn./",
        "https://-congan.gov.vn/",
        "https://congan/",
        "http://congan.gov.vn/",
        "//congan.gov.vn/",
        "javascript:alert(1)",
        "https://congan.gov.vn/\u202emoc.knab",
        "https://congan.gov.vn/a b",
        "https://congan.gov.vn/\u200b",
    ],
)
def test_an_address_that_a_browser_reads_otherwise_is_none(address: str) -> None:
    for kind in (URL, ORIGIN):
        with pytest.raises(ValidationError):
            kind.validate_python(address)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://canhgiac.tuyenquang.gov.vn", "https://canhgiac.tuyenquang.gov.vn/"),
        ("https://CanhGiac.Hue.gov.vn/", "https://canhgiac.hue.gov.vn/"),
    ],
)
def test_an_origin_is_written_one_way(address: str, origin: str) -> None:
    assert ORIGIN.validate_python(address) == origin


@pytest.mark.parametrize("rest", ["a", "?a=1", "#a", "Q/KVYP4B"])
def test_an_origin_is_a_bare_host(rest: str) -> None:
    with pytest.raises(ValidationError):
        ORIGIN.validate_python(f"https://congan.gov.vn/{rest}")
    assert URL.validate_python(f"https://congan.gov.vn/{rest}")


@pytest.mark.parametrize(
    "sign",
    [
        *(
            "\u202e",
            "\u2066",
            "\u2028",
            "\u2029",
            "\ufffe",
            "\uffff",
            "\ufdd0",
            "\U0002ffff",
            "\x1b",
        ),
        *("\u034f", "\u061c", "\u180e", "\u2061", "\u2800", "\ue000", "\ufffc", "\U000e0041"),
    ],
)
def test_signs_that_turn_or_break_a_text_are_refused(sign: str) -> None:
    with pytest.raises(ValidationError, match=f"U\\+{ord(sign):04X}"):
        TEXT.validate_python(f"Gọi {sign}311")


@given(st.text())
def test_a_text_is_some_words_or_none(text: str) -> None:
    try:
        found = TEXT.validate_python(text)
    except ValidationError:
        return
    assert found and found == found.strip()
    assert not any(unicodedata.bidirectional(sign) in {"RLO", "LRO", "RLI"} for sign in found)
