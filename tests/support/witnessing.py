"""Outside witnesses: independent implementations of what exercises ask for, and how a case is compared with one.

Three values meet at every case: the truth, the reference and the witness. The truth comes from the exercise's definition, the
reference is ours as well; a library that others wrote and use settles whether both mean what the rest of the world means.
"""

import os
from collections import Counter
from enum import Enum
from functools import cache
from importlib.util import find_spec

import msgspec
import numpy as np

from grader.bank import open_bank
from grader.build import prepare
from grader.judge import Terms, compare
from grader.model.content import Contract
from grader.model.enums import Outcome, Stratum
from grader.sample import draw
from grader.sandbox import observe
from grader.truth.trees import leaves, rebuild

FIRST_SEED = int(os.environ.get("DLPREP_SEED", "1"))
SEEDS = range(FIRST_SEED, FIRST_SEED + 3)
CASES = 16
"""Random cases of one seed, over all strata; edge cases come beside those of the first seed."""

ANY_DTYPE = Terms(Contract(dtype="any"), "float16")
"""A witness answers in the dtype that its library has."""


class Library(Enum):
    """Where witnesses come from: name in sentences, module to import."""

    SCIPY = ("SciPy", "scipy")
    SKLEARN = ("scikit-learn", "sklearn")
    TORCH = ("PyTorch", "torch")

    def __init__(self, title, module):
        self.title, self.module = title, module

    @property
    def installed(self):
        return find_spec(self.module) is not None


class Witness(msgspec.Struct, frozen=True):
    """One exercise computed by a library: `compute` takes what an answer takes."""

    exercise: str
    library: Library
    compute: object
    rtol: float
    """What the library promises, relative to the entry, beyond the case's own tolerance."""
    atol: float
    """The same relative to the largest entry of the part, or to 1 where that is larger: solvers, and finite differences."""
    unless: dict
    """Cases that are left out: why, and which (a predicate)."""

    @property
    def name(self):
        return f"{self.exercise}-{self.library.module}"

    def answers(self, case):
        """Whether this case is one for it."""
        return not any(leaves_out(case) for leaves_out in self.unless.values())


WITNESSES = []
COMPARED = Counter()
"""Cases compared in this run, by library."""


def witness(library, *exercises, rtol=1e-9, atol=0.0, unless=None):
    """Enter a function into the table, as the witness of these exercises."""

    def enter(function):
        WITNESSES.extend(Witness(exercise, library, function, rtol, atol, unless or {}) for exercise in exercises)
        return function

    return enter


def arrays(case):
    return [np.asarray(value) for value in case.inputs.values() if isinstance(value, np.ndarray | float | int)]


def empty(case):
    return any(x.size == 0 for x in arrays(case))


def large(case):
    """Entries at which the rounding of a function is larger than its differences."""
    return any(np.abs(x.astype(np.float64)).max(initial=0.0) >= 1e3 for x in arrays(case))


def far(case):
    """Entries whose powers leave the range of float64."""
    sizes = np.concatenate([np.abs(x.astype(np.float64)).ravel() for x in arrays(case)])
    return bool(((sizes > 1e75) & np.isfinite(sizes) | (sizes < 1e-75) & (sizes > 0)).any())


@cache
def prepared(exercise):
    return prepare(open_bank().exercise(exercise))


@cache
def drawn(exercise, seed):
    """Cases by dlprep's own sampler, each with what is expected of it and what the reference returns.

    Fewer than a check has, of more seeds, and certified elsewhere: computing the truth is what takes the time.
    """
    made = prepared(exercise)
    found = []
    for case in draw(made.plan, seed, CASES, made.near_kink):
        if case.raises is None and case.unique and (seed == FIRST_SEED or case.stratum is not Stratum.EDGE):
            expected = made.expect(case)
            if expected is not None:
                found.append((case, expected, made.reference(case)))
    return tuple(found)


def widened(expected, rtol, atol):
    """The same with what a library promises added to the tolerance."""

    def allowed():
        for (_, value), (_, tolerance) in zip(leaves(expected.value), leaves(expected.tolerance), strict=True):
            if tolerance is None:
                yield None
                continue
            size = np.abs(np.asarray(value, dtype=np.float64))
            size = np.where(np.isfinite(size), size, 0.0)
            yield tolerance + rtol * size + atol * max(1.0, float(np.max(size, initial=0.0)))

    return msgspec.structs.replace(expected, tolerance=rebuild(expected.value, allowed()))


def disagreements(one, case, expected, reference):
    """What the three say differently about a case: pairs by name, and where they part."""
    seen = observe(one.compute, prepared(one.exercise).call(case))
    if seen.outcome is not Outcome.RETURNED:
        yield f"{one.library.title}: {seen.outcome}, {seen.error}"
        return
    COMPARED[one.library] += 1
    wide = widened(expected, one.rtol, one.atol)
    twice = msgspec.structs.replace(widened(wide, one.rtol, one.atol), value=reference)
    pairs = (
        ("the reference and the truth", expected, reference),
        (f"{one.library.title} and the truth", wide, seen.value),
        (f"{one.library.title} and the reference", twice, seen.value),
    )
    for who, given, got in pairs:
        for failure in compare(ANY_DTYPE, given, got):
            told = f"{failure.got} for {failure.expected}, {failure.tolerance} allowed"
            yield f"{who}: {failure.fact} {failure.part} {failure.index}: {told}"


def summary(witnesses, libraries, compared):
    """What a run says at its end: how much was compared, and what was left out because a library is not there."""
    held = [one for one in witnesses if one.library in libraries]
    shares = ", ".join(f"{compared[library]:,} of {library.title}" for library in Library if library in libraries)
    yield (
        f"witnesses: {sum(compared.values()):,} cases compared ({shares}); {len(held)} witnesses of "
        f"{len({one.exercise for one in held})} exercises, DLPREP_SEED={FIRST_SEED}"
    )
    for library in Library:
        if library not in libraries:
            count = sum(one.library is library for one in witnesses)
            yield f"witnesses left out: {library.title} is not installed ({count} comparisons)"
