"""Pairs made by rule: the same expression written otherwise by an identity, or moved by a little."""

import random

from typed_pairs import Pair

from grader.model.answers import Agreement, Domain, Symbol

SYMBOLS = (
    Symbol("x"), Symbol("y"), Symbol("r", Domain.POSITIVE), Symbol("p", Domain.UNIT), Symbol("n", Domain.POSITIVE_INTEGER),
)  # fmt: skip
IDENTITIES = [
    ("A + B", "B + A"),
    ("A*B", "B*A"),
    ("A - B", "-(B - A)"),
    ("A*(B + C)", "A*B + A*C"),
    ("A/B", "A*B^-1"),
    ("A^2 - B^2", "(A - B)*(A + B)"),
    ("(A + B)^3", "A^3 + 3*A^2*B + 3*A*B^2 + B^3"),
    ("exp(A/9 + B/9)", "exp(A/9)*exp(B/9)"),
    ("log(exp(A))", "A"),
    ("log(1 + A^2)/2", "log(sqrt(1 + A^2))"),
    ("sin(A)^2", "1 - cos(A)^2"),
    ("sigmoid(A)", "1 - sigmoid(-A)"),
    ("tanh(A)", "2*sigmoid(2*A) - 1"),
    ("softplus(A)", "log(1 + exp(A))"),
    ("softplus(A) - softplus(-A)", "A"),
    ("erf(A)", "-erf(-A)"),
    ("arctan(A)", "-arctan(-A)"),
    ("cbrt(A)^3", "A"),
    ("sign(A)*abs(A)", "A"),
    ("abs(A)", "sqrt(A^2)"),
    ("abs(A)", "max(A, -A)"),
    ("relu(A)", "(A + abs(A))/2"),
    ("max(A, B)", "(A + B + abs(A - B))/2"),
    ("max(A, B)", "B + relu(A - B)"),
    ("min(A, B)", "A + B - max(A, B)"),
    ("where(A > B, A, B)", "max(A, B)"),
    ("(A > B)", "1 - (B >= A)"),
]
MOVES = [("A", "A + 1e-7"), ("A", "A + exp(-x^2)/1e9"), ("A", "A - 1e-15*(1 + p)"), ("exp(A/9)", "exp(A/9)*(1 + 1e-12)")]
AROUND = ["{}", "{}", "3*({}) + y", "exp(-({})/50)", "sin({})", "({})^2", "x*({})"]
UNARY = (
    "exp(-({})^2) log(1+({})^2) sin({}) relu({}) sqrt(1+({})^2) abs({}) sigmoid({}) tanh({}) -({}) ({})^2 ({})^3 softplus({}) "
    "arctan({}) erf({}) 1/(2+({})^2) cbrt({}) ({}>1) exp({}) log({}) sqrt({})"
).split()
BINARY = "({})+({}) ({})-({}) ({})*({}) ({})/({}) max({},{}) where({}>0,{},x)".split()
LEAVES = "x x y r r p n 2 3 1/2 0.25 10 pi".split()


def grown(rng, depth):
    """An expression that can be read."""
    if depth == 0 or rng.random() < 0.12:
        return rng.choice(LEAVES)
    if rng.random() < 0.45:
        return rng.choice(UNARY).format(grown(rng, depth - 1))
    return rng.choice(BINARY).format(grown(rng, depth - 1), grown(rng, depth - 1))


def _filled(template, parts):
    return "".join(f"({parts[letter]})" if letter in parts else letter for letter in template)


def rewritten(rng: random.Random) -> Pair:
    """Two writings of one expression."""
    left, right = rng.choice(IDENTITIES)
    parts = {letter: grown(rng, rng.choice([1, 2, 2, 3])) for letter in "ABC"}
    around = rng.choice(AROUND)
    texts = [around.format(_filled(side, parts)) for side in (left, right)]
    rng.shuffle(texts)
    return Pair("rewritten", *texts, Agreement.EQUAL, SYMBOLS)


def moved(rng: random.Random) -> Pair:
    """An expression and one that differs by a little everywhere."""
    left, right = rng.choice(MOVES)
    parts = {"A": grown(rng, rng.choice([1, 2, 2]))}
    return Pair("moved", _filled(right, parts), _filled(left, parts), Agreement.DIFFERENT, SYMBOLS)
