"""The shapes of the lines of a truth, as far as they follow from the shapes of the inputs by their names; nothing is computed.

They type the stub and tell what it returns: `softmax` an array of the shape of `x`, a loss a number. What cannot be told is None:
a whole shape, or the extent of one axis. It is never a guess.
"""

from __future__ import annotations

import ast
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from grader.language import FUNCTIONS, parse_program
from grader.model.enums import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from grader.model.content import CodeContent, Input

Extents = tuple[str | int | None, ...]
Shape = Extents | None
Shapes = dict[str, Shape]


def truth_shapes(content: CodeContent) -> list[Shapes]:
    """Shapes of every input and truth line by name, `()` for a number; one dict for each alternative of the inputs."""
    ways = max((len(given.shapes) for given in content.inputs.values() if given.shapes is not None), default=1)
    return [_lines(content, {name: _given(one, way) for name, one in content.inputs.items()}) for way in range(ways)]


def _given(one: Input, way: int) -> Shape:
    if one.kind in {Kind.FUNCTION, Kind.RNG}:
        return None
    if one.choices is not None:
        return () if all(isinstance(choice, int | float) for choice in one.choices) else None
    if one.shapes is not None:
        return one.shapes[way % len(one.shapes)] or ()
    if one.shape is not None:
        return one.shape
    return None if one.draw is not None else ()


def _lines(content: CodeContent, env: Shapes) -> Shapes:
    if isinstance(content.truth, str):
        env |= dict.fromkeys(content.dims, ())
        functions = [name for name, one in content.inputs.items() if one.kind is Kind.FUNCTION]
        for line in parse_program(content.truth, names=env, path="truth", callables=functions).lines:
            env[line.target] = _shape(line.expression.node, env)
    return env


def _shape(node: Any, env: Shapes) -> Shape:
    match node:
        case ast.Constant(value=int() | float()):
            return ()
        case ast.Name(id=name):
            return env.get(name, () if name in {"pi", "e", "inf", "nan"} else None)
        case ast.BinOp(left=left, op=ast.MatMult(), right=right):
            return _product(_shape(left, env), _shape(right, env))
        case ast.BinOp() | ast.UnaryOp() | ast.Compare():
            return _broadcast([_shape(child, env) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)])
        case ast.IfExp(body=body, orelse=other):
            one = _shape(body, env)
            return one if one == _shape(other, env) else None
        case ast.Attribute(value=value, attr="T"):
            return _reversed(_shape(value, env))
        case ast.Attribute(attr="size" | "ndim"):
            return ()
        case ast.Subscript(value=value, slice=index):
            return _indexed(_shape(value, env), index.elts if isinstance(index, ast.Tuple) else [index], env)
        case ast.Call(func=ast.Name(id=name)) if name in FUNCTIONS:
            given = FUNCTIONS[name].bind(list(node.args), {keyword.arg or "": keyword.value for keyword in node.keywords})
            return _CALLED[name](given, env) if name in _CALLED else None
    return None


def _broadcast(shapes: Iterable[Shape]) -> Shape:
    """NumPy's rule, for content that is right: an extent that has no name fits the one beside it that has."""
    found = list(shapes)
    known = [shape for shape in found if shape is not None]
    if len(known) < len(found):
        return None
    axes = zip_longest(*(shape[::-1] for shape in known), fillvalue=1)
    return tuple(_fitting(set(extents) - {1}) for extents in axes)[::-1]


def _fitting(extents: set[str | int | None]) -> str | int | None:
    named = extents - {None}
    if len(named) == 1:
        return named.pop()
    return None if extents else 1


def _product(left: Shape, right: Shape) -> Shape:
    """Of `left @ right`: a vector on either side loses its axis."""
    if not left or not right:
        return None
    batch = _broadcast([left[:-2], right[:-2]])
    return None if batch is None else (*batch, *left[-2:-1], *(right[-1:] if len(right) > 1 else ()))


def _indexed(shape: Shape, indexes: list[ast.expr], env: Shapes) -> Shape:
    """A number takes an axis away, `None` adds one, `:` keeps one; the rest is left open."""
    if shape is None:
        return None
    found: list[str | int | None] = []
    rest = list(shape)
    for index in indexes:
        match index:
            case ast.Constant(value=None):
                found.append(1)
            case ast.Slice(lower=None, upper=None, step=None) if rest:
                found.append(rest.pop(0))
            case ast.Slice() if rest:
                rest.pop(0)
                found.append(None)
            case _ if rest and _shape(index, env) == ():
                rest.pop(0)
            case _:
                return None
    return (*found, *rest)


def _reduced(given: dict[str, Any], env: Shapes) -> Shape:
    """Of a sum and the like: over everything, over one axis, or over one that an input names."""
    shape, axis, keepdims = _shape(given["a"], env), _literal(given["axis"]), _literal(given.get("keepdims", False))
    if axis is None and keepdims is False:
        return ()
    if shape is None or not isinstance(keepdims, bool) or isinstance(axis, ast.Tuple):
        return None
    place = axis if isinstance(axis, int) and -len(shape) <= axis < len(shape) else None
    if place is None:
        return (None,) * (len(shape) if keepdims else len(shape) - 1)
    place %= len(shape)
    return (*shape[:place], *((1,) if keepdims else ()), *shape[place + 1 :])


def _with_axis(given: dict[str, Any], env: Shapes) -> Shape:
    shape, axis = _shape(given["a"], env), _literal(given["axis"])
    if shape is None or not isinstance(axis, int):
        return None
    place = axis % (len(shape) + 1)
    return (*shape[:place], 1, *shape[place:])


def _literal(value: Any) -> Any:
    """The constant that an argument says, or its default; the node itself where it is no constant."""
    try:
        return ast.literal_eval(value) if isinstance(value, ast.expr) else value
    except ValueError:
        return value


def _extent(node: Any) -> str | int:
    value = _literal(node)
    return value if isinstance(value, int) else ast.unparse(value)


def _reversed(shape: Shape) -> Shape:
    return None if shape is None else shape[::-1]


def _of(name: str) -> Callable[[dict[str, Any], Shapes], Shape]:
    return lambda given, env: _shape(given[name], env)


def _transposed(given: dict[str, Any], env: Shapes) -> Shape:
    shape = _shape(given["a"], env)
    return _reversed(shape) if shape is None or given["axes"] is None else (None,) * len(shape)


def _swapped(given: dict[str, Any], env: Shapes) -> Shape:
    shape, one, other = _shape(given["a"], env), _literal(given["axis1"]), _literal(given["axis2"])
    if shape is None or not all(isinstance(axis, int) and -len(shape) <= axis < len(shape) for axis in (one, other)):
        return None
    swapped = list(shape)
    swapped[one], swapped[other] = shape[other], shape[one]
    return tuple(swapped)


def _last_off(given: dict[str, Any], env: Shapes) -> Shape:
    return (_shape(given["a"], env) or (None,))[:-1]


_CALLED: dict[str, Callable[[dict[str, Any], Shapes], Shape]] = {
    **{name: _of("a") for name, spec in FUNCTIONS.items() if spec.elementwise},
    **dict.fromkeys(("softmax", "log_softmax", "cumsum", "inv"), _of("a")),
    **dict.fromkeys(("sum", "mean", "prod", "max", "min", "var", "logsumexp"), _reduced),
    **dict.fromkeys(("det", "trace", "norm", "size", "len"), lambda _, __: ()),
    **dict.fromkeys(("maximum", "minimum"), lambda given, env: _broadcast([_shape(given["a"], env), _shape(given["b"], env)])),
    "where": lambda given, env: _broadcast([_shape(given[name], env) for name in ("condition", "a", "b")]),
    "solve": _of("b"),
    "dot": lambda given, env: _product(_shape(given["a"], env), _shape(given["b"], env)),
    "transpose": _transposed,
    "swapaxes": _swapped,
    "eye": lambda given, _: (_extent(given["n"]),) * 2,
    "pick": _last_off,
    "expand_dims": _with_axis,
}
