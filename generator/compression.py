"""Text made small beforehand, so that a server need not do it for every visitor."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import brotli

from generator.artifact import Artifact

TEXT = frozenset((".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml"))
"""Pictures, fonts and PDF are compressed as they are."""
WORTH = 0.9
"""What saves less than a tenth is one more file for nothing."""

_WAYS: dict[str, Callable[[bytes], bytes]] = {
    ".br": lambda content: brotli.compress(content, quality=11),
    # Without a time: the same content gives the same bytes.
    ".gz": lambda content: gzip.compress(content, 9, mtime=0),
}
SUFFIXES = tuple(_WAYS)


def without_remarks(script: str) -> str:
    """Return a script of ours without indents and lines of remark; those are for its readers."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def smaller(artifact: Artifact) -> Iterator[Artifact]:
    """Yield the compressed forms of a text file that are worth their place beside it."""
    if PurePosixPath(artifact.path).suffix not in TEXT:
        return
    for suffix, compress in _WAYS.items():
        content = compress(artifact.content)
        if len(content) <= WORTH * len(artifact.content):
            yield Artifact(artifact.path + suffix, content)
