"""A new entry, and a new language with letters to set it in."""

from pathlib import Path

import pytest
from support.trees import campaign, mistakes, report

from generator.content import beginning
from generator.content.beginning import LANGUAGES
from generator.content.canonical import canonical
from generator.model.facts import LanguageFacts
from generator.problems import ContentError
from generator.typesetting import fonts

TONGUES = {one.tag: one for one in beginning.tongues()}
SET = [tag for tag, one in TONGUES.items() if fonts.face_for(one.letters)]


def test_languages_of_the_list_wait_for_words_without_a_mistake(tree: Path) -> None:
    for file in (tree / "languages").iterdir():
        file.unlink()
    for tag in SET:
        (one,) = beginning.begun(report(tree).tree, LANGUAGES, TONGUES[tag].called)
        assert one.file == f"languages/{tag}.yml"
        (tree / one.file).write_text(canonical(one.data, one.kind.model), "utf-8")
        face = LanguageFacts.model_validate(one.data).font
        for name in face.files:
            assert not set(map(ord, TONGUES[tag].letters)) - fonts.characters(name), tag
    assert mistakes(tree) == []
    assert set(SET) - {"vi", "en"} <= set(campaign(tree).waiting)


def test_languages_of_the_highlands_have_a_face_that_holds_their_vowels() -> None:
    """Be Vietnam Pro has no ĕ ĭ ŏ ŭ, and would leave them to another face in mid-word."""
    for tag in ("rad", "jra", "bdq", "kjg", "ktv"):
        face = fonts.face_for(TONGUES[tag].letters)
        assert face and face.family == "Noto Sans", tag
    assert {"Khmr", "Tavt", "Cham"} <= {TONGUES[tag].script for tag in SET}


def test_a_tag_that_is_not_in_the_list_will_do(tree: Path) -> None:
    found = report(tree).tree
    (one,) = beginning.begun(found, LANGUAGES, "tou")
    assert one.data["script"] == "Latn" and one.data["name"] == "tou"
    (one,) = beginning.begun(found, LANGUAGES, "ms-Arab")
    assert (one.data["script"], one.data["direction"]) == ("Arab", "rtl")


@pytest.mark.parametrize(
    ("folder", "words", "said"),
    [
        (LANGUAGES, "vi", "đã có"),
        (LANGUAGES, "Tiếng Anh Úc", "không thành tên"),
        (LANGUAGES, "", "không thành tên"),
        (LANGUAGES, "Lào", "chưa có phông chữ cho Lào"),
        ("methods", "Gọi điện", "đã có"),
        ("methods", "!", "không thành tên"),
    ],
)
def test_what_cannot_begin(folder: str, words: str, said: str, tree: Path) -> None:
    with pytest.raises(ContentError, match=said):
        beginning.begun(report(tree).tree, folder, words)
