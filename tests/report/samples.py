"""Reports as the grader makes them, written by hand: one of every verdict and of many facts."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.model.case import ErrorFacts, Frame
from grader.model.content import CodeContent, Contract, Input, Mistake, Property
from grader.model.enums import (
    Certainty,
    Check,
    CheckOutcome,
    Difficulty,
    Fact,
    Kind,
    Layout,
    Level,
    Source,
    Stratum,
    Verdict,
)
from grader.model.exercise import Exercise
from grader.model.report import Cases, CheckResult, Diagnosis, Durations, Error, Finding, Isolation, Report
from grader.words.shown import show

ASK = r"""
Implement softmax along one axis of an array of logits:

$p_i = \frac{e^{x_i}}{\sum_j e^{x_j}}$

where the sum runs over the slice of `x` along `axis` that holds $x_i$. Every such slice of the result sums to 1.

- `x` is an array of one, two or three axes. `axis` names one of them.
- Logits may be large: 2000 and -2000 in one slice are nothing special.

Example: `softmax(np.array([1.0, 2.0, 3.0]))` is `[0.09003057, 0.24472847, 0.66524096]`.
"""

SOFTMAX = Exercise(
    id="stable-softmax",
    track="numerics",
    bank="",
    root="bank",
    digest="d" * 64,
    content=CodeContent(
        format=1,
        title="Stable softmax",
        difficulty=Difficulty.EASY,
        minutes=10,
        ask=ASK,
        hints=("What is the largest argument that np.exp can take?", "Softmax does not change when a slice is shifted."),
        explain="Shifting by the maximum keeps every exponent at or below 0, so $e^{x_i - m} \\le 1$.",
        function="softmax(x, axis=-1)",
        dims={"B": "1..6", "N": "1..6"},
        inputs={
            "x": Input(
                kind=Kind.REAL,
                shapes=(("N",), ("B", "N")),
                range=(-5, 5),
                extreme=(-2000, 2000),
                dtypes=("float64", "float32", "int64"),
            ),
            "axis": Input(axis_of="x"),
        },
        truth="e = exp(x)\np = e / sum(e, axis=axis, keepdims=True)\n",
        returns="p",
        reference="numerics.softmax",
        contract=Contract(dtype="preserve", warnings="none"),
        properties=(Property(name="each slice sums to 1", holds="isclose(sum(out, axis=axis), 1)"),),
        mistakes=(Mistake(name="no max shift", code="return np.exp(x)", says="exp overflows above about 709."),),
    ),
)

ANSWER = """\
import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x)
    return e / e.sum(axis=axis, keepdims=True)
"""

PROPERTIES = {
    "own process": True,
    "wall-clock limit": True,
    "memory limit": True,
    "clean environment": True,
    "no files": False,
    "no network": False,
}
STRATA = {Stratum.PLAIN: 34, Stratum.INTEGER: 17, Stratum.SPECIAL: 17, Stratum.EXTREME: 17, Stratum.TIE: 15, Stratum.EDGE: 12}


def checks(*failed: tuple[Check, int], not_run: tuple[Check, ...] = ()) -> tuple[CheckResult, ...]:
    """The checks of stable-softmax as the grader names them, with these outcomes; passed where nothing else is said."""
    counts = dict(failed)
    every = [(check, str(check), 112) for check in (Check.NAMES, Check.RUNS, Check.FORM, Check.SHAPE, Check.DTYPE, Check.FINITE)]
    every += [(Check.AGREES, "agrees in float64", 61), (Check.AGREES, "agrees in float32", 34), (Check.AGREES, "edge cases", 12)]
    every += [(check, str(check), 112) for check in (Check.NO_MUTATION, Check.NO_ALIASING, Check.REPEATS, Check.RAISES)]
    every += [(Check.PROPERTY, "each slice sums to 1", 12), (Check.NO_WARNING, str(Check.NO_WARNING), 112)]
    results = []
    for check, name, cases in every:
        outcome = CheckOutcome.FAILED if check in counts else CheckOutcome.NOT_RUN if check in not_run else CheckOutcome.PASSED
        ran = 0 if outcome is CheckOutcome.NOT_RUN else cases
        results.append(CheckResult(check, name, outcome, ran, min(counts.get(check, 0), ran)))
    return tuple(results)


def report(verdict: Verdict, *findings: Finding, **changes: Any) -> Report:
    """A report on stable-softmax."""
    fields: dict[str, Any] = {
        "exercise": "stable-softmax",
        "title": "Stable softmax",
        "verdict": verdict,
        "seed": 20240611,
        "cases": Cases(112, Source.POOL, dict(STRATA)),
        "isolation": Isolation(Level.L1, dict(PROPERTIES)),
        "checks": checks(*((finding.check, 37) for finding in findings)),
        "findings": findings,
        "diagnosis": None,
        "durations": Durations(0.2143, answer=0.0312, judge=0.0045),
        "answer": ANSWER,
        "path": "solutions/stable_softmax.py",
        "digest": "d" * 64,
        "versions": {"dlprep": "0.1.0", "numpy": "2.4.6", "python": "3.11.9"},
        **changes,
    }
    return Report(**fields)


def nothing_run(verdict: Verdict, *findings: Finding, **changes: Any) -> Report:
    """A report on an answer that was never called."""
    fields: dict[str, Any] = {"cases": Cases(0, Source.DRAWN), "checks": (), "seed": None, **changes}
    return report(verdict, *findings, **fields)


def error(type_name: str, message: str, *frames: Frame) -> ErrorFacts:
    return ErrorFacts(type_name, (type_name, "Exception"), message, frames)


OVERFLOW = Finding(
    check=Check.FINITE,
    fact=Fact.NOT_FINITE,
    case="large logits",
    stratum=Stratum.EDGE,
    dtype="float64",
    layout=Layout.CONTIGUOUS,
    index=(0, 0),
    wrong_at=((0, 0),),
    expected=1.0,
    got="nan",
    expected_value=show(np.array([[1.0]])),
    got_value=show(np.array([[np.nan]])),
    error=Error(1, 1, "nan", "nan"),
    tolerance=2.5e-13,
    inputs={"x": show(np.array([[710.0]]))},
    call="softmax(np.array([[710.]]))",
    shrunk=True,
    from_shape="B=3, N=4",
)

WRONG_AXIS = Finding(
    check=Check.AGREES,
    fact=Fact.VALUES_DIFFER,
    case="case 17",
    stratum=Stratum.PLAIN,
    dtype="float64",
    layout=Layout.CONTIGUOUS,
    index=(0, 0),
    wrong_at=((0, 0), (1, 0)),
    expected=1.0,
    got=0.5,
    expected_value=show(np.array([[1.0], [1.0]])),
    got_value=show(np.array([[0.5], [0.5]])),
    error=Error(2, 2, 0.5, 0.5),
    tolerance=1e-12,
    inputs={"x": show(np.array([[0.0], [0.0]]))},
    shrunk=True,
    from_shape="B=3, N=4",
)

WARNED = Finding(check=Check.NO_WARNING, fact=Fact.WARNED, case="large logits", names=("overflow encountered in exp",))


def large_arrays() -> Finding:
    """Nine by nine, wrong in three places by little."""
    expected = np.arange(81.0).reshape(9, 9) / 7
    got = expected.copy()
    for place, off in (((4, 4), 3e-5), ((0, 8), 1e-6), ((8, 1), -2e-6)):
        got[place] += off
    return Finding(
        check=Check.AGREES,
        fact=Fact.VALUES_DIFFER,
        case="case 3",
        dtype="float64",
        layout=Layout.FORTRAN,
        part="[1]",
        index=(4, 4),
        wrong_at=((4, 4), (8, 1), (0, 8)),
        expected=float(expected[4, 4]),
        got=float(got[4, 4]),
        expected_value=show(expected),
        got_value=show(got),
        error=Error(3, 81, 3e-5, 3e-5 / float(expected[4, 4])),
        tolerance=1e-12,
        inputs={"params": show({"W1": expected[:2, :3], "b1": np.array([np.inf, -1.0])}), "X": show(expected)},
    )


REPORTS: dict[str, Report] = {
    "pass": report(Verdict.PASS),
    "pass-not-all": report(
        Verdict.PASS,
        checks=checks(not_run=(Check.PROPERTY, Check.REPEATS)),
        cases=Cases(1, Source.DRAWN),
        isolation=Isolation(Level.L2, {"no files": True}),
    ),
    "wrong-known-mistake": report(
        Verdict.WRONG,
        OVERFLOW,
        WARNED,
        diagnosis=Diagnosis(
            "mistake:no-max-shift",
            "exp overflows above about 709 in float64, and inf / inf is NaN.\nBring the logits near 0 first: softmax does not "
            "change when a slice is shifted.\n",
            Certainty.CERTAIN,
        ),
        output="x is [[710.]]\nsum is inf\n",
    ),
    "wrong-likely": report(
        Verdict.WRONG,
        WRONG_AXIS,
        diagnosis=Diagnosis("scaled", "the result is 1/B times the expected one", Certainty.LIKELY),
    ),
    "wrong-unknown": report(Verdict.WRONG, WRONG_AXIS),
    "wrong-large": report(Verdict.WRONG, large_arrays()),
    "wrong-dtype": report(
        Verdict.WRONG,
        Finding(
            check=Check.DTYPE,
            fact=Fact.WRONG_DTYPE,
            case="case 4",
            dtype="float32",
            layout=Layout.STRIDED,
            expected="float32",
            got="float64",
            expected_value=show(np.array([0.2689414322376251, 0.7310585975646973])),
            got_value=show(np.array([0.2689414213699951, 0.7310585786300049])),
            inputs={"x": show(np.array([0.1, 1.1], dtype=np.float32))},
        ),
    ),
    "wrong-shape": report(
        Verdict.WRONG,
        Finding(
            check=Check.SHAPE,
            fact=Fact.WRONG_SHAPE,
            case="case 1",
            expected=[2, 1],
            got=[2],
            expected_value=show(np.array([[1.0], [1.0]])),
            got_value=show(np.array([1.0, 1.0])),
            inputs={"x": show(np.array([[0.0], [0.0]]))},
        ),
    ),
    "wrong-nothing-returned": report(
        Verdict.WRONG,
        Finding(
            check=Check.FORM,
            fact=Fact.RETURNED_NOTHING,
            case="case 0",
            expected="1-D array",
            got="None",
            expected_value=show(np.array([1.0])),
            got_value=show(None),
            inputs={"x": show(np.array([0.0]))},
        ),
    ),
    "wrong-mutation": report(
        Verdict.WRONG,
        Finding(
            check=Check.NO_MUTATION,
            fact=Fact.INPUT_CHANGED,
            case="case 0",
            names=("x",),
            expected_value=show(np.array([[1.0]])),
            got_value=show(np.array([[1.0]])),
            inputs={"x": show(np.array([[1.0]]))},
            shrunk=True,
        ),
    ),
    "wrong-no-exception": report(
        Verdict.WRONG,
        Finding(
            check=Check.RAISES,
            fact=Fact.DID_NOT_RAISE,
            case="an axis that is not there",
            stratum=Stratum.INVALID,
            expected="ValueError",
            got="a result",
            inputs={"x": show(np.array([1.0, 2.0])), "axis": show(3)},
        ),
    ),
    "wrong-property": report(
        Verdict.WRONG,
        Finding(
            check=Check.PROPERTY,
            fact=Fact.PROPERTY_FAILS,
            case="case 9",
            names=("each slice sums to 1",),
            got_value=show(np.array([0.5, 0.6])),
            inputs={"x": show(np.array([0.0, 0.1]))},
        ),
    ),
    "wrong-names": nothing_run(
        Verdict.WRONG,
        Finding(check=Check.NAMES, fact=Fact.FORBIDDEN_NAME, names=("scipy.special.softmax",), line=6),
    ),
    "flaky": report(
        Verdict.FLAKY,
        Finding(
            check=Check.REPEATS,
            fact=Fact.SECOND_CALL_DIFFERS,
            case="case 2",
            index=(0,),
            expected=0.25,
            got=0.5,
            expected_value=show(np.array([0.25, 0.75])),
            got_value=show(np.array([0.5, 0.75])),
            inputs={"x": show(np.array([0.0, 1.0]))},
        ),
    ),
    "errored": report(
        Verdict.ERRORED,
        Finding(
            check=Check.RUNS,
            fact=Fact.RAISED,
            case="case 5",
            got="ValueError",
            inputs={"x": show(np.arange(6.0).reshape(2, 3))},
            raised=error(
                "ValueError",
                "operands could not be broadcast together with shapes (2,3) (2,) ",
                Frame("solutions/stable_softmax.py", 6, "softmax"),
                Frame("solutions/log_sum_exp.py", 4, "logsumexp"),
            ),
        ),
        output="".join(f"line {i}\n" for i in range(40)),
        output_cut=True,
    ),
    "timeout": report(
        Verdict.TIMEOUT,
        Finding(
            check=Check.RUNS,
            fact=Fact.TIMED_OUT,
            case="case 1",
            expected=4.0,
            inputs={"x": show(np.zeros((0, 3)))},
        ),
        cases=Cases(1, Source.POOL),
        checks=checks((Check.RUNS, 1), not_run=tuple(c for c in Check if c is not Check.RUNS)),
    ),
    "crashed": report(
        Verdict.CRASHED,
        Finding(
            check=Check.RUNS,
            fact=Fact.CRASHED,
            case="case 1",
            got="killed by signal SIGSEGV",
            inputs={"x": show(np.array([1.0]))},
        ),
    ),
    "not-started": nothing_run(
        Verdict.NOT_STARTED, Finding(check=Check.RUNS, fact=Fact.NOT_STARTED, raised=error("NotImplementedError", ""))
    ),
    "missing": nothing_run(Verdict.MISSING, answer=""),
    "missing-function": nothing_run(
        Verdict.MISSING, Finding(check=Check.RUNS, fact=Fact.MISSING_FUNCTION, expected="softmax", names=("soft_max",))
    ),
    "unreadable": nothing_run(
        Verdict.UNREADABLE,
        Finding(check=Check.RUNS, fact=Fact.UNREADABLE_FILE, line=5, raised=error("SyntaxError", "'(' was never closed")),
        answer=ANSWER.replace("np.exp(x)", "np.exp(x"),
    ),
    "refused": nothing_run(
        Verdict.REFUSED,
        Finding(check=Check.RUNS, fact=Fact.REFUSED, got="L2 needs Landlock, which this kernel lacks"),
        isolation=Isolation(Level.L0, {"own process": True}),
    ),
    "grader-bug": nothing_run(
        Verdict.GRADER_BUG,
        problem="KeyError: 'W1' while judging case 3; the log is .dlprep/logs/2024-06-11.log",
        seed=7,
    ),
}
