"""What an author reads where the reference is not what the truth says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.words.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping


def both(who: str, kind: str, got: Any, expected: Any, place: str, allowed: float | None) -> tuple[str, str]:
    """What was found, and what was expected.

    Args:
        who: `reference` or `second`.
        kind: `value`, `form`, `shape` or `raises`.
        got: what it came to.
        expected: what was to come.
        place: in the result; empty for the whole.
        allowed: the largest difference that rounding explains, for numbers.
    """
    whose = "the reference" if who == "second" else "the truth"
    at = f" at {place}" if place else ""
    match kind:
        case "value":
            limit = f", give or take {allowed:.3g}" if allowed is not None else ""
            return f"`{who}` gives {one_line(str(got))}{at}", f"{one_line(str(expected))}, as {whose} says{limit}"
        case "shape":
            return f"`{who}` returns the shape {tuple(got)}{at}", f"the shape {tuple(expected)}, as {whose} says"
        case "raises":
            return f"`{who}` raises {one_line(str(got))}", "a result for every valid input"
    returned = str(got).removeprefix("the result: ")
    return f"`{who}` returns {'None' if returned == 'NoneType' else one_line(returned)}{at}", "what `returns` asks for"


def case_line(call: str, name: str, stratum: str, dtype: str, dims: Mapping[str, int]) -> str:
    """The call on which they differ, and how it was drawn."""
    sizes = ", ".join(f"{dim}={length}" for dim, length in dims.items())
    return f"{one_line(call, 300)}   # {', '.join(filter(None, [one_line(name, 80), stratum, dtype, sizes]))}"


def hint(kind: str, got: str, *, far: bool, extreme: bool) -> str:
    """What to do."""
    if kind == "form" and "NoneType" in got:
        return "is `return` missing?"
    if kind == "form" and "a list" in got:
        return "return an array: `np.array(...)`"
    if kind != "value":
        return ""
    if extreme:
        return "mend the reference or the truth; if ordinary inputs are right, narrow `extreme`, or set `stability`"
    if far:
        return "this is no rounding: mend the reference or the truth"
    return "narrow `range`, forgive more with `stability`, or mend the reference"
