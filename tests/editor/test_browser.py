"""The desk in a real browser: a sentence is changed, its mistake met and mended, and seen."""

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from support.browser import browser, violations
from support.trees import MINI, SHIPPED, git, make_official, replace

from generator.editor.server import HERE, server

__all__ = ["browser"]

FILE = "methods/gia-danh-can-bo/vi.yml"
SCREENS = {
    "home": "",
    "words": f"sua?tep={FILE}",
    "translation": "sua?tep=methods/gia-danh-can-bo/en.yml",
    "facts": "sua?tep=methods/gia-danh-can-bo/method.yml",
    "contacts": "sua?tep=contacts.yml",
    "edition": "sua?tep=editions/2026-a5-thong-diep.yml",
    "new": "moi",
    "translating": "dich",
    "queue": "duyet",
    "approve": f"duyet?tep={FILE}",
    "history": "lich-su",
    "acts": "muc?tep=methods/gia-danh-can-bo/method.yml",
    "renaming": "muc?tep=methods/gia-danh-can-bo/method.yml&viec=doi&ten=gia-danh-cong-an",
    "refused": "muc?tep=methods/gia-danh-can-bo/method.yml&viec=bo&thay=bat-coc-truc-tuyen",
}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("ban-soan")
    shutil.copytree(SHIPPED, home / "noi-dung")
    who = ("-c", "user.name=A", "-c", "user.email=a@localhost")
    for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "Bắt đầu")):
        subprocess.run(["git", "-C", home, *command], check=True)
    return home / "noi-dung"


@pytest.fixture(scope="module")
def desk(content: Path) -> Iterator[str]:
    running = server(content, content.parent / "nhap", (HERE, 0))
    port = running.server_port
    running.app.guard.hosts = frozenset({f"{HERE}:{port}"})  # type: ignore[attr-defined]
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://{HERE}:{port}/"
    running.shutdown()


@pytest.fixture(scope="module")
def page(browser: Browser, desk: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(desk)
    page.fill("#ten", "Nguyễn Thị Lan, Phòng PA05")
    page.click("main button")
    yield page
    page.close()


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("width", [360, 1280])
def test_every_screen_is_for_everybody(name: str, width: int, page: Page, desk: str) -> None:
    """No violation of WCAG 2.2 AA, nothing to be pushed sideways, twice the letters too."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(desk + SCREENS[name], wait_until="domcontentloaded")
    assert violations(page, but=["iframe"]) == []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def leaflet(page: Page, desk: str) -> list[bytes]:
    """Return the sides of the leaflet that the desk shows now."""
    shown = page.frame_locator("#look").locator("iframe[src*='2026-a5-thong-diep']")
    shown.wait_for(state="attached", timeout=30_000)
    asked = page.context.request
    sheet = asked.get(desk + str(shown.get_attribute("src"))[1:]).text()
    sides = re.findall(r'<img[^>]* src="/([^"]+)"', sheet)
    assert len(sides) == 2, sheet
    return [asked.get(desk + side).body() for side in sides]


def test_a_sentence_from_mistake_to_leaflet(page: Page, desk: str, content: Path) -> None:
    """Typed, the mistake is at the field within a second or so; mended and saved, it is one line
    in the history and on the leaflet that is shown.
    """
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(desk + SCREENS["words"])
    before = leaflet(page, desk)
    field = page.locator("[id='f-leaflet']")
    field.fill("Gọi 0912345678 ngay.")
    wrong = page.locator("[id='p-leaflet'] p")
    wrong.wait_for(timeout=15_000)
    assert "0912345678" in wrong.inner_text()
    assert field.get_attribute("aria-invalid") == "true"
    field.fill("Có kẻ xưng công an, tòa án dọa bắt, đòi tiền. Hãy tắt máy, hỏi người nhà.")
    wrong.wait_for(state="detached", timeout=15_000)
    page.click("button.main")
    assert "Đã lưu." in page.inner_text("#said")
    diff = ("git", "-C", str(content), "show", "--format=%an", "--unified=0", "HEAD")
    shown = subprocess.run(diff, check=True, capture_output=True, text=True).stdout
    lines = shown.partition("@@")[2].splitlines()[1:]
    changed = [line for line in lines if line.startswith(("+", "-"))]
    assert shown.startswith("Nguyễn Thị Lan") and len(changed) == 2
    assert [a == b for a, b in zip(leaflet(page, desk), before, strict=True)] == [True, False]


def test_items_and_numbers_by_keyboard(page: Page, desk: str) -> None:
    page.goto(desk + SCREENS["words"])
    page.locator("button[value='add:signs']").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state("domcontentloaded")
    new = page.locator("textarea[name='signs/+1']")
    new.wait_for()
    new.fill("Chúng bảo gọi ")
    page.locator("[id='c-signs/+1']").select_option(index=1)
    assert "‹" in new.input_value() and "{" not in new.input_value()
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator("button[value='bo']").click()
    assert page.locator("textarea[name='signs/+1']").count() == 0


@pytest.fixture
def official(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A desk of an official campaign with two people who may approve."""
    content = Path(shutil.copytree(MINI, tmp_path / "noi-dung"))
    make_official(content)
    people = '["Nguyễn Thị Lan, PA05", "Trần Văn Đọc, PV01"]'
    replace(content / "campaign.yml", "status:", f"people: {people}\nstatus:")
    git(content, "init", "-q")
    git(content, "add", "-A")
    git(content, "commit", "-qm", "Bắt đầu")
    running = server(content, tmp_path / "nhap", (HERE, 0))
    port = running.server_port
    running.app.guard.hosts = frozenset({f"{HERE}:{port}"})  # type: ignore[attr-defined]
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://{HERE}:{port}/", content
    running.shutdown()


def test_who_wrote_words_does_not_approve_them(
    browser: Browser, official: tuple[str, Path]
) -> None:
    """One edits and may not approve; the other sees what has changed, and does."""
    desk, content = official
    file = "methods/goi-dien/vi.yml"

    def come_in(name: str) -> Page:
        page = browser.new_context().new_page()
        page.goto(desk)
        page.fill("#ten", name)
        page.click("main button")
        return page

    lan = come_in("Nguyễn Thị Lan, PA05")
    lan.goto(f"{desk}sua?tep={file}")
    lan.fill("[id='f-summary']", "Đó là lừa đảo: hãy tắt máy ngay.")
    lan.click("button.main")
    lan.goto(f"{desk}duyet?tep={file}")
    lan.click("button.main")
    assert "người khác duyệt" in lan.inner_text("main")
    assert 'by: "Nguyễn Thị Lan' not in (content / file).read_text("utf-8")
    other = come_in("Trần Văn Đọc, PV01")
    other.goto(f"{desk}duyet")
    other.click(f"a[href*='{file.replace('/', '%2F')}'], a[href*='{file}']")
    changed = other.locator("tr.changed")
    assert changed.count() == 1 and "máy ngay" in changed.inner_text()
    other.click("button.main")
    text = (content / file).read_text("utf-8")
    assert 'by: "Trần Văn Đọc, PV01"' in text
    log = git(content, "log", "-2", "--format=%an %s").splitlines()
    assert log[0].startswith("Trần Văn Đọc, PV01 Duyệt") and log[1].startswith("Nguyễn Thị Lan")
