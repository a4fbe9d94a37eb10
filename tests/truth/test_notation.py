"""Truth lines as formulas."""

import pytest
from defining import ADAM, BACKPROP, RIDGE, SOFTMAX, definition

from grader.truth import formulas
from grader.truth.notation import name_latex


def latex(text, names="x y A B k lam"):
    return formulas(definition(f"out = {text}", "out", names))[0].latex.removeprefix(r"\mathrm{out} = ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x + y * 2", r"x + y \cdot 2"),
        ("(x + y) * x", r"\left(x + y\right) x"),
        ("x - (y - 1)", r"x - \left(y - 1\right)"),
        ("-(x + y)", r"-\left(x + y\right)"),
        ("x / (y + 1)", r"\frac{x}{y + 1}"),
        ("x ** 2 / 2", r"\frac{x^{2}}{2}"),
        ("(-x) ** 2", r"\left(-x\right)^{2}"),
        ("1e-8 + 2.5e3 * x", r"10^{-8} + 2500.0 x"),
        ("A.T @ B", r"A^\top B"),
        ("A * B", r"A \odot B"),
        ("inv(A + B)", r"\left(A + B\right)^{-1}"),
        ("solve(A, y)", r"A^{-1} y"),
        ("exp(-x)", r"e^{-x}"),
        ("exp(x / 2)", r"\exp\left(\frac{x}{2}\right)"),
        ("sqrt(x)", r"\sqrt{x}"),
        ("sum(x + y, axis=-1, keepdims=True)", r"\sum \left(x + y\right)"),
        ("mean(x, axis=0)", r"\operatorname{mean}\left(x\right)"),
        ("relu(x)", r"\max\left(x, 0\right)"),
        ("maximum(x, 0)", r"\max\left(x, 0\right)"),
        ("where(x > 0, x, -x)", r"\begin{cases} x & \text{if } x > 0 \\ -x & \text{otherwise} \end{cases}"),
        ("x[:, None] - y[None, :]", "x - y"),
        ("x[0, 1:]", "x_{0, 1:}"),
        ("pick(A, k)", "A_{i, k_i}"),
        ("abs(x) * norm(y)", r"\left|x\right| \left\|y\right\|"),
        ("one_hot(k, 3)", r"\operatorname{one\_hot}\left(k, 3\right)"),
        ("lam * eye(2)", r"\lambda I"),
        ("pi * x", r"\pi x"),
    ],
)
def test_a_line_as_latex(text, expected):
    assert latex(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("W1", "W_1"), ("b", "b"), ("beta2", r"\beta_2"), ("m_hat", r"\hat{m}"), ("m1_hat", r"\hat{m}_1"), ("x12", "x_{12}"),
        ("loss", r"\mathrm{loss}"), ("theta", r"\theta"), ("lam", r"\lambda"), ("eps", r"\varepsilon"),
        ("dL_dW", r"\mathrm{dL}_{\mathrm{dW}}"),
    ],
)  # fmt: skip
def test_a_name_as_latex(name, expected):
    assert name_latex(name) == expected


def test_formulas_of_the_spine():
    assert [formula.latex for formula in formulas(SOFTMAX)] == [r"e = \exp\left(x\right)", r"p = \frac{e}{\sum e}"]
    assert formulas(RIDGE)[0].latex == r"w = \left(X^\top X + \lambda I\right)^{-1} X^\top y"
    assert [formula.name for formula in formulas(ADAM)] == ["m1", "v1", "w1"]
    assert formulas(ADAM)[0].text == "m1 = b1 * m + (1 - b1) * g"


def test_a_gradient_has_a_formula_for_each_variable():
    lines = formulas(BACKPROP)
    assert [line.name for line in lines] == ["Z1", "H", "Z2", "L", "W1", "b1", "W2", "b2"]
    assert lines[0].latex == r"Z_1 = X W_1^\top + b_1"
    assert lines[4].latex == r"\frac{\partial L}{\partial W_1}"
    hessian = formulas(definition("f = x ** 2", {"hessian": "f", "wrt": "x"}, "x"))
    assert hessian[1].latex == r"\frac{\partial^2 f}{\partial x^2}"


def test_a_truth_function_has_none():
    assert formulas(definition({"function": "t.f"}, "a", "x", function=lambda m, x: x)) == ()


def test_every_formula_can_be_set():
    from latex2mathml.converter import convert

    from grader.truth.functions import IMPLEMENTATIONS

    for made in (SOFTMAX, RIDGE, ADAM, BACKPROP):
        for formula in formulas(made):
            assert convert(formula.latex).startswith("<math")
    assert "softmax" in IMPLEMENTATIONS
