"""Two people change one file: both changes stand, or both are shown; no text is lost."""

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.builds import run_apart
from support.trees import SHIPPED

from generator.content import layout, located_yaml
from generator.content.canonical import canonical
from generator.content.located_yaml import Data
from generator.content.merging import merge
from generator.model.words import Translation

FILES = sorted(SHIPPED.glob("methods/*/vi.yml"))


def read(file: Path) -> Data:
    return located_yaml.read(file.read_bytes(), file.name).data


def texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for value in (
        data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    ):
        yield from texts(value)


def changed(data: Any, chance: random.Random, mark: str) -> Any:
    """Return data with some texts changed, items added, taken away and moved."""
    if isinstance(data, str):
        return f"{data} {mark}{chance.random()}" if chance.random() < 0.1 else data
    if isinstance(data, list):
        found = [changed(entry, chance, mark) for entry in data if chance.random() > 0.05]
        if chance.random() < 0.2:
            found.insert(chance.randrange(len(found) + 1), f"thêm {mark}{chance.random()}")
        return found
    names = [name for name in data if chance.random() > 0.03]
    if chance.random() < 0.1:
        chance.shuffle(names)
    new = {f"moi-{mark}": f"mới {mark}{chance.random()}"} if chance.random() < 0.2 else {}
    return {name: changed(data[name], chance, mark) for name in names} | new


@pytest.mark.parametrize("start", range(4))
def test_no_text_is_lost(start: int) -> None:
    """1,000 pairs of edits in all: what one wrote is in the result or in a clash."""
    chance = random.Random(start)
    for _number in range(250):
        base = read(chance.choice(FILES))
        ours, theirs = changed(base, chance, "ta"), changed(base, chance, "họ")
        made = merge(base, ours, theirs)
        shown = set(texts(made.data))
        for clash in made.clashes:
            shown |= set(texts(clash.ours)) | set(texts(clash.theirs))
        written = (set(texts(ours)) | set(texts(theirs))) - set(texts(base))
        assert written <= shown
        kept = set(texts(base)) & set(texts(ours)) & set(texts(theirs))
        assert kept <= shown
        if theirs == base:
            assert made.data == ours and not made.clashes


def test_neighbours_do_not_clash_and_the_same_sentence_does() -> None:
    base: dict[str, Data] = {"title": "a", "do": {"x": "1", "y": "2"}}
    ours: dict[str, Data] = {"title": "a", "do": {"x": "1 ta", "y": "2"}}
    theirs: dict[str, Data] = {"title": "a", "do": {"x": "1", "moi": "m", "y": "2 họ"}}
    made = merge(base, ours, theirs)
    assert not made.clashes
    assert made.data == {"title": "a", "do": {"x": "1 ta", "moi": "m", "y": "2 họ"}}
    assert list(made.data["do"]) == ["x", "moi", "y"]
    (clash,) = merge(base, ours, {"title": "a", "do": {"x": "1 họ", "y": "2"}}).clashes
    assert clash == (("do", "x"), "1 ta", "1 họ")
    (gone,) = merge(base, {"title": "a", "do": {"y": "2"}}, ours).clashes
    assert gone == (("do", "x"), None, "1 ta")


def test_a_move_stands_beside_a_change() -> None:
    base: dict[str, Data] = {"a": "1", "b": "2", "c": "3"}
    moved: dict[str, Data] = {"c": "3", "a": "1", "b": "2"}
    said = base | {"b": "hai"}
    for made in (merge(base, moved, said), merge(base, said, moved)):
        assert isinstance(made.data, dict)
        assert list(made.data) == ["c", "a", "b"] and made.data["b"] == "hai"


def test_git_merges_by_field(tmp_path: Path) -> None:
    """Lines side by side, which git alone would call a conflict; the same line, which is one."""
    file = SHIPPED / "methods/gia-danh-can-bo/vi.yml"
    base = read(file)
    assert isinstance(base, dict)
    paths = {name: tmp_path / name for name in ("base", "ours", "theirs")}

    def written(
        ours: dict[str, Data], theirs: dict[str, Data]
    ) -> subprocess.CompletedProcess[str]:
        for path, data in zip(paths.values(), (base, ours, theirs), strict=True):
            path.write_text(canonical(data, Translation), "utf-8")
        return run_apart(
            "merge", *paths.values(), "campaign_content/methods/gia-danh-can-bo/vi.yml"
        )

    one, other = dict(base, summary="Câu của ta."), dict(base, leaflet="Câu của họ.")
    assert written(one, other).returncode == 0
    assert read(paths["ours"]) == dict(one, leaflet="Câu của họ.")
    assert written(one, dict(base, summary="Câu của họ.")).returncode == 1
    text = paths["ours"].read_text("utf-8")
    assert "<<<<<<<" in text and "Câu của ta." in text and "Câu của họ." in text
    assert layout.find("methods/x/vi.yml")
