"""Exact values: the precision grows until two of them agree, infinities are believed only where nothing was lost."""

import numpy as np
import pytest
from defining import ADAM, BACKPROP, SOFTMAX, adam_case, backprop_case, case, definition, floats
from mpmath import mp

from grader.model.errors import ContentError
from grader.truth import Undecided, exact
from grader.truth.settling import FIRST, settle

LOG_TAIL = definition("y = log(1 - sigmoid(x))", "y", "x")


@pytest.mark.parametrize("x", [5.0, 50.0, 200.0, 700.0, 3000.0])
def test_what_two_low_precisions_lose_is_found(x):
    # log(1 - sigmoid(x)) = -log(1 + exp(x)); 200 is -inf at 40 digits and at 80.
    with mp.workdps(50):
        expected = -mp.log1p(mp.exp(x))
        assert abs(exact(LOG_TAIL, case(x=x)) - expected) <= mp.mpf(10) ** -25 * abs(expected)


def test_what_no_affordable_precision_shows_is_undecided():
    with pytest.raises(Undecided):
        exact(LOG_TAIL, case(x=1e6))


def test_softmax_of_a_million():
    got = floats(exact(SOFTMAX, case(x=np.array([1e6, 1e6 - 1, -1e6]))))
    np.testing.assert_allclose(got, [1 / (1 + np.exp(-1)), 1 / (1 + np.e), 0], rtol=1e-15)


def test_softmax_of_the_largest_floats():
    assert floats(exact(SOFTMAX, case(x=np.array([1e308, -1e308, 1.7e308])))).tolist() == [0, 0, 1]


def test_minus_infinity_is_an_exact_zero():
    assert exact(SOFTMAX, case(x=np.array([0.0, -np.inf]))).tolist() == [1, 0]


def test_infinities_that_are_true_are_values():
    made = definition("y = log_softmax(x)\nz = logsumexp(x)\nq = log(x - x) + 1 / (x - x + 0)", ["y", "z"], "x")
    y, z = exact(made, case(x=np.array([0.0, -np.inf])))
    assert floats(y).tolist() == [0, -np.inf]
    assert float(z) == 0


def test_a_quotient_by_zero_is_infinite_and_zero_by_zero_nothing():
    y = exact(definition("y = x / 0", "y", "x"), case(x=np.array([1.0, -2.0, 0.0])))
    np.testing.assert_array_equal(floats(y), [np.inf, -np.inf, np.nan])


@pytest.mark.parametrize("text", ["log(x)", "sqrt(x)", "x ** 0.5", "log1p(x)"])
def test_outside_its_domain_a_function_is_nan(text):
    assert np.isnan(floats(exact(definition(f"y = {text}", "y", "x"), case(x=-2.5))))


def test_a_difference_that_is_zero_for_every_input_is_zero():
    made = definition("y = sum(softmax(x)) - 1\nz = log_softmax(x) - log(softmax(x))", ["y", "z"], "x")
    y, z = exact(made, case(x=np.array([0.3, 1.7, -0.4])))
    assert float(y) == 0
    assert floats(z).tolist() == [0, 0, 0]


def test_a_tiny_difference_is_not_taken_for_zero():
    y = exact(definition("y = (1 + x) - 1", "y", "x"), case(x=1e-300))
    assert float(y) == 1e-300


def test_a_kink_whose_side_depends_on_rounding_is_undecided():
    made = definition("y = where(sqrt(x) ** 2 - x > 0, 1, 2) * x", "y", "x")
    with pytest.raises(Undecided):
        exact(made, case(x=np.array([2.0, 3.0, 5.0])))


def test_a_kink_on_a_tiny_number_is_decided():
    # exp(-10000) is positive though no float sees it.
    made = definition("p = softmax(x)\nh = -sum(where(p > 0, p * log(p), 0))", ["p", "h"], "x")
    _, h = exact(made, case(x=np.array([0.0, -10_000.0])))
    assert 0 < h < mp.mpf(10) ** -4000


@pytest.mark.parametrize("text", ["exp(exp(exp(exp(x))))", "sin(exp(exp(x)))", "2 ** (10 ** (10 * n))", "zeros(10 ** (9 * n))"])
def test_runaway_numbers_are_refused_at_once(text):
    made = definition(f"y = {text}", "y", {"x": {}, "n": {"kind": "integer"}})
    with pytest.raises(Undecided):
        exact(made, case(x=10.0, n=3))


def test_a_singular_system_is_undecided():
    made = definition("w = solve(A, b)", "w", "A b")
    with pytest.raises(Undecided, match="singular"):
        exact(made, case(A=np.ones((2, 2)), b=np.ones(2)))


def test_a_line_that_does_not_fit_is_the_authors_fault():
    with pytest.raises(ContentError, match="y = x @ x") as fault:
        exact(definition("y = x @ x", "y", "x"), case(x=np.zeros((2, 3))))
    assert fault.value.path == "truth"


def test_adam_late_in_training():
    given = adam_case(3, t=10_000)
    theta, m1, v1 = exact(ADAM, given)
    with mp.workdps(60):
        i = {name: (value if name == "t" else [mp.mpf(x) for x in np.atleast_1d(value)]) for name, value in given.inputs.items()}
        (b1,), (b2,), (lr,), (eps,) = i["b1"], i["b2"], i["lr"], i["eps"]
        for k in range(3):
            m = b1 * i["m"][k] + (1 - b1) * i["g"][k]
            v = b2 * i["v"][k] + (1 - b2) * i["g"][k] ** 2
            w = i["w"][k] - lr * (m / (1 - b1 ** i["t"])) / (mp.sqrt(v / (1 - b2 ** i["t"])) + eps)
            for got, expected in ((theta[k], w), (m1[k], m), (v1[k], v)):
                assert abs(got - expected) <= mp.mpf(10) ** -40


def test_backprop_against_mpmath_diff():
    given = backprop_case(7, B=3, N=2, H=3, C=3)
    loss, gradients = exact(BACKPROP, given)
    arrays = {name: given.inputs[name] for name in ("W1", "b1", "W2", "b2")}

    def at(name, place, t):
        P = {key: [[mp.mpf(x) for x in row] for row in np.atleast_2d(value)] for key, value in arrays.items()}
        row, column = (0, *place) if arrays[name].ndim == 1 else place
        P[name][row][column] += t
        total = mp.mpf(0)
        for x, label in zip(given.inputs["X"], given.inputs["y"], strict=True):
            hidden = [max(mp.fdot(row, map(mp.mpf, x)) + b, 0) for row, b in zip(P["W1"], P["b1"][0], strict=True)]
            logits = [mp.fdot(row, hidden) + b for row, b in zip(P["W2"], P["b2"][0], strict=True)]
            total += mp.log(mp.fsum(map(mp.exp, logits))) - logits[label]
        return total / len(given.inputs["X"])

    with mp.workdps(40):
        assert abs(loss - at("b1", (0,), 0)) < mp.mpf(10) ** -30
        for name, array in arrays.items():
            assert gradients[name].shape == array.shape
            for place in np.ndindex(array.shape):
                slope = mp.diff(lambda t, name=name, place=place: at(name, place, t), 0)
                assert abs(gradients[name][place] - slope) < mp.mpf(10) ** -30


def test_relus_slope_at_zero_is_zero():
    made = definition("L = sum(relu(x))", {"grad": "L", "wrt": "x"}, "x")
    assert floats(exact(made, case(x=np.array([-1.0, 0.0, 2.0])))).tolist() == [0, 0, 1]


def test_integers_of_a_real_input_are_exact_reals():
    made = definition("y = x / 3\nz = x * x", ["y", "z"], "x")
    y, z = exact(made, case(dtype="int64", x=np.array([10, 2**40], dtype=np.int64)))
    with mp.workdps(50):
        assert abs(y[0] - mp.mpf(10) / 3) < mp.mpf(10) ** -48
    assert int(z[1]) == 2**80


@pytest.mark.parametrize("x", [0.5, -1.5, 3.0])
def test_floats_confirm_what_they_can_see(x):
    assert settle(definition("y = tanh(x)", "y", "x"), case(x=x)).plain is not None


def test_floats_do_not_confirm_what_overflows_or_cancels():
    assert settle(SOFTMAX, case(x=np.array([1000.0, 0.0]))).plain is None
    assert settle(LOG_TAIL, case(x=36.5)).plain is None


def test_a_close_decision_is_not_left_to_floats():
    found = settle(definition("y = relu(x)", "y", "x"), case(x=0.0))
    assert found.bits == FIRST
    assert found.plain.close
    assert settle(definition("y = relu(x)", "y", "x"), case(x=1.0)).bits > FIRST


def test_whole_numbers_too_large_for_a_float_are_no_obstacle():
    got = exact(definition("y = x * 2 ** 2000 / 2 ** 1999", "y", "x"), case(x=1.5))
    assert float(got) == 3
