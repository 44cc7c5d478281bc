"""Nobody's number or name is shown, however it is typed; and nothing else is taken for one."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from support.trees import edit, mistakes, replace

from generator.content import personal_data

CASES: dict[str, list[Any]] = yaml.safe_load(
    Path(__file__).with_name("personal_data.yml").read_text("utf-8")
)
KNOWN = ("113", "111", "115", "156", "5656")
WORDS = "methods/goi-dien/vi.yml"


def found(text: str) -> list[personal_data.Find]:
    return list(personal_data.finds(personal_data.folded(text), KNOWN))


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, personal_data.folded(text)))


@pytest.mark.parametrize(
    "case", [case for case in CASES["planted"] if "missed" not in case], ids=lambda c: c["text"]
)
def test_what_belongs_to_somebody_is_found(case: dict[str, str]) -> None:
    wanted = _bare(case["found"])
    finds = [_bare(find.text) for find in found(case["text"])]
    assert any(wanted in find or find in wanted for find in finds), found(case["text"])


def test_few_are_missed() -> None:
    missed = [case for case in CASES["planted"] if "missed" in case]
    assert len(missed) < 0.05 * len(CASES["planted"])
    assert not any(found(case["text"]) for case in missed), "no longer missed"


@pytest.mark.parametrize("text", CASES["innocent"])
def test_what_belongs_to_nobody_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Báo bà Trần Thị Lan.", "tên người trong câu: Trần Thị Lan"),
        ("Thẻ 4111 1111 1111 1111.", "số thẻ trong câu: 4111 1111 1111 1111"),
        ("Gọi 0912,345,678.", "số điện thoại 0912,345,678 viết thẳng trong câu"),
        ("Gọi 113.", "viết {cong-an} thay vào"),
        ("Vào evil.shop.", "câu có địa chỉ trang web: evil.shop"),
    ],
)
def test_it_is_told(tree: Path, words: str, sentence: str) -> None:
    replace(tree / WORDS, "Người lạ gọi đến.", words)
    assert any(sentence in line for line in mistakes(tree)), mistakes(tree)


def test_somebody_may_let_it_stand(tree: Path) -> None:
    replace(tree / WORDS, "Người lạ gọi đến.", "Báo bà Trần Thị Lan.")
    waiver = tree / "waivers.yml"
    waiver.write_text(
        f'waivers:\n  - file: "{WORDS}"\n    text: "Trần Thị Lan"\n'
        '    reason: "Người phát ngôn"\n    by: "Công an tỉnh thử"\n    on: "2026-11-20"\n',
        "utf-8",
    )
    assert mistakes(tree) == []
    edit(waiver, lambda text: text.replace("Lan", "Huệ"))
    assert any("không có trong methods/goi-dien/vi.yml" in line for line in mistakes(tree))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bà Hòa nghe máy.", "Hòa"),
        ("Người nhận là NGUYEN THI HOA.", "NGUYEN THI HOA"),
        ("Tài khoản mang tên NGUYỄN VĂN BẢY.", "NGUYỄN VĂN BẢY"),
        ("Người nhận là Tran Van Bay.", "Tran Van Bay"),
        ("Anh Vàng A Páo đã báo.", "Vàng A Páo"),
        ("Một bà ở Phú Thọ nghe máy.", None),
        ("Bà gọi Công an phường.", None),
        ("Chị ra Vietcombank hỏi.", None),
        ("Con gái đưa bố đến công an.", None),
    ],
)
def test_a_story_about_somebody_is_judged_strictly(text: str, name: str | None) -> None:
    found = [
        find.text
        for find in personal_data.finds(personal_data.folded(text), (), strict=True)
        if find.kind == "name"
    ]
    assert found == ([name] if name else [])
    if name and name != "Vàng A Páo":
        assert not [
            find
            for find in personal_data.finds(personal_data.folded(text), ())
            if find.kind == "name"
        ]
