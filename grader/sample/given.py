"""Cases that an author wrote down: edge cases and invalid inputs. What is given is taken as it is, the rest is drawn around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.language import Expression, evaluate, parse_dim, parse_expression
from grader.model.enums import Layout, Stratum
from grader.model.errors import ContentError
from grader.sample.bind import bind, bind_loosely
from grader.sample.bits import fold, step, text_key
from grader.sample.cases import RandomSource, draw_dims
from grader.sample.facets import Spread
from grader.sample.render import Draft, Latent, render
from grader.sample.written import Written, as_expected, expected_value, made, read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grader.model.case import Case
    from grader.model.content import CodeContent
    from grader.sample.inputs import InputPlan
    from grader.sample.planning import Plan

RESERVED: Final = ("name", "expect", "dims", "dtype", "layout", "unique", "error")
"""Keys of an edge case that are not inputs."""
_WIDTHS: Final = ("float16", "float32", "float64")


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """One case of the author, compiled."""

    name: str
    key: int
    path: str
    stratum: Stratum
    values: dict[str, Any]
    """By input; an `Expression` where dims or inputs that are drawn must be known first."""
    written: dict[str, Written]
    dims: dict[str, int]
    """Those that are settled."""
    alternative: int
    dtype: str
    layout: Layout
    omitted: tuple[str, ...]
    expect: Any = msgspec.UNSET
    unique: bool = True
    raises: str | None = None


def compile_given(plan: Plan, content: CodeContent) -> tuple[Given, ...]:
    """Edge cases, then invalid inputs.

    Raises:
        ContentError: with `edge_cases[2].x`, for the first value that is none, or whose shape fits no other.
    """
    edges = [_compile(plan, content, raw, f"edge_cases[{i}]", Stratum.EDGE) for i, raw in enumerate(content.edge_cases)]
    invalid = [_compile(plan, content, raw, f"raises[{i}]", Stratum.INVALID) for i, raw in enumerate(content.raises)]
    return (*edges, *invalid)


def draw_given(plan: Plan, given: Given, key: int) -> Case:
    """The author's case with what is not given drawn plainly."""
    key = step(key, given.key)
    dims = draw_dims(plan, key, Spread.RANDOM, given.dims) or draw_dims(plan, key, Spread.RANDOM, given.dims, conditions=False)
    assert dims is not None
    draft = Draft(
        name=given.name, stratum=given.stratum, dims=dims, dtype=given.dtype, layout=given.layout, omitted=given.omitted,
        latent=Latent(alternative=given.alternative, fixed=tuple(given.values)),
        fixed={name: _pending(given, name) if isinstance(value, Expression) else value for name, value in given.values.items()},
    )  # fmt: skip
    case = render(plan, draft, RandomSource(plan, key, None, {})).case
    expect = _expected(given.expect, case.dims | case.inputs, f"{given.path}.expect")
    return msgspec.structs.replace(case, expect=expect, unique=given.unique, raises=given.raises)


def _expected(value: Any, env: Mapping[str, Any], path: str) -> Any:
    """What the author expects, where it is an expression over the inputs: its value."""
    if isinstance(value, Expression):
        return as_expected(_evaluated(value, env, path))
    if isinstance(value, dict):
        return {key: _expected(item, env, path) for key, item in value.items()}
    return type(value)(_expected(item, env, path) for item in value) if isinstance(value, list | tuple) else value


def _pending(given: Given, name: str) -> Any:
    """What makes a value once the case knows dims and the inputs before it."""
    expression, written = given.values[name], given.written[name]

    def value(env: Mapping[str, Any]) -> Any:
        return made(written, _evaluated(expression, env, written.path))

    return value


def _compile(plan: Plan, content: CodeContent, raw: dict[str, Any], path: str, stratum: Stratum) -> Given:
    _check_keys(plan, raw, path)
    dtype, dtypes = _dtypes(plan, raw, path)
    dims = {name: parse_dim(value, f"{path}.dims.{name}")[0] for name, value in _mapping(raw, "dims", path).items()}
    for name in dims.keys() - plan.dims.keys():
        raise ContentError(f"{path}.dims.{name}", f"`{name}`", "a dim: one of " + ", ".join(plan.dims))
    values: dict[str, Any] = {}
    written: dict[str, Written] = {}
    alternative, layout = 0, _layout(raw.get("layout"), f"{path}.layout")
    for item in plan.inputs:
        if item.name not in raw:
            continue
        text = written[item.name] = read(plan, item, raw[item.name], dtypes.get(item.name), dtype, f"{path}.{item.name}", stratum)
        layout = _layout(text.layout, f"{path}.{item.name}.layout") if text.layout else layout
        values[item.name] = _value_now(text, dims | {n: v for n, v in values.items() if not isinstance(v, Expression)})
        alternative, dims = _settle(plan, values, dims, item, path, stratum)
    name = str(raw.get("name", path))
    return Given(
        name=name,
        key=fold(text_key(stratum), text_key(name)),
        path=path,
        stratum=stratum,
        values=values,
        written=written,
        dims=dims,
        alternative=alternative,
        dtype=dtype or _narrowest(plan, values),
        layout=layout,
        omitted=tuple(name for name in plan.optional if name not in values),
        expect=expected_value(raw["expect"], content.returns, _expectation(plan, path)) if "expect" in raw else msgspec.UNSET,
        unique=bool(raw.get("unique", True)),
        raises=raw.get("error", "ValueError") if stratum is Stratum.INVALID else None,
    )


def _expectation(plan: Plan, path: str) -> Callable[[str], Expression]:
    """Parses what is expected, which all inputs may decide."""
    names = (*plan.dims, *(item.name for item in plan.inputs))
    return lambda text: parse_expression(text, names=names, path=f"{path}.expect")


def _check_keys(plan: Plan, raw: dict[str, Any], path: str) -> None:
    known = {item.name for item in plan.inputs}
    for key in raw:
        if key not in known and key not in RESERVED:
            raise ContentError(f"{path}.{key}", f"`{key}`", "an input, or one of " + ", ".join(RESERVED))


def _mapping(raw: dict[str, Any], key: str, path: str) -> dict[str, Any]:
    value = raw.get(key, {})
    if not isinstance(value, dict):
        raise ContentError(f"{path}.{key}", f"`{value}`", "a mapping such as `{N: 3}`")
    return value


def _dtypes(plan: Plan, raw: dict[str, Any], path: str) -> tuple[str | None, dict[str, str]]:
    """The dtype of the case where one is said, and those said by input."""
    value = raw.get("dtype")
    by_input = value if isinstance(value, dict) else {}
    known = {item.name for item in plan.inputs}
    for name, dtype in {**by_input, **({} if value is None or isinstance(value, dict) else {"": value})}.items():
        if name and name not in known:
            raise ContentError(f"{path}.dtype.{name}", f"`{name}`", "an input")
        check_dtype(dtype, f"{path}.dtype" + (f".{name}" if name else ""))
    return (None if isinstance(value, dict) else value), by_input


def check_dtype(dtype: Any, path: str) -> None:
    """Raises `ContentError` unless NumPy knows the name as a dtype of real numbers."""
    try:
        kind = np.dtype(dtype).kind if isinstance(dtype, str) else ""
    except TypeError:
        kind = ""
    if kind not in tuple("fiub"):
        raise ContentError(path, f"`{dtype}`", "a dtype such as float32 or int64")


def _layout(value: Any, path: str) -> Layout:
    try:
        return Layout.CONTIGUOUS if value is None else Layout(value)
    except ValueError:
        raise ContentError(path, f"`{value}`", "one of " + ", ".join(Layout)) from None


def _value_now(written: Written, env: dict[str, Any]) -> Any:
    """The value, or its expression where something it needs is not settled yet."""
    expression = written.expression
    if expression is None:
        return made(written, written.value)
    if not expression.free <= env.keys():
        return expression
    return made(written, _evaluated(expression, env, written.path))


def _evaluated(expression: Expression, env: Mapping[str, Any], path: str) -> Any:
    try:
        with np.errstate(all="ignore"):
            return evaluate(expression, env)
    except (ValueError, ArithmeticError, TypeError, IndexError, KeyError) as error:
        raise ContentError(path, f"`{expression.source}`, which raises {type(error).__name__}: {error}", "a value") from None


def _settle(
    plan: Plan, values: dict[str, Any], dims: dict[str, int], item: InputPlan, path: str, stratum: Stratum
) -> tuple[int, dict[str, int]]:
    """The alternative and the dims that the values so far ask for."""
    known = {name: value for name, value in values.items() if not isinstance(value, Expression)}
    found = bind(plan, known, dims)
    if found is not None:
        return found
    if stratum is Stratum.INVALID:
        return bind_loosely(plan, known, dims)
    wanted = " or ".join("a number" if shape is None else shape.text for shape in item.shapes)
    found_shape = f"shape {list(np.shape(values[item.name]))}"
    raise ContentError(f"{path}.{item.name}", found_shape, f"{wanted}, with the lengths that the other values have")


def _narrowest(plan: Plan, values: dict[str, Any]) -> str:
    """A case is graded at the precision of its narrowest given array."""
    names = {value.dtype.name for value in values.values() if isinstance(value, np.ndarray)}
    return next((width for width in _WIDTHS[:2] if width in names), plan.dtypes[0])
