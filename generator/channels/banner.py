"""Slogans on cloth and on walls, in letters as large as fit: a file and a ticket for each."""

import re
from collections.abc import Iterable, Iterator
from gettext import gettext as _
from typing import NamedTuple

from generator.artifact import Artifact, Scope
from generator.assets import TEMPLATES
from generator.content import layout
from generator.model.campaign import Campaign
from generator.model.facts import Surface
from generator.model.voice import Voice
from generator.model.words import Rule, Slogans
from generator.problems import ContentError, Problem
from generator.rendering import environment, plain
from generator.typesetting import designs
from generator.typesetting.lines import Fitted, extent, fitted

FOLDER = "banners"
"""The part of the output."""
BLEED = 30
"""Millimetres on each side, as it hangs: what a hem takes."""
LONGEST = 5000
"""Millimetres. Acrobat opens no page over 14,400 points, which is 5,080."""
SMALLER = 10
"""How many times what is longer is drawn smaller."""
_ROWS = 4
_MARGIN, _FOOT = 1 / 10, 1 / 8
"""Around the words, and of the strip that says whose they are, in heights of the surface."""
_CAPITAL = "H"
_CLAUSE = re.compile(r"(?<=[,.?!:–]) ")
_WORTH = 0.8
"""How small letters may become, of what they could be, so that lines end where clauses do."""


def banners(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield every slogan of one language on every surface: a PDF in inks for a shop, drawn small
    where it is too long for one, and what the shop or the painter must know, in Vietnamese.
    """
    voice = plain(campaign, scope.language)
    for number, (slug, text) in enumerate(_texts(voice), start=1):
        for surface in campaign.settings.banners:
            size = f"{surface.width_mm}x{surface.height_mm}"
            name = f"{number:02}-{slug}-{'tuong-' * (surface.kind == 'wall')}{size}"
            if _scale(surface) > 1:
                name += f"-ti-le-1-{_scale(surface)}"
            laid = _laid(voice, surface, text.upper())
            path = f"{FOLDER}/{voice.tag}/{name}"
            if surface.kind == "banner":
                yield Artifact(f"{path}.pdf", _pdf(voice, laid))
            yield Artifact(f"{path}.txt", _ticket(voice, laid, name))


def _texts(voice: Voice) -> Iterator[tuple[str, str]]:
    """Yield name and text of each slogan: the message in the words of the founding plan, which
    calls it one (II.2), then those of the campaign.
    """
    message = voice.message.words
    yield "khong", _counted(voice.ui.nevers, message.never.values())
    yield "phai", _counted(voice.ui.musts, message.always.values())
    yield from voice.slogans.items()


def _counted(word: str, rules: Iterable[Rule]) -> str:
    found = [rule.plan for rule in rules]
    return f"{len(found)} {word}: " + "\u00a0– ".join(found)


# -- where everything stands ---------------------------------------------------------------------


class Line(NamedTuple):
    """Words on one line, in the middle of a surface."""

    text: str
    y: float
    """From the upper edge to what the letters stand on."""


class Laid(NamedTuple):
    """A slogan on a surface, in millimetres as it hangs."""

    surface: Surface
    words: Fitted
    lines: list[Line]
    capital: float
    """Height of a capital without marks."""
    foot: float
    """Height of the strip below: who says it, or that it is a specimen."""
    whose: Line
    small: float
    """Size of the words in it."""


def _laid(voice: Voice, surface: Surface, text: str) -> Laid:
    wide, high = surface.width_mm, surface.height_mm
    margin, foot = high * _MARGIN, high * _FOOT
    file = voice.typeface.files[2]
    room = (wide - 2 * margin, high - foot - 2 * margin)
    words = _words(text, file, room)
    first = margin + (room[1] - words.height) / 2 + words.top
    rows = [Line(row, first + n * words.leading) for n, row in enumerate(words.lines)]
    whose = fitted(voice.mark or voice.issuer, file, (room[0], foot * 0.6), foot / 2, 1)
    below = high - (foot - whose.height) / 2 - whose.bottom
    capital = extent(_CAPITAL, file).top * words.size
    return Laid(surface, words, rows, capital, foot, Line(whose.lines[0], below), whose.size)


def _words(text: str, file: str, room: tuple[float, float]) -> Fitted:
    clauses = " ".join(part.replace(" ", "\u00a0") for part in _CLAUSE.split(text))
    whole, free = (fitted(t, file, room, room[1], _ROWS) for t in (clauses, text))
    return whole if whole.size >= _WORTH * free.size else free


def _scale(surface: Surface) -> int:
    """Return how many times a file is smaller than what is made from it."""
    too_long = max(surface.width_mm, surface.height_mm) + 2 * BLEED > LONGEST
    return SMALLER if too_long and surface.kind == "banner" else 1


# -- as files ------------------------------------------------------------------------------------


def _pdf(voice: Voice, laid: Laid) -> bytes:
    from generator.typesetting import paper  # with WeasyPrint, half a second to import

    template = environment(TEMPLATES).get_template("banner.html.jinja")
    scale = _scale(laid.surface)
    html = template.render(voice=voice, laid=laid, scale=scale, bleed=BLEED, inks=designs.inks())
    try:
        return paper.cloth(html)
    except paper.UnfitError as error:
        file = layout.of(Slogans).path(voice.tag)
        remedy = _("write it without what the typeface lacks")
        raise ContentError([Problem(file, (), None, None, str(error), remedy)]) from None


def _ticket(voice: Voice, laid: Laid, name: str) -> bytes:
    template = environment(TEMPLATES).get_template("banner.txt.jinja")
    text = template.render(
        voice=voice,
        laid=laid,
        name=name,
        scale=_scale(laid.surface),
        bleed=BLEED,
        inks={name: _percent(ink) for name, ink in designs.inks().items()},
    )
    return text.replace("\u00a0", " ").replace("\n", "\r\n").encode()  # Notepad needs both


def _percent(ink: str) -> str:
    """Return an ink as a shop writes it: “C100 M90 Y10 K15”."""
    shares = ink.removeprefix("device-cmyk(").removesuffix(")").split()
    return " ".join(
        f"{n}{float(share) * 100:.0f}" for n, share in zip("CMYK", shares, strict=True)
    )
