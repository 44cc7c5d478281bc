"""The site as one file for a USB stick: a copy whose links work where nothing serves it."""

import io
import json
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from urllib.parse import urljoin, urlsplit

from markupsafe import escape

from generator import policy
from generator.artifact import Artifact
from generator.assets import TEMPLATES
from generator.model.addresses import WHOLE_SITE
from generator.model.campaign import Campaign
from generator.rendering import environment, linked

FIRST, FOLDER = "MO-TRANG-NAY.html", "canhgiac/"
"""What to open, and where everything else lies."""

_LINK = re.compile(
    r'(<(?:a|img|source|script|link|form)\b[^>]*?\s(?:href|src|action)=")([^"]*)(")'
)
_ONLINE = re.compile(r'<link rel="(?:manifest|search|alternate)"[^>]*>\n')
"""What only a server can give: a home screen, feeds, other addresses."""
_STYLE = re.compile(r"(?<=<style>).*?(?=</style>)", re.DOTALL)
_URL = re.compile(r"(?<=url\()[^)]+(?=\))")
_LISTED = re.compile(r'data-index="([^"]*)" data-others="([^"]*)"')

Read = Callable[[str], bytes | None]
"""Gives a file of the finished site by its path, or None where there is none."""


def copy(campaign: Campaign, read: Read) -> Iterator[Artifact]:
    """Yield the copy: all that can be reached by links from the home page of any language."""
    read = cache(read)  # every page leads to most others
    files: dict[str, bytes] = {}
    todo = [f"{campaign.addresses.home(tag)}index.html" for tag in campaign.languages]
    while todo:
        path = todo.pop()
        content = read(path)
        if path in files or content is None:
            continue
        page = _Page(campaign.settings.base_url, path, read)
        if path.endswith(".html"):
            content = page.turned(content.decode()).encode()
        elif path.endswith(".css"):
            page.styled(content.decode())
        files[path] = content
        todo += page.found
    first = environment(TEMPLATES).get_template("stick.html.jinja")
    start = first.render(voice=linked(campaign, campaign.source), to=f"{FOLDER}index.html")
    whole = {FIRST: start.encode()}
    whole |= {FOLDER + path: content for path, content in sorted(files.items())}
    updated = campaign.settings.updated
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in whole.items():
            entry = zipfile.ZipInfo(path, (updated.year, updated.month, updated.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    yield Artifact(f"site/{WHOLE_SITE}", out.getvalue())


class _Page:
    """One file, whose links are turned to files."""

    def __init__(self, base_url: str, path: str, read: Read) -> None:
        self._base_url, self._path, self._read = base_url, path, read
        self.found: list[str] = []
        """Files it leads to."""

    def turned(self, html: str) -> str:
        """Return a page as it works from a disk."""
        html = _ONLINE.sub("", html)
        html = _LINK.sub(lambda m: m[1] + str(escape(self._link(unescape(m[2])))) + m[3], html)
        for style in _STYLE.findall(html):
            turned = self.styled(style)
            theirs, ours = escape(policy.hashed(style)), escape(policy.hashed(turned))
            html = html.replace(theirs, ours)  # the page's policy names it
            html = html.replace(style, turned)
        for listed in _LISTED.finditer(html):
            known = "".join(map(self._known, f"{listed[1]} {listed[2]}".split()))
            html = html.replace("</main>", f"{known}</main>")
        return html

    def styled(self, css: str) -> str:
        """Return a style sheet with its files where they lie."""
        return _URL.sub(lambda match: self._link(match[0]), css)

    def _link(self, link: str) -> str:
        """Return where a link leads from this file: to a file, or for want of it to the site."""
        if link.startswith("#") or urlsplit(link).scheme:
            return link
        url = urljoin(self._base_url + self._path, link)
        parts = urlsplit(url.removeprefix(self._base_url))
        target = parts.path + ("index.html" if not parts.path or parts.path[-1] == "/" else "")
        if self._read(target) is None or target == WHOLE_SITE:
            return url
        self.found.append(target)
        way = posixpath.relpath(target, posixpath.dirname(self._path) or ".")
        return f"{way}#{parts.fragment}" if parts.fragment else way

    def _known(self, address: str) -> str:
        """Return what the search knows as a part of the page: from a disk, nothing is fetched."""
        folder = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), address))
        known = json.loads(self._read(folder) or b"{}")
        for document in known["documents"]:
            page, mark, part = document["href"].partition("#")
            document["href"] = f"{page}index.html{mark}{part}"
        text = json.dumps(known, ensure_ascii=False, separators=(",", ":")).replace(
            "<", "\\u003c"
        )
        return f'<script type="application/json" id="{address}">{text}</script>\n'
