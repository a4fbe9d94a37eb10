"""One answer, whatever its form -> one Report: the door for the command line, the API, authors and classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.door import lazily

if TYPE_CHECKING:
    from grader.grade.ahead import begin_ahead
    from grader.grade.answer import Answer, read_file
    from grader.grade.check import check_answer, check_in
    from grader.grade.deriving import authors_expression, right_expression
    from grader.grade.diagnosing import mistake_code
    from grader.grade.growing import grow
    from grader.grade.predicting import right_value
    from grader.grade.solution import solution_text

__all__ = [
    "Answer",
    "authors_expression",
    "begin_ahead",
    "check_answer",
    "check_in",
    "grow",
    "mistake_code",
    "read_file",
    "right_expression",
    "right_value",
    "solution_text",
]

# Grading starts its child before it loads numpy, so nothing is loaded here.
__getattr__ = lazily(
    __name__,
    {
        "Answer": "answer",
        "authors_expression": "deriving",
        "right_expression": "deriving",
        "right_value": "predicting",
        "begin_ahead": "ahead",
        "check_answer": "check",
        "check_in": "check",
        "grow": "growing",
        "mistake_code": "diagnosing",
        "read_file": "answer",
        "solution_text": "solution",
    },
)
