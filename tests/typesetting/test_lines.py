

def test_chinese_breaks_between_characters_but_not_before_what_closes() -> None:
    text = "样子像亲人（113），催您转账。"
    lines = broken(text, "NotoSansSC-Regular.ttf", 5)
    assert "".join(lines) == text and len(lines) > 2
    assert not any(line[0] in "），。" or line[-1] == "（" for line in lines)
