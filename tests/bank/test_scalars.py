"""Unquoted scalars are read by the core schema of YAML 1.2, which the library does not know."""

import math

import pytest

from grader.bank.scalars import resolve


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("-7", -7), ("+3", 3), ("012", 12), ("0o17", 15), ("0x1f", 31), ("00", 0),
        ("1e-6", 1e-6), ("1e6", 1e6), ("1E+2", 100.0), ("-.5", -0.5), (".5", 0.5), ("1.", 1.0), ("-1.5e-3", -0.0015), ("1.0", 1.0),
        (".inf", math.inf), ("-.inf", -math.inf), ("+.INF", math.inf), ("-.Inf", -math.inf),
        ("true", True), ("FALSE", False), ("null", None), ("~", None), ("", None), ("Null", None),
    ],
)  # fmt: skip
def test_reads_as_a_value(text, value):
    got = resolve(text)
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize(
    "text",
    "no on yes off y n 12:30 1:2:3 2024-01-01 1_000 0b101 1e -e5 . - + 1.2.3 inf nan -.nan .INf 0x 0o8 0xg 1e-6x tRue 1,5".split(),
)
def test_reads_as_text(text):
    assert resolve(text) == text


def test_nan_is_a_number():
    assert math.isnan(resolve(".nan"))
    assert math.isnan(resolve(".NaN"))


@pytest.mark.parametrize(
    ("text", "value"), [("9223372036854775807", 2**63 - 1), ("18446744073709551616", 2.0**64), ("1" + "0" * 30, 1e30)]
)
def test_a_whole_number_that_no_machine_word_holds_becomes_a_float(text, value):
    got = resolve(text)
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize("text", ["1e400", "-1e999", "1" * 350, "9" * 5000])
def test_a_number_that_no_float_holds_stays_text_and_is_never_infinity(text):
    assert resolve(text) == text
