"""Which operations are meant, from the shapes of what they are applied to; and shapes that do not fit are refused.

A vector is a column. `x` and its transpose have shapes `(N,)` and `(1, N)`; `(N, 1)` is a vector, and `(1, 1)` a number.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from grader.answers.functions import ELEMENTWISE
from grader.answers.tree import Apply, Name, Node, Number, Shape
from grader.model.answers import AnswerError, AnswerFault, Note

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.answers.names import Names

Shaped = tuple[Node, Shape]
MAX_POWER: Final = 10

_ENTRY_BY_ENTRY: Final = frozenset({*ELEMENTWISE, "max", "min", "where", "root", "lt", "le", "gt", "ge", "eq", "ne", "both", "neg"})


def settle(node: Node, names: Names, notes: dict[Note, None]) -> Shaped:
    """The tree with products, powers and identities settled, and its shape.

    Raises:
        AnswerError: where shapes do not fit.
    """
    shaper = _Shaper(names, notes)
    value, shape = shaper.visit(node)
    return shaper.sized(value), tuple(map(shaper.found, shape))


class _Shaper:
    def __init__(self, names: Names, notes: dict[Note, None]) -> None:
        self.names, self.notes = names, notes
        self.sizes: dict[str, str] = {}
        """Sizes of identities, `?1`, `?2`, once they are known."""
        self.identities: list[Apply] = []

    def visit(self, node: Node) -> Shaped:
        if isinstance(node, Number):
            return node, ()
        if isinstance(node, Name):
            symbol = self.names.symbols.get(node.name)
            return node, normal(symbol.shape) if symbol else ()
        if node.operation == "identity":
            self.identities.append(node)
            size = f"?{len(self.identities)}"
            return _made(node, "eye", Name(size)), (size, size)
        if node.operation == "eye":
            return self.eye(node)
        parts = [self.visit(argument) for argument in node.arguments]
        rule = _RULES.get(node.operation)
        if rule is not None:
            return rule(self, node, parts)
        if node.operation in _ENTRY_BY_ENTRY or node.definition is not None:
            return _made(node, node.operation, *(value for value, _ in parts)), self.common(node, [shape for _, shape in parts])
        raise AssertionError(node.operation)

    def found(self, dim: str) -> str:
        while dim in self.sizes:
            dim = self.sizes[dim]
        return dim

    def same(self, a: str, b: str) -> bool:
        """Whether two lengths are equal; an identity takes the size that fits."""
        a, b = self.found(a), self.found(b)
        if a == b:
            return True
        if a.startswith("?"):
            self.sizes[a] = b
        elif b.startswith("?"):
            self.sizes[b] = a
        else:
            return False
        return True

    def fits(self, a: Shape, b: Shape) -> bool:
        return len(a) == len(b) and all([self.same(x, y) for x, y in zip(a, b, strict=True)])

    def common(self, node: Apply, shapes: Sequence[Shape]) -> Shape:
        """The one shape of several operands, numbers left aside."""
        arrays = [shape for shape in shapes if shape]
        if not arrays:
            return ()
        for other in arrays[1:]:
            if not self.fits(arrays[0], other):
                raise self.refused(AnswerFault.SHAPES, node, shapes=[self.shown(arrays[0]), self.shown(other)])
        return arrays[0]

    def shown(self, shape: Shape) -> str:
        """`(N, D)`; a size that is not known yet as `?`."""
        lengths = ["?" if self.found(dim).startswith("?") else self.found(dim) for dim in shape]
        return f"({', '.join(lengths)}{',' if len(lengths) == 1 else ''})"

    def refused(self, fault: AnswerFault, node: Apply, **facts: object) -> AnswerError:
        return AnswerError(fault, node.start, max(1, node.end - node.start), operation=node.operation, **facts)

    def square(self, node: Apply, shape: Shape) -> str:
        """The size of a square matrix."""
        if len(shape) != 2:
            raise self.refused(AnswerFault.MATRIX_DUE, node)
        if not self.same(*shape):
            raise self.refused(AnswerFault.SQUARE, node, shapes=[self.shown(shape)])
        return shape[0]

    def eye(self, node: Apply) -> Shaped:
        size = node.arguments[0]
        if isinstance(size, Name) and size.name in self.names.dims:
            return node, normal((size.name, size.name))
        if isinstance(size, Number) and size.value.denominator == 1 and 1 <= size.value <= MAX_POWER:
            return node, normal((size.text, size.text))
        raise self.refused(AnswerFault.IDENTITY, node)

    def sized(self, node: Node) -> Node:
        """The tree with every identity of a known size."""
        if not self.identities or not isinstance(node, Apply):
            return node
        if node.operation == "eye" and isinstance(node.arguments[0], Name):
            dim = self.found(node.arguments[0].name)
            if dim.startswith("?"):
                raise self.refused(AnswerFault.IDENTITY, node)
            return _made(node, "eye", Number(Fraction(dim), dim) if dim.isdigit() else Name(dim))
        return _made(node, node.operation, *map(self.sized, node.arguments))


def normal(shape: Shape) -> Shape:
    """A shape without lengths of 1 at its end."""
    while shape and shape[-1] == "1":
        shape = shape[:-1]
    return shape


def _made(node: Apply, operation: str, *arguments: Node) -> Apply:
    return Apply(operation, arguments, node.start, node.end, node.definition)


def _add(shaper: _Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    shapes = [shape for _, shape in parts]
    shape = shaper.common(node, shapes)
    if shape and not all(shapes):
        shaper.notes[Note.BROADCAST] = None
    return _made(node, "add", *(value for value, _ in parts)), shape


def _product(shaper: _Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    (left, a), (right, b) = parts
    if not a or not b:
        return _made(node, "mul", left, right), a or b
    how = node.operation
    vectors = len(a) == len(b) == 1
    if how == "star" or (how == "beside" and vectors):
        raise shaper.refused(AnswerFault.STAR, node, shapes=[shaper.shown(a), shaper.shown(b)])
    if vectors:
        return _inner(shaper, node, parts)
    if how == "matmul" and len(a) == 1 and shaper.same(a[0], b[0]):  # NumPy's x @ A
        return _made(node, "matmul", _made(node, "transpose", right), left), normal((b[1],))
    return _matmul(shaper, node, parts)


def _inner(shaper: _Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    (left, a), (right, b) = parts
    shaper.common(node, [a, b])
    return _made(node, "inner", _made(node, "transpose", left), right), ()


def _matmul(shaper: _Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    (left, a), (right, b) = parts
    rows, inner = a if len(a) == 2 else (a[0], "1")
    other, columns = b if len(b) == 2 else (b[0], "1")
    if not shaper.same(inner, other):
        raise shaper.refused(AnswerFault.SHAPES, node, shapes=[shaper.shown(a), shaper.shown(b)])
    if len(a) == 1:
        shaper.notes[Note.OUTER] = None
    shape = normal((shaper.found(rows), shaper.found(columns)))
    return _made(node, "matmul" if shape else "inner", left, right), shape


def _divide(shaper: _Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    (left, a), (right, b) = parts
    if len(b) == 2:
        raise shaper.refused(AnswerFault.DIVISION, node)
    if b:
        shaper.notes[Note.ELEMENTWISE] = None
    return _made(node, "div", left, right), shaper.common(node, [a, b])


def _power(shaper: _Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    (base, a), (exponent, b) = parts
    if len(a) == 2:
        return _matrix_power(shaper, node, base, a, exponent)
    if len(b) == 2:
        raise shaper.refused(AnswerFault.POWER, node)
    if a or b:
        shaper.notes[Note.ELEMENTWISE] = None
    return _made(node, "pow", base, exponent), shaper.common(node, [a, b])


def _matrix_power(shaper: _Shaper, node: Apply, base: Node, shape: Shape, exponent: Node) -> Shaped:
    size = shaper.square(node, shape)
    if node.operation == "pow" and exponent == Apply("neg", (Number(Fraction(1), "1"),), *_place(exponent)):
        return _made(node, "inv", base), (size, size)
    whole = isinstance(exponent, Number) and exponent.value.denominator == 1 and 1 <= exponent.value <= MAX_POWER
    if node.operation != "pow" or not whole:
        raise shaper.refused(AnswerFault.POWER, node)
    return _made(node, "matpow", base, exponent), (size, size)


def _place(node: Node) -> tuple[int, int]:
    return (node.start, node.end) if isinstance(node, Apply) else (0, 0)


def _transpose(_: _Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    value, shape = parts[0]
    if not shape:
        return value, ()
    return _made(node, "transpose", value), normal((shape[1], shape[0])) if len(shape) == 2 else ("1", shape[0])


def _of_square(result: Callable[[str], Shape]) -> Callable[[_Shaper, Apply, list[Shaped]], Shaped]:
    def rule(shaper: _Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
        size = shaper.square(node, parts[0][1])
        return _made(node, node.operation, parts[0][0]), result(size)

    return rule


def _diag(shaper: _Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    value, shape = parts[0]
    if len(shape) == 1:
        return _made(node, "diag", value), (shape[0], shape[0])
    return _made(node, "diagonal", value), (shaper.square(node, shape),)


def _reduce(shaper: _Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    value, shape = parts[0]
    if not shape:
        raise shaper.refused(AnswerFault.MATRIX_DUE, node)
    return _made(node, node.operation, value), ()


def _norm(shaper: _Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    value, shape = parts[0]
    kind = node.arguments[1] if len(node.arguments) > 1 else None
    if kind is not None and not (isinstance(kind, Number) and kind.value in (1, 2) and len(shape) <= 1):
        raise shaper.refused(AnswerFault.ARGUMENTS, node, name="norm", least=1, most=1, found=2)
    if not shape:
        return _made(node, "abs", value), ()
    one = isinstance(kind, Number) and kind.value == 1
    return _made(node, "sum", _made(node, "abs", value)) if one else _made(node, "norm", value), ()


def _bars(shaper: _Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    value, shape = parts[0]
    if shape:
        raise shaper.refused(AnswerFault.NUMBER_DUE, node, shapes=[shaper.shown(shape)])
    return _made(node, "abs", value), ()


def _dot(shaper: _Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    shapes = [shape for _, shape in parts]
    if not all(shapes):
        raise shaper.refused(AnswerFault.MATRIX_DUE, node)
    return _inner(shaper, node, parts) if max(map(len, shapes)) == 1 else _matmul(shaper, node, parts)


def _outer(shaper: _Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    (left, a), (right, b) = parts
    if len(a) != 1 or len(b) != 1:
        raise shaper.refused(AnswerFault.MATRIX_DUE, node)
    return _made(node, "matmul", left, _made(node, "transpose", right)), (a[0], b[0])


def _hadamard(shaper: _Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    shapes = [shape for _, shape in parts]
    return _made(node, "hadamard" if all(shapes) else "mul", *(value for value, _ in parts)), shaper.common(node, shapes)


def _solve(shaper: _Shaper, node: Apply, parts: list[Shaped]) -> Shaped:
    (left, a), (right, b) = parts
    size = shaper.square(node, a)
    if not b:
        raise shaper.refused(AnswerFault.MATRIX_DUE, node)
    if not shaper.same(size, b[0]):
        raise shaper.refused(AnswerFault.SHAPES, node, shapes=[shaper.shown(a), shaper.shown(b)])
    return _made(node, "solve", left, right), b


_RULES: Final[dict[str, Callable[[_Shaper, Apply, list[Shaped]], Shaped]]] = {
    "add": _add,
    **dict.fromkeys(("star", "beside", "cdot", "matmul"), _product),
    "div": _divide,
    **dict.fromkeys(("pow", "starpow"), _power),
    "transpose": _transpose,
    "inv": _of_square(lambda size: (size, size)),
    **dict.fromkeys(("trace", "det"), _of_square(lambda _: ())),
    "diag": _diag,
    **dict.fromkeys(("sum", "mean"), _reduce),
    "norm": _norm,
    "bars": _bars,
    "dot": _dot,
    "outer": _outer,
    "hadamard": _hadamard,
    "solve": _solve,
}
