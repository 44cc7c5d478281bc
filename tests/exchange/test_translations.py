"""What translators send back, whole and damaged in every way that was seen or feared."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from support.builds import run
from support.languages import facts, write
from support.trees import TODAY, campaign, edit, replace, report

from generator.content import approving, moving, translating, writing
from generator.content.approving import Signature, record
from generator.exchange import letter, po, translation_sheet, translations
from generator.exchange.letter import Letter
from generator.exchange.sniff import Refusal
from generator.exchange.translations import Judged, Row
from generator.model.trust import State

FORMATS = {"xlsx": translation_sheet, "po": po}
CALLS = "methods/goi-dien:approach"
VI, EN = "Người lạ gọi đến.", "A stranger calls."


def sent(tree: Path, tag: str = "en", pack: str = "") -> Letter:
    return letter.letter(report(tree).tree, tag, pack)


def rows(tree: Path, tag: str = "en") -> list[Row]:
    return translation_sheet.read(translation_sheet.written(sent(tree, tag)))[1]


def judged(tree: Path, back: list[Row]) -> Judged:
    return translations.take(report(tree), "en", back, "en.xlsx")[0]


def with_words(back: list[Row], words: str, name: str = CALLS) -> list[Row]:
    return [row._replace(words=words) if row.id == name else row for row in back]


# -- whole ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FORMATS)
def test_what_nobody_touched_changes_nothing(kind: str, tree: Path) -> None:
    written = FORMATS[kind].written(sent(tree))
    assert written == FORMATS[kind].written(sent(tree)), "the same bytes"
    tag, back = FORMATS[kind].read(written)
    found, texts = translations.take(report(tree), tag, back, "x")
    assert (tag, texts, found.refused) == ("en", {}, [])
    assert found.same + found.empty == len(sent(tree).lines)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_language_from_nothing(kind: str, tree: Path) -> None:
    """Each text, in whatever signs, comes back as it was written, into files of our form."""
    write(tree / "languages/km.yml", facts("km"))
    home = sent(tree, "km")
    assert {line.block.state for line in home.lines} == {State.MISSING}
    tag, back = FORMATS[kind].read(FORMATS[kind].written(home))
    keep = re.compile(r"\{[^}]*\}|\d+")
    words = [" ".join(["ខ្មែរ", *keep.findall(line.block.source)]) for line in home.lines]
    filled = [row._replace(words=text) for row, text in zip(back, words, strict=True)]
    found, texts = translations.take(report(tree), tag, filled, "x")
    assert not found.refused and len(found.taken) == len(words)
    writing.rewrite(tree, {name: (b"", text) for name, text in texts.items()})
    assert not report(tree).mistakes
    now = {line.block.id: line.block.words for line in sent(tree, "km").lines}
    assert list(now.values()) == words
    assert "km" in campaign(tree).languages
    ours = run("fmt", "--check", "--content", tree).stdout.splitlines()
    assert [line for line in ours if not line.endswith("languages/km.yml")] == []


def test_msgfmt_and_msgcat_agree_with_a_po(tree: Path, tmp_path: Path) -> None:
    file = tmp_path / "en.po"
    file.write_bytes(po.written(sent(tree)))
    for tool in ("msgfmt", "msgcat"):
        command = [tool, file, "-o", tmp_path / tool]
        try:
            done = subprocess.run(command, capture_output=True, check=False)
        except FileNotFoundError:
            pytest.skip("gettext is not here")
        assert done.returncode == 0 and not done.stderr, done.stderr
    tag, back = po.read((tmp_path / "msgcat").read_bytes())
    found, texts = translations.take(report(tree), tag, back, "x")
    assert not texts and not found.refused and found.same > 100


@pytest.mark.parametrize("change", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t])
def test_a_po_that_other_systems_saved(change: Callable[[str], str], tree: Path) -> None:
    text = change(po.written(sent(tree)).decode())
    found = judged(tree, po.read(text.encode())[1])
    assert not found.taken and not found.refused and found.same > 100


@pytest.mark.parametrize(
    "data", ["x".encode("utf-16"), "Gọi".encode("cp1258", "replace"), b'msgid "a"\nmsgstr "b"x\n']
)
def test_a_po_that_cannot_be_read_is_a_sentence(data: bytes) -> None:
    with pytest.raises(Refusal, match="PO"):
        po.read(data)


# -- damaged -------------------------------------------------------------------------------------


def test_a_column_sorted_by_itself_is_refused_whole(tree: Path) -> None:
    back = rows(tree)
    words = sorted(row.words for row in back)
    found = judged(tree, [r._replace(words=w) for r, w in zip(back, words, strict=True)])
    assert not found.taken and "bị sắp xếp riêng" in found.refused[0].message
    a, b = back[3], back[4]
    swapped = [*back[:3], a._replace(words=b.words), b._replace(words=a.words), *back[5:]]
    assert "2 câu nằm ở dòng" in judged(tree, swapped).refused[0].message


def test_rows_may_be_sorted_whole_or_left_out(tree: Path) -> None:
    back = with_words(rows(tree), "Hang up now.")
    found = judged(tree, sorted(back, key=lambda row: row.words)[::2])
    assert not found.refused and len(found.taken) in (0, 1)
    assert len(judged(tree, list(reversed(back))).taken) == 1


DAMAGES: dict[str, tuple[Callable[[Row], Row], str]] = {
    "an id that was changed": (lambda r: r._replace(id="x", words="New."), "không có câu nào"),
    "an id that was emptied": (lambda r: r._replace(id="", words="New."), "không có câu nào"),
    "a source that is another": (
        lambda r: r._replace(source="BBBBBBBB", shown="", words="N."),
        "gốc đã đổi",
    ),
    "a source that somebody wrote over": (
        lambda r: r._replace(shown="Gọi lại ngay.", words="N."),
        "gốc bị sửa",
    ),
    "a formula": (lambda r: r._replace(fault="ô này là công thức"), "công thức"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_row_is_refused_by_its_number(name: str, tree: Path) -> None:
    damage, sentence = DAMAGES[name]
    back = [damage(row) if row.id == CALLS else row for row in rows(tree)]
    found = judged(tree, back)
    assert not found.taken and len(found.refused) == 1
    assert sentence in found.refused[0].message
    assert re.search(r"en\.xlsx, dòng \d+$", found.refused[0].file)


WORDS = {
    "a placeholder lost": "Hang up.",
    "a placeholder renamed": "Hang up, call {cong an}.",
    "a placeholder typed as a number": "Hang up, call 113.",
    "a placeholder doubled": "Call {cong-an}, {cong-an}.",
    "a dash from Word": "Hang up, call {cong–an}.",
    "a brace lost": "Hang up, call {cong-an.",
    "a phone number typed in": "Hang up, call {cong-an} or 0912345678.",
    "the same in digits of another script": "Call {cong-an} or ០៩១២៣៤៥៦៧៨.",
    "a soft hyphen": "Hang\u00ad up, call {cong-an}.",
    "a mark that turns reading around": "Hang\u202e up, call {cong-an}.",
    "a blank of no width": "Hang\u200d up, call {cong-an}.",
    "Word's line break": "Hang up\x0bcall {cong-an}.",
    "HTML": "<b>Hang up</b>, call {cong-an}.",
    "an entity": "Hang up &amp; call {cong-an}.",
    "a line break": "Hang up,\ncall {cong-an}.",
    "UTF-8 read as Western": "Táº¯t mÃ¡y, gá»i {cong-an}.",
    "letters lost": "H?ng up, call {cong-an}.",
    "a character of no font": "Hang up ☎, call {cong-an}.",
    "the words of the source": "Gọi {cong-an} ngay bây giờ.",
}


@pytest.mark.parametrize("name", WORDS)
def test_damaged_words_are_refused_in_a_sentence(name: str, tree: Path) -> None:
    replace(tree / "methods/goi-dien/vi.yml", VI, "Gọi {cong-an} ngay bây giờ.")
    replace(tree / "methods/goi-dien/en.yml", EN, "Call {cong-an} now.")
    found = judged(tree, with_words(rows(tree), WORDS[name]))
    assert [p.place for p in found.refused if p.place] and not found.taken, found
    assert "dòng" in found.refused[0].file and found.refused[0].message


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("Hang up\u00a0now.", "dấu cách đặc biệt"),
        ("Hang up at the cafe\u0301.", "ghép dấu"),
    ],
)
def test_what_can_be_repaired_is_and_is_said(words: str, note: str, tree: Path) -> None:
    found = judged(tree, with_words(rows(tree), words))
    assert not found.refused and note in found.notes[0]
    assert "\u00a0" not in found.taken[0][1] and "\u0301" not in found.taken[0][1]


def test_small_figures_are_asked_about(tree: Path) -> None:
    found = judged(tree, with_words(rows(tree), "Hang up within 5 minutes."))
    assert len(found.asked) == 1 and len(found.taken) == 1 and not found.refused


def test_an_emptied_cell_deletes_nothing(tree: Path) -> None:
    back = [row._replace(words="") for row in rows(tree)]
    found, texts = translations.take(report(tree), "en", back, "x")
    assert found.empty == len(back) and not texts and not found.refused


def test_who_was_faster_is_not_overwritten(tree: Path) -> None:
    back = with_words(rows(tree), "Hang up at once.")
    replace(tree / "methods/goi-dien/en.yml", EN, "Somebody calls.")
    assert "dịch khác đi" in judged(tree, back).refused[0].message
    over = translations.take(report(tree), "en", back, "x", is_over=True)[0]
    assert len(over.taken) == 1 and not over.refused
    back = with_words(back, "Somebody calls.")
    assert not judged(tree, back).refused, "both wrote the same"


def test_a_correction_of_breaks_alone_is_taken(tree: Path) -> None:
    write(tree / "languages/km.yml", facts("km"))
    write(tree / "routes/km.yml", {"routes": {"cuoc-goi": {"label": "ភាសាខ្មែរ"}}})
    back = [r for r in rows(tree, "km") if r.id == "routes:routes.cuoc-goi.label"]
    back = [row._replace(words="ភាសា\u200bខ្មែរ") for row in back]
    found = translations.take(report(tree), "km", back, "x")[0]
    assert [words for _block, words in found.taken] == ["ភាសា\u200bខ្មែរ"]


def test_a_source_that_has_changed_is_shown(tree: Path) -> None:
    back = with_words(rows(tree), "Hang up at once.")
    replace(tree / "methods/goi-dien/vi.yml", VI, "Kẻ lạ gọi đến.")
    found = judged(tree, back)
    assert "Kẻ lạ gọi đến." in found.refused[0].message
    assert judged(tree, rows(tree)).refused == [], "exported again"


@pytest.mark.parametrize("kind", FORMATS)
def test_a_source_written_over_in_the_file_is_seen(kind: str, tree: Path) -> None:
    def changed(data: bytes) -> bytes:
        return data.replace(VI.encode(), "Người lạ nhắn tin.".encode())

    data = FORMATS[kind].written(sent(tree))
    if kind == "xlsx":
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                new.writestr(name, changed(old.read(name)))
        data = out.getvalue()
    back = with_words(FORMATS[kind].read(changed(data))[1], "Somebody writes.")
    found = judged(tree, back)
    assert not found.taken and ["gốc bị sửa" in p.message for p in found.refused] == [True]


def test_a_row_that_is_wrong_is_named_and_not_what_its_new_file_lacks(tree: Path) -> None:
    """A first file of a language holds a part of its texts."""
    write(tree / "languages/mtq.yml", facts("mtq"))
    back = [r for r in rows(tree, "mtq") if r.id in ("interface:title", "interface:issuer")]
    back = [row._replace(words="Công " * 60) for row in back[:1]] + [
        row._replace(words="Tảo lại") for row in back[1:]
    ]
    found = translations.take(report(tree), "mtq", back, "x")[0]
    assert [problem.place for problem in found.refused] == [("interface:title",)]


def test_a_row_twice(tree: Path) -> None:
    back = rows(tree)
    assert judged(tree, [*back, back[0]]).refused == []
    assert "hai dòng" in judged(tree, [*back, back[0]._replace(words="X")]).refused[0].message


@pytest.mark.parametrize("cell", [113, 4.5, True, date(2026, 11, 26)])
def test_a_cell_that_is_no_text(cell: object, tree: Path) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "dd/mm/yyyy"}) as book:
        page = book.add_worksheet("en")
        page.write_row(0, 0, ["mã", "", "", "", "Bản dịch", "", "dấu"])
        page.write_row(1, 0, [CALLS, "", "", ""])
        page.write(1, 4, cell)
        page.write(1, 6, rows(tree)[0].source)
    tag, back = translation_sheet.read(out.getvalue())
    assert tag == "en" and "không phải chữ" in judged(tree, back).refused[0].message


def test_texts_that_look_like_something_else_stay_texts(tree: Path) -> None:
    """Numbers, formulas, dates: what a spreadsheet would make of them, it does not."""
    home = sent(tree)
    nasty = ["=1+1", "0912", "1/2", "#N/A", "'x", "a  b", "_x0041_", "+84", "1e5", "TRUE"]
    lines = [
        line._replace(block=line.block._replace(words=words))
        for line, words in zip(home.lines, nasty, strict=False)
    ]
    _tag, back = translation_sheet.read(translation_sheet.written(home._replace(lines=lines)))
    assert [row.words for row in back] == nasty and not any(row.fault for row in back)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"a,b\n1,2\n"])
def test_what_is_no_workbook_is_a_sentence(data: bytes) -> None:
    with pytest.raises(Refusal):
        translation_sheet.read(data)


# -- states --------------------------------------------------------------------------------------


def state_of(tree: Path, name: str = CALLS) -> State:
    found = {b.id: b for b in translating.blocks(report(tree).tree, "en")}
    return found[name].state


def approve(tree: Path, file: str = "methods/goi-dien/en.yml") -> None:
    (reading,) = approving.readings(report(tree), [file])
    done = record(tree, {file: reading.words}, Signature("Trần Văn Đọc", TODAY), TODAY)
    assert not done.problems


def test_one_changed_sentence_is_one_text_out_of_date(tree: Path) -> None:
    missing = [b.id for b in translating.blocks(report(tree).tree, "en") if b.is_open]
    assert state_of(tree) is State.UNREVIEWED
    approve(tree)
    assert state_of(tree) is State.APPROVED
    replace(tree / "methods/goi-dien/vi.yml", VI, "Người  lạ gọi đến.")
    assert state_of(tree) is State.APPROVED, "a blank is no change"
    replace(tree / "methods/goi-dien/vi.yml", "Người  lạ gọi đến.", "Kẻ lạ gọi đến.")
    found = [b for b in translating.blocks(report(tree).tree, "en") if b.is_open]
    assert [block.id for block in found if block.id not in missing] == [CALLS]
    replace(tree / "methods/goi-dien/en.yml", EN, "Strangers call.")
    assert state_of(tree) is State.UNREVIEWED, "nobody has read these words"
    approve(tree)
    assert state_of(tree) is State.APPROVED


def test_what_was_read_goes_along_with_an_entry(tree: Path) -> None:
    approve(tree)
    kind, slug = moving.entry("methods/goi-dien/en.yml") or pytest.fail()
    for file, text in moving.renamed(report(tree).tree, kind, slug, "goi-doa").items():
        path = tree / file
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True) if text is None else path.write_bytes(text)
    (tree / "methods/goi-dien").rmdir()
    assert state_of(tree, "methods/goi-doa:approach") is State.APPROVED
    gone = moving.removed(report(tree).tree, kind, "goi-doa")
    assert "goi-doa" not in (gone["reviewed/en.yml"] or b"").decode()


def test_the_words_a_translation_was_read_beside_come_from_the_history(tree: Path) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@localhost")

    def git(*command: str) -> None:
        subprocess.run(["git", "-C", tree, *command], check=True, capture_output=True)

    git("init", "-q")
    approve(tree)
    git("add", "-A")
    git(*who, "commit", "-qm", "1")
    replace(tree / "methods/goi-dien/vi.yml", VI, "Kẻ lạ gọi đến.")
    git(*who, "commit", "-qam", "2")
    (line,) = [line for line in sent(tree).lines if line.former]
    assert (line.block.id, line.former) == (CALLS, VI)
    text = po.written(sent(tree)).decode()
    assert "#, fuzzy\n#| msgctxt" in text or '#, fuzzy\n#| msgid "Người lạ gọi đến."' in text
    fuzzy = [row for row in po.read(text.encode())[1] if row.id == CALLS]
    assert fuzzy[0].words == "", "what is fuzzy is not taken"


# -- by command ----------------------------------------------------------------------------------


def test_a_day_of_a_translator_by_command(tree: Path, tmp_path: Path) -> None:
    book = tmp_path / "en.xlsx"
    done = run("translate", "export", "--into", "en", "--content", tree, "-o", book)
    assert done.returncode == 0 and "cần dịch 5" in done.stdout
    done = run("translate", "import", book, "--content", tree, "--yes")
    assert done.returncode == 0 and "không phải ghi gì" in done.stdout
    text = tmp_path / "en.po"
    run("translate", "export", "--into", "en", "--format", "po", "--content", tree, "-o", text)
    edit(text, lambda t: t.replace(EN, "Strangers call."))
    done = run("translate", "import", text, "--content", tree, "--yes")
    assert done.returncode == 0 and "+ Strangers call." in done.stdout
    assert "Strangers call." in (tree / "methods/goi-dien/en.yml").read_text("utf-8")
    edit(text, lambda t: t.replace("Strangers call.", "Call 0912345678."))
    before = (tree / "methods/goi-dien/en.yml").read_bytes()
    done = run("translate", "import", text, "--content", tree, "--yes")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert (tree / "methods/goi-dien/en.yml").read_bytes() == before
    done = run("translate", "status", "--content", tree)
    assert done.returncode == 0 and "English" in done.stdout
    done = run("translate", "export", "--into", "xx", "--content", tree)
    assert done.returncode == 1 and "new languages" in done.stderr
