"""Forms come from the models alone, and give back what they were given."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import Field as Limit
from support.trees import MINI, SHIPPED, TODAY

from generator import messages
from generator.content import labels, layout
from generator.content.canonical import canonical
from generator.content.located_yaml import Data
from generator.content.tree import read_tree
from generator.editor import choices, forms, listing
from generator.editor.forms import Choice, Field
from generator.model.base import Day, Model, Prose, Refers, Slug, Title, Whole


def sent(fields: Sequence[Field]) -> Iterator[tuple[str, str]]:
    """Yield what a browser sends of a form that nobody has changed."""
    for field in fields:
        if field.widget == "items":
            for part in field.parts:
                yield f"{field.name}#", part.name.rpartition("/")[2]
        if field.widget in ("items", "group"):
            yield from sent(field.parts)
        else:
            yield field.name, field.value


@pytest.mark.parametrize("root", [MINI, SHIPPED])
def test_a_form_that_nobody_changed_is_its_file(root: Path) -> None:
    tree, seen = read_tree(root, TODAY), 0
    known = choices.choices(tree)
    for file, document in tree.documents.items():
        if not listing.may_edit(file):
            continue
        model = listing.kind(file).model
        filled = choices.shown(forms.raw(document.data), known["contacts"])
        fields = forms.form(model, filled, known)
        back = choices.meant(forms.posted(list(sent(fields))), known["contacts"])
        data = forms.plain(model, back, document.data)
        assert canonical(data, model) == (root / file).read_text("utf-8"), file
        seen += 1
    assert seen > 20


class Part(Model):
    """Something inside."""

    they: Prose
    until: Day | None = None


class Newcomer(Model):
    """A model that no editor has heard of."""

    title: Title
    tone: Literal["calm", "urgent"] = "calm"
    call: Annotated[Slug, Refers("contacts")]
    parts: dict[Slug, Part] = {}
    number: Annotated[Whole, Limit(le=9)] | None = None


def test_a_new_model_has_its_form_without_a_line_for_it() -> None:
    known = {"contacts": [Choice("cong-an-113", "Công an 113")]}
    filled = forms.raw({"title": "A", "call": "cong-an-113", "parts": {"x": {"they": "B"}}})
    made = {field.name: field for field in forms.form(Newcomer, filled, known)}
    assert [made[name].widget for name in made] == ["line", "choice", "choice", "items", "number"]
    assert [choice.label for choice in made["call"].choices] == ["Công an 113"]
    (part,) = made["parts"].parts
    assert [(f.name, f.widget) for f in part.parts] == [
        ("parts/x/they", "text"),
        ("parts/x/until", "day"),
    ]
    assert part.parts[0].is_running and not made["number"].is_required


def test_acts_on_items_and_ids_made_of_words() -> None:
    filled = forms.raw({"title": "A", "call": "x", "parts": {"x": {"they": "B"}}})
    filled = forms.acted(filled, "add:parts")
    assert forms.plain(Newcomer, filled, {})["parts"] == {"x": {"they": "B"}}, "empty ones wait"
    pairs = [
        ("parts#", "x"),
        ("parts/x/they", "B"),
        ("parts#", "+1"),
        ("parts/+1/they", "Gọi lại"),
    ]
    filled = forms.posted([("title", "A"), ("call", "x"), *pairs])
    data = forms.plain(Newcomer, filled, {})
    assert data["parts"] == {"x": {"they": "B"}, "goi-lai": {"they": "Gọi lại"}}
    for act, wanted in (("up:parts/+1", ["goi-lai", "x"]), ("remove:parts/x", ["goi-lai"])):
        parts = forms.plain(Newcomer, forms.acted(filled, act), {})["parts"]
        assert isinstance(parts, dict) and list(parts) == wanted


def test_words_pasted_from_word_are_ours_again() -> None:
    filled = forms.posted([("title", " Ho\u0323c\u00a0 bài\r\n"), ("call", "x")])
    assert forms.plain(Newcomer, filled, {})["title"] == "Học bài"


def test_what_is_not_kept_of_pasted_words_is_counted() -> None:
    before = forms.raw({"title": "A\u00a0a", "call": "x"})
    pairs = [("title", "A\u00a0a"), ("call", "x"), ("parts#", "+1")]
    pasted = "Go\u0323i\u00a0ngay\u202fcho\u200b con\ufeff"
    filled = forms.posted([*pairs, ("parts/+1/they", pasted)])
    assert forms.mended(filled, before) == {"parts/+1/they": (2, 2, 1)}, "and no other"
    data = forms.plain(Newcomer, filled, {"title": "A\u00a0a", "call": "x"})
    assert data["title"] == "A\u00a0a", "nobody touched it"
    assert data["parts"] == {"goi-ngay-cho-con": {"they": "Gọi ngay cho con"}}


def test_marks_that_a_script_needs_are_kept_and_hidden_ones_go_on_saving() -> None:
    khmer = "កុំ\u200bផ្ញើ"
    filled = forms.posted([("title", khmer), ("call", "x")])
    assert forms.mended(filled, "") == {} and forms.plain(Newcomer, filled, {})["title"] == khmer
    hidden: dict[str, Data] = {"title": "A\u200b", "call": "x"}
    assert forms.plain(Newcomer, forms.raw(hidden), hidden)["title"] == "A", "a mistake in itself"


def test_a_contact_stands_by_its_name_never_in_braces() -> None:
    contacts = [Choice("cong-an-113", "Công an 113")]
    shown = choices.shown("Gọi {cong-an-113} ngay, {name}.", contacts)
    assert shown == "Gọi ‹Công an 113› ngay, {name}."
    assert choices.meant(shown, contacts) == "Gọi {cong-an-113} ngay, {name}."


def test_no_label_is_english_or_an_id() -> None:
    messages.speak("vi")
    seen: set[type[Model]] = set()

    def walk(model: type[Model]) -> None:
        if model in seen:
            return
        seen.add(model)
        for name, wanted in forms.shapes(model).items():
            if wanted.widget == "kept":
                continue
            assert labels.field(model, name) != name, f"{model.__name__}.{name}"
            inner = wanted
            while inner.widget == "items":
                inner = forms.shape(inner.inner)
            assert all(labels.choice(one) != one for one in inner.choices), inner.choices
            if inner.model:
                walk(inner.model)

    for row in layout.KINDS:
        folder = row.pattern.partition("/")[0]
        if folder in listing.FOLDERS and folder != "interface" and not row.is_table:
            walk(row.model)
            assert labels.kind(folder) != folder
    assert len(seen) > 20


def test_a_translation_has_a_place_for_each_item_of_its_source() -> None:
    source = forms.raw({"title": "A", "parts": {"x": {"they": "B"}, "y": {"they": "C"}}})
    own = forms.raw({"title": "a", "parts": {"y": {"they": "c"}}})
    made = forms.completed(own, source)
    assert made == [
        ("title", "a"),
        ("parts", [("x", [("they", "")]), ("y", [("they", "c")])]),
    ]
    assert forms.plain(Newcomer, made, {"title": "a"})["parts"] == {"y": {"they": "c"}}
