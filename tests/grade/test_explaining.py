"""What is told of a failure: the smallest case, what is known to be expected, and mistakes that end."""

import msgspec
import pytest
from commanding import NAIVE, RIGHT

from grader import check_answer, load_bank
from grader.author import Wish, prove
from grader.model.content import DebugContent, Mistake
from grader.model.enums import Verdict


@pytest.fixture(scope="module")
def softmax():
    return load_bank().exercise("stable-softmax")


def changed(exercise, **fields):
    return msgspec.structs.replace(exercise, content=msgspec.structs.replace(exercise.content, **fields))


def test_a_failure_where_the_author_says_what_is_expected_is_no_flake(softmax):
    wrong = RIGHT.replace("    e = np", "    if np.isneginf(x).any(): return x * 0\n    e = np")
    report = check_answer(softmax, wrong, seed=2)
    assert report.verdict is Verdict.WRONG


def test_a_case_that_could_not_be_made_smaller_is_not_called_shrunk(softmax):
    wrong = RIGHT.replace("    e = np", "    if np.isneginf(x).any(): x = x + np.arange(x.size).reshape(x.shape)\n    e = np")
    report = check_answer(softmax, wrong, seed=2)
    assert report.verdict is Verdict.WRONG
    assert not report.findings[0].shrunk


def test_a_known_mistake_that_does_not_end_holds_nobody_up(softmax):
    endless = Mistake(name="endless", code="while True:\n    pass", says="It never ends.")
    report = check_answer(changed(softmax, mistakes=(endless,)), NAIVE, seed=2)
    assert report.verdict is Verdict.WRONG
    assert report.diagnosis is None or report.diagnosis.code != "mistake:endless"


def test_not_implemented_in_one_branch_is_an_exception_like_any_other(softmax):
    partly = RIGHT.replace("    e = np", "    if x.ndim == 3: raise NotImplementedError\n    e = np")
    assert {check_answer(softmax, partly, seed=seed).verdict for seed in range(4)} == {Verdict.ERRORED}


def test_a_debug_exercise_proves_itself(softmax):
    fields = {name: getattr(softmax.content, name) for name in softmax.content.__struct_fields__}
    debug = DebugContent(**{**fields, "mistakes": (), "alternatives": ()}, start=NAIVE)
    proof = prove(msgspec.structs.replace(softmax, content=debug), seeds=(1,), wish=Wish(mutants=False))
    assert proof.holds, proof.steps
    assert "the broken start fails" in [step.name for step in proof.steps]
