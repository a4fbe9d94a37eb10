"""The order in which exercises should be met, and which one is next."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from grader.model.enums import Difficulty, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grader.model.exercise import Summary
    from grader.model.progress import Progress

TRACKS = (
    "linear-algebra",
    "calculus",
    "optimization",
    "probability",
    "information-theory",
    "numerics",
    "regression",
    "neural-networks",
    "attention",
    "interview",
)
"""From what others build on to what builds on others; tracks of further banks follow by name."""

_DIFFICULTIES = tuple(Difficulty)


def order(summaries: Iterable[Summary]) -> tuple[Summary, ...]:
    """Each after those that it needs; among those whose needs are met, easy before hard, then by track, short before long.

    Needs that are not among the summaries are ignored. Needs in a circle, which no valid bank has, come last in the same order.
    """
    by_key = {summary.key: summary for summary in summaries}
    waiting = {key: set(_needs(summary, by_key)) for key, summary in by_key.items()}
    needed_by: dict[str, list[str]] = {key: [] for key in by_key}
    for key, needs in waiting.items():
        for need in needs:
            needed_by[need].append(key)
    heap = [(_rank(by_key[key]), key) for key, needs in waiting.items() if not needs]
    heap.sort()
    found: list[str] = []
    while heap:
        _, key = heappop(heap)
        found.append(key)
        for other in needed_by[key]:
            waiting[other].discard(key)
            if not waiting[other]:
                heappush(heap, (_rank(by_key[other]), other))
    circle = sorted(by_key.keys() - set(found), key=lambda key: (_rank(by_key[key]), key))
    return tuple(by_key[key] for key in (*found, *circle))


def by_track(summaries: Iterable[Summary]) -> tuple[Summary, ...]:
    """Bank by bank, the tracks in the order in which they build on each other; within a track as they stand."""
    return tuple(sorted(summaries, key=lambda one: (one.bank, *_track(one))))


def choose_next(summaries: Iterable[Summary], progress: Progress, after: str | None = None) -> Summary | None:
    """The exercise to work on next; None when all are solved as they are today.

    The current one as long as it is unfinished: nobody is moved on unasked. Else the first open one behind it, and from the start
    again behind the last, whose needs are met. Those that were solved and have changed since, or given up, come when nothing else
    is open. `after` is the key of one to leave and begin behind, finished or not: it comes again only if it is the only one.
    """
    ordered = order(summaries)
    if after is None:
        current = next((one for one in ordered if one.key == progress.current), None)
        if current is not None and _unfinished(current, progress):
            return current
        after = progress.current
    turned = _behind(ordered, after)
    states = {one.key: progress.of(one.key).state(one.digest) for one in ordered}
    fresh = [one for one in turned if states[one.key] in {State.NEW, State.TRIED}]
    again = [one for one in turned if states[one.key] in {State.CHANGED, State.GAVE_UP}]
    open_keys = {one.key for one in fresh}
    ready = [one for one in fresh if not open_keys.intersection(_needs(one, states))]
    found = [*ready, *fresh, *again]
    return next((one for one in found if one.key != after), found[0] if found else None)


def _unfinished(current: Summary, progress: Progress) -> bool:
    """Whether a current exercise is being worked on: not solved as it is today, nor closed (by a PASS that no longer counts, or
    by giving up) unless it was taken up again since.
    """
    standing = progress.of(current.key)
    state = standing.state(current.digest)
    if state is State.SOLVED:
        return False
    closed_at = standing.gave_up_at if state is State.GAVE_UP else standing.passed_at
    since = (progress.current_at, standing.last_at)
    return closed_at is None or any(time is not None and time > closed_at for time in since)


def _behind(ordered: Sequence[Summary], key: str | None) -> tuple[Summary, ...]:
    """The same, turned so that what follows `key` comes first, and `key` last."""
    place = next((place for place, one in enumerate(ordered, 1) if one.key == key), 0)
    return (*ordered[place:], *ordered[:place])


def _needs(summary: Summary, known: Iterable[str]) -> list[str]:
    """Keys of what it needs: in its own bank, else as they stand."""
    found = []
    for need in summary.needs:
        own = f"{summary.bank}/{need}" if summary.bank else need
        found += [key for key in (own, need) if key in known][:1]
    return found


def _rank(summary: Summary) -> tuple[int, str, int, str, int]:
    return _DIFFICULTIES.index(summary.difficulty), summary.bank, *_track(summary), summary.minutes


def _track(summary: Summary) -> tuple[int, str]:
    """The place of a track; those that are not known come last, by name."""
    return TRACKS.index(summary.track) if summary.track in TRACKS else len(TRACKS), summary.track
