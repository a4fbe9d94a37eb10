"""The types in a stub, as far as the content tells them; an empty text where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from grader.language import NumpyDefault
from grader.model.enums import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.coach.shapes import Shapes
    from grader.language import Parameter
    from grader.model.content import CodeContent, Input

ARRAY = "np.ndarray"
_NUMBERS = {Kind.INTEGER: "int", Kind.LABEL: "int", Kind.BOOLEAN: "bool", Kind.REAL: "float"}


def annotate(content: CodeContent, parameter: Parameter) -> str:
    """The type of one parameter and of its default."""
    kind = _parameter(content, parameter)
    if not kind or parameter.required:
        return kind
    if parameter.default is None:
        return kind if kind.endswith("None") else f"{kind} | None"
    return f"{kind} | float" if kind == ARRAY and isinstance(parameter.default, int | float) else kind


def _parameter(content: CodeContent, parameter: Parameter) -> str:
    if parameter.name in content.pack:
        return _dict_of(_input(content.inputs[name]) for name in content.pack[parameter.name] if name in content.inputs)
    if parameter.name in content.inputs:
        return _input(content.inputs[parameter.name])
    if isinstance(parameter.default, NumpyDefault):
        return "Callable"
    return "" if parameter.default is None or parameter.default is msgspec.UNSET else type(parameter.default).__name__


def _input(given: Input) -> str:
    if given.kind is Kind.FUNCTION:
        return "Callable"
    if given.kind is Kind.RNG:
        return "np.random.Generator"
    if given.axis_of is not None:
        return "int"
    if given.choices is not None:
        return _choices(given.choices)
    shapes: tuple[Any, ...] = given.shapes if given.shapes is not None else (given.shape,)
    if given.draw is not None and shapes == (None,):
        return ""
    number = "int" if given.dtypes and "float" not in "".join(given.dtypes) else _NUMBERS.get(given.kind, "")
    kinds = [ARRAY] * any(shape is not None for shape in shapes) + [number] * (None in shapes)
    return " | ".join(kinds) if all(kinds) else ""


def _choices(choices: tuple[Any, ...]) -> str:
    kinds = {type(choice) for choice in choices if choice is not None}
    if kinds == {int, float}:
        kinds = {float}
    if len(kinds) != 1:
        return ""
    (kind,) = kinds
    name = kind.__name__ if kind in {int, float, bool, str, list, tuple, dict} else ""
    return f"{name} | None" if name and None in choices else name


def result_annotation(content: CodeContent, ways: list[Shapes]) -> str:
    """The type of what comes back; `ways` are the shapes of the truth."""
    return _part(content.returns, content, ways)


def _part(part: Any, content: CodeContent, ways: list[Shapes]) -> str:
    match part:
        case str():
            return _truth(part, ways)
        case list() | tuple():
            return _tuple_of(_part(one, content, ways) for one in part)
        case {"grad": _, "wrt": str(name)}:
            return _truth(name, ways)
        case {"grad": _, "wrt": names}:
            kinds = [_truth(name, ways) for name in names]
            packed = {name for members in content.pack.values() for name in members}
            return _dict_of(kinds) if packed.issuperset(names) else _tuple_of(kinds)
        case {"dict": parts}:
            return _dict_of(_part(one, content, ways) for one in parts.values())
        case {"list": one}:
            kind = _part(one, content, ways)
            return f"list[{kind}]" if kind else "list"
        case {"shape": shape}:
            return ARRAY if shape else "float"
        case {"like": name}:
            return _truth(name, ways)
        case {"type": name}:
            return {"int": "int", "bool": "bool", "text": "str"}.get(name, "")
    return ""


def _truth(name: str, ways: list[Shapes]) -> str:
    shapes = {way.get(name) for way in ways}
    if None in shapes:
        return ""
    return " | ".join([ARRAY] * any(shapes) + ["float"] * (() in shapes))


def _tuple_of(kinds: Iterable[str]) -> str:
    found = list(kinds)
    return f"tuple[{', '.join(found)}]" if all(found) else "tuple"


def _dict_of(kinds: Iterable[str]) -> str:
    found = set(kinds)
    return f"dict[str, {found.pop()}]" if len(found) == 1 and "" not in found else "dict"
