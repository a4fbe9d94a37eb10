"""Plain scalars as YAML 1.2 core reads them.

The library reads YAML 1.1, where `1e-6` is a text, `no` is false, `012` is ten and `12:30` is 750.
"""

from __future__ import annotations

import re
from typing import Final

_NULL: Final = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_DECIMAL: Final = re.compile(r"[-+]?[0-9]+")
_OCTAL: Final = re.compile(r"0o[0-7]+")
_HEX: Final = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INF: Final = re.compile(r"([-+]?)\.(inf|Inf|INF)")
_NAN: Final = re.compile(r"\.(nan|NaN|NAN)")
_MAX_LENGTH: Final = 400
"""What is longer stays a text: Python refuses to convert more than 4300 digits, and no exercise means one."""
_WHOLE: Final = range(-(2**63), 2**64)
"""Whole numbers that msgpack can hold; those beyond become floats."""


def resolve(text: str) -> bool | int | float | str | None:
    """The value of an unquoted scalar by the core schema of YAML 1.2, section 10.3.2.

    `012` is the whole number 12, `0o17` is 15, `0x1f` is 31; `no`, `on`, `12:30`, `1_000` and dates are texts. So is a number
    that no float64 holds, `1e400`: who means infinity writes `.inf`.
    """
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if len(text) > _MAX_LENGTH:
        return text
    if _DECIMAL.fullmatch(text):
        return _whole(int(text), text)
    if _OCTAL.fullmatch(text):
        return _whole(int(text, 0), text)
    if _HEX.fullmatch(text):
        return _whole(int(text, 0), text)
    if _FLOAT.fullmatch(text):
        return _finite(text, text)
    if match := _INF.fullmatch(text):
        return float(match[1] + "inf")
    return float("nan") if _NAN.fullmatch(text) else text


def _whole(value: int, text: str) -> int | float | str:
    return value if value in _WHOLE else _finite(str(value), text)


def _finite(digits: str, text: str) -> float | str:
    value = float(digits)
    return text if value in (float("inf"), float("-inf")) else value
