"""Search engines find every page of an approved campaign, and none of a specimen."""

import xml.etree.ElementTree as ET
from dataclasses import replace as change
from pathlib import Path
from urllib.robotparser import RobotFileParser

from generator.artifact import Scope
from generator.channels.robots import robots
from generator.model.campaign import Campaign, Tables
from generator.model.facts import Settings, Status


def told(campaign: Campaign) -> RobotFileParser:
    (artifact,) = robots(campaign, Scope())
    assert artifact.path == "site/robots.txt"
    parser = RobotFileParser()
    parser.parse(artifact.content.decode().splitlines())
    return parser


def test_a_specimen_is_not_to_be_found(mini: Campaign) -> None:
    assert mini.is_specimen
    parser = told(mini)
    assert not parser.can_fetch("any", mini.addresses.url("")) and not parser.site_maps()


def test_an_approved_campaign_lists_the_pages_of_every_language(mini: Campaign) -> None:
    tables = Tables()
    for model, key, content in mini.tables.everything():
        tables.of(model)[key] = content
    approved = mini.settings.model_copy(update={"status": Status.OFFICIAL})
    tables.of(Settings)[""] = approved
    official = change(mini, tables=tables)
    parser, to = told(official), official.addresses
    assert parser.can_fetch("any", to.url(""))
    assert parser.site_maps() == [f"{to.url(to.home(t))}sitemap.xml" for t in official.languages]


def test_those_lists_are_there(shipped: Campaign, dist: Path) -> None:
    for tag in shipped.languages:
        ET.parse(dist / "site" / shipped.addresses.home(tag) / "sitemap.xml")


def test_a_browser_can_ask_our_search(shipped: Campaign, dist: Path) -> None:
    names = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    for tag in shipped.languages:
        path = shipped.addresses.search(tag)
        found = ET.parse(dist / "site" / path / "opensearch.xml").getroot()
        url = found.find("o:Url", names)
        assert url is not None
        assert url.get("template") == f"{shipped.addresses.url(path)}?q={{searchTerms}}"
        assert 1 <= len(found.findtext("o:ShortName", "", names)) <= 16
