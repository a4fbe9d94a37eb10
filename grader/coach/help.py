"""What help a learner gets: hints one by one, the solution after solving or giving up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from grader.model.exercise import Exercise, Summary
    from grader.model.progress import Progress
    from grader.store import Store


class Hint(msgspec.Struct, frozen=True):
    """The hints shown so far, the newest last: a nudge, then the method, then almost all of it."""

    shown: tuple[str, ...]
    total: int
    """How many the exercise has."""
    new: bool
    """Whether the last one is shown for the first time."""


def next_hint(exercise: Exercise, store: Store) -> Hint | None:
    """One more hint than before, and all earlier ones again; remembered in the store. None if the exercise has no hints."""
    hints = exercise.content.hints
    if not hints:
        return None
    before = store.hint_level(exercise.key)
    level = min(before + 1, len(hints))
    if level > before:
        store.mark_hint(exercise.key, level)
    return Hint(hints[:level], len(hints), new=level > before)


def may_see_solution(exercise: Exercise | Summary, progress: Progress) -> bool:
    """Once it was solved, also if it has changed since, or once the learner gave up."""
    standing = progress.of(exercise.key)
    return standing.solved_at is not None or standing.gave_up_at is not None
