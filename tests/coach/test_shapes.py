"""Shapes by name, against NumPy: whatever is told about a line of a truth holds for arrays with those lengths."""

from __future__ import annotations

import random

import numpy as np
import pytest

from grader.coach.shapes import truth_shapes
from grader.language import evaluate, parse_program

INPUTS = {
    "A": {"shape": ["N", "D"]},
    "B": {"shape": ["D", "K"]},
    "S": {"shape": ["N", "N"]},
    "T": {"shape": ["Q", "N", "D"]},
    "x": {"shape": ["D"]},
    "w": {"shape": ["N"]},
    "y": {"kind": "label", "shape": ["N"], "classes": "D"},
    "c": {},
    "axis": {"axis_of": "A"},
}
LENGTHS = {"N": 3, "D": 4, "K": 2, "Q": 5}


@pytest.fixture
def shape_of(make_exercise):
    """The shape of one expression over the inputs above."""

    def find(expression):
        content = make_exercise(function="f(A)", dims=LENGTHS, inputs=INPUTS, truth=f"out = {expression}").content
        (shapes,) = truth_shapes(content)
        return shapes["out"]

    return find


@pytest.mark.parametrize(
    ("expression", "shape"),
    [
        ("1 / (1 + exp(-A))", ("N", "D")),
        ("A @ B", ("N", "K")),
        ("A @ x", ("N",)),
        ("w @ A", ("D",)),
        ("x @ x", ()),
        ("T @ B", ("Q", "N", "K")),
        ("A @ swapaxes(T, -1, -2)", ("Q", "N", "N")),
        ("A.T", ("D", "N")),
        ("A * x + c", ("N", "D")),
        ("A + 1.5 * pi", ("N", "D")),
        ("A > 0", ("N", "D")),
        ("A[:, None] * B.T", ("N", "K", "D")),
        ("A[0]", ("D",)),
        ("A[0, 1]", ()),
        ("A[1:]", (None, "D")),
        ("sum(A)", ()),
        ("sum(A, axis=0)", ("D",)),
        ("max(A, axis=-1)", ("N",)),
        ("mean(A, axis=1, keepdims=True)", ("N", 1)),
        ("A - mean(A, axis=0)", ("N", "D")),
        ("A / sum(A, axis=axis, keepdims=True)", ("N", "D")),
        ("sum(A, axis=axis)", (None,)),
        ("logsumexp(A)", ("N",)),
        ("softmax(A, axis=0)", ("N", "D")),
        ("where(A > 0, A, c)", ("N", "D")),
        ("maximum(A, x)", ("N", "D")),
        ("pick(A, y)", ("N",)),
        ("solve(S, A)", ("N", "D")),
        ("inv(S) @ w", ("N",)),
        ("det(S) + trace(S) + norm(A)", ()),
        ("S + c * eye(N)", ("N", "N")),
        ("eye(3)", (3, 3)),
        ("expand_dims(w, -1) * x", ("N", "D")),
        ("expand_dims(A, 1)", ("N", 1, "D")),
        ("transpose(T)", ("D", "N", "Q")),
        ("transpose(T, axes=(0, 2, 1))", (None, None, None)),
        ("A if c > 0 else -A", ("N", "D")),
        ("A if c > 0 else x", None),
        ("concatenate([A, A])", None),
        ("A[y]", None),
    ],
)
def test_the_shape_of_an_expression(shape_of, expression, shape):
    assert shape_of(expression) == shape


def value(name):
    given = INPUTS[name]
    rng = np.random.default_rng(7)
    if "axis_of" in given:
        return 1
    lengths = tuple(LENGTHS[extent] for extent in given.get("shape", ()))
    if given.get("kind") == "label":
        return rng.integers(0, LENGTHS["D"], lengths)
    return rng.uniform(1, 2, lengths) if lengths else 1.25


def random_expression(rng, depth):
    if depth == 0:
        return rng.choice(["A", "B", "S", "T", "x", "w", "c", "2"])
    parts = [random_expression(rng, depth - 1) for _ in range(2)]
    form = rng.choice(
        [
            "{0} + {1}", "{0} * {1}", "{0} @ {1}", "exp({0})", "sum({0})", "sum({0}, axis=0)", "mean({0}, axis=-1, keepdims=True)",
            "max({0}, axis=axis)", "({0}).T", "({0})[0]", "({0})[:, None]", "({0})[1:]", "softmax({0})", "expand_dims({0}, 0)",
            "maximum({0}, {1})", "swapaxes({0}, 0, -1)", "transpose({0})", "({0})[None]", "where({0} > 1, {0}, {1})",
        ]
    )  # fmt: skip
    return form.format(*(f"({part})" if form[0] == "{" else part for part in parts))


@pytest.mark.parametrize("seed", range(8))
def test_what_is_told_of_random_expressions_is_true(shape_of, seed):
    rng = random.Random(seed)
    env = {name: value(name) for name in INPUTS} | LENGTHS
    told = 0
    while told < 60:
        expression = random_expression(rng, rng.randrange(1, 4))
        try:
            with np.errstate(all="ignore"):
                (line,) = parse_program(f"out = {expression}", names=env, path="truth").lines
                found = np.shape(evaluate(line.expression, env))
        except (ValueError, IndexError, TypeError):
            # Only content that is right comes to a stub.
            continue
        shape = shape_of(expression)
        if shape is not None:
            assert len(shape) == len(found), expression
            lengths = [LENGTHS.get(extent, extent) for extent in shape]
            assert all(length in (None, real) for length, real in zip(lengths, found, strict=True)), expression
            told += 1
