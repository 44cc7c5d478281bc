"""Every message can be said in Vietnamese."""

import re

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from support.builds import run, run_apart
from support.trees import ROOT

PO = ROOT / "generator/locale/vi/LC_MESSAGES/messages.po"


def first(message: str | tuple[str, ...] | list[str] | None) -> str:
    return message if isinstance(message, str) else (message or [""])[0]


def test_every_message_is_translated() -> None:
    with PO.open("rb") as file:
        messages = [m for m in read_po(file, locale="vi") if m.id and not m.context]
    known = {first(m.id): m.string for m in messages}
    keywords = {"_": None, "later": None, "ngettext": (1, 2)}
    found = [*extract_from_dir(ROOT / "generator", keywords=keywords)]
    pages = ROOT / "docs/templates/editor"
    method = [("**.jinja", "jinja2.ext:babel_extract")]
    found += extract_from_dir(pages, method_map=method, keywords=keywords)
    wanted = {first(message) for _file, _line, message, _comments, _context in found if message}
    assert wanted and {message for message in wanted if not known.get(message)} == set()


def test_names_in_braces_are_kept() -> None:
    with PO.open("rb") as file:
        for message in read_po(file, locale="vi"):
            if message.id:
                forms = [message.id] if isinstance(message.id, str) else message.id
                names = [set(re.findall(r"\{(\w+)", form)) for form in forms]
                assert set(re.findall(r"\{(\w+)", first(message.string))) in names, message.id


def test_the_compiled_catalogue_is_current() -> None:
    with PO.open("rb") as text, PO.with_suffix(".mo").open("rb") as binary:
        sources, compiled = read_po(text, locale="vi"), read_mo(binary)

    def texts(messages: Catalog) -> set[tuple[str, ...]]:
        return {tuple(map(str, (*flat(m.id), *flat(m.string)))) for m in messages if m.id}

    def flat(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
        return [text] if isinstance(text, str) else list(text or ())

    assert texts(compiled) == texts(sources), "run: make catalogue"


def test_help_is_in_both_languages() -> None:
    vietnamese, english = run_apart("--help").stdout, run("--lang", "en", "--help").stdout
    assert "Cách dùng:" in vietnamese and "Dựng trang web" in vietnamese
    assert "Usage:" in english and "Build site" in english
    for text in (vietnamese, english):
        for command in ("build", "check", "issue", "serve"):
            assert f"  {command}" in text


def test_help_of_every_command_is_vietnamese() -> None:
    for command in ("build", "check", "issue", "serve"):
        text = run(command, "--help").stdout
        assert not re.search(r"\b(the|and|of|to)\b", text), text
