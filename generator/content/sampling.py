"""A sample of households, drawn and written down before anybody goes to see."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from gettext import gettext as _
from pathlib import Path

from generator.alone import alone
from generator.content import layout, rows, writing
from generator.content.tree import Tree, read_tree
from generator.distribution import sampling
from generator.distribution.homes import homes
from generator.model.places import PROVINCE, Unit
from generator.model.receipts import Sampled
from generator.problems import ContentError, Problem, nearest

FILE = layout.of(Sampled).path()
MOST = 10
"""Communes that a sample can be drawn within; else it is of the whole province."""


def draw(root: Path, name: str, units: Sequence[str], today: date) -> tuple[Tree, list[Sampled]]:
    """Draw a sample of some communes, or of all; return it with the tree as it was before.

    One that was drawn already is only returned. Raises ContentError, or TooFewError; nothing is
    written then.
    """
    if not root.is_dir():
        raise ContentError(read_tree(root, today).problems, str(root))
    with alone(root):
        tree = read_tree(root, today)
        if tree.problems:
            raise ContentError(tree.problems, str(root))
        unknown = sorted(set(units) - set(tree.of(Unit)))
        if unknown:
            text = _("there is no commune {name}").format(name=", ".join(unknown))
            near = sorted(filter(None, (_near(name, tree.of(Unit)) for name in unknown)))
            remedy = _("is it {codes}?").format(codes=", ".join(near)) if near else ""
            _refuse(root, layout.of(Unit).path(), text, remedy)
        if len(set(units)) > MOST:
            _refuse(root, FILE, _("name {n} communes at most, or none for all").format(n=MOST))
        within = "-".join(sorted(set(units))) or PROVINCE
        known = [row for row in tree.of(Sampled).values() if row.sample == name]
        if known:
            if {row.within for row in known} != {within}:
                text = _("sample {name} was drawn within {within}; take another name")
                _refuse(root, FILE, text.format(name=name, within=known[0].within))
            return tree, known
        lists = (one for one in homes(tree.tables) if within == PROVINCE or one.unit.key in units)
        drawn = sampling.draw(name, within, lists)
        file = root / FILE
        wrong = rows.read(_csv(drawn, header=True).encode(), FILE, Sampled).problems
        if wrong:
            raise ContentError(wrong[:1], str(root))
        writing.append(file, _csv(drawn, header=not file.exists()))
        return tree, drawn


def _near(typed: str, units: Mapping[str, Unit]) -> str:
    """Return the code of the commune that was meant by a number without its zeros, or by a name;
    empty where that is not sure.
    """
    if typed.zfill(5) in units:
        return typed.zfill(5)
    names: dict[str, list[str]] = {}
    for code, unit in units.items():
        name = unit.name.casefold()
        for known in (name, name.removeprefix("đặc ").partition(" ")[2]):
            names.setdefault(known, []).append(code)
    close = typed.casefold() if typed.casefold() in names else nearest(typed.casefold(), names)
    meant = names[close] if close else []
    return meant[0] if len(meant) == 1 else ""


def _refuse(root: Path, file: str, message: str, remedy: str = "") -> None:
    raise ContentError([Problem(file, (), None, None, message, remedy)], str(root))


def _csv(drawn: Sequence[Sampled], header: bool) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    if header:
        table.writerow(Sampled.model_fields)
    for row in drawn:
        said = row.model_dump(mode="json").values()
        table.writerow("" if value is None else value for value in said)
    return out.getvalue()
