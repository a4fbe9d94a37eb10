"""A session from import to output, for answers that mean no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from grader.model.case import Call, Frame, Function, Generator, Opaque
from grader.model.enums import Layout, LoadOutcome, Outcome
from grader.model.errors import InternalError
from grader.sandbox import observe

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.sandbox import Session

    Start = Callable[..., Session]
    Same = Callable[[Any, Any], bool]

X = np.arange(6.0).reshape(2, 3)


def test_answer_is_loaded_and_called(start: Start, same: Same) -> None:
    session = start("import numpy as np\ndef f(x, axis=-1):\n    return np.sum(x, axis=axis)")
    assert session.load().outcome is LoadOutcome.LOADED
    one, two = session.run([Call({"x": X}), Call({"x": X, "axis": 0})])
    assert one.outcome is Outcome.RETURNED
    assert same(one.value, X.sum(axis=-1))
    assert same(two.value, X.sum(axis=0))
    assert one.seconds >= 0


def test_run_loads_the_answer_by_itself(start: Start) -> None:
    assert start("f = lambda x: x + 1").run([Call({"x": 1})])[0].value == 2


def test_no_calls_give_no_observations(start: Start) -> None:
    assert start("f = abs").run([]) == []


@pytest.mark.parametrize("layout", Layout)
def test_child_and_grader_call_alike(start: Start, same: Same, layout: Layout) -> None:
    source = "def f(p, rng, g, k):\n    return p['W'] * 2, [g(1.5), rng.integers(9)], {'k': k, 'a': p['W']}, set()"
    call = Call({"p": {"W": X, "b": 3}, "rng": Generator(3), "g": Function(("x",), "2 * x + e"), "k": "text"}, layout)
    space: dict[str, Any] = {}
    exec(source, space)
    here, there = observe(space["f"], call), start(source).run([call])[0]
    assert same(there.value, here.value)
    assert same(there.after, here.after)
    assert there.aliases == here.aliases


def test_parameters_after_one_left_out_are_passed_by_name(start: Start) -> None:
    session = start("def f(x, axis=-1, scale=1.0):\n    return x, axis, scale", parameters=("x", "axis", "scale"))
    assert session.run([Call({"x": 1, "scale": 2.0})])[0].value == (1, -1, 2.0)


def test_state_of_the_answer_lasts_between_calls(start: Start) -> None:
    session = start("n = 0\ndef f():\n    global n\n    n += 1\n    return n")
    assert [seen.value for seen in session.run([Call({})] * 3)] == [1, 2, 3]
    assert session.run([Call({})])[0].value == 4


def test_large_cases_stream_both_ways(start: Start, same: Same) -> None:
    large = np.random.default_rng(1).random((500, 1000))
    calls = [Call({"x": large + k}) for k in range(12)]
    for k, seen in enumerate(start("def f(x): return x.T", result_bytes=large.nbytes).run(calls)):
        assert same(seen.value, np.ascontiguousarray((large + k).T))
        assert seen.aliases == ("x",)


def test_many_small_cases_stream(start: Start) -> None:
    assert [seen.value for seen in start("def f(k): return k * k").run([Call({"k": k}) for k in range(3000)])] == [
        k * k for k in range(3000)
    ]


def test_result_larger_than_may_be_sent_is_told_by_its_shape(start: Start) -> None:
    seen = start("import numpy as np\ndef f(): return np.zeros((1200, 1200))").run([Call({})])[0]
    assert seen.value == Opaque("numpy.ndarray", "dtype float64, shape (1200, 1200), too large to send")


def test_expected_size_raises_the_cap(start: Start) -> None:
    seen = start("import numpy as np\ndef f(): return np.zeros((1200, 1200))", result_bytes=1200 * 1200 * 8).run([Call({})])[0]
    assert seen.value.shape == (1200, 1200)


def test_exceptions_show_the_learners_lines_only(start: Start) -> None:
    source = """
        import numpy as np

        def helper(a):
            return np.linalg.inv(a)

        def f(a):
            return helper(a)
    """
    error = start(source).run([Call({"a": np.zeros((2, 2))})])[0].error
    assert error is not None
    assert error.type_name == "LinAlgError"
    assert error.message == "Singular matrix"
    assert error.frames == (Frame("solutions/f.py", 8, "f"), Frame("solutions/f.py", 5, "helper"))


def test_endless_recursion_is_told_with_few_frames(start: Start) -> None:
    error = start("def f(x): return f(x)").run([Call({"x": 1})])[0].error
    assert error is not None
    assert error.type_name == "RecursionError"
    assert len(error.frames) == 20


def test_next_call_works_after_an_exception(start: Start) -> None:
    one, two = start("def f(x): return 1 / x").run([Call({"x": 0}), Call({"x": 2})])
    assert (one.outcome, two.value) == (Outcome.RAISED, 0.5)


@pytest.mark.parametrize(
    ("statement", "type_name"),
    [
        ("raise SystemExit(0)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise NotImplementedError('write me')", "NotImplementedError"),
        ("class Odd(BaseException): pass\n    raise Odd", "Odd"),
        ("input('n? ')", "InputRequested"),
        ("breakpoint()", "BreakpointHit"),
        ("import pdb; pdb.set_trace()", "BdbQuit"),
        ("np.zeros(1 << 40)", "MemoryError"),
    ],
)
def test_whatever_is_raised_is_observed(start: Start, statement: str, type_name: str) -> None:
    session = start(f"import numpy as np\ndef f():\n    {statement}\n")
    seen = session.run([Call({})])[0]
    assert seen.outcome is Outcome.RAISED
    assert seen.error is not None
    assert seen.error.type_name == type_name


def test_prompt_of_input_is_shown_as_output(start: Start) -> None:
    session = start("def f(): input('how many? ')")
    session.run([Call({})])
    assert session.close().text == "how many? "


def test_standard_input_is_empty(start: Start) -> None:
    assert start("import sys\ndef f(): return sys.stdin.read()").run([Call({})])[0].value == ""


def test_warnings_of_a_call_are_told(start: Start) -> None:
    seen = start("import numpy as np\ndef f(x): return np.exp(x)").run([Call({"x": np.array([1000.0])})] * 2)
    assert [one.warnings for one in seen] == [("RuntimeWarning: overflow encountered in exp",)] * 2


def test_prints_are_kept_apart_from_results(start: Start) -> None:
    session = start("import sys\nprint('import')\ndef f():\n    print('call', 1)\n    print('bad', file=sys.stderr)\n    return 5")
    assert session.run([Call({})])[0].value == 5
    output = session.close()
    assert (output.text, output.errors, output.cut) == ("import\ncall 1\n", "bad\n", False)


def test_prints_without_a_line_end_are_shown(start: Start) -> None:
    session = start("def f(): print('no end', end='')")
    session.run([Call({})])
    assert session.close().text == "no end"


def test_prints_are_capped(start: Start) -> None:
    session = start("def f(): print('x' * 1_000_000)")
    assert session.run([Call({})])[0].outcome is Outcome.RETURNED
    output = session.close()
    assert (len(output.text), output.cut) == (65536, True)


def test_prints_before_a_crash_are_shown(start: Start) -> None:
    session = start("import os\ndef f():\n    print('so far')\n    os._exit(3)")
    session.run([Call({})])
    assert session.close().text == "so far\n"


def test_prints_cannot_draw_on_the_terminal(start: Start) -> None:
    session = start(r"print('\x1b[2J\x1b]0;owned\x07\x9b1mgreen\r\n\x00\u202etext')")
    session.load()
    assert session.close().text == "green\ntext\n"


def test_printing_never_fails(start: Start) -> None:
    session = start(r"print('\ud800')")
    assert session.load().outcome is not LoadOutcome.RAISED
    assert session.close().text == "\\ud800\n"


def test_a_replaced_standard_output_does_no_harm(start: Start) -> None:
    session = start("import sys, io\nsys.stdout = 5\nf = lambda: 1")
    assert session.run([Call({})])[0].value == 1


def test_text_results_cannot_become_equal_by_cleaning(start: Start) -> None:
    assert start(r"f = lambda: 'a\x1bb'").run([Call({})])[0].value == "a\\x1bb"


def test_closed_session_does_not_run_again(start: Start) -> None:
    session = start("f = abs")
    session.load()
    session.close()
    with pytest.raises(InternalError):
        session.run([Call({"x": 1})])


def test_closing_twice_tells_the_same(start: Start) -> None:
    session = start("print(1)\nf = abs")
    session.load()
    assert session.close() == session.close()


def test_time_of_the_answer_is_counted(start: Start) -> None:
    session = start("import time\ntime.sleep(0.2)\ndef f(): time.sleep(0.2)")
    session.run([Call({})])
    assert session.spent >= 0.3
    assert session.run([Call({})])[0].seconds >= 0.15
