"""The worked example of a typed statement is computed: numbers, expressions, matrices, derivatives."""

import pytest

from grader.author.worked import worked
from grader.bank import load_file

HEAD = "format: 1\nform: derive\ntitle: T\ndifficulty: easy\nminutes: 5\n"
MATRIX = "symbols: {X: [N, D]}\nanswer: X^T X\n"
PARAMS = 'symbols: {x: real}\nparams: {a: {range: [2, 5]}}\nfunctions: {"sigma(t)": 1/(1 + exp(-t))}\nanswer: sigma(a*x) + a*x\n'
VARIANTS = (
    "symbols: {x: real}\nvariants:\n  - {given: {f: x^2}, answer: 2*x}\n  - {given: {f: x^3}, answer: 3*x^2}\n"
    "mistakes:\n  - {name: n, answer: x^7, says: No.}\n"
)


@pytest.fixture
def step(tmp_path):
    """The step of an exercise with this example and these keys."""

    def run(example, keys):
        (tmp_path / "exercises/m").mkdir(parents=True)
        file = tmp_path / "exercises/m/one.yaml"
        file.write_text(f"{HEAD}ask: |\n  Which?\n\n  Example: {example}\n{keys}")
        return worked(load_file(file, tmp_path).content)

    return run


@pytest.mark.parametrize(
    ("example", "keys"),
    [
        ("the answer is `X.T @ X`.", MATRIX),
        ("for a = 7 the answer is `7x + sigma(7x)`.", PARAMS),
        ("for a = 7 and x = 0 the answer is `1/2`.", PARAMS),
        ("the answer is `x*2`.", VARIANTS),
        ("the derivative of `x^3` with respect to `x` is `3*x^2`.", VARIANTS),
    ],
)
def test_an_example_that_is_right_holds(step, example, keys):
    assert step(example, keys).holds


@pytest.mark.parametrize(
    ("example", "keys", "said"),
    [
        ("the answer is `X X^T`.", MATRIX, "the answer is X^T X, the statement has X X^T"),
        ("the answer is `3`.", MATRIX, "the answer is X^T X, the statement has 3"),
        ("for a = 7 the answer is `sigma(7x) + 8x`.", PARAMS, "the answer is sigma(7*x) + 7*x, the statement has"),
        ("the answer is `sigma(7x) + 7x`.", PARAMS, "an example without a value for `a`"),
        ("look at `x`.", PARAMS, "`Example: for a = 2 the answer is ...`, or `Example: the derivative of"),
        ("look at `x`.", VARIANTS, "`Example: for f = 2 the answer is ...`"),
        ("the answer is `5*x`.", VARIANTS, "the statement has 5*x"),
    ],
)
def test_an_example_that_is_wrong_is_told_in_words(step, example, keys, said):
    proved = step(example, keys)
    assert not proved.holds
    assert said in proved.detail


def test_an_example_that_cannot_be_read_has_the_learners_words_and_a_caret(step):
    proved = step("the answer is `X^T (X`.", MATRIX)
    assert (proved.detail, proved.more) == ("`(` is never closed", ("X^T (X", "    ^"))


def test_an_example_that_gives_the_whole_answer_away_is_worth_a_look(step):
    assert step("the answer is `X^T X`.", MATRIX).warns
