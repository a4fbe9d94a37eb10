"""Expected values as bytes and back: msgpack of tagged plain data, never a pickle, for the cache may be writable by others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.model.case import Expected

if TYPE_CHECKING:
    from grader.model.case import Tree

_DTYPES: Final = frozenset("float64 float32 float16 int64 int32 int16 int8 uint64 uint32 uint16 uint8 bool".split())
_SMALL_INT: Final = 2**63


class Block(msgspec.Struct, frozen=True):
    """What was computed for the cases of one seed."""

    expected: list[Expected | None]
    """By case; None for one that must raise, or that was dropped."""
    kinks: list[bool]
    """What the sampler was told, in order, when it asked whether a draw lies near a kink."""


def pack(block: Block) -> bytes:
    """A block as bytes."""
    rows = [None if e is None else (_plain(e.value), _plain(e.tolerance)) for e in block.expected]
    return msgspec.msgpack.encode((rows, block.kinks))


def unpack(data: bytes) -> Block:
    """The inverse of `pack`.

    Raises:
        ValueError: if the data are anything else (msgspec.DecodeError is one).
    """
    try:
        rows, kinks = msgspec.msgpack.decode(data)
        return Block(
            [None if row is None else Expected(_tree(row[0]), _tree(row[1])) for row in rows], [bool(kink) for kink in kinks]
        )
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
