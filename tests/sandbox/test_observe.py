"""How a function is called, seen in this process: the child uses the same code."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from grader.model.case import Call, Function, Generator, Opaque
from grader.model.enums import Layout, Outcome
from grader.model.errors import InternalError
from grader.sandbox import observe

if TYPE_CHECKING:
    from collections.abc import Callable

X = np.arange(6.0).reshape(2, 3)


def flags(x: Any) -> tuple[bool, bool, bool]:
    return x.flags.c_contiguous, x.flags.f_contiguous, x.flags.writeable


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (Layout.CONTIGUOUS, (True, False, True)),
        (Layout.FORTRAN, (False, True, True)),
        (Layout.STRIDED, (False, False, True)),
        (Layout.READONLY, (True, False, False)),
    ],
)
def test_arrays_lie_as_the_layout_says(layout: Layout, expected: tuple[bool, bool, bool]) -> None:
    assert observe(flags, Call({"x": X}, layout)).value == expected


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize(
    "x",
    [X, X.astype("int64"), X > 2, X[0], np.array(2.5), np.zeros((0, 3)), np.ones((2, 1, 3)) + 0j, X.astype("float16")],
    ids=lambda x: f"{x.dtype}-{x.shape}",
)
def test_every_layout_holds_the_same_values(layout: Layout, x: Any, same: Callable[[Any, Any], bool]) -> None:
    seen = observe(lambda x: x, Call({"x": x}, layout))
    assert seen.after is not None
    assert same(seen.after["x"], x)
    assert same(seen.value, x.tolist() if layout is Layout.LIST else x)


def test_a_list_layout_hands_out_nested_lists() -> None:
    assert observe(lambda x: x, Call({"x": X}, Layout.LIST)).value == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]


def test_read_only_arrays_cannot_be_made_writeable() -> None:
    def f(x: Any) -> None:
        x.flags.writeable = True

    seen = observe(f, Call({"x": X}, Layout.READONLY))
    assert seen.error is not None
    assert seen.error.type_name == "ValueError"


def test_arrays_inside_containers_lie_as_the_layout_says() -> None:
    seen = observe(lambda p: (flags(p["W"]), flags(p["l"][0])), Call({"p": {"W": X, "l": [X]}}, Layout.FORTRAN))
    assert seen.value == ((False, True, True),) * 2


def test_gaps_of_strided_arrays_spoil_what_reads_them() -> None:
    seen = observe(lambda x: np.isnan(x.base).any(), Call({"x": X}, Layout.STRIDED))
    assert seen.value == np.True_


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"x": 1, "axis": 0, "scale": 2.0, "shift": 3.0}, (1, 0, 2.0, 3.0)),
        ({"x": 1, "scale": 2.0}, (1, -1, 2.0, 0.0)),
        ({"x": 1, "shift": 2.0}, (1, -1, 1.0, 2.0)),
        ({"x": 1}, (1, -1, 1.0, 0.0)),
    ],
)
def test_parameters_left_out_take_their_default(arguments: dict[str, Any], expected: tuple[Any, ...]) -> None:
    def f(x: Any, axis: int = -1, scale: float = 1.0, shift: float = 0.0) -> tuple[Any, ...]:
        return x, axis, scale, shift

    assert observe(f, Call(arguments)).value == expected


def test_other_names_of_parameters_do_not_matter() -> None:
    assert observe(lambda a, b: a - b, Call({"x": 5, "y": 3})).value == 2


def test_mutated_arguments_come_back_as_they_are_then() -> None:
    def f(p: dict[str, Any]) -> None:
        p["W"][0, 0] = 9.0
        p["new"] = 1

    original = X.copy()
    seen = observe(f, Call({"p": {"W": original}}))
    assert seen.after is not None
    assert seen.after["p"]["W"][0, 0] == 9.0
    assert seen.after["p"]["new"] == 1
    assert original[0, 0] == 0.0


def test_unchanged_lists_come_back_as_the_arrays_that_they_stand_for() -> None:
    seen = observe(len, Call({"x": [X, np.array([np.nan])]}, Layout.LIST))
    assert seen.after is not None
    assert seen.after["x"][0] is X


def test_changed_lists_come_back_as_they_are_then() -> None:
    seen = observe(lambda x: x.append(1.0), Call({"x": X[0]}, Layout.LIST))
    assert seen.after == {"x": [0.0, 1.0, 2.0, 1.0]}


@pytest.mark.parametrize("layout", [Layout.CONTIGUOUS, Layout.FORTRAN, Layout.STRIDED, Layout.READONLY])
@pytest.mark.parametrize(
    ("f", "expected"),
    [
        (lambda x, y: x, ("x",)),
        (lambda x, y: (x[:, ::2].T, {"a": y}), ("x", "y")),
        (lambda x, y: x + y, ()),
        (lambda x, y: x.copy(), ()),
        (lambda x, y: np.broadcast_to(y[0, 0:1], (4,)), ("y",)),
    ],
    ids=range(5),
)
def test_results_that_share_memory_name_the_argument(f: Any, expected: tuple[str, ...], layout: Layout) -> None:
    assert observe(f, Call({"x": X, "y": X}, layout)).aliases == expected


def test_results_that_share_memory_are_seen_inside_arguments() -> None:
    assert observe(lambda p: p["W"][1:], Call({"p": {"b": X, "W": X}})).aliases == ("p",)


def test_result_is_a_copy_of_what_the_function_keeps() -> None:
    kept = np.zeros(3)
    seen = observe(lambda: kept, Call({}))
    kept[0] = 1.0
    assert seen.value[0] == 0.0


def test_warnings_are_recorded_once_per_text() -> None:
    def f(x: Any) -> Any:
        for _ in range(50):
            np.log(x)
            warnings.warn("mine", UserWarning, stacklevel=1)
        return x / x

    seen = observe(f, Call({"x": np.array([0.0, -1.0])}))
    assert sorted(seen.warnings) == [
        "RuntimeWarning: divide by zero encountered in log",
        "RuntimeWarning: invalid value encountered in divide",
        "RuntimeWarning: invalid value encountered in log",
        "UserWarning: mine",
    ]


def test_warnings_are_recorded_when_the_call_raises() -> None:
    def f(x: Any) -> Any:
        np.exp(x)
        raise ValueError("late")

    assert observe(f, Call({"x": np.array([1000.0])})).warnings == ("RuntimeWarning: overflow encountered in exp",)


def test_underflow_is_no_warning() -> None:
    assert observe(np.exp, Call({"x": np.array([-1000.0])})).warnings == ()


def test_exceptions_are_told_with_class_text_and_own_lines() -> None:
    def f(a: Any) -> Any:
        return np.linalg.inv(a)

    error = observe(f, Call({"a": np.zeros((2, 2))})).error
    assert error is not None
    assert (error.type_name, error.bases[:2], error.message) == ("LinAlgError", ("LinAlgError", "ValueError"), "Singular matrix")
    assert [(frame.line, frame.function.rpartition(".")[2]) for frame in error.frames] == [(f.__code__.co_firstlineno + 1, "f")]


def test_interrupting_the_grader_passes_through() -> None:
    def f() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        observe(f, Call({}))


def test_callables_are_made_of_expressions() -> None:
    cost = Function(("x", "y"), "sum(x ** 2) + 3 * y + len(x)")
    seen = observe(lambda f, x: f(x, 2.0), Call({"f": cost, "x": np.array([1.0, 2.0])}))
    assert seen.value == 13.0


def test_generators_are_made_of_seeds(same: Callable[[Any, Any], bool]) -> None:
    seen = observe(lambda rng: rng.normal(size=3), Call({"rng": Generator(2**70)}))
    assert same(seen.value, np.random.default_rng(2**70).normal(size=3))


def test_what_the_grader_made_comes_back_as_its_recipe() -> None:
    recipes = (Function(("x",), "x + 1"), Generator(7))
    seen = observe(lambda f, rng: (rng, f, lambda: 1), Call({"f": recipes[0], "rng": recipes[1]}))
    assert seen.value[:2] == (recipes[1], recipes[0])
    assert isinstance(seen.value[2], Opaque)
    assert seen.after == {"f": recipes[0], "rng": recipes[1]}


def test_arguments_that_cannot_cross_are_a_bug_of_ours() -> None:
    with pytest.raises(InternalError, match=r"set"):
        observe(len, Call({"x": [{1}]}))


def test_an_answer_that_returns_a_subclass_is_told_so() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        seen = observe(np.asmatrix, Call({"x": X}))
    assert seen.outcome is Outcome.RETURNED
    assert seen.value == Opaque("numpy.matrix")
