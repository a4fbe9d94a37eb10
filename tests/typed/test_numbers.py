"""Predicted values: what is read, and what is the same."""

import contextlib

import pytest

from grader.answers import parse_numbers, same_value
from grader.answers.due import Due
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
        ("20%*95%/(20%*95%+1%*80%)", 0.19 / 0.198),
        ("1-4.04%", 0.9596),
        (r"95.96\%", 0.9596),
        ("(1/4)%", 0.0025),
        ("1/max(4,100)", 0.01),
        ("[128,256]", [128, 256]),
        ("8 x 10^6", 8e6),
        ("4096x8 + 8x768", 38912),
        ("3 x sqrt(4)", 6),
        ("8_000_000", 8_000_000),
        ("P(D|+) = 0.5", 0.5),
        ("λ1 = 2, λ2 = -5", [2, -5]),
        ("[λ1 = 2, λ2 = -5]", [2, -5]),
        ("torch.Size([4, 3])", [4, 3]),
        ("np.inf", float("inf")),
        (r"-\infty", float("-inf")),
        ("float('inf')", float("inf")),
        ("np.False_", False),
        ("`True`.", True),
        (r"\text{error}", "error"),
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
        ("-8,0", -8, Gap.COMMA, {"plain": "-8.0"}),
        ("5e15,0", 5e15, Gap.KIND, {"list": False}),
        ("1e5,2", 0.5, Gap.KIND, {"list": False}),
        ("1,2.5", 0.5, Gap.KIND, {"list": False}),
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
        ("1/max(4,000)", AnswerFault.GROUPED),
        ("1/3 %", AnswerFault.PERCENT),
        ("2^3%", AnswerFault.PERCENT),
        ("7%(3)", AnswerFault.PERCENT),
        ("5%%", AnswerFault.CHARACTER),
        ("35.54°", AnswerFault.UNIT),
        (r"35.54^\circ", AnswerFault.UNIT),
        ("35.54 degrees", AnswerFault.UNIT),
        ("8e6 bytes", AnswerFault.UNIT),
        ("8 B", AnswerFault.UNIT),
        ("sqrt128", AnswerFault.GLUED),
    ],
)
def test_what_is_no_value_is_refused(text, fault):
    with pytest.raises(AnswerError) as caught:
        parse_numbers(text)
    assert caught.value.fault is fault


ONE, LIST, WORDS = Due(numbers=True), Due(lists=True), Due(numbers=True, words=("True", "False", "inf"))
SHAPE = Due(lists=True, words=("error",))


@pytest.mark.parametrize(
    ("text", "due", "plain"),
    [
        ("1000×1000×8", ONE, "1000*1000*8"),
        ("1000 x 1000 x 8", ONE, "1000*1000*8"),
        (r"4 \times 3", ONE, "4*3"),
        (r"4 \times 3", SHAPE, "[4, 3]"),
        ("4x3", SHAPE, "[4, 3]"),
        ("(4 × 3)", SHAPE, "[4, 3]"),
        ("128,256", LIST, "[128, 256]"),
        ("2; -5", LIST, "[2, -5]"),
        ("ERROR", SHAPE, "error"),
        ("-inf", ONE, "-inf"),
        ("pi - e", ONE, "pi - e"),
        ("false", WORDS, "false"),
    ],
)
def test_what_is_asked_for_tells_how_a_value_is_read(text, due, plain):
    assert parse_numbers(text, due).plain == plain


@pytest.mark.parametrize(
    ("text", "due", "fault", "facts"),
    [
        ("5", SHAPE, AnswerFault.LIST_DUE, {"plain": "[5]"}),
        ("2 -5", LIST, AnswerFault.LIST_DUE, {"plain": "[2, -5]"}),
        ("[2 -5]", LIST, AnswerFault.LIST_DUE, {"plain": "[2, -5]"}),
        ("[[2],[-5]]", LIST, AnswerFault.NESTED, {"plain": "[2, -5]"}),
        ("[[4, 3]]", SHAPE, AnswerFault.NESTED, {"plain": "[4, 3]"}),
        ("[[2, 0], [0, -5]]", LIST, AnswerFault.NESTED, {"plain": "[a, b]"}),
        ("[2, 5]", Due(rows=True), AnswerFault.NESTED, {"plain": ""}),
        ("-8,0", ONE, AnswerFault.POINT, {"plain": "-8.0"}),
        ("5e15,0", ONE, AnswerFault.ONE_DUE, {"plain": ""}),
        ("(3, 4)", ONE, AnswerFault.ONE_DUE, {"plain": ""}),
        ("8 000 000", ONE, AnswerFault.GROUPED, {"plain": "8000000"}),
        ("4,100", ONE, AnswerFault.GROUPED, {"plain": "4100"}),
        ("ValueError", SHAPE, AnswerFault.WORD, {"name": "ValueError", "known": ["error"]}),
        ("overflow", WORDS, AnswerFault.WORD, {"name": "overflow", "known": ["True", "False", "inf"]}),
        ("error", ONE, AnswerFault.SYMBOLS, {"name": "error"}),
        ("5", Due(words=("error",)), AnswerFault.WORD, {"name": "5", "known": ["error"]}),
        ("0x10", ONE, AnswerFault.SYMBOLS, {"name": "x10"}),
    ],
)
def test_a_value_of_another_kind_is_refused_with_what_is_asked_for(text, due, fault, facts):
    with pytest.raises(AnswerError) as caught:
        parse_numbers(text, due)
    assert (caught.value.fault, caught.value.facts) == (fault, facts)


@pytest.mark.parametrize("due", [None, ONE, LIST, SHAPE, WORDS])
def test_what_no_fraction_is_made_of_is_no_crash(due):
    for text in (r"\sqrt.5", r"\frac.5x", r"\frac1.", "5e15,0", "1.,2", ".5,.5", "½,½", "5%,5%", "x,5", "³,²", "ⁿ", r"\sqrt½"):
        with contextlib.suppress(AnswerError):
            same_value(parse_numbers(text, due), 0.5, rtol=1e-6)
