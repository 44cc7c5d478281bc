"""Whether codes open, and how often, as staff ask."""

import csv
import gzip
import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from support.builds import run, run_apart
from support.bundles import add_labels
from support.servers import SERVERS, need
from support.trees import MINI, campaign, many_places

from generator import preview
from generator.artifact import Scope
from generator.channels import landing
from generator.distribution import scans, served
from generator.model.campaign import Campaign
from generator.preview import Preview

AGENT = "Mozilla/5.0 (Linux; Android 13) Chrome/120.0.0.0 Mobile Safari/537.36"

# -- scans ---------------------------------------------------------------------------------------


def lines(code: str, phones: int, day: int = 23, agent: str = AGENT, status: int = 200) -> str:
    return "".join(
        f'203.0.113.{n} - - [{day}/Nov/2026:08:00:00 +0700] "GET /Q/{code} HTTP/1.1" {status}'
        f' 99 "-" "{agent}"\n'
        for n in range(phones)
    )


@pytest.fixture
def log(mini: Campaign, tmp_path: Path) -> Path:
    one, other = (line.code for line in mini.codes[:2])
    text = lines(one, 7) + lines(one, 2, 16) + lines(other, 9) + lines(other, 3, 16)
    text += lines(one, 2, agent="WhatsApp/2.23") + lines("2AAAAA", 1, status=404)
    file = tmp_path / "access.log"
    file.write_text(text, "utf-8")
    return file


def counted(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run("scans", "--content", MINI, *arguments)


def test_openings_are_counted_and_small_figures_hidden(
    mini: Campaign, log: Path, tmp_path: Path
) -> None:
    one, other = (line.code for line in mini.codes[:2])
    table = tmp_path / "luot-mo.csv"
    done = run_apart("scans", "--content", MINI, log, "-o", table)
    assert done.returncode == 0, done.stderr
    assert "Lượt mở: 21" in done.stdout and "lượt quét" not in done.stdout
    assert "2026-W47        5" in done.stdout and f"{one}     giấu" in done.stdout
    assert "mã gõ nhầm: 1" in done.stdout
    assert "xem trước liên kết và phần mềm tự động 2" in done.stdout
    assert "203.0.113" not in done.stdout + done.stderr + table.read_text("utf-8")
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    assert {(row["code"], row["week"], row["openings"]) for row in rows} == {
        (one, "2026-W47", "<5"),
        (one, "2026-W48", "7"),
        (other, "2026-W47", "<5"),
        (other, "2026-W48", "9"),
    }
    assert list(rows[0]) == ["code", "edition", "unit", "language", "week", "openings"]


def test_packed_logs_are_read_too_and_all_is_said_to_machines(log: Path, tmp_path: Path) -> None:
    packed = tmp_path / "access.log.1.gz"
    packed.write_bytes(gzip.compress(log.read_bytes()))
    data = json.loads(counted("--json", log, packed).stdout)
    assert data["openings"] == 21 and data["weeks"] == {"2026-W47": 5, "2026-W48": 16}
    assert [row["openings"] for row in data["codes"]] == [None, None]
    assert data["unknown"] == {"mistyped": 2} and data["dropped"]["repeats"] == 21


def test_logs_that_cannot_be_read_are_one_sentence(log: Path, tmp_path: Path) -> None:
    broken, strange = tmp_path / "x.gz", tmp_path / "y.log"
    broken.write_bytes(gzip.compress(log.read_bytes())[:-20])
    strange.write_text("2026-11-23 /Q/ABC 200\n")
    table = tmp_path / "luot-mo.csv"
    for file, said in ((broken, "bị hỏng"), (strange, "không đọc được dòng nào")):
        done = counted(file, "-o", table)
        assert done.returncode == 1 and said in done.stderr, done.stderr
        assert "Traceback" not in done.stderr and not table.exists()
    before = log.read_bytes()
    assert counted(log, "-o", log).returncode == 2 and log.read_bytes() == before


# -- codes retire --------------------------------------------------------------------------------


def test_a_code_is_retired_by_a_line_that_follows_and_its_page_says_so(tree: Path) -> None:
    register = tree / "distribution/codes.csv"
    before = register.read_text("utf-8")
    asked = run("codes", "retire", "nvmvv2", "--content", tree)
    assert asked.returncode == 1 and register.read_text("utf-8") == before, "nobody answered"
    done = run_apart("codes", "retire", "nvmvv2", "--yes", "--content", tree)
    assert done.returncode == 0, done.stderr
    assert "NVMVV2  to-roi, toan-tinh, vi" in done.stdout and "1 mã ngừng dùng" in done.stdout
    said = "! Đây là mã duy nhất của bản vi, ấn bản to-roi"
    assert said in asked.stdout, "before it is asked"
    assert register.read_text("utf-8").startswith(before)
    (code, _other) = campaign(tree).codes
    assert (code.status, code.retired) == ("retired", date.today())
    again = run("codes", "retire", "NVMVV2", "CNN3JJ", "--yes", "--content", tree)
    assert again.returncode == 1 and "Traceback" not in again.stderr
    assert "ngừng dùng rồi" in again.stderr and "gõ nhầm" in again.stderr


def test_the_code_of_a_label_is_no_leaflets(tree: Path) -> None:
    label = add_labels(tree)[0].code
    done = run("codes", "retire", label, "--yes", "--content", tree)
    assert done.returncode == 1 and "mã nhãn dán trên bó" in done.stderr


# -- codes verify --------------------------------------------------------------------------------


def written(campaign: Campaign, folder: Path) -> Path:
    """Write the pages of all codes as a site."""
    for artifact in landing.pages(campaign, Scope(first=0, last=len(campaign.codes))):
        file = folder / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artifact.content)
    return folder / "site"


class _Files(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    sent_on: dict[str, str]
    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["User-Agent"]))
        if self.path in self.sent_on:
            self.send_response(302)
            self.send_header("Location", self.sent_on[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[str]:
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def files(
    site: Path, sent_on: dict[str, str], asked: list[tuple[str, str]] | None = None
) -> Iterator[str]:
    seen: list[tuple[str, str]] = [] if asked is None else asked
    handler = type("Handler", (_Files,), {"sent_on": sent_on, "asked": seen})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site)))
    server.daemon_threads = True
    with running(server) as address:
        yield address


def verified(address: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run("codes", "verify", "--content", MINI, "--url", address, *arguments)


def test_a_site_whose_codes_open_is_right(mini: Campaign, tmp_path: Path) -> None:
    asked: list[tuple[str, str]] = []
    with files(written(mini, tmp_path), {}, asked) as address:
        done = run_apart("codes", "verify", "--content", MINI, "--url", address)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{address}: {len(mini.codes)} mã" in done.stdout and "sai 0." in done.stdout
    code = mini.codes[0].code
    spelt = {f"/Q/{code}", f"/Q/{code}/", f"/q/{code.lower()}", f"/q/{code.lower()}/"}
    assert spelt <= {path for path, _agent in asked}
    # What we ask ourselves is in the site's log, and is no opening.
    line = f'::1 - - [23/Nov/2026:08:00:00 +0700] "GET /Q/{code} HTTP/1.1" 200 9 "-" "'
    found = scans.count([f'{line}{asked[0][1]}"\n'.encode()], {code}, b"s")
    assert found.robots == 1


def test_what_does_not_open_its_own_page_is_named(mini: Campaign, tmp_path: Path) -> None:
    site = written(mini, tmp_path)
    one, other = (line.code for line in mini.codes[:2])
    page = site / f"Q/{one}/index.html"
    right = page.read_bytes()
    page.write_bytes((site / f"Q/{other}/index.html").read_bytes())
    (site / f"q/{one.lower()}/index.html").write_bytes(b"x")
    (site / f"Q/{other}/index.html").unlink()
    (site / f"Q/{other}").rmdir()
    with files(site, {f"/q/{other.lower()}/": "https://lua-dao.example/"}) as address:
        done = verified(address)
        data = json.loads(verified(address, "--json").stdout)
    assert done.returncode == 1
    assert f"/Q/{one}  mở ra trang của mã {other}" in done.stdout
    assert f"/q/{one.lower()}  mở ra một trang khác" in done.stdout
    assert f"/Q/{other}  không mở được: máy chủ trả lời 404" in done.stdout
    assert "dẫn sang trang khác: https://lua-dao.example/" in done.stdout
    assert {fault["code"] for fault in data["faults"]} == {one, other}
    assert data["asked"] == len(served.paths([line.code for line in mini.codes]))
    page.write_bytes(right)


def test_only_encryption_or_this_machine_is_asked() -> None:
    for address in (
        "http://thu.example",
        "ftp://127.0.0.1",
        "https://a@b",
        "https://b/x",
        "x",
        "//b",
        "https://b:x",
        "https://[b",
    ):
        assert verified(address).returncode == 2, address
    for address in ("https://thu.example/", "http://[::1]:81", "http://localhost:8000/"):
        assert served.site(address).address.startswith(address)


def test_a_site_where_nobody_answers_is_one_sentence(mini: Campaign) -> None:
    codes = [line.code for line in many_places(mini, 30).codes]
    where = served.site("http://127.0.0.1:9/")
    with pytest.raises(served.Silent):
        list(served.faults(where, codes, landing.code_on, lambda: None))
    few = list(served.faults(where, codes[:1], landing.code_on, lambda: None))
    assert [fault.message for fault in few] == ["không ai trả lời ở đó"] * 4


@pytest.mark.parametrize("name", SERVERS)
def test_servers_as_they_ship_open_every_code(
    name: str, dist: Path, shipped: Campaign, tmp_path: Path
) -> None:
    need(name)
    codes = [line.code for line in shipped.codes]
    with SERVERS[name](dist / "server", dist / "site", tmp_path) as server:
        where = served.site(server.address)
        assert list(served.faults(where, codes, landing.code_on, lambda: None)) == []


def test_the_preview_opens_every_code(mini: Campaign, tree: Path) -> None:
    shown = Preview(tree, lambda _line: None)
    shown.look()
    codes = [line.code for line in mini.codes]
    with running(preview.server(shown, 0)) as address:
        where = served.site(address)
        assert list(served.faults(where, codes, landing.code_on, lambda: None)) == []
