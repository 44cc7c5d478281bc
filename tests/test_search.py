"""Search as people type, in the browser that runs it."""

import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page
from support.browser import address, browser

from generator.channels import search
from generator.model.campaign import Campaign
from generator.model.voice import Said
from generator.rendering import plain

__all__ = ["address", "browser"]

FIND = """async (queries) => {
  const words = index(await (await fetch("search.json")).json());
  return queries.map((query) => [
    find(words, query).map(({ href }) => new URL(href, location).pathname.slice(1)),
    isUrgent(words, query),
  ]);
}"""

OURS = """async (queries) => {
  const words = index(await (await fetch("search.json")).json());
  return queries.map((query) => isOurs(words, query));
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    yield page
    page.close()


def find(page: Page, address: str, path: str, queries: list[str]) -> Any:
    page.goto(address + path)
    return page.evaluate(FIND, queries)


def test_whoever_asks_as_people_do_finds_the_page(
    page: Page, address: str, shipped: Campaign
) -> None:
    """Every line of `asks`, as it stands and without accents, in the first three."""
    for tag in shipped.languages:
        voice = plain(shipped, tag)
        said: list[Said[Any, Any]] = [*voice.pages, *voice.advisories]
        asked = [(ask, one.path) for one in said if not one.foreign for ask in one.words.asks]
        for change in (str, bare):
            queries = [change(ask) for ask, _path in asked]
            found = find(page, address, voice.addresses.search(tag), queries)
            lost = [
                (query, path)
                for query, (_ask, path), (hits, _urgent) in zip(
                    queries, asked, found, strict=True
                )
                if path not in hits[:3]
            ]
            assert lost == [], tag


def bare(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def test_typing_does_not_matter(page: Page, address: str, shipped: Campaign) -> None:
    """Accents, decomposed letters, capitals, d for đ, glued syllables: the same first answer."""
    voice = plain(shipped, shipped.source)
    method = voice.advisories[0]
    plainly = method.words.situation
    typed = [
        plainly,
        bare(plainly),
        plainly.upper(),
        unicodedata.normalize("NFD", plainly),
        glued(plainly),
        glued(bare(plainly)),
        bare(plainly).replace(" ", ""),
        f"  {plainly}!?  ",
    ]
    found = find(page, address, voice.addresses.search(voice.tag), typed)
    assert [hits[0] for hits, _urgent in found] == [method.path] * len(typed)


def glued(text: str) -> str:
    """Every second space is lost."""
    words = text.split()
    return " ".join("".join(words[at : at + 2]) for at in range(0, len(words), 2))


def test_who_may_be_losing_money_gets_that_answer_first(
    page: Page, address: str, shipped: Campaign
) -> None:
    voice = plain(shipped, shipped.source)
    alarm, method = voice.emergency.words.asks[0], voice.advisories[0].words.situation
    path = voice.addresses.search(voice.tag)
    (first, urgent), (_hits, calm) = find(page, address, path, [f"ôi {bare(alarm)} ơi", "zzz"])
    assert urgent and not calm and first[0] == voice.emergency.path
    answer = page.locator("#search-emergency")
    page.goto(f"{address}{path}?q={alarm}")
    page.locator("#search-results a").first.wait_for()
    assert answer.is_visible() and voice.first_aid.words.title in answer.inner_text()
    page.goto(f"{address}{path}?q={method}")
    page.locator("#search-results a").first.wait_for()
    assert not answer.is_visible()


def test_the_field_leads_to_results_by_keyboard_and_back(
    page: Page, address: str, shipped: Campaign
) -> None:
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    voice = plain(shipped, shipped.source)
    one, other = voice.advisories[:2]
    path = voice.addresses.search(voice.tag)
    page.goto(address)
    page.get_by_role("searchbox").focus()
    page.keyboard.type(bare(one.words.title))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}{path}?q=*")
    page.locator("#search-results a").first.wait_for()
    assert page.locator("#search-status").inner_text() == voice.ui.search_found
    page.get_by_role("searchbox").fill(other.words.title)
    page.keyboard.press("Enter")
    page.locator("#search-results a", has_text=other.words.situation).wait_for()
    page.go_back()
    page.locator("#search-results a", has_text=one.words.situation).wait_for()
    assert page.get_by_role("searchbox").input_value() == bare(one.words.title)
    page.get_by_role("searchbox").fill("zzzz")
    page.keyboard.press("Enter")
    page.get_by_text(voice.ui.search_nothing).wait_for()
    ways = page.locator("#search-results strong").all_inner_texts()
    assert ways == [route.label for route in voice.routes.words.routes.values()]
    assert faults == []


def test_whoever_types_in_another_language_finds_its_page(
    page: Page, address: str, shipped: Campaign
) -> None:
    first, other = shipped.languages[:2]
    voice, theirs = plain(shipped, first), plain(shipped, other)
    method = next(one for one in theirs.advisories if not one.foreign)
    page.goto(f"{address}{voice.addresses.search(first)}?q={method.words.title}")
    found = page.locator("#search-results li").first
    found.wait_for()
    assert found.get_attribute("lang") == other
    found.get_by_role("link").click()
    assert page.url == address + method.path


def test_an_alarm_is_never_handed_to_another_language(
    page: Page, address: str, shipped: Campaign
) -> None:
    """Whatever else is typed with it, in whatever language."""
    voice, theirs = (plain(shipped, tag) for tag in shipped.languages[:2])
    alarm = bare(voice.emergency.words.asks[0])
    titles = [one.words.title for one in theirs.advisories if not one.foreign]
    page.goto(address + voice.addresses.search(voice.tag))
    typed = [f"{alarm} {title}" for title in titles]
    assert all(page.evaluate(OURS, typed))
    assert not all(page.evaluate(OURS, titles)), "without it, they are looked for in theirs"


def test_without_script_the_two_lists_are_there(
    browser: Browser, address: str, shipped: Campaign
) -> None:
    voice = plain(shipped, shipped.source)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("searchbox").fill(voice.advisories[0].words.title)
    page.keyboard.press("Enter")
    page.get_by_text(voice.ui.search_waiting).wait_for()
    assert page.locator(".tiles a").count() > len(voice.routes.words.routes)
    page.get_by_role("link", name=voice.ui.every_method).click()
    assert page.url == address + voice.addresses.methods(voice.tag)
    context.close()


def test_words_are_never_markup(page: Page, address: str, shipped: Campaign) -> None:
    path = shipped.addresses.search(shipped.source)
    page.goto(f"{address}{path}?q=<img src=x onerror=alert(1)> công an")
    page.locator("#search-results a").first.wait_for()
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize(
    ("typed", "is_told"),
    [
        ("0912345678", True),
        ("+84 912 345 678 gọi tôi", True),
        ("1900.1234.5678", True),
        ("http://nhan-qua", True),
        ("nganhang-uudai.top/dangnhap", True),
        ("mất 50.000.000 đồng", False),
        ("gọi 113", False),
        ("bị lừa rồi.giờ sao", False),
    ],
)
def test_numbers_and_addresses_cannot_be_looked_up(
    page: Page, address: str, shipped: Campaign, typed: str, is_told: bool
) -> None:
    """“Not found” would be read as “not on the list, so it is safe”."""
    voice = plain(shipped, shipped.source)
    page.goto(f"{address}{voice.addresses.search(voice.tag)}?q={quote(typed)}")
    page.locator("#search-results a").first.wait_for()
    assert (page.locator("#search-status").inner_text() == voice.ui.search_lookup) is is_told


def test_who_wants_lost_money_back_sees_the_second_scam_beside_the_alarm(
    page: Page, address: str, shipped: Campaign
) -> None:
    voice = plain(shipped, shipped.source)
    page.set_viewport_size({"width": 360, "height": 740})
    for _ in ("to fetch the font", "to use it"):  # first visits are set in the phone's own
        page.goto(f"{address}{voice.addresses.search(voice.tag)}?q=lay+lai+tien+bi+lua")
        page.evaluate("document.fonts.load('16px \"Be Vietnam Pro\"')")
    wanted = voice.advisory("lay-lai-tien-bi-lua").words.situation
    row = page.locator("#search-results a", has_text=wanted).bounding_box()
    bar = page.locator(".bar").bounding_box()
    assert row and bar and row["y"] + row["height"] <= bar["y"]


def test_the_words_are_there_when_somebody_is_about_to_type(
    page: Page, address: str, shipped: Campaign
) -> None:
    page.goto(address)
    words = shipped.addresses.search(shipped.source) + search.INDEX
    with page.expect_response(address + words):
        page.get_by_role("searchbox").focus()
