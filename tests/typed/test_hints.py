"""What is said about a wrong answer: the first relation that is certain."""

import pytest

from grader.answers import feedback, parse
from grader.model.answers import Domain, HintCode, Symbol

SYMBOLS = [
    *(Symbol(name) for name in "x y a b w mu p q".split()),
    *(Symbol(name, Domain.POSITIVE) for name in "r sigma lam Sxx".split()),
    *(Symbol(name, Domain.POSITIVE_INTEGER) for name in "k n".split()),
    Symbol("Sxy"),
]
ARRAYS = [
    Symbol("lam"),
    *(Symbol(name, shape=shape) for name, shape in {"X": ("N", "D"), "A": ("D", "D"), "y": ("N",), "w": ("D",)}.items()),
]


def hint(got, expected, symbols=SYMBOLS, seed=1):
    return feedback(parse(got, symbols), parse(expected, symbols), symbols, seed=seed)


@pytest.mark.parametrize(
    ("got", "expected", "code", "facts"),
    [
        ("(log(r) - 1)/r^2", "(1 - log(r))/r^2", HintCode.NEGATED, {}),
        ("-exp(-x)/(1+exp(-x))^2", "sigmoid(x)(1-sigmoid(x))", HintCode.NEGATED, {}),
        ("(b-a)^2/4", "(b-a)^2/12", HintCode.FACTOR, {"factor": "3", "symbols": []}),
        ("exp(-x^2/2)", "exp(-x^2/2)/sqrt(2pi)", HintCode.FACTOR, {"factor": "sqrt(2*pi)", "symbols": []}),
        ("1 - tanh(a x)^2", "a (1 - tanh(a x)^2)", HintCode.FACTOR, {"factor": "1/a", "symbols": ["a"]}),
        ("r^(n-1)", "n r^(n-1)", HintCode.FACTOR, {"factor": "1/n", "symbols": ["n"]}),
        ("(b-a)/12", "(b-a)^2/12", HintCode.FACTOR, {"factor": "1/(b - a)", "symbols": ["a", "b"]}),
        (
            "(mu^2 + sigma^2)/2 - log(sigma)",
            "(mu^2 + sigma^2 - 1)/2 - log(sigma)",
            HintCode.OFFSET,
            {"offset": "1/2", "symbols": []},
        ),
        ("2a x + b", "2a x", HintCode.OFFSET, {"offset": "b", "symbols": ["b"]}),
        ("exp(x)", "exp(x) + 1", HintCode.OFFSET, {"offset": "-1", "symbols": []}),
        ("1/(1 - x)", "1/x", HintCode.FACTOR, {"factor": "x/(1 - x)", "symbols": ["x"]}),
        ("k/(n - 1)", "k/n", HintCode.FACTOR, {"factor": "n/(n - 1)", "symbols": ["n"]}),
        ("n/k", "k/n", HintCode.RECIPROCAL, {}),
        ("log2(r) + x", "log(r) + x", HintCode.LOG_BASE, {"base": 2}),
        ("log10(r)", "log(r)", HintCode.LOG_BASE, {"base": 10}),
        ("log(r)/log(2)", "log(r)", HintCode.LOG_BASE, {"base": 2}),
        ("a^2 + sin(b)", "a b + sin(a)", HintCode.DOMAIN, {"where": ["a = b"]}),
        (
            "0.398942 exp(-x^2/2)",
            "exp(-x^2/2)/sqrt(2pi)",
            HintCode.DECIMAL,
            {"number": "0.398942", "digits": 6, "exact": "1/sqrt(2*pi)"},
        ),
        ("2.718281828^(x y)", "exp(x y)", HintCode.DECIMAL, {"number": "2.718281828", "digits": 10, "exact": "e"}),
        ("0.083 (b-a)^2", "(b-a)^2/12", HintCode.DECIMAL, {"number": "0.083", "digits": 2, "exact": "1/12"}),
        ("0.66 x^2 + 0.5 y", "2x^2/3 + y/2", HintCode.DECIMAL, {"number": "0.66", "digits": 2, "exact": "2/3"}),
        ("0.9 x", "x", HintCode.FACTOR, {"factor": "9/10", "symbols": []}),
        ("(k-1)/n", "k/n", HintCode.FACTOR, {"factor": "(k - 1)/k", "symbols": ["k"]}),
        ("(k-1)/(2n)", "k/n", HintCode.FACTOR, {"factor": "(k - 1)/(2*k)", "symbols": ["k"]}),
        ("14x^2 + 7y", "14x + 7y", HintCode.DOMAIN, {"where": ["x = 0", "x = 1"]}),
        ("x^2 exp(3x)", "(2x + 3x^2) exp(3x)", HintCode.NOT_DIFFERENTIATED, {"by": "x"}),
        ("6x", "3x^2", HintCode.DIFFERENTIATED_TWICE, {"by": "x"}),
        ("Sxy/(Sxx + lam)", "Sxy/(Sxx + n lam)", HintCode.MISSES, {"names": ["n"]}),
        ("sin(x) + exp(a x)", "sin(x) + exp(x)", HintCode.EXTRA, {"names": ["a"]}),
        ("x", "|x|", HintCode.DOMAIN, {"where": ["x > 0"]}),
        ("(b^2 - a^2)/12", "(b-a)^2/12", HintCode.DOMAIN, {"where": ["a = 0"]}),
        ("x", "[x, y]", HintCode.LENGTH, {"got": None, "expected": 2}),
        ("[x, y, 1]", "[x, y]", HintCode.LENGTH, {"got": 3, "expected": 2}),
        ("[a x + y, 2p x]", "[2p x, a x + y]", HintCode.SWAPPED, {"wrong": [0, 1]}),
        ("[2p x, a x]", "[2p x, a y]", HintCode.PARTIAL, {"right": [0], "wrong": [1], "of": 2}),
        ("[-2x, -y]", "[2x, y]", HintCode.NEGATED, {}),
    ],
)
def test_a_relation_is_named(got, expected, code, facts):
    found = hint(got, expected)
    assert (found.code, found.facts) == (code, facts)


@pytest.mark.parametrize(
    ("got", "expected", "code", "facts"),
    [
        ("X^T (X w - y)", "2 X^T (X w - y)", HintCode.FACTOR, {"factor": "1/2", "symbols": []}),
        ("2/N X^T (X w - y)", "2 X^T (X w - y)", HintCode.FACTOR, {"factor": "1/N", "symbols": ["N"]}),
        ("2 X^T (y - X w)", "2 X^T (X w - y)", HintCode.NEGATED, {}),
        ("X^T", "X", HintCode.TRANSPOSED, {}),
        ("(A A)^T", "A A", HintCode.TRANSPOSED, {}),
        ("X X^T", "X^T X", HintCode.SHAPE, {"got": ["N", "N"], "expected": ["D", "D"]}),
    ],
)
def test_a_relation_between_matrices_is_named(got, expected, code, facts):
    found = hint(got, expected, ARRAYS)
    assert (found.code, found.facts) == (code, facts)


def test_the_first_wrong_entry_of_a_list_has_a_hint_of_its_own():
    assert hint("[2p x, -a y]", "[2p x, a y]").inner.code is HintCode.NEGATED


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ("x (1-x)", "sigmoid(x)(1-sigmoid(x))"),
        ("(k+1)/(n+2)", "k/n"),
        ("6x exp(3x)", "(2x + 3x^2) exp(3x)"),
        ("1.25 sin(x) + y", "sin(2x) + y^2"),
    ],
)
def test_where_nothing_is_certain_nothing_is_said(got, expected):
    assert hint(got, expected) is None


@pytest.mark.parametrize("seed", range(5))
def test_a_hint_does_not_depend_on_the_seed(seed):
    assert hint("1 - tanh(a x)^2", "a (1 - tanh(a x)^2)", seed=seed).facts["factor"] == "1/a"


@pytest.mark.parametrize(("got", "expected"), [("3", "pi"), ("0.5", "1/3"), ("1", "2/3")])
def test_a_factor_that_would_be_the_solution_is_not_told(got, expected):
    assert hint(got, expected) is None


def test_twice_a_constant_is_told():
    assert hint("2pi", "pi").facts == {"factor": "2", "symbols": []}


def test_an_answer_without_names_misses_those_of_the_expected_one():
    assert (hint("0", "x").code, hint("x + 1", "0").code) == (HintCode.MISSES, HintCode.EXTRA)


def test_nothing_is_differentiated_by_a_length():
    symbols = [Symbol("x"), Symbol("A", shape=("N", "N"))]
    assert hint("trace(max(-1, I) @ tanh(A))", "x^2 + 1", symbols).code is HintCode.MISSES
