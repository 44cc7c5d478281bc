"""Papers to be written on: what a word processor reads from them, and the same bytes each day."""

import io
import zipfile
from datetime import date
from xml.etree import ElementTree

import pytest

from generator.typesetting import office

DAY = date(2026, 11, 21)
TEXT = """# ĐƠN
1. Tên: Cảnh giác

Địa chỉ: …
- một việc
> NGƯỜI KÝ
---
## Trang sau
"""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def made() -> bytes:
    return office.paper(TEXT, "Công an tỉnh thử", DAY)


def part(made: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return ElementTree.fromstring(archive.read(name))


def test_lines_are_paragraphs(made: bytes) -> None:
    body = part(made, "word/document.xml")
    words = ["".join(node.itertext()) for node in body.iter(f"{W}p")]
    wanted = ["ĐƠN", "1. Tên: Cảnh giác", "Địa chỉ: ", "một việc", "NGƯỜI KÝ", "Trang sau"]
    assert list(filter(None, words))[-6:] == wanted
    assert words[:2] == ["Công an tỉnh thử", "Số: ………/………"] and "Độc lập" in words[3]
    leaders = [stop.get(f"{W}leader") for stop in body.iter(f"{W}tab") if stop.attrib]
    assert leaders == ["dot"], "one blank, one row of dots"
    widths = [grid.get(f"{W}w") for grid in body.iter(f"{W}gridCol")]
    assert [round(int(width or 0) / 1440 * 25.4) for width in widths] == [66, 99] * 2


def test_what_is_left_to_fill_in() -> None:
    assert office.blanks("# ĐƠN\n12. Nơi in: …\nKính gửi: Ủy ban: …\nTên: có") == [
        "Nơi in",
        "Kính gửi: Ủy ban",
    ]


def test_nothing_of_the_moment_or_of_others_is_in_it(made: bytes) -> None:
    assert made == office.paper(TEXT, "Công an tỉnh thử", DAY)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {info.date_time[:3] for info in archive.infolist()} == {(2026, 11, 21)}
        assert not [name for name in archive.namelist() if "thumbnail" in name]
    about = "".join(part(made, "docProps/core.xml").itertext())
    assert "2026-11-21T00:00:00Z" in about and "2013" not in about and "docx" not in about
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        everything = b"".join(map(archive.read, archive.namelist()))
    for foreign in (b"Microsoft Mac", b"Normal.dotm", b"python-docx", b"bibliography"):
        assert foreign not in everything


def test_a_sheet_has_no_head_of_an_office_and_larger_letters() -> None:
    made = office.sheet("= Bản mẫu\n# TÊN\nMột câu.", DAY, "vi", 14)
    assert made == office.sheet("= Bản mẫu\n# TÊN\nMột câu.", DAY, "vi", 14)
    body = part(made, "word/document.xml")
    words = ["".join(node.itertext()) for node in body.iter(f"{W}p")]
    assert words == ["Bản mẫu", "TÊN", "Một câu."] and not list(body.iter(f"{W}tbl"))
    styles = ElementTree.tostring(part(made, "word/styles.xml"), "unicode")
    assert 'sz ns0:val="28"' in styles.replace("w:val", "ns0:val") or 'val="28"' in styles
    assert "vi-VN" not in styles


TABLE = "\n".join(
    (
        "|: 13 92 60",
        office.row("STT", "Nơi nhận", "Số hộ"),
        office.row(1, "Tổ 1 | <b>khu</b>\nGiữa", "1.234"),
        office.row("", "Cộng", "1.234", mark="|+"),
        office.row("2", "Tổ 2", ""),
    )
)


def test_a_table_has_its_widths_and_a_head_on_every_page() -> None:
    body = part(office.paper(TABLE, "", DAY), "word/document.xml")
    _head, table = body.iter(f"{W}tbl")
    widths = [int(grid.get(f"{W}w") or 0) for grid in table.iter(f"{W}gridCol")]
    assert [round(width / 1440 * 25.4) for width in widths] == [13, 92, 60]
    rows = [["".join(c.itertext()) for c in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
    assert rows[1:] == [
        ["1", "Tổ 1 <b>khu</b> Giữa", "1.234"],
        ["", "Cộng", "1.234"],
        ["2", "Tổ 2", ""],
    ]
    repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
    assert repeated == [True, False, False, False]
    assert [jc.get(f"{W}val") for jc in table.iter(f"{W}jc")][3:6] == ["right", "left", "right"]


def test_who_gets_it_stands_beside_who_signs() -> None:
    made = office.paper("< Nơi nhận:\n< - Như trên;\n> GIÁM ĐỐC\n> (ký)", "", DAY, "BC-………")
    head, end = part(made, "word/document.xml").iter(f"{W}tbl")
    assert "Số: ………/BC-………" in "".join(head.itertext())
    cells = [["".join(p.itertext()) for p in c.iter(f"{W}p")] for c in end.iter(f"{W}tc")]
    assert cells == [["Nơi nhận:", "- Như trên;"], ["GIÁM ĐỐC", "(ký)"]]
