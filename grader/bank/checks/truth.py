"""Truth, what comes back, closed forms and properties."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final

from grader.bank.describing import describe, nearest, one_of
from grader.bank.draft import NO_VALUES
from grader.language import parse_extent, parse_program
from grader.language.functions import Use
from grader.model.content import TruthFunction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.bank.draft import Draft
    from grader.bank.node import Path

TYPES: Final = ("int", "bool", "text")
"""What `{type: ..}` may ask for."""

_PARTS: Final = ("dict", "grad", "shape", "like", "type", "list")


def check_truth(draft: Draft) -> None:
    """The lines parse over inputs and dims, or the function is there; the closed form names truth lines."""
    content = draft.content
    if not draft.sound("truth") or not draft.faults.present("inputs") or not draft.faults.present("dims"):
        return
    if isinstance(content.truth, TruthFunction):
        draft.find(("truth", "function"), content.truth.function)
    elif content.truth is not None:
        names = draft.names - {name for name, spec in content.inputs.items() if spec.kind in NO_VALUES}
        draft.program = draft.attempt(("truth",), parse_program, content.truth, names=names, callables=draft.functions)
    if content.derive is not None and draft.sound("derive"):
        _check_derive(draft)


def _check_derive(draft: Draft) -> None:
    derive = draft.content.derive
    assert derive is not None
    if draft.program is None:
        if draft.content.truth is None:
            draft.add(("derive",), "`derive` without `truth`", "`truth` with the closed form", key=True)
        return
    targets = draft.program.targets
    draft.expression(("derive", "loss"), derive.loss, draft.names | set(targets), use=Use.EXACT, callables=draft.functions)
    _check_known(draft, ("derive", "zero"), derive.zero, targets, "a truth line")


def _check_known(draft: Draft, path: Path, names: Iterable[Any], known: Iterable[str], what: str) -> None:
    """Every name is one of the known ones."""
    known = tuple(known)
    for i, name in enumerate(names):
        if name not in known:
            hint = nearest(name, known) if isinstance(name, str) else ""
            draft.add((*path, i), describe(name), f"{what}: {one_of(known)}", hint)


def check_returns(draft: Draft) -> None:
    """What comes back is made of truth lines, gradients of them, or shapes where there is no truth."""
    content = draft.content
    if not draft.sound("returns") or not draft.faults.present("inputs") or not draft.faults.present("dims"):
        return
    if not draft.sound("truth") or isinstance(content.truth, TruthFunction):
        return
    _check_part(draft, ("returns",), content.returns)


def _check_part(draft: Draft, path: Path, part: Any) -> None:
    if isinstance(part, str):
        _check_line(draft, path, part)
    elif isinstance(part, list) and part:
        for i, one in enumerate(part):
            _check_part(draft, (*path, i), one)
    elif isinstance(part, dict) and len(set(part) & set(_PARTS)) == 1:
        word = next(iter(set(part) & set(_PARTS)))
        for key in part.keys() - {word, "wrt"} | (part.keys() & {"wrt"} if word != "grad" else set()):
            draft.add(
                (*path, key), f"the unknown key `{key}`", f"`{word}` alone" if word != "grad" else "`grad` and `wrt`", key=True
            )
        _check_word(draft, path, word, part)
    else:
        hint = nearest(next(iter(part)), _PARTS) if isinstance(part, dict) and part else ""
        draft.add(path, describe(part), f"a truth line, a list of parts, or a mapping with one of {one_of(_PARTS)}", hint)


def _check_line(draft: Draft, path: Path, name: str) -> None:
    if draft.content.truth is None:
        expected = "`{shape: [...]}`, `{like: x}`, `{type: int}` or `{list: ...}`, as there is no truth"
        draft.add(path, describe(name), expected)
    elif draft.program is not None and name not in draft.program.targets:
        targets = draft.program.targets
        draft.add(path, describe(name), f"a truth line: {one_of(targets)}", nearest(name, targets))


def _check_word(draft: Draft, path: Path, word: str, part: dict[str, Any]) -> None:
    """The part behind one of the words of `returns`."""
    value, inside = part[word], (*path, word)
    match word:
        case "grad":
            if isinstance(value, str):
                _check_line(draft, inside, value)
            else:
                draft.add(inside, describe(value), "a truth line")
            _check_wrt(draft, path, part)
        case "dict" if isinstance(value, dict) and value:
            for name, one in value.items():
                _check_part(draft, (*inside, name), one)
        case "dict":
            draft.add(inside, describe(value), "a mapping (`name: part`)")
        case "list":
            _check_part(draft, inside, value)
        case "shape":
            _check_result_shape(draft, inside, value)
        case "like":
            _check_member(draft, inside, value, draft.content.inputs, "an input: ")
        case _:
            _check_member(draft, inside, value, TYPES)


def _check_member(draft: Draft, path: Path, value: Any, known: Iterable[str], what: str = "") -> None:
    """The value is one of the known words."""
    known = tuple(known)
    if value not in known:
        hint = nearest(value, known) if isinstance(value, str) else ""
        draft.add(path, describe(value), what + one_of(f"`{name}`" for name in known), hint)


def _check_wrt(draft: Draft, path: Path, part: dict[str, Any]) -> None:
    inputs = [name for name, spec in draft.content.inputs.items() if spec.kind not in NO_VALUES]
    wrt = part.get("wrt")
    if isinstance(wrt, list) and wrt:
        _check_known(draft, (*path, "wrt"), wrt, inputs, "an input")
    elif wrt not in inputs:
        hint = nearest(wrt, inputs) if isinstance(wrt, str) else ""
        draft.add((*path, "wrt"), describe(wrt), f"an input or a list of inputs: {one_of(inputs)}", hint)


def _check_result_shape(draft: Draft, path: Path, shape: Any) -> None:
    if not isinstance(shape, list):
        draft.add(path, describe(shape), "a list of lengths, `[]` for a number")
        return
    for i, extent in enumerate(shape):
        if isinstance(extent, bool | float | list | dict) or (isinstance(extent, int) and extent < 0):
            draft.add((*path, i), describe(extent), "a length, a dim, an expression over dims, or null for any length")
        elif extent is not None:
            draft.attempt((*path, i), parse_extent, extent, draft.names)


def check_properties(draft: Draft) -> None:
    """Each holds over `out`, inputs, dims and `call(...)`, whose arguments are inputs."""
    content = draft.content
    if not draft.faults.present("inputs") or not draft.faults.present("dims"):
        return
    for i, item in enumerate(content.properties):
        path = ("properties", i)
        callables = draft.functions | {"call"}
        holds = draft.expression((*path, "holds"), item.holds, draft.names | {"out"}, callables=callables)
        if item.where is not None:
            draft.expression((*path, "where"), item.where, draft.names, callables=draft.functions)
        if holds is not None:
            _check_calls(draft, (*path, "holds"), holds.node)


def _check_calls(draft: Draft, path: Path, node: ast.expr) -> None:
    inputs = draft.content.inputs
    for call in ast.walk(node):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "call"):
            continue
        if call.args:
            draft.add(path, f"`{ast.unparse(call)}`", "the inputs that change, by name: `call(x=2 * x)`")
        for keyword in call.keywords:
            if keyword.arg not in inputs:
                found = f"`{keyword.arg}=` in `call(...)`"
                draft.add(path, found, f"an input: {one_of(inputs)}", nearest(keyword.arg or "", inputs))
