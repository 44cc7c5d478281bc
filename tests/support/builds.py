"""Builds to look at, as users make them and in the test's own process."""

import atexit
import contextlib
import fcntl
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from generator import build, compression, workers
from generator.cli import program
from generator.model.campaign import Campaign
from generator.workers import Workers
from support.trees import campaign

_PASTED = (build.LOUDSPEAKER, build.POSTS, build.SMS)
_SHOWN = (build.SLIDES, build.BANNERS, build.LESSONS, build.QUIZ)
PARTS = (build.SITE, build.LEAFLETS, *_PASTED, *_SHOWN, build.SERVER)
"""What `make campaign` makes."""
CANHGIAC = [str(Path(sys.executable).with_name("canhgiac"))]
NOWHERE = Path(tempfile.mkdtemp(prefix="canhgiac-"))
"""Where commands run: no dist/ of yours is compared with."""
atexit.register(shutil.rmtree, NOWHERE, ignore_errors=True)


REMEMBERED = {suffix: lru_cache(1_000)(way) for suffix, way in compression._WAYS.items()}
"""Half the work of building a small tree again is to compress the same files once more."""


def run_apart(
    *arguments: str | Path, cwd: Path = NOWHERE, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run canhgiac as users do, in a process of its own: each command once, and what only a
    process can show.
    """
    return subprocess.run(
        [*CANHGIAC, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        env=env or {**os.environ, "COLUMNS": "200"},
    )


def run(*arguments: str | Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run canhgiac in this process, which does the work of its workers too, several times as
    fast; `given` is what is piped to it.

    What would be a traceback is raised.
    """
    out, errors, words = io.StringIO(), io.StringIO(), [str(word) for word in arguments]
    pipe = io.TextIOWrapper(io.BytesIO(given.encode()), "utf-8")
    code: object = 0
    with (
        contextlib.chdir(NOWHERE),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(errors),
        mock.patch.object(sys, "stdin", pipe),
        mock.patch.dict(os.environ, {"COLUMNS": "200"}),
        mock.patch.object(compression, "_WAYS", REMEMBERED),
        mock.patch.object(workers, "processes", _here),
    ):
        try:
            program.run(words)
        except SystemExit as end:
            code = end.code
    assert isinstance(code, int)
    return subprocess.CompletedProcess(words, code, out.getvalue(), errors.getvalue())


@contextlib.contextmanager
def _here(first: Callable[..., None] | None = None, *arguments: object) -> Iterator[Workers]:
    if first:
        first(*arguments)
    yield SimpleNamespace(submit=workers.here)


def build_by_command(content: Path, output: Path) -> Path:
    """Build a tree; fail the test where the program does, or where anything warns."""
    done = run_apart("build", "--content", content, "--output", output)
    assert done.returncode == 0, done.stdout + done.stderr
    for line in (done.stdout + done.stderr).splitlines():
        assert "WARNING" not in line and "Traceback" not in line, line
    return output


def made(campaign: Campaign, name: str) -> dict[str, bytes]:
    """Return every file of an output by its path."""
    output = build.OUTPUTS[name]
    pieces = (output.make(campaign, scope) for scope in output.scopes(campaign))
    return {artifact.path: artifact.content for piece in pieces for artifact in piece}


def build_here(content: Path, output: Path) -> Path:
    """Build a tree in this process, several times as fast."""
    with mock.patch.object(compression, "_WAYS", REMEMBERED):
        build.build(campaign(content), output, start=build.here)
    return output


def once(base: Path, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that one of the processes running the tests makes for all of them."""
    folder, done = base / name, base / f"{name}.done"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder


def digest(folder: Path) -> dict[str, str]:
    """Return the fingerprint of every file by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
