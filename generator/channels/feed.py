"""What is new, for programs: an Atom feed and a JSON feed per language."""

import json
from collections.abc import Iterator

from generator.artifact import Artifact, Scope
from generator.assets import TEMPLATES
from generator.model.addresses import ATOM, JSON_FEED
from generator.model.campaign import Campaign
from generator.rendering import environment, plain


def feeds(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield both feeds of one language, with the news that have words in it; none where none
    have.
    """
    voice = plain(campaign, scope.language)
    folder = voice.addresses.news(voice.tag)
    home = voice.addresses.url(folder)
    entries = [
        {
            "url": f"{home}#{news.key}",
            "dated": f"{news.facts.dated}T00:00:00Z",
            "title": news.words.title,
            "text": news.words.text,
        }
        for news in voice.news
        if not news.foreign
    ]
    if not entries:
        return
    title = f"{voice.title} – {voice.ui.news}"
    atom = environment(TEMPLATES).get_template("feed.atom.jinja")
    xml = atom.render(voice=voice, title=title, home=home, own=home + ATOM, entries=entries)
    yield Artifact(f"site/{folder}{ATOM}", xml.encode())
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        **({"description": voice.mark} if voice.mark else {}),
        "home_page_url": home,
        "feed_url": f"{home}{JSON_FEED}",
        "language": voice.tag,
        "authors": [{"name": voice.issuer}],
        "items": [
            {
                "id": entry["url"],
                "url": entry["url"],
                "title": entry["title"],
                "content_text": entry["text"],
                "date_published": entry["dated"],
            }
            for entry in entries
        ],
    }
    yield Artifact(f"site/{folder}{JSON_FEED}", json.dumps(feed, ensure_ascii=False).encode())
