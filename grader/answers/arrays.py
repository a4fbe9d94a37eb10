"""Vectors and matrices of numbers: rows and columns, a vector is one column."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import msgspec

from grader.answers.outcomes import Unclear, Undefined
from grader.answers.scalars import ONE, ZERO, Arithmetic, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Array(msgspec.Struct, frozen=True):
    """`rows` times `columns` numbers, row by row."""

    rows: int
    columns: int
    data: tuple[Scalar, ...]

    def row(self, i: int) -> tuple[Scalar, ...]:
        return self.data[i * self.columns : (i + 1) * self.columns]


Value = Scalar | Array


def entry_by_entry(function: Callable[..., Scalar], values: Sequence[Value]) -> Value:
    """`function` of numbers; with arrays among the values, of their entries, numbers being the same for all."""
    arrays = [value for value in values if isinstance(value, Array)]
    if not arrays:
        return function(*values)
    shape = arrays[0]
    columns = [value.data if isinstance(value, Array) else (value,) * len(shape.data) for value in values]
    return Array(shape.rows, shape.columns, tuple(function(*entries) for entries in zip(*columns, strict=True)))


def transpose(a: Array) -> Array:
    return Array(a.columns, a.rows, tuple(a.data[i * a.columns + j] for j in range(a.columns) for i in range(a.rows)))


def matmul(m: Arithmetic, a: Array, b: Array) -> Array:
    columns = [b.data[j :: b.columns] for j in range(b.columns)]
    rows = [a.row(i) for i in range(a.rows)]
    return Array(a.rows, b.columns, tuple(inner(m, row, column) for row in rows for column in columns))


def inner(m: Arithmetic, a: Sequence[Scalar], b: Sequence[Scalar]) -> Scalar:
    """The sum of products."""
    value: Scalar = ZERO
    for x, y in zip(a, b, strict=True):
        value = m.add(value, m.multiply(x, y))
    return value


def total(m: Arithmetic, values: Sequence[Scalar]) -> Scalar:
    value: Scalar = ZERO
    for x in values:
        value = m.add(value, x)
    return value


def identity(size: int) -> Array:
    return Array(size, size, tuple(ONE if i == j else ZERO for i in range(size) for j in range(size)))


def diagonal(a: Array) -> Array:
    return Array(a.rows, 1, a.data[:: a.columns + 1])


def from_diagonal(a: Array) -> Array:
    n = a.rows
    return Array(n, n, tuple(a.data[i] if i == j else ZERO for i in range(n) for j in range(n)))


def solve(m: Arithmetic, a: Array, b: Array) -> Array:
    """X with a X = b, by elimination.

    Raises:
        Undefined: for a singular matrix.
    """
    rows = [[*a.row(i), *b.row(i)] for i in range(a.rows)]
    _eliminate(m, rows)
    solved: list[list[Scalar]] = [[] for _ in rows]
    for i in reversed(range(a.rows)):
        for j in range(a.rows, a.rows + b.columns):
            known = inner(m, rows[i][i + 1 : a.rows], [solved[k][j - a.rows] for k in range(i + 1, a.rows)])
            solved[i].append(m.divide(m.add(rows[i][j], m.negate(known)), rows[i][i]))
    return Array(a.rows, b.columns, tuple(x for row in solved for x in row))


def det(m: Arithmetic, a: Array) -> Scalar:
    rows = [list(a.row(i)) for i in range(a.rows)]
    try:
        value: Scalar = Fraction(_eliminate(m, rows))
    except Undefined:
        return ZERO
    for i, row in enumerate(rows):
        value = m.multiply(value, row[i])
    return value


def _eliminate(m: Arithmetic, rows: list[list[Scalar]]) -> int:
    """Makes the left square of `rows` upper triangular; returns the sign of the row exchanges."""
    swaps = 1
    for k in range(len(rows)):
        pivot = _pivot(m, rows, k)
        if pivot != k:
            rows[k], rows[pivot] = rows[pivot], rows[k]
            swaps = -swaps
        for i in range(k + 1, len(rows)):
            if rows[i][k] == ZERO:
                continue
            factor = m.negate(m.divide(rows[i][k], rows[k][k]))
            for j in range(k + 1, len(rows[k])):
                rows[i][j] = m.add(rows[i][j], m.multiply(factor, rows[k][j]))
    return swaps


def _pivot(m: Arithmetic, rows: list[list[Scalar]], k: int) -> int:
    """The first row whose entry is known not to be zero; if there is none, whether all are zero decides."""
    unclear = False
    for i in range(k, len(rows)):
        try:
            if m.sign(rows[i][k]) != 0:
                return i
        except Unclear:
            unclear = True
    raise Unclear if unclear else Undefined


def _matrix_power(m: Arithmetic, a: Array, exponent: Fraction) -> Array:
    product = a
    for _ in range(int(exponent) - 1):
        product = matmul(m, product, a)
    return product


def _inner(m: Arithmetic, a: Array, b: Array) -> Scalar:
    return inner(m, a.data, b.data)


def _mean(m: Arithmetic, a: Array) -> Scalar:
    return m.divide(total(m, a.data), Fraction(len(a.data)))


def _softmax(m: Arithmetic, a: Array) -> Array:
    powers = [m.exp(x) for x in a.data]
    whole = total(m, powers)
    return Array(a.rows, a.columns, tuple(m.divide(power, whole) for power in powers))


ARRAY_FUNCTIONS: Final[dict[str, Callable[..., Value]]] = {
    "matmul": matmul,
    "inner": _inner,
    "transpose": lambda _, a: transpose(a),
    "inv": lambda m, a: solve(m, a, identity(a.rows)),
    "solve": solve,
    "matpow": _matrix_power,
    "eye": lambda _, size: identity(int(size)),
    "trace": lambda m, a: total(m, diagonal(a).data),
    "det": det,
    "diag": lambda _, a: from_diagonal(a),
    "diagonal": lambda _, a: diagonal(a),
    "sum": lambda m, a: total(m, a.data),
    "mean": _mean,
    "softmax": _softmax,
    "logsumexp": lambda m, a: m.log(total(m, [m.exp(x) for x in a.data])),
    "norm": lambda m, a: m.root(inner(m, a.data, a.data)),
}
"""Operations on whole arrays, by name."""
