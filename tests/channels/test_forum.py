"""The handout of a forum: six methods with room to write, on both sides of a sheet of A4."""

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from support.paper import MM, text

from generator.channels import leaflet
from generator.model.campaign import Campaign
from generator.model.printing import Version
from generator.rendering import plain

EDITION = "2026-a4-dien-dan"
ROOM_MM = 7
"""Above a line, for letters written by hand."""
HEAD_MM = 25
"""What says whose it is."""


@pytest.fixture(scope="module")
def version(shipped: Campaign) -> Version:
    found = [v for v in shipped.versions.values() if v.edition == EDITION]
    if not found:
        pytest.skip("another province's content has no such edition")
    return found[0]


@pytest.fixture(scope="module")
def pdf(shipped: Campaign, version: Version) -> bytes:
    return leaflet.leaflet(shipped, version).pdf


def test_it_says_all_it_should(
    shipped: Campaign, version: Version, pdf: bytes, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf)
    found = text(tmp_path / "a.pdf").replace("\u00a0", " ")
    voice = plain(shipped, version.language)
    words = voice.ui.forum
    for label in (words.name, words.place, words.time):
        assert f"{label}:" in found
    for sentence in (words.title, words.wish, words.quietly):
        assert sentence.replace("\u00a0", " ") in found
    assert found.count(words.happened) == len(shipped.editions[EDITION].methods) == 6
    for slug in shipped.editions[EDITION].methods:
        method = voice.advisory(slug).words
        for sentence in (method.handle or method.title, method.told_and_act[1]):
            assert sentence.replace("\u00a0", " ") in found
    first = next(iter(voice.first_aid.words.steps.values()))
    assert first.replace("\u00a0", " ") in found and version.code.code in found
    assert voice.mark in found and "{" not in found and "}" not in found


def test_there_is_room_to_write_above_every_line(
    shipped: Campaign, version: Version, pdf: bytes
) -> None:
    """On the back, down to the sentence that says whom to give it to."""
    last = plain(shipped, version.language).ui.forum.quietly[:12]
    dots = 6
    counts = []
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        assert [tuple(map(round, page.get_size())) for page in document] == [(595, 842)] * 2
        for page in document:
            dark = page.render(scale=dots / MM).to_numpy()[:, :, :3].min(2) < 140
            words = page.get_textpage()
            ends = words.search(last).get_next()
            low = 297 - words.get_charbox(ends[0])[3] / MM if ends else 297
            right = dark[HEAD_MM * dots : round(low * dots), 120 * dots : 190 * dots]
            lines = np.flatnonzero(right.mean(1) > 0.98)
            lines = lines[np.diff(lines, prepend=-9) > 1]
            free = [y for y in lines if not right[y - ROOM_MM * dots : y - 1].any()]
            counts.append(len(free))
    assert counts == [3 + 4 * 2, 2 * 2 + 3]
