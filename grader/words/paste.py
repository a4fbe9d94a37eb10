"""`Shown` as Python over `np` that can be pasted, and in a few words what it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from grader.words.clean import one_line
from grader.words.layout import Doc, bracket, flat, prefixed
from grader.words.numbers import in_array, number
from grader.words.shown import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from grader.model.report import Shown

WHOLE: Final = 36
"""Entries of an array that is shown whole: 6 by 6."""
_DEFAULT_DTYPES: Final = frozenset({"float64", "int64", "bool", "str", "complex128"})
"""What NumPy makes of the literals itself."""
_UNBOUNDED: Final = {"nan": "np.nan", "inf": "np.inf", "-inf": "-np.inf"}


def can_paste(shown: Shown) -> bool:
    """Whether `paste` gives Python that makes the same value, short enough to be shown."""
    if shown.type in ("opaque", "large") or (shown.type == "array" and math.prod(shown.shape) > WHOLE):
        return False
    return all(can_paste(part) for _, part in parts(shown))


def paste(shown: Shown) -> Doc:
    """Python that makes this value; `<...>` where there is no such text."""
    writer = _PASTE.get(shown.type)
    return writer(shown) if writer else f"<{describe(shown)}>"


def paste_text(shown: Shown) -> str:
    """`paste` on one line."""
    return flat(paste(shown))


def call_text(function: str, arguments: Mapping[str, Shown], by_name: Iterable[str] = ()) -> str:
    """A call that can be pasted: `softmax(np.array([[710.]]))`; the arguments in `by_name` are passed by keyword."""
    named = frozenset(by_name)
    items = [prefixed(f"{name}=", paste(value)) if name in named else paste(value) for name, value in arguments.items()]
    return flat(bracket(f"{function}(", items, ")"))


def describe(shown: Shown) -> str:
    """What a value is: `float64 (2, 1)`, `float`, `tuple of 2`."""
    match shown.type:
        case "array":
            return f"{shown.dtype} {shown.shape}"
        case "scalar":
            return f"np.{numpy_name(shown.dtype)}"
        case "tuple" | "list" | "dict":
            return f"{shown.type} of {len(parts(shown))}"
        case "opaque":
            text = one_line(shown.data["text"], 200)
            return one_line(shown.data["type"], 100) + (f": {text}" if text else "")
        case "large":
            what = f"{shown.dtype} {shown.shape}" if shown.shape else f"{shown.data['type']} of {shown.data['parts']}"
            return f"{what}, too large to show"
        case "none":
            return ""
        case "rng":
            return "random generator"
    return shown.type


def quoted(value: Any) -> str:
    """`repr`, in double quotes where that needs no escape; `repr` escapes what cannot be seen."""
    text = repr(value)
    plain = isinstance(value, str) and text[0] == "'" and not {"'", '"'} & set(value)
    return f'"{text[1:-1]}"' if plain else text


def numpy_name(dtype: str) -> str:
    """The name of a dtype as an attribute of `np`."""
    return {"bool": "bool_", "str": "str_"}.get(dtype, dtype)


def nested(data: Any, write: Callable[[Any], str]) -> Doc:
    """Nested lists as brackets around the texts of their entries."""
    if isinstance(data, (list, tuple)):
        return bracket("[", (nested(item, write) for item in data), "]")
    return write(data)


def _array(shown: Shown) -> Doc:
    dtype = f", dtype=np.{numpy_name(shown.dtype)}"
    if 0 in shown.shape:
        return f"np.zeros({shown.shape}{'' if shown.dtype == 'float64' else dtype})"
    closing = ")" if shown.dtype in _DEFAULT_DTYPES else f"{dtype})"
    return bracket("np.array(", [nested(shown.data, lambda value: _literal(value, shown.dtype))], closing)


def _literal(value: Any, dtype: str) -> str:
    if dtype == "str":
        return repr(value)
    return _UNBOUNDED[value] if value in _UNBOUNDED else in_array(number(value, dtype))


def _scalar(shown: Shown) -> Doc:
    inner = f'"{shown.data}"' if shown.data in _UNBOUNDED else number(shown.data, shown.dtype)
    return f"np.{numpy_name(shown.dtype)}({inner})"


def _float(shown: Shown) -> Doc:
    return f'float("{shown.data}")' if isinstance(shown.data, str) else repr(shown.data)


def _parts(shown: Shown) -> Doc:
    if shown.type == "dict":
        return bracket("{", [prefixed(f"{quoted(key)}: ", paste(part)) for key, part in parts(shown)], "}")
    items = [paste(part) for _, part in parts(shown)]
    if shown.type == "tuple":
        return bracket("(", items, ",)" if len(items) == 1 else ")")
    return bracket("[", items, "]")


_PASTE: Final[dict[str, Callable[[Shown], Doc]]] = {
    "none": lambda _: "None",
    "bool": lambda shown: repr(shown.data),
    "int": lambda shown: str(shown.data),
    "float": _float,
    "complex": lambda shown: str(shown.data),
    "text": lambda shown: quoted(shown.data),
    "scalar": _scalar,
    "array": _array,
    "tuple": _parts,
    "list": _parts,
    "dict": _parts,
    "function": lambda shown: f"lambda {', '.join(shown.data['takes'])}: {one_line(shown.data['source'])}",
    "rng": lambda shown: f"np.random.default_rng({shown.data})",
}
