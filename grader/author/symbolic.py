"""An author's expression as sympy has it: what certifies a derivative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.answers import expression
from grader.answers.tree import Apply, Name, Number
from grader.model.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.answers import Parsed
    from grader.answers.tree import Node
    from grader.model.typed import DeriveContent


def derivatives(content: DeriveContent, of: Parsed, wrt: Sequence[str]) -> Parsed:
    """The partial derivatives of an expression, derived by sympy and read as an answer: one, or a list of them.

    Raises:
        ContentError: if the expression holds what sympy is not told about, such as a matrix.
        AnswerError: if what sympy writes cannot be read.
    """
    import sympy

    symbols = {name: sympy.Symbol(name, real=True) for name in content.symbols}
    value = _Writer(symbols)(of.nodes[0])
    texts = [sympy.sstr(sympy.diff(value, symbols[name]), order="none") for name in wrt]
    return expression(content, texts[0] if len(texts) == 1 else texts)


class _Writer:
    """Tree -> sympy, node by node; nothing is ever read from text by sympy."""

    def __init__(self, symbols: Mapping[str, Any]) -> None:
        self.symbols = symbols

    def __call__(self, node: Node) -> Any:
        import sympy

        if isinstance(node, Number):
            return sympy.Rational(node.value.numerator, node.value.denominator)
        if isinstance(node, Name):
            return {"pi": sympy.pi, "e": sympy.E}[node.name] if node.constant else self.symbols[node.name]
        values = [self(argument) for argument in node.arguments]
        if node.definition is not None:
            inner = dict(zip(node.definition.parameters, values, strict=True))
            return _Writer(inner)(node.definition.body)
        return self.applied(node, values)

    def applied(self, node: Apply, values: list[Any]) -> Any:
        """An operation or a function."""
        import sympy

        match node.operation, values:
            case "add", _:
                return sympy.Add(*values)
            case "neg", [a]:
                return -a
            case ("mul" | "beside" | "star" | "cdot"), [a, b]:
                return a * b
            case "div", [a, b]:
                return a / b
            case ("pow" | "power"), [a, b]:
                return a**b
            case "root", [a, b]:
                return a ** (1 / b)
            case "sigmoid", [a]:
                return 1 / (1 + sympy.exp(-a))
            case "softplus", [a]:
                return sympy.log(1 + sympy.exp(a))
            case ("log2" | "log10"), [a]:
                return sympy.log(a) / sympy.log(int(node.operation[3:]))
            case name, [a] if name in _FUNCTIONS:
                return getattr(sympy, _FUNCTIONS[name])(a)
        raise ContentError("derivative.of", f"`{node.operation}`", "arithmetic and functions of numbers that sympy can derive")


_FUNCTIONS = {
    **{name: name for name in ("exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "erf", "sqrt")},
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
}
