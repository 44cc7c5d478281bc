"""What a phone shows when the network is gone or weak: Chromium, and a server that dies."""

import functools
import http.server
import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import escape
from playwright.sync_api import Browser, Page
from support.browser import address, browser
from support.trees import edit

from generator import policy
from generator.channels.pages import look
from generator.model.addresses import EMBEDDED
from generator.model.campaign import Campaign
from generator.rendering import plain

__all__ = ["address", "browser"]


class Site:
    """A site on this machine that can be ill, and taken away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.delay = 0.0
        """Seconds before any answer."""
        self.broken = False
        """Whether it answers 500."""
        self.port = 0
        self.start()

    def start(self) -> None:
        site = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def do_GET(self) -> None:
                time.sleep(site.delay)
                if site.broken:
                    self.send_error(500)
                else:
                    super().do_GET()

            def log_message(self, *_arguments: object) -> None:
                pass

        handler = functools.partial(Handler, directory=str(self.folder))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site(dist: Path, tmp_path: Path, shipped: Campaign) -> Iterator[Site]:
    folder = tmp_path / "site"
    shutil.copytree(dist / "site", folder)
    site = Site(folder)
    for worker in folder.rglob("sw.js"):
        edit(worker, lambda text: replaced(text, "other: 4000", "other: 500"))
    theirs, ours = look.script(shipped.addresses.host), look.script(f"127.0.0.1:{site.port}")
    for page in folder.rglob("index.html"):
        where = page.relative_to(folder)
        if where.parts[0] not in ("Q", "q") and EMBEDDED not in where.parts:
            edit(page, lambda text: replaced(text, theirs, ours))
            edit(page, lambda text: replaced(text, policy.hashed(theirs), policy.hashed(ours)))
    yield site
    site.stop()


def replaced(text: str, old: str, new: str) -> str:
    old, new = (old, new) if old in text else (str(escape(old)), str(escape(new)))
    assert old in text
    return text.replace(old, new)


@pytest.fixture
def phone(site: Site, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(base_url=f"http://127.0.0.1:{site.port}/")
    yield context.new_page()
    context.close()


def keep(phone: Page, *paths: str) -> None:
    """Open the site until its worker stands behind every page, then some pages."""
    for path in paths[:1]:
        phone.goto(path or "/")
        phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
        phone.wait_for_function("navigator.serviceWorker.controller")
    for path in paths:
        phone.goto(path or "/")


def test_without_network_it_shows_what_it_has_and_says_so(
    site: Site, phone: Page, shipped: Campaign
) -> None:
    voice = plain(shipped, shipped.source)
    read, unread = voice.advisories[:2]
    search = f"{voice.addresses.search(voice.tag)}?q=abc"
    keep(phone, read.path, search)
    assert phone.locator(".stored").count() == 0
    site.stop()
    for path, words in (
        (read.path, read.words.situation),
        (voice.emergency.path, voice.emergency.words.title),
        (voice.message.path, voice.message.words.name),
        (search, voice.ui.search),
    ):
        answer = phone.goto(path)
        assert answer is not None and answer.status == 200
        assert phone.locator("h1").inner_text() == words
        assert voice.ui.stored in phone.locator("header .stored").inner_text()
        assert voice.updated in phone.locator("header .stored").inner_text()
    answer = phone.goto(unread.path)
    assert answer is not None and answer.status == 503
    assert phone.locator("h1").inner_text() == voice.ui.everything
    assert phone.locator("header .stored").inner_text().startswith(voice.ui.not_stored)
    link = phone.locator("h3 a").first
    assert link.inner_text() == unread.words.situation, "in short, before all others"
    assert link.get_attribute("href") == f"/{unread.path}", "it opens once there is network"
    phone.get_by_role("link", name=read.words.situation).click()
    assert phone.locator("h1").inner_text() == read.words.situation
    site.start()
    phone.goto(unread.path)
    assert phone.locator("h1").inner_text() == unread.words.situation
    assert phone.locator(".stored").count() == 0


def test_it_is_styled_and_set_without_network(site: Site, phone: Page, shipped: Campaign) -> None:
    keep(phone, "")
    site.stop()
    phone.goto("/")
    loaded = phone.evaluate(
        "document.fonts.load('700 16px \"Be Vietnam Pro\"', 'ẫ').then((faces) => faces.length)"
    )
    assert loaded == 1
    assert phone.locator(".brand img").evaluate("(image) => image.naturalWidth") > 0


def test_a_weak_network_and_a_broken_server_do_not_hide_what_was_read(
    site: Site, phone: Page, shipped: Campaign
) -> None:
    first, second = (one.path for one in plain(shipped, shipped.source).advisories[:2])
    keep(phone, first, second)
    site.broken = True
    phone.goto(first)
    assert phone.locator(".stored").is_visible()
    site.broken = False
    phone.goto(first)
    assert phone.locator(".stored").count() == 0
    site.delay = 2.0
    phone.goto(second)
    assert phone.locator(".stored").is_visible()


def test_a_new_warning_is_shown_at_once_and_old_ones_go(
    site: Site, phone: Page, shipped: Campaign
) -> None:
    path = plain(shipped, shipped.source).advisories[0].path
    keep(phone, path)
    (before,) = phone.evaluate("caches.keys()")
    page, worker = site.folder / path / "index.html", site.folder / "sw.js"
    page.write_text(page.read_text("utf-8").replace("</h1>", " (mới)</h1>", 1), "utf-8")
    worker.write_text(worker.read_text("utf-8").replace(before, before[:-4] + "0000"), "utf-8")
    for file in (page, worker):  # this server tells versions apart by their second
        os.utime(file, (time.time() + 60, time.time() + 60))
    phone.goto(path)
    assert phone.locator("h1").inner_text().endswith("(mới)")
    phone.evaluate("navigator.serviceWorker.ready.then((worker) => worker.update())")
    phone.wait_for_function(
        "(old) => caches.keys().then((names) => names.length === 1 && names[0] !== old)",
        arg=before,
    )


def test_each_language_keeps_its_own(site: Site, phone: Page, shipped: Campaign) -> None:
    other = shipped.languages[1]
    voice = plain(shipped, other)
    keep(phone, voice.home)
    site.stop()
    phone.goto(next(one for one in voice.advisories if not one.foreign).path)
    assert phone.locator("h1").inner_text() == voice.ui.everything
    assert phone.locator("html").get_attribute("lang") == other


def test_a_qr_page_that_was_read_opens_again(site: Site, phone: Page, shipped: Campaign) -> None:
    code = shipped.codes[0]
    path = shipped.addresses.landing(code.code)
    keep(phone, plain(shipped, shipped.source).home, path)
    site.stop()
    phone.goto(path)
    assert plain(shipped, code.language).ui.do_first == phone.locator("h1").inner_text()
    assert phone.locator("header .stored").is_visible()


def test_only_the_campaigns_own_host_leaves_anything(phone: Page, address: str) -> None:
    """Neither a preview nor a copy elsewhere keeps anything on the machine of who looks."""
    phone.goto(address)
    phone.wait_for_load_state("networkidle")
    kept = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    assert phone.evaluate(kept) == 0
