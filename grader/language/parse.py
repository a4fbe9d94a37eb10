"""Text of the array language -> a checked syntax tree.

Only author text comes here, yet nothing is ever executed: the tree is Python's, walked by our evaluators, and every node outside
the list below is refused with its place.
"""

from __future__ import annotations

import ast
import keyword
from typing import TYPE_CHECKING, Final

import msgspec

from grader.language.functions import CONSTANTS, FUNCTIONS, Use
from grader.model.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterable

ATTRIBUTES: Final = ("T", "shape", "ndim", "size")
MAX_LENGTH: Final = 2_000
MAX_DEPTH: Final = 60

_NODES: Final = frozenset({
    ast.Expression, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Call, ast.keyword, ast.Attribute, ast.Subscript, ast.Slice,
    ast.Name, ast.Constant, ast.Tuple, ast.List, ast.IfExp,
})  # fmt: skip
_LEAVES: Final = frozenset({
    ast.Load, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult, ast.USub, ast.UAdd, ast.Not,
    ast.And, ast.Or, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot,
})  # fmt: skip

_OPERATORS: Final[dict[type[ast.AST], tuple[str, str]]] = {
    ast.BitXor: ("^", "for powers write `**`"),
    ast.BitAnd: ("&", "write `and`"),
    ast.BitOr: ("|", "write `or`"),
    ast.Invert: ("~", "write `not`"),
    ast.LShift: ("<<", ""),
    ast.RShift: (">>", ""),
}
"""Operators of Python that the language does without, and what to write."""
_OF_SEVERAL: Final = {"min": "minimum", "max": "maximum"}
_CONSTANT_TYPES: Final = (int, float, str, bool, type(None), type(...))


class Expression(msgspec.Struct, frozen=True):
    """A checked expression."""

    source: str
    node: ast.expr
    free: frozenset[str]
    """Names that must be given to evaluate it."""


class Line(msgspec.Struct, frozen=True):
    """`target = expression`."""

    target: str
    expression: Expression


class Program(msgspec.Struct, frozen=True):
    """Lines in order; each may use the targets of those before it."""

    lines: tuple[Line, ...]

    @property
    def targets(self) -> tuple[str, ...]:
        """Every name the program defines, in order."""
        return tuple(dict.fromkeys(line.target for line in self.lines))


def parse_expression(
    text: str, *, names: Iterable[str], path: str, callables: Iterable[str] = (), use: Use = Use.NUMERIC
) -> Expression:
    """One expression over `names`; `callables` are further names that may be called, such as `call` or an input that is a function.

    Raises:
        ContentError: with the path, and the place within the text, of the first thing that is not in the language.
    """
    tree = _python(text, path, "eval")
    assert isinstance(tree, ast.Expression)
    return _checked(text.strip(), tree.body, frozenset(names), frozenset(callables), path, use)


def parse_program(text: str, *, names: Iterable[str], path: str, callables: Iterable[str] = (), use: Use = Use.EXACT) -> Program:
    """Lines `name = expression` over `names` and the targets of earlier lines.

    Raises:
        ContentError: as `parse_expression`, and for lines that are anything else, for a target that hides a function or an input.
    """
    tree = _python(text, path, "exec")
    assert isinstance(tree, ast.Module)
    known, given, lines = set(names), set(names), []
    for statement in tree.body:
        try:
            target = _target(statement, path, given)
            assert isinstance(statement, ast.Assign)
            source = ast.get_source_segment(text, statement.value) or ""
            lines.append(Line(target, _checked(source, statement.value, frozenset(known), frozenset(callables), path, use)))
        except ContentError as error:
            error.line = statement.lineno
            raise
        known.add(target)
    if not lines:
        raise ContentError(path, "no lines", "one `name = expression` a line")
    return Program(tuple(lines))


def _python(text: str, path: str, mode: str) -> ast.AST:
    if len(text) > MAX_LENGTH:
        raise ContentError(path, f"{len(text)} characters", f"at most {MAX_LENGTH}")
    try:
        return ast.parse(text.strip() if mode == "eval" else text, mode=mode)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else type(error).__name__
        line = (error.lineno or 0) if isinstance(error, SyntaxError) and mode == "exec" else 0
        shown = text.splitlines()[line - 1] if 0 < line <= len(text.splitlines()) else text
        raise ContentError(path, f"`{_short(shown)}` ({reason})", "an expression in NumPy syntax", line=line) from None


def _target(statement: ast.stmt, path: str, given: set[str]) -> str:
    expected = "`name = expression`"
    if not (isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name)):
        raise ContentError(path, f"line {statement.lineno}: `{_short(ast.unparse(statement))}`", expected)
    name = statement.targets[0].id
    if name in given or name in FUNCTIONS:
        kind = "an input or dim" if name in given else "a function"
        raise ContentError(path, f"line {statement.lineno}: a line that assigns to `{name}`", f"a new name: `{name}` is {kind}")
    return name


def _checked(source: str, node: ast.expr, names: frozenset[str], callables: frozenset[str], path: str, use: Use) -> Expression:
    visit = _Visit(names, callables, path, use)
    visit(node, 0)
    return Expression(source, node, frozenset(visit.free))


class _Visit:
    """Walks a tree, refuses what is not in the language, and collects the free names."""

    def __init__(self, names: frozenset[str], callables: frozenset[str], path: str, use: Use) -> None:
        self.names, self.callables, self.path, self.use = names, callables, path, use
        self.free: set[str] = set()

    def __call__(self, node: ast.AST, depth: int) -> None:
        kind = type(node)
        if kind in _LEAVES:
            return
        if depth > MAX_DEPTH:
            raise ContentError(self.path, "an expression nested too deep", f"at most {MAX_DEPTH} levels")
        if kind not in _NODES:
            expected = "arithmetic, comparisons, indexing and calls of listed functions"
            if kind in _OPERATORS:
                raise ContentError(self.path, f"the operator `{_OPERATORS[kind][0]}`", expected, _OPERATORS[kind][1])
            raise ContentError(self.path, f"`{_short(ast.unparse(node))}`", expected)
        self.check(node)
        children = ast.iter_child_nodes(node)
        if isinstance(node, ast.Call):
            next(children)  # the function's name is not a value
        for child in children:
            self(child, depth + 1)

    def check(self, node: ast.AST) -> None:
        if isinstance(node, ast.Name):
            _name(node.id, self.names | self.callables, self.path)
            if node.id not in CONSTANTS or node.id in self.names:
                self.free.add(node.id)
        elif isinstance(node, ast.Call):
            _call(node, self.callables, self.path, self.use)
            if isinstance(node.func, ast.Name) and node.func.id in self.callables:
                self.free.add(node.func.id)
        elif isinstance(node, ast.Constant):
            if not isinstance(node.value, _CONSTANT_TYPES):
                raise ContentError(self.path, f"`{_short(ast.unparse(node))}`", "a real number")
        elif isinstance(node, ast.Attribute) and node.attr not in ATTRIBUTES:
            raise ContentError(self.path, f"`.{node.attr}`", "one of " + ", ".join("." + name for name in ATTRIBUTES))


def _name(name: str, names: frozenset[str], path: str) -> None:
    if name in names or name in CONSTANTS:
        return
    known = sorted(names)
    if name in FUNCTIONS:
        raise ContentError(path, f"the function `{name}` without a call", f"`{FUNCTIONS[name].usage}`")
    raise ContentError(path, f"the unknown name `{name}`", "one of " + ", ".join(known), _nearest(name, known))


def _call(node: ast.Call, callables: frozenset[str], path: str, use: Use) -> None:
    if not isinstance(node.func, ast.Name):
        of_numpy = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) in ("np", "numpy", "math")
        hint = f"leave out `{ast.unparse(node.func).partition('.')[0]}.`" if of_numpy else ""
        raise ContentError(path, f"`{_short(ast.unparse(node))}`", "a call of a listed function, such as `sum(x)`", hint)
    if node.func.id in callables:
        return
    _compare_several(node, node.func)
    name = node.func.id
    spec = FUNCTIONS.get(name)
    if spec is None:
        expected = "a function of the array language"
        raise ContentError(path, f"the unknown function `{name}`", expected, _nearest(name, [*FUNCTIONS, *callables]))
    if use is Use.EXACT and spec.use is not Use.EXACT:
        raise ContentError(path, f"`{name}`", "a function that truth can evaluate exactly", "`dlprep author format` lists them")
    if any(isinstance(argument, ast.Starred) for argument in node.args) or any(k.arg is None for k in node.keywords):
        raise ContentError(path, f"`{_short(ast.unparse(node))}`", f"`{spec.usage}`")
    try:
        spec.bind(list(node.args), {k.arg: k.value for k in node.keywords if k.arg})
    except TypeError:
        raise ContentError(path, f"`{_short(ast.unparse(node))}`", f"`{spec.usage}`") from None


def _compare_several(node: ast.Call, function: ast.Name) -> None:
    """Turn `min(a, b, c)` into `minimum(a, minimum(b, c))`, in place: several values mean what they mean in Python, and no axis."""
    name = _OF_SEVERAL.get(function.id)
    if name is None or len(node.args) < 2 or node.keywords:
        return
    *before, value = node.args
    for argument in reversed(before):
        value = ast.copy_location(ast.Call(ast.Name(name, ast.Load()), [argument, value], []), node)
    assert isinstance(value, ast.Call)
    node.func, node.args = value.func, value.args


def _nearest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # only where something is wrong

    lower = {word.lower(): word for word in known}
    near = get_close_matches(name.lower(), lower, n=1)
    return f"did you mean `{lower[near[0]]}`?" if near else ""


def is_name(text: str) -> bool:
    """Whether `text` can name an input, a dim or a truth line."""
    return text.isidentifier() and text.isascii() and not keyword.iskeyword(text)


def _short(text: str, width: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 3] + "..."
