"""Which answers are the same function."""

import random

import pytest
from typed_pairs import pairs
from typed_rewriting import moved, rewritten

from grader.answers import equivalent, parse, scalars
from grader.answers.points import nice_last, points
from grader.model.answers import Agreement, Domain, Flag, Function, Structure, Symbol

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


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: f"{pair.got} | {pair.expected}")
def test_a_pair_is_told_as_what_it_is_whatever_the_seed(pair):
    got, expected = parse(pair.got, pair.symbols), parse(pair.expected, pair.symbols)
    for seed in range(3):
        assert equivalent(got, expected, pair.symbols, seed=seed).verdict is pair.verdict, f"seed {seed}"
    unseen = equivalent(got, expected, pair.symbols, seed=3, shown=False)
    assert (unseen.verdict, unseen.witness) == (pair.verdict, None)


def test_values_that_look_the_same_are_shown_with_the_digits_that_tell_them_apart():
    shown = compared("x (1 + 1e-10)", "x").witness
    assert (shown.got, shown.expected) == ("1.0000000001", "1")


def test_a_matrix_differs_in_an_entry_that_is_named():
    symbols = [Symbol("A", shape=("N", "N"))]
    shown = compared("A^T", "A", symbols).witness
    assert shown.at == (0, 1)
    assert shown.dims == {"N": 2}


def test_a_symmetric_matrix_is_its_transpose():
    symbols = [Symbol("A", shape=("N", "N"), structure=Structure.SYMMETRIC), Symbol("x", shape=("N",))]
    assert compared("(A + A^T) x", "2 A x", symbols).verdict is Agreement.EQUAL


def test_a_positive_definite_matrix_has_a_logarithm_of_its_determinant():
    symbols = [Symbol("A", shape=("N", "N"), structure=Structure.POSITIVE_DEFINITE)]
    assert compared("log(det(A))", "-log(det(inv(A)))", symbols).verdict is Agreement.EQUAL


@pytest.mark.parametrize(("low", "verdict"), [(1.0, Agreement.EQUAL), (-1.0, Agreement.DIFFERENT)])
def test_only_the_declared_range_matters(low, verdict):
    assert compared("|x|", "x", [Symbol("x", low=low, high=3.0)]).verdict is verdict


def test_functions_of_the_exercise_are_evaluated():
    functions = {"sigma": Function(("t",), "1/(1 + exp(-t))"), "d": Function(("u", "v"), "(u - v)^2")}
    got = parse("sigma(x)(1 - σ(x)) + d(x, y)", SYMBOLS, functions=functions)
    expected = parse("e^x/(1 + e^x)^2 + x^2 - 2x y + y^2", SYMBOLS)
    assert got.plain == "sigma(x)*(1 - sigma(x)) + d(x, y)"
    assert equivalent(got, expected, SYMBOLS, seed=1).verdict is Agreement.EQUAL


@pytest.mark.parametrize(("make", "wrong"), [(rewritten, Agreement.DIFFERENT), (moved, Agreement.EQUAL)])
def test_a_pair_made_by_rule_is_never_told_as_what_it_is_not(make, wrong):
    seed = 11
    rng = random.Random(seed)
    for number in range(120):
        pair = make(rng)
        result = compared(pair.got, pair.expected, pair.symbols, seed=number)
        assert result.verdict is not wrong, f"seed {seed}, pair {number}: {pair.got} | {pair.expected}"


def test_expressions_that_have_few_values_are_compared_where_they_have_some():
    assert compared("log(log(log(x)))", "log(log(log(x))) + 0").verdict is Agreement.EQUAL


def test_a_difference_near_a_nice_point_is_not_taken_for_a_gap():
    assert compared("x + exp(-1000 (x - 0.7)^2)", "x").verdict is Agreement.DIFFERENT


def test_a_single_point_does_not_matter():
    assert compared("where(x == 1, 5, x)", "x").verdict is Agreement.EQUAL


def test_where_no_point_is_shown_a_random_one_is_tried_first():
    symbols = [Symbol("x"), Symbol("y")]
    found = list(nice_last(points(symbols, 1)))
    usual = list(points(symbols, 1))
    assert found[0].random
    assert not usual[0].random
    assert sorted(map(repr, found)) == sorted(map(repr, usual))
    assert [point.extra for point in found] == [point.extra for point in usual]


def test_what_was_computed_before_is_not_computed_again():
    scalars._known.cache_clear()
    compared("exp(x) exp(y) + exp(x)/(exp(x) + exp(y))", "exp(x) + exp(y)")
    known = scalars._known.cache_info()
    assert known.hits > known.misses
