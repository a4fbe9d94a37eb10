"""Derivatives of any order by recording: every operation on a `Node` notes its local derivatives, a sweep back multiplies them.

A tape stands over another kind of number, and over itself for second derivatives: the sweep is made of the inner number's own
operations.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from grader.truth.rules import ONE, RULES
from grader.truth.scalars import COMPOSITES, Scalar, Scalars

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_ADD: Final = ("add/a", "add/b")
_SUBTRACT: Final = ("subtract/a", "subtract/b")
_MULTIPLY: Final = ("multiply/a", "multiply/b")
_DIVIDE: Final = ("divide/a", "divide/b")
_POWER: Final = ("power/a", "power/b")


class Node:
    """A number on a tape: its value, and how it changes with each of its parents."""

    __array_priority__ = 1.0
    __slots__ = ("index", "parents", "partials", "tape", "value")

    def __init__(self, tape: Tape, value: Scalar, parents: Sequence[Node] = (), partials: Sequence[Scalar] = ()) -> None:
        self.tape, self.value, self.parents, self.partials = tape, value, parents, partials
        self.index = len(tape.nodes)
        tape.nodes.append(self)

    def __add__(self, other: Scalar) -> Scalar:
        return self.tape.binary(_ADD, operator.add, self, other)

    def __radd__(self, other: Scalar) -> Scalar:
        return self.tape.binary(_ADD, operator.add, other, self)

    def __sub__(self, other: Scalar) -> Scalar:
        return self.tape.binary(_SUBTRACT, operator.sub, self, other)

    def __rsub__(self, other: Scalar) -> Scalar:
        return self.tape.binary(_SUBTRACT, operator.sub, other, self)

    def __mul__(self, other: Scalar) -> Scalar:
        return self.tape.binary(_MULTIPLY, operator.mul, self, other)

    def __rmul__(self, other: Scalar) -> Scalar:
        return self.tape.binary(_MULTIPLY, operator.mul, other, self)

    def __truediv__(self, other: Scalar) -> Scalar:
        return self.tape.divide(self, other)

    def __rtruediv__(self, other: Scalar) -> Scalar:
        return self.tape.divide(other, self)

    def __pow__(self, other: Scalar) -> Scalar:
        return self.tape.power(self, other)

    def __rpow__(self, other: Scalar) -> Scalar:
        return self.tape.power(other, self)

    def __neg__(self) -> Scalar:
        return self.tape.binary(_SUBTRACT, operator.sub, 0, self)

    def __abs__(self) -> Scalar:
        return self.tape.apply("abs", self)

    # Plain Python conditions in a truth function compare values.
    def __lt__(self, other: Scalar) -> Any:
        return self.tape.compare(operator.lt, self, other)

    def __le__(self, other: Scalar) -> Any:
        return self.tape.compare(operator.le, self, other)

    def __gt__(self, other: Scalar) -> Any:
        return self.tape.compare(operator.gt, self, other)

    def __ge__(self, other: Scalar) -> Any:
        return self.tape.compare(operator.ge, self, other)

    def __eq__(self, other: object) -> Any:
        return self.tape.compare(operator.eq, self, other)

    def __ne__(self, other: object) -> Any:
        return self.tape.compare(operator.ne, self, other)

    __hash__ = None  # type: ignore[assignment]  # equality is that of values, which change with the precision


class Tape(Scalars):
    """Numbers are nodes over `inner` numbers; what depends on no leaf stays an inner number."""

    def __init__(self, inner: Scalars) -> None:
        self.inner = inner
        self.nodes: list[Node] = []

    def leaf(self, value: Scalar) -> Node:
        """A number to differentiate by. One that is on the tape already keeps its own derivatives."""
        if isinstance(value, Node) and value.tape is self:
            return Node(self, value.value, (value,), (ONE,))
        return Node(self, self.inner.leaf(value) if isinstance(self.inner, Tape) else value)

    def close(self) -> None:
        """Forget everything: nodes and tape refer to each other, and would wait for the garbage collector."""
        self.nodes.clear()

    def value(self, x: Scalar) -> Scalar:
        """The inner number."""
        return x.value if isinstance(x, Node) and x.tape is self else x

    def gradient(self, output: Scalar, leaves: Iterable[Node]) -> list[Scalar]:
        """The derivative of `output` by each of `leaves`, as inner numbers."""
        zero, one = self.inner.real(0), self.inner.real(1)
        if not (isinstance(output, Node) and output.tape is self):
            return [zero for _ in leaves]
        # What flows into each node: factors whose products sum to its adjoint, rounded once.
        flows: list[Any] = [None] * (output.index + 1)
        adjoints: list[Any] = [zero] * (output.index + 1)
        flows[output.index] = [one], [one]
        for node in reversed(self.nodes[: output.index + 1]):
            flow = flows[node.index]
            if flow is None:
                continue
            adjoint = adjoints[node.index] = self.inner.dot(*flow)
            if not adjoint:  # a node is never false: it may have a derivative where it is zero
                continue  # a path that carries nothing, such as a masked unit, must not make 0 * inf
            for parent, partial in zip(node.parents, node.partials, strict=True):
                into = flows[parent.index]
                if into is None:
                    into = flows[parent.index] = [], []
                into[0].append(adjoint)
                into[1].append(one if partial is ONE else partial)
        return [adjoints[leaf.index] if leaf.index <= output.index else zero for leaf in leaves]

    def binary(self, rules: tuple[str, str], function: Callable[[Any, Any], Any], a: Scalar, b: Scalar) -> Scalar:
        """`function(a, b)` with its two rules."""
        if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
            return NotImplemented  # an array takes its entries one by one
        x, y = self.value(a), self.value(b)
        result = function(x, y)
        parents, partials = [], []
        if x is not a:
            parents.append(a)
            partials.append(RULES[rules[0]](self.inner, x, y, result))
        if y is not b:
            parents.append(b)
            partials.append(RULES[rules[1]](self.inner, x, y, result))
        return Node(self, result, parents, partials) if parents else result

    def primitive(self, name: str, x: Scalar) -> Scalar:
        value = self.value(x)
        result = self.inner.primitive(name, value)
        if value is x or name not in RULES:
            return result
        return Node(self, result, (x,), (RULES[name](self.inner, value, result),))

    def divide(self, a: Scalar, b: Scalar) -> Scalar:
        return self.binary(_DIVIDE, self.inner.divide, a, b)

    def power(self, a: Scalar, b: Scalar) -> Scalar:
        return self.binary(_POWER, self.inner.power, a, b)

    def total(self, values: Sequence[Scalar]) -> Scalar:
        inner = [self.value(value) for value in values]
        return self._gathered(self.inner.total(inner), (values, inner, RULES["total"](self.inner, inner)))

    def dot(self, left: Sequence[Scalar], right: Sequence[Scalar]) -> Scalar:
        x, y = [self.value(value) for value in left], [self.value(value) for value in right]
        by_left, by_right = RULES["dot/left"](self.inner, x, y), RULES["dot/right"](self.inner, x, y)
        return self._gathered(self.inner.dot(x, y), (left, x, by_left), (right, y, by_right))

    def _gathered(self, result: Scalar, *sides: tuple[Sequence[Scalar], Sequence[Scalar], Sequence[Scalar]]) -> Scalar:
        """A node whose parents are those of the numbers that are on this tape: (numbers, inner numbers, partials)."""
        parents, partials = [], []
        for numbers, inner, slopes in sides:
            for number, value, slope in zip(numbers, inner, slopes, strict=True):
                if number is not value:
                    parents.append(number)
                    partials.append(slope)
        return Node(self, result, parents, partials) if parents else result

    def compare(self, holds: Callable[[Any, Any], Any], a: Scalar, b: Scalar) -> Any:
        return self.inner.compare(holds, self.value(a), self.value(b))

    def select(self, condition: Any, a: Scalar, b: Scalar) -> Scalar:
        return a if condition else b

    def extreme(self, values: Sequence[Scalar], sign: int) -> Scalar:
        return values[self.choose(values, sign)]

    def choose(self, values: Sequence[Scalar], sign: int) -> int:
        """The index of the extreme."""
        chosen: int = self.inner.choose([self.value(value) for value in values], sign)  # type: ignore[attr-defined]  # Reals or Tape
        return chosen

    def magnitude(self, x: Scalar) -> Any:
        return self.inner.magnitude(self.value(x))

    def real(self, value: float) -> Scalar:
        return self.inner.real(value)

    def literal(self, text: str) -> Scalar:
        return self.inner.literal(text)

    def constant(self, name: str) -> Scalar:
        return self.inner.constant(name)


assert not RULES.keys() & COMPOSITES.keys()
