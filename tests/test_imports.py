"""The dependency direction of the house, held; and the picture of it, kept true."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from support.trees import ROOT

PACKAGE = ROOT / "generator"
PICTURE = ROOT / "docs/maintainers/house.md"

FLOORS = [
    {"problems", "messages", "assets", "artifact", "alone", "policy"},
    {"model", "workers"},
    {"rendering", "typesetting", "distribution", "stylesheet", "compression"},
    {"content"},
    {"channels", "links", "exchange"},
    {"proof", "dossier", "publish", "engine", "press", "reports"},
    {"build"},
    {"preview", "mkdocs_hooks", "editor"},
    {"cli"},
]
"""Rooms, the ground first. A room imports only from floors below its own, or from within."""

HOMES = {
    "pydantic": {"model", "content.tree", "content.rows"},
    "pydantic_core": {"model"},
    "yaml": {"content.located_yaml"},
    "jinja2": {"rendering"},
    "markdown_it": {"rendering"},
    "markupsafe": {"rendering", "channels", "engine", "reports.page"},
    "nh3": {"rendering"},
    "qrcode": {"typesetting.qr"},
    "fontTools": {"typesetting.fonts", "typesetting.outlines"},
    "uharfbuzz": {"typesetting.shaping"},
    "resvg_py": {"typesetting.pictures"},
    "PIL": {"typesetting.pictures"},
    "weasyprint": {"typesetting.paper"},
    "docx": {"typesetting.office"},
    "pptx": {"typesetting.slides"},
    "pypdfium2": {"typesetting.paper", "press.codes", "press.signoff"},
    "pikepdf": {"press"},
    "zxingcpp": {"press.codes"},
    "distributed": {"workers"},
    "xlsxwriter": {"typesetting.workbook"},
    "polib": {"exchange.po"},
    "khmercut": {"content.breaking"},
    "python_calamine": {"exchange.sheets"},
    "minisign": {"press.signing"},
    "material": {"stylesheet"},
    "tinycss2": {"stylesheet"},
    "brotli": {"compression"},
    "mkdocs": {"engine", "mkdocs_hooks"},
    "werkzeug": {"editor"},
    "click": {"cli"},
    "rich": {"cli.show"},
}
"""The only places that know a library: a module, or a package as a whole."""

INSIDE = {
    "model": [
        ["sms", "spelling"], ["base"], ["texts", "aloud"], ["trust"], ["facts", "style"],
        ["words", "quiz", "interface", "printing", "places"], ["receipts", "addresses"],
        ["campaign"], ["audio"], ["voice", "published", "since"],
    ],
    "content": [
        ["located_yaml", "layout", "git", "sounds"],
        ["canonical", "located_table", "explain", "personal_data"],
        ["rows", "skeleton", "merging", "labels", "unfinished"],
        ["tree", "witnesses"], ["names", "formatting", "beginning", "breaking"],
        ["schemas", "moving"],
        ["rules", "gates", "memory", "report"], ["__init__"],
        ["writing", "translating"],
        ["approving", "freezing", "sampling"],
    ],
}  # fmt: skip
"""Floors inside the two large rooms."""


@cache
def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        if name != "__init__":
            found[name] = path
    return found


@cache
def imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return names


def own(path: Path) -> set[str]:
    """Return the modules of ours that a file imports."""
    known = modules()
    names = {name.removeprefix("generator.") for name in imports(path)}
    return {name for name in names if name in known}


def room(name: str) -> str:
    return name.partition(".")[0]


def test_every_room_has_its_floor() -> None:
    assert {room(name) for name in modules()} == set().union(*FLOORS)


@pytest.mark.parametrize("name", modules())
def test_imports_point_downwards(name: str) -> None:
    floor = next(number for number, rooms in enumerate(FLOORS) if room(name) in rooms)
    below = set().union(*FLOORS[:floor]) | {room(name)}
    assert {room(other) for other in own(modules()[name])} - below == set()


@pytest.mark.parametrize("package", INSIDE)
def test_inside_a_large_room_imports_point_downwards_too(package: str) -> None:
    floors = INSIDE[package]
    place = {part: number for number, parts in enumerate(floors) for part in parts}
    for name, path in modules().items():
        if room(name) != package:
            continue
        here = name.split(".")[1] if "." in name else "__init__"
        assert here in place or name == "model", f"{name} has no floor"
        for other in own(path):
            if room(other) == package and other != package:
                there = other.split(".")[1]
                assert there == here or place[there] < place[here], (name, other)


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library: str) -> None:
    users = {
        name
        for name, path in modules().items()
        if any(used.split(".")[0] == library for used in imports(path))
    }
    homes = HOMES[library]
    assert {
        home for name in users for home in homes if f"{name}.".startswith(f"{home}.")
    } == homes
    strangers = [n for n in users if not any(f"{n}.".startswith(f"{home}.") for home in homes)]
    assert strangers == []


@pytest.mark.parametrize("name", modules())
def test_every_module_says_its_purpose_in_one_line(name: str) -> None:
    purpose = ast.get_docstring(ast.parse(modules()[name].read_text("utf-8")))
    assert purpose and "\n" not in purpose


@pytest.mark.parametrize("name", modules())
def test_a_module_is_one_idea(name: str) -> None:
    assert len(modules()[name].read_text("utf-8").splitlines()) <= 420


# -- the picture ---------------------------------------------------------------------------------


def drawn() -> str:
    """Return the house as a diagram: rooms by floor, an arrow for each import between rooms.

    Arrows that a longer way implies are left out, and those to the ground floor.
    """
    arrows: dict[str, set[str]] = {}
    for name, path in modules().items():
        arrows.setdefault(room(name), set()).update(room(other) for other in own(path))
    ground = FLOORS[0]
    direct = {a: {b for b in bs if b != a and b not in ground} for a, bs in arrows.items()}
    lines = ["flowchart TD"]
    for number, rooms in enumerate(reversed(FLOORS)):
        lines += [f"  subgraph floor{len(FLOORS) - number}[ ]", "    direction LR"]
        for name in sorted(rooms):
            purpose = ast.get_docstring(ast.parse(modules()[name].read_text("utf-8"))) or ""
            short = re.split(r"[:;,.]", purpose)[0].replace('"', "'")
            lines.append(f'    {name}["<b>{name}</b><br>{short}"]')
        lines.append("  end")
    for name in sorted(direct):
        for other in sorted(direct[name]):
            longer = any(other in reach(direct, via) for via in direct[name] - {other})
            if not longer:
                lines.append(f"  {name} --> {other}")
    return "\n".join(lines)


def reach(direct: dict[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    todo = [start]
    while todo:
        for other in direct.get(todo.pop(), ()):
            if other not in found:
                found.add(other)
                todo.append(other)
    return found


def test_the_picture_shows_the_house_as_it_is(request: pytest.FixtureRequest) -> None:
    text = PICTURE.read_text("utf-8")
    shown = re.search(r"```mermaid\n(.*?)\n```", text, re.DOTALL)
    assert shown
    if request.config.getoption("--update-goldens"):
        PICTURE.write_text(text[: shown.start(1)] + drawn() + text[shown.end(1) :], "utf-8")
    else:
        assert shown[1] == drawn()
    listed = re.findall(r"`(\w+)/?`", "".join(re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)))
    assert sorted(listed) == sorted(set().union(*FLOORS))


def test_no_command_waits_for_what_another_needs() -> None:
    """What draws paper takes half a second to load."""
    code = "import sys, generator.cli.program; print(sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    loaded = set(done.stdout.replace("'", "").strip("[]\n").split(", "))
    slow = {
        "weasyprint",
        "docx",
        "pptx",
        "xlsxwriter",
        "pikepdf",
        "zxingcpp",
        "playwright",
        "distributed",
    }
    assert loaded & slow == set()
