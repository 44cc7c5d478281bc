"""Pictures that stand for a page where it is shared: its own words, laid out in a drawing."""

from collections.abc import Iterator
from gettext import gettext as _
from itertools import islice
from typing import NamedTuple

from generator.artifact import Artifact, Scope
from generator.assets import TEMPLATES
from generator.channels.pages import look
from generator.content import layout
from generator.model.campaign import Campaign
from generator.model.facts import LanguageFacts, Settings
from generator.model.interface import Interface
from generator.model.voice import Advisory, Voice
from generator.model.words import KeyMessage, Translation
from generator.problems import ContentError, Place, Problem
from generator.rendering import environment, plain
from generator.typesetting import fonts, pictures
from generator.typesetting.sheet import Shape, Texts, UnfitError, laid

WIDE = Shape(
    1200, 630, 56, 108, 66, 64, (27, 25, 22, 20, 18),
    ((92, 48), (86, 46), (80, 44), (76, 42), (72, 41), (68, 40), (64, 38), (60, 37), (56, 36),
     (52, 34), (48, 32), (44, 30), (40, 28)),
)  # fmt: skip
"""As Open Graph has it: beside a link in a chat or a timeline."""
SQUARE = Shape(
    1080, 1080, 60, 136, 84, 76, (27, 25, 22, 20, 18),
    ((112, 60), (106, 58), (100, 56), (94, 54), (88, 52), (82, 50), (76, 48), (70, 46), (64, 43),
     (58, 40), (52, 37), (48, 34), (44, 32), (40, 30)),
)  # fmt: skip
"""To post by itself."""
RULES = SQUARE._replace(
    sizes=((116, 46), (112, 44), (108, 42), (104, 40), (98, 38), (92, 36), (84, 34), (76, 32),
           (64, 30)),
)  # fmt: skip
"""The same with the name of the message in the bubble, and six rules below."""


def _loud_below(shape: Shape) -> Shape:
    """Return the shape in which what stands below is louder: it says what to do."""
    sizes = [(round(large * 0.62), large) for large, _small in shape.sizes]
    return shape._replace(sizes=(*sizes, (28, 36), (28, 32), (28, 28)))


DO_WIDE, DO_SQUARE = _loud_below(WIDE), _loud_below(SQUARE)

MEET = (("brand", "paper"), ("ink", "paper"), ("brand", "accent"), ("ink", "accent"))
"""Colours of the template that touch."""


class Words(NamedTuple):
    """Some words of a card, and where they are written."""

    text: str
    file: str
    place: Place


class Card(NamedTuple):
    """What is special to one card."""

    page: str
    """Site path of the page it stands for."""
    shape: Shape
    said: Words
    below: tuple[Words, ...]
    is_act: bool = False
    """Whether what stands below is what to do, and louder than the rest."""


def count(campaign: Campaign, tag: str) -> int:
    """Return how many cards a language has."""
    words = campaign.tables.of(Translation)
    return 2 * (1 + sum((slug, tag) in words for slug in campaign.methods))


def cards(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield a run of the cards of a language: of the site as a whole, then of every method.

    Raises ContentError where words do not fit or cannot be set.
    """
    problems: list[Problem] = []
    found = dict(drawings(campaign, scope.language, problems, scope.first, scope.last))
    if problems:
        raise ContentError(problems)
    face = campaign.tables.of(LanguageFacts)[scope.language].font
    files = tuple(dict.fromkeys((*face.files, fonts.FALLBACK)))
    tokens = look.tokens()
    blends = [(tokens[one], tokens[other]) for one, other in MEET]
    for path, svg in found.items():
        yield Artifact(f"site/{path}", pictures.png(svg, files, blends))
    pictures.forget()


def problems(campaign: Campaign) -> Iterator[Problem]:
    """Yield what is wrong with any card."""
    found: list[Problem] = []
    for tag in campaign.languages:
        for _drawing in drawings(campaign, tag, found):
            pass
    yield from dict.fromkeys(found)


def drawings(
    campaign: Campaign,
    tag: str,
    problems: list[Problem],
    first: int = 0,
    last: int | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield path and SVG of each card of a run; add what is wrong to `problems`."""
    voice = plain(campaign, tag)
    face = voice.typeface
    template = environment(TEMPLATES).get_template("card.svg.jinja")
    family, tokens = fonts.family(face.regular), look.tokens()
    for card in islice(_cards(voice), first, last):
        shape, around = card.shape, _around(voice)
        texts = Texts(
            said=card.said.text,
            below=tuple(words.text for words in card.below),
            is_act=card.is_act,
            **{name: words.text for name, words in around.items()},
        )
        where = {words.text: words for words in (*around.values(), *card.below, card.said)}
        try:
            sheet = laid(shape, face, texts)
        except UnfitError as error:
            problems += (_unfit(tag, where[text]) for text in error.args[0])
        else:
            svg = template.render(
                sheet=sheet, shape=shape, voice=voice, family=family, tokens=tokens
            )
            yield campaign.addresses.card(card.page, square=shape.height == SQUARE.height), svg


def _unfit(tag: str, words: Words) -> Problem:
    message = _("{tag}: too long for the picture that is shared").format(tag=tag)
    remedy = _("shorten it; a script without spaces breaks lines at U+200B")
    return Problem(words.file, words.place, None, None, message, remedy)


# -- what a card says ----------------------------------------------------------------------------


def _around(voice: Voice) -> dict[str, Words]:
    """Return what stands on every card of a language."""
    settings = layout.of(Settings).path()
    return {
        "title": _ours(voice, "title"),
        "specimen": Words(voice.mark, layout.of(Interface).path(voice.tag), ("specimen",)),
        "issuer": _ours(voice, "issuer"),
        "host": Words(voice.addresses.host, settings, ("base_url",)),
    }


def _cards(voice: Voice) -> Iterator[Card]:
    yield Card(voice.home, WIDE, _name(voice), (_ours(voice, "message_lead"),))
    yield Card(voice.home, RULES, _name(voice), _rules(voice))
    for advisory in voice.advisories:
        if advisory.foreign:
            continue
        said, act = _told(advisory)
        for shape in (DO_WIDE, DO_SQUARE):
            yield Card(advisory.path, shape, said, (act,), is_act=True)


def _told(advisory: Advisory) -> tuple[Words, Words]:
    """Return what happens by a method, and what to do then."""
    file = layout.of(Translation).path((advisory.key, advisory.language))
    told, act = advisory.words.told_and_act
    said, below = Words(told, file, ("leaflet",)), Words(act, file, ("leaflet",))
    return (said if told else Words(advisory.words.situation, file, ("situation",))), below


def alternative(voice: Voice, advisory: Advisory) -> list[str]:
    """Return all words of the cards of a method in the order in which they stand, for who cannot
    see them; `voice` is plain.
    """
    around, (said, act) = _around(voice), _told(advisory)
    words = (around["title"], around["specimen"], said, act, around["issuer"], around["host"])
    return [one.text for one in words if one.text]


def _ours(voice: Voice, field: str) -> Words:
    return Words(getattr(voice.ui, field), layout.of(Interface).path(voice.tag), (field,))


def _name(voice: Voice) -> Words:
    file = layout.of(KeyMessage).path(voice.message.language)
    return Words(voice.message.words.name, file, ("name",))


def _rules(voice: Voice) -> tuple[Words, ...]:
    """Return the six rules in short."""
    file = layout.of(KeyMessage).path(voice.message.language)
    field = "plan" if voice.campaign.settings.short_wording == "plan" else "short"
    return tuple(
        Words(rule.short, file, (part, slug, field))
        for part in ("never", "always")
        for slug, rule in getattr(voice.message.words, part).items()
    )
