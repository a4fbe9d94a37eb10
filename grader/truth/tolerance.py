"""How far from the truth a right answer may be: from the conditioning of the problem, never from the reference's own mistakes.

    256 (E + kappa + u |y|) + rho |y| + floor + tiny

y      the exact truth.
u      unit roundoff of the case's dtype, 2**-53 for integers; for subnormal y, the smallest number in place of u |y|.
kappa  the largest change of y when every floating input moves by one ulp, branches of kinks held.
E      the reference's error against y, there and (within reason) at the moved inputs.
rho    0, 1e-12 or 1e-9 by stability; loose adds rho 1e-3 max|y| for solves and iterations, which are exact by norm, not by entry.
floor  16 u S where plain evaluation of the definition loses y to cancellation though y is well conditioned (or the reference does,
       at moved inputs): nothing at u can tell log(1 + 1e-10) from log(1). S is the largest of |y| and of the arrays that came in.
       Not for strict exercises, whose task it is. Also where y is exactly 0, which has no size of its own; not where it is
       only too small for a float64.

tiny   the smallest normal number: below it hardware and other algorithms flush to zero. Not for strict exercises.

A reference is refused when E > 1024 (kappa + u |y|) + 4 floor (+ the loose part): a constant such as 1e-8, or float32 inside, is
far beyond that in ordinary cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.model.enums import Stability

if TYPE_CHECKING:
    from grader.model.case import Case
    from grader.truth.definition import Definition

Mask = np.ndarray[Any, np.dtype[np.bool_]]
Floats64 = np.ndarray[Any, np.dtype[np.float64]]

K: Final = 256.0
GATE: Final = 1024.0
RHO: Final = {Stability.STRICT: 0.0, Stability.NORMAL: 1e-12, Stability.LOOSE: 1e-9}


class Scales(msgspec.Struct, frozen=True):
    """What a case's dtype and inputs say about rounding."""

    u: float
    """Unit roundoff."""
    smallest: float
    """The smallest positive number."""
    normal: float
    """The smallest normal number: what lies below it may be flushed to zero, by hardware or by another way to compute."""
    largest: float
    """The largest finite number that a result can hold."""
    inputs: float
    """The largest finite entry of the arrays that come in; of the numbers, where no array does."""
    stability: Stability


class Evidence(msgspec.Struct, frozen=True):
    """What is known of one array of the truth besides its values."""

    kappa: Floats64
    nearby: Floats64
    """The reference's largest error at moved inputs."""
    unsteady: Mask
    """Entries that plain evaluation loses to cancellation."""
    zero: Mask
    """Entries that are 0 and not merely too small for a float64."""


class Allowance(msgspec.Struct, frozen=True):
    """For one array of the result, entry by entry."""

    tolerance: Floats64
    reference: Floats64
    """The largest error that the reference may have."""


def scales(definition: Definition, case: Case) -> Scales:
    """An answer to float32 inputs may be computed in float32 even where a float64 is asked back, so the inputs' dtype counts."""
    dtype = np.dtype(case.dtype) if case.dtype.startswith("float") else np.dtype(np.float64)
    info = np.finfo(dtype)
    arrays = [_size(value) for value in case.inputs.values() if isinstance(value, np.ndarray)]
    numbers = [_size(np.asarray(value)) for value in case.inputs.values() if isinstance(value, float)]
    return Scales(
        u=float(info.eps) / 2,
        smallest=float(info.smallest_subnormal),
        normal=float(info.tiny),
        largest=float(info.max),
        inputs=max([size for size in arrays if size] or numbers or [0.0]),
        stability=definition.content.stability,
    )


def _size(array: np.ndarray[Any, Any]) -> float:
    if array.dtype.kind not in "fiu" or not array.size:
        return 0.0
    magnitudes = np.abs(array.astype(np.float64))
    return float(np.max(magnitudes, initial=0.0, where=np.isfinite(magnitudes)))


def allow(at: Scales, y: Floats64, error: Floats64, known: Evidence) -> Allowance:
    """Tolerance and gate for entries `y`, 0 where they are not finite; `error` is the reference's."""
    with np.errstate(all="ignore"):
        size = np.abs(y)
        largest = float(np.max(size, initial=0.0, where=np.isfinite(size)))
        natural = known.kappa + np.maximum(at.u * size, at.smallest)
        # An error that only moved inputs show, and rounding does not explain: the case itself is where nothing happened to be lost.
        lost = known.nearby > GATE * natural
        error = np.fmax(error, np.where(lost, 0.0, known.nearby))
        cancelled = 16 * at.u * max(largest, at.inputs)
        excused = known.zero if at.stability is Stability.STRICT else known.zero | known.unsteady
        spared = known.zero if at.stability is Stability.STRICT else excused | lost
        rho = RHO[at.stability]
        loose = rho * (size + 1e-3 * largest) if at.stability is Stability.LOOSE else np.zeros(y.shape)
        tolerance = K * (error + natural) + np.maximum(rho * size, loose) + np.where(spared, cancelled, 0.0)
        if at.stability is not Stability.STRICT:
            tolerance = tolerance + at.normal
        # The reference's own losses do not excuse it: for the gate, the definition alone says what cancels.
        gate = GATE * natural + 4 * np.where(excused, cancelled, 0.0) + loose
        finite = np.isfinite(y)
        return Allowance(np.where(finite, tolerance, 0.0), np.where(finite, gate, 0.0))
