"""Cards for lessons: each has its own back when the sheet is turned, and all words are there."""

import dataclasses
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pypdfium2
import pytest
from support.builds import made
from support.paper import MM
from support.trees import copied

from generator.channels.lesson import COLUMNS, HEIGHT, ROWS, WIDTH
from generator.model.campaign import Campaign
from generator.model.facts import Settings, Status
from generator.model.words import Translation
from generator.rendering import plain

STACKED = {"km"}
"""Where letters stand above and below others: a PDF gives them back in the order of its marks."""


def letters(text: str) -> str:
    """Return a text without what a line takes away or adds where it ends."""
    return re.sub(r"[\s\u200b\u2060]+", "", text)


class Cell(NamedTuple):
    """Where a card lies: sheet from 0, column and row from the upper left corner."""

    sheet: int
    column: int
    row: int

    @property
    def turned(self) -> "Cell":
        """Where its back lies once the sheet is turned over its long edge."""
        return self._replace(column=COLUMNS - 1 - self.column)


def read(pdf: Path) -> tuple[dict[Cell, str], dict[Cell, str]]:
    """Return the words of fronts and of backs by where they lie, each read within its cuts."""
    sides: tuple[dict[Cell, str], dict[Cell, str]] = {}, {}
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            words, tall = page.get_textpage(), page.get_height()
            for row in range(ROWS):
                for column in range(COLUMNS):
                    left, top = column * WIDTH * MM, tall - row * HEIGHT * MM
                    edges = (left, top - HEIGHT * MM, left + WIDTH * MM, top)
                    found = " ".join(words.get_text_bounded(*edges).split())
                    if found:
                        sides[number % 2][Cell(number // 2, column, row)] = found
    return sides


@pytest.fixture(scope="module")
def pdfs(shipped: Campaign, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("lessons")
    found = {}
    for path, content in made(shipped, "lesson").items():
        tag = path.split("/")[1]
        found[tag] = folder / f"{tag}.pdf"
        found[tag].write_bytes(content)
    return found


def test_every_phrase_has_a_card_and_its_answer_is_on_the_back(
    shipped: Campaign, pdfs: dict[str, Path]
) -> None:
    assert set(pdfs) == set(shipped.languages)
    for tag, pdf in pdfs.items():
        voice = plain(shipped, tag)
        phrases = [
            phrase
            for method in voice.advisories
            if not method.foreign
            for phrase in method.words.phrases.values()
        ]
        fronts, backs = read(pdf)
        assert len(fronts) == len(backs) == len(phrases) + 1
        assert {cell.turned for cell in fronts} == set(backs)
        order = sorted(fronts, key=lambda c: (c.sheet, c.row, c.column))
        for number, (cell, phrase) in enumerate(zip(order[1:], phrases, strict=True), start=1):
            front, back = fronts[cell], backs[cell.turned]
            assert re.search(rf"\b{number}\b", front) and re.search(rf"\b{number}\b", back)
            if tag in STACKED:
                continue
            answer = letters(phrase.you or phrase.act or "")
            head = letters(voice.ui.you_answer if phrase.you else voice.ui.you_act)
            assert letters(phrase.they) in letters(front), (tag, number)
            assert answer in letters(back), (tag, number, back)
            assert letters(back).startswith(head), (tag, number, back)


def test_the_first_card_tells_how_they_are_used(shipped: Campaign, pdfs: dict[str, Path]) -> None:
    for tag in pdfs.keys() - STACKED:
        fronts, backs = read(pdfs[tag])
        words = plain(shipped, tag).ui.cards
        first = Cell(0, 0, 0)
        assert letters(words.title) in letters(fronts[first])
        assert letters(words.use) in letters(backs[first.turned])


def test_the_front_does_not_give_away_what_the_method_is(
    shipped: Campaign, pdfs: dict[str, Path]
) -> None:
    voice = plain(shipped, "vi")
    fronts, _backs = read(pdfs["vi"])
    for words in (voice.ui.they_say, "lừa đảo", "kẻ gian"):
        shown = [front for cell, front in fronts.items() if cell != Cell(0, 0, 0)]
        assert not any(words in front for front in shown), words


def test_no_word_is_cut(pdfs: dict[str, Path]) -> None:
    """There is no ink near a cut, but for the dashes that show it."""
    safe, dots = 5, 2
    for tag, pdf in pdfs.items():
        with pypdfium2.PdfDocument(pdf) as document:
            assert {tuple(map(round, page.get_size())) for page in document} == {(595, 842)}
            assert len(document) % 2 == 0
            for number, page in enumerate(document):
                dark = page.render(scale=dots / MM).to_numpy()[:, :, :3].min(2) < 90
                for edge in range(COLUMNS + 1):
                    assert not near(dark, edge * WIDTH * dots, safe * dots, 1), (tag, number)
                for edge in range(ROWS + 1):
                    assert not near(dark, edge * HEIGHT * dots, safe * dots, 0), (tag, number)


def near(dark: np.ndarray, at: float, safe: int, axis: int) -> bool:
    low, high = max(0, round(at) - safe), round(at) + safe
    return bool(dark.take(range(low, min(high, dark.shape[axis])), axis).any())


def test_a_last_sheet_that_is_not_full_is_in_register_too(mini: Campaign, tmp_path: Path) -> None:
    tables = copied(mini.tables)
    words = tables.of(Translation)["goi-dien", "vi"]
    (phrase,) = words.phrases.values()
    many = {f"p{n}": phrase.model_copy(update={"they": f"Câu số {n}."}) for n in range(1, 9)}
    tables.of(Translation)["goi-dien", "vi"] = words.model_copy(update={"phrases": many})
    found = made(dataclasses.replace(mini, tables=tables), "lesson")
    pdf = tmp_path / "vi.pdf"
    pdf.write_bytes(found["lessons/vi/the-tinh-huong.pdf"])
    fronts, backs = read(pdf)
    assert "Câu số 8." in fronts[Cell(1, 0, 0)] and "Tôi tắt máy." in backs[Cell(1, 1, 0)]
    assert len(fronts) == len(backs) == 9


@pytest.mark.parametrize("status", Status)
def test_every_side_of_a_specimen_says_so(mini: Campaign, tmp_path: Path, status: Status) -> None:
    tables = copied(mini.tables)
    tables.of(Settings)[""] = mini.settings.model_copy(update={"status": status})
    found = made(dataclasses.replace(mini, tables=tables), "lesson")
    pdf = tmp_path / "vi.pdf"
    pdf.write_bytes(found["lessons/vi/the-tinh-huong.pdf"])
    for side in read(pdf):
        assert len(side) == 2
        for words in side.values():
            assert ("Bản mẫu – chưa được phê duyệt" in words) == (status is Status.SPECIMEN)


def test_nothing_is_left_of_templates_and_nobody_is_named(pdfs: dict[str, Path]) -> None:
    for pdf in pdfs.values():
        text = subprocess.run(
            ["pdftotext", pdf, "-"], capture_output=True, text=True, check=True
        ).stdout
        assert not re.search(r"[{}*]|None|gọi \.|Call \.", text)
        about = subprocess.run(
            ["pdfinfo", pdf], capture_output=True, text=True, check=True
        ).stdout
        assert "Author" not in about and "ModDate" not in about
