"""One answer, whatever its form -> one Report: the door for the command line, the API, authors and classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.grade.check import check_answer

__all__ = ["check_answer"]


def __getattr__(name: str) -> Any:
    if name == "check_answer":
        from grader.grade.check import check_answer

        return check_answer
    raise AttributeError(name)
