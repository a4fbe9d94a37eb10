"""What came of every case of a script. A reply that is right needs no decoding; any other becomes `Judged` when it is asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from grader.model.enums import Outcome, Stratum
from grader.sandbox import MET, Scripted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.build import Drawn, Prepared
    from grader.grade.script import Row, Script
    from grader.judge import Failure, Judged
    from grader.model.case import Call, Case, Expected, Observation


class Judging:
    """The cases of one check as an answer met them, in the order in which they were run."""

    def __init__(self, prepared: Prepared, drawn: Drawn, script: Script) -> None:
        self.drawn, self.rows = drawn, script.rows
        self._prepared, self._script = prepared, script
        self.questions = [Scripted(number, line, partial(self._call, number)) for number, line in enumerate(script.lines)]
        self._seen: list[Observation] = []
        self._right: set[int] = set()
        """Cases in which nothing is wrong, as their bytes say."""
        self._judged: dict[int, Judged] = {}

    def hear(self, seen: Sequence[Observation]) -> None:
        """Take in what came of the questions, one for each."""
        self._seen = list(seen)
        self._judged.clear()
        self._right = {number for number, one in enumerate(seen) if one is MET} - set(self._differing())

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Judged]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, index: int) -> Judged:
        if index not in self._judged:
            case, expected = self.drawn.case(index), self.drawn.expecting(index)
            call, seen = self.questions[index].call(), self.observed(index)
            right = index in self._right
            self._judged[index] = judge_one(self._prepared, case, call, expected, seen, known_right=right)
        return self._judged[index]

    def outcome(self, index: int) -> Outcome:
        return self._seen[index].outcome

    def failures(self, index: int) -> tuple[Failure, ...]:
        return () if index in self._right and index not in self._judged else self[index].failures

    def fail(self, index: int, failure: Failure) -> None:
        """Add a failure to a case."""
        item = self[index]
        self._judged[index] = msgspec.structs.replace(item, failures=(*item.failures, failure))

    @property
    def failed(self) -> bool:
        """Whether any case fails."""
        return any(self.failures(index) for index in range(len(self)))

    def first_failure(self) -> Failure:
        """Of the first case that fails, where there is one."""
        return next(failure for index in range(len(self)) for failure in self.failures(index))

    @property
    def heard(self) -> bool:
        """Whether it is known what came of the questions."""
        return len(self._seen) == len(self)

    @property
    def returned(self) -> bool:
        """Whether the answer returned in every case in which it should."""
        pairs = zip(self.rows, self._seen, strict=True)
        return all(seen.outcome is Outcome.RETURNED or row.stratum is Stratum.INVALID for row, seen in pairs)

    def counted(self) -> Iterator[tuple[Row, Outcome, tuple[Failure, ...]]]:
        """What a report counts of every case."""
        for index, row in enumerate(self.rows):
            yield row, self.outcome(index), self.failures(index)

    def observed(self, index: int) -> Observation:
        """What came of one case, decoded."""
        seen = self._seen[index]
        return self.questions[index].read() if seen is MET else seen

    def _call(self, index: int) -> Call:
        return self._prepared.call(self.drawn.case(index))

    def _differing(self) -> Iterator[int]:
        """Cases whose reply is as written but for a number that is further off than its tolerance."""
        wanted, allowed = np.frombuffer(self._script.wanted), np.frombuffer(self._script.allowed)
        got = np.full(wanted.shape, np.nan)
        ends, at = [], 0
        with np.errstate(all="ignore"):  # a NaN that signals is a NaN
            for question in self.questions:
                if question.payload is None:
                    at += sum(count for _, count in question.line.parts)
                else:
                    for part in question.numbers():
                        got[at : at + part.size] = part
                        at += part.size
                ends.append(at)
            # As in grader.judge: NaN is right only where it is expected, and what is not finite has no neighbours.
            right = (np.isfinite(wanted) & (np.abs(got - wanted) <= allowed)) | (got == wanted) | (np.isnan(got) & np.isnan(wanted))
        yield from set(np.searchsorted(ends, np.flatnonzero(~right), side="right").tolist())


def judge_one(
    prepared: Prepared, case: Case, call: Call, expected: Expected | None, seen: Observation, *, known_right: bool = False
) -> Judged:
    """One observation with its failures."""
    from grader.judge import Judged, judge

    failures = () if known_right else tuple(judge(prepared.content.contract, case, call, expected, seen))
    return Judged(case, call, expected, seen, failures)
