"""What a certificate says, and what is not certified. Wrong rules are in test_rules.py."""

import msgspec
import numpy as np
import pytest
import sympy
from defining import ADAM, BACKPROP, RIDGE, SOFTMAX, adam_case, backprop_case, case, definition, ridge_case

from grader.truth import NotCertified, certify

PRECISIONS, SYMPY, DIFFERENCES, CLOSED_FORM = "two precisions", "sympy", "mpmath.diff", "zero gradient and positive Hessian"


def test_a_gradient_has_three_witnesses():
    certificate = certify(BACKPROP, [backprop_case(1), backprop_case(2, B=1, N=1, H=2, C=3)])
    assert certificate.witnesses == (PRECISIONS, SYMPY, DIFFERENCES)
    assert certificate.points == 2
    assert certificate.digits == 60
    assert certificate.gap < 1e-50
    assert certificate.sympy == sympy.__version__
    assert certificate.dims == ({"B": 2, "N": 3, "H": 4, "C": 2}, {"B": 1, "N": 1, "H": 2, "C": 3})


@pytest.mark.parametrize(
    ("made", "given"), [(SOFTMAX, case(x=np.array([[0.5, -1.0, 2.0]]))), (ADAM, adam_case(1))], ids=["softmax", "adam"]
)
def test_values_have_two(made, given):
    assert certify(made, [given]).witnesses == (PRECISIONS, SYMPY)


def test_a_closed_form_is_proved():
    certificate = certify(RIDGE, [ridge_case(1), ridge_case(2, N=2, D=3)])
    assert certificate.witnesses == (PRECISIONS, SYMPY, CLOSED_FORM)
    assert certificate.gap < 1e-50


def test_without_truth_there_is_nothing_to_certify():
    certificate = certify(definition(None, {"shape": ["N"]}, "x"), [case(x=np.ones(2))])
    assert (certificate.points, certificate.witnesses) == (0, ())


def closed_form(truth, loss, zero=("w",)):
    return definition(truth, zero[0], "X y lam", dims={"D": "1..4"}, derive={"loss": loss, "zero": list(zero)})


LOSS = "sum((X @ w - y) ** 2) + lam * sum(w * w)"


@pytest.mark.parametrize(
    ("truth", "loss", "word"),
    [
        ("w = solve(X.T @ X + 2 * lam * eye(D), X.T @ y)", LOSS, "gradient"),
        ("w = solve(X.T @ X + lam ** 1.0001 * eye(D), X.T @ y)", LOSS, "gradient"),
        ("w = solve(X.T @ X + lam * eye(D), X.T @ y) + 0.00000000000000000001", LOSS, "gradient"),
        ("w = solve(X.T @ X + lam * eye(D), X.T @ y)", f"-({LOSS})", "positive definite"),
        ("w = zeros(D)", "sum(w) ** 2", "singular|positive"),
        ("w = zeros(D)", "w[0] ** 2 - w[1] ** 2", "positive definite"),
    ],
    ids=["twice lam", "power of lam", "1e-20 off", "maximum", "a valley", "saddle"],
)
def test_a_closed_form_that_is_no_minimum_is_refused(truth, loss, word):
    with pytest.raises(NotCertified, match=word):
        certify(closed_form(truth, loss), [ridge_case(1)])


def test_a_minimum_in_several_lines_at_once():
    made = definition(
        "m = mean(X)\ns = mean((X - m) ** 2)",
        ["m", "s"],
        "X",
        derive={"loss": "J = sum(log(s) + (X - m) ** 2 / s)", "zero": ["m", "s"]},
    )
    assert CLOSED_FORM in certify(made, [case(X=np.array([0.5, 1.0, 2.5, -1.0]))]).witnesses


def test_a_loss_that_is_no_number_is_refused():
    with pytest.raises(NotCertified, match="single number"):
        certify(closed_form("w = solve(X.T @ X + lam * eye(D), X.T @ y)", "(X @ w - y) ** 2"), [ridge_case(1)])


def test_points_without_finite_truth_are_passed_over():
    good, bad = case(x=np.array([0.5, 1.0])), case(x=np.array([0.0, -np.inf]))
    assert certify(SOFTMAX, [bad, good]).points == 1
    with pytest.raises(NotCertified, match="no point"):
        certify(SOFTMAX, [bad])


def test_a_gradient_that_is_zero_but_for_rounding_is_no_point():
    """With one class softmax is 1 whatever the logit: in theory 0, at any precision some number of its last place."""
    made = definition("L = sum(logsumexp(x, axis=1) - x[:, 0])", {"grad": "L", "wrt": "x"}, "x")
    good = case(x=np.array([[0.3, -1.7]]))
    vain = [case(x=np.array([[0.3 * k], [-1.7], [1 / 3]]), name=f"vain {k}") for k in range(1, 9)]
    assert certify(made, [*vain, good]).points < 9, "some of them are not exactly zero"


def test_as_many_points_as_asked_for():
    points = [case(x=np.array([0.5, 1.0 + k])) for k in range(4)]
    assert certify(SOFTMAX, [case(x=np.array([0.0, -np.inf])), *points], 3).points == 3


def test_differences_need_a_point_off_the_kinks():
    made = definition("L = sum(relu(x))", {"grad": "L", "wrt": "x"}, "x")
    kink, smooth = case(x=np.array([0.0, 1.0])), case(x=np.array([0.5, -1.0]))
    assert certify(made, [kink, smooth]).points == 2
    with pytest.raises(NotCertified, match="kink"):
        certify(made, [kink])


@pytest.mark.parametrize(
    ("truth", "returns"),
    [
        ("p = softmax(x)", {"jacobian": "p", "wrt": "x"}),
        ("p = softmax(x)", {"jacobian": "p", "wrt": "x", "over": "last"}),
        ("f = logsumexp(reshape(x, 6)) * x[0, 0]", {"hessian": "f", "wrt": "x"}),
        ("h = tanh(x)\nL = sum(h ** 3)", {"grad": "L", "wrt": ["h", "x"]}),
        ("L = det(x @ x.T)", [{"grad": "L", "wrt": "x"}, {"hessian": "L", "wrt": "x"}]),
        ("w = solve(x @ x.T + eye(2), x[:, 0])\nL = w @ w", {"grad": "L", "wrt": "x"}),
        ("L = sum(where((x > 0) * (x < 2), x ** 2, 1))", {"grad": "L", "wrt": "x"}),
    ],
)
def test_derivatives_of_every_layout(truth, returns):
    rng = np.random.default_rng(9)
    points = [case(x=rng.normal(size=(2, 3)), name=f"case {k}") for k in range(2)]
    if returns == {"jacobian": "p", "wrt": "x"}:
        points = [case(x=rng.normal(size=3)), case(x=rng.normal(size=4))]
    certificate = certify(definition(truth, returns, "x"), points)
    assert certificate.witnesses == (PRECISIONS, SYMPY, DIFFERENCES)
    assert certificate.gap < 1e-45


def test_a_layout_the_wrong_way_round_is_noticed(monkeypatch):
    """Tape and sympy share the layout of `returns`; differences have their own."""
    from grader.truth import results

    original = results.derivative

    def transposed(part, env, calculus):
        return {name: value.T for name, value in original(part, env, calculus).items()}

    monkeypatch.setattr(results, "derivative", transposed)
    with pytest.raises(NotCertified) as refusal:
        certify(
            definition("y = x * x @ A", {"jacobian": "y", "wrt": "x"}, "x A"),
            [case(x=np.array([1.0, 2.0]), A=np.array([[1.0, 2.0], [5.0, 3.0]]))],
        )
    assert refusal.value.witness == DIFFERENCES


def test_extreme_points_get_the_digits_they_need():
    x = case(x=np.array([[300.0, -250.0, 10.0]]))
    made = definition("p = softmax(x)\nL = sum(log(1 - p[:, 1:]))", {"grad": "L", "wrt": "x"}, "x")
    assert certify(made, [x]).gap <= 1e-40


def test_a_truth_function_with_plain_conditions_is_certified_without_sympy():
    def truth(m, x):
        total = 0 * x[0]
        for value in x:
            total = total + (value**3 if value > 0 else m.exp(value))
        return total

    made = definition({"function": "t.f"}, {"grad": "L", "wrt": "x"}, "x", function=truth)
    certificate = certify(made, [case(x=np.array([0.5, -1.0, 2.0]))])
    assert certificate.witnesses == (PRECISIONS, DIFFERENCES)


def test_a_truth_function_that_sympy_can_follow_has_its_witness():
    def truth(m, x):
        y = x
        for _ in range(3):
            y = m.tanh(y) + m.where(m.greater(y, 0), y, 0)
        return m.sum(y)

    made = definition({"function": "t.f"}, {"grad": "L", "wrt": "x"}, "x", function=truth)
    assert SYMPY in certify(made, [case(x=np.array([0.5, -1.0]))]).witnesses


def test_infinity_may_be_what_a_number_is_compared_with():
    """The norm of p = infinity beside that of any other p: sympy keeps the comparison, and has to know what infinity is."""
    made = definition("y = where(p == inf, max(x), where(p == -inf, min(x), sum(x ** p)))", "y", "x p")
    assert SYMPY in certify(made, [case(x=np.array([0.5, 2.0]), p=1.5)]).witnesses


def test_lines_that_branch_on_a_real_are_not_certified():
    made = definition("y = x if sum(x) > 0 else -x", "y", "x")
    with pytest.raises(NotCertified, match="outside `where`"):
        certify(made, [case(x=np.array([0.5, -0.25]))])


def test_two_points_differ_in_what_they_ask(monkeypatch):
    """The first point is compared entry by entry, further ones along a random direction; a rule wrong at the second is noticed."""
    from grader.truth.rules import RULES

    original = RULES["exp"]
    monkeypatch.setitem(RULES, "exp", lambda s, x, y: original(s, x, y) * (1 if x < 2 else 2))
    monkeypatch.setattr("grader.truth.certifying._by_sympy", lambda definition, usable, gaps: True)
    made = definition("L = sum(exp(x))", {"grad": "L", "wrt": "x"}, "x")
    low = case(x=np.array([0.5, 1.0]))
    assert certify(made, [low]).gap < 1e-40
    with pytest.raises(NotCertified, match="case 2"):
        certify(made, [low, msgspec.structs.replace(low, name="case 2", inputs={"x": np.array([0.5, 3.0])})])
