"""The codes on paper: how they are made, and what a register of them may say."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from gettext import gettext as _
from itertools import product
from typing import NamedTuple

from generator.model.printing import Edition, ShortCode
from generator.model.trust import digest

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXY"
"""29 characters: no I, L, O, U, no 0 or 1, no Z beside 2. A prime, so that the check
character finds every single wrong character and every exchange of two."""

LENGTH = 6
"""Characters of a code, the last of them the check."""

HEADER = tuple(ShortCode.model_fields)


def check_character(body: str) -> str:
    """Return the character that completes a 5-character body (weighted sum modulo 29)."""
    total = sum(weight * ALPHABET.index(char) for weight, char in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def is_valid(code: str) -> bool:
    """Tell whether a code could have been issued: right length, characters and check."""
    return (
        len(code) == LENGTH
        and set(code) <= set(ALPHABET)
        and check_character(code[:-1]) == code[-1]
    )


def candidates(edition: str, unit: str, language: str) -> Iterator[str]:
    """Yield the codes that may stand for a place, edition and language, in order of preference.

    The code follows from its meaning, so a register whose meaning was edited betrays itself,
    and one that is lost is issued again as it was.
    """
    for attempt in range(100):
        meaning = "/".join((edition, unit, language, str(attempt)))
        number = int.from_bytes(hashlib.sha256(meaning.encode()).digest(), "big")
        body = ""
        for _position in range(5):
            number, place = divmod(number, len(ALPHABET))
            body += ALPHABET[place]
        yield body + check_character(body)


def issue(
    name: str,
    edition: Edition,
    places: Iterable[str],
    revisions: dict[str, str],
    on: date,
    issued: Sequence[ShortCode],
) -> list[ShortCode]:
    """Return a new line for each place and language of an edition that has no code yet.

    `places` are those the edition is printed for; `revisions` are the fingerprints of what is
    printed, by language; `issued` is the register.
    """
    taken = {line.code for line in issued}
    served = {(line.edition, line.unit, line.language) for line in issued}
    check = issued[-1].check if issued else ""
    new: list[ShortCode] = []
    for unit, language in product(places, edition.languages):
        if (name, unit, language) in served:
            continue
        code = next(c for c in candidates(name, unit, language) if c not in taken)
        taken.add(code)
        served.add((name, unit, language))
        line = ShortCode.model_construct(
            code=code,
            edition=name,
            unit=unit,
            language=language,
            revision=revisions[language],
            frozen=edition.frozen,
            issued=on,
            quantity=None,
            status="active",
            retired=None,
            check="",
        )
        check = running_check(check, line)
        new.append(line.model_copy(update={"check": check}))
    return new


def running_check(before: str, line: ShortCode) -> str:
    """Return the check of a line, given the check of the line before it (empty for the first)."""
    said = cells(line)
    del said["check"]
    if not said["retired"]:  # a column that older lines, whose checks stand, do not have
        del said["retired"]
    return digest(before, *said.values())


class NotRetired(NamedTuple):
    """A code that cannot be retired, and why."""

    code: str
    why: str


def retire(
    wanted: Iterable[str], on: date, issued: Sequence[ShortCode]
) -> tuple[list[ShortCode], list[NotRetired]]:
    """Return a line for each code that retires it, and the codes for which there can be none."""
    now = {line.code: line for line in standing(issued)}
    check = issued[-1].check if issued else ""
    new: list[ShortCode] = []
    wrong: list[NotRetired] = []
    for code in dict.fromkeys(wanted):
        if not is_valid(code):
            wrong.append(NotRetired(code, _("it is mistyped: look at the paper again")))
        elif code not in now:
            wrong.append(NotRetired(code, _("nobody issued it")))
        elif now[code].status == "retired":
            wrong.append(NotRetired(code, _("it is retired already")))
        else:
            line = now[code].model_copy(update={"status": "retired", "retired": on})
            check = running_check(check, line)
            new.append(line.model_copy(update={"check": check}))
    return new, wrong


def ended(new: Iterable[ShortCode], issued: Sequence[ShortCode]) -> list[tuple[str, str]]:
    """Return the editions and languages that have no code which holds once some are retired."""
    before = {(c.edition, c.language) for c in standing(issued) if c.status == "active"}
    after = standing([*issued, *new])
    return sorted(before - {(c.edition, c.language) for c in after if c.status == "active"})


def cells(line: ShortCode) -> dict[str, str]:
    """Return a line as it stands in the register, by column."""
    fields = line.model_dump(mode="json")
    return {name: "" if fields[name] is None else str(fields[name]) for name in HEADER}


def rows(lines: Iterable[ShortCode], header: bool) -> str:
    """Return register lines, ready to append."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if header:
        writer.writerow(HEADER)
    writer.writerows(cells(line).values() for line in lines)
    return out.getvalue()


class Fault(NamedTuple):
    """What is wrong with one line of a register."""

    line: int
    """Which of those given, from 0."""
    column: str
    message: str
    remedy: str


def faults(lines: Sequence[ShortCode]) -> Iterator[Fault]:
    """Yield what no line of a register may say, given all of its lines in order."""
    first: dict[str, ShortCode] = {}
    latest: dict[str, ShortCode] = {}
    check = ""
    for index, line in enumerate(lines):
        meaning = (line.edition, line.unit, line.language)
        wanted = running_check(check, line)
        check = line.check
        if not is_valid(line.code):
            yield Fault(
                index, "code", _("code {code} is mistyped").format(code=line.code), restore()
            )
        elif line.code not in candidates(*meaning):
            message = _("code {code} was not issued for {edition}, {unit}, {language}")
            message = message.format(
                code=line.code, edition=line.edition, unit=line.unit, language=line.language
            )
            yield Fault(index, "code", message, restore())
        elif line.code in first and _meaning(first[line.code]) != _meaning(line):
            message = _("code {code} was issued before, with another meaning")
            yield Fault(index, "code", message.format(code=line.code), restore())
        elif _came_back(latest.get(line.code), line):
            message = _("code {code} was retired; it cannot come back").format(code=line.code)
            yield Fault(index, "status", message, _("issue a new edition"))
        elif _is_odd_day(latest.get(line.code), line):
            message = _("the day code {code} was retired on cannot be right")
            remedy = _("it is empty while a code holds, not before its issue, and stays")
            yield Fault(index, "retired", message.format(code=line.code), remedy)
        elif line.check != wanted:
            message, remedy = broken()
            if index == len(lines) - 1 and line.code in first:
                remedy = _("once you have added it as it should be, its check is {check}")
            yield Fault(index, "check", message, remedy.format(check=wanted))
        first.setdefault(line.code, line)
        latest[line.code] = line


def restore() -> str:
    """Return what to do about a line that was changed."""
    return _("restore the line as it was issued; a printed code cannot be changed")


def broken() -> tuple[str, str]:
    """Return that a line does not follow the one before, and what to do."""
    return (
        _(
            "this line does not follow the one before: one of the two was changed, or"
            " lines between them are lost"
        ),
        _(
            "restore the file, best with: git checkout; after a merge keep one side and"
            " issue again, which gives the same codes"
        ),
    )


def _meaning(line: ShortCode) -> tuple[str, ...]:
    """Return what a later line for the same code may not change."""
    fields = (line.edition, line.unit, line.language, line.revision, line.frozen)
    return (*fields, line.issued.isoformat())


def _came_back(before: ShortCode | None, line: ShortCode) -> bool:
    return before is not None and before.status == "retired" and line.status == "active"


def _is_odd_day(before: ShortCode | None, line: ShortCode) -> bool:
    """Tell whether a code has a day of retirement that it cannot have, or that has changed."""
    if line.retired and (line.status == "active" or line.retired < line.issued):
        return True
    return before is not None and before.status == "retired" and before.retired != line.retired


def standing(lines: Iterable[ShortCode]) -> tuple[ShortCode, ...]:
    """Return the last line of every code: a later line changes its quantity or retires it."""
    return tuple({line.code: line for line in lines}.values())
