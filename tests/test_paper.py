"""From paper to the phone: the page of a code, and the one where a code is typed, in Chromium."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support.browser import address, browser
from support.trees import SHIPPED, TODAY, campaign, copied

from generator.artifact import Scope
from generator.channels import landing
from generator.distribution import codes
from generator.model.campaign import Campaign
from generator.model.places import Unit
from generator.model.printing import Edition
from generator.rendering import plain

__all__ = ["address", "browser"]

EDITION = "2026-a5-thong-diep"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page(viewport={"width": 360, "height": 640})
    yield made
    made.close()


# -- the page of a code --------------------------------------------------------------------------


def for_a_commune() -> Campaign:
    """Return the campaign that ships, with a leaflet for a commune of a long name."""
    found = campaign(SHIPPED)
    tables = copied(found.tables)
    number = "02103846789"
    confirmed = {"confirmed_number": number, "confirmed_by": "Trực ban", "confirmed_on": TODAY}
    unit = Unit(code="00001", name="Phường Nguyễn Trãi Hương Xuân Thượng", police_number=number)
    tables.of(Unit)["00001"] = unit.model_copy(update=confirmed)
    edition = tables.of(Edition)[EDITION].model_copy(update={"units": ("00001",)})
    tables.of(Edition)[EDITION] = edition
    revisions = dict.fromkeys(edition.languages, "B" * 12)
    made = codes.issue(EDITION, edition, ["00001"], revisions, TODAY, [])
    return dataclasses.replace(found, tables=tables, codes=tuple(made))


def test_help_is_on_the_first_screen(page: Page, tmp_path: Path) -> None:
    """What to do, 113 and the police of the commune, to be hit with a thumb; in each language."""
    found = for_a_commune()
    for artifact in landing.pages(found, Scope()):
        file = tmp_path / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artifact.content)
    assert len(found.codes) > 1
    for code in found.codes:
        page.goto((tmp_path / f"site/Q/{code.code}/index.html").as_uri())
        voice = plain(found, code.language)
        for name in ("h1", "a[href='tel:113'].call", "a[href='tel:02103846789']", ".calls ~ .go"):
            box = page.locator(name).first.bounding_box()
            assert box is not None and box["y"] + box["height"] < 560, (code.language, name)
            assert name == "h1" or box["height"] >= 44
        first = page.locator("ol li").first.bounding_box()
        assert first is not None and first["y"] < 600, "the first step begins there, too"
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.locator("h1").inner_text() == voice.ui.do_first
        for other in found.codes:
            is_other = other.language != code.language
            assert page.locator(f"details a[lang='{other.language}']").count() == is_other
        page.locator("summary").click()
        other = next(other for other in found.codes if other.language != code.language)
        link = page.locator(f"details a[lang='{other.language}']")
        expect(link).to_be_visible()
        assert link.get_attribute("href") == f"../../Q/{other.code}/"


# -- where a code is typed -----------------------------------------------------------------------


def test_a_typed_code_opens_its_page_however_it_is_typed(
    page: Page, address: str, shipped: Campaign
) -> None:
    code = shipped.codes[0].code
    for typed in (code, f" {code.lower()} ", f"{code[:3]}-{code[3:]}", f"x.vn/q/{code.lower()}/"):
        page.goto(f"{address}Q/")
        page.get_by_role("textbox").fill(typed)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}Q/{code}/")
    page.goto(f"{address}q/?code={code.lower()}", wait_until="commit")
    page.wait_for_url(f"{address}q/{code}/")  # by the script, where no server knows the form


def test_a_mistyped_code_is_named_as_such_and_opens_nothing(
    page: Page, address: str, shipped: Campaign
) -> None:
    code = shipped.codes[0].code
    wrong = page.get_by_text(plain(shipped, shipped.source).ui.typed_code.wrong)
    others = {char: codes.ALPHABET[n - 1] for n, char in enumerate(codes.ALPHABET)}
    slips = [code[:n] + others[code[n]] + code[n + 1 :] for n in range(codes.LENGTH)]
    page.goto(f"{address}Q/")
    expect(wrong).to_be_hidden()
    for typed in (*slips, code[:5], f"{code}2", "0O1IL!", "<b>", code[1] + code[0] + code[2:]):
        page.get_by_role("textbox").fill(typed)
        expect(wrong).to_be_hidden()
        page.get_by_role("button").click()
        expect(wrong).to_be_visible()
        assert page.url == f"{address}Q/", typed
    page.goto(f"{address}Q/?code={slips[0]}")
    expect(wrong).to_be_visible()


def test_the_script_and_the_program_agree_on_every_check(page: Page, address: str) -> None:
    for n in range(60):
        good = next(codes.candidates("e", f"u{n}", "vi"))
        for typed in (good, good[:5] + codes.ALPHABET[codes.ALPHABET.index(good[5]) - 1]):
            page.goto(f"{address}Q/?code={typed}", wait_until="commit")
            page.wait_for_load_state()
            opens = page.url.endswith(f"/Q/{typed}/")
            assert opens == codes.is_valid(typed), typed


def test_without_script_the_page_says_what_to_type(
    browser: Browser, address: str, shipped: Campaign
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}Q/")
    assert f"{shipped.addresses.host}/Q/" in page.locator("main").inner_text()
    page.get_by_role("textbox").fill("KVYP4B")
    page.get_by_role("button").click()
    assert page.url == f"{address}Q/?code=KVYP4B", "which our servers take for Q/KVYP4B/"
    context.close()
