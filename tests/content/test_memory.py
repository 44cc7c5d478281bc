"""What is printed is remembered, whatever git's settings, and nobody forgets in silence."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.builds import build_here, run
from support.trees import (
    MINI,
    commit,
    edit,
    git,
    lines_of,
    make_official,
    mistakes,
    replace,
    sentences,
)

from generator.content.witnesses import Recall
from generator.distribution import codes

REGISTER = "distribution/codes.csv"
NOWHERE = Recall(Path("/nowhere"))


def lose_english(tree: Path) -> None:
    """Delete the line of the English code, and the language from the edition."""
    edit(tree / REGISTER, lambda t: "".join(t.splitlines(keepends=True)[:2]))
    replace(tree / "editions/to-roi.yml", '["vi", "en"]', '["vi"]')


def lose_all(tree: Path) -> None:
    """Delete register and edition together."""
    (tree / REGISTER).unlink()
    (tree / "editions/to-roi.yml").unlink()


def rename(tree: Path) -> None:
    """Rename the register, and delete its edition."""
    (tree / REGISTER).rename(tree / "distribution/Codes.csv")
    (tree / "editions/to-roi.yml").unlink()


LOSSES = [lose_english, lose_all, rename]


def colours(tree: Path) -> None:
    git(tree, "config", "color.ui", "always")


def no_diff(tree: Path) -> None:
    (tree / ".gitattributes").write_text("*.csv -diff\n*.csv diff=none\n")
    git(tree, "config", "diff.none.textconv", "true")


def foreign_owner(tree: Path) -> None:
    for path in [tree / ".git", *(tree / ".git").rglob("*")]:
        shutil.chown(path, 12345)
    shutil.chown(tree, 12345)


def merges_apart(tree: Path) -> None:
    git(tree, "config", "log.diffMerges", "off")


def replaced(tree: Path) -> None:
    """Let git show another history in the place of the real one."""
    git(tree, "checkout", "-q", "--orphan", "khac")
    git(tree, "commit", "-qm", "moi")
    git(tree, "checkout", "-q", "main")
    git(tree, "replace", "-f", "main", "khac")


def odd_log(tree: Path) -> None:
    git(tree, "config", "log.follow", "true")
    git(tree, "config", "diff.renames", "copies")
    git(tree, "config", "log.showSignature", "true")


SETTINGS = [colours, no_diff, foreign_owner, odd_log, replaced]


@pytest.mark.parametrize("lose", LOSSES)
def test_a_recorded_code_cannot_vanish(tree: Path, lose: Callable[[Path], None]) -> None:
    commit(tree)
    lose(tree)
    commit(tree)
    assert any("mất một dòng mà git còn giữ: CNN3JH" in line for line in mistakes(tree, NOWHERE))


@pytest.mark.parametrize("setting", SETTINGS)
def test_git_answers_whatever_its_settings(tree: Path, setting: Callable[[Path], None]) -> None:
    commit(tree)
    lose_english(tree)
    commit(tree)
    setting(tree)
    assert any("mất một dòng mà git còn giữ: CNN3JH" in line for line in mistakes(tree, NOWHERE))


@pytest.mark.parametrize("setting", [lambda _tree: None, merges_apart])
def test_a_line_that_came_with_a_merge_is_remembered(
    tree: Path, setting: Callable[[Path], None]
) -> None:
    commit(tree)
    setting(tree)
    git(tree, "checkout", "-qb", "nhanh")
    replace(tree / "campaign.yml", "2026-11-21", "2026-11-20")
    commit(tree)
    git(tree, "checkout", "-q", "main")
    git(tree, "merge", "-q", "--no-ff", "--no-commit", "nhanh")
    before = (tree / REGISTER).read_text("utf-8")
    (tree / REGISTER).write_text(_with_quantity(before), "utf-8")
    git(tree, "add", "-A")
    git(tree, "commit", "-qm", "merge")
    (tree / REGISTER).write_text(before, "utf-8")
    commit(tree)
    found = mistakes(tree, NOWHERE)
    assert any("git còn giữ: NVMVV2" in line and ",3000," in line for line in found)


def _with_quantity(register: str) -> str:
    """Return a register with one more line: 3,000 copies were printed."""
    lines = lines_of(register)
    more = lines[0].model_copy(update={"quantity": 3000})
    more = more.model_copy(update={"check": codes.running_check(lines[-1].check, more)})
    return register + codes.rows([more], header=False)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda t: t.replace("2026-11-21", "21/11/2026"),
        lambda t: t.replace("CNN3JH", "<<<<<<< HEAD\nCNN3JH"),
        lambda t: t.replace(",active", ",actve"),
    ],
)
def test_a_spoilt_line_once_mended_is_past(tree: Path, spoil: Callable[[str], str]) -> None:
    good = (tree / REGISTER).read_text("utf-8")
    commit(tree)
    (tree / REGISTER).write_text(spoil(good), "utf-8")
    commit(tree)
    assert mistakes(tree, NOWHERE)
    (tree / REGISTER).write_text(good, "utf-8")
    commit(tree)
    assert mistakes(tree, NOWHERE) == []


def test_a_byte_that_is_no_text_does_no_harm_for_ever(tree: Path) -> None:
    good = (tree / REGISTER).read_bytes()
    commit(tree)
    (tree / REGISTER).write_bytes(good + b"\xff\xfe\n")
    commit(tree)
    (tree / REGISTER).write_bytes(good)
    commit(tree)
    assert mistakes(tree, NOWHERE) == []


def test_check_issue_and_build_say_the_same(tree: Path, tmp_path: Path) -> None:
    commit(tree)
    lose_english(tree)
    for command in (
        ["check", "--fast"],
        ["build", "--output", tmp_path / "dist"],
        ["issue", "to-roi"],
    ):
        done = run(*command, "--content", tree)
        assert done.returncode == 1, command
        assert "mất một dòng mà git còn giữ: CNN3JH" in done.stderr, command
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "dist").exists()


def test_the_last_output_remembers_too(tree: Path, tmp_path: Path) -> None:
    out = build_here(tree, tmp_path / "dist")
    lose_english(tree)
    assert any(
        "mất 1 dòng mà kết quả lần trước còn giữ" in line for line in mistakes(tree, Recall(out))
    )


def test_another_register_of_the_same_length_is_not_the_same(tree: Path, tmp_path: Path) -> None:
    out = build_here(tree, tmp_path / "dist")
    (tree / REGISTER).unlink()
    replace(tree / "editions/to-roi.yml", '["toan-tinh"]', '["00002"]')
    assert run("issue", "to-roi", "--content", tree).returncode == 0
    assert any(
        "2 dòng đầu không giống những dòng mà kết quả lần trước" in line
        for line in mistakes(tree, Recall(out))
    )


def quote_everything(register: str) -> str:
    """Return a register as a spreadsheet may write it."""
    return "".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) + "\n" for line in register.splitlines()
    )


def test_a_register_in_quotes_is_remembered_too(tree: Path) -> None:
    edit(tree / REGISTER, quote_everything)
    assert mistakes(tree) == []
    commit(tree)
    edit(tree / REGISTER, lambda t: "".join(t.splitlines(keepends=True)[:2]))
    replace(tree / "editions/to-roi.yml", '["vi", "en"]', '["vi"]')
    assert any("mất một dòng mà git còn giữ: CNN3JH" in line for line in mistakes(tree, NOWHERE))


@pytest.mark.parametrize("quantity", ["500.0", " 500", "5_00"])
def test_a_quantity_is_digits(tree: Path, quantity: str) -> None:
    edit(tree / REGISTER, lambda t: _with_quantity(t).replace(",3000,", f",{quantity},"))
    assert any('"quantity" không thể là' in line for line in mistakes(tree))


def test_what_a_code_was_issued_for_is_remembered(tree: Path) -> None:
    commit(tree)
    (tree / REGISTER).unlink()
    replace(tree / "message/vi.yml", "Không sợ", "Không hãi")
    done = run("issue", "to-roi", "--content", tree)
    assert done.returncode == 1
    assert "mất một dòng mà git còn giữ: NVMVV2" in done.stderr
    assert not (tree / REGISTER).exists()


def test_a_folder_that_was_renamed_is_the_same_folder(tmp_path: Path) -> None:
    tree = Path(shutil.copytree(MINI, tmp_path / "kho/chien-dich"))
    commit(tree.parent)
    tree = tree.rename(tree.with_name("noi-dung"))
    lose_english(tree)
    commit(tree.parent)
    assert any("mất một dòng mà git còn giữ: CNN3JH" in line for line in mistakes(tree, NOWHERE))


@pytest.mark.parametrize("text", ["{}", "[" * 100_000, '{"register": {"lines": -9}}', "[1, 2"])
def test_an_output_of_another_age_does_not_answer(tree: Path, tmp_path: Path, text: str) -> None:
    manifest = tmp_path / "dist/site/manifest.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text(text)
    found = sentences(tree, Recall(tmp_path / "dist"))
    assert any("không trả lời" in line for line in found)
    assert mistakes(tree, Recall(tmp_path / "dist")) == []


def test_a_damaged_repository_is_not_silent(tree: Path) -> None:
    commit(tree)
    (tree / ".git/HEAD").write_text("x")
    assert any("git không cho biết được" in line for line in sentences(tree, NOWHERE))


# -- official ------------------------------------------------------------------------------------


@pytest.fixture
def official_tree(official: Path, tmp_path: Path) -> Path:
    """An official content tree, without history."""
    return Path(shutil.copytree(official / "noi-dung", tmp_path / "chinh-thuc"))


def test_without_a_witness_an_official_build_is_refused(official_tree: Path) -> None:
    assert any("không có gì để biết" in line for line in sentences(official_tree, NOWHERE))
    done = run("build", "--content", official_tree, "--output", official_tree.parent / "dist")
    assert done.returncode == 1
    assert "--memory none" in done.stderr and "git fetch --unshallow" in done.stderr


def test_the_first_publication_says_that_it_is_the_first(official_tree: Path) -> None:
    assert sentences(official_tree, Recall(Path("/nowhere"), "none")) == []


def test_a_whole_history_is_witness_enough(official_tree: Path) -> None:
    commit(official_tree)
    assert sentences(official_tree, NOWHERE) == []


def test_a_shallow_checkout_is_not(official_tree: Path, tmp_path: Path) -> None:
    commit(official_tree)
    commit(official_tree, "more")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{official_tree}", "nong")
    found = sentences(tmp_path / "nong", NOWHERE)
    assert any("không có gì để biết" in line for line in found)
    assert any("bản sao này thiếu lịch sử" in line for line in found)


def test_a_specimen_is_told_when_git_cannot_answer(tree: Path, tmp_path: Path) -> None:
    commit(tree)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tree}", "nong")
    done = run("check", "--fast", "--content", tmp_path / "nong")
    assert done.returncode == 0
    assert "bản sao này thiếu lịch sử" in done.stdout


def test_a_register_that_was_never_recorded_has_no_witness(official_tree: Path) -> None:
    register = (official_tree / REGISTER).read_text("utf-8")
    (official_tree / REGISTER).unlink()
    commit(official_tree)
    (official_tree / REGISTER).write_text(register, "utf-8")
    assert any("không có gì để biết" in line for line in sentences(official_tree, NOWHERE))


@pytest.mark.parametrize("form", ["manifest", "folder", "file"])
def test_the_published_site_is_witness_enough(
    official: Path, official_tree: Path, form: str
) -> None:
    where = (
        official
        / {
            "manifest": "dist/site/manifest.json",
            "folder": "dist",
            "file": "dist/site/manifest.json",
        }[form]
    )
    assert sentences(official_tree, Recall(Path("/nowhere"), str(where))) == []
    lose_english(official_tree)
    assert any("mất 1 dòng" in x for x in mistakes(official_tree, Recall(None, str(where))))


@pytest.mark.parametrize("kind", ["specimen", "official"])
def test_a_memory_that_was_named_must_answer(
    kind: str, tree: Path, official_tree: Path, tmp_path: Path
) -> None:
    for where in (tmp_path / "khong-co", tmp_path / "hong.json"):
        (tmp_path / "hong.json").write_text("[1, 2")
        which = tree if kind == "specimen" else official_tree
        found = mistakes(which, Recall(None, str(where)))
        assert any("không trả lời" in line for line in found), where


def test_an_official_address_cannot_change(official: Path, official_tree: Path) -> None:
    commit(official_tree)
    replace(official_tree / "campaign.yml", "canhgiac.thu.vn", "khac.thu.vn")
    commit(official_tree)
    for recall in (NOWHERE, Recall(official / "dist")):
        assert any("mọi mã đều hỏng" in line for line in mistakes(official_tree, recall))


SPELLINGS = [
    lambda t: t.replace("status:", '"status":'),
    lambda t: t.replace("status:", "status :"),
    lambda t: t.replace('status: "official"', "status: >-\n  official"),
    lambda t: t.replace("base_url:", "base_url: # địa chỉ\n "),
    lambda t: "\ufeff" + t,
    lambda t: t.replace("\n", "\r"),
]


@pytest.mark.parametrize("spell", SPELLINGS)
def test_git_reads_old_settings_as_we_read_ours(
    official_tree: Path, spell: Callable[[str], str]
) -> None:
    settings = official_tree / "campaign.yml"
    edit(settings, spell)
    assert mistakes(official_tree) == []
    commit(official_tree)
    settings.write_bytes(settings.read_bytes().replace(b"canhgiac.thu.vn", b"khac.thu.vn"))
    assert any("mọi mã đều hỏng" in line for line in mistakes(official_tree, NOWHERE))


def test_a_specimen_of_long_ago_does_not_silence_git(
    mini_dist: Path, official_tree: Path
) -> None:
    commit(official_tree)
    replace(official_tree / "campaign.yml", "canhgiac.thu.vn", "khac.thu.vn")
    assert any("mọi mã đều hỏng" in x for x in mistakes(official_tree, Recall(mini_dist)))


def test_a_specimen_does_not_vouch_for_an_official_campaign(
    mini_dist: Path, official_tree: Path
) -> None:
    found = sentences(official_tree, Recall(mini_dist))
    assert any("không có gì để biết" in line for line in found)


def test_the_first_time_is_not_for_ever(official_tree: Path, tmp_path: Path) -> None:
    """Who says “none” is believed about drafts, not about codes that were issued officially."""
    commit(official_tree)
    lose_english(official_tree)
    first_time = Recall(tmp_path / "dist", "none")
    assert any("mất một dòng mà git còn giữ" in x for x in mistakes(official_tree, first_time))


def test_a_new_campaign_may_leave_the_codes_of_a_specimen(tree: Path) -> None:
    commit(tree)
    (tree / REGISTER).unlink()
    replace(tree / "editions/to-roi.yml", '["toan-tinh"]', '["00002"]')
    assert run("issue", "to-roi", "--content", tree).returncode == 1
    assert run("issue", "to-roi", "--content", tree, "--memory", "none").returncode == 0


def test_an_address_that_was_never_published_can_be_corrected(
    official: Path, official_tree: Path
) -> None:
    replace(official_tree / "campaign.yml", "canhgiac.thu.vn", "cnhgiac.thu.vn")
    commit(official_tree)
    replace(official_tree / "campaign.yml", "cnhgiac.thu.vn", "canhgiac.thu.vn")
    commit(official_tree)
    assert mistakes(official_tree, NOWHERE)
    assert mistakes(official_tree, Recall(None, "none")) == []
    assert mistakes(official_tree, Recall(official / "dist")) == [], "the published site knows"


def test_a_specimen_does_not_take_an_official_place(official: Path, official_tree: Path) -> None:
    replace(official_tree / "campaign.yml", "official", "specimen")
    found = mistakes(official_tree, Recall(official / "dist"))
    assert any("không được để bản mẫu đè lên" in line for line in found)


def test_an_official_page_cannot_vanish(official: Path, official_tree: Path) -> None:
    folder = official_tree / "pages/gioi-thieu"
    folder.rename(official_tree / "pages/ve-chung-toi")
    found = mistakes(official_tree, Recall(official / "dist"))
    assert any("mất địa chỉ /gioi-thieu/" in line and "aliases" in line for line in found)
    facts = official_tree / "pages/ve-chung-toi/page.yml"
    edit(facts, lambda t: t + 'aliases: ["gioi-thieu"]\n')
    assert mistakes(official_tree, Recall(official / "dist")) == []


def test_git_knows_which_pages_were_official(official_tree: Path) -> None:
    commit(official_tree)
    (official_tree / "pages/gioi-thieu").rename(official_tree / "pages/ve-chung-toi")
    commit(official_tree)
    assert any("mất địa chỉ /gioi-thieu/" in x for x in mistakes(official_tree, NOWHERE))


def drop_alias(tree: Path) -> None:
    replace(tree / "methods/goi-dien/method.yml", 'aliases: ["doa-nat"]\n', "")


def drop_translated_routes(tree: Path) -> None:
    (tree / "routes/en.yml").unlink()


def drop_page(tree: Path) -> None:
    (tree / "pages/gioi-thieu").rename(tree / "pages/ve-chung-toi")


@pytest.mark.parametrize(
    ("drop", "address"),
    [
        (drop_alias, "/canh-bao/doa-nat/"),
        (drop_translated_routes, "/en/kenh/cuoc-goi/"),
        (drop_page, "/gioi-thieu/"),
    ],
)
@pytest.mark.parametrize("recorded", [True, False])
def test_git_knows_every_address(
    official_tree: Path, drop: Callable[[Path], None], address: str, recorded: bool
) -> None:
    edit(official_tree / "methods/goi-dien/method.yml", lambda t: t + 'aliases: ["doa-nat"]\n')
    commit(official_tree)
    assert mistakes(official_tree, NOWHERE) == []
    replace(official_tree / "campaign.yml", "official", "specimen")
    commit(official_tree)
    drop(official_tree)
    replace(official_tree / "campaign.yml", "specimen", "official")
    if recorded:
        commit(official_tree)
    assert any(f"mất địa chỉ {address}" in line for line in mistakes(official_tree, NOWHERE))


def test_a_specimens_page_may_go_and_staff_are_told(tree: Path, tmp_path: Path) -> None:
    out = build_here(tree, tmp_path / "dist")
    (tree / "pages/gioi-thieu").rename(tree / "pages/ve-chung-toi")
    assert mistakes(tree, Recall(out)) == []
    assert any("mất địa chỉ /gioi-thieu/" in line for line in sentences(tree, Recall(out)))


def test_nobody_is_handed_a_list_of_codes(official: Path) -> None:
    text = (official / "dist/site/manifest.json").read_text("utf-8")
    for line in (official / "noi-dung" / REGISTER).read_text("utf-8").splitlines()[1:]:
        assert line[:6] not in text and line[:6].lower() not in text
    manifest = json.loads(text)
    assert manifest["register"]["lines"] == 2 and manifest["others"]["files"] == 6


def test_making_official_is_what_the_gates_ask_for(tree: Path) -> None:
    make_official(tree)
    assert sentences(tree) == []
