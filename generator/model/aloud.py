"""A text as an announcer says it: figures, abbreviations and foreign names as words."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.base import UNSPOKEN, Heard, Model
from generator.model.spelling import can_be

FORM = r"^[^{}]*(\{times\})?[^{}]*(\{rest\})?[^{}]*$"
"""Words of a number, around how often its unit is in it and what is left over."""
SPELT = r"^[^\s{}*/]+( [^\s{}*/]+)*$"
DATED = r"^[^{}]*(\{(day|month|year)\}[^{}]*)+$"
ROUND = r"^[1-9][0-9]{1,11}$"

Spelt = Annotated[str, StringConstraints(pattern=SPELT, max_length=40)]
"""Words as they stand in texts, one blank between two."""


class Pronunciation(Model):
    """What an announcer says where the letters do not tell."""

    spelling: Annotated[Literal["vietnamese"] | None, UNSPOKEN] = None
    """How words are spelt; one that breaks this has to be among `words`. Where it is not said,
    only figures and capitals have to be there."""
    words: dict[Spelt, Heard] = {}
    """Names and abbreviations as they stand in texts, and how each is said."""
    digits: Annotated[tuple[Heard, ...], Field(min_length=10, max_length=10)]
    """From 0 to 9; telephone numbers are said by them."""
    numbers: dict[
        Annotated[str, StringConstraints(pattern=ROUND)],
        Annotated[
            tuple[Annotated[Heard, StringConstraints(pattern=FORM)], ...], Field(min_length=1)
        ],
    ] = {}
    """From 10 on, how a number is said up to the next that stands here. More than one form: the
    second where what is left over lacks a figure (105), and so on."""
    joined: dict[Spelt, Heard] = {}
    """Words of numbers that change side by side: “mươi một: mươi mốt”."""
    dates: Annotated[
        tuple[Annotated[Heard, StringConstraints(pattern=DATED)], ...], Field(max_length=2)
    ] = ()
    """How a date such as 27/7 is said, then one with a year."""


# -- what is said --------------------------------------------------------------------------------

_SPELLINGS: dict[str | None, Callable[[str], bool]] = {"vietnamese": can_be}
_REST = r"\{[^{}]*\}|\w+(?:[.,/:]\d\w*)*|[^\w\s]"
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")


def aloud(text: str, pronunciation: Pronunciation) -> str:
    """Return a text as it is said; names in braces stay, and what nobody knows how to say."""
    words, pattern = _known(pronunciation)
    said = pattern.sub(lambda token: _said(token[0], words, pronunciation) or token[0], text)
    return _without_brackets(said)


def unread(text: str, pronunciation: Pronunciation) -> list[str]:
    """Return what in a text nobody knows how to say."""
    words, pattern = _known(pronunciation)
    tokens = dict.fromkeys(pattern.findall(text))
    return [token for token in tokens if _said(token, words, pronunciation) is None]


def digit_by_digit(number: str, pronunciation: Pronunciation) -> str:
    """Return a number to dial as it is said, a long one with a pause before every three."""
    groups = re.findall(r"\d{1,4}(?=(?:\d{3})*$)", number) if len(number) > 5 else [number]
    return ", ".join(
        " ".join(pronunciation.digits[int(digit)] for digit in re.findall(r"\d", group))
        for group in groups
    )


def _known(pronunciation: Pronunciation) -> tuple[dict[str, str], re.Pattern[str]]:
    """Return words and how they are said, also where a sentence begins, and what finds tokens."""
    words = {
        begun(word): begun(said) for word, said in pronunciation.words.items() if word.islower()
    } | pronunciation.words
    return words, _tokens(tuple(words))


def begun(text: str) -> str:
    """Return a text as a sentence begins."""
    return text[:1].upper() + text[1:]


@cache
def _tokens(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds each of some words, the longest first, else any other token."""
    listed = "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w|[.,/:]\d)|{_REST}")


def _said(token: str, words: dict[str, str], pronunciation: Pronunciation) -> str | None:
    """Return how one token is said, None where nobody knows."""
    if token in words:
        return words[token]
    if not re.match(r"\w", token):
        return token if token.startswith("{") or not _is_sign(token) else None
    if token.isdecimal() or _GROUPED.fullmatch(token):
        return _number(re.sub(r"\D", "", token), pronunciation)
    if date := _DATE.fullmatch(token):
        return _date(date, pronunciation)
    has_digits = any(map(str.isdecimal, token))
    if has_digits or token[1:] != token[1:].lower():
        return None
    is_spelt = _SPELLINGS.get(pronunciation.spelling)
    return token if is_spelt is None or is_spelt(token) else None


def _is_sign(char: str) -> bool:
    """Tell whether a character stands for a word: %, /, + do, a comma and a vowel sign do not."""
    return char in "%/&@#" or unicodedata.category(char)[0] == "S"


def _date(date: re.Match[str], pronunciation: Pronunciation) -> str | None:
    """Return a date as it is said; 1/2 may be a half, and is none."""
    day, month, year = (int(part or 0) for part in date.groups())
    is_sure = 1 <= day <= 31 and 1 <= month <= 12 and (year > 0 or day > 12)
    if not is_sure or not pronunciation.dates:
        return None
    parts = {"day": day, "month": month, "year": year}
    said = {name: _number(str(part), pronunciation) for name, part in parts.items()}
    form = pronunciation.dates[-1 if year else 0]
    return None if None in said.values() else form.format(**said)


def _number(figures: str, pronunciation: Pronunciation) -> str | None:
    if figures.startswith("0") and len(figures) > 1:
        return digit_by_digit(figures, pronunciation)
    said = _in_words(int(figures), pronunciation)
    for apart, together in pronunciation.joined.items() if said else ():
        said = re.sub(rf"(?<!\w){re.escape(apart)}(?!\w)", together, said or "")
    return said


def _in_words(value: int, pronunciation: Pronunciation) -> str | None:
    if value < 10:
        return pronunciation.digits[value]
    base = max((b for b in map(int, pronunciation.numbers) if b <= value), default=None)
    if base is None:
        return None
    zeros = len(str(base)) - 1
    times, rest = divmod(value, 10**zeros)
    forms = pronunciation.numbers[str(base)]
    lacking = zeros - len(str(rest)) if rest else 0
    form = forms[min(lacking, len(forms) - 1)]
    parts = {
        "times": _in_words(times, pronunciation),
        "rest": _in_words(rest, pronunciation) if rest else "",
    }
    return None if None in parts.values() else " ".join(form.format(**parts).split())


def _without_brackets(text: str) -> str:
    """Return a text in which what stood in brackets stands between pauses."""
    text = re.sub(r"\) ?\(| \(| – ", ", ", text)
    return re.sub(r"\)(?! \w)", "", text).replace(")", ",")
