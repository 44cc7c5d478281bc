"""What goes to whoever licenses a leaflet: what we know, what we do not, both languages."""

import dataclasses
import io
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from support.builds import run
from support.paper import text
from support.trees import campaign, make_official, many_places, replace

from generator.channels import leaflet
from generator.model.campaign import Campaign
from generator.press import licence, manuscript


def words(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return "\n".join("".join(p.itertext()) for p in root.iter() if p.tag.endswith("}p"))


def test_an_application_says_what_is_known_and_names_the_rest(mini: Campaign) -> None:
    made = licence.application(mini, "to-roi")
    said = words(made.docx)
    for known in (
        "Cấp giấy phép xuất bản tài liệu không kinh doanh",
        "Bản mẫu – chưa được phê duyệt",
        "14,8 × 21 cm",
        "Số trang: 2",
        "Tiếng Việt, English",
        "toàn tỉnh",
        "bản đối chiếu Tiếng Việt – English",
        "thủ tục 1.003868",
        "tra lại trước khi nộp",
    ):
        assert known in said, known
    assert made.blanks == [
        "Kính gửi: Ủy ban nhân dân tỉnh, thành phố",
        "Cơ quan, tổ chức đề nghị cấp giấy phép",
        "Địa chỉ",
        "Số điện thoại, thư điện tử",
        "Người dịch sang English",
        "Số lượng in",
        "Tên, địa chỉ cơ sở in",
    ]
    assert "Cơ quan thử" not in said, "a specimen has no issuer"
    assert made == licence.application(mini, "to-roi")


def test_an_official_campaign_knows_its_issuer_copies_and_places(tree: Path) -> None:
    make_official(tree)
    replace(tree / "editions/to-roi.yml", "toan-tinh", "moi-to")
    (tree / "distribution/codes.csv").unlink()
    assert run("issue", "to-roi", "--content", tree).returncode == 0
    found = campaign(tree)
    counted = [code.model_copy(update={"quantity": 1500}) for code in found.codes]
    made = licence.application(dataclasses.replace(found, codes=tuple(counted)), "to-roi")
    said = words(made.docx)
    assert "1. Cơ quan, tổ chức đề nghị cấp giấy phép: Cơ quan thử" in said
    assert "3 tổ, thôn, khu của Xã Thử Một, Phường Thử Hai" in said
    assert "6. Số lượng in: 9.000 bản" in said and "Số lượng in" not in made.blanks
    several = licence.application(many_places(found, 7), "to-roi")
    assert "10. Phạm vi phát hành: 7 xã, phường, đặc khu" in words(several.docx)


def test_a_manuscript_holds_the_words_of_the_leaflet_side_by_side(
    mini: Campaign, tmp_path: Path
) -> None:
    version = mini.versions["to-roi", "toan-tinh", "en"]
    sides = list(manuscript.sides(mini, version))
    assert [side.number for side in sides] == [1, 2]
    lines = [line for side in sides for line in side.lines]
    pairs = {line.source: line.other for line in lines}
    assert pairs["Bản mẫu – chưa được phê duyệt"] == "Specimen – not approved"
    assert all("\n" not in words for line in lines for words in line), "each has its own line"
    pdf = tmp_path / "to-roi.pdf"
    pdf.write_bytes(leaflet.leaflet(mini, version).pdf)
    printed, told = (
        "".join(t.casefold().split()) for t in (text(pdf), " ".join(line.other for line in lines))
    )
    assert Counter(told) == Counter(printed), "every letter of the leaflet, and no other"
    file = tmp_path / "doi-chieu.pdf"
    file.write_bytes(manuscript.manuscript(mini, version))
    said = text(file)
    assert "Bản đối chiếu Tiếng Việt – English" in said and version.code.code in said
    assert manuscript.manuscript(mini, version) == file.read_bytes()


def test_other_words_in_the_same_language_need_no_translation(shipped: Campaign) -> None:
    for name, edition in shipped.editions.items():
        found = manuscript.foreign(shipped, name)
        assert "vi-x-easy" not in found and set(found) <= set(edition.languages)
