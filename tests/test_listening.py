"""Recordings as a phone plays them: Chromium, by keyboard, without script, nothing unasked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from channels.test_audio import METHOD, site
from playwright.sync_api import Browser, Page
from support.browser import browser, served, violations
from support.trees import campaign

__all__ = ["browser", "site"]


@pytest.fixture(scope="module")
def home(site: Path) -> Iterator[str]:
    with served(site / "dist/site") as found:
        yield found


def paths(site: Path) -> list[str]:
    found = campaign(site / "noi-dung")
    return [METHOD, f"en/{METHOD}", "khan-cap/", found.addresses.landing(found.codes[0].code)]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.tagName"))


@pytest.mark.parametrize("number", range(4))
def test_it_plays_by_keyboard_without_script(
    number: int, site: Path, home: str, browser: Browser
) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home + paths(site)[number])
    page.wait_for_load_state("networkidle")
    (section,) = page.locator(".listen").all()
    last = section.locator("details").last
    if last.get_attribute("open") is None:
        last.locator("summary").focus()
        page.keyboard.press("Enter")
    assert last.get_attribute("open") is not None
    assert [url for url in asked if "/nghe/" in url] == [], "not until somebody plays it"
    last.locator("summary").focus()
    page.keyboard.press("Tab")
    with page.expect_request(lambda request: "/nghe/mtq/" in request.url) as request:
        page.keyboard.press("Space")
    answer = request.value.response()
    assert answer is not None and answer.ok
    assert {url for url in asked if "/nghe/" in url} == {request.value.url}, "that one alone"
    context.close()


@pytest.mark.parametrize("name", ["goi-dien.mp3", "a.opus"])
def test_what_was_taken_out_leaves_what_plays(
    name: str, site: Path, home: str, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(home + METHOD)
    lasts = page.evaluate(
        """async (name) => {
          const player = document.querySelector(`source[src*="${name}"]`).parentElement;
          player.muted = true;
          await player.play();
          return player.duration;
        }""",
        name,
    )
    assert lasts > 1.5, "what a server hands out whole has no end until it is there"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_players_break_no_rule_of_access(
    scheme: str, site: Path, home: str, browser: Browser
) -> None:
    context = browser.new_context(bypass_csp=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in paths(site):
        page.goto(home + path)
        for one in page.locator(".listen details").all():
            one.evaluate("one => { one.open = true }")
        assert violations(page) == []
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide)
        low = """[...document.querySelectorAll('.listen summary, .listen a, audio')]
          .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)"""
        assert page.evaluate(low) == []
    context.close()


def test_a_played_recording_is_not_kept_by_the_phone(
    site: Path, home: str, browser: Browser
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(home + METHOD)
    # The page registers it at the campaign's own address alone.
    page.evaluate("navigator.serviceWorker.register('/sw.js').then(() => true)")
    page.wait_for_function("navigator.serviceWorker.ready.then((one) => one.active.state)")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller")
    kept = page.evaluate(
        """async () => {
          const way = document.querySelector("source").src;
          await (await fetch(way)).arrayBuffer();
          const caches_ = await Promise.all((await caches.keys()).map((n) => caches.open(n)));
          const all = await Promise.all(caches_.map((cache) => cache.keys()));
          return all.flat().map((request) => request.url);
        }"""
    )
    assert kept and [url for url in kept if "/nghe/" in url] == []
    context.close()
