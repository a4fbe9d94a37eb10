"""The expected result of a case: truth rounded to float64, tolerance, and the gate that a reference must pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from mpmath import mp

from grader.model.case import Expected
from grader.truth.aligning import align, freedom
from grader.truth.errors import Undecided
from grader.truth.nearby import surroundings
from grader.truth.settling import Settled, entries, settle
from grader.truth.tolerance import Evidence, Mask, Scales, allow, scales
from grader.truth.trees import leaves, rebuild
from grader.truth.witness import any_of_several, beside, call, distance, from_reference, is_real, plain, require, require_same

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.model.case import Case, Tree
    from grader.model.content import Freedom
    from grader.truth.definition import Definition


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
    truth, free = _rounded(definition, case, settled.value, at), freedom(definition.content)
    rows = beside(case, truth, align(free, truth, call(case, reference)))
    evidence = _evidence(definition, case, settled, reference, truth)
    tolerances: list[Any] = []
    for (part, value, got), found in zip(rows, evidence, strict=True):
        if not is_real(value):
            require_same(case, part, value, got)
            tolerances.append(None)
            continue
        y = np.asarray(value, dtype=np.float64)
        error = distance(case, part, y, got)
        allowed = allow(at, y, error, found)
        require(case, part, value, got, error, allowed.reference)
        tolerances.append(allowed.tolerance if isinstance(value, np.ndarray) else float(allowed.tolerance))
    return Expected(truth, rebuild(truth, iter(tolerances)), free)


def _evidence(
    definition: Definition, case: Case, settled: Settled, reference: Callable[[Case], Tree], truth: Tree
) -> list[Evidence]:
    """Leaf by leaf."""
    around, free = surroundings(definition, case, settled, truth), freedom(definition.content)
    values = [leaf for _, leaf in leaves(truth)]
    kappas, errors = ([np.zeros(np.shape(value)) for value in values] for _ in range(2))
    for copy in around.copies:
        theirs = _reference_near(copy.case, reference, truth, free) if copy.smooth else None
        for position, (value, change) in enumerate(zip(values, copy.changes, strict=True)):
            finite = np.isfinite(change)
            kappas[position] = np.fmax(kappas[position], np.where(finite, np.abs(change), 0.0))
            if theirs is not None and is_real(theirs[position]) and np.shape(theirs[position]) == np.shape(value):
                with np.errstate(all="ignore"):
                    gap = np.abs(np.asarray(theirs[position], dtype=np.float64) - (value + change))
                errors[position] = np.fmax(errors[position], np.where(np.isfinite(gap), gap, 0.0))
    zeros = [_zeros(low, high) for (_, low), (_, high) in zip(leaves(settled.low), leaves(settled.value), strict=True)]
    return [Evidence(*found) for found in zip(kappas, errors, around.unsteady, zeros, strict=True)]


def _zeros(low: Any, high: Any) -> Mask:
    """Entries that are 0, or that two precisions make differently small."""
    found = [
        hasattr(b, "_mpf_") and float(b) == 0 and not (b and abs(a - b) <= abs(b) / 2)
        for a, b in zip(entries(low), entries(high), strict=True)
    ]
    return np.array(found, dtype=bool).reshape(np.shape(high))


def _reference_near(copy: Case, reference: Callable[[Case], Tree], truth: Tree, free: Freedom | None) -> list[Any] | None:
    try:
        with np.errstate(all="ignore"):
            return [other for _, _, other in beside(copy, truth, align(free, truth, plain(reference(copy))))]
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
    size = abs(value)
    if not mp.isfinite(value) or size == at.largest or size < at.largest * (1 - 512 * at.u):
        return float(value)
    if size < at.largest * (1 + mp.mpf(512 * at.u)):
        raise Undecided(f"{mp.nstr(value, 5)} lies at the edge of {case.dtype}", case.name)
    if case.dtype in ("float32", "float16") and definition.content.contract.dtype != "preserve":
        raise Undecided(f"{mp.nstr(value, 5)} is beyond {case.dtype}, but not beyond a wider result", case.name)
    return float("inf") if value > 0 else float("-inf")
