"""What each input is made of: kinds and the keys that go with them, shapes, bounds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from grader.bank.describing import describe, nearest, number, one_of
from grader.language import is_name, parse_extent
from grader.model.enums import Kind

if TYPE_CHECKING:
    from grader.bank.draft import CodeDraft
    from grader.bank.node import Path
    from grader.model.content import Input

COEFFICIENTS: Final = ("a", "b", "c")
"""Numbers drawn for each case, which a family of functions may use."""

GENERATOR: Final = ("draw", "dims", "inputs")
"""What a generator in `reference/` is called with."""

_ONLY_WITH: Final[dict[str, tuple[Kind, ...]]] = {
    "classes": (Kind.LABEL, Kind.ONE_HOT),
    "rank": (Kind.LOW_RANK,),
    "condition": (Kind.SPD,),
    "family": (Kind.FUNCTION,),
    "log": (Kind.REAL, Kind.INTEGER),
    "range": (Kind.REAL, Kind.INTEGER, Kind.SYMMETRIC, Kind.SPD, Kind.LOW_RANK, Kind.FUNCTION),
    "extreme": (Kind.REAL, Kind.INTEGER, Kind.SYMMETRIC, Kind.SPD, Kind.LOW_RANK, Kind.FUNCTION),
}
"""Keys that say something of these kinds alone."""

_NEEDS: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.LABEL: ("classes",),
    Kind.LOW_RANK: ("rank",),
    Kind.FUNCTION: ("takes", "family"),
}

_LEAST_RANK: Final = {
    Kind.ONE_HOT: 1,
    Kind.SIMPLEX: 1,
    Kind.SYMMETRIC: 2,
    Kind.SPD: 2,
    Kind.ORTHOGONAL: 2,
    Kind.LOW_RANK: 2,
}
"""Kinds that are arrays of at least so many axes."""

_SQUARE: Final = (Kind.SYMMETRIC, Kind.SPD)
_WHOLE_VALUE: Final = ("choices", "axis_of", "draw")
"""Each says the whole value, so that no two stand together."""


def check_inputs(draft: CodeDraft) -> None:
    """Every input by itself, then the alternatives of their shapes together."""
    earlier: list[str] = []
    for name, spec in draft.content.inputs.items():
        if draft.faults.present("inputs", name):
            _check_input(draft, name, spec, tuple(earlier))
        earlier.append(name)
    _check_alternatives(draft)


def _check_input(draft: CodeDraft, name: str, spec: Input, earlier: tuple[str, ...]) -> None:
    _check_kind(draft, name, spec)
    _check_shapes(draft, name, spec)
    for key in ("range", "extreme"):
        _check_bounds(draft, name, key, getattr(spec, key), earlier)
    _check_log(draft, name, spec)
    _check_values(draft, name, spec)
    if spec.kind is Kind.FUNCTION:
        _check_family(draft, name, spec)
    if spec.draw is not None and draft.sound("inputs", name, "draw"):
        _check_generator(draft, ("inputs", name, "draw"), spec.draw)


def _check_generator(draft: CodeDraft, path: Path, dotted: str) -> None:
    source = draft.find(path, dotted)
    if source is not None and len(source.parameters) != len(GENERATOR):
        draft.add(path, f"`{source.name}({', '.join(source.parameters)})`", f"a function `{source.name}({', '.join(GENERATOR)})`")


def _given(spec: Input, key: str) -> bool:
    """Whether the author gave the key, or gave it a value that says more than its absence."""
    value = getattr(spec, key)
    return value is not None and value != () and value is not False


def _check_kind(draft: CodeDraft, name: str, spec: Input) -> None:
    path = ("inputs", name)
    if not draft.sound(*path, "kind"):
        return
    for key, kinds in _ONLY_WITH.items():
        if _given(spec, key) and spec.kind not in kinds:
            expected = f"`{key}` with the kind {one_of(f'`{kind}`' for kind in kinds)} only"
            draft.add((*path, key), f"`{key}` with the kind `{spec.kind}`", expected, key=True)
    if spec.over != "last" and spec.kind is not Kind.SIMPLEX:
        draft.add((*path, "over"), f"`over` with the kind `{spec.kind}`", "`over` with the kind `simplex` only", key=True)
    if spec.kind is Kind.RNG and (spec.shape is not None or spec.shapes is not None):
        draft.add((*path, "shape" if spec.shape is not None else "shapes"), "a shape", "none: a generator is one value", key=True)
    hatch = spec.draw is not None
    if spec.takes and spec.kind is not Kind.FUNCTION and not hatch:
        draft.add((*path, "takes"), f"`takes` with the kind `{spec.kind}`", "`takes` with the kind `function` only", key=True)
    for key in _NEEDS.get(spec.kind, ()):
        if not hatch and not _given(spec, key) and draft.sound(*path, key):
            draft.add((*path, key), "nothing", f"`{key}`: the kind `{spec.kind}` needs it")
    least = _LEAST_RANK.get(spec.kind, 0)
    if least and not hatch and spec.shape is None and spec.shapes is None and draft.sound(*path, "shape"):
        draft.add((*path, "shape"), "nothing", f"`shape` or `shapes`: the kind `{spec.kind}` needs one")


def _check_shapes(draft: CodeDraft, name: str, spec: Input) -> None:
    path = ("inputs", name)
    if spec.shape is not None and spec.shapes is not None:
        draft.add((*path, "shapes"), "`shapes` beside `shape`", "one of the two", key=True)
    if spec.shapes == () and draft.sound(*path, "shapes"):
        draft.add((*path, "shapes"), "an empty list", "the shapes to choose from")
    if spec.shape is not None:
        _check_shape(draft, (*path, "shape"), spec.shape, spec.kind)
    for i, shape in enumerate(spec.shapes or ()):
        if shape is not None:
            _check_shape(draft, (*path, "shapes", i), shape, spec.kind)
        elif spec.kind in _LEAST_RANK:
            draft.add((*path, "shapes", i), "nothing", f"a shape: the kind `{spec.kind}` is an array")
    for key in ("classes", "rank"):
        extent = getattr(spec, key)
        if extent is not None and draft.sound(*path, key) and draft.faults.present("dims"):
            draft.one_number((*path, key), draft.attempt((*path, key), parse_extent, extent, draft.content.dims))


def _check_shape(draft: CodeDraft, path: tuple[str | int, ...], shape: tuple[Any, ...], kind: Kind) -> None:
    if not draft.sound(*path):
        return
    if draft.faults.present("dims"):
        for i, extent in enumerate(shape):
            draft.one_number((*path, i), draft.attempt((*path, i), parse_extent, extent, draft.content.dims))
    least = _LEAST_RANK.get(kind, 0)
    if len(shape) < least:
        axes = "one axis" if least == 1 else f"{least} axes"
        draft.add(path, describe(list(shape)), f"at least {axes}: the kind is `{kind}`")
    elif kind in _SQUARE and shape[-1] != shape[-2]:
        draft.add(path, f"[..., {shape[-2]}, {shape[-1]}]", f"a square matrix: the kind is `{kind}`")


def _check_bounds(draft: CodeDraft, name: str, key: str, bounds: tuple[Any, Any] | None, earlier: tuple[str, ...]) -> None:
    """Two numbers in order, or expressions over dims and the inputs before."""
    path = ("inputs", name, key)
    if bounds is None or not draft.sound(*path):
        return
    names = (*draft.content.dims, *earlier)
    for i, bound in enumerate(bounds):
        if isinstance(bound, str):
            if draft.faults.present("dims"):
                draft.one_number((*path, i), draft.expression((*path, i), bound, names))
        elif not math.isfinite(bound):
            draft.add((*path, i), describe(bound), "a finite number, or an expression")
    low, high = bounds
    if not isinstance(low, str) and not isinstance(high, str) and low > high:
        draft.add(
            path, f"[{number(low)}, {number(high)}]", "the smaller bound first", f"did you mean [{number(high)}, {number(low)}]?"
        )


def _check_log(draft: CodeDraft, name: str, spec: Input) -> None:
    path = ("inputs", name)
    if not spec.log or not draft.sound(*path, "range"):
        return
    if spec.range is None:
        draft.add((*path, "range"), "nothing", "`range`: a logarithmic scale needs one")
    elif not isinstance(spec.range[0], str) and spec.range[0] <= 0:
        draft.add((*path, "range", 0), describe(spec.range[0]), "a positive number: the scale is logarithmic")


def _check_values(draft: CodeDraft, name: str, spec: Input) -> None:
    """`choices`, `axis_of`, `condition`, `dtypes`."""
    path, content = ("inputs", name), draft.content
    whole = [key for key in _WHOLE_VALUE if getattr(spec, key) is not None]
    for key in whole[1:]:
        draft.add((*path, key), f"`{key}` beside `{whole[0]}`", "one of them: each says the whole value", key=True)
    for key in ("range", "extreme", "shape", "shapes"):
        if whole[:1] in (["choices"], ["axis_of"]) and getattr(spec, key) is not None:
            draft.add((*path, key), f"`{key}` beside `{whole[0]}`", f"`{whole[0]}` alone: it says the whole value", key=True)
    if spec.choices == () and draft.sound(*path, "choices"):
        draft.add((*path, "choices"), "an empty list", "the values to choose from")
    if spec.axis_of is not None and draft.faults.present("inputs"):
        arrays = [other for other, one in content.inputs.items() if _is_array(one)]
        if spec.axis_of not in arrays and draft.sound("inputs", spec.axis_of):
            known = f"an input that is an array: {one_of(arrays)}"
            draft.add((*path, "axis_of"), describe(spec.axis_of), known, nearest(spec.axis_of, arrays))
    if spec.condition is not None and draft.sound(*path, "condition") and not spec.condition >= 1:
        draft.add((*path, "condition"), describe(spec.condition), "a number of at least 1")
    for i, dtype in enumerate(spec.dtypes):
        if dtype in spec.dtypes[:i] and draft.sound(*path, "dtypes"):
            draft.add((*path, "dtypes", i), f"`{dtype}` a second time", "each dtype once")


def _is_array(spec: Input) -> bool:
    """Whether the input has an axis in every case, as far as the file tells."""
    shapes = (spec.shapes or ()) if spec.shapes is not None else (spec.shape,)
    return spec.draw is not None or (bool(shapes) and all(shapes))


def _check_family(draft: CodeDraft, name: str, spec: Input) -> None:
    """Expressions over what the function takes and the drawn coefficients."""
    path = ("inputs", name, "family")
    for i, parameter in enumerate(spec.takes):
        if draft.sound("inputs", name, "takes", i) and not is_name(parameter):
            draft.add(("inputs", name, "takes", i), describe(parameter), "a Python name")
    if draft.sound("inputs", name, "takes") and draft.faults.present("dims"):
        names = (*spec.takes, *COEFFICIENTS, *draft.content.dims)
        for i, text in enumerate(spec.family):
            draft.expression((*path, i), text, names)


def _check_alternatives(draft: CodeDraft) -> None:
    """All inputs with alternatives take the same one in a case, so they have as many."""
    inputs = draft.content.inputs
    several = {name: spec.shapes for name, spec in inputs.items() if spec.shapes is not None and len(spec.shapes) > 1}
    counts = {name: len(shapes) for name, shapes in several.items() if draft.sound("inputs", name, "shapes")}
    if not counts:
        return
    first = next(iter(counts))
    for name, count in counts.items():
        if count != counts[first]:
            draft.add(("inputs", name, "shapes"), f"{count} shapes", f"{counts[first]}, as many as `{first}` has: they go together")
