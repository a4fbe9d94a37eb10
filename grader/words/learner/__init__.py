"""Every sentence that a learner reads. Facts first and in lower case; advice on the `try` line alone; no blame, no cheering."""

from __future__ import annotations

from grader.words.learner.advice import diagnosis_text, try_line
from grader.words.learner.checks import asked
from grader.words.learner.commands import (
    check_command,
    hint_command,
    next_line,
    show_command,
    solution_command,
    start_command,
)
from grader.words.learner.contract import Term, contract
from grader.words.learner.facts import error_text, fact_sentence, index_text, shape_text
from grader.words.learner.relations import listed, relation_text
from grader.words.learner.summary import also_line, cases_line, check_name, checks_line, isolation_line
from grader.words.learner.verdicts import headline

__all__ = [
    "Term",
    "also_line",
    "asked",
    "cases_line",
    "check_command",
    "check_name",
    "checks_line",
    "contract",
    "diagnosis_text",
    "error_text",
    "fact_sentence",
    "headline",
    "hint_command",
    "index_text",
    "isolation_line",
    "listed",
    "next_line",
    "relation_text",
    "shape_text",
    "show_command",
    "solution_command",
    "start_command",
    "try_line",
]
