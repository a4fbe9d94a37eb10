"""The truth in Python floats, with branches already known: 16 digits, and blind to what overflows or cancels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.model.errors import ContentError
from grader.truth.errors import Undecided
from grader.truth.evaluating import bind
from grader.truth.floats import Floats
from grader.truth.results import evaluate
from grader.truth.tolerance import Floats64
from grader.truth.trees import leaves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model.case import Case, Tree
    from grader.truth.definition import Definition

TRUSTED: Final = 2.0**-30
"""Relative difference to the truth within which floats tell something."""


class Plain(msgspec.Struct, frozen=True):
    """Leaves in order."""

    values: list[Floats64]
    close: bool
    """Whether a comparison is so close that rounding may decide it otherwise."""


def confirmation(definition: Definition, case: Case, decisions: Sequence[Any], truth: Tree) -> Plain | None:
    """The result in floats, if every entry of `truth` (in mpmath numbers) is the same to 9 digits and finite."""
    found = plain(definition, case, decisions)
    if found is None or not all(
        _near(value, as_floats(leaf)) for (_, leaf), value in zip(leaves(truth), found.values, strict=True)
    ):
        return None
    return found


def plain(definition: Definition, case: Case, decisions: Sequence[Any]) -> Plain | None:
    """The result in floats, taking the branches given; None where a number is too large for them."""
    scalars = Floats(decisions)
    with np.errstate(all="ignore"):
        try:
            tree = evaluate(definition, bind(definition, case, float), scalars)
            return Plain([as_floats(leaf) for _, leaf in leaves(tree)], scalars.close)
        except (Undecided, ContentError, OverflowError):
            return None  # what mpmath could evaluate; an integer too large for a float, say


def as_floats(leaf: Any) -> Floats64:
    """A leaf of numbers; zeros for texts and None, which do not change."""
    if isinstance(leaf, str) or leaf is None:
        return np.zeros(())
    return np.asarray(leaf, dtype=np.float64)


def _near(value: Floats64, truth: Floats64) -> bool:
    with np.errstate(all="ignore"):
        # Written so that nan is not near anything.
        return bool(np.all((np.abs(value - truth) <= TRUSTED * np.abs(truth)) & np.isfinite(truth)))
