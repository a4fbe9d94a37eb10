"""A tree -> its value at a point, and which ways it took there."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Final

from grader.answers.arrays import ARRAY_FUNCTIONS, Array, Value, entry_by_entry, total
from grader.answers.elementary import BENDS, ELEMENTARY, pi
from grader.answers.scalars import ONE, ZERO, Arithmetic, Scalar
from grader.answers.tree import Apply, Name, Node, Number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grader.answers.outcomes import Budget
    from grader.answers.ways import Ways

_COMPARISONS: Final[dict[str, Callable[[int, int], bool]]] = {
    "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge, "eq": operator.eq, "ne": operator.ne,
}  # fmt: skip


class Evaluator:
    """Evaluates at one precision."""

    def __init__(self, digits: int, budget: Budget, ways: Ways | None = None) -> None:
        self.arithmetic = Arithmetic(digits, budget)
        self.ways = ways

    def value(self, node: Node, env: Mapping[str, Value]) -> Value:
        """The value of `node`, names having the values of `env`.

        Raises:
            NoValue: where there is none.
            Spent: when evaluating has cost too much.
        """
        if isinstance(node, Number):
            return node.value
        if isinstance(node, Name):
            return self.constant(node.name) if node.constant else env[node.name]
        if node.operation == "where":
            return self.where(node, env)
        if node.operation == "pow" and node.arguments[0] == Name("e", constant=True):
            return self.exponential(node, env)
        values = [self.value(argument, env) for argument in node.arguments]
        if node.definition is not None:
            return self.defined(node, values)
        if node.operation in ARRAY_FUNCTIONS:
            return ARRAY_FUNCTIONS[node.operation](self.arithmetic, *values)
        if len(values) == 1 and not isinstance(values[0], Array):
            return self.number(node, values[0])
        return entry_by_entry(lambda *entries: self.number(node, *entries), values)

    def constant(self, name: str) -> Scalar:
        return pi(self.arithmetic) if name == "pi" else self.arithmetic.exp(ONE)

    def where(self, node: Apply, env: Mapping[str, Value]) -> Value:
        """Only what is chosen is evaluated."""
        condition = self.value(node.arguments[0], env)
        if isinstance(condition, Array):
            values = [self.value(argument, env) for argument in node.arguments[1:]]
            return entry_by_entry(lambda c, a, b: a if c == ONE else b, [condition, *values])
        return self.value(node.arguments[1 if condition == ONE else 2], env)

    def exponential(self, node: Apply, env: Mapping[str, Value]) -> Value:
        return entry_by_entry(self.arithmetic.exp, [self.value(node.arguments[1], env)])

    def defined(self, node: Apply, values: list[Value]) -> Value:
        definition = node.definition
        assert definition is not None

        def call(*entries: Scalar) -> Scalar:
            value = self.value(definition.body, dict(zip(definition.parameters, entries, strict=True)))
            assert not isinstance(value, Array)
            return value

        return entry_by_entry(call, values)

    def number(self, node: Apply, *values: Scalar) -> Scalar:
        """An operation on numbers."""
        operation, m = node.operation, self.arithmetic
        if operation in ELEMENTARY:
            if operation in BENDS and self.ways is not None:
                self.ways.bent(node, m, values[0])
            return ELEMENTARY[operation](m, values[0])
        if operation in _COMPARISONS:
            return self.compared(node, *values)
        if operation == "add" and self.ways is not None:
            self.ways.added(node, m, values)
        return _OPERATIONS[operation](self, node, *values)

    def compared(self, node: Apply, a: Scalar, b: Scalar) -> Scalar:
        gap = self.arithmetic.add(a, self.arithmetic.negate(b))
        if self.ways is not None:
            self.ways.bent(node, self.arithmetic, gap)
        return ONE if _COMPARISONS[node.operation](self.arithmetic.sign(gap), 0) else ZERO

    def extreme(self, node: Apply, a: Scalar, b: Scalar) -> Scalar:
        """The larger or smaller of two."""
        if self.ways is not None:
            self.ways.bent(node, self.arithmetic, self.arithmetic.add(a, self.arithmetic.negate(b)))
        return self.arithmetic.extreme(a, b, largest=node.operation == "max")


def _added(evaluator: Evaluator, _: Apply, *values: Scalar) -> Scalar:
    return total(evaluator.arithmetic, values)


def _both(_evaluator: Evaluator, _: Apply, *values: Scalar) -> Scalar:
    return ONE if all(value == ONE for value in values) else ZERO


_OPERATIONS: Final[dict[str, Callable[..., Scalar]]] = {
    "add": _added,
    "neg": lambda e, _, a: e.arithmetic.negate(a),
    "mul": lambda e, _, a, b: e.arithmetic.multiply(a, b),
    "hadamard": lambda e, _, a, b: e.arithmetic.multiply(a, b),
    "div": lambda e, _, a, b: e.arithmetic.divide(a, b),
    "pow": lambda e, _, a, b: e.arithmetic.power(a, b),
    "root": lambda e, _, a, b: e.arithmetic.root_of(a, b),
    "max": Evaluator.extreme,
    "min": Evaluator.extreme,
    "both": _both,
}
