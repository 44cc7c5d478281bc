"""The style of every page: only what is used, in one piece, under its hash."""

import base64
import hashlib
import re
from pathlib import Path

from support.pages import read

from generator import stylesheet
from generator.channels.pages import look


def test_the_theme_gives_what_our_pages_use_and_no_more() -> None:
    rules = stylesheet.theme()
    assert len(rules) < 8_000
    for kept in (".md-typeset h1", ".md-typeset ul", "html{", "body{"):
        assert kept in rules
    for gone in (".md-header", ".md-nav", ".admonition", "--md-code", "url(", ".highlight"):
        assert gone not in rules
    asked = set(re.findall(r"var\((--[\w-]+)", rules))
    for name in re.findall(r"(--[\w-]+):", rules):
        assert name in asked, "a value nobody asks for"


def test_a_small_style_says_the_same() -> None:
    css = (
        "/* x */ a , b  { color : red ; }\n@media ( min-width : 40rem ) { p > q { margin : 0 } }"
    )
    assert (
        stylesheet.small(css) == "a,b{color : red}@media ( min-width : 40rem ){p>q{margin : 0}}"
    )


def test_the_policy_names_the_style_of_the_page(dist: Path) -> None:
    for path in ("index.html", "en/canh-bao/index.html", "404.html"):
        text = (dist / "site" / path).read_text("utf-8")
        style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
        assert style is not None
        digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        policy = next(
            meta["content"] for meta in read(dist / "site" / path).all("meta")
            if meta.get("http-equiv") == "Content-Security-Policy"
        )  # fmt: skip
        assert f"'sha256-{digest}'" in policy and "unsafe-inline" not in policy


def test_every_colour_of_the_dark_scheme_is_a_token() -> None:
    style, known = look.style(), look.tokens()
    for name in re.findall(r"var\(--([\w-]+)\)", style):
        assert name in known or name.startswith("md-"), name
