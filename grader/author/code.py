"""What is proved of an exercise whose answer is code: each step by itself, with the grader that learners have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.author.example import examples, wrong_examples
from grader.author.gathered import refused
from grader.author.rejecting import mistake_recognized, start_fails
from grader.author.surviving import score
from grader.author.trials import Trials
from grader.author.unwritten import unwritten
from grader.bank import answer_source, reference_source, refusal
from grader.build import prepare
from grader.coach import stub
from grader.grade import check_answer
from grader.model.content import DebugContent, TruthFunction
from grader.model.enums import Verdict
from grader.model.errors import BankError, ContentError
from grader.model.proof import Proved, Witness
from grader.words.proof import example_text, timing_text
from grader.words.proving import example_wrong
from grader.words.scaffold import no_mistakes
from grader.words.scaffold import unwritten as unwritten_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.author.gathered import Gathered
    from grader.author.proving import Wish
    from grader.model.exercise import Exercise

FRESH: Final = 3
"""Draws that nobody has seen before, on which right answers must pass."""
SLOW: Final = 10.0
"""Times as long as an empty check may a check take without a warning."""


def code_steps(exercise: Exercise, seeds: Sequence[int], wish: Wish, gathered: Gathered) -> Iterator[Proved]:
    """All that is to be proved of a code or debug exercise."""
    left = unwritten(exercise)
    if left:
        yield Proved("everything is written", holds=False, detail=unwritten_text(left))
    agreed = _truth(exercise, seeds)
    yield agreed
    yield from (step for step in _example(exercise) if agreed.holds or step.detail != agreed.detail)  # one fault is told once
    if not agreed.holds:
        return  # nothing can be graded against a truth that does not stand
    gathered.witnesses = _witnesses(exercise)
    if isinstance(exercise.content, DebugContent):
        yield start_fails(exercise, seeds[0])
    else:
        report = check_answer(exercise, stub(exercise), seed=seeds[0], details=False)
        holds = report.verdict is Verdict.NOT_STARTED
        yield Proved("the stub is not started", holds, "" if holds else str(report.verdict))
    trials = Trials(exercise)
    passes = trials.passes("the reference passes", reference_source(exercise), seeds)
    yield passes
    for number, alternative in enumerate(exercise.code.alternatives):
        source = answer_source(exercise, alternative)
        yield trials.passes(f"right: {alternative.name}", source, seeds, f"alternatives[{number}]")
    if wish.fresh is not None:
        yield _fresh(exercise, trials, range(wish.fresh, wish.fresh + FRESH))
    gathered.timing = trials.timing()
    if gathered.timing is not None:
        slow = gathered.timing.times > SLOW
        yield Proved("time of a check", holds=True, detail=timing_text(gathered.timing, SLOW if slow else None), warns=slow)
    for number in range(len(exercise.code.mistakes)):
        yield mistake_recognized(exercise, number, seeds[0])
    if not exercise.code.mistakes:
        yield Proved("known mistakes", holds=True, detail=no_mistakes(), warns=True)
    if wish.mutants and passes.holds:  # else a mutant that fails tells nothing
        gathered.score = score(exercise, seeds, wish.equivalent_cases)


def _truth(exercise: Exercise, seeds: Sequence[int]) -> Proved:
    name = "truth, reference and certificate agree"
    try:
        prepared = prepare(exercise)
        drawn = [prepared.drawn(seed) for seed in seeds]
        certificate = prepared.record.certificate() or {}
    except ContentError as error:
        return refused(name, refusal(exercise, error))
    except BankError as error:
        return refused(name, error)
    cases = sum(len(draw.cases) for draw in drawn)
    gap = certificate.get("gap")
    return Proved(name, holds=True, detail=f"{cases} cases" + (f", derivatives agree to {gap:.0e}" if gap else ""))


def _witnesses(exercise: Exercise) -> tuple[Witness, ...]:
    content = exercise.code
    there = {
        Witness.TRUTH: isinstance(content.truth, str),
        Witness.FUNCTION: isinstance(content.truth, TruthFunction),
        Witness.CERTIFICATE: bool(prepare(exercise).record.certificate()),
        Witness.CLOSED_FORM: content.derive is not None,
        Witness.SECOND: content.second is not None,
        Witness.PROPERTIES: bool(content.properties),
    }
    return tuple(witness for witness, found in there.items() if found)


def _example(exercise: Exercise) -> Iterator[Proved]:
    """The statement's example comes out as it is written; in a code exercise there is one."""
    name = "the statement's example"
    found = examples(exercise)
    if not found:
        if not isinstance(exercise.content, DebugContent):
            yield Proved(name, holds=False, detail=example_text(exercise.function_name))
        return
    try:
        wrong = wrong_examples(exercise, found)
    except BankError as error:
        yield refused(name, error)
        return
    calls = f"{len(found)} call" + ("s" if len(found) > 1 else "")
    detail = "; ".join(example_wrong(one.example.call, one.example.word, one.got, one.example.result) for one in wrong)
    yield Proved(name, holds=not wrong, detail=detail or calls)


def _fresh(exercise: Exercise, trials: Trials, seeds: Sequence[int]) -> Proved:
    """Right answers pass draws that nobody has seen; nothing of these is kept."""
    name = f"right answers pass fresh draws {seeds[0]} to {seeds[-1]}"
    content = exercise.code
    answers = {"the reference": ("reference", reference_source(exercise))}
    for number, one in enumerate(content.alternatives):
        answers[f"right: {one.name}"] = (f"alternatives[{number}]", answer_source(exercise, one))
    record = prepare(exercise).record
    known = [seed for seed in seeds if record.block(seed) is not None]
    try:
        for label, (path, source) in answers.items():
            passed = trials.passes(label, source, seeds, path)
            if not passed.holds:
                return Proved(name, holds=False, detail=f"{label}: {passed.detail}", more=passed.more)
    except BankError as error:
        return refused(name, error)
    finally:
        for seed in set(seeds) - set(known):
            record.forget(seed)
    return Proved(name, holds=True, detail=f"{len(answers)} answer{'s' if len(answers) > 1 else ''}")
