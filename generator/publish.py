"""The only writer: everything is staged beside the old output, verified, then swapped."""

import ctypes
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from gettext import gettext as _
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator import links
from generator.artifact import Artifact
from generator.model import Campaign

MANIFEST = "manifest.json"
_TOOLS = ("canhgiac", "mkdocs", "mkdocs-material", "pypdfium2", "qrcode", "weasyprint")


class PublishError(Exception):
    """The new output is not fit to replace the old one, which stays as it was."""


def publish(output: Path, campaign: Campaign, fill: Callable[[Path], None]) -> None:
    """Let `fill` write a new output into an empty folder, verify it, and swap it in.

    Whatever goes wrong, and whenever the process dies, `output` is the old or the new, whole.
    Raises PublishError where the result fails verification.
    """
    if output.exists() and not _is_ours(output):
        raise PublishError(
            _("{folder} holds files that are not ours; choose another --output").format(
                folder=output
            )
        )
    output.parent.mkdir(parents=True, exist_ok=True)
    with _alone(output.parent):
        _stage_and_swap(output, campaign, fill)


def _stage_and_swap(output: Path, campaign: Campaign, fill: Callable[[Path], None]) -> None:
    stage = output.with_name(f".{output.name}.new")
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    try:
        fill(stage)
        _verify(stage, output, campaign)
        _write_manifest(stage, campaign)
        _swap(stage, output)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _is_ours(output: Path) -> bool:
    """Tell whether a folder is empty or an output of this program, safe to replace."""
    if not output.is_dir():
        return False
    return not any(output.iterdir()) or "content_revision" in _manifest(output)


def _manifest(output: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((output / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other build writes beside us; the system ends the wait if one is killed."""
    try:
        import fcntl
    except ImportError:  # Windows: two builds at once are the user's to avoid
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write(folder: Path, artifacts: Iterable[Artifact]) -> None:
    """Write artifacts below a folder."""
    for artifact in artifacts:
        file = folder / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artifact.content)


def _verify(stage: Path, output: Path, campaign: Campaign) -> None:
    faults = [
        _("{page}: the link {link} leads nowhere").format(page=page, link=link)
        for page, link in links.broken(stage / "site", campaign.settings.base_url)
    ]
    before, meanings = _manifest(output), _meanings(campaign)
    address, host = before.get("base_url", ""), campaign.settings.base_url
    if before.get("status") == "official" and address != host:
        faults.append(
            _("printed codes lead to {old}; with {new} they would all be dead").format(
                old=address, new=host
            )
        )
    for code, meaning in before.get("codes", {}).items():
        if meanings.get(code) != meaning:
            faults.append(
                _("code {code} is printed and would change or vanish").format(code=code)
            )
    for entry in campaign.codes:
        if not (stage / "site" / campaign.landing_path(entry) / "index.html").is_file():
            faults.append(_("code {code} would open no page").format(code=entry.code))
    if faults:
        raise PublishError("\n".join(faults))


def _meanings(campaign: Campaign) -> dict[str, dict[str, str]]:
    """Return what each code stands for, which paper has made unchangeable."""
    return {
        c.code: {"edition": c.edition, "unit": c.unit, "language": c.language}
        for c in campaign.codes
    }


def _write_manifest(stage: Path, campaign: Campaign) -> None:
    files = {
        path.relative_to(stage).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(stage.rglob("*"))
        if path.is_file()
    }
    manifest = {
        "title": campaign.settings.title,
        "status": campaign.settings.status.value,
        "base_url": campaign.settings.base_url,
        "content_revision": campaign.revision,
        "updated": campaign.settings.updated.isoformat(),
        "versions": {tool: version(tool) for tool in _TOOLS},
        "codes": _meanings(campaign),
        "sha256": files,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)
    (stage / MANIFEST).write_text(text + "\n", "utf-8")


def _swap(stage: Path, output: Path) -> None:
    """Put `stage` in the place of `output`."""
    if not output.exists():
        stage.rename(output)
    elif not _exchange(stage, output):
        # No atomic exchange here: for an instant there is no output, but nothing is lost.
        old = output.with_name(f".{output.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        output.rename(old)
        stage.rename(output)
        shutil.rmtree(old, ignore_errors=True)


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
