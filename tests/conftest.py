"""Shared fixtures: a small tree of content to change, and finished builds to look at."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from generator import messages
from generator.content import load_campaign
from generator.model import Campaign

ROOT = Path(__file__).parent.parent
MINI = Path(__file__).parent / "mini"
TODAY = date(2026, 11, 21)
CANHGIAC = [Path(sys.executable).with_name("canhgiac")]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write what is found")


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    """Every test starts with the language users start with."""
    messages.speak("vi")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the small tree, to break."""
    return Path(shutil.copytree(MINI, tmp_path / "noi-dung"))


@pytest.fixture(scope="session")
def mini() -> Campaign:
    return load_campaign(MINI, TODAY)


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    """The campaign that ships."""
    return load_campaign(ROOT / "campaign_content", TODAY)


def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    """Run canhgiac as users do."""
    return subprocess.run(
        [*CANHGIAC, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        env={**os.environ, "COLUMNS": "200"},
        **options,  # type: ignore[call-overload]
    )


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped campaign, built."""
    return build(ROOT / "campaign_content", tmp_path_factory.mktemp("dist") / "dist")


def build(content: Path, output: Path) -> Path:
    """Build a tree; fail the test where the program does, or where anything warns."""
    done = run("build", "--content", content, "--output", output)
    assert done.returncode == 0, done.stdout + done.stderr
    for line in (done.stdout + done.stderr).splitlines():
        assert "WARNING" not in line and "Traceback" not in line, line
    return output


def edit(file: Path, change: Callable[[str], str]) -> None:
    """Change a text file in place."""
    file.write_text(change(file.read_text("utf-8")), "utf-8")


def yaml_files(root: Path) -> Iterator[Path]:
    yield from sorted(root.rglob("*.yml"))
