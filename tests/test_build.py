"""One composition: every output, in every place that asks what there is."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
import types
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.builds import CANHGIAC, build_here, digest
from support.trees import MINI, ROOT, campaign, many_places, replace

from generator import build, preview
from generator.artifact import Artifact, Scope
from generator.model.campaign import Campaign
from generator.publish import PublishError


def blocks(document: str, heading: str) -> list[str]:
    """Return the Python blocks below a heading of a document."""
    text = (ROOT / document).read_text("utf-8")
    part = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"```python\n(.*?)```", part, re.DOTALL)


@pytest.fixture
def tickers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The channel of CONTRIBUTING.md, exactly as printed: its module, and its row."""
    module, row = blocks("CONTRIBUTING.md", "A new channel")
    made = types.ModuleType("tickers")
    exec(compile(module, "generator/channels/tickers.py", "exec"), vars(made))
    added = eval("{" + row.strip() + "}", {**vars(build), "tickers": made})
    monkeypatch.setattr(build, "OUTPUTS", build.OUTPUTS | added)


@pytest.mark.usefixtures("tickers")
def test_the_documented_channel_is_in_build_preview_and_stock(tmp_path: Path) -> None:
    made = campaign(MINI)
    steps: list[str] = []

    class progress:
        def __init__(self, _total: int) -> None: ...

        def __enter__(self) -> object:
            return steps.append

        def __exit__(self, *_error: object) -> None: ...

    build.build(made, tmp_path / "dist", build.here, progress)  # type: ignore[arg-type]
    found = sorted(
        path.relative_to(tmp_path / "dist").as_posix()
        for path in (tmp_path / "dist/site/tickers").rglob("*.txt")
    )
    assert found == ["site/tickers/en/goi-dien.txt", "site/tickers/vi/goi-dien.txt"]
    text = (tmp_path / "dist" / found[0]).read_text("utf-8")
    assert text.startswith("Specimen – not approved") and "It is fraud: hang up." in text
    assert any("English" in step and "screens" in step for step in steps)
    shown = preview.Preview(MINI, lambda _line: None)
    shown.look()
    assert {"tickers/en/goi-dien.txt", "tickers/vi/goi-dien.txt"} <= shown.files.keys()
    build.rest_of_site(made, tmp_path / "stock", (build.PAGES, Scope(language="vi")))
    assert (tmp_path / "stock/tickers/vi/goi-dien.txt").is_file()


def test_every_piece_has_a_name() -> None:
    made = campaign(MINI)
    names = [build.label(made, *job) for job in build.jobs(made)]
    assert "trang web, Tiếng Việt" in names
    assert "tờ rơi, to-roi, English" in names
    assert all(name and "{" not in name for name in names)


def test_an_edition_for_very_many_places_is_a_print_jobs_work(mini: Campaign) -> None:
    one = [(s.language, s.first, s.last) for s in versions(mini, build.MOST_PLACES + 1)]
    assert one == [("vi", 0, 1), ("en", 0, 1)], "what the page of downloads shows"
    runs = [(s.first, s.last) for s in versions(mini, 25) if s.language == "vi"]
    assert runs == [(0, 10), (10, 20), (20, 25)]


def versions(mini: Campaign, places: int) -> list[Scope]:
    return list(build.versions(many_places(mini, places)))


def test_anything_that_takes_calls_can_do_the_work(tmp_path: Path, mini_dist: Path) -> None:
    @contextmanager
    def threads(made):  # type: ignore[no-untyped-def]
        with build.here(made), ThreadPoolExecutor(1) as pool:
            yield pool

    build.build(campaign(MINI), tmp_path / "dist", threads)
    assert digest(tmp_path / "dist") == digest(mini_dist)


def workers(parent: int) -> list[int]:
    """Return the worker processes of a build."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
            line = (stat.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == parent and b"spawn_main" in line:
            found.append(int(stat.parent.name))
    return found


@pytest.mark.parametrize("victim", ["worker", "all"])
def test_a_worker_that_is_killed_is_a_sentence(tree: Path, tmp_path: Path, victim: str) -> None:
    """What the system does when memory runs out."""
    out = build_here(tree, tmp_path / "dist")
    before = digest(out)
    replace(tree / "methods/goi-dien/vi.yml", "Họ giục.", "Họ giục bạn.")
    process = subprocess.Popen(
        [*CANHGIAC, "build", "--content", str(tree), "--output", str(out)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None and not (found := workers(process.pid)):
        time.sleep(0.02)
    for pid in found if victim == "all" else found[:1]:
        os.kill(pid, signal.SIGKILL)
    _out, errors = process.communicate(timeout=60)
    assert process.returncode == 1, errors
    assert "hệ thống đã dừng một tiến trình" in errors
    assert "Traceback" not in errors
    assert digest(out) == before


@pytest.mark.parametrize("after", [None, 0, 0.3, 0.6])
def test_ctrl_c_ends_in_one_sentence(tree: Path, tmp_path: Path, after: float | None) -> None:
    """After so many seconds of building, or while the program still loads."""
    process = subprocess.Popen(
        [*CANHGIAC, "build", "--content", str(tree), "--output", str(tmp_path / "dist")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    loaded = Path(f"/proc/{process.pid}/maps")
    while process.poll() is None:
        if "pydantic" in loaded.read_text() if after is None else list(tmp_path.glob("dist/.c*")):
            break
        time.sleep(0.01)
    time.sleep(after or 0)
    os.killpg(process.pid, signal.SIGINT)
    out, errors = process.communicate(timeout=30)
    if process.returncode == 0:
        return  # it was done already
    assert "Traceback" not in errors, errors
    assert "Đã dừng." in out + errors or (after is None and not out + errors)
    assert not list(tmp_path.glob("dist/.canhgiac-*")), "the stage is gone"
    assert not (tmp_path / "dist/site").exists()


def test_orphans_end(tree: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*CANHGIAC, "build", "--content", str(tree), "--output", str(tmp_path / "dist")],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None and not (found := workers(process.pid)):
        time.sleep(0.02)
    process.kill()
    process.wait()
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in found):
            return
        time.sleep(0.1)
    raise AssertionError("a worker lives on")


def test_the_program_says_that_it_needs_its_checkout(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[1]);"
        "from generator import assets; assets.SITE = pathlib.Path('/nowhere/mkdocs.yml');"
        "from generator.cli import main; main(['check'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(ROOT)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "git clone" in done.stderr and "Traceback" not in done.stderr


def test_a_row_cannot_hide_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def again(*_arguments: object) -> list[Artifact]:
        return [Artifact("site/assets/mark.svg", b"x")]

    rows = build.OUTPUTS | {"again": build.Output("x", build.whole, again)}  # type: ignore[arg-type]
    monkeypatch.setattr(build, "OUTPUTS", rows)
    with pytest.raises(PublishError, match=r"site/assets/mark\.svg"):
        build.build(campaign(MINI), tmp_path / "dist", build.here)
    assert threading.active_count() < 10
