"""Old fonts: the tables whole, and the right one recognised by a column of names."""

import random

import pytest
from support.oldfonts import tcvn3, vni

from generator.exchange import oldfonts

NAMES = (
    "Xã Cao Sơn", "Xã Đức Nhàn", "Phường Thống Nhất", "Xã Quy Đức", "Xã Mường Động", "Xã Hợp Kim",
    "Xã Nật Sơn", "Xã Mường Thàng", "Xã Pà Cò", "Xã Lạc Thủy", "Phường Âu Cơ", "Xã Chí Đám",
    "Xã Trạm Thản", "Xã Thượng Long", "Xã Hùng Việt", "Xã Phùng Nguyên", "Xã Võ Miếu",
    "Xã Khả Cửu", "Xã Thanh Thuỷ", "Xã Đạo Trù", "Xã Tề Lỗ", "Xã Nguyệt Đức", "Xã Vĩnh Tường",
)  # fmt: skip
LETTERS = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"


def test_every_letter_comes_back() -> None:
    for letter in LETTERS:
        assert oldfonts.converted(tcvn3(letter), "TCVN3") == letter
        for written in (letter, letter.upper()):
            assert oldfonts.converted(vni(written), "VNI") == written


@pytest.mark.parametrize("seed", range(40))
def test_a_column_of_names_tells_its_font(seed: int) -> None:
    names = random.Random(seed).sample(NAMES, 8)
    assert oldfonts.decide(names) == ""
    assert oldfonts.decide(list(map(tcvn3, names))) == "TCVN3"
    assert oldfonts.decide(list(map(vni, names))) == "VNI"
    for wrong in ("latin-1", "cp1252"):
        lost = [name.encode().decode(wrong, "replace") for name in names]
        assert oldfonts.decide(lost) is None


def test_words_without_accents_need_no_font() -> None:
    assert oldfonts.decide(["To 1", "Khu A", ""]) == ""
