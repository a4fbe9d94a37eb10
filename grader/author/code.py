"""What is proved of an exercise whose answer is code: each step by itself, with the grader that learners have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.author.example import examples, wrong_examples
from grader.author.gathered import refused
from grader.author.surviving import score
from grader.author.trials import Trials
from grader.author.unwritten import unwritten
from grader.bank import answer_source, reference_source, refusal
from grader.build import prepare
from grader.coach import stub
from grader.grade import check_answer, mistake_code
from grader.model.content import DebugContent, TruthFunction
from grader.model.enums import Verdict
from grader.model.errors import BankError, ContentError
from grader.model.proof import MISTAKE, Proved, Witness
from grader.words.proof import example_text, timing_text
from grader.words.scaffold import no_mistakes
from grader.words.scaffold import unwritten as unwritten_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.author.gathered import Gathered
    from grader.author.proving import Wish
    from grader.model.exercise import Exercise
    from grader.model.report import Report

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
    yield from _example(exercise)
    if not agreed.holds:
        return  # nothing can be graded against a truth that does not stand
    gathered.witnesses = _witnesses(exercise)
    if isinstance(exercise.content, DebugContent):
        yield _rejected(exercise, "the broken start fails", stub(exercise), seeds[0])
    else:
        yield _rejected(exercise, "the stub is not started", stub(exercise), seeds[0], only=Verdict.NOT_STARTED)
    trials = Trials(exercise)
    passes = trials.passes("the reference passes", reference_source(exercise), seeds)
    yield passes
    for alternative in exercise.code.alternatives:
        yield trials.passes(f"right: {alternative.name}", answer_source(exercise, alternative), seeds)
    if wish.fresh is not None:
        yield _fresh(exercise, trials, range(wish.fresh, wish.fresh + FRESH))
    gathered.timing = trials.timing()
    if gathered.timing is not None:
        slow = gathered.timing.times > SLOW
        yield Proved("time of a check", holds=True, detail=timing_text(gathered.timing, SLOW if slow else None), warns=slow)
    for mistake in exercise.code.mistakes:
        yield _recognized(exercise, mistake.name, answer_source(exercise, mistake), seeds[0])
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
    return Proved(name, holds=True, detail=f"{cases} cases" + (f", gap {gap:.1g}" if gap is not None else ""))


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
    detail = "; ".join(f"`{one.example.call}` comes to {one.got}, not {one.example.result}".rstrip() for one in wrong)
    yield Proved(name, holds=not wrong, detail=detail or calls)


def _fresh(exercise: Exercise, trials: Trials, seeds: Sequence[int]) -> Proved:
    """Right answers pass draws that nobody has seen; nothing of these is kept."""
    name = f"right answers pass fresh draws {seeds[0]} to {seeds[-1]}"
    content = exercise.code
    answers = {"the reference": reference_source(exercise)}
    answers.update({f"right: {one.name}": answer_source(exercise, one) for one in content.alternatives})
    record = prepare(exercise).record
    known = [seed for seed in seeds if record.block(seed) is not None]
    try:
        for label, source in answers.items():
            passed = trials.passes(label, source, seeds)
            if not passed.holds:
                return Proved(name, holds=False, detail=f"{label}: {passed.detail}")
    except BankError as error:
        return refused(name, error)
    finally:
        for seed in set(seeds) - set(known):
            record.forget(seed)
    return Proved(name, holds=True, detail=f"{len(answers)} answer{'s' if len(answers) > 1 else ''}")


def _rejected(exercise: Exercise, name: str, source: str, seed: int, only: Verdict | None = None) -> Proved:
    report = check_answer(exercise, source, seed=seed, details=False)
    holds = report.verdict is only if only is not None else report.verdict is not Verdict.PASS
    return Proved(name, holds, "" if holds else str(report.verdict))


def _recognized(exercise: Exercise, name: str, source: str, seed: int) -> Proved:
    report = check_answer(exercise, source, seed=seed)
    if report.verdict is Verdict.PASS:
        return Proved(f"{MISTAKE}{name}", holds=False, detail="passes")
    if not _named(report, name):
        named = report.diagnosis.code if report.diagnosis else "nothing"
        return Proved(f"{MISTAKE}{name}", holds=False, detail=f"rejected, but recognized as {named}")
    return Proved(f"{MISTAKE}{name}", holds=True, detail=f"{report.verdict}, recognized")


def _named(report: Report, mistake: str) -> bool:
    return report.diagnosis is not None and report.diagnosis.code == mistake_code(mistake)
