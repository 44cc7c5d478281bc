"""Messages about bundles as thumbs spoil them, and how they are read: a seeded measure."""

import random
import sys
from collections import Counter
from datetime import date
from typing import NamedTuple

from generator.distribution import labels, receipts
from generator.distribution.labels import Bundle
from generator.distribution.receipts import Fact, Kind
from generator.exchange.messages import Reader
from generator.model.receipts import Label

DAY = date(2026, 12, 1)
KEYS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
MARKED = {"A": "Á", "D": "Đ", "E": "Ê", "I": "Ì", "U": "Ư", "Y": "Ý", "N": "Ñ"}
TEMPLATES = ("{word} {code} {n}", "{word} {code} {n}", "{word}: {code} {n} to")
SHORT = "{word} {code} {n} THIEU {m}"


def register(count: int) -> dict[str, Label]:
    """Return labels of groups whose bundles are as a plan makes them."""
    chance = random.Random(count)
    bundles = []
    for number in range(count):
        households = chance.choice((50, 50, *range(8, 90)))
        copies = households if households == 50 else households + 1 + households // 40
        bundles.append(Bundle("to-roi", f"00001-{number + 1}", "vi", 1, copies, households))
    return {line.code: line for line in labels.issue("to-roi", bundles, DAY, [])}


def slip(text: str, chance: random.Random) -> str:
    """Return a text with one slip: a sign wrong, lost, doubled, exchanged with its neighbour, or
    put in; a blank, a dot, a small letter, an accent.
    """
    at = chance.randrange(len(text))
    kind = chance.randrange(9)
    if kind == 0:
        return text[:at] + chance.choice(KEYS) + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[: at + 1] + text[at:]
    if kind == 3:
        return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]
    if kind == 4:
        return text[:at] + chance.choice(KEYS) + text[at:]
    if kind in (5, 6):
        return text[:at] + (" ", ".")[kind - 5] + text[at:]
    if kind == 7:
        return text[:at] + text[at:].lower()
    return text[:at] + MARKED.get(text[at], text[at]) + text[at + 1 :]


class Measure(NamedTuple):
    """What became of messages, in counts."""

    read: int
    asked: int
    dropped: int
    """Neither read nor asked."""
    wrong: Counter[str]


def measure(count: int, slips: int, size: int = 10_762, seed: int = 1) -> Measure:
    """Read `count` messages with so many slips each."""
    chance = random.Random(seed)
    known = register(size)
    reader, lines = Reader(known, DAY, None), list(known.values())
    read = asked = dropped = 0
    wrong: Counter[str] = Counter()
    for _number in range(count):
        label = chance.choice(lines)
        word = chance.choice(("BN", "BN", "KY"))
        kind: Kind = receipts.WORDS[word]
        wanted = receipts.expected(label, kind)
        missing = chance.randrange(1, wanted) if chance.random() < 0.25 else 0
        right = wanted - missing
        template = SHORT if missing else chance.choice(TEMPLATES)
        text = template.format(word=word, code=label.code, n=right, m=missing)
        spoilt = text
        for _slip in range(slips):
            spoilt = slip(spoilt, chance)
        said = list(reader.read(spoilt, DAY, ""))
        facts = [reading for reading in said if isinstance(reading, Fact)]
        if not said:
            dropped += 1
        elif not facts:
            asked += 1
        elif [(f.label, f.kind, f.number) for f in facts] == [(label.code, kind, right)]:
            read += 1
        else:
            wrong[f"{text} > {spoilt}"] += 1
    return Measure(read, asked, dropped, wrong)


if __name__ == "__main__":
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    for slips in (0, 1, 2):
        found = measure(total, slips)
        rates = f"read {found.read / total:.1%}, asked {found.asked / total:.1%}"
        print(
            f"{slips} slips: {rates}, dropped {found.dropped}, wrong {sum(found.wrong.values())}"
        )
        for example in list(found.wrong)[:9]:
            print(f"    {example}")
