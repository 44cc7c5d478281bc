"""What stands in the papers and texts that staff are handed."""

import io
import zipfile
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def lines(file: bytes) -> list[str]:
    """Return the lines of a text file."""
    return file.decode().removesuffix("\r\n").split("\r\n")


def paragraphs(file: bytes) -> list[str]:
    """Return the lines of a DOCX that are not in a table."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))[0]
    return ["".join(p.itertext()).replace("\u00a0", " ") for p in body.findall(f"{W}p")]
