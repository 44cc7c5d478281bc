"""Slogans on cloth and on walls: as large as fit, no mark cut off, known by their tickets."""

import dataclasses
import io
import re
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from support.builds import made
from support.paper import MM, plates, tool
from support.trees import copied

from generator.artifact import Scope
from generator.channels.banner import BLEED, banners
from generator.model.campaign import Campaign
from generator.model.facts import Settings, Status, Surface
from generator.model.trust import Approval
from generator.model.words import Slogans
from generator.problems import ContentError
from generator.typesetting.lines import extent, fitted

Files = dict[str, bytes]
HEAVY = "BeVietnamPro-ExtraBold.ttf"
MOST_POINTS = 14_400
"""Of a page that Acrobat opens."""
BOARD = Surface(width_mm=1000, height_mm=500)
WALL = Surface(width_mm=1000, height_mm=500, kind="wall")


@pytest.fixture(scope="module")
def files(shipped: Campaign) -> Files:
    return made(shipped, "banner")


def with_slogan(campaign: Campaign, text: str, *surfaces: Surface, **settings: object) -> Files:
    """Return the files of one slogan on some surfaces."""
    tables = copied(campaign.tables)
    approval = Approval(state="unreviewed")
    tables.of(Slogans)["vi"] = Slogans(slogans={"thu": text}, approval=approval)
    changes = {"banners": surfaces, **settings}
    tables.of(Settings)[""] = campaign.settings.model_copy(update=changes)
    return made(dataclasses.replace(campaign, tables=tables), "banner")


def pdfs(files: Files) -> Files:
    return {path: file for path, file in files.items() if path.endswith(".pdf")}


def real(path: str) -> tuple[int, int, int]:
    """Return width, height and scale that a file's name tells."""
    found = re.search(r"-(\d+)x(\d+)(?:-ti-le-1-(\d+))?\.", path)
    assert found, path
    return int(found[1]), int(found[2]), int(found[3] or 1)


def ticket(files: Files, path: str) -> str:
    return files[path.replace(".pdf", ".txt")].decode()


def measured(files: Files, path: str, what: str) -> int:
    found = re.search(rf"{what}: (\d+) mm", ticket(files, path))
    assert found, (path, what)
    return int(found[1])


Inked = dict[str, tuple[np.ndarray, float]]


@pytest.fixture(scope="module")
def inked(files: Files) -> Inked:
    """Where every file has ink of its slogan."""
    return {path: letters(path, pdf) for path, pdf in pdfs(files).items()}


def letters(path: str, pdf: bytes) -> tuple[np.ndarray, float]:
    """Return where a file has ink of the slogan, within its trim, and pixels a millimetre of
    what is made from it.
    """
    wide, _high, scale = real(path)
    dots = 1200 / wide
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        picture = page.render(scale=dots / MM * scale).to_numpy()
    edge = round(BLEED * dots)
    blue, green, red = (picture[edge:-edge, edge:-edge, n].astype(int) for n in range(3))
    return (red > 180) & (green > 140) & (blue < 140), dots


def test_every_slogan_hangs_everywhere(shipped: Campaign, files: Files) -> None:
    texts = {tag: 2 + len(shipped.tables.of(Slogans)[tag].slogans) for tag in shipped.hung}
    assert texts == {"vi": 8, "en": 8}
    kinds = [surface.kind for surface in shipped.settings.banners]
    assert len(pdfs(files)) == 16 * kinds.count("banner") and kinds.count("wall") == 1
    assert len(files) - len(pdfs(files)) == 16 * len(kinds)


def test_the_message_comes_first_in_the_words_of_the_plan(files: Files) -> None:
    first = ticket(files, "banners/vi/01-khong-6000x800-ti-le-1-10.txt")
    second = ticket(files, "banners/vi/02-phai-6000x800-ti-le-1-10.txt")
    assert "4 KHÔNG: KHÔNG SỢ – KHÔNG THAM –\r\nKHÔNG LÀM – KHÔNG KẾT BẠN VỚI NGƯỜI LẠ" in first
    assert "2 PHẢI: PHẢI THƯỜNG XUYÊN CẢNH GIÁC –\r\nPHẢI TỐ GIÁC NGAY VỚI CƠ QUAN PHÁP" in second


def test_a_sheet_is_as_large_as_its_name_says_and_opens_everywhere(files: Files) -> None:
    scales = set()
    for path, pdf in pdfs(files).items():
        wide, high, scale = real(path)
        scales.add((wide, scale))
        with pikepdf.open(io.BytesIO(pdf)) as document:
            (page,) = document.pages
            left, low, right, up = map(float, page.TrimBox)
            assert (right - left, up - low) == pytest.approx(
                (wide / scale * MM, high / scale * MM), abs=0.1
            )
            around = BLEED / scale * MM
            bleed = [left - around, low - around, right + around, up + around]
            assert list(map(float, page.BleedBox)) == pytest.approx(bleed, abs=0.1), path
            assert page.BleedBox == page.MediaBox
            assert max(float(side) for side in page.MediaBox) < MOST_POINTS
    assert scales == {(6000, 10), (3000, 1), (1000, 1)}


def test_what_is_drawn_smaller_says_so(files: Files) -> None:
    for path in pdfs(files):
        said = ticket(files, path)
        assert ("TỈ LỆ 1:10. " in said) == ("-ti-le-1-10." in path)
        assert ("TỈ LỆ 1:1. " in said) == ("-ti-le-" not in path)


def test_all_words_are_there_and_no_brace(files: Files, tmp_path: Path) -> None:
    for number, (path, pdf) in enumerate(pdfs(files).items()):
        file = tmp_path / f"{number}.pdf"
        file.write_bytes(pdf)
        found = " ".join(tool("pdftotext", "-layout", file, "-").split())
        words = ticket(files, path).split("\r\n\r\n")[1]
        assert " ".join(words.split()) in found, path
        assert not re.search(r"[{}*_]|None", found + ticket(files, path)), path


def test_letters_stay_clear_of_every_edge_and_of_each_other(files: Files, inked: Inked) -> None:
    """By their ink: capitals with two marks are the highest, a dot below the lowest."""
    for path, (seen, dots) in inked.items():
        _wide, high, _scale = real(path)
        down, across = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
        clear = 0.09 * high * dots
        assert down[0] > clear and across[0] > clear, path
        assert seen.shape[1] - across[-1] > clear, path
        assert down[-1] < seen.shape[0] * (1 - 1 / 8 - 0.09), path
        rows = measured_lines(files, path)
        gaps = np.flatnonzero(np.diff(down) > 1)
        assert len(gaps) >= rows - 1, path


def measured_lines(files: Files, path: str) -> int:
    found = re.search(r"Số dòng: (\d+)", ticket(files, path))
    assert found
    return int(found[1])


def test_letters_are_as_large_as_fit(inked: Inked) -> None:
    """The ink comes to the margins, in width or in height."""
    for path, (seen, dots) in inked.items():
        wide, high, _scale = real(path)
        down, across = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
        margin = high / 10
        used = (across[-1] - across[0]) / dots / (wide - 2 * margin)
        filled = (down[-1] - down[0]) / dots / (high * 7 / 8 - 2 * margin)
        assert max(used, filled) > 0.95, (path, used, filled)


def test_the_ticket_says_how_high_a_capital_is(mini: Campaign) -> None:
    files = with_slogan(mini, "Hhhh", BOARD)
    path = "banners/vi/03-thu-1000x500.pdf"
    seen, dots = letters(path, files[path])
    down = np.flatnonzero(seen.any(1))
    high = (down[-1] - down[0] + 1) / dots
    assert measured(files, path, r"Chữ in hoa cao \(không kể dấu\)") == pytest.approx(high, abs=1)


def test_a_wall_has_lines_and_letters_but_no_file(mini: Campaign) -> None:
    files = with_slogan(mini, "Tắt máy. Hỏi người nhà", BOARD, WALL)
    path = "banners/vi/03-thu-tuong-1000x500.txt"
    assert sorted(p for p in files if "/03-" in p) == [
        "banners/vi/03-thu-1000x500.pdf",
        "banners/vi/03-thu-1000x500.txt",
        path,
    ]
    wall = files[path].decode()
    assert "TẮT MÁY.\r\nHỎI NGƯỜI NHÀ" in wall and "TỈ LỆ" not in wall and ".pdf" not in wall
    for what in ("Chữ in hoa cao", "Từ chân dòng trên đến chân dòng dưới"):
        assert what in wall


def test_lines_end_where_clauses_do_unless_letters_became_small(mini: Campaign) -> None:
    files = with_slogan(mini, "Không, tôi không chuyển tiền cho ai hết", BOARD)
    lines = ticket(files, "banners/vi/03-thu-1000x500.txt").split("\r\n\r\n")[1].split("\r\n")
    assert len(lines) > 2 and lines[0] != "KHÔNG,"


def test_a_specimen_says_so_and_an_official_one_says_whose_it_is(
    mini: Campaign, tmp_path: Path
) -> None:
    found = {}
    for status in Status:
        hung = with_slogan(mini, "Tắt máy", BOARD, status=status)
        file = tmp_path / f"{status}.pdf"
        file.write_bytes(hung["banners/vi/03-thu-1000x500.pdf"])
        found[status] = tool("pdftotext", file, "-")
        told = "không treo" in ticket(hung, "banners/vi/03-thu-1000x500.txt")
        assert told == (status is Status.SPECIMEN)
    assert "Bản mẫu" in found[Status.SPECIMEN] and "Cơ quan thử" not in found[Status.SPECIMEN]
    assert "Cơ quan thử" in found[Status.OFFICIAL] and "Bản mẫu" not in found[Status.OFFICIAL]


def test_colours_are_the_inks_that_the_ticket_names(files: Files, tmp_path: Path) -> None:
    path = "banners/vi/04-khong-ai-bi-bat-1000x500.pdf"
    said = ticket(files, path)
    assert "Nền: C100 M90 Y10 K15" in said and "Chữ: C0 M24 Y86 K0" in said
    with pikepdf.open(io.BytesIO(files[path])) as document:
        stream = document.pages[0].Contents.read_bytes().decode()
    assert "1 0.9 0.1 0.15 scn" in stream and "0 0.24 0.86 0 scn" in stream
    assert not re.search(r"\b(?:rg|RG|g|G|sh|Do)\b", stream)
    file = tmp_path / "a.pdf"
    file.write_bytes(files[path])
    found = plates(file, tmp_path, 1, dpi=10)
    ground = {name: float(plate[3, 3]) for name, plate in found.items()}
    assert ground == pytest.approx(
        {"Cyan": 1, "Magenta": 0.9, "Yellow": 0.1, "Black": 0.15}, abs=0.01
    )


def test_a_file_names_nobody_and_no_day_but_the_content_s(
    shipped: Campaign, files: Files
) -> None:
    path = "banners/vi/03-tat-may-6000x800-ti-le-1-10.pdf"
    with pikepdf.open(io.BytesIO(files[path])) as document:
        about = {str(key): str(value) for key, value in document.docinfo.items()}
    assert about.keys() == {"/Title", "/Producer", "/CreationDate"}
    assert about["/CreationDate"].startswith("D:20261125")
    again = {a.path: a.content for a in banners(shipped, Scope(language="vi"))}
    assert again == {p: f for p, f in files.items() if p.startswith("banners/vi/")}


def test_slogans_accuse_nobody_and_frighten_nobody(shipped: Campaign) -> None:
    texts = [t for words in shipped.tables.of(Slogans).values() for t in words.slogans.values()]
    assert len(texts) == 12 and all(len(text) <= 40 for text in texts)
    for word in ("tham", "nhẹ dạ", "cả tin", "mất trắng", "coi chừng", "greed", "beware"):
        assert not any(word in text.lower() for text in texts), word


# -- words to the size they fit in ---------------------------------------------------------------


Room = tuple[float, float]


@pytest.mark.parametrize("room", [(600, 80), (300, 60), (50, 50), (20, 400)])
@pytest.mark.parametrize("text", ["Ế", "KHÔNG SỢ, KHÔNG THAM", "MỖI NGƯỜI ĐỂ Ý MỘT CHÚT Ạ"])
def test_words_fit_their_room_and_would_not_be_larger(text: str, room: Room) -> None:
    found = fitted(text, HEAVY, room, 1000, 3)
    widest = max(extent(line, HEAVY).width for line in found.lines) * found.size
    assert widest <= room[0] and found.height <= room[1] and len(found.lines) <= 3
    too_wide = widest * 1.02 > room[0]
    too_high = found.height * 1.02 > room[1]
    assert too_wide or too_high or len(found.lines) < 3


def test_words_are_no_larger_than_asked_for() -> None:
    assert fitted("A", HEAVY, (1000, 1000), 12, 1).size == pytest.approx(12, abs=0.001)


def test_a_letter_that_no_typeface_has_is_named_with_its_file(mini: Campaign) -> None:
    with pytest.raises(ContentError) as error:
        with_slogan(mini, "Tắt máy 不", BOARD)
    (problem,) = error.value.problems
    assert problem.file == "slogans/vi.yml"
