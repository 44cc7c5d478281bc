"""How far words may be trusted: fingerprints, approvals, states, and what changed between two."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from generator.model.base import UNSPOKEN, Day, Model, Unspoken
from generator.model.texts import shown, texts

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Of fingerprints: no vowel, so no word; no digit, so that no spreadsheet sees a number."""


class Approval(Model):
    """Who vouches for the words of one file."""

    state: Literal["unreviewed", "reviewed", "approved"]
    by: Unspoken | None = None
    """Who reviewed or approved: name or office."""
    on: Day | None = None
    reviewed_by: Unspoken | None = None
    """Who had read the same words before, where a campaign asks for two people."""
    words: Unspoken | None = None
    """Fingerprint of what was read; other words are not approved."""
    source_words: Unspoken | None = None
    """Fingerprint of the source-language words they were compared with."""


class Dossier(Model):
    """The words that were printed for somebody to sign, by fingerprint."""

    printed: Annotated[Day, UNSPOKEN]
    words: Annotated[dict[str, Unspoken], UNSPOKEN]
    """By file below the content folder."""


class Reviewed(Model):
    """Which words of a language were written, and read, beside which words of the source."""

    blocks: Annotated[dict[str, Unspoken], UNSPOKEN]
    """The marks of both by “<entry>:<place>”: “SOURCE WORDS”, with “read” where somebody vouched
    for them."""


class Worded(Model):
    """A file of words under approval."""

    about: ClassVar[type[Model] | None] = None
    """The facts of the same folder, shown beside the words and approved with them."""
    own: ClassVar[frozenset[str]] = frozenset({"approval"})
    """Fields that a language has by itself: no translation of another's."""
    anonymous: ClassVar[bool] = False
    """Whether the words tell of somebody who must not be known by them."""

    approval: Approval


class State(StrEnum):
    """How far words may be trusted."""

    MISSING = "missing"
    UNREVIEWED = "unreviewed"
    STALE = "stale"
    """They, or the words they translate, changed after somebody vouched for them."""
    REVIEWED = "reviewed"
    APPROVED = "approved"

    @property
    def vouched(self) -> bool:
        """Whether somebody stands for these words as they are today."""
        return self in (State.REVIEWED, State.APPROVED)


def digest(*parts: str) -> str:
    """Return 12 letters that stand for some texts in this order."""
    number = int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest(), "big")
    letters = ""
    for _position in range(12):
        number, letter = divmod(number, len(_LETTERS))
        letters += _LETTERS[letter]
    return letters


def fingerprint(*models: Model) -> str:
    """Return 12 letters that change with anything residents see of `models`.

    White space, composed accents and zero-width breaks make no difference; approvals, notes and
    other fields that nobody is shown do not count.
    """
    return digest(*(_folded(_without_approval(model)) for model in models))


def _without_approval(model: Model) -> dict[str, Any]:
    return {name: value for name, value in shown(model).items() if name != "approval"}


def _folded(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False).replace("\u200b", "")
    return " ".join(unicodedata.normalize("NFC", text).split())


def state(words: Worded | None, original: Worded, facts: Iterable[Model] = ()) -> State:
    """Return how far `words` may be trusted.

    `original` are the words of today that they translate (or they themselves), `facts` what is
    shown beside them in every language and approved with them.
    """
    if words is None:
        return State.MISSING
    approval = words.approval
    if approval.state == "unreviewed" or not (approval.by and approval.on):
        return State.UNREVIEWED
    changed = approval.words != fingerprint(words, *facts)
    moved = words is not original and approval.source_words != fingerprint(original)
    return State.STALE if changed or moved else State(approval.state)


def mark(text: str) -> str:
    """Return 8 letters that stand for a text among those that were ever at its place; white
    space, composed accents and zero-width breaks make no difference.
    """
    return digest(_folded(text))[:8]


def blocks(model: Model) -> dict[str, str]:
    """Return the fingerprint of every text of a model by its place, such as "do.tat-may"."""
    data = model.model_dump(mode="json")
    return {
        ".".join(map(str, path)): digest(_folded(text))
        for path, text, kind in texts(type(model), data)
        if kind.shown
    }


def summary(prints: Mapping[str, str]) -> str:
    """Return 12 letters that stand for many fingerprints by place."""
    return digest(*(f"{place}={print_}" for place, print_ in sorted(prints.items())))


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Return what became of each block that differs: "new", "changed" or "gone"."""
    return {
        place: "gone" if place not in after else "new" if place not in before else "changed"
        for place in sorted(before.keys() | after.keys())
        if before.get(place) != after.get(place)
    }
