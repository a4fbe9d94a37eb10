"""One page over the whole history: exercises by track, how each stands, its attempts, and where its last page lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import msgspec

from grader.model.enums import State, Verdict
from grader.model.exercise import Summary
from grader.model.progress import Attempt
from grader.report.html.markup import render
from grader.words import learner
from grader.words.numbers import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, tzinfo

MARKS: Final = 24
"""Attempts that are drawn, the latest ones; the text beside them counts all."""
_STEP: Final = 11
_HEIGHT: Final = 16
_SIGNS: Final = {State.SOLVED: "✓", State.TRIED: "~", State.CHANGED: "!", State.GAVE_UP: "−", State.NEW: "○"}
_TONES: Final = {State.SOLVED: "good", State.TRIED: "bad", State.CHANGED: "open", State.GAVE_UP: "open", State.NEW: "new"}


class HistoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise, met or not."""

    summary: Summary
    state: State
    attempts: tuple[Attempt, ...] = ()
    """Oldest first."""
    page: str = ""
    """Relative path of the page of its last check; empty if there is none."""


class Mark(msgspec.Struct, frozen=True):
    """One attempt, drawn: a full bar for a pass, a short one for anything else."""

    x: int
    y: int
    height: int
    tone: str
    title: str


class Shown(msgspec.Struct, frozen=True):
    """One row of the page."""

    key: str
    title: str
    page: str
    sign: str
    tone: str
    state: str
    difficulty: str
    marks: tuple[Mark, ...]
    width: int
    told: str
    """The attempts in words, for those who do not see the marks."""
    attempts: str
    last: str
    time: str


class Track(msgspec.Struct, frozen=True):
    name: str
    done: int
    total: int
    rows: tuple[Shown, ...]


def history_page(rows: Sequence[HistoryRow], *, at: datetime | None = None, zone: tzinfo | None = None) -> str:
    """A whole HTML page; `at` is when it was made, `zone` the zone of its times, local unless given."""
    tracks = _tracks(rows, zone)
    attempts = [attempt for row in rows for attempt in row.attempts]
    return render(
        "history.html",
        tracks=tracks,
        done=sum(track.done for track in tracks),
        total=len(rows),
        attempts=plural(len(attempts), "attempt"),
        spent=spent(sum(attempt.seconds for attempt in attempts)),
        days=plural(len({attempt.at.astimezone(zone).date() for attempt in attempts}), "day"),
        made=_day(at, zone) if at is not None else "",
        height=_HEIGHT,
        next=learner.NEXT,
    )


def spent(seconds: float) -> str:
    """`0.4 s`, `3 min`, `2.5 h`: time that checks took."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds < 3600 else f"{seconds / 3600:.1f} h"


def _tracks(rows: Iterable[HistoryRow], zone: tzinfo | None) -> tuple[Track, ...]:
    found: dict[str, list[HistoryRow]] = {}
    for row in rows:
        found.setdefault(row.summary.track, []).append(row)
    return tuple(
        Track(name, sum(row.state is State.SOLVED for row in members), len(members), tuple(_shown(row, zone) for row in members))
        for name, members in found.items()
    )


def _shown(row: HistoryRow, zone: tzinfo | None) -> Shown:
    drawn = row.attempts[-MARKS:]
    last = row.attempts[-1] if row.attempts else None
    return Shown(
        key=row.summary.key,
        title=row.summary.title,
        page=quote(row.page),
        sign=_SIGNS[row.state],
        tone=_TONES[row.state],
        state=learner.state_word(row.state),
        difficulty=f"{row.summary.difficulty}, {row.summary.minutes} min",
        marks=tuple(_mark(place, attempt, zone) for place, attempt in enumerate(drawn)),
        width=max(1, _STEP * len(drawn)),
        told=_told(row.attempts),
        attempts=str(len(row.attempts)) if row.attempts else "",
        last=f"{last.verdict.value}, {_day(last.at, zone)}" if last is not None else "",
        time=spent(sum(attempt.seconds for attempt in row.attempts)) if row.attempts else "",
    )


def _mark(place: int, attempt: Attempt, zone: tzinfo | None) -> Mark:
    passed = attempt.verdict is Verdict.PASS
    height = _HEIGHT if passed else _HEIGHT // 2
    return Mark(
        x=_STEP * place,
        y=_HEIGHT - height,
        height=height,
        tone="good" if passed else "bad",
        title=f"{attempt.verdict.value}, {_day(attempt.at, zone)}",
    )


def _told(attempts: Sequence[Attempt]) -> str:
    passed = sum(attempt.verdict is Verdict.PASS for attempt in attempts)
    return f"{plural(len(attempts), 'attempt')}, {passed} passed"


def _day(moment: datetime, zone: tzinfo | None) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
