"""Fixtures: a small tree to change, and builds that all tests look at and none changes."""

import shutil
from pathlib import Path

import pytest
from support.builds import build_by_command, build_here, once
from support.languages import add_languages
from support.trees import MINI, SHIPPED, TODAY, campaign, make_official

from generator import messages
from generator.content import load
from generator.model.campaign import Campaign


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write what is found")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Every test, and every fixture, starts with the language users start with."""
    messages.speak("vi")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the small tree, to break."""
    return Path(shutil.copytree(MINI, tmp_path / "noi-dung"))


@pytest.fixture(scope="session")
def mini() -> Campaign:
    return campaign(MINI)


@pytest.fixture(scope="session")
def shipped() -> Campaign:
    """The campaign in campaign_content/, ours or another province's."""
    found = load(SHIPPED, TODAY).campaign
    assert found is not None
    return found


# -- builds, made once for all processes ---------------------------------------------------------


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes running the tests see."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


@pytest.fixture(scope="session")
def dist(shared: Path) -> Path:
    """The campaign in campaign_content/, built as users build it."""
    return once(shared, "dist", lambda folder: void(build_by_command(SHIPPED, folder)))


@pytest.fixture(scope="session")
def mini_dist(shared: Path) -> Path:
    """The small tree, built."""
    return once(shared, "mini", lambda folder: void(build_here(MINI, folder)))


@pytest.fixture(scope="session")
def official(shared: Path) -> Path:
    """The small tree made official: its content in noi-dung/, its output in dist/."""

    def make(folder: Path) -> None:
        content = Path(shutil.copytree(MINI, folder / "noi-dung"))
        make_official(content)
        build_here(content, folder / "dist")

    return once(shared, "official", make)


@pytest.fixture(scope="session")
def scripts(shared: Path) -> Path:
    """The small tree in languages of other scripts and directions: noi-dung/ and dist/."""

    def make(folder: Path) -> None:
        content = Path(shutil.copytree(MINI, folder / "noi-dung"))
        add_languages(content)
        build_here(content, folder / "dist")

    return once(shared, "scripts", make)


def void(_result: object) -> None:
    """Let go of a result."""
