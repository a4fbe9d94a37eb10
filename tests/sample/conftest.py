"""Exercises made in a line, and the in-process stand-in for child, truth and judge that shrinking needs."""

from __future__ import annotations

import hashlib
import math

import msgspec
import numpy as np
import pytest

from grader.model.content import CodeContent
from grader.model.exercise import Exercise
from grader.sample import pack, plan

RTOL = 1e-6


def make_exercise(function, inputs, root="", **fields):
    """An exercise with only what sampling reads."""
    content = {
        "form": "code", "format": 1, "title": "t", "difficulty": "easy", "minutes": 1, "ask": "a", "function": function,
        "inputs": inputs, "returns": "p", "reference": "t.f",
    }  # fmt: skip
    return Exercise("sampled", "t", "", root, msgspec.convert(content | fields, CodeContent), "digest")


@pytest.fixture
def exercise():
    return make_exercise


@pytest.fixture
def planned():
    """Plan of an exercise made in a line."""
    return lambda function, inputs, **fields: plan(make_exercise(function, inputs, **fields))


def stream(value):
    """The bits of a value."""
    if isinstance(value, np.ndarray):
        return f"{value.dtype.str}{value.shape}".encode() + value.tobytes()
    return repr(value).encode()


def bits_of(cases):
    """Of everything that a case hands to an answer."""
    total = hashlib.sha256()
    for case in cases:
        total.update(
            repr((case.name, str(case.stratum), case.dtype, str(case.layout), case.dims, case.omitted, case.raises)).encode()
        )
        for name, value in case.inputs.items():
            total.update(name.encode() + stream(value))
    return total.hexdigest()[:16]


@pytest.fixture
def digest():
    """`digest(cases)`: of all their bits."""
    return bits_of


def parts(value):
    """The arrays of a result, in order."""
    if isinstance(value, dict):
        return [part for key in sorted(value) for part in parts(value[key])]
    if isinstance(value, tuple | list):
        return [part for item in value for part in parts(item)]
    return [np.asarray(value)]


class Judge:
    """Compares a wrong answer with a right one in this process, and counts how often it was asked."""

    def __init__(self, plan, right, wrong):
        self.plan, self.right, self.wrong = plan, right, wrong
        self.evals = self.trips = 0
        self.kind = None
        self.seen = []

    def call(self, function, case):
        with np.errstate(all="ignore"):
            return function(**copied(pack(self.plan, case)))

    def error(self, case):
        """Kind of failure and relative error; None for a case that passes."""
        arguments = copied(pack(self.plan, case))
        expected = parts(self.call(self.right, case))
        try:
            with np.errstate(all="ignore"):
                got = parts(self.wrong(**arguments))
        except Exception as error:  # noqa: BLE001 - whatever a wrong answer raises
            return type(error).__name__, math.inf
        if any(e.shape != g.shape for e, g in zip(expected, got, strict=True)):
            return "shape", math.inf
        if not all(
            np.array_equal(a, b, equal_nan=True) for a, b in zip(parts(arguments), parts(pack(self.plan, case)), strict=True)
        ):
            return "mutated", math.inf
        worst = max(map(relative, expected, got), default=0.0)
        if worst == math.inf:
            return "not a number", math.inf
        return ("value", worst) if worst > RTOL else None

    def first_failing(self, cases):
        """Number of the first case that fails; it settles the kind of failure."""
        for number, case in enumerate(cases, 1):
            found = self.error(case)
            if found is not None:
                return number, case
        raise AssertionError("no case fails")

    def worst(self, cases):
        """The failing case with the largest finite error of the kind that comes first."""
        _, first = self.first_failing(cases)
        self.kind = self.error(first)[0]
        failing = [(self.error(case)[1], case) for case in cases if (self.error(case) or ("", 0))[0] == self.kind]
        return max(failing, key=lambda pair: pair[0])[1]

    def severity(self, cases):
        self.evals += len(cases)
        self.trips += 1
        self.seen += cases
        found = [self.error(case) for case in cases]
        return [pair[1] if pair is not None and pair[0] == self.kind else None for pair in found]


def relative(expected, got):
    """Largest error relative to the largest entry; inf where one of them is not a number."""
    expected, got = expected.astype(float), got.astype(float)
    if (np.isfinite(expected) != np.isfinite(got)).any():
        return math.inf
    gap = np.abs(np.where(np.isfinite(expected), expected - got, 0)).max(initial=0)
    size = np.abs(expected[np.isfinite(expected)]).max(initial=0)
    return 0.0 if gap == 0 else gap / size if size else 1.0


def copied(value):
    """A deep copy of arguments."""
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    return value.copy() if isinstance(value, np.ndarray) else value


@pytest.fixture
def judged():
    """`judged(plan, right, wrong)`."""
    return Judge
