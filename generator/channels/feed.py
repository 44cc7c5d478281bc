"""What is new, for programs: an Atom feed and a JSON feed per language."""

import json
from collections.abc import Iterator

from generator.artifact import Artifact
from generator.model import NEWS, Campaign
from generator.rendering import ROOT, environment, numbers, plain


def feeds(campaign: Campaign, tag: str) -> Iterator[Artifact]:
    """Yield both feeds of one language, with the news that have words in it."""
    folder, digits = f"{campaign.prefix(tag)}{NEWS}/", numbers(campaign)
    entries = [
        {
            "url": campaign.url(f"{folder}#{item}"),
            "dated": facts.dated,
            "title": plain(campaign.news_texts[item, tag].title, digits),
            "text": plain(campaign.news_texts[item, tag].text, digits),
        }
        for item, facts in campaign.news.items()
        if (item, tag) in campaign.news_texts
    ]
    about = {
        "title": f"{campaign.title(tag)} – {campaign.languages[tag].words.news}",
        "home": campaign.url(folder),
        "issuer": campaign.issuer(tag),
    }
    atom = environment(ROOT / "docs/templates").get_template("feed.atom.jinja")
    xml = atom.render(about, tag=tag, campaign=campaign, entries=entries)
    yield Artifact(f"{folder}atom.xml", xml.encode())
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": about["title"],
        "home_page_url": about["home"],
        "feed_url": f"{about['home']}feed.json",
        "language": tag,
        "authors": [{"name": about["issuer"]}],
        "items": [
            {
                "id": entry["url"],
                "url": entry["url"],
                "title": entry["title"],
                "content_text": entry["text"],
                "date_published": f"{entry['dated']}T00:00:00Z",
            }
            for entry in entries
        ],
    }
    yield Artifact(f"{folder}feed.json", json.dumps(feed, ensure_ascii=False).encode())
