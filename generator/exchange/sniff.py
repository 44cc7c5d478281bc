"""What a file really is, by its first bytes, and whether it is small enough to be opened."""

import io
import re
import zipfile
from gettext import gettext as _

MAX_BYTES = 30_000_000
MAX_INSIDE = 100_000_000
"""Of all that a compressed file says it holds."""


class Refusal(Exception):
    """Why a file cannot be read at all, and what its sender should do."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message, self.remedy = message, remedy
        super().__init__(message)


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"\s*(<!doctype html|<html|<table|<head|<meta)", re.IGNORECASE)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def save_again() -> str:
    """Return what to do about a file that is no spreadsheet."""
    return _("open it in Excel, choose Save as, Excel Workbook (.xlsx), and send that file")


def sniff(data: bytes) -> str:
    """Return xlsx, xls or csv, whatever the file is called. Raises Refusal."""
    if not data.strip(b"\0 \r\n\t"):
        raise Refusal(_("this file is empty"), _("ask for the file to be sent again"))
    if len(data) > MAX_BYTES:
        raise Refusal(_("this file is too large for a list"), _too_large())
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(_OLE):
        return _compound(data)
    if data.startswith((b"%PDF", b"\xff\xd8\xff", b"\x89PNG")):
        raise Refusal(
            _("this is a PDF or a picture, not a spreadsheet"),
            _("ask for the spreadsheet itself"),
        )
    text = data[3:] if data.startswith(b"\xef\xbb\xbf") else data
    if _HTML.match(text) or b"<html" in data[:2000].lower().replace(b"\0", b""):
        raise Refusal(_("this is a web page (HTML) that is called a spreadsheet"), save_again())
    if text.lstrip().startswith((b"<?xml", b"{\\rtf")):
        raise Refusal(_("this is neither a spreadsheet nor a CSV"), save_again())
    if b"\0" in data and not data.startswith(_UTF_16):
        raise Refusal(_("this is neither a spreadsheet nor a CSV"), save_again())
    return "csv"


def _too_large() -> str:
    return _("copy the list alone into a new workbook, and send that")


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            size = sum(entry.file_size for entry in entries)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refusal(
            _("this file is damaged: a part of it is missing"),
            _("ask for the file to be sent again"),
        ) from error
    if size > MAX_INSIDE:
        raise Refusal(_("this file is too large for a list"), _too_large())
    if any(name.startswith("word/") for name in names):
        raise Refusal(_("this is a Word file, not a spreadsheet"), _of_word())
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise Refusal(_("this is neither a spreadsheet nor a CSV"), save_again())


def _of_word() -> str:
    return _("copy its table into Excel, save that as .xlsx, and send it")


def _compound(data: bytes) -> str:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise Refusal(_("this file has a password"), no_password())
    if has("WordDocument"):
        raise Refusal(_("this is a Word file, not a spreadsheet"), _of_word())
    if has("Workbook") or has("Book"):
        return "xls"
    raise Refusal(_("this is neither a spreadsheet nor a CSV"), save_again())


def no_password() -> str:
    """Return what to do about a locked file; nobody should send a password."""
    return _("ask for the file without a password; do not send the password")
