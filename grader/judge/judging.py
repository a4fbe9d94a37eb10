"""One case judged: every check that its observation does not meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from grader.judge.comparing import Terms, compare
from grader.judge.failure import Failure
from grader.model.case import REQUESTS
from grader.model.enums import Check, Fact, Layout, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.case import Call, Case, ErrorFacts, Expected, Observation, Tree
    from grader.model.content import Contract


def judge(
    contract: Contract, case: Case, call: Call, expected: Expected | None, seen: Observation, *, details: bool = True
) -> list[Failure]:
    """The failures of one case in the order in which they are told; none for a call that was not run.

    Without `details` failures of values say neither where nor by how much.
    """
    if seen.outcome is Outcome.NOT_RUN:
        return []
    if case.raises is not None:
        failure = _refusal(case.raises, seen)
        return [failure] if failure else []
    if seen.outcome is not Outcome.RETURNED:
        return [_did_not_return(case, call, seen)]
    return [*_returned(Terms(contract, case.dtype, details), call, expected, seen)]


def _refusal(name: str, seen: Observation) -> Failure | None:
    if seen.outcome is Outcome.RETURNED:
        return Failure(check=Check.RAISES, fact=Fact.DID_NOT_RAISE, expected=name, got="a result")
    if seen.outcome is not Outcome.RAISED or seen.error is None:
        return Failure(check=Check.RUNS, fact=_ended(seen), got=seen.detail)
    if name in seen.error.bases:
        return None
    return Failure(check=Check.RAISES, fact=Fact.RAISED_OTHER, expected=name, got=seen.error.type_name, raised=seen.error)


def _ended(seen: Observation) -> Fact:
    return Fact.TIMED_OUT if seen.outcome is Outcome.TIMEOUT else Fact.CRASHED


def _did_not_return(case: Case, call: Call, seen: Observation) -> Failure:
    if seen.outcome is not Outcome.RAISED or seen.error is None:
        return Failure(check=Check.RUNS, fact=_ended(seen), got=seen.detail)
    if case.layout is Layout.READONLY and _wrote_readonly(seen.error):
        arrays = tuple(name for name, value in call.arguments.items() if isinstance(value, np.ndarray | dict | list))
        return Failure(
            check=Check.NO_MUTATION, fact=Fact.WROTE_READONLY, names=arrays if len(arrays) == 1 else (), raised=seen.error
        )
    if seen.error.type_name in REQUESTS:
        return Failure(check=Check.RUNS, fact=Fact.ASKED_FOR_INPUT, names=(REQUESTS[seen.error.type_name],), raised=seen.error)
    fact = Fact.NOT_STARTED if "NotImplementedError" in seen.error.bases else Fact.RAISED
    return Failure(check=Check.RUNS, fact=fact, got=seen.error.type_name, raised=seen.error)


def _wrote_readonly(error: ErrorFacts) -> bool:
    return "ValueError" in error.bases and "read-only" in error.message


def _returned(terms: Terms, call: Call, expected: Expected | None, seen: Observation) -> Iterator[Failure]:
    if expected is not None:
        yield from compare(terms, expected, seen.value)
    contract = terms.contract
    if contract.mutation == "none" and seen.after is not None:
        changed = tuple(changed_names(call.arguments, seen.after))
        if changed:
            yield Failure(check=Check.NO_MUTATION, fact=Fact.INPUT_CHANGED, names=changed)
    if contract.aliasing == "none" and seen.aliases:
        yield Failure(check=Check.NO_ALIASING, fact=Fact.SHARES_MEMORY, names=seen.aliases)
    if contract.warnings == "none":
        # NumPy's own: a file left open, or a function that is deprecated, is no matter of numerics.
        numeric = tuple(dict.fromkeys(warning for warning in seen.warnings if warning.startswith("RuntimeWarning")))
        if numeric:
            yield Failure(check=Check.NO_WARNING, fact=Fact.WARNED, names=numeric)


def changed_names(before: dict[str, Tree], after: dict[str, Tree]) -> Iterator[str]:
    """The arguments that are not bit for bit what they were: `x`, `params["W1"]`."""
    for name, value in before.items():
        yield from _changed(name, value, after.get(name))


def _changed(name: str, before: Tree, after: Any) -> Iterator[str]:
    if isinstance(before, np.ndarray):
        same = isinstance(after, np.ndarray) and after.dtype == before.dtype and after.shape == before.shape
        if not same or after.tobytes() != before.tobytes():
            yield name
    elif isinstance(before, dict):
        if not isinstance(after, dict) or after.keys() != before.keys():
            yield name
        else:
            for key, value in before.items():
                yield from _changed(f'{name}["{key}"]', value, after[key])
    elif isinstance(before, list | tuple):
        if not isinstance(after, list | tuple) or len(after) != len(before):
            yield name
        else:
            for position, value in enumerate(before):
                yield from _changed(f"{name}[{position}]", value, after[position])
