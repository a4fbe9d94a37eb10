"""Relations between got and expected, each on fresh random arrays, and silence where there is none."""

import numpy as np
import pytest
from judging import case, judged, raised, returned

from grader.judge import relate
from grader.model.case import Call
from grader.model.enums import Certainty, Relation, Stratum

SEED = 20260


def items(change, shape=("B", "N"), count=6, strata=(Stratum.PLAIN,), dtypes=("float64",), make=None):
    """Cases whose expected value is random and whose result is `change(expected, dims)`."""
    rng = np.random.default_rng(SEED)
    found = []
    for i in range(count):
        dims = {"B": 2 + i % 3, "N": 3 + i % 4}
        value = make(rng, dims) if make else rng.normal(size=[dims[name] for name in shape])
        item = case(stratum=strata[i % len(strata)], dtype=dtypes[i % len(dtypes)], dims=dims)
        found.append(judged(item, Call({}), value, returned(change(value, dims))))
    return found


@pytest.mark.parametrize(
    ("change", "relation", "facts"),
    [
        (lambda e, d: e.T, Relation.TRANSPOSED, {}),
        (lambda e, d: -e, Relation.NEGATED, {}),
        (lambda e, d: 2 * e, Relation.SCALED, {"factor": "2"}),
        (lambda e, d: e / 2, Relation.SCALED, {"factor": "1/2"}),
        (lambda e, d: d["B"] * e, Relation.SCALED, {"factor": "B"}),
        (lambda e, d: e / d["N"], Relation.SCALED, {"factor": "1/N"}),
        (lambda e, d: e * d["N"] / (d["N"] - 1), Relation.SCALED, {"factor": "N/(N - 1)"}),
        (lambda e, d: e * np.sqrt(d["N"]), Relation.SCALED, {"factor": "sqrt(N)"}),
        (lambda e, d: 0.37 * e, Relation.SCALED, {"factor": "0.37"}),
        (lambda e, d: e / np.log(2), Relation.LOG_BASE, {"base": 2}),
        (lambda e, d: e / np.log(10), Relation.LOG_BASE, {"base": 10}),
        (lambda e, d: e + 0.5, Relation.SHIFTED, {"shift": "0.5"}),
        (lambda e, d: e + d["N"], Relation.SHIFTED, {}),
        (lambda e, d: np.abs(e), Relation.UP_TO_SIGN, {}),
        (lambda e, d: np.sort(e, axis=None).reshape(e.shape), Relation.SORTED_OTHERWISE, {}),
        (lambda e, d: np.vstack([e[:1], 0 * e[1:]]), Relation.FIRST_ROW_ONLY, {}),
        (lambda e, d: e * (1 + 1e-8), Relation.SCALED, None),
        (lambda e, d: e + 1e-9 * np.cos(np.arange(e.size)).reshape(e.shape), Relation.SMALL_ERROR, None),
    ],
)
def test_relation(change, relation, facts):
    found = relate(items(change))
    assert found is not None
    if relation is Relation.SCALED and facts is None:
        assert found.relation in (Relation.SCALED, Relation.SMALL_ERROR)
        return
    assert found.relation is relation
    assert facts is None or found.facts == facts


@pytest.mark.parametrize(
    "change", [lambda e, d: np.cos(7 * e), lambda e, d: e**2 + 1, lambda e, d: e @ e.T if len(e) == e.shape[1] else e**3]
)
def test_no_relation_is_said_plainly(change):
    assert relate(items(change)) is None


def test_one_case_is_not_certain():
    assert relate(items(lambda e, d: -e, count=1)).certainty is Certainty.LIKELY
    assert relate(items(lambda e, d: -e, count=3)).certainty is Certainty.CERTAIN


def test_a_relation_must_explain_every_case():
    turned = iter(range(100))
    assert relate(items(lambda e, d: -e if next(turned) % 2 else e**3 + 1)) is None


def test_wrong_in_extreme_cases_alone():
    strata = (Stratum.PLAIN, Stratum.EXTREME)
    turned = iter(range(100))
    found = relate(items(lambda e, d: e**3 if next(turned) % 2 else e, strata=strata))
    assert found.relation is Relation.ONLY_EXTREME


def test_wrong_in_one_dtype_alone():
    turned = iter(range(100))
    found = relate(items(lambda e, d: e + 1 if next(turned) % 2 else e, dtypes=("float64", "int64")))
    assert (found.relation, found.facts) == (Relation.ONLY_DTYPE, {"dtypes": ["int64"]})


def test_memory_that_is_shared_in_one_dtype_is_no_matter_of_dtypes():
    """Where there is nothing to convert, an answer may hand back what it was given."""
    shared = [
        judged(case(dtype=dtype), Call({"x": np.ones(2)}), np.ones(2), returned(np.ones(2), aliases=("x",) * (dtype != "float64")))
        for dtype in ("float64", "float32") * 3
    ]
    assert [bool(item.failures) for item in shared] == [False, True] * 3
    assert relate(shared) is None


def by_name(error):
    """Cases of which every other one passes its arguments by name, and then ends in `error`."""
    called = [Call({"u": 1.0, "v": 2.0}, by_name=bool(i % 2)) for i in range(6)]
    return [judged(case(), call, 1.0, error if call.by_name else returned(1.0)) for call in called]


def test_parameters_that_have_other_names():
    found = relate(by_name(raised("TypeError", message="dot() got an unexpected keyword argument 'u'")))
    assert (found.relation, found.facts) == (Relation.ONLY_BY_NAME, {"names": ["u", "v"]})


@pytest.mark.parametrize("message", ["sum() got an unexpected keyword argument 'keepdim'", "unsupported operand"])
def test_other_errors_are_not_for_the_names_of_parameters(message):
    assert relate(by_name(raised("TypeError", message=message))) is None


def test_one_part_alone():
    found = relate(items(lambda e, d: (e[0], np.cos(9 * e[1])), make=lambda rng, d: (rng.normal(size=3), rng.normal(size=(2, 3)))))
    assert (found.relation, found.facts) == (Relation.ONLY_PART, {"parts": ["[1]"], "right": ["[0]"]})


def two_parts(rng, dims):
    return rng.normal(size=3), rng.normal(size=(dims["B"], 3))


def test_a_relation_of_one_part_says_of_which():
    found = relate(items(lambda e, d: (e[0], e[1] / d["B"]), make=two_parts))
    assert (found.relation, found.facts) == (Relation.SCALED, {"factor": "1/B", "parts": ["[1]"]})


def test_the_parts_of_one_case_are_one_case():
    found = relate(items(lambda e, d: tuple(-part for part in e), count=2, make=two_parts))
    assert (found.relation, found.certainty) == (Relation.NEGATED, Certainty.LIKELY)


def test_that_edge_cases_fail_in_one_part_is_not_certain():
    for stratum, certainty in ((Stratum.EDGE, Certainty.LIKELY), (Stratum.PLAIN, Certainty.CERTAIN)):
        found = relate(items(lambda e, d: (e[0], np.cos(9 * e[1])), strata=(stratum,), make=two_parts))
        assert (found.relation, found.certainty) == (Relation.ONLY_PART, certainty)


def test_nothing_but_zeros_is_no_multiple():
    assert relate(items(lambda e, d: 0 * e)) is None


def test_right_answers_have_no_relation():
    assert relate(items(lambda e, d: e)) is None
