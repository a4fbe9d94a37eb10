"""What `truth`, `returns`, `pack` and `derive` may say, and how a fault is answered."""

import subprocess
import sys

import numpy as np
import pytest
from defining import SOFTMAX, case, content, definition, floats

from grader.model.errors import ContentError
from grader.truth import define, exact, expect

X = "x W b"
LINES = "h = x @ W\nL = sum(h * h) + sum(b)\np = h"


def fault(truth=LINES, returns="p", inputs=X, **fields):
    with pytest.raises(ContentError) as caught:
        definition(truth, returns, inputs, **fields)
    return caught.value


@pytest.mark.parametrize(
    ("returns", "path", "word"),
    [
        ("q", "returns", "q"),
        (["p", "q"], "returns[1]", "q"),
        ({"grad": "M", "wrt": "x"}, "returns.grad", "M"),
        ({"grad": "L", "wrt": "y"}, "returns.wrt", "y"),
        ({"grad": "L", "wrt": ["x", "Y"]}, "returns.wrt[1]", "Y"),
        ({"grad": "L", "wrt": []}, "returns.wrt", "[]"),
        ({"grad": "L"}, "returns", "wrt"),
        ({"grad": "L", "wrt": "x", "of": 1}, "returns.of", "of"),
        ({"grad": ["L"], "wrt": "x"}, "returns.grad", "L"),
        ({"jacobian": "p", "wrt": "x", "over": "first"}, "returns.over", "first"),
        ({"grad": "L", "wrt": "x", "over": "last"}, "returns.over", "jacobian"),
        ({"dict": {"a": "p", "b": "q"}}, "returns.dict.b", "q"),
        ({"dict": []}, "returns.dict", "[]"),
        ({"gard": "L", "wrt": "x"}, "returns", "gard"),
        ([], "returns", "empty"),
        (3, "returns", "3"),
        ({"shape": ["N"]}, "returns", "shape"),
    ],
)
def test_a_fault_in_returns_has_its_path(returns, path, word):
    error = fault(returns=returns)
    assert error.path == path
    assert word in str(error)


def test_a_misspelt_name_gets_the_nearest():
    assert fault(returns={"gradient": "L", "wrt": "x"}).hint == "did you mean `grad`?"
    assert fault("loss = sum(x)", "los").hint == "did you mean `loss`?"


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"pack": {"params": ["W", "c"]}}, "pack.params[1]"),
        ({"derive": {"loss": "J = sum(p)", "zero": ["w"]}}, "derive.zero[0]"),
        ({"derive": {"loss": "J = sum(p)", "zero": []}}, "derive.zero"),
        ({"derive": {"loss": "J = sum(q)", "zero": ["p"]}}, "derive.loss"),
        ({"truth": {"function": "t.f"}}, "truth.function"),
        ({"truth": "p = sort(x)"}, "truth"),
        ({"truth": "p = x.__class__"}, "truth"),
    ],
)
def test_other_faults_have_their_path(fields, path):
    assert fault(**fields).path == path


@pytest.mark.parametrize(
    "returns",
    [
        {"shape": ["N"]},
        [{"shape": []}, {"like": "x"}],
        {"type": "int"},
        {"list": {"shape": [None]}},
        {"dict": {"a": {"type": "text"}}},
    ],
)
def test_without_truth_a_result_is_described(returns):
    made = definition(None, returns, X, second="t.g")
    assert not made.has_truth


@pytest.mark.parametrize(
    ("returns", "path"),
    [("p", "returns"), ({"like": "y"}, "returns.like"), ({"type": "number"}, "returns.type"), ({"list": "p"}, "returns.list")],
)
def test_without_truth_a_name_is_a_fault(returns, path):
    with pytest.raises(ContentError) as caught:
        definition(None, returns, X)
    assert caught.value.path == path


GIVEN = case(x=np.array([[1.0, 2.0]]), W=np.array([[1.0], [3.0]]), b=np.array([0.5, 0.25]))


def test_gradients_are_a_dict_where_a_pack_holds_their_names():
    made = definition(LINES, {"grad": "L", "wrt": ["W", "b"]}, X, pack={"params": ["W", "b"]})
    got = exact(made, GIVEN)
    assert {name: value.shape for name, value in got.items()} == {"W": (2, 1), "b": (2,)}


def test_gradients_are_a_tuple_otherwise_and_one_alone_an_array():
    got = exact(definition(LINES, {"grad": "L", "wrt": ["W", "b"]}, X), GIVEN)
    assert [value.shape for value in got] == [(2, 1), (2,)]
    assert floats(exact(definition(LINES, {"grad": "L", "wrt": "W"}, X), GIVEN)).tolist() == [[14.0], [28.0]]


def test_trees_of_results():
    made = definition(LINES, [{"dict": {"loss": "L", "out": ["p", "h"]}}, {"grad": "L", "wrt": "b"}], X)
    tree, gradient = exact(made, GIVEN)
    assert float(tree["loss"]) == 49.75
    assert [value.shape for value in tree["out"]] == [(1, 1), (1, 1)]
    assert floats(gradient).tolist() == [1, 1]


def test_a_truth_line_may_be_differentiated_by():
    # An argument that the function does not take: the bias of a linear layer, say.
    made = definition("c = zeros(2)\ny = x @ W + c\nL = sum(y * b)", {"grad": "L", "wrt": ["c", "y", "x"]}, X)
    c, y, x = exact(made, case(x=np.array([1.0, 2.0]), W=np.array([[1.0, 0.0], [2.0, 3.0]]), b=np.array([0.5, 0.25])))
    assert floats(c).tolist() == floats(y).tolist() == [0.5, 0.25]
    assert floats(x).tolist() == [0.5, 1.75]


def test_what_does_not_depend_on_a_variable_has_gradient_zero():
    made = definition("L = sum(x)", {"grad": "L", "wrt": ["W", "x"]}, X)
    assert floats(exact(made, GIVEN)[0]).tolist() == [[0.0], [0.0]]


def test_a_gradient_needs_a_single_number():
    with pytest.raises(ContentError, match="single number"):
        exact(definition(LINES, {"grad": "p", "wrt": "x"}, X), case(x=np.ones((2, 2)), W=np.ones((2, 1)), b=np.ones(1)))


def softmax_jacobian(z):
    e = np.exp(z - z.max(-1, keepdims=True))
    s = e / e.sum(-1, keepdims=True)
    return s[..., :, None] * (np.eye(z.shape[-1]) - s[..., None, :])


def test_a_jacobian_has_the_axes_of_the_result_first():
    z = np.array([0.5, -1.0, 2.0])
    got = floats(exact(definition("p = softmax(x)", {"jacobian": "p", "wrt": "x"}, "x"), case(x=z)))
    np.testing.assert_allclose(got, softmax_jacobian(z), rtol=1e-14)
    made = definition("y = x @ W", {"jacobian": "y", "wrt": "W"}, X)
    assert exact(made, case(x=np.ones((2, 3)), W=np.ones((3, 4)), b=0.0)).shape == (2, 4, 3, 4)


def test_a_jacobian_over_the_last_axis_is_one_for_each_vector():
    z = np.random.default_rng(4).normal(size=(2, 2, 3))
    got = floats(exact(definition("p = softmax(x)", {"jacobian": "p", "wrt": "x", "over": "last"}, "x"), case(x=z)))
    np.testing.assert_allclose(got, softmax_jacobian(z), rtol=1e-13, atol=1e-16)


def test_a_hessian():
    made = definition("f = logsumexp(x) + x[0] ** 2 * x[1]", {"hessian": "f", "wrt": "x"}, "x")
    x = np.array([0.5, -1.0, 2.0])
    expected = softmax_jacobian(x)
    expected[:2, :2] += [[2 * x[1], 2 * x[0]], [2 * x[0], 0]]
    np.testing.assert_allclose(floats(exact(made, case(x=x))), expected, rtol=1e-13)


def test_a_hessian_beside_values_and_gradients():
    made = definition("f = x ** 3", ["f", {"grad": "f", "wrt": "x"}, {"hessian": "f", "wrt": "x"}], "x")
    assert [float(value) for value in exact(made, case(x=2.0))] == [8, 12, 12]


def adam(m, grad, x0, steps):
    """A truth function with a loop, Python conditions and a function among its inputs."""
    beta, x, moment = m.number("0.9"), x0, 0 * x0
    for _ in range(steps):
        moment = beta * moment + (1 - beta) * grad(x)
        x = x - m.number("0.1") * moment
    return {"x": x, "L": m.sum(x * x), "near": bool(m.max(m.abs(x)) < 1)}


HATCH = {
    "truth": {"function": "t.adam"},
    "inputs": {"grad": {"kind": "function", "takes": ["t"]}, "x0": {}, "steps": {"kind": "integer"}},
}


def test_a_truth_function_over_any_numbers():
    from grader.model.case import Function

    made = definition(**HATCH, returns=["x", {"grad": "L", "wrt": "x0"}, "near"], function=adam)
    given = case(grad=Function(("t",), "2 * t"), x0=np.array([1.0, -0.5]), steps=3)
    x, gradient, near = exact(made, given)
    beta, expected, moment = 0.9, given.inputs["x0"], 0
    for _ in range(3):
        moment = beta * moment + (1 - beta) * 2 * expected
        expected = expected - 0.1 * moment
    np.testing.assert_allclose(floats(x), expected, rtol=1e-14)
    np.testing.assert_allclose(floats(gradient), 2 * expected * expected / given.inputs["x0"], rtol=1e-13)
    assert near is True


def test_a_truth_function_may_return_its_values_in_order():
    pair = definition({"function": "t.f"}, ["a", "b"], "x", function=lambda m, x: (m.exp(x), m.where(m.greater(x, 0), x, -x)))
    assert [float(value) for value in exact(pair, case(x=-2.0))] == [pytest.approx(np.exp(-2)), 2]
    one = definition({"function": "t.f"}, "a", "x", function=lambda m, x: m.divide(1, x))
    assert float(exact(one, case(x=0.0))) == np.inf


@pytest.mark.parametrize(
    ("function", "word"),
    [
        (lambda m, x: (1, 2, 3), "3 values"),
        (lambda m, x: {"a": 1}, "no `b`"),
        (lambda m, x: m.sort(x), "sort"),
        (lambda m, x: 1 / 0, "ZeroDivisionError"),
    ],
)
def test_a_truth_function_that_fails_is_the_authors_fault(function, word):
    made = definition({"function": "t.f"}, ["a", "b"], "x", function=function)
    with pytest.raises(ContentError, match=word) as caught:
        exact(made, case(x=1.0))
    assert caught.value.path == "truth.function"


def test_inputs_may_be_lists_of_arrays_texts_and_none():
    def forward(m, X, weights, act, bias):
        for W in weights:
            X = X @ W.T if bias is None else X @ W.T + bias
            X = m.tanh(X) if act == "tanh" else X
        return X

    made = definition({"function": "t.f"}, "out", "X weights act bias", function=forward)
    weights = [np.array([[0.5, -1.0]]), np.array([[2.0], [0.25]])]
    given = case(X=np.ones((3, 2)), weights=weights, act="tanh", bias=None)
    expected = np.tanh(np.tanh(np.ones((3, 2)) @ weights[0].T) @ weights[1].T)
    np.testing.assert_allclose(floats(exact(made, given)), expected, rtol=1e-14)
    tolerance = expect(made, given, lambda k: expected).tolerance
    assert tolerance.shape == (3, 2)
    assert tolerance.max() < 1e-10


def test_inputs_may_be_functions_of_numpy():
    from grader.language import NumpyDefault

    made = definition("y = act(x) * 2", "y", {"x": {}, "act": {"kind": "function", "takes": ["t"]}})
    x = np.array([0.5, -1.0])
    np.testing.assert_allclose(floats(exact(made, case(x=x, act=NumpyDefault("tanh")))), 2 * np.tanh(x), rtol=1e-15)


def test_define_needs_the_function_that_it_names():
    assert define(content({"function": "t.f"}, "a", "x"), lambda m, x: x).has_truth


def test_formulas_need_no_mpmath_and_expected_values_no_sympy():
    program = """
import sys
import numpy as np
from defining import SOFTMAX, case, softmax
from grader.truth import formulas
formulas(SOFTMAX)
print("mpmath" in sys.modules)
from grader.truth import expect, near_kink
given = case(x=np.array([1.0, 2.0]))
expect(SOFTMAX, given, softmax), near_kink(SOFTMAX, given)
print("mpmath" in sys.modules, "sympy" in sys.modules)
"""
    path = [folder for folder in sys.path if folder]
    code = f"import sys; sys.path[:0] = {path}\n{program}"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True", "False"]


def test_a_definition_says_what_it_is():
    assert SOFTMAX.has_truth
    assert SOFTMAX.order == 0
