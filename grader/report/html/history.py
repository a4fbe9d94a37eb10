"""One page over the whole history: exercises by track, how each stands, its attempts, and where its last page lies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import msgspec

from grader.model.enums import State, Verdict
from grader.model.exercise import Summary
from grader.model.progress import Attempt, Standing
from grader.report.html.markup import minute, render
from grader.words import learner
from grader.words.numbers import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

MARKS: Final = 60
"""Attempts of one exercise that are drawn, the latest ones; the number beside them counts all."""
GONE: Final = "no longer in a bank"
_SIGNS: Final = {State.SOLVED: "✓", State.TRIED: "~", State.CHANGED: "!", State.GAVE_UP: "−", State.NEW: "○"}
_TONES: Final = {State.SOLVED: "good", State.TRIED: "bad", State.CHANGED: "open", State.GAVE_UP: "open", State.NEW: "new"}


class HistoryRow(msgspec.Struct, frozen=True):
    """One exercise, met or not."""

    key: str
    summary: Summary | None
    """None for an exercise that is no longer in a bank."""
    standing: Standing
    attempts: tuple[Attempt, ...] = ()
    """Oldest first."""
    without_page: frozenset[int] = frozenset()
    """Ids of attempts that have no page of their own."""

    @property
    def state(self) -> State:
        digest = self.summary.digest if self.summary is not None else next(iter(self.standing.passed_digests), "")
        return self.standing.state(digest)

    @property
    def track(self) -> str:
        return self.summary.track if self.summary is not None else GONE


class Mark(msgspec.Struct, frozen=True):
    """One attempt: a tall full bar for a pass, a short hollow one for anything else."""

    tone: str
    title: str
    page: str


class Shown(msgspec.Struct, frozen=True):
    """One row of the page."""

    key: str
    title: str
    about: str
    page: str
    sign: str
    tone: str
    state: str
    marks: tuple[Mark, ...]
    attempts: str
    last: str
    time: str


class Track(msgspec.Struct, frozen=True):
    name: str
    done: int
    total: int
    rows: tuple[Shown, ...]


def history_page(
    rows: Sequence[HistoryRow],
    *,
    at: datetime | None = None,
    zone: tzinfo | None = None,
    page_name: Callable[[int], str] = "attempt-{}.html".format,
    program: str = learner.PROGRAM,
) -> str:
    """A whole HTML page.

    Args:
        rows: one for each exercise, in the order of the bank.
        at: when the page was made.
        zone: of the times shown; local unless given.
        page_name: relative path of the page of an attempt, from its id.
        program: how the command to type next begins.
    """
    tracks = _tracks(rows, _Linker(zone, page_name))
    attempts = [attempt for row in rows for attempt in row.attempts]
    return render(
        "history.html",
        tracks=tracks,
        done=sum(track.done for track in tracks),
        total=len(rows),
        attempts=plural(len(attempts), "attempt"),
        spent=spent(sum(attempt.seconds for attempt in attempts)),
        days=plural(len({attempt.at.astimezone(zone).date() for attempt in attempts}), "day"),
        made=minute(at, zone) if at is not None else "",
        next=learner.with_program(learner.NEXT, program),
    )


def spent(seconds: float) -> str:
    """`0.4 s`, `3 min`, `2.5 h`: time that checks took."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds < 3600 else f"{seconds / 3600:.1f} h"


class _Linker(msgspec.Struct, frozen=True):
    """How times and pages are named."""

    zone: tzinfo | None
    page_name: Callable[[int], str]

    def told(self, attempt: Attempt) -> str:
        return f"{attempt.verdict.value}, {minute(attempt.at, self.zone)}"

    def page(self, row: HistoryRow, attempt: Attempt) -> str:
        return "" if attempt.id in row.without_page else quote(self.page_name(attempt.id))


def _tracks(rows: Iterable[HistoryRow], link: _Linker) -> tuple[Track, ...]:
    found: dict[str, list[HistoryRow]] = {}
    for row in rows:
        found.setdefault(row.track, []).append(row)
    return tuple(
        Track(name, sum(row.state is State.SOLVED for row in members), len(members), tuple(_shown(row, link) for row in members))
        for name, members in found.items()
    )


def _shown(row: HistoryRow, link: _Linker) -> Shown:
    last = row.attempts[-1] if row.attempts else None
    summary = row.summary
    return Shown(
        key=row.key,
        title=summary.title if summary is not None else row.key,
        about=f"{summary.difficulty}, {summary.minutes} min" if summary is not None else "",
        page=link.page(row, last) if last is not None else "",
        sign=_SIGNS[row.state],
        tone=_TONES[row.state],
        state=learner.state_word(row.state),
        marks=tuple(_mark(row, attempt, link) for attempt in row.attempts[-MARKS:]),
        attempts=str(len(row.attempts)) if row.attempts else "",
        last=link.told(last) if last is not None else "",
        time=spent(sum(attempt.seconds for attempt in row.attempts)) if row.attempts else "",
    )


def _mark(row: HistoryRow, attempt: Attempt, link: _Linker) -> Mark:
    tone = "good" if attempt.verdict is Verdict.PASS else "bad"
    return Mark(tone, f"attempt {attempt.id}: {link.told(attempt)}", link.page(row, attempt))
