"""The register of printed codes: append-only, each code bound to what it was issued for."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from gettext import gettext as _

from pydantic import ValidationError

from generator.model import Edition, ShortCode
from generator.problems import Problem

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXY"
"""29 characters: no I, L, O, U, no 0 or 1, no Z beside 2. A prime, so that the check
character finds every single wrong character and every exchange of two."""

HEADER = tuple(ShortCode.model_fields)


def check_character(body: str) -> str:
    """Return the character that completes a 5-character body (weighted sum modulo 29)."""
    total = sum(weight * ALPHABET.index(char) for weight, char in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def is_valid(code: str) -> bool:
    """Tell whether a code could have been issued: right length, characters and check."""
    return len(code) == 6 and set(code) <= set(ALPHABET) and check_character(code[:5]) == code[5]


def candidates(edition: str, unit: str, language: str) -> Iterator[str]:
    """Yield the codes that may stand for a place, edition and language, in order of preference.

    The code follows from its meaning, so a register whose meaning was edited betrays itself.
    """
    for attempt in range(100):
        meaning = "/".join((edition, unit, language, str(attempt)))
        number = int.from_bytes(hashlib.sha256(meaning.encode()).digest(), "big")
        body = ""
        for _position in range(5):
            number, digit = divmod(number, len(ALPHABET))
            body += ALPHABET[digit]
        yield body + check_character(body)


def issue(
    edition_id: str, edition: Edition, revision: str, on: date, issued: Sequence[ShortCode]
) -> Iterator[ShortCode]:
    """Yield a new code for each language of an edition that has none yet."""
    taken = {code.code for code in issued}
    served = {(code.edition, code.unit, code.language) for code in issued}
    for language in edition.languages:
        if (edition_id, edition.unit, language) in served:
            continue
        code = next(
            code for code in candidates(edition_id, edition.unit, language) if code not in taken
        )
        taken.add(code)
        yield ShortCode(
            code=code,
            edition=edition_id,
            unit=edition.unit,
            language=language,
            revision=revision,
            issued=on,
            quantity=None,
            status="active",
        )


def rows(codes: Iterable[ShortCode], header: bool) -> str:
    """Return register lines, ready to append."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if header:
        writer.writerow(HEADER)
    for code in codes:
        fields = code.model_dump(mode="json")
        writer.writerow("" if fields[name] is None else fields[name] for name in HEADER)
    return out.getvalue()


def read(text: str, file: str) -> tuple[list[ShortCode], list[Problem]]:
    """Read a register: the standing entry of each code, and what is wrong with the file.

    A later line for the same code changes its quantity or retires it; nothing else may change.
    """
    standing: dict[str, ShortCode] = {}
    problems: list[Problem] = []

    def report(line: int, message: str, remedy: str) -> None:
        problems.append(Problem(file, line, 1, message, remedy))

    restore = _("restore the line as it was issued; a printed code cannot be changed")
    if max(map(len, text.splitlines()), default=0) > 1000:
        report(1, _("a line is too long"), restore)
        return [], problems
    lines = csv.reader(io.StringIO(text, newline=""))
    if next(lines, None) != list(HEADER):
        remedy = _("save it with commas and UTF-8, best in a text editor: {header}")
        message = _("the first line is not the register's")
        report(1, message, remedy.format(header=",".join(HEADER)))
        return [], problems
    for cells in lines:
        line = lines.line_num
        if not any(cells):
            continue
        if len(cells) != len(HEADER):
            report(line, _("{n} cells, not {m}").format(n=len(cells), m=len(HEADER)), restore)
            continue
        fields: dict[str, str | None] = dict(zip(HEADER, cells, strict=True))
        fields["quantity"] = fields["quantity"] or None
        try:
            entry = ShortCode.model_validate(fields)
        except ValidationError as error:
            for part in error.errors():
                name = str(part["loc"][0])
                report(
                    line,
                    _('"{name}" cannot be "{value}"').format(name=name, value=fields[name]),
                    restore,
                )
            continue
        if not is_valid(entry.code):
            report(line, _("code {code} is mistyped").format(code=entry.code), restore)
            continue
        if entry.code not in candidates(entry.edition, entry.unit, entry.language):
            report(
                line,
                _("code {code} was not issued for {edition}, {unit}, {language}").format(
                    code=entry.code,
                    edition=entry.edition,
                    unit=entry.unit,
                    language=entry.language,
                ),
                restore,
            )
            continue
        earlier = standing.get(entry.code)
        if earlier:
            fixed = {"quantity", "status"}
            if earlier.model_dump(exclude=fixed) != entry.model_dump(exclude=fixed):
                report(
                    line,
                    _("code {code} was issued before, with another meaning").format(
                        code=entry.code
                    ),
                    restore,
                )
                continue
            if earlier.status == "retired" and entry.status == "active":
                report(
                    line,
                    _("code {code} was retired; it cannot come back").format(code=entry.code),
                    _("issue a new edition"),
                )
                continue
        standing[entry.code] = entry
    return list(standing.values()), problems
