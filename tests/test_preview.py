"""What somebody who edits sees: the change, or what is wrong with it, on the page."""

import contextlib
import http.client
import socket
import struct
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from support.builds import CANHGIAC, run, run_apart
from support.trees import MINI, ROOT, replace

from generator import compression
from generator import preview as module
from generator.model.addresses import WHOLE_SITE
from generator.preview import Preview

PAGE = "canh-bao/goi-dien/index.html"
METHOD = "methods/goi-dien/vi.yml"


class Shown:
    """A preview that looks when it is told to."""

    def __init__(self, tree: Path) -> None:
        self.said: list[str] = []
        self.preview = Preview(tree, self.said.append)
        self.look()

    def look(self) -> None:
        self.preview.look()

    def page(self, path: str = PAGE) -> str:
        return self.preview.page(path).decode()


@pytest.fixture
def shown(tree: Path) -> Shown:
    return Shown(tree)


def test_a_saved_sentence_is_on_the_page(tree: Path, shown: Shown) -> None:
    assert "Gọi điện dọa nạt" in shown.page()
    before = dict(shown.preview.files)
    replace(tree / METHOD, "Họ giục.", "Họ giục bạn.")
    shown.look()
    assert "Họ giục bạn." in shown.page()
    changed = {p for p in before if before[p] != shown.preview.files.get(p)}
    workers = {"sw.js", "en/sw.js"}  # for phones: there is something new
    assert changed == {PAGE} | workers, "nothing else was made again"


def test_other_pages_follow_what_they_show(tree: Path, shown: Shown) -> None:
    replace(tree / METHOD, "Có người gọi dọa tôi", "Có kẻ gọi dọa tôi")
    shown.look()
    assert "Có kẻ gọi dọa tôi" in shown.page("index.html")
    assert "Có kẻ gọi dọa tôi" in shown.page("kenh/cuoc-goi/index.html")


def test_a_changed_word_of_the_interface_is_on_every_page(tree: Path, shown: Shown) -> None:
    replace(
        tree / "interface/vi.yml", "Trang này không bao giờ hỏi", "Trang này chẳng bao giờ hỏi"
    )
    shown.look()
    for path in ("index.html", PAGE, "thong-diep/index.html", "404.html"):
        assert "Trang này chẳng bao giờ hỏi" in shown.page(path), path


def test_a_mistake_stands_on_top_of_the_old_page(tree: Path, shown: Shown) -> None:
    replace(tree / METHOD, "signs:", "sings:")
    shown.look()
    page = shown.page()
    assert "Gọi điện dọa nạt" in page, "the old page is still there"
    assert "vi.yml:10:1: mục &quot;sings&quot; không có trong mẫu" in page
    assert "Nội dung đang có lỗi" in page
    replace(tree / METHOD, "sings:", "signs:")
    shown.look()
    assert "Nội dung đang có lỗi" not in shown.page()


def test_it_starts_with_broken_content_too(tree: Path) -> None:
    replace(tree / METHOD, "signs:", "sings:")
    shown = Shown(tree)
    assert "sings" in shown.page("index.html")
    replace(tree / METHOD, "sings:", "signs:")
    shown.look()
    assert "Gọi điện dọa nạt" in shown.page()


def test_words_that_do_not_fit_the_paper_are_told_and_shown(tree: Path, shown: Shown) -> None:
    replace(
        tree / "advice/vua-chuyen-tien/vi.yml", '"Gọi ngân hàng."', f'"{"Gọi ngân hàng. " * 200}"'
    )
    shown.look()
    page = shown.page("khan-cap/index.html")
    assert "chữ không vừa mặt 1" in page and page.count("Gọi ngân hàng.") > 100


def test_a_renamed_folder_comes_back(tree: Path, shown: Shown) -> None:
    tree.rename(tree.with_name("cho-khac"))
    shown.look()
    assert "không có thư mục này" in shown.page()
    tree.with_name("cho-khac").rename(tree)
    replace(tree / METHOD, "Họ giục.", "Họ giục bạn.")
    shown.look()
    assert "Họ giục bạn." in shown.page() and "không có thư mục này" not in shown.page()


def test_a_page_that_is_gone_is_gone(tree: Path, shown: Shown) -> None:
    for name in ("methods/goi-dien", "pages/gioi-thieu"):
        (tree / name / "en.yml").unlink(missing_ok=True)
    replace(tree / "editions/to-roi.yml", '["vi", "en"]', '["vi"]')
    (tree / "distribution/codes.csv").unlink()
    assert run("issue", "to-roi", "--content", tree).returncode == 0
    shown.look()
    assert "en/canh-bao/goi-dien/index.html" not in shown.preview.files
    assert "Not translated yet" in shown.page("en/index.html")


def test_the_page_is_the_builds_own(mini_dist: Path) -> None:
    files = Shown(MINI).preview.files
    built = {
        path.relative_to(mini_dist / "site").as_posix(): path.read_bytes()
        for path in (mini_dist / "site").rglob("*")
        if path.is_file()
        and path.name not in ("manifest.json", WHOLE_SITE)
        and path.suffix not in compression.SUFFIXES  # nothing to gain on one machine
    }
    assert files == built


def test_what_goes_wrong_in_making_is_on_the_page(
    tree: Path, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("<ngoài dự kiến>")

    monkeypatch.setattr(module, "pages", broken)
    replace(tree / METHOD, "Họ giục.", "Họ giục bạn.")
    shown.look()
    assert "RuntimeError: &lt;ngoài dự kiến&gt;" in shown.page()


# -- the server ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, int]]:
    """A server of the small tree, which no test changes."""
    shown = Shown(MINI)
    with module.server(shown.preview, 0) as server:
        assert isinstance(server, ThreadingHTTPServer)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield "127.0.0.1", server.server_port
        server.shutdown()


def ask(
    address: tuple[str, int], path: str, method: str = "GET", **headers: str
) -> tuple[int, str]:
    with contextlib.closing(http.client.HTTPConnection(*address, timeout=10)) as connection:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_pages_are_served_with_a_script_and_without_a_policy(address: tuple[str, int]) -> None:
    status, text = ask(address, "/canh-bao/goi-dien/")
    assert status == 200 and "Gọi điện dọa nạt" in text
    assert "/-/news" in text and "Content-Security-Policy" not in text
    assert ask(address, "/canh-bao/goi-dien")[0] == 301
    assert ask(address, "/assets/mark.svg")[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", ""])
def test_a_foreign_name_for_this_machine_is_refused(address: tuple[str, int], host: str) -> None:
    assert ask(address, "/", Host=host)[0] == 421
    assert ask(address, "/-/news?path=index.html&state=x", Host=host)[0] == 421


def test_both_names_of_this_machine_are_known(address: tuple[str, int]) -> None:
    for name in ("127.0.0.1", "localhost"):
        assert ask(address, "/", Host=f"{name}:{address[1]}")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/en/khong-co/",
        "/%ff",
    ],
)
def test_nothing_but_the_site_is_served(address: tuple[str, int], path: str) -> None:
    status, text = ask(address, path)
    assert status == 404
    assert "root:" not in text
    assert ("There is no such page" if path.startswith("/en") else "Không có trang này") in text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_not_answered(address: tuple[str, int], method: str) -> None:
    assert ask(address, "/", method)[0] == 501


def test_news_are_told_when_there_are_some(tree: Path, shown: Shown) -> None:
    state = shown.preview.state(PAGE)
    heard: list[str] = []
    waiting = threading.Thread(
        target=lambda: heard.append(shown.preview.wait_for_news(PAGE, state))
    )
    waiting.start()
    replace(tree / METHOD, "Họ giục.", "Họ giục bạn.")
    shown.look()
    waiting.join(timeout=10)
    assert heard == [shown.preview.state(PAGE)] and heard != [state]


def test_serve_shows_a_change_without_being_asked(tree: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*CANHGIAC, "serve", "--content", str(tree), "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert _served(port, "Gọi điện dọa nạt")
        replace(tree / METHOD, "dọa nạt", "đe dọa")
        assert _served(port, "Gọi điện đe dọa")
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _served(port: int, words: str) -> bool:
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/canh-bao/goi-dien/") as page:
                if words in page.read().decode():
                    return True
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.25)
    return False


@pytest.mark.parametrize("port", ["0", "-1", "70000", "tám"])
def test_an_impossible_port_is_a_sentence(port: str) -> None:
    done = run("serve", "--content", MINI, "--port", port)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Lỗi:" in done.stderr and "cổng là một số từ 1 đến 65535" in done.stderr


def test_a_browser_that_goes_away_is_no_news(
    address: tuple[str, int], capfd: pytest.CaptureFixture[str]
) -> None:
    for asked in (b"GET http://[x HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n"):
        with socket.create_connection(address) as browser:
            browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            browser.sendall(asked)
            time.sleep(0.2)
    time.sleep(0.2)
    assert capfd.readouterr().err == ""


def test_watching_goes_on_when_a_folder_goes(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[None] = []

    def look(_preview: Preview) -> None:
        looks.append(None)
        if len(looks) > 2:
            raise KeyboardInterrupt
        raise FileNotFoundError

    monkeypatch.setattr(Preview, "look", look)
    with pytest.raises(KeyboardInterrupt):
        Preview(tree, lambda _line: None).watch()
    assert len(looks) == 3


def test_a_busy_port_is_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run_apart("serve", "--content", MINI, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "đang bận, hoặc máy không cho dùng; chọn cổng khác" in done.stderr
