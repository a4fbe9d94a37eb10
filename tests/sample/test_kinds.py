"""Values of each kind are valid, drawn and shrunk. What is valid is written from the format, not from the sampler."""

import math

import numpy as np
import pytest

from grader.model.case import Function, Generator
from grader.model.enums import Stratum
from grader.sample import draw, shrink
from grader.sample.bits import fold

CANDIDATES_PER_KIND = 600


def inside(low, high, *special):
    """Entries in the range or among the special ones."""

    def check(value, case):
        array = np.asarray(value, dtype=float)
        fine = (array >= low) & (array <= high)
        for number in special:
            fine |= np.isnan(array) if math.isnan(number) else array == number
        return fine.all()

    return check


def shaped(*extents):
    return lambda value, case: value.shape == tuple(case.dims[e] if isinstance(e, str) else e for e in extents)


def typed(*dtypes):
    """In the dtype of the case where it is declared, else in the first."""
    return lambda value, case: value.dtype.name == (case.dtype if case.dtype in dtypes else dtypes[0])


def symmetric(value, case):
    return np.array_equal(value, np.swapaxes(value, -1, -2))


def definite(condition):
    def check(value, case):
        eigenvalues = np.linalg.eigvalsh(value.astype(float))
        if not eigenvalues.size:
            return True
        slack = 64 * np.finfo(value.dtype).eps * condition
        return (eigenvalues.min(-1) > 0).all() and (eigenvalues.max(-1) <= condition * (1 + slack) * eigenvalues.min(-1)).all()

    return check


def orthonormal(value, case):
    wide = value.astype(float)
    product = np.swapaxes(wide, -1, -2) @ wide if wide.shape[-2] >= wide.shape[-1] else wide @ np.swapaxes(wide, -1, -2)
    return np.allclose(product, np.eye(product.shape[-1]), rtol=0, atol=32 * np.finfo(value.dtype).eps)


def distribution(axes):
    def check(value, case):
        rows = value.astype(float).reshape(1, -1) if axes == "all" else value.astype(float).reshape(-1, value.shape[-1])
        unit = np.finfo(value.dtype).eps
        return (rows >= 0).all() and all(abs(math.fsum(row) - 1) <= unit for row in rows)

    return check


def one_hot(value, case):
    return np.isin(value, (0, 1)).all() and (value.sum(axis=-1) == 1).all()


def rows_attend(value, case):
    return case.stratum is Stratum.SPECIAL or value.any(axis=-1).all()


def whole(value, case):
    return np.array_equal(value, np.rint(value))


def rank_at_most(extent):
    return lambda value, case: np.linalg.matrix_rank(value.astype(float), tol=1e-6).max(initial=0) <= max(case.dims[extent], 0)


def python(kind):
    return lambda value, case: type(value) is kind


def function_of(*takes):
    return lambda value, case: isinstance(value, Function) and value.takes == takes


def all_of(*checks):
    return lambda value, case: all(check(value, case) for check in checks)


FLOATS = ["float64", "float32", "float16"]
MIXED = ["float64", "float32", "float16", "int64", "int8"]

KINDS = {
    "real": ({"shape": ["B", "N"], "range": [-5, 5], "extreme": [-2000, 2000], "dtypes": MIXED},
             all_of(shaped("B", "N"), typed(*MIXED), inside(-2000, 2000))),
    "real with special values": ({"shape": ["N"], "range": [0, 1], "special": [-math.inf, math.nan, 3]},
                                 all_of(shaped("N"), inside(0, 1, -math.inf, math.nan, 3))),
    "on a logarithmic scale": ({"shape": ["N"], "range": [1e-6, 10], "extreme": [1e-300, 1e300], "log": True, "dtypes": FLOATS},
                               all_of(typed(*FLOATS), inside(1e-300, 1e300))),
    "bounded by dims": ({"shape": ["N"], "range": ["-B", "N + 1"]},
                        lambda value, case: inside(-case.dims["B"], case.dims["N"] + 1)(value, case)),
    "number": ({"range": [0.5, 0.95], "nice": [0.9]}, all_of(python(float), inside(0.5, 0.95))),
    "whole number": ({"kind": "integer", "range": [1, "min(B, N) + 1"]},
                     lambda value, case: type(value) is int and 1 <= value <= min(case.dims["B"], case.dims["N"]) + 1),
    "integers": ({"kind": "integer", "shape": ["B", "N"], "range": [-7, 70], "dtypes": ["int64", "int8", "uint8"]},
                 all_of(typed("int64", "int8", "uint8"), inside(-7, 70))),
    "truth value": ({"kind": "boolean"}, python(bool)),
    "truth values": ({"kind": "boolean", "shape": ["N"]}, all_of(typed("bool"), shaped("N"))),
    "labels": ({"kind": "label", "shape": ["B"], "classes": "N", "dtypes": ["int64", "uint8"]},
               lambda value, case: value.shape == (case.dims["B"],) and ((value >= 0) & (value < case.dims["N"])).all()),
    "label": ({"kind": "label", "classes": "N"}, lambda value, case: type(value) is int and 0 <= value < case.dims["N"]),
    "one-hot": ({"kind": "one-hot", "shape": ["B", "N"], "dtypes": FLOATS}, all_of(shaped("B", "N"), typed(*FLOATS), one_hot)),
    "distribution": ({"kind": "simplex", "shape": ["N"], "dtypes": FLOATS},
                     all_of(shaped("N"), typed(*FLOATS), distribution("last"))),
    "distributions": ({"kind": "simplex", "shape": ["B", "N"]}, all_of(shaped("B", "N"), distribution("last"))),
    "joint distribution": ({"kind": "simplex", "shape": ["B", "N"], "over": "all", "extreme": [1e-12, 1]}, distribution("all")),
    "symmetric": ({"kind": "symmetric", "shape": ["N", "N"], "dtypes": MIXED}, all_of(shaped("N", "N"), typed(*MIXED), symmetric)),
    "positive definite": ({"kind": "spd", "shape": ["N", "N"], "dtypes": ["float64", "float32"]}, all_of(symmetric, definite(100))),
    "well conditioned": ({"kind": "spd", "shape": ["B", "N", "N"], "condition": 5, "range": [1e-3, 1e3], "extreme": [1e-9, 1e9]},
                         all_of(shaped("B", "N", "N"), symmetric, definite(5))),
    "orthogonal": ({"kind": "orthogonal", "shape": ["N", "N"], "dtypes": ["float64", "float32"]}, orthonormal),
    "orthonormal columns or rows": ({"kind": "orthogonal", "shape": ["B", "N"]}, all_of(shaped("B", "N"), orthonormal)),
    "low rank": ({"kind": "low-rank", "shape": ["M", "N"], "rank": "B", "dtypes": MIXED},
                 all_of(shaped("M", "N"), whole, rank_at_most("B"))),
    "mask": ({"kind": "mask", "shape": ["B", "N"]}, all_of(typed("bool"), shaped("B", "N"), rows_attend)),
    "mask over another axis": ({"kind": "mask", "shape": ["B", 1, "N"]}, all_of(shaped("B", 1, "N"), rows_attend)),
    "function": ({"kind": "function", "takes": ["u"], "family": ["a * sum(u * u) + b", "c * sum(exp(u)) / N"], "range": [-2, 2]},
                 function_of("u")),
    "generator": ({"kind": "rng"}, lambda value, case: isinstance(value, Generator) and 0 <= value.seed < 2**31),
    "choice": ({"choices": ["mean", None, 3]}, lambda value, case: value in ("mean", None, 3)),
}  # fmt: skip
DIMS = {"B": "1..4", "M": "1..5", "N": "1..6"}

each_kind = pytest.mark.parametrize("name", KINDS)


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
