"""The codes on bundles: a register of its own, which only grows and follows the plan."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from gettext import gettext as _
from typing import NamedTuple

from generator.distribution import codes
from generator.distribution.codes import Fault
from generator.model.receipts import Label
from generator.model.trust import digest

HEADER = tuple(Label.model_fields)

RECEIVED, SIGNED = "BN", "KY"
"""What a message begins with that says how many leaflets of a bundle arrived, and how many
households signed; its code comes next, then the number."""

Key = tuple[str, str, str, int]
"""Edition, place, language, and which bundle."""


class Bundle(NamedTuple):
    """Leaflets that travel together, as a plan has them."""

    edition: str
    place: str
    language: str
    number: int
    """Of its place, edition and language, from 1."""
    copies: int
    households: int
    """That they are for."""

    @property
    def key(self) -> Key:
        return self.edition, self.place, self.language, self.number


def candidates(bundle: Bundle) -> Iterator[str]:
    """Yield the codes that may stand for a bundle: what is in it belongs to what they mean."""
    place = f"{bundle.place}/{bundle.number}/{bundle.copies}/{bundle.households}"
    return codes.candidates(f"label/{bundle.edition}", place, bundle.language)


def of(label: Label) -> Bundle:
    """Return the bundle that a label stands for."""
    place = (label.edition, label.place, label.language)
    return Bundle(*place, label.bundle, label.copies, label.households)


def standing(register: Iterable[Label]) -> dict[Key, Label]:
    """Return the label of each bundle that has one which holds."""
    latest = {line.code: line for line in register}
    return {of(line).key: line for line in latest.values() if line.status == "active"}


def issue(
    edition: str,
    bundles: Iterable[Bundle],
    on: date,
    register: Sequence[Label],
    taken: Iterable[str] = (),
) -> list[Label]:
    """Return the lines that make a register follow the plan of an edition: labels of bundles that
    it does not have any more are retired, new bundles get one each.

    `taken` are codes that mean something else, such as those on leaflets.
    """
    held = {key: line for key, line in standing(register).items() if key[0] == edition}
    wanted = {bundle.key: bundle for bundle in bundles}
    used = {*taken, *(line.code for line in register)}
    check = register[-1].check if register else ""
    new: list[Label] = []

    def add(line: Label) -> None:
        nonlocal check
        check = running_check(check, line)
        new.append(line.model_copy(update={"check": check}))

    for key, line in held.items():
        if wanted.get(key) != of(line):
            add(line.model_copy(update={"status": "retired"}))
    for key, bundle in wanted.items():
        before = held.get(key)
        if before is not None and of(before) == bundle:
            continue
        code = next(code for code in candidates(bundle) if code not in used)
        used.add(code)
        add(
            Label.model_construct(
                code=code,
                edition=bundle.edition,
                place=bundle.place,
                language=bundle.language,
                bundle=bundle.number,
                copies=bundle.copies,
                households=bundle.households,
                issued=on,
                status="active",
                check="",
            )
        )
    return new


def running_check(before: str, line: Label) -> str:
    """Return the check of a line, given the check of the line before it (empty for the first)."""
    return digest(before, *_cells(line)[:-1])


def _cells(line: Label) -> list[str]:
    return [str(value) for value in line.model_dump(mode="json").values()]


def rows(lines: Iterable[Label], header: bool) -> str:
    """Return register lines, ready to append."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if header:
        writer.writerow(HEADER)
    writer.writerows(_cells(line) for line in lines)
    return out.getvalue()


def faults(register: Sequence[Label]) -> Iterator[Fault]:
    """Yield what no line of the register may say, given all of its lines in order."""
    restore = codes.restore()
    known: dict[str, Label] = {}
    check = ""
    for index, line in enumerate(register):
        wanted, check = running_check(check, line), line.check
        before = known.get(line.code)
        if line.code not in candidates(of(line)):
            message = _("code {code} was not issued for this bundle").format(code=line.code)
            yield Fault(index, "code", message, restore)
        elif before and (before.status, line.status) != ("active", "retired"):
            message = _("code {code} stands here twice").format(code=line.code)
            yield Fault(index, "code", message, restore)
        elif line.check != wanted:
            yield Fault(index, "check", *codes.broken())
        known[line.code] = line
