"""Values of inputs as an author writes them in edge cases: numbers, nested lists, expressions, and shapes that go together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

from grader.bank.describing import describe, nearest, one_of
from grader.bank.shapes import first_misfit, lengths_of, no_array, shape_text
from grader.model.content import Dtype
from grader.model.enums import Kind, Layout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.bank.draft import CodeDraft
    from grader.bank.node import Path
    from grader.model.content import Input

DTYPES: Final[tuple[str, ...]] = get_args(Dtype)
LAYOUTS: Final = tuple(layout.value for layout in Layout)
FORMS: Final = ("array", "list", "tuple", "scalar")
"""What `as` may say: how a value is passed."""
_VALUE: Final = "a number, nested lists, an expression, or `{value: ..., dtype: ...}`"


def check_word(draft: CodeDraft, path: Path, value: Any, words: Iterable[str]) -> None:
    """The value is one of a closed set."""
    known = tuple(words)
    if value not in known:
        hint = nearest(value, known) if isinstance(value, str) else ""
        draft.add(path, describe(value), one_of(f"`{name}`" for name in known), hint)


def check_values(draft: CodeDraft, path: Path, case: dict[str, Any]) -> list[str]:
    """Check the value of every input that the case gives; returns the names of the inputs."""
    inputs = draft.content.inputs
    given = [name for name in inputs if name in case]
    for name in given:
        if _readable(draft, name, "kind", "takes", "choices", "draw"):
            names = {*draft.content.dims, *list(inputs)[: list(inputs).index(name)]}
            _check_input(draft, (*path, name), case[name], inputs[name], names)
    return given


def _readable(draft: CodeDraft, name: str, *keys: str) -> bool:
    """Whether nothing is wrong with these keys of an input."""
    return draft.faults.present("inputs", name) and all(draft.sound("inputs", name, key) for key in keys)


def _check_input(draft: CodeDraft, path: Path, value: Any, spec: Input, names: Iterable[str]) -> None:
    if isinstance(value, dict) and "value" in value:
        known = {"dtype": DTYPES, "layout": LAYOUTS, "as": FORMS}
        for key, one in value.items():
            if key in known:
                check_word(draft, (*path, key), one, known[key])
            elif key != "value":
                keys = ("value", *known)
                draft.add((*path, key), f"the unknown key `{key}`", one_of(keys), nearest(key, keys), key=True)
        path, value = (*path, "value"), value["value"]
    if spec.kind is Kind.FUNCTION:
        _check_function(draft, path, value, spec)
    elif spec.kind is Kind.RNG:
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            draft.add(path, describe(value), "the seed of a generator: a whole number")
    elif isinstance(value, str) and spec.choices is None:
        draft.expression(path, value, names)
    elif spec.draw is None and spec.choices is None:
        _check_plain(draft, path, value)


def _check_function(draft: CodeDraft, path: Path, value: Any, spec: Input) -> None:
    if isinstance(value, str):
        draft.expression(path, value, spec.takes)
    else:
        draft.add(path, describe(value), f"an expression over {one_of(spec.takes)}")


def _check_plain(draft: CodeDraft, path: Path, value: Any) -> None:
    if value is None:
        if not _may_be_none(draft, path):
            draft.add(path, "nothing", _VALUE)
    elif isinstance(value, dict):
        draft.add(path, describe(value), _VALUE)
    elif isinstance(value, list):
        check_nested(draft, path, value)


def _may_be_none(draft: CodeDraft, path: Path) -> bool:
    name = next(str(step) for step in reversed(path) if step != "value")
    return draft.signature is None or draft.signature.defaults.get(name, 0) is None


def check_nested(draft: CodeDraft, path: Path, value: list[Any]) -> None:
    """Lists of equal length, of numbers."""
    problem = no_array(value)
    if problem is not None:
        inside, found, expected = problem
        draft.add((*path, *inside), found, expected)


def check_lengths(draft: CodeDraft, path: Path, case: dict[str, Any]) -> None:
    """The arrays of one case have the shapes of their inputs, with the same length wherever the same dim stands."""
    inputs, dims = draft.content.inputs, case.get("dims", {})
    readable = all(_readable(draft, name, "kind", "takes", "choices", "draw", "axis_of", "shape", "shapes") for name in inputs)
    if not draft.sound(*path) or not readable or not isinstance(dims, dict):
        return
    names = [name for name in inputs if name in case and _has_shape(inputs[name], case[name])]
    given = [(_shapes(inputs[name]), lengths_of(_bare(case[name]))) for name in names]
    odd = [i for i in range(len(given)) if first_misfit([*given[:i], *given[i + 1 :]], dims) is None]
    if len(odd) == 1:  # the others agree with each other: look at this one last
        names.append(names.pop(odd[0]))
        given.append(given.pop(odd[0]))
    misfit = first_misfit(given, dims)
    if misfit is None:
        return
    position, settled = misfit
    shapes, lengths = given[position]
    known = [f"{name} = {length}" for name, length in settled.items() if any(name in (shape or ()) for shape in shapes)]
    expected = one_of(map(shape_text, shapes)) + (f" with {one_of(known)}".replace(" or ", " and ") if known else "")
    draft.add((*path, names[position]), f"an array of shape {shape_text(lengths)}" if lengths else "a number", expected)


def _bare(value: Any) -> Any:
    return value["value"] if isinstance(value, dict) else value


def _shapes(spec: Input) -> tuple[tuple[int | str, ...] | None, ...]:
    return spec.shapes or (spec.shape,)


def _has_shape(spec: Input, value: Any) -> bool:
    """Whether the value says anything about dims."""
    whole = spec.draw is not None or spec.choices is not None or spec.axis_of is not None
    called = spec.kind in (Kind.FUNCTION, Kind.RNG) or bool(spec.takes)
    return not whole and not called and isinstance(_bare(value), bool | int | float | list) and () not in _shapes(spec)
