"""Where a learner stands with an exercise, in words and in marks that need no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from grader.model.enums import State
from grader.words.numbers import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.model.exercise import Summary
    from grader.model.progress import Progress, Standing

WORDS: Final = {
    State.NEW: "todo",
    State.TRIED: "tried",
    State.SOLVED: "done",
    State.CHANGED: "changed",
    State.GAVE_UP: "gave up",
}
MARKS: Final = {State.NEW: "[ ]", State.TRIED: "[~]", State.SOLVED: "[x]", State.CHANGED: "[!]", State.GAVE_UP: "[-]"}


def state_word(state: State) -> str:
    return WORDS[state]


def state_mark(state: State) -> str:
    """Three characters: `[x]`."""
    return MARKS[state]


class Tally(msgspec.Struct, frozen=True):
    """How many exercises of one track stand where."""

    track: str
    total: int
    states: dict[State, int]

    @property
    def done(self) -> int:
        return self.states.get(State.SOLVED, 0)

    @property
    def text(self) -> str:
        """All but the done ones: `1 tried, 2 todo`."""
        others = (state for state in WORDS if state is not State.SOLVED)
        return ", ".join(f"{self.states[state]} {WORDS[state]}" for state in others if self.states.get(state))


def tally(summaries: Iterable[Summary], progress: Progress) -> tuple[Tally, ...]:
    """One for each track, in the order in which they are met."""
    states: dict[str, list[State]] = {}
    for summary in summaries:
        states.setdefault(summary.track, []).append(progress.of(summary.key).state(summary.digest))
    return tuple(Tally(track, len(found), {state: found.count(state) for state in State}) for track, found in states.items())


def standing_line(standing: Standing, state: State) -> str:
    """`tried: 3 attempts, the last WRONG, 1 hint seen`."""
    said = [plural(standing.attempts, "attempt")] if standing.attempts else []
    if standing.last_verdict is not None:
        said.append(f"the last {standing.last_verdict.value}")
    if standing.hints:
        said.append(f"{plural(standing.hints, 'hint')} seen")
    return f"{WORDS[state]}: {', '.join(said)}" if said else WORDS[state]
