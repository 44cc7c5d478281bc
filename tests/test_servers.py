"""The settings of web servers, in the servers themselves."""

import gzip
import random
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser
from support.browser import browser, served
from support.servers import (
    CADDY,
    SERVERS,
    Answer,
    Server,
    ask,
    changed,
    need,
    nginx_command,
)
from support.servers import nginx as nginx_with
from support.trees import many_places

from generator import build, compression
from generator.artifact import Artifact, Scope
from generator.channels import servers
from generator.channels.pages import look, portal
from generator.distribution import scans
from generator.distribution.codes import ALPHABET, LENGTH
from generator.model.addresses import AUDIO
from generator.model.campaign import Campaign
from generator.rendering import plain

__all__ = ["browser"]

PAGE = "public, max-age=300, stale-if-error=86400"
FOR_GOOD = "public, max-age=31536000, immutable"
HOUR = "public, max-age=3600"


@pytest.fixture(scope="module", params=SERVERS)
def server(
    request: pytest.FixtureRequest, dist: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Each server in turn, over the site that ships."""
    need(request.param)
    folder = tmp_path_factory.mktemp(request.param)
    with SERVERS[request.param](dist / "server", dist / "site", folder) as running:
        yield running


def policies(answer: Answer, shipped: Campaign, framed: bool = False) -> None:
    """Hold an answer to what every answer says, or to what the list in a frame says."""
    said = servers.headers(shipped.addresses.host) | (servers.headers_framed() if framed else {})
    for name, value in said.items():
        assert answer.headers.get_all(name) == ([value] if value else None), name


def page_of(dist: Path, path: str) -> bytes:
    return (dist / "site" / path).read_bytes()


# -- addresses -----------------------------------------------------------------------------------


def test_a_page_opens_and_says_what_every_answer_says(
    server: Server, dist: Path, shipped: Campaign
) -> None:
    for path in sorted(shipped.page_paths):
        answer = server.ask(f"/{path}")
        assert answer.status == 200, path
        assert answer.content == page_of(dist, f"{path}index.html")
        assert answer.headers.get_all("Cache-Control") == [PAGE], path
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        policies(answer, shipped, path in lists(shipped))


def lists(campaign: Campaign) -> set[str]:
    """Return the paths of what other sites may put into a frame."""
    return set(map(campaign.addresses.embedded, campaign.languages))


def test_the_list_alone_may_stand_in_a_frame(server: Server, shipped: Campaign) -> None:
    for path in lists(shipped):
        for end in ("", "index.html", "?x=1", "index.html?x=/"):
            for encoding in ("", "br"):
                policies(server.ask(f"/{path}{end}", encoding), shipped, framed=True)
        seen = server.ask(f"/{path}").headers["ETag"]
        again = server.ask(f"/{path}", **{"If-None-Match": seen})
        assert again.status == 304
        policies(again, shipped, framed=True)
        first = next(iter(lists(shipped)))
        for other in (
            f"{path}x",
            f"{path}x/",
            f"{path}.br",
            f"xx/{first}",
            f"x/{path}",
            f"?/{path}",
        ):
            answer = server.ask(f"/{other}")
            assert answer.status == (200 if other[0] == "?" else 404), other
            policies(answer, shipped)
        policies(server.ask(f"/{path}", method="POST"), shipped)


def test_a_page_without_its_slash_is_one_step_away(server: Server, shipped: Campaign) -> None:
    for path in sorted(shipped.page_paths - {""}):
        answer = server.ask(f"/{path}".rstrip("/"))
        assert answer.status in (301, 308), path
        assert way(answer, shipped) == f"/{path}", "relative: behind a proxy too"
        policies(answer, shipped)
    if server.name == "nginx":  # Caddy 2.6 forgets what was asked
        query = server.ask(f"/{shipped.addresses.search(shipped.source)}".rstrip("/") + "?q=otp")
        assert query.headers["Location"].endswith("/?q=otp")


def way(answer: Answer, shipped: Campaign) -> str:
    """Return where an answer leads to on the same site; Apache says the whole address."""
    own = rf"https?://{re.escape(shipped.addresses.host)}(:\d+)?(?=/)"
    return re.sub(own, "", answer.headers.get("Location", "/"))


def typed(code: str) -> list[str]:
    """Return a code in capitals, in small letters and as nobody should type it."""
    chance = random.Random(code)
    mixed = "".join(chance.choice((char.lower(), char.upper())) for char in code)
    return [code, code.lower(), mixed, code.capitalize(), code.swapcase()]


def test_a_code_opens_however_it_is_typed(server: Server, dist: Path, shipped: Campaign) -> None:
    for code in shipped.codes:
        wanted = page_of(dist, f"{shipped.addresses.landing(code.code)}index.html")
        for folder in ("Q", "q"):
            for spelt in typed(code.code):
                for end in ("", "/"):
                    answer = server.ask(f"/{folder}/{spelt}{end}")
                    assert (answer.status, answer.content) == (200, wanted), (spelt, end)
                    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
                    assert answer.headers["Cache-Control"] == PAGE
                    assert "Location" not in answer.headers
                    policies(answer, shipped)


def test_a_code_typed_into_the_form_opens_its_own_page(
    server: Server, dist: Path, shipped: Campaign
) -> None:
    form = page_of(dist, "Q/index.html")
    code = shipped.codes[0].code
    for folder in ("Q", "q"):
        assert server.ask(f"/{folder}/").content == form == page_of(dist, f"{folder}/index.html")
        for asked in (code, code.lower(), f"{code[:3]}+{code[3:]}", f"{code[:3]}-{code[3:]}"):
            for query in (f"code={asked}", f"x=1&code={asked}&y=2", f"code=%20{asked}+"):
                answer = server.ask(f"/{folder}/?{query}")
                assert answer.status == 302, query
                assert way(answer, shipped).upper() == f"/Q/{code}/", query
                policies(answer, shipped)
        for asked in ("", "x", code[:5], f"{code}2", "%3Cb%3E", f"{code}%0d%0aX:%20y", "%2F%2Fx"):
            answer = server.ask(f"/{folder}/?code={asked}")
            assert (answer.status, answer.content) == (200, form), asked
            policies(answer, shipped)


def lost(campaign: Campaign) -> dict[str, str]:
    """Return addresses that lead nowhere, with the page that says so."""
    to, found = campaign.addresses, {}
    for tag in campaign.languages:
        page = f"{to.home(tag)}404.html"
        for path in (
            "khong-co/",
            "khong-co",
            "a.b",
            "sw.js/x",
            "tim/khong?q=otp",
            "x.js?01234567",
        ):
            found[f"/{to.home(tag)}{path}"] = page
        found[f"/{to.home(tag)}404.html"] = page
    code = campaign.codes[0].code
    for wrong in (code[:5], f"{code}b".lower(), f"{code}/x", "222222", "LIOUZ0", "......"):
        found[f"/Q/{wrong}"] = "404.html"
    beside = (".br", ".gz", "_headers", "index.html.br", "index.html.gz", "assets/", "leaflets/")
    found |= {f"/{name}": "404.html" for name in beside}
    return found


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_what_is_not_there_says_so_in_the_readers_language(
    server: Server, dist: Path, shipped: Campaign, encoding: str
) -> None:
    for path, page in lost(shipped).items():
        answer = server.ask(path, encoding)
        assert answer.status == 404, path
        assert plainly(answer) == page_of(dist, page), path
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8", path
        assert answer.headers.get_all("Cache-Control") == ["no-store"], path
        policies(answer, shipped)


def test_other_refusals_keep_the_headers(server: Server, shipped: Campaign) -> None:
    answer = server.ask("/", method="POST")
    assert answer.status == 405
    assert answer.headers.get_all("Cache-Control") == ["no-store"]
    policies(answer, shipped)


def test_nobody_is_sent_elsewhere(server: Server, shipped: Campaign) -> None:
    for path in ("//evil.example", "//evil.example/", "/%0d%0aLocation:x", "/en%0d%0aX:%20y/"):
        answer = server.ask(path)
        assert answer.status in (301, 308, 400, 404), path
        assert not way(answer, shipped).startswith(("//", "http")), path
        assert "X" not in answer.headers


def test_nginx_sends_people_on_to_https(dist: Path, shipped: Campaign, tmp_path: Path) -> None:
    """Caddy does so by itself."""
    need("nginx")
    host = shipped.addresses.host
    with nginx_with(dist / "server", dist / "site", tmp_path) as running:
        answer = ask(running.other, "/Q/KvYp4b?x=1", {"Host": host})
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{host}/Q/KvYp4b?x=1"


def test_the_files_are_accepted_as_they_ship(dist: Path, tmp_path: Path) -> None:
    """With their ports, and nginx with a certificate."""
    need("caddy")
    assert CADDY
    file = dist / "server/Caddyfile"
    adapt = [CADDY, "adapt", "--adapter", "caddyfile", "--config", str(file)]
    done = subprocess.run(adapt, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and '":443"' in done.stdout, done.stderr
    need("nginx")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = ["openssl", "req", "-x509", "-nodes", "-subj", "/CN=x", "-newkey", "ec"]
    make += ["-pkeyopt", "ec_paramgen_curve:P-256", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(make, capture_output=True, check=True)
    text = changed(
        (dist / "server/nginx.conf").read_text("utf-8"),
        (r"ssl_certificate \S+;", f"    ssl_certificate {certificate};\n"),
        (r"ssl_certificate_key \S+;", f"    ssl_certificate_key {key};\n"),
    )
    done = subprocess.run(
        [*nginx_command(text, tmp_path), "-t"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


# -- how long it is kept, and what it is ---------------------------------------------------------


def kinds(campaign: Campaign) -> dict[str, tuple[str, str]]:
    """Return lifetime and type of one address of each kind."""
    to, voice = campaign.addresses, plain(campaign, campaign.source)
    version = next(iter(campaign.versions.values()))
    leaflet = "/" + to.leaflet(version.edition, version.unit, version.language)
    font = next(path for path in look.stamped() if path.endswith(".woff2"))
    found = {
        "/": (PAGE, "text/html; charset=utf-8"),
        "/?01234567": (PAGE, "text/html; charset=utf-8"),
        "/index.html": (PAGE, "text/html; charset=utf-8"),
        f"/{voice.emergency.path}?x=a.b/c": (PAGE, "text/html; charset=utf-8"),
        f"/{look.asset(font)}": (FOR_GOOD, "font/woff2"),
        f"/{font}": (HOUR, "font/woff2"),
        f"/{font}?0123456789": (HOUR, "font/woff2"),
        f"/{font}?v=01234567": (HOUR, "font/woff2"),
        f"/{look.asset('assets/search.js')}": (FOR_GOOD, "text/javascript; charset=utf-8"),
        f"/{look.asset(look.MARK)}": (FOR_GOOD, "image/svg+xml; charset=utf-8"),
        f"{leaflet}.pdf": (HOUR, "application/pdf"),
        "/robots.txt": (HOUR, "text/plain; charset=utf-8"),
        "/sitemap.xml": (HOUR, "application/xml; charset=utf-8"),
        "/manifest.json": (HOUR, "application/json; charset=utf-8"),
    }
    for tag in campaign.languages:
        news, tim = f"/{to.news(tag)}", f"/{to.search(tag)}"
        if plain(campaign, tag).has_news:
            found[f"{news}atom.xml"] = (HOUR, "application/atom+xml; charset=utf-8")
            found[f"{news}feed.json"] = (HOUR, "application/feed+json; charset=utf-8")
        found |= {
            f"/{to.home(tag)}sw.js": ("no-cache", "text/javascript; charset=utf-8"),
            f"{tim}search.json": ("public, max-age=300", "application/json; charset=utf-8"),
            f"{tim}opensearch.xml": (
                HOUR,
                "application/opensearchdescription+xml; charset=utf-8",
            ),
        }
    return found


def test_each_kind_has_its_lifetime_and_its_type(server: Server, shipped: Campaign) -> None:
    for path, (kept, kind) in kinds(shipped).items():
        for encoding in ("", "gzip", "br"):
            answer = server.ask(path, encoding)
            assert answer.status == 200, path
            assert answer.headers.get_all("Cache-Control") == [kept], path
            assert answer.headers.get_all("Content-Type") == [kind], (path, encoding)
            policies(answer, shipped)


LATER = {
    "sw.js": ("no-cache", "text/javascript; charset=utf-8"),
    "sw.js?01234567": ("no-cache", "text/javascript; charset=utf-8"),
    "en/sw.js": ("no-cache", "text/javascript; charset=utf-8"),
    "site.webmanifest": (HOUR, "application/manifest+json; charset=utf-8"),
    ".well-known/security.txt": (HOUR, "text/plain; charset=utf-8"),
    "x.png": (HOUR, "image/png"),
    "x.jpg?01234567": (FOR_GOOD, "image/jpeg"),
}
"""What other parts of a site may bring."""


@pytest.mark.parametrize("name", SERVERS)
def test_other_files_have_theirs(name: str, dist: Path, tmp_path: Path) -> None:
    need(name)
    for path in LATER:
        file = tmp_path / "site" / path.partition("?")[0]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    with SERVERS[name](dist / "server", tmp_path / "site", tmp_path) as running:
        for path, (kept, kind) in LATER.items():
            answer = running.ask(f"/{path}")
            assert answer.status == 200, path
            assert answer.headers.get_all("Cache-Control") == [kept], path
            assert answer.headers.get_all("Content-Type") == [kind], path


def test_a_browser_that_has_it_is_told_so(server: Server, shipped: Campaign) -> None:
    for path in ("/", f"/{look.asset(look.MARK)}"):
        first = server.ask(path, "br")
        again = server.ask(path, "br", **{"If-None-Match": first.headers["ETag"]})
        assert (again.status, again.content) == (304, b"")
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
        assert again.headers["Vary"] == "Accept-Encoding"
        policies(again, shipped)


def test_every_file_of_the_site_has_a_known_kind(dist: Path) -> None:
    known = {f".{name}" for name in servers.TEXT_KINDS | servers.OTHER_KINDS}
    files = [path for path in (dist / "site").rglob("*") if path.is_file()]
    strange = {path.suffix for path in files} - known - set(compression.SUFFIXES)
    assert strange == {""}, "_headers"
    assert {ending[1:] for ending in compression.TEXT} == set(servers.TEXT_KINDS)


# -- compressed ----------------------------------------------------------------------------------


def plainly(answer: Answer) -> bytes:
    """Return what an answer says once it is unpacked."""
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
    return bytes(unpack[answer.headers["Content-Encoding"]](answer.content))


BROWSER = "gzip, deflate, br"


@pytest.mark.parametrize(
    ("accepted", "coding", "suffix"),
    [("", None, ""), ("gzip", "gzip", ".gz"), ("br", "br", ".br"), (BROWSER, "br", ".br")],
)
def test_text_comes_as_it_lies_ready(
    server: Server,
    dist: Path,
    shipped: Campaign,
    accepted: str,
    coding: str | None,
    suffix: str,
) -> None:
    index = f"{shipped.addresses.search(shipped.languages[-1])}search.json"
    for path in ("index.html", index, "assets/search.js", "sitemap.xml"):
        answer = server.ask(f"/{path}", accepted)
        assert answer.headers["Content-Encoding"] == coding
        assert answer.content == page_of(dist, path + suffix), "not compressed once more"
        assert answer.headers.get_all("Vary") == ["Accept-Encoding"]
        assert plainly(answer) == page_of(dist, path)


def test_the_page_of_a_code_is_compressed_when_asked_for(
    server: Server, dist: Path, shipped: Campaign
) -> None:
    code = shipped.codes[0].code
    whole = page_of(dist, f"Q/{code}/index.html")
    for spelt in typed(code):
        answer = server.ask(f"/q/{spelt}", BROWSER)
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert len(answer.content) < len(whole) / 2 and plainly(answer) == whole
    assert server.ask(f"/q/{code}").headers["Content-Encoding"] is None
    assert server.ask(f"/q/{code}").headers["Vary"] == "Accept-Encoding"


def test_pictures_and_paper_are_not_compressed_again(server: Server, shipped: Campaign) -> None:
    for path, (_kept, kind) in kinds(shipped).items():
        if kind in ("font/woff2", "application/pdf"):
            assert "Content-Encoding" not in server.ask(path, BROWSER).headers


def test_what_is_worth_it_lies_ready(dist: Path) -> None:
    unpack = {".br": brotli.decompress, ".gz": gzip.decompress}
    site = dist / "site"
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    ready = {name for name in files if name.endswith(compression.SUFFIXES)}
    for name in ready:
        own = (site / name).with_suffix("")
        content = unpack[Path(name).suffix]((site / name).read_bytes())
        assert content == own.read_bytes()
        assert (site / name).stat().st_size <= 0.9 * own.stat().st_size
    pages = {name for name in files if name.endswith(".html")}
    of_codes = {name for name in pages if name.lower().startswith("q/")}
    assert {name + end for name in pages - of_codes for end in (".br", ".gz")} <= ready
    assert of_codes and not {name for name in ready if name.lower().startswith("q/")}


def test_compressing_is_the_same_every_time_and_only_where_it_helps() -> None:
    page = Artifact("site/index.html", b"<p>Alo, Alo</p>" * 50)
    made = list(compression.smaller(page))
    assert [artifact.path for artifact in made] == ["site/index.html.br", "site/index.html.gz"]
    assert made == list(compression.smaller(page))
    assert made[1].content[4:8] == bytes(4), "no time in it"
    noise = random.Random(1).randbytes(2000)
    assert list(compression.smaller(Artifact("site/x.txt", noise))) == []
    assert list(compression.smaller(page._replace(path="site/x.webp"))) == []


# -- what is written down ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["caddy", "apache"])
def test_openings_are_counted_from_the_log_that_is_asked_for(
    name: str, dist: Path, shipped: Campaign, tmp_path: Path
) -> None:
    """nginx writes one unasked."""
    need(name)
    code = shipped.codes[0].code
    phone = {"User-Agent": "Mozilla/5.0 (Linux; Android 13)", "Cookie": "x=1"}
    with SERVERS[name](dist / "server", dist / "site", tmp_path) as running:
        for path in (f"/Q/?code={code}", f"/Q/{code}/", f"/q/{code.lower()}", "/"):
            running.ask(path, **phone)
    log = (tmp_path / "canhgiac.log").read_bytes()
    found = scans.count(log.splitlines(), [code], b"salt")
    assert sum(found.openings.values()) == 1 and found.repeats == 1 and found.unread == 0
    if name == "caddy":
        assert b'"127.0.0.0"' in log and b'127.0.0.1"' not in log and b"x=1" not in log


# -- in the browser ------------------------------------------------------------------------------


def test_pages_load_under_the_policy_of_the_server(
    server: Server, browser: Browser, shipped: Campaign
) -> None:
    to, voice = shipped.addresses, plain(shipped, shipped.source)
    code = shipped.codes[0].code
    search = f"{to.search(shipped.source)}?q={voice.emergency.words.asks[0]}"
    page = browser.new_page(viewport={"width": 360, "height": 740})
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(request.url))
    for path in ("", voice.advisories[0].path, f"Q/{code}", f"q/{code.lower()}/", search):
        response = page.goto(server.address + path, wait_until="networkidle")
        assert response is not None and response.status == 200
        assert "frame-ancestors 'none'" in response.all_headers()["content-security-policy"]
        assert faults == [], path
        font = page.evaluate("getComputedStyle(document.body).fontFamily")
        assert "system-ui" in font, "the style holds"
    assert page.locator(f"main a[href$='{voice.emergency.path}']").count(), "search answers"
    page.goto(f"{server.address}Q/{code}")
    links = page.locator("a[href^='../']").evaluate_all("all => all.map(a => a.href)")
    assert links
    for link in links:
        assert server.ask("/" + link.removeprefix(server.address)).status == 200, link
    page.close()


def test_another_site_can_embed_the_list_and_nothing_else(
    server: Server, browser: Browser, shipped: Campaign, tmp_path: Path
) -> None:
    """By the very line that its editor copies."""
    voice, to = plain(shipped, shipped.source), shipped.addresses
    line = next(portal.kits(voice)).frame
    listed = to.embedded(voice.tag)
    others = (voice.home, to.news(voice.tag), "khong-co/")
    for n, path in enumerate((listed, *others)):
        asking = line.replace(to.url(listed), server.address + path)
        assert asking != line
        (tmp_path / f"{n}.html").write_text(f"<!doctype html>{asking}", "utf-8")
    page = browser.new_page(viewport={"width": 360, "height": 740})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with served(tmp_path) as portals:
        page.goto(f"{portals}0.html", wait_until="networkidle")
        alone = [f"{portals}0.html", server.address + listed]
        assert [url for url in asked if not url.endswith("favicon.ico")] == alone
        frame = page.frames[1]
        assert frame.locator("h1").inner_text(timeout=3_000) == voice.ui.news
        assert page.context.cookies() == []
        frame.locator(".go").click()
        page.wait_for_url(server.address + voice.emergency.path)
        for n, path in enumerate(others, start=1):
            page.goto(f"{portals}{n}.html", wait_until="networkidle")
            assert len(page.frames) == 2 and page.frames[1].locator("h1").count() == 0, path
    page.close()


# -- one list, four files ------------------------------------------------------------------------

Rule = tuple[str, dict[str, str]]
Said = tuple[dict[str, str], dict[str, tuple[str, str]], list[tuple[str, str]], str]
"""What every answer says, what it says at an address in place of that, how long it is kept."""


def said_by_nginx(text: str) -> Said:
    headers = dict(re.findall(r'add_header ([\w-]+) "(.*)" always;', text))
    framed = {}
    for name, n in re.findall(r"add_header ([\w-]+) \$canhgiac_frame_(\d) always;", text):
        values = r' \{\n    "~(.*)" "(.*)";\n    default "?(.*?)"?;\n\}'
        own = re.search(rf"map \$uri \$canhgiac_framed_{n}{values}", text)
        error = re.search(rf"map \$status \$canhgiac_frame_{n}{values}", text)
        assert own and error
        assert error.groups() == ("^[45]", own[3], f"$canhgiac_framed_{n}")
        headers[name], framed[name] = own[3], (own[1], own[2])
    table = re.search(r"\$canhgiac_kept \{\n(.*?)\n\}", text, re.DOTALL)
    assert table
    kept = re.findall(r'"~(.*)" "(.*)";', table[1])
    default = re.search(r'default "(.*)";', table[1])
    assert default
    return headers, framed, kept, default[1]


def said_by_caddy(text: str) -> Said:
    snippet = re.search(r"\(canhgiac_headers\) \{\n(.*?)\n\}", text, re.DOTALL)
    table = re.search(r"\{canhgiac_kept\} \{\n(.*?)\n\t\}", text, re.DOTALL)
    assert snippet and table
    headers = dict(re.findall(r'^\t\t([\w-]+) "(.*)"$', snippet[1], re.MULTILINE))
    own = dict(re.findall(r'^\theader @framed ([\w-]+) "(.*)"$', text, re.MULTILINE))
    others = dict(re.findall(r'^\theader @unframed ([\w-]+) "(.*)"$', text, re.MULTILINE))
    errors = dict(
        re.findall(r'^\t\theader (?!Cache|Content-Type)([\w-]+) "(.*)"$', text, re.MULTILINE)
    )
    patterns = dict(
        re.findall(r"^\t@(\w+) (?:not )?path_regexp `(.*tin-moi.*)`$", text, re.MULTILINE)
    )
    assert others == errors and patterns["framed"] == patterns["unframed"]
    headers |= others
    framed = {name: (patterns["framed"], own.get(name, "")) for name in others}
    default = re.search(r'default "(.*)"', table[1])
    assert default
    return headers, framed, re.findall(r'`~(.*)` "(.*)"', table[1]), default[1]


def said_by_apache(text: str) -> Said:
    line = r'^    Header always (?:set|unset) ([\w-]+)(?: "((?!expr=).*?)")?(?: "(.*)")?$'
    said = re.findall(line, text, re.MULTILINE)
    headers = {n: value for n, value, when in said if n != "Cache-Control" and not when}
    good = re.compile(
        r"expr=%\{REQUEST_STATUS\} -lt 400 && %\{reqenv:canhgiac_asked\} =~ m#(.*)#"
    )
    framed = {n: (found[1], value) for n, value, when in said if (found := good.fullmatch(when))}
    kept = [(value, when) for name, value, when in said if name == "Cache-Control"]
    (default, _always), *rules, (lost, on_error) = kept
    assert (lost, on_error) == (servers.LOST, "expr=%{REQUEST_STATUS} -ge 400")
    asked = re.compile(r"expr=%\{reqenv:canhgiac_asked\} =~ m#(.*)#")
    patterns = [(found[1], v) for v, when in reversed(rules) if (found := asked.fullmatch(when))]
    return headers, framed, patterns, default


def said_by_hosts(text: str) -> list[Rule]:
    rules: list[Rule] = []
    for line in text.splitlines():
        assert len(line) < 2000, "Cloudflare's limit"
        if line.startswith("/"):
            rules.append((line, {}))
        elif line.startswith("  "):
            name, _colon, value = line.strip().partition(": ")  # "! Name" takes a header away
            assert name not in rules[-1][1]
            rules[-1][1][name] = value
        else:
            assert not line or line.startswith("#")
    assert len(rules) <= 100, "Cloudflare's limit"
    return rules


def fits(rule: str, path: str) -> bool:
    pattern = re.sub(r":\w+", "[^/]+", re.escape(rule).replace(r"\*", ".*"))
    return bool(re.fullmatch(pattern, path))


def test_the_files_never_disagree(dist: Path, shipped: Campaign) -> None:
    nginx = said_by_nginx((dist / "server/nginx.conf").read_text("utf-8"))
    caddy = said_by_caddy((dist / "server/Caddyfile").read_text("utf-8"))
    assert nginx == caddy
    assert nginx == said_by_apache((dist / "server/apache.conf").read_text("utf-8"))
    rules = said_by_hosts((dist / "site/_headers").read_text("utf-8"))
    assert rules[0] == ("/*", nginx[0])
    assert nginx[0] == servers.headers(shipped.addresses.host)
    framed = {name: (servers.FRAMED, value) for name, value in servers.headers_framed().items()}
    assert nginx[1] == framed and framed.keys() <= nginx[0].keys()

    def kept(asked: str) -> str:
        return next((value for asks, value in nginx[2] if re.search(asks, asked)), nginx[3])

    site = dist / "site"
    told = set()
    for file in site.rglob("*"):
        if not file.is_file() or file.name == "_headers":
            continue
        path = "/" + file.relative_to(site).as_posix()
        said = [rule for rule in rules if fits(rule[0], path.removesuffix("index.html"))]
        values: dict[str, str] = {}
        for _path, says in said:
            for name, value in says.items():
                if name.startswith("! "):
                    del values[name.removeprefix("! ")]
                else:
                    assert name not in values, f"hosts would join two values: {path}"
                    values[name] = value
        is_list = re.search(servers.FRAMED, path.removesuffix("index.html")) is not None
        assert values["Content-Security-Policy"].endswith("*" if is_list else "'none'")
        assert ("X-Frame-Options" not in values) == is_list
        asked = look.asset(path[1:]) if path[1:] in look.stamped() else path[1:]
        if "Cache-Control" in values:
            assert values["Cache-Control"] == kept(f"/{asked}") == servers.lifetime(f"/{asked}")
        if path.endswith((*servers.NAMED_KINDS, "search.json")):
            kind = servers.NAMED_KINDS.get(file.name, servers.TEXT_KINDS["json"])
            assert values["Content-Type"] == f"{kind}; charset=utf-8"
        told |= {rule for rule, _says in said}
    rare = {"/sw.js", "/:language/sw.js", f"/{AUDIO}/*"}
    assert {rule for rule, _says in rules} - told == rare - told


def test_what_hosts_keep_for_good_is_never_asked_for_without_its_stamp(dist: Path) -> None:
    """They do not look at the stamp."""
    names = "|".join(re.escape(Path(path).name) for path in look.stamped())
    for file in (dist / "site").rglob("*"):
        if file.suffix in (".html", ".css", ".js", ".webmanifest"):
            for end in re.findall(rf"/(?:{names})(?!\w)(.{{0,9}})", file.read_text("utf-8")):
                assert re.match(r"\?[0-9a-f]{8}", end), file


# -- very many codes -----------------------------------------------------------------------------


def test_new_codes_need_no_new_settings_and_ten_thousand_open(
    mini: Campaign, tmp_path: Path
) -> None:
    need("nginx")
    many = many_places(mini, 5381)
    assert len(many.codes) == 10_762
    made = list(servers.settings(many, Scope()))
    assert made == list(servers.settings(mini, Scope()))
    code = many.codes[-1].code
    last = Scope(first=len(many.codes) - 1, last=len(many.codes))
    for artifact in (*made, *build.OUTPUTS["landing"].make(many, last)):
        file = tmp_path / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artifact.content)
    with nginx_with(tmp_path / "server", tmp_path / "site", tmp_path) as running:
        answer = running.ask(f"/q/{code.swapcase()}")
        assert (answer.status, f"/Q/{code}" in answer.content.decode()) == (200, True)
    assert "warn" not in (tmp_path / "log").read_text("utf-8")


def test_settings_name_no_code(dist: Path, shipped: Campaign) -> None:
    """A list of all codes would serve forgers."""
    for file in (*(dist / "server").iterdir(), dist / "site/_headers"):
        text = file.read_text("utf-8").upper()
        assert not [code.code for code in shipped.codes if code.code in text]


def test_caddy_takes_every_letter_of_a_code_as_a_letter(dist: Path) -> None:
    """What is not in quotes there may be a truth value: t became “true”."""
    text = (dist / "server/Caddyfile").read_text("utf-8")
    for character in ALPHABET:
        if character.lower() != character:
            line = f'\t\t{character.lower()} "{character}"\n'
            assert text.count(line) == LENGTH, character
