"""A design that asks for what a press cannot take is refused by name, with the rule."""

import shutil
from pathlib import Path

import pytest
from support.trees import mistakes, replace

from generator import assets
from generator.typesetting import designs


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The designs, to be spoilt."""
    found = Path(shutil.copytree(assets.DESIGNS, tmp_path / "leaflets"))
    monkeypatch.setattr(designs, "DESIGNS", found)
    return found / "a5-message"


@pytest.mark.parametrize(
    ("style", "said"),
    [
        (".x { background: linear-gradient(red, blue) }", "màu chuyển dần"),
        (".x { box-shadow: 0 0 1mm red }", "bóng đổ"),
        (".x { opacity: .5 }", "chỗ trong suốt"),
        (".x { border: 1mm inset red }", "viền nổi"),
        (".x { color: rgb(1 2 3) }", "màu của màn hình"),
        ("#x { color: #c00 }", "màu của màn hình"),
        (".x { background: url(x.png) }", "ảnh điểm"),
        (".x { display: flex }", "khung co giãn"),
        (".x { overflow-wrap: anywhere }", "dòng ngắt giữa một chữ"),
        (".x { word-break: break-all }", "dòng ngắt giữa một chữ"),
        (".x { overflow: hidden }", "chữ bị che mất"),
    ],
)
def test_a_style_that_no_press_can_take(tree: Path, folder: Path, style: str, said: str) -> None:
    file = folder / "leaflet.css"
    lines = len(file.read_text("utf-8").splitlines())
    file.write_text(file.read_text("utf-8") + style + "\n", "utf-8")
    (found,) = mistakes(tree)
    where = (
        f"leaflets/a5-message/leaflet.css:{lines + 1}:1: mẫu a5-message: máy in không nhận {said}"
    )
    assert found.startswith(where) and " → " in found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('<a href="https://thu.example">thu.example</a>', "đường dẫn"),
        ('<img src="x.jpg" alt="">', "ảnh điểm"),
        ('<svg><path fill="currentColor" d="M0 0h9v9z"/></svg>', "hình vẽ không có màu mực"),
    ],
)
def test_a_template_that_no_press_can_take(
    tree: Path, folder: Path, words: str, said: str
) -> None:
    replace(folder / "leaflet.html.jinja", "{{ parts.back() }}", "{{ parts.back() }}" + words)
    (found,) = mistakes(tree)
    assert f"mẫu a5-message: máy in không nhận {said}" in found


def test_no_design_of_ours_asks_for_it() -> None:
    for design in assets.DESIGNS.glob("*/design.yml"):
        assert list(designs.banned(design.parent.name)) == []
