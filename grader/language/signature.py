"""Signatures, dims and extents: the small notations beside the array language."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.language.functions import Parameter
from grader.language.parse import Expression, is_name, parse_expression
from grader.model.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIM: Final = re.compile(r"\s*(\d+)\s*(?:\.\.\s*(\d+)\s*)?")
_NAMED_DEFAULTS: Final = {
    "np.e": 2.718281828459045,
    "np.pi": 3.141592653589793,
    "np.inf": float("inf"),
    "-np.inf": float("-inf"),
    "np.nan": float("nan"),
}


class NumpyDefault(msgspec.Struct, frozen=True):
    """A default that is a NumPy function: `act=np.tanh`."""

    name: str


class Signature(msgspec.Struct, frozen=True):
    """`softmax(x, axis=-1)`."""

    name: str
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(parameter.name for parameter in self.parameters)

    @property
    def defaults(self) -> dict[str, Any]:
        return {parameter.name: parameter.default for parameter in self.parameters if not parameter.required}


def parse_signature(text: str, path: str = "function") -> Signature:
    """A plain Python signature whose defaults are numbers, None, True, False, texts, `np.e`, `np.inf` or a NumPy function.

    Raises:
        ContentError: for anything else.
    """
    expected = "a signature such as `softmax(x, axis=-1)`"
    try:
        tree = ast.parse(f"def {text.strip()}: pass")
    except (SyntaxError, ValueError):
        raise ContentError(path, f"`{text}`", expected) from None
    function = tree.body[0]
    if len(tree.body) != 1 or not isinstance(function, ast.FunctionDef) or not is_name(function.name):
        raise ContentError(path, f"`{text}`", expected)
    arguments = function.args
    if arguments.vararg or arguments.kwarg or arguments.kwonlyargs or arguments.posonlyargs or function.returns:
        raise ContentError(path, f"`{text}`", expected, "plain parameters only: no *, ** or /")
    names = [argument.arg for argument in arguments.args]
    defaults: list[Any] = [msgspec.UNSET] * (len(names) - len(arguments.defaults))
    defaults += [_default(node, path) for node in arguments.defaults]
    return Signature(function.name, tuple(map(Parameter, names, defaults)), text.strip())


def _default(node: ast.expr, path: str) -> Any:
    source = ast.unparse(node)
    if source in _NAMED_DEFAULTS:
        return _NAMED_DEFAULTS[source]
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "np":
        return NumpyDefault(node.attr)
    try:
        value = ast.literal_eval(node)
    except ValueError:
        value = msgspec.UNSET
    if not isinstance(value, int | float | str | bool | None):
        raise ContentError(path, f"the default `{source}`", "a number, None, True, False, a text, np.e, np.inf or a NumPy function")
    return value


def parse_dim(value: int | str, path: str) -> tuple[int, int]:
    """`1..6` or `4` -> lowest and highest length, both included.

    Raises:
        ContentError: if it is neither, or the bounds are out of order.
    """
    match = _DIM.fullmatch(str(value)) if not isinstance(value, bool) else None
    if match is None:
        raise ContentError(path, f"`{value}`", "a length such as 4, or a range such as `1..6`")
    low = int(match[1])
    high = int(match[2]) if match[2] is not None else low
    if high < low:
        raise ContentError(path, f"`{value}`", "the smaller length first", f"did you mean `{high}..{low}`?")
    return low, high


def parse_extent(extent: int | str, dims: Iterable[str], path: str) -> Expression:
    """One axis of a shape: a length, a dim, or an expression over dims."""
    return parse_expression(str(extent), names=dims, path=path)
