"""Cards for a lesson: in front what somebody says, on the back what to answer aloud."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.artifact import Artifact, Scope
from generator.assets import TEMPLATES
from generator.channels.pages import look
from generator.model.campaign import Campaign
from generator.model.voice import Voice
from generator.rendering import environment, plain
from generator.typesetting.lines import Fitted, fitted

FOLDER = "lessons"
"""The part of the output."""
COLUMNS, ROWS = 2, 4
"""Of cards on a sheet of A4."""
WIDTH, HEIGHT = 105, 74.2
"""Of a card, in millimetres."""
_ROOM = (WIDTH - 16, 34)
"""For the words in the middle of a card."""
_LARGEST, _LINES = 7.5, 5
"""Millimetres of the letters there; how many lines they may take."""


class Face(NamedTuple):
    """One side of a card."""

    head: str
    words: Fitted
    below: str
    """A question, or what the method is called."""
    number: str = ""
    is_answer: bool = False


class Card(NamedTuple):
    """A card, cut out."""

    front: Face
    back: Face


def cards(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield the cards of all methods that have words in one language, eight on a sheet of A4: a
    side with fronts, then the side with their backs, to be turned over its long edge.
    """
    from generator.typesetting import paper  # with WeasyPrint, half a second to import

    voice = plain(campaign, scope.language)
    sheets = [*_sheets(list(_cards(voice)))]
    template = environment(TEMPLATES).get_template("lesson-cards.html.jinja")
    size = {"columns": COLUMNS, "rows": ROWS, "width": WIDTH, "height": HEIGHT}
    html = template.render(voice=voice, sheets=sheets, tokens=look.tokens(), **size)
    yield Artifact(f"{FOLDER}/{voice.tag}/the-tinh-huong.pdf", paper.pages(html))


def _cards(voice: Voice) -> Iterator[Card]:
    """Yield first a card that says how the others are used."""
    ui, words, number = voice.ui, voice.ui.cards, 0

    def set_in(text: str) -> Fitted:
        return fitted(text, voice.typeface.files[2], _ROOM, _LARGEST, _LINES)

    whose = Face(voice.title, set_in(words.title), voice.issuer)
    yield Card(whose, Face(words.title, set_in(words.use), voice.updated))
    for method in voice.advisories:
        if method.foreign:
            continue
        name = method.words.handle or method.words.title
        for phrase in method.words.phrases.values():
            number += 1
            answer = phrase.you or phrase.act or ""
            quoted = f"“{phrase.you}”" if phrase.you else answer
            head = ui.you_answer if phrase.you else ui.you_act
            yield Card(
                Face(words.says, set_in(f"“{phrase.they}”"), words.turn, str(number)),
                Face(head, set_in(quoted), name, str(number), is_answer=True),
            )


Side = list[list[Face | None]]
"""Rows of faces as they lie; None where a last sheet has no card."""


def _sheets(found: Sequence[Card]) -> Iterator[Side]:
    """Yield front and back of each sheet. On the back the columns are swapped, so that each card
    has its own back.
    """
    many = COLUMNS * ROWS
    for first in range(0, len(found), many):
        on_it = found[first : first + many]
        padded: list[Card | None] = [*on_it, *[None] * (many - len(on_it))]
        rows = [padded[n : n + COLUMNS] for n in range(0, many, COLUMNS)]
        yield [[card and card.front for card in row] for row in rows]
        yield [[card and card.back for card in reversed(row)] for row in rows]
