"""Systems of equations and determinants over any kind of number, by elimination with row exchanges."""

from __future__ import annotations

from functools import reduce
from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.truth.scalars import Scalar, Scalars


def solve(s: Scalars, a: list[list[Scalar]], b: list[list[Scalar]]) -> list[list[Scalar]]:
    """X with a X = b.

    Raises:
        ZeroDivisionError: if a pivot is exactly zero.
    """
    n, width = len(a), len(b[0]) if b else 0
    rows = [[*left, *right] for left, right in zip(a, b, strict=True)]
    if not _eliminate(s, rows):
        raise ZeroDivisionError("a singular matrix")
    x: list[list[Scalar]] = [[] for _ in range(n)]
    for i in reversed(range(n)):
        known = rows[i][i + 1 : n]
        rest = [rows[i][n + k] - s.dot(known, [x[j][k] for j in range(i + 1, n)]) for k in range(width)]
        x[i] = [s.divide(value, rows[i][i]) for value in rest]
    return x


def det(s: Scalars, a: list[list[Scalar]]) -> Scalar:
    """The product of the pivots, with the sign of the row exchanges; exactly 0 for a singular matrix.

    A tape gets no derivative there, though there is one.
    """
    rows = [list(row) for row in a]
    sign = _eliminate(s, rows)
    return reduce(mul, (rows[i][i] for i in range(len(rows))), sign) if sign else s.real(0)


def _eliminate(s: Scalars, rows: list[list[Scalar]]) -> int:
    """Bring the square part of `rows` to upper triangular form, in place: the sign of the row exchanges, 0 if it is singular."""
    n, sign = len(rows), 1
    for i in range(n):
        top = max(range(i, n), key=lambda k: s.magnitude(rows[k][i]))
        if s.magnitude(rows[top][i]) == 0:
            return 0
        if top != i:
            rows[i], rows[top], sign = rows[top], rows[i], -sign
        for k in range(i + 1, n):
            factor = s.divide(rows[k][i], rows[i][i])
            rows[k] = [*rows[k][: i + 1], *(x - factor * y for x, y in zip(rows[k][i + 1 :], rows[i][i + 1 :], strict=True))]
    return sign
