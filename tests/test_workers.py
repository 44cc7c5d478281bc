"""Whoever does the work, it is the same; and who is not there is named in a sentence."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support.builds import run, run_apart
from support.servers import free_port
from support.trees import MINI, campaign, many_places

from generator import publish, workers
from generator.artifact import Artifact
from generator.model.campaign import Campaign
from generator.press import job, proofread, stamp
from generator.workers import WorkersError

EDITION = "to-roi"


@pytest.fixture(scope="module")
def many() -> Campaign:
    """Sixty leaflets, in two languages."""
    return many_places(campaign(MINI), 30)


@pytest.fixture(scope="module")
def made(many: Campaign) -> list[Artifact]:
    """A job of one process."""
    return list(job.artifacts(many, EDITION, lambda _file: None))


@pytest.fixture
def pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in many small pieces."""
    monkeypatch.setattr(stamp, "AT_ONCE", 2)
    monkeypatch.setattr(proofread, "AT_ONCE", 2)


class Cluster(NamedTuple):
    """A scheduler and workers, each a process."""

    address: str
    workers: list[subprocess.Popen[bytes]]
    scheduler: subprocess.Popen[bytes]


@contextmanager
def cluster(folder: Path, count: int) -> Iterator[Cluster]:
    port = free_port()

    def dask(part: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{part}", "--no-dashboard"]
        out = subprocess.DEVNULL
        return subprocess.Popen([*command, *options], cwd=folder, stdout=out, stderr=out)

    where = f"127.0.0.1:{port}"
    scheduler = dask("scheduler", "--host=127.0.0.1", f"--port={port}")
    own = (where, "--no-nanny", "--nworkers=1", "--nthreads=1", f"--local-directory={folder}")
    found = Cluster(f"dask://{where}", [dask("worker", *own) for _n in range(count)], scheduler)
    try:
        yield found
    finally:
        for process in (*found.workers, scheduler):
            process.kill()
            process.wait()


def test_a_worker_that_dies_takes_nothing_with_it(
    many: Campaign, made: list[Artifact], pieces: None, tmp_path: Path
) -> None:
    """One of two is killed with work in hand: each leaflet is in its place, once."""
    asked = 0
    with cluster(tmp_path, 2) as two, workers.named(two.address) as cluster_submit:

        def submit(call: Callable[..., Any], *arguments: Any) -> Future[Any]:
            nonlocal asked
            asked += 1
            if asked == 40:  # of 2 x 15 pieces to draw, then of 30 to read
                two.workers[0].kill()
            return cluster_submit(call, *arguments)

        for artifact, alone in zip(
            job.artifacts(many, EDITION, lambda _file: None, submit), made, strict=True
        ):
            assert artifact == alone, alone.path
            publish.write(tmp_path, artifact)
        found = proofread.faults(many, EDITION, tmp_path / job.folder(EDITION), submit)
        assert list(found) == []
        assert two.workers[0].poll() is not None and two.workers[1].poll() is None
    assert asked == 60


@pytest.mark.parametrize("lost", ["workers", "scheduler"])
def test_a_cluster_that_goes_away_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    with (
        cluster(tmp_path, 1) as one,
        pytest.raises(WorkersError, match="đã mất"),
        workers.named(one.address) as submit,
    ):
        monkeypatch.setattr(workers, "_PATIENCE", 2)
        call = submit(time.sleep, 60)
        for process in one.workers if lost == "workers" else [one.scheduler]:
            process.kill()
        call.result(timeout=30)


def test_a_cluster_without_workers_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_PATIENCE", 3)
    with (
        cluster(tmp_path, 0) as empty,
        pytest.raises(WorkersError, match="dask worker 127"),
        workers.named(empty.address),
    ):
        pass


def test_a_worker_of_another_version_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cluster(tmp_path, 1) as one:
        monkeypatch.setattr(workers, "__version__", "0.0")
        with pytest.raises(WorkersError, match="canhgiac 0"), workers.named(one.address):
            pass


def test_who_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for word in ("dask", "dask://", "dask://may-chu", "Processes"):
        with pytest.raises(WorkersError, match=f"không hiểu {word};"), workers.named(word):
            pass
    monkeypatch.setattr(workers, "_PATIENCE", 0.5)
    address = f"dask://127.0.0.1:{free_port()}"
    with pytest.raises(WorkersError, match=f"{address} không trả lời"), workers.named(address):
        pass
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WorkersError, match="pip install"), workers.named(address):
        pass


def test_the_command_line_hands_work_out(mini: Campaign, tree: Path, tmp_path: Path) -> None:
    command = ("print", EDITION, "--content", tree, "--output", tmp_path / "dist", "--executor")
    done = run_apart(*command, "processes")
    assert done.returncode == 0, done.stderr
    for artifact in job.artifacts(mini, EDITION, lambda _file: None):
        assert (tmp_path / "dist" / artifact.path).read_bytes() == artifact.content
    done = run(*command, "dask:/x")
    assert done.returncode == 1 and "--executor không hiểu dask:/x" in done.stderr
