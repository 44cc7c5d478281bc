"""Recordings on pages: offered in every language, fetched by nobody unasked, honest about age."""

import gzip
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from support import sounds as made
from support.builds import build_here, once
from support.builds import made as outputs
from support.pages import Page, read
from support.sounds import record, register
from support.trees import MINI, campaign, replace

from generator.artifact import Scope
from generator.channels import audio, landing
from generator.channels.pages import pages
from generator.model.audio import Recordings, fingerprints
from generator.problems import ContentError

METHOD = "canh-bao/goi-dien/"


def spoken(tree: Path, tag: str, **given: object) -> None:
    """Add a recording of the words of today."""
    home = record(tree, tag, **{"words": "BCDFGHJKLMNP", **given})  # type: ignore[arg-type]
    found = campaign(tree)
    *_others, entry = found.tables.of(Recordings)[tag].entries
    words = next(iter(fingerprints(found.tables, found.source, entry, tag).values()))
    replace(home, "BCDFGHJKLMNP", words)


def speaking(tree: Path) -> None:
    """Give a tree recordings: in a language without words, and in those that have some."""
    for tag in ("mtq", "km"):
        register(tree, tag)
    spoken(tree, "mtq")
    spoken(tree, "mtq", advice="vua-chuyen-tien")
    spoken(tree, "km", file="a.opus", content=made.opus())
    spoken(tree, "en")


@pytest.fixture(scope="module")
def site(shared: Path) -> Path:
    """The small tree with recordings, built: noi-dung/ and dist/."""

    def make(folder: Path) -> None:
        content = Path(shutil.copytree(MINI, folder / "noi-dung"))
        speaking(content)
        build_here(content, folder / "dist")

    return once(shared, "speaking", make)


def offered(page: Page) -> list[str]:
    """Return the languages that can be heard, in order."""
    players = [a["aria-label"] for a in page.all("audio")]
    return [label.rpartition(": ")[2] for label in players]


def test_a_page_offers_every_language_its_own_first(site: Path) -> None:
    page = read(site / "dist/site" / METHOD / "index.html")
    assert offered(page) == ["English", "ភាសាខ្មែរ", "Thiểng Mường"]
    assert [a.get("lang") for a in page.all("summary")][1:4] == ["en", "km", "mtq"]
    english = read(site / "dist/site/en" / METHOD / "index.html")
    assert offered(english)[0] == "English"
    assert "open" in next(a for n, a in english.elements if n == "details" and "class" not in a)
    assert "Bà Bùi Thị Hoa, già làng đọc, thu ngày 20/11/2026" in page.text
    assert page.text.count("Nghe đọc:") == 1 and "đã sửa sau khi thu" not in page.text
    assert "Công an xã Thử Một" not in page.text, "who keeps the paper is nobody's business"


def test_nothing_is_fetched_until_it_is_asked_for(site: Path) -> None:
    for path in (METHOD, "khan-cap/", f"Q/{campaign(site / 'noi-dung').codes[0].code}/"):
        page = read(site / "dist/site" / path / "index.html")
        assert page.all("audio")
        for player in page.all("audio"):
            assert player.keys() == {"controls", "preload", "aria-label"}
            assert player["preload"] == "none"
        (policy,) = [m["content"] for m in page.all("meta") if "http-equiv" in m]
        assert "media-src 'self';" in policy
        for source in page.all("source"):
            way = (site / "dist/site" / path / source["src"].partition("?")[0]).resolve()
            assert way.is_file() and way.is_relative_to((site / "dist/site/nghe").resolve())
            assert re.search(r"\?[0-9a-f]{8}$", source["src"])
            assert source["src"] in {a.get("href") for a in page.all("a")}, "to be kept, too"
    typed = read(site / "dist/site/Q/index.html")
    assert "media-src 'none'" in str(typed.all("meta"))


def test_first_aid_can_be_heard_on_the_emergency_page_and_the_qr_page(site: Path) -> None:
    found = campaign(site / "noi-dung")
    for code in found.codes:
        file = site / "dist/site" / found.addresses.landing(code.code) / "index.html"
        assert offered(read(file)) == ["Thiểng Mường"]
        assert file.read_bytes() == Path(str(file).replace("/Q/", "/q/").replace(
            code.code, code.code.lower())).read_bytes()  # fmt: skip
        assert len(gzip.compress(file.read_bytes())) < 9_000
    assert offered(read(site / "dist/site/khan-cap/index.html")) == ["Thiểng Mường"]


def test_who_has_no_recording_has_no_player(mini_dist: Path) -> None:
    for file in (mini_dist / "site").rglob("*.html"):
        assert "<audio" not in file.read_text("utf-8")
    assert not (mini_dist / "site/nghe").exists()


def test_the_bytes_are_those_that_were_checked(site: Path, tree: Path) -> None:
    assert (site / "dist/site/nghe/mtq/goi-dien.mp3").read_bytes() == made.mp3()
    speaking(tree)
    found = campaign(tree)
    assert len(outputs(found, "audio")) == 4
    (tree / "audio/mtq/goi-dien.mp3").write_bytes(made.mp3(90))
    with pytest.raises(ContentError, match=r"audio/mtq/goi-dien\.mp3"):
        list(audio.recordings(found, Scope()))


def test_a_stale_recording_says_so_in_the_readers_language(tree: Path) -> None:
    speaking(tree)
    replace(tree / "methods/goi-dien/vi.yml", 'summary: "', 'summary: "Nghe kỹ. ')
    found = campaign(tree)
    for tag, says, count in (
        ("vi", "đã sửa sau khi thu", 2),
        ("en", "have changed since this was recorded", 2),
    ):
        (body,) = [p.body for p in pages(found, tag) if p.path.endswith(METHOD)]
        # English was read from English words, which stand as they were.
        assert body.count(says) == count
        _before, _says, after = body.partition(says)
        assert after.index("<audio") < after.index("</details>"), "before it can be played"
    replace(
        tree / "advice/vua-chuyen-tien/vi.yml", "steps:", 'exception: "Bị dọa thì khác."\nsteps:'
    )
    found = campaign(tree)
    first = next(landing.pages(found, Scope()))
    assert b"Ch\xe1\xbb\x97 n\xc3\xa0o kh\xc3\xa1c" in first.content


def test_the_copy_for_a_stick_speaks_too(site: Path) -> None:
    """Where there is no network, many do not read."""
    with zipfile.ZipFile(site / "dist/site/canhgiac-offline.zip") as archive:
        names = archive.namelist()
        assert "canhgiac/nghe/mtq/goi-dien.mp3" in names
        page = Page(archive.read(f"canhgiac/{METHOD}index.html"))
    assert "../../nghe/mtq/goi-dien.mp3" in {s["src"] for s in page.all("source")}


def test_a_phone_keeps_no_recording(site: Path) -> None:
    worker = (site / "dist/site/sw.js").read_text("utf-8")
    assert 'pathname.startsWith("/nghe/")' in worker
    (kept,) = re.findall(r"KEPT = (\[.*?\]);", worker)
    assert "nghe" not in kept
    headers = (site / "dist/site/_headers").read_text("utf-8")
    assert "/nghe/*\n  Cache-Control: public, max-age=31536000, immutable" in headers
