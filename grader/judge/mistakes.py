"""Known mistakes recognized by what they do: never from source text.

A mistake fails in some class of facts (values, then mutation, then dtype, then refusals, then warnings). An answer makes this
mistake if, in the first class in which the mistake fails, it fails alike, and in no earlier class at all. Later classes are not
compared: whoever writes the same mistake in other words may validate inputs or keep dtypes better or worse.

Cases in which the mistake's own result hangs on rounding (an inverted singular matrix) tell nothing; they are found by moving the
inputs by one ulp.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.model.enums import Certainty, Check, Layout, Outcome, Stratum
from grader.truth import align, degenerate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from grader.judge.failure import Failure
    from grader.judge.judged import Judged
    from grader.model.case import Call, Case, Observation, Tree

    Run = Callable[[Call], Observation]
    JudgeOne = Callable[[int, Observation, Run], Sequence[Failure]]

SHARE: Final = 0.02
"""Two ways to write one mistake are this much closer to each other than to the truth; two mistakes are not, in some case."""
RTOL: Final = 1e-6
"""The same where there is no expected value of the same form to measure by."""
MEMORY: Final = (Check.NO_MUTATION, Check.NO_ALIASING)
SURE: Final = 3
"""From this many telling cases on, a match is called certain."""


class Kind(IntEnum):
    """Classes of facts, in the order in which they are compared."""

    VALUES = 0
    MEMORY = 1
    DTYPE = 2
    REFUSAL = 3
    WARNING = 4


class Match(msgspec.Struct, frozen=True):
    """A mistake that explains every telling case."""

    position: int
    telling: int

    @property
    def certainty(self) -> Certainty:
        return Certainty.CERTAIN if self.telling >= SURE else Certainty.LIKELY


def recognize(
    answer: Sequence[Judged],
    mistakes: Sequence[Callable[[Call], Observation]],
    judge_one: JudgeOne,
) -> Match | None:
    """The mistake that the answer makes, if it is one of these; `judge_one` judges what a mistake came to in case `i`.

    Of several that match, the one with most telling cases; of equals, the one that loses numbers as NaN where the answer does; of
    equals, the first.
    """
    matches = []
    for position, run in enumerate(mistakes):
        telling = _telling(answer, run, judge_one)
        if telling:
            matches.append(Match(position, telling))
    most = max((match.telling for match in matches), default=0)
    best = [match for match in matches if match.telling == most]
    if len(best) < 2:
        return best[0] if best else None
    return max(best, key=lambda match: sum(_lost(mistakes[match.position](item.call)) == _lost(item.seen) for item in answer))


def _lost(seen: Observation) -> list[bytes]:
    """Where the result holds NaN, part by part."""
    return [np.isnan(numbers).tobytes() for part in _leaves(seen.value) if (numbers := real(part)) is not None]


def _leaves(value: Tree) -> Iterator[Tree]:
    if isinstance(value, dict):
        value = [value[key] for key in sorted(value, key=str)]
    if isinstance(value, tuple | list):
        for part in value:
            yield from _leaves(part)
    else:
        yield value


def _telling(answer: Sequence[Judged], run: Callable[[Call], Observation], judge_one: JudgeOne) -> int:
    """In how many cases answer and mistake fail alike, 0 if they differ anywhere that counts.

    The class compared is the first in which the answer fails: a mistake whose own first class is another cannot be the one. The
    answer's failures come first, so that a mistake that is not this one is done with after a case or two.
    """
    kind = min((kind_of(item.case, failure) for item in answer for failure in item.failures), default=None)
    if kind is None:
        return 0
    telling = shared = 0
    for i in sorted(range(len(answer)), key=lambda i: not _fails_in(kind, answer[i].case, answer[i].failures)):
        item = answer[i]
        if min(_kinds_of_case(item.case)) > kind or _has_choice(item):
            continue
        seen = run(item.call)
        failures = tuple(judge_one(i, seen, run))
        earlier = any(kind_of(item.case, failure) < kind for failure in failures)
        compared = kind in _kinds_of_case(item.case)
        if earlier or (compared and not _alike(kind, item, seen, failures)):
            if _steady(item, seen, run):
                return 0
        elif compared and _fails_in(kind, item.case, failures):
            telling += 1
            shared += _shared(kind, item, failures)
    least = 1 if kind is Kind.REFUSAL else telling / 2
    return telling if shared >= least else 0


def _has_choice(item: Judged) -> bool:
    """Whether wrong vectors depend on more than the mistake here: where values are equal, any basis is as good as another."""
    expected = item.expected
    if expected is None or expected.free is None:
        return False
    return not item.case.unique or degenerate(expected.free, expected.value)


def _shared(kind: Kind, answer: Judged, failures: Sequence[Failure]) -> bool:
    """Whether the answer fails in a telling case as well.

    An invalid input may be taken by one and refused with another exception by the other: an index that nobody checks is refused by
    NumPy in some cases, and not in others. That does not tell them apart, but it is nothing that they share.
    """
    if kind is not Kind.REFUSAL:
        return _fails_in(kind, answer.case, answer.failures)
    return {failure.fact for failure in answer.failures} == {failure.fact for failure in failures}


def _fails_in(kind: Kind, case: Case, failures: Sequence[Failure]) -> bool:
    return any(kind_of(case, failure) is kind for failure in failures)


def _kinds_of_case(case: Case) -> tuple[Kind, ...]:
    if case.stratum is Stratum.INVALID:
        return (Kind.REFUSAL,)
    if not case.main:
        return (Kind.DTYPE, Kind.WARNING)
    return (Kind.VALUES, Kind.MEMORY, Kind.WARNING)


def kind_of(case: Case, failure: Failure) -> Kind:
    """The class of facts that a failure belongs to."""
    if failure.check is Check.NO_WARNING:
        return Kind.WARNING
    if case.stratum is Stratum.INVALID:
        return Kind.REFUSAL
    if not case.main:
        return Kind.DTYPE
    return Kind.MEMORY if failure.check in MEMORY else Kind.VALUES


def _alike(kind: Kind, answer: Judged, seen: Observation, failures: tuple[Failure, ...]) -> bool:
    if kind is Kind.VALUES:
        return _same_result(answer, answer.seen, seen)
    if kind is Kind.MEMORY and answer.case.layout is Layout.READONLY:
        return True  # one writes into the input and is stopped, another has copied it before
    if kind is Kind.MEMORY:
        mine, theirs = (
            {(f.check, f.names) for f in facts if kind_of(answer.case, f) is kind} for facts in (answer.failures, failures)
        )
        # Whether a changed input is also handed back is a detail of how the change is written.
        changed = [{names for check, names in facts if check is Check.NO_MUTATION} for facts in (mine, theirs)]
        return changed[0] == changed[1] if any(changed) else mine == theirs
    return _sorts(kind, answer.case, answer.failures) == _sorts(kind, answer.case, failures)


def _sorts(kind: Kind, case: Case, failures: Sequence[Failure]) -> set[tuple[object, ...]]:
    """What has to be the same of failures that are not told by values.

    In a narrow dtype two ways to write one mistake round differently: that its values fail tells, not by how much. Which dtype came
    back in which part does tell.
    """
    sorts: set[tuple[object, ...]] = set()
    for failure in failures:
        if kind_of(case, failure) is not kind:
            continue
        match failure.check:
            case Check.DTYPE:
                sorts.add((failure.check, failure.part, failure.got))
            case Check.FINITE:
                sorts.add((Check.AGREES,))
            case check:
                sorts.add((check,))
    return sorts


def _steady(item: Judged, seen: Observation, run: Callable[[Call], Observation]) -> bool:
    """Whether the result stays the same, up to rounding, when every float input moves by one ulp."""
    arguments = {name: _moved(value) for name, value in item.call.arguments.items()}
    moved = msgspec.structs.replace(item.call, arguments=arguments)
    return _same_result(item, run(moved), seen)


def _same_result(item: Judged, a: Observation, b: Observation) -> bool:
    """Both did not return, or returned the same values up to rounding; type and dtype aside."""
    if a.outcome is not Outcome.RETURNED or b.outcome is not Outcome.RETURNED:
        return a.outcome is not Outcome.RETURNED and b.outcome is not Outcome.RETURNED
    if item.expected is None:
        return same_value(a.value, b.value)
    expected = item.expected
    if expected.free is None:
        return same_value(a.value, b.value, expected.value, expected.tolerance)
    mine, theirs = (align(expected.free, expected.value, seen.value) for seen in (a, b))
    if same_value(mine, theirs, expected.value, expected.tolerance):
        return True
    # Of vectors that are wrong the signs hang on rounding: there is nothing to align them with.
    return same_value(_sizes(mine), _sizes(theirs), _sizes(expected.value), expected.tolerance)


def _sizes(tree: Tree) -> Tree:
    """Absolute values of all numbers."""
    if isinstance(tree, dict):
        return {key: _sizes(part) for key, part in tree.items()}
    if isinstance(tree, tuple | list):
        return type(tree)(map(_sizes, tree))
    return tree if (numbers := real(tree)) is None else np.abs(numbers)


def same_value(a: Tree, b: Tree, expected: Tree = None, tolerance: Tree = None) -> bool:
    """Two results alike in form, NaN and infinities in the same places, and closer to each other than `b` is to `expected`."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same_value(a[k], b[k], _part(expected, k), _part(tolerance, k)) for k in a)
    if isinstance(a, tuple | list) and isinstance(b, tuple | list):
        return len(a) == len(b) and all(
            same_value(x, y, _part(expected, i), _part(tolerance, i)) for i, (x, y) in enumerate(zip(a, b, strict=True))
        )
    x, y = real(a), real(b)
    if x is None or y is None:
        return x is y and type(a) is type(b) and bool(np.all(a == b))
    return x.shape == y.shape and bool(np.all(_near(x, y, expected, tolerance)))


def real(value: Tree) -> Any:
    """A number or an array of real numbers in float64; None for anything else."""
    array = value if isinstance(value, np.ndarray | np.generic) else np.asarray(value) if isinstance(value, int | float) else None
    if array is None or array.dtype.kind not in "fiub":
        return None
    with np.errstate(invalid="ignore"):  # a NaN that signals is a NaN
        return np.asarray(array, dtype=np.float64)


def _part(tree: Tree, key: str | int) -> Tree:
    try:
        return tree[key]
    except (TypeError, KeyError, IndexError):
        return None


def _unlike(part: Tree, y: Any) -> bool:
    """Whether a part of the expected value, or its tolerance, cannot stand beside `y`: the results have another form."""
    return not isinstance(part, np.ndarray | np.generic | float | int) or np.shape(part) not in ((), y.shape)


def _near(x: Any, y: Any, expected: Tree, tolerance: Tree) -> Any:
    with np.errstate(all="ignore"):
        # Nothing is near an infinity.
        size = np.where(np.isfinite(y), np.abs(y), 0.0)
        if _unlike(expected, y) or _unlike(tolerance, y):
            wanted = np.full(y.shape, np.nan)
            allowed = RTOL * size + 1e-3 * RTOL * np.max(size, initial=0.0)
        else:
            wanted = np.asarray(expected, dtype=np.float64)
            error = np.abs(y - wanted)
            allowed = SHARE * np.where(np.isfinite(error), error, 0.0) + 4 * np.asarray(tolerance)
            # Where the mistake overshoots by far, its own rounding is what two ways of writing it differ by.
            allowed = allowed + 64 * np.finfo(np.float64).eps * size
        # Infinity or NaN where a number is expected hangs on the way it is written: 0 * inf here, log(0) there.
        lost = ~np.isfinite(x) & ~np.isfinite(y) & np.isfinite(wanted)
        return (np.abs(x - y) <= allowed) | (x == y) | (np.isnan(x) & np.isnan(y)) | lost


def _moved(value: Any) -> Any:
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        signs = np.where(np.arange(value.size).reshape(value.shape) % 2 == 0, np.inf, -np.inf).astype(value.dtype)
        return np.where(np.isfinite(value) & (value != 0), np.nextafter(value, signs), value)
    if isinstance(value, dict):
        return {key: _moved(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_moved(part) for part in value]
    return value
