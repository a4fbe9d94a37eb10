"""The proof of a closed form: the gradient of its loss is zero there, and the Hessian positive definite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from mpmath import mp

from grader.truth.arrays import as_array
from grader.truth.errors import NotCertified
from grader.truth.evaluating import environment, run_steps
from grader.truth.reals import Reals
from grader.truth.results import TapeCalculus

if TYPE_CHECKING:
    from grader.model.case import Case
    from grader.truth.definition import Definition, Proof
    from grader.truth.evaluating import Bound


def check_proof(definition: Definition, proof: Proof, case: Case, bound: Bound) -> float:
    """The size of the gradient at the closed form, relative to Hessian times solution; and sympy's gap beside it.

    Raises:
        NotCertified: if it is not zero, the Hessian not positive definite, or sympy's derivatives of the loss are others.
    """
    from grader.truth.certifying import CLOSED_FORM, DIGITS, LARGEST_GAP

    with mp.workdps(DIGITS):
        env = environment(definition, bound, Reals())
        gradient, hessian = _derivatives(proof, env)
        size = max((abs(x) for name in proof.zero for x in as_array(env[name]).flat), default=mp.zero)
        scale = max((abs(x) for row in hessian for x in row), default=mp.zero) * max(size, mp.mpf(2) ** -100)
        residual = max((abs(x) for x in gradient), default=mp.zero)
        gap = float(residual / scale) if scale else float(residual)
        where = f"{case.name} at {', '.join(proof.zero)}"
        if not gap <= LARGEST_GAP:
            raise NotCertified(f"the gradient of `{proof.loss}` is not zero", where, gap, CLOSED_FORM)
        _require_positive(proof, hessian, where)
        return max(gap, _against_sympy(proof, env, where))


def _derivatives(proof: Proof, env: dict[str, Any]) -> tuple[list[Any], list[list[Any]]]:
    """Gradient and Hessian of the loss by all entries of all `zero` names, by the tape."""
    calculus = TapeCalculus(Reals(), 2)
    inside = env | {name: calculus.variables(env[name]) for name in proof.zero}
    values = run_steps(proof.steps, inside, calculus.scalars)
    variables = [variable for name in proof.zero for variable in as_array(inside[name]).flat]
    loss = values[proof.loss]
    if np.shape(loss):
        raise NotCertified("the loss", f"shape {np.shape(loss)}: it must be a single number")
    return calculus.gradient(loss, variables), calculus.hessian(loss, variables)


def _require_positive(proof: Proof, hessian: list[list[Any]], where: str) -> None:
    try:
        factor = mp.cholesky(mp.matrix(hessian))
    except ValueError:
        raise NotCertified(f"the Hessian of `{proof.loss}` is not positive definite", where) from None
    pivots = [factor[i, i] ** 2 for i in range(factor.rows)]
    if min(pivots) <= mp.mpf(10) ** -40 * max(pivots):
        raise NotCertified(f"the Hessian of `{proof.loss}` is singular", where)


def _against_sympy(proof: Proof, env: dict[str, Any], where: str) -> float:
    """The tape's derivatives of the loss against sympy's, away from the solution, where they are not zero."""
    from grader.truth.certifying import SYMPY, require_agreement
    from grader.truth.derivation import symbolic_gradient_and_hessian

    aside = env | {name: as_array(env[name]) * mp.mpf(5) / 4 + mp.mpf(1) / 3 for name in proof.zero}
    ours, theirs = _derivatives(proof, aside), symbolic_gradient_and_hessian(proof, aside)
    gap = require_agreement(f"the gradient of `{proof.loss}`", where, _flat(ours[0]), _flat(theirs[0]), SYMPY)
    mine, other = (_flat([x for row in matrix for x in row]) for matrix in (ours[1], theirs[1]))
    return max(gap, require_agreement(f"the Hessian of `{proof.loss}`", where, mine, other, SYMPY))


def _flat(values: list[Any]) -> np.ndarray[Any, Any]:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
