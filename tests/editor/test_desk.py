"""Drafts, saving and what follows: nothing gets worse, nobody's words are lost."""

import subprocess
from pathlib import Path

import pytest
from support.trees import replace

from generator.content import beginning, git, layout, located_yaml, writing
from generator.editor import entries, forms, vouching
from generator.editor.desk import Desk, Draft
from generator.model.facts import FraudMethod
from generator.problems import ContentError

VI, EN = "methods/goi-dien/vi.yml", "methods/goi-dien/en.yml"


@pytest.fixture
def desk(tree: Path, tmp_path: Path) -> Desk:
    subprocess.run(["git", "init", "-q", tree], check=True)
    who = ("-c", "user.name=A", "-c", "user.email=a@localhost")
    subprocess.run(["git", "-C", tree, "add", "-A"], check=True)
    subprocess.run(["git", "-C", tree, *who, "commit", "-qm", "Bắt đầu"], check=True)
    return Desk(tree, tmp_path / "nhap")


def said(desk: Desk, **texts: str) -> Draft:
    draft = desk.draft(VI)
    assert isinstance(draft.filled, list)
    return draft._replace(filled=list(dict(draft.filled, **texts).items()))


def data(desk: Desk, file: str) -> dict[str, located_yaml.Data]:
    found = located_yaml.read(desk.held(file).encode(), file).data
    assert isinstance(found, dict)
    return found


def test_saving_changes_one_line_and_writes_it_down(desk: Desk) -> None:
    before = desk.held(VI).splitlines()
    saved = desk.save(said(desk, summary="Câu mới."), "Chị Lan", "Sửa tóm tắt")
    assert not saved.problems and saved.commit and not saved.unrecorded
    pairs = list(zip(before, desk.held(VI).splitlines(), strict=True))
    assert sum(old != new for old, new in pairs) == 1
    (last, *_rest) = git.log(desk.root, [VI])
    assert (last.by, last.says, last.name) == ("Chị Lan", "Sửa tóm tắt", saved.commit)


def test_a_draft_outlives_the_desk_and_is_not_in_the_tree(desk: Desk) -> None:
    desk.keep(said(desk, summary="Chưa xong."))
    files = {path for path in desk.root.rglob("*") if "nhap" in path.name}
    again = Desk(desk.root, desk._drafts.parent)
    assert dict(again.draft(VI).filled)["summary"] == "Chưa xong." and not files  # type: ignore[arg-type]
    assert again.drafts() == [VI]
    again.drop(VI)
    assert not again.has_draft(VI)


def test_what_makes_it_worse_is_not_saved_and_others_mistakes_do_not_stand_in_the_way(
    desk: Desk,
) -> None:
    replace(desk.root / EN, "title:", "titel:")
    wrong = desk.save(said(desk, summary="Gọi 0912345678."), "A", "x")
    assert [problem.place for problem in wrong.problems] == [("summary",)]
    assert "0912345678" not in desk.held(VI)
    assert not desk.save(said(desk, summary="Câu mới."), "A", "x").problems


def test_two_people_change_neighbours_and_the_same_sentence(desk: Desk) -> None:
    one, other = said(desk, summary="Câu của một."), said(desk, leaflet="Gọi lạ. Hãy tắt máy.")
    assert not desk.save(one, "Một", "x").problems
    assert not desk.save(other, "Hai", "x").problems
    now = data(desk, VI)
    assert (now["summary"], now["leaflet"]) == ("Câu của một.", "Gọi lạ. Hãy tắt máy.")
    late = one._replace(filled=said(desk, summary="Câu của ba.").filled)
    (clash,) = desk.save(late, "Ba", "x").problems
    assert clash.place == ("summary",) and "Câu của một." in clash.message
    assert data(desk, VI)["summary"] == "Câu của một."


def test_taking_away_and_moving_is_one_act_in_all_languages(desk: Desk) -> None:
    draft = desk.draft(VI)
    assert isinstance(draft.filled, list)
    fields = dict(draft.filled)
    assert isinstance(fields["signs"], list)
    fields["signs"] = [*fields["signs"], ("+1", "Chúng giục chuyển tiền.")]
    assert not desk.save(draft._replace(filled=list(fields.items())), "A", "x").problems
    assert "chung-giuc-chuyen-tien" in data(desk, VI)["signs"]
    assert "chung-giuc-chuyen-tien" not in data(desk, EN)["signs"]
    assert desk.report().campaign is not None, "a translation that lacks it is no mistake"
    draft = desk.draft(VI)
    gone = forms.acted(draft.filled, "remove:signs/giuc")
    assert not desk.save(draft._replace(filled=gone), "A", "x").problems
    assert "giuc" not in data(desk, EN).get("signs", {})
    assert len(git.changed(desk.root, git.log(desk.root)[0].name)) == 2


def test_without_git_it_is_saved_and_said_so(tree: Path, tmp_path: Path) -> None:
    desk = Desk(tree, tmp_path / "nhap")
    saved = desk.save(said(desk, summary="Câu mới."), "A", "x")
    assert not saved.problems and not saved.commit and "git" in saved.unrecorded
    assert data(desk, VI)["summary"] == "Câu mới."


def test_undoing_takes_back_one_change_and_keeps_what_came_after(desk: Desk) -> None:
    old = data(desk, VI)["summary"]
    first = desk.save(said(desk, summary="Câu một."), "A", "x")
    assert not desk.save(said(desk, leaflet="Gọi lạ. Hãy tắt máy."), "A", "x").problems
    assert desk.undo(first.commit, "B", "Hoàn lại").commit
    assert data(desk, VI)["summary"] == old
    assert data(desk, VI)["leaflet"] == "Gọi lạ. Hãy tắt máy.", "what came after stays"
    again = desk.save(said(desk, summary="Câu hai."), "A", "x")
    assert not desk.save(said(desk, summary="Câu ba."), "A", "x").problems
    (clash,) = desk.undo(again.commit, "B", "Hoàn lại").problems
    assert "Câu ba." in clash.message and data(desk, VI)["summary"] == "Câu ba."


def test_who_wrote_the_words_is_not_who_read_them_since(desk: Desk) -> None:
    """An approval changes the file too; the words stay those of their writer."""
    assert not desk.save(said(desk, summary="Câu mới."), "Chị Lan", "x").problems
    writing.put(desk.root / VI, ("approval", "state"), "reviewed")
    desk.recorded([VI], "Ông Bình", "Duyệt")
    assert git.log(desk.root, [VI])[0].by == "Ông Bình"
    assert vouching.last_hand(desk, VI) == "Chị Lan"


def test_who_moved_the_words_has_not_written_them(desk: Desk) -> None:
    assert not desk.save(said(desk, summary="Câu mới."), "Chị Lan", "x").problems
    act = entries.Act(entries.RENAME, layout.of(FraudMethod), "goi-dien", "goi-doa")
    assert entries.do(desk, desk.report(), act, "Ông Bình").commit
    moved = "methods/goi-doa/vi.yml"
    assert git.log(desk.root, [moved])[0].by == "Ông Bình"
    assert vouching.last_hand(desk, moved) == "Chị Lan"
    assert [commit.by for commit in desk.history(moved)[0]] == ["Ông Bình", "Chị Lan", "A"]
    assert len(list(git.texts(desk.root, moved))) == 3
    draft = desk.draft(moved)
    filled = dict(draft.filled, summary="Câu khác.")  # type: ignore[arg-type]
    assert not desk.save(draft._replace(filled=list(filled.items())), "Cô Hoa", "x").problems
    assert vouching.last_hand(desk, moved) == "Cô Hoa"


def test_undoing_brings_back_what_was_taken_away_and_takes_away_what_was_made(desk: Desk) -> None:
    files = set(desk.root.rglob("*.yml"))
    act = entries.Act(entries.RENAME, layout.of(FraudMethod), "goi-dien", "goi-doa")
    renamed = entries.do(desk, desk.report(), act, "A")
    assert set(desk.root.rglob("*.yml")) != files
    assert desk.undo(renamed.commit, "B", "Hoàn lại").commit
    assert set(desk.root.rglob("*.yml")) == files
    assert desk.report().campaign is not None


def test_what_was_changed_after_it_was_moved_is_not_undone_over(desk: Desk) -> None:
    act = entries.Act(entries.RENAME, layout.of(FraudMethod), "goi-dien", "goi-doa")
    first = desk.save(said(desk, summary="Câu một."), "A", "x")
    renamed = entries.do(desk, desk.report(), act, "A")
    (later,) = desk.undo(first.commit, "B", "x").problems
    assert later.file == VI and "đã bỏ" in later.message
    draft = desk.draft("methods/goi-doa/vi.yml")
    filled = dict(draft.filled, summary="Câu hai.")  # type: ignore[arg-type]
    assert not desk.save(draft._replace(filled=list(filled.items())), "A", "x").problems
    assert desk.undo(renamed.commit, "B", "x").problems
    assert not (desk.root / VI).exists(), "all of it or nothing"


def test_a_new_entry_is_saved_with_its_words_once_both_are_right(desk: Desk) -> None:
    facts, words = "news/tin/item.yml", "news/tin/vi.yml"
    for one in beginning.begun(desk.report().tree, "news", "Tin"):
        desk.keep(Draft(one.file, "", forms.raw(one.data)))
    refused = desk.save(desk.draft(facts), "A", "x").problems
    assert {problem.file for problem in refused} == {words}, "its words are empty"
    draft = desk.draft(words)
    filled = dict(draft.filled, text="Có tin.")  # type: ignore[arg-type]
    draft = draft._replace(filled=list(filled.items()))
    desk.keep(draft)
    assert desk.report(desk.supposed(draft)).campaign is not None, "it can be looked at"
    assert not desk.save(draft, "A", "Thêm tin").problems
    assert desk.drafts() == [] and data(desk, words)["approval"] == {"state": "unreviewed"}
    assert len(git.changed(desk.root, git.log(desk.root)[0].name)) == 2


def test_a_language_is_read_once_both_its_files_are_saved(desk: Desk) -> None:
    for file in ("distribution/codes.csv", "editions/to-roi.yml"):
        (desk.root / file).unlink()
    drafts = []
    for file in ("interface/en.yml", "message/en.yml"):
        drafts.append(Draft(file, "", desk.draft(file).filled))
        (desk.root / file).unlink()
    interface, message = drafts
    assert desk.report().campaign is not None and "en" in desk.report().campaign.waiting  # type: ignore[union-attr]
    assert not desk.save(interface, "A", "x").problems
    assert "en" in desk.report().campaign.waiting  # type: ignore[union-attr]
    assert not desk.save(message, "A", "x").problems
    assert desk.drafts() == [] and "en" in desk.report().campaign.languages  # type: ignore[union-attr]


def test_what_cannot_be_read_is_neither_opened_nor_written_over(desk: Desk) -> None:
    replace(desk.root / EN, "signs:", "signs: [")
    before = desk.held(EN)
    with pytest.raises(ContentError, match="ngoài bàn soạn"):
        desk.draft(EN)
    gone = forms.acted(desk.draft(VI).filled, "remove:signs/giuc")
    assert not desk.save(desk.draft(VI)._replace(filled=gone), "A", "x").problems
    assert desk.held(EN) == before
