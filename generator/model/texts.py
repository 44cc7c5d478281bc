"""Which texts a model holds and what each is, read from its types."""

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

from generator.model.base import UNSPOKEN, Model, TextKind

Path = tuple[str | int, ...]
"""Where a value stands in a file: names of fields, ids, positions."""

ModelT = TypeVar("ModelT", bound=Model)


def texts(model: Any, data: object, path: Path = ()) -> Iterator[tuple[Path, str, TextKind]]:
    """Yield place, words and kind of every text in `data`, a file's content of type `model`.

    `data` is as it stands in the file, so a file with mistakes gives the texts it has.
    """
    kind, inner = _open(model)
    if kind is not None:
        if isinstance(data, str):
            yield path, data, kind
    elif isinstance(inner, Mapping):
        for name, value in data.items() if isinstance(data, Mapping) else ():
            if name in inner:
                yield from texts(inner[name], value, (*path, name))
    elif isinstance(inner, _Values):
        for name, value in data.items() if isinstance(data, Mapping) else ():
            yield from texts(inner.type, value, (*path, name))
    elif isinstance(inner, _Entries):
        for index, value in enumerate(data if isinstance(data, list) else ()):
            yield from texts(inner.type, value, (*path, index))


def told(model: ModelT, say: Callable[[str, TextKind], str]) -> ModelT:
    """Return a copy of a model in which `say` has been asked for every text."""
    return _told(type(model), model, say)  # type: ignore[no-any-return]


def _told(annotation: Any, value: Any, say: Callable[[str, TextKind], str]) -> Any:
    kind, inner = _open(annotation)
    if kind is not None:
        return say(value, kind) if isinstance(value, str) else value
    if isinstance(inner, Mapping) and isinstance(value, Model):
        changed = {
            name: _told(inner[name], getattr(value, name), say)
            for name in type(value).model_fields
        }
        return value.model_copy(update=changed)
    if isinstance(inner, _Values) and value is not None:
        return {name: _told(inner.type, entry, say) for name, entry in value.items()}
    if isinstance(inner, _Entries) and value is not None:
        return tuple(_told(inner.type, entry, say) for entry in value)
    return value


def shown(model: Model) -> dict[str, Any]:
    """Return what residents see of a model, as plain data: all but what is marked UNSPOKEN."""
    return {name: _plain(getattr(model, name)) for name in _spoken_fields(type(model))}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return shown(value)
    if isinstance(value, dict):
        return {name: _plain(entry) for name, entry in value.items()}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return value if value is None or isinstance(value, int) else str(value)


@cache
def _spoken_fields(model: type[Model]) -> tuple[str, ...]:
    hints = get_type_hints(model, include_extras=True)
    return tuple(name for name in model.model_fields if _open(hints[name])[0] != UNSPOKEN)


class _Values(NamedTuple):
    """A mapping from ids to values of one type."""

    type: Any


class _Entries(NamedTuple):
    """A list of values of one type."""

    type: Any


@cache
def _open(
    annotation: Any,
) -> tuple[TextKind | None, Mapping[str, Any] | _Values | _Entries | None]:
    """Return the kind of text a type is, or else what it holds."""
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        kinds = [mark for mark in marks if isinstance(mark, TextKind)]
        return (kinds[-1], None) if kinds else _open(inner)
    if get_origin(annotation) in (Union, types.UnionType):
        for option in get_args(annotation):
            if option is not type(None):
                return _open(option)
    if get_origin(annotation) is dict:
        return None, _Values(get_args(annotation)[1])
    if get_origin(annotation) is tuple:
        return None, _Entries(get_args(annotation)[0])
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return None, get_type_hints(annotation, include_extras=True)
    return None, None
