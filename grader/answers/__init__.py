"""Typed answers: read without evaluating, compared without trusting a simplifier. What a learner types is never executed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.door import lazily

if TYPE_CHECKING:
    from grader.answers.comparing import Sameness, same_value
    from grader.answers.equivalence import Equivalence, equivalent
    from grader.answers.hints import Hint, feedback
    from grader.answers.numbers import number_of, parse_numbers
    from grader.answers.parsing import parse
    from grader.answers.tree import Parsed
    from grader.answers.witness import Witness

__all__ = [
    "Equivalence",
    "Hint",
    "Parsed",
    "Sameness",
    "Witness",
    "equivalent",
    "feedback",
    "number_of",
    "parse",
    "parse_numbers",
    "same_value",
]

# Each name at its first use: reading needs no mpmath.
__getattr__ = lazily(
    __name__,
    {
        **dict.fromkeys(("Sameness", "same_value"), "comparing"),
        **dict.fromkeys(("Equivalence", "equivalent"), "equivalence"),
        **dict.fromkeys(("Hint", "feedback"), "hints"),
        **dict.fromkeys(("number_of", "parse_numbers"), "numbers"),
        "parse": "parsing",
        "Parsed": "tree",
        "Witness": "witness",
    },
)
