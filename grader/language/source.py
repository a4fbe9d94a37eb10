"""The array language as Python source over `np`: for callables made in the sandboxed child, which knows nothing of us."""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING, Final

from grader.language.functions import CONSTANTS, FUNCTIONS
from grader.model.errors import ContentError

if TYPE_CHECKING:
    from grader.language.parse import Expression

_SAME: Final = frozenset(
    (
        "exp log log1p expm1 log2 log10 sqrt abs sign sin cos tan arctan tanh sinh cosh sum mean prod max min maximum minimum "
        "where var dot outer trace diag eye zeros ones full arange transpose swapaxes reshape expand_dims squeeze "
        "concatenate stack cumsum shape size sort argsort argmax argmin flip roll clip floor ceil round linspace"
    ).split()
)
"""Functions that NumPy has under the same name with the same first parameters."""

_TEMPLATES: Final = {
    "sigmoid": "(1 / (1 + np.exp(-({0}))))",
    "relu": "np.maximum({0}, 0)",
    "softplus": "np.logaddexp(0, {0})",
    "step": "np.where(np.asarray({0}) > 0, 1.0, 0.0)",
    "norm": "np.sqrt(np.sum(np.square({0})))",
    "det": "np.linalg.det({0})",
    "inv": "np.linalg.inv({0})",
    "solve": "np.linalg.solve({0}, {1})",
    "len": "len({0})",
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
        if name in _SAME:
            node.func = ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load())
            return node
        if name in _TEMPLATES and not node.keywords:
            return ast.parse(_TEMPLATES[name].format(*map(ast.unparse, node.args)), mode="eval").body
        raise ContentError("family", f"`{FUNCTIONS[name].usage}`", "a function that NumPy has too, in the body of a callable")
