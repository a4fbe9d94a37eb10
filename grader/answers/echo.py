"""A tree as text: plain, in the syntax that is read, with parentheses where they are needed; and as LaTeX."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.answers.characters import GREEK_NAMES
from grader.answers.functions import FUNCTIONS
from grader.answers.tree import Apply, Name, Node, Number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SUM, PRODUCT, SIGN, POWER, ATOM = range(5)
"""How tightly a text holds together."""
Held = tuple[str, int]

_COMPARISONS: Final = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}
_PRODUCTS: Final = {"mul": "*", "div": "/", "matmul": " @ ", "inner": " @ ", "hadamard": " ⊙ "}


def plain(node: Node) -> str:
    """The expression in the syntax of answers; reading it again gives the same tree."""
    return _plain(node)[0]


def latex(node: Node) -> str:
    """The expression in LaTeX."""
    return _latex(node)[0]


def listed(texts: Iterable[str], layout: tuple[int, ...]) -> str:
    """Entries as a list, or as a list of rows."""
    entries = list(texts)
    if len(layout) == 2:
        rows = [entries[i : i + layout[1]] for i in range(0, len(entries), layout[1])]
        entries = [f"[{', '.join(row)}]" for row in rows]
    return f"[{', '.join(entries)}]"


def typeset(texts: Iterable[str], layout: tuple[int, ...]) -> str:
    """Entries as a column, or as a matrix."""
    entries, width = list(texts), layout[1] if len(layout) == 2 else 1
    rows = [" & ".join(entries[i : i + width]) for i in range(0, len(entries), max(width, 1))]
    body = r" \\ ".join(rows)
    return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"


def _plain(node: Node) -> Held:
    if isinstance(node, Number):
        return node.text, ATOM
    if isinstance(node, Name):
        return node.name, ATOM
    operation, parts = node.operation, node.arguments
    if operation == "add":
        return _sum(parts, _plain), SUM
    if operation == "neg":
        return f"-{_at_least(_plain(parts[0]), PRODUCT)}", SIGN
    if operation in _PRODUCTS:
        left, right = _at_least(_plain(parts[0]), PRODUCT), _at_least(_plain(parts[1]), POWER)
        return f"{left}{_PRODUCTS[operation]}{right}", PRODUCT
    if operation in ("pow", "matpow"):
        return f"{_at_least(_plain(parts[0]), ATOM)}^{_at_least(_plain(parts[1]), ATOM)}", POWER
    if operation == "transpose":
        return f"{_at_least(_plain(parts[0]), ATOM)}.T", ATOM
    if operation in _COMPARISONS:
        left, right = (_at_least(_plain(part), SUM) for part in parts)
        return f"({left} {_COMPARISONS[operation]} {right})", ATOM
    if operation == "both":
        return "*".join(plain(part) for part in parts), PRODUCT
    name = "diag" if operation == "diagonal" else operation
    return f"{name}({', '.join(_bare(plain(part)) for part in parts)})", ATOM


def _bare(text: str) -> str:
    """A condition as an argument needs no parentheses of its own."""
    inside = text[1:-1]
    return inside if text.startswith("(") and text.endswith(")") and "(" not in inside and ")" not in inside else text


def _sum(parts: tuple[Node, ...], write: Callable[[Node], Held]) -> str:
    text = ""
    for part in parts:
        if text and isinstance(part, Apply) and part.operation == "neg":
            text += f" - {_at_least(write(part.arguments[0]), PRODUCT)}"
        else:
            term = _at_least(write(part), PRODUCT)
            text += f" + {term}" if text else term
    return text


def _at_least(held: Held, level: int) -> str:
    return held[0] if held[1] >= level else f"({held[0]})"


def _latex(node: Node) -> Held:
    if isinstance(node, Number):
        return _number(node.text), ATOM
    if isinstance(node, Name):
        return _name(node.name), ATOM
    operation, parts = node.operation, node.arguments
    if operation == "add":
        return _sum(parts, _latex), SUM
    if operation == "neg":
        return f"-{_tall_at_least(parts[0], PRODUCT)}", SIGN
    if operation == "div":
        return rf"\frac{{{latex(parts[0])}}}{{{latex(parts[1])}}}", POWER
    if operation in _PRODUCTS:
        return _beside(operation, parts), PRODUCT
    if operation in ("pow", "matpow"):
        return f"{_tall_at_least(parts[0], ATOM)}^{{{latex(parts[1])}}}", POWER
    if operation in ("transpose", "inv"):
        mark = r"\top" if operation == "transpose" else "-1"
        return f"{_tall_at_least(parts[0], ATOM)}^{{{mark}}}", POWER
    if operation in _COMPARISONS:
        sign = {"<=": r"\le", ">=": r"\ge", "==": "=", "!=": r"\ne"}.get(_COMPARISONS[operation], _COMPARISONS[operation])
        return rf"[{latex(parts[0])} {sign} {latex(parts[1])}]", ATOM
    return _call(operation, parts, node)


def _tall_at_least(node: Node, level: int) -> str:
    return _in_tall(_latex(node), level)


def _in_tall(held: Held, level: int) -> str:
    return held[0] if held[1] >= level else rf"\left({held[0]}\right)"


def _beside(operation: str, parts: tuple[Node, ...]) -> str:
    left, right = _tall_at_least(parts[0], PRODUCT), _tall_at_least(parts[1], POWER)
    if operation == "hadamard":
        return rf"{left} \odot {right}"
    return rf"{left} \cdot {right}" if right[:1].isdigit() else f"{left} {right}"


def _call(operation: str, parts: tuple[Node, ...], node: Apply) -> Held:
    held = [_latex(part) for part in parts]  # each part once: what is written twice doubles at every level
    inside = [text for text, _ in held]
    match operation:
        case "sqrt":
            return rf"\sqrt{{{inside[0]}}}", ATOM
        case "root":
            return rf"\sqrt[{inside[1]}]{{{inside[0]}}}", ATOM
        case "abs":
            return rf"\left|{inside[0]}\right|", ATOM
        case "norm":
            return rf"\left\|{inside[0]}\right\|", ATOM
        case "factorial":
            return f"{_in_tall(held[0], ATOM)}!", ATOM
        case "eye":
            return f"I_{{{inside[0]}}}", ATOM
        case "both":
            return r" \, ".join(inside), PRODUCT
        case "solve":
            return rf"{_in_tall(held[0], ATOM)}^{{-1}} {_in_tall(held[1], POWER)}", PRODUCT
    name = "diag" if operation == "diagonal" else operation
    spec = FUNCTIONS.get(name)
    head = _name(name) if node.definition is not None or spec is None else spec.latex
    return rf"{head}\left({', '.join(inside)}\right)", ATOM


def _number(text: str) -> str:
    mantissa, _, exponent = text.lower().partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa


def _name(name: str) -> str:
    """`x1` and `x_1` as x with an index, Greek letters by their commands."""
    stem, _, index = name.partition("_")
    if not index:
        stem = name.rstrip("0123456789")
        index = name[len(stem) :]
    stem, index = stem.replace("_", ""), index.replace("_", "")
    if stem in GREEK_NAMES or stem in ("lam", "eps"):
        head = "\\" + {"lam": "lambda", "eps": "epsilon"}.get(stem, stem)
    else:
        head = stem if len(stem) == 1 else rf"\mathrm{{{stem}}}"
    return f"{head}_{{{index}}}" if index else head
