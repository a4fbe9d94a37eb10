"""Small judged cases, made by hand."""

import numpy as np

from grader.judge import Judged, judge
from grader.model.case import Case, ErrorFacts, Expected, Observation
from grader.model.content import Contract
from grader.model.enums import Layout, Outcome, Stratum

TOLERANCE = 1e-12


def tolerances(value):
    if isinstance(value, dict):
        return {key: tolerances(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(map(tolerances, value))
    return None if isinstance(value, str | bool) else TOLERANCE * (1 + np.abs(np.asarray(value, dtype=float)))


def expected(value):
    return Expected(value, tolerances(value))


def case(**changes):
    given = {
        "name": "case 1",
        "stratum": Stratum.PLAIN,
        "dtype": "float64",
        "layout": Layout.CONTIGUOUS,
        "dims": {"B": 2, "N": 3},
        "inputs": {},
    }
    told = given | changes
    return Case(**{"main": told["dtype"] == "float64", **told})


def returned(value, **more):
    return Observation(outcome=Outcome.RETURNED, value=value, **more)


def raised(*bases, message="no"):
    return Observation(outcome=Outcome.RAISED, error=ErrorFacts(bases[0], bases, message, ()))


def judged(item, call, value, seen, contract=None):
    wanted = expected(value)
    return Judged(item, call, wanted, seen, tuple(judge(contract or Contract(), item, call, wanted, seen)))
