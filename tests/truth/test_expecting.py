"""Expected values and tolerances: right answers by other ways pass, references with a flaw are refused."""

import math

import msgspec
import numpy as np
import pytest
from defining import ADAM, RIDGE, SOFTMAX, SPINE, adam, adam_case, case, definition, ridge, ridge_case, softmax

from grader.model.case import Function
from grader.model.enums import Stability
from grader.model.errors import UsageError
from grader.truth import ReferenceWrong, Undecided, expect
from grader.truth.nearby import surroundings
from grader.truth.settling import settle
from grader.truth.trees import leaves, paired

SEEDS = range(20)


def accepts(expected, got):
    """As the judge compares: every entry within its tolerance, or equal."""
    for (_, value, other), (_, tolerance) in zip(paired(expected.value, got), leaves(expected.tolerance), strict=True):
        allowed = 0.0 if tolerance is None else tolerance
        same = np.asarray(value, dtype=float), np.asarray(other, dtype=float)
        with np.errstate(invalid="ignore"):
            near = np.abs(same[0] - same[1]) <= allowed
        if not np.all(near | (same[0] == same[1]) | (np.isnan(same[0]) & np.isnan(same[1]))):
            return False
    return True


def bent(reference, change):
    """The reference with every floating leaf changed."""

    def function(given):
        def walk(tree):
            if isinstance(tree, dict):
                return {key: walk(value) for key, value in tree.items()}
            return tuple(map(walk, tree)) if isinstance(tree, tuple) else change(tree)

        return walk(reference(given))

    return function


def in_float32(reference):
    """The reference with its inputs rounded to float32, and its result given back as float64."""

    def function(given):
        inputs = {
            name: value.astype(np.float32) if getattr(value, "dtype", None) == np.float64 else value
            for name, value in given.inputs.items()
        }
        return reference(msgspec.structs.replace(given, inputs=inputs))

    return bent(function, lambda value: np.asarray(value, dtype=np.float64) if np.ndim(value) else float(value))


@pytest.mark.parametrize("name", SPINE)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_reference_passes_and_its_own_result_is_accepted(name, seed):
    made, at, reference = SPINE[name]
    given = at(seed)
    assert accepts(expect(made, given, reference), reference(given))


@pytest.mark.parametrize("name", SPINE)
@pytest.mark.parametrize(
    "flaw",
    [
        lambda reference: bent(reference, lambda value: value + 1e-8),
        lambda reference: bent(reference, lambda value: value * (1 + 1e-8)),
        lambda reference: bent(reference, lambda value: -value),
        in_float32,
    ],
    ids=["plus 1e-8", "times 1 + 1e-8", "negated", "float32"],
)
def test_a_flawed_reference_is_refused(name, flaw):
    made, at, reference = SPINE[name]
    with pytest.raises(ReferenceWrong, match="value"):
        expect(made, at(1), flaw(reference))


def eps_softmax(eps):
    def function(given):
        x = given.inputs["x"]
        e = np.exp(x - x.max(axis=-1, keepdims=True))
        return e / (e.sum(axis=-1, keepdims=True) + eps)

    return function


def clipped_softmax(given):
    return np.maximum(softmax(given), 1e-12)


def softmax_case(seed, scale=5):
    return case(x=np.random.default_rng(seed).uniform(-scale, scale, (2, 4)))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_eps_of_1e_10_in_softmax_is_caught(seed):
    given = softmax_case(seed)
    assert not accepts(expect(SOFTMAX, given, softmax), eps_softmax(1e-10)(given))


@pytest.mark.parametrize("low", [-40.0, -700.0, -3000.0, -np.inf])
def test_a_clip_at_1e_12_is_caught(low):
    given = case(x=np.array([[0.0, low, 1.0]]))
    assert not accepts(expect(SOFTMAX, given, softmax), clipped_softmax(given))


def test_a_missing_bias_correction_at_step_10000_is_caught():
    given = adam_case(1, t=10_000)
    uncorrected = msgspec.structs.replace(given, inputs=given.inputs | {"t": 10**9})
    assert not accepts(expect(ADAM, given, adam), adam(uncorrected))


def test_a_penalty_of_lam_to_the_1_0001_is_caught():
    given = ridge_case(1)
    other = msgspec.structs.replace(given, inputs=given.inputs | {"lam": 0.3**1.0001})
    assert not accepts(expect(RIDGE, given, ridge), ridge(other))


RIDGES = {
    "inverse": lambda X, y, lam: np.linalg.inv(X.T @ X + lam * np.eye(X.shape[1])) @ X.T @ y,
    "dual": lambda X, y, lam: X.T @ np.linalg.solve(X @ X.T + lam * np.eye(len(X)), y),
    "stacked": lambda X, y, lam: np.linalg.lstsq(
        np.vstack([X, math.sqrt(lam) * np.eye(X.shape[1])]), np.concatenate([y, np.zeros(X.shape[1])]), rcond=None
    )[0],
}


@pytest.mark.parametrize("way", RIDGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_other_ways_to_solve_ridge_are_accepted(way, seed):
    given = ridge_case(seed, N=5, D=3, lam=[0.05, 1.0, 30.0][seed % 3])
    expected = expect(RIDGE, given, ridge)
    assert accepts(expected, RIDGES[way](*(given.inputs[name] for name in ("X", "y", "lam"))))


SOFTMAXES = {
    "in logarithms": lambda x: np.exp(x - np.logaddexp.reduce(x, axis=-1, keepdims=True)),
    "pairwise": lambda x: 1 / np.exp(x[..., None, :] - x[..., :, None]).sum(axis=-1),
    "by rows": lambda x: np.array([np.exp(row - row[0]) / sum(np.exp(value - row[0]) for value in row) for row in x]),
}


@pytest.mark.parametrize("way", SOFTMAXES)
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_other_ways_to_softmax_are_accepted(way, seed, dtype):
    given = softmax_case(seed, scale=20)
    given = msgspec.structs.replace(given, dtype=dtype, inputs={"x": given.inputs["x"].astype(dtype)})
    with np.errstate(over="ignore"):
        assert accepts(expect(SOFTMAX, given, softmax), SOFTMAXES[way](given.inputs["x"]))


CROSS_ENTROPY = definition("L = mean(logsumexp(z) - pick(z, y))", "L", {"z": {}, "y": {"kind": "label"}})


def cross_entropy(given):
    z, y = given.inputs["z"], given.inputs["y"]
    s = z - z.max(axis=1, keepdims=True)
    return float(np.mean(np.log(np.exp(s).sum(axis=1)) - s[np.arange(len(y)), y]))


def other_cross_entropy(given):
    z, y = given.inputs["z"], given.inputs["y"]
    return float(np.mean(np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y]))


@pytest.mark.parametrize("gap", [5.0, 10.0, 20.0, 30.0])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_loss_smaller_than_its_terms_may_lose_their_roundings(gap, seed):
    # log(1 + exp(-gap)) is well conditioned, yet nobody computes it to all digits without log1p; that must not be asked for.
    rng = np.random.default_rng(seed)
    z = rng.uniform(-1, 1, (3, 2))
    z[:, 1] += gap
    given = case(z=z, y=np.array([1, 1, 1]))
    assert accepts(expect(CROSS_ENTROPY, given, cross_entropy), other_cross_entropy(given))


def test_a_strict_exercise_asks_for_all_digits():
    made = definition("y = log(1 + x)", "y", "x", stability="strict")
    given = case(x=1e-10)
    with pytest.raises(ReferenceWrong):
        expect(made, given, lambda k: float(np.log(1 + k.inputs["x"])))
    expected = expect(made, given, lambda k: float(np.log1p(k.inputs["x"])))
    assert not accepts(expected, float(np.log(1 + 1e-10)))


def test_a_tiny_value_is_held_to_its_own_size():
    made = definition("d = det(A)", "d", "A")
    given = case(A=0.1 * np.eye(100))
    expected = expect(made, given, lambda k: float(np.prod(np.diag(k.inputs["A"]))))
    assert not accepts(expected, 0.0)
    assert not accepts(expected, 1.0000001e-100)


def test_a_gradient_that_is_zero_for_every_input_may_be_a_rounding_off():
    made = definition("L = logsumexp(z) - z[0]", {"grad": "L", "wrt": "z"}, "z")
    expected = expect(made, case(z=np.array([1.7])), lambda k: np.zeros(1))
    assert expected.value.tolist() == [0]
    assert accepts(expected, np.array([-1.1e-16]))
    assert not accepts(expected, np.array([1e-12]))


@pytest.mark.parametrize(("stability", "allowed"), [("strict", 0.0), ("normal", 1e-12), ("loose", 1e-9)])
def test_rho_follows_stability(stability, allowed):
    made = definition("y = 2 * x", "y", "x", stability=stability)
    tolerance = expect(made, case(x=np.array([3.0, 5.0])), lambda k: 2 * k.inputs["x"]).tolerance
    np.testing.assert_allclose(tolerance, np.array([6, 10]) * allowed, atol=1e-11, rtol=2e-3)
    assert stability in list(Stability)


def test_kappa_is_the_change_by_an_ulp():
    made = definition("y = x ** 50", "y", "x", stability="strict")
    expected = expect(made, case(x=1.5), lambda k: math.pow(k.inputs["x"], 50))
    ulp = np.spacing(1.5)
    kappa = 50 * 1.5**49 * ulp
    assert 256 * kappa <= expected.tolerance <= 256 * (kappa + 4 * 2**-53 * 1.5**50)


def test_kappa_is_the_same_where_floats_cannot_look():
    # The quick way and the exact one see the same function; exp(x) / exp(x - 1) overflows for floats.
    made = definition("y = x * exp(x) / exp(x - 1)", "y", "x", stability="strict")

    def at(x):
        return expect(made, case(x=x), lambda k: k.inputs["x"] * math.e).tolerance / x

    assert at(709.0) == pytest.approx(at(711.0), rel=0.3)


@pytest.mark.parametrize("name", SPINE)
@pytest.mark.parametrize("seed", SEEDS)
def test_both_ways_to_look_around_see_the_same(name, seed):
    made, at, _ = SPINE[name]
    given = at(seed)
    settled = settle(made, given)
    truth = expect(made, given, SPINE[name][2]).value
    assert settled.plain is not None
    quick = surroundings(made, given, settled, truth)
    exact = surroundings(made, given, msgspec.structs.replace(settled, plain=None), truth)
    for one, other in zip(quick.copies, exact.copies, strict=True):
        for change, exactly in zip(one.changes, other.changes, strict=True):
            np.testing.assert_allclose(change, exactly, rtol=1e-4, atol=1e-6 * np.abs(exactly).max(initial=0))


@pytest.mark.parametrize(("x", "dtype"), [(3.0, "float64"), (3.0, "float32"), (3.0, "float16")])
def test_a_dtype_is_graded_at_its_own_roundoff(x, dtype):
    made = definition("y = x * x", "y", "x", contract={"dtype": "preserve"}, stability="strict")
    given = case(dtype=dtype, x=np.array([x], dtype=dtype))
    tolerance = expect(made, given, lambda k: k.inputs["x"] * k.inputs["x"]).tolerance[0]
    eps = float(np.finfo(dtype).eps)
    assert 256 * eps * 4.5 <= tolerance <= 256 * eps * 9 * 3


def test_integers_do_not_move_and_round_as_float64():
    made = definition("y = x / 3", "y", "x")
    expected = expect(made, case(dtype="int64", x=np.array([10, 20])), lambda k: k.inputs["x"] / 3)
    assert expected.tolerance.max() < 1e-10
    np.testing.assert_allclose(expected.value, [10 / 3, 20 / 3])


def test_minus_infinity_in_logits():
    expected = expect(SOFTMAX, case(x=np.array([[0.0, -np.inf, 1.0]])), softmax)
    assert expected.value[0, 1] == 0
    assert accepts(expected, expected.value)


def test_expected_infinities_and_nan_are_part_of_the_truth():
    made = definition("y = log(x)", "y", "x")
    with np.errstate(all="ignore"):
        expected = expect(made, case(x=np.array([0.0, -1.0, 1.0])), lambda k: np.log(k.inputs["x"]))
        assert accepts(expected, np.array([-np.inf, np.nan, 0.0]))
        assert not accepts(expected, np.array([-700.0, np.nan, 0.0]))
        with pytest.raises(ReferenceWrong):
            expect(made, case(x=np.array([0.0])), lambda k: np.array([-1e308]))


def test_beyond_the_dtype_infinity_is_expected():
    made = definition("y = x * x", "y", "x", contract={"dtype": "preserve"})
    given = case(dtype="float32", x=np.array([1e30, 1.0], dtype=np.float32))
    with np.errstate(over="ignore"):
        assert expect(made, given, lambda k: k.inputs["x"] * k.inputs["x"]).value.tolist() == [np.inf, 1.0]


def test_at_the_edge_of_the_dtype_a_draw_is_dropped():
    made = definition("y = x * x", "y", "x", contract={"dtype": "preserve"})
    given = case(dtype="float32", x=np.array([1.8446743e19], dtype=np.float32))
    with np.errstate(over="ignore"), pytest.raises(Undecided, match="edge"):
        expect(made, given, lambda k: k.inputs["x"] * k.inputs["x"])


def test_the_largest_number_itself_is_a_number():
    top = np.finfo(np.float64).max
    assert expect(definition("y = x", "y", "x"), case(x=top), lambda k: top).value == top


def test_beyond_float32_but_not_beyond_a_wider_result_a_draw_is_dropped():
    made = definition("y = x * x", "y", "x", contract={"dtype": "any"})
    given = case(dtype="float32", x=np.array([1e30], dtype=np.float32))
    with np.errstate(over="ignore"), pytest.raises(Undecided, match="wider"):
        expect(made, given, lambda k: k.inputs["x"] * k.inputs["x"])


def test_whole_numbers_truth_values_and_texts_are_identical_or_wrong():
    made = definition(
        "n = sum(k)\npositive = x > 0\nkind = 'up' if n > 2 else 'down'",
        ["n", "positive", "kind"],
        {"x": {}, "k": {"kind": "label"}},
    )
    given = case(x=np.array([1.0, -1.0]), k=np.array([1, 2]))
    reference = lambda k: (3, np.array([True, False]), "up")  # noqa: E731 - one line says it
    expected = expect(made, given, reference)
    assert expected.tolerance == (None, None, None)
    assert expected.value[0] == 3
    assert expected.value[1].dtype == bool
    for wrong in ((4, np.array([True, False]), "up"), (3, np.array([True, True]), "up"), (3, np.array([True, False]), "down")):
        with pytest.raises(ReferenceWrong):
            expect(made, given, lambda k, wrong=wrong: wrong)


def test_a_real_that_happens_to_be_whole_is_compared_as_a_real():
    made = definition("y = where(x > 0, x, 0)", "y", "x")
    expected = expect(made, case(x=np.array([-1.0, -2.0])), lambda k: np.maximum(k.inputs["x"], 0))
    assert expected.value.dtype == np.float64
    assert expected.tolerance.dtype == np.float64


@pytest.mark.parametrize(
    ("result", "what"),
    [
        (np.zeros((2, 4)), "shape"),
        ((np.zeros((2, 3)),), "form"),
        ({"p": np.zeros((2, 3))}, "form"),
        ("text", "form"),
        (np.full((2, 3), 1j), "form"),
    ],
)
def test_a_reference_of_another_form_is_refused(result, what):
    with pytest.raises(ReferenceWrong, match=what):
        expect(SOFTMAX, case(x=np.zeros((2, 3))), lambda k: result)


def test_a_reference_that_raises_is_refused_with_what_it_said():
    def broken(given):
        raise KeyError("oops")

    with pytest.raises(ReferenceWrong, match="oops"):
        expect(SOFTMAX, case(x=np.zeros((2, 3))), broken)


def test_the_callers_own_error_passes_through():
    def refusing(given):
        raise UsageError("mine")

    with pytest.raises(UsageError):
        expect(SOFTMAX, case(x=np.zeros((2, 3))), refusing)


def test_a_reference_that_refuses_moved_inputs_is_judged_at_the_case_itself():
    given = softmax_case(1)

    def picky(k):
        if not np.array_equal(k.inputs["x"], given.inputs["x"]):
            raise ValueError("not the inputs I know")
        return softmax(k)

    assert accepts(expect(SOFTMAX, given, picky), softmax(given))


def test_an_error_that_only_moved_inputs_show_is_no_reason_to_refuse():
    # Attention with a score that happens to be exactly 0: beside it, rounding loses a gradient of 1e-37.
    made = definition("y = exp(x)", "y", "x")
    given = case(x=np.array([-80.0]))
    expected = expect(made, given, lambda k: np.exp(k.inputs["x"]) * (1 if k.inputs["x"][0] == -80 else 1.8))
    assert accepts(expected, np.exp(given.inputs["x"]) * 1.8)
    with pytest.raises(ReferenceWrong):
        expect(made, given, lambda k: np.exp(k.inputs["x"]) * 1.8)


def test_a_refusal_names_the_worst_entry():
    made, at, reference = SPINE["backprop"]

    def wrong(given):
        loss, gradients = reference(given)
        gradients["W2"][1, 2] += 1
        return loss, gradients

    with pytest.raises(ReferenceWrong) as refusal:
        expect(made, at(1), wrong)
    assert (refusal.value.part, refusal.value.index) == ('[1]["W2"]', (1, 2))
    assert refusal.value.got == pytest.approx(refusal.value.expected + 1)


def test_kinks_by_convention_are_graded_strictly():
    # relu'(0) = 0: moving x by an ulp would make it 1, which is no reason to accept 1.
    made = definition("L = sum(relu(x) * c)", {"grad": "L", "wrt": "x"}, "x c")
    given = case(x=np.array([0.0, 1.0, -1.0]), c=np.array([0.3, 0.7, 0.9]))
    expected = expect(made, given, lambda k: (k.inputs["x"] > 0) * k.inputs["c"])
    assert expected.value.tolist() == [0, 0.7, 0]
    assert not accepts(expected, (given.inputs["x"] >= 0) * given.inputs["c"])


def test_the_same_case_gives_the_same_tolerance():
    made, at, reference = SPINE["backprop"]
    first, second = (expect(made, at(4), reference) for _ in range(2))
    for (_, one), (_, other) in zip(leaves(first.tolerance), leaves(second.tolerance), strict=True):
        np.testing.assert_array_equal(one, other)


SLOPE = definition("d = (f(x + h) - f(x - h)) / (2 * h)", "d", {"f": {"kind": "function", "takes": ["t"]}, "x": {}, "h": {}})


def slope(given):
    function = given.inputs["f"]
    assert isinstance(function, Function)
    x, h = given.inputs["x"], given.inputs["h"]
    return float((eval(function.expression, {"t": x + h}) - eval(function.expression, {"t": x - h})) / (2 * h))


@pytest.mark.parametrize("h", [1e-5, 1e-7])
@pytest.mark.parametrize("x", np.linspace(0.1, 2.9, 15))
def test_values_of_a_function_are_rounded_and_a_small_step_makes_much_of_it(x, h):
    given = case(f=Function(("t",), "t * t * t + 10 * t + 3"), x=float(x), h=h)
    expected = expect(SLOPE, given, slope)
    values = [(t**3 + 10 * t + 3) / (2 * h) for t in (given.inputs["x"] + h, given.inputs["x"] - h)]
    assert accepts(expected, values[0] - values[1])
    assert not accepts(expected, expected.value + 1e-10 / h), "a flaw well beyond that rounding"
    assert expected.tolerance > 1e-16 / h
