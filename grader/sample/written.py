"""One value as an author writes it -> the value: numbers, nested lists, texts, and mappings that say more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.language import Expression, parse_expression
from grader.model.case import Function, Generator
from grader.model.enums import Kind, Stratum
from grader.model.errors import ContentError
from grader.sample.inputs import InputPlan

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.sample.planning import Plan

_KEYS: Final = ("value", "dtype", "layout", "as")
_FORMS: Final = ("array", "list", "tuple", "scalar")
_WHOLE: Final = frozenset({Kind.INTEGER, Kind.LABEL})
_TRUTH: Final = frozenset({Kind.BOOLEAN, Kind.MASK})


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A value before it is made."""

    path: str
    input: InputPlan
    value: Any = None
    """As in YAML; unused where there is an expression."""
    expression: Expression | None = None
    dtype: str | None = None
    """Of an array; None: its own."""
    said: bool = False
    """Whether a dtype was said for this very input, so that a number becomes one of NumPy's."""
    form: str | None = None
    layout: str | None = None


def read(
    plan: Plan, item: InputPlan, raw: Any, own_dtype: str | None, case_dtype: str | None, path: str, stratum: Stratum
) -> Written:
    """A value as written, parsed but not made.

    Raises:
        ContentError: for an unknown key, or a text that is not an expression.
    """
    form = layout = None
    if isinstance(raw, dict) and "value" in raw:
        for key in raw.keys() - set(_KEYS):
            raise ContentError(f"{path}.{key}", f"`{key}`", "one of " + ", ".join(_KEYS))
        own_dtype, layout, form = raw.get("dtype", own_dtype), raw.get("layout"), raw.get("as")
        if form is not None and form not in _FORMS:
            raise ContentError(f"{path}.as", f"`{form}`", "one of " + ", ".join(_FORMS))
        raw = raw["value"]
    dtype = own_dtype or _dtype(item, case_dtype, stratum)
    expression = None
    if isinstance(raw, str) and item.spec.choices is None:
        every = [other.name for other in plan.inputs]
        earlier = every[: every.index(item.name)]
        names = item.spec.takes if item.kind is Kind.FUNCTION else (*plan.dims, *earlier)
        expression = parse_expression(raw, names=names, path=path)
        if item.kind is Kind.FUNCTION:
            raw, expression = Function(item.spec.takes, expression.source), None
    return Written(
        path=path, input=item, value=raw, expression=expression, dtype=dtype, said=own_dtype is not None, form=form, layout=layout
    )


def _dtype(item: InputPlan, case_dtype: str | None, stratum: Stratum) -> str | None:
    """The dtype of nested lists where none is said for the input itself."""
    if case_dtype is None:
        # An invalid input is invalid as it stands: label 0.5 must not become 0.
        undeclared = item.generator is not None and not item.spec.dtypes
        return None if stratum is Stratum.INVALID or undeclared else item.dtypes[0]
    if case_dtype in item.dtypes:
        return case_dtype
    fits = item.kind not in _TRUTH and not (item.kind in _WHOLE and case_dtype.startswith("float"))
    return case_dtype if fits else item.dtypes[0]


def made(written: Written, value: Any) -> Any:
    """The value that the function is called with.

    Raises:
        ContentError: if it does not fit the dtype, or is ragged.
    """
    item = written.input
    if isinstance(value, Function) or item.spec.choices is not None or value is None:
        return value
    if item.kind is Kind.RNG:
        return Generator(_whole(value, written.path))
    if isinstance(value, np.ndarray) or (isinstance(value, list | tuple) and not _holds_arrays(value)):
        return _formed(written, _array(written, value))
    if isinstance(value, bool | int | float | np.generic):
        return _number(written, value)
    if isinstance(value, list | tuple) and item.generator is not None:
        return list(value)
    raise ContentError(written.path, f"`{value}`", "a number, nested lists, or an expression")


def _whole(value: Any, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ContentError(path, f"`{value}`", "the seed of a generator: a whole number")
    return value


def _holds_arrays(values: Any) -> bool:
    return any(isinstance(value, np.ndarray) for value in values)


def _number(written: Written, value: Any) -> Any:
    """A Python number for a scalar, an array without axes where the shape `[]` is declared."""
    bare = value.item() if isinstance(value, np.generic) else value
    shapes = written.input.shapes
    if None not in shapes and any(shape is not None and not shape.extents for shape in shapes) and written.form is None:
        return _array(written, bare)
    if written.form == "array":
        return _array(written, bare)
    if (written.said or written.form == "scalar") and written.dtype is not None:
        return _array(written, bare)[()]
    return bare


def _array(written: Written, value: Any) -> Any:
    """An array of the dtype, which must hold every entry."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise ContentError(written.path, "rows of different lengths", "nested lists of one shape") from None
    if array.dtype.kind not in "fiub":
        raise ContentError(written.path, f"`{value}`", "numbers")
    dtype = np.dtype(written.dtype or array.dtype)
    with np.errstate(all="ignore"):
        cast = array.astype(dtype)
    lost = array != cast if dtype.kind in "iub" else np.isfinite(array) & ~np.isfinite(cast)
    if np.any(lost & ~np.isnan(array)) or (dtype.kind in "iub" and np.any(np.isnan(array))):
        raise ContentError(written.path, f"{np.extract(lost, array)[:1].tolist() or 'nan'}", f"numbers that {dtype.name} holds")
    return cast


def _formed(written: Written, array: Any) -> Any:
    if written.form == "list":
        return array.tolist()
    if written.form == "tuple":
        return tuple(array.tolist())
    return array[()] if written.form == "scalar" else array


def expected_value(raw: Any, returns: Any, parse: Callable[[str], Expression]) -> Any:
    """What an author expects: numbers and nested lists as arrays, texts parsed, a part each where a tuple or a dict comes back."""
    if isinstance(returns, list | tuple) and isinstance(raw, list | tuple):
        parts = list(returns) if len(returns) == len(raw) else [None] * len(raw)
        return tuple(expected_value(value, part, parse) for value, part in zip(raw, parts, strict=True))
    if isinstance(raw, dict):
        inner = returns.get("dict", {}) if isinstance(returns, dict) else {}
        return {key: expected_value(value, inner.get(key), parse) for key, value in raw.items()}
    if isinstance(raw, str):
        return raw if isinstance(returns, dict) and returns.get("type") == "text" else parse(raw)
    if raw is None or isinstance(raw, bool):
        return raw
    try:
        return as_expected(np.asarray(raw))
    except ValueError:
        return [expected_value(value, None, parse) for value in raw]


def as_expected(value: Any) -> Any:
    """The value of an expression, or an array, in float64 unless it holds truth values; in a list each by itself."""
    if isinstance(value, list | tuple) and _holds_arrays(value):
        return [as_expected(item) for item in value]
    array = np.asarray(value)
    return array if array.dtype.kind == "b" else array.astype(np.float64)
