"""Whether a press can run a PDF: our rules for PDF/X-4, no certificate."""

import io
import math
import re
from collections.abc import Iterator
from gettext import gettext as _
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Name
from pikepdf.models import PdfParsingError

from generator.model.printing import CONDITION, PRESS_PROFILE, Stock
from generator.press.marks import MM

BLEED = 3
"""Millimetres around the sheet, at least."""
MOST_INK: dict[Stock, int] = {"coated": 300, "uncoated": 280}
"""Per cent of all inks together that paper takes."""
SMALL, SMALLEST_REVERSED = 14, 11
"""Points: below the first, text stands in two inks at most, for plates shift; below the second,
white text in a coloured ground fills in."""
_ELSEWHERE = {"rg": "RGB", "RG": "RGB", "g": "Gray", "G": "Gray"}
_NEAR = 0.05
"""Points that may be lost in rounding."""


_BROKEN = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, pikepdf.PdfError,
           PdfParsingError)  # fmt: skip
"""What a page that says nonsense makes the library raise."""


class Fault(NamedTuple):
    """One reason why a press may not print a file as it is meant."""

    page: int | None
    """From 1; None where the whole file is concerned."""
    what: str
    remedy: str

    def said(self, file: str) -> str:
        """Return what is wrong with a file of that name, in one line."""
        place = _("{file}, page {n}").format(file=file, n=self.page) if self.page else file
        return f"{place}: {self.what} → {self.remedy}"


class Verdict(NamedTuple):
    """What was found in a file."""

    pages: int
    ink: int
    """The most of all inks together that one colour asks for, in per cent."""
    faults: tuple[Fault, ...]


def judge(pdf: bytes, stock: Stock = "coated") -> Verdict:
    """Return what our rules find in a PDF, whoever made it."""
    try:
        document = pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PasswordError:
        return _refused(_("it is locked by a password"), _("save it without one"))
    except pikepdf.PdfError as error:
        return _refused(
            _("it cannot be read as a PDF: {why}").format(why=_reason(error)), _("make it again")
        )
    with document:
        faults = list(_of_file(document))
        seen = _Seen()
        for number, page in enumerate(document.pages, start=1):
            try:
                seen.look(number, page)
                faults += _boxes(number, page)
            except _BROKEN:
                faults.append(Fault(number, _("it cannot be read"), _("export it again")))
        faults += dict.fromkeys(seen.faults)
        ink = round(seen.ink * 100)
        if ink > MOST_INK[stock]:
            what = _("{n} per cent of ink in one place, more than {most}").format(
                n=ink, most=MOST_INK[stock]
            )
            faults.append(Fault(None, what, _("mix the darkest colour from less ink")))
        return Verdict(len(document.pages), ink, tuple(faults))


def _reason(error: Exception) -> str:
    """Return what is wrong with a file, without the name the library has for it."""
    return str(error).rpartition(">: ")[2]


def _refused(what: str, remedy: str) -> Verdict:
    return Verdict(0, 0, (Fault(None, what, remedy),))


# -- the file ------------------------------------------------------------------------------------


def _of_file(document: pikepdf.Pdf) -> Iterator[Fault]:
    again = _("export it again as PDF/X-4")
    if document.is_encrypted:
        yield Fault(None, _("it is encrypted"), _("save it without a password"))
    root = document.Root
    xmp = root.Metadata.read_bytes() if "/Metadata" in root else b""
    if not re.search(rb"GTS_PDFXVersion(?:>|=[\"'])PDF/X-4", xmp):
        yield Fault(None, _("it does not say that it is PDF/X-4"), again)
    if document.docinfo.get("/Trapped") not in (Name.true, Name("/True"), Name("/False")):
        yield Fault(None, _("it does not say whether it is trapped"), again)
    if "/ID" not in document.trailer:
        yield Fault(None, _("it has no identity (ID)"), again)
    yield from _intent(root, again)
    if "/AcroForm" in root or "/JavaScript" in root.get("/Names", {}) or "/OpenAction" in root:
        yield Fault(None, _("something in it is to be filled in or runs"), _("flatten it"))


def _intent(root: Any, again: str) -> Iterator[Fault]:
    intents: list[Any] = [
        intent for intent in root.get("/OutputIntents", ()) if intent.get("/S") == "/GTS_PDFX"
    ]
    if not intents:
        yield Fault(None, _("it names no printing condition (output intent)"), again)
        return
    intent = intents[0]
    name = str(intent.get("/OutputConditionIdentifier", ""))
    if not re.fullmatch(CONDITION, name):
        yield Fault(
            None,
            _("the name of the printing condition is none: “{name}”").format(
                name=" ".join(name.split())[:40]
            ),
            again,
        )
    profile = intent.get("/DestOutputProfile")
    head = profile.read_bytes()[12:20] if profile is not None else b""
    if head != PRESS_PROFILE:
        yield Fault(None, _("it carries no CMYK profile of a press"), again)


def _boxes(number: int, page: pikepdf.Page) -> Iterator[Fault]:
    if "/TrimBox" not in page:
        yield Fault(number, _("no TrimBox says where the sheet is cut"), _("set it on export"))
        return
    trim = [float(edge) for edge in page.TrimBox]
    bleed = [float(edge) for edge in page.get("/BleedBox", page.TrimBox)]
    media = [float(edge) for edge in page.mediabox]
    around = [(bleed[k] - trim[k]) * (-1 if k < 2 else 1) for k in range(4)]
    if min(around) < BLEED * MM - _NEAR:
        yield Fault(
            number,
            _("only {n:.1f} mm of bleed around the sheet").format(n=max(0, min(around) / MM)),
            _("let colours run {n} mm over the edge").format(n=BLEED),
        )
    inside = [(bleed[k] - media[k]) * (1 if k < 2 else -1) for k in range(4)]
    if min(inside) < -_NEAR:
        yield Fault(number, _("the bleed is larger than the page"), _("export it again"))
    if page.get("/Annots"):
        yield Fault(number, _("links or notes lie on it"), _("take them out"))


# -- what is drawn -------------------------------------------------------------------------------


_QUIET = re.compile(rb"(?:^|\s)0 0 0 1 k(?=\s)")
_LOUD = re.compile(rb"(?:^|\s)(?:rg|RG|g|G|k|K|cs|CS|scn?|SCN?|sh|Do|BI)(?=\s|$)")
"""Black alone; and all that draws in a colour, or draws something else: worth taking apart."""


_ROUNDED = 0.1
"""Points by which sizes may be off, being computed."""


class _State(NamedTuple):
    """What the next text would be set in."""

    place: float = 1
    """How much larger than said all is drawn, and text more than that."""
    text: float = 1
    font: float = 0
    fill: tuple[float, ...] = (0, 0, 0, 1)

    @property
    def size(self) -> float:
        """In points, on paper."""
        return self.place * self.text * self.font

    def after(self, name: str, operands: list[Any]) -> "_State":
        """Return the state that an instruction leaves."""
        if name == "cm":
            return self._replace(place=self.place * _growth(operands))
        if name == "BT":
            return self._replace(text=1)
        if name == "Tm":
            return self._replace(text=_growth(operands))
        if name == "Tf":
            return self._replace(font=float(operands[1]))
        if name in ("k", "sc", "scn") and len(operands) == 4:
            return self._replace(fill=tuple(map(float, operands)))
        return self


def _is_closed(stream: Any) -> bool:
    """Tell whether a stream leaves the state of the page as it was, as far as one sees."""
    content = stream.read_bytes().strip()
    return bool(content.startswith(b"q") and content.endswith(b"Q"))


def _growth(matrix: list[Any]) -> float:
    """Return how much a matrix makes things larger."""
    a, b, c, d = (float(number) for number in matrix[:4])
    return math.sqrt(abs(a * d - b * c))


class _Seen:
    """Reads all that pages draw, whatever is nested in what, and what they share only once: ten
    thousand leaflets are ten thousand pages that differ in little.
    """

    def __init__(self) -> None:
        self.page = 0
        self.ink = 0.0
        self.faults: list[Fault] = []
        self._read: set[tuple[int, int]] = set()

    def look(self, number: int, page: pikepdf.Page) -> None:
        """Read one page; a fault of what it shares is the first page's."""
        self.page = number
        resources = page.get("/Resources", pikepdf.Dictionary())
        if self._is_new(resources):
            self._resources(resources)
        contents: Any = page.obj.get("/Contents", pikepdf.Array())
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        if all(_is_closed(stream) for stream in streams):
            for stream in filter(self._is_new, streams):
                self._draw(stream, resources)
        else:  # what one begins another ends
            self._instructions(page, resources)

    def _is_new(self, thing: Any) -> bool:
        """Tell whether something was not read yet, and remember it."""
        known = thing.objgen in self._read and thing.objgen != (0, 0)
        self._read.add(thing.objgen)
        return not known

    def _draw(self, stream: Any, resources: Any) -> None:
        if _LOUD.search(_QUIET.sub(b"", stream.read_bytes())):
            self._instructions(stream, resources)

    def _add(self, what: str, remedy: str) -> None:
        self.faults.append(Fault(self.page, what, remedy))

    def _instructions(self, stream: Any, resources: Any) -> None:
        state, saved = _State(), []
        for instruction in pikepdf.parse_content_stream(stream):
            name = str(instruction.operator)
            operands: list[Any] = list(instruction.operands)
            if name == "q":
                saved.append(state)
            elif name == "Q" and saved:
                state = saved.pop()
            elif name in ("Tj", "TJ", "'", '"'):
                self._text(state)
            else:
                state = state.after(name, operands)
            if name in _ELSEWHERE:
                self._foreign(_ELSEWHERE[name])
            elif name in ("cs", "CS"):
                self._space(operands[0], resources)
            elif name in ("k", "K", "sc", "SC", "scn", "SCN") and len(operands) == 4:
                self.ink = max(self.ink, sum(map(float, operands)))
            elif name == "INLINE IMAGE":
                image: Any = instruction
                self._space(image.iimage.obj.get("/ColorSpace", Name.DeviceGray), resources)
            elif name == "sh":
                self._add(_("it has a gradient"), _("use flat inks"))

    def _text(self, state: "_State") -> None:
        size, inks = state.size, sum(ink > 0 for ink in state.fill)
        if inks > 2 and size < SMALL - _ROUNDED:
            what = _("text of {size:.0f} pt in {n} inks").format(size=size, n=inks)
            self._add(what, _("below {n} pt, set it in two inks at most").format(n=SMALL))
        if inks == 0 and 0 < size < SMALLEST_REVERSED - _ROUNDED:
            what = _("white text of {size:.0f} pt").format(size=size)
            remedy = _("set it in {n} pt at least, or dark on white")
            self._add(what, remedy.format(n=SMALLEST_REVERSED))

    def _foreign(self, space: str) -> None:
        what = _("colour in {space}, not in inks").format(space=space)
        self._add(what, _("give every colour in cyan, magenta, yellow and black"))

    def _space(self, found: Any, resources: Any) -> None:
        if isinstance(found, Name) and found in resources.get("/ColorSpace", {}):
            found = resources.ColorSpace[found]
        kind = str(found[0] if isinstance(found, pikepdf.Array) else found)
        if kind in ("/DeviceRGB", "/CalRGB", "/Lab"):
            self._foreign("RGB")
        elif kind in ("/DeviceGray", "/CalGray"):
            self._foreign("Gray")
        elif kind == "/ICCBased" and int(found[1].N) != 4:
            self._foreign("RGB" if int(found[1].N) == 3 else "Gray")
        elif kind in ("/Indexed", "/Pattern") and isinstance(found, pikepdf.Array):
            self._space(found[1], resources)
        elif kind in ("/Separation", "/DeviceN"):
            self._space(found[2], resources)

    def _resources(self, resources: Any) -> None:
        for state in resources.get("/ExtGState", {}).values():
            opaque = float(state.get("/ca", 1)) == 1 == float(state.get("/CA", 1))
            if not opaque or state.get("/SMask", "/None") != "/None":
                self._add(_("something is see-through"), _("mix the tint by hand"))
        for font in resources.get("/Font", {}).values():
            own = font.get("/DescendantFonts", [font])[0]
            held = own.get("/FontDescriptor", {})
            embedded = any(key in held for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            if not embedded and font.get("/Subtype") != "/Type3":
                self._add(
                    _("a font is not in the file: {font}").format(
                        font=str(font.get("/BaseFont", "?")).lstrip("/")
                    ),
                    _("embed all fonts on export"),
                )
        for pattern in resources.get("/Pattern", {}).values():
            if "/Shading" in pattern:
                self._add(_("it has a gradient"), _("use flat inks"))
            else:
                self._inside(pattern, resources)
        for thing in resources.get("/XObject", {}).values():
            if not self._is_new(thing):
                continue
            if thing.get("/Subtype") == "/Image":
                if "/SMask" in thing:
                    self._add(_("a picture is see-through"), _("flatten it"))
                if "/ColorSpace" in thing:
                    self._space(thing.ColorSpace, resources)
            elif thing.get("/Subtype") == "/Form":
                self._inside(thing, resources)

    def _inside(self, thing: Any, resources: Any) -> None:
        """Read a drawing that is drawn as a whole."""
        own = thing.get("/Resources", resources)
        if self._is_new(own):
            self._resources(own)
        self._draw(thing, own)
