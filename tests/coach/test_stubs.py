"""What an answer starts as: valid Python with the exact signature, types that are true, and no more than is known."""

from __future__ import annotations

import ast
import inspect
import types
import typing

import numpy as np
import pytest

from grader import load_bank
from grader.bank import load_function
from grader.coach import stub
from grader.model.case import Call
from grader.model.enums import Stratum
from grader.sample import draw, pack, plan
from grader.sandbox import observe

EVERY = [exercise for exercise in load_bank().load_all() if not exercise.form.typed]


@pytest.fixture(params=EVERY, ids=[exercise.id for exercise in EVERY])
def exercise(request):
    """Every exercise of the built-in bank whose answer is code."""
    return request.param


def run(text, name):
    """The function that a stub defines."""
    module: dict[str, typing.Any] = {}
    exec(compile(text, "stub.py", "exec"), module)
    return module[name]


def conforms(value, kind):
    """Whether a value is of an annotated type; a number may be a NumPy one, or an array without axes."""
    if isinstance(kind, types.UnionType):
        return any(conforms(value, one) for one in kind.__args__)
    if kind is float:
        return isinstance(value, float | np.floating) or (isinstance(value, np.ndarray) and value.shape == ())
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return isinstance(value, tuple) and len(value) == len(parts) and all(map(conforms, value, parts))
    if origin is list:
        return isinstance(value, list) and all(conforms(item, parts[0]) for item in value)
    if origin is dict:
        return isinstance(value, dict) and all(isinstance(key, str) and conforms(item, parts[1]) for key, item in value.items())
    return isinstance(value, kind)


def test_every_stub_is_python_with_the_signature_of_its_exercise_and_is_not_started(exercise):
    text = stub(exercise)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    function = run(text, exercise.function_name)
    asked = run(f"import numpy as np\ndef {exercise.content.function}: pass", exercise.function_name)
    given = inspect.signature(function).parameters.values()
    assert [(one.name, one.default) for one in given] == [
        (one.name, one.default) for one in inspect.signature(asked).parameters.values()
    ]
    if exercise.content.stub is None and not hasattr(exercise.content, "start"):
        with pytest.raises(NotImplementedError):
            function(*given)
        assert max(map(len, text.splitlines())) <= 88


def test_every_annotation_is_true_of_the_reference(exercise):
    function = run(stub(exercise), exercise.function_name)
    kinds = typing.get_type_hints(function)
    reference = load_function(exercise, exercise.content.reference)
    for case in draw(plan(exercise), 1, 40):
        if case.stratum is Stratum.INVALID:
            continue
        arguments = pack(plan(exercise), case)
        result = observe(reference, Call(arguments)).value
        assert conforms(result, kinds.get("return", object)), case.name


def test_the_stub_of_softmax(make_exercise):
    assert (
        stub(make_exercise())
        == '''\
"""Stable softmax (easy, about 10 minutes).

The statement:  dlprep show stable-softmax
Check it:       dlprep check stable-softmax
When stuck:     dlprep hint stable-softmax
"""

import numpy as np


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Stable softmax.

    Args:
        x: numbers, shape (N,), (B, N) or (A, B, N); float64, float32 or int64.
        axis: an axis of x, counted from either end.

    Returns:
        p: shape (N,), (B, N) or (A, B, N).
    """
    raise NotImplementedError
'''
    )


def test_the_stub_of_a_function_of_many_kinds_of_inputs(make_exercise):
    exercise = make_exercise(
        bank="course",
        title="Train",
        function="train(params, grad_f, X, y, rng, lr=1e-3, mode='plain', tol=None, base=np.e, act=np.tanh)",
        pack={"params": ["W1", "b1"]},
        dims={"N": "1..3", "D": "1..4", "C": "2..4"},
        inputs={
            "W1": {"shape": ["C", "D"]},
            "b1": {"shape": ["C"], "dtypes": ["float64", "float32"]},
            "grad_f": {"kind": "function", "takes": ["w"], "family": ["a * w"]},
            "X": {"shape": ["N", "D"], "range": [-2, 2]},
            "y": {"kind": "label", "shape": ["N"], "classes": "C"},
            "rng": {"kind": "rng"},
            "mode": {"choices": ["plain", "nesterov"]},
            "tol": {"choices": [None, 1e-6]},
        },
        truth="L = sum(X @ W1.T + b1)\nm = mean(X, axis=0)",
        returns=["L", "m", {"grad": "L", "wrt": ["W1", "b1"]}],
    )
    assert (
        stub(exercise)
        == '''\
"""Train (easy, about 10 minutes).

The statement:  dlprep show course/stable-softmax
Check it:       dlprep check course/stable-softmax
When stuck:     dlprep hint course/stable-softmax
"""

from collections.abc import Callable

import numpy as np


def train(
    params: dict[str, np.ndarray],
    grad_f: Callable,
    X: np.ndarray,
    y: np.ndarray,
    rng: np.random.Generator,
    lr: float = 1e-3,
    mode: str = 'plain',
    tol: float | None = None,
    base: float = np.e,
    act: Callable = np.tanh,
) -> tuple[float, np.ndarray, dict[str, np.ndarray]]:
    """Train.

    Args:
        params: a dict of W1 and b1:
            W1: numbers, shape (C, D).
            b1: numbers, shape (C,); float64 or float32.
        grad_f: a function of w.
        X: numbers, shape (N, D).
        y: class labels from 0 to C - 1, shape (N,).
        rng: a np.random.Generator.
        lr: as by default.
        mode: one of 'plain' or 'nesterov'.
        tol: one of None or 1e-06.
        base: as by default.
        act: as by default.

    Returns:
        a tuple: L, m, a dict of the gradients of L with respect to W1 and b1:
            L: a number.
            m: shape (D,).
    """
    raise NotImplementedError
'''
    )


def test_what_cannot_be_told_has_no_annotation(make_exercise):
    exercise = make_exercise(
        function="f(x, y)",
        inputs={"x": {"draw": "numerics.draw_x"}, "y": {"choices": [1, "a"]}},
        truth="p = x",
        returns="p",
    )
    assert "def f(x, y):\n" in stub(exercise)


def test_the_author_may_write_the_stub(make_exercise):
    assert stub(make_exercise(stub="def softmax(x):\n    ...\n\n\n")) == "def softmax(x):\n    ...\n"


def test_a_debug_exercise_starts_with_its_broken_code(make_exercise):
    broken = "import numpy as np\n\ndef softmax(x, axis=-1):\n    return np.exp(x)"
    assert stub(make_exercise(form="debug", start=broken)) == broken + "\n"


@pytest.mark.parametrize(
    "title",
    [
        'Say "softmax"',
        'Three """ quotes',
        "Back\\slash \\n",
        "Gradient of ‖x‖² – Übung",
        "why " * 60,
        "ends with a backslash\\",
        "{braces} %s",
    ],
)
def test_any_title_stands_in_the_docstring_as_it_is(make_exercise, title):
    module = ast.parse(stub(make_exercise(title=title)))
    for text in (ast.get_docstring(module), ast.get_docstring(module.body[-1])):
        assert " ".join(text.split()).startswith(" ".join(title.split()))


def test_defaults_stand_as_the_author_wrote_them(make_exercise):
    text = stub(make_exercise(function="softmax(x, axis=-1, eps=1e-12, big=1_000_000, base=np.e, flag=True)"))
    assert "axis: int = -1, eps: float = 1e-12, big: int = 1_000_000, base: float = np.e, flag: bool = True" in " ".join(
        text.split()
    )
