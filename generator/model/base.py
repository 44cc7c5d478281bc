"""What every noun is built from: texts that say what they are, ids, addresses, days."""

import re
from datetime import date
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from generator.model.sms import Form

# -- what a text is ------------------------------------------------------------------------------


class TextKind(NamedTuple):
    """Who reads a text, and what may stand in it. It marks the type; no rule guesses by name."""

    shown: bool = True
    """Residents read it."""
    running: bool = False
    """Running text: {contact} and **emphasis** may stand in it."""
    quoted: bool = False
    """Words of a document, given as they are: a term that is over may stand in them."""
    texted: Form | None = None
    """It goes out by itself as a text message of this form: on no page, and never read out."""
    named: bool = False
    """Somebody's name may stand in it, who has allowed that on paper."""
    fills: frozenset[str] = frozenset()
    """Names in braces that the program fills in; all of them must be there."""


def filled(*names: str) -> TextKind:
    """Return the kind of an interface text in which the program fills in `names`."""
    return TextKind(fills=frozenset(names))


UNSPOKEN = TextKind(shown=False)
"""Marks what residents never read, texts and other fields alike: it is not under approval."""

# Control characters but tab and line feed; marks that reverse the reading order, so that digits
# could be shown backwards; separators YAML takes for line ends; blanks and tags that show
# nothing; what only one font knows; what is no character at all.
_NO_CHARACTERS = "".join(
    chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF)
)
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u034f\u061c\u180e\u2028\u2029\u202a-\u202e\u2061-\u2069\u2800"
    "\ud800-\uf8ff\ufdd0-\ufdef\ufff9-\ufffc\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
    f"{_NO_CHARACTERS}]"
)


def _printable(value: str) -> str:
    found = _UNPRINTABLE.search(value)
    if found:
        raise PydanticCustomError("printable", f"U+{ord(found[0]):04X}")
    return value


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    AfterValidator(_printable),
]
"""Some words. A field of a content file uses one of the kinds below, never this alone."""

Plain = Annotated[Text, TextKind()]
"""A title, a name, a label: words only."""
Prose = Annotated[Text, TextKind(running=True)]
"""A sentence residents read."""
Title = Annotated[Plain, StringConstraints(max_length=90)]
"""Longer ones run over three lines of a phone."""
Sentence = Annotated[Prose, StringConstraints(max_length=450)]
SENTENCE_END = re.compile("(?<=[.?!]) |(?<=\u17d4)[ \u200b]+|(?<=[。？！])(?=[^”』」）])")
"""Between two sentences of it."""
Quoted = Annotated[Text, TextKind(quoted=True)]
"""The title, the clause or the very words of a document."""
Heard = Annotated[Text, TextKind(quoted=True)]
"""What people say or type, in their own words: former names and brand names among them."""
BareMessage = Annotated[Text, TextKind(running=True, texted="bare")]
"""A text message without accents."""
AccentedMessage = Annotated[Text, TextKind(running=True, texted="accented")]
"""A text message with accents."""
Speaker = Annotated[Text, TextKind(named=True)]
"""Who is heard, by name or role."""
Unspoken = Annotated[Text, UNSPOKEN]
"""A note between staff."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


REFERS = "x-refers"
"""What a JSON Schema says of such a name."""


class Refers(NamedTuple):
    """Marks the name of something that another file defines."""

    to: str
    """What it is: a key of the table of such names (content.names)."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {**handler(core), REFERS: self.to}


Items = dict[Slug, Prose]
"""Ordered short texts by id: an id, unlike a position, survives insertion and translation."""

# -- numbers, days, languages, addresses ---------------------------------------------------------


def _digits(value: object) -> object:
    # Left to itself, pydantic takes "5_00" and " 500.0" too.
    if isinstance(value, str) and not re.fullmatch("[0-9]{1,7}", value):
        raise PydanticCustomError("int", "not a whole number")
    return value


Whole = Annotated[int, BeforeValidator(_digits), Field(ge=0, le=1_000_000)]


def _day(value: object) -> object:
    # Left to itself, pydantic takes "86400" for a day in 1970; archives know no later year.
    if isinstance(value, str) and not re.fullmatch(r"(19[89]|20[0-9])[0-9](-[0-9]{2}){2}", value):
        raise PydanticCustomError("date", "not a date")
    return value


Day = Annotated[date, BeforeValidator(_day)]

Tag = Annotated[
    str,
    StringConstraints(
        pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-x(-[a-z0-9]{1,8})+)?$"
    ),
]

_LABEL = r"(?!xn--)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"({_LABEL}\.)+[a-z]{{2,24}}")
"""A host as a person reads it: no port, no number for a name, no letters of another script."""
_URL = re.compile(r"https://([^/?#\\@\s]+)([/?#][!-~]*)?")
"""A browser takes a backslash for a slash and hides what stands before an @."""


def _https(value: str) -> str:
    parts = _URL.fullmatch(value)
    if not parts or not _HOST.fullmatch(parts[1].lower()) or "\\" in value:
        raise PydanticCustomError("https", "not an absolute https address")
    return value


def _origin(value: str) -> str:
    parts = urlsplit(_https(value))
    # A QR code holds the address in capitals; only the host ignores case, a path would not.
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise PydanticCustomError("origin", "not a bare https host")
    return f"https://{parts.netloc.lower()}/"


Feedback = Annotated[
    str, StringConstraints(pattern=r"^(mailto:[\w.+-]+@[\w-]+(\.[\w-]+)+|https://[\w.-]+/\S*)$")
]
"""A mailbox or a page, as a link opens it."""
Https = Annotated[str, AfterValidator(_https)]
Origin = Annotated[str, AfterValidator(_origin)]


class Model(BaseModel):
    """A value read from a content file: immutable, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
