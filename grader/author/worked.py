"""The worked example of a typed exercise: `Example: for a = 1 and b = 4 the answer is `0.25`.`, computed again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from grader.answers import (
    ANSWER,
    authors_value,
    equivalent,
    example_text,
    example_values,
    expression,
    parse_numbers,
    same_value,
    symbols_of,
    with_numbers,
)
from grader.author.symbolic import derivatives
from grader.model.answers import Agreement, AnswerError
from grader.model.errors import ContentError
from grader.model.proof import Proved
from grader.model.typed import DeriveContent, PredictContent

if TYPE_CHECKING:
    from grader.model.typed import Drawn

NAME: Final = "the statement's example"
_DERIVATIVE: Final = re.compile(r"the derivative of\s+`([^`]+)`\s+with respect to\s+`(\w+)`\s+is\s+`([^`]+)`")


def worked(content: Drawn) -> Proved:
    """Whether the example of the statement is right; it has to have one."""
    text = example_text(content)
    if text is None:
        return Proved(NAME, holds=False, detail="no paragraph that begins with `Example:`")
    derivative, answer = _DERIVATIVE.search(text), ANSWER.search(text)
    try:
        if derivative is not None and isinstance(content, DeriveContent):
            return _derived(content, *derivative.groups())
        if answer is not None:
            return _computed(content, example_values(content), answer[1])
    except (ContentError, AnswerError) as error:
        return Proved(NAME, holds=False, detail=str(error))
    return Proved(NAME, holds=False, detail="expected `for a = 1 and b = 4 the answer is ...` with the answer between backticks")


def _derived(content: DeriveContent, of: str, wrt: str, answer: str) -> Proved:
    got, right = expression(content, answer), derivatives(content, expression(content, of), (wrt,))
    same = equivalent(got, right, symbols_of(content), seed=1).verdict is Agreement.EQUAL
    return Proved(NAME, same, "" if same else f"sympy has {right.plain}, the statement {answer}")


def _computed(content: Drawn, given: dict[str, Any], answer: str) -> Proved:
    if isinstance(content, PredictContent):
        right: Any = _predicted(content, given)
        outcome = same_value(parse_numbers(answer), right, rtol=max(content.rtol, 1e-6), atol=content.atol)
    else:
        assert isinstance(content, DeriveContent)
        assert content.answer is not None
        right = [with_numbers(text, given) for text in ((content.answer,) if isinstance(content.answer, str) else content.answer)]
        right = right[0] if isinstance(content.answer, str) else f"[{', '.join(right)}]"
        outcome = same_value(parse_numbers(answer), parse_numbers(right), rtol=1e-6)
    return Proved(NAME, outcome.same, "" if outcome.same else f"the answer is {right}, the statement has {answer}")


def _predicted(content: PredictContent, given: dict[str, Any]) -> Any:
    """The answer for these values: of the variant that has them, or of the exercise."""
    if content.params:
        shown = {name: authors_value(made, given, f"shown.{name}") for name, made in content.shown.items()}
        return authors_value(content.answer, {**given, **shown}, "answer")
    for variant in content.variants:
        if all(variant.given.get(name) == value for name, value in given.items()):
            return authors_value(content.answer if variant.answer is None else variant.answer, dict(variant.given), "answer")
    if content.answer is not None:
        return authors_value(content.answer, given, "answer")
    raise ContentError("ask", f"an example for {given}", "the values of a variant")
