"""What a channel yields: a path and the bytes that belong there."""

from typing import NamedTuple


class Artifact(NamedTuple):
    """One output file, not yet written."""

    path: str
    """Relative POSIX path inside the channel's folder."""

    content: bytes
    """The whole file."""
