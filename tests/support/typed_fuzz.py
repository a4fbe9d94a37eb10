"""Random texts: noise, valid answers with damage, and expressions grown from a grammar."""

import random

from typed_pairs import pairs

PIECES = [
    *"x y A v N 2 0.5 1e-3 1e400 pi e ( ) [ ] { } | || + - * / ^ ** @ ⊙ · √ ² ⁻¹ .T ^T _ _{1} , = == < >= ! & % $".split(),
    *r"\ \frac \sqrt \left( \right) \sigma \begin{bmatrix} \end{bmatrix} \\ \hat \mathrm x_1 np. . ' é __x__ lambda :=".split(),
    *"exp log relu( max( where( inv( det( sum( norm( solve( eye( I f( sigma(".split(),
    *("sin ", " ", "\t", "\x00", "\u202e", "\ud800", '"', "9" * 20),
]
VALID = [text for pair in pairs() for text in (pair.got, pair.expected)]
BINARY = "{}+{} {}-{} {}*{} {}/{} {}{} ({})^({}) max({},{}) where({}>{},x,1) {}@{} {}⊙{}".split()
UNARY = (
    r"-{} ({}) exp({}) log({}) sin({}) relu({}) sqrt({}) |{}| sigmoid({}) f({}) {}! ({})^2 ({})^-1 ({}).T inv({}) sum({}) "
    r"trace({}) tanh({}) erf({}) \frac{{{}}}{{7}} floor({}) cbrt({})"
).split()
LEAVES = ["x", "y", "2", "-1", "0", "1/3", "0.25", "pi", "e", "A", "v", "v^T", "I", "N", "1e6", "1e-9", "100"]


def noise(rng: random.Random) -> str:
    """Pieces in any order."""
    return "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 40)))


def mangled(rng: random.Random) -> str:
    """A valid answer, damaged in up to four places: characters left out, doubled, exchanged, replaced."""
    text = rng.choice(VALID)
    for _ in range(rng.randint(1, 4)):
        at = rng.randint(0, len(text))
        cut = rng.randint(0, 2)
        new = rng.choice(["", rng.choice(PIECES), chr(rng.randint(0, 0x2FFF)), text[at : at + rng.randint(0, 9)]])
        text = text[:at] + new + text[at + cut :]
    return text


def grown(rng: random.Random, depth: int = 5) -> str:
    """An expression that can be read, mostly, of unlikely contents."""
    if depth == 0 or rng.random() < 0.15:
        return rng.choice(LEAVES)
    if rng.random() < 0.5:
        return rng.choice(UNARY).format(grown(rng, depth - 1))
    return rng.choice(BINARY).format(grown(rng, depth - 1), grown(rng, depth - 1))
