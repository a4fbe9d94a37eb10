"""The mutation score, with the grader itself."""

import msgspec
import pytest

from grader.author import Wish, prove
from grader.author.mutating import MOST
from grader.model.proof import Change, Mutation, Score
from grader.words.proof import EVERY_CASE, proof_lines

QUICK = Wish(equivalent_cases=200)
AVERAGE = "    mean = np.sum(x) / len(x)"
SAME = ("    return max(float(mean), low)", "    mean = mean + 0 * low\n    return max(float(mean), low)")
"""A line that can be written in many other ways."""


def declared(*changes):
    lines = "".join(f"  - {{line: '{line}', becomes: '{becomes}', why: nothing}}\n" for line, becomes in changes)
    return ("mistakes:\n", f"equivalent:\n{lines}mistakes:\n")


def test_a_sound_exercise_kills_its_mutants(bank):
    proof = prove(bank(), seeds=(1,))
    assert proof.holds, proof_lines(proof)
    assert proof.score.killed == proof.score.tried == proof.score.made <= MOST


def test_a_survivor_is_told_with_its_line_before_and_after(bank):
    exercise = bank(exercise=[("raises:\n  - name: nothing to average\n    x: []\n", "")])
    proof = prove(exercise, seeds=(1,))
    assert not proof.holds
    said = proof_lines(proof)
    assert "survives: reference/numbers.py:8, validation" in said
    assert 'if len(x) == 0: raise ValueError("there is no mean of nothing")\n           pass' in said
    assert said.count("declared under `equivalent`") == 1


@pytest.mark.parametrize(("declared", "tried", "holds"), [(2, 8, True), (3, 8, False), (3, 30, True), (4, 30, False)])
def test_two_may_be_equivalent_however_few_mutants_there_are(declared, tried, holds):
    change = Change(1, Mutation.CONSTANT, "a", "b")
    score = Score(tried, tried, tried - declared, (change,) * declared, (), (), (), EVERY_CASE)
    assert score.holds is holds


def test_a_declared_equivalent_counts_as_one(bank):
    change = ("mean = mean + 0 * low", "mean = mean - 0 * low")
    proof = prove(bank([declared(change)], [SAME]), seeds=(1,), wish=QUICK)
    assert [one.after for one in proof.score.equivalent] == ["mean = mean - 0 * low"]
    assert "1 equivalent" in proof_lines(proof)
    assert "on 200 cases only" in proof_lines(proof)


def test_a_mutant_that_is_killed_is_declared_in_vain(bank):
    change = ("if len(x) == 0:", "if len(x) == 1:")
    proof = prove(bank([declared(change)]), seeds=(1,), wish=QUICK)
    assert not proof.holds
    assert proof.score.needless == (change,)
    assert "declared equivalent, and killed" in proof_lines(proof)


def test_a_declared_equivalent_that_is_none_is_told_with_a_case(bank):
    # So rare that no check meets it, and some of 30,000 cases do.
    helper = ("def clipped", "def rare(low):\n    return int(abs(low) * 2**30) % 5003 == 7\n\n\ndef clipped")
    change = ("mean = mean + 0 * rare(low)", "mean = mean + 1 * rare(low)")
    exercise = bank([declared(change)], [helper, (AVERAGE, f"{AVERAGE}\n    {change[0]}")])
    proof = prove(exercise, seeds=(1,), wish=Wish(equivalent_cases=30_000))
    survivor = next(one for one in proof.score.survivors if one.change.after == change[1])
    assert survivor.difference is not None
    assert "declared equivalent, but values-differ" in proof_lines(proof)
    assert not proof.holds


def test_what_is_declared_and_no_mutant_is_told(bank):
    proof = prove(bank([declared(("if len(x) == 0:", "if len(x) >= 0:"))]), seeds=(1,), wish=QUICK)
    [stranger] = proof.score.strangers
    assert (stranger.before, stranger.after) == ("if len(x) == 0:", "if len(x) >= 0:")
    assert stranger.nearest is not None
    assert stranger.nearest[0] == "if len(x) == 0:"
    said = proof_lines(proof)
    assert "declared equivalent, and no mutant of the reference" in said
    assert "did you mean" in said
    assert not proof.holds


def test_a_mutant_whose_loop_does_not_end_is_killed(bank):
    loop = ["total, place = 0.0, 0", "while place < len(x):", "    total += x[place]", "    place += 1", "mean = total / len(x)"]
    proof = prove(bank(reference=[(AVERAGE, "\n".join(f"    {line}" for line in loop))]), seeds=(1,))
    assert "place += 1" not in [one.change.before for one in proof.score.survivors]


def test_mutants_can_be_left_out(bank):
    assert prove(bank(), seeds=(1,), wish=Wish(mutants=False)).score is None


def test_what_was_compared_is_kept(bank, monkeypatch):
    change = ("mean = mean + 0 * low", "mean = mean - 0 * low")
    exercise = bank([declared(change)], [SAME])
    first = prove(exercise, seeds=(1,), wish=QUICK).score
    monkeypatch.setattr("grader.author.equivalence._compare", lambda *_: pytest.fail("compared again"))
    # Another statement draws the same cases.
    exercise = bank([declared(change), ("Return the mean", "Give the mean")], [SAME])
    again = prove(exercise, seeds=(1,), wish=QUICK).score
    assert msgspec.structs.asdict(again) == msgspec.structs.asdict(first)
