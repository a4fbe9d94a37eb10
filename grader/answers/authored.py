"""What the author of a `derive` exercise declares, as the parser takes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from grader.answers.parsing import parse
from grader.model.answers import Domain, Function, Order, Symbol

if TYPE_CHECKING:
    from grader.answers.tree import Parsed
    from grader.model.typed import DeriveContent

HEAD: Final = re.compile(r"\s*([A-Za-z_]\w*)\s*\(\s*([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s*\)\s*")
"""`sigma(t)`, `f(x, y)`."""


def symbols_of(content: DeriveContent) -> tuple[Symbol, ...]:
    """The symbols that an answer may name."""
    orders = tuple(map(order_of, content.assume))
    return tuple(
        Symbol(name, domain, orders=tuple(order for order in orders if name in (order.low, order.high)))
        if isinstance(domain, Domain)
        else Symbol(name, shape=domain)
        for name, domain in content.symbols.items()
    )


def order_of(text: str) -> Order:
    """`a < b` or `k <= n`."""
    low, sign, high = text.split(" ")
    return Order(low, high, sign == "<")


def functions_of(content: DeriveContent) -> dict[str, Function]:
    """The functions that the exercise defines, by name; those whose head cannot be read are left out."""
    heads = {HEAD.fullmatch(head): body for head, body in content.functions.items()}
    return {head[1]: Function(tuple(name.strip() for name in head[2].split(",")), body) for head, body in heads.items() if head}


def expression(content: DeriveContent, text: str | Any, *, params: bool = False) -> Parsed:
    """An expression, or a list of them, over the symbols of an exercise; with `params` over their names too.

    Raises:
        AnswerError: if it cannot be read.
    """
    joined = text if isinstance(text, str) else f"[{', '.join(text)}]"
    more = tuple(Symbol(name) for name in content.params) if params else ()
    return parse(joined, (*symbols_of(content), *more), functions=functions_of(content))
