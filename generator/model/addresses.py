"""Every address there is, on the site, in a QR code and in the output, from host and language."""

import posixpath
from typing import NamedTuple

METHODS, ROUTES, MESSAGE = "canh-bao", "kenh", "thong-diep"
MATERIALS, NEWS, SEARCH, EVERYTHING = "tai-lieu", "tin-moi", "tim", "tat-ca"
QR_PAGES = "Q"
"""First path part of each kind of page, below the language's prefix; QR pages, below the root."""
EMBEDDED = "nhung"
"""Below the page of news: what is new, for other sites to put into a frame."""
DOWNLOADS = "leaflets"
AUDIO = "nghe"
"""Below it, recordings by language; all pages share them."""
WHOLE_SITE = "canhgiac-offline.zip"
ATOM, JSON_FEED = "atom.xml", "feed.json"
FEEDS = {
    ATOM: ("Atom", "application/atom+xml"),
    JSON_FEED: ("JSON Feed", "application/feed+json"),
}
"""Below the page of news: name of the format, and its media type."""

STAMP = 8
"""Characters by which an address says which version of a file it means."""

RESERVED = {
    *(METHODS, ROUTES, MESSAGE, MATERIALS, NEWS, SEARCH, EVERYTHING),
    *(QR_PAGES.lower(), DOWNLOADS, AUDIO),
    *("assets", "templates", "overrides"),
}
"""First path parts of the site that no page can have."""


class Addresses(NamedTuple):
    """Site paths from the root of the site, with a slash at the end where they are pages."""

    base_url: str
    """https, host, slash."""
    source: str
    """Tag of the language whose pages stand at the root."""

    @property
    def host(self) -> str:
        return self.base_url.removeprefix("https://").rstrip("/")

    def url(self, path: str) -> str:
        """Return the absolute address of a site path."""
        return self.base_url + path

    def home(self, tag: str) -> str:
        """Return the path under which a language lives, empty for the source language."""
        return "" if tag == self.source else f"{tag}/"

    def page(self, tag: str, slug: str) -> str:
        return f"{self.home(tag)}{slug}/"

    def method(self, tag: str, slug: str) -> str:
        return f"{self.home(tag)}{METHODS}/{slug}/"

    def route(self, tag: str, slug: str) -> str:
        return f"{self.home(tag)}{ROUTES}/{slug}/"

    def methods(self, tag: str) -> str:
        return self.page(tag, METHODS)

    def message(self, tag: str) -> str:
        return self.page(tag, MESSAGE)

    def news(self, tag: str) -> str:
        return self.page(tag, NEWS)

    def embedded(self, tag: str) -> str:
        """Return the path of the list that other sites embed."""
        return f"{self.news(tag)}{EMBEDDED}/"

    def search(self, tag: str) -> str:
        return self.page(tag, SEARCH)

    def everything(self, tag: str) -> str:
        """Return the path of the one page with all methods."""
        return self.page(tag, EVERYTHING)

    def materials(self, tag: str) -> str:
        return self.page(tag, MATERIALS)

    def landing(self, code: str) -> str:
        """Return the path of the page that a printed code opens."""
        return f"{QR_PAGES}/{code}/"

    def qr_text(self, code: str) -> str:
        """Return what the QR code holds: capitals only, so that it fits alphanumeric mode."""
        return f"HTTPS://{self.host.upper()}/{QR_PAGES}/{code}"

    def card(self, page: str, square: bool = False) -> str:
        """Return the path of the picture that stands for a page where it is shared."""
        return f"{page}card{'-square' if square else ''}.png"

    def leaflet(self, edition: str, unit: str, tag: str) -> str:
        """Return the path of a leaflet without its ending, on the site and in the output."""
        return f"{DOWNLOADS}/{edition}/{unit}/{tag}"

    def recording(self, tag: str, file: str) -> str:
        """Return the path of a recording of a language."""
        return f"{AUDIO}/{tag}/{file}"


def relative(target: str, page: str) -> str:
    """Return the link from a site page to a target path, both from the site root."""
    link = posixpath.relpath("/" + target, "/" + page)
    return f"{link}/" if target.endswith("/") or not target else link
