"""The private report as a browser shows it: zero violations, by keyboard, and on paper."""

import io
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser
from support.browser import browser, violations
from support.handing_out import EDITION, province

from generator.model.campaign import Campaign
from generator.reports import coverage, page

__all__ = ["browser"]

PHU_THO = [f"{n:05}" for first in (4800, 7900, 8710) for n in range(first, first + 300, 7)]
OTHER = [f"{19000 + 7 * n:05}" for n in range(102)]


def written(mini: Campaign, codes: list[str], folder: Path) -> str:
    made = province(mini, codes, 3 * len(codes), 400)
    file = folder / "index.html"
    file.write_bytes(page.html(coverage.report(made, EDITION)))
    return file.as_uri()


@pytest.mark.parametrize("codes", [PHU_THO, OTHER], ids=["ours", "other"])
def test_a_report_is_read_at_every_width(
    browser: Browser, mini: Campaign, tmp_path: Path, codes: list[str]
) -> None:
    address = written(mini, codes, tmp_path)
    context = browser.new_context(bypass_csp=True)
    shown, requests = context.new_page(), list[str]()
    faults: list[str] = []
    shown.on("request", lambda request: requests.append(request.url))
    shown.on("console", lambda message: faults.append(message.text))
    for width in (320, 360, 1040):
        shown.set_viewport_size({"width": width, "height": 740})
        shown.goto(address)
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
        cut = shown.evaluate(
            """[...document.querySelectorAll(".block svg text")].filter((one) => {
              const tile = one.parentElement.querySelector("rect").getBoundingClientRect();
              const box = one.getBoundingClientRect();
              return box.left < tile.left - 1 || box.right > tile.right + 1
                || box.top < tile.top - 1 || box.bottom > tile.bottom + 1;
            }).map((one) => one.outerHTML)"""
        )
        assert cut == [], width
        assert violations(shown) == [], width
    assert set(requests) == {address} and faults == []
    context.close()


def test_its_own_policy_lets_its_style_stand(
    browser: Browser, mini: Campaign, tmp_path: Path
) -> None:
    shown = browser.new_page()
    faults: list[str] = []
    shown.on("console", lambda message: faults.append(message.text))
    shown.goto(written(mini, OTHER[:3], tmp_path))
    assert faults == []
    assert (
        shown.evaluate("getComputedStyle(document.querySelector('.three')).listStyle") != "disc"
    )
    shown.close()


def test_a_tile_leads_to_its_row_by_keyboard(
    browser: Browser, mini: Campaign, tmp_path: Path
) -> None:
    shown = browser.new_page()
    shown.goto(written(mini, OTHER[:3], tmp_path))
    for _turn in range(8):
        shown.keyboard.press("Tab")
        if shown.evaluate("document.activeElement.getAttribute('href')") == "#xa-19000":
            break
    marked = shown.evaluate(
        "getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth"
    )
    assert marked == "4px"
    shown.keyboard.press("Enter")
    assert shown.evaluate("document.querySelector(':target').id") == "xa-19000"
    shown.close()


def test_it_prints_on_pages_that_hold_all(
    browser: Browser, mini: Campaign, tmp_path: Path
) -> None:
    shown = browser.new_page()
    shown.goto(written(mini, OTHER, tmp_path))
    pdf = pypdfium2.PdfDocument(io.BytesIO(shown.pdf(prefer_css_page_size=True)))
    width, height = pdf[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
    text = "".join(one.get_textpage().get_text_range() for one in pdf)
    for code in OTHER:
        assert text.count(f"Xã Mới {code}") >= 1, code
    shown.close()
