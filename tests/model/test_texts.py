"""What a text is stands on its type: rules see every text, whatever its id."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from pydantic import StringConstraints
from pydantic.functional_validators import AfterValidator
from support.trees import ROOT, edit, mistakes

from generator.content import layout
from generator.model.base import Model, TextKind
from generator.model.campaign import Campaign
from generator.model.texts import shown, texts, told
from generator.model.words import Translation

IDS = [
    *("script", "font", "official", "approval", "title", "name", "number", "source", "by"),
    *("direction", "date-format", "check", "note"),
]
"""Ids of items, some of them the names of fields that residents never read."""


@pytest.mark.parametrize("name", IDS)
def test_a_phone_number_is_refused_under_every_id(tree: Path, name: str) -> None:
    for tag in ("vi", "en"):
        edit(
            tree / f"methods/goi-dien/{tag}.yml",
            lambda t: t.replace("signs:\n", f'signs:\n  {name}: "0912345678"\n'),
        )
    found = mistakes(tree)
    assert len(found) == 2 and all("số điện thoại 0912345678" in line for line in found)


PLACES = {
    "message/vi.yml": 'official: "Không hoảng sợ."',
    "sources.yml": 'title: "Kế hoạch thử"',
    "laws.yml": 'title: "Luật thử mới"',
    "methods/goi-dien/method.yml": 'clause: "II.2"',
    "interface/vi.yml": 'issuer: "Cơ quan thử"',
    "languages/en.yml": 'name: "English"',
}
"""A text residents read in each place that no rule looked at once."""


@pytest.mark.parametrize("file", PLACES)
def test_a_phone_number_is_refused_wherever_it_would_be_read(tree: Path, file: str) -> None:
    line = PLACES[file]
    edit(tree / file, lambda t: t.replace(line, line[:-1] + ' 0912345678"'))
    assert any("số điện thoại 0912345678" in found for found in mistakes(tree))


def test_a_note_between_editors_may_hold_a_number(tree: Path) -> None:
    edit(tree / "methods/goi-dien/method.yml", lambda t: t + 'note: "Hỏi 0912345678"\n')
    assert mistakes(tree) == []


def _leaves(annotation: Any, path: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield every text type of a model, with its marks."""
    if get_origin(annotation) is not None and annotation is not str:
        arguments = get_args(annotation)
        if arguments and arguments[0] is str:
            yield path, arguments[1:]
            return
        if any(isinstance(argument, TextKind) for argument in arguments):
            return  # the whole value is marked
        for argument in arguments:
            yield from _leaves(argument, path)
    elif annotation is str:
        yield path, ()
    elif isinstance(annotation, type) and issubclass(annotation, Model):
        for name, hint in get_type_hints(annotation, include_extras=True).items():
            if name in annotation.model_fields:
                yield from _leaves(hint, f"{path}.{name}")


def test_every_text_of_every_model_says_what_it_is() -> None:
    checked = 0
    for kind in layout.KINDS:
        for path, marks in _leaves(kind.model, kind.model.__name__):
            checked += 1
            is_text = any(isinstance(mark, TextKind) for mark in marks)
            is_id = any(
                (isinstance(mark, StringConstraints) and mark.pattern)
                or (
                    isinstance(mark, AfterValidator)
                    and mark.func.__name__ in ("_https", "_origin")
                )
                for mark in marks
            )
            assert is_text or is_id, path
    assert checked > 100


def test_the_files_of_the_shipped_content_are_walked_whole(shipped: Campaign) -> None:
    words = shipped.tables.of(Translation)[next(iter(shipped.methods)), shipped.source]
    places = {place for place, _text, _kind in texts(Translation, words.model_dump(mode="json"))}
    assert ("title",) in places
    assert {p[0] for p in places} >= {"title", "summary", "phrases", "signs", "do", "never"}


def test_every_text_is_asked_for_once(mini: Campaign) -> None:
    words = mini.tables.of(Translation)["goi-dien", "vi"]
    loud = told(words, lambda text, kind: text.upper() if kind.shown else text)
    assert loud.title == words.title.upper()
    assert loud.phrases["doa"].they == words.phrases["doa"].they.upper()
    assert loud.approval == words.approval


def test_what_nobody_reads_is_not_shown(mini: Campaign) -> None:
    facts = shown(mini.methods["goi-dien"])
    assert "review_by" not in facts and "order" not in facts and facts["rules"]


def test_no_program_text_guesses_by_name() -> None:
    for path in (ROOT / "generator/content/rules").glob("*.py"):
        assert "path[-1]" not in path.read_text("utf-8"), path
