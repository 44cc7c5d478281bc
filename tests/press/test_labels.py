"""Labels of bundles: each says what is its own, to eyes and to telephones, and fits its place."""

import dataclasses
import io
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from pyzbar import pyzbar
from support.loads import EDITION, LONG, LONGER, handed
from support.paper import pictures, tool
from support.trees import copied

from generator.distribution.packing import Load
from generator.distribution.receipts import Fact
from generator.exchange.messages import Reader
from generator.model.campaign import Campaign
from generator.model.facts import LanguageFacts
from generator.model.interface import Interface
from generator.model.places import SAMPLE
from generator.press import delivery, labels
from generator.press.labels import CELL, TOP, Made, Phone
from generator.press.marks import MM
from generator.press.sheets import Hand, LackingError

PHONE = Phone("0912345678", date(2027, 3, 31))


@pytest.fixture(scope="module")
def loaded(mini: Campaign) -> tuple[Campaign, list[Load]]:
    return handed(mini, [12, 3, 25], sample=[1])


@pytest.fixture(scope="module")
def made(loaded: tuple[Campaign, list[Load]]) -> Made:
    campaign, loads = loaded
    return labels.labels(campaign, EDITION, loads, PHONE)


def words(pdf: bytes, page: int) -> str:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return str(document[page].get_textpage().get_text_bounded())


def in_cell(pdf: bytes, page: int, slot: int) -> str:
    """Return the words inside one label, on one line."""
    left, top = slot % 2 * CELL[0] * MM, (TOP + slot // 2 * CELL[1]) * MM
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        side = document[page]
        high = side.get_height()
        box = (left, high - top - CELL[1] * MM, left + CELL[0] * MM, high - top)
        return " ".join(str(side.get_textpage().get_text_bounded(*box)).split())


def test_each_label_says_what_is_its_own_in_its_place(
    loaded: tuple[Campaign, list[Load]], made: Made
) -> None:
    _campaign, loads = loaded
    for page, (load, on_it) in enumerate(labels.on_sheets(loads)):
        for slot, one in enumerate(on_it):
            said, label = in_cell(made.pdf, page, slot), one.label
            assert one.name in said and load.unit.name in said
            assert label.code in said.replace(" ", "")
            who = "hộ" if one.is_for_homes else "người"
            contents = f"Bó {label.bundle}/{one.of} · {label.copies} tờ"
            assert contents in said
            assert (f"(cho {label.households} {who})" in said) == bool(label.households)
            assert f"Nhắn: BN {label.code} {label.copies} đến 0912 345 678" in said
            all_signed = f", nhắn: KY {label.code} {label.households}"
            assert (all_signed in said) == bool(label.households)
            lacks = min(2, label.copies - 1)
            short = f"nhắn: BN {label.code} {label.copies - lacks} THIEU {lacks}"
            assert (short in said) == bool(lacks)
            assert "31/03/2027" in said
            assert (SAMPLE in said) == one.is_sample == (load.unit.code == "00002")
            assert made.pages[label.code] == page + 1


def test_each_message_that_a_label_asks_for_is_understood(
    loaded: tuple[Campaign, list[Load]], made: Made
) -> None:
    _campaign, loads = loaded
    register = {one.label.code: one.label for load in loads for one in load.packed}
    reader = Reader(register, PHONE.until, None)
    asked = re.compile(r"(?:BN|KY) \w{6} \d+(?: THIEU \d+)?")
    for page, (_load, on_it) in enumerate(labels.on_sheets(loads)):
        for slot, one in enumerate(on_it):
            label = one.label
            wanted = {("delivered", label.copies)}
            if label.copies > 1:
                wanted |= {("delivered", label.copies - min(2, label.copies - 1))}
            if label.households:
                wanted |= {("signed", label.households)}
            found = set()
            for words in asked.findall(in_cell(made.pdf, page, slot)):
                (fact,) = reader.read(words, PHONE.until, "")
                assert isinstance(fact, Fact) and fact.label == label.code, words
                found.add((fact.kind, fact.number))
            assert found == wanted


def test_labels_come_as_communes_are_packed_each_commune_on_sheets_of_its_own(
    loaded: tuple[Campaign, list[Load]], made: Made
) -> None:
    _campaign, loads = loaded
    found = list(labels.on_sheets(loads))
    assert [load.unit.code for load, _on_it in found] == sorted(
        load.unit.code for load, _on_it in found
    )
    places = [one.label.place for one in loads[2].packed if one.label.bundle == 1]
    assert places == [f"00003-{number}" for number in range(1, 26)]
    assert loads[0].packed[-1].label.place == "00001-truong-hoc-1"
    with pikepdf.open(io.BytesIO(made.pdf)) as document:
        assert len(document.pages) == len(found) == labels.page_count(loads)
    sizes = [len(load.packed) for load in loads]
    assert labels.page_count(loads) == sum(-(-size // 10) for size in sizes)
    assert labels.fewest_pages(loads) == -(-sum(sizes) // 10)


def seen(picture: Any) -> list[str]:
    """Return what two readers read; they must agree."""
    first = Counter(code.text for code in zxingcpp.read_barcodes(picture))
    assert first == Counter(code.data.decode() for code in pyzbar.decode(picture))
    return sorted(first.elements())


def test_two_readers_read_both_codes_of_every_label(
    loaded: tuple[Campaign, list[Load]], made: Made, tmp_path: Path
) -> None:
    _campaign, loads = loaded
    (tmp_path / "nhan.pdf").write_bytes(made.pdf)
    sides = pictures(tmp_path / "nhan.pdf", tmp_path, 300)
    for side, (_load, on_it) in zip(sides, labels.on_sheets(loads), strict=True):
        wanted = [one.label.code for one in on_it]
        wanted += [f"SMSTO:0912345678:BN {one.label.code} {one.label.copies}" for one in on_it]
        assert seen(side) == sorted(wanted)


@pytest.mark.parametrize("copies", [1, 52, 999, 1000])
@pytest.mark.parametrize("number", ["0912345678", "5656", "+84912345678901"])
def test_a_count_and_a_number_of_any_length_are_read(
    loaded: tuple[Campaign, list[Load]], copies: int, number: str
) -> None:
    campaign, loads = loaded
    one = loads[1].packed[0]
    one = one._replace(label=one.label.model_copy(update={"copies": copies}))
    load = Load(loads[1].unit, [one], ())
    pdf = labels.labels(campaign, EDITION, [load], PHONE._replace(number=number)).pdf
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        picture = document[0].render(scale=300 / 72).to_pil()
    assert seen(picture) == sorted(
        (one.label.code, f"SMSTO:{number}:BN {one.label.code} {copies}")
    )


def test_modules_are_whole_dots_on_an_office_printer(made: Made) -> None:
    """At 600 dpi, rendered without smoothing, every edge of a code is where one of a grid is."""
    with pypdfium2.PdfDocument(io.BytesIO(made.pdf)) as document:
        page = document[0]
        left, low = labels._TEXT_AT[0] * MM, page.get_height() - (TOP + labels._TEXT_AT[1]) * MM
        size = 25 * labels._TEXT_DOTS * 0.12
        wide, high = page.get_size()
        crop = (left - 1, low - size - 1, wide - left - size - 1, high - low - 1)
        image = page.render(scale=600 / 72, crop=crop, grayscale=True).to_pil()
    dark = np.asarray(image) < 128
    edges = {int(edge) for row in dark for edge in np.flatnonzero(np.diff(row.astype(int)))}
    assert len(edges) > 20
    assert len({edge % labels._TEXT_DOTS for edge in edges}) == 1


def test_long_names_are_whole_and_inside(loaded: tuple[Campaign, list[Load]], made: Made) -> None:
    assert len(LONG) == 60 and len(LONGER) == 80
    campaign, loads = loaded
    on_first = [one.name for one in loads[0].packed]
    for name in (LONG, LONGER):
        place = on_first.index(name)
        assert name in in_cell(made.pdf, place // 10, place % 10)
    hand = Hand(campaign.tables.of(LanguageFacts)["vi"].font)
    for name in (LONG, LONGER, "W" * 60, "Xã", "Ỹ " * 40, "Ghềnh" * 16):
        size, lines = hand.fitted(name.strip(), 93, (24, 15), (13, 8), bold=True)
        assert " ".join(lines) == name.strip() and size <= 24
        assert all(hand.width(line, size, bold=True) <= 93.01 for line in lines)


def test_nothing_is_drawn_where_printers_leave_the_paper_white_nor_near_a_cut(
    made: Made, tmp_path: Path
) -> None:
    """But for the dashes that show where to cut."""
    (tmp_path / "nhan.pdf").write_bytes(made.pdf)
    mm = 100 / 25.4
    across, down = [0, CELL[0], 2 * CELL[0]], [TOP + row * CELL[1] for row in range(6)]
    for side in pictures(tmp_path / "nhan.pdf", tmp_path, 100):
        dark = np.asarray(side.convert("L")) < 128
        for at in down:  # the dashes are put out
            dark[max(round(at * mm) - 2, 0) : round(at * mm) + 3] = False
        dark[:, round(CELL[0] * mm) - 2 : round(CELL[0] * mm) + 3] = False
        assert dark.any()
        for at in across:
            assert not dark[:, max(round((at - 5) * mm), 0) : round((at + 5) * mm)].any()
        for at in (0, *down, 297):
            assert not dark[max(round((at - 3) * mm), 0) : round((at + 3) * mm)].any()


def test_without_a_phone_no_label_asks_for_a_message(
    loaded: tuple[Campaign, list[Load]], tmp_path: Path
) -> None:
    campaign, loads = loaded
    pdf = labels.labels(campaign, EDITION, loads[1:2], None).pdf
    said = words(pdf, 0)
    assert "nộp lại danh sách ký nhận" in said and "Nhắn" not in said and "BN" not in said
    (tmp_path / "nhan.pdf").write_bytes(pdf)
    (side,) = pictures(tmp_path / "nhan.pdf", tmp_path, 300)
    assert seen(side) == sorted(one.label.code for one in loads[1].packed)


def test_a_specimen_says_so_on_each_label(
    loaded: tuple[Campaign, list[Load]], made: Made
) -> None:
    campaign, loads = loaded
    mark = campaign.tables.of(Interface)["vi"].specimen
    (_load, on_it), *_rest = labels.on_sheets(loads)
    assert words(made.pdf, 0).count(mark) == len(on_it)


def test_black_alone_is_drawn_and_another_run_gives_the_same_bytes(
    loaded: tuple[Campaign, list[Load]], made: Made, tmp_path: Path
) -> None:
    campaign, loads = loaded
    assert labels.labels(campaign, EDITION, loads, PHONE).pdf == made.pdf
    (tmp_path / "nhan.pdf").write_bytes(made.pdf)
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", tmp_path / "nhan.pdf")
    with pikepdf.open(io.BytesIO(made.pdf)) as document:
        streams = [page.Contents.read_bytes() for page in document.pages]
        streams += [form.read_bytes() for form in document.pages[0].Resources.XObject.values()]
    for stream in streams:
        assert not re.search(rb"[\d.] (?:rg|RG|k|K|g|G|sc|scn|cs) ?\n", stream)


def test_a_letter_that_the_typeface_lacks_is_named(loaded: tuple[Campaign, list[Load]]) -> None:
    campaign, loads = loaded
    one = loads[1].packed[0]._replace(name="Tổ 第一")
    with pytest.raises(LackingError, match="“Tổ 第一”"):
        labels.labels(campaign, EDITION, [Load(loads[1].unit, [one], ())], PHONE)


def test_a_language_in_other_letters_is_named_by_its_tag(
    loaded: tuple[Campaign, list[Load]],
) -> None:
    campaign, _loads = loaded
    tables = copied(campaign.tables)
    of_languages = tables.of(LanguageFacts)
    of_languages["km"] = of_languages["en"].model_copy(update={"name": "ខ្មែរ"})
    found = labels.languages(dataclasses.replace(campaign, tables=tables))
    assert found["km"] == "km" and found["vi"] == "Tiếng Việt"


# -- reading back --------------------------------------------------------------------------------


def test_a_code_of_another_label_is_found(
    loaded: tuple[Campaign, list[Load]], made: Made, tmp_path: Path
) -> None:
    _campaign, loads = loaded
    (tmp_path / delivery.LABELS).write_bytes(made.pdf)
    assert list(delivery.faults(loads, PHONE, tmp_path)) == []
    other = PHONE._replace(number="0987654321")
    assert any("mã QR" in fault for fault in delivery.faults(loads, other, tmp_path))
    assert any("trang 1:" in fault for fault in delivery.faults(loads[::-1], PHONE, tmp_path))
