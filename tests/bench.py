"""How fast the program is, as ratios in one run: content, pages of many codes, access logs."""

import io
import json
import random
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml
from support.trees import MINI, SHIPPED, TODAY, campaign, many_groups, many_places

from generator import build
from generator.channels import landing
from generator.content import load
from generator.content.located_yaml import _read, read
from generator.distribution import codes, scans
from generator.distribution.suppression import suppress
from generator.model.places import EACH_UNIT, Unit

FILES = 500
EDITION = "2026-a5-thong-diep"
PLACES = 5381
"""Two languages each: 10,762 codes, the groups of the founding plan."""


def best(action: Callable[[], object], times: int = 5) -> float:
    """Return the shortest of some runs, in seconds."""
    results = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        results.append(time.perf_counter() - started)
    return min(results)


def many_files(folder: str) -> Path:
    """Return a copy of the shipped content with many methods more."""
    root = Path(shutil.copytree(SHIPPED, f"{folder}/content"))
    method = root / "methods/gia-danh-can-bo"
    facts = re.sub(r"covers: .*\n", "", (method / "method.yml").read_text("utf-8"))
    while len(list(root.rglob("*.yml"))) < FILES:
        number = len(list((root / "methods").iterdir()))
        copy = Path(shutil.copytree(method, root / f"methods/thu-{number}"))
        (copy / "method.yml").write_text(facts, "utf-8")
        for words in copy.glob("*.yml"):
            text = words.read_text("utf-8")
            for name in ("title", "situation", "summary", "leaflet"):
                text = text.replace(f'{name}: "', f'{name}: "x{number}. ', 1)
            words.write_text(text, "utf-8")
    return root


def reading() -> None:
    """Content of 500 files, beside bare YAML parsing of the same files."""
    with tempfile.TemporaryDirectory() as folder:
        root = many_files(folder)
        contents = [path.read_bytes() for path in root.rglob("*.yml")]
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

        def whole() -> None:
            _read.cache_clear()
            assert load(root, TODAY).campaign is not None

        def located() -> None:
            _read.cache_clear()
            for text in contents:
                read(text, "f")

        bare = best(lambda: [yaml.compose(text, Loader=loader) for text in contents])
        table("reading", len(contents), "file", bare, "bare YAML", [
            ("bare YAML", bare),
            ("located YAML", best(located)),
            ("whole check", best(whole)),
        ])  # fmt: skip


LANGUAGES = ("vi", "en", "vi-x-easy")


def landing_pages() -> None:
    """Pages of codes of a province: each group in three languages, in both spellings; what one
    costs however many there are, then all of them made and written by all processors.
    """
    print("QR pages, two files each; CPU")
    per_page = []
    for count in (1_000, 9_963, 32_286):
        found = many_groups(campaign(SHIPPED), EDITION, LANGUAGES, round(count / 3))
        assert found.versions
        scopes = list(build.OUTPUTS["landing"].scopes(found))
        started = time.process_time()
        for scope in scopes:
            for _artifact in landing.pages(found, scope):
                pass
        seconds = time.process_time() - started
        pages = len(found.codes)
        per_page.append(seconds / pages)
        print(
            f"  {pages:>7,} pages{seconds:8.2f} s{pages / seconds:9,.0f} pages a second"
            f"{per_page[-1] / per_page[0]:7.2f} × a page among 1,000"
        )
    found = many_groups(campaign(SHIPPED), EDITION, LANGUAGES, 3_321)
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        with build.processes(found) as workers:
            scopes = list(build.OUTPUTS["landing"].scopes(found))
            jobs = [workers.submit(build.make, Path(folder), "landing", s) for s in scopes]
            for job in jobs:
                job.result()
        seconds = time.perf_counter() - started
        written = sum(1 for _ in Path(folder).rglob("*.html"))
    print(f"  {written:,} files written in {seconds:.1f} s by the clock, workers' start in")


def register() -> None:
    """Checking a whole content tree with 10,762 codes, beside the same tree with two."""
    with tempfile.TemporaryDirectory() as folder:
        few = Path(shutil.copytree(MINI, f"{folder}/few"))
        many = Path(shutil.copytree(MINI, f"{folder}/many"))
        found = many_places(campaign(MINI), PLACES)
        units = found.tables.of(Unit).values()
        edition = many / "editions/to-roi.yml"
        text = edition.read_text("utf-8").replace('"toan-tinh"', f'"{EACH_UNIT}"')
        edition.write_text(text, "utf-8")
        lines = "".join(f"{unit.code},{unit.name},,,,,\n" for unit in units)
        header = (many / "distribution/units.csv").read_text("utf-8").splitlines()[0]
        (many / "distribution/units.csv").write_text(f"{header}\n{lines}", "utf-8")
        lines = codes.rows(found.codes, header=True)
        (many / "distribution/codes.csv").write_text(lines, "utf-8")

        def check(root: Path) -> None:
            assert load(root, TODAY).campaign is not None

        small = best(lambda: check(few))
        table("checking", 1, "check", small, "two codes", [
            ("two codes", small),
            (f"{2 * PLACES:,} codes", best(lambda: check(many), 3)),
        ])  # fmt: skip


LINES = 500_000


def logs() -> None:
    """Counting openings in access logs, beside splitting the same lines at quotes."""
    printed = [line.code for line in many_places(campaign(MINI), PLACES).codes]
    chance = random.Random(1)
    agents = [
        f"Mozilla/5.0 (Linux; Android {n % 6 + 9}; SM-A{n}) AppleWebKit/537.36 (KHTML,"
        f" like Gecko) Chrome/{n % 30 + 100}.0.0.0 Mobile Safari/537.36"
        for n in range(1000)
    ]
    others = ("/assets/site.css?01234567", "/", "/canh-bao/gia-danh-can-bo/", "/tim/?q=otp")

    def line(second: int, path: str, status: int, caddy: bool) -> bytes:
        phone, agent = f"203.0.{second % 251}.{second % 241}", chance.choice(agents)
        if caddy:
            request = {"remote_ip": phone, "remote_port": "41342", "client_ip": phone}
            request |= {"proto": "HTTP/2.0", "method": "GET", "host": "canhgiac.example"}
            asked = {"uri": path, "headers": {"User-Agent": [agent], "Accept": ["text/html"]}}
            said = {"level": "info", "ts": 1_795_000_000.5 + second, "msg": "handled request"}
            said |= {"request": request | asked, "size": 7401, "status": status}
            return json.dumps(said, separators=(",", ":")).encode() + b"\n"
        stamp = time.strftime("%d/Nov/2026:%H:%M:%S +0700", time.gmtime(second))
        return (
            f'{phone} - - [{stamp}] "GET {path} HTTP/2.0" {status} 7401 "-" "{agent}"\n'.encode()
        )

    def log(codes_in_ten: int, caddy: bool = False) -> io.BytesIO:
        """Return a log with a request a second, so many in ten of them for codes."""
        asked = (
            (f"/Q/{chance.choice(printed)}", chance.choice((200, 200, 301)))
            if chance.random() * 10 < codes_in_ten
            else (chance.choice(others), 200)
            for _number in range(LINES)
        )
        return io.BytesIO(b"".join(line(n, *one, caddy) for n, one in enumerate(asked)))

    def read(found: io.BytesIO) -> None:
        found.seek(0)
        assert sum(scans.count(found, printed, b"s" * 16).openings.values())

    mixed, all_codes, by_caddy = log(3), log(10), log(3, caddy=True)
    counts = scans.count(log(10), printed, b"s" * 16).openings
    split = best(lambda: [line.split(b'"') for line in mixed.getvalue().splitlines()], 3)
    rows = [
        ("split at quotes", split),
        ("3 in 10 codes", best(lambda: read(mixed), 3)),
        ("codes alone", best(lambda: read(all_codes), 3)),
        ("Caddy, 3 in 10", best(lambda: read(by_caddy), 3)),
    ]
    table(f"access logs of {LINES:,} lines", LINES, "line", split, "split", rows)
    print("  lines a second:", ", ".join(f"{label} {LINES / s:,.0f}" for label, s in rows))
    hidden = best(lambda: suppress(counts), 1)
    print(f"  hiding in {len(counts):,} figures: {hidden:.2f} s")


def table(
    title: str, count: int, unit: str, base: float, name: str, rows: list[tuple[str, float]]
) -> None:
    print(title)
    for label, seconds in rows:
        print(
            f"  {label:16}{seconds:8.3f} s{1000 * seconds / count:9.3f} ms a {unit}"
            f"{seconds / base:7.1f} × {name}"
        )


if __name__ == "__main__":
    reading()
    register()
    landing_pages()
    logs()
