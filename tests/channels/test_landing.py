"""The pages that printed codes open: one file, one request, for ever."""

import dataclasses
import gzip
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from support.builds import build_here, run
from support.pages import Page, read
from support.trees import TODAY, campaign, edit, lines_of, many_places, replace

from generator.artifact import Scope
from generator.channels import landing
from generator.content import writing
from generator.content.witnesses import Recall
from generator.distribution import codes
from generator.model.campaign import Campaign
from generator.model.places import Unit
from generator.rendering import linked


def test_a_qr_page_is_one_small_file_in_the_leaflets_language(
    shipped: Campaign, dist: Path
) -> None:
    to = shipped.addresses
    for code in shipped.codes:
        capitals = dist / "site" / to.landing(code.code) / "index.html"
        small = dist / "site" / to.landing(code.code).lower() / "index.html"
        assert small.read_bytes() == capitals.read_bytes(), "as people type it"
        page, ui = read(capitals), linked(shipped, code.language).ui
        assert len(gzip.compress(capitals.read_bytes())) < 14 * 1024
        assert page.all("html")[0]["lang"] == code.language
        assert not [e for e in page.elements if e[0] in ("script", "img")]
        assert [link["href"] for link in page.all("link")] == ["data:,"]
        for text in (code.code, code.edition, ui.never_asks, to.qr_text(code.code)):
            assert str(text) in page.text
        for rule in linked(shipped, code.language).message.words.rules.values():
            assert str(rule.short) in page.text
        others = {a["lang"] for a in page.all("a") if "hreflang" in a}
        assert others == set(shipped.languages) - {code.language}


def test_a_retired_code_still_opens_a_page_that_says_so(tree: Path, tmp_path: Path) -> None:
    register = tree / "distribution/codes.csv"
    edit(register, lambda text: text + retired(text))
    out = build_here(tree, tmp_path / "dist")
    assert not (out / "leaflets/to-roi/toan-tinh/vi.pdf").exists(), "not printed any more"
    assert (out / "leaflets/to-roi/toan-tinh/en.pdf").exists()
    code = register.read_text("utf-8").splitlines()[1][:6]
    assert "bản cũ" in read(out / "site/Q" / code / "index.html").text
    assert run("check", "--fast", "--content", tree).returncode == 0


def retired(register: str) -> str:
    """Return the line that retires the first code of a register."""
    lines = lines_of(register)
    line = lines[0].model_copy(update={"status": "retired"})
    check = codes.running_check(lines[-1].check, line)
    return codes.rows([line.model_copy(update={"check": check})], header=False)


def test_a_retired_page_says_since_when_and_leads_to_the_newer_leaflet(tree: Path) -> None:
    for name in ("moi", "khac"):
        shutil.copy(tree / "editions/to-roi.yml", tree / f"editions/{name}.yml")
    replace(tree / "editions/khac.yml", '"toan-tinh"', '"00001"')
    issue(tree, "moi", "khac")
    old, other = campaign(tree).codes[:2]
    writing.retire(tree, [old.code], TODAY, lambda _lines: True)
    found = campaign(tree)
    newer = found.versions["moi", "toan-tinh", "vi"].code.code
    made = {a.path: Page(a.content) for a in landing.pages(found, Scope())}
    page = made[f"site/Q/{old.code}/index.html"]
    assert "ngừng dùng từ ngày 21/11/2026" in page.text and "bản cũ" in page.text
    assert {"class": "more", "href": f"../../Q/{newer}/"} in page.all("a")
    assert "ngừng dùng" not in made[f"site/Q/{newer}/index.html"].text
    links = {a["hreflang"]: a["href"] for a in page.all("a") if "hreflang" in a}
    assert links == {"en": f"../../Q/{other.code}/"}, "its own leaflet first"
    links = {
        a["hreflang"]: a["href"]
        for a in made[f"site/Q/{other.code}/index.html"].all("a")
        if "hreflang" in a
    }
    assert links == {"vi": f"../../Q/{newer}/"}, "then the same place on another leaflet"
    writing.retire(tree, [newer], TODAY, lambda _lines: True)
    made = {a.path: Page(a.content) for a in landing.pages(campaign(tree), Scope())}
    for code in (old.code, newer):
        ways = [a["href"] for a in made[f"site/Q/{code}/index.html"].all("a")]
        assert not [way for way in ways if old.code in way or newer in way]
    english = made[f"site/Q/{other.code}/index.html"]
    assert [a["href"] for a in english.all("a") if "hreflang" in a] == ["../../"]


def issue(tree: Path, *editions: str) -> None:
    for name in editions:
        writing.issue(tree, name, TODAY, Recall(), lambda _campaign: [])


def test_what_is_a_places_own_is_escaped_once(mini: Campaign) -> None:
    found = many_places(mini, 1)
    unit = found.tables.of(Unit)["00000"]
    found.tables.of(Unit)["00000"] = unit.model_copy(update={"name": "Xã <b>&Tân"})
    found = dataclasses.replace(found)
    (page, _small, *_rest) = landing.pages(found, Scope())
    text = page.content.decode()
    assert "phát ở Xã &lt;b&gt;&amp;Tân." in text and "<b>&" not in text
    assert not re.search("[\ue000-\uf8ff]", text)


def test_the_codes_of_one_place_are_found_among_many(mini: Campaign) -> None:
    found = many_places(mini, 4000)
    for code in found.codes[::999]:
        siblings = found.siblings(code)
        assert {v.language for v in siblings.values()} == {"vi", "en"}
        assert {v.unit for v in siblings.values()} == {code.unit}


@pytest.mark.parametrize("first", [0, 3])
def test_a_run_of_codes_is_a_run_of_pages(mini: Campaign, first: int) -> None:
    found = many_places(mini, 10)
    made = [a.path for a in landing.pages(found, Scope(first=first, last=first + 2))]
    wanted = [code.code for code in found.codes[first : first + 2]]
    assert made == [
        path
        for code in wanted
        for path in (f"site/Q/{code}/index.html", f"site/q/{code.lower()}/index.html")
    ]


def test_no_two_files_of_a_site_are_one_where_a_disk_ignores_case(dist: Path) -> None:
    """Windows and macOS take Q/ and q/ for one folder: what stands there must be the same."""
    found: dict[str, bytes] = {}
    for file in sorted(path for path in dist.rglob("*") if path.is_file()):
        name, content = file.relative_to(dist).as_posix().lower(), file.read_bytes()
        assert found.setdefault(name, content) == content, file


def test_nothing_that_is_published_lists_codes(dist: Path, shipped: Campaign) -> None:
    """Neither search, feed, sitemap nor a copy for a stick: a list of codes serves forgers."""
    codes_ = {code.code for code in shipped.codes}
    for file in (dist / "site").rglob("*"):
        path = file.relative_to(dist / "site").as_posix()
        if not file.is_file() or path.lower().startswith("q/"):
            continue
        if file.suffix in (".html", ".json", ".xml", ".txt", ".js", ".webmanifest"):
            text = file.read_text("utf-8").upper()
            assert not [code for code in codes_ if code in text], path
        if file.suffix == ".zip":
            with zipfile.ZipFile(file) as archive:
                assert not [name for name in archive.namelist() if "/q/" in name.lower()]
    for path in ("Q/index.html", f"Q/{shipped.codes[0].code}/index.html"):
        robots = [m for m in read(dist / "site" / path).all("meta") if m.get("name") == "robots"]
        assert robots == [{"name": "robots", "content": "noindex"}]


def test_the_page_of_a_commune_has_its_police_at_hand(tree: Path) -> None:
    replace(tree / "editions/to-roi.yml", '"toan-tinh"', '"toan-tinh", "moi-xa", "moi-to"')
    assert run("issue", "to-roi", "--content", tree).returncode == 0
    found = campaign(tree)
    made = {a.path: a.content.decode() for a in landing.pages(found, Scope())}
    for code in found.codes:
        page = made[f"site/{found.addresses.landing(code.code)}index.html"]
        place = found.places["to-roi"][code.unit]
        assert ("Công an xã Thử Một" in page) is (code.unit.startswith("00001"))
        assert ('href="tel:02103000001"' in page) is (code.unit.startswith("00001"))
        assert not place.name or place.name in page
        assert len(gzip.compress(page.encode())) < 14_000


def test_a_poster_or_an_older_leaflet_is_no_newer_one(tree: Path) -> None:
    """“Mở trang của tờ rơi mới” leads to the same kind of leaflet, issued later, or nowhere."""
    shutil.copy(tree / "editions/to-roi.yml", tree / "editions/ap-phich.yml")
    replace(tree / "editions/ap-phich.yml", "a5-message", "a3-poster")
    shutil.copy(tree / "editions/to-roi.yml", tree / "editions/moi.yml")
    issue(tree, "moi", "ap-phich")
    old = campaign(tree).codes[0]
    newer = campaign(tree).versions["moi", "toan-tinh", "vi"].code.code
    writing.retire(tree, [newer], TODAY, lambda _lines: True)
    found = campaign(tree)
    retired = next(code for code in found.codes if code.code == newer)
    assert ("to-roi", "toan-tinh", "vi") in found.versions, "which is older"
    assert found.newer(retired) is None
    writing.retire(tree, [old.code], TODAY, lambda _lines: True)
    found = campaign(tree)
    assert found.stopped("to-roi") == [("toan-tinh", "vi")] and not found.stopped("ap-phich")
    made = {a.path: Page(a.content) for a in landing.pages(found, Scope())}
    for code in (old.code, newer):
        page = made[f"site/Q/{code}/index.html"]
        way, *_further = [a["href"] for a in page.all("a") if a.get("class") == "more"]
        assert way == "../../", "the home of its language"
