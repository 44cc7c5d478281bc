"""What other sites embed, and the page that tells their editors how."""

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from support.browser import address, browser, violations
from support.builds import made
from support.outputs import bare
from support.pages import Page, read
from support.trees import report

from generator.artifact import Scope
from generator.channels import embedded
from generator.channels.pages import portal
from generator.model.campaign import Campaign
from generator.model.voice import Voice
from generator.rendering import plain

__all__ = ["address", "browser"]


def voices(campaign: Campaign) -> list[Voice]:
    return [plain(campaign, tag) for tag in campaign.languages]


def page_of(dist: Path, path: str) -> Page:
    return read(dist / "site" / path / "index.html")


def test_the_list_says_what_warns_newest_first(shipped: Campaign, dist: Path) -> None:
    for voice in voices(shipped):
        to = shipped.addresses
        path = to.embedded(voice.tag)
        page = page_of(dist, path)
        warnings = [news for news in voice.news if news.facts.methods][: embedded.SHOWN]
        said = [f"{n.words.title} {voice.day(n.facts.dated)}" for n in warnings]
        assert bare("".join(said)) in bare(page.text)
        assert bare(voice.ui.emergency) in bare(page.text)
        news = page_of(dist, to.news(voice.tag))
        ids = {attributes.get("id") for _tag, attributes in news.elements}
        marks = [a["href"].partition("#")[2] for a in page.all("a") if "#" in a["href"]]
        assert marks == [n.key for n in warnings] and set(marks) <= ids


def test_it_is_one_small_file_that_runs_nothing_and_leads_out(mini: Campaign) -> None:
    for content in made(mini, "embedded").values():
        page = Page(content)
        assert "Bản mẫu" in page.text or "Specimen" in page.text
        assert [name for name, _ in page.elements if name in ("script", "img", "form")] == []
        assert [a for a in page.all("link") if a != {"rel": "icon", "href": "data:,"}] == []
        assert {"name": "robots", "content": "noindex"} in page.all("meta")
        for link in page.all("a"):
            assert (link["target"], link["rel"]) == ("_top", "noopener")


def test_it_is_light(shipped: Campaign) -> None:
    for path, content in made(shipped, "embedded").items():
        assert len(content) <= 6_000, path


@pytest.mark.parametrize("width", [280, 700])
def test_it_fits_from_a_sidebar_to_a_column(
    width: int, browser: Browser, address: str, shipped: Campaign
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 600}, bypass_csp=True)
    page = context.new_page()
    for tag in shipped.languages:
        page.goto(address + shipped.addresses.embedded(tag))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, tag
        assert violations(page) == [], tag
    context.close()


# -- the page for editors ------------------------------------------------------------------------


def editors(campaign: Campaign) -> Voice:
    voice = plain(campaign, campaign.source)
    if voice.portals is None:
        pytest.skip("this campaign has no page for portals")
    return voice


def test_what_editors_copy_is_what_there_is(shipped: Campaign, dist: Path) -> None:
    """The frame, the feeds and the list of links of each language that has news."""
    voice, to = editors(shipped), shipped.addresses
    assert voice.portals
    page = dist / "site" / voice.portals.path / "index.html"
    lines = [
        unescape(line) for line in re.findall(r'class="copy"[^>]*>([^<]*)</p>', page.read_text())
    ]
    spoken = [other for other in voices(shipped) if other.has_news]
    assert len(lines) == 4 * len(spoken)
    for n, other in enumerate(spoken):
        frame, links, *feeds = lines[4 * n : 4 * n + 4]
        ((name, framed),) = Page(frame).elements
        assert name == "iframe" and framed["src"] == to.url(to.embedded(other.tag))
        assert (
            framed["title"] == f"{other.ui.news} – {other.title}" and framed["lang"] == other.tag
        )
        assert framed["loading"] == "lazy" and int(framed["height"]) == portal.HEIGHT
        listed = Page(links)
        assert [a["href"] for a in listed.all("a")] == [
            to.url(other.emergency.path),
            to.url(other.message.path),
            to.url(to.methods(other.tag)),
            to.url(to.news(other.tag)),
        ]
        assert feeds == [to.url(to.news(other.tag) + name) for name in ("atom.xml", "feed.json")]
        for link in [framed["src"], *(a["href"] for a in listed.all("a")), *feeds]:
            path = link.removeprefix(shipped.settings.base_url)
            end = "index.html" if link.endswith("/") else ""
            assert (dist / "site" / path / end).is_file(), link


def test_its_way_is_beside_the_feeds_and_in_no_menu(shipped: Campaign, dist: Path) -> None:
    voice = editors(shipped)
    assert voice.portals
    target = f"../{voice.portals.path.removeprefix(voice.home)}"
    news = (dist / "site" / shipped.addresses.news(voice.tag) / "index.html").read_text("utf-8")
    assert f'href="{target}"' in news.partition("<footer")[0]
    assert f'href="{target}"' not in news.partition("<footer")[2]


def test_it_reads_well_at_every_width(browser: Browser, address: str, shipped: Campaign) -> None:
    voice = editors(shipped)
    assert voice.portals
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(address + voice.portals.path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.add_style_tag(content=".bar { position: static !important }")
        assert violations(page) == []
    context.close()


def test_a_campaign_without_that_page_has_all_else(mini: Campaign) -> None:
    assert plain(mini, mini.source).portals is None
    assert list(embedded.lists(mini, Scope(mini.source)))


def test_one_page_at_most_is_for_portals(tree: Path) -> None:
    facts = (tree / "pages/gioi-thieu/page.yml").read_text("utf-8")
    for name in ("cong-mot", "cong-hai"):
        folder = shutil.copytree(tree / "pages/gioi-thieu", tree / "pages" / name)
        (folder / "page.yml").write_text(facts.replace('"about"', '"portals"'), "utf-8")
        found = [problem.file for problem in report(tree).mistakes]
        assert found == ([] if name == "cong-mot" else ["pages/cong-mot/page.yml"]), found
