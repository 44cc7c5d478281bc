"""Which commune a row means: its code and its name must agree; a likely name is only proposed."""

from collections.abc import Mapping
from gettext import gettext as _
from typing import NamedTuple

from generator.exchange.wording import folded
from generator.model.places import Unit
from generator.problems import nearest

KINDS = ("dac khu", "phuong", "xa")


class Match(NamedTuple):
    """A commune that was found, or why none was."""

    code: str = ""
    repair: str = ""
    fault: str = ""
    remedy: str = ""


class Communes:
    """The communes of the table, by code and by every way to write their names."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        self._units = units
        self._names: dict[str, list[str]] = {}
        self._matches: dict[tuple[str, str], Match] = {}
        for unit in units.values():
            full = folded(unit.name)
            for name in {full, bare(full)}:
                self._names.setdefault(name, []).append(unit.code)

    def _meant(self, name: str, text: str) -> list[str]:
        """Return the communes of a folded name; where accents decide, those of the text."""
        found = self._names.get(name, [])
        exact = [code for code in found if _same(self._units[code].name, text)]
        return exact or found

    def official(self, text: str) -> str:
        """Return the code of the commune whose full name this is; empty for none."""
        name = folded(text).strip(" :.-")
        found = self._meant(name, text) if name.startswith(KINDS) else []
        return found[0] if len(found) == 1 else ""

    def within(self, text: str) -> str:
        """Return the one commune whose full name stands in a title; the longest, if any."""
        words = f" {' '.join(''.join(c if c.isalnum() else ' ' for c in folded(text)).split())} "
        found = [name for name in self._names if name.startswith(KINDS) and f" {name} " in words]
        outer = [n for n in found if not any(n != m and f" {n} " in f" {m} " for m in found)]
        return self._names[outer[0]][0] if len(outer) == 1 else ""

    def match(self, code: str, text: str) -> Match:
        """Return the commune of a code and a name, either of which may be empty."""
        known = self._matches.get((code, text))
        if known is None:
            known = self._matches[code, text] = self._match(code, text)
        return known

    def _match(self, code: str, text: str) -> Match:
        name = " ".join(folded(text).replace(".", ". ").split())
        for short, kind in (("p. ", "phuong "), ("x. ", "xa "), ("tt. ", "thi tran ")):
            name = name.replace(short, kind, 1) if name.startswith(short) else name
        found = self._meant(name, text)
        if not name:
            return Match(
                fault=_("a code alone does not tell the commune surely: its name is missing"),
                remedy=_("add a column with the names of the communes"),
            )
        if not found:
            return self._unknown(text, name)
        if not code:
            return self._of_name(found, text)
        full = code.zfill(5) if code.isascii() and code.isdigit() else code
        if full in found:
            repair = _("a 0 was put before codes") if full != code else ""
            return Match(full, repair)
        known = self._units.get(full)
        message = _("code {code} is not that of {name}").format(code=code, name=text)
        if known:
            message = _("code {code} is {other}, but the name says {name}").format(
                code=code, other=known.name, name=text
            )
        right = " / ".join(f"{key} {self._units[key].name}" for key in found)
        return Match(
            fault=message, remedy=_("one of the two is wrong; {right}?").format(right=right)
        )

    def _of_name(self, found: list[str], text: str) -> Match:
        if len(found) > 1:
            names = ", ".join(self._units[key].name for key in found)
            return Match(
                fault=_("“{text}” may be several communes: {names}").format(
                    text=text, names=names
                ),
                remedy=_("write the full name, with its kind in front"),
            )
        is_same = _same(self._units[found[0]].name, text)
        repair = "" if is_same else _("a commune was written as the table has it")
        return Match(found[0], repair)

    def _unknown(self, text: str, name: str) -> Match:
        other = self._names.get(bare(name), [])
        close = nearest(name, self._names) if not other else None
        keys = other or (self._names[close] if close else [])
        names = " / ".join(f"{key} {self._units[key].name}" for key in keys)
        remedy = _("do you mean {names}? Correct the name in the file").format(names=names)
        return Match(
            fault=_("“{text}” is no commune of the table").format(text=text[:60]),
            remedy=remedy if names else _("write the official name; the table is units.csv"),
        )


def _same(official: str, text: str) -> bool:
    """Tell whether a text is a name to the accent, with its kind or without."""
    full = official.casefold()
    written = " ".join(text.casefold().split()).strip(" :.-")
    return written in (full, *(full.removeprefix(f"{k} ") for k in ("xã", "phường", "đặc khu")))


def bare(name: str) -> str:
    """Return a folded name without its kind."""
    for kind in KINDS:
        name = name.removeprefix(f"{kind} ")
    return name
