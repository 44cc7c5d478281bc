"""Recordings of silence, whole and damaged, and a tree that has some: no voice is needed."""

from pathlib import Path

import yaml

from generator.content.canonical import canonical
from generator.model.audio import Recordings
from support.languages import facts, write
from support.trees import edit

DAY = "2026-11-20"
NAME = "Bùi Thị Hoa"
"""Of a speaker, where it should not be."""


# -- bytes ---------------------------------------------------------------------------------------


def mp3(frames: int = 80) -> bytes:
    """Return MPEG 1 layer III, mono, 32 kbit/s: 26 milliseconds a frame."""
    return (b"\xff\xfb\x10\xc0" + bytes(100)) * frames


def id3(text: str = NAME) -> bytes:
    """Return what a recorder puts in front: the performer's name."""
    said = b"\x03" + text.encode()
    frame = b"TPE1" + len(said).to_bytes(4, "big") + b"\0\0" + said
    return b"ID3\x04\0\0" + bytes((0, 0, len(frame) >> 7, len(frame) & 127)) + frame


def opus(packets: int = 100, remark: str = "", streams: int = 1) -> bytes:
    """Return Opus in Ogg, 20 milliseconds a packet."""
    head = b"OpusHead\x01\x01" + (312).to_bytes(2, "little") + (48_000).to_bytes(4, "little")
    tags = b"OpusTags" + bytes(4)
    remarks = [f"ARTIST={remark}".encode()] if remark else []
    tags += len(remarks).to_bytes(4, "little")
    tags += b"".join(len(one).to_bytes(4, "little") + one for one in remarks)
    audio = [b"\xf8\xff\xfe"] * packets
    pages = [
        _page(head + bytes(3), 0, 2, 0),
        *_packet(tags, 1),
        _page(b"".join(audio), 960 * packets, 4, 9, [3] * packets),
    ]
    return b"".join(pages) * streams


def _packet(content: bytes, number: int) -> list[bytes]:
    """Return a packet on as many pages as it needs."""
    most, pages = 255 * 255, []
    while len(content) >= most:
        pages.append(_page(content[:most], 0, 0, number, [255] * 255))
        content, number = content[most:], number + 1
    return [*pages, _page(content, 0, 0, number)]


def _page(
    content: bytes, samples: int, flags: int, number: int, sizes: list[int] | None = None
) -> bytes:
    sizes = sizes or [*[255] * (len(content) // 255), len(content) % 255]
    head = b"OggS\0" + bytes((flags,)) + samples.to_bytes(8, "little") + b"cgia"
    head += number.to_bytes(4, "little")
    table = bytes((len(sizes), *sizes))
    check = checksum(head + bytes(4) + table + content)
    return head + check.to_bytes(4, "little") + table + content


def checksum(page: bytes) -> int:
    """Return the checksum of a page of Ogg, by long division."""
    rest = int.from_bytes(page, "big") << 32
    for bit in range(rest.bit_length() - 1, 31, -1):
        if rest >> bit & 1:
            rest ^= 0x104C11DB7 << bit - 32
    return rest


def m4a(name: str = "", wide: bool = False) -> bytes:
    """Return MPEG-4 with one track of sound, two and a half seconds by its own word."""
    times = (1000).to_bytes(4, "big") + (2500).to_bytes(8 if wide else 4, "big")
    movie = bytes((wide, 0, 0, 0)) + bytes(16 if wide else 8) + times + bytes(80)
    sound = _box(b"hdlr", bytes(8) + b"soun" + bytes(13))
    track = _box(b"trak", _box(b"mdia", sound + _box(b"stsd", b"mp4a" + bytes(20))))
    told = _box(b"udta", _box(b"\xa9nam", name.encode())) if name else b""
    place = _box(b"uuid", b"+21.0-105.8/") if name else b""
    moov = _box(b"moov", _box(b"mvhd", movie) + track + told)
    return _box(b"ftyp", b"M4A \0\0\0\0mp42") + moov + place + _box(b"mdat", bytes(64))


def _box(kind: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + kind + content


# -- a tree --------------------------------------------------------------------------------------


def register(tree: Path, tag: str) -> None:
    """Register a language that has no words."""
    write(tree / f"languages/{tag}.yml", facts(tag))


def record(
    tree: Path,
    tag: str,
    method: str = "goi-dien",
    *,
    advice: str = "",
    content: bytes = b"",
    **changes: object,
) -> Path:
    """Add a recording of a method, or of a piece of advice, of silence; return the file that says
    whose it is. `changes` are other values of its fields, None for those that are not there.
    """
    name = f"{advice or method}.mp3"
    entry: dict[str, object] = {
        **({"advice": advice} if advice else {"method": method}),
        "file": name,
        "speaker": f"Bà {NAME}, già làng",
        "recorded": DAY,
        "consent": {"kept_by": "Công an xã Thử Một", "on": DAY},
        "heard": {"by": "Ông Quách Văn Nam, cán bộ dân tộc", "on": DAY},
    }
    entry |= changes
    home = tree / f"audio/{tag}.yml"
    home.parent.mkdir(exist_ok=True)
    said = yaml.load(home.read_text("utf-8"), yaml.BaseLoader) if home.exists() else {}
    told = {field: value for field, value in entry.items() if value is not None}
    said.setdefault("advice" if advice else "methods", []).append(told)
    home.write_text(canonical(said, Recordings), "utf-8")
    sound = tree / "audio" / tag / str(entry["file"])
    sound.parent.mkdir(exist_ok=True)
    sound.write_bytes(content or mp3())
    return home


def date_it(home: Path, line: str) -> None:
    """Write below the one recording of a file of which words it is, as `check` says it."""
    edit(home, lambda text: f"{text}    {line}\n")
