"""The only writer to an output: a part is staged beside the old one, verified, then swapped."""

import ctypes
import hashlib
import json
import os
import re
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
_LEFT = re.compile(re.escape(_STAGE) + "[a-z0-9_]{8}")
_OLD = ".old"
"""End of the name, in a stage, of a part that is being replaced."""


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
    is_private: bool = False
    """Never stands in a folder that is served to everybody."""


def publish(output: Path, parts: list[Part], fill: Callable[[Path], None]) -> None:
    """Let `fill` write into an empty folder, a folder in it for each part; verify, and swap in
    one part after the other.

    Whatever goes wrong, and whenever the process dies, each part is the old or the new, whole;
    what else stands in `output` is left alone. Raises PublishError where a part is not fit.
    """
    for part in parts:
        _must_be_ours(output / part.name, part)
        if part.is_private:
            _must_not_be_served(output / part.name, output)
    fresh = not output.exists()
    output.mkdir(parents=True, exist_ok=True)
    try:
        with alone(output):
            _stage_and_swap(output, parts, fill)
    finally:
        if fresh and not any(output.iterdir()):
            output.rmdir()


def files(output: Path, part: Part, found: Mapping[str, bytes]) -> None:
    """Publish a part that is a few files, by their names in it. Raises as publish does."""

    def fill(stage: Path) -> None:
        for name, content in found.items():
            write(stage, Artifact(f"{part.name}/{name}", content))

    publish(output, [part], fill)


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
    for left in output.iterdir():
        if _LEFT.fullmatch(left.name):  # by a build that was killed; we are alone here
            _put_back(left, output)
            shutil.rmtree(left, ignore_errors=True)
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


def _must_be_ours(folder: Path, part: Part) -> None:
    """Raise PublishError unless a folder is not there, empty, or wholly of this program."""
    if folder.is_symlink():
        raise PublishError(
            _("{folder} is a link; name the folder it leads to with --output").format(
                folder=folder
            )
        )
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    found = manifest(folder) if folder.is_dir() else {}
    ours = found.get("sha256")
    if _OURS not in found or not isinstance(ours, dict):
        raise PublishError(
            _("{folder} holds files that are not ours; choose another --output").format(
                folder=folder
            )
        )
    names = (
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()
    )
    strange = sorted(n for n in names if n not in ours and n != MANIFEST and not part.unlisted(n))
    if strange:
        raise PublishError(
            _("{folder} holds files that are not ours: {files}; move them elsewhere").format(
                folder=folder, files=", ".join(strange[:3]) + (", …" if strange[3:] else "")
            )
        )


SITE = "site"
"""The part that everybody sees."""
_SERVED = ("index.html", "robots.txt", "sitemap.xml", "_headers", "CNAME")
"""By one of these at its top a folder is known that a server shows."""


def _must_not_be_served(part: Path, output: Path) -> None:
    """Raise PublishError where a folder is, or stands in, one that a server shows."""
    resolved = {output, *output.parents, *part.parent.resolve().parents, part.parent.resolve()}
    for folder in sorted(resolved):
        shown = [name for name in _SERVED if (folder / name).exists()]
        if shown or manifest(folder).get("part") == SITE:
            raise PublishError(
                _("{folder} is a public site: what is private is never written there; choose"
                  " another --output").format(folder=folder)
            )  # fmt: skip


def manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a published part, empty where it has none that can be read."""
    file = folder / MANIFEST
    try:
        found = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    except (OSError, ValueError, RecursionError):
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
        old = stage.with_name(f"{stage.name}{_OLD}")
        output.rename(old)
        try:
            stage.rename(output)
        except BaseException:
            old.rename(output)
            raise


def _put_back(stage: Path, output: Path) -> None:
    """Return to its place what a build had moved away when it was killed."""
    for old in stage.rglob(f"*{_OLD}"):
        home = output / old.relative_to(stage).as_posix().removesuffix(_OLD)
        if (old / MANIFEST).is_file() and not home.exists():
            old.rename(home)


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
