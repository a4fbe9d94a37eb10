"""`m`, what a truth function calculates with: the exact functions of the array language, over whatever numbers come in."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Final

from grader.language import CONSTANTS, FUNCTIONS
from grader.truth.arrays import compare, each, numbers
from grader.truth.functions import IMPLEMENTATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.truth.scalars import Scalars

_COMPARISONS: Final = {
    "greater": operator.gt,
    "greater_equal": operator.ge,
    "less": operator.lt,
    "less_equal": operator.le,
    "equal": operator.eq,
    "not_equal": operator.ne,
}


class Namespace:
    """`m.exp(x)`, `m.sum(x, axis=0)`, `m.where(m.greater(x, 0), x, 0)`, `m.pi`, and what only a function needs.

    Arrays are numpy arrays of dtype object: + - * @ and indexing work as they stand, and so does / unless both sides are integers
    or the divisor can be zero (`m.divide`). `m.number("0.1")` is a tenth, 0.1 the float nearest to it. Plain Python comparisons
    choose a branch, and derivatives are those of the branch.
    """

    def __init__(self, scalars: Scalars) -> None:
        self._scalars = scalars

    def __getattr__(self, name: str) -> Any:
        if name in CONSTANTS:
            return self._scalars.constant(name)
        if name in _COMPARISONS:
            return lambda a, b: compare(_COMPARISONS[name], self._scalars, a, b)
        if name not in IMPLEMENTATIONS:
            raise AttributeError(f"m has no `{name}`; it has " + ", ".join(sorted((*IMPLEMENTATIONS, *CONSTANTS, *_COMPARISONS))))
        return self._function(name)

    def _function(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **keywords: Any) -> Any:
            bound = FUNCTIONS[name].bind(list(args), keywords)
            return self._scalars.freeze(IMPLEMENTATIONS[name](self._scalars, *bound.values()))

        return call

    def number(self, text: str) -> Any:
        """The decimal number `text`, exactly."""
        return self._scalars.literal(text)

    def divide(self, a: Any, b: Any) -> Any:
        """`a / b` entry by entry; by zero: an infinity, or nan for 0 / 0."""
        return each(self._scalars.divide, numbers(self._scalars, a), numbers(self._scalars, b))
