"""The examples of a statement are computed."""

import pytest

from grader.author import Wish, prove
from grader.author.example import examples, wrong_examples

CHECK = "    if len(x) == 0:"
EXAMPLE = "  Example: `clipped_mean(np.array([1.0, 2.0]))` is `1.5`.\n"


@pytest.fixture
def wrong(bank):
    """What does not come out of a paragraph."""

    def find(paragraph):
        exercise = bank([(EXAMPLE, f"  {paragraph}\n")])
        return [(one.example.call, one.got) for one in wrong_examples(exercise, examples(exercise))]

    return find


@pytest.mark.parametrize(
    "text",
    [
        "Example: `clipped_mean(np.array([1.0, 2.0]))` is `1.5`.",
        "Example: `clipped_mean(np.array([1.0, 1.0, 2.0]))` is, rounded, `1.33`, and `clipped_mean(np.ones(3), 7)` gives `7`.",
        "Example: with code around it, such as `x`, `clipped_mean(np.ones(3), low=np.inf)` is `inf`.",
        "Example: `clipped_mean(np.array([]))` raises `ValueError`.",
        "Example: `clipped_mean(np.array([2e-9]))` is `2e-9`, and `clipped_mean(np.array([1e9 / 3]))` is, rounded, `3.333e8`.",
        "Example: `clipped_mean(-np.ones(2), -5)` is\n  `-1.0`.",
    ],
)
def test_an_example_that_is_right_holds(wrong, text):
    assert wrong(text) == []


@pytest.mark.parametrize(
    ("text", "got"),
    [
        ("Example: `clipped_mean(np.array([1.0, 2.0]))` is `1.25`.", "1.5"),
        ("Example: `clipped_mean(np.array([1.0, 1.0, 2.0]))` is `1.33`.", "1.3333333333333333"),
        ("Example: `clipped_mean(np.array([1.0, 1.0, 2.0]))` is, rounded, `1.34`.", "1.3333333333333333"),
        ("Example: `clipped_mean(np.ones(3))` is `[1.0]`.", "1.0"),
        ("Example: `clipped_mean(np.ones(3))` is `True`.", "1.0"),
        ("Example: `clipped_mean(np.array([]))` is `0.0`.", "ValueError: there is no mean of nothing"),
        ("Example: `clipped_mean(np.ones(3))` raises `ValueError`.", "1.0"),
        ("Example: `clipped_mean(np.ones(3))` looks like `1.0`.", "nothing is said of it"),
    ],
)
def test_an_example_that_is_wrong_is_told_with_what_comes(wrong, text, got):
    [(_, told)] = wrong(text)
    assert told == got


@pytest.mark.parametrize("call", ["open('x')", "__import__('os')", "np.__loader__", "[x for x in ()]", "clipped_mean.__globals__"])
def test_a_call_knows_numpy_and_the_function_alone(wrong, call):
    [(_, told)] = wrong(f"Example: `clipped_mean({call})` is `1.0`.")
    assert "is no literal" in told


def test_tuples_dicts_and_functions_are_compared(bank):
    exercise = bank(
        [(EXAMPLE, '  Example: `clipped_mean(lambda t: t + 1, 2)` is, rounded, `(0.33, {"a": [1.0, nan], "b": "text"})`.\n')],
        [
            (
                "    if len(x) == 0:",
                '    if callable(x):\n        return 1 / 3, {"a": np.array([1.0, np.nan]), "b": "text"}\n    if len(x) == 0:',
            )
        ],
    )
    assert len(examples(exercise)) == 1
    assert wrong_examples(exercise, examples(exercise)) == ()


def test_an_exercise_without_an_example_does_not_prove_itself(bank):
    proof = prove(bank([(EXAMPLE, "  It is simple.\n")]), seeds=(1,), wish=Wish(mutants=False))
    assert [step.name for step in proof.steps if not step.holds] == ["the statement's example"]


def test_a_wrong_example_fails_the_proof_with_both_values(bank):
    proof = prove(bank([("`1.5`", "`1.6`")]), seeds=(1,), wish=Wish(mutants=False))
    [step] = [step for step in proof.steps if not step.holds]
    assert step.detail == "`clipped_mean(np.array([1.0, 2.0]))` comes to 1.5, not 1.6"
