"""The reference as a witness: called, compared, and believed alone only where there is no truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from grader.model.case import Expected
from grader.model.errors import DlprepError
from grader.truth.aligning import align, freedom
from grader.truth.errors import ReferenceWrong
from grader.truth.moving import moved
from grader.truth.tolerance import Evidence, Floats64, allow, scales
from grader.truth.trees import leaves, paired, rebuild

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.model.case import Case, Tree
    from grader.model.content import Freedom
    from grader.truth.definition import Definition

PATTERNS_ALONE: Final = 6
"""Moves tried without truth: they show the reference's rounding as well, and cost nothing else."""


def call(case: Case, function: Callable[[Case], Tree], what: str = "reference") -> Tree:
    """What `function` returns.

    Raises:
        ReferenceWrong: if it raises.
    """
    try:
        return function(case)
    except DlprepError:
        raise  # the caller's own word for a reference that fails
    except Exception as error:
        raise ReferenceWrong(case.name, f"{what}: raises", expected="a result", got=f"{type(error).__name__}: {error}") from error


def beside(case: Case, tree: Tree, other: Tree, what: str = "reference") -> list[tuple[str, Any, Any]]:
    """The leaves of two trees side by side.

    Raises:
        ReferenceWrong: if their form differs.
    """
    try:
        return list(paired(tree, other))
    except ValueError as error:
        raise ReferenceWrong(case.name, f"{what}: form", expected="the form of `returns`", got=str(error)) from None


def is_real(value: Any) -> bool:
    """Whether a leaf is of real numbers: compared within a tolerance. Others must be identical."""
    return isinstance(value, float | np.floating) or (isinstance(value, np.ndarray) and value.dtype.kind == "f")


def distance(case: Case, part: str, y: Floats64, other: Any, what: str = "reference") -> Floats64:
    """|other - y| entry by entry; 0 for equal infinities and for nan twice, inf where only one is finite.

    Raises:
        ReferenceWrong: if `other` is not numbers of that shape.
    """
    array = np.asarray(other)
    if array.dtype.kind not in "fiub":
        raise ReferenceWrong(case.name, f"{what}: form", part=part, expected="numbers", got=type(other).__name__)
    if array.shape != y.shape:
        raise ReferenceWrong(case.name, f"{what}: shape", part=part, expected=y.shape, got=array.shape)
    values = array.astype(np.float64)
    with np.errstate(all="ignore"):
        gap = np.abs(values - y)
        gap = np.where(np.isnan(gap), np.inf, gap)
        return np.where((values == y) | (np.isnan(values) & np.isnan(y)), 0.0, gap)


def require(case: Case, part: str, expected: Any, got: Any, error: Floats64, allowed: Floats64, what: str = "reference") -> None:
    """Refuse errors beyond what is allowed.

    Raises:
        ReferenceWrong: at the entry that is furthest beyond.
    """
    wrong = error > allowed
    if not wrong.any():
        return
    with np.errstate(all="ignore"):
        excess = np.where(wrong, error / (allowed + np.finfo(np.float64).tiny), 0.0)
    worst = np.unravel_index(int(np.argmax(excess)), error.shape)
    index = tuple(int(i) for i in worst)
    raise ReferenceWrong(
        case.name,
        f"{what}: value",
        part=part,
        index=index,
        expected=float(np.asarray(expected, dtype=np.float64)[worst]),
        got=float(np.asarray(got, dtype=np.float64)[worst]),
        allowed=float(allowed[worst]),
    )


def require_same(case: Case, part: str, expected: Any, got: Any, what: str = "reference") -> None:
    """Refuse whole numbers, truth values or texts that are not identical.

    Raises:
        ReferenceWrong: naming both.
    """
    same = np.array_equal(expected, got) if isinstance(expected, np.ndarray) else np.shape(got) == () and bool(expected == got)
    if not same:
        raise ReferenceWrong(case.name, f"{what}: value", part=part, expected=expected, got=got)


def from_reference(
    definition: Definition, case: Case, reference: Callable[[Case], Tree], second: Callable[[Case], Tree] | None
) -> Expected:
    """Without truth: the reference's own result; kappa is how that changes, E how far the second implementation is.

    Raises:
        ReferenceWrong: if the two are further apart than rounding explains.
    """
    value, free = plain(call(case, reference)), freedom(definition.content)
    other = value if second is None else align(free, value, plain(call(case, second, "second")))
    at = scales(definition, case)
    nearby = (_near(copy, reference, value, free) for copy in moved(definition, case, PATTERNS_ALONE))
    copies = [near for near in nearby if near is not None]
    tolerances: list[Any] = []
    for position, (part, leaf, rival) in enumerate(beside(case, value, other, "second")):
        if not is_real(leaf):
            require_same(case, part, leaf, rival, "second")
            tolerances.append(None)
            continue
        y = np.asarray(leaf, dtype=np.float64)
        kappa = _largest_change(y, [near[position] for near in copies])
        error = distance(case, part, y, rival, "second")
        allowed = allow(at, y, error, Evidence(kappa, np.zeros(y.shape), np.zeros(y.shape, dtype=bool), y == 0))
        require(case, part, leaf, rival, error, allowed.reference, "second")
        tolerances.append(allowed.tolerance if isinstance(leaf, np.ndarray) else float(allowed.tolerance))
    return Expected(value, rebuild(value, iter(tolerances)), free)


def _largest_change(y: Floats64, nearby: list[Any]) -> Floats64:
    """From `y` to results at moved inputs; those of another form, and entries that are not finite, say nothing."""
    kappa = np.zeros(y.shape)
    for near in nearby:
        if is_real(near) and np.shape(near) == y.shape:
            with np.errstate(all="ignore"):
                change = np.abs(np.asarray(near, dtype=np.float64) - y)
            kappa = np.fmax(kappa, np.where(np.isfinite(change), change, 0.0))
    return kappa


def any_of_several(case: Case, reference: Callable[[Case], Tree]) -> Expected:
    """Where several results are right, the reference's: for its form only."""
    got = plain(call(case, reference))
    return Expected(got, rebuild(got, (_unlimited(leaf) for _, leaf in leaves(got))))


def _near(copy: Case, reference: Callable[[Case], Tree], value: Tree, free: Freedom | None) -> list[Any] | None:
    """The reference's result nearby; None where it refuses the moved inputs, or has another form there."""
    try:
        with np.errstate(all="ignore"):
            return [leaf for _, _, leaf in paired(value, align(free, value, plain(reference(copy))))]
    except Exception:  # noqa: BLE001 - an ulp beyond the domain: this copy says nothing
        return None


def plain(tree: Tree) -> Tree:
    """Floating leaves as float64 arrays and Python floats."""

    def leaf(value: Any) -> Any:
        if isinstance(value, np.ndarray) and value.dtype.kind == "f":
            return value.astype(np.float64) if value.ndim else float(value)
        return value.item() if isinstance(value, np.generic) else value

    return rebuild(tree, (leaf(value) for _, value in leaves(tree)))


def _unlimited(leaf: Any) -> Any:
    if not is_real(leaf):
        return None
    return np.full(leaf.shape, np.inf) if isinstance(leaf, np.ndarray) else float("inf")
