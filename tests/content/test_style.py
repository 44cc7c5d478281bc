"""How a language is to be written: harm is a mistake, manners are advice."""

from pathlib import Path

import pytest
from support.trees import apply, mistakes, report

from generator.problems import Blocks

STYLE = """\
harm:
  giữ lại giao dịch: "viết là gọi ngân hàng"
  nhẹ dạ: "bỏ từ này"
orders:
  xóa tin: "viết là giữ tin"
negations: ["đừng"]
announcing: ["báo công an"]
say:
  đường dẫn: ["link"]
gloss:
  đường dẫn: ["(đường link"]
conditions:
  tat-nguon: ["tắt nguồn"]
subjects: ["Có người"]
sentence_words: "26"
reply_words: "6"
method_words: "75"
"""
ENGLISH = 'conditions:\n  tat-nguon: ["switch it off"]\n'


@pytest.fixture
def styled(tree: Path) -> Path:
    leaflet = {"Gọi điện dọa nạt: tắt máy.": "Có người gọi dọa: tắt máy."}
    apply(tree, {"style/vi.yml": STYLE, "methods/goi-dien/vi.yml": leaflet})
    return tree


def notes(tree: Path) -> list[str]:
    return [str(p) for p in report(tree).problems if p.blocks is Blocks.NOTHING]


def test_the_small_tree_is_well_written(styled: Path) -> None:
    assert notes(styled) == mistakes(styled) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Xin giữ lại giao dịch.", "“giữ lại giao dịch” là câu gây hại → viết là gọi ngân hàng"),
        ("Đừng nhẹ dạ.", None),
        ("Người NHẸ DẠ.", "“nhẹ dạ” là câu gây hại"),
        ("Xóa tin.", "“xóa tin” là câu gây hại → viết là giữ tin"),
        ("Tắt máy. Xóa tin.", "“xóa tin” là câu gây hại"),
        ("Họ xóa tin.", None),
        ("Đừng xóa tin.", None),
        ("Có tin nhắn.", None),
    ],
)
def test_what_does_harm_is_a_mistake(styled: Path, words: str, found: str | None) -> None:
    apply(styled, {"methods/goi-dien/vi.yml": {"Họ giục.": words}})
    lines = [line for line in mistakes(styled) if "gây hại" in line]
    assert bool(lines) == bool(found)
    assert all(f"methods/goi-dien/vi.yml:11:9: {found}" in line for line in lines)


def test_what_stands_for_a_reason_is_waived(styled: Path) -> None:
    waiver = (
        'waivers:\n  - file: "methods/goi-dien/vi.yml"\n    text: "giữ lại giao dịch"\n'
        '    reason: "nói về câu sai"\n    by: "Ban biên tập"\n    on: "2026-11-20"\n'
    )
    words = {"Họ giục.": "Đừng xin giữ lại giao dịch."}
    apply(styled, {"methods/goi-dien/vi.yml": words, "waivers.yml": waiver})
    assert mistakes(styled) == []


def test_an_answer_announces_nothing(styled: Path) -> None:
    apply(styled, {"methods/goi-dien/vi.yml": {'"Tôi tắt máy."': '"Tôi báo công an."'}})
    assert "phrases" not in "".join(mistakes(styled))
    assert [
        "câu trả lời báo trước cho kẻ gian: “báo công an”" in m for m in mistakes(styled)
    ] == [True]
    apply(styled, {"methods/goi-dien/vi.yml": {'you: "Tôi': 'act: "Tôi'}})
    apply(styled, {"methods/goi-dien/en.yml": {"you:": "act:"}})
    assert mistakes(styled) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Họ giục.", "Họ gửi link.", "“link”: ta dùng từ khác → viết “đường dẫn”"),
        ("Họ giục.", "Họ gửi đường dẫn (đường link).", None),
        ("Họ giục.", "Họ gửi đường dẫn.", "“đường dẫn” chưa được giải thích ở chỗ gặp đầu tiên"),
        ("Họ giục.", " ".join(["một"] * 27), "câu 27 chữ"),
        ('"Tôi tắt máy."', '"Tôi tắt máy, tôi tắt máy nhé."', "câu trả lời 7 chữ"),
        ("Có người gọi dọa", "Gọi điện dọa", "dòng trên tờ rơi không nói ai làm"),
        ("Họ giục.", " ".join(["Họ giục tôi."] * 20), "dài hơn mức 75"),
    ],
)
def test_manners_are_advice(styled: Path, old: str, new: str, found: str | None) -> None:
    apply(styled, {"methods/goi-dien/vi.yml": {old: new}})
    assert mistakes(styled) == []
    lines = notes(styled)
    assert len(lines) == (1 if found else 0), lines
    assert found is None or found in lines[0]


def test_a_hard_word_is_explained_where_a_reader_meets_it_first(styled: Path) -> None:
    """The page shows what to do before the signs, whatever the order of the file."""
    words = {"Họ giục.": "Có đường dẫn (đường link).", "Không chuyển tiền.": "Tránh đường dẫn."}
    apply(styled, {"methods/goi-dien/vi.yml": words})
    assert [":15:11: “đường dẫn”" in line for line in notes(styled)] == [True]


# -- translations --------------------------------------------------------------------------------


def lost(tree: Path) -> list[str]:
    return [str(p) for p in report(tree).problems if "bị mất" in p.message]


def test_a_translation_loses_no_contact(tree: Path) -> None:
    apply(tree, {"methods/goi-dien/en.yml": {"{cong-an}": "the police"}})
    assert mistakes(tree) == [], "it waits for its translator"
    assert (
        "“{cong-an}” bị mất khi dịch → thêm vào, như ở methods/goi-dien/vi.yml:" in lost(tree)[0]
    )


def test_a_translation_loses_no_number_and_no_condition(styled: Path) -> None:
    apply(styled, {"methods/goi-dien/vi.yml": {"Họ giục.": "Sau 24 giờ thì tắt nguồn."}})
    assert [p.split(": ", 1)[1][:10] for p in lost(styled)] == ["“24” bị mấ"]
    apply(styled, {"style/en.yml": ENGLISH})
    assert len(lost(styled)) == 2 and "“tắt nguồn” bị mất khi dịch" in "".join(lost(styled))
    file = styled / "methods/goi-dien/en.yml"
    rushed = next(line for line in file.read_text("utf-8").splitlines() if "giuc:" in line)
    apply(
        styled, {"methods/goi-dien/en.yml": {rushed: '  giuc: "After 24 hours switch it off."'}}
    )
    assert lost(styled) == [] and mistakes(styled) == []


def test_an_easy_text_is_the_shorter_one(tree: Path) -> None:
    apply(tree, {"style/vi.yml": 'shorter_than: "en"\n'})
    found = [str(p) for p in report(tree).problems if p.task == "bản dễ đọc chưa ngắn hơn"]
    assert found and not any(line.startswith("interface/") for line in found)
    assert report(tree).campaign is not None, "only an official campaign waits for it"


def test_what_people_ask_is_wanted(styled: Path) -> None:
    apply(styled, {"style/vi.yml": STYLE + 'asks: "2"\n'})
    (note,) = notes(styled)
    assert "methods/goi-dien/vi.yml:1:1: có 0 cách hỏi, cần 2" in note
    words = {'title: "': 'asks: ["công an gọi", "bị dọa"]\ntitle: "'}
    apply(styled, {"methods/goi-dien/vi.yml": words})
    assert notes(styled) == mistakes(styled) == []
