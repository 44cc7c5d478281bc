"""Who vouches for words: what is read is what is recorded, and one person is not two."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from support.trees import APPROVER, TODAY, apply, approve, commit, make_official, replace, report

from generator.content import approving
from generator.content.approving import Reading, Signature
from generator.content.report import Deed
from generator.model.facts import Banks, Contacts
from generator.model.trust import Dossier, State, Worded
from generator.model.words import Translation
from generator.problems import ContentError

ME = Signature("Ban biên tập tỉnh", TODAY)
OTHER = Signature("Công an tỉnh, phòng PA05", TODAY)
FILE = "methods/goi-dien/vi.yml"


def readings(tree: Path, *files: str) -> list[Reading]:
    return list(approving.readings(report(tree), files))


def record(tree: Path, signature: Signature, *files: str) -> approving.Recorded:
    wanted = {reading.file: reading.words for reading in readings(tree, *files)}
    return approving.record(tree, wanted, signature, TODAY)


def state(tree: Path, tag: str = "vi") -> State:
    campaign = report(tree).campaign
    assert campaign is not None
    return campaign.state(Translation, ("goi-dien", tag))


def test_all_that_waits_is_read_once_and_then_nothing_waits(tree: Path) -> None:
    found = readings(tree)
    assert {r.file for r in found} >= {"sources.yml", "laws.yml", FILE, "interface/en.yml"}
    assert record(tree, ME).problems == []
    assert readings(tree) == [] and state(tree) is State.APPROVED
    assert [p for p in report(tree).problems if "duyệt" in p.message] == []


def test_a_reading_shows_every_word_beside_what_it_translates(tree: Path) -> None:
    (vietnamese, english) = sorted(readings(tree, "methods/goi-dien"), key=lambda r: r.tag)[::-1]
    assert [line.number for line in english.lines] == list(range(1, len(english.lines) + 1))
    originals = {line.place: line.text for line in vietnamese.lines}
    assert all(line.original == originals[line.place] for line in english.lines)
    assert {line.original for line in vietnamese.lines} == {""}
    assert "state" not in " ".join(originals), "the approval itself is not read"
    assert any(fact.startswith("contacts: cong-an") for fact in english.facts)


def test_an_approval_is_one_block_and_the_rest_stays(tree: Path) -> None:
    before = (tree / FILE).read_text("utf-8")
    record(tree, ME, FILE)
    after = (tree / FILE).read_text("utf-8")
    head = before.partition("approval:")[0]
    assert after.startswith(head + 'approval:\n  state: "approved"\n  by: "Ban biên tập tỉnh"\n')
    assert after.count("\n") == before.count("\n") + 4
    assert report(tree).mistakes == ()


def test_what_changed_since_is_marked(tree: Path) -> None:
    record(tree, ME, FILE)
    commit(tree)
    replace(tree / FILE, "Họ giục.", "Họ giục bạn.")
    apply(tree, {FILE: {'do:\n  tat-may: "': 'do:\n  moi: "Câu mới."\n  tat-may: "'}})
    english = (tree / "methods/goi-dien/en.yml").read_text("utf-8")
    (tree / "methods/goi-dien/en.yml").write_text(
        english.replace("do:\n", 'do:\n  moi: "A new line."\n', 1), "utf-8"
    )
    assert state(tree) is State.STALE
    (reading,) = readings(tree, FILE)
    assert {line.place: line.change for line in reading.lines if line.change} == {
        "signs.giuc": "changed",
        "do.moi": "new",
    }


@pytest.mark.parametrize("history", ["", "none"])
def test_without_the_words_of_that_time_nothing_is_marked(tree: Path, history: str) -> None:
    record(tree, ME, FILE)
    replace(tree / FILE, "Họ giục.", "Họ giục bạn.")
    if not history:
        commit(tree)
    (reading,) = readings(tree, FILE)
    assert not any(line.change for line in reading.lines) or history == ""


def test_words_that_changed_after_they_were_read_are_not_recorded(tree: Path) -> None:
    wanted = {reading.file: reading.words for reading in readings(tree, "methods")}
    replace(tree / FILE, "Họ giục.", "Họ giục bạn.")
    done = approving.record(tree, wanted, ME, TODAY)
    assert set(done.states) == {"methods/goi-dien/en.yml"}
    assert [str(p) for p in done.problems] == [
        f"{FILE}:1:1: lời đã khác với lời được đọc → đọc lại"
    ]
    assert state(tree) is State.UNREVIEWED


@pytest.mark.parametrize("name", ["", "abc", "todo", "Nguyễn Văn …", "người duyệt", "xxxx"])
def test_a_specimen_of_a_name_is_refused_and_nothing_is_written(tree: Path, name: str) -> None:
    before = (tree / FILE).read_bytes()
    with pytest.raises(ContentError, match="không phải tên người"):
        record(tree, Signature(name, TODAY), FILE)
    assert (tree / FILE).read_bytes() == before


def test_nobody_signs_tomorrow(tree: Path) -> None:
    with pytest.raises(ContentError, match="chưa tới"):
        record(tree, ME._replace(on=date(2026, 11, 22)), FILE)


# -- two people ----------------------------------------------------------------------------------


@pytest.fixture
def two(tree: Path) -> Path:
    apply(tree, {"campaign.yml": {"source_language": 'approvers: "2"\nsource_language'}})
    return tree


def test_where_two_are_asked_for_the_second_is_another_person(two: Path) -> None:
    assert record(two, ME, FILE).states == {FILE: State.REVIEWED}
    again = record(two, ME._replace(by="ban  biên tập TỈNH."), FILE)
    assert again.states == {} and "đã đọc lời này rồi" in str(again.problems[0])
    assert record(two, OTHER, FILE).states == {FILE: State.APPROVED}
    assert f'reviewed_by: "{ME.by}"' in (two / FILE).read_text("utf-8")
    assert state(two) is State.APPROVED


def test_the_second_approves_what_the_first_has_read(two: Path) -> None:
    record(two, ME, FILE)
    replace(two / FILE, "Họ giục.", "Họ giục bạn.")
    assert record(two, OTHER, FILE).states == {FILE: State.REVIEWED}, "other words: once more"


def test_an_approval_by_one_is_not_enough_for_official(tree: Path) -> None:
    make_official(tree)
    assert report(tree).may(Deed.PUBLISH)
    apply(tree, {"campaign.yml": {"source_language": 'approvers: "2"\nsource_language'}})
    assert not report(tree).may(Deed.PUBLISH)
    alone = [p for p in report(tree).problems if p.message == "mới một người đọc lời này"]
    assert len(alone) > 5


# -- a paper that goes round ---------------------------------------------------------------------


def test_a_number_is_enough_when_the_paper_comes_back(tree: Path) -> None:
    found = readings(tree)
    name = approving.keep(tree, found, TODAY)
    assert name == approving.keep(tree, found, TODAY), "printed twice, kept once"
    assert report(tree).mistakes == ()
    kept = report(tree).tree.of(Dossier)[name].words
    assert kept == {reading.file: reading.words for reading in found}
    assert approving.record(tree, kept, OTHER, TODAY).problems == []
    assert readings(tree) == []


def test_other_words_have_another_number(tree: Path) -> None:
    before = approving.number(readings(tree))
    replace(tree / FILE, "Họ giục.", "Họ giục bạn.")
    assert approving.number(readings(tree)) != before


def test_a_file_that_is_gone_since_is_named(tree: Path) -> None:
    done = approving.record(tree, {"methods/khong-co/vi.yml": "BCDFGHJKLMNP"}, ME, TODAY)
    assert "không còn lời này" in str(done.problems[0])


# -- contacts ------------------------------------------------------------------------------------

BANKS = 'banks:\n  acb:\n    name: "ACB"\n'


def confirm(tree: Path, name: str, digits: str | None = None, source: str = "Gọi thử") -> str:
    return approving.confirm(tree, name, source, digits, OTHER, TODAY)


def test_a_number_that_was_dialled_is_confirmed_in_one_command(tree: Path) -> None:
    assert confirm(tree, "cong-an") == "contacts.yml"
    contact = report(tree).tree.tables.only(Contacts)
    assert contact is not None
    confirmed = contact.contacts["cong-an"].confirmed
    assert confirmed is not None and confirmed.number == "113" and confirmed.on == TODAY
    assert not [
        p for p in report(tree).problems if "xác nhận" in p.message and "cong-an" in str(p)
    ]


def test_a_contact_without_a_number_and_a_bank_with_a_new_one(tree: Path) -> None:
    apply(tree, {"banks.yml": BANKS})
    confirm(tree, "ngan-hang")
    assert confirm(tree, "acb", "19001234") == "banks.yml"
    table = report(tree).tree.tables.only(Banks)
    assert table is not None and table.banks["acb"].is_sure
    assert report(tree).mistakes == ()


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ({"name": "cong-anh"}, "không có nơi liên hệ cong-anh; có: cong-an, ngan-hang"),
        ({"name": "cong-an", "source": ""}, "không cho biết số lấy từ đâu"),
        ({"name": "cong-an", "digits": "một một ba"}, "không phải số gọi được"),
    ],
)
def test_what_cannot_be_confirmed(tree: Path, arguments: Mapping[str, str], found: str) -> None:
    before = (tree / "contacts.yml").read_bytes()
    with pytest.raises(ContentError, match=found):
        confirm(tree, **arguments)
    assert (tree / "contacts.yml").read_bytes() == before


def test_the_helper_of_other_tests_approves_everything(tree: Path) -> None:
    approve(tree)
    for model, key, words in report(tree).tree.tables.everything():
        if isinstance(words, Worded):
            assert words.approval.by == APPROVER, (model, key)
