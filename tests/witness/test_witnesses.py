"""References and truths against implementations by others, on random input.

`DLPREP_SEED=7 pytest tests/witness` draws other cases.
"""

from collections import Counter

import pytest
from witnesses import TABLE, WITHOUT
from witnessing import COMPARED, SEEDS, Library, disagreements, drawn, summary

from grader.bank import open_bank

HERE = [one for one in TABLE if one.library.installed]


@pytest.mark.parametrize("seed", SEEDS, ids="seed{}".format)
@pytest.mark.parametrize("one", HERE, ids=lambda one: one.name)
def test_truth_reference_and_witness_agree(one, seed):
    told = [
        f"{case.name} ({case.stratum}, {case.dtype}, {case.dims}): {line}"
        for case, expected, reference in drawn(one.exercise, seed)
        if one.answers(case)
        for line in disagreements(one, case, expected, reference)
    ]
    assert told == []


@pytest.mark.parametrize("one", HERE, ids=lambda one: one.name)
def test_every_witness_is_asked_something(one):
    assert any(one.answers(case) for seed in SEEDS for case, _, _ in drawn(one.exercise, seed))


def test_every_code_exercise_is_witnessed_or_says_why_not():
    witnessed = {one.exercise for one in TABLE}
    assert witnessed & set(WITHOUT) == set()
    assert witnessed | set(WITHOUT) == {exercise.id for exercise in open_bank().load_all() if not exercise.form.typed}


def test_a_library_witnesses_an_exercise_once():
    assert [name for name, count in Counter(one.name for one in TABLE).items() if count > 1] == []


def test_a_run_names_the_library_that_is_not_there():
    count = sum(one.library is Library.TORCH for one in TABLE)
    lines = [*summary(TABLE, [Library.SCIPY, Library.SKLEARN], COMPARED)]
    assert lines[1:] == [f"witnesses left out: PyTorch is not installed ({count} comparisons)"]
