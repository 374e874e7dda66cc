"""Folds as JSON and back, by the types of their fields; and a mark that changes with these types.

Understood are plain values, moments, lists, tuples, sets, dicts and dataclasses of them.
"""

import dataclasses
import functools
import types
import typing
from collections.abc import Callable
from datetime import datetime
from typing import Any

PLAIN = (int, str, bool, float, Any, dict[str, Any])


def dumped(value: Any) -> Any:
    """A value as JSON knows it: fields by their order, sets sorted, dicts as pairs."""
    if dataclasses.is_dataclass(value):
        return [dumped(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return [[dumped(key), dumped(each)] for key, each in value.items()]
    if isinstance(value, set | frozenset):
        return sorted(dumped(each) for each in value)
    if isinstance(value, list | tuple):
        return [dumped(each) for each in value]
    return value


def loaded(kind: Any, kept: Any) -> Any:
    """The value that was dumped, as this type."""
    return _loader(kind)(kept)


@functools.cache
def mark_of(kind: Any) -> str:
    """The shape of a type in words; two that differ cannot read each other."""
    if dataclasses.is_dataclass(kind):
        fields = _types(kind).items()
        inside = ",".join(f"{name}:{mark_of(each)}" for name, each in fields)
        return f"{getattr(kind, '__name__', '')}({inside})"
    inside = ",".join(mark_of(each) for each in typing.get_args(kind))
    return f"{getattr(typing.get_origin(kind) or kind, '__name__', kind)}[{inside}]"


def _types(kind: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


@functools.cache
def _loader(kind: Any) -> Callable[[Any], Any]:
    if kind in PLAIN:
        # A dict of anything was dumped as pairs, like every dict.
        return dict if kind == dict[str, Any] else lambda kept: kept
    if kind is datetime:
        return datetime.fromisoformat
    if dataclasses.is_dataclass(kind):
        return _dataclass_loader(kind)
    return _container_loader(typing.get_origin(kind), typing.get_args(kind))


def _dataclass_loader(kind: Any) -> Callable[[Any], Any]:
    readers = [(name, _loader(each)) for name, each in _types(kind).items()]

    def load(kept: Any) -> Any:
        given = zip(readers, kept, strict=True)
        return kind(**{name: reader(value) for (name, reader), value in given})

    return load


def _container_loader(origin: Any, inside: tuple[Any, ...]) -> Callable[[Any], Any]:
    if origin is types.UnionType or origin is typing.Union:
        (other,) = (each for each in inside if each is not types.NoneType)
        some = _loader(other)
        return lambda kept: None if kept is None else some(kept)
    if origin is dict:
        key, value = map(_loader, inside)
        return lambda kept: {key(one): value(other) for one, other in kept}
    if origin in (list, set, frozenset) or (origin is tuple and inside[-1] is ...):
        each = _loader(inside[0])
        return lambda kept: origin(each(one) for one in kept)
    raise TypeError(f"a fold cannot keep {origin} of {inside}")
