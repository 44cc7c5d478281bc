"""The site on a stick: every link opens a file, and the search finds, with no server."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser
from support.browser import browser
from support.builds import build_here
from support.pages import pages

from generator.channels.portable import FIRST, FOLDER
from generator.model.addresses import WHOLE_SITE
from generator.model.campaign import Campaign
from generator.model.words import Translation
from generator.rendering import plain

__all__ = ["browser"]


@pytest.fixture(scope="module")
def stick(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("USB Kingston")
    with zipfile.ZipFile(dist / "site" / WHOLE_SITE) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    yield folder


def test_every_page_is_on_it_and_every_link_opens_a_file(stick: Path, shipped: Campaign) -> None:
    site, missing, count = stick / FOLDER, [], 0
    for name, page in pages(site):
        for tag, attributes in page.elements:
            link = attributes.get("href") or attributes.get("src") or attributes.get("action", "")
            parts = urlsplit(link)
            if not link or parts.scheme or not parts.path:
                continue
            count += 1
            assert not link.startswith("/") and not parts.query, (name, link)
            file = (site / name).parent / unquote(parts.path)
            if not file.is_file():
                missing.append((name, tag, link))
    assert missing == [] and count > 3000
    for slug, tag in shipped.tables.of(Translation):
        assert (site / shipped.addresses.method(tag, slug) / "index.html").is_file()
    assert not (site / "Q").exists() and not (site / "404.html").exists()
    assert {path.name for path in stick.iterdir()} == {FIRST, FOLDER.strip("/")}


def test_it_reads_searches_and_calls_from_a_disk(
    stick: Path, browser: Browser, shipped: Campaign
) -> None:
    voice = plain(shipped, shipped.source)
    method = voice.advisories[0]
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.goto((stick / FIRST).as_uri())
    page.wait_for_url(f"**/{FOLDER}index.html")
    assert page.locator("h1").inner_text() == voice.ui.who_contacted_you
    page.get_by_role("searchbox").fill(method.words.situation)
    page.keyboard.press("Enter")
    page.locator("#search-results a").first.wait_for()
    page.get_by_role("searchbox").fill("zzzz")
    page.keyboard.press("Enter")
    page.get_by_text(voice.ui.search_nothing).wait_for()
    page.get_by_role("searchbox").fill(method.words.situation)
    page.keyboard.press("Enter")
    page.locator("#search-results a", has_text=method.words.situation).click()
    assert page.locator("h1").inner_text() == method.words.situation
    loaded = page.evaluate(
        "document.fonts.load('700 16px \"Be Vietnam Pro\"', 'ẫ').then((faces) => faces[0].status)"
    )
    assert loaded == "loaded"
    assert faults == []
    page.close()


def test_a_script_of_its_own_comes_along(scripts: Path) -> None:
    with zipfile.ZipFile(scripts / "dist/site" / WHOLE_SITE) as archive:
        names = set(archive.namelist())
    for file in ("own.css", "own-400.woff2", "own-700.woff2"):
        assert f"{FOLDER}km/assets/{file}" in names


def test_the_same_content_gives_the_same_file(tree: Path, tmp_path: Path) -> None:
    first, second = (build_here(tree, tmp_path / name) / "site" / WHOLE_SITE for name in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_nothing_of_it_asks_a_server(stick: Path) -> None:
    for file in stick.rglob("*.html"):
        text = file.read_text("utf-8")
        assert ('rel="manifest"' not in text and 'type="application/atom+xml"' not in text) or (
            "tin-moi" in file.as_posix()
        )
        assert not re.search(r'(?:src|action)="(?:https?:)?//', text), file
