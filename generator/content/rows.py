"""The lines of a table as models, and what is wrong with a line at its cell."""

import re
from functools import cache
from gettext import gettext as _
from typing import Generic, NamedTuple, TypeVar, get_args

from pydantic import ValidationError

from generator.content import located_table
from generator.content.explain import explain
from generator.content.located_yaml import Document
from generator.model.base import Model
from generator.problems import Problem

ModelT = TypeVar("ModelT", bound=Model)
_FOREIGN_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Rows(NamedTuple, Generic[ModelT]):
    """What was read of a table."""

    document: Document
    lines: list[tuple[int, ModelT]]
    """Each line that is right, with its place among all."""
    problems: list[Problem]


def read(content: bytes, file: str, model: type[ModelT], remedy: str = "") -> Rows[ModelT]:
    """Read a table in which each line is a model, and each column a field of it.

    `remedy` is what to do about a wrong line where its cells are not written by hand.
    """
    document = located_table.read(content, file, tuple(model.model_fields))
    found: Rows[ModelT] = Rows(document, [], list(document.problems))
    assert isinstance(document.data, list)
    wrong = 0
    for index, row in enumerate(document.data):
        assert isinstance(row, dict)
        said = {
            name: None if not row[name] and name in _empty(model) else row[name] for name in row
        }
        try:
            found.lines.append((index, model.model_validate(said)))
        except ValidationError as error:
            for part in error.errors(include_url=False):
                part["loc"] = (index, *part["loc"])
                problem = explain(document, file, part, ())
                problem = problem._replace(remedy=remedy or problem.remedy)
                found.problems.append(_rewritten(problem, part["input"]))
            wrong += 1
        if wrong >= located_table.MAX_PROBLEMS:
            break
    return found


@cache
def _empty(model: type[Model]) -> frozenset[str]:
    """Return the columns that may be empty."""
    fields = model.model_fields.items()
    return frozenset(name for name, field in fields if type(None) in get_args(field.annotation))


def _rewritten(problem: Problem, value: object) -> Problem:
    """Say of a date that a spreadsheet wrote in its own way what it was."""
    day = _FOREIGN_DAY.fullmatch(str(value))
    if not day:
        return problem
    first, second = int(day[1]), int(day[2])
    month, of_month = (first, second) if second > 12 else (second, first)
    was = f"{day[3]}-{month:02}-{of_month:02}"
    return problem._replace(
        remedy=_("a spreadsheet rewrote the date; it was {day}").format(day=was)
    )
