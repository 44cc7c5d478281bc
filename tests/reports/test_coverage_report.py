"""A report of coverage: every figure leads to its rows; the same content is the same bytes."""

import dataclasses
import io
import json
import re
import shutil
import subprocess
import zipfile
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from support.handing_out import EDITION, Act, World, campaign, with_receipts, with_table
from support.trees import copied

from generator import policy
from generator.distribution import sampling
from generator.distribution.homes import homes
from generator.model.campaign import Campaign
from generator.model.facts import Settings, Status
from generator.model.places import SAMPLE, Group, Unit
from generator.model.receipts import Sampled
from generator.reports import coverage, doubts, letter, page, tables, tiles
from generator.reports.coverage import Report

TRICKY = "Tổ | <b>1</b> & =1+1"


@pytest.fixture
def made(mini: Campaign) -> Campaign:
    """A commune that reports all and more, one that reports half, silent and uncounted ones."""
    groups: list[int | None] = [40] * 25
    found = campaign(mini, World([(None, groups), (1000, []), (500, []), (None, [])], []))
    acts = [Act(n, False, 1000, n, False) for n in range(25)]
    acts += [Act(0, True, 1500, 8, False), Act(25, False, 1000, 15, False)]
    found = with_receipts(found, acts)
    first = next(iter(found.tables.of(Group)))
    tricky = found.tables.of(Group)[first].model_copy(update={"name": TRICKY})
    found = with_table(found, Group, {**found.tables.of(Group), first: tricky})
    drawn = sampling.draw("dot-1", "00100", [h for h in homes(found.tables) if h.group])
    visited = [row.model_copy(update={"found": "co", "on": date(2027, 1, 5)}) for row in drawn]
    return with_table(found, Sampled, {row.key: row for row in visited})


def report(made: Campaign) -> Report:
    return coverage.report(made, EDITION)


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = python_calamine.load_workbook(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def words(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("word/document.xml").decode()
    return re.sub("<[^>]+>", " ", text)


def test_three_numbers_stand_apart(made: Campaign) -> None:
    data = json.loads(json.dumps(coverage.as_data(report(made))))
    assert data["households"] == 2500
    assert data["delivered"] == {"part": 1200, "whole": 2500, "tenths_of_percent": 480}
    assert data["confirmed"] == {"part": 40, "whole": 2500, "tenths_of_percent": 16}
    (sample,) = data["verified"]
    assert sample["size"] == sample["found"] == 19 and sample["accepted"]
    assert data["reporting"] == {"part": 2, "whole": 3, "tenths_of_percent": 666}
    assert data["uncounted"] == ["00103"] and [one["place"] for one in data["over"]] == [
        "00100-1"
    ]


def test_who_has_a_part_stands_apart_in_every_form(made: Campaign) -> None:
    """Group 1 has a tenth of its leaflets, 24 others all: nobody says 25 of 25."""
    acts = [Act(0, False, 100, 0, False), *(Act(n, False, 1000, n, False) for n in range(1, 25))]
    found = report(with_receipts(made, acts))
    said = "đã nhận đủ 24/25 (96,0%), nhận một phần 1"
    assert said in page.html(found).decode() and said in words(letter.docx(found))
    (row,) = (r for r in sheets(tables.as_workbook(found))["Tổng hợp"] if "(Tổ liên gia)" in r[0])
    assert row[1:4] == [24.0, 25.0, 96.0] and row[5] == 1.0
    assert coverage.as_data(found)["others"]["to"] == {
        **{"part": 24, "whole": 25, "tenths_of_percent": 960, "partly": 1}
    }


def test_every_figure_leads_to_its_rows(made: Campaign) -> None:
    """From the page to the workbook, from its communes to lists, from those to the files."""
    found = report(made)
    book, rows = sheets(tables.as_workbook(found)), tables.rows(found)
    by_unit, by_list = book[tables.BY_UNIT], book[tables.BY_LIST]
    for unit in found.found.units:
        row = by_unit[rows.units[unit.unit.code] - 1]
        assert row[:2] == [unit.unit.code, unit.unit.name]
        first, _dash, last = row[9].rpartition(" ")[2].partition("–")
        own = by_list[int(first) - 1 : int(last or first)]
        assert {line[0] for line in own} == {unit.unit.code}
        if unit.is_counted:
            assert row[2] == sum(line[4] for line in own) == unit.sums.households
            assert row[3] == sum(line[5] for line in own) == unit.sums.delivered.part
    summed = by_unit[rows.sum_of_units - 1]
    assert (summed[0], summed[2], summed[3], summed[5]) == ("Cộng", 2500.0, 1200.0, 40.0)
    groups = list(made.tables.of(Group))
    for line in by_list[2:27]:
        number = int(line[8].removeprefix("distribution/groups.csv, dòng "))
        assert groups[number - 2] == line[2]
    receipts = [row for row in book[tables.RECEIPTS][2:] if row[3] == "00100-1"]
    named = {int(row[0]) for row in receipts}
    assert by_list[2][9] == f"distribution/receipts.csv, dòng {coverage.runs(named)}"
    delivered = book["Tổng hợp"][2]
    assert delivered[1:4] == [1200.0, 2500.0, 48.0]


def test_the_workbook_adds_up_by_formulas(made: Campaign) -> None:
    with zipfile.ZipFile(io.BytesIO(tables.as_workbook(report(made)))) as archive:
        pages = "".join(
            archive.read(name).decode() for name in archive.namelist() if "worksheets" in name
        )
    assert "<f>SUM('Từng danh sách'!F3:F27)</f><v>1000</v>" in pages
    assert "<f>'Theo xã'!D7</f><v>1200</v>" in pages and "<f>1+1" not in pages


def test_names_are_words_in_every_form(made: Campaign) -> None:
    found = report(made)
    html = page.html(found).decode()
    assert "&lt;b&gt;1&lt;/b&gt; &amp; =1+1" in html and "<b>1</b>" not in html
    assert "Tổ | &lt;b&gt;1&lt;/b&gt; &amp; =1+1" in words(letter.docx(found))


def test_what_was_reported_too_much_is_no_success(made: Campaign) -> None:
    found = report(made)
    for text in (page.html(found).decode(), words(letter.docx(found))):
        assert "60 hộ ký, danh sách có 40 hộ" in text
    (line,) = found.found.over
    assert line.signed == 40
    (block,) = tiles.blocks(found.found.units)
    assert [(tile.figure, tile.look) for tile in block.tiles] == [
        ("100 !", "over"),
        ("20", "few"),
        ("0", "silent"),
        ("?", "unknown"),
    ]


def test_counts_of_a_bundle_that_do_not_agree_are_asked_about(made: Campaign) -> None:
    """In group 2, 40 sign for 20 leaflets; in group 3, 40 for leaflets that never came."""
    acts = [Act(1, False, 500, 0, False), Act(1, True, 1000, 0, False)]
    found = report(with_receipts(made, [*acts, Act(2, True, 1000, 0, False)]))
    short, never = (one.label.code for one in found.found.signed)
    for text in (page.html(found).decode(), words(letter.docx(found))):
        assert f"bó {short}: 40 chữ ký, mới giao 21 tờ" in re.sub("<[^>]+>", "", text)
        assert f"bó {never}: 40 chữ ký, chưa có biên nhận giao" in re.sub("<[^>]+>", "", text)
        assert "không phải là thành tích" not in text, "nothing is over-full here"
    rows = [r for r in sheets(tables.as_workbook(found))["Cần đối chiếu"] if r[3] == short]
    assert rows[0][:5] == ["00100", "00100-2", "Tổ 2, Xã 0", short, "40 chữ ký, mới giao 21 tờ"]
    of_short = coverage.as_data(found)["signed_too_much"][0]
    assert of_short["label"] == short and of_short["delivered"] == 21


def test_a_bundle_for_which_too_many_signed_says_whom_it_is_for(made: Campaign) -> None:
    acts = [Act(3, False, 1000, 0, False), Act(3, True, 1025, 0, False)]
    (one,) = doubts.doubts(report(with_receipts(made, acts)))[1:-1]
    assert one.what == "41 chữ ký, bó này dành cho 40 hộ" and len(one.receipts) == 2


def test_a_commune_that_counts_fewer_is_called_by_its_name(made: Campaign) -> None:
    units = dict(made.tables.of(Unit))
    units["00100"] = units["00100"].model_copy(update={"households": 3})
    groups = dict(made.tables.of(Group))
    first = next(iter(groups))
    groups[first] = groups[first].model_copy(update={"households": 3802})
    found = report(with_table(with_table(made, Unit, units), Group, groups))
    text = page.html(found).decode()
    assert "<b>Xã 0</b>: xã ghi 3 hộ, các tổ cộng lại 4.762 hộ" in text
    assert "Số hộ xã ghi ít hơn số hộ các tổ cộng lại." in text and "groups.csv" not in text
    assert "danh sách tổ" in words(letter.docx(found))
    assert "groups.csv" not in words(letter.docx(found))
    visits = sheets(tables.as_workbook(found))["Hộ kiểm tra"]
    assert {row[1] for row in visits[2:]} == {"Xã 0"}


def test_a_sample_never_says_it_is_all_of_them(made: Campaign) -> None:
    found = report(made)
    (sample,) = found.samples
    assert coverage.interval(sample) == "từ 83,1% trở lên"
    assert coverage.verdict(sample).startswith("Đạt: 19 trong 19 hộ")
    assert coverage.within(made, sample) == "Xã 0"
    assert coverage.verified(found) == "chưa kiểm tra mẫu toàn tỉnh"
    forged = [r.model_copy(update={"household": 9_999}) for r in sample.rows[:2]]
    rows = {row.key: row for row in [*forged, *sample.rows[2:]]}
    (wrong,) = report(with_table(made, Sampled, rows)).samples
    assert coverage.interval(wrong) == "chưa kết luận"
    assert coverage.verdict(wrong) == (
        f"Không kết luận: 2 dòng không phải hộ đã rút ({', '.join(r.place for r in forged)})."
    )


def test_sample_figures_are_marked_on_everything(made: Campaign) -> None:
    found = report(made)
    assert SAMPLE not in page.html(found).decode() + words(letter.docx(found))
    units = dict(made.tables.of(Unit))
    units["00101"] = units["00101"].model_copy(update={"counted_by": SAMPLE})
    marked = report(with_table(made, Unit, units))
    assert SAMPLE in page.html(marked).decode() and SAMPLE in words(letter.docx(marked))
    for sheet in sheets(tables.as_workbook(marked)).values():
        assert sheet[0][0] == SAMPLE
    assert coverage.as_data(marked)["sample_figures"]


def test_the_same_content_is_the_same_bytes(made: Campaign) -> None:
    one, other = report(made), report(dataclasses.replace(made, tables=copied(made.tables)))
    for make in (page.html, tables.as_workbook, letter.docx):
        assert make(one) == make(other)


def test_the_page_is_private_and_loads_nothing(made: Campaign) -> None:
    html = page.html(report(made)).decode()
    style = re.search("<style>(.*?)</style>", html, re.DOTALL)
    assert style and policy.hashed(style[1]) in html.replace("&#39;", "'")
    assert 'name="robots" content="noindex,nofollow,noarchive"' in html
    assert not re.search(r'(src=|href="(?!#|data:,)|url\(|@import|<script|style=")', html)
    assert "#" not in re.sub(r"#[a-z][a-z-]+\{|&#39;", "", style[1].partition("}")[2]).replace(
        "#ban-do", ""
    )


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.wanted: set[str] = set()
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids.add(found.get("id") or "")
        if tag == "a":
            self.wanted.add((found.get("href") or "").removeprefix("#"))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


def test_every_tile_leads_to_its_row(made: Campaign) -> None:
    found = Links()
    found.feed(page.html(report(made)).decode())
    assert found.wanted <= found.ids and len(found.wanted) == 5
    assert all(after <= before + 1 for before, after in pairwise(found.headings))


def test_a_paper_leaves_number_day_and_signature_to_who_answers_for_it(made: Campaign) -> None:
    tables_ = copied(made.tables)
    tables_.of(Settings)[""] = made.settings.model_copy(update={"status": Status.OFFICIAL})
    official = words(letter.docx(report(dataclasses.replace(made, tables=tables_))))
    assert made.issuer in official and made.issuer not in words(letter.docx(report(made)))
    assert "Số: ………/BC-………" in official and "ngày …… tháng …… năm" in official
    for part in ("Nơi nhận:", "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", "Phụ lục"):
        assert part in official


OFFICE = shutil.which("soffice")
TIMES = {"Times New Roman", "Liberation Serif", "Tinos"}
"""As wide as Times, with the letters of Vietnamese: with other fonts lines are longer."""


def _office_has_times() -> bool:
    named = ["fc-match", "--format", "%{family[0]}", "Times New Roman"]
    return subprocess.run(named, check=True, capture_output=True, text=True).stdout in TIMES


@pytest.mark.skipif(
    not OFFICE or not _office_has_times(), reason="no LibreOffice, or no font like Times"
)
def test_a_word_processor_sets_it_as_the_decree_has_it(made: Campaign, tmp_path: Path) -> None:
    """The name of the state on one line; columns as wide as said; pages numbered from 2."""
    (tmp_path / "bao-cao.docx").write_bytes(letter.docx(report(made)))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [str(OFFICE), home, "--headless", "--convert-to", "pdf", "bao-cao.docx"]
    for what in (command, ["pdftotext", "-layout", "bao-cao.pdf"]):
        subprocess.run(what, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    pages = (tmp_path / "bao-cao.txt").read_text("utf-8").split("\f")
    first, second = (page.split("\n") for page in pages[:2])
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first[0]
    assert second[0].strip() == "2"


def test_nothing_reported_yet_is_said_so(mini: Campaign) -> None:
    found = report(campaign(mini, World([(100, [])], [])))
    assert "Chưa có biên nhận nào." in words(letter.docx(found))
    html = page.html(found).decode()
    assert "0,0%" in html and "chưa có" in html
    assert sheets(tables.as_workbook(found))["Theo tuần"][-1][0] == "tuần"


# -- the map -------------------------------------------------------------------------------------


def blocks(mini: Campaign, codes: list[str]) -> list[tiles.Block]:
    found = campaign(mini, World([(10, [])], []))
    units = {c: Unit.model_construct(code=c, name=f"Xã {c}", households=10) for c in codes}
    return tiles.blocks(report(with_table(found, Unit, units)).found.units)


def test_communes_lie_in_the_parts_of_the_province(mini: Campaign) -> None:
    found = blocks(mini, ["08707", "04792", "05425", "07894", "09154"])
    assert [(block.name, len(block.tiles)) for block in found] == [
        ("Hòa Bình (cũ)", 2),
        ("Phú Thọ (cũ)", 1),
        ("Vĩnh Phúc (cũ)", 2),
    ]


def test_another_province_lies_in_the_order_of_its_numbers(mini: Campaign) -> None:
    found = blocks(mini, [f"{19000 + 7 * n:05}" for n in range(102)])
    assert [len(block.tiles) for block in found] == [51, 51]
    assert found[0].name == "Mã 19000–19350"
    apart = blocks(mini, ["01000", "01007", "02000"])
    assert [len(block.tiles) for block in apart] == [2, 1]
    assert blocks(mini, []) == []


def test_the_whole_country_lies_in_blocks_that_can_be_looked_over(mini: Campaign) -> None:
    found = blocks(mini, [f"{1 + 9 * n:05}" for n in range(3321)])
    assert sum(len(block.tiles) for block in found) == 3321
    assert max(len(block.tiles) for block in found) <= tiles.MOST


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Xã Cao Sơn", ("Cao Sơn",)),
        ("Xã Tam Dương Bắc", ("Tam", "Dương Bắc")),
        ("Đặc khu Bạch Long Vĩ", ("Bạch", "Long Vĩ")),
        ("Phường Nghĩalộ", ("Nghĩalộ",)),
    ],
)
def test_a_name_is_even_on_its_lines(name: str, lines: tuple[str, ...]) -> None:
    assert tiles._words(name) == lines
