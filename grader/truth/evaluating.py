"""A case under a definition: inputs as exact numbers, the lines over one kind of number, the result as a tree."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import FunctionType, MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.language import NumpyDefault
from grader.model.case import Function
from grader.model.errors import ContentError
from grader.truth.arrays import bare, each
from grader.truth.compiling import compile_function
from grader.truth.definition import DISCRETE, Definition, Step, returned_names
from grader.truth.errors import NotSymbolic, Undecided
from grader.truth.functions import IMPLEMENTATIONS
from grader.truth.moving import Trembling
from grader.truth.namespace import Namespace
from grader.truth.reals import Reals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from grader.model.case import Case
    from grader.truth.scalars import Scalars


_EXACT: Final = Reals().real
Change = Callable[[Any], Any]


class Bound(msgspec.Struct, frozen=True):
    """Inputs and dims of a case as exact numbers: valid at every precision."""

    env: dict[str, Any]
    reach: int
    """The largest binary exponent of an input, of either sign."""


def bind(definition: Definition, case: Case, real: Callable[[Any], Any] = _EXACT) -> Bound:
    """Inputs by name: object arrays and numbers for reals, Python ints and bools for what is discrete, callables.

    `real` makes a number of a float or integer, exactly unless said. Integers of a real input become reals; those of labels, dims
    and axes stay integers.
    """
    env: dict[str, Any] = dict(case.dims)
    for name, value in case.inputs.items():
        discrete = name in definition.content.inputs and definition.kind(name) in DISCRETE
        env[name] = _bound(value, discrete, real)
    magnitudes = (abs(x._mpf_[2] + x._mpf_[3]) for value in env.values() for x in _reals(value) if x._mpf_[1])
    return Bound(env, max(magnitudes, default=0))


def _bound(value: Any, discrete: bool, real: Callable[[Any], Any]) -> Any:
    match value:
        case np.ndarray():
            return _bound_array(value, discrete, real)
        case np.generic():
            return _bound(value.item(), discrete, real)
        case float():
            return real(value)
        case list() | tuple():
            return type(value)(_bound(part, discrete, real) for part in value)
        case dict():
            return {key: _bound(part, discrete, real) for key, part in value.items()}
        case Trembling():
            return partial(_call_trembling, value, value.errors())
        case Function():
            return partial(_call_function, value)
        case NumpyDefault():
            return IMPLEMENTATIONS[value.name]
        case _:
            return value


def _bound_array(value: np.ndarray[Any, Any], discrete: bool, real: Callable[[Any], Any]) -> Any:
    if value.dtype == bool:
        return bare(value)
    entries = value.astype(object)
    return bare(entries) if discrete and value.dtype.kind in "iu" else each(real, entries)


def _call_function(function: Function, s: Scalars, *arguments: Any) -> Any:
    return compile_function(function)(s, *arguments)


def _call_trembling(function: Trembling, errors: Iterator[float], s: Scalars, *arguments: Any) -> Any:
    value = _call_function(Function(function.takes, function.expression), s, *arguments)
    return each(lambda one: one if isinstance(one, bool) else one + one * next(errors) + function.scale * next(errors), value)


def _is_function(value: Any) -> bool:
    return isinstance(value, partial | FunctionType)


def _reals(value: Any) -> Iterable[Any]:
    if isinstance(value, list | tuple | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _reals(part)
    elif isinstance(value, np.ndarray):
        yield from (x for x in value.flat if hasattr(x, "_mpf_"))
    elif hasattr(value, "_mpf_"):
        yield value


def run_steps(
    steps: Iterable[Step], env: Mapping[str, Any], s: Scalars, change: Mapping[str, Change] = MappingProxyType({})
) -> dict[str, Any]:
    """The environment after the lines; `change` replaces what is assigned to a name, as by variables of a tape.

    Raises:
        ContentError: for a line that cannot be evaluated, such as shapes that do not fit.
        Undecided: for a number too large to be made, or a singular matrix.
    """
    values = dict(env)
    for step in steps:
        try:
            value = s.freeze(step.run(s, values))
        except (ValueError, TypeError, IndexError, KeyError, ArithmeticError) as error:
            found = f"`{step.target} = {step.source}` fails: {error}"
            raise ContentError("truth", found, "a line that can be evaluated in every case") from error
        values[step.target] = change[step.target](value) if step.target in change else value
    return values


def environment(
    definition: Definition, bound: Bound, s: Scalars, change: Mapping[str, Change] = MappingProxyType({})
) -> dict[str, Any]:
    """Every name of the definition with its value; `change` replaces values of inputs and lines."""
    env = {name: change[name](value) if name in change else value for name, value in bound.env.items()}
    if definition.function is None:
        return run_steps(definition.steps, env, s, change)
    return env | _call_truth(definition, env, s)


def _call_truth(definition: Definition, env: dict[str, Any], s: Scalars) -> dict[str, Any]:
    inputs = {
        name: partial(env[name], s) if _is_function(env[name]) else env[name] for name in definition.content.inputs if name in env
    }
    try:
        value = definition.function(Namespace(s), **inputs)
    except (Undecided, NotSymbolic):
        raise
    except Exception as error:
        found = f"the truth function fails: {type(error).__name__}: {error}"
        raise ContentError("truth.function", found, "a function that has a value in every case") from error
    if isinstance(value, dict):
        return value
    labels = returned_names(definition)
    values = value if isinstance(value, tuple) and len(labels) > 1 else (value,)
    if len(values) != len(labels):
        raise ContentError(
            "truth.function", f"{len(values)} values", f"{len(labels)}, one for each of {', '.join(labels)}, or a dict"
        )
    return dict(zip(labels, values, strict=True))
