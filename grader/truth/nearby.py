"""How the truth changes when its inputs move by an ulp, and what plain evaluation makes of it: quickly, or exactly.

Quickly is by Python floats, from a move that is a power of two larger, where floats confirm the truth. Else, as for what overflows
or cancels, by mpmath.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
from mpmath import mp

from grader.model.case import Case
from grader.truth.errors import Undecided
from grader.truth.evaluating import Bound, bind
from grader.truth.moving import enlarged, moved
from grader.truth.plain import as_floats, plain
from grader.truth.results import evaluate
from grader.truth.settling import Settled, entries
from grader.truth.tolerance import Floats64
from grader.truth.trees import leaves
from grader.truth.watching import Replaying

if TYPE_CHECKING:
    from grader.model.case import Tree
    from grader.truth.definition import Definition

RELATIVE_MOVE: Final = 2.0**-26
"""Of the quick way: half the digits of a float, so that neither curvature nor rounding matters in the first digits."""
UNSTEADY: Final = 64.0
"""Units of roundoff that a plain evaluation may lose by a chain of operations; more is cancellation."""
PLAIN_BITS: Final = 40
"""Precision of a plain evaluation that is not to overflow."""


class Nearby(msgspec.Struct, frozen=True):
    """The case moved once."""

    case: Case
    changes: list[Floats64]
    """Of the truth, leaf by leaf, signed; branches held. Not finite where nothing can be said."""
    smooth: bool
    """Whether a program in floating point takes the same branches there."""


class Surroundings(msgspec.Struct, frozen=True):
    copies: list[Nearby]
    unsteady: list[np.ndarray[Any, np.dtype[np.bool_]]]
    """Entries that plain evaluation loses to cancellation."""


def surroundings(definition: Definition, case: Case, settled: Settled, truth: Tree) -> Surroundings:
    """The truth near a case, with leaves in the order of `truth` (which is rounded to float64)."""
    copies = list(moved(definition, case))
    with np.errstate(all="ignore"):
        return _quick(definition, case, settled, truth, copies) or _exact(definition, settled, truth, copies)


def _quick(definition: Definition, case: Case, settled: Settled, truth: Tree, copies: list[Case]) -> Surroundings | None:
    base = settled.plain
    if base is None:
        return None
    pairs = zip(leaves(truth), base.values, strict=True)
    unsteady = [np.abs(rough - as_floats(leaf)) > UNSTEADY * 2.0**-53 * np.abs(rough) for (_, leaf), rough in pairs]
    nearby = []
    for copy in copies:
        factor = RELATIVE_MOVE / float(np.finfo(copy.dtype if copy.dtype.startswith("float") else "float64").eps)
        there = plain(definition, enlarged(case, copy, factor), settled.decisions)
        if there is None:
            return None
        changes = [(far - near) / factor for far, near in zip(there.values, base.values, strict=True)]
        if not all(np.isfinite(change).all() for change in changes):
            return None
        nearby.append(Nearby(copy, changes, not there.close))
    return Surroundings(nearby, unsteady)


def _exact(definition: Definition, settled: Settled, truth: Tree, copies: list[Case]) -> Surroundings:
    lows = [entries(leaf) for _, leaf in leaves(settled.low)]
    shapes = [np.shape(leaf) for _, leaf in leaves(truth)]
    nearby = []
    for copy in copies:
        found = _replayed(definition, settled, bind(definition, copy), settled.bits)
        if found is not None:
            nears, crossed = found
            changes = [_changes(low, near, settled.bits) for low, near in zip(lows, nears, strict=True)]
            shaped = [change.reshape(shape) for change, shape in zip(changes, shapes, strict=True)]
            nearby.append(Nearby(copy, shaped, not crossed))
    rough = _replayed(definition, settled, settled.bound, PLAIN_BITS)
    roughs = rough[0] if rough is not None else [[mp.nan] * len(low) for low in lows]
    unsteady = [[_is_lost(a, b) for a, b in zip(low, near, strict=True)] for low, near in zip(lows, roughs, strict=True)]
    return Surroundings(nearby, [np.array(lost, dtype=bool).reshape(shape) for lost, shape in zip(unsteady, shapes, strict=True)])


def _replayed(definition: Definition, settled: Settled, bound: Bound, bits: int) -> tuple[list[list[Any]], bool] | None:
    """Leaves with the branches that were taken, and whether numbers near them take others; None where there is no value."""
    scalars = Replaying(settled.decisions)
    try:
        with mp.workprec(bits):
            tree = evaluate(definition, bound, scalars)
    except Undecided:
        return None
    return [entries(leaf) for _, leaf in leaves(tree)], scalars.crossed


def _is_lost(value: Any, rough: Any) -> bool:
    if not hasattr(value, "_mpf_") or not mp.isfinite(value):
        return False
    return not abs(rough - value) <= UNSTEADY * 2.0**-PLAIN_BITS * abs(value)


def _changes(low: list[Any], near: list[Any], bits: int) -> Floats64:
    with mp.workprec(bits):
        return np.array([float(b - a) if hasattr(a, "_mpf_") else 0.0 for a, b in zip(low, near, strict=True)])
