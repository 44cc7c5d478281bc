"""By keyboard alone, with letters of twice the size, without motion."""

import pytest
from playwright.sync_api import Browser, Page
from support.browser import address, browser
from support.kinds import KINDS, where

from generator.model.campaign import Campaign
from generator.rendering import plain

__all__ = ["address", "browser"]

FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const bar = document.querySelector(".bar")?.getBoundingClientRect();
  const style = getComputedStyle(one);
  const isInBar = one.closest(".bar") !== null;
  return {
    name: one.tagName + " " + (one.innerText ?? "").slice(0, 40),
    isLast: one === document.body,
    isSeen: box.height > 0 && box.top >= 0 && box.bottom <= innerHeight + 1
      && (isInBar || !bar || box.bottom <= bar.top + 1 || bar.top >= innerHeight),
    isMarked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""


@pytest.mark.parametrize(
    "kind", ["home", "method", "emergency", "search", "methods", "qr", "typed"]
)
def test_all_is_reached_by_keyboard_and_seen(
    kind: str, browser: Browser, address: str, shipped: Campaign
) -> None:
    """What has the focus is marked and not behind the bar; all that can be tapped has a turn."""
    page = browser.new_page(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page.goto(address + str(where(shipped, kind)))
    wanted = page.locator("a:visible, button:visible, summary:visible, input:visible").count()
    seen = 0
    for _turn in range(wanted + 5):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        if now["isLast"]:
            break
        seen += 1
        assert now["isMarked"], now
        assert now["isSeen"], now
    assert seen >= wanted - 1, "all but the link past the menu, which shows itself on its turn"
    page.close()


def test_the_first_key_leads_past_the_menu(page: Page, address: str, shipped: Campaign) -> None:
    page.goto(address + str(where(shipped, "method")))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_from_home_to_the_police_by_keyboard(page: Page, address: str, shipped: Campaign) -> None:
    """Who has just lost money: the emergency page, the number, without a mouse."""
    voice = plain(shipped, shipped.source)
    page.goto(address)
    press(page, voice.emergency.words.menu)
    page.wait_for_url(address + voice.emergency.path)
    reach = next(c for c in voice.contacts(voice.emergency.facts.contacts) if c.number)
    assert find(page, f"{reach.verb} {reach.number}") == reach.href


def test_the_language_is_changed_by_keyboard(page: Page, address: str, shipped: Campaign) -> None:
    first, second = (plain(shipped, tag) for tag in shipped.languages[:2])
    page.goto(address + first.emergency.path)
    press(page, first.name)
    press(page, second.name)
    page.wait_for_url(address + second.emergency.path)


def press(page: Page, name: str) -> None:
    find(page, name)
    page.keyboard.press("Enter")


def find(page: Page, name: str) -> str | None:
    """Go on with Tab until something of this name has the focus; return where it leads."""
    for _turn in range(120):
        page.keyboard.press("Tab")
        text = page.evaluate("document.activeElement.innerText ?? ''")
        if text.strip() == name:
            href: str | None = page.evaluate("document.activeElement.getAttribute('href')")
            return href
    raise AssertionError(f"{name} is never reached")


@pytest.fixture
def page(browser: Browser) -> "Page":
    return browser.new_page(viewport={"width": 360, "height": 740})


@pytest.mark.parametrize("kind", KINDS)
def test_letters_of_twice_the_size_lose_nothing(
    kind: str, browser: Browser, address: str, shipped: Campaign
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    page = context.new_page()
    for tag in shipped.languages:
        path = where(shipped, kind, tag)
        if path is None:
            continue
        page.goto(address + path)
        before = page.evaluate("document.querySelector('h1').getBoundingClientRect().height")
        page.add_style_tag(content="html { font-size: 200% !important }")
        after = page.evaluate("document.querySelector('h1').getBoundingClientRect().height")
        assert after > 1.8 * before, "sizes follow the reader's own"
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        cut = page.evaluate(
            """[...document.querySelectorAll("body :not(input)")].filter((one) => {
              const hides = getComputedStyle(one).overflowX !== "visible";
              return hides && one.clientWidth && one.scrollWidth > one.clientWidth + 1;
            }).map((one) => one.outerHTML.slice(0, 80))"""
        )
        assert cut == [], path
    context.close()


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, address: str) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto(address)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter((one) => {"
        " const style = getComputedStyle(one);"
        " return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0.01;"
        "}).map((one) => one.outerHTML.slice(0, 80))"
    )
    assert moving == []
    page.close()


def test_the_list_of_languages_closes_by_key_and_by_a_touch_elsewhere(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    page.goto(address)
    menu = page.locator(".languages")
    for is_touch in (False, True):
        menu.locator("summary").click()
        assert menu.get_attribute("open") is not None
        if is_touch:
            page.locator("h1").click()
        else:
            page.keyboard.press("Escape")
        assert menu.get_attribute("open") is None
    page.close()


@pytest.mark.parametrize("tag", ["vi", "en"])
def test_every_method_is_two_taps_and_a_screen_and_a_half_from_home(
    browser: Browser, address: str, shipped: Campaign, tag: str
) -> None:
    """By the shortest way: what is to be touched ends that far below the bar, over both taps."""
    page = browser.new_page(viewport={"width": 360, "height": 740}, reduced_motion="reduce")

    def links(path: str) -> list[tuple[str, float]]:
        page.goto(address + path)
        found: list[tuple[str, float]] = page.evaluate(
            """() => {
              const foot = document.querySelector(".bar").getBoundingClientRect().top;
              return [...document.querySelectorAll("main a[href]")].map((one) => [
                one.href, Math.max(0, one.getBoundingClientRect().bottom - foot) / innerHeight,
              ]);
            }"""
        )
        return found

    nearest: dict[str, float] = {}
    home = shipped.addresses.home(tag)
    for way, first in dict(reversed(links(home))).items():
        for href, second in links(way.removeprefix(address)):
            nearest[href] = min(nearest.get(href, 9), first + second)
    voice = plain(shipped, tag)
    wanted = {one.words.situation: nearest[address + one.path] for one in voice.advisories}
    assert {name: far for name, far in wanted.items() if far > 1.5} == {}
    page.close()
