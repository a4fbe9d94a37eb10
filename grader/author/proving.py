"""The proof that an exercise grades: truth, reference and certificate agree; right answers pass; wrong ones are told by name."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import msgspec

from grader.author.equivalence import CASES
from grader.author.surviving import score
from grader.bank import answer_source, reference_source, refusal
from grader.build import prepare
from grader.coach import stub
from grader.grade import check_answer, mistake_code
from grader.model.content import DebugContent
from grader.model.enums import CheckOutcome, Verdict
from grader.model.errors import BankError, ContentError
from grader.model.proof import Proof, Proved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.model.exercise import Exercise
    from grader.model.proof import Score
    from grader.model.report import Report

SEEDS: Final = (1, 2, 3)
"""Draws on which right answers must pass; a wrong one must fail on the first."""
_TRUTH: Final = "truth, reference and certificate agree"
_REFERENCE: Final = "the reference passes"


class Wish(msgspec.Struct, frozen=True):
    """How thoroughly to prove."""

    mutants: bool = True
    equivalent_cases: int = CASES
    """Fresh cases that a mutant which is declared equivalent has to survive."""


def prove(exercise: Exercise, seeds: Sequence[int] = SEEDS, wish: Wish = Wish()) -> Proof:  # noqa: B008 - frozen
    """Try everything that the exercise promises; what fails is told, and the rest still tried."""
    started = time.perf_counter()
    steps: list[Proved] = []
    found: Score | None = None
    try:
        steps.extend(_steps(exercise, seeds))
        if wish.mutants and not exercise.form.typed and _can_be_graded(steps):
            found = score(exercise, seeds, wish.equivalent_cases)
    except BankError as error:  # a field that only a check uses, such as a property's condition
        steps.append(_refused("every field can be used", error))
    return Proof(exercise.key, tuple(steps), time.perf_counter() - started, found)


def _can_be_graded(steps: Sequence[Proved]) -> bool:
    """Whether a mutant can tell anything: truth and reference agree, and the reference passes."""
    return all(step.holds for step in steps if step.name in (_TRUTH, _REFERENCE)) and len(steps) > 1


def _steps(exercise: Exercise, seeds: Sequence[int]) -> Iterator[Proved]:
    if exercise.form.typed:
        from grader.author.typed import typed_steps

        yield from typed_steps(exercise)
        return
    agreed = _truth(exercise, seeds)
    yield agreed
    if not agreed.holds:
        return  # nothing can be graded against a truth that does not stand
    if isinstance(exercise.code, DebugContent):
        yield _rejected(exercise, "the broken start fails", stub(exercise), seeds[0])
    else:
        yield _rejected(exercise, "the stub is not started", stub(exercise), seeds[0], only=Verdict.NOT_STARTED)
    yield _passes(exercise, _REFERENCE, reference_source(exercise), seeds)
    for alternative in exercise.code.alternatives:
        yield _passes(exercise, f"right: {alternative.name}", answer_source(exercise, alternative), seeds)
    for mistake in exercise.code.mistakes:
        yield _recognized(exercise, mistake.name, answer_source(exercise, mistake), seeds[0])


def _truth(exercise: Exercise, seeds: Sequence[int]) -> Proved:
    try:
        prepared = prepare(exercise)
        drawn = [prepared.drawn(seed) for seed in seeds]
        certificate = prepared.record.certificate() or {}
    except ContentError as error:
        return _refused(_TRUTH, refusal(exercise, error))
    except BankError as error:
        return _refused(_TRUTH, error)
    cases = sum(len(draw.cases) for draw in drawn)
    gap = certificate.get("gap")
    return Proved(_TRUTH, holds=True, detail=f"{cases} cases" + (f", gap {gap}" if gap is not None else ""))


def _refused(name: str, error: BankError) -> Proved:
    fault = error.faults[0]
    place = f"{fault.file}:{fault.line}: {fault.path}" if fault.line else fault.path
    return Proved(name, holds=False, detail=f"{place}: found {fault.found}, expected {fault.expected}")


def _rejected(exercise: Exercise, name: str, source: str, seed: int, only: Verdict | None = None) -> Proved:
    report = check_answer(exercise, source, seed=seed)
    holds = report.verdict is only if only is not None else report.verdict is not Verdict.PASS
    return Proved(name, holds, "" if holds else _told(report))


def _passes(exercise: Exercise, name: str, source: str, seeds: Sequence[int]) -> Proved:
    cases = 0
    for seed in seeds:
        report = check_answer(exercise, source, seed=seed)
        if report.verdict is not Verdict.PASS:
            return Proved(name, holds=False, detail=_told(report))
        idle = [check.name for check in report.checks if check.outcome is CheckOutcome.NOT_RUN]
        if idle:
            return Proved(name, holds=False, detail=f"asked of no case: {', '.join(idle)}")
        cases += report.cases.count
    return Proved(name, holds=True, detail=f"{cases} cases")


def _recognized(exercise: Exercise, name: str, source: str, seed: int) -> Proved:
    report = check_answer(exercise, source, seed=seed)
    code = mistake_code(name)
    if report.verdict is Verdict.PASS:
        return Proved(f"wrong: {name}", holds=False, detail="passes")
    if report.diagnosis is None or report.diagnosis.code != code:
        named = report.diagnosis.code if report.diagnosis else "nothing"
        return Proved(f"wrong: {name}", holds=False, detail=f"rejected, but recognized as {named}")
    return Proved(f"wrong: {name}", holds=True, detail=f"{report.verdict}, recognized")


def _told(report: Report) -> str:
    first = report.findings[0] if report.findings else None
    return f"{report.verdict}" + (f": {first.check}, {first.fact}, {first.case}, seed {report.seed}" if first else "")
