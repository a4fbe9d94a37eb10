"""Numbers as text. `nan`, `inf` and `-inf` come as text already, as a report holds them."""

from __future__ import annotations

import math
import struct
from typing import Final

_PACKED: Final = {"float16": ("e", 5), "float32": ("f", 9)}
"""Struct format and the digits that always suffice, of the types narrower than a Python float."""

Number = float | int | str


def number(value: Number, dtype: str = "float64") -> str:
    """The shortest text that reads back as the same number of this dtype: `0.1` for the float32 nearest to it."""
    if not isinstance(value, float):
        return str(value)
    if not math.isfinite(value):
        return _unbounded(value)
    return _narrow(value, *_PACKED[dtype]) if dtype in _PACKED else repr(value)


def rounded(value: Number, digits: int, dtype: str = "float64") -> str:
    """At most `digits` significant digits, fewer where fewer say the same."""
    if not isinstance(value, float) or not math.isfinite(value):
        return number(value)
    return min(number(value, dtype), repr(float(f"{value:.{digits}g}")), key=len)


def in_array(text: str) -> str:
    """As NumPy writes it inside an array: `710.` for `710.0`."""
    return text[:-1] if text.endswith(".0") else text


def quantity(value: Number) -> str:
    """A number inside a sentence: three digits, no trailing `.0`."""
    return rounded(value, 3).removesuffix(".0")


def of_expected(relative: Number) -> str:
    """A relative error in words; empty where expected is zero and the ratio says nothing."""
    if not isinstance(relative, (int, float)) or not math.isfinite(relative):
        return ""
    if relative >= 10:
        return f"{rounded(float(relative), 2).removesuffix('.0')} times expected"
    if relative < 1e-4:
        return f"{rounded(float(relative), 2)} of expected"
    return f"{rounded(100 * float(relative), 2).removesuffix('.0')} % of expected"


def times(count: int) -> str:
    """`once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def plural(count: int, noun: str, several: str = "") -> str:
    """`1 case`, `2 cases`."""
    return f"{count} {noun if count == 1 else several or noun + 's'}"


def _unbounded(value: float) -> str:
    return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"


def _narrow(value: float, code: str, enough: int) -> str:
    bits = struct.pack(code, value)
    for digits in range(1, enough):
        text = f"{value:.{digits}g}"
        try:
            if struct.pack(code, float(text)) == bits:
                return repr(float(text))
        except OverflowError:  # rounded up, past the largest number of the type
            continue
    return repr(float(f"{value:.{enough}g}"))
