"""The command line as staff meet it."""

import json
import os
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.builds import CANHGIAC, run, run_apart
from support.trees import MINI, ROOT, SHIPPED, replace, report

from generator.content.report import Deed


def check(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run("check", *arguments)


def test_check_is_one_screen(dist: Path) -> None:
    done = run_apart("check", "--content", SHIPPED)
    lines = (done.stdout + done.stderr).splitlines()
    assert done.returncode == 0
    assert len(lines) <= 30, "a screenful"
    assert "campaign_content: không có lỗi." in done.stdout
    assert re.search(r"methods +(\d+)/\1 +(\d+)/\2 +\d+/\1", done.stdout)
    assert "tệp lời phải duyệt" in done.stdout and "canhgiac check --all" in done.stdout


def test_a_folder_that_is_not_there_is_one_sentence() -> None:
    assert check("--content", "khong-co").stderr.splitlines() == [
        "khong-co/: không có thư mục này → kiểm tra lại --content",
        "1 lỗi. Chưa ghi gì ra đĩa.",
    ]


def test_check_all_says_everything() -> None:
    done = check("--all", "--fast", "--content", MINI)
    assert "methods/goi-dien" in done.stdout and "chưa rà soát" in done.stdout
    assert "chưa ai xác nhận nơi liên hệ cong-an" in done.stdout


def test_check_of_one_file_says_what_concerns_it(tree: Path) -> None:
    replace(tree / "routes/vi.yml", "Tắt máy.", "Gọi 113.")
    replace(tree / "methods/goi-dien/vi.yml", "Họ giục.", "Gọi 113.")
    done = check("--fast", "--content", tree, f"{tree}/methods/goi-dien/vi.yml")
    assert done.returncode == 1
    assert "methods/goi-dien/vi.yml:11:9" in done.stdout and "routes/vi.yml" not in done.stdout
    assert "Còn 1 lỗi ở tệp khác" in done.stdout
    done = check("--fast", "--content", tree, "methods/goi-dien")
    assert "methods/goi-dien/vi.yml:11:9" in done.stdout
    done = check("--fast", "--content", tree, "methods/khong-co/vi.yml")
    assert "không có tệp methods/khong-co/vi.yml" in done.stdout


def test_slugs_never_break(tree: Path) -> None:
    slug = "mot-thu-doan-co-ten-rat-dai-de-xem-co-bi-ngat-doi-khong"
    for name in ("method.yml", "vi.yml"):
        target = tree / "methods" / slug / name
        target.parent.mkdir(exist_ok=True)
        text = (tree / "methods/goi-dien" / name).read_text("utf-8")
        for old, new in (("dọa", "hẹn"), ("Đó là lừa", "Đây là lừa"), ("gọi đến", "nhắn đến")):
            text = text.replace(old, new)
        target.write_text(text, "utf-8")
    done = run_apart(
        "check", "--all", "--fast", "--content", tree, env={**os.environ, "COLUMNS": "60"}
    )
    assert f"methods/{slug}" in done.stdout


def test_many_mistakes_are_counted_and_not_all_told(tree: Path) -> None:
    file = tree / "methods/goi-dien/vi.yml"
    items = "\n".join(f'  x{n}: "Gọi 09123456{n}."' for n in range(10, 80))
    replace(file, "signs:\n", f"signs:\n{items}\n")
    done = check("--content", tree)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) <= 20
    assert re.search(r"và \d+ lỗi nữa: .venv/bin/canhgiac check --all", done.stderr)
    assert len(check("--all", "--content", tree).stderr.splitlines()) > 60


def test_check_for_machines() -> None:
    report = json.loads(check("--json", "--fast", "--content", MINI).stdout)
    assert report["ok"] is True
    states = report["completeness"]["methods/goi-dien"]
    assert states == {"vi": "unreviewed", "en": "unreviewed"}
    assert {"file", "place", "line", "column", "message", "remedy", "blocks", "task"} == set(
        report["problems"][0]
    )
    assert {problem["blocks"] for problem in report["problems"]} == {"publishing"}


def test_ten_mistakes_in_one_file_are_ten_sentences(tree: Path) -> None:
    (tree / "methods/goi-dien/vi.yml").write_text(
        """\
titel: "Sai tên mục"
situation: ""
summary: ["một", "hai"]
leaflet: Gọi
approach: "Gọi 113 đi."
phrases:
  Hai Từ:
    they: "a"
    you: "bà"
signs: "không phải danh sách"
do:
  mot:
    hai: "ba"
never: []
after:
  goi: "xa"
approval:
  state: "duyệt"
  on: "hôm qua"
""",
        "utf-8",
    )
    done = check("--content", tree)
    lines = [line for line in done.stderr.splitlines() if "vi.yml" in line]
    assert done.returncode == 1
    assert len(lines) == 10, done.stderr
    assert all(re.match(r".*vi\.yml:\d+:\d+: .+ → .+", line) for line in lines)
    assert "Traceback" not in done.stderr


def test_english_on_demand() -> None:
    assert "unreviewed" in check("--lang", "en", "--all", "--fast", "--content", MINI).stdout


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    for command in ("check", "build", "issue"):
        arguments = ["to-roi"] if command == "issue" else []
        done = run(command, *arguments, "--content", tmp_path / "khong-co")
        assert done.returncode == 1
        assert "không có thư mục này" in done.stderr, command
        assert "Traceback" not in done.stderr


def test_check_sees_what_build_would_refuse(tree: Path, tmp_path: Path) -> None:
    replace(
        tree / "advice/vua-chuyen-tien/vi.yml", '"Gọi ngân hàng."', f'"{"Gọi ngân hàng. " * 200}"'
    )
    built = run("build", "--content", tree, "--output", tmp_path / "dist")
    done = check("--content", tree)
    assert built.returncode == done.returncode == 1
    line = next(line for line in built.stderr.splitlines() if "chữ không vừa" in line)
    assert line in done.stderr
    assert check("--fast", "--content", tree).returncode == 0, "paper was left out"


def test_check_remembers_what_fits(tree: Path) -> None:
    never_seen = " ".join(random.choices(["ba", "be", "bi", "bo", "bu", "ca", "co", "cu"], k=12))
    replace(tree / "methods/goi-dien/vi.yml", "dọa nạt: tắt máy", f"{never_seen}: tắt máy")
    first, second = check("--content", tree), check("--content", tree)
    assert "dàn thử tờ rơi" in first.stderr and "dàn thử" not in second.stderr


def test_content_below_a_hidden_folder_is_read(tmp_path: Path) -> None:
    hidden = tmp_path / ".an/noi-dung"
    shutil.copytree(MINI, hidden)
    assert check("--fast", "--content", hidden).returncode == 0


def test_a_relative_output_lands_where_the_user_stands(tmp_path: Path) -> None:
    done = run_apart(
        "build", "--content", MINI, "--output", "ket-qua", "--lang", "en", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert "Built “Chiến dịch thử” – Cơ quan thử" in done.stdout
    assert (tmp_path / "ket-qua/site/index.html").is_file()


def test_an_official_campaign_can_be_published(official: Path, tmp_path: Path) -> None:
    arguments = ("--content", official / "noi-dung", "--output", tmp_path / "dist")
    assert run("build", *arguments).returncode == 1, "nothing knows what is printed"
    done = run("build", *arguments, "--memory", "none")
    assert done.returncode == 0, done.stderr
    assert "bản mẫu" not in done.stdout.lower()
    for page in (tmp_path / "dist/site").rglob("*.html"):
        assert 'class="specimen"' not in page.read_text("utf-8"), page
    pdf = tmp_path / "dist/leaflets/to-roi/toan-tinh/vi.pdf"
    words = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True)
    assert "Bản mẫu" not in words.stdout and "canhgiac.thu.vn" in words.stdout
    assert run("build", *arguments).returncode == 0, "the last output knows"


OFFICIAL_FAULTS = [
    (
        "methods/goi-dien/vi.yml",
        "Họ giục.",
        "Họ giục bạn.",
        "chưa duyệt: lời đã sửa sau khi duyệt",
    ),
    (
        "contacts.yml",
        '    number: "113"\n  ngan',
        '    number: "115"\n  ngan',
        "mục number của cong-an không đúng như đã xác nhận",
    ),
    ("routes/vi.yml", '  by: "Công an tỉnh thử"\n', "", "chưa duyệt: chưa rà soát"),
    ("interface/en.yml", "Test office", "Specimen – no issuing body yet", "là tên của bản mẫu"),
    ("sources.yml", "Ủy ban thử", "Ủy ban khác", "chưa duyệt: lời đã sửa sau khi duyệt"),
]


@pytest.mark.parametrize(("file", "old", "new", "sentence"), OFFICIAL_FAULTS)
def test_an_official_campaign_is_refused_for(
    official: Path, tmp_path: Path, file: str, old: str, new: str, sentence: str
) -> None:
    tree = Path(shutil.copytree(official / "noi-dung", tmp_path / "noi-dung"))
    replace(tree / file, old, new)
    done = run("build", "--content", tree, "--output", tmp_path / "dist", "--memory", "none")
    assert done.returncode == 1
    assert sentence in done.stderr
    assert not (tmp_path / "dist").exists()
    checked = check("--fast", "--content", tree, "--memory", "none")
    assert checked.returncode == 1


# -- what the system refuses ---------------------------------------------------------------------


def as_user(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run canhgiac as somebody without root's rights."""
    prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    command = [*(prefix if os.geteuid() == 0 else []), *CANHGIAC, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


@pytest.fixture
def readable() -> Iterator[Path]:
    """A folder that everybody may read, with a copy of the small tree in it."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    shutil.copytree(MINI, folder / "noi-dung")
    yield folder
    shutil.rmtree(folder)


def may_run_as_user() -> bool:
    return as_user("--version").returncode == 0


@pytest.mark.skipif(not may_run_as_user(), reason="the checkout is closed to other users")
def test_what_cannot_be_read_does_not_vanish_in_silence(readable: Path) -> None:
    folder = readable / "noi-dung/methods/goi-dien"
    for path, rights, sentence in (
        (folder, 0, "không đọc được thư mục này"),
        (folder, 0o444, "không đọc được thư mục này"),
        (folder / "vi.yml", 0, "không đọc được tệp này"),
    ):
        mode = path.stat().st_mode
        path.chmod(rights)
        done = as_user("check", "--fast", "--content", readable / "noi-dung")
        path.chmod(mode)
        assert done.returncode == 1 and sentence in done.stderr, done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(not may_run_as_user(), reason="the checkout is closed to other users")
def test_what_cannot_be_written_is_a_sentence(readable: Path) -> None:
    (readable / "khoa").mkdir(mode=0o555)
    output = readable / "khoa/dist"
    done = as_user("build", "--content", readable / "noi-dung", "--output", output)
    assert done.returncode == 1
    assert "không có quyền" in done.stderr and "Traceback" not in done.stderr
    assert "Permission denied" not in done.stderr


def test_a_file_in_the_place_of_the_output_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("x")
    done = run("build", "--content", MINI, "--output", tmp_path / "dist")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "chọn --output khác" in done.stderr
    assert (tmp_path / "dist").read_text() == "x"


@pytest.mark.parametrize("kind", ["link", "dangling", "pipe", "folder", "self"])
def test_what_is_no_file_does_not_vanish_in_silence(
    tree: Path, tmp_path: Path, kind: str
) -> None:
    place = tree / "methods/goi-dien/km.yml"
    if kind == "link":
        shutil.copytree(tree / "methods/goi-dien", tmp_path / "khac")
        (tree / "methods/khac").symlink_to(tmp_path / "khac")
    elif kind == "dangling":
        place.symlink_to(tmp_path / "khong-co")
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    else:
        place.symlink_to(place)
    done = check("--fast", "--content", tree)
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr


def test_names_cannot_steer_the_terminal_or_forge_a_line(tree: Path) -> None:
    (tree / "x\x1b[2Jy.yml").write_text("a: b", "utf-8")
    (tree / "z\nmethods.yml").write_text("a: b", "utf-8")
    replace(tree / "campaign.yml", '"specimen"', '"a\\nnd/x.yml:1:1: fake"')
    done = check("--content", tree)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout + done.stderr
    assert not any(
        line.startswith(("nd/x.yml", "methods.yml")) for line in done.stderr.splitlines()
    )


def test_sizes_are_bounded_before_reading(tree: Path) -> None:
    big = tree / "methods/goi-dien/vi.yml"
    with big.open("ab") as file:
        file.truncate(200_000_000)
    register = tree / "distribution/codes.csv"
    with register.open("ab") as file:
        file.truncate(200_000_000)
    done = check("--fast", "--content", tree)
    assert done.returncode == 1
    assert done.stderr.count("tệp quá lớn") == 2


def test_a_command_that_is_mistyped_is_a_sentence() -> None:
    done = run_apart("chek")
    assert done.returncode == 2
    assert "Lỗi: Không có lệnh 'chek'." in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["check", "build", "issue"])
def test_no_memory_makes_a_traceback_or_waits(tree: Path, tmp_path: Path, command: str) -> None:
    os.mkfifo(tmp_path / "ong")
    last = ["to-roi"] if command == "issue" else []
    for where in ("https://a b/", "https://host:abc/", tmp_path / "ong", "/dev/zero"):
        output = ("--output", tmp_path / "dist")
        done = run(command, "--content", tree, "--memory", where, *output, *last)
        assert done.returncode == 1, where
        assert "không trả lời" in done.stderr and "Traceback" not in done.stderr, where


def test_a_terminal_that_is_not_unicode_does_no_harm(tree: Path) -> None:
    done = run_apart(
        "check", "--fast", "--content", tree, env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("campaign.yml", '"2026-11-21"', '"2106-02-08"', "viết ngày theo mẫu 2026-12-31"),
        ("campaign.yml", '"2026-11-21"', '"1969-12-31"', "viết ngày theo mẫu 2026-12-31"),
        ("methods/goi-dien/vi.yml", '"Người lạ gọi đến."', "~", '"approach" còn để trống'),
        ("editions/to-roi.yml", '["toan-tinh"]', '["00001", "00001"]', "có ở đây hai lần"),
        ("editions/to-roi.yml", '["vi", "en"]', '["vi", "en", "vi"]', '"vi" có ở đây hai lần'),
        ("editions/to-roi.yml", '["goi-dien"]', '["goi-dien", "goi-dien"]', "có ở đây hai lần"),
    ],
)
def test_what_build_cannot_make_check_tells(
    tree: Path, file: str, old: str, new: str, sentence: str
) -> None:
    replace(tree / file, old, new)
    for command in (["check", "--fast"], ["issue", "to-roi"]):
        done = run(*command, "--content", tree)
        assert done.returncode == 1 and sentence in done.stderr, done.stderr
        assert f"{file}:" in done.stderr


def test_a_specimen_with_one_mistake_is_told_of_one(tree: Path) -> None:
    replace(tree / "methods/goi-dien/vi.yml", "{cong-an}", "{cong}")
    found = report(tree)
    assert found.stops(Deed.PUBLISH) == found.mistakes
