import unicodedata

import pytest

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
    b'a: "x': ("1:6", "không đóng"),
    b"": ("1:1", "trống"),
    b"# only a note\n": ("2:1", "trống"),
    b"a: 1\n---\nb: 2": ("2:1", "tài liệu thứ hai"),
    b"a: [1, 2": ("2:1", "không khớp"),
    b"a: @x": ("1:4", "không thể bắt đầu"),
    b"a: x\x00y": ("1:1", "không in ra được"),
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
