import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from generator.rendering import environment, prose

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
def test_no_markup_comes_from_content(payload: str) -> None:
    html = prose(payload, {})
    for tag in ("<strong>", "</strong>", "<em>", "</em>"):
        html = Markup(html.replace(tag, ""))
    assert "<" not in html


def test_emphasis_and_numbers_are_kept() -> None:
    html = prose("Gọi **{a}** & *ngay*", {"a": Markup("<b>113</b>")})
    assert html == "Gọi <strong><b>113</b></strong> &amp; <em>ngay</em>"


def test_a_name_without_markup_is_escaped() -> None:
    assert prose("{a}", {"a": "<i>"}) == "&lt;i&gt;"


def test_an_unknown_name_in_a_template_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nothing }}").render()
