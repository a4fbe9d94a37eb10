import importlib.util
from pathlib import Path

import numpy as np
import pytest

from grader.model.case import Function
from grader.model.enums import Stratum
from grader.sample import draw, shrink
from grader.sample.bits import fold

_spec = importlib.util.spec_from_file_location("kinds", Path(__file__).with_name("kinds.py"))
_kinds = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_kinds)
KINDS, DIMS = _kinds.KINDS, _kinds.DIMS

each_kind = pytest.mark.parametrize("name", KINDS)
CANDIDATES_PER_KIND = 600


@pytest.fixture
def plan_of(planned):
    return lambda name: planned("f(x)", {"x": KINDS[name][0]}, dims=DIMS)


@each_kind
def test_three_hundred_draws_are_valid(name, plan_of):
    plan = plan_of(name)
    for seed in range(3):
        for case in draw(plan, seed):
            assert KINDS[name][1](case.inputs["x"], case), f"seed {seed}: {case}"


@each_kind
def test_shrink_candidates_are_valid(name, plan_of):
    """Shrink against an answer that fails at random, so that every pass runs deep: 16,000 candidates over all kinds."""
    plan, valid, tried = plan_of(name), KINDS[name][1], 0
    for seed in range(40):
        for case in draw(plan, seed, 6):
            seen = []

            def severity(cases, seen=seen, seed=seed):
                seen += cases
                return [1.0 if index == 0 or fold(seed, len(seen), index) % 3 == 0 else None for index in range(len(cases))]

            shrink(plan, case, severity)
            for candidate in seen:
                assert valid(candidate.inputs["x"], candidate), f"seed {seed}, {case.name}: {candidate}"
                assert candidate.stratum is case.stratum
            tried += len(seen)
        if tried >= CANDIDATES_PER_KIND:
            break
    assert tried >= CANDIDATES_PER_KIND


def test_a_simplex_has_zeros_in_the_special_stratum_only(planned):
    plan = planned("f(p)", {"p": {"kind": "simplex", "shape": ["N"]}}, dims={"N": "2..6"})
    zeros = {case.stratum for seed in range(5) for case in draw(plan, seed) if (case.inputs["p"] == 0).any()}
    assert zeros == {Stratum.SPECIAL}


def test_integer_distributions_add_up_exactly_in_any_order(planned):
    plan = planned("f(p)", {"p": {"kind": "simplex", "shape": ["B", "N"]}}, dims={"B": "1..3", "N": "1..6"})
    for case in draw(plan, 3):
        if case.stratum is Stratum.INTEGER:
            p = case.inputs["p"]
            assert (np.cumsum(p, axis=-1)[:, -1] == 1).all()
            assert (np.cumsum(p[:, ::-1], axis=-1)[:, -1] == 1).all()


def test_a_row_may_be_masked_wholly_in_the_special_stratum_only(planned):
    plan = planned("f(m)", {"m": {"kind": "mask", "shape": ["B", "N"]}}, dims={"B": "1..4", "N": "2..6"})
    empty = {case.stratum for seed in range(5) for case in draw(plan, seed) if not case.inputs["m"].any(axis=-1).all()}
    assert empty == {Stratum.SPECIAL}


def test_masks_are_causal_full_and_single_too(planned):
    plan = planned("f(m)", {"m": {"kind": "mask", "shape": ["N", "N"]}}, dims={"N": "2..5"})
    masks = [case.inputs["m"] for case in draw(plan, 0)]
    assert any(np.array_equal(m, np.tril(np.ones_like(m))) for m in masks)
    assert any(m.all() for m in masks)
    assert any((m.sum(axis=-1) == 1).all() for m in masks)


def test_low_rank_matrices_reach_their_rank(planned):
    plan = planned("f(a)", {"a": {"kind": "low-rank", "shape": ["M", "N"], "rank": 2}}, dims={"M": "3..5", "N": "3..5"})
    ranks = [int(np.linalg.matrix_rank(case.inputs["a"])) for case in draw(plan, 0)]
    assert max(ranks) == 2
    assert sum(rank == 2 for rank in ranks) > 50


def test_positive_definite_matrices_are_dense_with_many_eigenvalues(planned):
    plan = planned("f(a)", {"a": {"kind": "spd", "shape": ["N", "N"]}}, dims={"N": "3..4"})
    plain = [case.inputs["a"] for case in draw(plan, 0) if case.stratum is Stratum.PLAIN]
    assert sum((np.abs(a) > 1e-3).all() for a in plain) > len(plain) / 2
    assert all(len(np.unique(np.round(np.linalg.eigvalsh(a), 6))) == len(a) for a in plain)


def test_orthogonal_matrices_turn_and_reflect(planned):
    plan = planned("f(q)", {"q": {"kind": "orthogonal", "shape": ["N", "N"]}}, dims={"N": "2..4"})
    signs = [round(float(np.linalg.det(case.inputs["q"]))) for case in draw(plan, 0)]
    assert set(signs) == {-1, 1}


def test_coefficients_and_dims_are_filled_into_functions(planned):
    spec = {"kind": "function", "takes": ["x"], "family": ["a * x[0] ** 2 + b * N"], "range": [-1, 1]}
    functions = [case.inputs["f"] for case in draw(planned("g(f)", {"f": spec}, dims={"N": "3..4"}), 0)]
    assert Function(("x",), "(-0.25) * x[0] ** 2 + 0.5 * 4") in functions or len({f.expression for f in functions}) > 20
    assert not any(name in f.expression.replace("x[0]", "") for f in functions for name in ("a", "b", "N"))


def test_a_parameter_named_like_a_coefficient_hides_it(planned):
    spec = {"kind": "function", "takes": ["a"], "family": ["b * sum(a, axis=0)"], "range": [2, 2]}
    assert draw(planned("g(f)", {"f": spec}), 0)[0].inputs["f"] == Function(("a",), "2 * sum(a, axis=0)")


def test_every_axis_of_every_shape_is_drawn(planned):
    inputs = {"x": {"shapes": [["N"], ["B", "N"], ["B", "B", "N"]]}, "axis": {"axis_of": "x"}}
    cases = draw(planned("f(x, axis)", inputs, dims={"B": "1..3", "N": "1..3"}), 0)
    drawn = {(case.inputs["x"].ndim, case.inputs["axis"]) for case in cases}
    assert drawn == {(ndim, axis) for ndim in (1, 2, 3) for axis in range(-ndim, ndim)}
