from datetime import date
from itertools import islice

import pytest

from generator.distribution import codes
from generator.model import Edition, ShortCode

EDITION = Edition(
    design="a5-message",
    languages=("vi", "en"),
    versioning="province",
    unit="toan-tinh",
    methods=("m",),
    spare_percent=3,
    paper="A5",
)
DAY = date(2026, 11, 21)


def issue(*issued: ShortCode) -> list[ShortCode]:
    return list(codes.issue("to-roi", EDITION, "0" * 12, DAY, issued))


def sample() -> list[str]:
    return [code for n in range(40) for code in islice(codes.candidates("e", f"u{n}", "vi"), 5)]


def test_the_check_character_finds_every_single_mistake() -> None:
    for code in sample():
        assert codes.is_valid(code)
        for place in range(6):
            for char in codes.ALPHABET:
                wrong = code[:place] + char + code[place + 1 :]
                assert codes.is_valid(wrong) == (wrong == code)


def test_the_check_character_finds_every_exchange_of_neighbours() -> None:
    for code in sample():
        for place in range(4):
            one, two = code[place], code[place + 1]
            wrong = code[:place] + two + one + code[place + 2 :]
            assert codes.is_valid(wrong) == (one == two)


def test_no_character_looks_like_another() -> None:
    assert not set("01ILOUZ") & set(codes.ALPHABET)
    assert len(set(codes.ALPHABET)) == 29


def test_codes_are_issued_once() -> None:
    first = issue()
    assert [code.language for code in first] == ["vi", "en"]
    assert issue(*first) == []
    assert issue() == first


def test_a_code_in_use_is_not_issued_again() -> None:
    taken = issue()[0]
    other = taken.model_copy(update={"edition": "khac"})
    assert issue(other)[0].code != taken.code


def test_the_register_survives_writing_and_reading() -> None:
    issued = issue()
    assert codes.read(codes.rows(issued, header=True), "f") == (issued, [])


def line(code: ShortCode, **changes: object) -> str:
    return codes.rows([code.model_copy(update=changes)], header=False)


def test_a_later_line_retires_a_code_for_good() -> None:
    first = issue()[0]
    text = codes.rows([first], header=True) + line(first, status="retired")
    standing, problems = codes.read(text, "f")
    assert (standing[0].status, problems) == ("retired", [])
    again = codes.read(text + line(first), "f")[1]
    assert "không dùng lại được" in str(again[0])


@pytest.mark.parametrize("change", [{"unit": "xa-khac"}, {"language": "km"}, {"edition": "x"}])
def test_a_changed_meaning_is_refused(change: dict[str, str]) -> None:
    text = codes.rows([], header=True) + line(issue()[0], **change)
    assert codes.read(text, "f")[1]


def test_a_later_line_cannot_change_the_revision() -> None:
    first = issue()[0]
    text = codes.rows([first], header=True) + line(first, revision="1" * 12)
    assert "với nghĩa khác" in str(codes.read(text, "f")[1][0])


def test_blank_lines_of_a_spreadsheet_do_no_harm() -> None:
    first = issue()[0]
    text = codes.rows([first], header=True) + "\n,,,,,,,\n\n"
    assert codes.read(text, "f") == ([first], [])
