"""What staff print, paste or read out: pieces that fit, as a paper and as a text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.artifact import Artifact
from generator.model.voice import Voice
from generator.typesetting import office


class Piece(NamedTuple):
    """A text among others."""

    text: str
    spare: int = 0
    """How well it can be left out; 0 for what never is."""


def fitting(
    pieces: Sequence[Piece], is_short: Callable[[Sequence[Piece]], bool]
) -> Sequence[Piece]:
    """Return what is left once it is short enough: whole texts go, those first that can best be
    spared, never half a sentence.
    """
    while not is_short(pieces):
        spare = max(piece.spare for piece in pieces)
        if not spare:
            break
        pieces = [piece for piece in pieces if piece.spare != spare]
    return pieces


def paper(
    shown: Voice,
    path: str,
    title: str,
    head: Iterable[str],
    text: Iterable[str],
    table: Iterable[str],
    size: int,
) -> Iterator[Artifact]:
    """Yield a text to paste and a DOCX to print: first whose it is, and what it is. `path` is
    that of both without their endings; `text` and `table` are what they say, the latter marked
    as in `office.paper`; letters are of `size` points.
    """
    above = [line for line in (shown.mark, shown.title, shown.issuer) if line]
    yield Artifact(f"{path}.txt", pasted([*above, title, *head, "-" * 40, *text]))
    marked = [*(f"= {line}" for line in above), f"# {title}", *(f"= {line}" for line in head)]
    dated = shown.campaign.settings.updated
    language = shown.tag.partition("-x-")[0]
    sheet = office.sheet("\n".join([*marked, *table]), dated, language, size)
    yield Artifact(f"{path}.docx", sheet)


def pasted(lines: Iterable[str]) -> bytes:
    """Return lines as a text file that Notepad shows and a chat takes."""
    return "".join(f"{line}\r\n" for line in lines).replace("\u00a0", " ").encode()
