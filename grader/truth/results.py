"""The result of a case over one kind of number: truth lines and their derivatives, laid out as `returns` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from grader.model.errors import ContentError
from grader.truth.arrays import as_array, conditions, each, packed
from grader.truth.evaluating import Bound, environment
from grader.truth.returns import Derivative, Named, Part, Several
from grader.truth.tape import Tape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from grader.model.case import Tree
    from grader.truth.definition import Definition
    from grader.truth.scalars import Scalars


class Calculus(Protocol):
    """One way to differentiate."""

    def gradient(self, output: Any, variables: Iterable[Any]) -> list[Any]:
        """The derivative of one number by each variable."""

    def hessian(self, output: Any, variables: Iterable[Any]) -> list[list[Any]]:
        """Its second derivatives."""

    def strip(self, value: Any) -> Any:
        """A value without what it takes to differentiate it."""


class TapeCalculus:
    """By one tape, or one over another for second derivatives."""

    def __init__(self, s: Scalars, order: int) -> None:
        self.tapes = [Tape(s)]
        if order == 2:
            self.tapes.append(Tape(self.tapes[0]))

    @property
    def scalars(self) -> Tape:
        """What to evaluate over."""
        return self.tapes[-1]

    def variables(self, value: Any) -> Any:
        """Every number of `value` as a variable."""
        return each(lambda x: self.scalars.leaf(self.scalars.real(x) if isinstance(x, int) else x), value)

    def gradient(self, output: Any, variables: Iterable[Any]) -> list[Any]:
        return [self.strip(value) for value in self.scalars.gradient(output, variables)]

    def hessian(self, output: Any, variables: Iterable[Any]) -> list[list[Any]]:
        outer = list(variables)
        inside = [variable.value for variable in outer]
        return [self.tapes[0].gradient(first, inside) for first in self.scalars.gradient(output, outer)]

    def close(self) -> None:
        """Forget the tapes."""
        for tape in self.tapes:
            tape.close()

    def strip(self, value: Any) -> Any:
        for tape in reversed(self.tapes):
            value = tape.value(value)
        return value


def evaluate(definition: Definition, bound: Bound, s: Scalars) -> Tree:
    """The result over the numbers `s`, at the precision in force: a tree of arrays and numbers of `s`.

    Raises:
        Undecided: for a number too large to be made, or a singular matrix.
        ContentError: for a line that cannot be evaluated.
    """
    if not definition.order:
        return assemble(definition, environment(definition, bound, s), None, s)
    calculus = TapeCalculus(s, definition.order)
    change = dict.fromkeys(definition.variables, calculus.variables)
    try:
        return assemble(definition, environment(definition, bound, calculus.scalars, change), calculus, s)
    finally:
        calculus.close()


def assemble(definition: Definition, env: dict[str, Any], calculus: Calculus | None, s: Scalars) -> Tree:
    """The tree of the result from the values of all names, in numbers of `s`."""
    # Only these may be whole numbers; others are reals, as the 0 in `where(x > 0, x, 0)`.
    whole = frozenset(env) if definition.function else frozenset(step.target for step in definition.steps if step.whole)

    def real(x: Any) -> Any:
        return s.real(x) if type(x) is int else x

    return _part(definition.result, env, calculus, lambda name, value: value if name in whole else each(real, value))


def _part(part: Part, env: dict[str, Any], calculus: Calculus | None, finish: Callable[[str, Any], Any]) -> Tree:
    if isinstance(part, Named):
        value = value_of(env, part.name)
        value = value if calculus is None else conditions(each(calculus.strip, value))
        return finish(part.name, value)
    if isinstance(part, Several):
        values = [_part(inner, env, calculus, finish) for inner in part.parts]
        return tuple(values) if part.keys is None else dict(zip(part.keys, values, strict=True))
    assert isinstance(part, Derivative)
    assert calculus is not None
    found = derivative(part, env, calculus)
    return found if part.form == "dict" else tuple(found.values()) if part.form == "tuple" else found[part.wrt[0]]


def value_of(env: dict[str, Any], name: str) -> Any:
    """The value of a truth line.

    Raises:
        ContentError: if a truth function does not give it.
    """
    if name not in env:
        raise ContentError("truth.function", f"no `{name}`", "a dict with every name in `returns`")
    return env[name]


def derivative(part: Derivative, env: dict[str, Any], calculus: Calculus) -> dict[str, Any]:
    """By name, arrays with the axes of `of` first. One sweep serves all variables."""
    of, by = value_of(env, part.of), {name: as_array(env[name]) for name in part.wrt}
    if part.scalar and np.shape(of):
        raise ContentError("returns", f"`{part.of}` of shape {np.shape(of)}", "a single number, to have a gradient")
    if part.over == "last":
        return {name: _stacked_jacobian(of, variables, calculus) for name, variables in by.items()}
    if part.order == 2:
        return {name: _packed_rows(calculus.hessian(of, variables.ravel()), variables.shape * 2) for name, variables in by.items()}
    together = [variable for variables in by.values() for variable in variables.flat]
    rows = [calculus.gradient(output, together) for output in as_array(of).flat]
    found, start = {}, 0
    for name, variables in by.items():
        columns = [row[start : start + variables.size] for row in rows]
        found[name] = _packed_rows(columns, np.shape(of) + variables.shape)
        start += variables.size
    return found


def _stacked_jacobian(of: Any, variables: np.ndarray[Any, Any], calculus: Calculus) -> Any:
    """One Jacobian for each vector of a stack, as each depends on its own alone."""
    outputs = as_array(of)
    if not outputs.ndim or outputs.shape[:-1] != variables.shape[:-1]:
        raise ContentError("returns", f"shapes {outputs.shape} and {variables.shape}", "the same shape but for the last axis")
    rows = [calculus.gradient(outputs[place], variables[place[:-1]]) for place in np.ndindex(*outputs.shape)]
    return _packed_rows(rows, (*outputs.shape, variables.shape[-1]))


def _packed_rows(rows: list[list[Any]], shape: tuple[int, ...]) -> Any:
    return packed([value for row in rows for value in row], shape)
