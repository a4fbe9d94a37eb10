"""Cases and their expected values as bytes and back: msgpack of tagged plain data, never a pickle: others may write the cache."""

from __future__ import annotations

from typing import Any, Final

import msgspec
import numpy as np

from grader.model.case import Case, Expected, Function, Generator, Tree
from grader.model.enums import Layout, Stratum

_DTYPES: Final = frozenset("float64 float32 float16 int64 int32 int16 int8 uint64 uint32 uint16 uint8 bool".split())
_SMALL_INT: Final = 2**63


class Block(msgspec.Struct, frozen=True):
    """What was drawn and computed for one seed."""

    parameters: tuple[str, ...]
    """Of the function, in order."""
    cases: tuple[Case, ...]
    """Without latents: a case that is to be made smaller is drawn again."""
    expected: tuple[Expected | None, ...]
    """By case; None for one that must raise."""


def pack(block: Block) -> bytes:
    """A block as bytes.

    Raises:
        TypeError: if a value is of no kind that can be kept.
    """
    rows = [
        (_case(case), None if expected is None else (_plain(expected.value), _plain(expected.tolerance)))
        for case, expected in zip(block.cases, block.expected, strict=True)
    ]
    return msgspec.msgpack.encode((block.parameters, rows))


def unpack(data: bytes) -> Block:
    """The inverse of `pack`.

    Raises:
        ValueError: if the data are anything else (msgspec.DecodeError is one).
    """
    try:
        parameters, rows = msgspec.msgpack.decode(data)
        cases = tuple(_restored(case) for case, _ in rows)
        expected = tuple(None if found is None else Expected(_tree(found[0]), _tree(found[1])) for _, found in rows)
        return Block(tuple(parameters), cases, expected)
    except (TypeError, KeyError, IndexError, AttributeError) as error:
        raise ValueError("not a block of cases") from error


def _case(case: Case) -> tuple[Any, ...]:
    inputs = {name: _plain(value) for name, value in case.inputs.items()}
    return (case.name, case.stratum, case.dtype, case.layout, case.dims, inputs, case.omitted, case.unique, case.raises)


def _restored(row: list[Any]) -> Case:
    name, stratum, dtype, layout, dims, inputs, omitted, unique, raises = row
    return Case(
        name=name,
        stratum=Stratum(stratum),
        dtype=dtype,
        layout=Layout(layout),
        dims=dims,
        inputs={key: _tree(value) for key, value in inputs.items()},
        omitted=tuple(omitted),
        unique=unique,
        raises=raises,
    )


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
        case Function():
            return ["f", value.takes, value.expression]
        case Generator():
            return ["g", value.seed]
        case int() if not isinstance(value, bool) and not -_SMALL_INT <= value < _SMALL_INT:
            return ["i", str(value)]
        case None | bool() | int() | float() | str():
            return ["v", value]
        case _:
            raise TypeError(f"a block cannot hold {type(value).__name__}")


def _tree(item: Any) -> Tree:
    tag = item[0]
    if tag == "a" and item[1] in _DTYPES:
        # A copy: an array over bytes is read-only, and a case's inputs are not.
        return np.frombuffer(item[3], dtype=item[1]).reshape(item[2]).copy()
    match item:
        case ["v", value]:
            return value
        case ["n", dtype, data] if dtype in _DTYPES:
            return np.frombuffer(data, dtype=dtype)[0]
        case ["t", parts]:
            return tuple(map(_tree, parts))
        case ["l", parts]:
            return list(map(_tree, parts))
        case ["d", parts]:
            return {key: _tree(part) for key, part in parts.items()}
        case ["f", takes, expression]:
            return Function(tuple(takes), expression)
        case ["g", seed]:
            return Generator(int(seed))
        case ["i", text]:
            return int(text)
        case _:
            raise ValueError("not a value of a block")
