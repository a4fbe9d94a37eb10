r"""Truth lines as formulas: `p = e / sum(e, axis=-1, keepdims=True)` as `p = \frac{e}{\sum e}`.

Made from the syntax tree, so a formula has the shape its author gave it. Axes and `keepdims` are not shown where nothing else would
be meant; the source of the line stands beside the formula.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.truth.returns import derivatives

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.truth.definition import Definition

_GREEK: Final = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi chi psi omega".split()
)
_NAMES: Final = {"lam": r"\lambda", "eps": r"\varepsilon", "epsilon": r"\varepsilon", "inf": r"\infty"}
_ACCENTS: Final = {"hat": r"\hat", "bar": r"\bar", "tilde": r"\tilde"}
_NAME: Final = re.compile(r"(?P<stem>[A-Za-z]+?)(?P<number>\d+)?(?:_(?P<tail>\w+))?")

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = 1, 2, 3, 4, 5
"""How tightly a piece of formula holds together."""

_COMPARE: Final = {
    ast.Eq: "=", ast.NotEq: r"\ne", ast.Lt: "<", ast.LtE: r"\le", ast.Gt: ">", ast.GtE: r"\ge",
    ast.Is: "=", ast.IsNot: r"\ne", ast.In: r"\in", ast.NotIn: r"\notin",
}  # fmt: skip

_OPERATORS: Final = {
    "exp": r"\exp", "log": r"\log", "log2": r"\log_2", "log10": r"\log_{10}", "sin": r"\sin", "cos": r"\cos", "tan": r"\tan",
    "arctan": r"\arctan", "sinh": r"\sinh", "cosh": r"\cosh", "tanh": r"\tanh", "det": r"\det", "max": r"\max", "min": r"\min",
    "maximum": r"\max", "minimum": r"\min", "trace": r"\operatorname{tr}", "sigmoid": r"\sigma",
}  # fmt: skip


class Formula(msgspec.Struct, frozen=True):
    """One line."""

    name: str
    """The truth line that it defines; for a derivative, what it is taken by."""
    latex: str
    text: str
    """The line as its author wrote it."""


def formulas(definition: Definition) -> tuple[Formula, ...]:
    """The formulas of the truth lines in order, then of the derivatives that the result asks for; none for a truth function."""
    # Beside a line that is called e, exp(x) is not written as its power.
    writer = _Writer(any(step.target == "e" for step in definition.steps) or "e" in definition.content.inputs)
    lines = [
        Formula(step.target, f"{name_latex(step.target)} = {writer.latex(step.node)}", f"{step.target} = {step.source}")
        for step in definition.steps
    ]
    for part in derivatives(definition.result):
        for name in part.wrt:
            over, under = ("^2", f"{name_latex(name)}^2") if part.order == 2 else ("", name_latex(name))
            latex = rf"\frac{{\partial{over} {name_latex(part.of)}}}{{\partial {under}}}"
            lines.append(Formula(name, latex, f"d{over.replace('^', '')} {part.of} / d {name}{over.replace('^', '')}"))
    return tuple(lines)


def name_latex(name: str) -> str:
    r"""A name of the field: `W1` as `W_1`, `beta2` as `\beta_2`, `m_hat` as `\hat{m}`, `loss` in upright letters."""
    if name in _NAMES:
        return _NAMES[name]
    match = _NAME.fullmatch(name)
    if match is None:
        return _upright(name)
    stem, number, tail = match["stem"], match["number"], match["tail"]
    letter = _NAMES.get(stem) or ("\\" + stem if stem.lower() in _GREEK else stem if len(stem) == 1 else _upright(stem))
    if tail in _ACCENTS:
        letter, tail = f"{_ACCENTS[tail]}{{{letter}}}", None
    below = ", ".join(part for part in (number, None if tail is None else tail if len(tail) == 1 else _upright(tail)) if part)
    return letter if not below else f"{letter}_{below}" if len(below) == 1 else f"{letter}_{{{below}}}"


def _upright(word: str) -> str:
    return r"\mathrm{" + word.replace("_", r"\_") + "}"


class _Writer:
    """A method per node, each giving LaTeX and how tightly it holds."""

    def __init__(self, e_is_taken: bool) -> None:
        self.e_is_taken = e_is_taken

    def latex(self, node: ast.AST, least: int = 0) -> str:
        """The node, in brackets if it holds less tightly than `least`."""
        method: Callable[[Any], tuple[str, int]] = getattr(self, "_" + type(node).__name__.lower())
        text, holds = method(node)
        return text if holds >= least else rf"\left({text}\right)"

    def _constant(self, node: ast.Constant) -> tuple[str, int]:
        if isinstance(node.value, bool | str | None):
            return _upright(str(node.value)), _ATOM
        if node.value is ...:
            return r"\dots", _ATOM
        mantissa, _, exponent = repr(node.value).partition("e")
        if not exponent:
            return mantissa, _ATOM
        power = f"10^{{{int(exponent)}}}"
        return (power, _POWER) if mantissa == "1" else (rf"{mantissa} \cdot {power}", _PRODUCT)

    def _name(self, node: ast.Name) -> tuple[str, int]:
        return name_latex(node.id), _ATOM

    def _binop(self, node: ast.BinOp) -> tuple[str, int]:
        match node.op:
            case ast.Div():
                return rf"\frac{{{self.latex(node.left)}}}{{{self.latex(node.right)}}}", _ATOM
            case ast.Pow():
                return f"{self.latex(node.left, _ATOM)}^{{{self.latex(node.right)}}}", _POWER
            case ast.Add():
                return f"{self.latex(node.left, _SUM)} + {self.latex(node.right, _SUM)}", _SUM
            case ast.Sub():
                return f"{self.latex(node.left, _SUM)} - {self.latex(node.right, _PRODUCT)}", _SUM
            case ast.Mult():
                left, right = self.latex(node.left, _PRODUCT), self.latex(node.right, _SIGN)
                return f"{left}{_times(node, right)}{right}", _PRODUCT
            case ast.MatMult():
                return f"{self.latex(node.left, _PRODUCT)} {self.latex(node.right, _SIGN)}", _PRODUCT
            case ast.FloorDiv():
                return rf"\left\lfloor \frac{{{self.latex(node.left)}}}{{{self.latex(node.right)}}} \right\rfloor", _ATOM
            case _:
                return rf"{self.latex(node.left, _SIGN)} \bmod {self.latex(node.right, _SIGN)}", _PRODUCT

    def _unaryop(self, node: ast.UnaryOp) -> tuple[str, int]:
        if isinstance(node.op, ast.Not):
            return rf"\neg {self.latex(node.operand, _ATOM)}", _SIGN
        sign = "-" if isinstance(node.op, ast.USub) else ""
        return sign + self.latex(node.operand, _SIGN), _SUM

    def _boolop(self, node: ast.BoolOp) -> tuple[str, int]:
        word = r" \text{ and } " if isinstance(node.op, ast.And) else r" \text{ or } "
        return word.join(self.latex(value, _SUM) for value in node.values), 0

    def _compare(self, node: ast.Compare) -> tuple[str, int]:
        text = self.latex(node.left, _SUM)
        for op, comparator in zip(node.ops, node.comparators, strict=True):
            text += f" {_COMPARE[type(op)]} {self.latex(comparator, _SUM)}"
        return text, 0

    def _ifexp(self, node: ast.IfExp) -> tuple[str, int]:
        return self.cases(node.test, node.body, node.orelse)

    def _attribute(self, node: ast.Attribute) -> tuple[str, int]:
        if node.attr == "T":
            return self.latex(node.value, _ATOM) + r"^\top", _POWER
        return rf"\operatorname{{{node.attr}}}({self.latex(node.value)})", _ATOM

    def _tuple(self, node: ast.Tuple) -> tuple[str, int]:
        return f"({self.row(node.elts)})", _ATOM

    def _list(self, node: ast.List) -> tuple[str, int]:
        return f"[{self.row(node.elts)}]", _ATOM

    def _slice(self, node: ast.Slice) -> tuple[str, int]:
        lower, upper = (self.latex(part) if part else "" for part in (node.lower, node.upper))
        return f"{lower}:{upper}" + (f":{self.latex(node.step)}" if node.step else ""), 0

    def _subscript(self, node: ast.Subscript) -> tuple[str, int]:
        places = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        shown = [place for place in places if not (isinstance(place, ast.Constant) and place.value in (None, ...))]
        owner = self.latex(node.value, _ATOM)
        if not shown or all(isinstance(place, ast.Slice) and not (place.lower or place.upper or place.step) for place in shown):
            return owner, _ATOM  # new axes only line things up
        return f"{owner}_{{{self.row(shown)}}}", _ATOM

    def _call(self, node: ast.Call) -> tuple[str, int]:
        assert isinstance(node.func, ast.Name)
        name, arguments = node.func.id, node.args
        written = getattr(self, "call_" + name, None)
        if written is not None:
            text: tuple[str, int] = written(*arguments[: _SHOWN.get(name, 1)])
            return text
        plain = name.replace("_", r"\_")
        operator = _OPERATORS.get(name) or rf"\operatorname{{{plain}}}"
        shown = arguments[: _SHOWN.get(name, 1)] if name in _ALONG else arguments
        return rf"{operator}\left({self.row(shown)}\right)", _ATOM

    def row(self, nodes: list[ast.expr]) -> str:
        """Values with commas."""
        return ", ".join(self.latex(node) for node in nodes)

    def cases(self, test: ast.expr, then: ast.expr, otherwise: ast.expr) -> tuple[str, int]:
        """One value or the other."""
        rows = rf"{self.latex(then)} & \text{{if }} {self.latex(test)} \\ {self.latex(otherwise)} & \text{{otherwise}}"
        return rf"\begin{{cases}} {rows} \end{{cases}}", _ATOM

    def call_where(self, test: ast.expr, then: ast.expr, otherwise: ast.expr) -> tuple[str, int]:
        return self.cases(test, then, otherwise)

    def call_exp(self, x: ast.expr) -> tuple[str, int]:
        if self.e_is_taken or any(isinstance(part, ast.Div | ast.Call) for part in ast.walk(x)):
            return rf"\exp\left({self.latex(x)}\right)", _ATOM
        return f"e^{{{self.latex(x)}}}", _POWER

    def call_sqrt(self, x: ast.expr) -> tuple[str, int]:
        return rf"\sqrt{{{self.latex(x)}}}", _ATOM

    def call_abs(self, x: ast.expr) -> tuple[str, int]:
        return rf"\left|{self.latex(x)}\right|", _ATOM

    def call_norm(self, x: ast.expr) -> tuple[str, int]:
        return rf"\left\|{self.latex(x)}\right\|", _ATOM

    def call_relu(self, x: ast.expr) -> tuple[str, int]:
        return rf"\max\left({self.latex(x)}, 0\right)", _ATOM

    def call_sum(self, x: ast.expr) -> tuple[str, int]:
        return rf"\sum {self.latex(x, _PRODUCT)}", _SIGN

    def call_prod(self, x: ast.expr) -> tuple[str, int]:
        return rf"\prod {self.latex(x, _PRODUCT)}", _SIGN

    def call_inv(self, x: ast.expr) -> tuple[str, int]:
        return self.latex(x, _ATOM) + "^{-1}", _POWER

    def call_solve(self, a: ast.expr, b: ast.expr) -> tuple[str, int]:
        return f"{self.latex(a, _ATOM)}^{{-1}} {self.latex(b, _PRODUCT)}", _PRODUCT

    def call_transpose(self, x: ast.expr) -> tuple[str, int]:
        return self.latex(x, _ATOM) + r"^\top", _POWER

    def call_dot(self, a: ast.expr, b: ast.expr) -> tuple[str, int]:
        return rf"{self.latex(a, _PRODUCT)} \cdot {self.latex(b, _SIGN)}", _PRODUCT

    def call_outer(self, a: ast.expr, b: ast.expr) -> tuple[str, int]:
        return rf"{self.latex(a, _ATOM)} {self.latex(b, _ATOM)}^\top", _PRODUCT

    def call_eye(self, n: ast.expr) -> tuple[str, int]:  # noqa: ARG002 - its size shows from where it stands
        return "I", _ATOM

    def call_pick(self, a: ast.expr, labels: ast.expr) -> tuple[str, int]:
        return f"{self.latex(a, _ATOM)}_{{i, {self.latex(labels)}_i}}", _ATOM

    def call_logsumexp(self, x: ast.expr) -> tuple[str, int]:
        return rf"\log \sum {self.call_exp(x)[0]}", _SIGN

    def call_log_softmax(self, x: ast.expr) -> tuple[str, int]:
        return rf"\log \operatorname{{softmax}}\left({self.latex(x)}\right)", _SIGN


_SHOWN: Final = {"where": 3, "solve": 2, "dot": 2, "outer": 2, "pick": 2, "maximum": 2, "minimum": 2}
"""Arguments that a formula shows; one of the others. What follows are axes."""

_ALONG: Final = frozenset("sum mean prod max min var softmax log_softmax logsumexp cumsum expand_dims squeeze".split())
"""Functions whose further arguments are axes."""


def _times(node: ast.BinOp, right: str) -> str:
    """What stands between two factors: nothing that a reader would miss."""
    return r" \cdot " if right[:1].isdigit() or isinstance(node.right, ast.Constant) else r" \odot " if _both_arrays(node) else " "


def _both_arrays(node: ast.BinOp) -> bool:
    """Whether entry by entry must be said: capital names on both sides are matrices."""
    return all(isinstance(side, ast.Name) and side.id[:1].isupper() and len(side.id) <= 2 for side in (node.left, node.right))
