"""What must hold in and between files; each rule takes a tree and yields problems."""

from collections.abc import Callable, Iterator

from generator.content.rules import (
    addresses,
    languages,
    lettering,
    places,
    printing,
    receipts,
    recordings,
    references,
    samples,
    sms,
    speech,
    style,
    wording,
)
from generator.content.tree import Tree
from generator.problems import Problem

Rule = Callable[[Tree], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    *languages.RULES,
    *lettering.RULES,
    *references.RULES,
    *addresses.RULES,
    *places.RULES,
    *printing.RULES,
    *receipts.RULES,
    *samples.RULES,
    *recordings.RULES,
    *wording.RULES,
    *style.RULES,
    *speech.RULES,
    *sms.RULES,
)


def problems(tree: Tree) -> Iterator[Problem]:
    """Yield every broken rule."""
    for rule in RULES:
        yield from rule(tree)
