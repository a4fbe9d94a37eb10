"""Edge cases and invalid inputs: their words, their values, and shapes that fit."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any, Final, get_args

from grader.bank.describing import describe, nearest, one_of
from grader.bank.shapes import measure, rank_of
from grader.model.content import Dtype, TruthFunction
from grader.model.enums import Kind, Layout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.bank.draft import Draft
    from grader.bank.node import Path
    from grader.model.content import Input

EDGE_WORDS: Final = ("name", "expect", "dims", "dtype", "layout", "unique")
RAISES_WORDS: Final = ("name", "error", "dims", "dtype", "layout")
_DTYPES: Final[tuple[str, ...]] = get_args(Dtype)
_LAYOUTS: Final = tuple(layout.value for layout in Layout)


def check_edge_cases(draft: Draft) -> None:
    """Names, known inputs, values of the right form, and what is expected of them."""
    if not draft.faults.present("inputs"):
        return
    for i, case in enumerate(draft.content.edge_cases):
        if not draft.sound("edge_cases", i):
            continue
        path = ("edge_cases", i)
        _check_words(draft, path, case, EDGE_WORDS)
        if "unique" in case and not isinstance(case["unique"], bool):
            draft.add((*path, "unique"), describe(case["unique"]), "true or false")
        values = _check_values(draft, path, case)
        for name in values:
            _check_rank(draft, (*path, name), draft.content.inputs[name], case[name])
        if "expect" in case:
            _check_expect(draft, (*path, "expect"), case["expect"], draft.content.returns)


def check_raises(draft: Draft) -> None:
    """Names, at least one input that makes the case invalid, and the error's name."""
    if not draft.faults.present("inputs"):
        return
    for i, case in enumerate(draft.content.raises):
        if not draft.sound("raises", i):
            continue
        path = ("raises", i)
        _check_words(draft, path, case, RAISES_WORDS)
        if not _check_values(draft, path, case) and draft.sound(*path):
            draft.add(path, "no input", f"the inputs that make it invalid: {one_of(draft.content.inputs)}")
        if "error" in case and not _is_error(case["error"]):
            errors = [name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, Exception)]
            hint = nearest(case["error"], [*errors, "LinAlgError"]) if isinstance(case["error"], str) else ""
            draft.add((*path, "error"), describe(case["error"]), "an exception such as `ValueError`", hint)


def _is_error(name: Any) -> bool:
    known = getattr(builtins, name, None) if isinstance(name, str) else None
    return name == "LinAlgError" or (isinstance(known, type) and issubclass(known, Exception))


def _check_words(draft: Draft, path: Path, case: dict[str, Any], words: Iterable[str]) -> None:
    """What stands beside the inputs."""
    content = draft.content
    known = [*words, *content.inputs]
    for key in case.keys() - set(known):
        pack = f"give its entries: {one_of(content.pack[key])}" if key in content.pack else ""
        draft.add(
            (*path, key), f"the unknown key `{key}`", f"an input or a word: {one_of(known)}", pack or nearest(key, known), key=True
        )
    if "name" not in case:
        draft.add((*path, "name"), "nothing", "`name`: a text")
    elif not isinstance(case["name"], str) or not case["name"].strip():
        draft.add((*path, "name"), describe(case["name"]), "a text")
    _check_case_dims(draft, path, case)
    _check_dtype(draft, path, case)
    if "layout" in case and case["layout"] not in _LAYOUTS:
        hint = nearest(case["layout"], _LAYOUTS) if isinstance(case["layout"], str) else ""
        draft.add((*path, "layout"), describe(case["layout"]), one_of(f"`{layout}`" for layout in _LAYOUTS), hint)


def _check_case_dims(draft: Draft, path: Path, case: dict[str, Any]) -> None:
    dims, known = case.get("dims", {}), draft.content.dims
    if not draft.faults.present("dims"):
        return
    if not isinstance(dims, dict):
        draft.add((*path, "dims"), describe(dims), "a mapping (`N: 3`)")
        return
    for name, length in dims.items():
        if name not in known:
            draft.add((*path, "dims", name), f"the unknown dim `{name}`", one_of(known), nearest(name, known), key=True)
        elif not isinstance(length, int) or isinstance(length, bool) or length < 0:
            draft.add((*path, "dims", name), describe(length), "a length")


def _check_dtype(draft: Draft, path: Path, case: dict[str, Any]) -> None:
    """One dtype, or one by input."""
    if "dtype" not in case:
        return
    dtype, inputs = case["dtype"], draft.content.inputs
    if not isinstance(dtype, dict):
        _check_one_dtype(draft, (*path, "dtype"), dtype)
        return
    for name, one in dtype.items():
        if name not in inputs:
            draft.add((*path, "dtype", name), f"the unknown input `{name}`", one_of(inputs), nearest(name, inputs), key=True)
        else:
            _check_one_dtype(draft, (*path, "dtype", name), one)


def _check_one_dtype(draft: Draft, path: Path, dtype: Any) -> None:
    if dtype not in _DTYPES:
        hint = nearest(dtype, _DTYPES) if isinstance(dtype, str) else ""
        draft.add(path, describe(dtype), one_of(f"`{name}`" for name in _DTYPES), hint)


def _check_values(draft: Draft, path: Path, case: dict[str, Any]) -> list[str]:
    """Inputs of the case whose values are of a good form."""
    good = []
    for position, (name, spec) in enumerate(draft.content.inputs.items()):
        if name in case:
            names = {*draft.content.dims, *list(draft.content.inputs)[:position]}
            before = len(draft.faults.found)
            _check_value(draft, (*path, name), case[name], spec, names)
            if len(draft.faults.found) == before:
                good.append(name)
    return good


def _check_value(draft: Draft, path: Path, value: Any, spec: Input, names: Iterable[str]) -> None:
    """A number, nested lists, or an expression over dims and the inputs before."""
    choices = spec.choices or ()
    if spec.kind is Kind.FUNCTION:
        if isinstance(value, str):
            draft.expression(path, value, (*spec.takes, *names))
        else:
            draft.add(path, describe(value), f"an expression over {one_of(spec.takes)}")
    elif isinstance(value, str):
        if not any(isinstance(choice, str) for choice in choices):
            draft.expression(path, value, names)
    elif value is None:
        if None not in choices and not _default_is_none(draft, path):
            draft.add(path, "nothing", "a number, nested lists or an expression")
    elif isinstance(value, dict):
        draft.add(path, describe(value), "a number, nested lists or an expression")
    elif isinstance(value, list):
        _check_nested(draft, path, value)


def _default_is_none(draft: Draft, path: Path) -> bool:
    return draft.signature is None or draft.signature.defaults.get(str(path[-1]), 0) is None


def _check_nested(draft: Draft, path: Path, value: list[Any]) -> None:
    """Lists of equal length, of numbers."""
    problem = measure(value)
    if problem is not None:
        inside, found, expected = problem
        draft.add((*path, *inside), found, expected)


def _check_rank(draft: Draft, path: Path, spec: Input, value: Any) -> None:
    """Whether the value has as many axes as some shape of the input."""
    shapes = [spec.shape] if spec.shape is not None else list(spec.shapes or ())
    if isinstance(value, str) or value is None or not draft.sound("inputs", str(path[-1])):
        return
    rank = rank_of(value)
    if spec.kind is Kind.RNG or spec.draw is not None or (not shapes and spec.choices is not None):
        return
    ranks = {0 if shape is None else len(shape) for shape in shapes} or {0}
    if rank not in ranks:
        axes = one_of(str(one) for one in sorted(ranks))
        draft.add(path, f"{describe(value)} with {rank} axes" if rank else describe(value), f"{axes} axes, as `inputs` says")


def _check_expect(draft: Draft, path: Path, value: Any, part: Any) -> None:
    """The value has the form of `returns`: a number, nested lists, an expression over inputs and dims, or parts of these."""
    if not draft.sound("returns") or isinstance(draft.content.truth, TruthFunction):
        return
    if isinstance(part, list):
        if not isinstance(value, list) or len(value) != len(part):
            draft.add(path, describe(value), f"a list of {len(part)}, one for each part of `returns`")
            return
        for i, (one, inner) in enumerate(zip(value, part, strict=True)):
            _check_expect(draft, (*path, i), one, inner)
    elif names := _dict_parts(draft, part):
        _check_expected_dict(draft, path, value, names)
    elif isinstance(part, dict) and ("list" in part or part.get("type") == "text"):
        return
    elif isinstance(value, str):
        draft.expression(path, value, draft.names)
    elif isinstance(value, list):
        _check_nested(draft, path, value)
    elif value is None or isinstance(value, dict):
        draft.add(path, describe(value), "a number, nested lists or an expression")


def _dict_parts(draft: Draft, part: Any) -> dict[str, Any]:
    """Names of the dict that `part` stands for, with their parts; empty where it is no dict."""
    if not isinstance(part, dict):
        return {}
    if isinstance(part.get("dict"), dict):
        return dict(part["dict"])
    wrt = part.get("wrt")
    packed = {name for names in draft.content.pack.values() for name in names}
    return {name: name for name in wrt} if isinstance(wrt, list) and set(wrt) <= packed else {}


def _check_expected_dict(draft: Draft, path: Path, value: Any, parts: dict[str, Any]) -> None:
    if not isinstance(value, dict):
        draft.add(path, describe(value), f"a mapping with the keys {one_of(parts)}")
        return
    for key in value.keys() - parts.keys():
        draft.add((*path, key), f"the unknown key `{key}`", one_of(parts), nearest(key, parts), key=True)
    for key in parts.keys() - value.keys():
        draft.add((*path, key), "nothing", f"`{key}`: a value for each part of `returns`")
    for key in value.keys() & parts.keys():
        _check_expect(draft, (*path, key), value[key], parts[key])
