"""`check_answer`: from an answer's text to the one Report that store, terminal, JSON, HTML and exit code read."""

from __future__ import annotations

import gc
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, Final

import msgspec

from grader import __version__
from grader.grade.answer import Answer, read_answer
from grader.model.case import REQUESTS
from grader.model.enums import Check, Fact, Level, LoadOutcome, Source, Verdict
from grader.model.errors import ContentError
from grader.model.report import Cases, Durations, Finding, Report
from grader.sandbox import Job, Session, isolation, spawn

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from grader.build import Prepared
    from grader.grade.asking import Asked
    from grader.grade.script import Script
    from grader.judge import Failure, Judged
    from grader.model.case import Loaded
    from grader.model.exercise import Exercise
    from grader.model.report import Diagnosis
    from grader.sandbox import Child

SHOWN_FINDINGS: Final = 8
"""Findings of one report; the checks' table counts the rest."""

_LOADING: Final = {
    LoadOutcome.MISSING: (Verdict.MISSING, Fact.MISSING_FUNCTION),
    LoadOutcome.UNREADABLE: (Verdict.UNREADABLE, Fact.UNREADABLE_FILE),
    LoadOutcome.RAISED: (Verdict.ERRORED, Fact.RAISED),
    LoadOutcome.TIMEOUT: (Verdict.TIMEOUT, Fact.TIMED_OUT),
    LoadOutcome.CRASHED: (Verdict.CRASHED, Fact.CRASHED),
    LoadOutcome.REFUSED: (Verdict.REFUSED, Fact.REFUSED),
}


def check_answer(
    exercise: Exercise,
    path_or_source: str | os.PathLike[str],
    *,
    seed: int | None = None,
    level: Level | None = None,
    details: bool = True,
) -> Report:
    """Grade one answer.

    Args:
        exercise: what was asked.
        path_or_source: the answer's file, or its text.
        seed: names the draw of cases; the same seed gives the same cases on every machine. Absent: one of the pool.
        level: isolation; as far as this system can, up to L2, unless said otherwise.
        details: without them the verdict of a wrong answer is told alone: no findings, no smaller case, no diagnosis.

    Raises:
        UsageError: if the file cannot be read.
        BankError: if the exercise does not prove itself.
    """
    if exercise.form.typed:  # nothing is run
        return _refusing(exercise, lambda: _typed(exercise, read_answer(path_or_source), seed))
    with spawn(level) as child:
        return check_in(child, exercise, read_answer(path_or_source), seed=seed, details=details)


def check_in(
    child: Child,
    exercise: Exercise,
    answer: Answer,
    *,
    seed: int | None = None,
    meanwhile: Callable[[], None] = lambda: None,
    details: bool = True,
) -> Report:
    """`check_answer` in a child that was started before. `meanwhile` is called while the answer is at work, if it comes to that."""
    if exercise.form.typed:
        return _refusing(exercise, lambda: _typed(exercise, answer, seed))
    grading = _Grading(exercise, answer, time.perf_counter(), meanwhile, details=details)
    return _refusing(exercise, lambda: grading.run(child, seed))


def _typed(exercise: Exercise, answer: Answer, seed: int | None) -> Report:
    from grader.grade.typed import check_typed

    return check_typed(exercise, answer, seed or 1)


def _refusing(exercise: Exercise, work: Callable[[], Report]) -> Report:
    """A fault of the content that shows only in use is told with its file and line."""
    try:
        return work()
    except ContentError as error:
        from grader.bank import refusal

        raise refusal(exercise, error) from None


class _Grading:
    """One check under way: what is known so far, and the clock."""

    def __init__(self, exercise: Exercise, answer: Answer, started: float, meanwhile: Callable[[], None], *, details: bool) -> None:
        self.exercise, self.answer, self.started, self.meanwhile = exercise, answer, started, meanwhile
        self.details = details
        self.spent: dict[str, float] = {}
        self.output, self.output_cut = "", False

    def run(self, child: Child, seed: int | None) -> Report:
        from grader.build import prepare
        from grader.grade.script import script_of

        if self.answer.missing:
            finding = Finding(check=Check.RUNS, fact=Fact.MISSING_FUNCTION, expected=self.exercise.function_name)
            return self._report(child, Verdict.MISSING, None, (finding,))
        if self.answer.unreadable is not None:
            finding = Finding(check=Check.RUNS, fact=Fact.UNREADABLE_FILE, raised=self.answer.unreadable)
            return self._report(child, Verdict.UNREADABLE, None, (finding,))
        prepared = prepare(self.exercise)
        drawn = prepared.drawn(seed, child.ahead.seed if child.ahead else None)
        script = script_of(prepared, drawn)
        self._lap("build")
        with Session(child, self._job(prepared, script)) as session:
            # The child locks itself and imports the answer; meanwhile we get ready to ask.
            from grader.grade.asking import ask

            loaded = session.load()
            if loaded.outcome is not LoadOutcome.LOADED:
                self._close(session)
                return self._not_loaded(child, loaded)
            asked = ask(prepared, drawn, script, session, self._use_the_time)
            self._lap("answer")
            untouched = asked.not_started
            if untouched is not None:
                self._close(session)
                return self._report(child, Verdict.NOT_STARTED, None, (_of_source(untouched),))
            return self._judged(child, prepared, asked, session)

    def _job(self, prepared: Prepared, script: Script) -> Job:
        from grader.grade.script import job_of

        answer = self.answer
        said = job_of(self.exercise, prepared, script)
        return Job(source=answer.text, file=answer.path or answer.name, solutions=answer.folder, **said)

    def _judged(self, child: Child, prepared: Prepared, asked: Asked, session: Session) -> Report:
        from grader.grade.summary import check_results, verdict_of
        from grader.judge import forbidden_uses

        names = forbidden_uses(self.answer.text, self.exercise.code.forbid)
        alone = [*names, *([asked.slow] if asked.slow is not None else [])]
        if asked.judged.failed and not self.details:
            self._close(session)
            return self._report(child, verdict_of([*alone, asked.judged.first_failure()], flaky=False), asked, ())
        findings: list[Finding] = [_of_source(failure) for failure in alone]
        told, flaky, diagnosis = list(alone), False, None
        if asked.judged.failed:
            shown, flaky, diagnosis = self._explained(prepared, asked, session, asked.judged.drawn.seed)
            told += [failure for _, failure, _ in shown]
            findings += [finding for _, _, finding in shown]
        self._close(session)
        return self._report(
            child,
            verdict_of(told, flaky=flaky),
            asked,
            tuple(findings[:SHOWN_FINDINGS]),
            checks=check_results(self.exercise.code, asked, names),
            diagnosis=None if flaky else diagnosis,
        )

    def _explained(
        self, prepared: Prepared, asked: Asked, session: Session, seed: int
    ) -> tuple[list[tuple[Judged, Failure, Finding]], bool, Diagnosis | None]:
        """Findings with their smallest cases, whether the first one came back at all, and the diagnosis."""
        # From here on it takes a while: garbage is looked for again, now and then, and not among what was there from the start.
        gc.freeze()
        gc.set_threshold(50_000)
        gc.enable()
        from grader.grade.asking import worst_by_check
        from grader.grade.diagnosing import diagnose
        from grader.grade.shrinking import smallest
        from grader.judge import finding
        from grader.sample import Budget

        shown, flaky = [], False
        for position, (item, failure) in enumerate(worst_by_check(asked.judged)):
            if position == 0:
                found = smallest(prepared, session, item, failure, Budget(), seed)
                flaky = found is None
                small, again = found or (item, failure)
                shrunk_from = item if small is not item else None
                shown.append((small, again, finding(again, small, shrunk_from=shrunk_from, entries=True)))
            else:
                shown.append((item, failure, finding(failure, item)))
        self._lap("shrink")
        smaller = [small for small, _, _ in shown if all(small is not item for item in asked.judged)]
        diagnosis = diagnose(prepared, list(asked.judged), smaller) if shown and shown[0][1].check is not Check.REPEATS else None
        self._lap("judge")
        return shown, flaky, diagnosis

    def _not_loaded(self, child: Child, loaded: Loaded) -> Report:
        verdict, fact = _LOADING[loaded.outcome]
        name = self.exercise.function_name
        frames = loaded.error.frames if loaded.error is not None else ()
        finding = Finding(check=Check.RUNS, fact=fact, raised=loaded.error, got=loaded.detail or None)
        if verdict is Verdict.MISSING:
            defined = tuple(part.strip() for part in loaded.detail.split(",") if part.strip())
            finding = Finding(check=Check.RUNS, fact=fact, expected=name, names=defined)
        elif verdict is Verdict.UNREADABLE and frames:
            finding = msgspec.structs.replace(finding, line=frames[-1].line)
        elif loaded.error is not None and loaded.error.type_name in REQUESTS:
            finding = msgspec.structs.replace(finding, fact=Fact.ASKED_FOR_INPUT, names=(REQUESTS[loaded.error.type_name],))
        return self._report(child, verdict, None, (finding,))

    def _use_the_time(self) -> None:
        """Load what is needed once the answer has replied: it is still at work."""
        import grader.grade.summary  # noqa: F401

        self.meanwhile()

    def _close(self, session: Session) -> None:
        output = session.close()
        self.output, self.output_cut = output.text + output.errors, output.cut

    def _lap(self, name: str) -> None:
        now = time.perf_counter()
        self.spent[name] = now - self.started - sum(self.spent.values())

    def _report(
        self,
        child: Child,
        verdict: Verdict,
        asked: Asked | None,
        findings: tuple[Finding, ...],
        **more: object,
    ) -> Report:
        self._lap("judge" if "judge" not in self.spent else "rest")
        spent = {name: self.spent.get(name, 0.0) for name in ("build", "answer", "judge", "shrink")}
        report = Report(
            exercise=self.exercise.key,
            title=self.exercise.code.title,
            verdict=verdict,
            seed=asked.judged.drawn.seed if asked else None,
            cases=_cases(asked),
            isolation=isolation(child.level),
            checks=(),
            findings=findings,
            diagnosis=None,
            durations=Durations(total=time.perf_counter() - self.started, **spent),
            output=self.output,
            output_cut=self.output_cut,
            answer=self.answer.text,
            path=self.answer.path,
            digest=self.exercise.digest,
            versions=_versions(),
        )
        return msgspec.structs.replace(report, **more)


def _cases(asked: Asked | None) -> Cases:
    if asked is None:
        return Cases(0, Source.DRAWN)
    judged = asked.judged
    return Cases(len(judged), judged.drawn.source, dict(Counter(row.stratum for row in judged.rows)))


def _versions() -> dict[str, str]:
    found = {"dlprep": __version__, "python": ".".join(map(str, sys.version_info[:3]))}
    numpy = sys.modules.get("numpy")  # not loaded for an answer that could not be read
    return found if numpy is None else {**found, "numpy": numpy.__version__}


def _of_source(failure: Failure) -> Finding:
    """A finding that is about no single case."""
    return Finding(
        check=failure.check,
        fact=failure.fact,
        names=failure.names,
        line=failure.line,
        expected=failure.expected,
        got=failure.got,
        raised=failure.raised,
    )
