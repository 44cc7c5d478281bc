"""One table of content kinds: reading, names, schemas and the listing in the docs follow it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import jsonschema
import pytest
import yaml
from support.trees import MINI, ROOT, SHIPPED, campaign, mistakes, replace

from generator import assets
from generator.content import layout
from generator.content.layout import ContentKind
from generator.content.schemas import schema as schema_of
from generator.model.base import Model, Plain, Prose
from generator.model.facts import FraudMethod
from generator.model.trust import State, Worded
from generator.model.words import Translation
from generator.typesetting import designs


def test_a_path_and_its_key_lead_to_each_other() -> None:
    for kind in layout.KINDS:
        key = {0: "", 1: "x", 2: ("x", "vi")}[len(kind.names)]
        assert layout.find(kind.path(key)) == (kind, key)
    assert layout.find("methods/x/method.yml") == (layout.of(FraudMethod), "x")
    assert layout.find("methods/x/y/vi.yml") is None


def test_words_and_facts_of_one_folder_know_each_other() -> None:
    assert layout.facts_of(layout.of(Translation)) is layout.of(FraudMethod)
    assert layout.words_of(layout.of(FraudMethod)) is layout.of(Translation)


@pytest.mark.parametrize("root", [MINI, SHIPPED])
def test_every_file_meets_its_schema(root: Path) -> None:
    seen = 0
    for kind in layout.KINDS:
        if not kind.is_yaml:
            continue
        schema = schema_of(kind)
        jsonschema.Draft202012Validator.check_schema(schema)
        base = ROOT if kind.pattern.startswith("leaflets/") else root
        pattern = kind.pattern.replace("{slug}", "*").replace("{tag}", "*")
        for file in base.glob(pattern):
            found = layout.find(file.relative_to(base).as_posix())
            if found and found[0] is kind:
                data = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
                jsonschema.validate(json.loads(json.dumps(data)), schema)
                seen += 1
    assert seen > 10


def test_a_schema_finds_what_is_wrong() -> None:
    schema = schema_of(layout.of(FraudMethod))
    good = yaml.load((MINI / "methods/goi-dien/method.yml").read_text("utf-8"), yaml.BaseLoader)
    for wrong in ({"order": "đầu"}, {"kind": "trich"}, {"thua": "x"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(good | wrong, schema)


# -- a new kind is one model and one row ---------------------------------------------------------


class StoryFacts(Model):
    """stories/<slug>/story.yml"""

    happened: Plain


class StoryWords(Worded):
    """stories/<slug>/<tag>.yml"""

    about: ClassVar[type[Model] | None] = StoryFacts
    title: Plain
    text: Prose


class Riddle(Worded):
    """riddles/<slug>/<tag>.yml, and greeting/<tag>.yml: words about no facts"""

    title: Plain
    text: Prose


class Greeting(Riddle):
    """greeting/<tag>.yml"""


ROWS = (
    ContentKind("stories/{slug}/story.yml", StoryFacts),
    ContentKind("stories/{slug}/{tag}.yml", StoryWords),
    ContentKind("riddles/{slug}/{tag}.yml", Riddle),
    ContentKind("greeting/{tag}.yml", Greeting),
)


@pytest.fixture
def more_kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    caches = (layout.of, layout._patterns)
    with monkeypatch.context() as patch:
        patch.setattr(layout, "KINDS", (*layout.KINDS, *ROWS))
        for cached in caches:
            cached.cache_clear()
        yield
    for cached in caches:
        cached.cache_clear()


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    words = f'title: "Chuyện"\ntext: "{text}"\napproval:\n  state: "unreviewed"\n'
    file.write_text(words, "utf-8")


@pytest.mark.usefixtures("more_kinds")
def test_a_new_kind_is_one_model_and_one_row(tree: Path) -> None:
    assert mistakes(tree) == [], "none of them is needed"
    write(tree / "stories/ba-hoa/vi.yml", "Bà gọi {cong-an}.")
    (tree / "stories/ba-hoa/story.yml").write_text('happened: "ở chợ"\n', "utf-8")
    write(tree / "riddles/mot/vi.yml", "Ai gọi?")
    write(tree / "greeting/vi.yml", "Chào bạn.")
    made = campaign(tree)
    assert made.tables.of(StoryWords)["ba-hoa", "vi"].title == "Chuyện"
    assert made.state(StoryWords, ("ba-hoa", "vi")) is State.UNREVIEWED
    assert made.tables.of(Riddle)["mot", "vi"].text == "Ai gọi?"
    assert made.tables.of(Greeting)["vi"].text == "Chào bạn."
    assert schema_of(ROWS[0])["properties"].keys() == {"happened"}


@pytest.mark.usefixtures("more_kinds")
def test_rules_hold_for_a_new_kind(tree: Path) -> None:
    write(tree / "stories/ba-hoa/vi.yml", "Gọi 0912345678.")
    (tree / "stories/ba-hoa/story.yml").write_text('happend: "ở chợ"\n', "utf-8")
    write(tree / "stories/hai/vi.yml", "Bà tắt máy.")
    write(tree / "riddles/mot/en.yml", "Who calls?")
    write(tree / "greeting/en.yml", "Hello {cong-ann}.")
    assert sorted(line.split(" →")[0] for line in mistakes(tree)) == [
        'greeting/en.yml:2:7: "cong-ann" không có trong contacts.yml',
        "greeting: thiếu vi.yml",
        "riddles/mot: thiếu vi.yml",
        'stories/ba-hoa/story.yml:1:1: mục "happend" không có trong mẫu',
        "stories/ba-hoa/vi.yml:2:7: số điện thoại 0912345678 viết thẳng trong câu",
        "stories/hai: thiếu story.yml",
    ]


@pytest.fixture
def own_designs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the designs, in the place of ours."""
    folder = Path(shutil.copytree(assets.DESIGNS, tmp_path / "leaflets"))
    for module in (assets, designs):
        monkeypatch.setattr(module, "DESIGNS", folder)
    monkeypatch.setattr(assets, "ROOT", tmp_path)
    return folder


def test_each_side_of_a_design_has_its_own_foot(tree: Path, own_designs: Path) -> None:
    replace(own_designs / "a5-message/design.yml", '["0", "6"]', '["0"]')
    assert any("có 1 số cho 2 mặt" in line for line in mistakes(tree)), mistakes(tree)


@pytest.mark.parametrize("folds", ['["98", "48"]', '["0"]', '["148"]', '["48", "48"]'])
def test_folds_lie_on_the_sheet_one_after_the_other(
    tree: Path, own_designs: Path, folds: str
) -> None:
    design = own_designs / "a5-message/design.yml"
    before = design.read_text("utf-8")
    design.write_text(f'{before}folds_mm: ["48", "98"]\n', "utf-8")
    assert mistakes(tree) == []
    design.write_text(f"{before}folds_mm: {folds}\n", "utf-8")
    assert any("nếp gấp không nằm lần lượt" in line for line in mistakes(tree)), folds
