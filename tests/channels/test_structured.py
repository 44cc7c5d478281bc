"""What pages say of themselves to programs is JSON, and true."""

import json
import re
from pathlib import Path
from typing import Any

from generator.model.campaign import Campaign
from generator.rendering import plain


def said(file: Path) -> dict[str, Any]:
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', file.read_text("utf-8")
    )
    assert found
    thing: dict[str, Any] = json.loads(found[1])
    assert thing["@context"] == "https://schema.org"
    return thing


def test_home_says_what_it_is_and_whose(shipped: Campaign, dist: Path) -> None:
    for tag in shipped.languages:
        voice = plain(shipped, tag)
        thing = said(dist / "site" / voice.home / "index.html")
        assert (thing["name"], thing["url"]) == (voice.title, voice.addresses.url(voice.home))
        assert thing["publisher"]["name"] == voice.issuer
        search = voice.addresses.url(voice.addresses.search(tag))
        assert thing["potentialAction"]["target"] == search + "?q={q}"


def test_a_method_says_where_it_stands(shipped: Campaign, dist: Path) -> None:
    for tag in shipped.languages:
        voice = plain(shipped, tag)
        for method in (one for one in voice.advisories if not one.foreign):
            steps = said(dist / "site" / method.path / "index.html")["itemListElement"]
            assert [step["name"] for step in steps] == [
                voice.title,
                voice.ui.all_methods,
                method.words.title,
            ]
            for step in steps:
                path = step["item"].removeprefix(shipped.settings.base_url)
                assert (dist / "site" / path / "index.html").is_file()
