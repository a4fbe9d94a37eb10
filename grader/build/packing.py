"""Expected values as bytes and back: msgpack of tagged plain data, never a pickle, for the cache may be writable by others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.model.case import Expected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model.case import Tree

_DTYPES: Final = frozenset("float64 float32 float16 int64 int32 int16 int8 uint64 uint32 uint16 uint8 bool".split())
_SMALL_INT: Final = 2**63


def pack(block: Sequence[Expected | None]) -> bytes:
    """Expected values by case, None for a case that was dropped."""
    return msgspec.msgpack.encode([None if e is None else (_plain(e.value), _plain(e.tolerance)) for e in block])


def unpack(data: bytes) -> list[Expected | None]:
    """The inverse of `pack`.

    Raises:
        ValueError: if the data are anything else (msgspec.DecodeError is one).
    """
    try:
        return [None if item is None else Expected(_tree(item[0]), _tree(item[1])) for item in msgspec.msgpack.decode(data)]
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError("not a block of expected values") from error


def _plain(value: Tree) -> Any:
    match value:
        case np.ndarray():
            return ["a", value.dtype.name, value.shape, value.tobytes()]
        case np.generic():
            return ["n", value.dtype.name, value.tobytes()]
        case tuple() | list():
            return ["t" if isinstance(value, tuple) else "l", [_plain(part) for part in value]]
        case dict():
            return ["d", {key: _plain(part) for key, part in value.items()}]
        case int() if not isinstance(value, bool) and not -_SMALL_INT <= value < _SMALL_INT:
            return ["i", str(value)]
        case None | bool() | int() | float() | str():
            return ["v", value]
        case _:
            raise TypeError(f"an expected value cannot hold {type(value).__name__}")


def _tree(item: Any) -> Tree:
    match item:
        case ["a", dtype, shape, data] if dtype in _DTYPES:
            return np.frombuffer(data, dtype=dtype).reshape(shape)
        case ["n", dtype, data] if dtype in _DTYPES:
            return np.frombuffer(data, dtype=dtype)[0]
        case ["t", parts]:
            return tuple(map(_tree, parts))
        case ["l", parts]:
            return list(map(_tree, parts))
        case ["d", parts]:
            return {key: _tree(part) for key, part in parts.items()}
        case ["i", text]:
            return int(text)
        case ["v", value]:
            return value
        case _:
            raise ValueError("not an expected value")
