"""Which texts and references a model holds and what each is, read from its types."""

import types
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import (
    Annotated,
    Any,
    NamedTuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from generator.model.base import UNSPOKEN, Model, Refers, TextKind

Path = tuple[str | int, ...]
"""Where a value stands in a file: names of fields, ids, positions."""

ModelT = TypeVar("ModelT", bound=Model)
Say = Callable[[str, TextKind], str]


def texts(model: type[Model], data: object) -> Iterator[tuple[Path, str, TextKind]]:
    """Yield place, words and kind of every text in `data`, a file's content of type `model`.

    `data` is as it stands in the file, so a file with mistakes gives the texts it has.
    """
    for path, value, kind in _walk(_fields(model, TextKind), data, ()):
        if isinstance(kind, TextKind):
            yield path, value, kind


class Step(NamedTuple):
    """A field on the way to a value."""

    model: type[Model]
    name: str


def way(model: type[Model], place: Path) -> tuple[list[Step], int | None]:
    """Return the fields that lead to a place in a file, and the most characters that may stand
    there; None where nothing says.
    """
    annotation: Any = model
    steps, limit = [], None
    for part in place:
        while get_origin(annotation) in (Annotated, Union, types.UnionType):
            annotation = get_args(annotation)[0]
        if isinstance(annotation, type) and issubclass(annotation, Model):
            steps.append(Step(annotation, str(part)))
            annotation = get_type_hints(annotation, include_extras=True)[str(part)]
        else:
            annotation = get_args(annotation)[get_origin(annotation) is dict]
    while get_origin(annotation) in (Annotated, Union, types.UnionType):
        for mark in getattr(annotation, "__metadata__", ()):
            limit = getattr(mark, "max_length", None) or limit
        annotation = get_args(annotation)[0]
    return steps, limit


def references(model: type[Model], data: object) -> Iterator[tuple[Path, str, str]]:
    """Yield place, name and kind of everything that `data` names and another file defines."""
    for path, value, refers in _walk(_fields(model, Refers), data, ()):
        if isinstance(refers, Refers):
            yield path, value, refers.to


def told(model: ModelT, say: Say) -> ModelT:
    """Return a copy of a model in which `say` has been asked for every text."""
    return _told(_fields(type(model), TextKind), model, say)  # type: ignore[no-any-return]


def shown(model: Model) -> dict[str, Any]:
    """Return what residents see of a model, as plain data: all but what is marked UNSPOKEN."""
    fields = _fields(type(model), TextKind).shapes
    return {
        name: _plain(getattr(model, name)) for name, shape in fields.items() if shape != UNSPOKEN
    }


# -- shapes: what a type holds, found once -------------------------------------------------------


class _Fields(NamedTuple):
    """A model: what each of its fields holds."""

    shapes: "Mapping[str, _Shape]"


class _Values(NamedTuple):
    """A mapping from ids to values of one type."""

    shape: "_Shape"


class _Entries(NamedTuple):
    """A list of values of one type."""

    shape: "_Shape"


_Mark = TextKind | Refers
_Shape = _Mark | _Fields | _Values | _Entries | None


@cache
def _fields(model: type[Model], marks: Any) -> _Fields:
    hints = get_type_hints(model, include_extras=True)
    return _Fields({name: _shape(hints[name], marks) for name in model.model_fields})


def _shape(annotation: Any, marks: Any) -> _Shape:
    """Return the mark of a type, if it is one of `marks`, or else what it holds that has one."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        found = [mark for mark in arguments[1:] if isinstance(mark, marks)]
        return found[-1] if found else _shape(arguments[0], marks)
    if origin in (Union, types.UnionType):
        option = next(option for option in arguments if option is not type(None))
        return _shape(option, marks)
    if origin is dict:
        return _Values(_shape(arguments[1], marks))
    if origin is tuple:
        return _Entries(_shape(arguments[0], marks))
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return _fields(annotation, marks)
    return None


def _walk(shape: _Shape, data: object, path: Path) -> Iterator[tuple[Path, str, _Mark]]:
    if isinstance(shape, TextKind | Refers):
        if isinstance(data, str):
            yield path, data, shape
    elif isinstance(shape, _Fields):
        for name, value in data.items() if isinstance(data, dict) else ():
            if name in shape.shapes:
                yield from _walk(shape.shapes[name], value, (*path, name))
    elif isinstance(shape, _Values):
        for name, value in data.items() if isinstance(data, dict) else ():
            yield from _walk(shape.shape, value, (*path, name))
    elif isinstance(shape, _Entries):
        for index, value in enumerate(data if isinstance(data, list) else ()):
            yield from _walk(shape.shape, value, (*path, index))


def _told(shape: _Shape, value: Any, say: Say) -> Any:
    if value is None or shape is None or isinstance(shape, Refers):
        return value
    if isinstance(shape, TextKind):
        return say(value, shape) if isinstance(value, str) else value
    if isinstance(shape, _Fields):
        return value.model_copy(
            update={
                name: _told(inner, getattr(value, name), say)
                for name, inner in shape.shapes.items()
                if inner is not None
            }
        )
    if isinstance(shape, _Values):
        return {name: _told(shape.shape, entry, say) for name, entry in value.items()}
    return tuple(_told(shape.shape, entry, say) for entry in value)


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return shown(value)
    if isinstance(value, dict):
        return {name: _plain(entry) for name, entry in value.items()}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return value if value is None or isinstance(value, int) else str(value)
