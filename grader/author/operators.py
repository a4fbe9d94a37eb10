"""The changes that make mutants: for each node of a syntax tree, what could stand there by one slip of the hand."""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING, Final

from grader.author.places import Edit
from grader.model.proof import Mutation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.author.places import Text

    Change = tuple[Mutation, Edit | None]

_SYMBOLS: Final[dict[type[ast.AST], str]] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Pow: "**", ast.BitAnd: "&", ast.BitOr: "|",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip
_ARITHMETIC: Final = {"+": "-", "-": "+", "*": "/", "/": "*", "//": "/", "**": "*", "&": "|", "|": "&"}
_COMPARISONS: Final = {
    "<": ("<=", ">"), "<=": ("<", ">="), ">": (">=", "<"), ">=": (">", "<="), "==": ("!=",), "!=": ("==",),
    "is": ("is not",), "is not": ("is",), "in": ("not in",), "not in": ("in",),
}  # fmt: skip
_PAIRS: Final = (
    *(("sum", "mean"), ("max", "min"), ("maximum", "minimum"), ("exp", "expm1"), ("log", "log1p"), ("argmax", "argmin")),
    *(("zeros", "ones"), ("zeros_like", "ones_like"), ("floor", "ceil"), ("any", "all"), ("sin", "cos"), ("triu", "tril")),
)
_NAMES: Final = {**dict(_PAIRS), **{second: first for first, second in _PAIRS}}
_BUILTINS: Final = ("max", "min", "any", "all")
_SYMMETRIC: Final = frozenset(
    "maximum minimum max min logaddexp add multiply hypot isinstance array_equal allclose isclose logical_and logical_or".split()
)
"""Functions of which swapped arguments change nothing, or are no slip that anybody makes."""
_AXES: Final = ("axis", "keepdims", "ddof")
WHOLE: Final = (*_AXES, "dtype")
"""Keywords that are changed with what they say."""
_DTYPES: Final = ("float", "int", "bool", "float64", "float32", "int64")
_REMOVABLE: Final = (ast.Assign, ast.AugAssign, ast.Expr, ast.Break, ast.Continue)
_EPS: Final = 1e-2
"""A constant below this is one that only keeps a division or a logarithm finite, or ends an iteration."""


def changes(text: Text, node: ast.AST, parent: ast.AST) -> Iterator[Change]:
    """Every change of one node by itself. What lies inside it has its own.

    The first word of a change is its kind; a change whose place cannot be found has no edit.
    """
    for kind, function in _RULES:
        if isinstance(node, kind):
            yield from function(text, node, parent)


def _binary(text: Text, node: ast.BinOp, parent: ast.AST) -> Iterator[Change]:
    symbol = _SYMBOLS.get(type(node.op), "")
    if symbol == "**":  # binds more tightly than what takes its place
        yield Mutation.ARITHMETIC, _inside(text, node, f"{text.operand(node.left)} * {text.operand(node.right)}", parent)
    elif symbol in _ARITHMETIC:
        yield Mutation.ARITHMETIC, text.operator(text.end(node.left), text.start(node.right), symbol, _ARITHMETIC[symbol])
    if isinstance(node.op, ast.Sub | ast.Div | ast.MatMult) and not (isinstance(node.op, ast.Sub) and _is_even(parent)):
        order = {ast.Sub: "-", ast.Div: "/", ast.MatMult: "@"}[type(node.op)]
        yield Mutation.SWAPPED, _inside(text, node, f"{text.operand(node.right)} {order} {text.operand(node.left)}", parent)


def _unary(text: Text, node: ast.UnaryOp, parent: ast.AST) -> Iterator[Change]:
    if isinstance(node.op, ast.Not):
        yield Mutation.BOOLEAN, _inside(text, node, text.operand(node.operand), parent)
    elif isinstance(node.operand, ast.Constant):
        value = _value(node.operand)
        yield from () if value is None else _number(text, node, -value)
    elif isinstance(node.op, ast.USub | ast.Invert):
        yield Mutation.ARITHMETIC, _inside(text, node, text.operand(node.operand), parent)


def _constant(text: Text, node: ast.Constant, parent: ast.AST) -> Iterator[Change]:
    if isinstance(node.value, bool):
        yield Mutation.BOOLEAN, text.replace(node, str(not node.value))
    elif not (isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.USub)):
        value = _value(node)
        yield from () if value is None else _number(text, node, value)


def _value(node: ast.Constant) -> float | None:
    return node.value if isinstance(node.value, int | float) and not isinstance(node.value, bool) else None


def _number(text: Text, node: ast.expr, value: float) -> Iterator[Change]:
    if isinstance(value, int):
        others: tuple[float, ...] = (value + 1, value - 1)
    elif 0 < abs(value) < _EPS:
        others = (_rounded(value * 10), 0.0)
    else:
        others = (_rounded(value + 1), 0.0) if value else (1.0,)
    for other in others:
        yield Mutation.CONSTANT, text.replace(node, repr(other))


def _rounded(value: float) -> float:
    """As a person would write it: 1e-05, and not 9.999999999999999e-06."""
    return float(f"{value:.12g}")


def _compared(text: Text, node: ast.Compare, _: ast.AST) -> Iterator[Change]:
    sides = [node.left, *node.comparators]
    for left, operator, right in zip(sides, node.ops, node.comparators, strict=False):
        symbol = _SYMBOLS[type(operator)]
        for other in _COMPARISONS[symbol]:
            yield Mutation.COMPARISON, text.operator(text.end(left), text.start(right), symbol, other)


def _boolean(text: Text, node: ast.BoolOp, parent: ast.AST) -> Iterator[Change]:
    word = " or " if isinstance(node.op, ast.And) else " and "
    yield Mutation.BOOLEAN, _inside(text, node, word.join(map(text.operand, node.values)), parent)


def _called(text: Text, node: ast.Call, parent: ast.AST) -> Iterator[Change]:
    name = _name(node.func)
    for keyword in node.keywords:
        if keyword.arg in _AXES:
            for other in _axes(keyword.arg, keyword.value):
                yield Mutation.AXIS, text.replace(keyword.value, other)
        elif keyword.arg == "dtype":
            yield Mutation.DTYPE, text.argument(node, keyword)
    if len(node.args) == 2 and name not in _SYMMETRIC and not any(isinstance(one, ast.Starred) for one in node.args):
        first, second = node.args
        if not _is_dtype(second):
            between = text.data[text.end(first) : text.start(second)].decode()
            yield Mutation.SWAPPED, _between(text, first, second, f"{text.of(second)}{between}{text.of(first)}")
    yield from _copied(text, node, parent, name)
    if name == "where" and len(node.args) == 3:
        for other in ("True", "False"):
            yield Mutation.BRANCH, text.replace(node.args[0], other)
    if isinstance(node.func, ast.Name) and name in _BUILTINS:
        yield Mutation.RENAMED, text.replace(node.func, _NAMES[name])


def _copied(text: Text, node: ast.Call, parent: ast.AST, name: str) -> Iterator[Change]:
    """Conversions and copies that are left out."""
    of_numpy = isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "np"
    if isinstance(node.func, ast.Attribute) and not of_numpy and name in ("copy", "astype"):
        kept = text.operand(node.func.value)
        if not (isinstance(parent, ast.Assign) and [text.of(target) for target in parent.targets] == [kept]):  # `x = x`
            yield Mutation.COPY if name == "copy" else Mutation.DTYPE, _inside(text, node, kept, parent)
        if name == "astype" and not any(keyword.arg == "copy" for keyword in node.keywords):
            yield Mutation.COPY, text.replace(node, text.of(node)[:-1].rstrip(", \n") + ", copy=False)")
    elif of_numpy and name == "copy" and node.args:
        yield Mutation.COPY, _inside(text, node, text.operand(node.args[0]), parent)
    elif of_numpy and name == "array" and node.args and not isinstance(node.args[0], ast.List | ast.Tuple | ast.ListComp):
        yield Mutation.COPY, text.replace(node.func, "np.asarray")
    elif isinstance(node.func, ast.Name) and name in ("list", "dict") and [type(one) for one in node.args] == [ast.Name]:
        yield Mutation.COPY, text.replace(node, text.of(node.args[0]))


def _axes(word: str, value: ast.expr) -> tuple[str, ...]:
    """What else an argument `axis`, `keepdims` or `ddof` could be."""
    try:
        known = ast.literal_eval(value)
    except ValueError:
        return {"axis": ("0", "None"), "keepdims": ("True", "False"), "ddof": ("0", "1")}[word]
    if word == "keepdims":
        return (str(not known),)
    if word == "ddof":
        return ("1" if known == 0 else "0",)
    if not isinstance(known, int):
        return ("-1",) if known is None else (*(str(one) for one in known[:1]), "None")
    return ("1" if known == 0 else "0", "None")


def _attribute(text: Text, node: ast.Attribute, parent: ast.AST) -> Iterator[Change]:
    """Names of NumPy's functions, and of arrays' methods where they are called."""
    of_numpy = isinstance(node.value, ast.Name) and node.value.id == "np"
    if node.attr in _NAMES and (of_numpy or (isinstance(parent, ast.Call) and parent.func is node)):
        end = text.end(node)
        yield Mutation.RENAMED, Edit(end - len(node.attr.encode()), end, _NAMES[node.attr])


def _branch(text: Text, node: ast.If | ast.While, _: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.If) and isinstance(node.body[-1], ast.Raise) and not node.orelse:
        yield Mutation.VALIDATION, text.replace(node, "pass")
        return
    # A branch of one statement is left out where that statement is.
    single = len(node.body) == 1 and not node.orelse and isinstance(node.body[0], _REMOVABLE)
    for other in (*(["True"] if isinstance(node, ast.If) else []), *([] if single else ["False"])):
        yield Mutation.BRANCH, text.replace(node.test, other)


def _choice(text: Text, node: ast.IfExp, parent: ast.AST) -> Iterator[Change]:
    for kept in (node.body, node.orelse):
        yield Mutation.BRANCH, _inside(text, node, text.operand(kept), parent)


def _augmented(text: Text, node: ast.AugAssign, _: ast.AST) -> Iterator[Change]:
    symbol = _SYMBOLS.get(type(node.op), "")
    if symbol in _ARITHMETIC:
        other = _ARITHMETIC[symbol] + "="
        yield Mutation.ARITHMETIC, text.operator(text.end(node.target), text.start(node.value), symbol + "=", other)
    yield Mutation.REMOVED, text.replace(node, "pass")


def _removed(text: Text, node: ast.stmt, _: ast.AST) -> Iterator[Change]:
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        yield Mutation.REMOVED, text.replace(node, "pass")


def _returned(text: Text, node: ast.Return, _: ast.AST) -> Iterator[Change]:
    parts = node.value.elts if isinstance(node.value, ast.Tuple) else []
    for first, second in itertools.pairwise(parts):
        between = text.data[text.end(first) : text.start(second)].decode()
        yield Mutation.RETURN, _between(text, first, second, f"{text.of(second)}{between}{text.of(first)}")


_RULES: Final[tuple[tuple[type[ast.AST] | tuple[type[ast.AST], ...], Callable[..., Iterator[Change]]], ...]] = (
    (ast.BinOp, _binary),
    (ast.UnaryOp, _unary),
    (ast.Constant, _constant),
    (ast.Compare, _compared),
    (ast.BoolOp, _boolean),
    (ast.Call, _called),
    (ast.Attribute, _attribute),
    ((ast.If, ast.While), _branch),
    (ast.IfExp, _choice),
    (ast.AugAssign, _augmented),
    ((ast.Expr, ast.Break, ast.Continue), _removed),
    (ast.Return, _returned),
)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


def _is_dtype(node: ast.expr) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr == "dtype") or _name(node) in _DTYPES


def _is_even(parent: ast.AST) -> bool:
    """Whether the sign of an operand does not matter: `abs(a - b)`, `(a - b) ** 2`."""
    if isinstance(parent, ast.Call):
        return _name(parent.func) in ("abs", "fabs", "absolute", "square", "norm")
    power = parent.right if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Pow) else None
    return isinstance(power, ast.Constant) and power.value == 2


def _inside(text: Text, node: ast.expr, other: str, parent: ast.AST) -> Edit:
    """The expression replaced by one that may need parentheses where it stands."""
    beside = isinstance(parent, ast.BinOp | ast.UnaryOp | ast.BoolOp | ast.Compare | ast.Attribute | ast.Subscript | ast.Starred)
    held = text.enclosed(node) or (isinstance(parent, ast.Subscript) and parent.value is not node)
    return text.replace(node, f"({other})" if beside and not held and " " in other else other)


def _between(text: Text, first: ast.expr, second: ast.expr, other: str) -> Edit:
    return Edit(text.start(first), text.end(second), other)
