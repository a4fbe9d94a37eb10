"""Overviews in the terminal: exercises by track, progress, attempts, and where one is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from grader.model.enums import State, Verdict
from grader.model.report import SCHEMA
from grader.report.screen import Screen, columns, next_lines
from grader.words import learner
from grader.words.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, tzinfo

    from rich.table import Table

    from grader.model.exercise import Exercise, Summary
    from grader.model.progress import Attempt, Progress

BAR: Final = 20
_STYLES: Final = {State.SOLVED: "green", State.TRIED: "yellow", State.CHANGED: "magenta", State.GAVE_UP: "yellow", State.NEW: ""}


TITLE: Final = 12
"""Columns that a title has at least; where ids leave less, titles are left out."""
_MARK: Final = 5
"""Columns of a mark and the blanks behind it."""


def listing(summaries: Sequence[Summary], progress: Progress, screen: Screen | None = None) -> str:
    """The exercises by track, one line each with its mark and what it takes; below, what the marks mean.

    Drawn by hand: a hundred rows of rich's tables take longer than all else that `list` does.
    """
    screen = screen or Screen()
    if not summaries:
        return "\n".join(["no exercise fits", *next_lines(learner.LIST, screen)])
    width = max(columns(summary.key) for summary in summaries)
    blocks = []
    for track in dict.fromkeys(summary.track for summary in summaries):
        rows = (_row(summary, progress, width, screen) for summary in summaries if summary.track == track)
        blocks.append("\n".join([screen.paint(track, "bold"), *rows]))
    met = {progress.of(summary.key).state(summary.digest) for summary in summaries}
    legend = "   ".join(f"{learner.state_mark(state)} {learner.state_word(state)}" for state in State if state in met)
    return "\n\n".join([*blocks, legend, *next_lines(_after(summaries, progress), screen)])


def _row(summary: Summary, progress: Progress, width: int, screen: Screen) -> str:
    """`[ ]  adam-step   medium   15 min  One Adam step`; an id is never cut short, a title may be."""
    state = progress.of(summary.key).state(summary.digest)
    mark = screen.paint(learner.state_mark(state), *filter(None, [_STYLES[state]]))
    takes = f"  {summary.difficulty:<6}  {summary.minutes:>3} min"
    left = screen.prose - _MARK - width - len(takes)
    if left < 0:
        folded = [summary.key[at : at + screen.prose - _MARK] for at in range(0, len(summary.key), screen.prose - _MARK)]
        return f"{mark}  " + f"\n{' ' * _MARK}".join(folded)
    title = _cut(one_line(summary.title), left - 2) if left >= TITLE + 2 else ""
    shown = screen.paint(title, "bold") if summary.key == progress.current else title
    return f"{mark}  {summary.key}{' ' * (width - columns(summary.key))}{takes}{'  ' if title else ''}{shown}"


def _cut(text: str, width: int) -> str:
    """At most `width` columns, cut between words where the first of them fits."""
    if columns(text) <= width:
        return text
    whole = text
    while columns(text) > width - 3:
        text = text[:-1]
    if whole[len(text)] != " " and " " in text:
        text = text.rpartition(" ")[0]
    return text.rstrip(" ,:;") + "..."


def listing_json(summaries: Iterable[Summary], progress: Progress) -> str:
    """The same for programs: `schema`, `current`, and `exercises` with state and attempts."""
    return _dump(current=progress.current, exercises=[_exercise(summary, progress) for summary in summaries])


def progress_table(summaries: Sequence[Summary], progress: Progress, screen: Screen | None = None) -> str:
    """How far one is, track by track."""
    from grader.report.terminal.drawing import draw

    screen = screen or Screen()
    tallies = learner.tally(summaries, progress)
    table = _table("", "", ">", "")
    for item in tallies:
        table.add_row(item.track, bar(item.done, item.total), f"{item.done} of {item.total}", item.text)
    done, total = sum(item.done for item in tallies), sum(item.total for item in tallies)
    table.add_row(_styled("all", "bold"), bar(done, total), f"{done} of {total}", "")
    return "\n".join([draw(table, screen, screen.prose), "", *next_lines(_after(summaries, progress), screen)])


def progress_json(summaries: Sequence[Summary], progress: Progress) -> str:
    """The same for programs: `schema`, `current`, `done`, `total`, and `tracks` with counts by state."""
    tallies = learner.tally(summaries, progress)
    return _dump(
        current=progress.current,
        done=sum(item.done for item in tallies),
        total=sum(item.total for item in tallies),
        tracks=[{"track": item.track, "total": item.total, "states": item.states} for item in tallies],
    )


def attempts(exercise: Exercise, made: Sequence[Attempt], screen: Screen | None = None, *, zone: tzinfo | None = None) -> str:
    """The attempts of one exercise, in local time unless `zone` is another."""
    from grader.report.terminal.drawing import draw

    screen = screen or Screen()
    if not made:
        return "\n".join([f"{exercise.key}   not tried yet", *next_lines(learner.start_command(exercise.key), screen)])
    table = _table(">", "", "", ">", ">", "", headers=("attempt", "when", "verdict", "seed", "time", ""))
    for attempt in made:
        table.add_row(
            str(attempt.id),
            when(attempt.at, zone),
            _styled(attempt.verdict.value, "green" if attempt.verdict is Verdict.PASS else ""),
            "" if attempt.seed is None else str(attempt.seed),
            f"{attempt.seconds:.2f} s",
            "" if attempt.digest == exercise.digest else "of an earlier version of the exercise",
        )
    heading = screen.paint(exercise.key, "bold") + f"   {learner.attempts_line(len(made))}"
    return "\n".join([heading, draw(table, screen, screen.prose), *next_lines(learner.again_command(made[-1].id), screen)])


def status(summaries: Sequence[Summary], progress: Progress, screen: Screen | None = None) -> str:
    """Where one is: the current exercise, how it stands, how much is done, and the command to type next."""
    screen = screen or Screen()
    current = next((summary for summary in summaries if summary.key == progress.current), None)
    lines = []
    if not progress.standings:
        lines += [learner.WELCOME, ""]
    if current is not None:
        standing = progress.of(current.key)
        lines.append(f"{screen.paint(current.key, 'bold')}   {one_line(current.title)}")
        lines.append(f"{'stands':<9}{learner.standing_line(standing, standing.state(current.digest))}")
    tallies = learner.tally(summaries, progress)
    lines.append(f"{'done':<9}{sum(item.done for item in tallies)} of {sum(item.total for item in tallies)} exercises")
    return "\n".join([*lines, *next_lines(_after(summaries, progress), screen)])


def when(moment: datetime, zone: tzinfo | None = None) -> str:
    """A moment to the minute, in local time unless `zone` is another."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def bar(done: int, total: int) -> str:
    """`#####...............`; never full before all is done, never empty once something is."""
    filled = BAR * done // total if total else 0
    return ("#" * max(filled, min(done, 1))).ljust(BAR, ".")


def _after(summaries: Iterable[Summary], progress: Progress) -> str:
    digests = {summary.key: summary.digest for summary in summaries}
    if progress.current not in digests:
        return learner.NEXT
    return learner.after_listing(progress.current, progress.of(progress.current).state(digests[progress.current]))


def _exercise(summary: Summary, progress: Progress) -> dict[str, Any]:
    standing = progress.of(summary.key)
    return {
        "exercise": summary.key,
        "track": summary.track,
        "title": summary.title,
        "difficulty": summary.difficulty,
        "minutes": summary.minutes,
        "form": summary.form,
        "needs": summary.needs,
        "state": standing.state(summary.digest),
        "attempts": standing.attempts,
        "last_verdict": standing.last_verdict,
        "hints": standing.hints,
    }


def _table(*aligned: str, headers: Sequence[str] = ()) -> Table:
    """Columns two blanks apart; `>` aligns to the right."""
    from rich.table import Table

    table = Table(box=None, show_header=bool(headers), pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for place, align in enumerate(aligned):
        header = headers[place] if headers else ""
        table.add_column(
            header,
            justify="right" if align == ">" else "left",
            no_wrap=align == ">",
            overflow="fold",  # an id that was cut short could not be typed
        )
    return table


def _styled(text: str, style: str) -> Any:
    from rich.text import Text

    return Text(text, style=style)


def _dump(**fields: Any) -> str:
    return json.dumps({"schema": SCHEMA, **fields}, ensure_ascii=True, allow_nan=False)
