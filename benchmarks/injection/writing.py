"""Plain data -> YAML text, in a style drawn at random; places of the data that a fault can be put in."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import yaml
from msgspec import inspect

from grader.bank.scalars import resolve
from grader.model.content import CodeContent, DebugContent

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

Data = dict[str, Any]
Path = tuple[str | int, ...]


class _Dumper(yaml.SafeDumper):
    """Quotes what YAML 1.2 would read as something else."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None if resolve(value) == value else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def write(data: Data, rng: random.Random, *, blocks: bool = False) -> str:
    """The data as YAML: in blocks, in braces, or a mixture."""
    style = False if blocks else rng.choice([False, False, None, None, True])
    width = 100_000 if blocks else rng.choice([72, 110, 100_000])
    text: str = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=style, width=width)
    return text


def render(path: Path) -> str:
    """A path as faults write it, for the plain names that files hold."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def at(data: Any, path: Path) -> Any:
    """The value at a path."""
    for step in path:
        data = data[step]
    return data


def put(data: Any, path: Path, value: Any) -> None:
    """Replace the value at a path."""
    at(data, path[:-1])[path[-1]] = value


@functools.cache
def _type_of(form: str) -> inspect.StructType:
    kind = inspect.type_info(DebugContent if form == "debug" else CodeContent)
    assert isinstance(kind, inspect.StructType)
    return kind


def content_type(data: Data) -> inspect.StructType:
    """The type of the whole file."""
    return _type_of(data["form"])


def places(data: Any, kind: inspect.Type, path: Path = ()) -> Iterator[tuple[Path, inspect.Type]]:
    """Every typed place of the data, containers included, with its type."""
    yield path, kind
    for option in kind.types if isinstance(kind, inspect.UnionType) else (kind,):
        if isinstance(option, inspect.StructType) and isinstance(data, dict):
            for field in option.fields:
                if field.encode_name in data:
                    yield from places(data[field.encode_name], field.type, (*path, field.encode_name))
        elif isinstance(option, inspect.DictType) and isinstance(data, dict):
            for key, value in data.items():
                yield from places(value, option.value_type, (*path, key))
        elif isinstance(option, inspect.VarTupleType | inspect.TupleType) and isinstance(data, list):
            kinds = option.item_types if isinstance(option, inspect.TupleType) else [option.item_type] * len(data)
            for position, (value, one) in enumerate(zip(data, kinds, strict=False)):
                yield from places(value, one, (*path, position))


def structs(data: Data) -> list[tuple[Path, inspect.StructType]]:
    """Every mapping whose keys the format names."""
    return [
        (path, option)
        for path, kind in places(data, content_type(data))
        for option in (kind.types if isinstance(kind, inspect.UnionType) else (kind,))
        if isinstance(option, inspect.StructType) and isinstance(at(data, path), dict)
    ]
