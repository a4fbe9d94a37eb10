"""A wrong rule of the tape, or of sympy, is noticed by the certificate."""

import mpmath
import numpy as np
import pytest
import sympy
from defining import ADAM, BACKPROP, RIDGE, SOFTMAX, adam_case, backprop_case, case, definition, ridge_case

from grader.truth import NotCertified, certify, derivation
from grader.truth.rules import RULES

USED_BY = {
    "exp": "exp(x)",
    "log": "log(p)",
    "log1p": "log1p(p)",
    "expm1": "expm1(x)",
    "sqrt": "sqrt(p)",
    "sin": "sin(x)",
    "cos": "cos(x)",
    "arctan": "arctan(x)",
    "sinh": "sinh(x)",
    "cosh": "cosh(x)",
    "tanh": "tanh(x)",
    "erf": "erf(x)",
    "lgamma": "lgamma(p)",
    "digamma": None,  # a second derivative
    "abs": "abs(x)",
    "relu": "relu(x)",
    "add/a": "x + p",
    "add/b": "p + x",
    "subtract/a": "x - p",
    "subtract/b": "p - x",
    "multiply/a": "x * p",
    "multiply/b": "p * x",
    "divide/a": "x / p",
    "divide/b": "x / p",
    "power/a": "p ** x",
    "power/b": "p ** x",
    "total": "sum(x)",
    "dot/left": "x @ p",
    "dot/right": "p @ x",
}


with mpmath.workprec(200):
    ALTERED = 1 + mpmath.mpf(2) ** -100


def wrong(rule):
    """The rule off by a factor of 2."""

    def doubled(*arguments):
        slopes = rule(*arguments)
        return [2 * slope for slope in slopes] if isinstance(slopes, list) else 2 * slopes

    return doubled


def of(text, word="grad"):
    made = definition(f"L = sum({text})", {word: "L", "wrt": ["x", "p"]}, "x p")
    return made, case(x=np.array([0.75, -1.25, 0.5]), p=np.array([0.5, 1.75, 2.25]))


def test_every_rule_is_tried():
    assert USED_BY.keys() == RULES.keys()


@pytest.mark.parametrize("name", RULES)
def test_a_wrong_rule_is_refused(name, monkeypatch):
    made, given = of(USED_BY[name]) if USED_BY[name] else of("lgamma(p) + x", "hessian")
    assert certify(made, [given]).gap <= 1e-40
    monkeypatch.setitem(RULES, name, wrong(RULES[name]))
    with pytest.raises(NotCertified) as refusal:
        certify(made, [given])
    assert refusal.value.gap > 1e-3
    assert refusal.value.witness == "sympy"


@pytest.mark.parametrize("name", ["relu", "dot/left", "divide/b", "exp", "log", "total"])
def test_differences_alone_notice_it_too(name, monkeypatch):
    monkeypatch.setattr("grader.truth.certifying._by_sympy", lambda definition, usable, gaps: True)
    monkeypatch.setitem(RULES, name, wrong(RULES[name]))
    made, given = of(USED_BY[name])
    with pytest.raises(NotCertified) as refusal:
        certify(made, [given])
    assert refusal.value.witness == "mpmath.diff"


@pytest.mark.parametrize("name", ["relu", "log", "exp", "subtract/b", "dot/left", "dot/right", "divide/a", "total"])
def test_a_wrong_rule_is_noticed_in_backprop(name, monkeypatch):
    monkeypatch.setitem(RULES, name, wrong(RULES[name]))
    with pytest.raises(NotCertified):
        certify(BACKPROP, [backprop_case(1)])


def test_relu_without_its_mask_is_noticed(monkeypatch):
    monkeypatch.setitem(RULES, "relu", lambda s, x, y: 1)
    with pytest.raises(NotCertified, match="W1"):
        certify(BACKPROP, [backprop_case(1)])


@pytest.mark.parametrize(("made", "given"), [(BACKPROP, backprop_case(1)), (RIDGE, ridge_case(1))], ids=["gradient", "closed form"])
def test_sympys_derivative_altered_is_noticed(made, given, monkeypatch):
    original = sympy.diff
    monkeypatch.setattr(derivation.sp, "diff", lambda expression, symbol: original(expression, symbol) * sympy.Rational(101, 100))
    with pytest.raises(NotCertified, match="sympy"):
        certify(made, [given])


@pytest.mark.parametrize(
    ("made", "given"), [(SOFTMAX, case(x=np.array([[0.5, 1.0, -2.0]]))), (ADAM, adam_case(1))], ids=["softmax", "adam"]
)
def test_sympys_value_altered_is_noticed(made, given, monkeypatch):
    original = derivation.number
    monkeypatch.setattr(derivation, "number", lambda expression, values: original(expression, values) * ALTERED)
    with pytest.raises(NotCertified) as refusal:
        certify(made, [given])
    assert refusal.value.witness == "sympy"


def test_a_wrong_primitive_is_noticed(monkeypatch):
    """Values too have a second witness: sympy's own exp."""
    from grader.truth import reals

    monkeypatch.setattr(reals, "_exp", lambda x: reals.mp.exp(x) * (1 + reals.mp.mpf(2) ** -90))
    with pytest.raises(NotCertified) as refusal:
        certify(definition("y = exp(x)", "y", "x"), [case(x=np.array([0.5, 1.0]))])
    assert refusal.value.witness == "sympy"
