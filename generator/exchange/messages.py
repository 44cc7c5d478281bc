"""One message about a bundle, as a thumb types it: what it says for sure, or what to ask."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from gettext import gettext as _
from itertools import islice, pairwise
from typing import NamedTuple

from generator.content.personal_data import INVISIBLE
from generator.distribution import labels, receipts
from generator.distribution.codes import ALPHABET, LENGTH
from generator.distribution.receipts import Fact, Kind
from generator.exchange import days
from generator.exchange.days import Ago, Said, Yearless
from generator.model.receipts import Label

SOURCE = "tin nhắn"
"""What a table of receipts says about where they come from: never who sent them."""


class Question(NamedTuple):
    """What cannot be taken without asking a person."""

    where: str
    label: str
    """Where it is sure."""
    kind: Kind | None
    said: str
    """The code and the figures as they were understood."""
    on: date | None
    why: str
    proposals: tuple[str, ...] = ()
    """Codes that may be meant."""
    typed: str = ""
    """The word, the code and the figures as they stand there: nothing else of a message."""


Reading = Fact | Question

_WORD = re.compile(
    r"(?<![A-Z0-9])(?:(?P<bn>B[ .]{0,2}N|BIEN NHAN|DA NHAN)|(?P<ky>K[ .]{0,2}Y(?: NHAN)?))"
)
_BARE = re.compile(rf"(?<![A-Z0-9])[{ALPHABET}]{{{LENGTH}}}(?![A-Z0-9])")
_LIKE_A_WORD = re.compile(r"[ .:]*[A-Z0-9]?[BNKY][A-Z0-9]{0,2}[ .:]")
"""How a message begins where the word itself is broken."""
_OURS = re.compile(f"{_WORD.pattern}|{_BARE.pattern}|^{_LIKE_A_WORD.pattern}")
_LIKE_A_CODE = re.compile(
    r"[ .:-]*(?=[A-Z]*[0-9])(?=[0-9]*[A-Z])[A-Z0-9]{4,8}[ .,:-]+[0-9]{1,4}\b"
)
_MARKS = re.compile("[\u0300-\u036f]+")
_SIGN = re.compile(r"[A-Z0-9]")
_FIGURES = re.compile(r"[0-9]+(?:[ .,-]+[0-9]+)*")
_SHOWN = re.compile(
    rf"(?<![A-Z0-9])[A-Z]{{0,2}}[0-9][A-Z0-9]*|(?<=[A-Z])[0-9]+|{receipts.SHORT}|/"
)
"""A figure, whatever letters have got into it."""
_DAY = re.compile(r"ngay |\d+ ?th")
"""By which a message says that a figure is a day, where its year is not there."""
_TIME = re.compile(r"(?<!\d)[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?: ?[AP]M\b)?")
_REACH = 60
"""Signs after the word within which codes are looked for."""
_BRIEF = 30
"""Signs of a message that is about nothing else."""


def plain(text: str) -> str:
    """Return a message in capitals without accents and without what takes no width."""
    if not text.isascii():
        text = INVISIBLE.sub("", text.replace("đ", "d").replace("Đ", "D"))
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return text.upper()


class Reader:
    """Reads messages about the bundles of one register."""

    def __init__(self, register: Mapping[str, Label], today: date, given: date | None) -> None:
        self._register = register
        self._standing = labels.standing(register.values())
        self._today, self._given = today, given
        self._first = min((line.issued for line in register.values()), default=today)

    def read(self, text: str, on: Said | None, where: str) -> Iterator[Reading]:
        """Yield what a message says about bundles: nothing where it is about anything else.

        `on` is the day it was sent; where nobody knows, a day in its own words is taken.
        """
        words = plain(text)
        if not _OURS.search(words):
            return
        small = words.lower()
        vague = [m for m in days.VAGUE.finditer(small) if _DAY.match(m[0])]
        if not isinstance(on, date):
            own = next(filter(None, map(days.of, days.FOUND.finditer(small))), None)
            on = own or on or next(map(days.vague, vague), None)
        for said in (*days.FOUND.finditer(small), *vague):
            small = small[: said.start()] + _blank(said) + small[said.end() :]
        words = _TIME.sub(_blank, small.upper())
        found = list(self._with_words(words, on, where))
        whole = _Segment(words, 0, 0, None, on, where, True)
        for reading in found or self._without_word(whole):
            if isinstance(reading, Question):
                label = self._register.get(reading.label)
                day = self._day(on, label)
                is_wrong = day and label and receipts.fault_of_day(label, day, self._today)
                yield reading._replace(on=None if is_wrong else day)
            else:
                yield reading

    def _day(self, on: Said | None, label: Label | None) -> date | None:
        first = label.issued if label else self._first
        return days.settled(on, first, self._today, self._given)

    def _with_words(self, words: str, on: Said | None, where: str) -> Iterator[Reading]:
        """Yield what stands behind each BN and KY."""
        marks = list(_WORD.finditer(words))
        end, before = 0, ""
        for index, mark in enumerate(marks):
            if mark.start() < end:  # it is part of a code
                continue
            bare = _BARE.match(words, mark.start())
            if bare and bare[0] in self._register:
                end = bare.end()
                at = mark.start()
                yield from self._without_word(_Segment(words, at, at, None, on, where, True))
                continue
            kind: Kind = "delivered" if mark["bn"] else "signed"
            limits = [m.start() for m in marks[index + 1 :]] + [len(words)]
            found = self._codes(words, mark.end(), limits[0])
            if not found and len(limits) > 1 and not _SIGN.search(words, mark.end(), limits[0]):
                next_end = marks[index + 1].end()
                if not self._codes(words, next_end, (*limits, len(words))[1]):
                    limits = limits[1:]  # a broken code that begins like a word
                    end = next_end
            end = max(end, found[-1].end if found else mark.end())
            limit = next(place for place in limits if place >= end)
            is_first = not _SIGN.search(words, 0, mark.start())
            of = (mark.start(), mark.end(), kind, on, where, is_first)
            segment = _Segment(words[:limit], *of)
            if not found:
                yield from self._unknown(segment)
            elif before not in ("", kind):
                for code in found:
                    yield segment.ask(code, code.text, _("both BN and KY stand before it"))
            else:
                yield from self._known(segment, found)
            before = "" if found else kind

    def _without_word(self, segment: "_Segment") -> Iterator[Question]:
        """Yield what to ask where a code stands, or was meant, and nothing says what about it."""
        is_found = False
        why = _("neither BN nor KY stands before the code")
        for lost in _BARE.finditer(segment.words, segment.start):
            after = segment.words[lost.end() :]
            label = self._register.get(lost[0])
            if label and (not lost[0].isdigit() or self._fits(label, after)):
                is_found = True
                code = _Code(lost[0], lost.start(), lost.end())
                yield segment.ask(code, f"{lost[0]} {_shown(after)}".strip(), why)
        if not is_found and _LIKE_A_WORD.match(segment.words):
            yield from self._unknown(segment)

    def _fits(self, label: Label, text: str, kind: Kind | None = None) -> bool:
        """Tell whether a count is that of a bundle."""
        kinds = (kind,) if kind else receipts.KINDS
        return any(counted(text, receipts.expected(label, kind)) for kind in kinds)

    def _codes(self, words: str, start: int, limit: int) -> list["_Code"]:
        """Return the codes of the register that begin before the next word, blanks or not."""
        signs = [m.start() for m in islice(_SIGN.finditer(words, start), _REACH)]
        compact = "".join(words[at] for at in signs)
        found: list[_Code] = []
        for at in range(len(compact) - LENGTH + 1):
            if signs[at] > limit:
                break
            text = compact[at : at + LENGTH]
            if text in self._register:
                found.append(_Code(text, signs[at], signs[at + LENGTH - 1] + 1))
        if any(b.start < a.end for a, b in pairwise(found)):
            alone = [code for code in found if _BARE.match(words, code.start)]
            return alone if len(alone) == 1 else found
        return found

    def _known(self, segment: "_Segment", found: Sequence["_Code"]) -> Iterator[Reading]:
        """Read what stands behind each code."""
        for index, code in enumerate(found):
            is_last = index == len(found) - 1
            after = segment.words[code.end : None if is_last else found[index + 1].start]
            if len(found) == 1 and not re.search("[0-9]", after):
                after = segment.words[segment.start : code.start]
            said = f"{code.text} {_shown(after)}".strip()
            if index and code.start < found[index - 1].end:
                yield segment.ask(code, said, _("two codes run into each other"))
            else:
                yield self._read(segment, code, after, said)

    def _read(self, segment: "_Segment", code: "_Code", figures: str, said: str) -> Reading:
        label, kind = self._register[code.text], segment.kind
        assert kind is not None
        if label.status == "retired":
            heir = self._standing.get(labels.of(label).key)
            if heir is None:
                return segment.ask(code, said, _("this label is over, and its bundle with it"))
            why = _("this label is over; its bundle has another: {code}").format(code=heir.code)
            return segment.ask(code, said, why, heir.code)
        wanted = receipts.expected(label, kind)
        number = counted(figures, wanted)
        if not wanted:
            return segment.ask(code, said, _("this bundle is for no household: nobody signs"))
        if number is None:
            why = _("the count is not the {n} of the register").format(n=wanted)
            alone = re.fullmatch("[^0-9]*([0-9]{1,7})[^0-9]*", figures)
            doubt = receipts.doubt_of_count(label, kind, int(alone[1])) if alone else ""
            return segment.ask(code, said, doubt or why)
        day = self._day(segment.on, label)
        if day is None:
            return segment.ask(code, said, _without_day(segment.on, label))
        fault = receipts.fault_of_day(label, day, self._today)
        if fault:
            return segment.ask(code, said, fault)
        return Fact(label.code, kind, number, day, SOURCE, segment.where)

    def _unknown(self, segment: "_Segment") -> Iterator[Question]:
        """Yield what to ask where no code of ours stands, if one was meant."""
        text = segment.words[segment.start :]
        signs = [m.start() for m in islice(_SIGN.finditer(text), _REACH)]
        if not re.search("[0-9]", text):
            return
        is_brief = segment.is_first and len(signs) <= _BRIEF
        near = self._near(text, signs[: LENGTH + 5], 5 if is_brief else 2)
        fitting = [
            (code, end)
            for code, end in near
            if self._fits(self._register[code], text[end:], segment.kind)
        ]
        chosen = dict((fitting or near)[:3])
        is_meant = is_brief and segment.kind and (near or _LIKE_A_CODE.match(text))
        if not fitting and not is_meant:
            return
        end = next(iter(chosen.values()), signs[min(LENGTH, len(signs)) - 1] + 1)
        whole = re.compile("[A-Z0-9]*").match(text, end)
        end = whole.end() if whole else end
        typed = re.sub("[^A-Z0-9]", "", text[:end])
        why = _("no label has this code")
        if chosen:
            codes = ", ".join(chosen)
            why = _("no label has this code; is it {codes}?").format(codes=codes)
        said = f"{typed} {_shown(text[end:])}".strip()
        code = _Code("", segment.start, segment.start + end)
        yield segment.ask(code, said, why, *chosen)

    def _near(self, text: str, signs: Sequence[int], starts: int) -> list[tuple[str, int]]:
        """Return codes that one slip can have turned into what was typed, and where that ends."""
        compact = "".join(text[at] for at in signs)
        found: dict[tuple[str, int], None] = {}
        for length in (LENGTH, LENGTH - 1, LENGTH + 1):
            for start in range(min(starts, len(compact) - length + 1)):
                typed = compact[start : start + length]
                for code in self._slips(typed):
                    found[code, signs[start + length - 1] + 1] = None
        return list(found)

    def near(self, typed: str) -> list[str]:
        """Return codes that one slip can have turned into what was typed as a code."""
        is_length = abs(len(typed) - LENGTH) <= 1
        return list(dict.fromkeys(self._slips(typed)))[:3] if is_length else []

    def _slips(self, typed: str) -> Iterator[str]:
        """Yield codes that differ from what was typed by one sign changed, lost or put in, or by
        two exchanged.
        """
        shorter = [typed[:at] + typed[at + 1 :] for at in range(len(typed))]
        if len(typed) > LENGTH:
            yield from (code for code in shorter if code in self._register)
        elif len(typed) < LENGTH:
            yield from self._shortened.get(typed, ())
        else:
            near = dict.fromkeys(c for part in shorter for c in self._shortened.get(part, ()))
            yield from (code for code in near if _is_slip(typed, code))

    @cached_property
    def _shortened(self) -> dict[str, list[str]]:
        """Codes by what is left of them without one sign."""
        found: dict[str, list[str]] = {}
        for code in self._register:
            for at in range(LENGTH):
                found.setdefault(code[:at] + code[at + 1 :], []).append(code)
        return found


class _Code(NamedTuple):
    text: str
    """Empty where it is none of ours."""
    start: int
    end: int


class _Segment(NamedTuple):
    """Words of a message that belong to one of the two words, with what is known of them."""

    words: str
    """Up to where they end."""
    origin: int
    """Where the word begins."""
    start: int
    """Where what follows it begins."""
    kind: Kind | None
    on: Said | None
    where: str
    is_first: bool
    """Whether the message begins with it."""

    def ask(self, code: _Code, said: str, why: str, *proposals: str) -> Question:
        typed = self._typed(code)
        return Question(self.where, code.text, self.kind, said, None, why, proposals, typed)

    def _typed(self, code: _Code) -> str:
        """Return what stands there of the word, the code and the figures."""
        rest = re.compile("[A-Z0-9]*").sub("", self.words[code.end :], 1)
        begun = self.words[code.start : len(self.words) - len(rest)]
        before = _LIKE_A_WORD.match(self.words)
        word = self.words[self.origin : self.start]
        if self.kind is None and before and before.end() <= code.start:
            word = before[0]
        between = _shown(self.words[self.start : code.start]) if self.kind else ""
        return " ".join(f"{word} {between} {begun} {_shown(rest)}".split())


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _is_slip(typed: str, code: str) -> bool:
    wrong = [at for at in range(LENGTH) if typed[at] != code[at]]
    if len(wrong) != 2:
        return len(wrong) < 2
    first, second = wrong
    return second == first + 1 and typed[first] + typed[second] == code[second] + code[first]


def _without_day(said: Said | None, label: Label) -> str:
    """Return why it is not sure which day is meant."""
    if isinstance(said, Yearless):
        text = _(
            "it is not clear of which year {day} is (the label was issued on {issued}): write it"
            " with its year, such as 26/11/2026, or add --on"
        )
        return text.format(day=said, issued=label.issued)
    if isinstance(said, Ago):
        return _("“today” or “yesterday” as seen when? Add --on and the day it was copied")
    return _("no day stands with it: write it with its year, such as 26/11/2026, or add --on")


def counted(text: str, wanted: int) -> int | None:
    """Return the count that stands in words, if it is sure: the one of the bundle, or one that
    with what is missing makes it. So one wrong figure shows by itself.
    """
    parts = [(m, re.sub("[^0-9]", "", m[0])) for m in _FIGURES.finditer(text)]
    if not parts or any(len(digits) > 7 for _match, digits in parts):
        return None
    if any(text[match.start() - 1 : match.start()].isalpha() for match, _digits in parts):
        return None  # a letter in the place of a figure
    number = int(parts[0][1])
    if len(parts) == 1:
        return number if number == wanted > 0 and receipts.SHORT not in text else None
    between = text[parts[0][0].end() : parts[1][0].start()]
    is_short = len(parts) == 2 and len(re.findall("[A-Z]", between)) > 1 and "/" not in between
    missing = int(parts[1][1])
    return number if is_short and number + missing == wanted > 0 else None


def _shown(text: str) -> str:
    """Return the figures of a text, and no words but the one for what is missing."""
    return " ".join(part[:7] for part in _SHOWN.findall(text)[:5])
