import hashlib
import subprocess
import sys

import numpy as np
import pytest

from grader.model.case import Case, Function, Generator
from grader.model.enums import Layout, Stratum
from grader.model.errors import ContentError
from grader.sample import draw

RANDOM = {Stratum.PLAIN, Stratum.INTEGER, Stratum.SPECIAL, Stratum.EXTREME, Stratum.TIE}

SOFTMAX = {
    "function": "softmax(x, axis=-1)",
    "dims": {"A": "1..3", "B": "1..6", "N": "1..6"},
    "inputs": {
        "x": {
            "shapes": [["N"], ["B", "N"], ["A", "B", "N"]],
            "range": [-5, 5],
            "extreme": [-2000, 2000],
            "dtypes": ["float64", "float32", "int64"],
        },
        "axis": {"axis_of": "x"},
    },
    "edge_cases": [{"name": "one logit", "x": [7.0]}, {"name": "minus infinity", "x": [0.0, -np.inf]}],
    "raises": [{"name": "no axis 3", "x": [1.0], "axis": 3}],
}
STRUCTURED = {
    "function": "f(S, C, Q, L, p, y, h, m, f, rng, lam, how)",
    "dims": {"B": "0..4", "N": "1..5", "K": "1..3"},
    "where": ["K <= N"],
    "inputs": {
        "S": {"kind": "symmetric", "shape": ["N", "N"], "dtypes": ["float64", "float32"]},
        "C": {"kind": "spd", "shape": ["N", "N"]},
        "Q": {"kind": "orthogonal", "shape": ["N", "K"]},
        "L": {"kind": "low-rank", "shape": ["B", "N"], "rank": 1, "dtypes": ["float64", "float16"]},
        "p": {"kind": "simplex", "shape": ["B", "N"], "dtypes": ["float64", "float32"]},
        "y": {"kind": "label", "shape": ["B"], "classes": "N"},
        "h": {"kind": "one-hot", "shape": ["B", "N"]},
        "m": {"kind": "mask", "shape": ["B", 1, "N"]},
        "f": {"kind": "function", "takes": ["u"], "family": ["a * sum(u)", "b * u[0] + c"]},
        "rng": {"kind": "rng"},
        "lam": {"range": [1e-3, 10], "log": True, "extreme": [1e-200, 1e200]},
        "how": {"choices": ["mean", "sum", None]},
    },
}


def stream(value):
    """The bits of a value."""
    if isinstance(value, np.ndarray):
        return f"{value.dtype.str}{value.shape}".encode() + value.tobytes()
    return repr(value).encode()


def digest(cases):
    """Of everything that a case hands to an answer."""
    total = hashlib.sha256()
    for case in cases:
        total.update(
            repr((case.name, str(case.stratum), case.dtype, str(case.layout), case.dims, case.omitted, case.raises)).encode()
        )
        for name, value in case.inputs.items():
            total.update(name.encode() + stream(value))
    return total.hexdigest()[:16]


@pytest.mark.parametrize(
    ("fields", "seed", "pinned"),
    [
        (SOFTMAX, 0, "?"),
        (SOFTMAX, 2**70 + 1, "?"),
        (STRUCTURED, 0, "?"),
        (STRUCTURED, 12345, "?"),
    ],
)
def test_a_seed_gives_the_same_bits_on_every_machine(planned, fields, seed, pinned):
    """Changing these digests changes what every printed seed means: only for a release that says so."""
    assert digest(draw(planned(**fields), seed)) == pinned


def test_a_seed_gives_the_same_bits_in_another_process(planned):
    code = (
        "import importlib.util as u, pathlib; s = u.spec_from_file_location('t', %r); t = u.module_from_spec(s); s.loader.exec_module(t);"
        "c = u.spec_from_file_location('c', %r); f = u.module_from_spec(c); c.loader.exec_module(f);"
        "from grader.sample import plan; print(t.digest(t.draw(plan(f.make_exercise(**t.STRUCTURED)), 7)))"
    )
    from pathlib import Path

    here = Path(__file__)
    ran = subprocess.run(
        [sys.executable, "-c", code % (str(here), str(here.with_name("conftest.py")))], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == digest(draw(planned(**STRUCTURED), 7))


def test_seeds_differ(planned):
    plan = planned(**SOFTMAX)
    assert len({digest(draw(plan, seed)) for seed in range(50)}) == 50


def test_a_case_does_not_depend_on_how_many_are_drawn(planned):
    plan = planned(**STRUCTURED)
    assert digest(draw(plan, 3, 10)[:10]) == digest(draw(plan, 3, 200)[:10])


def test_another_input_changes_no_other(planned):
    more = SOFTMAX | {"function": "softmax(x, axis=-1, t=1.0)", "inputs": SOFTMAX["inputs"] | {"t": {"range": [1, 2]}}}
    for before, after in zip(draw(planned(**SOFTMAX), 5), draw(planned(**more), 5), strict=True):
        assert np.array_equal(before.inputs["x"], after.inputs["x"])
        assert before.dims == after.dims


def test_another_dim_changes_no_other(planned):
    spec = {"x": {"shape": ["N"]}}
    more = {"x": {"shape": ["N"]}, "y": {"shape": ["M"]}}
    fewer, both = planned("f(x)", spec, dims={"N": "1..9"}), planned("f(x, y)", more, dims={"M": "3..5", "N": "1..9"})
    pairs = list(zip(draw(fewer, 1), draw(both, 1), strict=True))
    alike = [(a, b) for a, b in pairs if a.dims["N"] == b.dims["N"]]
    assert all(np.array_equal(a.inputs["x"], b.inputs["x"]) for a, b in alike)
    # Only where lengths are to be all alike, or all different, do they depend on each other.
    assert len(alike) >= 50


@pytest.mark.parametrize("seed", range(20))
def test_a_hundred_cases_hold_every_option(planned, seed):
    cases = draw(planned(**SOFTMAX), seed)[:100]
    assert {case.stratum for case in cases} == RANDOM
    assert {case.layout for case in cases} == set(Layout) - {Layout.LIST}
    assert {case.inputs["x"].ndim for case in cases} == {1, 2, 3}
    assert {case.inputs["x"].dtype.name for case in cases} == {"float64", "float32", "int64"}
    assert 55 <= sum(case.dtype == "float64" for case in cases) <= 75
    assert 0.2 <= sum(case.omitted == ("axis",) for case in cases) / 100 <= 0.5
    batches = [case.dims for case in cases if case.inputs["x"].ndim == 3]
    assert any(len(set(dims.values())) == 3 for dims in batches)
    assert any(len(set(dims.values())) == 1 and dims["N"] > 1 for dims in batches)
    for spread in (1, 6):
        assert any(case.dims["B"] == case.dims["N"] == spread for case in cases)


def test_every_stratum_meets_every_dtype_over_a_few_seeds(planned):
    plan = planned(**SOFTMAX)
    met = {(case.stratum, case.dtype) for seed in range(4) for case in draw(plan, seed)[:100]}
    assert met >= {(stratum, dtype) for stratum in RANDOM for dtype in ("float64", "float32", "int64")}


def test_every_choice_comes_up(planned):
    drawn = [case.inputs["how"] for case in draw(planned(**STRUCTURED), 2)]
    assert {drawn.count(choice) for choice in ("mean", "sum", None)} <= {33, 34}


def test_inputs_with_a_default_are_left_out_together_and_one_by_one(planned):
    inputs = {"x": {"shape": ["N"]}, **{name: {"range": [0, 1]} for name in ("lr", "mu", "eps")}}
    plan = planned("step(x, lr=0.5, mu=0.25, eps=1e-8)", inputs, dims={"N": "1..3"})
    cases = draw(plan, 0)
    assert {len(case.omitted) for case in cases} == {0, 1, 2, 3}
    for case in cases:
        defaults = {"lr": 0.5, "mu": 0.25, "eps": 1e-8}
        assert {name: case.inputs[name] for name in case.omitted} == {name: defaults[name] for name in case.omitted}


def test_a_default_that_is_a_numpy_function_is_one_of_the_language(planned):
    spec = {"kind": "function", "takes": ["z"], "family": ["a * z"]}
    case = next(case for case in draw(planned("f(act=np.tanh)", {"act": spec}), 0) if case.omitted)
    assert case.inputs["act"] == Function(("z",), "tanh(z)")


def test_inputs_share_the_dtype_of_the_case_where_they_declare_it(planned):
    inputs = {
        "X": {"shape": ["N"], "dtypes": ["float64", "float32"]},
        "w": {"shape": ["N"]},
        "y": {"kind": "label", "shape": ["N"], "classes": 3, "dtypes": ["int64", "uint8"]},
    }
    cases = draw(planned("f(X, w, y)", inputs, dims={"N": "1..3"}), 0)
    seen = {case.dtype: tuple(value.dtype.name for value in case.inputs.values()) for case in cases}
    assert seen == {
        "float64": ("float64", "float64", "int64"),
        "float32": ("float32", "float64", "int64"),
        "uint8": ("float64", "float64", "uint8"),
    }


def test_scalars_are_python_numbers_and_arrays_without_axes_are_arrays(planned):
    spec = {"kind": "integer", "shapes": [None, [], ["M"]], "range": [0, 9]}
    cases = draw(planned("pmf(k, p)", {"k": spec, "p": {"range": [0, 1]}}, dims={"M": "1..4"}), 0)
    assert {type(case.inputs["p"]) for case in cases} == {float}
    assert {type(case.inputs["k"]) if case.inputs["k"] is int else np.ndim(case.inputs["k"]) for case in cases} == {0, 1}
    assert {type(case.inputs["k"]) for case in cases} == {int, np.ndarray}
    assert any(isinstance(case.inputs["k"], np.ndarray) and case.inputs["k"].ndim == 0 for case in cases)


def test_shapes_of_several_inputs_go_together(planned):
    inputs = {"q": {"shapes": [["T", "D"], ["B", "T", "D"]]}, "mask": {"kind": "mask", "shapes": [["T"], ["B", 1, "T"]]}}
    cases = draw(planned("f(q, mask)", inputs, dims={"B": "1..3", "T": "2..4", "D": "1..3"}), 0)
    assert {(case.inputs["q"].ndim, case.inputs["mask"].ndim) for case in cases} == {(2, 1), (3, 3)}


def test_an_extent_may_be_an_expression_over_dims(planned):
    cases = draw(planned("f(x)", {"x": {"shape": ["N + 1", "2 * N"]}}, dims={"N": "1..4"}), 0)
    assert all(case.inputs["x"].shape == (case.dims["N"] + 1, 2 * case.dims["N"]) for case in cases)


def test_axes_of_length_zero_are_drawn_but_do_not_crowd_out_the_rest(planned):
    cases = draw(planned("f(x)", {"x": {"shape": ["B", "N"]}}, dims={"B": "0..4", "N": "0..6"}), 0)
    empty = sum(case.inputs["x"].size == 0 for case in cases)
    assert 5 <= empty <= 50


def test_conditions_on_dims_and_on_inputs_are_met(planned):
    plan = planned(
        "f(A, k)",
        {"A": {"shape": ["M", "N"]}, "k": {"kind": "integer", "range": [1, "min(M, N)"]}},
        dims={"M": "1..6", "N": "1..6"},
        where=["M >= N", "matrix_rank(A) == N", "k < N or N == 1"],
    )
    for seed in range(3):
        for case in draw(plan, seed):
            matrix, k = case.inputs["A"], case.inputs["k"]
            assert matrix.shape[0] >= matrix.shape[1] == np.linalg.matrix_rank(matrix)
            assert k < matrix.shape[1] or matrix.shape[1] == 1


def test_a_stratum_that_cannot_meet_a_condition_gives_plain_cases(planned):
    plan = planned("f(x)", {"x": {"shape": [4]}}, where=["len(unique(x)) == 4"])
    cases = draw(plan, 0)
    assert len(cases) == 100
    assert Stratum.TIE not in {case.stratum for case in cases}


def test_conditions_that_no_case_meets_are_the_authors_fault(planned):
    with pytest.raises(ContentError) as caught:
        planned("f(x)", {"x": {"shape": ["N"], "range": [0, 1]}}, dims={"N": "1..3"}, where=["N >= 1", "sum(x) > 4"])
    assert (caught.value.path, "sum(x) > 4" in caught.value.found) == ("where", True)


def test_cases_near_a_kink_are_drawn_anew(planned):
    plan = planned("relu(x)", {"x": {"shape": ["N"]}}, dims={"N": "1..4"})

    def near_kink(case):
        return bool((np.abs(case.inputs["x"]) < 1e-9).any())

    assert any(map(near_kink, draw(plan, 0)))
    cases = draw(plan, 0, near_kink=near_kink)
    assert not any(map(near_kink, cases))
    assert {case.stratum for case in cases} == RANDOM


def test_what_is_never_away_from_a_kink_is_an_error(planned):
    plan = planned("f(x)", {"x": {"shape": [2]}})
    with pytest.raises(ContentError, match="kink"):
        draw(plan, 0, near_kink=lambda case: True)


def test_half_of_the_ties_have_arrays_that_equal_each_other(planned):
    spec = {"kind": "simplex", "shape": ["N"]}
    plan = planned("kl(p, q)", {"p": spec, "q": spec}, dims={"N": "2..5"})
    ties = [case for seed in range(5) for case in draw(plan, seed) if case.stratum is Stratum.TIE]
    equal = sum(np.array_equal(case.inputs["p"], case.inputs["q"]) for case in ties)
    assert 0.3 < equal / len(ties) < 0.9
    assert not any(case.inputs["p"] is case.inputs["q"] for case in ties)


def test_writing_into_an_input_leaves_the_latent_alone(planned):
    for case in draw(planned("f(x)", {"x": {"shape": ["N"]}}, dims={"N": "1..3"}), 0):
        before = case.latent.parts["x"][0].copy()
        case.inputs["x"] += 1
        assert np.array_equal(case.latent.parts["x"][0], before)


def test_arrays_longer_than_the_table_are_drawn_from_the_same_stream(planned):
    short, long = (planned("f(x)", {"x": {"shape": [n]}}) for n in (20, 5000))
    plain = [(a, b) for a, b in zip(draw(short, 0), draw(long, 0), strict=True) if a.stratum is Stratum.PLAIN]
    assert all(np.array_equal(a.inputs["x"], b.inputs["x"][:20]) for a, b in plain)


def test_cases_are_named_by_number_and_come_before_the_authors(planned):
    cases = draw(planned(**SOFTMAX), 0, 3)
    assert [case.name for case in cases] == ["case 1", "case 2", "case 3", "one logit", "minus infinity", "no axis 3"]
    assert all(isinstance(case, Case) for case in cases)


def test_generators_have_seeds_of_their_own(planned):
    seeds = [case.inputs["rng"] for case in draw(planned("f(rng)", {"rng": {"kind": "rng"}}), 0)]
    assert all(isinstance(generator, Generator) for generator in seeds)
    assert len({generator.seed for generator in seeds}) > 50
