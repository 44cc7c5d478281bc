"""The pages of a finished site: links lead somewhere, and all that runs or is fetched is ours."""

import hashlib
from collections.abc import Iterator
from gettext import gettext as _
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from generator import policy

FETCHED = {"img": "src", "link": "href", "source": "src", "script": "src", "form": "action"}
"""What a browser loads by itself, or sends to: it must be on the site itself."""
REFUSED = {"iframe", "object", "embed", "base", "math"}
"""Elements that no page of ours has: one of them came in through a text."""
RUNNING = ("srcset", "style", "action", "formaction", "background", "poster", "xlink:href")
"""Attributes that run or fetch something and that no page of ours has; beside all of on….."""
ELSEWHERE = ("tel:", "sms:", "mailto:", "data:")


class _Page(HTMLParser):
    """Links, ids and whatever should not be there."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[tuple[str, bool]] = []
        """Each with whether the browser fetches it by itself."""
        self.ids: set[str] = set()
        self.foreign: list[str] = []
        self._policy = ""
        """What the page lets run, by its own word."""
        self._runs = True
        """Whether the last element runs, if it is a script: data for search engines does not."""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.add(values["id"])
        if tag == "a" and "href" in values:
            self.links.append((values["href"], False))
        elif tag in FETCHED and FETCHED[tag] in values:
            alternate = values.get("rel") in ("alternate", "canonical")
            self.links.append((values[FETCHED[tag]], not alternate))
        self._runs = values.get("type") != "application/ld+json"
        directive = values.get("http-equiv", "").lower() if tag == "meta" else ""
        if directive == "content-security-policy":
            self._policy = values["content"]
        if (
            tag in REFUSED
            or (tag == "form" and ("action" not in values or "method" in values))
            or directive == "refresh"
        ):
            self.foreign.append(f"<{tag}>")
        running = set(RUNNING) - {FETCHED.get(tag)}
        self.foreign += [name for name in values if name.startswith("on") or name in running]

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script" and self._runs and policy.hashed(data) not in self._policy:
            self.foreign.append("<script>")


def faults(site: Path, base_url: str) -> Iterator[str]:
    """Yield a sentence for every link that leads nowhere, and for all that runs or is fetched
    from elsewhere.

    Addresses under `base_url` count as the site's own. Pages that are byte for byte the same are
    read once.
    """
    pages: dict[str, _Page] = {}
    seen: set[bytes] = set()
    for file in sorted(site.rglob("*.html")):
        content = file.read_bytes()
        print_ = hashlib.sha256(content).digest()
        if print_ not in seen:
            seen.add(print_)
            pages[file.relative_to(site).as_posix()] = _Page(content.decode())
    known: dict[str, bool] = {}
    for name, page in pages.items():
        for what in page.foreign:
            yield _("{page}: {what} does not belong there").format(page=name, what=what)
        here = urljoin(base_url, name.removesuffix("index.html"))
        for link, fetched in page.links:
            target = urljoin(here, link)
            if target.startswith(ELSEWHERE):
                continue
            if not target.startswith(base_url):
                if fetched or not target.startswith("https://"):
                    yield _("{page}: {what} does not belong there").format(page=name, what=link)
                continue
            parts = urlsplit(target.removeprefix(base_url))
            path = unquote(parts.path)
            path += "index.html" if not path or path.endswith("/") else ""
            if path not in known:
                known[path] = (site / path).is_file()
            lost = parts.fragment and path in pages and parts.fragment not in pages[path].ids
            if not known[path] or lost:
                yield _("{page}: the link {link} leads nowhere").format(page=name, link=link)
