"""The texts of tests/typed/hostile.yaml, and what answering one means."""

import contextlib
from pathlib import Path

import yaml

from grader.answers import equivalent, feedback, parse, parse_numbers, same_value
from grader.model.answers import Agreement, AnswerError, Domain, Function, Symbol

FILE = Path(__file__).parents[1] / "typed" / "hostile.yaml"

SYMBOLS = (Symbol("x"), Symbol("y", Domain.POSITIVE), Symbol("A", shape=("N", "N")), Symbol("v", shape=("N",)))
FUNCTIONS = {"f": Function(("t",), "1/(1 + exp(-t))")}
EXPECTED = parse("x^2 + 1", SYMBOLS)


def hostile():
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return [item if isinstance(item, str) else item[0] * item[1] for item in found]


def answer(text, expected=EXPECTED, symbols=SYMBOLS, seed=0):
    """What becomes of a text: a fault, or an agreement. Any other exception is a bug of ours."""
    with contextlib.suppress(AnswerError):
        same_value(parse_numbers(text), 0.5, rtol=1e-6)
    try:
        parsed = parse(text, symbols, functions=FUNCTIONS)
    except AnswerError as error:
        return error.fault
    result = equivalent(parsed, expected, symbols, seed=seed)
    if result.verdict is Agreement.DIFFERENT:
        feedback(parsed, expected, symbols, seed=seed)
    return result.verdict
