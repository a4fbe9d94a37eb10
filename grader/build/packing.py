"""Cases and their expected values as bytes and back: msgpack of tagged plain data, never a pickle: others may write the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.model.case import Case, Expected, Function, Generator
from grader.model.enums import Layout, Stratum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model.case import Tree

_DTYPES: Final = frozenset("float64 float32 float16 int64 int32 int16 int8 uint64 uint32 uint16 uint8 bool".split())
_SMALL_INT: Final = 2**63


class Block:
    """What was drawn and computed for one seed. A case is decoded when it is asked for: a check of a right answer asks for few."""

    def __init__(self, parameters: tuple[str, ...], rows: Sequence[bytes]) -> None:
        self.parameters = parameters
        """Of the function, in order."""
        self.rows = tuple(rows)
        self.known: dict[int, tuple[Case, Expected | None]] = {}
        """What was decoded, or never encoded."""

    def __len__(self) -> int:
        return len(self.rows)

    def case(self, index: int) -> Case:
        """One case. Read from bytes, it is without its latent: if it is to be made smaller, it is drawn again."""
        return self._row(index)[0]

    def expected(self, index: int) -> Expected | None:
        """None for a case that must raise."""
        return self._row(index)[1]

    def _row(self, index: int) -> tuple[Case, Expected | None]:
        if index not in self.known:
            self.known[index] = _restored(self.rows[index])
        return self.known[index]


def block(parameters: tuple[str, ...], cases: Sequence[Case], expected: Sequence[Expected | None]) -> Block:
    """The block of these cases.

    Raises:
        TypeError: if a value is of no kind that can be kept.
    """
    made = Block(parameters, [_row(case, one) for case, one in zip(cases, expected, strict=True)])
    made.known.update(enumerate(zip(cases, expected, strict=True)))
    return made


def pack(block: Block) -> bytes:
    """A block as bytes."""
    return msgspec.msgpack.encode((block.parameters, block.rows))


def unpack(data: bytes) -> Block:
    """The inverse of `pack`.

    Raises:
        ValueError: if the data are anything else (msgspec.DecodeError is one).
    """
    return Block(*msgspec.msgpack.decode(data, type=tuple[tuple[str, ...], tuple[bytes, ...]]))


def pack_tree(value: Tree) -> bytes:
    """Any value that a case may hold, as bytes.

    Raises:
        TypeError: if it is of no such kind.
    """
    return msgspec.msgpack.encode(_plain(value))


def unpack_tree(data: bytes) -> Tree:
    """The inverse of `pack_tree`."""
    return _tree(msgspec.msgpack.decode(data))


def _row(case: Case, expected: Expected | None) -> bytes:
    inputs = {name: _plain(value) for name, value in case.inputs.items()}
    told = (case.name, case.stratum, case.dtype, case.main, case.layout, case.dims, inputs, case.omitted, case.unique, case.raises)
    return msgspec.msgpack.encode((told, None if expected is None else (_plain(expected.value), _plain(expected.tolerance))))


def _restored(row: bytes) -> tuple[Case, Expected | None]:
    """The inverse of `_row`; ValueError for anything else."""
    try:
        return _unrowed(*msgspec.msgpack.decode(row))
    except (TypeError, KeyError, IndexError, AttributeError) as error:
        raise ValueError("not a case of a block") from error


def _unrowed(told: list[Any], found: list[Any] | None) -> tuple[Case, Expected | None]:
    name, stratum, dtype, main, layout, dims, inputs, omitted, unique, raises = told
    case = Case(
        name=name,
        stratum=Stratum(stratum),
        dtype=dtype,
        main=main,
        layout=Layout(layout),
        dims=dims,
        inputs={key: _tree(value) for key, value in inputs.items()},
        omitted=tuple(omitted),
        unique=unique,
        raises=raises,
    )
    return case, None if found is None else Expected(_tree(found[0]), _tree(found[1]))


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
