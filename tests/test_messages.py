"""Every message can be said in Vietnamese."""

import re

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from conftest import ROOT, run

PO = ROOT / "generator/locale/vi/LC_MESSAGES/messages.po"


def catalogue() -> dict[str, str]:
    """Return translations by message, both as one text where there is a plural."""
    with PO.open("rb") as file:
        return {
            " ".join([*message.id] if isinstance(message.id, tuple) else [message.id]): " ".join(
                [*message.string] if isinstance(message.string, tuple) else [message.string]
            )
            for message in read_po(file)
            if message.id
        }


def test_every_message_is_translated() -> None:
    known = catalogue()
    found = extract_from_dir(ROOT / "generator", keywords={"_": None, "later": None})
    wanted = {message for _file, _line, message, _comments, _context in found if message}
    assert wanted and {message for message in wanted if not known.get(message)} == set()


def test_names_in_braces_are_kept() -> None:
    with PO.open("rb") as file:
        for message in read_po(file):
            if isinstance(message.id, str) and message.id:
                names = set(re.findall(r"\{(\w+)", message.id))
                assert set(re.findall(r"\{(\w+)", str(message.string))) == names, message.id


def test_the_compiled_catalogue_is_current() -> None:
    with PO.open("rb") as text, PO.with_suffix(".mo").open("rb") as binary:
        sources, compiled = read_po(text, locale="vi"), read_mo(binary)

    def texts(messages: Catalog) -> set[tuple[str, ...]]:
        return {tuple(map(str, (*flat(m.id), *flat(m.string)))) for m in messages if m.id}

    def flat(text: str | list[str] | tuple[str, ...]) -> list[str]:
        return [text] if isinstance(text, str) else list(text)

    assert texts(compiled) == texts(sources), "run: make catalogue"


def test_help_is_in_both_languages() -> None:
    vietnamese, english = run("--help").stdout, run("--lang", "en", "--help").stdout
    assert "Cách dùng:" in vietnamese and "Dựng trang web" in vietnamese
    assert "Usage:" in english and "Build site" in english
    for text in (vietnamese, english):
        for command in ("build", "check", "issue", "serve"):
            assert f"  {command}" in text


def test_a_wrong_command_is_a_sentence() -> None:
    done = run("chek")
    assert done.returncode == 2
    assert "Lỗi: Không có lệnh 'chek'." in done.stderr
    assert "Traceback" not in done.stderr
