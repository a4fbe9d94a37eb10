"""The expected result of a case: truth rounded to float64, tolerance, and the gate that a reference must pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from mpmath import mp

from grader.model.case import Expected
from grader.truth.errors import Undecided
from grader.truth.evaluating import Bound, bind
from grader.truth.moving import moved
from grader.truth.reals import Replaying
from grader.truth.results import evaluate
from grader.truth.settling import Settled, entries, settle
from grader.truth.tolerance import Floats, Scales, allow, scales
from grader.truth.trees import leaves, rebuild
from grader.truth.witness import any_of_several, beside, call, distance, from_reference, is_real, plain, require, require_same

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.model.case import Case, Tree
    from grader.truth.definition import Definition

PLAIN_BITS: Final = 40
"""Precision of a plain evaluation, to see what cancellation does to it."""
UNSTEADY: Final = 64 * 2.0**-PLAIN_BITS
"""Relative error of a plain evaluation that a chain of roundings does not explain."""


def expect(
    definition: Definition, case: Case, reference: Callable[[Case], Tree], *, second: Callable[[Case], Tree] | None = None
) -> Expected:
    """The expected result and its tolerances.

    `reference` is called with the case, and with the same case moved by an ulp; `second` is the independent implementation where
    there is no truth. What an author gives as `expect` is for the caller to compare.

    Raises:
        Undecided: if the truth cannot be settled, or lies at the edge of the dtype's range.
        ReferenceWrong: if the reference is further from the truth than rounding explains.
    """
    if not case.unique:
        return any_of_several(case, reference)
    if not definition.has_truth:
        return from_reference(definition, case, reference, second)
    settled = settle(definition, case)
    at = scales(definition, case)
    truth = _rounded(definition, case, settled.value, at)
    rows = beside(case, truth, call(case, reference))
    evidence = _evidence(definition, case, settled, reference, truth)
    tolerances: list[Any] = []
    for (part, value, got), (kappa, nearby, unsteady) in zip(rows, evidence, strict=True):
        if not is_real(value):
            require_same(case, part, value, got)
            tolerances.append(None)
            continue
        y = np.asarray(value, dtype=np.float64)
        error = np.maximum(distance(case, part, y, got), nearby)
        allowed = allow(at, y, kappa, error, unsteady)
        require(case, part, value, got, error, allowed.reference)
        tolerances.append(allowed.tolerance if isinstance(value, np.ndarray) else float(allowed.tolerance))
    return Expected(truth, rebuild(truth, iter(tolerances)))


def _evidence(
    definition: Definition, case: Case, settled: Settled, reference: Callable[[Case], Tree], truth: Tree
) -> list[tuple[Floats, Floats, np.ndarray[Any, Any]]]:
    """For each leaf: kappa, the reference's largest error at moved inputs, and which entries plain evaluation loses."""
    lows = [entries(leaf) for _, leaf in leaves(settled.low)]
    shapes = [np.shape(leaf) for _, leaf in leaves(settled.low)]
    kappas, errors = [np.zeros(shape) for shape in shapes], [np.zeros(shape) for shape in shapes]
    for copy in moved(definition, case):
        found = _replayed(definition, settled, bind(definition, copy), settled.bits)
        if found is None:
            continue
        nears, crossed = found
        theirs = None if crossed else _reference_near(copy, reference, truth)
        for position, (low, near) in enumerate(zip(lows, nears, strict=True)):
            change = _gaps(low, near, settled.bits).reshape(shapes[position])
            kappas[position] = np.fmax(kappas[position], np.where(np.isfinite(change), change, 0.0))
            if theirs is not None and np.shape(theirs[position]) == shapes[position]:
                gap = np.abs(
                    np.asarray(theirs[position], dtype=np.float64) - np.array([*map(float, near)]).reshape(shapes[position])
                )
                errors[position] = np.fmax(errors[position], np.where(np.isfinite(gap), gap, 0.0))
    losses = _losses(definition, settled, lows)
    return list(zip(kappas, errors, (loss.reshape(shape) for loss, shape in zip(losses, shapes, strict=True)), strict=True))


def _replayed(definition: Definition, settled: Settled, bound: Bound, bits: int) -> tuple[list[list[Any]], bool] | None:
    """Leaves with the branches that were taken, and whether the numbers wanted others; None where there is no value."""
    scalars = Replaying(settled.decisions)
    try:
        with mp.workprec(bits):
            tree = evaluate(definition, bound, scalars)
    except Undecided:
        return None
    return [entries(leaf) for _, leaf in leaves(tree)], scalars.crossed


def _losses(definition: Definition, settled: Settled, lows: list[list[Any]]) -> list[np.ndarray[Any, Any]]:
    found = _replayed(definition, settled, settled.bound, PLAIN_BITS)
    if found is None:
        return [np.ones(len(low), dtype=bool) for low in lows]
    losses = []
    for low, rough in zip(lows, found[0], strict=True):
        losses.append(np.array([_is_lost(a, b) for a, b in zip(low, rough, strict=True)], dtype=bool))
    return losses


def _is_lost(value: Any, rough: Any) -> bool:
    if not hasattr(value, "_mpf_") or not mp.isfinite(value):
        return False
    return not abs(rough - value) <= UNSTEADY * abs(value)


def _gaps(low: list[Any], near: list[Any], bits: int) -> Floats:
    with mp.workprec(bits):
        return np.array([float(abs(a - b)) if hasattr(a, "_mpf_") else 0.0 for a, b in zip(low, near, strict=True)])


def _reference_near(copy: Case, reference: Callable[[Case], Tree], truth: Tree) -> list[Any] | None:
    try:
        with np.errstate(all="ignore"):
            return [other for _, _, other in beside(copy, truth, plain(reference(copy)))]
    except Exception:  # noqa: BLE001 - it refuses inputs an ulp beyond its domain: this copy says nothing
        return None


def _rounded(definition: Definition, case: Case, tree: Tree, at: Scales) -> Tree:
    return rebuild(tree, (_rounded_leaf(definition, case, leaf, at) for _, leaf in leaves(tree)))


def _rounded_leaf(definition: Definition, case: Case, leaf: Any, at: Scales) -> Any:
    """Floats for reals; whole numbers as integers; truth values and texts as they are."""
    values = entries(leaf)
    if any(hasattr(value, "_mpf_") for value in values):
        floats = np.array([_to_float(definition, case, value, at) for value in values])
        return floats.reshape(leaf.shape) if isinstance(leaf, np.ndarray) else float(floats[0])
    if not isinstance(leaf, np.ndarray) or leaf.dtype == bool:
        return leaf
    if not leaf.size:
        return leaf.astype(np.float64)
    if any(abs(value) >= 2**63 for value in values):
        raise Undecided("a whole number beyond int64", case.name)
    return leaf.astype(np.int64)


def _to_float(definition: Definition, case: Case, value: Any, at: Scales) -> float:
    number = float(value)
    if abs(number) < at.largest / 2 or not mp.isfinite(value):
        return number
    if at.largest / 2 <= abs(value) <= at.largest * 2:
        raise Undecided(f"{mp.nstr(value, 5)} lies at the edge of {case.dtype}", case.name)
    if case.dtype in ("float32", "float16") and definition.content.contract.dtype != "preserve":
        raise Undecided(f"{mp.nstr(value, 5)} is beyond {case.dtype}, but not beyond a wider result", case.name)
    return float("inf") if value > 0 else float("-inf")
