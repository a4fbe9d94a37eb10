import itertools

import numpy as np
import pytest

from grader.model.enums import Stratum
from grader.model.errors import BankError, ContentError
from grader.sample import draw, shrink

REFERENCE = """
import numpy as np

def layers(draw, dims, inputs):
    widths = [dims["N"], *draw.integers(draw.integer(1, 3), 1, 4).tolist()]
    return [draw.array((m, n), -2, 2) for n, m in zip(widths, widths[1:])]

def biases(draw, dims, inputs):
    return [draw.array(len(W), -2, 2) for W in inputs["weights"]]

def mixed(draw, dims, inputs):
    if draw.boolean():
        return draw.real(1e-6, 1, log=True)
    return draw.choice(["first", "second", "third"])

def of_dtype(draw, dims, inputs):
    return draw.array(3, 0, 1).astype(draw.dtype)

def told(draw, dims, inputs):
    return draw.stratum.value

def backwards(draw, dims, inputs):
    return draw.real(2, 1)

def endless(draw, dims, inputs):
    return draw.real(0, float("inf"))

def empty(draw, dims, inputs):
    return draw.choice([])

def greedy(draw, dims, inputs):
    return [draw.real(0, 1) for _ in range(2_000)]
"""
MLP = {"weights": {"draw": "nets.layers"}, "biases": {"draw": "nets.biases"}}


@pytest.fixture
def hatched(tmp_path, planned):
    """A plan in a bank whose reference holds the generators above."""
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "nets.py").write_text(REFERENCE)
    return lambda function, inputs, **fields: planned(function, inputs, root=str(tmp_path), **fields)


@pytest.fixture
def mlp(hatched):
    return hatched("mlp(X, weights, biases)", {"X": {"shape": ["B", "N"]}} | MLP, dims={"B": "1..3", "N": "1..4"})


def is_network(case):
    weights, biases = case.inputs["weights"], case.inputs["biases"]
    widths = [W.shape[1] for W in weights] + [weights[-1].shape[0]]
    return (
        1 <= len(weights) == len(biases) <= 3
        and widths[0] == case.dims["N"]
        and all(W.shape == (m, n) for W, (n, m) in zip(weights, itertools.pairwise(widths), strict=True))
        and all(b.shape == (len(W),) for W, b in zip(weights, biases, strict=True))
        and all(np.abs(part).max() <= 2 for part in (*weights, *biases))
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_generator_makes_inputs_of_any_form(mlp, seed):
    cases = draw(mlp, seed)
    assert all(is_network(case) for case in cases)
    assert {len(case.inputs["weights"]) for case in cases} == {1, 2, 3}


def test_the_same_seed_makes_the_same(mlp):
    for one, other in zip(draw(mlp, 4), draw(mlp, 4), strict=True):
        assert all(map(np.array_equal, one.inputs["weights"], other.inputs["weights"]))


def test_generators_follow_the_stratum(mlp):
    for case in draw(mlp, 0):
        if case.stratum is Stratum.INTEGER:
            assert all(np.array_equal(W, np.rint(W)) for W in case.inputs["weights"])


def test_generators_are_shrunk_through_their_choices(mlp):
    """Fails while some weight is above 1: one layer of one weight is left, and everything else is plain."""
    tried = []

    def severity(cases):
        tried.extend(cases)
        return [1.0 if any((W > 1).any() for W in case.inputs["weights"]) else None for case in cases]

    for seed in range(5):
        case = next(case for case in draw(mlp, seed) if severity([case])[0] and len(case.inputs["weights"]) > 1)
        small = shrink(mlp, case, severity)
        assert [W.tolist() for W in small.inputs["weights"]] == [[[2.0]]]
        assert [b.tolist() for b in small.inputs["biases"]] == [[0.0]]
        assert small.dims == {"B": 1, "N": 1}
    assert all(is_network(case) for case in tried)


def test_choices_of_another_kind_are_made_when_the_first_one_changes(hatched):
    plan = hatched("f(x)", {"x": {"draw": "nets.mixed"}})
    cases = draw(plan, 0)
    assert {type(case.inputs["x"]) for case in cases} == {float, str}
    for case in cases[:20]:
        small = shrink(plan, case, lambda cases: [1.0] * len(cases))
        assert small.inputs["x"] == "first"


def test_a_generator_knows_dtype_and_stratum(hatched):
    inputs = {"x": {"draw": "nets.of_dtype", "dtypes": ["float64", "float32"]}, "s": {"draw": "nets.told"}}
    cases = draw(hatched("f(x, s)", inputs), 0)
    assert {case.inputs["x"].dtype.name for case in cases} == {"float64", "float32"}
    assert all(case.inputs["x"].dtype.name == case.dtype and case.inputs["s"] == case.stratum.value for case in cases)


@pytest.mark.parametrize(
    ("name", "found"), [("backwards", "2 to 1"), ("endless", "inf"), ("empty", "a choice of nothing"), ("greedy", "1000 choices")]
)
def test_a_choice_that_cannot_be_made_is_the_authors_fault(hatched, name, found):
    plan = hatched("f(x)", {"x": {"draw": f"nets.{name}"}})
    with pytest.raises(ContentError) as caught:
        draw(plan, 0)
    assert caught.value.path == "inputs.x.draw"
    assert found in caught.value.found


def test_a_generator_that_does_not_exist_is_a_fault_of_the_bank(hatched):
    with pytest.raises(BankError):
        hatched("f(x)", {"x": {"draw": "nets.nothing"}})


def test_what_an_author_gives_in_place_of_a_generator_is_taken(hatched):
    inputs = {"X": {"shape": ["B", "N"]}} | MLP
    edges = [{"name": "it", "X": [[1.0, 2.0]], "weights": "[ones((2, 2)), eye(2)]", "biases": "[zeros(2), ones(2)]"}]
    (case,) = draw(hatched("mlp(X, weights, biases)", inputs, dims={"B": 1, "N": "1..3"}, edge_cases=edges), 0, 0)
    assert [W.tolist() for W in case.inputs["weights"]] == [[[1, 1], [1, 1]], [[1, 0], [0, 1]]]
