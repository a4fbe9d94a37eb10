"""One answer, whatever its form -> one Report: the door for the command line, the API, authors and classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.grade.check import check_answer
    from grader.grade.diagnosing import mistake_code

__all__ = ["check_answer", "mistake_code"]


def __getattr__(name: str) -> Any:
    """Grading starts its child before it loads numpy, so nothing is loaded here."""
    if name == "check_answer":
        from grader.grade.check import check_answer

        return check_answer
    if name == "mistake_code":
        from grader.grade.diagnosing import mistake_code

        return mistake_code
    raise AttributeError(name)
