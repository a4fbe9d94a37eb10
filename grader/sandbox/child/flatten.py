"""Values to nodes: what a call of the answer is told, and what it tells, on its way out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

# By name: an answer may put something else in their place.
from numpy import asarray, generic, ndarray

from .frames import MAX_TEXT
from .trees import DTYPES, MAX_BITS, MAX_DEPTH, MAX_NDIM, NAMES, SCALARS, SMALL_BITS, TREE_CAP, is_key, tidy, type_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from .trees import Array


class _TooLongError(Exception):
    pass


class Flattener:
    """Turns values into nodes, and collects their arrays in `arrays`, C-contiguous, in the order of the nodes."""

    def __init__(self, made: Callable[[Any], int | None]) -> None:
        """`made` gives the number of a value that a recipe made, or None."""
        self.arrays: list[Array] = []
        self.unknown: list[str] = []
        """Types that were told instead of values."""
        self._made = made
        self._payload = self._header = 0

    def tree(self, value: Any, payload: int, header: int = TREE_CAP) -> Any:
        """The node of `value`; arrays beyond `payload` bytes and trees beyond `header` bytes are told by their type only."""
        self._payload, self._header = payload, header
        start = len(self.arrays)
        try:
            return self._node(value, 0)
        except _TooLongError:
            del self.arrays[start:]
            return self._opaque(type(value), "too long to send")

    def _node(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if kind is ndarray:
            return self._array(value)
        if value is None or kind is bool:
            return self._spend(value, 6)
        if kind is str and value.isascii() and len(value) <= MAX_TEXT:
            return self._spend(value, 6 * len(value) + 3)
        if kind in SCALARS:
            self.arrays.append(asarray(value))
            return self._spend(["n", NAMES[value.dtype.num]], 24)
        index = self._made(value)
        if index is not None:
            return self._spend(["m", index], 16)
        if issubclass(kind, (tuple, list, dict)):
            return self._container(value, kind, depth)
        return self._plain(value, kind)

    def _spend(self, node: Any, cost: int) -> Any:
        """`node`, when its JSON of at most `cost` bytes still fits."""
        self._header -= cost
        if self._header < 0:
            raise _TooLongError
        return node

    def _array(self, value: Array) -> Any:
        name = NAMES.get(value.dtype.num)
        if name is None or value.ndim > MAX_NDIM:
            return self._unknown(ndarray, f"dtype {value.dtype}, shape {value.shape}")
        self._payload -= value.nbytes
        if self._payload < 0:
            return self._unknown(ndarray, f"dtype {value.dtype}, shape {value.shape}, too large to send")
        self.arrays.append(asarray(value, DTYPES[name], order="C"))
        return self._spend(["a", name, list(value.shape)], 192)

    def _container(self, value: Any, kind: type, depth: int) -> Any:
        if depth >= MAX_DEPTH:
            return self._unknown(kind, f"nested more than {MAX_DEPTH} deep")
        self._spend(None, 6)
        below = depth + 1
        # The base classes' own methods: a subclass may lie about what it holds.
        if issubclass(kind, dict):
            pairs = dict.items(value)
            if all(map(is_key, dict.keys(value))):
                return ["d", *([self._node(k, below), self._spend(self._node(v, below), 3)] for k, v in pairs)]
            return self._unknown(kind, "with keys that are neither text nor number")
        if issubclass(kind, tuple):
            return ["t", *(self._spend(self._node(item, below), 1) for item in tuple.__iter__(value))]
        return ["l", *(self._spend(self._node(item, below), 1) for item in list.__iter__(value))]

    def _plain(self, value: Any, kind: type) -> Any:
        if issubclass(kind, int):
            return self._integer(int.__int__(value), kind)
        if kind is float or (issubclass(kind, float) and not issubclass(kind, generic)):
            return self._spend(_number(float.__float__(value)), 30)
        if kind is complex:
            return self._spend(["c", _number(value.real), _number(value.imag)], 60)
        if issubclass(kind, str):
            text = tidy(str.__str__(value))
            return self._spend(text, 6 * len(text) + 3) if len(text) <= MAX_TEXT else self._unknown(kind, text[:200])
        return self._unknown(kind)

    def _integer(self, number: int, kind: type) -> Any:
        bits = number.bit_length()
        if bits <= SMALL_BITS:
            return self._spend(number, 20)
        return self._spend(["i", hex(number)], 16 + bits // 4) if bits <= MAX_BITS else self._unknown(kind, f"of {bits} bits")

    def _unknown(self, kind: type, text: str = "") -> Any:
        node = self._opaque(kind, text)
        return self._spend(node, 16 + 6 * sum(map(len, node)))

    def _opaque(self, kind: type, text: str) -> list[str]:
        self.unknown.append(type_name(kind))
        return ["o", self.unknown[-1], tidy(text)[:MAX_TEXT]]


def _number(value: float) -> Any:
    return value if math.isfinite(value) else ["f", repr(value)]
