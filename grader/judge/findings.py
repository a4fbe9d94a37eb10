"""Failures of single cases -> the findings of a report."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from grader.judge.comparing import plain
from grader.judge.judged import aligned
from grader.model.enums import Check, Fact, Outcome
from grader.model.report import Entries, Finding
from grader.words.shown import show

if TYPE_CHECKING:
    from grader.judge.failure import Failure
    from grader.judge.judged import Judged
    from grader.model.case import Case, Function, Tree
    from grader.model.report import Shown

PLOTTED: Final = 400
"""Entries of a result that a report keeps in full for its plots: a store keeps reports for ever."""


def finding(failure: Failure, judged: Judged, *, shrunk_from: Judged | None = None, entries: bool = False) -> Finding:
    """The finding that a report shows for `failure` of one judged case.

    Args:
        failure: the check that was not met.
        judged: the case to show.
        shrunk_from: the larger case that it came from, which failed in the same way.
        entries: whether to keep every entry of the larger case for the plots.
    """
    case = judged.case
    expected = judged.expected.value if judged.expected is not None else None
    returned = judged.seen.outcome is Outcome.RETURNED
    return Finding(
        check=failure.check,
        fact=failure.fact,
        case=case.name,
        stratum=case.stratum,
        dtype=case.dtype,
        layout=case.layout,
        part=failure.part,
        index=failure.index,
        wrong_at=failure.wrong_at,
        expected=_plain(failure.expected),
        got=_plain(failure.got),
        expected_value=show(_part(expected, failure.part)) if expected is not None else None,
        got_value=show(_part(aligned(judged), failure.part)) if returned else None,
        error=failure.error,
        tolerance=failure.tolerance if failure.tolerance is not None and math.isfinite(failure.tolerance) else None,
        entries=_entries(failure, shrunk_from or judged) if entries else None,
        inputs=shown_inputs(judged),
        shrunk=shrunk_from is not None,
        from_shape=size_of(shrunk_from.case) if shrunk_from is not None else "",
        names=failure.names,
        raised=failure.raised,
        line=failure.line,
    )


def _entries(failure: Failure, judged: Judged) -> Entries | None:
    """Got, expected and tolerance entry by entry, where they can be told so."""
    import numpy as np

    values = failure.fact in (Fact.VALUES_DIFFER, Fact.NOT_FINITE) and failure.check is not Check.PROPERTY
    if not values or judged.expected is None:
        return None
    trees = (aligned(judged), judged.expected.value, judged.expected.tolerance)
    got, expected, tolerance = (np.asarray(_part(tree, failure.part)) for tree in trees)
    numbers = all(array.dtype.kind in "fiu" for array in (got, expected, tolerance))
    if not numbers or got.shape != expected.shape or not 1 < got.size <= PLOTTED:
        return None
    return Entries(judged.case.name, show(got), show(expected), show(np.broadcast_to(tolerance, got.shape)))


def shown_inputs(judged: Judged) -> dict[str, Shown]:
    """The arguments as the answer got them, by parameter; those left to their default are not among them."""
    return {name: show(value, source=_body) for name, value in judged.call.arguments.items()}


def _body(function: Function) -> str:
    from grader.language import numpy_source, parse_expression

    return numpy_source(parse_expression(function.expression, names=function.takes, path="family"))


def size_of(case: Case) -> str:
    """How large a case was, by its dims: `B=3, N=4`."""
    return ", ".join(f"{name}={length}" for name, length in case.dims.items())


def _part(value: Tree, part: str) -> Any:
    """The part of a result that a path such as `[1]["W1"]` names, or the whole where the form does not fit."""
    for key in [piece.strip('"') for piece in part.strip("[]").split("][")] if part else []:
        try:
            value = value[int(key)] if isinstance(value, tuple | list) else value[key]
        except (TypeError, KeyError, IndexError, ValueError):
            return value
    return value


def _plain(value: Any) -> Any:
    """A fact that JSON can carry: NaN and infinities as text."""
    if isinstance(value, float):
        return plain(value)
    return list(value) if isinstance(value, tuple) else value
