"""Digits: rounded, cut off, asked for; and what the statements of the bank promise about them."""

import re
from pathlib import Path

import pytest

from grader import check_answer
from grader.answers import parse_numbers, pose, same_value
from grader.bank import open_bank
from grader.grade import right_value
from grader.model.answers import Gap
from grader.model.enums import Certainty, Verdict
from grader.model.typed import PredictContent

ROOT = Path(__file__).resolve().parent.parent.parent
ANGLE = 35.53767779197437
QUESTIONS = 300
DIGITS = {"six": 5, "nine": 8}
"""After the point, with an exponent."""
PROMISED = re.compile(r"(?i)\b(six|nine) digits|to within 0\.(0*)[15]\b")


@pytest.fixture(scope="module")
def bank():
    return open_bank(ROOT)


@pytest.fixture
def grade(bank):
    return lambda name, text, number=1: check_answer(bank.exercise(name), f"{text}\n", seed=number)


@pytest.mark.parametrize(
    ("text", "expected", "digits"),
    [
        ("36", ANGLE, 2),
        ("35.5", ANGLE, 3),
        ("35.50", ANGLE, 3),
        ("-36", -ANGLE, 2),
        ("3600%", ANGLE, 2),
        ("10.0", 9.96, 3),
        ("1.02e2", 102.4, 3),
        ("2.68", 2.675, 3),  # the float nearest to 2.675 lies below it
        ("38900", 38912, 3),
    ],
)
def test_a_number_is_right_to_its_digits_if_it_is_the_right_one_rounded(text, expected, digits):
    result = same_value(parse_numbers(text), expected, rtol=1e-6)
    assert (result.gap, result.facts["digits"]) == (Gap.ROUNDED, digits)


@pytest.mark.parametrize(("text", "expected"), [("35.6", ANGLE), ("0.34", 1 / 3), ("0.0099", 0.01), ("4", ANGLE / 10), ("5", 5.2)])
def test_a_number_that_no_rounding_gives_is_right_to_no_digits(text, expected):
    assert same_value(parse_numbers(text), expected, rtol=1e-6).gap is Gap.VALUE


def test_a_number_that_is_cut_off_is_told_so():
    result = same_value(parse_numbers("0.66"), 2 / 3, rtol=1e-3)
    assert (result.gap, result.facts) == (Gap.CUT, {"digits": 2, "asked": 3})


@pytest.mark.parametrize(
    ("text", "expected", "rtol", "atol", "asked"),
    [
        ("36", ANGLE, 0, 0.01, 4),
        ("0.17", 1 / 6, 1e-6, 0, 7),
        ("0.1667", 1 / 6, 1e-6, 0, 7),
        ("0.87", 0.8740003467, 0, 0.0005, 3),
        ("38.9e3", 38912, 0, 0, 0),
        ("1.000", 0.9996, 0, 1e-4, 5),
    ],
)
def test_the_digits_that_are_asked_for_suffice(text, expected, rtol, atol, asked):
    result = same_value(parse_numbers(text), expected, rtol=rtol, atol=atol)
    assert (result.gap, result.facts["asked"]) == (Gap.ROUNDED, asked)
    assert not asked or same_value(parse_numbers(f"{expected:.{asked - 1}e}"), expected, rtol=rtol, atol=atol).same


def test_a_percentage_is_told_where_a_share_is_due():
    assert same_value(parse_numbers("6.013"), 0.0601265, atol=1e-4, share=True).gap is Gap.PERCENT
    assert same_value(parse_numbers("-800"), -8, rtol=1e-6).facts == {"power": 2}


def test_what_is_rounded_as_the_statement_asks_is_right(bank):
    tried = set()
    for summary in bank.summaries():
        exercise = bank.exercise(summary.id)
        promised = PROMISED.search(exercise.content.ask)
        if not isinstance(exercise.content, PredictContent) or promised is None:
            continue
        tried.add(summary.id)
        rtol, atol = exercise.content.rtol, exercise.content.atol
        for number in range(1, QUESTIONS + 1):
            right = right_value(exercise.content, pose(exercise, number))
            text = f"{right:.{DIGITS[promised[1].lower()]}e}" if promised[1] else f"{right:.{len(promised[2]) + 1}f}"
            assert same_value(parse_numbers(text), right, rtol=rtol, atol=atol).same, f"{summary.id} {number}: {text}"
    assert len(tried) >= 6


def test_the_right_answer_rounded_is_no_known_mistake(grade):
    assert grade("normal-interval-clt", "0.87").diagnosis.code == "rounded"


def test_of_several_mistakes_the_nearest_is_told(grade):
    assert grade("interview-base-rate", "0.198").diagnosis.code == "mistake:the-probability-of-a-positive-test"
    assert grade("interview-base-rate", "0.19792").diagnosis.code == "mistake:evidence-without-the-prior"


def test_a_mistake_that_has_the_value_of_another_is_not_certain(bank, grade):
    exercise = bank.exercise("vanishing-gradient-depth")
    two = next(n for n in range(1, 999) if pose(exercise, n).values["L"] == 2 and pose(exercise, n).values["w"] == 3)
    report = grade("vanishing-gradient-depth", "3/4", two)  # one layer, and one too few
    assert report.verdict is Verdict.WRONG
    assert report.diagnosis.certainty is Certainty.LIKELY
    assert grade("vanishing-gradient-depth", "9", two).diagnosis.certainty is Certainty.CERTAIN


def test_a_number_above_the_largest_of_a_format_is_told_so(bank, grade):
    exercise = bank.exercise("float-rounding")
    number = next(n for n in range(1, 99) if "70000" in pose(exercise, n).values["expression"])
    assert "above 65504" in grade("float-rounding", "70000", number).diagnosis.text


def test_a_number_that_has_to_be_exact_is_asked_for_so(grade):
    assert "the exact number is asked for" in grade("interview-low-rank-params", "38.9e3").diagnosis.text
