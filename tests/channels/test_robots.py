"""Search engines find every page of an approved campaign, and none of a specimen."""

import xml.etree.ElementTree as ET
from dataclasses import replace as change
from datetime import datetime
from pathlib import Path
from urllib.robotparser import RobotFileParser

from generator.artifact import Scope
from generator.channels.robots import robots
from generator.model.campaign import Campaign, Tables
from generator.model.facts import Settings, Status

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def made(campaign: Campaign) -> dict[str, str]:
    return {path: content.decode() for path, content in robots(campaign, Scope())}


def told(campaign: Campaign) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(made(campaign)["site/robots.txt"].splitlines())
    return parser


def changed(campaign: Campaign, **settings: object) -> Campaign:
    tables = Tables()
    for model, key, content in campaign.tables.everything():
        tables.of(model)[key] = content
    tables.of(Settings)[""] = campaign.settings.model_copy(update=settings)
    return change(campaign, tables=tables)


def test_a_specimen_is_not_to_be_found(mini: Campaign) -> None:
    assert mini.is_specimen
    parser = told(mini)
    assert not parser.can_fetch("any", mini.addresses.url("")) and not parser.site_maps()


def test_an_approved_campaign_lists_the_pages_of_every_language(mini: Campaign) -> None:
    official = changed(mini, status=Status.OFFICIAL)
    parser, to = told(official), official.addresses
    assert parser.can_fetch("any", to.url(""))
    assert parser.site_maps() == [to.url("sitemap-index.xml")]
    index = ET.fromstring(made(official)["site/sitemap-index.xml"].encode())
    listed = [one.text for one in index.iter(f"{SITEMAP}loc")]
    assert listed == [f"{to.url(to.home(tag))}sitemap.xml" for tag in official.languages]
    assert {one.text for one in index.iter(f"{SITEMAP}lastmod")} == {"2026-11-21"}


def test_those_lists_are_there_and_dated(shipped: Campaign, dist: Path) -> None:
    for tag in shipped.languages:
        tree = ET.parse(dist / "site" / shipped.addresses.home(tag) / "sitemap.xml")
        for url in tree.getroot():
            assert url.findtext(f"{SITEMAP}lastmod") == shipped.settings.updated.isoformat()
            spoken = [link.get("hreflang") for link in url.iter(f"{XHTML}link")]
            assert ("x-default" in spoken) == (shipped.source in spoken)


def test_whom_to_tell_of_a_flaw_is_said_where_the_campaign_says_it(mini: Campaign) -> None:
    """RFC 9116: contact, a day within a year, and the address it stands at."""
    assert "site/.well-known/security.txt" not in made(mini)
    known = changed(mini, feedback="mailto:gop-y@thu.example")
    fields = dict(
        line.split(": ", 1)
        for line in made(known)["site/.well-known/security.txt"].strip().splitlines()
    )
    assert fields["Contact"] == "mailto:gop-y@thu.example"
    days = datetime.fromisoformat(fields["Expires"]).date() - known.settings.updated
    assert 300 < days.days < 366
    assert fields["Canonical"] == "https://thu.example/.well-known/security.txt"


def test_a_browser_can_ask_our_search(shipped: Campaign, dist: Path) -> None:
    names = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    for tag in shipped.languages:
        path = shipped.addresses.search(tag)
        found = ET.parse(dist / "site" / path / "opensearch.xml").getroot()
        url = found.find("o:Url", names)
        assert url is not None
        assert url.get("template") == f"{shipped.addresses.url(path)}?q={{searchTerms}}"
        assert 1 <= len(found.findtext("o:ShortName", "", names)) <= 16
