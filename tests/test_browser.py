"""The site as a phone and a computer show it: Debian's Chromium, axe-core, zero violations."""

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
FLAGS = [
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
KINDS = {
    "home": "",
    "home-en": "en/",
    "method": "canh-bao/gia-danh-can-bo/",
    "method-en": "en/canh-bao/gia-danh-can-bo/",
    "route": "kenh/cuoc-goi/",
    "emergency": "toi-vua-chuyen-tien/",
    "message": "thong-diep/",
    "about": "gioi-thieu/",
    "materials": "tai-lieu/",
    "methods": "canh-bao/",
    "news": "tin-moi/",
    "audience": "danh-cho-nguoi-cao-tuoi/",
    "offer": "canh-bao/thue-muon-tai-khoan-giay-to-sim/",
    "glossary": "tu-dien/",
    "home-easy": "vi-x-easy/",
    "not-found": "404.html",
    "qr": "Q/",
}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(dist: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(dist / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    # axe runs in the page; the site's own policy would refuse it as it refuses all scripts.
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_each_kind(kind: str, width: int, page: Page, address: str, dist: Path) -> None:
    path = KINDS[kind]
    if kind == "qr":
        path += next((dist / "site/Q").iterdir()).name + "/"
    requests: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.set_viewport_size({"width": width, "height": 740})
    response = page.goto(address + path)
    assert response is not None and response.ok
    assert faults == []
    assert all(url.startswith((address, "data:")) for url in requests), "no third party"
    assert len(requests) <= (1 if kind == "qr" else 12 if kind == "materials" else 6), requests
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "no sideways scroll"
    assert page.evaluate("document.fonts.size") == (0 if kind == "qr" else 2)
    page.evaluate(AXE)
    result = page.evaluate("axe.run()")
    found = [(v["id"], [n["target"] for n in v["nodes"]]) for v in result["violations"]]
    assert found == []


def test_the_language_switch_works_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "canh-bao/deepfake-goi-video/")
    page.get_by_role("link", name="English").click()
    assert page.url == address + "en/canh-bao/deepfake-goi-video/"
    page.get_by_role("link", name="Tiếng Việt", exact=True).click()
    assert page.url == address + "canh-bao/deepfake-goi-video/"
    context.close()


def test_a_resident_gets_from_the_paper_to_the_phone_number(
    browser: Browser, address: str, dist: Path
) -> None:
    code = next(
        path.name
        for path in sorted((dist / "site/Q").iterdir())
        if '<html lang="vi"' in (path / "index.html").read_text("utf-8")
    )
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}Q/{code}/")
    page.get_by_role("link", name="Tôi vừa chuyển tiền – phải làm gì?").click()
    assert page.url == address + "toi-vua-chuyen-tien/"
    assert page.get_by_role("link", name="Gọi 113").get_attribute("href") == "tel:113"
    context.close()


def test_vietnamese_is_set_in_our_own_font(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('700 16px \"Be Vietnam Pro\"', 'ẫỹđượ')")
