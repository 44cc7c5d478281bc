from datetime import date
from itertools import islice, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.trees import edit, lines_of, mistakes

from generator.distribution import codes
from generator.model.printing import Edition, ShortCode

EDITION = Edition(
    design="a5-message",
    languages=("vi", "en"),
    units=("toan-tinh",),
    methods=("m",),
    spare_percent=3,
    paper="A5",
)
DAY = date(2026, 11, 21)
REVISIONS = {"vi": "B" * 12, "en": "C" * 12}


def issue(*issued: ShortCode, edition: Edition = EDITION) -> list[ShortCode]:
    return codes.issue("to-roi", edition, edition.units, REVISIONS, DAY, issued)


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


def test_each_place_has_its_own() -> None:
    edition = EDITION.model_copy(update={"units": ("xa-a", "xa-b")})
    made = issue(edition=edition)
    assert [(c.unit, c.language) for c in made] == list(product(edition.units, edition.languages))
    assert len({c.code for c in made}) == 4


def test_a_code_in_use_is_not_issued_again() -> None:
    taken = issue()[0]
    other = taken.model_copy(update={"edition": "khac"})
    assert issue(other)[0].code != taken.code


def faults(*lines: ShortCode) -> list[str]:
    return [f"{fault.line}: {fault.message}" for fault in codes.faults(lines)]


def after(*lines: ShortCode, **changes: object) -> ShortCode:
    """Return a right next line: the first one again, with changes."""
    line = lines[0].model_copy(update=changes)
    return line.model_copy(update={"check": codes.running_check(lines[-1].check, line)})


def test_the_register_survives_writing_and_reading() -> None:
    issued = issue()
    read = lines_of(codes.rows(issued, header=True))
    assert read == issued
    assert faults(*read) == []


def test_a_later_line_retires_a_code_for_good() -> None:
    lines = issue()
    lines.append(after(*lines, status="retired", retired=DAY))
    assert faults(*lines) == []
    assert codes.standing(lines)[0].retired == DAY
    lines.append(after(*lines))
    assert "không dùng lại được" in faults(*lines)[0]


@pytest.mark.parametrize("change", [{"unit": "xa-khac"}, {"language": "km"}, {"edition": "x"}])
def test_a_changed_meaning_is_refused(change: dict[str, str]) -> None:
    assert faults(issue()[0].model_copy(update=change))


@pytest.mark.parametrize("change", [{"revision": "D" * 12}, {"frozen": "D" * 12}])
def test_a_later_line_cannot_change_what_was_issued(change: dict[str, str]) -> None:
    lines = issue()
    lines.append(after(*lines, **change))
    assert "với nghĩa khác" in faults(*lines)[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"retired": DAY},
        {"status": "retired", "retired": date(2026, 11, 20)},
    ],
)
def test_a_day_of_retirement_that_cannot_be_is_refused(changes: dict[str, object]) -> None:
    lines = issue()
    lines.append(after(*lines, **changes))
    assert "ngày ngừng dùng" in faults(*lines)[0]


def test_the_day_a_code_was_retired_on_stays(tree: Path) -> None:
    lines = issue()
    lines.append(after(*lines, status="retired", retired=DAY))
    lines.append(after(*lines, status="retired", retired=date(2026, 11, 30)))
    assert "ngày ngừng dùng" in faults(*lines)[0]


def test_codes_are_retired_once_and_only_ours() -> None:
    lines = issue()
    new, wrong = codes.retire([lines[1].code, lines[1].code, "22222Z", "KVYP4B"], DAY, lines)
    assert [(line.code, line.retired) for line in new] == [(lines[1].code, DAY)]
    assert faults(*lines, *new) == []
    assert [why.code for why in wrong] == ["22222Z", "KVYP4B"]
    again, (refused,) = codes.retire([lines[1].code], DAY, [*lines, *new])
    assert again == [] and "ngừng dùng rồi" in refused.why


def many(count: int) -> list[ShortCode]:
    units = tuple(f"xa-{n}" for n in range(count))
    return issue(edition=EDITION.model_copy(update={"units": units}))


LINES = many(12)


@given(st.integers(0, len(LINES) - 2))
def test_a_lost_line_shows_by_itself(index: int) -> None:
    kept = LINES[:index] + LINES[index + 1 :]
    assert faults(*kept) and len(faults(*kept)) == 1, "once, where the gap is"


@given(st.integers(0, len(LINES) - 2))
def test_two_exchanged_lines_show_by_themselves(index: int) -> None:
    swapped = [*LINES[:index], LINES[index + 1], LINES[index], *LINES[index + 2 :]]
    assert faults(*swapped)


@given(
    st.integers(0, len(LINES) - 1),
    st.sampled_from(
        [
            {"issued": date(2026, 1, 1)},
            {"quantity": 7},
            {"status": "retired"},
            {"revision": "D" * 12},
        ]
    ),
)
def test_an_edited_line_shows_by_itself(index: int, change: dict[str, object]) -> None:
    edited = [*LINES]
    edited[index] = edited[index].model_copy(update=change)
    assert faults(*edited)


def test_a_line_says_what_its_check_should_be() -> None:
    lines = issue()
    retired = lines[0].model_copy(update={"status": "retired", "check": "B" * 12})
    fault = next(iter(codes.faults([*lines, retired])))
    assert codes.running_check(lines[-1].check, retired) in fault.remedy
    broken = lines[1].model_copy(update={"check": "B" * 12})
    fault = next(iter(codes.faults([lines[0], broken])))
    assert lines[1].check not in fault.remedy, "nobody is taught to forge a line"


@pytest.mark.parametrize("line", [1, 2])
def test_a_register_that_lost_or_changed_a_line_is_refused(tree: Path, line: int) -> None:
    register = tree / "distribution/codes.csv"
    edit(register, lambda t: t.replace("2026-11-21", "2026-11-22", line))
    assert any("không khớp với dòng trước" in found for found in mistakes(tree))


def test_a_register_without_its_first_line_is_refused(tree: Path) -> None:
    register = tree / "distribution/codes.csv"
    edit(register, lambda t: "".join(t.splitlines(keepends=True)[::2]))
    found = mistakes(tree)
    assert any("codes.csv:2" in line and "không khớp" in line for line in found)
    assert not any("chạy lệnh" in line for line in found), "issuing anew is not the remedy"


def test_blank_lines_of_a_spreadsheet_do_no_harm(tree: Path) -> None:
    edit(tree / "distribution/codes.csv", lambda t: t + "\n,,,,,,,,,,\n\n")
    assert mistakes(tree) == []


def test_a_register_that_is_wrong_as_a_whole_is_not_told_line_by_line(tree: Path) -> None:
    edit(tree / "distribution/codes.csv", lambda t: t + 200 * "X,to-roi,a,vi,B,B,2026,,x,,B\n")
    assert len(mistakes(tree)) < 500
