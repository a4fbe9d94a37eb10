"""The calculus of the tape: one row per function, guarded by the certificate of every exercise."""

# ruff: noqa: ARG005 - every rule takes the scalars, the arguments and the value

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.truth.scalars import Scalar

ONE: Final = 1
"""The slope that needs no multiplication."""

RULES: Final[dict[str, Callable[..., Scalar]]] = {
    # One argument: (s, x, y) -> dy/dx.
    "exp": lambda s, x, y: y,
    "log": lambda s, x, y: s.divide(1, x),
    "log1p": lambda s, x, y: s.divide(1, 1 + x),
    "expm1": lambda s, x, y: s.apply("exp", x),
    "sqrt": lambda s, x, y: s.divide(1, 2 * y),
    "sin": lambda s, x, y: s.apply("cos", x),
    "cos": lambda s, x, y: -s.apply("sin", x),
    "arctan": lambda s, x, y: s.divide(1, 1 + x * x),
    "sinh": lambda s, x, y: s.apply("cosh", x),
    "cosh": lambda s, x, y: s.apply("sinh", x),
    "tanh": lambda s, x, y: s.power(s.apply("cosh", x), -2),  # not 1 - y * y, which is 0 too soon
    "erf": lambda s, x, y: s.divide(2, s.apply("sqrt", s.constant("pi"))) * s.apply("exp", -x * x),
    "lgamma": lambda s, x, y: s.apply("digamma", x),
    "digamma": lambda s, x, y: s.apply("trigamma", x),
    "abs": lambda s, x, y: s.apply("sign", x),
    "relu": lambda s, x, y: s.apply("step", x),
    # Two: (s, a, b, y) -> dy/da and dy/db.
    "add/a": lambda s, a, b, y: ONE,
    "add/b": lambda s, a, b, y: ONE,
    "subtract/a": lambda s, a, b, y: ONE,
    "subtract/b": lambda s, a, b, y: -1,
    "multiply/a": lambda s, a, b, y: b,
    "multiply/b": lambda s, a, b, y: a,
    "divide/a": lambda s, a, b, y: s.divide(1, b),
    "divide/b": lambda s, a, b, y: -s.divide(y, b),
    "power/a": lambda s, a, b, y: 0 if isinstance(b, int) and b == 0 else b * s.power(a, b - 1),
    "power/b": lambda s, a, b, y: y * s.apply("log", a),
    # Many: (s, values) -> dy/dvalue for each; a dot product has the other side's values.
    "total": lambda s, values: [ONE] * len(values),
    "dot/left": lambda s, left, right: right,
    "dot/right": lambda s, left, right: left,
}
"""Local derivatives. Steps, signs and comparisons have none: they are constants here."""
