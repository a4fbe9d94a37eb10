"""References, mistakes and alternatives as text: to be shown, and to be graded as a learner's file would be."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

from grader.bank.code import answer_tree, patched
from grader.bank.references import References
from grader.bank.refusing import refusal
from grader.language import parse_signature
from grader.model.content import Mistake
from grader.model.errors import BankError, ContentError

if TYPE_CHECKING:
    from grader.bank.references import Source
    from grader.model.content import Alternative
    from grader.model.exercise import Exercise

_HEAD = "import math\n\nimport numpy as np\n\n\n"


def reference_text(exercise: Exercise) -> str:
    """The source of the reference function alone, as its author wrote it.

    Raises:
        BankError: if it is not there.
    """
    return find_reference(exercise).text


def reference_source(exercise: Exercise) -> str:
    """The reference as a file that a learner could hand in: with what it needs of its module, under the name that is asked for.

    Raises:
        BankError: if it is not there.
    """
    source = find_reference(exercise)
    name = exercise.function_name
    return source.module_text + ("" if source.name == name else f"\n\n{name} = {source.name}\n")


def answer_source(exercise: Exercise, answer: Mistake | Alternative) -> str:
    """A mistake or an alternative as a file that a learner could hand in.

    Raises:
        BankError: if its code is no answer.
    """
    path = f"mistakes ({answer.name})" if isinstance(answer, Mistake) else f"alternatives ({answer.name})"
    try:
        if isinstance(answer, Mistake) and answer.patch is not None:
            source = find_reference(exercise)
            text = ast.unparse(patched(source, *answer.patch, path)) + "\n"
            name = exercise.function_name
            return text + ("" if source.name == name else f"\n\n{name} = {source.name}\n")
        tree = answer_tree(parse_signature(exercise.code.function), answer.code or "", path)
    except ContentError as error:
        raise refusal(exercise, error) from None
    return _HEAD + ast.unparse(tree) + "\n"


def find_reference(exercise: Exercise) -> Source:
    """The reference: its name and text, the file that it lies in, and what it needs of that file.

    Raises:
        BankError: if it is not there.
    """
    assert exercise.reference is not None
    references = References(Path(exercise.root))
    try:
        source = references.find(exercise.reference, "reference")
    except ContentError as error:
        raise refusal(exercise, error) from None
    if source is None:
        raise BankError(references.faults)
    return source
