"""How a wrong result is related to the right one, when no known mistake explains it.

Each relation is tried on every part that is wrong, in every telling case; it is named only if it explains all of them. The order is
from the most to the least particular.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.judge.judged import aligned
from grader.judge.mistakes import MEMORY, SURE, real
from grader.model.enums import Certainty, Check, Outcome, Relation, Stratum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from grader.judge.judged import Judged
    from grader.model.case import Tree

RTOL: Final = 1e-6
VISIBLE: Final = 1e-4
"""Relative errors below this are called small."""
Array = Any


class Pair(msgspec.Struct, frozen=True):
    """One part of one case: what was expected and what came back, in float64."""

    part: str
    case: Any
    expected: Array
    got: Array
    tolerance: Array


class Related(msgspec.Struct, frozen=True):
    """A relation and the facts that its sentence needs."""

    relation: Relation
    certainty: Certainty
    facts: dict[str, Any] = {}


def relate(answer: Sequence[Judged]) -> Related | None:
    """The relation that explains every wrong value of `answer`, or where alone it is wrong; None if there is none."""
    pairs = list(_wrong_pairs(answer))
    small = _small_error(answer)
    if small is not None:
        return _by_place(answer, pairs) or small
    with np.errstate(all="ignore"):  # infinities and NaN are compared too
        found = _by_value(pairs) if pairs else None
    if found is None:
        return _by_place(answer, pairs)
    some = _some_parts(answer, pairs)
    return found if some is None else msgspec.structs.replace(found, facts=found.facts | {"parts": some[0]})


def _wrong_pairs(answer: Sequence[Judged]) -> Iterator[Pair]:
    for item in answer:
        if not item.case.main or item.expected is None or item.seen.outcome is not Outcome.RETURNED:
            continue
        wrong = {f.part for f in item.failures if f.check in (Check.AGREES, Check.FINITE, Check.SHAPE)}
        for part, expected, tolerance, got in _parts(item.expected.value, item.expected.tolerance, aligned(item), ""):
            if part in wrong:
                yield Pair(part, item.case, expected, got, tolerance)


def _parts(expected: Tree, tolerance: Tree, got: Tree, part: str) -> Iterator[tuple[str, Array, Array, Array]]:
    if isinstance(expected, dict) and isinstance(got, dict):
        for key in expected.keys() & got.keys():
            yield from _parts(expected[key], tolerance[key], got[key], f'{part}["{key}"]')
    elif isinstance(expected, tuple | list) and isinstance(got, tuple | list):
        for i, (e, t, g) in enumerate(zip(expected, tolerance, got, strict=False)):
            yield from _parts(e, t, g, f"{part}[{i}]")
    elif (wanted := real(expected)) is not None and (given := real(got)) is not None and tolerance is not None:
        yield part, wanted, np.asarray(tolerance, dtype=np.float64), given


def _by_value(pairs: list[Pair]) -> Related | None:
    if any(_close(pair.got, pair.expected, np.zeros(())) for pair in pairs):
        return None  # too near for a relation to be seen
    for find in (_transposed, _negated, _scaled, _log_base, _shifted, _up_to_sign, _sorted_otherwise, _first_row_only):
        found = find(pairs)
        if found is not None:
            return found
    return None


def _close(a: Array, b: Array, tolerance: Array) -> bool:
    if a.shape != b.shape:
        return False
    scale = np.max(np.abs(b), initial=0.0, where=np.isfinite(b))
    near = np.abs(a - b) <= RTOL * np.abs(b) + 1e-3 * RTOL * scale + 4 * np.max(tolerance, initial=0.0)
    return bool(np.all(near | (a == b) | (np.isnan(a) & np.isnan(b))))


def _all(pairs: Iterable[Pair], change: Callable[[Pair], Array]) -> bool:
    """Whether the expected value, changed so, is what came back in every pair, and the change is visible."""
    return all(_close(pair.got, change(pair), pair.tolerance) for pair in pairs)


def _certainty(telling: Sequence[Pair | Judged]) -> Certainty:
    """Of what explains several cases; the parts of one case are one."""
    return Certainty.CERTAIN if len({id(item.case) for item in telling}) >= SURE else Certainty.LIKELY


def _transposed(pairs: list[Pair]) -> Related | None:
    matrices = [pair for pair in pairs if pair.expected.ndim >= 2]
    if len(matrices) == len(pairs) and _all(pairs, lambda pair: np.swapaxes(pair.expected, -1, -2)):
        return Related(Relation.TRANSPOSED, _certainty(pairs))
    return None


def _same_shapes(pairs: list[Pair]) -> bool:
    return all(pair.expected.shape == pair.got.shape for pair in pairs)


def _negated(pairs: list[Pair]) -> Related | None:
    return Related(Relation.NEGATED, _certainty(pairs)) if _all(pairs, lambda pair: -pair.expected) else None


def _factor(pair: Pair) -> float:
    """Ratio got / expected where that is one finite number for the whole array, NaN otherwise."""
    visible = np.isfinite(pair.expected) & (np.abs(pair.expected) > 1e6 * pair.tolerance) & (pair.expected != 0)
    if pair.expected.shape != pair.got.shape or not visible.any():
        return math.nan
    at = np.unravel_index(np.argmax(np.where(visible, np.abs(pair.expected), 0)), pair.expected.shape)
    factor = float(pair.got[at] / pair.expected[at])
    return factor if _close(pair.got, factor * pair.expected, pair.tolerance * max(1.0, abs(factor))) else math.nan


def _scaled(pairs: list[Pair]) -> Related | None:
    factors = [(pair, _factor(pair)) for pair in pairs]
    if any(not math.isfinite(factor) or factor == 0 for _, factor in factors):
        return None  # nothing but zeros is no multiple that says anything
    for name, value in _candidates(pairs):
        if all(math.isclose(factor, value(pair), rel_tol=RTOL) for pair, factor in factors):
            return Related(Relation.SCALED, _certainty(pairs), {"factor": name})
    first = factors[0][1]
    if len(factors) >= SURE and all(math.isclose(factor, first, rel_tol=RTOL) for _, factor in factors):
        base = _log_factor(first)
        return base or Related(Relation.SCALED, Certainty.LIKELY, {"factor": f"{first:.6g}"})
    return None


def _candidates(pairs: list[Pair]) -> Iterator[tuple[str, Callable[[Pair], float]]]:
    """Factors that have a name: 2, 1/2, each dim, its inverse, dim / (dim - 1) and its inverse, and so for the square root."""
    yield "2", lambda _: 2.0
    yield "1/2", lambda _: 0.5
    for dim in pairs[0].case.dims:
        for name, of_length in _OF_LENGTH.items():
            yield name.format(dim), _of_dim(dim, of_length)


def _of_dim(dim: str, of_length: Callable[[int], float]) -> Callable[[Pair], float]:
    def value(pair: Pair) -> float:
        try:
            return of_length(pair.case.dims[dim])
        except (KeyError, ZeroDivisionError):
            return math.nan

    return value


_OF_LENGTH: Final[dict[str, Callable[[int], float]]] = {
    "{0}": float,
    "1/{0}": lambda n: 1 / n,
    "sqrt({0})": math.sqrt,
    "1/sqrt({0})": lambda n: 1 / math.sqrt(n),
    "{0}/({0} - 1)": lambda n: n / (n - 1),
    "({0} - 1)/{0}": lambda n: (n - 1) / n,
}


def _log_factor(factor: float) -> Related | None:
    for base, value in {2: 1 / math.log(2), 10: 1 / math.log(10)}.items():
        if math.isclose(factor, value, rel_tol=RTOL):
            return Related(Relation.LOG_BASE, Certainty.LIKELY, {"base": base})
    return None


def _log_base(pairs: list[Pair]) -> Related | None:
    factors = [_factor(pair) for pair in pairs]
    found = _log_factor(factors[0])
    if found and all(math.isclose(factor, factors[0], rel_tol=RTOL) for factor in factors):
        return found
    return None


def _shifted(pairs: list[Pair]) -> Related | None:
    if not _same_shapes(pairs) or len(pairs) < 3 or max(pair.expected.size for pair in pairs) < 2:
        return None
    shifts = []
    for pair in pairs:
        gaps = (pair.got - pair.expected).ravel()
        if not gaps.size or not np.isfinite(gaps).all():
            return None
        shifts.append(float(gaps[0]))
    if all(_close(p.got, p.expected + s, p.tolerance) for p, s in zip(pairs, shifts, strict=True)):
        same = all(math.isclose(shift, shifts[0], rel_tol=RTOL) for shift in shifts)
        return Related(Relation.SHIFTED, Certainty.LIKELY, {"shift": f"{shifts[0]:.6g}"} if same else {})
    return None


def _up_to_sign(pairs: list[Pair]) -> Related | None:
    if _same_shapes(pairs) and all(_close(np.abs(p.got), np.abs(p.expected), p.tolerance) for p in pairs):
        return Related(Relation.UP_TO_SIGN, _certainty(pairs))
    return None


def _sorted_otherwise(pairs: list[Pair]) -> Related | None:
    if not _same_shapes(pairs) or max(pair.expected.size for pair in pairs) < 2:
        return None
    if all(_close(np.sort(p.got, axis=None), np.sort(p.expected, axis=None), p.tolerance) for p in pairs):
        return Related(Relation.SORTED_OTHERWISE, _certainty(pairs))
    return None


def _first_row_only(pairs: list[Pair]) -> Related | None:
    rows = [pair for pair in pairs if pair.expected.ndim >= 1 and pair.expected.shape[0] > 1]
    if rows and len(rows) == len(pairs) and _same_shapes(pairs) and all(map(_right_in_first_row_alone, rows)):
        return Related(Relation.FIRST_ROW_ONLY, _certainty(pairs))
    return None


def _right_in_first_row_alone(pair: Pair) -> bool:
    right = [_close(got, expected, pair.tolerance) for got, expected in zip(pair.got, pair.expected, strict=True)]
    return right[0] and not any(right[1:])


def _by_place(answer: Sequence[Judged], pairs: list[Pair]) -> Related | None:
    """Where alone it is wrong: one dtype, extreme inputs, ties, one part of the result."""
    failing = [item for item in answer if item.failures and item.case.stratum is not Stratum.INVALID]
    if not failing:
        return None
    if all(map(_misses_a_name, failing)):
        return Related(Relation.ONLY_BY_NAME, _certainty(failing), {"names": list(failing[0].call.arguments)})
    dtypes = {item.case.dtype for item in failing}
    by_dtype = any(f.check not in MEMORY for item in failing for f in item.failures)  # memory is shared or written in any dtype
    if by_dtype and not any(item.case.main for item in failing) and any(item.case.main and not item.failures for item in answer):
        return Related(Relation.ONLY_DTYPE, _certainty(failing), {"dtypes": sorted(dtypes)})
    strata = {item.case.stratum for item in failing if item.case.stratum is not Stratum.EDGE}
    others = [item for item in answer if item.case.stratum is Stratum.PLAIN and not item.failures]
    if others and strata == {Stratum.EXTREME}:
        return Related(Relation.ONLY_EXTREME, _certainty(failing))
    if others and strata == {Stratum.TIE}:
        return Related(Relation.ONLY_TIES, _certainty(failing))
    some = _some_parts(answer, pairs)
    if some is None:
        return None
    # Edge cases may fail in one part and leave another right that is wrong as well.
    drawn = [pair for pair in pairs if pair.case.stratum is not Stratum.EDGE]
    return Related(Relation.ONLY_PART, _certainty(drawn), {"parts": some[0], "right": some[1]})


def _misses_a_name(item: Judged) -> bool:
    """Whether the call itself failed because the answer has no parameter of a name that the signature has."""
    error = item.seen.error
    if error is None or error.type_name != "TypeError" or error.frames:
        return False
    return any(f"unexpected keyword argument '{name}'" in error.message for name in item.call.arguments)


def _some_parts(answer: Sequence[Judged], pairs: list[Pair]) -> tuple[list[str], list[str]] | None:
    """The parts of the result that are wrong in some case, and those that never are; None if there are none of either."""
    wrong = {pair.part for pair in pairs}
    first = next((item for item in answer if item.expected is not None and item.seen.outcome is Outcome.RETURNED), None)
    if not wrong or first is None or first.expected is None:
        return None
    every = {part for part, *_ in _parts(first.expected.value, first.expected.tolerance, aligned(first), "")}
    return (sorted(wrong), sorted(every - wrong)) if len(wrong) < len(every) else None


def _small_error(answer: Sequence[Judged]) -> Related | None:
    """Every failure is one of values, and tiny: too small for a relation between got and expected to be seen."""
    failures = [failure for item in answer for failure in item.failures]
    worst = max((failure.severity for failure in failures), default=math.inf)
    if worst < VISIBLE and all(failure.check is Check.AGREES for failure in failures):
        return Related(Relation.SMALL_ERROR, Certainty.LIKELY, {"relative": f"{worst:.1e}"})
    return None
