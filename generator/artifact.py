"""What a channel is asked for, and what it yields: paths and the bytes that belong there."""

from typing import NamedTuple


class Scope(NamedTuple):
    """What one piece of work covers; what is left empty is not limited."""

    language: str = ""
    """Tag."""
    edition: str = ""
    first: int = 0
    last: int | None = None
    """A run of codes, of cards or of places, as a slice."""


class Artifact(NamedTuple):
    """One output file, not yet written."""

    path: str
    """POSIX path from the output root, such as "site/Q/KVYP4B/index.html"; its first part names
    the part of the output that it is published with."""

    content: bytes
    """The whole file."""
