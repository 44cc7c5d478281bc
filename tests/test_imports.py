"""The dependency direction of the design, held."""

import ast
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "generator"

LAYERS = [
    {
        "__init__",
        "artifact",
        "messages",
        "problems",
        "typesetting.__init__",
        "typesetting.qr",
        "links",
    },
    {"content.rules.__init__", "channels.pages.__init__"},
    {"model.base", "content.located_yaml"},
    {"model.facts", "model.words"},
    {"model.campaign"},
    {"model.__init__"},
    {
        "content.explain",
        "model.trust",
        "rendering",
        "distribution.__init__",
        "distribution.codes",
        "content.memory",
    },
    {"typesetting.designs"},
    {"content.tree"},
    {"content.rules.wording", "content.gates"},
    {"content.rules.references"},
    {"content.__init__"},
    {"typesetting.fonts"},
    {"channels.feed", "channels.landing", "channels.leaflet", "channels.pages.kinds"},
    {"channels.__init__"},
    {"publish"},
    {"mkdocs_hooks"},
    {"cli.program"},
    {"cli.__init__"},
]
"""A module imports only from lines above its own. The last two are the composition roots."""

HOMES = {
    "pydantic": {
        "model.base",
        "model.facts",
        "model.words",
        "content.tree",
        "distribution.codes",
        "typesetting.designs",
    },
    "pydantic_core": {"model.base"},
    "yaml": {"content.located_yaml"},
    "jinja2": {"rendering", "channels.pages.kinds"},
    "markdown_it": {"rendering"},
    "nh3": {"rendering"},
    "qrcode": {"typesetting.qr"},
    "fontTools": {"typesetting.fonts"},
    "weasyprint": {"channels.leaflet"},
    "pypdfium2": {"channels.leaflet"},
    "mkdocs": {"mkdocs_hooks"},
    "click": {"cli.program"},
    "rich": {"cli.program"},
}
"""The only places that know a library."""


def modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            # A package that is only the way to its modules is not used itself.
            modules_of_ours = {f"generator.{name}" for name in modules()}
            names |= inside if inside <= modules_of_ours else inside | {node.module}
    return names


def own(names: set[str]) -> set[str]:
    """Return which modules of ours a set of imported names means."""
    known = modules()
    found: set[str] = set()
    for name in names:
        if name == "generator" or not name.startswith("generator"):
            continue
        rest = name.removeprefix("generator.")
        for candidate in (rest, f"{rest}.__init__"):
            if candidate in known:
                found.add(candidate)
    return found


def test_every_module_has_its_layer() -> None:
    assert set(modules()) == set().union(*LAYERS)


@pytest.mark.parametrize("name", modules())
def test_imports_point_upwards(name: str) -> None:
    layer = next(number for number, names in enumerate(LAYERS) if name in names)
    above = set().union(*LAYERS[:layer])
    wrong = own(imports(modules()[name])) - above - {name}
    assert wrong == set()


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library: str) -> None:
    users = {
        name
        for name, path in modules().items()
        if any(used.split(".")[0] == library for used in imports(path))
    }
    assert users == HOMES[library]


@pytest.mark.parametrize("name", modules())
def test_every_module_says_its_purpose_in_one_line(name: str) -> None:
    purpose = ast.get_docstring(ast.parse(modules()[name].read_text("utf-8")))
    assert purpose and "\n" not in purpose
