"""Slides for a talk: what stands on them, what is said, and for how long."""

import dataclasses
import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pptx
import pytest
from PIL import Image
from pyzbar import pyzbar
from support.trees import apply, campaign, changed, copied

from generator.artifact import Scope
from generator.channels import slides
from generator.channels.slides import LONGEST, PACE, SHORTEST, decks
from generator.model.campaign import Campaign
from generator.model.facts import FraudMethod, Settings, Status, TalkFacts
from generator.model.words import TalkText, Translation
from generator.problems import ContentError
from generator.rendering import plain
from generator.typesetting import shaping
from generator.typesetting.slides import LEAST

Files = dict[str, bytes]


def made(found: Campaign) -> Files:
    return {a.path: a.content for tag in found.talked for a in decks(found, Scope(tag))}


@pytest.fixture(scope="module")
def files(shipped: Campaign) -> Files:
    return made(shipped)


def pages(file: bytes) -> list[Any]:
    return list(pptx.Presentation(io.BytesIO(file)).slides)


def texts(page: Any) -> dict[str, str]:
    """Return what stands on a slide by the name of its box."""
    boxes = {one.placeholder_format.idx: one.name for one in page.slide_layout.placeholders}
    shapes = [shape for shape in page.placeholders if shape.has_text_frame]
    return {boxes[s.placeholder_format.idx]: s.text_frame.text for s in shapes}


def notes(page: Any) -> list[str]:
    return str(page.notes_slide.notes_text_frame.text).split("\n")


def everything(files: Files) -> list[tuple[str, str]]:
    """Return every text of every deck, shown or said, with the path of the deck."""
    return [
        (path, text)
        for path, file in files.items()
        for page in pages(file)
        for text in (*texts(page).values(), *notes(page))
    ]


def a_talk(found: Campaign) -> str:
    return next(iter(found.talks(found.source)))


def test_every_talk_that_has_all_its_words_has_slides(shipped: Campaign, files: Files) -> None:
    words, methods = shipped.tables.of(TalkText), shipped.tables.of(Translation)
    facts = shipped.tables.of(TalkFacts)
    wanted = {
        f"slides/{tag}/{slug}.pptx"
        for slug, tag in words
        if all((name, tag) in methods for name in facts[slug].methods)
    }
    assert set(files) == wanted and len(wanted) > 1


def test_a_talk_waits_until_its_methods_are_translated(shipped: Campaign) -> None:
    tables = copied(shipped.tables)
    method = shipped.talks("en")[a_talk(shipped)].methods[0]
    del tables.of(Translation)[method, "en"]
    assert "en" not in dataclasses.replace(shipped, tables=tables).talked


def test_a_method_has_two_slides_and_what_is_shown_is_few_words(files: Files) -> None:
    for path, file in files.items():
        found = pages(file)
        names = [page.slide_layout.name for page in found]
        count = names.count("story")
        middle = ["story", "answer"] * count
        assert count > 1 and names == ["opening", *middle, "message", "help"], path
        for page in found:
            shown = texts(page)
            assert all(len(text.split()) < 60 for text in shown.values()), path
            if page.slide_layout.name == "story":
                assert shown["told"] and shown["they"].endswith("”")
                assert shown["ask"].endswith("?")
            if page.slide_layout.name == "answer":
                assert shown["you"] and shown["do head"] and shown["do"] and shown["never"]


def test_nothing_is_left_to_be_filled_in(files: Files) -> None:
    for path, text in everything(files):
        assert text.strip(), path
        for trace in ("{", "}", "**", "None", "gọi .", "Gọi .", ": .", ".."):
            assert trace not in text.replace("...", ""), (path, text)
    for file in files.values():
        for page in pages(file):
            names = {one.name for one in page.slide_layout.placeholders}
            assert not names & set(texts(page).values()), "no box says its own name"


def test_a_specimen_says_so_on_each_slide(shipped: Campaign, files: Files) -> None:
    official = made(changed(shipped, Settings, "", status=Status.OFFICIAL))
    for path, file in files.items():
        mark = plain(shipped, path.split("/")[1]).mark
        assert mark and all(texts(page)["mark"] == mark for page in pages(file))
        assert not any("mark" in texts(page) for page in pages(official[path]))


# -- by the clock --------------------------------------------------------------------------------


def clock(page: Any) -> tuple[int, int]:
    """Return from when to when a slide is shown, in seconds."""
    line = next(line for line in notes(page) if re.search(r"\d:\d\d – ", line))
    start, end = (int(m) * 60 + int(s) for m, s in re.findall(r"(\d+):(\d\d)", line))
    return start, end


def test_a_talk_lasts_as_long_as_its_plan_says(shipped: Campaign, files: Files) -> None:
    for path, file in files.items():
        tag, slug = path.removesuffix(".pptx").split("/")[1:]
        times = [clock(page) for page in pages(file)]
        assert times[0][0] == 0 and all(a[1] == b[0] for a, b in pairwise(times))
        minutes = shipped.talks(tag)[slug].minutes
        print(f"{path}: {times[-1][1] / 60:.1f} of {minutes} minutes")
        assert minutes * 60 - 30 <= times[-1][1] <= minutes * 60


def test_nobody_has_to_speak_faster_than_the_notes_say(files: Files) -> None:
    for path, file in files.items():
        for page in pages(file):
            said = [line for line in notes(page) if "–" not in line or "“" in line]
            words = sum(len(line.split()) for line in said)
            wait = 0
            if page.slide_layout.name == "story":
                wait = int(re.findall(r"\d+", notes(page)[-1])[-1])
                assert SHORTEST <= wait <= LONGEST, path
                words -= len(notes(page)[-1].split())
            start, end = clock(page)
            # The first line of the notes of the first slide says how long all lasts.
            assert words / max(end - start - wait, 1) * 60 <= PACE * 1.25, (path, words)


def test_the_notes_say_what_they_say_and_what_to_answer(shipped: Campaign, files: Files) -> None:
    ui = plain(shipped, shipped.source).ui
    file = files[f"slides/{shipped.source}/{a_talk(shipped)}.pptx"]
    for page in pages(file):
        said = "\n".join(notes(page))
        if page.slide_layout.name == "story":
            assert f"{ui.they_say}: “" in said and f"{ui.slides.ask}: " in said
        if page.slide_layout.name == "answer":
            assert f"{ui.you_answer}: “" in said and f"{ui.do}: " in said


@pytest.mark.parametrize("minutes", [6, 80])
def test_a_plan_that_cannot_be_kept_is_a_mistake(shipped: Campaign, minutes: int) -> None:
    slug = a_talk(shipped)
    found = changed(shipped, TalkFacts, slug, minutes=minutes)
    first, *_others = slides.problems(found)
    assert first.file == f"talks/{slug}/talk.yml" and first.place == ("minutes",)
    least, most = map(int, re.findall(r"từ (\d+) đến (\d+) phút", first.message)[0])
    assert least < 20 < most + 1
    with pytest.raises(ContentError):
        made(found)
    for kept in (least, most):
        again = changed(shipped, TalkFacts, slug, minutes=kept)
        assert not [p for p in slides.problems(again) if p.message.startswith("vi:")]


# -- what fits, and what leads on ----------------------------------------------------------------


def rows(text: str, font: str, width: float) -> list[str]:
    """Return lines as a program for slides fills them."""
    found = [""]
    for word in text.split(" "):
        longer = f"{found[-1]} {word}".strip()
        if found[-1] and shaping.width(longer, font) / 1000 > width:
            found.append(word)
        else:
            found[-1] = longer
    return found


def test_no_text_runs_over_its_box(files: Files) -> None:
    """In Noto Sans, which is wider than Arial, with lines as high as of the highest program."""
    seen = 0
    for path, file in files.items():
        for page in pages(file):
            for shape in page.placeholders:
                if not shape.has_text_frame:
                    continue
                frame = shape.text_frame
                run = frame.paragraphs[0].runs[0]
                place = next(
                    one
                    for one in page.slide_layout.placeholders
                    if one.placeholder_format.idx == shape.placeholder_format.idx
                )
                look = next(place.element.iter("{*}defRPr"))
                size = run.font.size.pt if run.font.size else int(look.get("sz")) / 100
                font = "NotoSans-Bold.ttf" if look.get("b") == "1" else "NotoSans-Regular.ttf"
                wide = (shape.width - frame.margin_left - frame.margin_right) / 12_700
                high = (shape.height - frame.margin_top - frame.margin_bottom) / 12_700
                lines = [
                    row
                    for paragraph in frame.paragraphs
                    for row in rows(paragraph.text, font, wide / size)
                ]
                assert all(shaping.width(row, font) / 1000 * size <= wide for row in lines), path
                assert len(lines) * size * 1.2 <= high, (path, frame.text)
                assert size >= min(LEAST, int(look.get("sz")) / 100)
                seen += 1
    assert seen > 100


def test_what_does_not_fit_is_named_where_it_is_written(shipped: Campaign) -> None:
    slug, method = a_talk(shipped), shipped.talks(shipped.source)[a_talk(shipped)].methods[0]
    question = {method: "Mình làm gì trước tiên khi nghe như vậy? " * 10}
    found = changed(shipped, TalkText, (slug, shipped.source), questions=question)
    (problem,) = (p for p in slides.problems(found) if p.place != ("minutes",))
    assert problem.file == f"talks/{slug}/{shipped.source}.yml"
    assert problem.place == ("questions", method) and "trang chiếu 2" in problem.message


def test_a_layout_without_a_box_is_named(
    shipped: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = pptx.Presentation(str(slides.FILE))
    layout: Any = show.slide_layouts.get_by_name("story")
    next(one for one in layout.placeholders if one.name == "ask").name = "Text Placeholder 4"
    own = tmp_path / "slides/talk.pptx"
    own.parent.mkdir()
    show.save(str(own))
    monkeypatch.setattr(slides, "FILE", own)
    monkeypatch.setattr(slides, "DESIGNS", tmp_path)
    (problem,) = slides.problems(shipped)
    assert problem.file == "leaflets/slides/talk.pptx" and "“story: ask”" in problem.message


def test_the_code_opens_the_address_that_stands_below(shipped: Campaign, files: Files) -> None:
    for path, file in files.items():
        voice = plain(shipped, path.split("/")[1])
        last = pages(file)[-1]
        (code,) = (shape for shape in last.placeholders if hasattr(shape, "image"))
        with Image.open(io.BytesIO(code.image.blob)) as picture:
            (read,) = pyzbar.decode(picture.convert("L"))
        address = read.data.decode()
        assert address == shipped.addresses.url(voice.home)
        assert texts(last)["address"] == address.removeprefix("https://").rstrip("/")
        assert code.width == code.height


def test_a_question_is_found_by_a_former_name_of_its_method(shipped: Campaign) -> None:
    slug, tag = a_talk(shipped), shipped.source
    today = shipped.talks(tag)[slug].methods[0]
    found = changed(shipped, FraudMethod, today, aliases=("ten-cu",))
    found = changed(found, TalkText, (slug, tag), questions={"ten-cu": "Mình làm gì?"})
    voice = plain(found, tag)
    shown = slides._slides(voice, voice.talks[0])
    assert shown[1].texts["ask"] == "Mình làm gì?"


# -- the file ------------------------------------------------------------------------------------


def test_the_same_bytes_and_nobody_in_them(shipped: Campaign, files: Files) -> None:
    assert made(shipped) == files
    for path, file in files.items():
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            assert {info.date_time[:3] for info in archive.infolist()} == {(2026, 11, 25)}
            about = archive.read("docProps/core.xml").decode()
            names = archive.namelist()
            body = b"".join(archive.read(name) for name in names)
        assert "<dc:creator></dc:creator>" in about and "<dc:description></dc:" in about
        assert f"<dc:language>{path.split('/')[1]}</dc:language>" in about
        assert not [n for n in names if re.search("thumbnail|printer|app.xml|custom", n)]
        assert b"Macintosh" not in body and b"Calibri" not in body
        width, height = re.findall(rb'<p:sldSz cx="(\d+)" cy="(\d+)"', body)[0]
        assert int(width) / int(height) == pytest.approx(16 / 9, rel=1e-3)


def test_a_small_campaign_without_talks_has_no_slides(mini: Campaign, tree: Path) -> None:
    assert mini.talked == ()
    apply(tree, {"talks/ngan/talk.yml": 'minutes: "5"\nmethods: ["goi-dien"]\n'})
    words = 'title: "Ngắn"\nopening: "Chào."\nclosing: "Hết."\napproval: {state: "unreviewed"}\n'
    apply(tree, {"talks/ngan/vi.yml": words})
    (problem,) = slides.problems(campaign(tree))
    assert "vi: nói 130 tiếng một phút" in problem.message
