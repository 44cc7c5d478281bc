"""Text to a QR code as one vector path."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from itertools import product
from operator import or_, xor

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
    The correction level is H where that fits, else Q: of codes with 15 % covered, four in five
    were read at H, one in three at Q, for 3 mm more (make robustness).
    Raises TooLong past version 4.
    """
    return _best(text, (qrcode.ERROR_CORRECT_H, qrcode.ERROR_CORRECT_Q), MAX_VERSION)


def small(text: str) -> list[list[bool]]:
    """Return the dark modules of `text`, of the same set, in version 2 at most: 25 modules.

    It stands on a label that is scanned once, when it is new and from nearby: level Q where that
    fits, else M. Raises TooLong.
    """
    return _best(text, (qrcode.ERROR_CORRECT_Q, qrcode.ERROR_CORRECT_M), 2)


def _best(text: str, levels: Iterable[int], largest: int) -> list[list[bool]]:
    """Return a code at the first of some levels of correction at which it is small enough."""
    data = util.QRData(text, mode=util.MODE_ALPHA_NUM)  # type: ignore[call-overload]
    for level in levels:
        code = qrcode.QRCode(error_correction=level, border=0, mask_pattern=_MASK)
        code.add_data(data)
        code.best_fit()
        if code.version <= largest:
            code.make(fit=False)
            return [[bool(module) for module in row] for row in code.get_matrix()]
    raise TooLong(text)


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
    return "".join(
        f"M{x + QUIET} {y + QUIET}h{width}v1h-{width}z"
        for x, y, width in runs(_bits(rows), len(rows))
    )


def size(rows: list[list[bool]]) -> int:
    """Return the width of a code in modules, both margins included."""
    return len(rows) + 2 * QUIET


# -- many codes that begin alike -----------------------------------------------------------------

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
"""The alphanumeric set in the order of its values; two signs are 11 bits, a last one is 6."""
_DARK = re.compile("1+")


def runs(bits: int, modules: int) -> Iterator[tuple[int, int, int]]:
    """Yield place from the left, place from the top and length of every run of dark modules.

    `bits` are all modules from the top left, each row followed by one that is light.
    """
    stride = modules + 1
    for run in _DARK.finditer(f"{bits:0{modules * stride}b}"):
        first, end = run.span()
        yield first % stride, first // stride, end - first


def _bits(rows: list[list[bool]]) -> int:
    return int("".join("".join("01"[dark] for dark in row) + "0" for row in rows), 2)


class Family:
    """The QR codes of all texts that begin with `start` and go on with `length` signs.

    Version, level and mask are the same for all, so that each module is a sum modulo 2 of bits of
    the text: a few codes by the library give all others, sixty times faster. Raises TooLong.
    """

    def __init__(
        self,
        start: str,
        length: int,
        alphabet: str,
        drawn: Callable[[str], list[list[bool]]] = modules,
    ) -> None:
        self._start = start
        first = len(start) - len(start) % 2  # of the pair in which the start ends
        text = start + "0" * length
        self._pairs = [slice(at, min(at + 2, len(text))) for at in range(first, len(text), 2)]
        blank = text[:first] + "0" * (len(text) - first)
        rows = drawn(blank)
        self.modules = len(rows)
        """Modules of a side, without margin."""
        self._blank = _bits(rows)
        self._parts: list[list[int]] = []
        """Of each pair, the modules that each bit of its value turns over."""
        for pair in self._pairs:
            signs = pair.stop - pair.start
            of_bits = []
            for bit in range(11 if signs == 2 else 6):
                tens, ones = divmod(1 << bit, len(_SIGNS))
                said = (_SIGNS[tens] + _SIGNS[ones])[-signs:]
                changed = blank[: pair.start] + said + blank[pair.stop :]
                of_bits.append(_bits(drawn(changed)) ^ self._blank)
            self._parts.append(of_bits)
        self.changing = self._changing(alphabet)
        """The modules in which codes of `alphabet` may differ; all others are the same."""

    def _changing(self, alphabet: str) -> int:
        found = 0
        for part, pair in enumerate(self._pairs):
            kept = self._start[pair]
            tails = product(alphabet, repeat=pair.stop - pair.start - len(kept))
            turned = [self._turned(part, kept + "".join(tail)) for tail in tails]
            found |= reduce(or_, (one ^ turned[0] for one in turned), 0)
        return found

    def _turned(self, part: int, signs: str) -> int:
        value = reduce(lambda sum_, sign: sum_ * len(_SIGNS) + _SIGNS.index(sign), signs, 0)
        bits = self._parts[part]
        return reduce(xor, (bits[n] for n in range(value.bit_length()) if value >> n & 1), 0)

    def dark(self, end: str) -> int:
        """Return the dark modules of the text that ends so, as `runs` takes them."""
        text = self._start + end
        found = self._blank
        for part, pair in enumerate(self._pairs):
            found ^= self._turned(part, text[pair])
        return found
