"""The only writer to content: one value, one line; a code once."""

import csv
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builds import CANHGIAC, NOWHERE, run
from support.trees import TODAY, add_communes, campaign, commit, git, replace, report

from generator.content import located_yaml, writing
from generator.content.canonical import quoted
from generator.content.witnesses import Recall
from generator.problems import ContentError

FILE = """\
# Ghi chú ở đầu tệp
title: "Một câu"   # ghi chú bên cạnh
plain: không nháy
list:
  - 'nháy đơn'
  - "cuối"   # ghi chú
nested:
    deep: "sâu"
folded: >
  nhiều
  dòng
"""


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        (("title",), '"Một câu"', '"Câu \\"khác\\""'),
        (("plain",), "không nháy", '"Câu \\"khác\\""'),
        (("list", 0), "'nháy đơn'", '"Câu \\"khác\\""'),
        (("list", 1), '"cuối"', '"Câu \\"khác\\""'),
        (("nested", "deep"), '"sâu"', '"Câu \\"khác\\""'),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_replaced_text_is_one_changed_line(
    tmp_path: Path, place: tuple[str | int, ...], old: str, new: str, end: str, mark: str
) -> None:
    file = tmp_path / "vi.yml"
    before = mark + FILE.replace("\n", end)
    file.write_bytes(before.encode())
    writing.replace(file, place, 'Câu "khác"')
    assert file.read_bytes().decode() == before.replace(old, new)


def test_a_replaced_sentence_is_a_one_line_diff(tree: Path) -> None:
    commit(tree)
    file = tree / "methods/goi-dien/vi.yml"
    writing.replace(file, ("signs", "giuc"), "Họ giục bạn làm ngay.")
    changed = git(tree, "diff", "--numstat").split()
    assert changed == ["1", "1", "methods/goi-dien/vi.yml"]
    assert report(tree).mistakes == ()


def test_decomposed_neighbours_stay_as_they_are(tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", 'a: "Lừa đảo"\nb: "Tiền"\n')
    (tmp_path / "vi.yml").write_text(apart, "utf-8")
    writing.replace(tmp_path / "vi.yml", ("b",), "Khác")
    assert (tmp_path / "vi.yml").read_text("utf-8").startswith(apart.split("\n")[0])


def test_what_is_not_there_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "vi.yml"
    file.write_text('a:\n  b: "x"\n', "utf-8")
    for place in (("c",), ("a",), ("a", "b", "c")):
        with pytest.raises(ContentError, match="không có câu nào"):
            writing.replace(file, place, "y")
    file.write_text("a: [", "utf-8")
    with pytest.raises(ContentError):
        writing.replace(file, ("a",), "y")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60))
def test_any_words_come_back_as_they_went(words: str) -> None:
    document = located_yaml.read_raw(f"a: {quoted(words)}\n", "f")
    assert document.problems or document.data == {"a": words}
    if document.problems:
        assert any(not char.isprintable() or char in "\ufffe\uffff" for char in words)


# -- codes ---------------------------------------------------------------------------------------


def issue(tree: Path, edition: str = "to-roi") -> list[str]:
    return [
        line.code for line in writing.issue(tree, edition, TODAY, Recall(), lambda _campaign: [])
    ]


def test_issuing_twice_issues_once(tree: Path) -> None:
    (tree / "distribution/codes.csv").unlink()
    assert issue(tree) == ["NVMVV2", "CNN3JH"]
    first = (tree / "distribution/codes.csv").read_bytes()
    assert issue(tree) == []
    assert (tree / "distribution/codes.csv").read_bytes() == first


def test_two_at_once_issue_once(tree: Path) -> None:
    units = ", ".join(f'"{key}"' for key in add_communes(tree, 150))
    replace(tree / "editions/to-roi.yml", '"toan-tinh"', f'"toan-tinh", {units}')
    command = [*CANHGIAC, "issue", "to-roi", "--content", str(tree)]
    running = [
        subprocess.Popen(
            command, cwd=NOWHERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = sorted(process.communicate(timeout=60)[0].strip() for process in running)
    assert said[0].startswith("Đã cấp 300 mã") and said[1] == "Ấn bản to-roi đã đủ mã."
    with (tree / "distribution/codes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 302 == len({row["code"] for row in rows})
    assert report(tree).mistakes == ()


def test_a_lost_register_is_issued_again_as_it_was(tree: Path) -> None:
    before = [code.code for code in campaign(tree).codes]
    (tree / "distribution/codes.csv").unlink()
    assert issue(tree) == before


def test_issuing_onto_a_line_without_an_end(tree: Path) -> None:
    register = tree / "distribution/codes.csv"
    register.write_text("\n".join(register.read_text("utf-8").splitlines()[:2]), "utf-8")
    assert issue(tree) == ["CNN3JH"]
    assert report(tree).mistakes == ()


def test_no_code_for_what_cannot_be_built(tree: Path) -> None:
    (tree / "methods/goi-dien/en.yml").unlink()
    (tree / "distribution/codes.csv").unlink()
    with pytest.raises(ContentError, match="methods/goi-dien chưa có lời bằng en"):
        issue(tree)
    assert not (tree / "distribution/codes.csv").exists()


def test_no_code_for_what_does_not_fit(tree: Path) -> None:
    (tree / "distribution/codes.csv").unlink()
    replace(tree / "advice/vua-chuyen-tien/en.yml", "Call the bank.", "Call the bank. " * 200)
    done = run("issue", "to-roi", "--content", tree)
    assert done.returncode == 1
    assert "en: chữ không vừa mặt 1" in done.stderr
    assert not (tree / "distribution/codes.csv").exists()


def test_an_unknown_edition_is_a_sentence(tree: Path) -> None:
    with pytest.raises(ContentError, match="không có ấn bản khac; hiện có: to-roi"):
        issue(tree, "khac")


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "codes.csv"
    file.write_text("cũ\n", "utf-8")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        writing.append(file, "mới\n")
    assert file.read_text("utf-8") == "cũ\n"
    assert [path.name for path in tmp_path.iterdir()] == ["codes.csv"]


def test_two_new_editions_do_not_wait_for_each_other(tree: Path) -> None:
    text = (tree / "editions/to-roi.yml").read_text("utf-8")
    for name in ("mot", "hai"):
        (tree / f"editions/{name}.yml").write_text(text, "utf-8")
    assert len(issue(tree, "mot")) == len(issue(tree, "hai")) == 2
    assert report(tree).campaign is not None


def test_files_are_written_and_go_in_one_act_or_not_at_all(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new, page = "methods/goi-dien/vi.yml", "methods/goi/vi.yml", "pages/khan-cap/page.yml"
    held = {name: writing.held(tree, name) for name in (old, new, page)}
    wanted = {old: (held[old], None), new: (b"", held[old]), page: (held[page], "x: 1\n")}

    def full(_file: Path, _content: bytes) -> None:
        raise OSError("the disk is full")

    put = writing.put_whole
    for name, broken in ((new, full), (page, full)):
        monkeypatch.setattr(
            writing,
            "put_whole",
            lambda file, text, name=name, broken=broken: (
                broken(file, text)
                if file == tree / name and text != held[name]
                else put(file, text)
            ),
        )
        with pytest.raises(OSError, match="full"):
            writing.rewrite(tree, wanted)
        assert {name: writing.held(tree, name) for name in held} == held
    monkeypatch.setattr(writing, "put_whole", put)
    writing.rewrite(tree, wanted)
    assert not (tree / old).exists() and (tree / new).read_bytes() == held[old]
    for name in ("en.yml", "method.yml"):
        writing.rewrite(
            tree,
            {f"methods/goi-dien/{name}": (writing.held(tree, f"methods/goi-dien/{name}"), None)},
        )
    assert not (tree / "methods/goi-dien").exists(), "nothing is left in it"
