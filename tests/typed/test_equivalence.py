"""Which answers are the same function."""

import pytest

from grader.answers import equivalent, parse
from grader.model.answers import Agreement, Domain, Flag, Symbol

SYMBOLS = [
    *(Symbol(name) for name in "x y a b".split()),
    Symbol("r", Domain.POSITIVE),
    Symbol("p", Domain.UNIT),
    Symbol("k", Domain.INTEGER),
    Symbol("t", Domain.BINARY),
]


def compared(got, expected, symbols=SYMBOLS, seed=1):
    return equivalent(parse(got, symbols), parse(expected, symbols), symbols, seed=seed)


def test_the_same_seed_gives_the_same_result():
    assert compared("sin(x y)", "sin(x) y", seed=7) == compared("sin(x y)", "sin(x) y", seed=7)


def test_a_difference_is_shown_at_a_nice_point():
    shown = compared("2x", "x^2 + x + 1").witness
    assert (shown.point, shown.got, shown.expected) == ({"x": "1"}, "2", "3")


def test_a_branch_that_no_value_reaches_is_flagged():
    assert compared("abs(r)", "r").flags == (Flag.ONE_BRANCH,)


def test_a_root_that_is_undefined_for_half_the_domain_differs():
    result = compared("sqrt(x)^2", "x")
    assert (result.verdict, result.flags, result.witness.got) == (Agreement.DIFFERENT, (Flag.UNDEFINED,), "")


def test_what_is_too_large_to_evaluate_is_undecided():
    assert compared("exp(exp(exp(10)))", "x").verdict is Agreement.UNDECIDED


def test_lists_are_compared_entry_by_entry():
    result = compared("[2x, y]", "[x + x, -y]")
    assert (result.verdict, result.entries) == (Agreement.DIFFERENT, (Agreement.EQUAL, Agreement.DIFFERENT))


@pytest.mark.parametrize("got", ["x", "[x, y, 1]"])
def test_a_list_of_another_length_differs(got):
    assert compared(got, "[x, y]").flags == (Flag.LAYOUT,)
