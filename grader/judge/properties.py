"""Properties: what holds for every right answer, asked of this one."""

from __future__ import annotations

import copy
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.judge.failure import Failure
from grader.language import Expression, evaluate, parse_expression
from grader.model.case import Function
from grader.model.enums import Check, Fact, Outcome, Stratum
from grader.model.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from grader.model.case import Case, Expected, Observation, Tree
    from grader.model.content import CodeContent

RTOL: Final = 1e-9
"""Both sides are results of float64 computations that agree with the truth to about 1e-12; authors may ask for more or less."""

HANDY: Final = 16
"""Entries of a case that shows what there is to show, and is quickly run."""
_UNEVALUATED: Final = (ValueError, TypeError, IndexError, KeyError, ArithmeticError, AttributeError)


class Compiled(msgspec.Struct, frozen=True):
    """A property, parsed."""

    name: str
    path: str
    holds: Expression
    where: Expression | None
    packs: dict[str, tuple[str, ...]]


def compile_properties(content: CodeContent) -> tuple[Compiled, ...]:
    """Parse every property over `out`, inputs, dims and `call`.

    Raises:
        ContentError: with the path of the property.
    """
    names = ["out", *content.inputs, *content.pack, *content.dims]
    compiled = []
    for position, item in enumerate(content.properties):
        path = f"properties[{position}]"
        holds = parse_expression(item.holds, names=names, path=f"{path}.holds", callables=["call", *content.inputs])
        where = (
            parse_expression(item.where, names=names[1:], path=f"{path}.where", callables=content.inputs) if item.where else None
        )
        compiled.append(Compiled(item.name, path, holds, where, content.pack))
    return tuple(compiled)


class PropertyCallFailedError(Exception):
    """A `call(...)` inside a property did not return."""

    def __init__(self, seen: Observation) -> None:
        super().__init__(seen.outcome)
        self.seen = seen


def fitting(case: Case) -> bool:
    """Properties are asked where rounding is smallest and inputs are plain values: valid cases in the main dtype.

    Of edge cases only those that have several right results, of which nothing else can be asked.
    """
    if case.stratum is Stratum.EDGE:
        return case.main and not case.unique
    return case.main and case.stratum is not Stratum.INVALID


def applies(item: Compiled, case: Case) -> bool:
    """Whether the property's condition holds for these inputs.

    Raises:
        ContentError: if it cannot be evaluated: it sees no answer, so the fault is in the condition.
    """
    if item.where is None:
        return True
    try:
        with np.errstate(all="ignore"):
            return bool(np.all(evaluate(item.where, _environment(item, case))))
    except _UNEVALUATED as error:
        found = f"`{item.where.source}`, which raises {type(error).__name__}: {error}"
        raise ContentError(f"{item.path}.where", found, "a condition that can be evaluated for every valid input") from None


def check_property(
    item: Compiled, case: Case, expected: Expected | None, out: Tree, call: Callable[[Mapping[str, Tree]], Observation]
) -> Failure | None:
    """Whether `item` holds for the result `out` of `case`; `call` runs the answer with some inputs replaced.

    A property that cannot be evaluated on what the answer returned (wrong shapes, a text) counts as not holding: a right answer's
    results can be, which the build proves with the reference.
    """

    def again(**replaced: Tree) -> Tree:
        seen = call(replaced)
        if seen.outcome is not Outcome.RETURNED:
            raise PropertyCallFailedError(seen)
        return seen.value

    env = {**_environment(item, case), "out": out, "call": again, "isclose": _close_to(expected)}
    try:
        with np.errstate(all="ignore"):
            holds = bool(np.all(evaluate(item.holds, env)))
    except PropertyCallFailedError as failed:
        return Failure(check=Check.PROPERTY, fact=Fact.PROPERTY_FAILS, names=(item.name,), raised=failed.seen.error)
    except _UNEVALUATED:
        holds = False
    return None if holds else Failure(check=Check.PROPERTY, fact=Fact.PROPERTY_FAILS, names=(item.name,))


def _environment(item: Compiled, case: Case) -> dict[str, Any]:
    """What `item` speaks of: dims, inputs (copies; those that are functions can be called) and packed dicts by name."""
    wanted = item.holds.free | (item.where.free if item.where else frozenset())
    packs = {name: parts for name, parts in item.packs.items() if name in wanted}
    wanted = wanted.union(*packs.values())
    inputs = {
        name: _called(value) if isinstance(value, Function) else copy.deepcopy(value)
        for name, value in case.inputs.items()
        if name in wanted
    }
    return {**case.dims, **inputs, **{name: {part: inputs[part] for part in parts} for name, parts in packs.items()}}


def _called(function: Function) -> Callable[..., Any]:
    expression = _parsed(function.expression, function.takes)
    return lambda *values: evaluate(expression, dict(zip(function.takes, values, strict=True)))


@cache
def _parsed(text: str, takes: tuple[str, ...]) -> Expression:
    """A function's expression: several properties are asked of one case."""
    return parse_expression(text, names=takes, path="family")


def _close_to(expected: Expected | None) -> Callable[..., Any]:
    """`isclose` whose absolute tolerance is what the case itself forgives, a few times over: sums and differences add errors up."""

    def isclose(a: Any, b: Any, rtol: float = RTOL, atol: float | None = None) -> Any:
        if atol is None:
            atol = 16 * largest(expected.tolerance) if expected is not None else 0.0
        x, y = _inexact(a), _inexact(b)
        # As np.isclose has it, which takes three times as long: what is infinite is close to itself alone.
        near = (np.abs(x - y) <= atol + rtol * np.abs(y)) & np.isfinite(y)
        return near | (x == y) | (np.isnan(x) & np.isnan(y))

    return isclose


def _inexact(value: Any) -> Any:
    """As an array of floating or complex numbers."""
    array = np.asarray(value)
    return array if array.dtype.kind in "fc" else array.astype(np.float64)


def largest(tolerance: Any) -> float:
    """The largest finite number of a tolerance tree."""
    if isinstance(tolerance, dict):
        return max(map(largest, tolerance.values()), default=0.0)
    if isinstance(tolerance, tuple | list):
        return max(map(largest, tolerance), default=0.0)
    if tolerance is None:
        return 0.0
    values = np.asarray(tolerance, dtype=np.float64)
    return float(np.max(values, initial=0.0, where=np.isfinite(values)))


def property_cases(items: Iterable[Compiled], cases: list[Case], most: int) -> list[tuple[Compiled, int]]:
    """Which property is asked of which case: each on up to `most` fitting cases, spread over the strata.

    Of each stratum those come first that are neither trivial nor large: what holds for every size is asked soonest there.
    """
    by_stratum: dict[Stratum, list[int]] = {}
    for index, case in enumerate(cases):
        if fitting(case):
            by_stratum.setdefault(case.stratum, []).append(index)
    for indexes in by_stratum.values():
        indexes.sort(key=lambda index: abs(_size(cases[index]) - HANDY))
    spread: list[int] = []
    while any(by_stratum.values()):
        spread += [indexes.pop(0) for indexes in by_stratum.values() if indexes]
    chosen = []
    for item in items:
        # Where several results are right, a second call may come to another one.
        asked = [index for index in spread if cases[index].unique or "call" not in item.holds.free]
        chosen += [(item, index) for index in [i for i in asked if applies(item, cases[i])][:most]]
    return chosen


def _size(case: Case) -> int:
    return sum(map(_entries, case.inputs.values()))


def _entries(value: Tree) -> int:
    """How many numbers a value holds; lists may hold arrays of unequal shapes."""
    return sum(map(_entries, value)) if isinstance(value, tuple | list) else int(np.size(value))
