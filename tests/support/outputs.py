"""Every file that a build makes, as the text that somebody reads in it."""

import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2

from support.pages import Page

OFFICE = (".docx", ".pptx", ".xlsx")
TEXTS = (".csv", ".txt")
TREES = (".svg", ".xml")
DATA = (".json", ".webmanifest")
READ = (".html", ".pdf", *OFFICE, *TEXTS, *TREES, *DATA)
"""Endings of all that has text in it which people, or programs for them, read."""
_PARAGRAPH = re.compile(r"</(?:w:p|a:p|si)>")
_RUN = re.compile(r"<(?:[aw]:)?t(?: [^>]*)?>([^<]*)</")
_SEEN = ("alt", "title", "aria-label", "content", "placeholder")
"""Attributes whose words are read out or shown."""


class File(NamedTuple):
    """A file of a build."""

    path: str
    """From the root of the output."""
    content: bytes
    text: str
    """A line for each piece of text, in form NFC."""
    bare: str
    """The same without blanks."""
    links: list[str]
    """Whatever it leads to."""


def files(output: Path) -> Iterator[File]:
    """Yield every file with text; of files with the same bytes one, and no compressed copies."""
    seen: set[bytes] = set()
    for path in sorted(output.rglob("*")):
        if path.suffix in READ and (content := path.read_bytes()) not in seen:
            seen.add(content)
            lines, links = _read(path.suffix, content)
            text = unicodedata.normalize("NFC", "\n".join(lines))
            yield File(path.relative_to(output).as_posix(), content, text, bare(text), links)


def bare(text: str) -> str:
    """Return a text without blanks of any kind and without marks of where a line may end: lines
    of paper end anywhere.
    """
    return re.sub(r"[\s\u200b\u00ad\u2060]+", "", unicodedata.normalize("NFC", text))


def _read(suffix: str, content: bytes) -> tuple[list[str], list[str]]:
    if suffix in OFFICE:
        return _office(content)
    if suffix == ".pdf":
        return _paper(content)
    if suffix == ".html":
        page = Page(content)
        said = [of[name] for _tag, of in page.elements for name in _SEEN if name in of]
        named = [of for _tag, of in page.elements]
        return [page.text, *said], [of[n] for of in named for n in ("href", "src") if n in of]
    if suffix in TREES:
        elements = list(ET.fromstring(content).iter())
        links = [v for e in elements for n, v in e.attrib.items() if n.endswith("href")]
        return [text for e in elements for text in (e.text, e.tail) if text], links
    if suffix in DATA:
        leaves = dict(_leaves(json.loads(content)))
        return list(leaves.values()), [
            v for n, v in leaves.items() if re.search("ur[li]$|href$", n)
        ]
    return content.decode("utf-8-sig").splitlines(), []


def _leaves(data: Any, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, dict | list):
        pairs = data.items() if isinstance(data, dict) else enumerate(data)
        for name, value in pairs:
            yield from _leaves(value, f"{place}.{name}")


def _office(content: bytes) -> tuple[list[str], list[str]]:
    lines, links = [], []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name).decode("utf-8", "replace")
            if name.endswith(".rels"):
                links += re.findall(r'Target="([^"]*)"', part)
            elif name.endswith(".xml"):
                for paragraph in _PARAGRAPH.split(part):
                    lines.append(unescape("".join(_RUN.findall(paragraph))))
    return lines, links


def _paper(content: bytes) -> tuple[list[str], list[str]]:
    document = pypdfium2.PdfDocument(content)
    lines = [page.get_textpage().get_text_bounded() for page in document]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        links = [str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A]
        about = [str(value) for value in pdf.docinfo.values()]
    return [*lines, *about], links
