"""Where a sheet is cut and folded: lines on all plates, on paper that is cut off."""

from collections.abc import Iterable, Iterator

from pikepdf import Array, Dictionary, Name

MM = 72 / 25.4
"""Points in a millimetre."""
GAP, LENGTH = 4 * MM, 5 * MM
"""From the trim to a mark, outside the bleed; a mark."""
_DASHES = "[3 2] 0 d"
"""How a fold is told from a cut."""

Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge, in points."""


def colours() -> Dictionary:
    """Return the colour of marks, on every plate: by them one sees plates that have shifted."""
    full = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return Dictionary(CgAll=Array([Name.Separation, Name.All, Name.DeviceCMYK, full]))


def drawn(
    around: Box, xs: Iterable[float], ys: Iterable[float], folds: Iterable[float] = ()
) -> bytes:
    """Return what draws marks outside a box, in `colours`: cuts at xs and ys, folds at xs."""
    left, low, right, high = around
    lines = ["q", "/CgAll CS", "1 SCN", ".25 w", *_upright(xs, low, high)]
    for y in ys:
        for x, out in ((left, -1), (right, 1)):
            near, far = x + out * GAP, x + out * (GAP + LENGTH)
            lines.append(f"{near:.3f} {y:.3f} m {far:.3f} {y:.3f} l S")
    lines += [_DASHES, *_upright(folds, low, high), "Q"]
    return "\n".join(lines).encode()


def _upright(xs: Iterable[float], low: float, high: float) -> Iterator[str]:
    for x in xs:
        for y, up in ((low, -1), (high, 1)):
            near, far = y + up * GAP, y + up * (GAP + LENGTH)
            yield f"{x:.3f} {near:.3f} m {x:.3f} {far:.3f} l S"
