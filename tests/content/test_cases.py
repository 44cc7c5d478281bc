"""Golden cases: changes to the small tree in, problems out. Renew with --update-goldens."""

from pathlib import Path

import pytest
import yaml
from support.trees import MINI, apply, campaign, report

from generator import messages
from generator.problems import Blocks

CASES = sorted((Path(__file__).parent / "cases").glob("*.yml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_problems(case: Path, tree: Path, request: pytest.FixtureRequest) -> None:
    golden = yaml.safe_load(case.read_text("utf-8"))
    messages.speak(golden.get("lang", "vi"))
    apply(tree, golden["change"])
    least = Blocks.PUBLISHING if golden.get("official") else Blocks.BUILDING
    found = sorted(str(p) for p in report(tree).problems if p.blocks >= least)
    if request.config.getoption("--update-goldens"):
        golden["problems"] = found
        case.write_text(
            yaml.safe_dump(golden, allow_unicode=True, sort_keys=False, width=96), "utf-8"
        )
    assert found == golden["problems"]


def test_the_small_tree_has_no_mistakes() -> None:
    assert report(MINI).mistakes == ()


def test_the_revision_follows_what_residents_see(tree: Path) -> None:
    before = campaign(tree).content_revision
    apply(tree, {"methods/goi-dien/vi.yml": {'title: "': 'title:   "'}})
    assert campaign(tree).content_revision == before, "white space"
    apply(tree, {"methods/goi-dien/method.yml": {"review_by": 'note: "x"\nreview_by'}})
    assert campaign(tree).content_revision == before, "a note between editors"
    apply(tree, {"methods/goi-dien/vi.yml": {"Gọi điện": "Nhắn tin"}})
    assert campaign(tree).content_revision != before
