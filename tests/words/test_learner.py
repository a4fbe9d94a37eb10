"""Every sentence that a learner reads: that there is one for everything, and the rules that all of them keep."""

import re

import pytest

from grader.model.case import ErrorFacts, Frame
from grader.model.enums import Certainty, Check, Fact, Relation, State, Verdict
from grader.model.report import Diagnosis, Error, Finding
from grader.words import learner
from grader.words.learner.advice import ADVICE, HEDGE
from grader.words.learner.checks import ASKED, BEFORE_RUNNING
from grader.words.learner.commands import next_line
from grader.words.learner.facts import FACTS
from grader.words.learner.relations import RELATIONS
from grader.words.learner.standing import MARKS, WORDS
from grader.words.learner.verdicts import HEADLINES

RAISED = ErrorFacts("ValueError", ("ValueError",), "shapes do not fit", (Frame("answer.py", 3, "f"),))

FILLED = {
    Fact.FORBIDDEN_IMPORT: {"names": ("torch",), "line": 1},
    Fact.FORBIDDEN_NAME: {"names": ("np.linalg.inv",), "line": 7},
    Fact.MISSING_FUNCTION: {"expected": "softmax", "names": ("soft_max",)},
    Fact.UNREADABLE_FILE: {"raised": RAISED, "line": 4},
    Fact.RAISED: {"raised": RAISED},
    Fact.ASKED_FOR_INPUT: {"names": ("input()",)},
    Fact.TIMED_OUT: {"expected": 4.0},
    Fact.CRASHED: {"got": "signal SIGSEGV"},
    Fact.WROTE_READONLY: {"names": ("x",)},
    Fact.RETURNED_NOTHING: {"expected": "1-D array"},
    Fact.WRONG_FORM: {"got": "tuple of 2", "expected": "dict"},
    Fact.WRONG_LENGTH: {"got": 1, "expected": 3},
    Fact.MISSING_KEY: {"names": ("b1", "b2"), "got": "W1, W2"},
    Fact.WRONG_SHAPE: {"got": [2], "expected": [2, 1]},
    Fact.WRONG_DTYPE: {"got": "float64", "expected": "float32"},
    Fact.NOT_FINITE: {"got": "nan", "expected": 1.0, "index": (0, 1), "error": Error(2, 6, "nan", "nan")},
    Fact.VALUES_DIFFER: {"got": 0.5, "expected": 1.0, "index": (0,), "error": Error(2, 2, 0.5, 0.5), "tolerance": 1e-12},
    Fact.INPUT_CHANGED: {"names": ("x", 'params["W1"]')},
    Fact.SHARES_MEMORY: {"names": ("x",)},
    Fact.SECOND_CALL_DIFFERS: {"got": 0.5, "expected": 0.25, "index": (1,)},
    Fact.DID_NOT_RAISE: {"expected": "ValueError", "got": "a result"},
    Fact.RAISED_OTHER: {"expected": "ValueError", "got": "TypeError"},
    Fact.PROPERTY_FAILS: {"names": ("each slice sums to 1",)},
    Fact.WARNED: {"names": ("RuntimeWarning: overflow encountered in exp",)},
    Fact.SLOW: {"got": 57.2, "expected": 20.0},
    Fact.REFUSED: {"got": "no Landlock"},
}
SENTENCES = {
    Fact.FORBIDDEN_IMPORT: "line 1 imports torch, which this exercise does not allow",
    Fact.FORBIDDEN_NAME: "line 7 uses np.linalg.inv, which this exercise does without",
    Fact.MISSING_FUNCTION: "the file defines no softmax; it defines soft_max",
    Fact.UNREADABLE_FILE: "line 4: ValueError: shapes do not fit",
    Fact.NOT_STARTED: "the function still raises NotImplementedError",
    Fact.RAISED: "ValueError: shapes do not fit",
    Fact.ASKED_FOR_INPUT: "the answer waits for the keyboard in input(); a check has none",
    Fact.TIMED_OUT: "no result came within 4 s",
    Fact.CRASHED: "the process ended without a result: signal SIGSEGV",
    Fact.WROTE_READONLY: "wrote into x, which was passed read-only",
    Fact.RETURNED_NOTHING: "returned None, expected 1-D array",
    Fact.WRONG_FORM: "returned tuple of 2, expected dict",
    Fact.WRONG_LENGTH: "returned 1 part, expected 3",
    Fact.MISSING_KEY: "the dict lacks the keys b1 and b2; it has W1, W2",
    Fact.WRONG_SHAPE: "shape (2,), expected (2, 1)",
    Fact.WRONG_DTYPE: "dtype float64, expected float32",
    Fact.NOT_FINITE: "2 of 6 entries; worst at [0, 1]: nan, expected 1.0",
    Fact.VALUES_DIFFER: "2 of 2 entries; worst at [0]: off by 0.5 (50 % of expected; allowed 1e-12)",
    Fact.INPUT_CHANGED: 'changed by the call: x and params["W1"]',
    Fact.SHARES_MEMORY: "the result shares memory with x: changing one changes the other",
    Fact.SECOND_CALL_DIFFERS: "the same input gave 0.25 first and 0.5 later, at [1]",
    Fact.DID_NOT_RAISE: "invalid input gave a result, expected ValueError",
    Fact.RAISED_OTHER: "invalid input raised TypeError, expected ValueError",
    Fact.PROPERTY_FAILS: "this does not hold: each slice sums to 1",
    Fact.WARNED: "NumPy warned: overflow encountered in exp",
    Fact.SLOW: "took 57.2 times as long as the reference; 20 times is allowed",
    Fact.REFUSED: "the answer was not run: no Landlock",
    Fact.NOT_READ: "the answer cannot be read",
    Fact.NOT_EQUAL: "the expression is not equal to the right one",
    Fact.NOT_DECIDED: "it could not be decided whether the two are equal; write the answer in a plainer form",
    Fact.OTHER_VALUE: "another value is right",
    Fact.OTHER_OPTION: "another option is right",
}


UNWANTED = re.compile(
    r"!|illegal|invalid syntax|sorry|please|oops|stupid|obviously|simply|you should|you forgot|your mistake", re.IGNORECASE
)


def finding(fact, check=Check.AGREES, **fields):
    return Finding(check=check, fact=fact, **fields)


def every_fixed_sentence():
    yield from HEADLINES.values()
    yield from ADVICE.values()
    yield from SENTENCES.values()
    yield from (ask(finding(Fact.RAISED), None) for ask in [*ASKED.values(), *BEFORE_RUNNING.values()])
    yield from (say({}) for say in RELATIONS.values())


@pytest.mark.parametrize(
    ("catalogue", "closed_set"),
    [(HEADLINES, Verdict), (FACTS, Fact), (ASKED, Check), (RELATIONS, Relation), (WORDS, State), (MARKS, State)],
    ids=["verdicts", "facts", "checks", "relations", "state words", "state marks"],
)
def test_there_is_a_sentence_for_every_member(catalogue, closed_set):
    assert set(catalogue) == set(closed_set)


@pytest.mark.parametrize("fact", Fact)
def test_what_a_fact_says(fact):
    assert learner.fact_sentence(finding(fact, **FILLED.get(fact, {}))) == SENTENCES[fact]


@pytest.mark.parametrize("fact", Fact)
def test_a_fact_without_details_still_makes_a_sentence(fact):
    sentence = learner.fact_sentence(finding(fact))
    assert sentence
    assert "  " not in sentence


def test_a_part_of_the_result_is_named_first():
    assert learner.fact_sentence(finding(Fact.WRONG_SHAPE, part='[1]["W1"]', got=(2,), expected=(3,))).startswith('in [1]["W1"]: ')


@pytest.mark.parametrize("sentence", list(every_fixed_sentence()))
def test_sentences_are_plain(sentence):
    assert not UNWANTED.search(sentence)
    assert sentence.isascii()  # no emoji, no mark that a terminal may lack
    assert not sentence.endswith(".")
    assert sentence[0] == sentence[0].lower() or sentence.startswith(("NumPy", "TypeError", "ValueError", "Python"))


def test_only_a_certain_diagnosis_stands_without_a_hedge():
    certain = Diagnosis("transposed", "the result is transposed", Certainty.CERTAIN)
    likely = Diagnosis("transposed", "the result is transposed", Certainty.LIKELY)
    assert learner.diagnosis_text(certain) == "the result is transposed"
    assert learner.diagnosis_text(likely) == "this may be the cause: the result is transposed"
    assert "may" in HEDGE


def test_a_diagnosis_comes_before_advice_on_the_fact():
    diagnosis = Diagnosis("mistake:in-place", "The shift is made in place.", Certainty.CERTAIN)
    assert learner.try_line(finding(Fact.INPUT_CHANGED), diagnosis) == "The shift is made in place."


def test_where_nothing_is_known_that_is_said():
    told = learner.try_line(finding(Fact.VALUES_DIFFER), None, "dlprep hint x")
    assert told == "no known mistake gives this result; work the input above by hand, or: dlprep hint x"
    assert learner.try_line(finding(Fact.VALUES_DIFFER), None).endswith("by hand")


@pytest.mark.parametrize(
    ("relation", "facts", "words"),
    [
        (Relation.SCALED, {"factor": "B"}, "B times the expected one; look for a sum where a mean"),
        (Relation.SCALED, {"factor": "1/B"}, "1/B times the expected one; look for a mean where a sum"),
        (Relation.SCALED, {"factor": "2"}, "2 times the expected one; look at the derivative of the square"),
        (Relation.SCALED, {"factor": "N/(N - 1)"}, "look at the divisor"),
        (Relation.SCALED, {"factor": "sqrt(N)"}, "square root"),
        (Relation.SCALED, {"factor": "3.7"}, "3.7 times"),
        (Relation.SHIFTED, {"shift": "0.25"}, "off by the same 0.25"),
        (Relation.SHIFTED, {}, "off by one constant in each case"),
        (Relation.LOG_BASE, {"base": 2}, "to base 2"),
        (Relation.OTHER_AXIS, {"axis": 0}, "along axis 0"),
        (Relation.ONLY_DTYPE, {"dtypes": ["float16", "float32"]}, "wrong for float16 and float32 input alone"),
        (Relation.ONLY_PART, {"parts": ["[1]"], "right": ["[0]", "[2]"]}, "only [1] of the result is wrong; [0] and [2] are right"),
        (
            Relation.SCALED,
            {"factor": "1/B", "parts": ["[1]", "[2]"]},
            "only [1] and [2] of the result are wrong; there the result is 1/B",
        ),
        (Relation.SMALL_ERROR, {"relative": "1.0e-09"}, "at most 1.0e-09 of expected"),
    ],
)
def test_a_relation_tells_its_facts(relation, facts, words):
    assert words in learner.relation_text(relation, facts)


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_ends_in_a_command(verdict):
    from tests.report.samples import report

    assert "dlprep " in next_line(report(verdict))


def test_a_file_outside_the_workspace_is_checked_again_by_its_path():
    from tests.report.samples import report

    assert learner.check_command(report(Verdict.WRONG)) == "dlprep check stable-softmax"
    elsewhere = report(Verdict.WRONG, path="my answers/try.py")
    assert learner.check_command(elsewhere) == "dlprep check 'my answers/try.py' --exercise stable-softmax"
    windows = report(Verdict.WRONG, path="solutions\\stable_softmax.py")
    assert learner.check_command(windows, with_seed=True) == "dlprep check stable-softmax --seed 20240611"


def test_a_missing_answer_is_fetched_and_a_pass_goes_on():
    from tests.report.samples import report

    assert next_line(report(Verdict.MISSING, answer="")) == "dlprep next stable-softmax"
    assert next_line(report(Verdict.PASS)) == "dlprep next"
    assert next_line(report(Verdict.GRADER_BUG)) == "dlprep check stable-softmax --seed 20240611"


def test_other_findings_are_told_once_each_and_properties_are_counted():
    shape = finding(Fact.WRONG_SHAPE, got=(2,), expected=(3,))
    warned = [finding(Fact.WARNED, names=(f"warning {i}",)) for i in range(4)]
    failing = finding(Fact.PROPERTY_FAILS, Check.PROPERTY, names=("sums to 1",))
    assert learner.also_line([shape, shape]) == "shape (2,), expected (3,)"
    assert learner.also_line([failing]) == "a property does not hold"
    assert learner.also_line([failing, failing, shape]) == "shape (2,), expected (3,); 2 properties do not hold"
    assert learner.also_line(warned).endswith("warning 2; 1 more")


def test_no_module_hides_a_name_of_the_door():
    from grader.words.learner import _WHERE

    assert not set(_WHERE) & set(_WHERE.values())
    assert all(callable(getattr(learner, name)) or isinstance(getattr(learner, name), str) for name in learner.__all__)
