"""Inputs as an author writes them -> inputs that can be drawn: shapes, bounds and functions parsed once."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.language import CONSTANTS, FUNCTIONS, Expression, NumpyDefault, evaluate, parse_expression, parse_extent
from grader.model.case import Function
from grader.model.content import Input
from grader.model.enums import Kind
from grader.model.errors import ContentError
from grader.sample.bits import text_key
from grader.sample.domain import Domain, make_domain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RANGES: Final = {Kind.INTEGER: (-5.0, 5.0), Kind.SPD: (0.1, 10.0), Kind.LOW_RANK: (-2.0, 2.0), Kind.FUNCTION: (-2.0, 2.0)}
"""Where none is declared. For `spd` of the eigenvalues, for `low-rank` of the factors, for `function` of the coefficients."""
DEFAULT_RANGE: Final = (-3.0, 3.0)
CONDITION: Final = 100.0
"""Bound of the condition number of an `spd` matrix where none is declared."""

_MAIN_DTYPES: Final = {Kind.INTEGER: "int64", Kind.LABEL: "int64", Kind.BOOLEAN: "bool", Kind.MASK: "bool"}
_RANGED: Final = frozenset({Kind.REAL, Kind.INTEGER, Kind.SYMMETRIC, Kind.SPD, Kind.LOW_RANK, Kind.FUNCTION})
_SQUARE: Final = frozenset({Kind.SYMMETRIC, Kind.SPD})
_NEEDS_AXES: Final = _SQUARE | {Kind.ONE_HOT, Kind.SIMPLEX, Kind.ORTHOGONAL, Kind.LOW_RANK, Kind.MASK}

Bound = float | Expression


class Shape(msgspec.Struct, frozen=True):
    """The axes of an array: lengths, dims, or expressions over dims."""

    extents: tuple[int | str | Expression, ...]
    names: tuple[str | None, ...]
    """The dim that an axis is as long as, where it is one."""

    @property
    def text(self) -> str:
        """As an author writes it: `[N, 3]`."""
        return "[" + ", ".join(part.source if isinstance(part, Expression) else str(part) for part in self.extents) + "]"

    def lengths(self, dims: Mapping[str, int]) -> tuple[int, ...]:
        """The shape at these dims."""
        return tuple([dims[name] if name else length(self.extents[i], dims) for i, name in enumerate(self.names)])


class Template(msgspec.Struct, frozen=True):
    """One member of a family of functions: text around its coefficients."""

    pieces: tuple[str, ...]
    coefficients: tuple[str, ...]
    """What stands between the pieces: `a`, `b`, `c`."""
    names: tuple[str, ...]
    """Each of them once, in order."""

    def filled(self, values: Mapping[str, str]) -> str:
        text = self.pieces[0]
        for name, piece in zip(self.coefficients, self.pieces[1:], strict=True):
            text += values[name] + piece
        return text


class InputPlan(msgspec.Struct, frozen=True, kw_only=True):
    """One input, ready to be drawn."""

    name: str
    key: int
    spec: Input
    kind: Kind
    shapes: tuple[Shape | None, ...]
    """One for each alternative of the exercise, or one for all; None is a Python number."""
    dtypes: tuple[str, ...]
    range: tuple[Bound, Bound]
    extreme: tuple[Bound, Bound] | None = None
    classes: int | str | Expression | None = None
    rank: int | str | Expression | None = None
    family: tuple[Template, ...] = ()
    generator: Callable[..., Any] | None = None
    default: Any = msgspec.UNSET
    """What the input is when it is left out of the call."""
    axes: tuple[int, ...] = ()
    """For `axis_of`: how many axes that input has, for each alternative; empty where only the drawn value tells."""
    domains: dict[str, Domain] = {}
    """By dtype, where the bounds are numbers; filled as dtypes are met."""

    @property
    def path(self) -> str:
        return f"inputs.{self.name}"

    def shape(self, alternative: int) -> Shape | None:
        return self.shapes[alternative if len(self.shapes) > 1 else 0]

    def dtype(self, wanted: str) -> str:
        """The dtype of this input in a case of dtype `wanted`."""
        return wanted if wanted in self.dtypes else self.dtypes[0]

    def domain(self, dtype: str, env: Mapping[str, Any]) -> Domain:
        """What its entries may be, given dims and earlier inputs.

        Raises:
            ContentError: if that is nothing.
        """
        known = self.domains.get(dtype)
        if known is not None:
            return known
        low, high = self._ends(self.range, "range", env)
        outer = None if self.extreme is None else self._ends(self.extreme, "extreme", env)
        try:
            domain = make_domain(
                low, high, dtype=dtype, extreme=outer, whole=self.kind in (Kind.INTEGER, Kind.LOW_RANK),
                log=self.spec.log, special=self.spec.special, nice=self.spec.nice,
            )  # fmt: skip
        except ValueError as error:
            raise ContentError(f"{self.path}.range", str(error), _expected_range(log=self.spec.log)) from None
        if not any(isinstance(value, Expression) for value in (*self.range, *(self.extreme or ()))):
            self.domains[dtype] = domain
        return domain

    def _ends(self, ends: tuple[Bound, Bound], field: str, env: Mapping[str, Any]) -> tuple[float, float]:
        return bound(ends[0], env, f"{self.path}.{field}[0]"), bound(ends[1], env, f"{self.path}.{field}[1]")


def _expected_range(*, log: bool) -> str:
    return "the smaller bound first, and above 0" if log else "the smaller bound first, and numbers between"


def length(extent: int | str | Expression, dims: Mapping[str, int]) -> int:
    """The value of an extent."""
    if isinstance(extent, int):
        return extent
    return dims[extent] if isinstance(extent, str) else int(evaluate(extent, dims))


def bound(value: Bound, env: Mapping[str, Any], path: str) -> float:
    """The value of a bound, given dims and earlier inputs."""
    if not isinstance(value, Expression):
        return value
    try:
        number = float(evaluate(value, env))
    except (TypeError, ValueError, ArithmeticError) as error:
        raise ContentError(path, f"`{value.source}`, which gives {type(error).__name__}", "a number") from None
    if not math.isfinite(number):
        raise ContentError(path, f"`{value.source}`, which gives {number}", "a finite number")
    return number


def compile_input(
    name: str, spec: Input, *, dims: Iterable[str], earlier: Iterable[str], default: Any, generator: Callable[..., Any] | None
) -> InputPlan:
    """One input, checked by itself; `earlier` are the inputs before it.

    Raises:
        ContentError: for the first thing that does not fit.
    """
    path, dims = f"inputs.{name}", tuple(dims)
    _check_kind(path, spec)
    names = (*dims, *earlier)
    low, high = _bounds(spec.range or RANGES.get(spec.kind, DEFAULT_RANGE), names, f"{path}.range")
    plan = InputPlan(
        name=name, key=text_key(name), spec=spec, kind=spec.kind, shapes=_shapes(path, spec, dims),
        dtypes=spec.dtypes or (_MAIN_DTYPES.get(spec.kind, "float64"),), range=(low, high),
        extreme=None if spec.extreme is None else _bounds(spec.extreme, names, f"{path}.extreme"),
        classes=None if spec.classes is None else _extent(spec.classes, dims, f"{path}.classes"),
        rank=None if spec.rank is None else _extent(spec.rank, dims, f"{path}.rank"),
        family=tuple(_template(text, spec.takes, dims, f"{path}.family[{i}]") for i, text in enumerate(spec.family)),
        generator=generator, default=_default(default, spec, f"{path}"), domains={},
    )  # fmt: skip
    if spec.kind in _RANGED and not any(isinstance(value, Expression) for value in (*plan.range, *(plan.extreme or ()))):
        for dtype in plan.dtypes if spec.kind in (Kind.REAL, Kind.INTEGER, Kind.SYMMETRIC) else ("float64",):
            plan.domain(dtype, {})
    return plan


def _check_kind(path: str, spec: Input) -> None:
    if spec.shape is not None and spec.shapes is not None:
        raise ContentError(f"{path}.shapes", "`shape` and `shapes`", "one of them")
    if spec.draw is not None or spec.choices is not None or spec.axis_of is not None:
        if spec.choices is not None and not spec.choices:
            raise ContentError(f"{path}.choices", "no choices", "at least one")
        return
    shapes = spec.shapes or (spec.shape,)
    fewest = 2 if spec.kind in _SQUARE | {Kind.ORTHOGONAL, Kind.LOW_RANK} else 1
    if spec.kind in _NEEDS_AXES and any(shape is None or len(shape) < fewest for shape in shapes):
        raise ContentError(f"{path}.shape", "a shape of too few axes", f"{fewest} or more for the kind {spec.kind}")
    if spec.kind is Kind.LABEL and spec.classes is None:
        raise ContentError(f"{path}.classes", "no classes", "how many there are: a dim such as C")
    if spec.kind is Kind.FUNCTION and not (spec.takes and spec.family):
        raise ContentError(path, "a function without `takes` or `family`", "both")
    if spec.kind is Kind.RNG and spec.shape is not None:
        raise ContentError(f"{path}.shape", "a shape", "none: a generator is one value")


def _shapes(path: str, spec: Input, dims: tuple[str, ...]) -> tuple[Shape | None, ...]:
    given = spec.shapes if spec.shapes is not None else (spec.shape,)
    where = f"{path}.shapes" if spec.shapes is not None else f"{path}.shape"
    if not given:
        raise ContentError(where, "no shapes", "at least one")
    return tuple(None if shape is None else _shape(shape, dims, where) for shape in given)


def _shape(parts: tuple[int | str, ...], dims: tuple[str, ...], path: str) -> Shape:
    extents = tuple(_extent(part, dims, path) for part in parts)
    return Shape(extents, tuple(extent if isinstance(extent, str) else None for extent in extents))


def _extent(value: int | str, dims: tuple[str, ...], path: str) -> int | str | Expression:
    if isinstance(value, int) or value in dims:
        return value
    expression = parse_extent(value, dims, path)
    return expression if expression.free else int(evaluate(expression, {}))


def _bounds(values: tuple[Any, Any], names: tuple[str, ...], path: str) -> tuple[Bound, Bound]:
    low, high = (_bound(value, names, f"{path}[{i}]") for i, value in enumerate(values))
    return low, high


def _bound(value: float | str, names: tuple[str, ...], path: str) -> Bound:
    if isinstance(value, str):
        expression = parse_expression(value, names=names, path=path)
        return expression if expression.free else bound(expression, {}, path)
    if not math.isfinite(value):
        raise ContentError(path, f"{value}", "a finite number", "`special` mixes in inf and nan")
    return float(value)


def _template(text: str, takes: tuple[str, ...], dims: tuple[str, ...], path: str) -> Template:
    """Coefficients and dims are filled in when drawn; a parameter of the same name hides a coefficient."""
    fillable = [name for name in ("a", "b", "c", *dims) if name not in takes]
    expression = parse_expression(text, names=(*takes, *fillable), path=path)
    used = [name for name in fillable if name in expression.free]
    if not used:
        return Template((expression.source,), (), ())
    pattern = re.compile(r"(?<![\w.])(" + "|".join(map(re.escape, used)) + r")(?!\w)(?!\s*=[^=])")
    parts = pattern.split(expression.source)
    return Template(tuple(parts[::2]), tuple(parts[1::2]), tuple(used))


def _default(value: Any, spec: Input, path: str) -> Any:
    if not isinstance(value, NumpyDefault):
        return value
    if spec.kind is not Kind.FUNCTION or value.name not in FUNCTIONS or value.name in CONSTANTS:
        raise ContentError(path, f"the default np.{value.name}", "a function of the array language, for an input of kind function")
    return Function(spec.takes, f"{value.name}({', '.join(spec.takes)})")
