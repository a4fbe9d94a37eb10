"""A question of a typed exercise as it is put to a learner: with its numbers drawn, its variant chosen, its options shuffled.

Question number n of an exercise is the same on every machine. A fresh attempt gets the next number. The worked example of the
statement is no question, for its answer stands there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.answers.dice import Dice, in_turn
from grader.answers.example import example_values
from grader.answers.putting import as_formula, plain, put_in
from grader.language import evaluate_plainly, parse_expression
from grader.model.errors import ContentError
from grader.model.typed import ChoiceContent, DeriveContent, Drawn, Option, Variant

if TYPE_CHECKING:
    from grader.model.content import Content
    from grader.model.exercise import Exercise
    from grader.model.typed import KnownAnswer, Param

TRIES: Final = 1000
"""Draws that may fail the author's conditions before the exercise is refused."""
LETTERS: Final = "abcdefgh"


class Posed(msgspec.Struct, frozen=True, kw_only=True):
    """One question."""

    number: int
    """Counted from 1."""
    ask: str
    """The statement, with the numbers of this question."""
    values: dict[str, Any] = {}
    """Params, `given` and `shown` by name."""
    variant: Variant | None = None
    options: tuple[str, ...] = ()
    """Of a choice, in the order of the letters."""
    right: int = -1
    """The place of the right option."""
    wrong: tuple[Option | None, ...] = ()
    """What is known of each option; None for the right one."""


def pose(exercise: Exercise, number: int) -> Posed:
    """Question `number` of an exercise.

    Raises:
        ContentError: where no draw meets the author's conditions, or an expression has no value.
    """
    dice, content = Dice(exercise.id, number), exercise.content
    if isinstance(content, ChoiceContent):
        return _choice(content, in_turn(content.right, exercise.id, number), dice, number)
    assert isinstance(content, Drawn)
    example = example_values(content)
    variants = [variant for variant in content.variants if not _is_example(variant.given, example)] or content.variants
    variant = in_turn(variants, exercise.id, number) if variants else None
    values = _values(content, variant, dice, example if content.params else {})
    return Posed(number=number, ask=told(content, content.ask, values), values=values, variant=variant)


def known_mistakes(content: Drawn, posed: Posed) -> tuple[KnownAnswer, ...]:
    """Known wrong answers to a question: its variant's, then the exercise's."""
    return (*(posed.variant.mistakes if posed.variant is not None else ()), *content.mistakes)


def told(content: Content, text: str, values: dict[str, Any]) -> str:
    """A text of the author with the values of a question in it."""
    if not isinstance(content, DeriveContent):
        return put_in(text, values, as_formula)
    from grader.answers.authored import expression  # the parser, which a question of numbers does without

    return put_in(text, values, lambda value: expression(content, value).latex if isinstance(value, str) else as_formula(value))


def with_numbers(text: str, values: dict[str, Any]) -> str:
    """An expression of the author with the params of a question in place of their names."""
    numbers = {name: value for name, value in values.items() if isinstance(value, int | float)}
    if not numbers:
        return text
    names = "|".join(map(re.escape, sorted(numbers, key=len, reverse=True)))
    return re.sub(rf"\b(?:{names})\b", lambda match: _bracketed(plain(numbers[match[0]])), text)


def _bracketed(number: str) -> str:
    return f"({number})" if number.startswith("-") else number


def authors_value(given: Any, values: dict[str, Any], path: str) -> Any:
    """What an author's answer comes to: texts are expressions over the values, lists go item by item, the rest stands for itself.

    Raises:
        ContentError: where an expression cannot be read, or has no value.
    """
    if isinstance(given, list | tuple):
        return [authors_value(item, values, f"{path}[{i}]") for i, item in enumerate(given)]
    if isinstance(given, dict):
        return str(given["word"])
    if isinstance(given, str):
        return evaluate_plainly(parse_expression(given, names=values, path=path), values, path)
    return given


def _choice(content: ChoiceContent, right: str, dice: Dice, number: int) -> Posed:
    wrong = dice.shuffled(content.wrong, "wrong")[: content.show - 1]
    order = dice.shuffled((None, *wrong), "order")
    options = tuple(right if option is None else option.text for option in order)
    listed = [f"**{letter})** {' '.join(text.split())}" for letter, text in zip(LETTERS, options, strict=False)]
    ask = "\n\n".join([content.ask.rstrip(), *listed]) + "\n"
    return Posed(number=number, ask=ask, options=options, right=order.index(None), wrong=order)


def _is_example(values: dict[str, Any], example: dict[str, Any]) -> bool:
    """Whether these are the values of the statement's example, whose answer stands there."""
    return bool(example) and all(values.get(name) == value for name, value in example.items())


def _values(content: Drawn, variant: Variant | None, dice: Dice, example: dict[str, Any]) -> dict[str, Any]:
    given = dict(variant.given) if variant is not None else {}
    for attempt in range(TRIES):
        values = {**given, **{name: _drawn(param, dice, f"{name} {attempt}") for name, param in content.params.items()}}
        if not _is_example(values, example) and all(_holds(text, values, i) for i, text in enumerate(content.where)):
            if isinstance(content, DeriveContent):
                values |= {name: with_numbers(text, values) for name, text in given.items() if isinstance(text, str)}
            return {**values, **{name: authors_value(made, values, f"shown.{name}") for name, made in content.shown.items()}}
    raise ContentError("where", f"no draw of the params that meets it in {TRIES} tries", "a condition that is mostly met")


def _holds(text: str, values: dict[str, Any], i: int) -> bool:
    path = f"where[{i}]"
    return bool(evaluate_plainly(parse_expression(text, names=values, path=path), values, path))


def _drawn(param: Param, dice: Dice, name: str) -> Any:
    if param.choices is not None:
        return param.choices[dice.below(len(param.choices), name)]
    assert param.range is not None
    low, high = param.range
    steps = int((high - low) / param.step + 1e-9)
    value = low + dice.below(steps + 1, name) * param.step
    return int(value) if param.step == int(param.step) and low == int(low) else round(value, 10)
