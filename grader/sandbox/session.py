"""One answer that can be called: imported once, called in batches, whatever it does."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from grader.model.case import Loaded, Observation
from grader.model.enums import LoadOutcome, Outcome
from grader.model.errors import InternalError
from grader.sandbox.boxes import MispredictedError
from grader.sandbox.channel import Capture
from grader.sandbox.job import Output
from grader.sandbox.life import BrokenError, Life
from grader.sandbox.sources import read_source
from grader.sandbox.spawning import spawn
from grader.sandbox.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import TracebackType

    from grader.model.case import Call
    from grader.sandbox.job import Job
    from grader.sandbox.questions import Asks, Listens
    from grader.sandbox.running import Child


class Session:
    """An answer that can be called. Use it as a context manager: leaving it kills the child and all that it started.

    No method raises for what an answer does; `InternalError` is a bug of ours, or a system on which nothing can be started.
    """

    def __init__(self, child: Child, job: Job) -> None:
        """Hand `job` to `child`, which works on it while the caller goes on."""
        self.job = job
        self.spent = 0.0
        """Seconds that importing and calling the answer have taken, of `job.limits.seconds`."""
        self._level = child.level
        self._out, self._errors = Capture(), Capture()
        self._closed = False
        self._source = read_source(job)
        self._loaded = self._source if isinstance(self._source, Loaded) else None
        self._life: Life | None = Life(child, job, self._out, self._errors)
        self._begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def load(self) -> Loaded:
        """Import the answer, once; later calls tell the same. For MISSING, `detail` names the functions that are there."""
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded

    def run(self, calls: Sequence[Call]) -> list[Observation]:
        """Call the answer once for each of `calls`, in order, in one process.

        When the child dies, the call that killed it says how and the rest are NOT_RUN; the next `run` starts a fresh child.
        `seconds` of an observation is how long the grader waited for the reply, not what the child says: time a call by running it
        alone.
        """
        from grader.sandbox.questions import Question

        return self.ask((Question(number, call) for number, call in enumerate(calls)), len(calls))

    def ask(self, questions: Iterable[Asks], count: int, listener: Listens | None = None) -> list[Observation]:
        """`run` for `count` questions, numbered from 0, that may have been made before; each is sent when there is room for it."""
        hindrance = self._hindrance()
        if hindrance is not None or self._life is None:
            return [Observation(Outcome.NOT_RUN, detail=hindrance or "")] * count
        # A child that was asked in advance something else is replaced, and asked from the beginning.
        again = list(questions) if self._life.ahead else None
        observations: list[Observation] = []
        started = time.monotonic()
        try:
            self._life.ask(again or questions, count, observations, started + self._left, listener)
        except BrokenError as broken:
            self._life = None
            observations.append(Observation(broken.outcome, detail=broken.detail, seconds=broken.seconds))
        except MispredictedError:
            self._life, self._out, self._errors = None, Capture(), Capture()
            return self.ask(again or (), count, listener)
        finally:
            self.spent += time.monotonic() - started
        return observations + [Observation(Outcome.NOT_RUN)] * (count - len(observations))

    def close(self) -> Output:
        """Kill the child; what the answer printed in all its lives. A child that somebody else holds is theirs to end."""
        self._closed = True
        self._drop()
        text, errors = (clean(capture.kept.decode("utf-8", "replace"), len(capture.kept)) for capture in (self._out, self._errors))
        return Output(text, self._out.cut or self._errors.cut, errors)

    @property
    def _left(self) -> float:
        return self.job.limits.seconds - self.spent

    def _begin(self) -> None:
        if self._life is not None and isinstance(self._source, str):
            try:
                self._life.begin(self._source)
            except MispredictedError:
                self._drop()
                self._out, self._errors = Capture(), Capture()
                self._life = Life(spawn(self._level), self.job, self._out, self._errors)
                self._life.begin(self._source)

    def _load(self) -> Loaded:
        if self._life is None:
            raise InternalError("a closed session")
        try:
            self._life.start()
        except BrokenError as broken:
            said = clean(self._errors.kept.decode("utf-8", "replace")[-1000:])
            raise InternalError(f"the sandbox did not start: {broken.detail}\n{said}") from None
        started = time.monotonic()
        try:
            return self._life.load(started + self._left)
        except BrokenError as broken:
            self._life = None
            return Loaded(LoadOutcome(broken.outcome.value), detail=broken.detail)
        finally:
            self.spent += time.monotonic() - started

    def _hindrance(self) -> str | None:
        """Why the answer cannot be called now; a child that died is replaced first."""
        if self.load().outcome is not LoadOutcome.LOADED:
            return "the answer was not imported"
        if self._closed:
            raise InternalError("a closed session")
        if self._left <= 0:
            return "no time left"
        if self._life is not None and self._life.over:
            self._drop()
        if self._life is None:
            self._life = Life(spawn(self._level), self.job, self._out, self._errors)
            self._begin()
            again = self._load()
            if again.outcome is not LoadOutcome.LOADED:
                self._drop()
                return f"the answer was not imported again: {again.outcome.value}"
        return None

    def _drop(self) -> None:
        if self._life is not None:
            self._life.leave()
            self._life = None
