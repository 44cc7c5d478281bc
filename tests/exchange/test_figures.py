"""What is typed where a number belongs."""

from datetime import date

import pytest

from generator.exchange import figures
from generator.exchange.sheets import Value


@pytest.mark.parametrize(
    ("typed", "value"),
    [(45.0, 45), (0, 0), ("45", 45), (" 45 hộ ", 45), ("1.234", 1234), ("1 234", 1234),
     ("1\u00a0234 hộ", 1234), ("", None), ("-", None), ("chưa có", None), ("Chưa rõ", None),
     ("~40", None), ("35-40", None), ("khoảng 40", None), ("…", None)],
)  # fmt: skip
def test_households_that_can_be_read(typed: Value, value: int | None) -> None:
    read = figures.households(typed)
    assert (read.value, read.fault) == (value, "")


@pytest.mark.parametrize(
    "typed", [1.234, 12.5, -3, "-3", "1.2.34", "1,234", "٣١", "45?", "ba mươi", "1.23", 2e7, True,
              date(2026, 2, 1), "40 hộ nghèo", "=SUM(A1)", "#REF!"]
)  # fmt: skip
def test_households_that_are_asked_back(typed: Value) -> None:
    read = figures.households(typed)
    assert read.value is None and read.fault


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("0912345678", "0912345678"), (912345678.0, "0912345678"), (2103823122, "02103823122"),
     ("02103 823 122", "02103823122"), ("84 912 345 678", "0912345678"), ("+842103823122",
     "02103823122"), ("113", "113"), ("", ""), ("chưa có", "")],
)  # fmt: skip
def test_telephone_numbers(typed: Value, digits: str) -> None:
    read = figures.phone(typed)
    assert (read.digits, read.fault) == (digits, "")


@pytest.mark.parametrize(
    "typed",
    ["9,12345678E+08", "0912345678 / 0987654321", "0912345678; 0987654321", "12345", 4e12],
)
def test_telephone_numbers_that_are_asked_back(typed: Value) -> None:
    assert figures.phone(typed).fault
