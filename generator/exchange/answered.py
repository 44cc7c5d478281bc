"""Questions that have been answered: what the line can mean stands already."""

import re
from collections.abc import Mapping

from generator.distribution import receipts
from generator.distribution.receipts import Key, Kind
from generator.exchange.messages import SOURCE, Question
from generator.model.receipts import Label, Receipt


def is_answered(
    asked: Question, register: Mapping[str, Label], standing: Mapping[Key, Receipt]
) -> bool:
    """Tell whether nobody needs to be asked again, given the receipts that stand."""
    if asked.label and _stands(asked, register[asked.label], standing):
        return True
    meant = [register[code] for code in asked.proposals]
    return bool(meant) and all(_stands(asked, label, standing) for label in meant)


def _stands(asked: Question, label: Label, standing: Mapping[Key, Receipt]) -> bool:
    _code, _blank, behind = asked.said.partition(" ")
    figures = {int(text) for text in re.findall(r"\b[0-9]+\b", behind.split(receipts.SHORT)[0])}

    def is_meant(kind: Kind) -> bool:
        line = standing.get((label.code, kind))
        if line is None:
            return False
        number, is_later = receipts.count(line, kind), asked.on and asked.on > line.on
        if number in figures:
            return not is_later or figures == {number}  # “20 + 9” says more than the 20 before
        # whoever was asked said that the bundle was whole: the figure was a slip
        is_whole = number == receipts.expected(label, kind)
        return is_whole and not is_later and line.source != SOURCE

    if asked.kind:
        return is_meant(asked.kind)
    could_be = [kind for kind in receipts.KINDS if receipts.expected(label, kind) in figures]
    return any(map(is_meant, receipts.KINDS)) and all(map(is_meant, could_be))
