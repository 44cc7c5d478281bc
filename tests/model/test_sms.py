"""How long a text message is, as phones count."""

import pytest

from generator.model.sms import Form, size, strange


@pytest.mark.parametrize(
    ("text", "form", "used", "parts"),
    [
        ("a" * 160, "bare", 160, 1),
        ("a" * 161, "bare", 161, 2),
        ("[]" * 40, "bare", 160, 1),
        ("^{}[]~|€\\", "bare", 18, 1),
        ("a" * 159 + "€", "bare", 161, 2),
        ("a" * 306, "bare", 306, 2),
        ("a" * 307, "bare", 307, 3),
        ("ạ" * 70, "accented", 70, 1),
        ("ạ" * 71, "accented", 71, 2),
        ("ạ" * 134, "accented", 134, 2),
        ("ạ" * 135, "accented", 135, 3),
        ("a" * 150, "accented", 150, 1),
        ("", "bare", 0, 1),
    ],
)
def test_a_text_costs(text: str, form: Form, used: int, parts: int) -> None:
    found = size(text, form)
    assert (found.used, found.parts) == (used, parts)
    assert found.is_too_long == (parts > (1 if form == "bare" else 2))


def test_nothing_that_is_sent_as_two_is_cut_in_two() -> None:
    assert size("a" * 152 + "€" + "a" * 152, "bare").parts == 3, (
        "308 septets would fit in two: no"
    )
    assert size("ạ" * 66 + "😀" + "ạ" * 66, "accented").parts == 3
    assert size("ạ" * 66 + "😀" + "ạ" * 66, "accented").used == 134


def test_the_limit_is_that_of_the_alphabet_it_is_sent_in() -> None:
    assert size("ạ", "bare").most == 160 and size("ạ", "accented").most == 134
    assert size("a", "accented").most == 306


def test_letters_with_accents_are_no_message_without() -> None:
    assert strange("Canh giac: goi 113! {}€") == ""
    assert strange("đừng à “gọi”") == "đừà“ọ”"
    assert strange("`") == "`", "ASCII, and not in GSM-7"
