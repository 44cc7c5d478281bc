"""Recordings in a tree: each is there, allowed, of words that are named, and of one thing."""

import re
from pathlib import Path

import pytest
from support.sounds import date_it, record, register
from support.trees import (
    approve,
    campaign,
    edit,
    make_official,
    mistakes,
    replace,
    report,
    sentences,
)

from generator.content import moving
from generator.content.report import Deed
from generator.content.tree import read_tree
from generator.model.audio import Entry, Recordings, is_stale
from generator.problems import Blocks


def dated(tree: Path, tag: str = "mtq", **given: object) -> Path:
    """Add a recording in a language without words, and write what `check` says to write."""
    register(tree, tag)
    home = record(tree, tag, **given)  # type: ignore[arg-type]
    (line,) = mistakes(tree)
    assert line.startswith(f"audio/{tag}.yml:2:5: chưa ghi bản thu này đọc lời nào → ")
    date_it(home, line.partition("thêm vào mục này: ")[2])
    assert mistakes(tree) == []
    return home


def stale(tree: Path, tag: str = "mtq") -> bool:
    found = campaign(tree)
    (entry,) = found.tables.of(Recordings)[tag].entries
    return is_stale(found, entry, tag)


def test_a_recording_needs_no_word_of_its_language(tree: Path) -> None:
    dated(tree)
    assert not stale(tree)
    assert "mtq" not in campaign(tree).languages and "mtq" in campaign(tree).waiting


@pytest.mark.parametrize(
    ("file", "old", "new", "changes"),
    [
        ("methods/goi-dien/vi.yml", 'summary: "', 'summary: "Nghe kỹ. ', True),
        ("methods/goi-dien/vi.yml", 'summary: "', 'summary: " ', False),
        ("methods/goi-dien/vi.yml", 'leaflet: "', 'leaflet: "Nghe kỹ. ', False),
        ("methods/goi-dien/en.yml", 'summary: "', 'summary: "Listen. ', False),
    ],
)
def test_it_is_stale_once_the_words_that_were_read_have_changed(
    tree: Path, file: str, old: str, new: str, changes: bool
) -> None:
    dated(tree)
    replace(tree / file, old, new)
    assert stale(tree) is changes


def test_a_number_that_was_read_is_among_the_words(tree: Path) -> None:
    dated(tree)
    replace(tree / "contacts.yml", '"113"', '"114"')
    assert stale(tree)


def test_a_recording_of_a_translation_is_stale_with_it(tree: Path) -> None:
    home = record(tree, "en")
    (line,) = mistakes(tree)
    date_it(home, line.partition("thêm vào mục này: ")[2])
    approve(tree)
    assert not stale(tree, "en")
    replace(tree / "methods/goi-dien/vi.yml", 'summary: "', 'summary: "Nghe kỹ. ')
    assert stale(tree, "en"), "what it translates has changed"


def test_an_official_campaign_waits_until_it_is_recorded_again(tree: Path) -> None:
    make_official(tree)
    home = dated(tree)
    assert report(tree).may(Deed.PUBLISH), sentences(tree)
    replace(tree / "methods/goi-dien/vi.yml", 'summary: "', 'summary: "Nghe kỹ. ')
    approve(tree)
    (line,) = [str(p) for p in report(tree).stops(Deed.PUBLISH)]
    assert re.match(r"audio/mtq\.yml:\d+:\d+: lời đã đổi từ khi thu → thu lại, rồi ghi: ", line)
    words = line.rpartition("words: ")[2]
    edit(home, lambda text: re.sub('words: ".*"', f"words: {words}", text))
    assert report(tree).may(Deed.PUBLISH)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"heard": None}, "chưa ai xác nhận goi-dien.mp3 đọc đúng lời"),
        ({"recorded": "2026-12-24"}, "ngày 2026-12-24 chưa tới"),
        ({"consent": {"kept_by": "TODO", "on": "2026-11-20"}}, "“TODO”"),
        ({"heard": {"by": "abc", "on": "2026-11-20"}}, "“abc”"),
    ],
)
def test_what_an_official_campaign_asks_of_a_recording(
    tree: Path, changes: dict[str, object], says: str
) -> None:
    make_official(tree)
    dated(tree, **changes)  # type: ignore[arg-type]
    (problem,) = report(tree).stops(Deed.PUBLISH)
    assert problem.line and problem.remedy and says in problem.message
    assert problem.blocks is Blocks.PUBLISHING


def test_consent_lets_a_speakers_name_stand_and_nothing_else(tree: Path) -> None:
    dated(tree, speaker="Bà Bùi Thị Hoa, già làng")
    replace(tree / "audio/mtq.yml", "già làng", "0912345678")
    assert any("0912345678" in line for line in mistakes(tree))


DAMAGES: dict[str, tuple[dict[str, object], str]] = {
    "no-such-file": ({"file": "khac.mp3"}, "không có tệp ghi âm audio/mtq/khac.mp3 → chép tệp"),
    "no-name": ({"file": "Thu âm 1.wav"}, ":3:11: "),
    "no-method": ({"method": "goi-dienn"}, '"goi-dienn" không có trong'),
    "no-consent": ({"consent": None}, 'thiếu mục "consent"'),
    "no-speaker": ({"speaker": None}, 'thiếu mục "speaker"'),
    "no-day": ({"recorded": "hôm qua"}, "2026-12-31"),
}


@pytest.mark.parametrize("case", DAMAGES)
def test_each_damage_has_its_line(case: str, tree: Path) -> None:
    changes, says = DAMAGES[case]
    register(tree, "mtq")
    record(tree, "mtq", **{"words": "BCDFGHJKLMNP", **changes})  # type: ignore[arg-type]
    if case == "no-such-file":
        (tree / "audio/mtq/khac.mp3").unlink()
    found = [line for line in mistakes(tree) if line.startswith("audio/mtq.yml:")]
    assert len(found) == 1 and says in found[0] and " → " in found[0], mistakes(tree)


def test_a_file_that_nobody_names_or_cannot_be_named(tree: Path) -> None:
    dated(tree)
    sound = (tree / "audio/mtq/goi-dien.mp3").read_bytes()
    for name in ("thua.mp3", "Thu âm.mp3", "bai-1.wav", "GOI.MP3", "goi-dien (1).mp3"):
        (tree / "audio/mtq" / name).write_bytes(sound)
    found = {line.partition(":")[0]: line for line in mistakes(tree)}
    assert "audio/mtq.yml không nhắc đến" in found["audio/mtq/thua.mp3"]
    for name in ("Thu âm.mp3", "bai-1.wav"):
        assert "đuôi .mp3, .m4a hoặc .opus" in found[f"audio/mtq/{name}"]
    assert "goi.mp3" in found["audio/mtq/GOI.MP3"]
    assert len(found) == 5


def test_a_language_that_is_not_registered(tree: Path) -> None:
    record(tree, "tyz")
    found = [line for line in mistakes(tree) if "chưa đăng ký" in line or "tyz" in line]
    assert any(line.startswith("audio/tyz.yml:") for line in found), mistakes(tree)


def test_one_recording_for_a_thing(tree: Path) -> None:
    dated(tree)
    record(tree, "mtq", file="khac.mp3", words="BCDFGHJKLMNP")
    (line,) = mistakes(tree)
    assert (line.startswith("audio/mtq.yml:") and '"goi-dien"' in line) or "goi-dien" in line


def test_recordings_follow_a_method_that_gets_another_name_or_goes(tree: Path) -> None:
    dated(tree)
    found = read_tree(tree, report(tree).tree.today)
    kind = moving.entry("methods/goi-dien/vi.yml")
    assert kind is not None
    text = moving.renamed(found, kind[0], "goi-dien", "goi-doa")["audio/mtq.yml"]
    assert text is not None and b'method: "goi-doa"' in text
    gone = moving.removed(found, kind[0], "goi-dien")
    assert {file for file, left in gone.items() if file.startswith("audio/") and not left} == {
        "audio/mtq.yml",
        "audio/mtq/goi-dien.mp3",
    }, "what says words that are gone goes, too"


def test_another_voice_is_another_revision(tree: Path) -> None:
    dated(tree)
    before = campaign(tree).content_revision
    sound = tree / "audio/mtq/goi-dien.mp3"
    sound.write_bytes(sound.read_bytes() * 2)
    assert campaign(tree).content_revision != before
    assert isinstance(next(campaign(tree).tables.of(Recordings)["mtq"].entries), Entry)
