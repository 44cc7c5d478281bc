"""Lines of text as a sheet: whichever encoding, font and separator a program wrote them with."""

import csv
import io
from gettext import gettext as _

from generator.exchange import oldfonts, sheets, sniff
from generator.exchange.sheets import Sheet
from generator.exchange.sniff import Refusal
from generator.exchange.wording import likeness

_LOOKED_AT = 20
"""Lines by which the separator is known."""


def read(data: bytes) -> Sheet:
    """Return a text file as one sheet. Raises Refusal."""
    text = decoded(data)
    first = text.splitlines()[:_LOOKED_AT]
    counts = {mark: sum(line.count(mark) for line in first) for mark in (";", "\t", ",")}
    separator = max(counts, key=lambda mark: counts[mark])
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise Refusal(_("this is neither a spreadsheet nor a CSV"), sniff.save_again()) from error
    sheet = Sheet("CSV", [list(row) for row in rows])
    sheets.decode(sheet)
    return sheet


def decoded(data: bytes) -> str:
    """Return the words of a text file."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    # As bytes of a font they may be more Vietnamese than as Windows-1258.
    old, new = data.decode("latin-1"), data.decode("cp1258", "replace")
    font = oldfonts.decide(old.splitlines())
    of_font = likeness(oldfonts.converted(old, font)) if font else 0.0
    return old if of_font > likeness(new) else new
