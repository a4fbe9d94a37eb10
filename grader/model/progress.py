"""What the store remembers of a learner: attempts, where they stand with each exercise, and a database set aside."""

from __future__ import annotations

from datetime import datetime

import msgspec

from grader.model.enums import Damage, State, Verdict


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One graded answer, without its report."""

    id: int
    exercise: str
    """Key of the exercise."""
    verdict: Verdict
    at: datetime
    """UTC."""
    seed: int | None
    digest: str
    """Of the exercise as it was when it graded."""
    seconds: float
    """Wall clock of the whole check."""
    path: str
    """The answer's file, as the learner typed it."""
    answer: str
    """The text that was graded."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a learner stands with one exercise; with the defaults, never met. Times are UTC."""

    attempts: int = 0
    last_verdict: Verdict | None = None
    last_at: datetime | None = None
    solved_at: datetime | None = None
    """The first PASS."""
    passed_at: datetime | None = None
    """The latest PASS."""
    passed_digests: frozenset[str] = frozenset()
    """Of the exercise, at each PASS."""
    hints: int = 0
    """The highest hint shown."""
    gave_up_at: datetime | None = None

    def state(self, digest: str) -> State:
        """As seen from the exercise as it is today, which has this digest."""
        if self.solved_at is not None:
            return State.SOLVED if digest in self.passed_digests else State.CHANGED
        if self.gave_up_at is not None:
            return State.GAVE_UP
        return State.TRIED if self.attempts else State.NEW


class Progress(msgspec.Struct, frozen=True):
    """Where a learner stands with everything."""

    standings: dict[str, Standing] = {}
    """By key of the exercise; only those that were met."""
    current: str | None = None
    """Key of the exercise that is being worked on."""
    current_at: datetime | None = None
    """When it became so, UTC."""

    def of(self, key: str) -> Standing:
        return self.standings.get(key, _NEVER_MET)


class SetAside(msgspec.Struct, frozen=True):
    """A database that could not be used was renamed; nothing in it was changed."""

    damage: Damage
    moved_to: str
    """Its new path, in the same folder."""
    detail: str = ""
    """What SQLite said, or the two versions."""


_NEVER_MET = Standing()
