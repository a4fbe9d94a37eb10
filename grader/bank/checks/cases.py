"""Edge cases and invalid inputs: their words, and what is expected of them."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any, Final

from grader.bank.checks.values import DTYPES, LAYOUTS, check_lengths, check_nested, check_values, check_word
from grader.bank.describing import describe, nearest, one_of
from grader.model.content import TruthFunction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.bank.draft import CodeDraft
    from grader.bank.node import Path

EDGE_WORDS: Final = ("name", "expect", "dims", "dtype", "layout", "unique")
RAISES_WORDS: Final = ("name", "error", "dims", "dtype", "layout")


def check_edge_cases(draft: CodeDraft) -> None:
    """Names, known inputs, values that go together, and what is expected of them."""
    if not draft.faults.present("inputs"):
        return
    for i, case in enumerate(draft.content.edge_cases):
        if not draft.sound("edge_cases", i):
            continue
        path = ("edge_cases", i)
        _check_words(draft, path, case, EDGE_WORDS)
        if "unique" in case and not isinstance(case["unique"], bool):
            draft.add((*path, "unique"), describe(case["unique"]), "true or false")
        check_values(draft, path, case)
        check_lengths(draft, path, case)
        if "expect" in case and draft.sound("returns") and not isinstance(draft.content.truth, TruthFunction):
            _check_expect(draft, (*path, "expect"), case["expect"], draft.content.returns)


def check_raises(draft: CodeDraft) -> None:
    """Names, at least one input that makes the case invalid, and the error's name."""
    if not draft.faults.present("inputs"):
        return
    for i, case in enumerate(draft.content.raises):
        if not draft.sound("raises", i):
            continue
        path = ("raises", i)
        _check_words(draft, path, case, RAISES_WORDS)
        if not check_values(draft, path, case) and draft.sound(*path):
            draft.add(path, "no input", f"the inputs that make it invalid: {one_of(draft.content.inputs)}")
        if "error" in case and not _is_error(case["error"]):
            hint = nearest(case["error"], _errors()) if isinstance(case["error"], str) else ""
            draft.add((*path, "error"), describe(case["error"]), "an exception such as `ValueError`", hint)


def _errors() -> list[str]:
    known = [name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, Exception)]
    return [*known, "LinAlgError"]


def _is_error(name: Any) -> bool:
    return isinstance(name, str) and name in _errors()


def _check_words(draft: CodeDraft, path: Path, case: dict[str, Any], words: Iterable[str]) -> None:
    """What stands beside the inputs."""
    content = draft.content
    known = [*words, *content.inputs]
    for key in case.keys() - set(known):
        hint = f"give its entries: {one_of(content.pack[key])}" if key in content.pack else nearest(key, known)
        draft.add((*path, key), f"the unknown key `{key}`", f"an input or a word: {one_of(known)}", hint, key=True)
    if "name" not in case:
        draft.add((*path, "name"), "nothing", "`name`: a text")
    elif not isinstance(case["name"], str) or not case["name"].strip():
        draft.add((*path, "name"), describe(case["name"]), "a text")
    if draft.faults.present("dims"):
        _check_dims(draft, (*path, "dims"), case.get("dims", {}))
    if "dtype" in case:
        _check_dtype(draft, (*path, "dtype"), case["dtype"])
    if "layout" in case:
        check_word(draft, (*path, "layout"), case["layout"], LAYOUTS)


def _check_dims(draft: CodeDraft, path: Path, dims: Any) -> None:
    known = draft.content.dims
    if not isinstance(dims, dict):
        draft.add(path, describe(dims), "a mapping (`N: 3`)")
        return
    for name, length in dims.items():
        if name not in known:
            draft.add((*path, name), f"the unknown dim `{name}`", one_of(known), nearest(name, known), key=True)
        elif not isinstance(length, int) or isinstance(length, bool) or length < 0:
            draft.add((*path, name), describe(length), "a length")


def _check_dtype(draft: CodeDraft, path: Path, dtype: Any) -> None:
    """One dtype, or one by input."""
    inputs = draft.content.inputs
    if not isinstance(dtype, dict):
        check_word(draft, path, dtype, DTYPES)
        return
    for name, one in dtype.items():
        if name not in inputs:
            draft.add((*path, name), f"the unknown input `{name}`", one_of(inputs), nearest(name, inputs), key=True)
        else:
            check_word(draft, (*path, name), one, DTYPES)


def _check_expect(draft: CodeDraft, path: Path, value: Any, part: Any) -> None:
    """The value has the form of `returns`: a number, nested lists, an expression over inputs and dims, or parts of these."""
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
        check_nested(draft, path, value)
    elif value is None or isinstance(value, dict):
        draft.add(path, describe(value), "a number, nested lists or an expression")


def _dict_parts(draft: CodeDraft, part: Any) -> dict[str, Any]:
    """Names of the dict that `part` stands for, with their parts; empty where it is no dict."""
    if not isinstance(part, dict):
        return {}
    if isinstance(part.get("dict"), dict):
        return dict(part["dict"])
    wrt = part.get("wrt")
    packed = {name for names in draft.content.pack.values() for name in names}
    return {name: name for name in wrt} if isinstance(wrt, list) and set(wrt) <= packed else {}


def _check_expected_dict(draft: CodeDraft, path: Path, value: Any, parts: dict[str, Any]) -> None:
    if not isinstance(value, dict):
        draft.add(path, describe(value), f"a mapping with the keys {one_of(parts)}")
        return
    for key in value.keys() - parts.keys():
        draft.add((*path, key), f"the unknown key `{key}`", one_of(parts), nearest(key, parts), key=True)
    for key in parts.keys() - value.keys():
        draft.add((*path, key), "nothing", f"`{key}`: a value for each part of `returns`")
    for key in value.keys() & parts.keys():
        _check_expect(draft, (*path, key), value[key], parts[key])
