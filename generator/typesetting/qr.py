"""Text to a QR code as one vector path."""

from itertools import groupby

import qrcode
from qrcode import util

QUIET = 4
"""Modules of empty margin that a reader needs on every side (ISO/IEC 18004)."""

MAX_VERSION = 4
"""33 modules: at 28 mm with margin, 0.68 mm each, which cheap phones still read."""

LONGEST_HOST = 50
"""Characters. A longer one needs a larger code (measured; a test holds it)."""

# One fixed mask: measured to decode as well as the best of eight, and seven times faster.
_MASK = 2


class TooLong(ValueError):
    """The text needs a larger code than paper of this size can carry."""


def modules(text: str) -> list[list[bool]]:
    """Return the dark modules of `text`, row by row, without margin.

    `text` must be of the alphanumeric set (capitals, digits, space, $%*+-./:).
    The correction level is H where that costs no larger code than Q, else Q.
    Raises TooLong past version 4.
    """
    data = util.QRData(text, mode=util.MODE_ALPHA_NUM)  # type: ignore[call-overload]
    codes = []
    for level in (qrcode.ERROR_CORRECT_H, qrcode.ERROR_CORRECT_Q):
        code = qrcode.QRCode(error_correction=level, border=0, mask_pattern=_MASK)
        code.add_data(data)
        code.best_fit()
        codes.append(code)
    code = codes[0] if codes[0].version == codes[1].version else codes[1]
    if code.version > MAX_VERSION:
        raise TooLong(text)
    code.make(fit=False)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def of_page(address: str) -> list[list[bool]]:
    """Return the dark modules of the address of a page, whatever its letters.

    It stands on paper that somebody prints at home: level L, whose larger modules
    outweigh what it cannot mend.
    """
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_L, border=0, mask_pattern=_MASK)
    code.add_data(util.QRData(address, mode=util.MODE_8BIT_BYTE))  # type: ignore[call-overload]
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def path(rows: list[list[bool]]) -> str:
    """Return SVG path data for dark modules, one unit each, margin included in the offset."""
    parts = []
    for y, row in enumerate(rows):
        x = 0
        for dark, group in groupby(row):
            width = len(list(group))
            if dark:
                parts.append(f"M{x + QUIET} {y + QUIET}h{width}v1h-{width}z")
            x += width
    return "".join(parts)


def size(rows: list[list[bool]]) -> int:
    """Return the width of a code in modules, both margins included."""
    return len(rows) + 2 * QUIET
