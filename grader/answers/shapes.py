"""Which operations are meant, from the shapes of what they are applied to; and shapes that do not fit are refused.

A vector is a column. `x` and its transpose have shapes `(N,)` and `(1, N)`; `(N, 1)` is a vector, and `(1, 1)` a number.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from grader.answers.functions import ELEMENTWISE
from grader.answers.rules import MAX_POWER, RULES, Shaped
from grader.answers.tree import Apply, Name, Node, Number, Shape, made, normal
from grader.model.answers import AnswerError, AnswerFault, Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.answers.names import Names


_ENTRY_BY_ENTRY: Final = frozenset({*ELEMENTWISE, "max", "min", "where", "root", "lt", "le", "gt", "ge", "eq", "ne", "both", "neg"})


def settle(node: Node, names: Names, notes: dict[Note, None]) -> Shaped:
    """The tree with products, powers and identities settled, and its shape.

    Raises:
        AnswerError: where shapes do not fit.
    """
    shaper = Shaper(names, notes)
    value, shape = shaper.visit(node)
    return shaper.sized(value), tuple(map(shaper.found, shape))


class Shaper:
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
            return made(node, "eye", Name(size)), (size, size)
        if node.operation == "eye":
            return self.eye(node)
        parts = [self.visit(argument) for argument in node.arguments]
        rule = RULES.get(node.operation)
        if rule is not None:
            return rule(self, node, parts)
        if node.operation in _ENTRY_BY_ENTRY or node.definition is not None:
            return made(node, node.operation, *(value for value, _ in parts)), self.common(node, [shape for _, shape in parts])
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
        return len(a) == len(b) and all([self.same(x, y) for x, y in zip(a, b, strict=True)])  # noqa: C419 - each may settle a size

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
            return made(node, "eye", Number(Fraction(dim), dim) if dim.isdigit() else Name(dim))
        return made(node, node.operation, *map(self.sized, node.arguments))
