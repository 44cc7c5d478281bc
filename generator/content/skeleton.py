"""What a new file begins with: every field that it must have, waiting to be filled in."""

import re
import types
import unicodedata
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from generator.content.located_yaml import Data
from generator.model.base import Model

_ACCENTS = str.maketrans("đĐ", "dD")


def slug(words: str) -> str:
    """Return the id that words make, without accents: “Gọi video giả” is goi-video-gia."""
    return "-".join(plain(words))[:60].strip("-")


def plain(words: str) -> list[str]:
    """Return words as they are typed in a hurry: small letters without accents."""
    letters = unicodedata.normalize("NFD", words.translate(_ACCENTS))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()
    return re.findall("[a-z0-9]+", bare)


def skeleton(model: type[Model], today: date) -> dict[str, Data]:
    """Return the fields that a file of a kind must have: texts are empty, of choices the first is
    taken, days are today's.
    """
    hints, fields = get_type_hints(model, include_extras=True), model.model_fields
    # What files of many kinds share, such as their approval, stands at their end.
    in_order = sorted(fields, key=lambda name: name not in model.__annotations__)
    return {name: _empty(hints[name], today) for name in in_order if fields[name].is_required()}


def _empty(annotation: Any, today: date) -> Data:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Annotated, Union, types.UnionType):
        return _empty(arguments[0], today)
    if origin is Literal:
        return str(arguments[0])
    if origin is tuple:
        return []
    if origin is dict:
        return {}
    if annotation is date:
        return today.isoformat()
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return skeleton(annotation, today)
    return "0" if annotation is int else ""
