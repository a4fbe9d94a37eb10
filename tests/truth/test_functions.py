"""Every function of the language: values against NumPy, derivatives against sympy and mpmath.diff, at seeded points."""

import ast

import numpy as np
import pytest
import scipy.linalg
import scipy.special
from defining import case, definition, floats

from grader.language import FUNCTIONS, Use, evaluate, parse_expression
from grader.model.enums import Kind
from grader.truth import certify, exact
from grader.truth.settling import settle

SMOOTH = [
    "exp(x)",
    "log(p)",
    "log1p(p) + log1p(x * x)",
    "expm1(x) + expm1(x / 100)",
    "log2(p) * log10(p)",
    "sqrt(p)",
    "abs(x)",
    "sign(x) * x",
    "sin(x) + cos(x) * tan(x / 4)",
    "arctan(x)",
    "tanh(x) + sinh(x) * cosh(x / 9)",
    "erf(x)",
    "lgamma(p) + lgamma(x / 4 - 6.6)",
    "sigmoid(x) + softplus(3 * x)",
    "relu(x)",
    "step(x) * x",
    "sum(x * x, axis=0) + sum(x, axis=-1, keepdims=True)[0]",
    "mean(x, axis=(0, 1)) * mean(p)",
    "prod(p, axis=1)",
    "max(x, axis=0) * min(x, axis=0)",
    "max(x) + min(p, axis=1, keepdims=True)",
    "maximum(x, p - 1) + minimum(x, 0.5)",
    "where(x > 0.25, x ** 3, -x)",
    "var(x, axis=0, ddof=1) + var(p)",
    "softmax(x)",
    "softmax(x, axis=0) * log_softmax(x, axis=0)",
    "log_softmax(x)",
    "logsumexp(x, axis=1, keepdims=True) + logsumexp(p, axis=0)",
    "norm(x)",
    "dot(x, p.T) + dot(x[0], x[1])",
    "outer(x[0], p[1])",
    "trace(x @ p.T)",
    "det(x[:, :2]) + det(A @ A)",
    "inv(A)",
    "solve(A, x)",
    "solve(A, x[:, 0])",
    "diag(x[0]) @ x.T + diag(A)",
    "x @ eye(3) + zeros(3) + ones((2, 3)) * full((2, 1), 0.1)",
    "arange(3) * x",
    "transpose(x) @ x + transpose(x, (1, 0)) @ p",
    "swapaxes(x, 0, 1)[1] * reshape(x, (3, 2))[0]",
    "expand_dims(x, 0)[0] - squeeze(expand_dims(p, 1), 1)",
    "concatenate([x, p], axis=0) @ stack([x[0], p[0]], axis=1)",
    "cumsum(x) + cumsum(p, axis=0)",
    "pick(x, k)",
    "one_hot(k, 3) * x",
    "x * shape(x)[0] / size(x) + len(x)",
    "p ** x + p ** -2 + 2 ** x + x ** 2",
    "1 / p - x / p + (-x) / 3",
    "x[:, ::2] @ x[..., 1][:, None][:2] if x.ndim == 2 else x",
    "f(x) * f(x[0])",
    "pi * x + e * p",
    "(x > 0) * x + (x >= 0.1) * 2",
]

ENV = {
    "x": [[0.5, -1.25, 3.0], [-2.0, 0.125, -0.75]],
    "p": [[0.5, 1.75, 0.375], [2.5, 0.625, 3.25]],
    "A": [[2.0, -1.0], [0.5, 3.0]],
}


def points(seed):
    """Close to the table above, away from its kinks."""
    rng = np.random.default_rng(seed)
    return {name: np.array(value) * (1 + rng.uniform(-0.1, 0.1, np.shape(value))) for name, value in ENV.items()}


def defined(text, returns):
    from grader.model.case import Function

    inputs = {"x": {}, "p": {}, "A": {}, "k": {"kind": "label"}, "f": {"kind": "function", "takes": ["t"]}}
    made = definition(f"out = {text}", returns, inputs)

    def at(seed):
        return case({}, **points(seed), k=np.array([2, 0]), f=Function(("t",), "0.1 * t + tanh(t)"))

    return made, at


@pytest.mark.parametrize("text", SMOOTH)
def test_value_is_numpys(text):
    made, at = defined(text, "out")
    given = at(1)
    env = given.inputs | {"f": lambda t: 0.1 * t + np.tanh(t)}
    expected = evaluate(parse_expression(text, names=env, callables=["f"], path="t"), env)
    got = floats(exact(made, given))
    assert np.shape(got) == np.shape(expected)
    np.testing.assert_allclose(got, expected, rtol=1e-13, atol=1e-14)


@pytest.mark.parametrize("text", SMOOTH)
def test_derivatives_agree_with_sympy_and_differences(text):
    used = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    names = [name for name in ("x", "p", "A") if name in used]
    made, at = defined(text, {"dict": {name: {"jacobian": "out", "wrt": name} for name in names}})
    certificate = certify(made, [at(2), at(3)])
    assert certificate.gap <= 1e-40
    assert {"sympy", "mpmath.diff"} <= set(certificate.witnesses)


def test_the_table_has_every_function_that_truth_may_use():
    calls = [node.func for text in SMOOTH for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    used = {call.id for call in calls if isinstance(call, ast.Name)}
    assert used - {"f"} == {name for name, spec in FUNCTIONS.items() if spec.use is Use.EXACT}


OUTSIDE = {
    "erf(x)": scipy.special.erf,
    "sigmoid(x)": scipy.special.expit,
    "softmax(x, axis=0)": lambda x: scipy.special.softmax(x, axis=0),
    "log_softmax(x)": lambda x: scipy.special.log_softmax(x, axis=-1),
    "logsumexp(x, axis=1)": lambda x: scipy.special.logsumexp(x, axis=1),
    "lgamma(x)": scipy.special.gammaln,
    "softplus(x)": lambda x: np.logaddexp(0, x),
    "det(x[:, :2])": lambda x: scipy.linalg.det(x[:, :2]),
    "inv(x @ x.T)": lambda x: scipy.linalg.inv(x @ x.T),
    "tanh(x)": np.tanh,
    "log1p(x * x)": lambda x: scipy.special.log1p(x * x),
}


@pytest.mark.parametrize("text", OUTSIDE)
@pytest.mark.parametrize("seed", [11, 12, 13])
def test_scipy_as_an_outside_witness(text, seed):
    x = np.random.default_rng(seed).normal(size=(2, 3)) * 3
    got = floats(exact(definition(f"out = {text}", "out", "x"), case(x=x)))
    np.testing.assert_allclose(got, OUTSIDE[text](x), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(
    "shapes", [((2, 3), (3,)), ((3,), (3, 2)), ((3,), (3,)), ((4, 2, 3), (3, 5)), ((2, 1, 2, 3), (4, 3, 2)), ((2, 0), (0, 3))]
)
def test_matmul_has_numpys_shapes(shapes):
    rng = np.random.default_rng(5)
    a, b = (rng.integers(-3, 4, shape).astype(float) for shape in shapes)
    got = exact(definition("c = a @ b", "c", "a b"), case(a=a, b=b))
    expected = a @ b
    assert np.shape(got) == np.shape(expected)
    np.testing.assert_array_equal(np.asarray(got, dtype=float), expected)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("sum(x, axis=0)", (0, 3)),
        ("sum(x)", (0,)),
        ("sum(x, axis=(0, 2))", (2, 3, 4)),
        ("mean(x, axis=-2, keepdims=True)", (2, 3, 4)),
        ("prod(x, axis=1)", (2, 0)),
    ],
)
def test_reductions_have_numpys_shapes(text, shape):
    x = np.random.default_rng(6).integers(1, 5, shape).astype(float)
    expected = evaluate(parse_expression(text, names=["x"], path="t"), {"x": x})
    got = exact(definition(f"out = {text}", "out", "x"), case(x=x))
    assert np.shape(got) == np.shape(expected)
    np.testing.assert_allclose(np.asarray(got, dtype=float), expected, rtol=1e-15)


def test_stacks_of_matrices_are_solved_one_by_one():
    rng = np.random.default_rng(7)
    A, b = rng.normal(size=(2, 3, 3)), rng.normal(size=(2, 3, 2))
    got = exact(definition("w = solve(A, b)\nd = det(A)", ["w", "d"], "A b"), case(A=A, b=b))
    np.testing.assert_allclose(floats(got[0]), np.linalg.solve(A, b), rtol=1e-12)
    np.testing.assert_allclose(floats(got[1]), np.linalg.det(A), rtol=1e-12)


def test_a_row_exchange_changes_the_sign_of_a_determinant():
    A = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 2.0]])
    assert float(exact(definition("d = det(A)", "d", "A"), case(A=A))) == -2
    assert float(exact(definition("d = det(A)", "d", "A"), case(A=np.zeros((2, 2))))) == 0


WHOLE = {
    "n // 2": 3,
    "n % 4": 3,
    "n ** 2": 49,
    "n > 3 and n < 9": True,
    "not n == 7": False,
    "1 < n < 9": True,
    "mode == 'mean'": True,
    "mode in ('mean', 'sum')": True,
    "missing is None": True,
    "x.shape == (2, 3)": True,
    "sum(k)": 2,
    "k[0] * n": 14,
}


@pytest.mark.parametrize("text", WHOLE)
def test_whole_numbers_and_truth_values_stay_what_they_are(text):
    inputs = {"x": {}, "k": {"kind": Kind.LABEL}, "n": {"kind": Kind.INTEGER}, "mode": {}, "missing": {}}
    given = case(x=np.zeros((2, 3)), k=np.array([2, 0]), n=7, mode="mean", missing=None)
    got = exact(definition(f"out = {text}", "out", inputs), given)
    assert got == WHOLE[text]
    assert type(got) is type(WHOLE[text])


def test_a_literal_is_the_decimal_that_was_written():
    from mpmath import mp

    with mp.workdps(50):
        tenth = exact(definition("out = 0.1 * x", "out", "x"), case(x=1.0))
        assert abs(tenth - mp.mpf(1) / 10) < mp.mpf(10) ** -50
        assert settle(definition("out = x", "out", "x"), case(x=0.1)).value == mp.mpf(0.1)
