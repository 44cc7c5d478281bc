"""Delivery slips: each line once, sums that are carried right, signatures where they belong."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pypdfium2
import pytest
from support.loads import EDITION, LONGER, handed

from generator.distribution.packing import Load, counts
from generator.model.campaign import Campaign
from generator.model.places import SAMPLE
from generator.press import slips

SIZES = (1, 20, 300)


@pytest.fixture(scope="module")
def loaded(mini: Campaign) -> tuple[Campaign, list[Load]]:
    return handed(mini, SIZES, sample=[2])


@pytest.fixture(scope="module")
def pages(loaded: tuple[Campaign, list[Load]]) -> list[list[str]]:
    """The lines of each page."""
    campaign, loads = loaded
    return lines(slips.slips(campaign, EDITION, loads))


def lines(pdf: bytes) -> list[list[str]]:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return [[" ".join(line.split()) for line in text.splitlines()] for text in texts]


def of_communes(
    loads: list[Load], pages: list[list[str]]
) -> Iterator[tuple[Load, list[list[str]]]]:
    left = list(pages)
    for load in loads:
        count = len(slips.division(len(load.packed)))
        yield load, left[:count]
        del left[:count]
    assert not left


def figures(page: list[str], words: str) -> tuple[int, ...]:
    """Return households, copies and bundles of a line of sums, if the page has it."""
    text = " ".join(page)
    found = re.search(rf"{words} ([\d.]+) ([\d.]+) ([\d.]+)", text)
    return tuple(int(n.replace(".", "")) for n in found.groups()) if found else ()


def test_every_line_stands_once_in_order(
    loaded: tuple[Campaign, list[Load]], pages: list[list[str]]
) -> None:
    for load, own in of_communes(loaded[1], pages):
        text = " ".join(" ".join(page) for page in own)
        place = 0
        for number, one in enumerate(load.packed, start=1):
            label = one.label
            row = f"{number} {label.code} {one.name} Tiếng Việt"
            place = text.index(row, place) + len(row)
            assert text.count(label.code) == 1
            homes = str(label.households or "")
            homes += "" if one.is_for_homes else " người"
            rest = f"{homes} {label.copies} {label.bundle}/{one.of}".strip()
            assert text[place:].strip().startswith(rest), (row, text[place : place + 40])


def test_sums_are_carried_from_page_to_page(
    loaded: tuple[Campaign, list[Load]], pages: list[list[str]]
) -> None:
    for load, own in of_communes(loaded[1], pages):
        sizes = slips.division(len(load.packed))
        before = 0
        for page, size in zip(own, sizes, strict=True):
            here = tuple(counts(load.packed[before : before + size]))
            assert figures(page, "Cộng trang") == (here if len(sizes) > 1 else ())
            assert figures(page, "Mang sang") == (
                tuple(counts(load.packed[:before])) if before else ()
            )
            before += size
        for one, other in pairwise(own):
            assert figures(one, "Cộng chuyển sang") == figures(other, "Mang sang")
        assert figures(own[-1], "Tổng cộng") == tuple(load.counts)
        assert not any(figures(page, "Tổng cộng") for page in own[:-1])


def test_people_of_a_school_are_no_households(loaded: tuple[Campaign, list[Load]]) -> None:
    load = loaded[1][0]
    assert load.packed[-1].name == LONGER and not load.packed[-1].is_for_homes
    assert load.counts.households == load.packed[0].label.households == 27


def test_heads_and_numbers_stand_on_every_page_and_signatures_on_the_last(
    loaded: tuple[Campaign, list[Load]], pages: list[list[str]]
) -> None:
    for load, own in of_communes(loaded[1], pages):
        for number, page in enumerate(own, start=1):
            text = " ".join(page)
            assert any(line.endswith(f"Trang {number}/{len(own)}") for line in page)
            assert "STT Mã nhãn Nơi nhận Ngôn ngữ Số hộ Số tờ Bó Ký nhận" in text
            assert load.unit.name in text and EDITION in text
            assert (SAMPLE in text) == load.is_sample == (load.unit.code == "00003")
            assert "Bản mẫu – chưa được phê duyệt" in text
            assert ("BIÊN BẢN GIAO NHẬN TỜ RƠI" in text) == (number == 1)
            assert ("BÊN GIAO" in text and "BÊN NHẬN" in text) == (number == len(own))


def test_a_commune_of_twenty_has_one_page(pages: list[list[str]]) -> None:
    assert slips.division(21) == [21]
    assert [len(slips.division(n)) for n in (1, 20, 300)] == [1, 1, 10]


def test_every_division_has_all_lines_and_no_signature_stands_alone() -> None:
    for count in range(1, 3000):
        found = slips.division(count)
        assert sum(found) == count and min(found) >= min(count, 3)
        assert found[0] <= 27 and all(size <= 32 for size in found[1:])
        assert found[-1] <= (21 if len(found) == 1 else 25)
        assert all(size == 32 for size in found[1:-2]), "only the last two are not full"


def test_nothing_runs_out_of_the_page(loaded: tuple[Campaign, list[Load]]) -> None:
    campaign, loads = loaded
    with pypdfium2.PdfDocument(io.BytesIO(slips.slips(campaign, EDITION, loads))) as document:
        for page in document:
            dark = np.asarray(page.render(scale=1, grayscale=True).to_pil()) < 128
            rows, columns = np.flatnonzero(dark.any(1)), np.flatnonzero(dark.any(0))
            assert rows[0] > 30 and rows[-1] < page.get_height() - 20
            assert columns[0] >= 56 and columns[-1] <= page.get_width() - 41


def test_weight_is_said_where_it_is_known(mini: Campaign, pages: list[list[str]]) -> None:
    campaign, loads = handed(mini, [4], grams=None)
    (page,) = lines(slips.slips(campaign, EDITION, loads))
    total = f"Giao theo danh sách: {loads[0].counts.copies} tờ, {loads[0].counts.bundles} bó."
    assert total in page
    assert any(re.search(r"bó, nặng khoảng \d+,\d kg, \d+ kiện\.", line) for line in pages[-1])


def test_places_that_nobody_counted_are_named(loaded: tuple[Campaign, list[Load]]) -> None:
    campaign, loads = loaded
    load = Load(loads[0].unit, loads[0].packed, ("Tổ 7", "Tổ 8"))
    (page,) = lines(slips.slips(campaign, EDITION, [load]))
    assert "Chưa có số hộ nên chưa chia tờ rơi: Tổ 7, Tổ 8." in page


def test_another_run_gives_the_same_bytes(loaded: tuple[Campaign, list[Load]]) -> None:
    campaign, loads = loaded
    assert slips.slips(campaign, EDITION, loads) == slips.slips(campaign, EDITION, loads)
    assert slips.page_count(loads) == sum(len(slips.division(len(x.packed))) for x in loads)
