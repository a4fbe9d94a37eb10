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
_MAX_DIGITS: Final = 400
"""A longer run of digits stays a text: Python refuses to convert more than 4300, and no exercise means one."""


def resolve(text: str) -> None | bool | int | float | str:
    """The value of an unquoted scalar by the core schema of YAML 1.2, section 10.3.2.

    `012` is the whole number 12, `0o17` is 15, `0x1f` is 31; `no`, `on`, `12:30`, `1_000` and dates are texts.
    """
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if len(text) > _MAX_DIGITS:
        return text
    if _DECIMAL.fullmatch(text):
        return int(text)
    if _OCTAL.fullmatch(text):
        return int(text[2:], 8)
    if _HEX.fullmatch(text):
        return int(text[2:], 16)
    if _FLOAT.fullmatch(text):
        return float(text)
    if match := _INF.fullmatch(text):
        return float(match[1] + "inf")
    return float("nan") if _NAN.fullmatch(text) else text
