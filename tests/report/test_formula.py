"""Formulas as text: they must mean the same on one line as they did on two."""

import re

import pytest

from grader.report.formula import formula_text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"p_i = \frac{e^{x_i}}{\sum_j e^{x_j}}", "p_i = e^(x_i)/(∑_j e^(x_j))"),
        (r"\hat m = \frac{m}{1 - \beta_1^t}", "m̂ = m/(1 - β₁^t)"),
        (r"\frac{\partial L}{\partial W_1}", "∂L/∂W₁"),
        (r"\frac{1}{2}\left(\frac{a}{b}\right)^2", "(1/2)(a/b)²"),
        (r"\frac{1}{B} \sum_{i=1}^{B} x_i", "(1/B) ∑_(i=1)^B x_i"),
        (r"a + \frac{b}{c} = d", "a + b/c = d"),
        (r"\frac12", "1/2"),
        (r"\sqrt{v} + \epsilon", "√v + ϵ"),
        (r"\sqrt{v + \epsilon}", "√(v + ϵ)"),
        (r"\sqrt[3]{x}", "³√x"),
        (r"X^\top X + \lambda I", "Xᵀ X + λ I"),
        (r"(X X^\top + \lambda I)^{-1} y", "(X Xᵀ + λ I)⁻¹ y"),
        (r"J(w) = \lVert y - X w \rVert^2", "J(w) = ‖y - X w‖²"),
        (r"\|x\|_\infty", "‖x‖_∞"),
        (r"W^{(1)}", "W^(1)"),
        (r"x_{i,j}^{2}", "x_(i,j)²"),
        (r"e^{-z}", "e^(-z)"),
        (r"10^{-8}", "10⁻⁸"),
        (r"\log \sum_k \exp(z_k - \max_j z_j)", "log ∑_k exp(z_k - max_j z_j)"),
        (r"\operatorname{softmax}(x)_i", "softmax(x)_i"),
        (r"\mathrm{KL}(p\,\|\,q)", "KL(p ‖ q)"),
        (r"\theta \leftarrow \theta - \eta\,\hat m", "θ ← θ - η m̂"),
        (r"\begin{cases}1 & x > 0\\0 & x \le 0\end{cases}", "{1, x > 0; 0, x ≤ 0}"),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "[1, 2; 3, 4]"),
        (r"\{1, \dots, C\}", "{1, ..., C}"),
        (r"f'(0) = 0", "f′(0) = 0"),
        (r"\text{relu at } 0", "relu at 0"),
        (r"\nabla J", "∇J"),
        (r"\log \frac{p}{q}", "log(p/q)"),
        (r"-\log_2 \frac{a + b}{c} x", "-log₂((a + b)/c) x"),
        (r"\log x - \frac{a}{b}", "log x - a/b"),
        (r"T_q \ne T_k", "T_q ≠ T_k"),
        (r"\binom{n}{k} p^k", "(n choose k) p^k"),
        (r"\lvert x \rvert \leq t", "|x| ≤ t"),
    ],
)
def test_how_formulas_read(latex, text):
    assert formula_text(latex) == text


@pytest.mark.parametrize("latex", [r"\frac{a", r"\begin{cases} 1", "}"])
def test_latex_that_does_not_parse_stands_as_it_is(latex):
    assert formula_text(latex) == latex


def test_an_unknown_command_is_kept_visible():
    assert formula_text(r"\smurf{x} + 1") == r"\smurf x + 1"


@pytest.mark.parametrize(
    ("latex", "value"),
    [
        (r"\frac{a + b}{c}", 5 / 4),
        (r"\frac{a}{b + c}", 2 / 7),
        (r"\frac{a}{b} + c", 2 / 3 + 4),
        (r"\frac{a}{\frac{b}{c}}", 8 / 3),
        (r"\frac{\frac{a}{b}}{c}", 2 / 12),
        (r"a^{b + c}", 2**7),
        (r"(\frac{a}{b})^{2}", 4 / 9),
        (r"\frac{a^{2}}{b c}", 4 / 12),
    ],
)
def test_the_line_has_the_value_of_the_formula(latex, value):
    text = formula_text(latex).replace("²", "**2").replace("^", "**")
    python = re.sub(r"(?<=[abc]) (?=[abc])", " * ", text)
    assert eval(python, {"a": 2, "b": 3, "c": 4}) == pytest.approx(value)
