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
from grader.words.learner.posed import drawn_anew
from grader.words.learner.typed import answer_fault, caret_lines
from grader.words.proving import gives_away, no_worked_example, no_worked_sentence, other_result

if TYPE_CHECKING:
    from grader.model.typed import Drawn

NAME: Final = "the statement's example"
_DERIVATIVE: Final = re.compile(r"the derivative of\s+`([^`]+)`\s+with respect to\s+`(\w+)`\s+is\s+`([^`]+)`")
_DIGITS: Final = 1e-6
"""As far, relatively, may a number be that the statement rounds."""


def worked(content: Drawn) -> Proved:
    """Whether the example of the statement is right; it has to have one."""
    text = example_text(content)
    names, derives = _named(content), isinstance(content, DeriveContent)
    if text is None:
        return Proved(NAME, holds=False, detail=no_worked_example(names, derives=derives))
    derivative, answer = _DERIVATIVE.search(text), ANSWER.search(text)
    written = ""
    try:
        if derivative is not None and isinstance(content, DeriveContent):
            written = derivative[3]
            return _derived(content, *derivative.groups())
        if answer is not None:
            written = answer[1]
            return _computed(content, example_values(content), written)
    except ContentError as error:
        return Proved(NAME, holds=False, detail=str(error))
    except AnswerError as error:
        caret = caret_lines(written, error.position, error.length)
        return Proved(NAME, holds=False, detail=answer_fault(error.fault, error.facts), more=caret)
    return Proved(NAME, holds=False, detail=no_worked_sentence(names, derives=derives))


def _named(content: Drawn) -> tuple[str, ...]:
    """What an example gives values to: this exercise's own names."""
    given = tuple(content.variants[0].given) if content.variants else ()
    symbols = tuple(content.symbols) if isinstance(content, DeriveContent) else ()
    return (*content.params, *given) or symbols


def _derived(content: DeriveContent, of: str, wrt: str, answer: str) -> Proved:
    got, right = expression(content, answer), derivatives(content, expression(content, of), (wrt,))
    same = equivalent(got, right, symbols_of(content), seed=1).verdict is Agreement.EQUAL
    return Proved(NAME, same, "" if same else other_result("sympy has", right.plain, answer))


def _computed(content: Drawn, given: dict[str, Any], answer: str) -> Proved:
    if isinstance(content, PredictContent):
        right: Any = _predicted(content, given)
        same = same_value(parse_numbers(answer), right, rtol=max(content.rtol, _DIGITS), atol=content.atol).same
        return Proved(NAME, same, "" if same else other_result("the answer is", str(right), answer))
    assert isinstance(content, DeriveContent)
    texts = _answers(content, given)
    if any(_agrees(content, text, answer) for text in texts):
        whole = not drawn_anew(content) and texts == [_listed(content.answer)]
        return Proved(NAME, holds=True, detail=gives_away() if whole else "", warns=whole)
    return Proved(NAME, holds=False, detail=other_result("the answer is", texts[0], answer))


def _answers(content: DeriveContent, given: dict[str, Any]) -> list[str]:
    """The answer for these values: the exercise's, or those of the variants that do not speak against them."""
    if content.answer is not None:
        found = [content.answer]
    else:
        fits = [one for one in content.variants if all(given.get(name, value) == value for name, value in one.given.items())]
        found = [one.answer for one in fits]
    if not found:
        raise ContentError("ask", f"an example for {given}", "the values of a variant")
    if missing := [name for name in content.params if name not in given and re.search(rf"\b{name}\b", _listed(found[0]))]:
        raise ContentError("ask", f"an example without a value for `{missing[0]}`", f"`for {missing[0]} = ... the answer is ...`")
    return [with_numbers(_listed(one), given) for one in found]


def _listed(answer: Any) -> str:
    return answer if isinstance(answer, str) else f"[{', '.join(answer)}]"


def _agrees(content: DeriveContent, right: str, answer: str) -> bool:
    """Whether two texts are the same number, up to the digits that are written, or else the same expression."""
    try:
        numbers = parse_numbers(answer), parse_numbers(right)
    except AnswerError:  # symbols, or functions of the exercise
        numbers = None
    if numbers is not None and all(number.nodes for number in numbers):  # a name alone reads as a word
        return same_value(*numbers, rtol=_DIGITS).same
    got, expected = expression(content, answer), expression(content, right)
    return equivalent(got, expected, symbols_of(content), seed=1).verdict is Agreement.EQUAL


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
