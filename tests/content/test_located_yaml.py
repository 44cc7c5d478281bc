import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import messages
from generator.content.located_yaml import MAX_DEPTH, read

KEPT = {
    "a: no": "no",
    "a: yes": "yes",
    "a: 0912345678": "0912345678",
    "a: 0123": "0123",
    "a: 113:00": "113:00",
    "a: 2024-05-01": "2024-05-01",
    "a: 1.10": "1.10",
    "a: 12345678901234567890": "12345678901234567890",
    "a: null": "null",
    "a: 'Gọi 113: báo'": "Gọi 113: báo",
    "a: Lừa đảo": "Lừa đảo",
    "a: x\r\n": "x",
    "\ufeffa: x": "x",
    "a: |\n  one\n  two\n": "one\ntwo\n",
}


@pytest.mark.parametrize("text", KEPT)
def test_every_scalar_is_the_text_that_was_written(text: str) -> None:
    document = read(text.encode(), "f.yml")
    assert (document.data, document.problems) == ({"a": KEPT[text]}, [])


REFUSED = {
    b"a: 1\nb: 2\na: 3\n": ("3:1", 'trùng khóa "a" (lần đầu ở dòng 1)'),
    b"a:\n\tb: c": ("2:1", "Tab"),
    "a: Gọi 113: báo".encode(): ("1:11", "nháy kép"),
    "a: Số #1".encode(): ("1:4", '" #"'),
    b"a: \xff": ("1:4", "0xff"),
    b"a: &x 1\nb: *x": ("1:4", "& và *"),
    b"a: *x": ("1:4", "& và *"),
    b"a: !!python/object:os.system x": ("1:4", "dấu !"),
    b'a: "x': ("1:4", "không đóng"),
    b"": ("1:1", "trống"),
    b"# only a note\n": ("2:1", "trống"),
    b"a: 1\n---\nb: 2": ("2:1", "tài liệu thứ hai"),
    b"a: [1, 2": ("1:4", "mở mà không đóng"),
    b"a: @x": ("1:4", "không thể bắt đầu"),
    b"a: x\x00y": ("1:5", "không in ra được"),
    b'a: "\\q"': ("1:5", "nháy kép"),
    b"? [a]\n: b": ("1:3", "tên mục"),
    b"[" * (MAX_DEPTH + 2) + b"]" * (MAX_DEPTH + 2): ("1:22", "quá lớn"),
}


@pytest.mark.parametrize("content", REFUSED)
def test_every_trap_is_one_sentence_with_its_place(content: bytes) -> None:
    place, sentence = REFUSED[content]
    problem = str(read(content, "f.yml").problems[0])
    assert problem.startswith(f"f.yml:{place}: ")
    assert sentence in problem


@pytest.mark.parametrize("line", [2, 5, 12, 25, 34])
def test_an_unprintable_character_is_found_where_it_is(line: int) -> None:
    lines = [f'a{n}: "chữ có dấu ẫỹđượ"' for n in range(1, 40)]
    lines[line - 1] = f'a{line}: "chữ\x0bcó"'
    problem = read("\n".join(lines).encode(), "f.yml").problems[0]
    assert (problem.line, problem.column) == (line, 9 + (line > 9))


def test_the_same_file_speaks_the_language_that_is_spoken() -> None:
    messages.speak("en")
    english = str(read(b"a: *x", "f.yml").problems[0])
    messages.speak("vi")
    assert str(read(b"a: *x", "f.yml").problems[0]) != english


@given(st.text(max_size=200))
def test_no_text_is_too_much(text: str) -> None:
    document = read(text.encode("utf-8", "surrogatepass"), "f.yml")
    for problem in document.problems:
        assert problem.line and problem.column and problem.message


YAML_LINES = st.lists(
    st.sampled_from(
        [
            "a: x",
            "  b: y",
            "- z",
            '"',
            "c: 'd",
            "? e",
            "&f g",
            "* h",
            "{i: j}",
            "[",
            "  - k: l",
            "m",
        ]
    ),
    max_size=12,
)


@given(YAML_LINES)
def test_no_heap_of_yaml_is_too_much(lines: list[str]) -> None:
    document = read("\n".join(lines).encode(), "f.yml")
    assert document.problems or isinstance(document.data, dict | list | str)


def test_a_text_knows_where_it_ends() -> None:
    document = read(b'a: "x"  # note\nb:\n  c: yz\n', "f.yml")
    assert document.ends["a",] == (1, 7)
    assert document.ends["b", "c"] == (3, 8)


def test_a_bomb_of_aliases_is_not_expanded() -> None:
    lines = ["a0: &a0 x"] + [
        f"a{n}: &a{n} [{', '.join(['*a' + str(n - 1)] * 9)}]" for n in range(1, 9)
    ]
    assert read("\n".join(lines).encode(), "f.yml").problems


def test_marks_lead_to_values_and_keys() -> None:
    document = read(b"a:\n  - x\n  - bc: y\n", "f.yml")
    assert document.mark(("a", 1, "bc")) == (3, 9)
    assert document.key_mark(("a", 1, "bc")) == (3, 5)
    assert document.mark(("a", 1, "absent", "deeper")) == (3, 5)


def test_decomposed_vietnamese_is_composed() -> None:
    apart = unicodedata.normalize("NFD", "Lừa đảo")
    assert apart != "Lừa đảo"
    assert read(f"a: {apart}".encode(), "f").data == {"a": "Lừa đảo"}
