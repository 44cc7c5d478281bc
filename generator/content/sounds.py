"""A recording by its bytes: whether phones play it, how long it lasts, and nothing but sound."""

import hashlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple

from generator.model.audio import Sound

MAX_BYTES = 2_000_000
"""Eight minutes at 32 kbit/s; on a slow network, a minute of waiting."""


class Damage(Exception):
    """A file is no recording that can be handed out."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message, self.remedy = message, remedy
        super().__init__(message, remedy)


def read(path: Path) -> Sound:
    """Return what a recording is. Raises Damage."""
    try:
        about = path.stat()
        if about.st_size > MAX_BYTES:
            message = _("a recording of {n} MB; {most} is the most").format(
                n=f"{about.st_size / 1e6:.1f}", most=f"{MAX_BYTES / 1e6:.0f} MB"
            )
            raise Damage(message, _("save it as mono with 32 to 64 kbit/s, or read less"))
        return _read(path, about.st_mtime_ns, about.st_size)
    except OSError:
        raise Damage(_("this file cannot be read"), _("ask for the right to read it")) from None


@lru_cache(2_000)
def _read(path: Path, _changed: int, _size: int) -> Sound:
    """Look into a file once, as long as it is the same."""
    content = path.read_bytes()
    found = _found(path.name, content)
    if found is None:
        message = _("no sound of this kind is in the file")
        raise Damage(message, _("export it once more as MP3; another name alone changes nothing"))
    if found.pure != content:
        # The folder itself is shared and kept for ever: what is in it must not name anybody.
        message = _("the recording carries more than sound: names, places, pictures or remarks")
        raise Damage(message, _("take them out: .venv/bin/canhgiac fmt"))
    print_ = hashlib.sha256(content).hexdigest()
    return Sound(size=len(content), seconds=round(found.seconds), sha256=print_, path=path)


def pure(name: str, content: bytes) -> bytes:
    """Return a recording without all that is no sound; as it is, where it is none."""
    found = _found(name, content)
    return found.pure if found else content


class _Found(NamedTuple):
    """What plays in a file."""

    pure: bytes
    """The file without texts, pictures and places: they name who spoke, and where."""
    seconds: float


def _found(name: str, content: bytes) -> _Found | None:
    """Return what plays in a file whose kind its name says; None where it is no such file."""
    try:
        return _KINDS[name.rpartition(".")[2]](content)
    except (IndexError, ValueError):
        return None  # cut off


# -- MP3: frames, and whatever was put before, between and after them ----------------------------

_MPEG1, _LAYER_3 = 3, 1
_KBITS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""By four bits of a frame's head: of MPEG 1, of MPEG 2 and 2.5."""
_HERTZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


def _frame(content: bytes, at: int) -> tuple[int, float] | None:
    """Return bytes and seconds of the frame that begins at a place, if one does."""
    head = content[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer, kbits, hertz = (
        head[1] >> 3 & 3,
        head[1] >> 1 & 3,
        head[2] >> 4,
        head[2] >> 2 & 3,
    )
    if version not in _HERTZ or layer != _LAYER_3 or kbits in (0, 15) or hertz == 3:
        return None
    rate = _HERTZ[version][hertz & 3]
    samples = 1152 if version == _MPEG1 else 576
    kbit = (_KBITS if version == _MPEG1 else _KBITS_2)[kbits]
    return samples // 8 * 1000 * kbit // rate + (head[2] >> 1 & 1), samples / rate


def _mp3(content: bytes) -> _Found | None:
    frames: list[bytes] = []
    seconds, at, end = 0.0, 0, 0
    while at < len(content):
        size, lasts = _frame(content, at) or (0, 0.0)
        is_next = at == end and frames
        if size and at + size <= len(content) and (is_next or _frame(content, at + size)):
            frames.append(content[at : at + size])
            seconds += lasts
            at = end = at + size
        elif content[at : at + 3] == b"ID3":
            at += 10 + sum(
                byte << 7 * (3 - n) for n, byte in enumerate(content[at + 6 : at + 10])
            )
        elif not frames and content[at]:
            return None  # it begins with something else
        else:
            at = content.find(b"\xff", at + 1) if frames else at + 1
            at = at if at > 0 else len(content)
    return _Found(b"".join(frames), seconds) if frames else None


# -- Opus: pages of Ogg, of which the second begins with remarks ---------------------------------

_REMARKS = b"OpusTags" + bytes(8)
"""No maker, no remark; zeros may follow."""


class _Page(NamedTuple):
    at: int
    body: int
    end: int
    is_first: bool
    """Whether a stream begins with it."""
    is_whole: bool
    """Whether what stands on it ends there."""


def _pages(content: bytes) -> Iterator[_Page]:
    at = 0
    while at < len(content):
        if content[at : at + 4] != b"OggS":
            raise ValueError
        sizes = content[at + 27 : at + 27 + content[at + 26]]
        body = at + 27 + len(sizes)
        end = body + sum(sizes)
        if end > len(content) or not sizes:
            raise ValueError
        yield _Page(at, body, end, bool(content[at + 5] & 2), sizes[-1] < 255)
        at = end


def _opus(content: bytes) -> _Found | None:
    head, *rest = _pages(content)
    if content[head.body : head.body + 8] != b"OpusHead" or any(page.is_first for page in rest):
        return None
    made = bytearray(content)
    remarks = _REMARKS
    for page in rest:
        size = page.end - page.body
        made[page.body : page.end] = remarks[:size].ljust(size, b"\0")
        made[page.at + 22 : page.at + 26] = bytes(4)
        check = _checksum(bytes(made[page.at : page.end]))
        made[page.at + 22 : page.at + 26] = check.to_bytes(4, "little")
        remarks = b""
        if page.is_whole:
            break
    samples = int.from_bytes(content[rest[-1].at + 6 : rest[-1].at + 14], "little", signed=True)
    skipped = int.from_bytes(content[head.body + 10 : head.body + 12], "little")
    return _Found(bytes(made), max(0, samples - skipped) / 48_000)


def _checksum(page: bytes) -> int:
    """Return the checksum of a page of Ogg (CRC-32 from the highest bit, polynomial 04C11DB7)."""
    found = 0
    for byte in page:
        found ^= byte << 24
        for _bit in range(8):
            found = (found << 1 ^ (0x04C11DB7 if found & 1 << 31 else 0)) & 0xFFFFFFFF
    return found


# -- M4A: boxes in boxes, some of which name title, place and maker ------------------------------

_TOLD = {b"udta", b"meta", b"uuid", b"free", b"skip"}
_OPEN = {b"moov", b"trak"}


class _Box(NamedTuple):
    kind: bytes
    at: int
    body: int
    end: int


def _boxes(content: bytes, at: int, end: int) -> Iterator[_Box]:
    """Yield boxes, and what is in those that may hold such texts."""
    while at < end:
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        body = at + 8
        if size == 1:
            size, body = int.from_bytes(content[at + 8 : at + 16], "big"), at + 16
        to = end if size == 0 else at + size
        if to < body or to > end:
            raise ValueError
        yield _Box(kind, at, body, to)
        if kind in _OPEN:
            yield from _boxes(content, body, to)
        at = to


def _m4a(content: bytes) -> _Found | None:
    boxes = [*_boxes(content, 0, len(content))]
    kinds = {box.kind: box for box in boxes}
    tracks = b"".join(content[box.body : box.end] for box in boxes if box.kind == b"trak")
    is_sound = boxes[0].kind == b"ftyp" and b"mp4a" in tracks and b"vide" not in tracks
    if not is_sound or not {b"moov", b"mdat"} <= kinds.keys():
        return None
    made = bytearray(content)
    for box in boxes:
        if box.kind in _TOLD:  # what plays is found by its place: nothing may move
            made[box.at + 4 : box.at + 8] = b"free"
            made[box.body : box.end] = bytes(box.end - box.body)
    wide = content[kinds[b"mvhd"].body] == 1 if b"mvhd" in kinds else False
    times = content[kinds[b"mvhd"].body + (20 if wide else 12) :] if b"mvhd" in kinds else b""
    scale = int.from_bytes(times[:4], "big")
    lasts = int.from_bytes(times[4 : 12 if wide else 8], "big")
    return _Found(bytes(made), lasts / scale if scale else 0)


_KINDS: dict[str, Callable[[bytes], _Found | None]] = {"mp3": _mp3, "opus": _opus, "m4a": _m4a}
