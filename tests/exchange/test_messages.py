"""Messages as thumbs spoil them: read if they are sure, asked if not, never read wrongly."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bundles import BUNDLES, ISSUED, issued
from support.thumbs import measure

from generator.distribution import labels
from generator.distribution.receipts import Fact, expected
from generator.exchange.days import Ago, Said, Yearless
from generator.exchange.messages import Question, Reader, Reading

LINES = issued()
A, B, C = (line.code for line in LINES)
DAY = date(2026, 11, 21)
TODAY = date(2026, 11, 30)


def read(text: str, on: Said | None = DAY, given: date | None = None) -> list[Reading]:
    reader = Reader({line.code: line for line in LINES}, TODAY, given)
    return list(reader.read(text, on, "dòng 1"))


def facts(text: str) -> list[tuple[str, str, int]]:
    return [found[:3] for found in read(text) if isinstance(found, Fact)]


def question(text: str, on: Said | None = DAY) -> Question:
    (found,) = read(text, on)
    assert isinstance(found, Question), found
    return found


@pytest.mark.parametrize(
    "text",
    [
        f"BN {A} 29",
        f"bn{A.lower()} 29",
        f"B.N {A} 29",
        f"BN {A[:3]} {A[3:]} 29",
        f"BN 29 {A}",
        f"BN {A[:3]} {A[3:]}29 tờ ạ",
        f"Biên nhận {A}: 29 tờ 👍",
        f"Da nhan du 29 to, ma {A}",
        f"Đã nhận đủ 29 tờ, mã {A}",
        f"BN {A} 29. Ngày 20/11/2026 lúc 08:15",
        f"BN {A[:2]}-{A[2:]}\u200b 2 9",
    ],
)
def test_a_whole_bundle_is_read(text: str) -> None:
    assert facts(text) == [(A, "delivered", 29)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"KY {A} 28", (A, "signed", 28)),
        (f"Ký {A} 28 hộ", (A, "signed", 28)),
        (f"Ký nhận {A} 25 hộ, còn 3 hộ đi vắng", (A, "signed", 25)),
        (f"KY {A} 25 THIEU 3", (A, "signed", 25)),
        (f"BN {A} 20 thiếu 9", (A, "delivered", 20)),
        (f"BN {A} 29 THIEU 0", (A, "delivered", 29)),
        (f"BN {A} 0 THIEU 29", (A, "delivered", 0)),
    ],
)
def test_what_is_missing_makes_a_short_count_sure(text: str, found: tuple[str, str, int]) -> None:
    assert facts(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        f"BN {A} 28",
        f"BN {A} THIEU 29",
        f"KY {A} 25",
        f"KY {A} 25/28",
        f"KY {A} 25 THIEU 4",
        f"BN {A} 0912345678 29",
        f"BN {A} hai chin",
        f"BN {A}",
        f"BN {A} 2X9",
        f"BN KY {A} 29",
    ],
)
def test_what_is_not_sure_is_asked(text: str) -> None:
    assert question(text).label == A


def test_several_bundles_in_one_message() -> None:
    assert facts(f"BN {A} 29, {B} 32; KY {C} 40") == [
        (A, "delivered", 29), (B, "delivered", 32), (C, "signed", 40)
    ]  # fmt: skip


def test_a_slip_in_a_code_is_proposed_and_not_taken() -> None:
    wrong = A[:2] + ("2" if A[2] != "2" else "3") + A[3:]
    for typed in (wrong, A[:-1], f"{A[:3]}X{A[3:]}", A[1] + A[0] + A[2:]):
        asked = question(f"BN {typed} 29")
        assert asked.proposals == (A,) and f"có phải {A}?" in asked.why and not asked.label


def test_a_broken_word_is_asked() -> None:
    asked = question(f"BM {A} 29")
    assert (asked.label, asked.kind) == (A, None) and "không có BN" in asked.why
    assert question(f"KN {A} 29").kind is None, "BN and KY are two slips apart"


@pytest.mark.parametrize(
    "text",
    [
        "Mã OTP của quý khách là 482913, không đưa cho ai",
        "Kỳ họp thôn lúc 8h30, BN Nguyễn Văn A nằm giường 12",
        "Đã nhận 2.000.000 VND từ tài khoản 0123456789",
        "Mai nhớ ký sổ nhé",
        "",
    ],
)
def test_what_is_about_anything_else_is_not_looked_at(text: str) -> None:
    assert read(text) == []


def test_a_question_holds_no_words_of_a_message() -> None:
    asked = question(f"BN {A} anh Nguyễn Văn An bảo có 27 tờ thôi, gọi 0912345678")
    assert asked.said == f"{A} 27 0912345"[: len(asked.said)]
    assert "AN" not in asked.said.replace(A, "") and "NGUYEN" not in asked.said


@pytest.mark.parametrize(
    ("text", "typed", "said"),
    [
        (f"BN {A[:-1]}BX 29", f"BN {A[:-1]}BX 29", f"{A[:-1]}BX 29"),
        (f"BN {A} 5O", f"BN {A} 5O", f"{A} 5O"),
        (f"b.n {A[:3]} {A[3:]} 28 tờ", f"B.N {A[:3]} {A[3:]} 28", f"{A} 28"),
        (f"Anh Nam ơi, biên nhận {A}28", f"BIEN NHAN {A}28", f"{A} 28"),
        (f"BM {A} anh Kỳ 29", f"BM {A} 29", f"{A} 29"),
        (f"KY 25/28 {A}", f"KY 25 / 28 {A}", f"{A} 25 / 28"),
    ],
)
def test_what_was_typed_is_shown_whole(text: str, typed: str, said: str) -> None:
    asked = question(text)
    assert (asked.typed, asked.said) == (typed, said)


def test_more_than_the_households_cannot_have_signed() -> None:
    assert "29 nhiều hơn số hộ của bó (28)" in question(f"KY {A} 29 hộ").why
    assert "không khớp với số 28" in question(f"KY {A} 27").why
    assert "không khớp với số 29" in question(f"BN {A} 30").why


def test_nobody_signs_for_a_bundle_of_no_household() -> None:
    line = LINES[0].model_copy(update={"households": 0})
    (asked,) = Reader({A: line}, TODAY, None).read(f"KY {A} 0", DAY, "")
    assert isinstance(asked, Question) and "không có hộ nào" in asked.why


def test_days() -> None:
    (found,) = read(f"BN {A} 29 ngày 20/11/2026", None)
    assert isinstance(found, Fact) and found.on == date(2026, 11, 20)
    (found,) = read(f"BN {A} 29", None, date(2026, 11, 22))
    assert isinstance(found, Fact) and found.on == date(2026, 11, 22)
    assert "có cả năm" in question(f"BN {A} 29", None).why
    for words in ("ngày 20/11", "20 tháng 11", "ngày 20 thg 11"):
        (found,) = read(f"BN {A} 29, {words}", None)
        assert isinstance(found, Fact) and found.on == date(2026, 11, 20), words
        (found,) = read(f"BN {A} 29, {words}", DAY)
        assert isinstance(found, Fact) and found.on == DAY, "it was sent on a day"
    assert question(f"BN {A} 10/12").label == A, "a figure is no day by itself"
    assert "trước ngày cấp nhãn" in question(f"BN {A} 29", date(2026, 11, 17)).why
    assert "chưa tới" in question(f"BN {A} 29", date(2026, 12, 1)).why


def test_days_without_their_year() -> None:
    (found,) = read(f"BN {A} 29", Yearless(26, 11))
    assert isinstance(found, Fact) and found.on == date(2026, 11, 26)
    assert question(f"BN {A} 28", Yearless(26, 11)).on == date(2026, 11, 26)
    assert question("BN AAAAA2 29", Yearless(26, 11)).on == date(2026, 11, 26)
    for said, part in ((Yearless(10, 11), "10/11 không rõ năm nào"), (Ago(1), "“hôm qua”")):
        asked = question(f"BN {A} 29", said)
        assert part in asked.why and "--on" in asked.why and asked.on is None
    (found,) = read(f"BN {A} 29", Ago(1), TODAY)
    assert isinstance(found, Fact) and found.on == date(2026, 11, 29)


def test_a_retired_label_says_which_holds() -> None:
    changed = [BUNDLES[0]._replace(copies=31), *BUNDLES[1:]]
    register = [*LINES, *labels.issue("to-roi", changed, ISSUED, LINES)]
    heir = register[-1].code
    reader = Reader({line.code: line for line in register}, TODAY, None)
    (asked,) = reader.read(f"BN {A} 29", DAY, "")
    assert isinstance(asked, Question) and asked.proposals == (heir,) and heir in asked.why


def test_a_code_that_begins_like_a_word() -> None:
    line = LINES[0].model_copy(update={"code": "KYABCD"})
    other = LINES[0].model_copy(update={"code": "AABN23"})
    reader = Reader({"KYABCD": line, "AABN23": other}, TODAY, None)
    for text in ("BN KYABCD 29", "BN KY ABCD 29", "BN AA BN23 29"):
        (found,) = reader.read(text, DAY, "")
        assert isinstance(found, Fact) and found.kind == "delivered", text
    for text in ("BN KYABCX 29", "XN KYABCD 29", "K KYABCD 28"):
        (asked,) = reader.read(text, DAY, "")
        assert isinstance(asked, Question), text


PIECES = ("BN", "KY", "biên nhận", A, B, A[:3], A[3:], "29", "2", "9", "THIEU", "8:15")


@given(st.lists(st.one_of(st.sampled_from((*PIECES, " ", ".", "/", "\u200b")), st.characters())))
def test_whatever_stands_in_a_telephone(pieces: list[str]) -> None:
    known = {line.code: line for line in LINES}
    for found in read("".join(pieces)):
        if isinstance(found, Fact):
            assert found.number <= expected(known[found.label], found.kind)


def test_damaged_messages() -> None:
    """The whole measure: python tests/support/thumbs.py (30,000 of each)."""
    whole, once, twice = (measure(3_000, slips) for slips in (0, 1, 2))
    assert whole.read == 3_000
    for found in (once, twice):
        assert found.wrong == {}
    assert once.read >= 0.55 * 3_000 and once.dropped == 0
    assert twice.dropped < 0.02 * 3_000
