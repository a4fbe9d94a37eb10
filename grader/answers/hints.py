"""How a wrong answer differs from the expected one: the first relation, in a fixed order, that is certain."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.answers.decimals import digits, made_exact
from grader.answers.derivatives import derivative_of
from grader.answers.echo import plain
from grader.answers.equivalence import compare, same_shape, used
from grader.answers.factors import differences, in_symbols, ratios
from grader.answers.outcomes import Budget, Spent
from grader.answers.probing import Probe, close
from grader.answers.recognizing import constant, number
from grader.answers.restricting import agrees_where, depends
from grader.answers.tree import Apply, Node, Number, Parsed, Shape, names_in, walk
from grader.model.answers import Agreement, HintCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from grader.model.answers import Symbol

BUDGET: Final = 120_000.0
_ONE_COMPARISON: Final = 60_000.0
_OVERHEAD: Final = 200.0


class Hint(msgspec.Struct, frozen=True):
    """A relation between an answer and the expected one, and what its sentence needs."""

    code: HintCode
    facts: dict[str, Any] = {}
    inner: Hint | None = None
    """Of a list: what is to say of the first wrong entry."""


class Pair:
    """Two expressions that differ, and what helps to see how."""

    def __init__(self, got: Node, expected: Node, symbols: Sequence[Symbol], seed: int, budget: Budget) -> None:
        self.got, self.expected, self.seed, self.budget = got, expected, seed, budget
        self.symbols = used(symbols, got, expected)
        self.probe = Probe(self.symbols, seed + 101, budget)
        names = names_in(got) | names_in(expected)
        self.numbers = [symbol.name for symbol in self.symbols if not symbol.shape and symbol.name in names]
        dims = {dim for symbol in self.symbols for dim in symbol.shape}
        self.numbers += sorted(dim for dim in dims if not dim.isdigit())

    @property
    def bare(self) -> bool:
        """Whether one of the two has no names, so that factor or difference would give the solution away."""
        return not names_in(self.got) or not names_in(self.expected)

    def may_be_same(self, got: Node) -> bool:
        """Whether an expression has the expected value at one point: a quick look before `same`."""
        point = self.probe.points[0]
        a, b = self.probe.entries(got, point), self.probe.entries(self.expected, point)
        return a is not None and b is not None and len(a) == len(b) and all(map(close, a, b))

    def same(self, got: Node, expected: Node, symbols: Sequence[Symbol] | None = None) -> bool:
        """Whether two expressions are equal, at fresh points."""
        chosen = self.symbols if symbols is None else symbols
        self.budget.spend(_OVERHEAD)
        result = compare(got, expected, chosen, seed=self.seed + 31, budget=self.budget.part(_ONE_COMPARISON), shown=False)
        return result.verdict is Agreement.EQUAL


def feedback(got: Parsed, expected: Parsed, symbols: Sequence[Symbol], *, seed: int) -> Hint | None:
    """What to say about an answer that is DIFFERENT; None where nothing is certain.

    Relations are looked for in the order of `HintCode`, and the first that holds at fresh points is the one.
    """
    budget = Budget(BUDGET)
    try:
        if got.layout is None and expected.layout is None:
            return _of_one(got, expected, symbols, seed, budget)
        return _of_lists(got, expected, symbols, seed, budget)
    except Spent:
        return None


def _of_one(got: Parsed, expected: Parsed, symbols: Sequence[Symbol], seed: int, budget: Budget) -> Hint | None:
    a, b = got.shapes[0], expected.shapes[0]
    pair = Pair(got.nodes[0], expected.nodes[0], symbols, seed, budget)
    if not same_shape(a, b):
        if same_shape(_turned(a), b) and pair.same(Apply("transpose", (pair.got,)), pair.expected):
            return Hint(HintCode.TRANSPOSED)
        return Hint(HintCode.SHAPE, {"got": list(a), "expected": list(b)})
    if len(a) == 2 and same_shape(_turned(a), b) and pair.same(Apply("transpose", (pair.got,)), pair.expected):
        return Hint(HintCode.TRANSPOSED)
    return next((hint for find in _FINDERS for hint in find(pair)), None)


def _turned(shape: Shape) -> Shape:
    return (shape[1], shape[0]) if len(shape) == 2 else shape


def _of_lists(got: Parsed, expected: Parsed, symbols: Sequence[Symbol], seed: int, budget: Budget) -> Hint | None:
    if got.layout is None or expected.layout is None or len(got.nodes) != len(expected.nodes):
        found, wanted = (None if p.layout is None else len(p.nodes) for p in (got, expected))
        return Hint(HintCode.LENGTH, {"got": found, "expected": wanted})
    pairs = [Pair(a, b, symbols, seed, budget) for a, b in zip(got.nodes, expected.nodes, strict=True)]
    right = [i for i, pair in enumerate(pairs) if pair.same(pair.got, pair.expected)]
    wrong = [i for i in range(len(pairs)) if i not in right]
    if not wrong:
        return None
    if _swapped(pairs, wrong):
        return Hint(HintCode.SWAPPED, {"wrong": wrong})
    hints = [next((hint for find in _FINDERS for hint in find(pairs[i])), None) for i in wrong]
    if not right and hints[0] is not None and all(hint == hints[0] for hint in hints):
        return hints[0]
    return Hint(HintCode.PARTIAL, {"right": right, "wrong": wrong, "of": len(pairs)}, hints[0])


def _swapped(pairs: list[Pair], wrong: list[int]) -> bool:
    """Whether the wrong entries are the expected ones in another order."""
    left = list(wrong)
    for i in wrong:
        fit = next(
            (j for j in left if j != i and pairs[i].same(pairs[i].got, pairs[j].expected, _joined(pairs[i], pairs[j]))), None
        )
        if fit is None:
            return False
        left.remove(fit)
    return True


def _joined(a: Pair, b: Pair) -> list[Symbol]:
    return [*a.symbols, *(symbol for symbol in b.symbols if symbol not in a.symbols)]


def _decimal(pair: Pair) -> Iterator[Hint]:
    """A decimal number that agrees with an exact value to its digits; the exact one is named where it makes the answer right."""
    for found in made_exact(pair.got) if not pair.bare else ():
        if pair.may_be_same(found.node) and pair.same(found.node, pair.expected):
            yield Hint(HintCode.DECIMAL, {"number": found.written, "digits": found.digits, "exact": plain(found.exact)})
    decimals = [part for part in walk(pair.got) if isinstance(part, Number) and part.decimal]
    least = min((digits(part.text) for part in decimals), default=0)
    if least < 3:
        return
    a, b = pair.probe.values(pair.got), pair.probe.values(pair.expected)
    if a and b and all(abs(x - y) <= Fraction(10) ** (1 - least) * abs(y) for x, y in zip(a, b, strict=True)):
        yield Hint(HintCode.DECIMAL, {"number": decimals[0].text, "digits": least})


def _negated(pair: Pair) -> Iterator[Hint]:
    found = ratios(pair.got, pair.expected, pair.probe)
    if found and constant(found) == number(-1) and pair.same(pair.got, Apply("neg", (pair.expected,))):
        yield Hint(HintCode.NEGATED)


_TOLD: Final = ("2", "1/2", "-2", "-1/2")
"""Factors of a constant that may be told."""
_BASES: Final = {"log(2)": 2, "log(10)": 10, "1/log(2)": 2, "1/log(10)": 10}


def _log_base(pair: Pair) -> Iterator[Hint]:
    """Logarithms to another base: all of them, or a constant factor."""
    for base, name in ((2, "log2"), (10, "log10")):
        for changed in (_replaced(pair.got, name, "log"), _replaced(pair.got, "log", name)):
            if changed != pair.got and pair.same(changed, pair.expected):
                yield Hint(HintCode.LOG_BASE, {"base": base})
    found = ratios(pair.got, pair.expected, pair.probe)
    factor = constant(found) if found else None
    if factor is not None and plain(factor) in _BASES and pair.same(pair.got, Apply("mul", (factor, pair.expected))):
        yield Hint(HintCode.LOG_BASE, {"base": _BASES[plain(factor)]})


def _replaced(node: Node, operation: str, other: str) -> Node:
    if not isinstance(node, Apply):
        return node
    arguments = tuple(_replaced(argument, operation, other) for argument in node.arguments)
    return Apply(other if node.operation == operation else node.operation, arguments, node.start, node.end, node.definition)


def _reciprocal(pair: Pair) -> Iterator[Hint]:
    a, b = pair.probe.values(pair.got), pair.probe.values(pair.expected)
    if not a or not b or constant([x * y for x, y in zip(a, b, strict=True)]) != number(1):
        return
    if constant(b) is None and pair.same(Apply("mul", (pair.got, pair.expected)), number(1)):
        yield Hint(HintCode.RECIPROCAL)


def _factor(pair: Pair) -> Iterator[Hint]:
    found = ratios(pair.got, pair.expected, pair.probe)
    factor = constant(found) if found else None
    if factor is None or (pair.bare and plain(factor) not in _TOLD):
        return
    if pair.same(pair.got, Apply("mul", (factor, pair.expected))):
        yield Hint(HintCode.FACTOR, {"factor": plain(factor), "symbols": []})


def _factor_of_symbols(pair: Pair) -> Iterator[Hint]:
    found = None if pair.bare else ratios(pair.got, pair.expected, pair.probe)
    for factor in in_symbols(found, pair.numbers, pair.probe) if found else ():
        if pair.same(pair.got, Apply("mul", (factor, pair.expected))):
            yield Hint(HintCode.FACTOR, {"factor": plain(factor), "symbols": sorted(names_in(factor))})


def _offset(pair: Pair) -> Iterator[Hint]:
    found = None if pair.bare else differences(pair.got, pair.expected, pair.probe)
    if not found or 0 in found:
        return
    term = constant(found)
    if term is not None and pair.same(pair.got, Apply("add", (pair.expected, term))):
        yield Hint(HintCode.OFFSET, {"offset": plain(term), "symbols": []})


def _offset_of_symbols(pair: Pair) -> Iterator[Hint]:
    found = None if pair.bare else differences(pair.got, pair.expected, pair.probe)
    for shift in in_symbols(found, pair.numbers, pair.probe, terms=True) if found and 0 not in found else ():
        if pair.same(pair.got, Apply("add", (pair.expected, shift))):
            yield Hint(HintCode.OFFSET, {"offset": plain(shift), "symbols": sorted(names_in(shift))})


def _derivative(pair: Pair) -> Iterator[Hint]:
    smooth = [symbol.name for symbol in pair.symbols if not symbol.shape and not symbol.domain.discrete]
    by = derivative_of(pair.got, pair.expected, smooth, pair.probe)
    if by:
        yield Hint(HintCode.NOT_DIFFERENTIATED, {"by": by})
    by = derivative_of(pair.expected, pair.got, smooth, pair.probe)
    if by:
        yield Hint(HintCode.DIFFERENTIATED_TWICE, {"by": by})


def _domain(pair: Pair) -> Iterator[Hint]:
    where = agrees_where(pair)
    if where:
        yield Hint(HintCode.DOMAIN, {"where": where})


def _missing(pair: Pair) -> Iterator[Hint]:
    """Names on which only one of the two depends."""
    for code, has, lacks in ((HintCode.MISSES, pair.expected, pair.got), (HintCode.EXTRA, pair.got, pair.expected)):
        known = names_in(has) - names_in(lacks)
        names = [symbol.name for symbol in pair.symbols if symbol.name in known and depends(pair, has, symbol)]
        if names:
            yield Hint(code, {"names": names})


_FINDERS: Final[tuple[Callable[[Pair], Iterator[Hint]], ...]] = (
    _decimal, _negated, _log_base, _reciprocal, _factor, _offset,
    _derivative, _factor_of_symbols, _offset_of_symbols, _missing, _domain,
)  # fmt: skip
"""In the order in which they are tried: what is constant before what is made of symbols."""
