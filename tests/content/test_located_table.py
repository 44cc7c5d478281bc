"""Tables as Excel leaves them: every cell with its line and column, and nothing too much."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from generator.content.located_table import MAX_PROBLEMS, read
from generator.content.located_yaml import Document

HEADER = ("ma", "ten", "so")


def table(*lines: str) -> Document:
    return read("\n".join(("ma,ten,so", *lines)).encode(), "f.csv", HEADER)


def test_every_cell_has_its_place() -> None:
    document = table("a,Phường Một,5", "", 'b,"Xã, Hai",6')
    assert document.data == [
        {"ma": "a", "ten": "Phường Một", "so": "5"},
        {"ma": "b", "ten": "Xã, Hai", "so": "6"},
    ]
    assert document.mark((0, "so")) == (2, 14)
    assert document.mark((1, "ma")) == (4, 1)


def test_what_a_spreadsheet_adds_does_no_harm() -> None:
    content = "\ufeffma,ten,so\r\na,b,1\r\n,,\r\n".encode()
    assert read(content, "f.csv", HEADER).data == [{"ma": "a", "ten": "b", "so": "1"}]


def test_a_stray_quotation_mark_spoils_its_own_line_alone() -> None:
    document = table(*(f"a{n},b,1" for n in range(5000)), '"a,b,1', "z,y,2")
    assert [problem.line for problem in document.problems] == [5002]
    assert isinstance(document.data, list) and len(document.data) == 5001


def test_other_separators_and_encodings_are_one_sentence() -> None:
    assert "dòng tên cột" in str(read(b"ma;ten;so\na;b;1", "f.csv", HEADER).problems[0])
    assert "UTF-8" in str(read("ma,ten,so\nà,b,1".encode("cp1258"), "f.csv", HEADER).problems[0])
    assert "git để cả hai bản" in str(table("<<<<<<< HEAD", "a,b,1").problems[0])


def test_a_large_table_of_rubbish_is_given_up_soon() -> None:
    document = table(*["chỉ một ô"] * 500_000)
    assert len(document.problems) == MAX_PROBLEMS


@given(st.text(max_size=300))
def test_no_text_is_too_much(text: str) -> None:
    document = read(("ma,ten,so\n" + text).encode("utf-8", "surrogatepass"), "f.csv", HEADER)
    assert isinstance(document.data, list)
    assert all(problem.line for problem in document.problems)


@given(st.lists(st.tuples(*[st.text("ab ,;.àđ", max_size=6)] * 3), max_size=8))
def test_what_a_program_writes_is_read_as_it_was(rows: list[tuple[str, str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([HEADER, *rows])
    found = read(out.getvalue().encode(), "f.csv", HEADER)
    kept = [row for row in rows if any(row)]
    assert found.problems == []
    assert [tuple(row.values()) for row in found.data] == kept  # type: ignore[union-attr]
