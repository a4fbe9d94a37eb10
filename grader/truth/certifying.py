"""The certificate of a truth: independent witnesses agree with it at 60 digits, at the shapes of the cases given.

Witnesses of a derivative: sympy, which differentiates line by line and shares no rule with the tape, and `mpmath.diff`, which
shares no rule with either. Witnesses of values: two precisions, and sympy's value of every line. A closed form: the gradient of its
loss is zero there, and the Hessian positive definite. It says "these points, these shapes", never more.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
from mpmath import mp

from grader.truth.differences import check_by_differences
from grader.truth.errors import NotCertified, NotSymbolic, Undecided
from grader.truth.kinks import near_kink
from grader.truth.proof import check_proof
from grader.truth.reals import Reals
from grader.truth.results import evaluate
from grader.truth.settling import entries, settle
from grader.truth.trees import leaves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model.case import Case, Tree
    from grader.truth.definition import Definition
    from grader.truth.settling import Settled

DIGITS: Final = 60
LARGEST_GAP: Final = 1e-40
PRECISIONS: Final = "two precisions"
SYMPY: Final = "sympy"
DIFFERENCES: Final = "mpmath.diff"
CLOSED_FORM: Final = "zero gradient and positive Hessian"


class Certificate(msgspec.Struct, frozen=True):
    """What was compared."""

    dims: tuple[dict[str, int], ...]
    """Of each point."""
    points: int
    digits: int
    gap: float
    """The largest found, relative to the largest entry of the array."""
    sympy: str
    """Its version; empty without truth."""
    witnesses: tuple[str, ...]
    """Which of the above agreed."""


def certify(definition: Definition, cases: Sequence[Case], points: int | None = None) -> Certificate:
    """Compare the truth with its witnesses at the first `points` of `cases` that serve: small ones, whose shapes are not square.

    Cases with infinities are passed over, those in which a whole array of the result is zero but for rounding, and for differences
    those near a kink.

    Raises:
        NotCertified: with what, where and how far, at the first disagreement; and if no case is left to compare at.
    """
    if not definition.has_truth:
        return Certificate((), 0, DIGITS, 0.0, "", ())
    import sympy

    serving = ((case, settled) for case in cases if (settled := _settled(definition, case)) is not None)
    usable = list(islice(serving, points))
    if not usable:
        raise NotCertified("no point", "every case given: none has a truth that is finite and more than rounding")
    witnesses, gaps = [PRECISIONS], [0.0]
    if _by_sympy(definition, usable, gaps):
        witnesses.append(SYMPY)
    if definition.order:
        gaps += _by_differences(definition, usable)
        witnesses.append(DIFFERENCES)
    if definition.proof is not None:
        gaps += [check_proof(definition, definition.proof, case, settled.bound) for case, settled in usable]
        witnesses.append(CLOSED_FORM)
    dims = tuple(case.dims for case, _ in usable)
    return Certificate(dims, len(usable), DIGITS, max(gaps), sympy.__version__, tuple(witnesses))


def _settled(definition: Definition, case: Case) -> Settled | None:
    if any(_infinite(value) for value in case.inputs.values()):
        return None
    try:
        settled = settle(definition, case)
    except Undecided:
        return None
    finite = all(mp.isfinite(x) for _, leaf in leaves(settled.value) for x in entries(leaf) if hasattr(x, "_mpf_"))
    return settled if finite and not _nothing(definition, settled) else None


def _nothing(definition: Definition, settled: Settled) -> bool:
    """Whether some array of the result is rounding alone: what is zero in theory, and another number with every precision.

    There is nothing that a gap could be relative to.
    """
    with mp.workprec(2 * _bits(settled)):
        finer = evaluate(definition, settled.bound, Reals())
    pairs = zip(leaves(settled.value), leaves(finer), strict=True)
    return any(relative_gap(entries(one), entries(other)) > LARGEST_GAP for (_, one), (_, other) in pairs)


def _infinite(value: Any) -> bool:
    array = np.asarray(value) if isinstance(value, float | np.ndarray) else np.zeros(0)
    return array.dtype.kind == "f" and not np.isfinite(array).all()


def _bits(settled: Settled) -> int:
    return max(int(DIGITS / 0.30103) + 40, settled.bits + 40)


def _by_sympy(definition: Definition, usable: Sequence[tuple[Case, Settled]], gaps: list[float]) -> bool:
    """Whether sympy could follow; a truth function that compares reals in Python is not for it."""
    from grader.truth.derivation import symbolic_result

    for case, settled in usable:
        with mp.workprec(_bits(settled)):
            try:
                theirs = symbolic_result(definition, settled.bound)
            except NotSymbolic as error:
                if definition.function is not None:
                    return False
                raise NotCertified("no derivation", f"the truth: {error}", witness=SYMPY) from None
            gaps.append(require_agreement("the result", case.name, evaluate(definition, settled.bound, Reals()), theirs, SYMPY))
    return bool(usable)


def _by_differences(definition: Definition, usable: Sequence[tuple[Case, Settled]]) -> list[float]:
    smooth = [(case, settled) for case, settled in usable if not near_kink(definition, case)]
    if not smooth:
        raise NotCertified("no point", "every case given: all lie on a kink")
    gaps = []
    for number, (case, settled) in enumerate(smooth):
        with mp.workprec(_bits(settled)):
            got = evaluate(definition, settled.bound, Reals())
        gaps.append(check_by_differences(definition, case, settled.bound, got, every=number == 0))
    return gaps


def require_agreement(what: str, where: str, got: Tree, theirs: Tree, witness: str) -> float:
    """The largest gap of any leaf, relative to the leaf's largest entry.

    Raises:
        NotCertified: if it is too large.
    """
    largest = 0.0
    for (part, ours), (_, other) in zip(leaves(got), leaves(theirs), strict=True):
        gap = relative_gap(entries(ours), entries(other))
        if not gap <= LARGEST_GAP:
            raise NotCertified(f"{what}{' ' + part if part else ''}", where, gap, witness)
        largest = max(largest, gap)
    return largest


def relative_gap(ours: Sequence[Any], theirs: Sequence[Any]) -> float:
    """The largest difference over the largest entry; the difference itself where all are zero."""
    if len(ours) != len(theirs):
        return float("inf")
    reals = [(a, b) for a, b in zip(ours, theirs, strict=True) if hasattr(a, "_mpf_") or hasattr(b, "_mpf_")]
    if any(a != b for a, b in zip(ours, theirs, strict=True) if not (hasattr(a, "_mpf_") or hasattr(b, "_mpf_"))):
        return float("inf")
    scale = max((abs(b) for _, b in reals), default=mp.zero)
    gap = max((abs(a - b) for a, b in reals), default=mp.zero)
    return float(gap / scale) if scale else float(gap)
