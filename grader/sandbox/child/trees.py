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

from typing import TYPE_CHECKING, Any, Final

# By name: an answer may put something else in their place.
from numpy import dtype, longlong, uint8, ulonglong

if TYPE_CHECKING:
    from numpy import ndarray

    Array = ndarray[Any, Any]

DTYPES: Final = {
    name: dtype(name)
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
NAMES: Final = {known.num: name for name, known in DTYPES.items()} | {dtype("q").num: "int64", dtype("Q").num: "uint64"}
"""The name of a dtype by its number, whatever its byte order: `dtype.name` is slow."""
SCALARS: Final = frozenset(known.type for known in DTYPES.values()) | {longlong, ulonglong}
"""The types of numpy scalars that may cross."""


class MalformedError(ValueError):
    """A node that no honest side writes."""


def raw(array: Array) -> memoryview:
    """The bytes of a C-contiguous array."""
    return array.reshape(-1).view(uint8).data


def tidy(text: str) -> str:
    """Text that UTF-8 can carry: lone surrogates are written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def type_name(kind: type) -> str:
    """`set`, `numpy.matrix`, `my_answer.Thing`."""
    module, name = kind.__module__, kind.__qualname__
    return tidy(f"{name}" if module == "builtins" else f"{module}.{name}")[:200]


def is_key(value: Any) -> bool:
    """Whether `value` may be the key of a dict that crosses."""
    kind = type(value)
    if kind is tuple:
        return all(map(is_key, value))
    return value is None or kind in (str, int, float, bool) or kind in SCALARS
