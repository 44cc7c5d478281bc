"""Bundles with labels, for the small tree."""

from datetime import date
from pathlib import Path

from generator.distribution import labels
from generator.distribution.labels import Bundle
from generator.model.receipts import Label

ISSUED = date(2026, 11, 18)
BUNDLES = (
    Bundle("to-roi", "00001-1", "vi", 1, 29, 28),
    Bundle("to-roi", "00001-2", "vi", 1, 32, 31),
    Bundle("to-roi", "00002-1", "vi", 1, 42, 40),
)
FILE = "distribution/labels.csv"


def issued() -> list[Label]:
    return labels.issue("to-roi", BUNDLES, ISSUED, [])


def add_labels(tree: Path) -> list[Label]:
    """Give the small tree a label for each bundle; return them."""
    lines = issued()
    (tree / FILE).write_text(labels.rows(lines, header=True), "utf-8")
    return lines
