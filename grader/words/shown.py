"""Values as a report holds them: the door from arrays and Python objects to `Shown`, and back to its parts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.model.case import Function, Generator, Opaque
from grader.model.report import Shown
from grader.words.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ENTRIES: Final = 1000
"""Numbers of one array that a report carries; beyond it the value is `large` and only its shape is told."""
PARTS: Final = 100
DEPTH: Final = 12
TEXT: Final = 2000
_NUMERIC: Final = "biufc"


def show(value: Any, *, entries: int = ENTRIES, source: Callable[[Function], str] | None = None) -> Shown:
    """A tree of arrays, scalars, text, None, `Function`, `Generator`, `Opaque`, tuples, lists and dicts as plain data.

    Args:
        value: never called into beyond its exact type: a foreign object gives its type's name alone.
        entries: the largest number of array entries that is kept.
        source: Python source of an input function's body, for pasting; its expression as it stands when absent.
    """
    return _Show(entries, source or (lambda function: function.expression)).value(value, 0)


def parts(shown: Shown) -> tuple[tuple[Any, Shown], ...]:
    """Key (or position) and value of each part of a tuple, list or dict; also of one that came back from JSON."""
    if shown.type == "dict":
        return tuple((key, _whole(part)) for key, part in shown.data)
    if shown.type in ("tuple", "list"):
        return tuple((place, _whole(part)) for place, part in enumerate(shown.data))
    return ()


def entry(shown: Shown, index: Sequence[int]) -> Any:
    """The entry of an array at an index, or the number itself for a scalar; None where there is none."""
    data = shown.data
    for place in index:
        if not isinstance(data, (list, tuple)) or not -len(data) <= place < len(data):
            return None
        data = data[place]
    return None if isinstance(data, (list, tuple)) else data


def _whole(part: Any) -> Shown:
    return part if isinstance(part, Shown) else msgspec.convert(part, Shown)


class _Show:
    def __init__(self, entries: int, source: Callable[[Function], str]) -> None:
        self.entries = entries
        self.source = source

    def value(self, value: Any, depth: int) -> Shown:
        kind = type(value)
        if value is None:
            return Shown("none")
        if kind in _PLAIN:
            return _PLAIN[kind](value)
        if kind in (tuple, list, dict):
            return self.container(value, kind.__name__, depth)
        if kind in (Function, Generator, Opaque):
            return self.stand_in(value)
        return self.numpy(value) or Shown("opaque", {"type": one_line(kind.__name__, 100), "text": ""})

    def container(self, value: Any, name: str, depth: int) -> Shown:
        if len(value) > PARTS or depth >= DEPTH:
            return Shown("large", {"type": name, "parts": len(value)})
        if name == "dict":
            return Shown(name, [[_key(key), self.value(part, depth + 1)] for key, part in value.items()])
        return Shown(name, [self.value(part, depth + 1) for part in value])

    def stand_in(self, value: Function | Generator | Opaque) -> Shown:
        if isinstance(value, Function):
            return Shown("function", {"takes": list(value.takes), "source": self.source(value)})
        if isinstance(value, Generator):
            return Shown("rng", value.seed)
        return Shown("opaque", {"type": one_line(value.type_name, 100), "text": one_line(value.text, TEXT)})

    def numpy(self, value: Any) -> Shown | None:
        import numpy as np

        kind = type(value)  # `isinstance` would ask the object itself what it is
        if issubclass(kind, np.generic) and kind.__module__ == "numpy" and np.dtype(kind).kind in _NUMERIC:
            return Shown("scalar", _plain(value.item()), value.dtype.name)
        if not issubclass(kind, np.ndarray):
            return None
        array = np.asarray(value)
        shape = tuple(int(n) for n in array.shape)
        if array.dtype.kind == "U" and array.size <= self.entries:
            return Shown("array", _texts(array.tolist()), "str", shape)
        if array.dtype.kind not in _NUMERIC:
            return Shown("opaque", {"type": "array", "text": f"dtype {one_line(str(array.dtype), 100)}, shape {shape}"})
        if array.size > self.entries:
            return Shown("large", {"type": "array"}, array.dtype.name, shape)
        return Shown("array", _plain(array.tolist()), array.dtype.name, shape)


def _plain(data: Any) -> Any:
    """Nested lists of numbers with everything that JSON has no word for as text."""
    if isinstance(data, list):
        return [_plain(item) for item in data]
    if isinstance(data, complex):
        return repr(data)
    if isinstance(data, float) and not math.isfinite(data):
        return "nan" if math.isnan(data) else "inf" if data > 0 else "-inf"
    return data


def _texts(data: Any) -> Any:
    return [_texts(item) for item in data] if isinstance(data, list) else _sound(data[:TEXT])


def _sound(text: str) -> str:
    """Half characters cannot be written as UTF-8, and a report is."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _whole_number(value: int) -> Shown:
    if value.bit_length() > 4096:  # more digits than Python agrees to print
        return Shown("large", {"type": "int", "parts": value.bit_length()})
    return Shown("int", value if value.bit_length() < 64 else str(value))  # JSON readers keep 64 bits


def _key(key: Any) -> Any:
    if isinstance(key, str):
        return _sound(key[:TEXT])
    return key if key is None or (isinstance(key, int) and key.bit_length() < 64) else one_line(repr(key), 100)


def _text(value: str) -> Shown:
    return Shown("text", _sound(value)) if len(value) <= TEXT else Shown("large", {"type": "text", "parts": len(value)})


_PLAIN: Final[dict[type, Callable[[Any], Shown]]] = {
    bool: lambda value: Shown("bool", value),
    int: _whole_number,
    float: lambda value: Shown("float", _plain(value)),
    complex: lambda value: Shown("complex", repr(value)),
    str: _text,
}
