"""What the documentation says is so."""

import re
from pathlib import Path

import pytest
from support.builds import PARTS, run
from support.trees import ROOT

from generator.content import layout

DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs/maintainers").glob("*.md")]

FOR_DEVELOPERS = ("check", "bench", "robustness")
COMMANDS = (
    "approve",
    "build",
    "check",
    "codes retire",
    "codes verify",
    "confirm",
    "coverage",
    "edit",
    "fmt",
    "issue",
    "labels",
    "merge",
    "new",
    "plan",
    "preflight",
    "print",
    "receipts import",
    "sample",
    "scans",
    "schema",
    "serve",
    "translate export",
    "translate import",
    "translate status",
    "units import",
)


def test_both_readmes_name_every_command_and_target() -> None:
    make = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z]+):.*## ", make, re.MULTILINE)
    commands = re.findall(r"^  ([a-z]+)  ", run("--help").stdout, re.MULTILINE)
    assert commands == sorted({command.split()[0] for command in COMMANDS})
    for name in ("README.md", "README.en.md"):
        text = (ROOT / name).read_text("utf-8")
        for command in commands:
            assert f"canhgiac {command}" in text, (name, command)
        for target in {"campaign", "test", "serve", *FOR_DEVELOPERS} & set(targets):
            assert f"make {target}" in text, (name, target)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", document.read_text("utf-8")):
        if not link.startswith("https://"):
            assert (document.parent / link).exists(), link


def test_the_listing_of_files_is_the_table_of_kinds() -> None:
    text = (ROOT / "docs/maintainers/README.md").read_text("utf-8")
    for kind in layout.KINDS:
        assert f"| `{kind.pattern}` | {(kind.model.__doc__ or '').strip()} |" in text
    assert len(re.findall(r"^\| `[^`]+(?:\.yml|\.csv|\{sound\})` \|", text, re.MULTILINE)) == len(
        layout.KINDS
    )


def test_the_table_of_channels_names_every_part_that_is_built() -> None:
    text = (ROOT / "docs/maintainers/README.md").read_text("utf-8")
    rows = text.split("## What is handed out", 1)[1].split("\n## ", 1)[0]
    named = set(re.findall(r"`(\w+)/", "".join(re.findall(r"^\|.*\|$", rows, re.MULTILINE))))
    assert set(PARTS) | {"print", "distribution"} == named


def test_options_that_are_named_exist() -> None:
    known = set()
    for command in COMMANDS:
        known |= set(re.findall(r"--[a-z]+", run(*command.split(), "--help").stdout))
    for name in ("README.md", "README.en.md"):
        text = (ROOT / name).read_text("utf-8")
        shown = re.findall(r"`(?:\.venv/bin/)?canhgiac ([^`]+)`|`(--[^`]+)`", text)
        named = set(re.findall(r"(?<![\w-])--[a-z]+", " ".join(map("".join, shown))))
        assert {"--all", "--fast", "--json", "--lang", "--memory", "--content"} <= named <= known


def test_the_readmes_say_the_same() -> None:
    """Headings, rows and steps in the same order."""
    texts = [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.en.md")]
    shape = r"^(#{2,3} |\||\d\. |- |```)"
    vietnamese, english = (re.findall(shape, text, re.MULTILINE) for text in texts)
    assert vietnamese == english
