"""Who does the work: this process, others on this machine, or a cluster of machines."""

import hashlib
import logging
import multiprocessing
import os
import re
import signal
import threading
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from gettext import gettext as _
from importlib.metadata import version
from typing import Any, Protocol

from generator import __version__, messages
from generator.assets import FONTS, ROOT

Submit = Callable[..., "Future[Any]"]
"""Takes a call as an executor of concurrent.futures does."""


class Workers(Protocol):
    """Takes calls as an executor of concurrent.futures does."""

    def submit(self, call: Callable[..., Any], /, *arguments: Any) -> "Future[Any]": ...


class WorkersError(Exception):
    """Those who should do the work are not there, or went away."""


PROCESSES = "processes"
_ADDRESS = re.compile(r"dask://[^\s/]+:\d+")


@contextmanager
def named(word: str) -> Iterator[Submit]:
    """Give who does the work: nothing is this process, PROCESSES are others on this machine, one
    for each processor, dask://HOST:PORT is a scheduler of Dask.

    Raises WorkersError.
    """
    if not word:
        yield here
    elif word == PROCESSES:
        with processes() as pool:
            yield pool.submit
    elif _ADDRESS.fullmatch(word):
        with _cluster(word) as submit:
            yield submit
    else:
        message = _("--executor does not know {word}; it takes: {known}")
        raise WorkersError(message.format(word=word, known=f"{PROCESSES}, dask://HOST:PORT"))


def here(call: Callable[..., Any], *arguments: Any) -> "Future[Any]":
    """Do a call at once, in this process."""
    future: Future[Any] = Future()
    try:
        future.set_result(call(*arguments))
    except Exception as error:
        future.set_exception(error)
    return future


# -- other processes on this machine -------------------------------------------------------------


@contextmanager
def processes(first: Callable[..., None] | None = None, *arguments: Any) -> Iterator[Workers]:
    """Give workers in processes of their own, one for each processor, each of which begins with
    a call of `first`.

    Raises WorkersError where the system takes one away.
    """
    context = multiprocessing.get_context("spawn")
    told = (messages.spoken(), first, arguments)
    # Ctrl-C is ours to answer: workers inherit that they ignore it.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    with ProcessPoolExecutor(os.cpu_count(), context, _start, told) as pool:
        try:
            yield _Pool(pool, before)
        except BaseException as error:
            signal.signal(signal.SIGINT, before)
            pool.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.terminate()
            if isinstance(error, BrokenProcessPool):
                message = _("the system stopped a worker, most likely for want of memory; close"
                            " other programs")  # fmt: skip
                raise WorkersError(message) from None
            raise
        finally:
            signal.signal(signal.SIGINT, before)


class _Pool:
    """Starts workers deaf to Ctrl-C, and hears it itself from then on."""

    def __init__(self, pool: ProcessPoolExecutor, before: Any) -> None:
        self._pool = pool
        self._before = before

    def submit(self, call: Callable[..., Any], /, *arguments: Any) -> "Future[Any]":
        if threading.current_thread() is not threading.main_thread():
            return self._pool.submit(call, *arguments)  # which has its workers already
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            return self._pool.submit(call, *arguments)
        finally:
            signal.signal(signal.SIGINT, self._before)


def _start(language: str, first: Callable[..., None] | None, arguments: tuple[Any, ...]) -> None:
    """Speak the program's language, and end when the program is killed: an orphan would go on
    writing.
    """
    messages.speak(language)
    if first:
        first(*arguments)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


# -- a cluster -----------------------------------------------------------------------------------

_PATIENCE = 10
"""Seconds in which a cluster must answer."""


@contextmanager
def _cluster(word: str) -> Iterator[Submit]:
    """Give the workers of a Dask scheduler; what one that dies had in hand, another does again.

    They must have the same versions as we: of Dask to be understood, of all else for the same
    bytes. Whoever reaches a scheduler of Dask may run anything on its workers: it belongs on a
    closed network.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        message = _("the package for clusters is not installed; type: {command}")
        command = ".venv/bin/pip install -r requirements-dask.txt"
        raise WorkersError(message.format(command=command)) from None
    for logger in ("distributed", "distributed.client"):
        logging.getLogger(logger).setLevel(logging.CRITICAL)  # what goes wrong, we say
    address = word.removeprefix("dask://")
    try:
        client = Client(f"tcp://{address}", timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError):
        message = _("nobody answers at {address}; start there: dask scheduler")
        raise WorkersError(message.format(address=word)) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            message = _("{address} has no workers; start some: dask worker {host}")
            raise WorkersError(message.format(address=word, host=address)) from None
        _must_be_alike(client)
        pool = client.get_executor(pure=False)
        with _watched(client, pool) as is_lost:
            try:
                yield pool.submit
            except Exception as error:
                if not (is_lost.is_set() or isinstance(error, KilledWorker | CancelledError)):
                    raise
                message = _("the workers of {address} went away; look there why, then run it"
                            " again")  # fmt: skip
                raise WorkersError(message.format(address=word)) from None


@contextmanager
def _watched(client: Any, pool: Any) -> Iterator[threading.Event]:
    """Give up all work once a cluster was without workers for long: it would wait for ever.

    Gives what is set then.
    """
    is_lost, is_over = threading.Event(), threading.Event()

    def watch() -> None:
        seconds = 0
        while seconds < _PATIENCE:
            if is_over.wait(1):
                return
            try:
                seconds = 0 if client.nthreads() else seconds + 1
            except Exception:  # the scheduler went away, too
                break
        is_lost.set()
        pool.shutdown(wait=False)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield is_lost
    finally:
        is_over.set()
        thread.join()


def _must_be_alike(client: Any) -> None:
    """Raise WorkersError unless all workers have what we have."""
    try:
        theirs: dict[str, dict[str, str]] = client.run(versions)
    except Exception as error:  # of any kind: it was raised over there
        message = _("a worker cannot do this work ({why}); install the same canhgiac there")
        raise WorkersError(message.format(why=error)) from None
    ours = versions()
    message = _("worker {name} has {what} {theirs}, not {ours}; let both have the same")
    for name, found in theirs.items():
        for what in (what for what in ours if found[what] != ours[what]):
            text = message.format(name=name, what=what, theirs=found[what], ours=ours[what])
            raise WorkersError(text)


def versions() -> dict[str, str]:
    """Return what must be the same where leaflets are drawn and read for the same result."""
    own = hashlib.sha256()
    for file in sorted([*(ROOT / "generator").rglob("*.py"), *FONTS.glob("*.ttf")]):
        own.update(file.read_bytes())
    tools = ("distributed", "pypdfium2", "uharfbuzz", "zxing-cpp")
    return {
        "canhgiac": f"{__version__}-{own.hexdigest()[:12]}",
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: version(name) for name in tools},
    }
