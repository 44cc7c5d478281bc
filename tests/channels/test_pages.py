"""The finished site, read as files."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace as change
from pathlib import Path

import pytest
from support.builds import build_here, digest, run
from support.languages import SAMPLES, facts, write
from support.pages import Page, pages, read
from support.trees import ROOT, campaign, replace
from tinyhtml5.parser import HTMLParser

from generator import build, compression, engine, links
from generator.channels.pages import look
from generator.channels.pages import pages as site_pages
from generator.channels.pages.look import tokens
from generator.model.base import TextKind
from generator.model.campaign import Campaign, Tables
from generator.model.texts import told
from generator.model.words import Translation
from generator.rendering import linked, plain

XHTML = "{http://www.w3.org/1999/xhtml}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_every_kind_of_page_is_there_in_every_language(shipped: Campaign, dist: Path) -> None:
    for tag in shipped.languages:
        voice = linked(shipped, tag)
        wanted = {path for path in shipped.page_paths if _is_of(shipped, path, tag)}
        assert len(wanted) > 5
        for path in wanted:
            page = read(dist / "site" / path / "index.html")
            assert page.all("html")[0]["lang"] == tag
            assert page.all("html")[0]["dir"] == voice.direction
            assert len(page.all("h1")) == 1
            assert not voice.mark or str(voice.ui.specimen_notice) in page.text


def _is_of(found: Campaign, path: str, tag: str) -> bool:
    first = path.partition("/")[0]
    return (first if first in found.languages else found.source) == tag


def test_the_addresses_of_the_model_are_those_of_the_site(shipped: Campaign, dist: Path) -> None:
    """What may never vanish is reckoned without building; it must be what is built."""
    site = dist / "site"
    built = {
        path.parent.relative_to(site).as_posix() + "/"
        for path in site.rglob("index.html")
        if path.relative_to(site).parts[0] not in ("Q", "q")
    }
    assert {path or "./" for path in shipped.page_paths} == built


def test_only_our_own_scripts_and_nothing_from_elsewhere(shipped: Campaign, dist: Path) -> None:
    site, to = dist / "site", shipped.addresses
    assert list(links.faults(site, shipped.settings.base_url)) == []
    workers = {f"{to.home(tag)}sw.js" for tag in shipped.languages}
    files = {file.relative_to(site).as_posix() for file in site.rglob("*.js")}
    assert files == {"assets/minisearch.js", "assets/search.js"} | workers
    searches = {f"{to.search(tag)}index.html" for tag in shipped.languages}
    homes = {f"{to.home(tag)}index.html" for tag in shipped.languages}
    embedded = {f"{to.embedded(tag)}index.html" for tag in shipped.languages}
    for name, page in pages(site):
        scripts = [one.get("src", "") for one in page.all("script") if "type" not in one]
        if name.upper() == "Q/INDEX.HTML":
            assert scripts == [""], name
        elif name.upper().startswith("Q/") or name in embedded:
            assert scripts == [], name
        else:
            searches_ = name in searches
            typed = name in homes or "404" in name
            assert scripts.count("") == 1 + typed + searches_, name
            assert len(scripts) == 1 + typed + 3 * searches_, name
        (policy_,) = [m["content"] for m in page.all("meta") if "http-equiv" in m]
        assert "default-src 'none'" in policy_ and "unsafe" not in policy_, name
        for tag, attributes in page.elements:
            assert not [key for key in attributes if key.startswith("on")], (name, tag)
    for css in site.rglob("*.css"):
        for url in re.findall(r"url\(([^)]*)\)", css.read_text("utf-8")):
            assert not re.match(r"[\"']?(https?:)?//", url), (css, url)
        assert "@import" not in css.read_text("utf-8")


OF_PAPER = {
    *("card", "leaflet", "look", "fonts", "loudspeaker", "posts", "sms", "slides", "banner"),
    "lesson",
}
"""What is no page."""


def test_every_page_is_valid_as_browsers_read_it(dist: Path) -> None:
    """No element out of its place, no id twice, every reference inside a page answered."""
    for file in (dist / "site").rglob("*.html"):
        parser = HTMLParser()
        parser.parse(file.read_text("utf-8"))
        assert parser.errors == [], file
        found = [a for _tag, a in read(file).elements]
        ids = [attributes["id"] for attributes in found if "id" in attributes]
        assert len(ids) == len(set(ids)), file
        for attributes in found:
            asked = [attributes.get(name) for name in ("for", "aria-labelledby")]
            assert set(filter(None, asked)) <= set(ids), file


def test_phone_numbers_come_from_contacts_alone(shipped: Campaign, dist: Path) -> None:
    numbers = {f"tel:{c.number}" for c in shipped.contacts.values() if c.number}
    found = {
        a["href"]
        for _name, page in pages(dist / "site")
        for a in page.all("a")
        if a.get("href", "").startswith("tel:")
    }
    assert found and found <= numbers


def test_switching_language_keeps_the_page(shipped: Campaign, dist: Path) -> None:
    site, to = dist / "site", shipped.addresses
    everywhere = [
        slug
        for slug in shipped.methods
        if all((slug, tag) in shipped.tables.of(Translation) for tag in shipped.languages)
    ]
    for slug in everywhere[:3]:
        wanted = {tag: to.url(to.method(tag, slug)) for tag in shipped.languages}
        for tag in shipped.languages:
            page = read(site / to.method(tag, slug) / "index.html")
            alternates = {
                link["hreflang"]: link["href"]
                for link in page.all("link")
                if link.get("rel") == "alternate" and "hreflang" in link
            }
            assert alternates == wanted | {"x-default": wanted[shipped.source]}
            html = (site / to.method(tag, slug) / "index.html").read_text("utf-8")
            links = Page(html.partition('class="languages"')[2].partition("</nav>")[0]).all("a")
            switch = {a["lang"]: a["href"] for a in links}
            for other in shipped.languages:
                target = (site / to.method(tag, slug) / switch[other]).resolve()
                assert (target / "index.html").is_file() and target.name == slug


def test_headings_have_the_same_ascii_ids_in_every_language(
    shipped: Campaign, dist: Path
) -> None:
    to = shipped.addresses
    for slug, tag in shipped.tables.of(Translation):
        ids = []
        for language in (tag, shipped.source):
            page = read(dist / "site" / to.method(language, slug) / "index.html")
            ids.append([a["id"] for name, a in page.elements if name in ("h1", "h2")])
        assert ids[0] == ids[1]
        assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in ids[0])


def test_sitemaps_name_absolute_addresses_and_their_languages(
    shipped: Campaign, dist: Path
) -> None:
    for tag in shipped.languages:
        home = shipped.addresses.home(tag)
        tree = ET.parse(dist / "site" / home / "sitemap.xml")
        urls = tree.getroot().findall(f"{SITEMAP}url")
        assert len(urls) > 5
        for url in urls:
            own = url.findtext(f"{SITEMAP}loc") or ""
            assert own.startswith(shipped.addresses.url(home))
            named = [link.attrib["href"] for link in url.findall(f"{XHTML}link")]
            assert own in named


def test_untranslated_words_are_listed_honestly(tree: Path, tmp_path: Path) -> None:
    replace(tree / "editions/to-roi.yml", '["vi", "en"]', '["vi"]')
    (tree / "distribution/codes.csv").unlink()
    assert run("issue", "to-roi", "--content", tree).returncode == 0
    for name in ("methods/goi-dien", "pages/gioi-thieu", "pages/khan-cap", "routes"):
        (tree / name / "en.yml").unlink(missing_ok=True)
    out = build_here(tree, tmp_path / "dist") / "site"
    assert not (out / "en/canh-bao/goi-dien").exists()
    home = read(out / "en/index.html")
    entry = [a for a in home.all("a") if "goi-dien" in a.get("href", "")]
    assert [(a["href"], a["lang"], a["hreflang"]) for a in entry] == [
        ("../canh-bao/goi-dien/", "vi", "vi")
    ]
    assert "Not translated yet – read it in Tiếng Việt" in home.text
    source = read(out / "canh-bao/goi-dien/index.html")
    assert not [link for link in source.all("link") if link.get("hreflang") == "en"]
    switch = {a["lang"]: a["href"] for a in source.all("a") if "hreflang" in a}
    assert switch["en"] == "../../en/", "where there is no page, the language's home"


def test_advice_that_is_in_another_language_says_so(dist: Path, shipped: Campaign) -> None:
    seen = 0
    for tag in shipped.languages:
        voice = plain(shipped, tag)
        shown = [voice.advice(slug) for slug in voice.emergency.facts.advice]
        page = read(dist / "site" / voice.emergency.path / "index.html")
        foreign = [said for said in shown if said.foreign]
        if not voice.emergency.foreign:
            for name in {said.language_name for said in foreign}:
                assert voice.ui.only_in.format(language=name) in page.text
            seen += len(foreign)
    assert seen, "Khmer, Korean and Chinese have the first steps alone"


def test_a_language_without_words_waits_and_is_not_published(tree: Path, tmp_path: Path) -> None:
    write(tree / "languages/km.yml", facts("km"))
    assert campaign(tree).languages == ("vi", "en")
    out = build_here(tree, tmp_path / "dist") / "site"
    assert not (out / "km").exists()
    assert "ភាសាខ្មែរ" not in (out / "index.html").read_text("utf-8")
    told = run("check", "--fast", "--content", tree).stdout
    assert "Ngôn ngữ đang chờ lời: km" in told, "staff see it"


def test_any_script_and_direction_from_data_files_alone(scripts: Path) -> None:
    out = scripts / "dist/site"
    for tag, (name, direction, script, file, _family, word) in SAMPLES.items():
        for path in ("index.html", "canh-bao/goi-dien/index.html", "404.html"):
            page = read(out / tag / path)
            assert page.all("html")[0]["lang"] == tag
            assert page.all("html")[0]["dir"] == direction
            assert word in page.text and name in page.text
        files = (out / tag / "assets").glob("*")
        served = sorted(f.name for f in files if f.suffix not in compression.SUFFIXES)
        own = [f"OFL-{file}.txt", "own-400.woff2", "own-700.woff2", "own.css"]
        assert served == ([] if script == "Latn" else own), "each font with its licence"
        home = read(out / tag / "index.html").text.replace(f"thu.example/{tag}/", "")
        english = re.findall(r"(?<!\w)[A-Za-z]{3,}(?!\w)", home)
        assert set(english) <= {"English"}, "only the name of the language"


def test_stock_mkdocs_builds_the_same_site_to_the_byte(dist: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("mkdocs"), "build", "--strict", "-d", tmp_path / "site"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not re.search("^WARNING", done.stderr, re.MULTILINE)
    ours, stock = (
        {path: print_ for path, print_ in digest(site).items() if not ready(path)}
        for site in (dist / "site", tmp_path / "site")
    )
    del ours["manifest.json"]
    assert stock == ours


def ready(path: str) -> bool:
    """Tell whether a file only saves a server some work; a stock build has none of them."""
    return path.endswith(compression.SUFFIXES)


def test_stock_mkdocs_says_what_is_wrong_without_a_traceback(tree: Path, tmp_path: Path) -> None:
    replace(tree / "methods/goi-dien/vi.yml", "signs:", "sings:")
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


def test_a_page_is_the_same_framed_alone(mini: Campaign, mini_dist: Path) -> None:
    """A preview frames only what changed; it must be the build's own bytes."""
    for page in site_pages(mini, "en"):
        made = {a.path: a.content for a in engine.framed(mini, "en", [page])}
        path = f"site/{page.path}index.html"
        assert made[path] == (mini_dist / path).read_bytes()


# -- one home for colours, faces and sizes -------------------------------------------------------


def test_colours_stand_in_the_tokens_alone() -> None:
    assert len(tokens()) > 12
    hexes = re.compile(r"#[0-9a-f]{3,8}\b(?![ ]*\{)", re.IGNORECASE)
    for path in [
        *(ROOT / "docs").rglob("*.jinja"),
        *(ROOT / "docs").rglob("*.html"),
        *(ROOT / "docs/assets").glob("*.svg"),
        *(ROOT / "leaflets").rglob("*.css"),
        *(ROOT / "leaflets").rglob("*.jinja"),
    ]:
        text = re.sub(r"&#\w+;|href=\"#[^\"]*\"|fill=\"#000\"", "", path.read_text("utf-8"))
        assert hexes.findall(text) == [], path


def test_every_token_that_is_used_is_there() -> None:
    known = {f"--{name}" for name in tokens()}
    for path in [*(ROOT / "docs/templates").iterdir(), *(ROOT / "leaflets").rglob("*.css")]:
        if path.is_file():
            used = set(re.findall(r"var\((--(?!md-)[\w-]+)", path.read_text("utf-8")))
            assert used <= known, path


# -- words of somebody else's --------------------------------------------------------------------

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[x](javascript:alert(1))",
    '" onmouseover="alert(1)',
    'x" onerror="alert(1)" srcset="https://evil.example/p.png 1x" data-x="',
    "</title><script>alert(1)</script>",
    "{% raw %}{{ 7*7 }}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "---\ntitle: x\n---",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_markup_from_words_reaches_a_page(
    mini: Campaign, tmp_path: Path, payload: str
) -> None:
    """Rules refuse such words; were one to pass, the pages would still be safe."""

    def spoil(text: str, kind: TextKind) -> str:
        names = " ".join(f"{{{name}}}" for name in sorted(kind.fills))
        words = "x" if "{" in payload and kind.fills else payload
        return f"{words} {names}" if kind.shown else text

    tables = Tables()
    for model, key, content in mini.tables.everything():
        tables.of(model)[key] = told(content, spoil)
    hostile = change(mini, tables=tables)
    made = [
        artifact
        for name, scope in build.jobs(hostile)
        if name not in OF_PAPER
        for artifact in build.OUTPUTS[name].make(hostile, scope)
    ]
    for artifact in made:
        file = tmp_path / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artifact.content)
    for file in (tmp_path / "site").rglob("*.html"):
        run_ = re.findall(r"<script>(.*?)</script>", file.read_text("utf-8"), re.DOTALL)
        assert set(run_) <= set(look.scripts(hostile.addresses.host)), file
    seen = 0
    for name, page in pages(tmp_path / "site"):
        seen += "alert(1)" in page.text or "alert" not in payload
        for tag, attributes in page.elements:
            source = attributes.get("src", "").partition("?")[0]
            assert tag not in {"iframe", "math", "img" if "img" in payload else ""} or (
                source.endswith(("mark.svg", ".webp"))
                or source.startswith("data:image/png;base64,")
            ), (name, tag)
            assert not [key for key in attributes if key.startswith("on")], (name, attributes)
            assert "srcset" not in attributes
            for key in ("href", "src"):
                assert "javascript:" not in attributes.get(key, "")
                assert "evil" not in attributes.get(key, "")
    assert seen, "the words themselves are shown"


def test_the_verifier_refuses_what_runs(tmp_path: Path) -> None:
    for hostile in (
        '<p onclick="x">',
        '<img src="a.png" srcset="https://evil.example/p.png">',
        '<p style="background: url(https://evil.example)">',
        "<script>x</script>",
        '<script src="https://evil.example/a.js"></script>',
        '<meta http-equiv="Refresh" content="0">',
        '<form action="/x">',
        '<form action="https://evil.example/">',
        '<form method="post" action="/">',
        "<form>",
        '<a href="javascript:x">',
        '<img src="https://evil.example/a.png">',
    ):
        (tmp_path / "index.html").write_text(f"<body>{hostile}</body>", "utf-8")
        (tmp_path / "a.png").write_bytes(b"x")
        assert list(links.faults(tmp_path, "https://thu.example/")), hostile
