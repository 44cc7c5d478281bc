"""Golden cases: changes to the small tree in, problems out. Renew with --update-goldens."""

from pathlib import Path

import pytest
import yaml
from conftest import MINI, TODAY

from generator import messages
from generator.content import inspect

CASES = sorted((Path(__file__).parent / "cases").glob("*.yml"))


def apply(tree: Path, changes: dict[str, object]) -> None:
    """Change files: text replaces a whole file, null deletes, {old: new} replaces words."""
    for name, change in changes.items():
        file = tree / name
        if change is None:
            file.unlink()
        elif isinstance(change, str):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(change, "utf-8")
        else:
            assert isinstance(change, dict)
            text = file.read_text("utf-8")
            for old, new in change.items():
                assert old in text, f"{name} has no {old!r}"
                text = text.replace(old, new)
            file.write_text(text, "utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_problems(case: Path, tree: Path, request: pytest.FixtureRequest) -> None:
    golden = yaml.safe_load(case.read_text("utf-8"))
    messages.speak(golden.get("lang", "vi"))
    apply(tree, golden["change"])
    campaign, problems = inspect(tree, TODAY)
    found = [str(problem).replace(f"{tree}/", "") for problem in problems]
    if campaign is not None and campaign.is_specimen:
        found = []  # a list of work, not mistakes
    if request.config.getoption("--update-goldens"):
        golden["problems"] = found
        case.write_text(yaml.safe_dump(golden, allow_unicode=True, sort_keys=False, width=96))
    assert found == golden["problems"]


def test_the_small_tree_has_no_mistakes() -> None:
    assert inspect(MINI, TODAY)[0] is not None


def test_the_campaign_that_ships_has_no_mistakes(campaign: object) -> None:
    assert campaign


def test_revision_follows_words_and_not_white_space(tree: Path) -> None:
    before = inspect(tree, TODAY)[0]
    apply(tree, {"methods/goi-dien/vi.yml": {'title: "': 'title:   "'}})
    same = inspect(tree, TODAY)[0]
    apply(tree, {"methods/goi-dien/vi.yml": {"Gọi điện": "Nhắn tin"}})
    other = inspect(tree, TODAY)[0]
    assert before and same and other
    assert before.revision == same.revision != other.revision
