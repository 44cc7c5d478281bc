"""The style of every page: only what is used, in one piece, under its hash."""

import base64
import hashlib
import re
from pathlib import Path

from support.pages import read

from generator import policy, stylesheet
from generator.channels.pages import look
from generator.model.campaign import Campaign


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


def test_the_policy_names_style_and_script_of_the_page(shipped: Campaign, dist: Path) -> None:
    """By their hashes, in the page and, for all pages together, from the server."""
    code = shipped.addresses.landing(shipped.codes[0].code)
    styles: list[str] = []
    scripts: list[str] = []
    several = {"index.html": 3, "en/canh-bao/index.html": 2, "tim/index.html": 3}
    several["Q/index.html"] = 2
    for path in (*several, f"{code}index.html"):
        text = (dist / "site" / path).read_text("utf-8")
        page = next(
            meta["content"] for meta in read(dist / "site" / path).all("meta")
            if meta.get("http-equiv") == "Content-Security-Policy"
        )  # fmt: skip
        own = re.findall(r"<(style|script)>(.*?)</", text, re.DOTALL)
        assert len(own) == several.get(path, 1)
        for kind, content in own:
            digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in page and "unsafe" not in page
            (styles if kind == "style" else scripts).append(content)
        sources = dict(part.strip().split(" ", 1) for part in page.split(";"))
        server = dict(
            part.strip().split(" ", 1)
            for part in policy.of_server(
                look.styles(), look.scripts(shipped.addresses.host)
            ).split(";")
        )
        for directive, allowed in sources.items():
            assert set(allowed.split()) - {"'none'"} <= set(server[directive].split()), directive
        assert server["frame-ancestors"] == "'none'"
    assert set(styles) == set(look.styles())
    assert set(scripts) == set(look.scripts(shipped.addresses.host))


def test_every_colour_of_the_dark_scheme_is_a_token() -> None:
    style, known = look.style(), look.tokens()
    for name in re.findall(r"var\(--([\w-]+)\)", style):
        assert name in known or name.startswith("md-"), name
