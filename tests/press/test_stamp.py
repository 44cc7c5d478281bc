"""Many leaflets in one file: each as if it had been set alone, and no mistake passes unseen."""

import csv
import io
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pikepdf
import pypdfium2
import pytest
from support.builds import run
from support.languages import add_languages
from support.paper import codes, plates
from support.press import pressed
from support.trees import MINI, campaign, edit, mistakes, replace

from generator.channels import leaflet
from generator.channels.leaflet import Own
from generator.distribution.homes import homes
from generator.distribution.plan import plan
from generator.model.campaign import Campaign
from generator.model.interface import Interface
from generator.model.places import Place, Unit
from generator.press import drawing, job, proofread, specimen, stamp
from generator.press.files import files

EDITION = "to-roi"


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content tree with leaflets for the province, communes and groups."""
    tree = tmp_path_factory.mktemp("places") / "noi-dung"
    shutil.copytree(MINI, tree)
    replace(tree / "editions/to-roi.yml", '"toan-tinh"', '"toan-tinh", "moi-xa", "moi-to"')
    assert run("issue", EDITION, "--content", tree).returncode == 0
    return tree


@pytest.fixture(scope="module")
def many(places: Path) -> Campaign:
    return campaign(places)


@pytest.fixture(scope="module")
def made(many: Campaign, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("job")
    for artifact in job.artifacts(many, EDITION, lambda _file: None):
        file = folder / artifact.path.removeprefix(f"{job.folder(EDITION)}/")
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(artifact.content)
    return folder


def side(pdf: bytes, page: int, dpi: int = 200) -> np.ndarray[Any, Any]:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return np.asarray(document[page].render(scale=dpi / 72, grayscale=True).to_pil(), int)


def test_each_page_is_as_if_it_had_been_set_alone(
    many: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the typesetter's own page of the same place; the QR code, which is put on whole
    dots, is read instead.
    """
    monkeypatch.setattr(specimen, "mark", lambda *_arguments: None)
    pdfs = {a.path: a.content for a in job.artifacts(many, EDITION, lambda _file: None)}
    seen = set()
    for file in files(many, EDITION):
        pdf = pdfs[f"{job.folder(EDITION)}/{file.name}"]
        for number, version in enumerate(file.versions):
            own = leaflet.own_words(many, version)
            seen.add(tuple(map(bool, own)))
            alone = pressed(many, version)
            for page in (0, 1):
                here, there = side(pdf, number * 2 + page), side(alone, page)
                assert here.shape == there.shape
                top = round(here.shape[0] * 0.72)  # below stands the code
                wrong = (abs(here - there)[:top] > 96).sum()
                assert wrong < here.size * 4e-4, (file.name, version.unit, page, wrong)
    assert len(seen) == 5, "province; commune and group, with a number and without"


def test_codes_and_words_stand_on_the_page_of_their_place(many: Campaign, made: Path) -> None:
    for file in files(many, EDITION):
        with pypdfium2.PdfDocument(made / file.name) as document:
            assert len(document) == 2 * len(file.versions)
            for number, version in enumerate(file.versions):
                page = document[number * 2 + 1]
                image = page.render(scale=150 / 72).to_pil()
                assert codes(image) == [many.addresses.qr_text(version.code.code)]
                words = page.get_textpage().get_text_bounded()
                for own in leaflet.own_words(many, version):
                    assert own in words


def test_only_black_differs(many: Campaign, made: Path, tmp_path: Path) -> None:
    (file, *_rest) = files(many, EDITION)
    one, other = (plates(made / file.name, tmp_path / str(n), n * 2) for n in (3, 4))
    for name in ("Cyan", "Magenta", "Yellow"):
        assert np.array_equal(one[name], other[name]), name
    assert not np.array_equal(one["Black"], other["Black"])


def test_modules_are_whole_dots(many: Campaign, made: Path, tmp_path: Path) -> None:
    """On a press of 600 dpi the timing pattern is as regular as in theory."""
    (file, *_rest) = files(many, EDITION)
    black = plates(made / file.name, tmp_path / "600", 4, 600)["Black"]
    widths = set()
    for row in black:
        edges = np.flatnonzero(np.diff(row > 0.5))
        steps = np.diff(edges)
        # The timing pattern: at least seven modules, dark and light by turns, all as wide.
        for first in range(len(steps) - 7):
            window = steps[first : first + 7]
            if 14 <= window[0] <= 24 and (window == window[0]).all():
                widths.add(int(window[0]))
    assert widths == {18}


def test_whoever_does_the_work_the_bytes_are_the_same(many: Campaign, made: Path) -> None:
    stamp_at_once = stamp.AT_ONCE
    try:
        stamp.AT_ONCE = 2  # so that there is more than one piece of work
        with ThreadPoolExecutor(2) as pool:
            for artifact in job.artifacts(many, EDITION, lambda _file: None, pool.submit):
                name = artifact.path.removeprefix(f"{job.folder(EDITION)}/")
                assert artifact.content == (made / name).read_bytes(), name
            assert list(proofread.faults(many, EDITION, made, pool.submit)) == []
    finally:
        stamp.AT_ONCE = stamp_at_once


def test_a_script_with_marks_is_stamped_as_it_is_set(many: Campaign) -> None:
    """Marks of Arabic and Khmer are moved against their letters, and so they are when stamped."""
    for face, words in (
        ("NotoSansKhmer-Bold.ttf", "ក្រុមទី៣ ភូមិ"),
        ("NotoSansArabic-Bold.ttf", "مَجْمُوعَة"),
    ):
        shown = drawing.words(words, face, 10.0).operators
        assert " Ts[" in shown and shown.startswith("[") and shown.endswith("]TJ")


def test_a_number_that_stands_elsewhere_too_stays_there(tree: Path) -> None:
    """The police of a commune have 113 for their number, which the front prints as well."""
    edit(tree / "distribution/units.csv", lambda text: text.replace("02103000001", "113"))
    edit(
        tree / "distribution/units.csv",
        lambda text: text.replace(
            "Phường Thử Hai,,,,", "Phường Thử Hai,111,111,Trực ban,2026-11-20"
        ),
    )
    replace(tree / "editions/to-roi.yml", '"toan-tinh"', '"moi-xa"')
    (tree / "distribution/codes.csv").unlink()
    assert run("issue", EDITION, "--content", tree).returncode == 0
    found = campaign(tree)
    made = {a.path: a.content for a in job.artifacts(found, EDITION, lambda _file: None)}
    pdf = made[f"{job.folder(EDITION)}/tat-ca-vi.pdf"]
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    assert "113" in pages[2] and "111" not in pages[2], "the front of the second commune"
    assert "111" in pages[3]


def test_names_as_a_mac_saves_them_are_printed_and_odd_letters_are_refused(
    tree: Path, tmp_path: Path
) -> None:
    table = tree / "distribution/groups.csv"
    edit(table, lambda text: unicodedata.normalize("NFD", text))
    replace(tree / "editions/to-roi.yml", '"toan-tinh"', '"moi-to"')
    (tree / "distribution/codes.csv").unlink()
    assert run("issue", EDITION, "--content", tree).returncode == 0
    done = run("print", EDITION, "--content", tree, "--output", tmp_path / "dist")
    assert done.returncode == 0, done.stderr
    for letter in ("\u200b", "\u2011", "ﬁ"):
        edit(table, lambda text: text.replace("Khu", f"Khu{letter}"))  # noqa: B023
        assert any(f"U+{ord(letter):04X}" in line for line in mistakes(tree)), letter
        edit(table, lambda text: text.replace(f"Khu{letter}", "Khu"))  # noqa: B023


def test_leaflets_from_right_to_left_and_four_on_a_sheet_are_read_back(tree: Path) -> None:
    add_languages(tree)
    for design in ("a4-atm", "cards"):
        text = (tree / "editions/to-roi.yml").read_text("utf-8")
        text = re.sub("design: .*", f'design: "{design}"', text)
        text = text.replace('"toan-tinh"', '"toan-tinh", "moi-xa"')
        text = re.sub("languages: .*", 'languages: ["ar", "vi"]', text)
        (tree / f"editions/{design}.yml").write_text(text, "utf-8")
    long = re.compile(r'("(?:topic|topic_act|act|tell|truth)": "\S+ \S+)[^"{]*"')
    edit(tree / "interface/ar.yml", lambda text: long.sub(r'\1"', text))
    for design in ("a4-atm", "cards"):
        assert run("issue", design, "--content", tree).returncode == 0
    found = campaign(tree)
    for design in ("a4-atm", "cards"):
        folder = tree.parent / design
        for artifact in job.artifacts(found, design, lambda _file: None):
            file = folder / artifact.path.removeprefix(f"{job.folder(design)}/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(artifact.content)
        assert list(proofread.faults(found, design, folder)) == []
        version = next(v for v in found.versions.values() if v.edition == design)
        assert "code" in leaflet.own_fields(found, version)


# -- mistakes ------------------------------------------------------------------------------------


def _swap(document: Any) -> None:
    """Exchange what two leaflets have of their own: page and code still agree."""
    one, other = document.pages[5], document.pages[7]
    one.obj.Contents, other.obj.Contents = other.obj.Contents, one.obj.Contents


def _twice(document: Any) -> None:
    document.pages[7].obj.Contents = document.pages[5].obj.Contents


def _missing(document: Any) -> None:
    del document.pages[4:6]


def _no_code(document: Any) -> None:
    contents = document.pages[5].obj.Contents
    document.pages[5].obj.Contents = pikepdf.Array(list(contents)[:-1])


def _front_of_another(document: Any) -> None:
    document.pages[4].obj.Contents = document.pages[5].obj.Contents[0]


@pytest.mark.parametrize(
    ("change", "count"), [(_swap, 2), (_twice, 1), (_missing, 1), (_no_code, 1)]
)
def test_a_mistake_on_one_page_is_found(
    many: Campaign, made: Path, tmp_path: Path, change: Callable[[Any], None], count: int
) -> None:
    (file, other, *_rest) = files(many, EDITION)
    with pikepdf.open(made / file.name) as document:
        change(document)
        document.save(tmp_path / file.name)
    (tmp_path / other.name).write_bytes((made / other.name).read_bytes())
    found = list(proofread.faults(many, EDITION, tmp_path))
    assert all(line.startswith(file.name) for line in found), found
    pages = {line.partition(":")[0] for line in found}
    assert len(pages) == count, found


def test_a_front_of_another_design_is_found(many: Campaign, made: Path, tmp_path: Path) -> None:
    for file in files(many, EDITION):
        (tmp_path / file.name).write_bytes((made / file.name).read_bytes())
    with pikepdf.open(tmp_path / file.name, allow_overwriting_input=True) as document:
        _front_of_another(document)
        document.save()
    assert any("mặt này khác mặt" in line for line in proofread.faults(many, EDITION, tmp_path))


def test_a_wrong_number_and_a_wrong_language_are_found(
    places: Path, many: Campaign, made: Path, tmp_path: Path
) -> None:
    tree = Path(shutil.copytree(places, tmp_path / "khac"))
    edit(tree / "distribution/units.csv", lambda text: text.replace("02103000001", "02103000002"))
    found = list(proofread.faults(campaign(tree), EDITION, made))
    # Commune 00001 and its two groups, in two languages.
    assert len(found) == 6 and all("“0210 3000 002”" in line for line in found)
    vi, en = files(many, EDITION)
    (tmp_path / vi.name).write_bytes((made / en.name).read_bytes())
    (tmp_path / en.name).write_bytes((made / vi.name).read_bytes())
    assert len(list(proofread.faults(many, EDITION, tmp_path))) == len(vi.versions) * 4


def test_a_name_that_needs_two_lines_is_refused_with_all_places_named(tree: Path) -> None:
    long = "Tổ liên gia tự quản " + "số một " * 5
    edit(
        tree / "distribution/groups.csv",
        lambda text: text.replace("Tổ liên gia số 1", long.strip()),
    )
    replace(tree / "editions/to-roi.yml", '"toan-tinh"', '"moi-to"')
    (tree / "distribution/codes.csv").unlink()
    done = run("issue", EDITION, "--content", tree)
    assert (
        done.returncode == 1 and f"“{long.strip()}, xã Thử Một” dài hơn một dòng" in done.stderr
    )


def test_a_shipped_design_prints_every_commune(shipped: Campaign) -> None:
    """The names of all 148 communes fit their line in every design that shows one."""
    interface = shipped.tables.of(Interface)[shipped.source]
    units = shipped.tables.of(Unit).values()
    assert len(units) == 148
    owns = [
        Own("WWWWWW", interface.police_of.format(place=Place("", unit).inside), "0" * 11, "")
        for unit in units
    ]
    for edition in shipped.editions:
        version = next(v for v in shipped.versions.values() if v.edition == edition)
        assert leaflet.base(shipped, [(version, own) for own in owns]).codes


# -- the papers of a job with many places --------------------------------------------------------


def test_quantities_add_up_at_every_level(many: Campaign, made: Path) -> None:
    """Households, spare and copies of single leaflets, of communes, and of all, as read back."""
    table = (made / job.QUANTITIES).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    places = many.places[EDITION]
    assert len(rows) == 2 * len(places) and {row["ngôn ngữ"] for row in rows} == {"vi", "en"}
    needs = plan(many, EDITION).by_version()
    for row in rows:
        needed = needs.get((row["mã nơi nhận"], row["ngôn ngữ"]))
        assert row["số tờ cần"] == ("" if needed is None else str(needed.needed))
        if needed is not None:
            spare = -(-needed.needed * 3 // 100)
            copies = needed.needed + spare
            assert (row["dự phòng"], row["số bản"]) == (str(spare), str(copies))
            assert int(row["bó đầy"]) * 50 + int(row["tờ lẻ"]) == copies
    # Each household once, in the language it reads: nothing is counted twice.
    homes_ = sum(line.households or 0 for line in homes(many.tables))
    assert sum(int(row["số tờ cần"] or 0) for row in rows) == homes_
    with zipfile.ZipFile(made / job.WORKBOOK) as book:
        summed, single = (sheet(book, n) for n in (1, 2))
    wanted = sum(int(row["số bản"] or 0) for row in rows)
    assert single[-1][12] == summed[-1][11] == wanted
    assert sum(row[11] for row in summed[1:-1] if row[11]) == wanted


def sheet(book: zipfile.ZipFile, number: int) -> list[list[Any]]:
    """Return the cells of a sheet, numbers as numbers; text is in the strings of the book."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    words = ["".join(part.itertext()) for part in strings]
    found = []
    for row in ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).iter(
        f"{space}row"
    ):
        cells: list[Any] = [None] * 17
        for cell in row:
            column = ord(cell.attrib["r"][0]) - ord("A")
            value = cell.findtext(f"{space}v")
            if value is not None:
                cells[column] = words[int(value)] if cell.get("t") == "s" else int(value)
        found.append(cells)
    return found


def test_one_file_a_commune_where_the_edition_says_so(many: Campaign) -> None:
    edition = many.editions[EDITION].model_copy(update={"files": "unit"})
    many.editions[EDITION], before = edition, many.editions[EDITION]
    try:
        found = {file.name: [v.unit for v in file.versions] for file in files(many, EDITION)}
    finally:
        many.editions[EDITION] = before
    assert found["toan-tinh-vi.pdf"] == ["toan-tinh"]
    assert found["00001-vi.pdf"] == ["00001", "00001-1", "00001-2"]
    assert found["00003-en.pdf"] == ["00003"]
