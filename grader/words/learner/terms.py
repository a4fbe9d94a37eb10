"""The contract that the grader holds an answer to, from the very fields that it grades by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.model.content import CodeContent, DebugContent, Freedom
from grader.model.enums import Canonical, Kind, Stability
from grader.words.learner.checks import DTYPES
from grader.words.learner.relations import listed
from grader.words.numbers import plural, quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from grader.model.content import Content, Input


class Term(msgspec.Struct, frozen=True):
    """One line of the contract."""

    label: str
    text: str


FORMS: Final = "a number may be a float, a np.float64 or a 0-d array; a tuple may be a list; a dict may hold more keys"
"""What counts as the right form; docs/learners.md has the whole table."""

_CANONICAL: Final = {
    Canonical.SIGN: "the sign of each vector is free",
    Canonical.ORDER: "the order is free",
    Canonical.SUBSPACE: "the sign of each vector is free, and of vectors with equal values any basis of the same subspace is right",
}


def contract(content: Content) -> tuple[Term, ...]:
    """What is asked besides the statement: shapes, dtypes, tolerance, allowed names, limits; or how an answer is to be typed."""
    if isinstance(content, CodeContent):
        return tuple(Term(label, text) for label, text in _terms(content))
    from grader.words.learner.typing import typed_terms

    return tuple(Term(label, text) for label, text in typed_terms(content))


def about(content: Content) -> str:
    """What an exercise takes: `easy, about 10 minutes; builds on log-sum-exp`."""
    said = [f"{content.difficulty}, about {plural(content.minutes, 'minute')}"]
    if isinstance(content, DebugContent):
        said.append("the file starts as code that looks right and fails")
    if content.needs:
        said.append(f"builds on {listed(content.needs)}")
    return "; ".join(said)


def _terms(content: CodeContent) -> Iterator[tuple[str, str]]:
    yield "function", content.function
    for name, given in content.inputs.items():
        yield name, input_text(given)
    for parameter, members in content.pack.items():
        yield parameter, f"a dict of {listed(members)}"
    if content.dims:
        yield "lengths", ", ".join(f"{name} = {_extent(length)}" for name, length in content.dims.items())
    if content.where:
        yield "where", "; ".join(content.where)
    yield "returns", returns_text(content.returns, frozenset(name for members in content.pack.values() for name in members))
    if not (isinstance(content.returns, dict) and "type" in content.returns):
        yield "dtype", DTYPES[content.contract.dtype]
    yield "form", FORMS
    yield "tolerance", tolerance_text(content)
    yield from _promises(content)
    yield "may use", names_text(content)
    yield "limits", limits_text(content)


def _promises(content: CodeContent) -> Iterator[tuple[str, str]]:
    if content.contract.mutation == "none":
        yield (
            "arguments",
            "stay as they were" + ("; the result shares no memory with them" if content.contract.aliasing == "none" else ""),
        )
    if content.contract.warnings == "none":
        yield "warnings", "NumPy raises none on the way: no overflow, no division by zero, no invalid value"
    if content.raises:
        yield (
            "refuses",
            "; ".join(f"{case.get('name', 'invalid input')}: {case.get('error', 'ValueError')}" for case in content.raises),
        )


def tolerance_text(content: CodeContent) -> str:
    """How far from the exact value an answer may be."""
    base = "each number may be off by what rounding can explain, worked out for every case"
    rho = content.stability.rho
    more = ", and no more" if content.stability is Stability.STRICT else f", and {quantity(rho)} of the value beyond it"
    free = content.canonical.free if isinstance(content.canonical, Freedom) else content.canonical
    return base + more + (f"; {_CANONICAL[free]}" if free is not None else "")


def names_text(content: CodeContent) -> str:
    """What may be imported, and which names are left out."""
    packages = listed(["numpy", *content.allow, "the standard library"])
    return packages + (f"; not {listed(content.forbid, 'or')}" if content.forbid else "")


def limits_text(content: CodeContent) -> str:
    limits = content.limits
    speed = f"; at most {quantity(content.speed.at_most)} times as long as the reference" if content.speed is not None else ""
    return f"{quantity(limits.call_seconds)} s a call, {quantity(limits.seconds)} s in all, {limits.memory_mb} MB of memory{speed}"


def returns_text(returns: Any, packed: frozenset[str] = frozenset()) -> str:
    """The result, from the field `returns`; gradients of inputs that are `packed` come back as a dict."""
    if isinstance(returns, list | tuple):
        parts = [returns_text(part, packed) for part in returns]
        return f"a tuple: {('; ' if any(', ' in part for part in parts) else ', ').join(parts)}"
    return _returned_part(returns, packed) if isinstance(returns, dict) else str(returns)


def _returned_part(part: dict[str, Any], packed: frozenset[str]) -> str:
    match part:
        case {"grad": loss, "wrt": list() | tuple() as names}:
            gradients = f"gradients of {loss} with respect to {listed(names)}"
            return f"a dict of the {gradients}" if packed.issuperset(names) else f"the {gradients}"
        case {"grad": loss, "wrt": name}:
            return f"the gradient of {loss} with respect to {name}"
        case {"dict": parts}:
            if all(isinstance(value, str) for value in parts.values()):
                return f"a dict of {listed(parts)}"
            return f"a dict: {', '.join(f'{key} = {returns_text(value, packed)}' for key, value in parts.items())}"
        case {"list": item}:
            return f"a list, each item {returns_text(item)}"
        case {"shape": []}:
            return "a number"
        case {"shape": shape}:
            return f"an array of shape {shape_of(['any' if extent is None else extent for extent in shape])}"
        case {"like": name}:
            return f"an array of the shape of {name}"
        case {"type": name}:
            return {"int": "an int", "bool": "True or False"}.get(name, f"a {name}")
    return str(part)


def shape_of(extents: Sequence[Any]) -> str:
    """`(N,)`, `(B, N)`, as NumPy writes a shape."""
    return f"({', '.join(map(str, extents))}{',' if len(extents) == 1 else ''})"


def input_text(given: Input) -> str:
    """One input: what it is made of, its shape, dtypes and range."""
    return "; ".join(filter(None, [_what(given), _dtypes(given), _range(given)]))


def _what(given: Input) -> str:
    if given.axis_of is not None:
        return f"an axis of {given.axis_of}, counted from either end"
    if given.choices is not None:
        return f"one of {listed([repr(choice) for choice in given.choices], 'or')}"
    if given.draw is not None:
        return "as the statement says" + _shapes(given)
    return _KINDS[given.kind](given) + _shapes(given)


def _shapes(given: Input) -> str:
    shapes: Sequence[Any] = given.shapes if given.shapes is not None else () if given.shape is None else (given.shape,)
    texts = ["a plain number" if shape is None else shape_of(shape) for shape in shapes]
    return f", shape {listed(texts, 'or')}" if texts else ""


def _plain(one: str, many: str) -> Callable[[Input], str]:
    return lambda given: one if given.shape is None and given.shapes is None else many


_KINDS: Final[dict[Kind, Callable[[Input], str]]] = {
    Kind.REAL: _plain("a number", "numbers"),
    Kind.INTEGER: _plain("a whole number", "whole numbers"),
    Kind.BOOLEAN: _plain("True or False", "True and False"),
    Kind.LABEL: lambda given: f"class labels from 0 to {given.classes} - 1" if given.classes else "class labels",
    Kind.ONE_HOT: lambda given: f"one-hot rows over {given.classes} classes" if given.classes else "one-hot rows",
    Kind.SIMPLEX: lambda given: "probabilities that sum to 1 " + ("in all" if given.over == "all" else "along the last axis"),
    Kind.SYMMETRIC: lambda _: "a symmetric matrix",
    Kind.SPD: lambda _: "a symmetric positive definite matrix",
    Kind.ORTHOGONAL: lambda _: "a matrix with orthonormal columns",
    Kind.LOW_RANK: lambda given: f"a matrix of rank {given.rank}" if given.rank is not None else "a matrix of low rank",
    Kind.MASK: lambda _: "a mask of True and False",
    Kind.FUNCTION: lambda given: f"a function of {listed(given.takes) or 'x'}",
    Kind.RNG: lambda _: "a np.random.Generator",
}


def _dtypes(given: Input) -> str:
    return listed(given.dtypes, "or")


def _range(given: Input) -> str:
    if given.range is None:
        return ""
    usual = f"from {_extent(given.range[0])} to {_extent(given.range[1])}"
    return usual + (
        f", at times from {_extent(given.extreme[0])} to {_extent(given.extreme[1])}" if given.extreme is not None else ""
    )


def _extent(value: Any) -> str:
    return str(value).replace("..", " to ") if isinstance(value, str) else f"{value:.10g}"
