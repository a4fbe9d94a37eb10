"""One child from its first frame to its last: it starts, imports the answer, replies to calls, and ends one way or another."""

from __future__ import annotations

import math
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NoReturn

from grader.model.enums import Level, Outcome
from grader.sandbox import sampling
from grader.sandbox.boxes import GoneError, MispredictedError, ProtocolError
from grader.sandbox.channel import Capture, Channel, LateError
from grader.sandbox.ending import ending
from grader.sandbox.paperwork import result_cap, say_job, say_terms
from grader.sandbox.replies import LoadReply, Ready, decode, loaded
from grader.sandbox.sampling import OverweightError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grader.model.case import Loaded, Observation
    from grader.sandbox.job import Job
    from grader.sandbox.questions import Asks, Listens
    from grader.sandbox.running import Child

START_SECONDS: Final = 60.0
"""Until numpy is loaded: this is our time, not the answer's."""
RUN_FLOOR: Final = 64 << 20
"""Bytes that the replies to one batch may have besides what its calls justify."""
_GRACE: Final = 0.2
"""Seconds between the end of a pipe and the end of its process."""


class BrokenError(Exception):
    """The child has ended, or had to be: `outcome` is TIMEOUT or CRASHED."""

    def __init__(self, outcome: Outcome, detail: str, seconds: float) -> None:
        super().__init__(detail)
        self.outcome, self.detail, self.seconds = outcome, detail, seconds


class Life:
    """A child and the conversation with it. Methods that wait raise BrokenError when it cannot go on; the child is dead then."""

    def __init__(self, child: Child, job: Job, out: Capture, errors: Capture) -> None:
        self._child = child
        self._job = job
        self._channel = Channel(child, out, errors)
        self._result_bytes = result_cap(job)

    @property
    def ahead(self) -> bool:
        """Whether the child has been asked questions that are yet to be asked here."""
        return self._channel.ahead

    @property
    def over(self) -> bool:
        """Whether the child has ended while nobody was listening."""
        return self._child.process.exited()

    def begin(self, source: str) -> None:
        """Send the terms and the job, as much as the pipe takes: the child works on them while the grader goes on.

        Raises:
            MispredictedError: the child was told something else in advance.
        """
        memory = self._job.limits.memory_mb << 20
        if self._child.level is not Level.L0:
            self._child.process.limit(memory, 2 * self._job.limits.seconds + 5)
        if sampling.needed(self._child.level):
            self._channel.scales = sampling.Scales(self._child.pid, memory)
        frames = say_terms(self._job, self._child), say_job(self._job, source)
        self._channel.send(iter(frames))

    def start(self) -> None:
        """Wait until the child has loaded numpy and locked itself."""
        with self._talking(math.inf, f"{START_SECONDS:g} s to start"):
            header, _ = self._channel.receive(lambda: 0, START_SECONDS, math.inf)
            decode(header, Ready)

    def load(self, until: float) -> Loaded:
        """Wait for what importing the answer comes to."""
        with self._talking(until, f"{self._job.limits.call_seconds:g} s for the import"):
            header, _ = self._channel.receive(lambda: 0, self._job.limits.call_seconds, until)
            return loaded(decode(header, LoadReply))

    def ask(
        self,
        asked: Iterable[Asks],
        count: int,
        observations: list[Observation],
        until: float,
        listener: Listens | None = None,
    ) -> None:
        """Stream `count` questions out while replies stream in; each becomes one of `observations` as it arrives.

        Raises:
            MispredictedError: the child was asked something else in advance; it is dead then.
        """
        with self._talking(until, f"{self._job.limits.call_seconds:g} s for one call"):
            if not self._channel.ahead and self._channel.stray():
                raise ProtocolError("bytes that nobody asked for")
            questions: list[Asks] = []
            self._channel.send(_framed(asked, questions))
            if self._channel.ahead and not self._channel.waits:
                raise MispredictedError
            if listener is not None:
                listener.meanwhile()
            room = RUN_FLOOR

            def cap() -> int:
                number = len(observations)
                return questions[number].reply_cap(self._result_bytes) if number < len(questions) else 0

            for number in range(count):
                header, payload = self._channel.receive(cap, self._job.limits.call_seconds, until)
                if number >= len(questions):
                    raise ProtocolError("a reply before its question")
                room += 2 * self._job.result_bytes + questions[number].size - len(header) - len(payload)
                if room < 0:
                    raise ProtocolError("replies without end")
                seconds = time.monotonic() - self._channel.since
                observations.append(questions[number].observation(header, payload, seconds))
                if listener is not None:
                    listener.heard(observations)

    def leave(self) -> None:
        """Take in what was printed, and kill the child; whoever holds it ends it."""
        if not self._child.ended:
            self._channel.drain()
        self._child.kill()

    def end(self) -> int | None:
        """Take in what was printed, kill the child and all that it started; its exit status."""
        if not self._child.ended:
            self._channel.drain()
        return self._child.end()

    @contextmanager
    def _talking(self, until: float, limit: str) -> Iterator[None]:
        """End the child when the conversation breaks, for whatever reason; `limit` says what a late child has exceeded."""
        try:
            yield
        except LateError:
            whole = time.monotonic() >= until
            self._break(Outcome.TIMEOUT, f"{self._job.limits.seconds:g} s for everything" if whole else limit)
        except OverweightError:
            self._break(Outcome.CRASHED, "out of memory")
        except ProtocolError as error:
            self._break(Outcome.CRASHED, f"broke the protocol: {error}")
        except GoneError:
            if self._exits():
                self._break(*ending(self.end()))
            self._break(Outcome.CRASHED, "closed its connection to the grader")
        except BaseException:
            self.end()
            raise

    def _break(self, outcome: Outcome, detail: str) -> NoReturn:
        seconds = time.monotonic() - self._channel.since
        self.end()
        raise BrokenError(outcome, detail, seconds) from None

    def _exits(self) -> bool:
        """Whether the process ends by itself, which takes a moment after its pipes have closed."""
        deadline = time.monotonic() + _GRACE
        while not self._child.process.exited():
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.001)
        return True


def _framed(asked: Iterable[Asks], questions: list[Asks]) -> Iterator[list[bytes | memoryview]]:
    for question in asked:
        questions.append(question)
        yield question.frame()
