"""The old output or the new one, whole; nothing in between, whatever happens."""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from cli.test_commands import make_official
from conftest import CANHGIAC, MINI, ROOT, TODAY, build, edit, run

from generator import publish
from generator.content import load_campaign


def digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_content_same_bytes(dist: Path, tmp_path: Path) -> None:
    again = build(ROOT / "campaign_content", tmp_path / "elsewhere")
    assert digest(again) == digest(dist)


def test_the_manifest_names_every_file(dist: Path) -> None:
    manifest = json.loads((dist / "manifest.json").read_text("utf-8"))
    found = digest(dist)
    found.pop("manifest.json")
    assert manifest["sha256"] == found
    assert set(manifest["versions"]) >= {"canhgiac", "weasyprint", "mkdocs-material"}
    assert manifest["status"] == "specimen"


def test_output_has_the_places_people_look_for(dist: Path) -> None:
    assert {path.name for path in dist.iterdir()} == {"site", "leaflets", "manifest.json"}
    for tag in ("vi", "en"):
        assert (dist / f"leaflets/a5-message/{tag}.pdf").read_bytes().startswith(b"%PDF")


def test_a_mistake_leaves_the_old_output(tree: Path, tmp_path: Path) -> None:
    out = build(tree, tmp_path / "dist")
    before = digest(out)
    edit(tree / "methods/goi-dien/vi.yml", lambda text: text.replace("signs:", "sings:"))
    done = run("build", "--content", tree, "--output", out)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "methods/goi-dien/vi.yml:10:1" in done.stderr
    assert "1 lỗi. Chưa ghi gì ra đĩa." in done.stderr
    assert digest(out) == before


def test_words_too_long_for_the_paper_leave_the_old_output(tree: Path, tmp_path: Path) -> None:
    out = build(tree, tmp_path / "dist")
    before = digest(out)
    edit(
        tree / "message/vi.yml", lambda text: text.replace("Hãy tắt máy.", "Hãy tắt máy. " * 200)
    )
    done = run("build", "--content", tree, "--output", out)
    assert done.returncode == 1
    assert 'vi: chữ không vừa trang; khối "never"' in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(out) == before
    assert {path.name for path in tmp_path.iterdir()} == {"noi-dung", "dist"}


def test_killed_at_twenty_random_moments(tree: Path, tmp_path: Path) -> None:
    saved = build(tree, tmp_path / "old")
    edit(tree / "methods/goi-dien/vi.yml", lambda text: text.replace("dọa nạt", "đe dọa"))
    started = time.monotonic()
    old, new = digest(saved), digest(build(tree, tmp_path / "new"))
    whole = time.monotonic() - started
    assert new != old
    out = tmp_path / "dist"
    command = [*map(str, CANHGIAC), "build", "--content", str(tree), "--output", str(out)]
    moments = random.Random(20)
    results = []
    for _ in range(20):
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(saved, out)
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(moments.uniform(0, whole))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        found = digest(out)
        assert found in (old, new)
        results.append(found == new)
    assert not all(results), "at least one kill came before the end"
    assert digest(build(tree, out)) == new, "what a killed build left does not disturb the next"


def test_a_printed_code_cannot_vanish(tree: Path, tmp_path: Path) -> None:
    out = build(tree, tmp_path / "dist")
    before = digest(out)
    register = tree / "distribution/codes.csv"
    edit(register, lambda text: "\n".join(text.splitlines()[:2]) + "\n")
    edit(tree / "editions/to-roi.yml", lambda text: text.replace('["vi", "en"]', '["vi"]'))
    done = run("build", "--content", tree, "--output", out)
    assert done.returncode == 1
    assert "mã CNN3JH đã in" in done.stderr
    assert digest(out) == before


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=x", "-c", "user.email=x@thu.example")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_a_recorded_code_cannot_vanish_from_a_fresh_build_either(
    tree: Path, tmp_path: Path
) -> None:
    git(tree, "init", "-q")
    git(tree, "add", ".")
    git(tree, "commit", "-qm", "issued")
    register = tree / "distribution/codes.csv"
    edit(register, lambda text: "\n".join(text.splitlines()[:2]) + "\n")
    edit(tree / "editions/to-roi.yml", lambda text: text.replace('["vi", "en"]', '["vi"]'))
    git(tree, "commit", "-qam", "lost")
    done = run("build", "--content", tree, "--output", tmp_path / "dist")
    assert done.returncode == 1
    assert "mất một dòng đã ghi nhận: CNN3JH" in done.stderr
    assert not (tmp_path / "dist").exists()


def test_an_official_address_cannot_change_under_printed_codes(
    tree: Path, tmp_path: Path
) -> None:
    make_official(tree)
    build(tree, tmp_path / "dist")
    edit(tree / "campaign.yml", lambda t: t.replace("canhgiac.thu.vn", "khac.thu.vn"))
    done = run("build", "--content", tree, "--output", tmp_path / "dist")
    assert done.returncode == 1
    assert "mọi mã đều hỏng" in done.stderr


def test_a_link_to_the_output_is_followed(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "that").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "that")
    for _ in range(2):
        build(tree, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "that/manifest.json").is_file()


def test_two_builds_at_once_both_succeed(tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "dist"
    command = [*map(str, CANHGIAC), "build", "--content", str(tree), "--output", str(out)]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for process in running:
        _out, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()
    assert digest(out) == digest(build(tree, tmp_path / "other"))


def test_output_inside_the_content_is_refused(tree: Path) -> None:
    done = run("build", "--content", tree, "--output", tree / "dist")
    assert done.returncode == 1
    assert "nằm trong thư mục nội dung" in done.stderr


def test_a_folder_that_is_not_ours_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "thu-muc").mkdir()
    (tmp_path / "thu-muc/quan-trong.docx").write_text("x")
    done = run("build", "--content", MINI, "--output", tmp_path / "thu-muc")
    assert done.returncode == 1
    assert "không phải do chương trình làm ra" in done.stderr
    assert (tmp_path / "thu-muc/quan-trong.docx").read_text() == "x"


def test_a_broken_link_stops_publishing(tmp_path: Path) -> None:
    campaign = load_campaign(MINI, TODAY)

    def fill(stage: Path) -> None:
        (stage / "site").mkdir()
        (stage / "site/index.html").write_text('<a href="nowhere/">x</a>')

    with pytest.raises(publish.PublishError, match="nowhere"):
        publish.publish(tmp_path / "dist", campaign, fill)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("exchange", [True, False])
def test_swapping_with_and_without_the_system_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(publish, "_exchange", lambda *_paths: False)
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "is").write_text(name)
    publish._swap(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old/is").read_text() == "new"
