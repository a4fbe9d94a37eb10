"""What does not hold is told with its place in the file, the case and what to do."""

import pytest

from grader.author import Wish, prove
from grader.words.proof import proof_lines

FILE = "exercises/numbers/clipped-mean.yaml"
PROPERTY = ("mistakes:\n", "properties:\n  - name: the order is free\n    holds: isclose(call(x=flip(x)), out + 1)\nmistakes:\n")
RESULT = "    return max(float(mean), low)"


@pytest.fixture
def said(bank):
    """The lines of a proof whose texts were changed."""

    def run(exercise=(), reference=()):
        return proof_lines(prove(bank(exercise, reference), seeds=(1,), wish=Wish(mutants=False)), brief=True)

    return run


def test_a_property_that_the_reference_fails_is_told_with_its_line_and_a_case(said):
    text = said([PROPERTY])
    assert "the reference passes   WRONG at case " in text
    assert "seed 1: this does not hold: the order is free" in text
    assert f"at        {FILE}:" in text
    assert "properties[0].holds" in text
    assert "asked     isclose(call(x=flip(x)), out + 1)" in text
    assert "input     clipped_mean(np.array([" in text
    assert "made smaller" in text
    assert "got       " in text


def test_an_invalid_input_that_is_accepted_is_told(said):
    text = said([("    x: []", "    x: [1.0]")])
    assert "at nothing to average, seed 1: invalid input gave a result, expected ValueError" in text
    assert "raises[0]" in text


def test_another_error_than_was_promised_is_named(said):
    text = said([("    x: []", "    x: []\n    error: TypeError")])
    assert "invalid input raised ValueError: there is no mean of nothing; expected TypeError" in text


def test_a_wrong_dtype_names_the_contract(said):
    array = ("  x: {shape: [N], range: [-3, 3], nice: [1]}\n", "  x: {shape: [N], range: [-3, 3], dtypes: [float64, float32]}\n")
    whole = ("  m = maximum(mean(x), low)", "  m = maximum(mean(x), low) + 0 * x")
    text = said(
        [array, whole, ("returns: m", "returns: m\ncontract: {dtype: float32}")], [(RESULT, "    return max(mean, low) + 0.0 * x")]
    )
    assert "contract.dtype" in text
    assert "asked     the result is float32" in text


def test_a_wrong_alternative_is_told_with_both_results(said):
    text = said([("return max(sum(x) / len(x), low)", "return max(sum(x), low)")])
    assert "alternatives[0]" in text
    assert "expected  " in text


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("    return max(float(mean), low) + 1", ["`reference` gives ", "as the truth says, give or take ", "mend the reference"]),
        ("    return [float(mean)]", ["`reference` returns a list, not one value", "expected what `returns` asks for", "np.array"]),
        ("    max(float(mean), low)", ["`reference` returns None", "is `return` missing?"]),
    ],
)
def test_a_reference_beside_the_truth_is_told_with_the_case_and_what_to_do(said, new, told):
    text = said(reference=[(RESULT, new)])
    assert f"{FILE}:18: reference: found" in text
    assert "clipped_mean(np.array([" in text
    assert "# case 1, " in text
    assert ", float64, N=" in text
    assert all(part in text for part in told), text
    assert text.splitlines()[1].count("expected") == 1


def test_an_import_that_fails_is_told_once(said):
    text = said(reference=[("import numpy as np", "import numpy as np\nimport nosuchmodule")])
    assert text.count("nosuchmodule") == 1
    assert ": :" not in text


@pytest.mark.parametrize("slip", ["return nmu.mean(x)", "return x.maen()"])
def test_a_mistake_that_is_a_typo_fails(said, slip):
    text = said([("      return np.mean(x)\n", f"      {slip}\n")])
    assert "FAILS  wrong: the bound is forgotten   it raises " in text
    assert "a typo, not the mistake that is meant" in text
    assert "mistakes[0]" in text


def test_a_mistake_that_is_right_is_told_with_its_line(said):
    text = said([("      return np.mean(x)\n", "      return max(np.mean(x), low)\n")])
    assert "every case accepts it: it is not wrong, or no case shows it" in text
    assert f"at        {FILE}:" in text


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("return max(float(np.mean(x)), low) if len(x) else [].index(1)", "every case accepts it: it is not broken"),
        ("return max(float(np.mean(y)), low)", "a typo"),
    ],
)
def test_a_start_that_is_right_or_a_typo_is_told_with_its_line(said, start, told):
    body = f"start: |\n  import numpy as np\n\n\n  def clipped_mean(x, low=0.0):\n      {start}\n"
    text = said([("form: code", "form: debug"), ("alternatives:\n", f"{body}alternatives:\n")])
    assert "FAILS  the broken start fails" in text
    assert told in text
    assert "  start" in text


def test_a_call_without_a_word_says_what_may_follow(said):
    assert "expected `is`, `gives` or `raises`, then a result between backticks" in said([("]))` is `1.5`", "]))` == `1.5`")])
