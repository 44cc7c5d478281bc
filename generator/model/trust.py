"""How far the words of one language may be trusted: fingerprints and states."""

import hashlib
import json

from generator.model import (
    KeyMessage,
    Language,
    NewsText,
    PageText,
    Routes,
    State,
    Translation,
)

Approved = Translation | PageText | KeyMessage | Routes | NewsText | Language


def fingerprint(words: Approved) -> str:
    """Return 12 hexadecimal digits that change when a word changes, not when white space does."""
    content = words.model_dump(mode="json", exclude={"approval"})
    text = " ".join(json.dumps(content, ensure_ascii=False).split())
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def state(words: Approved | None, source: Approved) -> State:
    """Return how far `words` may be trusted, given the source-language words of today."""
    if words is None:
        return State.MISSING
    approval = words.approval
    if approval.state == "unreviewed":
        return State.UNREVIEWED
    if not (approval.by and approval.on):
        return State.UNREVIEWED
    changed = approval.words != fingerprint(words)
    moved = words is not source and approval.source_words != fingerprint(source)
    return State.STALE if changed or moved else State(approval.state)
