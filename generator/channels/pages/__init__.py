"""The pages of the site: finished HTML bodies, and what the theme draws around them."""

import base64
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from generator.assets import OVERRIDES, TEMPLATES
from generator.channels.pages.frame import Frame, frame
from generator.channels.pages.kinds import KINDS, SEARCH, TYPED, WIDE
from generator.model.addresses import relative
from generator.model.campaign import Campaign
from generator.rendering import environment, linked
from generator.typesetting import pictures, qr


class SitePage(NamedTuple):
    """One page, for the site engine to put a frame around."""

    path: str
    """Site path from the root, such as "en/canh-bao/deepfake-goi-video/"; empty for the home
    page of the source language."""
    title: str
    description: str
    body: str
    """HTML, safe as it is."""
    frame: Frame
    card: str
    """Site path of the picture that stands for it where it is shared."""
    card_says: str
    wide: bool = False
    """Whether a large screen shows more than one column."""
    structured: str = ""
    """What it says of itself to programs, as the content of a script element; nothing runs."""
    code: str = ""
    """QR code of its own address as a data: URL, for paper; empty where none is printed."""
    typed: bool = False
    """Whether the field of the search stands there."""
    searches: bool = False
    """Whether it runs the scripts of the search, beside what every page runs."""

    @property
    def listed(self) -> bool:
        """Whether the page has an address of its own, and is not one that was given up."""
        return any(other.url for other in self.frame.languages)


def _code(address: str) -> str:
    """Return the QR code of a page, as small as can be: it stands in the page itself."""
    picture = pictures.bits(qr.of_page(address), qr.QUIET)
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def _from_root(path: str) -> str:
    return f"/{path}"


def pages(campaign: Campaign, tag: str) -> Iterator[SitePage]:
    """Yield every page of one language."""
    voice = linked(campaign, tag)
    env = environment(TEMPLATES, OVERRIDES)
    env.globals.update(voice=voice, ui=voice.ui, addresses=voice.addresses)
    for kind in KINDS:
        for page in kind(voice):
            to = _from_root if page.anywhere else partial(relative, page=page.path)
            body = env.get_template(page.template).render(page.context, title=page.title, to=to)
            yield SitePage(
                page.path,
                Markup(page.title).unescape(),  # noqa: S704  (escaped once, for the body)
                Markup(page.summary).striptags(),  # noqa: S704
                body,
                frame(voice, page.path, page.tags, page.anywhere),
                voice.addresses.card(page.path if page.said else voice.home),
                Markup(page.said or voice.message.words.name).striptags(),  # noqa: S704
                wide=page.template in WIDE,
                structured=page.structured,
                code=_code(voice.addresses.url(page.path)) if page.said else "",
                typed=page.template in TYPED,
                searches=page.template == SEARCH,
            )
