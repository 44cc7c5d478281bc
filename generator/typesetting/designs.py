"""The leaflet designs on disk: size, sides, blocks."""

from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from generator.content import located_yaml
from generator.content.explain import explain
from generator.model import Model, Slug
from generator.problems import ContentError
from generator.rendering import ROOT

FOLDER = ROOT / "leaflets"


class Design(Model):
    """leaflets/<design>/design.yml"""

    width_mm: Annotated[int, Field(ge=50, le=1000)]
    height_mm: Annotated[int, Field(ge=50, le=1500)]
    sides: Annotated[tuple[tuple[Slug, ...], ...], Field(min_length=1, max_length=2)]
    """Ids of the blocks of each side in reading order: what an error names on overflow."""


def names() -> list[str]:
    """Return every design there is."""
    return sorted(path.parent.name for path in FOLDER.glob("*/design.yml"))


def load(name: str) -> Design:
    """Read a design's description. Raises ContentError where it is none."""
    shown, file = f"leaflets/{name}/design.yml", FOLDER / name / "design.yml"
    document = located_yaml.read(file.read_bytes(), shown)
    if document.problems:
        raise ContentError(document.problems)
    try:
        return TypeAdapter(Design).validate_python(document.data)
    except ValidationError as error:
        fields = frozenset(Design.model_fields)
        parts = error.errors(include_url=False)
        raise ContentError(explain(document, shown, part, fields) for part in parts) from None
