"""Exercises and summaries as the bank makes them."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from grader.model.enums import Difficulty, Form, Level, Source, Verdict
from grader.model.exercise import Exercise, Summary
from grader.model.forms import AnyContent
from grader.model.report import Cases, Durations, Isolation, Report

SOFTMAX: dict[str, Any] = {
    "form": "code",
    "format": 1,
    "title": "Stable softmax",
    "difficulty": "easy",
    "minutes": 10,
    "ask": "Implement softmax along one axis.",
    "function": "softmax(x, axis=-1)",
    "dims": {"A": "1..3", "B": "1..6", "N": "1..6"},
    "inputs": {
        "x": {"shapes": [["N"], ["B", "N"], ["A", "B", "N"]], "range": [-5, 5], "dtypes": ["float64", "float32", "int64"]},
        "axis": {"axis_of": "x"},
    },
    "truth": "e = exp(x)\np = e / sum(e, axis=axis, keepdims=True)",
    "returns": "p",
    "reference": "numerics.softmax",
    "hints": ["What is exp(710)?", "Adding a constant changes nothing.", "Subtract the maximum."],
}


@pytest.fixture
def make_exercise():
    """Stable softmax, with fields of the content given in place of its own."""

    def make(name="stable-softmax", bank="", digest="d" * 64, **fields):
        content = msgspec.convert(SOFTMAX | fields, AnyContent)
        return Exercise(name, "numerics", bank, "bank", content, digest)

    return make


@pytest.fixture
def make_summary():
    """A summary by its id and what it needs."""

    def make(name, *needs, bank="", track="numerics", difficulty="easy", minutes=10, digest="new"):
        return Summary(name, bank, track, name, Difficulty(difficulty), minutes, Form.CODE, needs, digest)

    return make


@pytest.fixture
def make_report():
    """A report of a check of one exercise."""

    def make(key, verdict=Verdict.PASS, digest="new"):
        return Report(
            exercise=key,
            title=key,
            verdict=verdict,
            seed=1,
            cases=Cases(100, Source.POOL),
            isolation=Isolation(Level.L1, {}),
            checks=(),
            findings=(),
            diagnosis=None,
            durations=Durations(0.1),
            digest=digest,
        )

    return make
