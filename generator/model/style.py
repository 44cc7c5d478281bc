"""How one language is written: what to say, what never, how long."""

from typing import Annotated

from pydantic import Field

from generator.model.base import UNSPOKEN, Model, Slug, Tag, Unspoken, Whole

Wordings = Annotated[tuple[Unspoken, ...], Field(min_length=1)]
"""They are found whatever their capitals, as whole words. Residents read none of this."""
Remedies = Annotated[dict[str, Unspoken], UNSPOKEN]
"""By wording: what to do about it."""


class Bare(Model):
    """A word that is misread once its accents are gone."""

    instead: Unspoken
    """What to write."""
    but: tuple[Unspoken, ...] = ()
    """Where it may stand all the same: a longer word that tells what it is, other capitals."""


class Style(Model):
    """How one language is written: what to say, what never, how long."""

    harm: Remedies = {}
    """What costs money, evidence or courage, each with what to say instead: a mistake."""
    orders: Remedies = {}
    """The same where a sentence begins with it; criminals may well be said to do it."""
    negations: tuple[Unspoken, ...] = ()
    """Before such a wording they make it right: “đừng xóa tin”."""
    announcing: tuple[Unspoken, ...] = ()
    """What an answer to a criminal never says: who announces a report is in danger. A mistake."""
    say: Annotated[dict[str, Wordings], UNSPOKEN] = {}
    """One term per idea, and everybody's word before that of one region: the word we use, and
    those we do not."""
    gloss: Annotated[dict[str, Wordings], UNSPOKEN] = {}
    """Hard words, each with what explains it where it is first used."""
    conditions: dict[Slug, Wordings] = {}
    """What keeps advice safe, in the words of this language: a translation keeps each."""
    subjects: tuple[Unspoken, ...] = ()
    """How a leaflet's line begins: heard over a loudspeaker, one that begins with a bare verb is
    an order to do it."""
    bare: Annotated[dict[str, Bare], UNSPOKEN] = {}
    """What never stands in a text message without accents, for it may be read as its opposite."""
    sentence_words: Whole | None = None
    """The most words of a sentence."""
    reply_words: Whole | None = None
    """The most words of an answer to a criminal."""
    method_words: Whole | None = None
    """The most words of a method."""
    asks: Whole | None = None
    """The fewest ways in which people ask for a method."""
    shorter_than: Tag | None = None
    """The language whose files are longer than the same ones of this: an easy text is short."""
