"""A check that follows a script: what it says is what judging every reply in full says, and nothing depends on what was kept."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from grader import cache, check_answer, load_bank
from grader.bank import answer_source, exercise_file, reference_source
from grader.build import prepare
from grader.grade import begin_ahead, check_in, read_file
from grader.grade.judging import Judging
from grader.grade.script import script_of
from grader.judge import judge
from grader.model.enums import Check, Outcome, Verdict
from grader.sandbox import MET, Job, Session, spawn

SEED = 3
IDS = (
    "numerical-gradient",
    "pca",
    "backprop-two-layer-batched",
    "log-sum-exp",
    "stable-softmax",
    "adam-step",
    "ridge-normal-equation",
)
EXERCISES = [load_bank().exercise(name) for name in IDS]
RIGHT = {exercise.id: reference_source(exercise) for exercise in EXERCISES}
WRONG = [(exercise, mistake) for exercise in EXERCISES for mistake in exercise.content.mistakes[::6]]


@pytest.fixture(scope="module", autouse=True)
def _kept(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(cache.VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield


def job(exercise, prepared, script, source):
    return Job(
        source=source,
        file="answer.py",
        function=exercise.function_name,
        parameters=prepared.parameters,
        limits=exercise.content.limits,
        result_bytes=script.result_bytes,
    )


def judged(exercise, source):
    """The failures of every case by the script, and by judging every reply in full, in two children."""
    prepared = prepare(exercise)
    drawn = prepared.drawn(SEED)
    script = script_of(prepared, drawn)
    judging = Judging(prepared, drawn, script)
    with spawn() as child, Session(child, job(exercise, prepared, script, source)) as session:
        judging.hear(session.ask(judging.questions, len(judging)))
    calls = [prepared.call(case) for case in drawn.cases]
    with spawn() as child, Session(child, job(exercise, prepared, script, source)) as session:
        seen = session.run(calls)
    rows = zip(drawn.cases, calls, drawn.expected, seen, strict=True)
    full = [judge(exercise.content.contract, case, call, expected, one) for case, call, expected, one in rows]
    return (
        judging,
        [[failure.kind for failure in judging.failures(k)] for k in range(len(judging))],
        [[failure.kind for failure in failures] for failures in full],
    )


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_a_right_answer_is_met_in_every_valid_case(exercise):
    judging, by_script, in_full = judged(exercise, RIGHT[exercise.id])
    assert by_script == in_full == [[]] * len(judging)
    valid = [k for k, row in enumerate(judging.rows) if row.stratum != "invalid"]
    assert [k for k in valid if judging.outcome(k) is not Outcome.RETURNED] == []
    assert sum(one is MET for one in judging._seen) == len(valid)


@pytest.mark.parametrize(("exercise", "mistake"), WRONG, ids=lambda value: getattr(value, "id", None) or value.name)
def test_a_wrong_answer_fails_where_it_would(exercise, mistake):
    _, by_script, in_full = judged(exercise, answer_source(exercise, mistake))
    assert by_script == in_full


SOFTMAX = "import numpy as np\ndef softmax(x, axis=-1):\n    e = np.exp(x - np.max(x, axis=axis, keepdims=True))\n"
NEARLY = {
    "one entry a little too large": "    p = e / e.sum(axis=axis, keepdims=True)\n    p.flat[-1] *= 1 + 1e-9\n    return p",
    "NaN in one entry": "    p = e / e.sum(axis=axis, keepdims=True)\n    p.flat[0] = np.nan\n    return p",
    "an infinity in one entry": "    p = e / e.sum(axis=axis, keepdims=True)\n    p.flat[0] = np.inf\n    return p",
    "a list": "    return (e / e.sum(axis=axis, keepdims=True)).tolist()",
    "a transposed view of a right shape": "    p = e / e.sum(axis=axis, keepdims=True)\n    return p[::-1] if p.ndim > 1 else p",
    "the argument changed": "    p = e / e.sum(axis=axis, keepdims=True)\n    x *= 1.5\n    return p",
    "a view of the argument": "    x[...] = e / e.sum(axis=axis, keepdims=True)\n    return x",
}


@pytest.mark.parametrize("name", NEARLY)
def test_an_answer_that_is_nearly_right_is_not_met(name):
    exercise = load_bank().exercise("stable-softmax")
    _, by_script, in_full = judged(exercise, SOFTMAX + NEARLY[name])
    assert by_script == in_full
    assert any(by_script)
    assert check_answer(exercise, SOFTMAX + NEARLY[name], seed=SEED).verdict in (Verdict.WRONG, Verdict.ERRORED)


def test_an_answer_that_changes_from_call_to_call_is_flaky():
    source = SOFTMAX + "    softmax.calls = getattr(softmax, 'calls', 0) + 1\n    p = e / e.sum(axis=axis, keepdims=True)\n"
    source += f"    return p if softmax.calls <= {len(prepare(EXERCISES[0]).drawn(SEED))} else p * 1.01"
    report = check_answer(load_bank().exercise("stable-softmax"), source, seed=SEED)
    assert report.verdict is Verdict.FLAKY
    assert report.findings[0].check is Check.REPEATS


def test_properties_are_asked_of_a_function_with_other_arguments_too():
    """What a property calls for was asked in advance; where it hangs on the result, it is asked now."""
    exercise = load_bank().exercise("stable-softmax")
    item = msgspec.structs.replace(
        exercise.content.properties[0], name="again", holds="isclose(call(x=out + 1), call(x=out))", where=None
    )
    changed = msgspec.structs.replace(
        exercise, digest="x" * 64, content=msgspec.structs.replace(exercise.content, properties=(item,))
    )
    promoted = SOFTMAX.replace("    e =", "    x = x if x.dtype.kind == 'f' else x.astype(float)\n    e =")
    right = promoted + "    return e / e.sum(axis=axis, keepdims=True)"
    report = check_answer(changed, right, seed=SEED)
    assert report.verdict is Verdict.PASS
    assert [check.cases for check in report.checks if check.name == "again"] == [6]
    other = right.replace("return e / e.sum(axis=axis, keepdims=True)", "p = e / e.sum(axis=axis, keepdims=True)\n    return p")
    report = check_answer(changed, other + " * (1 + 1e-13)", seed=SEED)
    assert report.verdict is Verdict.PASS
    assert [check.cases for check in report.checks if check.name == "again"] == [6]


@pytest.mark.parametrize("damage", [b"", b"\x00", b"\xc1\xc1", b"\x97" + 7 * b"\x90"])
def test_a_damaged_script_is_written_anew(damage):
    exercise = load_bank().exercise("stable-softmax")
    prepared = prepare(exercise)
    drawn = prepared.drawn(SEED)
    script = script_of(prepared, drawn)
    prepared.record.keep_script(SEED, damage)
    assert script_of(prepared, drawn) == script
    assert prepared.record.script(SEED) != damage


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_what_is_sent_ahead_is_what_the_check_says(exercise, tmp_path, monkeypatch):
    """Were it anything else, another child would have to be started."""
    answer = tmp_path / exercise.answer_name
    answer.write_text(RIGHT[exercise.id], encoding="utf-8")
    prepared = prepare(exercise)
    script_of(prepared, prepared.drawn(SEED))
    with spawn() as child:
        begin_ahead(child, exercise_file(exercise.root, exercise.id), str(answer), str(answer), SEED)
        assert child.ahead is not None
        assert child.ahead.seed == SEED
        monkeypatch.setattr("grader.sandbox.session.spawn", None)
        report = check_in(child, exercise, read_file(str(answer)), seed=SEED)
    assert report.verdict is Verdict.PASS


def test_scripts_are_the_same_for_the_same_seed():
    prepared = prepare(load_bank().exercise("ridge-normal-equation"))
    drawn = prepared.drawn(SEED)
    from grader.grade.rehearsing import rehearse

    assert rehearse(prepared, drawn) == rehearse(prepared, drawn)


def test_what_is_wanted_is_what_is_expected():
    prepared = prepare(load_bank().exercise("stable-softmax"))
    drawn = prepared.drawn(SEED)
    script = script_of(prepared, drawn)
    flat = [np.ravel(one.value) for one, line in zip(drawn.expected, script.lines, strict=True) if one is not None and line.reply]
    assert np.array_equal(np.frombuffer(script.wanted), np.concatenate(flat), equal_nan=True)
