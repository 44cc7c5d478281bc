"""Every link of a finished site: to a file of it, or openly elsewhere."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

FETCHED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src"}
"""What a browser loads by itself."""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, bool]] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.add(values["id"])
        if tag == "a" and "href" in values:
            self.found.append((tag, values["href"], False))
        elif tag in FETCHED and FETCHED[tag] in values:
            alternate = values.get("rel") in ("alternate", "canonical")
            self.found.append((tag, values[FETCHED[tag]], not alternate))


def broken(site: Path, base_url: str) -> Iterator[tuple[str, str]]:
    """Yield (page, link) for every link that leads nowhere, or loads from somewhere else.

    Pages are paths below `site`. Addresses under `base_url` count as the site's own.
    """
    pages: dict[str, _Links] = {}
    for file in sorted(site.rglob("*.html")):
        parser = _Links()
        parser.feed(file.read_text("utf-8"))
        pages[file.relative_to(site).as_posix()] = parser
    for page, parser in pages.items():
        here = urljoin(base_url, page.removesuffix("index.html"))
        for _tag, link, fetched in parser.found:
            target = urljoin(here, link)
            if target.startswith(("tel:", "sms:", "data:")):
                continue
            if not target.startswith(base_url):
                if fetched or not target.startswith("https://"):
                    yield page, link
                continue
            parts = urlsplit(target.removeprefix(base_url))
            path = unquote(parts.path)
            if not path or path.endswith("/"):
                path += "index.html"
            anchor = parts.fragment
            missing = anchor and path in pages and anchor not in pages[path].ids
            if not (site / path).is_file() or missing:
                yield page, link
