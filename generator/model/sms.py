"""How many text messages a text is sent as: in GSM-7 where its letters allow, else in UCS-2."""

from typing import Literal, NamedTuple

Form = Literal["bare", "accented"]
"""Without accents it costs least and every phone shows it; with them it cannot be misread."""

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWICE = frozenset("^{}[]~|€\\\f")
"""Characters of GSM-7 that are sent as two."""


class _Holds(NamedTuple):
    """What a message holds."""

    alone: int
    linked: int
    """As one of several: a header takes the rest."""


_SEPTETS, _UNITS = _Holds(160, 153), _Holds(70, 67)
_MOST_PARTS = {"bare": 1, "accented": 2}


class Size(NamedTuple):
    """How long a text is as phones count, and how long it may be."""

    used: int
    most: int
    parts: int
    """Messages that are paid for."""
    most_parts: int

    @property
    def is_too_long(self) -> bool:
        return self.parts > self.most_parts


def size(text: str, form: Form) -> Size:
    """Return how long a text is that goes out in a form, numbers filled in."""
    holds = _SEPTETS if form == "bare" or _is_gsm(text) else _UNITS
    costs = [_cost(char, holds) for char in text]
    most = _MOST_PARTS[form]
    longest = holds.alone if most == 1 else holds.linked * most
    return Size(sum(costs), longest, _parts(costs, holds), most)


def strange(text: str) -> str:
    """Return the characters that a message without accents cannot have, each once. GSM-7 knows a
    few letters with accents; a text in which only those stand has lost the others.
    """
    bare = (char for char in text if not (char.isascii() and _is_gsm(char)) and char != "€")
    return "".join(dict.fromkeys(bare))


def _is_gsm(text: str) -> bool:
    return _GSM.issuperset(set(text) - _TWICE)


def _cost(char: str, holds: _Holds) -> int:
    if holds is _SEPTETS:
        return 2 if char in _TWICE else 1
    return len(char.encode("utf-16-le")) // 2


def _parts(costs: list[int], holds: _Holds) -> int:
    """Return how many messages characters take; none is cut in two."""
    if sum(costs) <= holds.alone:
        return 1
    parts, used = 1, 0
    for cost in costs:
        if used + cost > holds.linked:
            parts, used = parts + 1, 0
        used += cost
    return parts
