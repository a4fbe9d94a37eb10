"""What each operation means for the shapes that it is given."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from grader.answers.tree import Apply, Node, Number, Shape, made, normal
from grader.model.answers import AnswerFault, Note

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.answers.shapes import Shaper

Shaped = tuple[Node, Shape]
MAX_POWER: Final = 10
"""Of a matrix."""


def _add(shaper: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    shapes = [shape for _, shape in parts]
    shape = shaper.common(node, shapes)
    if shape and not all(shapes):
        shaper.notes[Note.BROADCAST] = None
    return made(node, "add", *(value for value, _ in parts)), shape


def _product(shaper: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    (left, a), (right, b) = parts
    if not a or not b:
        return made(node, "mul", left, right), a or b
    how = node.operation
    vectors = len(a) == len(b) == 1
    if how == "star" or (how == "beside" and vectors):
        raise shaper.refused(AnswerFault.STAR, node, shapes=[shaper.shown(a), shaper.shown(b)])
    if vectors:
        return _inner(shaper, node, parts)
    if how == "matmul" and len(a) == 1 and shaper.same(a[0], b[0]):  # NumPy's x @ A
        return made(node, "matmul", made(node, "transpose", right), left), normal((b[1],))
    return _matmul(shaper, node, parts)


def _inner(shaper: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    (left, a), (right, b) = parts
    shaper.common(node, [a, b])
    return made(node, "inner", made(node, "transpose", left), right), ()


def _matmul(shaper: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    (left, a), (right, b) = parts
    rows, inner = a if len(a) == 2 else (a[0], "1")
    other, columns = b if len(b) == 2 else (b[0], "1")
    if not shaper.same(inner, other):
        raise shaper.refused(AnswerFault.SHAPES, node, shapes=[shaper.shown(a), shaper.shown(b)])
    if len(a) == 1:
        shaper.notes[Note.OUTER] = None
    shape = normal((shaper.found(rows), shaper.found(columns)))
    return made(node, "matmul" if shape else "inner", left, right), shape


def _divide(shaper: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    (left, a), (right, b) = parts
    if len(b) == 2:
        raise shaper.refused(AnswerFault.DIVISION, node)
    if b:
        shaper.notes[Note.ELEMENTWISE] = None
    return made(node, "div", left, right), shaper.common(node, [a, b])


def _power(shaper: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    (base, a), (exponent, b) = parts
    if len(a) == 2:
        return _matrix_power(shaper, node, base, a, exponent)
    if len(b) == 2:
        raise shaper.refused(AnswerFault.POWER, node)
    if a or b:
        shaper.notes[Note.ELEMENTWISE] = None
    return made(node, "pow", base, exponent), shaper.common(node, [a, b])


def _matrix_power(shaper: Shaper, node: Apply, base: Node, shape: Shape, exponent: Node) -> Shaped:
    size = shaper.square(node, shape)
    if node.operation == "pow" and exponent == Apply("neg", (Number(Fraction(1), "1"),), *_place(exponent)):
        return made(node, "inv", base), (size, size)
    whole = isinstance(exponent, Number) and exponent.value.denominator == 1 and 1 <= exponent.value <= MAX_POWER
    if node.operation != "pow" or not whole:
        raise shaper.refused(AnswerFault.POWER, node)
    return made(node, "matpow", base, exponent), (size, size)


def _place(node: Node) -> tuple[int, int]:
    return (node.start, node.end) if isinstance(node, Apply) else (0, 0)


def _transpose(_: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    value, shape = parts[0]
    if not shape:
        return value, ()
    return made(node, "transpose", value), normal((shape[1], shape[0])) if len(shape) == 2 else ("1", shape[0])


def _of_square(result: Callable[[str], Shape]) -> Callable[[Shaper, Apply, list[Shaped]], Shaped]:
    def rule(shaper: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
        size = shaper.square(node, parts[0][1])
        return made(node, node.operation, parts[0][0]), result(size)

    return rule


def _diag(shaper: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    value, shape = parts[0]
    if len(shape) == 1:
        return made(node, "diag", value), (shape[0], shape[0])
    return made(node, "diagonal", value), (shaper.square(node, shape),)


def _reduce(shaper: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    value, shape = parts[0]
    if not shape:
        raise shaper.refused(AnswerFault.MATRIX_DUE, node)
    return made(node, node.operation, value), ()


def _of_vector(shaper: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    value, shape = parts[0]
    if len(shape) != 1:
        raise shaper.refused(AnswerFault.VECTOR_DUE, node, name=node.operation)
    return made(node, node.operation, value), shape if node.operation == "softmax" else ()


def _norm(shaper: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    value, shape = parts[0]
    kind = node.arguments[1] if len(node.arguments) > 1 else None
    if kind is not None and not (isinstance(kind, Number) and kind.value in (1, 2) and len(shape) <= 1):
        raise shaper.refused(AnswerFault.ARGUMENTS, node, name="norm", least=1, most=1, found=2)
    if not shape:
        return made(node, "abs", value), ()
    one = isinstance(kind, Number) and kind.value == 1
    return made(node, "sum", made(node, "abs", value)) if one else made(node, "norm", value), ()


def _bars(shaper: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    value, shape = parts[0]
    if shape:
        raise shaper.refused(AnswerFault.NUMBER_DUE, node, shapes=[shaper.shown(shape)])
    return made(node, "abs", value), ()


def _dot(shaper: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    shapes = [shape for _, shape in parts]
    if not all(shapes):
        raise shaper.refused(AnswerFault.MATRIX_DUE, node)
    return _inner(shaper, node, parts) if max(map(len, shapes)) == 1 else _matmul(shaper, node, parts)


def _outer(shaper: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    (left, a), (right, b) = parts
    if len(a) != 1 or len(b) != 1:
        raise shaper.refused(AnswerFault.MATRIX_DUE, node)
    return made(node, "matmul", left, made(node, "transpose", right)), (a[0], b[0])


def _hadamard(shaper: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    shapes = [shape for _, shape in parts]
    return made(node, "hadamard" if all(shapes) else "mul", *(value for value, _ in parts)), shaper.common(node, shapes)


def _solve(shaper: Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    (left, a), (right, b) = parts
    size = shaper.square(node, a)
    if not b:
        raise shaper.refused(AnswerFault.MATRIX_DUE, node)
    if not shaper.same(size, b[0]):
        raise shaper.refused(AnswerFault.SHAPES, node, shapes=[shaper.shown(a), shaper.shown(b)])
    return made(node, "solve", left, right), b


RULES: Final[dict[str, Callable[[Shaper, Apply, list[Shaped]], Shaped]]] = {
    "add": _add,
    **dict.fromkeys(("star", "beside", "cdot", "matmul"), _product),
    "div": _divide,
    **dict.fromkeys(("pow", "starpow"), _power),
    "transpose": _transpose,
    "inv": _of_square(lambda size: (size, size)),
    **dict.fromkeys(("trace", "det"), _of_square(lambda _: ())),
    "diag": _diag,
    **dict.fromkeys(("sum", "mean"), _reduce),
    **dict.fromkeys(("softmax", "logsumexp"), _of_vector),
    "norm": _norm,
    "bars": _bars,
    "dot": _dot,
    "outer": _outer,
    "hadamard": _hadamard,
    "solve": _solve,
}
"""By operation; all others work entry by entry."""
