"""Chromium, and a site on this machine for it to open."""

import functools
import http.server
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
JUDGE = """async ([rules, exclude]) => {
  const done = await axe.run({ exclude }, { runOnly: rules, resultTypes: ["violations"] });
  return done.violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 120))]);
}"""
"""What passes stays in the browser: it is megabytes."""

DEBIAN = "/usr/bin/chromium-headless-shell"
"""Debian's own; elsewhere, the one that Playwright fetched."""
FLAGS = [
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(dist: Path) -> Iterator[str]:
    """Serve the site that ships; its address ends with a slash."""
    yield from served(dist / "site")


def served(site: Path) -> Iterator[str]:
    """Yield the address of a site, with a slash at the end, while it is served."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def violations(page: Page, but: Sequence[str] = ()) -> list[tuple[str, list[str]]]:
    """Return the rules of WCAG 2.2 AA and good practice that a page breaks, with the elements
    that do; `but` selects what is left out.
    """
    page.evaluate(AXE)
    found = page.evaluate(JUDGE, [RULES, [[selector] for selector in but]])
    return [(rule, elements) for rule, elements in found]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=DEBIAN if Path(DEBIAN).is_file() else None, args=flags
        )
