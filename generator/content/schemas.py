"""JSON Schema of our files, for editors: what may stand where, and which names are known."""

from collections.abc import Mapping
from typing import Any

from generator.content.layout import ContentKind
from generator.content.names import Known
from generator.model.base import REFERS


def schema(kind: ContentKind, known: Mapping[str, Known] | None = None) -> dict[str, Any]:
    """Return the JSON Schema of a file, in which every value is a text, as it is in the files;
    where names of other files may stand, those that are known.
    """
    found: dict[str, Any] = kind.model.model_json_schema()
    for part in (found, *found.get("$defs", {}).values()):
        for field in part.get("properties", {}).values():
            _as_text(field, known or {})
    return found


def _as_text(field: dict[str, Any], known: Mapping[str, Known]) -> None:
    for inner in (field.get("items"), field.get("additionalProperties")):
        if isinstance(inner, dict):
            _as_text(inner, known)
    for option in (field, *field.get("anyOf", ())):
        what = option.pop(REFERS, None)
        if what in known and known[what].names:
            option["enum"] = sorted(known[what].names or ())
        if option is not field and isinstance(option.get("items"), dict):
            _as_text(option["items"], known)
        if option.get("type") == "integer":
            for name in ("minimum", "maximum"):
                option.pop(name, None)
            option |= {"type": "string", "pattern": "^[0-9]+$"}
    if not isinstance(field.get("default"), str | list | dict | None):
        field.pop("default")
