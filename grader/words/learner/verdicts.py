"""What each verdict says, in one short sentence without blame."""

from __future__ import annotations

from typing import Final

from grader.model.enums import Verdict

HEADLINES: Final = {
    Verdict.GRADER_BUG: "dlprep itself failed; this says nothing about your answer",
    Verdict.REFUSED: "the answer was not run: it could not be isolated as asked",
    Verdict.CRASHED: "the process of the answer ended in the middle of the check",
    Verdict.TIMEOUT: "no result came in time",
    Verdict.UNREADABLE: "the file cannot be read as Python",
    Verdict.MISSING: "there is no answer to check yet",
    Verdict.NOT_STARTED: "the function still stands as it was handed out",
    Verdict.ERRORED: "the answer raised an exception",
    Verdict.FLAKY: "the same input gave different results",
    Verdict.WRONG: "something is not as asked",
    Verdict.PASS: "every check that ran was met",
}


def headline(verdict: Verdict) -> str:
    return HEADLINES[verdict]
