"""What git has recorded, whatever its settings, its depth, and who owns the files."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple


class GitError(Exception):
    """Git is not there, or cannot answer."""


def is_inside(folder: Path) -> bool:
    """Tell whether a folder is in a repository, be it a damaged one."""
    home = folder.resolve()
    return any((above / ".git").exists() for above in (home, *home.parents))


def is_shallow(folder: Path) -> bool:
    """Tell whether the repository lacks a part of its history."""
    return _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def places(folder: Path, files: Iterable[str]) -> list[str]:
    """Return where a folder stands in the repository, and where it stood before one of `files` in
    it was moved: "" or a path with a slash at its end.
    """
    prefix = _git(folder, "rev-parse", "--show-prefix").decode("utf-8", "replace").strip()
    found = [prefix]
    for file in files:
        log = _git(
            folder, "log", "--follow", "-M30%", "--diff-filter=R", "--name-status", "-z",
            "--format=", "--", file,
        )  # fmt: skip
        parts = log.decode("utf-8", "replace").split("\0")
        found += [part.removesuffix(file) for part in parts if part.endswith(f"/{file}")]
        found += [""] if file in parts else []
    return list(dict.fromkeys(found))


_LOG = ("-c", "log.diffMerges=separate", "log", "-m", "--full-history", "--no-abbrev",
        "--no-color", "--raw")  # fmt: skip
"""Every change of a file in the history, those of merges included, whatever the settings."""


def versions(folder: Path, places: Iterable[str], file: str) -> Iterator[tuple[str, bytes]]:
    """Yield commit and text of every version of a file in the history, the newest first; a text
    that came twice, twice.
    """
    wanted = [f":(top,literal){place}{file}" for place in places]
    log = _git(folder, *_LOG, "--no-renames", "--format=@%H", "--", *wanted)
    found: list[tuple[str, str]] = []
    commit = ""
    for line in log.decode("utf-8", "replace").splitlines():
        if line.startswith("@"):
            commit = line[1:]
        elif line.startswith(":") and set(line.split()[3]) != {"0"}:
            found.append((commit, line.split()[3]))
    texts = dict(blobs(folder, {blob for _commit, blob in found}))
    yield from ((commit, texts[blob]) for commit, blob in found)


def since(folder: Path, commit: str) -> set[str]:
    """Return a commit and those after it."""
    return {commit, *_git(folder, "rev-list", f"{commit}..HEAD").decode().split()}


def seen_since(folder: Path, places: Iterable[str], commit: str) -> Iterator[tuple[str, str]]:
    """Yield path below its place, and blob, of every version of a file that there was at a commit
    or after it.
    """
    tree = _git(folder, "ls-tree", "-r", "-z", "--full-tree", commit)
    found = [(path, about.split()[2]) for about, _tab, path in
             (entry.partition(b"\t") for entry in tree.split(b"\0") if entry)]  # fmt: skip
    wanted = [f":(top,literal){place.rstrip('/') or '.'}" for place in places]
    log = _git(folder, *_LOG, "-z", "--format=", "--no-renames", f"{commit}..HEAD", "--", *wanted)
    parts = iter(log.split(b"\0"))
    found += [(next(parts), part.split()[3]) for part in parts if part.startswith(b":")]
    for path, blob in found:
        name = path.decode("utf-8", "replace")
        for place in places:
            if name.startswith(place) and set(blob) != {ord("0")}:
                yield name.removeprefix(place), blob.decode()


def blobs(folder: Path, wanted: set[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the content of blobs. Raises GitError where one is missing."""
    asked = "".join(f"{blob}\n" for blob in sorted(wanted))
    out = _git(folder, "cat-file", "--batch", stdin=asked.encode()) if wanted else b""
    position = 0
    while position < len(out):
        end = out.index(b"\n", position)
        blob, kind, size = out[position:end].decode().split(" ")
        if kind != "blob":
            raise GitError(f"{blob} is missing")
        start, position = end + 1, end + 2 + int(size)
        yield blob, out[start : start + int(size)]


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    command = ("git", "--no-replace-objects", "-c", "safe.directory=*", "-c",
               "core.quotepath=false", *arguments)  # fmt: skip
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603  (a fixed command)
            command, cwd=folder, input=stdin, capture_output=True, check=True, env=environment
        )
    except OSError as error:
        raise GitError(str(error)) from None
    except subprocess.CalledProcessError as error:
        raise GitError(error.stderr.decode("utf-8", "replace").strip() or str(error)) from None
    return done.stdout


# -- writing down --------------------------------------------------------------------------------


class Commit(NamedTuple):
    """A change that was written down."""

    name: str
    """Its number, as people read it out."""
    by: str
    on: str
    """Day and time."""
    says: str
    is_desk: bool
    """Whether it was recorded by this program, at a desk."""


_MAIL = "canhgiac@localhost"


def record(folder: Path, files: Iterable[str], message: str, by: str) -> str:
    """Write down what some files hold now, in somebody's name, or that they are gone; return the
    number of it.

    What else is changed in the folder is left alone. Raises GitError.
    """
    wanted = list(files)
    known = _git(folder, "ls-files", "-z", "--", *wanted).decode("utf-8", "replace").split("\0")
    names = [name for name in wanted if name in known or (folder / name).exists()]
    who = ("-c", f"user.name={by}", "-c", f"user.email={_MAIL}")
    _git(folder, "add", "--", *names)
    _git(folder, *who, "commit", "--quiet", "--no-verify", "--message", message, "--", *names)
    return _git(folder, "rev-parse", "--short", "HEAD").decode().strip()


def log(folder: Path, files: Iterable[str] = (".",), most: int = 200) -> list[Commit]:
    """Return the changes of files, or of the whole folder, the newest first."""
    form = "--format=%h%x00%an%x00%cd%x00%s%x00%ae"
    when = "--date=format-local:%d/%m/%Y %H:%M"
    text = _git(folder, "log", f"--max-count={most}", form, when, "--", *files)
    lines = (line.split("\0") for line in text.decode("utf-8", "replace").splitlines())
    return [Commit(a, b, c, d, mail == _MAIL) for a, b, c, d, mail in lines]


def changed(folder: Path, commit: str) -> list[str]:
    """Return the files below a folder that a change touched, by their path in it."""
    out = _git(folder, "diff-tree", "--root", "--no-commit-id", "--relative", "-r", "-z",
               "--name-only", commit)  # fmt: skip
    return [part for part in out.decode("utf-8", "replace").split("\0") if part]


def around(folder: Path, commit: str, file: str) -> tuple[bytes, bytes]:
    """Return what a file held before a change and after it; nothing where it was not there."""

    def held(at: str) -> bytes:
        try:
            return _git(folder, "show", f"{at}:./{file}")
        except GitError:
            return b""

    return held(f"{commit}^"), held(commit)


def names(folder: Path, file: str) -> list[str]:
    """Return where a file stands and stood in a folder before it was moved, today's first."""
    out = _git(folder, "log", "--follow", "-M", "--relative", "--diff-filter=R", "-z",
               "--name-status", "--format=", "--", file)  # fmt: skip
    return [file, *(name for name in out.decode("utf-8", "replace").split("\0")[1::3] if name)]


def texts(folder: Path, file: str) -> Iterator[bytes]:
    """Yield what a file held, wherever it stood, the newest first; nothing without git."""
    for name in names(folder, file) if is_inside(folder) else ():
        yield from (text for _commit, text in versions(folder, places(folder, [name]), name))
