"""The command line as staff meet it."""

import json
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

from conftest import CANHGIAC, MINI, ROOT, edit, run
from fontTools.ttLib import TTFont


def test_check_shows_completeness_and_work_left() -> None:
    done = run("check")
    assert done.returncode == 0
    assert "deepfake-goi-video" in done.stdout and "chưa rà soát" in done.stdout
    assert "chưa ai xác nhận nơi liên hệ ngan-hang" in done.stdout


def test_check_for_machines() -> None:
    report = json.loads(run("check", "--json").stdout)
    assert report["ok"] is True
    states = report["completeness"]["deepfake-goi-video"]
    assert (states["vi"], states["en"]) == ("unreviewed", "unreviewed")
    assert {"file", "line", "column", "message", "remedy"} == set(report["problems"][0])


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
    you: "b"
signs: "không phải danh sách"
do:
  mot:
    hai: "ba"
never: []
after:
  goi: "x"
approval:
  state: "duyệt"
  on: "hôm qua"
""",
        "utf-8",
    )
    done = run("check", "--content", tree)
    lines = [line for line in done.stderr.splitlines() if "vi.yml" in line]
    assert done.returncode == 1
    assert len(lines) == 10, done.stderr
    assert all(re.match(r".*vi\.yml:\d+:\d+: .+ → .+", line) for line in lines)
    assert "Traceback" not in done.stderr


def test_english_on_demand() -> None:
    assert "unreviewed" in run("check", "--lang", "en").stdout


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    done = run("check", "--content", tmp_path / "khong-co")
    assert done.returncode == 1
    assert "không có thư mục này" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_code_for_what_cannot_be_built(tree: Path) -> None:
    (tree / "methods/goi-dien/en.yml").unlink()
    (tree / "distribution/codes.csv").unlink()
    done = run("issue", "to-roi", "--content", tree)
    assert done.returncode == 1
    assert "methods/goi-dien chưa có lời bằng en" in done.stderr
    assert not (tree / "distribution/codes.csv").exists()


def test_a_busy_port_is_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "--content", MINI, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "đang bận; chọn cổng khác bằng --port" in done.stderr


def test_issuing_twice_issues_once(tree: Path) -> None:
    (tree / "distribution/codes.csv").unlink()
    assert "Đã cấp 2 mã" in run("issue", "to-roi", "--content", tree).stdout
    first = (tree / "distribution/codes.csv").read_bytes()
    assert "Đã cấp 0 mã" in run("issue", "to-roi", "--content", tree).stdout
    assert (tree / "distribution/codes.csv").read_bytes() == first
    unknown = run("issue", "khac", "--content", tree)
    assert unknown.returncode == 1
    assert "không có ấn bản khac; hiện có: to-roi" in unknown.stderr


def test_serve_shows_a_change_without_being_asked(tree: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*map(str, CANHGIAC), "serve", "--content", str(tree), "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert _served(port, "Gọi điện dọa nạt")
        edit(tree / "methods/goi-dien/vi.yml", lambda t: t.replace("dọa nạt", "đe dọa"))
        assert _served(port, "Gọi điện đe dọa")
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_a_number_changed_after_confirmation_stops_publication(
    tree: Path, tmp_path: Path
) -> None:
    make_official(tree)
    edit(tree / "contacts.yml", lambda t: t.replace('\n  number: "113"', '\n  number: "115"'))
    done = run("build", "--content", tree, "--output", tmp_path / "dist")
    assert done.returncode == 1
    assert "số của cong-an không phải số đã xác nhận" in done.stderr


def test_approval_without_a_name_is_none(tree: Path, tmp_path: Path) -> None:
    make_official(tree)
    edit(tree / "routes/vi.yml", lambda t: t.replace('  by: "Công an tỉnh thử"\n', ""))
    done = run("build", "--content", tree, "--output", tmp_path / "dist")
    assert done.returncode == 1
    assert "routes/vi.yml" in done.stderr


def test_issuing_onto_a_line_without_an_end(tree: Path) -> None:
    register = tree / "distribution/codes.csv"
    edit(register, lambda t: "\n".join(t.splitlines()[:2]))
    assert run("issue", "to-roi", "--content", tree).returncode == 0
    assert run("check", "--content", tree).returncode == 0
    assert len(register.read_text("utf-8").splitlines()) == 3


def test_content_below_a_hidden_folder_is_read(tmp_path: Path) -> None:
    hidden = tmp_path / ".an/noi-dung"
    shutil.copytree(MINI, hidden)
    assert run("check", "--content", hidden).returncode == 0


def test_a_relative_output_lands_where_the_user_stands(tmp_path: Path) -> None:
    command = [*map(str, CANHGIAC), "build", "--content", str(MINI), "--output", "ket-qua"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "ket-qua/site/index.html").is_file()


def _served(port: int, words: str) -> bool:
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/canh-bao/goi-dien/") as page:
                if words in page.read().decode():
                    return True
        except OSError:
            pass
        time.sleep(0.5)
    return False


def test_both_readmes_name_every_command_and_target() -> None:
    make = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z]+):.*## ", make, re.MULTILINE)
    commands = re.findall(r"^  ([a-z]+)  ", run("--help").stdout, re.MULTILINE)
    assert set(commands) == {"build", "check", "issue", "serve"}
    for name in ("README.md", "README.en.md"):
        text = (ROOT / name).read_text("utf-8")
        for command in commands:
            assert f"canhgiac {command}" in text, (name, command)
        for target in {"campaign", "test", "serve", "check", "bench"} & set(targets):
            assert f"make {target}" in text, (name, target)


def test_links_of_the_documentation_lead_somewhere() -> None:
    for document in [*ROOT.glob("*.md")]:
        for link in re.findall(r"\]\(([^)#]+)\)", document.read_text("utf-8")):
            if not link.startswith("https://"):
                assert (ROOT / link).exists(), (document.name, link)


def test_web_fonts_hold_every_vietnamese_letter() -> None:
    letters = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ₫“”–…·‘’"
    for weight in ("Regular", "Bold"):
        path = ROOT / f"docs/assets/fonts/BeVietnamPro-{weight}.woff2"
        with TTFont(path) as font:
            known = set(font.getBestCmap())
        assert {c for c in letters + letters.upper() if ord(c) not in known} == set()


def test_another_provinces_tree_builds_with_the_same_install(tmp_path: Path) -> None:
    content = shutil.copytree(MINI, tmp_path / "tinh-khac")
    done = run("build", "--content", content, "--output", tmp_path / "ket-qua", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "Built “Chiến dịch thử” – Cơ quan thử" in done.stdout
    assert (tmp_path / "ket-qua/site/index.html").is_file()


def make_official(tree: Path) -> None:
    """Do what `canhgiac check` asks for, as an operator would."""
    edit(tree / "campaign.yml", lambda t: t.replace("specimen", "official"))
    edit(tree / "campaign.yml", lambda t: t.replace("thu.example", "canhgiac.thu.vn"))
    confirmed = (
        '  confirmed:\n    by: "Trực ban"\n    on: "2026-11-20"\n    source: "Điện thoại"\n'
    )
    edit(
        tree / "contacts.yml",
        lambda t: re.sub(r'(  note: ".*"\n)', lambda m: m[1] + confirmed, t).replace(
            '  number: "113"\n', '    number: "113"\n  number: "113"\n'
        ),
    )
    report = json.loads(run("check", "--content", tree, "--json").stdout)
    for problem in report["problems"]:
        found = re.search(r"words: (\w+), source_words: (\w+)", problem["remedy"])
        if found:
            approval = (
                f'  state: "approved"\n  by: "Công an tỉnh thử"\n  on: "2026-11-20"\n'
                f'  words: "{found[1]}"\n  source_words: "{found[2]}"\n'
            )
            edit(
                Path(problem["file"]),
                lambda t, a=approval: t.replace('  state: "unreviewed"\n', a),
            )


def test_an_official_campaign_can_be_published(tree: Path, tmp_path: Path) -> None:
    make_official(tree)
    done = run("build", "--content", tree, "--output", tmp_path / "dist")
    assert done.returncode == 0, done.stderr
    assert "bản mẫu" not in done.stdout
    for page in (tmp_path / "dist/site").rglob("*.html"):
        assert 'class="specimen"' not in page.read_text("utf-8"), page
    pdf = tmp_path / "dist/leaflets/a5-message/vi.pdf"
    words = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True)
    assert "Bản mẫu" not in words.stdout and "CANHGIAC.THU.VN" in words.stdout


def test_a_word_changed_after_approval_stops_publication(tree: Path, tmp_path: Path) -> None:
    make_official(tree)
    edit(tree / "methods/goi-dien/vi.yml", lambda t: t.replace("Họ giục.", "Họ giục bạn."))
    done = run("build", "--content", tree, "--output", tmp_path / "dist")
    assert done.returncode == 1
    assert "methods/goi-dien/vi.yml:19:10: chưa duyệt: đã cũ" in done.stderr
    assert "methods/goi-dien/en.yml:19:10: chưa duyệt: đã cũ" in done.stderr, "its source moved"
    assert not (tmp_path / "dist").exists()
