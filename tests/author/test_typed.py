"""The proof of typed exercises: what is wrong with one is told."""

import pytest

from grader.answers import pose
from grader.author import prove
from grader.bank import load_file, open_bank
from grader.grade import check_answer
from grader.model.errors import BankError

HEAD = "format: 1\ntitle: T\ndifficulty: easy\nminutes: 5\n"
DERIVE = """form: derive
ask: |
  Give the derivative of $x^2 e^x$.

  Example: the derivative of `x^3` with respect to `x` is `3*x^2`.
symbols: {x: real}
answer: (x^2 + 2*x)*exp(x)
derivative: {of: x^2*exp(x), wrt: x}
alternatives: ["x*(x + 2)*e^x"]
mistakes:
  - {name: factors, answer: 2*x*exp(x), says: The product rule has two terms.}
"""
PREDICT = """form: predict
ask: |
  What is $1 / {{a}}$?

  Example: for a = 4 the answer is `0.25`.
params: {a: {range: [2, 9]}}
answer: 1 / a
reference: calculus.inverse
mistakes:
  - {name: itself, answer: a, says: Turn it over.}
"""
CHOICE = """form: choice
ask: Which?
right: [this]
wrong:
  - {text: that, says: Not that.}
  - {text: those, says: Not those.}
"""
REFERENCE = "def inverse(a):\n    return a**-1.0\n"


@pytest.fixture
def proof(tmp_path):
    """Prove an exercise of this text; the names of the steps that fail, with their details."""

    def run(text, reference=REFERENCE):
        (tmp_path / "exercises" / "calculus").mkdir(parents=True)
        (tmp_path / "reference").mkdir()
        (tmp_path / "reference" / "calculus.py").write_text(reference)
        (tmp_path / "exercises" / "calculus" / "one.yaml").write_text(HEAD + text)
        proved = prove(open_bank(tmp_path).exercise("one"))
        return {step.name: step.detail for step in proved.steps if not step.holds}

    return run


@pytest.mark.parametrize("text", [DERIVE, PREDICT, CHOICE], ids=["derive", "predict", "choice"])
def test_a_sound_exercise_proves_itself(proof, text):
    assert proof(text) == {}


def test_an_answer_that_is_not_the_derivative_is_told(proof):
    failed = proof(DERIVE.replace("answer: (x^2 + 2*x)", "answer: (x^2 + 3*x)").replace("x*(x + 2)", "x*(x + 3)"))
    assert "sympy has" in failed["sympy derives the same"]


def test_a_reference_that_comes_to_something_else_is_told(proof):
    assert "question 1" in proof(PREDICT, "def inverse(a):\n    return a\n")["the reference agrees"]


def test_a_reference_that_raises_is_the_authors_fault(proof):
    assert "ZeroDivisionError" in proof(PREDICT, "def inverse(a):\n    return a / 0\n")["the reference agrees"]


def test_an_alternative_that_is_not_right_is_told(proof):
    assert "x*(x + 1)*e^x" in proof(DERIVE.replace("x*(x + 2)*e^x", "x*(x + 1)*e^x"))["right answers pass"]


def test_a_mistake_that_is_right_is_told(proof):
    assert proof(DERIVE.replace("answer: 2*x*exp(x)", "answer: exp(x)*(2*x + x^2)"))["wrong: factors"].startswith(
        "right at question 1: "
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [("is `3*x^2`", "is `2*x^2`"), ("  Example: the derivative of `x^3` with respect to `x` is `3*x^2`.\n", "")],
    ids=["wrong", "absent"],
)
def test_an_example_that_is_wrong_or_absent_is_told(proof, old, new):
    assert "the statement's example" in proof(DERIVE.replace(old, new))


def test_the_example_of_a_question_with_numbers_is_computed_again(proof):
    assert "0.3" in proof(PREDICT.replace("`0.25`", "`0.3`"))["the statement's example"]


def test_a_mistake_that_is_told_as_another_says_how_often_it_has_to_be_recognized(proof):
    other = "  - {name: again, answer: a + 0, says: No.}\n"
    detail = proof(PREDICT + other)["wrong: again"]
    assert detail == "recognized at 0 of 24 questions; at least 50% are asked for: narrow the range or add `where`"


def test_an_option_that_reads_as_a_letter_is_refused(proof):
    with pytest.raises(BankError) as refused:
        proof(CHOICE.replace("[this]", "[a]"))
    assert "reads as the letter" in refused.value.faults[0].found


def test_what_is_said_of_a_mistake_has_the_numbers_of_the_question(tmp_path):
    file = tmp_path / "exercises/calculus/one.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(
        HEAD + PREDICT.replace("reference: calculus.inverse\n", "").replace("Turn it over.", '"Turn {{a}} over, as $1/{{a}}$."')
    )
    exercise = load_file(file, tmp_path)
    number = pose(exercise, 1).values["a"]
    assert check_answer(exercise, f"{number}\n", seed=1).diagnosis.text == f"Turn {number} over, as $1/{number}$."
