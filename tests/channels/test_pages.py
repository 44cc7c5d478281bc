"""The finished site, read as files."""

import gzip
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import MINI, ROOT, build, edit, run
from support.languages import SAMPLES, add_languages
from test_rendering import PAYLOADS

from generator import links
from generator.model import Campaign

XHTML = "{http://www.w3.org/1999/xhtml}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Page(HTMLParser):
    """Every element of a page, with its attributes."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def pages(site: Path) -> Iterator[tuple[str, Page]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), Page(path)


def test_every_kind_of_page_is_there_in_every_language(campaign: Campaign, dist: Path) -> None:
    for tag in campaign.tags:
        root = dist / "site" / campaign.prefix(tag)
        wanted = ["", "thong-diep/", "tai-lieu/"]
        wanted += ["canh-bao/", "tin-moi/"]
        wanted += [f"canh-bao/{slug}/" for slug, spoken in campaign.translations if spoken == tag]
        wanted += [f"kenh/{slug}/" for slug in campaign.routes[tag].routes]
        wanted += [f"{slug}/" for slug in campaign.pages if (slug, tag) in campaign.page_texts]
        for path in wanted:
            page = Page(root / path / "index.html")
            assert page.all("html")[0]["lang"] == tag
            assert page.all("body")[0]["dir"] == "ltr"
            assert len(page.all("h1")) == 1
            assert campaign.languages[tag].words.specimen_notice in page.text


def test_no_script_and_nothing_from_elsewhere(campaign: Campaign, dist: Path) -> None:
    site = dist / "site"
    assert list(links.broken(site, campaign.settings.base_url)) == []
    assert not list(site.rglob("*.js"))
    for name, page in pages(site):
        assert page.all("script") == [], name
        policy = [m["content"] for m in page.all("meta") if "http-equiv" in m]
        assert policy and "default-src 'none'" in policy[0], name
        for tag, attributes in page.elements:
            assert not [key for key in attributes if key.startswith("on")], (name, tag)
    for css in site.rglob("*.css"):
        for url in re.findall(r"url\(([^)]*)\)", css.read_text("utf-8")):
            assert not re.match(r"[\"']?(https?:)?//", url), (css, url)
        assert "@import" not in css.read_text("utf-8")


def test_phone_numbers_come_from_contacts_alone(campaign: Campaign, dist: Path) -> None:
    numbers = {f"tel:{c.number}" for c in campaign.contacts.values() if c.number}
    found = {
        a["href"]
        for _name, page in pages(dist / "site")
        for a in page.all("a")
        if a.get("href", "").startswith("tel:")
    }
    assert found and found <= numbers


def test_switching_language_keeps_the_page(campaign: Campaign, dist: Path) -> None:
    site, base = dist / "site", campaign.settings.base_url
    for tag in campaign.tags:
        path = f"{campaign.prefix(tag)}canh-bao/deepfake-goi-video/"
        page = Page(site / path / "index.html")
        alternates = {
            link["hreflang"]: link["href"]
            for link in page.all("link")
            if link.get("rel") == "alternate" and "hreflang" in link
        }
        wanted = {
            other: f"{base}{campaign.prefix(other)}canh-bao/deepfake-goi-video/"
            for other in campaign.tags
        }
        assert alternates == wanted | {"x-default": wanted[campaign.source]}
        switch = {a["lang"]: a["href"] for a in page.all("a") if "hreflang" in a}
        for other in campaign.tags:
            target = (site / path / switch[other]).resolve()
            assert (target / "index.html").is_file()
            assert target.name == "deepfake-goi-video"


def test_headings_have_the_same_ascii_ids_in_every_language(
    campaign: Campaign, dist: Path
) -> None:
    for file in (dist / "site/canh-bao").glob("*/index.html"):
        ids = [
            [a["id"] for tag, a in Page(path).elements if tag in ("h1", "h2")]
            for path in (file, dist / "site/en/canh-bao" / file.parent.name / "index.html")
        ]
        assert ids[0] == ids[1]
        assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in ids[0])


def test_sitemaps_name_absolute_addresses_and_their_languages(
    campaign: Campaign, dist: Path
) -> None:
    for tag in campaign.tags:
        tree = ET.parse(dist / "site" / campaign.prefix(tag) / "sitemap.xml")
        urls = tree.getroot().findall(f"{SITEMAP}url")
        assert len(urls) > 10
        for url in urls:
            own = url.findtext(f"{SITEMAP}loc") or ""
            assert own.startswith(campaign.url(campaign.prefix(tag)))
            named = [link.attrib["href"] for link in url.findall(f"{XHTML}link")]
            assert own in named


def test_a_qr_page_is_one_small_file_in_the_leaflets_language(
    campaign: Campaign, dist: Path
) -> None:
    for code in campaign.codes:
        capitals = dist / "site" / campaign.landing_path(code) / "index.html"
        small = dist / "site" / campaign.landing_path(code).lower() / "index.html"
        assert small.read_bytes() == capitals.read_bytes(), "as people type it"
        file = dist / "site" / campaign.landing_path(code) / "index.html"
        page, words = Page(file), campaign.languages[code.language].words
        assert len(gzip.compress(file.read_bytes())) < 14 * 1024
        assert page.all("html")[0]["lang"] == code.language
        assert not [e for e in page.elements if e[0] in ("script", "img")]
        assert [link["href"] for link in page.all("link")] == ["data:,"]
        for text in (code.code, code.edition, words.never_asks, campaign.qr_text(code)):
            assert text in page.text
        for rule in campaign.message[code.language].rules.values():
            assert rule.short in page.text
        others = {a["lang"] for a in page.all("a") if "hreflang" in a}
        assert others == set(campaign.tags) - {code.language}


def test_a_retired_code_still_opens_a_page_that_says_so(tree: Path, tmp_path: Path) -> None:
    register = tree / "distribution/codes.csv"
    first = register.read_text("utf-8").splitlines()[1]
    edit(register, lambda text: text + first.replace(",active", ",retired") + "\n")
    out = build(tree, tmp_path / "dist")
    assert not (out / "leaflets/a5-message/vi.pdf").exists(), "not printed any more"
    assert (out / "leaflets/a5-message/en.pdf").exists()
    assert "bản cũ" in Page(out / "site/Q" / first[:6] / "index.html").text


def test_an_untranslated_method_is_listed_honestly(tree: Path, tmp_path: Path) -> None:
    edit(tree / "editions/to-roi.yml", lambda text: text.replace('["vi", "en"]', '["vi"]'))
    for name in ("methods/goi-dien", "pages/gioi-thieu", "pages/khan-cap", "routes"):
        (tree / name / "en.yml").unlink(missing_ok=True)
    out = build(tree, tmp_path / "dist") / "site"
    assert not (out / "en/canh-bao/goi-dien").exists()
    home = Page(out / "en/index.html")
    entry = [a for a in home.all("a") if "goi-dien" in a.get("href", "")]
    assert [(a["href"], a["lang"], a["hreflang"]) for a in entry] == [
        ("../canh-bao/goi-dien/", "vi", "vi")
    ]
    assert "Not translated yet – read it in Tiếng Việt" in home.text
    source = Page(out / "canh-bao/goi-dien/index.html")
    assert not [link for link in source.all("link") if link.get("hreflang") == "en"]
    switch = {a["lang"]: a["href"] for a in source.all("a") if "hreflang" in a}
    assert switch["en"] == "../../en/", "where there is no page, the language's home"


def test_any_script_and_direction_from_data_files_alone(tree: Path, tmp_path: Path) -> None:
    add_languages(tree)
    out = build(tree, tmp_path / "dist") / "site"
    for tag, (name, direction, script, _file, _family, word) in SAMPLES.items():
        for path in ("index.html", "canh-bao/goi-dien/index.html", "404.html"):
            page = Page(out / tag / path)
            assert page.all("html")[0]["lang"] == tag
            assert page.all("body")[0]["dir"] == direction
            assert word in page.text and name in page.text
        served = sorted(path.name for path in (out / tag / "assets").glob("*"))
        own = ["own-400.woff2", "own-700.woff2", "own.css"]
        assert served == ([] if script == "Latn" else own)
        home = Page(out / tag / "index.html").text
        english = re.findall(r"(?<!\w)[A-Za-z]{3,}(?!\w)", home)
        assert set(english) <= {"English"}, "only the name of the language"


@pytest.mark.parametrize("place", ["title", "summary", "signs"])
def test_no_script_or_markup_from_content_reaches_a_page(
    tree: Path, tmp_path: Path, place: str
) -> None:
    hostile = " ".join(p for p in PAYLOADS if not set("{*") & set(p))
    quoted = hostile.replace("\\", "\\\\").replace('"', '\\"')
    line = {"title": "title: ", "summary": "summary: ", "signs": "  giuc: "}[place]
    for tag in ("vi", "en"):
        edit(
            tree / f"methods/goi-dien/{tag}.yml",
            lambda text: re.sub(rf"(?m)^{line}.*", lambda _m: f'{line}"{quoted}"', text),
        )
    edit(tree / "pages/gioi-thieu/vi.yml", lambda t: t.replace("Là gì", quoted))
    out = build(tree, tmp_path / "dist") / "site"
    seen = 0
    for name, page in pages(out):
        seen += "alert(1)" in page.text
        for tag, attributes in page.elements:
            allowed = {"style"} if name.lower().startswith("q/") else set()
            assert tag not in {"script", "iframe", "math", "style"} - allowed, name
            assert not [key for key in attributes if key.startswith("on")], (name, attributes)
            for key in ("href", "src"):
                value = attributes.get(key, "")
                assert "javascript:" not in value and "evil" not in value, (name, value)
    assert seen, "the words themselves are shown"


def test_stock_mkdocs_builds_the_whole_site(tmp_path: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("mkdocs"), "build", "--strict", "-d", tmp_path / "site"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not re.search("^WARNING", done.stderr, re.MULTILINE)
    stock = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    for path in ("site/index.html", "site/en/index.html", "site/leaflets/a5-message/vi.pdf"):
        assert path in stock


def test_stock_mkdocs_says_what_is_wrong_without_a_traceback(tree: Path, tmp_path: Path) -> None:
    edit(tree / "methods/goi-dien/vi.yml", lambda text: text.replace("signs:", "sings:"))
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    config = config.replace("content: campaign_content", f"content: {tree}")
    for folder in ("docs", "generator"):
        config = config.replace(f"{folder}/", f"{ROOT}/{folder}/")
    config = config.replace("docs_dir: docs", f"docs_dir: {ROOT}/docs").replace(
        "watch: [campaign_content, leaflets]", "watch: []"
    )
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    done = subprocess.run(
        [Path(sys.executable).with_name("mkdocs"), "build", "-f", tmp_path / "mkdocs.yml"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "sings" in done.stderr and "signs" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_small_tree_is_left_alone() -> None:
    assert run("check", "--content", MINI).returncode == 0
