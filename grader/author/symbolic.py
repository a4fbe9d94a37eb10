"""An author's expression as sympy has it: what certifies a derivative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from grader.answers import Apply, Name, Number, expression
from grader.model.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from grader.answers import Node, Parsed
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

        if node.operation in _OPERATIONS:
            return _OPERATIONS[node.operation](sympy, *values)
        if node.operation in _FUNCTIONS:
            return getattr(sympy, _FUNCTIONS[node.operation])(*values)
        raise ContentError("derivative.of", f"`{node.operation}`", "arithmetic and functions of numbers that sympy can derive")


_OPERATIONS: Final[dict[str, Callable[..., Any]]] = {
    "add": lambda sympy, *terms: sympy.Add(*terms),
    "neg": lambda _, a: -a,
    "mul": lambda _, a, b: a * b,
    "div": lambda _, a, b: a / b,
    "pow": lambda _, a, b: a**b,
    "power": lambda _, a, b: a**b,
    "root": lambda _, a, b: a ** (1 / b),
    "sigmoid": lambda sympy, a: 1 / (1 + sympy.exp(-a)),
    "softplus": lambda sympy, a: sympy.log(1 + sympy.exp(a)),
    "log2": lambda sympy, a: sympy.log(a) / sympy.log(2),
    "log10": lambda sympy, a: sympy.log(a) / sympy.log(10),
}
_FUNCTIONS: Final = {
    **{name: name for name in "exp log sin cos tan sinh cosh tanh sec csc cot sech csch coth erf sqrt".split()},
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
}
"""Those that sympy has too, by its name."""
