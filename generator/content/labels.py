"""What fields and choices are called on the screen: from the catalogue of messages."""

from collections.abc import Sequence
from gettext import pgettext

from generator.model import texts
from generator.model.base import Model
from generator.model.trust import State

FIELD, HINT, CHOICE = "field", "hint", "choice"
"""Contexts of the catalogue."""


def field(model: type[Model], name: str) -> str:
    """Return what a field is called: of this model, else wherever it stands, else its name."""
    return _first(FIELD, f"{model.__name__}.{name}", name) or name


def place(model: type[Model], at: Sequence[str | int]) -> str:
    """Return what the field at a place of a file is called, from the outermost inwards."""
    return ", ".join(field(step.model, step.name) for step in texts.way(model, tuple(at))[0])


def hint(model: type[Model], name: str) -> str:
    """Return what to write there; empty where nothing has to be said."""
    return _first(HINT, f"{model.__name__}.{name}", name)


def choice(value: str) -> str:
    """Return what one of several choices is called."""
    return _first(CHOICE, value) or value


def kind(folder: str) -> str:
    """Return what the entries of a folder are called."""
    return _first("kind", folder) or folder


def state(found: State) -> str:
    """Return how far words may be trusted."""
    return _first("state", found.value) or found.value


def _first(context: str, *ids: str) -> str:
    for one in ids:
        found = pgettext(context, one)
        if found != one:
            return found
    return ""
