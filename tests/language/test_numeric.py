"""The array language evaluated with NumPy, and its source form, against NumPy and scipy written out."""

import numpy as np
import pytest
import scipy.special

from grader.language import FUNCTIONS, Use, evaluate, numpy_source, parse_expression
from grader.language.numeric import IMPLEMENTATIONS
from grader.model.errors import ContentError

X = np.array([[0.5, -1.25, 3.0], [2.0, 0.125, -0.75]])
SQUARE = np.array([[4.0, 1.0], [1.0, 3.0]])
LABELS = np.array([2, 0])

CASES = {
    "sigmoid(X)": scipy.special.expit(X),
    "softmax(X, axis=0)": scipy.special.softmax(X, axis=0),
    "log_softmax(X)": scipy.special.log_softmax(X, axis=-1),
    "logsumexp(X, axis=1, keepdims=True)": scipy.special.logsumexp(X, axis=1, keepdims=True),
    "erf(X)": scipy.special.erf(X),
    "lgamma(abs(X))": scipy.special.gammaln(np.abs(X)),
    "relu(X)": np.maximum(X, 0),
    "step(X)": (X > 0) * 1.0,
    "softplus(X)": np.log1p(np.exp(X)),
    "var(X, axis=0, ddof=1)": X.var(axis=0, ddof=1),
    "pick(X, k)": X[[0, 1], k] if (k := [2, 0]) else None,
    "one_hot(k, 3)": np.eye(3)[[2, 0]],
    "norm(X)": np.linalg.norm(X),
    "solve(A, A @ ones(2))": np.ones(2),
    "det(A) + trace(A)": 11 + 7,
    "inv(A) @ A": np.eye(2),
    "hilbert(2)": [[1, 1 / 2], [1 / 2, 1 / 3]],
    "X.T[0] + X.shape[1] + X.ndim": X.T[0] + 3 + 2,
    "X[:, -1]": X[:, -1],
    "X[..., None, 0]": X[..., None, 0],
    "where(X > 0, X, 0)": np.where(X > 0, X, 0),
    "1 < 2 < 3": True,
    "2 ** -1 + 7 // 2 + 7 % 4": 0.5 + 3 + 3,
    "not (1 == 2) and len(X) == 2": True,
    "1 if sum(X) > 100 else 2": 2,
    "concatenate([X, X], axis=0)": np.concatenate([X, X]),
    "cumsum(X, axis=0)": X.cumsum(axis=0),
    "full((2, 2), 0.1) * [1, 2]": [[0.1, 0.2], [0.1, 0.2]],
    "expand_dims(X, 0)": X[None],
    "clip(X, 0, 1) + minimum(X, 0)": np.clip(X, 0, 1) + np.minimum(X, 0),
    "repeat(array([1, 2]), 2)": [1, 1, 2, 2],
}
ENV = {"X": X, "A": SQUARE, "k": LABELS}


@pytest.mark.parametrize("text", CASES)
def test_value(text):
    got = evaluate(parse_expression(text, names=ENV, path="p"), ENV)
    np.testing.assert_allclose(got, CASES[text], rtol=1e-13, atol=1e-15)


def test_every_function_is_implemented():
    assert IMPLEMENTATIONS.keys() == FUNCTIONS.keys()


SOURCES = [
    "sigmoid(X)",
    "relu(X) + softplus(X)",
    "sum(X * X, axis=0, keepdims=True)",
    "norm(X) + pi",
    "f(X) * 2",
    "step(X)",
    "cumsum(X)",
    "sum(X, None, True)",
    "var(X, None, 1)",
    "exp(a=X)",
    "clip(a=X, low=0, high=1)",
    "[1, 2] + [3, 4]",
    "where(not (X > 0), X, 0)",
    "0 < X < 1",
    "1 if X > 0 else 2",
    "sum(X) > 0 and X[0, 0] > 0",
    "max(X, axis=1)",
    "sort(X)",
    "concatenate([X, X], 1)",
    "stack([X, X], axis=-1)",
    "reshape(X, (3, 2))",
    "transpose(X)",
    "expand_dims(X, 1)",
    "flip(X, 0)",
    "roll(X, 1, axis=1)",
    "-X ** 2",
    "solve(A, A @ ones(2)) + det(A)",
    "len(X) + argmax(X)",
    "X[:, 0] @ X[:, 1]",
    "zeros((2, 3)) + full(3, 2)",
    "mean(X, -1)",
]


@pytest.mark.parametrize("text", SOURCES)
def test_numpy_source_has_the_same_value(text):
    env = ENV | {"f": np.tanh}
    expression = parse_expression(text, names=ENV, callables=["f"], path="family[0]")
    got = eval(numpy_source(expression), {"np": np, **env})
    np.testing.assert_allclose(got, evaluate(expression, env), rtol=1e-14)


def test_what_numpy_has_not_is_refused_in_source():
    with pytest.raises(ContentError, match="pick"):
        numpy_source(parse_expression("pick(X, k)", names=ENV, path="family[0]", use=Use.EXACT))


def test_stable_where_the_naive_form_overflows():
    env = {"x": np.array([1e4, -1e4])}
    with np.errstate(all="raise", under="ignore"):
        for text, expected in {
            "softmax(x)": [1, 0],
            "log_softmax(x)": [0, -2e4],
            "sigmoid(x)": [1, 0],
            "logsumexp(x)": 1e4,
        }.items():
            np.testing.assert_array_equal(evaluate(parse_expression(text, names=["x"], path="p"), env), expected)


def test_runaway_sizes_are_refused():
    big = "arange(10 ** 5)"
    sizes = ("zeros(10 ** 10)", "eye(10 ** 6)", "hilbert(10 ** 6)", f"outer({big}, {big})", f"tile({big}, 10 ** 4)")
    for text in (*sizes, f"repeat({big}, 10 ** 4)", "one_hot(arange(10 ** 4), 10 ** 4)"):
        with pytest.raises(ValueError, match="too large"):
            evaluate(parse_expression(text, names=[], path="p"), {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [("min(3, 2, 4) + max(1, 5)", 7), ("max(X, 0)", np.maximum(X, 0)), ("max(X, axis=0)", X.max(axis=0)), ("min(X)", X.min())],
)
def test_min_and_max_of_several_values_compare_them_as_python_does(text, expected):
    expression = parse_expression(text, names=ENV, path="p")
    np.testing.assert_array_equal(evaluate(expression, ENV), expected)
    np.testing.assert_array_equal(eval(numpy_source(expression), {"np": np, **ENV}), expected)
