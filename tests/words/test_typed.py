"""Sentences about typed answers, and the caret under the place."""

import pytest

from grader.answers import feedback, parse, parse_numbers, same_value
from grader.model.answers import AnswerError, AnswerFault, Flag, Gap, HintCode, Note, Symbol
from grader.words.learner import answer_fault, answer_flag, answer_hint, answer_note, caret_lines, value_gap
from grader.words.learner.typed import FAULTS, FLAGS, GAPS, HINTS, NOTES

SYMBOLS = [Symbol("x"), Symbol("a"), Symbol("X", shape=("N", "D")), Symbol("w", shape=("D",))]


@pytest.mark.parametrize(
    ("members", "catalogue"), [(AnswerFault, FAULTS), (HintCode, HINTS), (Note, NOTES), (Flag, FLAGS), (Gap, GAPS)]
)
def test_every_code_has_a_sentence(members, catalogue):
    assert set(catalogue) == set(members)


def refused(text):
    with pytest.raises(AnswerError) as caught:
        parse(text, SYMBOLS)
    return caught.value


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("sigmiod(x)", "there is no function `sigmiod`; did you mean `sigmoid`?"),
        ("x + foo_bar", "`foo_bar` is not known here; you may use X, a, w and x"),
        ("x +", "something is missing after `+`"),
        ("(x + 1", "`(` is never closed"),
        ("x 2", "an operator is missing before `2`; write * for a product"),
        ("exp(x, a)", "`exp` takes 1 argument, and got 2"),
        ("X + w", "shapes (N, D) and (D,) cannot be added"),
        ("x\u202ea", "the character U+202E RIGHT-TO-LEFT OVERRIDE has no meaning here"),
        ("еxp(x)", "`е` is U+0435 CYRILLIC SMALL LETTER IE, which only looks like the letter e; type e"),
        ("cot^-1(x)", "cot^-1 may be the inverse function or 1/cot; write 1/cot(x)"),
        ("lnx", "`lnx` is not known here; write ln(x)"),
        ("e^xa", "put brackets around the exponent: `xa` may belong to it as a whole or in part"),
        ("x; a", "`;` has no meaning here; a comma stands between the entries of a list: [a, b]"),
        ("sin^-1(x)", "sin^-1 may be the inverse function or 1/sin; write arcsin(x) or 1/sin(x)"),
    ],
)
def test_a_fault_is_told_with_what_was_typed(text, sentence):
    error = refused(text)
    assert answer_fault(error.fault, error.facts) == sentence


@pytest.mark.parametrize(
    ("got", "expected", "sentence"),
    [
        ("-x", "x", "wrong sign: your answer is minus the expected one"),
        ("x/a", "x", "your answer is 1/a times the expected one: you are off by a factor in a"),
        ("X^T", "X", "your answer is the transpose of the expected one"),
        ("[x, 1]", "[x, a]", "entry 1 is right; look at 2"),
        ("w w^T", "w", "your answer has shape (D, D), and (D,) is asked for"),
        ("x", "|x|", "your answer agrees where x > 0"),
    ],
)
def test_a_hint_is_a_sentence(got, expected, sentence):
    hint = feedback(parse(got, SYMBOLS), parse(expected, SYMBOLS), SYMBOLS, seed=1)
    assert answer_hint(hint.code, hint.facts) == sentence


def test_a_gap_names_the_entry_of_a_list():
    result = same_value(parse_numbers("[5, -2]"), [5, 2])
    assert value_gap(result.gap, result.facts) == "entry 2: wrong sign: minus the expected value"


def test_one_entry_is_one_entry():
    result = same_value(parse_numbers("[4, 3, 1]"), [5])
    assert value_gap(result.gap, result.facts) == "1 entry is asked for, and your list has 3"


def test_notes_and_flags_are_sentences():
    assert answer_note(Note.NATURAL_LOG) == "log is the natural logarithm"
    assert answer_flag(Flag.ONE_BRANCH).startswith("one branch")


@pytest.mark.parametrize(
    ("text", "position", "length", "lines"),
    [
        ("x + foo(x)", 4, 3, ("x + foo(x)", "    ^^^")),
        ("x +", 2, 1, ("x +", "  ^")),
        ("x", 1, 1, ("x", " ^")),
        ("", 0, 1, ("", "^")),
        ("日本x?", 3, 1, ("日本x?", "     ^")),
        ("x\x00?", 2, 1, ("x\\x00?", "     ^")),
        ("x\n?", 2, 1, ("x ?", "  ^")),
        ("a" * 100 + "?" + "b" * 100, 100, 1, ("..." + "a" * 35 + "?" + "b" * 34 + "...", " " * 38 + "^")),
        ("?" + "b" * 100, 0, 1, ("?" + "b" * 69 + "...", "^")),
        ("b" * 100 + "?", 100, 1, ("..." + "b" * 69 + "?", " " * 72 + "^")),
    ],
)
def test_the_caret_stands_under_the_place(text, position, length, lines):
    assert caret_lines(text, position, length) == lines
