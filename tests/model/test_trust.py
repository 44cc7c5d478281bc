from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.trees import approve, campaign, edit, make_official, replace, sentences

from generator.model.campaign import Campaign
from generator.model.trust import (
    Approval,
    State,
    blocks,
    changes,
    digest,
    fingerprint,
    state,
    summary,
)
from generator.model.words import Translation


@pytest.fixture
def source(mini: Campaign) -> Translation:
    return mini.tables.of(Translation)["goi-dien", "vi"]


@pytest.fixture
def english(mini: Campaign) -> Translation:
    return mini.tables.of(Translation)["goi-dien", "en"]


def approved(words: Translation, original: Translation) -> Translation:
    approval = Approval(
        state="approved",
        by="Công an tỉnh",
        on=date(2026, 11, 1),
        words=fingerprint(words),
        source_words=fingerprint(original),
    )
    return words.model_copy(update={"approval": approval})


def test_states(source: Translation, english: Translation) -> None:
    changed = source.model_copy(update={"title": "Khác"})
    assert state(None, source) is State.MISSING
    assert state(english, source) is State.UNREVIEWED
    good = approved(english, source)
    assert state(good, source) is State.APPROVED
    assert state(good, changed) is State.STALE, "the source moved on"
    edited = good.model_copy(update={"title": "Other"})
    assert state(edited, source) is State.STALE, "words changed after approval"
    assert not State.STALE.vouched and State.REVIEWED.vouched


def test_a_fingerprint_ignores_who_approved(source: Translation) -> None:
    assert fingerprint(approved(source, source)) == fingerprint(source)


@pytest.mark.parametrize("other", ["Gọi  điện dọa nạt", "Gọi\u200b điện dọa nạt"])
def test_a_fingerprint_ignores_what_nobody_sees(source: Translation, other: str) -> None:
    assert fingerprint(source.model_copy(update={"title": other})) == fingerprint(source)


def test_a_fingerprint_looks_like_no_number_and_no_word(source: Translation) -> None:
    letters = {char for n in range(400) for char in digest(str(n))}
    assert len(fingerprint(source)) == 12 and not letters & set("AEIOUY0123456789")


def test_blocks_say_what_changed(source: Translation) -> None:
    before = blocks(source)
    assert {"title", "do.tat-may", "phrases.doa.you"} <= before.keys()
    after = blocks(
        source.model_copy(update={"title": "Khác", "do": {"moi": "Mới."}, "signs": source.signs})
    )
    assert changes(before, after) == {"title": "changed", "do.tat-may": "gone", "do.moi": "new"}


Prints = st.dictionaries(st.text("abc.", min_size=1, max_size=4), st.text("BCD", max_size=2))


@given(Prints, Prints)
def test_changes_lead_from_before_to_after(before: dict[str, str], after: dict[str, str]) -> None:
    made = dict(before)
    for place, what in changes(before, after).items():
        if what == "gone":
            del made[place]
        else:
            made[place] = after[place]
    assert made == after
    assert (summary(before) == summary(after)) == (before == after)


# -- whole trees ---------------------------------------------------------------------------------

SHOWN: dict[str, Callable[[Path], None]] = {
    "methods/goi-dien/vi.yml": lambda f: replace(f, "Họ giục.", "Họ giục bạn."),
    "methods/goi-dien/method.yml": lambda f: replace(f, '"II.2"', '"II.3"'),
    "interface/vi.yml": lambda f: replace(f, "Gọi khi cần.", "Đọc mã cho người nghe máy."),
    "interface/en.yml": lambda f: replace(f, "Test office", "Somebody else"),
    "sources.yml": lambda f: replace(f, "Ủy ban thử", "Ủy ban khác"),
    "laws.yml": lambda f: replace(f, "Luật thử mới", "Luật khác"),
    "languages/en.yml": lambda f: replace(f, "English", "Englisch"),
    "pages/gioi-thieu/page.yml": lambda f: replace(f, '"I"', '"IV"'),
}
"""What residents read, and one change of it."""


@pytest.mark.parametrize("file", SHOWN)
def test_whatever_residents_read_is_under_approval(tree: Path, file: str) -> None:
    make_official(tree)
    assert campaign(tree).content_revision
    SHOWN[file](tree / file)
    assert any(
        "chưa duyệt: lời đã sửa sau khi duyệt" in sentence for sentence in sentences(tree)
    ), file


UNSEEN: dict[str, Callable[[str], str]] = {
    "methods/goi-dien/method.yml": lambda t: (
        t + 'note: "Hỏi lại chị Hoa."\naliases: ["ten-cu"]\n'
    ),
    "campaign.yml": lambda t: t.replace("2026-11-21", "2026-11-20"),
    "editions/to-roi.yml": lambda t: t.replace('paper: "A5"', 'paper: "A5, dày"'),
}


@pytest.mark.parametrize("file", UNSEEN)
def test_what_nobody_reads_needs_no_new_approval(tree: Path, file: str) -> None:
    make_official(tree)
    edit(tree / file, UNSEEN[file])
    assert not any("chưa duyệt" in sentence for sentence in sentences(tree)), file


def test_approving_and_noting_do_not_change_what_is_printed(tree: Path) -> None:
    before = campaign(tree).revision("to-roi", "vi")
    make_official(tree)
    edit(tree / "methods/goi-dien/method.yml", lambda t: t + 'note: "x"\n')
    assert changes(before, campaign(tree).revision("to-roi", "vi")) == {}
    replace(tree / "methods/goi-dien/vi.yml", "Họ giục.", "Họ giục bạn.")
    approve(tree)
    now = campaign(tree).revision("to-roi", "vi")
    assert changes(before, now) == {"Translation/goi-dien/vi:signs.giuc": "changed"}
