"""What search knows: everything there is to read, by addresses that open."""

import json
import posixpath
from pathlib import Path
from typing import Any

import brotli
from support.trees import ROOT

from generator.model.campaign import Campaign
from generator.model.voice import Said
from generator.rendering import plain


def known(shipped: Campaign, dist: Path, tag: str) -> dict[str, Any]:
    folder = dist / "site" / shipped.addresses.search(tag)
    found: dict[str, Any] = json.loads((folder / "search.json").read_text("utf-8"))
    return found


def test_it_knows_every_method_page_and_route(shipped: Campaign, dist: Path) -> None:
    for tag in shipped.languages:
        voice = plain(shipped, tag)
        here = voice.addresses.search(tag)
        documents = known(shipped, dist, tag)["documents"]
        found = [posixpath.normpath(here + document["href"]) + "/" for document in documents]
        advice = {voice.emergency.path + f"#{slug}/" for slug in voice.emergency.facts.advice}
        lists = {voice.addresses.methods(tag), voice.message.path}
        said: list[Said[Any, Any]] = [*voice.pages, *voice.advisories]
        routes = {voice.route_path(slug) for slug in voice.routes.words.routes}
        assert sorted(found) == sorted({one.path for one in said} | routes | advice | lists)
        foreign = sum(one.foreign for one in said) + voice.routes.foreign * len(routes)
        foreign += sum(voice.advice(slug).foreign for slug in voice.emergency.facts.advice)
        assert sum("lang" in document for document in documents) == foreign


def test_one_page_is_for_those_who_may_be_losing_money(shipped: Campaign, dist: Path) -> None:
    for tag in shipped.languages:
        urgent = [d for d in known(shipped, dist, tag)["documents"] if "urgent" in d]
        assert len(urgent) == 1 and urgent[0]["urgent"], tag


def test_search_is_light(shipped: Campaign, dist: Path) -> None:
    """Words, script and library, compressed as they lie beside the files for the server."""
    site = dist / "site"
    for tag in shipped.languages:
        files = [
            site / shipped.addresses.search(tag) / "search.json",
            site / "assets/search.js",
            site / "assets/minisearch.js",
        ]
        assert sum(len(brotli.compress(file.read_bytes())) for file in files) <= 21_000, tag


def test_the_library_comes_with_its_licence(dist: Path) -> None:
    text = (dist / "site/assets/minisearch-LICENSE.txt").read_text("utf-8")
    assert "Permission is hereby granted" in text
    first = (ROOT / "docs/templates/search/minisearch.js").read_text("utf-8").splitlines()[0]
    assert "MiniSearch 7.2.0, MIT" in first
