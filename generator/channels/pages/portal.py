"""What those who run other sites copy: the line of the list, the feeds, links; per language."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from generator.model.addresses import FEEDS
from generator.model.voice import Voice

HEIGHT = 640
"""Pixels in which the whole list stands on a phone 360 wide; what is longer scrolls."""
_FRAME = Markup(
    '<iframe src="{url}" title="{title}" lang="{tag}" width="100%" height="{height}"'
    ' loading="lazy" style="border:0" referrerpolicy="no-referrer"'
    ' sandbox="allow-top-navigation-by-user-activation"></iframe>'
)
"""The sandbox lets links lead out of the frame and holds back all else, whatever came from us."""
_LINK = Markup('<li><a href="{url}">{text}</a></li>\n')


class Kit(NamedTuple):
    """What is there to copy in one language."""

    voice: Voice
    frame: str
    """HTML of the frame, on one line."""
    links: str
    """HTML of a list for portals that allow no frames: of pages, whose addresses stay."""
    feeds: tuple[tuple[str, str], ...]
    """Name of each format, and its address."""


def kits(voice: Voice) -> Iterator[Kit]:
    """Yield what is there to copy in each language in which there is news, the source first."""
    for said in (voice.in_language(door.tag) for door in voice.doors):
        if said.has_news:
            yield _kit(said)


def _kit(voice: Voice) -> Kit:
    to, ui = voice.addresses, voice.ui
    news = to.news(voice.tag)
    frame = _FRAME.format(
        url=to.url(to.embedded(voice.tag)),
        title=f"{ui.news} – {voice.title}",
        tag=voice.tag,
        height=HEIGHT,
    )
    pages = (
        (voice.emergency.path, ui.emergency),
        (voice.message.path, ui.message_menu),
        (to.methods(voice.tag), ui.all_methods),
        (news, ui.news),
    )
    listed = Markup("").join(_LINK.format(url=to.url(path), text=text) for path, text in pages)
    links = Markup('<ul lang="{tag}">\n{listed}</ul>').format(tag=voice.tag, listed=listed)
    feeds = tuple((name, to.url(news + file)) for file, (name, _kind) in FEEDS.items())
    return Kit(voice, str(frame), str(links), feeds)
