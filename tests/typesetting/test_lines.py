"""Where lines end, in scripts with spaces and without."""

from generator.typesetting import lines


def test_chinese_breaks_between_characters_but_not_before_what_closes() -> None:
    text = "样子像亲人（113），催您转账。"
    found = lines.broken(text, "NotoSansSC-Regular.ttf", 5)
    assert "".join(found) == text and len(found) > 2
    assert not any(line[0] in "），。" or line[-1] == "（" for line in found)


def test_khmer_ends_though_its_letters_join_across_pieces() -> None:
    text = "\u200b".join(["ត្រូវបាន", "នគរបាល", "ហៅ", "ទូរស័ព្ទ", "មកគំរាម"] * 3)
    for width in range(4, 30):
        found = lines.broken(text, "NotoSansKhmer-Bold.ttf", width)
        assert "".join(found) == text.replace("\u200b", "")
