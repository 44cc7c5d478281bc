"""The program itself: killed at any moment, it leaves whole files and no workers."""

import http.client
import random
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlencode

from support.trees import ROOT, report

FILE = "methods/goi-dien/vi.yml"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Client:
    """Sends what a browser sends, to a program that is told apart by its process alone."""

    def __init__(self, port: int) -> None:
        self.host, self.cookie, self.token = f"127.0.0.1:{port}", "", ""
        self.ask("GET", "/")
        self.ask("GET", "/ten")
        self.ask("POST", "/ten", {"ten": "Chị Lan"})
        self.form = dict(re.findall(r'name="([^"]+)"[^>]*>([^<]*)</textarea>', self.page()))

    def page(self) -> str:
        return self.ask("GET", f"/sua?tep={quote(FILE)}")

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> str:
        line = http.client.HTTPConnection(self.host, timeout=20)
        head = {"Host": self.host, "Cookie": self.cookie, "Origin": f"http://{self.host}"}
        body = urlencode({"token": self.token, **fields}) if fields is not None else None
        if body:
            head["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, path, body, head)
        answer = line.getresponse()
        text = answer.read().decode()
        if answer.headers["Set-Cookie"]:
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        found = re.search(r'name="token" value="(\w+)"', text)
        self.token = found[1] if found else self.token
        return text


def started(tree: Path, drafts: Path, port: int) -> subprocess.Popen[bytes]:
    command = (ROOT / ".venv/bin/canhgiac", "edit", "--content", tree, "--drafts", drafts)
    running = subprocess.Popen([*command, "--no-browser", "--port", str(port)])
    for _try in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return running
    running.kill()
    raise AssertionError("it does not listen")


def workers(of: int) -> list[int]:
    """Return the processes that one has started."""
    if sys.platform != "linux":
        return []
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended since
            parent = int(file.read_text().rpartition(")")[2].split()[1])
            found += [int(file.parent.name)] if parent == of else []
    return found


def test_killed_while_it_saves(tree: Path, tmp_path: Path) -> None:
    chance, sent = random.Random(11), {"Đó là lừa đảo: hãy tắt máy."}
    for kill in range(3):
        port = free_port()
        running = started(tree, tmp_path / "nhap", port)
        client = Client(port)
        helpers = workers(running.pid)
        until = time.monotonic() + chance.uniform(0.2, 1.5)
        number = 0
        while time.monotonic() < until or not number:
            number += 1
            words = f"Câu {kill}.{number}."
            sent.add(words)
            client.ask(
                "POST", f"/sua?tep={FILE}", client.form | {"summary": words, "viec": "luu"}
            )
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert not report(tree).mistakes
        (now,) = re.findall(r'^summary: "(.*)"$', (tree / FILE).read_text("utf-8"), re.MULTILINE)
        assert now in sent
        deadline = time.monotonic() + 20
        while any(Path(f"/proc/{n}").exists() for n in helpers) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not [n for n in helpers if Path(f"/proc/{n}").exists()], "nobody is left behind"


def test_stopped_by_its_user(tree: Path, tmp_path: Path) -> None:
    running = started(tree, tmp_path / "nhap", free_port())
    running.send_signal(signal.SIGINT)
    assert running.wait(20) == 0
