from datetime import date

from generator.model import Approval, Campaign, State, Translation
from generator.model.trust import fingerprint, state


def approved(words: Translation, source: Translation) -> Translation:
    approval = Approval(
        state="approved",
        by="Công an tỉnh",
        on=date(2026, 11, 1),
        words=fingerprint(words),
        source_words=fingerprint(source),
    )
    return words.model_copy(update={"approval": approval})


def test_states(mini: Campaign) -> None:
    source = mini.translations["goi-dien", "vi"]
    english = mini.translations["goi-dien", "en"]
    changed = source.model_copy(update={"title": "Khác"})
    assert state(None, source) is State.MISSING
    assert state(english, source) is State.UNREVIEWED
    good = approved(english, source)
    assert state(good, source) is State.APPROVED
    assert state(good, changed) is State.STALE, "the source moved on"
    edited = good.model_copy(update={"title": "Other"})
    assert state(edited, source) is State.STALE, "words changed after approval"


def test_a_fingerprint_ignores_who_approved(mini: Campaign) -> None:
    source = mini.translations["goi-dien", "vi"]
    assert fingerprint(approved(source, source)) == fingerprint(source)
