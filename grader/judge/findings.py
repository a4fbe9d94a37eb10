"""Failures of single cases -> the findings of a report."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from grader.judge.comparing import plain
from grader.model.enums import Outcome
from grader.model.report import Finding
from grader.words.shown import show

if TYPE_CHECKING:
    from grader.judge.failure import Failure
    from grader.judge.mistakes import Judged
    from grader.model.case import Case, Function, Tree
    from grader.model.report import Shown


def finding(failure: Failure, judged: Judged, *, shrunk_from: Case | None = None) -> Finding:
    """The finding that a report shows for `failure` of one judged case; `shrunk_from` is the larger case that it came from."""
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
        got_value=show(_part(judged.seen.value, failure.part)) if returned else None,
        error=failure.error,
        tolerance=failure.tolerance if failure.tolerance is not None and math.isfinite(failure.tolerance) else None,
        inputs=shown_inputs(judged),
        shrunk=shrunk_from is not None,
        from_shape=size_of(shrunk_from) if shrunk_from is not None else "",
        names=failure.names,
        raised=failure.raised,
        line=failure.line,
    )


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
