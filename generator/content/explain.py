"""A pydantic error as a sentence for staff: what is wrong, and what to do."""

from collections.abc import Mapping
from gettext import gettext as _
from typing import Any

from generator.content.located_yaml import Document
from generator.messages import later
from generator.problems import Problem, nearest

AN_ID = later("use a-z, 0-9 and single hyphens only, such as goi-video-gia")
_REMEDIES = {
    "^(\\+": later("write digits only, with the 0 at the start, such as 113 or 02113861203"),
    "^[A-": later("write the code of the script: Latn, Khmr, Arab, Cham, Tavt"),
    "^%[d": later("write it as %d/%m/%Y"),
}
"""What to do, by the first characters of the pattern that was not met."""


def explain(  # noqa: PLR0915  (a table of cases)
    document: Document, file: str, error: Any, fields: frozenset[str]
) -> Problem:
    """Return one entry of `ValidationError.errors()` as a problem at its place in the file.

    `fields` are the names that may stand in such a file, for suggestions.
    """
    key_is_wrong = "[key]" in error["loc"]
    path = tuple(part for part in error["loc"] if part != "[key]")
    name = next((part for part in reversed(path) if isinstance(part, str)), file)
    kind, context, value = error["type"], error.get("ctx", {}), error["input"]
    line, column = document.mark(path)
    remedy = ""
    if kind == "missing":
        message = _('"{name}" is missing').format(name=name)
        remedy = _("add it; copy the line from a file that works")
    elif kind == "extra_forbidden":
        line, column = document.key_mark(path)
        message = _('"{name}" means nothing here').format(name=name)
        close = nearest(name, fields)
        remedy = _('did you mean "{name}"?').format(name=close) if close else _("delete it")
    elif key_is_wrong:
        line, column = document.key_mark(path)
        message = _('"{name}" cannot be an id').format(name=path[-1])
        remedy = _(AN_ID)
    elif kind == "string_type" and isinstance(value, Mapping):
        message = _('"{name}": a text with ":" in it').format(name=name)
        remedy = _("put the whole text in double quotes")
    elif kind == "string_type":
        message = _('"{name}" must be one text, not a list').format(name=name)
        remedy = _("write it on one line")
    elif kind in ("string_too_short", "too_short"):
        message = _('"{name}" is empty').format(name=name)
        remedy = _("fill it in")
    elif kind == "string_pattern_mismatch":
        message = _('"{name}" cannot be "{value}"').format(name=name, value=value)
        remedy = _(_REMEDIES.get(context["pattern"][:4], AN_ID))
    elif kind in ("dict_type", "model_type"):
        message = _('"{name}" must be lines of "id: text"').format(name=name)
        remedy = _("indent them below the name")
    elif kind in ("tuple_type", "list_type"):
        message = _('"{name}" must be a list').format(name=name)
        remedy = _("one item a line, each after a hyphen")
    elif kind in ("literal_error", "enum"):
        message = _('"{name}" cannot be "{value}"').format(name=name, value=value)
        remedy = _("choose one of: {choices}").format(
            choices=context["expected"].replace("'", "").replace(" or ", ", ")
        )
    elif kind.startswith(("date", "int", "greater", "less")):
        message = _('"{name}" cannot be "{value}"').format(name=name, value=value)
        remedy = (
            _("write a date as 2026-12-31")
            if kind.startswith("date")
            else _("write a whole number, such as 5")
        )
    elif kind == "printable":
        message = _("a character that cannot be printed")
        remedy = _("delete it and type the text again")
    elif kind == "https":
        message = _('"{name}": "{value}" is not a web address').format(name=name, value=value)
        remedy = _("write it in full, starting with https://")
    elif kind == "origin":
        message = _('"{name}": "{value}" is more than a host').format(name=name, value=value)
        remedy = _("write https:// and the host only; a QR code ignores case in nothing else")
    else:
        message = _('"{name}" cannot be "{value}"').format(name=name, value=value)
        remedy = _("compare it with a file that works")
    return Problem(file, line, column, message, remedy)
