"""What every noun is built from: checked texts, ids, addresses."""

import posixpath
import re
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError


def _https(value: str) -> str:
    parts = urlsplit(value)
    plain = parts.scheme == "https" and parts.hostname and "." in parts.hostname
    if not plain or parts.username or re.search(r"\s", value):
        raise PydanticCustomError("https", "not an absolute https address")
    return value


def _origin(value: str) -> str:
    parts = urlsplit(_https(value))
    # A QR code holds the address in capitals; only the host ignores case, a path would not.
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise PydanticCustomError("origin", "not a bare https host")
    if not re.fullmatch(r"[a-z0-9.-]+(:[0-9]+)?", parts.netloc.lower()):
        raise PydanticCustomError("origin", "not a bare https host")
    return f"https://{parts.netloc.lower()}/"


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def _printable(value: str) -> str:
    if _CONTROL.search(value):
        raise PydanticCustomError("printable", "a character that cannot be printed")
    return value


def _day(value: object) -> object:
    # Left to itself, pydantic takes "86400" for a day in 1970.
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("date", "not a date")
    return value


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    AfterValidator(_printable),
]
Day = Annotated[date, BeforeValidator(_day)]


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


Tag = Annotated[
    str,
    StringConstraints(
        pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-x(-[a-z0-9]{1,8})+)?$"
    ),
]


Https = Annotated[str, AfterValidator(_https)]


Origin = Annotated[str, AfterValidator(_origin)]


Items = dict[Slug, Text]
"""Ordered short texts by id: an id, unlike a position, survives insertion and translation."""


class Model(BaseModel):
    """A value read from a content file: immutable, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def relative(target: str, page: str) -> str:
    """Return the link from a site page to a target path, both from the site root."""
    link = posixpath.relpath("/" + target, "/" + page)
    return f"{link}/" if target.endswith("/") or not target else link
