"""Words in scripts whose letters stand on one another."""

from pathlib import Path

import pytest
from support.languages import facts, write
from support.trees import report

KHMER = "ភាសាខ្មែរ"
COENG, BREAK = "\u17d2", "\u200b"


def found(tree: Path, name: str) -> list[str]:
    """Return what is wrong in a Khmer campaign with that name for itself."""
    write(tree / "languages/km.yml", facts("km") | {"name": name})
    return [str(p) for p in report(tree).problems if p.file == "languages/km.yml"]


@pytest.mark.parametrize("name", [KHMER, f"ភាសា{BREAK}ខ្មែរ", "Khmer ê̆", "ភាសា\u25cc"])
def test_whole_clusters_are_right(tree: Path, name: str) -> None:
    assert found(tree, name) == []


TORN = {
    "a break after the sign that stacks": KHMER.replace(COENG, COENG + BREAK),
    "a break before a vowel that hangs on a letter": f"ភ{BREAK}ាសា",
    "a vowel without a letter": "\u17c1 ភាសា",
}


@pytest.mark.parametrize("name", TORN.values(), ids=TORN)
def test_a_torn_cluster_is_named(tree: Path, name: str) -> None:
    wrong = found(tree, name)
    assert len(wrong) == 1
    assert "chữ bị tách rời" in wrong[0]


def test_words_without_spaces_need_marks_where_lines_end(tree: Path) -> None:
    write(tree / "languages/km.yml", facts("km"))
    unread = {"approval": {"state": "unreviewed"}}
    text, marked = KHMER * 8, BREAK.join([KHMER] * 8)
    for name, wrong in ((text, 1), (marked, 0)):
        write(tree / "routes/km.yml", {"routes": {"cuoc-goi": {"label": name}}, **unread})
        problems = [p for p in report(tree).problems if "xuống dòng" in p.message]
        assert len(problems) == wrong


STRANGE = {
    ("mtq", "Xöng laø coâng an"): "ö",  # VNI read as Unicode
    ("mtq", "C«ng an gäi"): "ä",  # TCVN3
    ("km", "ភាសា полиция"): "п",
    ("en", "Ðồng Nai"): "ð",  # Icelandic: it looks the same
}
RIGHT = [
    ("mtq", "Thiểng Mường"),
    ("km", "ភាសា Công an OTP"),
    ("en", "Đồng Nai"),
    ("rad", "Klei ƀhiăn"),
]


@pytest.mark.parametrize(("case", "letter"), STRANGE.items(), ids=map(str, STRANGE))
def test_a_letter_of_another_alphabet_is_named(
    tree: Path, case: tuple[str, str], letter: str
) -> None:
    assert [letter in wrong for wrong in strange(tree, *case)] == [True]


@pytest.mark.parametrize(("tag", "name"), RIGHT)
def test_names_and_short_forms_are_right_in_every_language(
    tree: Path, tag: str, name: str
) -> None:
    assert strange(tree, tag, name) == []


def strange(tree: Path, tag: str, name: str) -> list[str]:
    """Return the letters that are none in a language that calls itself so."""
    own = {"en": "mtq", "rad": "mtq"}.get(tag, tag)
    more = {"alphabet": "ƀčĕĭñŏŭ"} if tag == "rad" else {}
    write(tree / f"languages/{tag}.yml", facts(own) | {"name": name} | more)
    return [str(p) for p in report(tree).problems if "không phải chữ" in p.message]
