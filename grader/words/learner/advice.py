"""The one `try` line of a report: a diagnosis, hedged where it is not certain, or what helps with a plain fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.enums import Certainty, Check, Fact
from grader.words.clean import one_line

if TYPE_CHECKING:
    from grader.model.report import Diagnosis, Finding

HEDGE: Final = "this may be the cause: "

ADVICE: Final = {
    Fact.FORBIDDEN_IMPORT: "numpy and the standard library are enough",
    Fact.FORBIDDEN_NAME: "it would do the task for you; build the same from what is left",
    Fact.MISSING_FUNCTION: "give the function the name that the statement asks for, at the left margin of the file",
    Fact.UNREADABLE_FILE: "look at the line before it too: a bracket or a quote may be open",
    Fact.NOT_STARTED: "put your code where NotImplementedError is raised",
    Fact.ASKED_FOR_INPUT: "take everything from the arguments, and leave out input() and breakpoint()",
    Fact.TIMED_OUT: "a loop may have no end, or take far more rounds than the input has entries",
    Fact.CRASHED: "it may have used up its memory, or ended Python itself; run the file by hand on this input",
    Fact.WROTE_READONLY: "`x = x - m` makes a new array; `x -= m` and `x[...] = m` write into the caller's",
    Fact.RETURNED_NOTHING: "end the function with `return` and the result, on every way through it",
    Fact.WRONG_DTYPE: "np.zeros, np.array and float64 constants may widen the result; derive the dtype from the input",
    Fact.INPUT_CHANGED: "`x = x - m` makes a new array; `x -= m` and `x[...] = m` write into the caller's",
    Fact.SHARES_MEMORY: "return a copy: np.array(x) copies; np.asarray(x), x.T, x.reshape(...) and slices may not",
    Fact.SECOND_CALL_DIFFERS: (
        "something may be kept from call to call: a global, a default argument that changes, random numbers not from rng"
    ),
    Fact.DID_NOT_RAISE: "check the arguments first, and raise where they are invalid",
    Fact.RAISED_OTHER: "check the arguments before they are used; NumPy's own exceptions may come too early or be of another class",
    Fact.SLOW: "a Python loop over entries may be the cost; work on whole arrays",
}
"""Facts whose remedy does not depend on the exercise."""

_NUMERIC: Final = frozenset({Check.AGREES, Check.FINITE, Check.SHAPE, Check.PROPERTY})


def try_line(finding: Finding | None, diagnosis: Diagnosis | None, hint: str = "") -> str:
    """What to try next, or nothing. `hint` is the command that shows a hint, where there is one."""
    if diagnosis is not None:
        return diagnosis_text(diagnosis)
    if finding is None:
        return ""
    if finding.fact in ADVICE:
        return ADVICE[finding.fact]
    if finding.check in _NUMERIC:
        return "no known mistake gives this result; work the input above by hand" + (f", or: {hint}" if hint else "")
    return ""


def diagnosis_text(diagnosis: Diagnosis) -> str:
    """A diagnosis as a sentence; only a certain one stands without a hedge."""
    text = one_line(diagnosis.text, 2000)
    return text if diagnosis.certainty is Certainty.CERTAIN else f"{HEDGE}{text}"
