"""No sentence on the desk's screens speaks of files, ids, braces or commands."""

import re
from pathlib import Path

import pytest
import yaml
from babel.messages.extract import extract_from_dir
from support.trees import ROOT, apply, report

from generator import messages
from generator.editor import listing, saying
from generator.problems import Blocks, Problem

TECHNICAL = re.compile(
    r"\.(yml|csv)\b|\b(files?|folders?|ids?|braces?|YAML|UTF-8|git|checkout|canhgiac|restore)\b"
    r"|--\w|\blines?\b|\blist(ed)? of|[{](file|files|home|folder|tag|slug|name|names|owner|other"
    r"|code|field|key|edition|model|where|law)[}]|\b(asks|act|aliases) (what|in)\b"
)
"""What staff who fill in forms do not know, or what may stand in for it."""
ELSEWHERE = {
    "approving": "of files by their path, on the command line; at the desk words are chosen",
    "formatting": "of canhgiac fmt",
    "freezing": "of canhgiac print",
    "gates": "of what official asks for; forms are judged as they are looked at",
    "located_table": "of tables, which the desk does not open",
    "located_yaml": "of files written by hand; the desk opens none of which a part is unreadable",
    "memory": "of what was published; asked when something is built",
    "rules/places": "of tables",
    "rules/receipts": "of tables",
    "rules/recordings": "of recordings, which the desk does not open",
    "rules/samples": "of tables",
    "sampling": "of canhgiac sample",
    "sounds": "of recordings, which the desk does not open",
    "witnesses": "of what was published",
}
"""Modules whose problems meet no form, and why."""
NEVER = {
    # a form makes neither structure nor names of fields
    *('"{name}" means nothing here', 'did you mean "{name}"?', "write it on one line"),
    *('"{name}": a text with ":" in it', "put the whole text in double quotes", "the file"),
    *('"{name}" must be one text, not a list', "one item a line, each after a hyphen"),
    *('"{name}" must be lines of "id: text"', "indent them below the name"),
    '"{name}" must be a list',
    # said with the message, which brings a remedy of its own
    "write one of the two lines: you or act",
    *("add it; a language is read once it has both: {files}", "or add it to {home}"),
    *("add it; without it {home} cannot be read", "write {name} without them", "restore {file}"),
    "write {name} and **words** in pairs, one brace each",
    "restore methods/{slug}, or write the name among the aliases of the method that replaces it",
    "translate them, or delete the file: readers are then led to the source language",
    "write it again among units and languages in {file}",
    "write it as check names it, or delete these lines",
    # a language is not taken away at the desk, nor is a design opened there
    *("language {tag} is not registered", "add languages/{tag}.yml, or rename this file"),
    "language {tag} is gone, and code {code} is printed",
    *(
        "restore it, or delete the folder of the design",
        "design {name}: a press cannot take {what}",
    ),
    "give one number for each side, or leave the line out",
    # files that stand where the desk puts none
    *(
        "this file is missing",
        "restore it; every campaign needs it",
        "this folder cannot be read",
    ),
    *("this is a link to a folder", "put the folder itself here", 'rename it to "{name}"'),
    *("a folder has the name of a file", "more than {n} files stand here", "check --content"),
    *("this is no file that can be read", 'this looks like a copy of "{name}"'),
    *("this file would be ignored", 'this file would be ignored; "{name}" stands beside it'),
    *("nothing reads a file at this place", '"{name}" cannot be a name here'),
    *("the file is too large", "this file cannot be read", "{key} stands here twice"),
    *("there is no such folder", "delete it; for a new entry, give it a name of its own: {how}"),
    # of commands that issue, retire and label
    *("code {code} cannot be retired: {why}", "there is no edition {name}; there are: {known}"),
    *("edition {name} has nothing to hand out: no place has a figure",),
    "put in the households, best with: canhgiac units import",
    # plain words after all, or a name that their reader has typed or sees
    *("the leaflet's line does not say who does it", "lines without a subject"),
    "there is no typeface here for {name}",
    '"{name}" is taken by another part of the site',
    "edition {name} has codes, so its design and methods cannot change",
    "restore them as they were; for other methods, add a new edition",
    *('"{law}" no longer holds', "{n} words; {other} has {than}"),
    "an invisible character (U+{code}) after “{word}”",
    "at most {n}: who talks stays on the line",
}


def spoken() -> dict[str, str]:
    """Return every message of the content room, with the module that says it."""
    room = ROOT / "generator/content"
    found = {}
    for file, _line, message, _notes, _context in extract_from_dir(
        room, keywords={"_": None, "later": None}
    ):
        text = message if isinstance(message, str) else (message or [""])[0]
        found[text] = str(Path(file).with_suffix(""))
    return found


def test_whatever_speaks_of_files_is_said_otherwise_or_never() -> None:
    ours = {*saying.MESSAGES, *saying.REMEDIES, *NEVER}
    found = {
        text: module
        for text, module in spoken().items()
        if module not in ELSEWHERE and TECHNICAL.search(text) and text not in ours
    }
    assert found == {}


def test_no_row_of_the_table_is_of_a_message_that_is_gone() -> None:
    said = set(spoken())
    assert {*saying.MESSAGES, *saying.REMEDIES, *NEVER} <= said
    assert not NEVER & {*saying.MESSAGES, *saying.REMEDIES}
    assert set(ELSEWHERE) <= set(spoken().values())


CASES = sorted((ROOT / "tests/content/cases").glob("*.yml"))
BARE = re.compile(r"\.(yml|csv)|[{}]|bin/canhgiac|\bmục \"|thiếu khóa|\btệp\b|ngoặc nhọn")


def is_never(problem: Problem) -> bool:
    return bool(saying._match(problem.message, tuple(NEVER))[0])


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_mistakes_of_forms_are_said_in_their_words(case: Path, tree: Path) -> None:
    """The golden cases, whatever of them a form could hold."""
    golden = yaml.safe_load(case.read_text("utf-8"))
    apply(tree, golden["change"])
    found = report(tree)
    for problem in found.problems:
        document = found.tree.documents.get(problem.file)
        is_ours = document and not document.problems and listing.may_edit(problem.file)
        if not is_ours or problem.blocks is not Blocks.BUILDING or is_never(problem):
            continue
        said = saying.said(found, problem, problem.file)
        # Words of buttons hold names in braces, which their editor sees.
        text = f"{said.message} → {said.remedy.partition('giữ nguyên: ')[0]}"
        assert not BARE.search(text), f"{problem}\n{text}"


def test_what_is_elsewhere_is_named_by_its_title(tree: Path) -> None:
    found = report(tree)
    message = "methods/goi-dien chưa có lời bằng en"
    remedy = "chạy: .venv/bin/canhgiac issue to-roi"
    said = saying.said(
        found, Problem("editions/to-roi.yml", ("languages", 0), 1, 1, message, remedy)
    )
    assert said.message == "Gọi điện dọa nạt chưa có lời bằng English"
    assert said.where.startswith("to-roi") and said.file == "editions/to-roi.yml"
    lacks = Problem("news/tin", (), None, None, "thiếu vi.yml")
    said = saying.said(found, lacks, "news/tin/item.yml")
    assert said.file == "news/tin/vi.yml" and "yml" not in said.message + said.where


def test_the_words_are_recognised_in_english_too(tree: Path) -> None:
    messages.speak("en")
    problem = Problem("contacts.yml", (), 1, 1, '"leaflet" is empty', "fill it in")
    assert saying.said(report(tree), problem).message == "nothing is written here yet"
