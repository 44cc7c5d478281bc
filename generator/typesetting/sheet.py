"""The words of a card to lines at their places, as large as they fit."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.facts import FontFace
from generator.typesetting.lines import broken, extent


class Shape(NamedTuple):
    """The measures of a card, in pixels; in a chat it is 360 wide, so 33 here are 10 there."""

    width: int
    height: int
    margin: int
    head: int
    """Height of the strip with mark and title."""
    foot: int
    """Height of the strip with issuer and host."""
    mark: int
    """Width of the mark."""
    small: tuple[int, ...]
    """Sizes of the words in both strips, the largest first."""
    sizes: tuple[tuple[int, int], ...]
    """Sizes of the words in the bubble, and of those below it."""


class Texts(NamedTuple):
    """All that stands on a card."""

    title: str
    specimen: str
    """Empty on what is approved."""
    said: str
    """In the bubble."""
    below: tuple[str, ...]
    """Paragraphs."""
    issuer: str
    host: str
    is_act: bool = False
    """Whether what stands below is what to do, in the heaviest letters."""


class Line(NamedTuple):
    """Words on one line."""

    text: str
    x: int
    """From the side where reading starts."""
    y: int
    size: int
    weight: int
    colour: str
    """Name of a token."""
    at_end: bool = False
    """Whether it ends at its place; others start there."""


class Box(NamedTuple):
    """A part of the drawing; x is from the side where reading starts."""

    x: int
    y: int
    width: int
    height: int


class Sheet(NamedTuple):
    """A card laid out."""

    lines: tuple[Line, ...]
    bubble: Box
    bar: Box
    """Beside the words below the bubble."""
    pill: Box | None
    """Behind the words that mark a specimen."""


class UnfitError(Exception):
    """Words that do not fit even in the smallest size; carries the texts."""


def laid(shape: Shape, face: FontFace, texts: Texts) -> Sheet:
    """Return the lines and boxes of a card. Raises UnfitError."""
    head, pill = _head(shape, face, texts)
    said, below = _sizes(shape, face, texts)
    inner = shape.width - 2 * shape.margin
    heights = [block.height for block in below]
    gaps = _GAP * (len(below) - 1)
    bubble_height = said.height + 2 * _PAD
    total = bubble_height + _TAIL + sum(heights) + gaps
    top = shape.head + (shape.height - shape.head - shape.foot - total) // 2
    bubble = Box(shape.margin, top, inner, bubble_height)
    bar = Box(shape.margin, top + bubble_height + _TAIL, _BAR, sum(heights) + gaps)
    found = [*head, *said.at(shape.margin + _INSIDE, top + _PAD, 800, "brand")]
    y = bar.y
    for block in below:
        loud = (800, "accent") if texts.is_act else (400, "paper")
        found += block.at(shape.margin + _BESIDE, y, *loud)
        y += block.height + _GAP
    return Sheet((*found, *_foot(shape, face, texts)), bubble, bar, pill)


# -- words of a size -----------------------------------------------------------------------------

_INSIDE, _PAD = 40, 28
"""Room in the bubble: at its sides, above and below."""
_TAIL = 52
"""From the bubble to the words below it."""
_BAR, _BESIDE = 10, 40
"""Width of the bar, and from the margin to the words beside it."""
_LOWER = 6
"""The upper strip has no ground of its own: what stands in it sits lower."""
_GAP = 14
"""Between paragraphs."""
_EDGE = 20
"""Air above the bubble and below the last word, at least."""
_LEADING, _TIGHT = 1.4, 1.26
"""Height of a line in sizes, in running text and in few large words."""
_MIDDLE = 0.35
"""From the line to the middle of a capital, in sizes."""
_AIR = 1.1
"""The same in heights of the ink: scripts of more storeys take more."""


class _Block(NamedTuple):
    """Words in lines of one size."""

    lines: list[str]
    size: int
    leading: int
    lift: int
    """From the top of a line to where its letters stand."""
    width: int

    @property
    def height(self) -> int:
        return len(self.lines) * self.leading

    def at(
        self, x: int, y: int, weight: int, colour: str, at_end: bool = False
    ) -> Iterator[Line]:
        for number, text in enumerate(self.lines):
            foot = y + number * self.leading + self.lift
            yield Line(text, x, foot, self.size, weight, colour, at_end)


def _block(text: str, file: str, size: int, width: int, leading: float) -> _Block:
    lines = broken(text, file, width / size)
    rooms = [extent(line, file) for line in lines]
    top, bottom = max(room.top for room in rooms), max(room.bottom for room in rooms)
    high = max(leading, (top + bottom) * _AIR)
    lift = (high - top - bottom) / 2 + top
    widest = max(room.width for room in rooms)
    return _Block(lines, size, round(high * size), round(lift * size), round(widest * size))


def _fitting(text: str, file: str, sizes: Sequence[int], width: int, height: int) -> _Block:
    """Return a text of a strip in the largest size in which it fits."""
    for size in sizes:
        block = _line(text, file, size, width)
        if block.width <= width and block.height <= height:
            return block
    raise UnfitError([text])


def _line(text: str, file: str, size: int, width: int) -> _Block:
    """Return a text of a strip: all of them stand on one line, whatever their letters."""
    block = _block(text, file, size, width, _TIGHT)
    return block._replace(lift=round(block.leading / 2 + size * _MIDDLE))


def _sizes(shape: Shape, face: FontFace, texts: Texts) -> tuple[_Block, list[_Block]]:
    """Return what is said and what stands below it, in the largest sizes that fit together."""
    regular, _bold, heavy = face.files
    inner = shape.width - 2 * shape.margin
    room = shape.height - shape.head - shape.foot - 2 * (_PAD + _EDGE) - _TAIL
    room -= _GAP * (len(texts.below) - 1)
    for large, small in shape.sizes:
        said = _block(texts.said, heavy, large, inner - 2 * _INSIDE, _TIGHT)
        file, leading = (heavy, _TIGHT) if texts.is_act else (regular, _LEADING)
        below = [_block(t, file, small, inner - _BESIDE, leading) for t in texts.below]
        wide = [texts.said] if said.width > inner - 2 * _INSIDE else []
        pairs = zip(texts.below, below, strict=True)
        wide += [text for text, block in pairs if block.width > inner - _BESIDE]
        if not wide and said.height + sum(block.height for block in below) <= room:
            return said, below
    raise UnfitError(wide or [max(texts.said, *texts.below, key=len)])


# -- the two strips ------------------------------------------------------------------------------


def _head(shape: Shape, face: FontFace, texts: Texts) -> tuple[list[Line], Box | None]:
    """Return the title beside the mark, and at the end of the strip that it is a specimen."""
    file, x = face.files[1], shape.margin + shape.mark + 20
    width, height = shape.width - shape.margin - x, shape.head - 20
    found: list[Line] = []
    pill = None
    if texts.specimen:
        most = round(width * 0.5)
        block = _fitting(texts.specimen, file, shape.small, most, height - 16)
        box_width, box_height = block.width + 44, block.height + 16
        at = shape.width - shape.margin - box_width
        pill = Box(at, (shape.head - box_height) // 2 + _LOWER, box_width, box_height)
        found += block.at(at + 22, pill.y + 8, 700, "ink")
        width -= box_width + 24
    sizes = [round(size * 1.4) for size in shape.small]
    block = _fitting(texts.title, file, (*sizes, *shape.small), width, height)
    found += block.at(x, (shape.head - block.height) // 2 + _LOWER, 700, "paper")
    return found, pill


def _foot(shape: Shape, face: FontFace, texts: Texts) -> Iterator[Line]:
    """Yield who publishes, and at the end of the strip the host, in the same size."""
    inner, top = shape.width - 2 * shape.margin, shape.height - shape.foot
    height = shape.foot - 8
    for size in shape.small:
        host = _line(texts.host, face.files[1], size, inner)
        width = inner - host.width - 32
        issuer = _line(texts.issuer, face.regular, size, width)
        if issuer.width <= width and max(issuer.height, host.height) <= height:
            middle = top + (shape.foot - issuer.height) // 2
            yield from issuer.at(shape.margin, middle, 400, "paper")
            middle = top + (shape.foot - host.height) // 2
            yield from host.at(shape.width - shape.margin, middle, 700, "accent", at_end=True)
            return
    raise UnfitError([max(texts.issuer, texts.host, key=len)])
