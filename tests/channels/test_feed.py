"""Feeds say what the page says."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

from generator.model.campaign import Campaign
from generator.rendering import plain

ATOM = "{http://www.w3.org/2005/Atom}"


def test_feeds_say_what_the_page_says(shipped: Campaign, dist: Path) -> None:
    for tag in shipped.languages:
        voice = plain(shipped, tag)
        folder = dist / "site" / voice.addresses.news(tag)
        wanted = [news.words.title for news in voice.news if not news.foreign]
        if not wanted:
            assert not (folder / "atom.xml").exists() and not (folder / "feed.json").exists()
            assert "atom.xml" not in (folder / "index.html").read_text("utf-8")
            continue
        atom = ET.parse(folder / "atom.xml").getroot()
        assert atom.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == tag
        assert [entry.findtext(f"{ATOM}title") for entry in atom.iter(f"{ATOM}entry")] == wanted
        for entry in atom.iter(f"{ATOM}entry"):
            for needed in ("id", "updated", "content"):
                assert entry.findtext(f"{ATOM}{needed}")
        feed = json.loads((folder / "feed.json").read_text("utf-8"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["language"] == tag
        assert [item["title"] for item in feed["items"]] == wanted
        page = (folder / "index.html").read_text("utf-8")
        for item in feed["items"]:
            assert item["url"].startswith(voice.addresses.url(voice.addresses.news(tag)) + "#")
            assert f'id="{item["url"].partition("#")[2]}"' in page
