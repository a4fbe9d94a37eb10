"""Values as JSON nodes beside raw arrays: how arguments and results cross between the processes.

A node is null, a bool, a small integer, a finite number, a text, or a list that starts with a tag:

    ["a", dtype, shape]  array               ["n", dtype]  numpy scalar         (both: bytes in the payload)
    ["i", hex]           large integer       ["f", "nan" | "inf" | "-inf"]      ["c", real, imaginary]  complex
    ["t", ...] tuple     ["l", ...] list     ["d", [key, value], ...]  dict
    ["m", k]             the k-th thing that the call's recipes made: a callable, a Generator
    ["o", type, text]    anything else: only its type is told

Both sides flatten and rebuild with this module, so that there is one truth about which values exist. Nothing here asks a value what
it is: types are read, never `__class__`, `__array__` or `__len__`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .wire import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    Array = np.ndarray[Any, Any]

DTYPES: Final = {
    name: np.dtype(name)
    for name in (
        *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
        *("float16", "float32", "float64", "complex64", "complex128"),
    )
}
"""The closed list of dtypes that may cross."""
MAX_DEPTH: Final = 8
MAX_NDIM: Final = 8
SMALL_BITS: Final = 53
"""Integers up to this size are JSON numbers."""
MAX_BITS: Final = 8192
"""Of an integer; beyond, printing it would fail."""
TREE_CAP: Final = 1 << 20
"""Bytes of JSON of one result."""
ARGUMENTS_CAP: Final = 2 << 20
"""Bytes of JSON of all arguments of a call; more is left of `HEADER_CAP` than errors and warnings need."""
_SCALARS: Final = frozenset(dtype.type for dtype in DTYPES.values()) | {np.longlong, np.ulonglong}


class MalformedError(ValueError):
    """A node that no honest side writes."""


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
        if kind is np.ndarray:
            return self._array(value)
        if value is None or kind is bool:
            return self._spend(value, 6)
        if kind in _SCALARS:
            self.arrays.append(np.asarray(value))
            return self._spend(["n", value.dtype.name], 24)
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
        dtype = DTYPES.get(value.dtype.name)
        if dtype is None or value.ndim > MAX_NDIM:
            return self._unknown(np.ndarray, f"dtype {value.dtype}, shape {value.shape}")
        self._payload -= value.nbytes
        if self._payload < 0:
            return self._unknown(np.ndarray, f"dtype {value.dtype}, shape {value.shape}, too large to send")
        self.arrays.append(np.asarray(value, dtype, order="C"))
        return self._spend(["a", dtype.name, list(value.shape)], 192)

    def _container(self, value: Any, kind: type, depth: int) -> Any:
        if depth >= MAX_DEPTH:
            return self._unknown(kind, f"nested more than {MAX_DEPTH} deep")
        self._spend(None, 6)
        below = depth + 1
        # The base classes' own methods: a subclass may lie about what it holds.
        if issubclass(kind, dict):
            pairs = dict.items(value)
            if all(map(_is_key, dict.keys(value))):
                return ["d", *([self._node(k, below), self._spend(self._node(v, below), 3)] for k, v in pairs)]
            return self._unknown(kind, "with keys that are neither text nor number")
        if issubclass(kind, tuple):
            return ["t", *(self._spend(self._node(item, below), 1) for item in tuple.__iter__(value))]
        return ["l", *(self._spend(self._node(item, below), 1) for item in list.__iter__(value))]

    def _plain(self, value: Any, kind: type) -> Any:
        if issubclass(kind, int):
            return self._integer(int.__int__(value), kind)
        if kind is float or (issubclass(kind, float) and not issubclass(kind, np.generic)):
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


class Rebuilder:
    """Turns nodes back into values. What is not exactly as `Flattener` writes it is `MalformedError`."""

    def __init__(
        self,
        take: Callable[[str, list[Any]], Array],
        made: list[Any],
        *,
        lay: Callable[[Array], Any] | None = None,
        opaque: Callable[[str, str], Any] | None = None,
        text: Callable[[str], str] | None = None,
    ) -> None:
        """`take` gives the next array; `lay`, `opaque` and `text` have the last word on arrays, unknown values and texts."""
        self._take = take
        self._made = made
        self._lay = lay or _same
        self._opaque = opaque
        self._text = text or _same

    def tree(self, node: Any, depth: int = 0) -> Any:
        """The value of `node`.

        Raises:
            MalformedError: a tag, a length, a type or a depth that is not in the format.
        """
        match node:
            case str():
                return self._text(_short(node))
            case None | bool() | float():
                return node
            case int() if node.bit_length() <= SMALL_BITS:
                return node
            case ["a", str(dtype), list(shape)]:
                return self._lay(self._take(dtype, shape))
            case ["n", str(dtype)]:
                return self._take(dtype, [])[()]
            case ["t" | "l" | "d", *_] if depth < MAX_DEPTH:
                return self._container(node, depth + 1)
            case ["m", int(index)] if 0 <= index < len(self._made):
                return self._made[index]
            case ["o", str(kind), str(text)] if self._opaque is not None:
                return self._opaque(self._text(_short(kind)), self._text(_short(text)))
        return _special(node)

    def _container(self, node: list[Any], depth: int) -> Any:
        tag, *items = node
        if tag == "d":
            return self._dict(items, depth)
        values = [self.tree(item, depth) for item in items]
        return tuple(values) if tag == "t" else values

    def _dict(self, pairs: list[Any], depth: int) -> dict[Any, Any]:
        built: dict[Any, Any] = {}
        for pair in pairs:
            if not (isinstance(pair, list) and len(pair) == 2):
                raise MalformedError("a dict entry that is no pair")
            key = self.tree(pair[0], depth)
            if not _is_key(key) or key in built:
                raise MalformedError("a dict key that cannot be one")
            built[key] = self.tree(pair[1], depth)
        return built


class Payload:
    """Hands out the arrays of a payload, one after the other, as views of it."""

    def __init__(self, buffer: bytes | bytearray) -> None:
        self._buffer = buffer
        self._at = 0

    def take(self, dtype_name: str, shape: list[Any]) -> Array:
        """The next array.

        Raises:
            MalformedError: the payload does not hold that array.
        """
        dtype = DTYPES.get(dtype_name)
        if dtype is None or len(shape) > MAX_NDIM or not all(type(n) is int and n >= 0 for n in shape):
            raise MalformedError("an array of no known kind")
        if math.prod(max(n, 1) for n in shape) * dtype.itemsize >= 1 << 62:
            raise MalformedError("an array larger than memory")
        end = self._at + math.prod(shape) * dtype.itemsize
        if end > len(self._buffer):
            raise MalformedError("an array longer than its bytes")
        array: Array = np.ndarray(tuple(shape), dtype, self._buffer, self._at)
        self._at = end
        if dtype_name == "bool" and array.size and array.view(np.uint8).max() > 1:
            raise MalformedError("a bool that is neither")
        return array if array.flags.aligned else array.copy()

    def finish(self) -> None:
        """Raises MalformedError when bytes are left over."""
        if self._at != len(self._buffer):
            raise MalformedError("bytes that belong to no array")


def raw(array: Array) -> memoryview:
    """The bytes of a C-contiguous array."""
    return array.reshape(-1).view(np.uint8).data


def tidy(text: str) -> str:
    """Text that UTF-8 can carry: lone surrogates are written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def type_name(kind: type) -> str:
    """`set`, `numpy.matrix`, `my_answer.Thing`."""
    module, name = kind.__module__, kind.__qualname__
    return tidy(f"{name}" if module == "builtins" else f"{module}.{name}")[:200]


def _is_key(value: Any) -> bool:
    kind = type(value)
    if kind is tuple:
        return all(map(_is_key, value))
    return value is None or kind in (str, int, float, bool) or kind in _SCALARS


def _number(value: float) -> Any:
    return value if math.isfinite(value) else ["f", repr(value)]


def _special(node: Any) -> Any:
    match node:
        case ["f", "nan" | "inf" | "-inf" as text]:
            return float(text)
        case ["i", str(text)] if len(text) <= MAX_BITS // 4 + 3:
            try:
                return int(text, 16)
            except ValueError:
                raise MalformedError("an integer that is none") from None
        case ["c", real, imaginary]:
            return complex(_part(real), _part(imaginary))
    raise MalformedError("a node of no known kind")


def _part(node: Any) -> float:
    value = _special(node) if isinstance(node, list) else node
    if not isinstance(value, float):
        raise MalformedError("a complex number that is none")
    return value


def _short(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise MalformedError("a text that is too long")
    return text


def _same(value: Any) -> Any:
    return value
