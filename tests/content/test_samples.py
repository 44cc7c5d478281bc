"""The table of samples: what was found was found on a day on which it can have been."""

from pathlib import Path

import pytest
from support.bundles import add_labels
from support.trees import mistakes

FILE = "distribution/samples.csv"
HEAD = "sample,within,place,household,found,on,check"
LINE = "dot-1,00001,00001-1,7,{},{},BCDFGHJKLMNP"


def found(tree: Path, said: str, on: str) -> list[str]:
    (tree / FILE).write_text(f"{HEAD}\n{LINE.format(said, on)}\n", "utf-8")
    return mistakes(tree)


@pytest.mark.parametrize(
    ("said", "on", "sentence"),
    [
        ("co", "2026-11-22", f"{FILE}:2:26: ngày 2026-11-22 chưa tới"),
        ("khong", "2026-11-17", f"{FILE}:2:29: ngày 2026-11-17 là trước ngày cấp nhãn đầu tiên"),
        ("co", "", f"{FILE}:2:26: có kết quả mà chưa có ngày đến → ghi ngày đến hộ ấy"),
        ("đã có", "2026-11-20", 'không thể là "đã có" → chọn một trong: co, khong'),
    ],
)
def test_a_mistake_is_said_at_its_cell(tree: Path, said: str, on: str, sentence: str) -> None:
    add_labels(tree)
    (line,) = found(tree, said, on)
    assert sentence in line


@pytest.mark.parametrize("said", ["co", "có", "Có", "co\u0301", "không", "KHÔNG", "khong", ""])
def test_what_people_write_is_read(tree: Path, said: str) -> None:
    add_labels(tree)
    assert found(tree, said, "2026-11-20" if said else "") == []


def test_without_any_label_only_tomorrow_is_wrong(tree: Path) -> None:
    assert found(tree, "khong", "2026-01-01") == []
    assert len(found(tree, "khong", "2027-01-01")) == 1
