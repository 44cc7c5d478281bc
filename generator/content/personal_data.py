"""Numbers and names that belong to somebody, in however a person types them."""

# ruff: noqa: E501  (a pattern is read on one line)

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from generator.content import located_yaml
from generator.messages import later


class Find(NamedTuple):
    """Something that belongs to somebody, in a folded text."""

    kind: str
    text: str


CALLED = {"phone", "hotline", "foreign", "short"}
"""Kinds of numbers to call: one that may be called has its home in contacts.yml."""
NAMES = {
    "cccd": later("identity number"),
    "cmnd": later("identity number"),
    "account": later("account number"),
    "card": later("card number"),
    "email": later("e-mail address"),
    "plate": later("number plate"),
    "name": later("name of a person"),
}
"""What the other kinds are called; an address of the web has a sentence of its own."""

INVISIBLE = re.compile(
    "[\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)
"""Soft hyphen and marks without width."""
_TEXTS = 40_000
"""Texts that are remembered."""


@lru_cache(_TEXTS)
def folded(text: str) -> str:
    """Return a text as it is read: NFKC, digits of any script as 0 to 9, one kind of dash, without
    emphasis and what is invisible.
    """
    plain = unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).replace("*", "")
    plain = re.sub("[\u2010-\u2015\u2212\u2043]", "-", plain)
    return re.sub(r"\d", lambda digit: str(unicodedata.decimal(digit[0])), plain)


def finds(text: str, known: Collection[str], strict: bool = False) -> tuple[Find, ...]:
    """Return what belongs to somebody in a folded text; `known` are short numbers anybody may
    call. What has been looked at is remembered: who edits one text asks about all.

    A story about somebody is judged strictly: a first name alone, or a name in capitals, is found
    too, which elsewhere would be false alarms.
    """
    return _finds(text, frozenset(known), strict)


@lru_cache(_TEXTS)
def _finds(text: str, known: frozenset[str], strict: bool) -> tuple[Find, ...]:
    return tuple(_found(text, known, strict))


def _found(text: str, known: frozenset[str], strict: bool) -> Iterator[Find]:
    patterns = _patterns()
    rest = text
    if any(map(str.isdigit, text)):
        for kind, pattern in patterns.numbers:
            if kind == AMOUNTS:
                rest = pattern.sub(lambda match: re.sub(r"\d", "x", match[0]), rest)
                continue
            for match in pattern.finditer(rest):
                number = match["number"]
                if _is(kind, re.sub(r"\D", "", number), known):
                    yield Find(kind, number.strip())
                    rest = rest.replace(number, " " * len(number), 1)
    if re.search(r"[@.:(\[]|chấm|dot", text):
        for kind, pattern in patterns.addresses:
            for match in pattern.finditer(rest):
                yield Find(kind, match[0].strip())
                rest = rest.replace(match[0], " " * len(match[0]), 1)
    for pattern in (*patterns.names, *(patterns.strict if strict else ())):
        for match in pattern.finditer(text):
            if not _is_place(text, match.start("name"), match["name"]):
                yield Find("name", match["name"].rstrip("."))
                text = text.replace(match["name"], " " * len(match["name"]))


def _is(kind: str, digits: str, known: Collection[str]) -> bool:
    if kind == "cccd":
        return digits[:3] in _words()["provinces"] and digits[3] in "0123"
    if kind == "card":
        return _luhn(digits)
    if kind == "short":
        return digits not in known and digits not in ("1800", "1900")
    return True


def _luhn(digits: str) -> bool:
    doubled = [int(d) * 2 for d in digits[-2::-2]]
    return (sum(map(int, digits[-1::-2])) + sum(n - 9 if n > 9 else n for n in doubled)) % 10 == 0


def _is_place(text: str, start: int, name: str) -> bool:
    before = text[:start].rstrip().lower()
    words = _words()
    return before.endswith(tuple(words["not_before_a_name"])) or any(
        name.startswith(place) for place in words["no_names"]
    )


# -- patterns ------------------------------------------------------------------------------------


AMOUNTS = "amounts"
"""Laws, dates, times and sums: what follows in the list does not look into them."""


class _Patterns(NamedTuple):
    numbers: tuple[tuple[str, re.Pattern[str]], ...]
    addresses: tuple[tuple[str, re.Pattern[str]], ...]
    names: tuple[re.Pattern[str], ...]
    strict: tuple[re.Pattern[str], ...]


@cache
def _words() -> dict[str, list[str]]:
    data = located_yaml.read(
        Path(__file__).with_name("vietnam.yml").read_bytes(), "vietnam.yml"
    ).data
    assert isinstance(data, dict)
    return {
        name: [str(v) for v in values]
        for name, values in data.items()
        if isinstance(values, list)
    }


def _any(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_words()[name], key=len, reverse=True))


@cache
def _patterns() -> _Patterns:
    gap = r"[\s.\-_,/:·•()|'’\[\]]{0,3}"
    digit = rf"(?:{gap}\d)"
    tight = r"(?:[ .\-]?\d)"
    end = r"(?!\d)"
    start = r"(?<![\d])"
    national = rf"(?:[35789]{digit}{{8}}|2{digit}{{9}})"
    country = rf"(?:[+(]{{0,2}}(?:00)?[+ ]?84[)]?|[(]?084[)]?){gap}(?:[(]?0[)]?{gap})?"
    amounts = (
        r"\b\d+/(?:\d{4}/)?[A-ZĐ][\w\-]*"  # documents: 116/2025/QH15, 129/KH-UBND
        r"|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|\b\d{1,2}/\d{4}\b|\b\d{4}-(?:0[1-9]|1[0-2])-[0-3]\d\b"
        r"|\b\d{1,2}:\d{2}\b|\b24/\d+\b"
        r"|(?<![\d.+)])(?<!\) )[1-9]\d{0,2}(?:\.\d{3})+(?![\d.]\d)(?:,\d+)?"
        rf"|(?<![\d.+])[1-9][\d.,]*(?:\s?[-–]\s?[\d.,]+)?\s?(?:{_any('units')})(?!\w)"
    )
    numbers = (
        ("cmnd", rf"(?:{_any('identity_words')})\b[^\d\n]{{0,20}}(?P<number>\d{digit}{{8}}){end}"),
        (AMOUNTS, amounts),
        ("account", rf"(?:{_any('account_words')}|{_any('banks')})\b[^\d\n]{{0,30}}?(?P<number>{start}\d{tight}{{5,18}}){end}"),
        ("account", rf"(?P<number>{start}\d{tight}{{5,18}}){end}[^\d\n]{{0,30}}?\b(?:{_any('account_words')}|(?-i:{_any('banks')}))\b"),
        ("card", rf"(?P<number>{start}[34569]{tight}{{12,18}}){end}"),
        ("phone", rf"(?P<number>{start}{country}{national}){end}"),
        ("foreign", rf"(?P<number>(?:\+|{start}00){gap}(?!84)[1-9]{digit}{{6,13}}){end}"),
        ("cccd", rf"(?P<number>{start}0{digit}{{11}}){end}"),
        ("phone", rf"(?P<number>(?<![\d]){gap.replace('{0,3}', '{0,1}')}[(]?0{gap}{national}){end}"),
        ("hotline", rf"(?P<number>{start}1{gap}[89]{gap}0{gap}0{digit}{{4,6}}){end}"),
        ("cmnd", r"(?P<number>(?<![\w.,])[0-3]\d{8})(?![\w])"),
        ("plate", r"(?P<number>(?<![\w/])[1-9]\d\s?-?\s?(?-i:[A-ZĐ]{1,2}\d?)\s?[-.]?\s?(?:\d{3}\.\d{2}|\d{4,5}))(?![\w])"),
        ("short", rf"\b(?:{_any('calling')})\b(?:\s(?:đến|tới|số|cho|vào|tin|về|the|to|it|number|tổng đài|máy)){{0,3}}:?\s(?P<number>\d(?:[ .]?\d){{2,5}})(?![\w.,]*\d)(?!\s?(?:{_any('units')})(?!\w))"),
    )  # fmt: skip
    label = r"[a-z0-9][a-z0-9-]*"
    dot = r"(?:\s?[\[(]?\.[\])]?\s?(?=(?-i:[a-z]))|\.|\s?[\[(](?:dot|chấm)[\])]\s?|\s(?:dot|chấm)\s)"
    host = rf"{label}(?:{dot}{label})*{dot}(?:{_any('endings')})\b"
    addresses = (
        ("email", rf"[\w.+\-]+\s?(?:@|[\[(](?:at|a còng)[\])])\s?{label}(?:{dot}{label})+"),
        ("domain", rf"(?:https?://|hxxps?://|www\.|data:[a-z]+/)\S*|(?<![\w@.]){host}(?:/\S*)?"),
    )
    upper = "[" + "".join(filter(str.isupper, map(chr, range(0x41, 0x1EFA)))) + "]"
    capital = rf"{upper}\w*"
    surname = f"(?:{_any('surnames')})"
    names = (
        re.compile(rf"(?i:\b(?:{_any('titles')}))[:\s]+(?P<name>{surname}\b(?:\s(?:{capital}|[A-ZĐ]\.?)){{1,3}}\.?)"),
        re.compile(rf"(?<![\w])(?P<name>{surname}\s(?:Văn|Thị|Đức|Hữu|Xuân|Thu|Minh|Quang|Ngọc|Thanh|Duy|Khắc|Đình|Bá|Công|Huy|Mạnh|A)\s{capital})"),
    )  # fmt: skip
    bare = "".join(
        c for c in unicodedata.normalize("NFD", _any("surnames")) if not unicodedata.combining(c)
    )
    bare = bare.replace("Đ", "D").replace("đ", "d")
    strict = (
        re.compile(rf"(?i:\b(?:{_any('titles')}))\s(?P<name>{capital}(?:\s{capital}){{0,3}})"),
        re.compile(
            rf"(?<!\w)(?P<name>(?:{bare.upper()}|{_any('surnames').upper()})(?:\s{upper}+){{1,3}})(?!\w)"
        ),
        re.compile(
            rf"(?<!\w)(?P<name>(?:{bare})\s(?:Van|Thi|Duc|Huu|Xuan|Minh|Quang|Ngoc|Thanh|Duy|Dinh)\s[A-Z]\w*)"
        ),
    )
    return _Patterns(
        tuple((kind, re.compile(text, re.IGNORECASE)) for kind, text in numbers),
        tuple((kind, re.compile(text, re.IGNORECASE)) for kind, text in addresses),
        names,
        strict,
    )
