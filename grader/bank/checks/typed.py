"""The forms whose answer is typed: names that exist, expressions that can be read, options that can be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.answers import LETTERS, expression, order_of
from grader.bank.checks.places import check_places, check_texts_with_places
from grader.bank.checks.texts import check_texts, check_told_apart
from grader.bank.describing import describe, nearest, one_of
from grader.language import is_name, parse_expression
from grader.model.answers import AnswerError, Domain
from grader.model.typed import ChoiceContent, DeriveContent, Drawn, PredictContent
from grader.words.learner.typed import answer_fault, caret_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grader.bank.draft import Draft
    from grader.bank.node import Path
    from grader.model.typed import Derivative


def check_typed(draft: Draft) -> None:
    """Note every fault of a typed exercise."""
    check_texts(draft)
    content = draft.content
    if isinstance(content, ChoiceContent):
        _check_options(draft, content)
        check_places(draft, ("ask",), content.ask, frozenset())
        return
    assert isinstance(content, Drawn)
    _check_params(draft, content)
    _check_variants(draft, content)
    names = _names(content)
    check_texts_with_places(draft, content, names)
    check_told_apart(draft, ("mistakes",), content.mistakes)
    for i, text in enumerate(content.where):
        draft.expression(("where", i), text, content.params)
    for name, made in content.shown.items():
        _check_value(draft, ("shown", name), made, names - content.shown.keys())
    if isinstance(content, DeriveContent):
        _check_derive(draft, content)
    elif isinstance(content, PredictContent):
        for path, answer in _answers(content):
            _check_value(draft, path, answer, names | {"answer"} if "mistakes" in path else names)
        if content.reference is not None:
            draft.find(("reference",), content.reference)


def _names(content: Drawn) -> frozenset[str]:
    """What the texts have places for."""
    given = content.variants[0].given if content.variants else {}
    return frozenset({*content.params, *given, *content.shown})


def _check_options(draft: Draft, content: ChoiceContent) -> None:
    """No two options read the same."""
    seen: dict[str, str] = {}
    paths: list[tuple[Path, str]] = [(("right", i), text) for i, text in enumerate(content.right)]
    paths += [(("wrong", i, "text"), option.text) for i, option in enumerate(content.wrong)]
    for path, text in paths:
        folded = " ".join(text.split()).casefold()
        if len(folded) == 1 and folded in LETTERS and draft.sound(*path):
            draft.add(path, f"the option `{text.strip()}`, which reads as the letter of an option", "a text of more than a letter")
        if folded in seen and draft.sound(*path):
            draft.add(path, "an option a second time", f"another text: {seen[folded]} has it")
        seen.setdefault(folded, f"{path[0]}[{path[1]}]")


def _check_params(draft: Draft, content: Drawn) -> None:
    for name, param in content.params.items():
        path = ("params", name)
        if not draft.sound(*path):
            continue
        if not is_name(name):
            draft.add(path, f"the name `{name}`", "letters, digits and _", key=True)
        elif (param.range is None) == (param.choices is None):
            draft.add(
                path, "neither `range` nor `choices`" if param.range is None else "both `range` and `choices`", "one of the two"
            )
        elif param.range is not None and param.range[0] > param.range[1]:
            draft.add((*path, "range"), describe(list(param.range)), "the lowest value first")


def _check_variants(draft: Draft, content: Drawn) -> None:
    """Every variant gives the same names, and there is one answer: the exercise's, or each variant's own."""
    answer = getattr(content, "answer", None)
    if answer is None and not content.variants:
        draft.add(("answer",), "nothing", "`answer`, or `variants` with an `answer` each")
    for i, variant in enumerate(content.variants):
        if not draft.sound("variants", i):
            continue
        check_told_apart(draft, ("variants", i, "mistakes"), variant.mistakes)
        if set(variant.given) != set(content.variants[0].given):
            first = one_of(f"`{name}`" for name in content.variants[0].given)
            draft.add(("variants", i, "given"), describe(variant.given), f"the names of the first variant: {first}")
        if (variant.answer is None) == (answer is None):
            found = "no `answer`" if variant.answer is None else "an `answer` beside that of the exercise"
            draft.add(("variants", i), found, "an answer for the exercise, or one for each variant")
        for name in variant.given:
            if name in content.params:
                draft.add(("variants", i, "given", name), f"`{name}`, which is a param too", "a name of its own")


def _answers(content: Drawn) -> Iterator[tuple[Path, Any]]:
    """Every answer of the file that is written out, with its place."""
    if getattr(content, "answer", None) is not None:
        yield ("answer",), getattr(content, "answer", None)
    yield from ((("alternatives", i), answer) for i, answer in enumerate(content.alternatives))
    yield from ((("mistakes", i, "answer"), item.answer) for i, item in enumerate(content.mistakes))
    for i, variant in enumerate(content.variants):
        at: Path = ("variants", i)
        if variant.answer is not None:
            yield (*at, "answer"), variant.answer
        yield from (((*at, "alternatives", j), answer) for j, answer in enumerate(variant.alternatives))
        yield from (((*at, "mistakes", j, "answer"), item.answer) for j, item in enumerate(variant.mistakes))


def _check_value(draft: Draft, path: Path, value: Any, names: frozenset[str]) -> None:
    """A number, an expression over `names`, a list of them, or a word."""
    if isinstance(value, list | tuple):
        for i, item in enumerate(value):
            _check_value(draft, (*path, i), item, names)
    elif isinstance(value, dict):
        if set(value) != {"word"} or not isinstance(value["word"], str):
            draft.add(path, describe(value), "a number, an expression, a list, or `{word: error}`")
    elif isinstance(value, str):
        draft.attempt(path, parse_expression, value, names=names)


def _check_derive(draft: Draft, content: DeriveContent) -> None:
    """Every answer can be read as a learner's would be."""
    derivative = content.derivative
    given = content.variants[0].given if content.variants else {}
    if not all(draft.sound(key) for key in ("symbols", "assume", "functions", "params")):
        return
    _check_orders(draft, content)
    for path, answer in _answers(content):
        for i, text in enumerate(answer if isinstance(answer, list | tuple) else (answer,)):
            _check_expression(draft, content, (*path, i) if isinstance(answer, list | tuple) else path, text)
    for i, variant in enumerate(content.variants):
        for name, text in variant.given.items():
            if isinstance(text, str):
                _check_expression(draft, content, ("variants", i, "given", name), text)
    if derivative is not None:
        _check_derivative(draft, content, derivative, given)


def _check_orders(draft: Draft, content: DeriveContent) -> None:
    """What is assumed is said of two numbers."""
    numbers = [name for name, domain in content.symbols.items() if isinstance(domain, Domain)]
    for i, text in enumerate(content.assume):
        order = order_of(text)
        for name in (order.low, order.high):
            if name not in numbers:
                draft.add(("assume", i), f"`{name}`", f"a symbol that is a number: {one_of(numbers)}", nearest(name, numbers))
        if order.low == order.high:
            draft.add(("assume", i), f"`{text}`", "two symbols")


def _check_derivative(draft: Draft, content: DeriveContent, derivative: Derivative, given: Mapping[str, Any]) -> None:
    if derivative.of not in given:
        _check_expression(draft, content, ("derivative", "of"), derivative.of)
    for name in (derivative.wrt,) if isinstance(derivative.wrt, str) else derivative.wrt:
        if name not in content.symbols:
            expected = f"a symbol: {one_of(content.symbols)}"
            draft.add(("derivative", "wrt"), f"`{name}`", expected, nearest(name, content.symbols))


def _check_expression(draft: Draft, content: DeriveContent, path: Path, text: Any) -> None:
    if not draft.sound(*path):
        return
    if not isinstance(text, str):
        draft.add(path, describe(text), "an expression, as a text", "put it between quotes")
        return
    try:
        expression(content, text, params=True)
    except AnswerError as error:
        draft.add(
            path,
            answer_fault(error.fault, error.facts),
            "an expression over the symbols, as a learner would type it",
            shown=caret_lines(text, error.position, error.length),
        )
