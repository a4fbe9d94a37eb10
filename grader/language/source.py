"""The array language as Python source over `np`: for callables made in the sandboxed child, which knows nothing of us."""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING, Final

from grader.language.functions import CONSTANTS, FUNCTIONS
from grader.model.errors import ContentError

if TYPE_CHECKING:
    from grader.language.parse import Expression

_ELEMENTWISE: Final = (
    "exp log log1p expm1 log2 log10 sqrt abs sign sin cos tan arctan tanh sinh cosh maximum minimum where dot outer diag eye zeros "
    "ones full arange swapaxes reshape shape size clip floor ceil round linspace trace"
).split()
"""NumPy has them under the same name, and takes all of their arguments by position."""

_ALONG: Final = (
    "sum mean prod max min var transpose expand_dims squeeze concatenate stack cumsum sort argsort argmax argmin flip roll"
).split()
"""The same, but what comes after the arrays goes by keyword: NumPy's order is another, and its defaults differ."""

_TEMPLATES: Final = {
    **{name: f"np.{name}({{}})" for name in _ELEMENTWISE},
    **{name: f"np.{name}({{}})" for name in _ALONG},
    "sigmoid": "(1 / (1 + np.exp(-({a}))))",
    "relu": "np.maximum({a}, 0)",
    "softplus": "np.logaddexp(0, {a})",
    "step": "np.where(np.asarray({a}) > 0, 1.0, 0.0)",
    "norm": "np.sqrt(np.sum(np.square({a})))",
    "det": "np.linalg.det({a})",
    "inv": "np.linalg.inv({a})",
    "solve": "np.linalg.solve({a}, {b})",
    "len": "len({a})",
}


def numpy_source(expression: Expression) -> str:
    """Python source with the same value as `expression`, over `np` and the expression's free names.

    Raises:
        ContentError: for a function that has no plain NumPy form.
    """
    return ast.unparse(_Rewrite(expression.free).visit(copy.deepcopy(expression.node)))


class _Rewrite(ast.NodeTransformer):
    def __init__(self, free: frozenset[str]) -> None:
        self.free = free

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in CONSTANTS and node.id not in self.free:
            return ast.parse(f"np.{node.id}", mode="eval").body
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        assert isinstance(node.func, ast.Name)
        name = node.func.id
        node.args = [self.visit(argument) for argument in node.args]
        node.keywords = [ast.keyword(k.arg, self.visit(k.value)) for k in node.keywords]
        if name in self.free:
            return node
        if name not in _TEMPLATES:
            raise ContentError("family", f"`{FUNCTIONS[name].usage}`", "a function that NumPy has too, in the body of a callable")
        return _parsed(_called(name, node))

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """A list or a tuple that is calculated with is an array."""
        sides = [(side, self.visit(side)) for side in (node.left, node.right)]
        arrays = [
            _parsed(f"np.asarray({ast.unparse(new)})") if isinstance(old, ast.List | ast.Tuple) else new for old, new in sides
        ]
        return ast.BinOp(arrays[0], node.op, arrays[1])

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        operand = self.visit(node.operand)
        if isinstance(node.op, ast.Not):
            return _parsed(f"np.logical_not({ast.unparse(operand)})")
        return ast.UnaryOp(node.op, operand)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        parts = [_parsed(f"bool(np.all({ast.unparse(self.visit(value))}))") for value in node.values]
        return ast.BoolOp(node.op, parts)

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        terms = [self.visit(term) for term in (node.left, *node.comparators)]
        links = [ast.unparse(ast.Compare(a, [op], [b])) for a, op, b in zip(terms[:-1], node.ops, terms[1:], strict=True)]
        text = links[0]
        for link in links[1:]:
            text = f"np.logical_and({text}, {link})"
        return _parsed(text)

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        test = _parsed(f"bool(np.all({ast.unparse(self.visit(node.test))}))")
        return ast.IfExp(test, self.visit(node.body), self.visit(node.orelse))


def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _called(name: str, node: ast.Call) -> str:
    """The call, its arguments bound as the language binds them, so that defaults and names are ours and not NumPy's."""
    bound = FUNCTIONS[name].bind(list(node.args), {k.arg: k.value for k in node.keywords if k.arg})
    texts = {key: ast.unparse(value) if isinstance(value, ast.expr) else repr(value) for key, value in bound.items()}
    required = [parameter.name for parameter in FUNCTIONS[name].parameters if parameter.required]
    if name in _ALONG:
        parts = [text if key in required and key != "axis" else f"{key}={text}" for key, text in texts.items()]
        return _TEMPLATES[name].format(", ".join(parts))
    return _TEMPLATES[name].format(", ".join(texts.values()), **texts)
