"""The folder for the print shop, read by programs that have no part in making it."""

import csv
import hashlib
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from support.builds import run, run_apart
from support.paper import MM, codes, pictures, plates, text, tool
from support.press import pressed
from support.trees import SHIPPED

from generator.model.campaign import Campaign
from generator.press import job, papers, preflight, proofread
from generator.press.codes import Read
from generator.press.files import files
from generator.typesetting import paper

EDITION = "2026-a5-thong-diep"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("print")
    done = run_apart("print", EDITION, "--content", SHIPPED, "--output", output)
    assert done.returncode == 0, done.stderr
    assert "3 tệp in" in done.stdout and "bản mẫu" in done.stdout
    return output / "print" / EDITION


def press_files(made: Path) -> Iterator[Path]:
    return (path for path in sorted(made.glob("*.pdf")) if path.name != job.TICKET)


def test_every_file_is_whole_and_says_what_it_is(made: Path, shipped: Campaign) -> None:
    design = shipped.design(EDITION)
    for file in press_files(made):
        tool("qpdf", "--check", file)
        verdict = preflight.judge(file.read_bytes())
        assert verdict.faults == () and 150 < verdict.ink <= 300
        with pikepdf.open(file) as pdf:
            assert len(pdf.pages) == len(design.sides)
            for page in pdf.pages:
                left, low, right, high = map(float, page.TrimBox)
                size = round((right - left) / MM, 1), round((high - low) / MM, 1)
                assert size == (design.width_mm, design.height_mm)
        for line in tool("pdffonts", file).splitlines()[2:]:
            assert "yes yes yes" in line, "embedded, subset, with Unicode"


def test_every_code_is_read_from_the_finished_file(
    made: Path, shipped: Campaign, tmp_path: Path
) -> None:
    for file in files(shipped, EDITION):
        (version,) = file.versions
        sides = pictures(made / file.name, tmp_path / version.language, 150)
        found = [code for side in sides for code in codes(side)]
        assert found == [shipped.addresses.qr_text(version.code.code)]
        assert version.code.code in text(made / file.name)


def test_plates(made: Path, tmp_path: Path) -> None:
    """Ink within what paper takes, black over tints without a gap, marks on every plate."""
    for file in press_files(made):
        for page in (1, 2):
            found = plates(file, tmp_path / file.stem / str(page), page)
            slug = round(7 / 25.4 * 150)  # outside the bleed: marks alone
            inside = [plate[slug:-slug, slug:-slug] for plate in found.values()]
            assert np.sum(inside, axis=0).max() <= 3.0
            for plate in found.values():
                assert plate[:slug].max() > 0.5, "a mark to cut by"
            if page == 2:
                # The box of the commune police is a tint with black words on it.
                magenta = found["Magenta"]
                tint = np.isclose(magenta, 0.06, atol=0.01)
                counts = tint.sum(1)
                rows = np.flatnonzero(counts > counts.max() / 2)[8:-8]  # clear of round corners
                first, *_rest, last = np.flatnonzero(tint[counts.argmax()])
                box = found["Black"][rows, first:last]
                below = magenta[rows, first:last]
                on_black = below[(box > 0.95) & (below < 0.2)]
                assert on_black.size and on_black.min() > 0.04, "black prints over the tint"


def test_a_design_in_one_ink_needs_one_plate(shipped: Campaign, tmp_path: Path) -> None:
    edition = next(n for n in shipped.editions if shipped.design(n).inks == "one")
    output = tmp_path / "dist"
    assert run("print", edition, "--content", SHIPPED, "--output", output).returncode == 0
    for file in press_files(output / "print" / edition):
        for page in (1, 2):
            found = plates(file, tmp_path / file.stem / str(page), page)
            slug = round(7 / 25.4 * 150)
            for name, plate in found.items():
                is_used = bool(plate[slug:-slug, slug:-slug].any())
                assert is_used is (name == "Black"), name


def test_papers(made: Path, shipped: Campaign) -> None:
    table = (made / job.QUANTITIES).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    wanted = files(shipped, EDITION)
    printed = [file.versions[0].code.code for file in wanted]
    assert [row["tệp"] for row in rows] == [file.name for file in wanted]
    assert [row["mã tờ rơi"] for row in rows] == printed
    sums = dict(line.split("  ")[::-1] for line in (made / job.SUMS).read_text().splitlines())
    there = {p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file()}
    assert set(sums) | {job.SUMS, "manifest.json"} == there
    for name, found in sums.items():
        assert hashlib.sha256((made / name).read_bytes()).hexdigest() == found
    ticket = text(made / job.TICKET)
    for words in ("Phiếu in", "148 × 210 mm", "3 mm mỗi cạnh", "FOGRA39", "Bản mẫu"):
        assert words in ticket
    report = (made / job.REPORT).read_text("utf-8")
    assert all(f"{file.name}: 2 trang = 1 mẫu × 2 mặt" in report for file in wanted)
    assert "không phải chứng nhận" in report
    assert all(code in ticket for code in printed)


def test_the_same_content_gives_the_same_job(made: Path, shipped: Campaign) -> None:
    again = {a.path: a.content for a in job.artifacts(shipped, EDITION, lambda _version: None)}
    for path, content in again.items():
        assert (made.parent.parent / path).read_bytes() == content, path


def test_a_fold_is_marked_outside_the_bleed_on_both_sides(mini: Campaign, tmp_path: Path) -> None:
    """Dashes on every plate, above and below; the back shows them mirrored."""
    version = next(iter(mini.versions.values()))
    design = mini.design(version.edition).model_copy(update={"folds_mm": (48, 98)})
    assert design.panels(1) == (48, 50, 50) and design.panels(2) == (50, 50, 48)
    (tmp_path / "p.pdf").write_bytes(pressed(mini, version, design))
    dpi = 300
    for side, folds in ((1, (48, 98)), (2, (50, 100))):
        for plate in plates(tmp_path / "p.pdf", tmp_path / str(side), side, dpi).values():
            slug = round(6 / 25.4 * dpi)  # outside the bleed, and clear of the marks at its edge
            for edge in (plate[:slug], plate[-slug:]):
                marked = np.flatnonzero((edge > 0.3).any(0))
                found = {round(x / dpi * 25.4) - 10 for x in marked} - {-10, -9, -8, -7, -6, -5}
                inside = sorted(x for x in found if 2 < x < design.width_mm - 2)
                assert inside == list(folds)
                column = edge[:, [x for x in marked if abs(x / dpi * 25.4 - 10 - folds[0]) < 1]]
                dashes = np.diff((column.max(1) > 0.3).astype(int))
                assert (dashes == 1).sum() >= 2, "a fold is no cut"


def test_the_ticket_draws_the_fold(
    mini: Campaign, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    flat = mini.design("to-roi")
    assert "gấp vào trong" not in papers.ticket(mini, "to-roi", [])
    folded = flat.model_copy(update={"folds_mm": (48, 98)})
    monkeypatch.setattr(type(mini), "design", lambda _campaign, _edition: folded)
    (tmp_path / "ticket.pdf").write_bytes(paper.pages(papers.ticket(mini, "to-roi", [])))
    found = text(tmp_path / "ticket.pdf")
    for words in ("2 nếp", "48 mm", "50 mm", "Mặt 1", "Mặt 2"):
        assert words in found
    assert found.count("gấp vào trong") == 2, "once on each side"


def test_the_ticket_says_into_how_many_a_sheet_is_cut(
    mini: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = mini.design("to-roi")
    assert "Cắt rời" not in papers.ticket(mini, "to-roi", [])
    cut = whole.model_copy(update={"pieces": 4})
    monkeypatch.setattr(type(mini), "design", lambda _campaign, _edition: cut)
    assert "cắt thành 4 tấm" in papers.ticket(mini, "to-roi", [])


def test_one_wrong_page_and_there_is_no_job(
    made: Path, shipped: Campaign, tmp_path: Path
) -> None:
    one, other = (made / file.name for file in files(shipped, EDITION)[:2])
    assert list(proofread.faults(shipped, EDITION, made)) == []
    swapped = Path(shutil.copytree(made, tmp_path / "swapped"))
    shutil.copy(one, swapped / other.name)
    shutil.copy(other, swapped / one.name)
    found = list(proofread.faults(shipped, EDITION, swapped))
    wrong = [fault for fault in found if "chứ không phải HTTPS" in fault]
    assert len(wrong) == 2 and all(", trang 2: " in fault for fault in wrong)
    halved = Path(shutil.copytree(made, tmp_path / "halved"))
    with pikepdf.open(halved / one.name, allow_overwriting_input=True) as pdf:
        del pdf.pages[-1]
        pdf.save()
    assert list(proofread.faults(shipped, EDITION, halved)) == [
        f"{one.name}: 1 trang, không phải 2"
    ]


def test_letters_set_apart_are_one_code_and_two_lines_are_none() -> None:
    assert Read((), "Mã trên trang phải là GHH 4 PS\nMã QR in trên giấy").says("GHH4PS")
    assert not Read((), "Mã trên trang phải là GHH4\nPS").says("GHH4PS")


def test_an_edition_that_cannot_be_printed_says_why(tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "dist"
    done = run("print", "khong-co", "--content", tree, "--output", out)
    assert done.returncode == 1 and "không có ấn bản khong-co; hiện có: to-roi" in done.stderr
    (tree / "distribution/codes.csv").unlink()
    done = run("print", "to-roi", "--content", tree, "--output", out)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "canhgiac issue to-roi" in done.stderr and not out.exists()
