"""What the site's search knows, a file per language, and the script that searches it."""

import json
from collections.abc import Iterator
from textwrap import shorten
from typing import Any

from generator import compression
from generator.artifact import Artifact, Scope
from generator.assets import TEMPLATES
from generator.model.addresses import relative
from generator.model.base import SENTENCE_END
from generator.model.campaign import Campaign
from generator.model.facts import LanguageFacts
from generator.model.voice import Said
from generator.rendering import environment, plain

DESCRIPTION = "opensearch.xml"
"""Beside it: by this a browser offers our search in its own field."""
SHORT_NAME = 16
"""Characters a browser's list has room for, by OpenSearch 1.1; the message's name is short."""
INDEX = "search.json"
"""Beside the page of results. The browser makes the index: a finished one weighs more."""


def scripts() -> dict[str, bytes]:
    """Return the script, the library it stands on and that library's licence, by their names."""
    found = {}
    for file in sorted((TEMPLATES / "search").iterdir()):
        text = file.read_text("utf-8")
        small = compression.without_remarks(text) if file.suffix == ".js" else text
        found[file.name] = small.encode()
    return found


def documents(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield titles, situations, summaries and what people say, of everything to be found."""
    voice = plain(campaign, scope.language)
    here = voice.addresses.search(voice.tag)
    found: list[dict[str, Any]] = []

    def add(
        said: Said[Any, Any], path: str, name: str, text: str, *heard: str, **more: Any
    ) -> None:
        record = {"href": relative(path, here), "name": name, "text": _first(text)} | more
        language = {"lang": said.language, "dir": said.direction} if said.foreign else {}
        found.append(record | {"heard": "; ".join(heard)} | language)

    for page in voice.pages:
        alarms = {"urgent": 1} if page.path == voice.emergency.path else {}
        words = page.words
        add(page, page.path, words.menu, words.summary, words.title, *words.asks, **alarms)
    for slug in voice.emergency.facts.advice:
        advice = voice.advice(slug)
        add(advice, f"{voice.emergency.path}#{slug}", advice.words.title, advice.words.line)
    for method in voice.advisories:
        heard = (method.words.title, *method.words.asks)
        add(method, method.path, method.words.situation, method.words.summary, *heard)
    for slug, route in voice.routes.words.routes.items():
        add(voice.routes, voice.route_path(slug), route.label, route.lead, way=1)
    add(voice.message, voice.message.path, voice.message.words.name, voice.ui.message_lead)
    add(voice.message, campaign.addresses.methods(voice.tag), voice.ui.all_methods, "")
    short = campaign.tables.of(LanguageFacts)[voice.tag].short_forms
    known = {"lang": voice.tag, "dir": voice.direction, "short": short, "documents": found}
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    yield Artifact(f"site/{here}{INDEX}", text.encode())
    name = shorten(voice.message.words.name, SHORT_NAME, placeholder="")
    description = environment(TEMPLATES).get_template("opensearch.xml.jinja")
    xml = description.render(voice=voice, here=here, name=name)
    yield Artifact(f"site/{here}{DESCRIPTION}", xml.encode())


def _first(text: str) -> str:
    """Return the first sentence: the others weigh a tenth of all and find nothing more."""
    return SENTENCE_END.split(text)[0]
