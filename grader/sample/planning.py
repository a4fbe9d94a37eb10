"""An exercise -> the plan that its cases are drawn by: everything parsed and checked once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from grader.language import Expression, Signature, parse_dim, parse_expression, parse_signature
from grader.model.enums import Kind
from grader.model.errors import ContentError
from grader.sample.bits import text_key
from grader.sample.given import Given
from grader.sample.inputs import InputPlan, compile_input

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.model.content import CodeContent
    from grader.model.exercise import Exercise


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """How the cases of one exercise are drawn."""

    exercise: str
    signature: Signature
    pack: dict[str, tuple[str, ...]]
    dims: dict[str, tuple[int, int]]
    """Lowest and highest length of each dim."""
    dim_keys: dict[str, int]
    inputs: tuple[InputPlan, ...]
    places: dict[str, int]
    """Of the inputs, by name."""
    alternatives: int
    dtypes: tuple[str, ...]
    """Of cases; the first is the main one."""
    optional: tuple[str, ...]
    """Inputs that may be left out of the call."""
    dim_conditions: tuple[Expression, ...]
    input_conditions: tuple[Expression, ...]
    given: tuple[Given, ...]
    """Edge cases, then invalid inputs."""


def plan(exercise: Exercise) -> Plan:
    """Compile dims, inputs, conditions, edge cases and invalid inputs.

    Raises:
        ContentError: for the first thing in the exercise that cannot be drawn: an unknown name, an empty range, shapes that do not
            fit, conditions that no draw meets.
        BankError: if a generator cannot be loaded.
    """
    from grader.sample.cases import check_satisfiable
    from grader.sample.given import compile_given

    content = exercise.code
    signature = parse_signature(content.function)
    dims = {name: parse_dim(value, f"dims.{name}") for name, value in content.dims.items()}
    _check_names(content, signature, dims)
    inputs = _inputs(exercise, signature, dims)
    conditions = _conditions(content, dims)
    compiled = Plan(
        exercise=exercise.key,
        signature=signature,
        pack=dict(content.pack),
        dims=dims,
        dim_keys={name: text_key(name) for name in dims},
        inputs=inputs,
        places={item.name: place for place, item in enumerate(inputs)},
        alternatives=_alternatives(inputs),
        dtypes=_dtypes(inputs),
        optional=tuple(item.name for item in inputs if item.default is not msgspec.UNSET),
        dim_conditions=tuple(c for c in conditions if c.free <= dims.keys()),
        input_conditions=tuple(c for c in conditions if not c.free <= dims.keys()),
        given=(),
    )
    check_satisfiable(compiled)
    return msgspec.structs.replace(compiled, given=compile_given(compiled, content))


def _check_names(content: CodeContent, signature: Signature, dims: dict[str, tuple[int, int]]) -> None:
    """Every parameter is an input or a pack, every input a parameter or packed, and no name means two things."""
    packed = [name for names in content.pack.values() for name in names]
    for parameter, names in content.pack.items():
        if parameter not in signature.names or parameter in content.inputs:
            raise ContentError(f"pack.{parameter}", f"`{parameter}`", "a parameter of the function that is not an input")
        for name in names:
            if name not in content.inputs or packed.count(name) > 1 or name in signature.names:
                raise ContentError(f"pack.{parameter}", f"`{name}`", "inputs, each in one pack, that are not parameters themselves")
    for name in content.inputs:
        if name not in signature.names and name not in packed:
            raise ContentError(f"inputs.{name}", f"`{name}`", f"a parameter of `{signature.text}`, or an input that `pack` names")
        if name in dims:
            raise ContentError(f"inputs.{name}", f"`{name}`, which is a dim too", "a name of its own")
    for name in signature.names:
        if name not in content.inputs and name not in content.pack:
            raise ContentError("inputs", f"no input for the parameter `{name}`", "an input for every parameter")


def _inputs(exercise: Exercise, signature: Signature, dims: dict[str, tuple[int, int]]) -> tuple[InputPlan, ...]:
    content, made = exercise.code, list[InputPlan]()
    for name, spec in content.inputs.items():
        generator = _generator(exercise, spec.draw)
        made.append(
            compile_input(
                name,
                spec,
                dims=dims,
                earlier=[item.name for item in made],
                default=signature.defaults.get(name, msgspec.UNSET),
                generator=generator,
            )
        )
    return tuple(_with_axes(item, made) for item in made)


def _generator(exercise: Exercise, name: str | None) -> Callable[..., Any] | None:
    if name is None:
        return None
    from grader.bank import load_function

    return load_function(exercise, name)


def _with_axes(item: InputPlan, inputs: list[InputPlan]) -> InputPlan:
    """An input that is an axis learns how many there are."""
    target = item.spec.axis_of
    if target is None:
        return item
    others = {other.name: other for other in inputs}
    if target not in others or others[target].spec.axis_of is not None:
        raise ContentError(f"{item.path}.axis_of", f"`{target}`", "an array input: one of " + ", ".join(others))
    if others[target].generator is not None:
        return item
    counts = tuple(0 if shape is None else len(shape.extents) for shape in others[target].shapes)
    if 0 in counts:
        raise ContentError(f"{item.path}.axis_of", f"`{target}`, which may have no axis", "an input with one axis or more")
    return msgspec.structs.replace(item, axes=counts)


def _alternatives(inputs: tuple[InputPlan, ...]) -> int:
    counts = {item.name: len(item.shapes) for item in inputs if item.spec.shapes is not None and len(item.shapes) > 1}
    if len(set(counts.values())) > 1:
        first, *_ = counts
        name = next(name for name, count in counts.items() if count != counts[first])
        raise ContentError(f"inputs.{name}.shapes", f"{counts[name]} shapes", f"{counts[first]}, as `{first}` has")
    return max(counts.values(), default=1)


def _dtypes(inputs: tuple[InputPlan, ...]) -> tuple[str, ...]:
    """Every dtype that changes some input, floating ones first: a case is called by the dtype of its reals."""
    typed = [item for item in inputs if item.kind not in (Kind.FUNCTION, Kind.RNG) and item.spec.choices is None]
    names = dict.fromkeys(dtype for item in typed for dtype in item.dtypes)
    seen: dict[tuple[str, ...], str] = {}
    for name in sorted(names, key=lambda dtype: not dtype.startswith("float")):
        seen.setdefault(tuple(item.dtype(name) for item in typed), name)
    return tuple(seen.values()) or ("float64",)


def _conditions(content: CodeContent, dims: dict[str, tuple[int, int]]) -> list[Expression]:
    names = (*dims, *content.inputs)
    return [parse_expression(text, names=names, path=f"where[{i}]") for i, text in enumerate(content.where)]
