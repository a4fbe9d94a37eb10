import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__ as dispatched
from numpy._core._multiarray_umath import __cpu_features__ as available

from grader.model.enums import Stratum
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


@pytest.mark.parametrize(
    ("fields", "seed", "pinned"),
    [
        (SOFTMAX, 0, "0effa91c5f4c1337"),
        (SOFTMAX, 2**70 + 1, "9e89eb66ac23f065"),
        (STRUCTURED, 0, "85552cdf81a9fdfa"),
        (STRUCTURED, 12345, "4e60e259e3ca076d"),
    ],
)
def test_a_seed_gives_the_same_bits_on_every_machine(planned, digest, fields, seed, pinned):
    """Changing these digests changes what every printed seed means: only for a release that says so."""
    assert digest(draw(planned(**fields), seed)) == pinned


def instruction_sets():
    """Those that NumPy chooses at run time: another machine may lack them, and the last bits of exp or BLAS differ then."""
    return " ".join(name for name in dispatched if available.get(name))


@pytest.mark.parametrize("without", ["", instruction_sets()], ids=["as it is", "on an older processor"])
def test_a_seed_gives_the_same_bits_in_another_process(planned, digest, without):
    here = Path(__file__)
    code = (
        "import runpy, sys; from grader.sample import draw, plan;"
        "mine, conftest = (runpy.run_path(path) for path in sys.argv[1:]);"
        "print(conftest['bits_of'](draw(plan(conftest['make_exercise'](**mine['STRUCTURED'])), 7)))"
    )
    command = [sys.executable, "-c", code, str(here), str(here.with_name("conftest.py"))]
    environment = os.environ | {"NPY_DISABLE_CPU_FEATURES": without}
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert ran.stdout.strip() == digest(draw(planned(**STRUCTURED), 7))


def test_seeds_differ(planned, digest):
    plan = planned(**SOFTMAX)
    assert len({digest(draw(plan, seed)) for seed in range(50)}) == 50


def test_a_case_does_not_depend_on_how_many_are_drawn(planned, digest):
    plan = planned(**STRUCTURED)
    assert digest(draw(plan, 3, 10)[:10]) == digest(draw(plan, 3, 200)[:10])


def test_another_input_changes_no_other(planned, digest):
    more = SOFTMAX | {"function": "softmax(x, axis=-1, t=1.0)", "inputs": SOFTMAX["inputs"] | {"t": {"range": [1, 2]}}}
    for before, after in zip(draw(planned(**SOFTMAX), 5), draw(planned(**more), 5), strict=True):
        assert np.array_equal(before.inputs["x"], after.inputs["x"])
        assert before.dims == after.dims


def test_another_dim_changes_no_other(planned, digest):
    spec = {"x": {"shape": ["N"]}}
    more = {"x": {"shape": ["N"]}, "y": {"shape": ["M"]}}
    fewer, both = planned("f(x)", spec, dims={"N": "1..9"}), planned("f(x, y)", more, dims={"M": "3..5", "N": "1..9"})
    pairs = list(zip(draw(fewer, 1), draw(both, 1), strict=True))
    alike = [(a, b) for a, b in pairs if a.dims["N"] == b.dims["N"]]
    assert all(np.array_equal(a.inputs["x"], b.inputs["x"]) for a, b in alike)
    # Only where lengths are to be all alike, or all different, do they depend on each other.
    assert len(alike) >= 50
