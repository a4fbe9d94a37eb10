"""Typed answers: read without evaluating, compared without trusting a simplifier. What a learner types is never executed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.door import lazily

if TYPE_CHECKING:
    from grader.answers.authored import expression, functions_of, order_of, symbols_of
    from grader.answers.comparing import Sameness, apart, same_value
    from grader.answers.due import due_of
    from grader.answers.equivalence import Equivalence, equivalent
    from grader.answers.example import ANSWER, example_text, example_values
    from grader.answers.hints import Hint, feedback
    from grader.answers.likeness import text_key
    from grader.answers.numbers import number_of, parse_numbers
    from grader.answers.parsing import parse
    from grader.answers.posing import LETTERS, Posed, authors_value, known_mistakes, pose, told, with_numbers
    from grader.answers.putting import named_in
    from grader.answers.tree import Apply, Name, Node, Number, Parsed
    from grader.answers.witness import Witness

__all__ = [
    "ANSWER",
    "LETTERS",
    "Apply",
    "Equivalence",
    "Hint",
    "Name",
    "Node",
    "Number",
    "Parsed",
    "Posed",
    "Sameness",
    "Witness",
    "apart",
    "authors_value",
    "due_of",
    "equivalent",
    "example_text",
    "example_values",
    "expression",
    "feedback",
    "functions_of",
    "known_mistakes",
    "named_in",
    "number_of",
    "order_of",
    "parse",
    "parse_numbers",
    "pose",
    "same_value",
    "symbols_of",
    "text_key",
    "told",
    "with_numbers",
]

# Each name at its first use: reading needs no mpmath.
__getattr__ = lazily(
    __name__,
    {
        **dict.fromkeys(("expression", "functions_of", "order_of", "symbols_of"), "authored"),
        **dict.fromkeys(("Sameness", "apart", "same_value"), "comparing"),
        "due_of": "due",
        **dict.fromkeys(("Equivalence", "equivalent"), "equivalence"),
        **dict.fromkeys(("ANSWER", "example_text", "example_values"), "example"),
        **dict.fromkeys(("Hint", "feedback"), "hints"),
        "text_key": "likeness",
        **dict.fromkeys(("number_of", "parse_numbers"), "numbers"),
        "parse": "parsing",
        **dict.fromkeys(("LETTERS", "Posed", "authors_value", "known_mistakes", "pose", "told", "with_numbers"), "posing"),
        "named_in": "putting",
        **dict.fromkeys(("Apply", "Name", "Node", "Number", "Parsed"), "tree"),
        "Witness": "witness",
    },
)
