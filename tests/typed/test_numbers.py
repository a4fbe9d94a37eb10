"""Predicted values: what is read, and what is the same."""

import pytest

from grader.answers import parse_numbers, same_value
from grader.model.answers import AnswerError, AnswerFault, Gap


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/3", 1 / 3),
        ("2^-10", 2.0**-10),
        ("1e-3", 0.001),
        ("50 %", 0.5),
        ("pi/4", 0.7853981633974483),
        ("sqrt(2)", 1.4142135623730951),
        ("(1/4)^10", 0.25**10),
        ("[3, 4]", [3, 4]),
        ("(3, 4)", [3, 4]),
        ("3, 4", [3, 4]),
        ("3 x 4", [3, 4]),
        ("(3,)", [3]),
        ("[]", []),
        ("()", []),
        ("Error", "error"),
        ("inf", float("inf")),
        ("4000000000000", 4_000_000_000_000),
    ],
)
def test_a_right_value_is_recognized_however_it_is_written(text, expected):
    assert same_value(parse_numbers(text), expected, rtol=1e-12).same


@pytest.mark.parametrize(
    ("text", "expected", "gap", "facts"),
    [
        ("0.333", 1 / 3, Gap.ROUNDED, {"digits": 3, "asked": 7}),
        ("-48", 48, Gap.SIGN, {}),
        ("15.384615384", 0.15384615384615385, Gap.POWER_OF_TEN, {"power": 2}),
        ("1/48", 48, Gap.RECIPROCAL, {}),
        ("0.540419500270584", 30.96375653207351, Gap.DEGREES, {}),
        ("20", 2, Gap.POWER_OF_TEN, {"power": 1}),
        ("7", 2, Gap.VALUE, {}),
        ("error", 2, Gap.KIND, {}),
        ("[2]", 2, Gap.KIND, {"list": False}),
        ("0,5", 0.5, Gap.COMMA, {"plain": "0.5"}),
        ("2, 5", [5, 2], Gap.ORDER, {}),
        ("2", [5, 2], Gap.KIND, {"list": True}),
        ("[2, 5, 1]", [5, 2], Gap.LENGTH, {"got": 3, "expected": 2}),
        ("[5, -2]", [5, 2], Gap.SIGN, {"at": 1}),
    ],
)
def test_a_wrong_value_is_told_by_how_it_is_wrong(text, expected, gap, facts):
    result = same_value(parse_numbers(text), expected, rtol=1e-6)
    assert (result.same, result.gap, result.facts) == (False, gap, facts)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("4,000,000", AnswerFault.GROUPED),
        ("x + 1", AnswerFault.SYMBOLS),
        ("sqr(2)", AnswerFault.FUNCTION),
        ("[1, 2", AnswerFault.UNCLOSED),
    ],
)
def test_what_is_no_value_is_refused(text, fault):
    with pytest.raises(AnswerError) as caught:
        parse_numbers(text)
    assert caught.value.fault is fault
