"""The page over what was proved of a bank."""

import pytest

from grader.model.enums import Difficulty, Form
from grader.model.proof import Change, Failed, Mutation, Proof, Proved, Score, Survivor, Timing, Witness
from grader.report.html import bank_page

SURVIVOR = Change(31, Mutation.COMPARISON, "if x < y: return '<b>'", "if x <= y: return '<b>'")
SAME = Change(12, Mutation.COPY, "x = x.copy()", "x = x")


def proof(name, track="numerics", *, steps=(), survivors=(), equivalent=(), form=Form.CODE):
    score = Score(40, 40, 40 - len(survivors) - len(equivalent), equivalent, survivors, (), (), 100_000)
    witnesses = (Witness.TRUTH, Witness.CERTIFICATE)
    steps = (Proved("wrong: one", holds=True), *steps)
    return Proof(
        name, f"Title of {name}", track, form, Difficulty.EASY, "f", steps, 3.0, witnesses, Timing(check=0.125, empty=0.1), score
    )


@pytest.fixture(scope="module")
def page():
    weak = proof("weak", survivors=(Survivor(SURVIVOR),) * 3, steps=(Proved("wrong: two", holds=False, detail="passes"),))
    good = proof("good", "optimization", equivalent=(SAME,) * 4, form=Form.DEBUG)
    return bank_page([good, weak], [Failed("broken", "ZeroDivisionError: division by zero", "")])


def test_it_says_how_many_exercises_prove_themselves(page):
    assert "1 of 3 exercises prove themselves" in page


def test_the_mutation_score_has_both_denominators(page):
    assert "mutants killed: 91.2 % of all 80, 96.1 % of the 76 that are not equivalent" in page


def test_each_track_tells_forms_difficulties_and_what_carries_it(page):
    assert "1 debug; 1 easy" in page
    assert "2 truth, 2 certificate" in page


def test_the_weakest_comes_first(page):
    weakest = page.partition("The weakest</h2>")[2].partition("Every exercise</h2>")[0]
    assert weakest.index("Title of weak") < weakest.index("Title of good")


def test_survivors_are_listed_with_their_lines_as_text(page):
    survivors = page.partition("Mutants that survive</h2>")[2]
    assert "line 31, comparison" in survivors
    assert "if x &lt;= y: return &#39;&lt;b&gt;&#39;" in survivors


def test_what_does_not_hold_and_bugs_of_ours_are_told(page):
    assert "wrong: two: passes" in page
    assert "ZeroDivisionError: division by zero" in page


def test_it_needs_no_script(page):
    assert "<script" not in page
    assert "default-src &#39;none&#39;" in page
