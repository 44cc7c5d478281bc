"""The only writer to an output: a part is staged beside the old one, verified, then swapped."""

import ctypes
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from gettext import gettext as _
from pathlib import Path
from typing import Any, NamedTuple

from generator.alone import alone
from generator.artifact import Artifact

MANIFEST = "manifest.json"
_OURS = "content_revision"
"""A key by which a manifest of ours is known."""
_STAGE = ".canhgiac-"
"""Start of the names of folders that are being filled."""


class PublishError(Exception):
    """The new output is not fit to replace the old one, which stays as it was."""


class Part(NamedTuple):
    """A folder of an output that is published by itself, such as site or print/<edition>."""

    name: str
    about: Mapping[str, Any]
    """What its manifest says, beside the files."""
    verify: Callable[[Path], Iterator[str]] = lambda _folder: iter(())
    """Yields what is wrong with the finished folder."""
    unlisted: Callable[[str], bool] = lambda _path: False
    """Tells which files the manifest names only all together."""


def publish(output: Path, parts: list[Part], fill: Callable[[Path], None]) -> None:
    """Let `fill` write into an empty folder, a folder in it for each part; verify, and swap in
    one part after the other.

    Whatever goes wrong, and whenever the process dies, each part is the old or the new, whole;
    what else stands in `output` is left alone. Raises PublishError where a part is not fit.
    """
    for part in parts:
        if not _may_replace(output / part.name):
            raise PublishError(
                _("{folder} holds files that are not ours; choose another --output").format(
                    folder=output / part.name
                )
            )
    fresh = not output.exists()
    output.mkdir(parents=True, exist_ok=True)
    try:
        with alone(output):
            _stage_and_swap(output, parts, fill)
    finally:
        if fresh and not any(output.iterdir()):
            output.rmdir()


def write(stage: Path, artifact: Artifact) -> None:
    """Write one artifact. Raises PublishError where another has the same path."""
    file = stage / artifact.path
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("xb") as opened:
            opened.write(artifact.content)
    except FileExistsError:
        raise PublishError(_("two outputs make {path}").format(path=artifact.path)) from None


def _stage_and_swap(output: Path, parts: list[Part], fill: Callable[[Path], None]) -> None:
    for left in output.glob(f"{_STAGE}*"):
        shutil.rmtree(left, ignore_errors=True)  # by a build that was killed; we are alone here
    stage = Path(tempfile.mkdtemp(prefix=_STAGE, dir=output))
    try:
        fill(stage)
        faults = [fault for part in parts for fault in part.verify(stage / part.name)]
        if faults:
            raise PublishError("\n".join(faults))
        for part in parts:
            (stage / part.name).mkdir(parents=True, exist_ok=True)
            _write_manifest(stage / part.name, part)
        for part in parts:
            _swap(stage / part.name, output / part.name)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _may_replace(folder: Path) -> bool:
    """Tell whether a folder is not there, empty, or an output of this program."""
    if not folder.exists():
        return True
    return folder.is_dir() and (not any(folder.iterdir()) or _OURS in manifest(folder))


def manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a published part, empty where it has none that can be read."""
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write_manifest(folder: Path, part: Part) -> None:
    files = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    unlisted = {path: print_ for path, print_ in files.items() if part.unlisted(path)}
    together = "\n".join(f"{print_}  {path}" for path, print_ in sorted(unlisted.items()))
    found = {
        "part": part.name,
        **part.about,
        "sha256": {path: print_ for path, print_ in files.items() if path not in unlisted},
        "others": {
            "files": len(unlisted),
            "sha256": hashlib.sha256(together.encode()).hexdigest(),
        },
    }
    text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", "utf-8")


def _swap(stage: Path, output: Path) -> None:
    """Put `stage` in the place of `output`."""
    output.parent.mkdir(parents=True, exist_ok=True)
    if not output.exists():
        stage.rename(output)
    elif not _exchange(stage, output):
        # No atomic exchange here: for an instant there is no output, but nothing is lost.
        old = stage.with_name(f"{stage.name}.old")
        output.rename(old)
        stage.rename(output)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step, where the system can (Linux); tell whether it did."""
    if sys.platform != "linux":
        return False
    at_cwd, rename_exchange = -100, 2
    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except AttributeError:
        return False
    return bool(
        renameat2(at_cwd, os.fsencode(first), at_cwd, os.fsencode(second), rename_exchange) == 0
    )
