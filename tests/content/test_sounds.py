"""Recordings by their bytes: what phones play, how long it lasts, and nobody named inside."""

from pathlib import Path

import pytest
from support import sounds as made
from support.builds import run
from support.trees import mistakes

from generator.content import sounds


@pytest.mark.parametrize(
    ("name", "content", "seconds"),
    [
        ("a.mp3", made.mp3(80), 2),
        ("a.opus", made.opus(150), 3),
        ("a.m4a", made.m4a(), 2),
        ("a.m4a", made.m4a(wide=True), 2),
    ],
)
def test_each_kind_is_known_by_its_bytes(
    name: str, content: bytes, seconds: int, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    found = sounds.read(tmp_path / name)
    assert (found.size, found.seconds) == (len(content), seconds)
    assert sounds.pure(name, content) == content


SPOKEN = made.NAME.encode()
NAMED = {
    "before": ("a.mp3", made.id3() + made.mp3()),
    "twice": ("a.mp3", made.id3() + made.id3() + bytes(700) + made.mp3()),
    "after": ("a.mp3", made.mp3() + b"TAG" + SPOKEN.ljust(125, b"\0")),
    "between": ("a.mp3", made.mp3() + b"APETAGEX" + SPOKEN + made.mp3()),
    "cut": ("a.mp3", made.mp3()[:-7]),
    "remark": ("a.opus", made.opus(remark=made.NAME)),
    "picture": ("a.opus", made.opus(remark=made.NAME * 9000)),
    "title": ("a.m4a", made.m4a(made.NAME)),
}


@pytest.mark.parametrize("case", NAMED)
def test_what_names_somebody_is_refused_and_taken_out(case: str, tree: Path) -> None:
    name, content = NAMED[case]
    home = made.record(tree, "en", content=content, file=name)
    (line,) = [line for line in mistakes(tree) if f"audio/en/{name}" in line]
    assert "kèm chữ hoặc hình" in line and "canhgiac fmt" in line
    done = run("fmt", "--content", tree)
    assert done.returncode == 0 and f"audio/en/{name}" in done.stdout, done.stderr
    after = (tree / "audio/en" / name).read_bytes()
    assert SPOKEN not in after and b"105.8" not in after
    assert [line for line in mistakes(tree) if f"audio/en/{name}" in line] == []
    assert run("fmt", "--check", "--content", tree).returncode in (0, 1)
    assert (tree / "audio/en" / name).read_bytes() == after == sounds.pure(name, after)
    assert home.exists()


def test_what_plays_stays_to_the_byte() -> None:
    assert sounds.pure("a.mp3", made.id3() + made.mp3()) == made.mp3()
    before, after = (
        made.opus(remark=made.NAME),
        sounds.pure("a.opus", made.opus(remark=made.NAME)),
    )
    assert len(after) == len(before), "no page moves"
    at = after.index(b"OggS", 4)
    end = after.index(b"OggS", at + 4)
    page = after[at:end]
    check = made.checksum(page[:22] + bytes(4) + page[26:])
    assert page[22:26] == check.to_bytes(4, "little") and after[end:] == before[end:]
    film = made.m4a(made.NAME)
    assert len(sounds.pure("a.m4a", film)) == len(film), "what plays is found by its place"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        *(("a.mp3", content) for content in (b"", b"RIFF....WAVEfmt ", made.opus(), made.m4a())),
        *(("a.mp3", content) for content in (b"%PDF-1.7", b"<html>", bytes(500), made.id3())),
        *(("a.opus", content) for content in (b"", made.mp3(), made.opus()[:-40])),
        ("a.opus", made.opus(streams=2)),
        ("a.opus", b"OggS" + bytes(24)),
        *(("a.m4a", content) for content in (b"", made.mp3(), made.m4a()[:90])),
        ("a.m4a", made.m4a().replace(b"soun", b"vide")),
        ("a.m4a", made.m4a().replace(b"mp4a", b"alac")),
        ("a.m4a", bytes(8)),
    ],
)
def test_what_is_no_such_recording_is_refused(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(sounds.Damage) as damage:
        sounds.read(tmp_path / name)
    assert "đúng như đuôi tệp" in damage.value.message
    assert sounds.pure(name, content) == content, "nothing is made of what is not understood"


def test_a_large_recording_says_how_to_make_it_small(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(made.mp3(20_000))
    with pytest.raises(sounds.Damage) as damage:
        sounds.read(tmp_path / "a.mp3")
    assert damage.value.message == "bản ghi âm nặng 2.1 MB, nhiều nhất là 2 MB"
    assert "mono" in damage.value.remedy


def test_a_recording_that_was_replaced_is_looked_at_again(tmp_path: Path) -> None:
    file = tmp_path / "a.mp3"
    file.write_bytes(made.mp3(80))
    before = sounds.read(file)
    file.write_bytes(made.mp3(160))
    assert sounds.read(file).sha256 != before.sha256
