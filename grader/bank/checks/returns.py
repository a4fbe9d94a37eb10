"""`returns` and `canonical`: truth lines and derivatives of them, shapes where there is no truth, and what of them is free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from grader.bank.describing import describe, nearest, one_of
from grader.bank.draft import NO_VALUES
from grader.language import parse_extent
from grader.model.content import Freedom, TruthFunction
from grader.model.enums import Canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.bank.draft import CodeDraft
    from grader.bank.node import Path

DERIVATIVES: Final = ("grad", "jacobian", "hessian")
"""Each with `wrt`, an input or a list of inputs."""
DESCRIPTIONS: Final = ("shape", "like", "type", "list")
"""What can be said of a result where there is no truth."""
TYPES: Final = ("int", "float", "bool", "text")

_WORDS: Final = ("dict", *DERIVATIVES, *DESCRIPTIONS)


def check_returns(draft: CodeDraft) -> None:
    """Every part of `returns` names something that is there."""
    present = draft.faults.present
    if draft.sound("returns") and draft.sound("truth") and present("inputs") and present("dims"):
        _check_part(draft, ("returns",), draft.content.returns)


def check_canonical(draft: CodeDraft) -> None:
    """A freedom names parts of the result that are there."""
    free = draft.content.canonical if draft.sound("canonical") and draft.sound("returns") else None
    if not isinstance(free, Freedom):
        return
    _check_place(draft, ("canonical", "vectors", "part"), free.vectors.part)
    _check_place(draft, ("canonical", "values"), free.values)
    for i, place in enumerate(free.follow):
        _check_place(draft, ("canonical", "follow", i, "part"), place.part)
    if free.values is not None and free.free is not Canonical.SUBSPACE:
        draft.add(("canonical", "values"), describe(free.values), "no values: they tell subspaces apart", key=True)


def _check_place(draft: CodeDraft, path: Path, part: Any) -> None:
    returns = draft.content.returns
    keys = returns["dict"] if isinstance(returns, dict) and isinstance(returns.get("dict"), dict) else ()
    known = tuple(range(len(returns))) if isinstance(returns, list) else tuple(keys)
    if part is None or part in known:
        return
    expected = f"a part of `returns`: {one_of(f'`{key}`' for key in known)}" if known else "no part: `returns` is a single one"
    draft.add(path, describe(part), expected)


def _check_part(draft: CodeDraft, path: Path, part: Any) -> None:
    if isinstance(part, str):
        _check_line(draft, path, part)
    elif isinstance(part, list) and part:
        for i, one in enumerate(part):
            _check_part(draft, (*path, i), one)
    elif isinstance(part, dict) and len(words := [word for word in _WORDS if word in part]) == 1:
        _check_keys(draft, path, words[0], part)
        _check_word(draft, path, words[0], part)
    else:
        hint = nearest(next(iter(part)), _WORDS) if isinstance(part, dict) and part else ""
        draft.add(path, describe(part), f"a truth line, a list of parts, or a mapping with one of {one_of(_WORDS)}", hint)


def _check_line(draft: CodeDraft, path: Path, name: Any) -> None:
    """A truth line; a truth that is a function may give any name."""
    if not isinstance(name, str):
        draft.add(path, describe(name), "a truth line")
    elif draft.content.truth is None:
        expected = "`{shape: [...]}`, `{like: x}`, `{type: int}` or `{list: ...}`, as there is no truth"
        draft.add(path, describe(name), expected)
    elif draft.program is not None and name not in draft.program.targets:
        targets = draft.program.targets
        draft.add(path, describe(name), f"a truth line: {one_of(targets)}", nearest(name, targets))


def _check_keys(draft: CodeDraft, path: Path, word: str, part: dict[str, Any]) -> None:
    allowed = (word, "wrt", "over") if word in DERIVATIVES else (word,)
    for key in part.keys() - set(allowed):
        expected = one_of(f"`{name}`" for name in allowed)
        draft.add((*path, key), f"the unknown key `{key}`", expected, nearest(key, allowed), key=True)
    if "over" in part and word in DERIVATIVES and part["over"] not in (("last", "all") if word == "jacobian" else ("all",)):
        draft.add((*path, "over"), describe(part["over"]), "`last` or `all`, for a jacobian")


def _check_word(draft: CodeDraft, path: Path, word: str, part: dict[str, Any]) -> None:
    """What stands behind one of the words."""
    value, inside = part[word], (*path, word)
    if word in DERIVATIVES:
        _check_line(draft, inside, value)
        _check_wrt(draft, path, part)
    elif word in DESCRIPTIONS and draft.content.truth is not None:
        draft.add(inside, f"`{word}`", "a truth line: the exercise has truth", key=True)
    elif word == "dict":
        if not isinstance(value, dict) or not value:
            draft.add(inside, describe(value), "a mapping (`name: part`)")
            return
        for name, one in value.items():
            _check_part(draft, (*inside, name), one)
    elif word == "list":
        _check_part(draft, inside, value)
    elif word == "shape":
        _check_shape(draft, inside, value)
    else:
        known, what = (draft.content.inputs, "an input: ") if word == "like" else (TYPES, "")
        _check_member(draft, inside, value, known, what)


def _check_member(draft: CodeDraft, path: Path, value: Any, known: Iterable[str], what: str) -> None:
    """The value is one of the known words."""
    known = tuple(known)
    if value not in known:
        hint = nearest(value, known) if isinstance(value, str) else ""
        draft.add(path, describe(value), what + one_of(f"`{name}`" for name in known), hint)


def _check_wrt(draft: CodeDraft, path: Path, part: dict[str, Any]) -> None:
    """An input or a truth line, or a list of them."""
    if draft.program is None and not isinstance(draft.content.truth, TruthFunction):
        return
    known = [name for name, spec in draft.content.inputs.items() if spec.kind not in NO_VALUES]
    known += draft.program.targets if draft.program is not None else ()
    wrt = part.get("wrt")
    if isinstance(wrt, list) and wrt:
        for i, name in enumerate(wrt):
            _check_member(draft, (*path, "wrt", i), name, known, "an input or a truth line: ")
    else:
        _check_member(draft, (*path, "wrt"), wrt, known, "one or a list of: ")


def _check_shape(draft: CodeDraft, path: Path, shape: Any) -> None:
    """Lengths, dims, expressions over dims and inputs; null for any length."""
    if not isinstance(shape, list):
        draft.add(path, describe(shape), "a list of lengths, `[]` for a number")
        return
    for i, extent in enumerate(shape):
        if isinstance(extent, bool | float | list | dict) or (isinstance(extent, int) and extent < 0):
            draft.add((*path, i), describe(extent), "a length, a dim, an expression over dims, or null for any length")
        elif extent is not None:
            draft.one_number((*path, i), draft.attempt((*path, i), parse_extent, extent, draft.names))
