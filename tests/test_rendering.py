"""Words in the form an output needs: linked, printed, plain."""

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from generator.model.base import TextKind
from generator.model.campaign import Campaign
from generator.rendering import environment, linked, plain, printed, spoken

PROSE, PLAIN = TextKind(running=True), TextKind()

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "[x](javascript:alert(1))",
    "![x](http://evil.example/track.png)",
    "<a href='https://evil.example'>x</a>",
    "https://evil.example",
    "<https://evil.example>",
    "</title><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{% raw %}{{ 7*7 }}",
    "<style>@import'//evil.example'</style>",
    "**<b onclick=alert(1)>x</b>**",
]
"""From the project's notes on content and OWASP's list of filter evasions."""


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("kind", [PROSE, PLAIN])
def test_no_markup_comes_from_content(mini: Campaign, payload: str, kind: TextKind) -> None:
    for form in (linked, printed):
        html = form(mini, "vi")._say(payload, kind)
        for tag in ("<strong>", "</strong>", "<em>", "</em>"):
            html = html.replace(tag, "")
        assert "<" not in html


def test_a_label_is_safe_in_an_attribute(mini: Campaign) -> None:
    assert '"' not in linked(mini, "vi")._say('" onerror="x', PLAIN)


def test_each_form_says_a_number_in_its_own_way(mini: Campaign) -> None:
    text = "Gọi **{cong-an}** & *ngay*"
    assert linked(mini, "vi")._say(text, PROSE) == (
        'Gọi <strong><a class="tel" href="tel:113">113</a></strong> &amp; <em>ngay</em>'
    )
    assert printed(mini, "vi")._say(text, PROSE) == (
        "Gọi <strong>113</strong> &amp;\u00a0<em>ngay</em>"
    )
    assert plain(mini, "vi")._say(text, PROSE) == "Gọi 113 & ngay"
    aloud = spoken(mini, "vi")
    assert aloud._say("Gọi **{cong-an}**, *ngay*, giữ mã OTP.", PROSE) == (
        "Gọi một một ba, ngay, giữ mã ô tê pê."
    )
    assert aloud._say("Chữ OTP của {name}", TextKind(fills=frozenset(["name"]))) == (
        "Chữ ô tê pê của {name}"
    )


def test_a_number_by_itself_is_in_the_same_form(mini: Campaign) -> None:
    numbers = [form(mini, "vi").contact("cong-an").number for form in (plain, spoken)]
    assert numbers == ["113", "một một ba"]
    assert spoken(mini, "vi").contact("ngan-hang").number is None


def test_a_filled_in_name_is_escaped(mini: Campaign) -> None:
    assert linked(mini, "vi").ui.only_in.format(language="<i>").endswith("&lt;i&gt;")
    assert plain(mini, "vi").updated == "Cập nhật ngày 21/11/2026"


def test_words_reach_a_channel_resolved(mini: Campaign) -> None:
    voice = plain(mini, "vi")
    assert voice.advisory("goi-dien").words.do["tat-may"] == "Tắt máy, gọi 113."
    assert voice.message.words.rules["phai-bao"].plain == "Gọi 113."
    linked_words = linked(mini, "vi").advisory("goi-dien").words
    assert (
        isinstance(linked_words.do["tat-may"], Markup) and "tel:113" in linked_words.do["tat-may"]
    )


def test_a_language_without_words_for_something_says_so(mini: Campaign) -> None:
    about = plain(mini, "en").page("gioi-thieu")
    assert about.foreign and about.language == "vi" and about.path == "gioi-thieu/"
    assert not plain(mini, "vi").page("gioi-thieu").foreign


def test_an_unknown_name_in_a_template_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nothing }}").render()
