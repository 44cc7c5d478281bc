"""The site on this machine while somebody edits: only what changed is made again."""

import hashlib
import html
import mimetypes
import re
import threading
import time
from collections.abc import Callable, Iterable, Set
from contextlib import suppress
from datetime import date
from gettext import gettext as _
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from generator import assets, build, engine
from generator.artifact import Artifact
from generator.channels.pages import SitePage, pages
from generator.content import load
from generator.content.report import Deed
from generator.model.campaign import Campaign
from generator.model.interface import Interface
from generator.model.trust import fingerprint
from generator.problems import ContentError, Problem

LOOK_EVERY = 0.1
"""Seconds between two looks at the files."""
_SLOW = {"card", "leaflet"}
"""Outputs that are made when all that a page needs is there."""
WAIT = 20
"""Seconds that a browser waits for news before it asks again."""

Snapshot = dict[str, tuple[int, int]]
"""Time of change and size of every file that is looked at."""


def serve(content: Path, port: int, told: Callable[[str], None]) -> None:
    """Show a content tree at 127.0.0.1 until Ctrl-C; `told` hears what happens."""
    preview = Preview(content, told)
    threading.Thread(target=preview.watch, daemon=True).start()
    with server(preview, port) as running:
        running.serve_forever()


def server(preview: "Preview", port: int) -> ThreadingHTTPServer:
    """Return a server of a preview for the browser on this machine alone."""
    handler = type("Handler", (_Handler,), {"preview": preview})
    return _Server(("127.0.0.1", port), handler)


class _Superseded(Exception):
    """Somebody saved again while we were still at work on what was saved before."""


class Preview:
    """The files of the site as they would be built, and what keeps them from being newer."""

    def __init__(self, content: Path, told: Callable[[str], None]) -> None:
        self._content = content
        self._told = told
        self._changed = threading.Condition()
        self._made: dict[str, set[str]] = {}
        """Paths by the piece of work that made them."""
        self._framed: dict[str, str] = {}
        """Fingerprint of each page as it was framed, by its path."""
        self._seen: Snapshot = {}
        self.files: dict[str, bytes] = {}
        """By path below the site."""
        self.problems: tuple[Problem, ...] = ()

    def watch(self) -> None:
        """Look at the files for ever."""
        while True:
            with suppress(OSError):  # a folder may go while we look; the next look is near
                self.look()
            time.sleep(LOOK_EVERY)

    def look(self) -> None:
        """Make what changed since the last look, if anything did."""
        found = self._snapshot()
        if found == self._seen:
            return
        if self._seen:
            time.sleep(LOOK_EVERY / 2)  # an editor may write a file in several steps
            found = self._snapshot()
        names = found.keys() | self._seen.keys()
        changed = {name for name in names if found.get(name) != self._seen.get(name)}
        self._seen = found
        started = time.monotonic()
        try:
            self._make(changed)
        except _Superseded:
            return
        except Exception as error:  # whatever it is, the next save may mend it
            self._show([Problem("", (), None, None, f"{type(error).__name__}: {error}")])
        seconds = time.monotonic() - started
        self._told(_("made again in {n:.1f} s").format(n=seconds))

    def _snapshot(self) -> Snapshot:
        found: Snapshot = {}
        for folder in (self._content, assets.DESIGNS, assets.ROOT / "docs"):
            for path in folder.rglob("*"):
                try:
                    about = path.stat()
                    if path.is_file():
                        found[str(path)] = about.st_mtime_ns, about.st_size
                except OSError:
                    continue
        return found

    # -- making ----------------------------------------------------------------------------------

    def _make(self, changed: set[str]) -> None:
        report = load(self._content, date.today(), deed=Deed.LOOK)
        if report.campaign is None:
            self._show(report.mistakes)
            return
        campaign = report.campaign
        for tag in _first(campaign.languages, changed):
            self._make_pages(campaign, tag)
            self._show(())
        problems: list[Problem] = []
        jobs = [job for job in build.jobs(campaign) if job[0] != build.PAGES]
        for name, scope in sorted(jobs, key=lambda job: job[0] in _SLOW):
            self._stop_if_superseded()
            try:
                made = list(build.OUTPUTS[name].make(campaign, scope))
            except ContentError as error:
                problems += map(report.tree.placed, error.problems)
            else:
                self._keep(f"{name} {scope}", made)
        self._show(problems)

    def _stop_if_superseded(self) -> None:
        if self._snapshot() != self._seen:
            raise _Superseded

    def _make_pages(self, campaign: Campaign, tag: str) -> None:
        """Frame the pages of a language that are not what they were."""
        around = _around(campaign, tag)
        bodies = list(pages(campaign, tag))
        prints = {page.path: _print(page, around) for page in bodies}
        changed = [page for page in bodies if self._framed.get(page.path) != prints[page.path]]
        if not changed:
            return
        self._stop_if_superseded()
        job = f"pages {tag}"
        made = list(engine.framed(campaign, tag, changed))
        if len(changed) < len(bodies):  # the map of the site would name only these
            made = [artifact for artifact in made if "sitemap.xml" not in artifact.path]
        pages_now = {f"{page.path}index.html" for page in bodies}
        self._keep(
            job,
            made,
            stays={
                path
                for path in self._made.get(job, ())
                if path in pages_now or not path.endswith("index.html")
            },
        )
        self._framed |= prints

    def _keep(self, job: str, made: Iterable[Artifact], stays: Set[str] = frozenset()) -> None:
        """Take what a piece of work has made; of what it made before, let go all but `stays`."""
        new = {
            artifact.path.removeprefix("site/"): artifact.content
            for artifact in made
            if artifact.path.startswith("site/")
        }
        gone = self._made.get(job, set()) - new.keys() - stays
        files = {path: content for path, content in self.files.items() if path not in gone}
        self._made[job] = (self._made.get(job, set()) - gone) | new.keys()
        self.files = files | new  # in one step: a reader has the old or the new

    def _show(self, problems: Iterable[Problem]) -> None:
        with self._changed:
            self.problems = tuple(problems)
            self._changed.notify_all()
        for problem in self.problems:
            self._told(problem.shown(str(self._content)))

    # -- showing ---------------------------------------------------------------------------------

    def state(self, path: str) -> str:
        """Return what changes when a page, or what is wrong, changes."""
        content = self.files.get(path, b"")
        wrong = "\n".join(map(str, self.problems)).encode()
        return hashlib.sha256(content + b"\0" + wrong).hexdigest()[:16]

    def wait_for_news(self, path: str, state: str) -> str:
        """Return the state of a page once it is another one, or after a while all the same."""
        until = time.monotonic() + WAIT
        with self._changed:
            while self.state(path) == state and (left := until - time.monotonic()) > 0:
                self._changed.wait(left)
        return self.state(path)

    def page(self, path: str) -> bytes:
        """Return a page with what is wrong on top of it, and a script that waits for news."""
        content = self.files.get(path, b"<!doctype html><title>canhgiac</title><body></body>")
        text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", content.decode())
        state = self.state(path)
        top = self._on_top() if self.problems else ""
        script = _SCRIPT.replace("PATH", path).replace("STATE", state)
        text = re.sub(r"(<body[^>]*>)", lambda m: m[1] + top, text, count=1)
        return text.replace("</body>", f"<script>{script}</script></body>").encode()

    def _on_top(self) -> str:
        lines = "".join(
            f"<li>{html.escape(problem.shown(str(self._content)))}</li>"
            for problem in self.problems[:20]
        )
        more = len(self.problems) - 20
        rest = f"<p>{html.escape(_('and {n} more').format(n=more))}</p>" if more > 0 else ""
        heading = html.escape(_("The content has mistakes; this is the page as it was before."))
        inner = f"<b>{heading}</b><ul>{lines}</ul>{rest}"
        return f'<div id="canhgiac-problems" style="{_STYLE}">{inner}</div>'


_STYLE = (
    "position:sticky;top:0;z-index:99;max-height:60vh;overflow:auto;padding:1rem;margin:0;"
    "background:#7a0b14;color:#fff;font:16px/1.5 system-ui,sans-serif"
)
_SCRIPT = """(async()=>{let state="STATE";for(;;){try{
const answer=await fetch("/-/news?path="+encodeURIComponent("PATH")+"&state="+state);
const now=await answer.text();if(answer.ok&&now!==state){location.reload();return}
}catch{await new Promise(done=>setTimeout(done,500))}}})()"""


def _first(tags: Iterable[str], changed: set[str]) -> list[str]:
    """Return languages, those first in which somebody has just saved something."""
    saved = {Path(name).stem for name in changed}
    return sorted(tags, key=lambda tag: tag not in saved)


def _around(campaign: Campaign, tag: str) -> str:
    """Fingerprint what the theme draws around every page of a language."""
    words = fingerprint(campaign.tables.of(Interface)[tag])
    overrides = sorted((assets.ROOT / "docs/overrides").rglob("*"))
    times = [path.stat().st_mtime_ns for path in overrides]
    return repr((words, campaign.settings, times))


def _print(page: SitePage, around: str) -> str:
    return hashlib.sha256(repr((page, around)).encode()).hexdigest()


class _Answer(NamedTuple):
    status: int
    content: bytes
    kind: str = "text/plain; charset=utf-8"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that goes away, or asks for nonsense, is no news."""


class _Handler(BaseHTTPRequestHandler):
    """Answers the browser of the person who edits, and nobody else."""

    preview: Preview
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._send(self._answer())

    do_HEAD = do_GET

    def _answer(self) -> _Answer:
        # A page elsewhere could lead its own name to this machine and read what is unpublished.
        assert isinstance(self.server, ThreadingHTTPServer)
        port = self.server.server_port
        if self.headers.get("Host") not in (f"127.0.0.1:{port}", f"localhost:{port}"):
            return _Answer(421, b"127.0.0.1")
        asked = urlsplit(self.path)
        if asked.path == "/-/news":
            query = parse_qs(asked.query)
            path, state = query.get("path", [""])[0], query.get("state", [""])[0]
            return _Answer(200, self.preview.wait_for_news(path, state).encode())
        path = unquote(asked.path).removeprefix("/")
        files = self.preview.files
        if not path or path.endswith("/"):
            path += "index.html"
        if path not in files and f"{path}/index.html" in files:
            return _Answer(301, f"/{path}/".encode())
        if path not in files and self.preview.files:
            first = path.partition("/")[0]
            lost = f"{first}/404.html" if f"{first}/404.html" in files else "404.html"
            return _Answer(404, self.preview.page(lost), "text/html; charset=utf-8")
        if path.endswith(".html"):
            return _Answer(200, self.preview.page(path), "text/html; charset=utf-8")
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return _Answer(200, files.get(path, b""), kind)

    def _send(self, answer: _Answer) -> None:
        self.send_response(answer.status)
        if answer.status == 301:
            self.send_header("Location", answer.content.decode())
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.content)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing: staff are told of changes, not of requests."""
