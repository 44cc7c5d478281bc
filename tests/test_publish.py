"""Each part of an output is the old one or the new one, whole, whatever happens."""

import json
import multiprocessing
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
from support.builds import CANHGIAC, PARTS, build_here, digest, made, run
from support.trees import MINI, ROOT, campaign, replace

from generator import build, publish
from generator.artifact import Artifact
from generator.model.campaign import Campaign
from generator.publish import Part, PublishError


def parts(output: Path) -> dict[str, dict[str, str]]:
    """Return the fingerprints of each part of an output."""
    return {part: digest(output / part) for part in PARTS}


def test_same_content_same_bytes(dist: Path, shipped: Campaign) -> None:
    """All that is no site: by processes and by this one. Of the site, stock MkDocs tells."""
    for name in ("loudspeaker", "posts", "sms", "slides", "banner", "servers"):
        for path, content in made(shipped, name).items():
            assert (dist / path).read_bytes() == content, path


def test_processes_and_one_process_make_the_same(mini_dist: Path, tmp_path: Path) -> None:
    build.build(campaign(MINI), tmp_path / "dist")
    assert digest(tmp_path / "dist") == digest(mini_dist)


def test_the_manifests_name_every_file(dist: Path) -> None:
    for name in PARTS:
        manifest = json.loads((dist / name / "manifest.json").read_text("utf-8"))
        found = digest(dist / name)
        del found["manifest.json"]
        listed = {
            path: print_ for path, print_ in found.items() if not path.lower().startswith("q/")
        }
        assert manifest["sha256"] == listed
        assert manifest["others"]["files"] == len(found) - len(listed)
        assert manifest["part"] == name
        assert set(manifest["versions"]) >= {"canhgiac", "weasyprint", "pango", "harfbuzz"}


def test_output_has_the_places_people_look_for(dist: Path) -> None:
    assert {path.name for path in dist.iterdir()} == set(PARTS)
    assert all(p.read_bytes().startswith(b"%PDF") for p in (dist / "leaflets").rglob("*.pdf"))


def test_a_mistake_leaves_the_old_output(tree: Path, tmp_path: Path) -> None:
    out = build_here(tree, tmp_path / "dist")
    before = digest(out)
    replace(tree / "methods/goi-dien/vi.yml", "signs:", "sings:")
    done = run("build", "--content", tree, "--output", out)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "methods/goi-dien/vi.yml:10:1" in done.stderr
    assert "1 lỗi. Chưa ghi gì ra đĩa." in done.stderr
    assert digest(out) == before


def test_words_too_long_for_the_paper_leave_the_old_output(tree: Path, tmp_path: Path) -> None:
    out = build_here(tree, tmp_path / "dist")
    before = digest(out)
    replace(
        tree / "advice/vua-chuyen-tien/vi.yml", '"Gọi ngân hàng."', f'"{"Gọi ngân hàng. " * 200}"'
    )
    done = run("build", "--content", tree, "--output", out)
    assert done.returncode == 1
    assert 'editions/to-roi.yml:2:13: vi: chữ không vừa mặt 1; khối "first"' in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(out) == before
    assert {path.name for path in tmp_path.iterdir()} == {"noi-dung", "dist"}


WARM = multiprocessing.get_context("forkserver")
"""Starts processes that have loaded the program already: a kill while it loads proves nothing."""
WARM.set_forkserver_preload(["generator.build", "generator.cli.program"])
Started = subprocess.Popen[bytes] | ForkServerProcess


def waited(process: Started) -> int | None:
    """Wait for a process to end; return how."""
    if isinstance(process, subprocess.Popen):
        return process.wait()
    process.join()
    return process.exitcode


def test_killed_at_random_moments(tree: Path, tmp_path: Path) -> None:
    saved = build_here(tree, tmp_path / "old")
    replace(tree / "methods/goi-dien/vi.yml", "dọa nạt", "đe dọa")
    old, new = parts(saved), parts(build_here(tree, tmp_path / "new"))
    assert all(old[name] != new[name] for name in old)
    out = tmp_path / "dist"
    command = [*CANHGIAC, "build", "--content", str(tree), "--output", str(out)]

    def with_workers() -> subprocess.Popen[bytes]:
        silent = subprocess.DEVNULL
        return subprocess.Popen(command, cwd=ROOT, stdout=silent, stderr=silent)

    def in_one_process() -> ForkServerProcess:
        process = WARM.Process(target=build_here, args=(tree, out))
        process.start()
        return process

    def seconds(start: Callable[[], Started]) -> float:
        started = time.monotonic()
        assert waited(start()) == 0
        return time.monotonic() - started

    ways: list[Callable[[], Started]] = [with_workers, *[in_one_process] * 6]
    whole = {start: seconds(start) for start in dict.fromkeys(ways)}
    moments = random.Random(20)
    results = []
    for number in range(8):
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(saved, out)
        start = ways[number % 7]
        process = start()
        time.sleep(moments.uniform(0, whole[start]))
        process.kill()
        waited(process)
        found = parts(out)
        for name in old:
            assert found[name] in (old[name], new[name]), name
        results.append(found == new)
    assert not all(results), "at least one kill came before the end"
    assert waited(with_workers()) == 0
    assert parts(out) == new, "what a killed build left does not disturb the next"
    assert {path.name for path in out.iterdir()} == set(PARTS)


def test_a_print_job_survives_builds(tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "dist"
    job = out / "print/to-roi/to-roi.pdf"
    job.parent.mkdir(parents=True)
    job.write_bytes(b"%PDF a job")
    (out / "thu-cua-toi.docx").write_bytes(b"x")
    for number in range(3):
        replace(tree / "methods/goi-dien/vi.yml", "Họ giục", f"Họ giục {number}")
        build_here(tree, out)
        replace(tree / "methods/goi-dien/vi.yml", f"Họ giục {number}", "Họ giục")
    assert job.read_bytes() == b"%PDF a job"
    assert (out / "thu-cua-toi.docx").is_file()


def test_a_link_to_the_output_is_followed(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "that").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "that")
    for _ in range(2):
        done = run("build", "--content", tree, "--output", tmp_path / "link")
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "that/site/manifest.json").is_file()


def test_two_builds_at_once_both_succeed(tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "dist"
    command = [*CANHGIAC, "build", "--content", str(tree), "--output", str(out)]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for process in running:
        _out, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()
    assert digest(out) == digest(build_here(tree, tmp_path / "other"))


def test_output_and_content_stay_apart(tree: Path, tmp_path: Path) -> None:
    done = run("build", "--content", tree, "--output", tree / "dist")
    assert done.returncode == 1
    assert "nằm trong thư mục nội dung" in done.stderr
    inside = Path(shutil.copytree(tree, tmp_path / "dist/noi-dung"))
    before = digest(inside)
    done = run("build", "--content", inside, "--output", tmp_path / "dist")
    assert done.returncode == 1
    assert "thư mục nội dung nằm trong" in done.stderr
    assert digest(inside) == before


def test_a_folder_that_is_not_ours_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "thu-muc/site").mkdir(parents=True)
    (tmp_path / "thu-muc/site/quan-trong.docx").write_text("x")
    done = run("build", "--content", MINI, "--output", tmp_path / "thu-muc")
    assert done.returncode == 1
    assert "không phải do chương trình làm ra" in done.stderr
    assert (tmp_path / "thu-muc/site/quan-trong.docx").read_text() == "x"


def test_files_of_others_in_a_part_are_not_deleted(tree: Path, tmp_path: Path) -> None:
    out = build_here(tree, tmp_path / "dist")
    (out / "site/CNAME").write_text("canhgiac.thu.vn")
    (out / ".canhgiac-ghi-chu").mkdir()
    before = digest(out)
    done = run("build", "--content", tree, "--output", out)
    assert done.returncode == 1
    assert "site chứa tệp không do chương trình làm ra: CNAME" in done.stderr
    assert digest(out) == before
    (out / "site/CNAME").unlink()
    build_here(tree, out)
    assert (out / ".canhgiac-ghi-chu").is_dir()


def test_a_part_that_is_a_link_is_not_replaced(tree: Path, tmp_path: Path) -> None:
    out = build_here(tree, tmp_path / "dist")
    (out / "site").rename(tmp_path / "www")
    (out / "site").symlink_to(tmp_path / "www")
    done = run("build", "--content", tree, "--output", out)
    assert done.returncode == 1 and "site là liên kết" in done.stderr
    assert (out / "site").is_symlink()


# -- parts, in small -----------------------------------------------------------------------------


def fill(*artifacts: Artifact) -> "object":
    def write(stage: Path) -> None:
        for artifact in artifacts:
            publish.write(stage, artifact)

    return write


def test_parts_are_swapped_each_by_itself(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    about = {"content_revision": "x"}
    for name in ("site", "print/a", "print/b"):
        publish.publish(out, [Part(name, about)], fill(Artifact(f"{name}/f", b"1")))  # type: ignore[arg-type]
    publish.publish(out, [Part("print/a", about)], fill(Artifact("print/a/g", b"2")))  # type: ignore[arg-type]
    assert {path for path in digest(out) if not path.endswith("manifest.json")} == {
        "site/f",
        "print/a/g",
        "print/b/f",
    }


def test_two_artifacts_of_one_path_are_an_error(tmp_path: Path) -> None:
    same = (Artifact("site/f", b"1"), Artifact("site/f", b"1"))
    with pytest.raises(PublishError, match="hai phần việc cùng làm ra site/f"):
        publish.publish(tmp_path / "dist", [Part("site", {})], fill(*same))  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_part_that_is_not_fit_is_not_published(tmp_path: Path) -> None:
    def refuse(folder: Path) -> Iterator[str]:
        yield f"{folder.name} is not fit"

    with pytest.raises(PublishError, match="site is not fit"):
        publish.publish(
            tmp_path / "dist",
            [Part("site", {}, refuse)],
            fill(Artifact("site/f", b"1")),  # type: ignore[arg-type]
        )
    assert list(tmp_path.iterdir()) == []


def test_a_broken_link_stops_publishing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> Iterator[Artifact]:
        yield Artifact("site/index.html", b'<a href="nowhere/">x</a>')

    rows = {"card": build.OUTPUTS["card"], "x": build.Output("x", build.whole, broken)}
    monkeypatch.setattr(build, "OUTPUTS", rows)
    with pytest.raises(PublishError, match=r"nowhere(.|\n)*NVMVV2"):
        build.build(campaign(MINI), tmp_path / "dist", start=build.here)


@pytest.mark.parametrize("exchange", [True, False])
def test_swapping_with_and_without_the_system_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr("sys.platform", "elsewhere")
    for content in (b"old", b"new"):
        publish.publish(
            tmp_path / "dist",
            [Part("site", {"content_revision": "x"})],
            fill(Artifact("site/is", content)),  # type: ignore[arg-type]
        )
    assert (tmp_path / "dist/site/is").read_bytes() == b"new"
    assert {path.name for path in (tmp_path / "dist").iterdir()} == {"site"}


@pytest.mark.parametrize("how", ["stopped", "killed"])
def test_what_stops_a_swap_leaves_the_old_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    out, part = tmp_path / "dist", Part("site", {"content_revision": "x"})
    publish.publish(out, [part], fill(Artifact("site/is", b"old")))  # type: ignore[arg-type]
    rename = Path.rename

    def fail_second(path: Path, target: Path) -> Path:
        if path.name == "site" and target == out / "site":
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr("sys.platform", "elsewhere")
    if how == "stopped":
        monkeypatch.setattr(Path, "rename", fail_second)
        with pytest.raises(KeyboardInterrupt):
            publish.publish(out, [part], fill(Artifact("site/is", b"new")))  # type: ignore[arg-type]
        assert (out / "site/is").read_bytes() == b"old"
    else:
        (out / ".canhgiac-abcd1234").mkdir()
        rename(out / "site", out / ".canhgiac-abcd1234/site.old")
        part = part._replace(verify=lambda _folder: iter(["not fit"]))
        with pytest.raises(PublishError):
            publish.publish(out, [part], fill(Artifact("site/is", b"new")))  # type: ignore[arg-type]
        assert (out / "site/is").read_bytes() == b"old"
    assert {path.name for path in out.iterdir()} == {"site"}


PRIVATE = Part("distribution/x", {"content_revision": "x"}, is_private=True)


@pytest.mark.parametrize("inside", ["", "sau", "distribution", "sau/nua"])
@pytest.mark.parametrize("shown", ["index.html", "robots.txt", "_headers", "CNAME", "site"])
def test_what_is_private_never_stands_in_a_folder_that_is_served(
    tmp_path: Path, inside: str, shown: str
) -> None:
    out = tmp_path / "www"
    out.mkdir()
    if shown == "site":
        (out / "manifest.json").write_text('{"part": "site"}', "utf-8")
    else:
        (out / shown).touch()
    before = digest(tmp_path)
    (tmp_path / "link").symlink_to(out)
    for way in (out, tmp_path / "link"):
        with pytest.raises(PublishError, match="trang web công khai"):
            publish.publish((way / inside).resolve(), [PRIVATE], lambda _stage: pytest.fail())
    assert digest(out) == {path.partition("/")[2]: print_ for path, print_ in before.items()}


def test_what_is_private_may_stand_beside_a_site_and_is_renewed(tmp_path: Path) -> None:
    site = Part("site", {"content_revision": "x"})
    publish.publish(tmp_path, [site], fill(Artifact("site/index.html", b"")))  # type: ignore[arg-type]
    for text in (b"old", b"new"):
        made = fill(Artifact("distribution/x/index.html", text))
        publish.publish(tmp_path, [PRIVATE], made)  # type: ignore[arg-type]
    assert (tmp_path / "distribution/x/index.html").read_bytes() == b"new"
