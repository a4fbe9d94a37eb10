"""A report as grading makes it, with every kind of fact in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from grader.model.case import ErrorFacts, Frame
from grader.model.enums import Certainty, Check, CheckOutcome, Fact, Level, Source, Stratum, Verdict
from grader.model.report import Cases, CheckResult, Diagnosis, Durations, Error, Finding, Isolation, Report, Shown

if TYPE_CHECKING:
    from collections.abc import Callable

ANSWER = 'import numpy as np\r\n\r\ndef softmax(x, axis=-1):\r\n    """Größe → ∞"""\r\n    return np.exp(x)\x00\r\n'

WRONG = Report(
    exercise="stable-softmax",
    title="Stable softmax",
    verdict=Verdict.WRONG,
    seed=17,
    cases=Cases(112, Source.POOL, {Stratum.PLAIN: 100, Stratum.EDGE: 12}),
    isolation=Isolation(Level.L1, {"network": False, "own_session": True}),
    checks=(
        CheckResult(Check.AGREES, "agrees", CheckOutcome.FAILED, 112, 7),
        CheckResult(Check.SPEED, "speed", CheckOutcome.NOT_RUN, 0),
    ),
    findings=(
        Finding(
            check=Check.FINITE,
            fact=Fact.NOT_FINITE,
            case="case 17",
            stratum=Stratum.EXTREME,
            dtype="float64",
            index=(0, 0),
            expected=1.0,
            got="nan",
            expected_value=Shown("array", [[1.0]], "float64", (1, 1)),
            got_value=Shown("array", [["nan"]], "float64", (1, 1)),
            error=Error(1, 1, "nan", "nan"),
            tolerance=5e-324,
            inputs={"x": Shown("array", [[0.1 + 0.2]], "float64", (1, 1)), "n": Shown("int", 2**70), "axis": Shown("none")},
            call="softmax(np.array([[710.]]))",
            shrunk=True,
            from_shape="3x4",
        ),
        Finding(
            check=Check.RUNS,
            fact=Fact.RAISED,
            raised=ErrorFacts("LinAlgError", ("LinAlgError", "ValueError"), "Matrix is \ud800 singular", (Frame("a.py", 3, "f"),)),
        ),
    ),
    diagnosis=Diagnosis("mistake:no-max-shift", "exp overflows", Certainty.LIKELY),
    durations=Durations(0.25, 0.1, 0.05, 0.03, 0.02),
    output="hello\n",
    answer=ANSWER,
    path="solutions/stable_softmax.py",
    digest="a" * 64,
    versions={"dlprep": "0.1.0", "numpy": "2.4.6"},
)


@pytest.fixture(scope="session")
def make_report() -> Callable[..., Report]:
    """A wrong softmax, with the fields given in place of its own."""
    return lambda **changes: msgspec.structs.replace(WRONG, **changes)
