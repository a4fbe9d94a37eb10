"""An exercise in the terminal: its statement, the contract it is graded by, its hints, and its solution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.report.screen import Screen, narrowed, next_lines, wrap
from grader.report.terminal.kept import markdown
from grader.words import kept_back as words
from grader.words import learner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grader.answers import Posed
    from grader.model.exercise import Exercise


def statement(exercise: Exercise, screen: Screen | None = None, path: str = "", posed: Posed | None = None) -> str:
    """What `dlprep show` prints; `path` is the learner's file, where there is one, `posed` the question of a typed exercise."""
    screen = screen or Screen()
    return "\n".join(_statement(exercise, screen, path, posed))


def hints(exercise: Exercise, shown: int, screen: Screen | None = None) -> str:
    """The first `shown` hints of an exercise."""
    screen = screen or Screen()
    every = exercise.content.hints
    lines = [screen.paint(f"{exercise.key}   hint {min(shown, len(every))} of {len(every)}", "bold")]
    for number, hint in enumerate(every[:shown], 1):
        lines += _beside(f"{number}", markdown(hint, narrowed(screen, 3)).split("\n"), 3)
    if not every:
        lines = [f"{exercise.key} has no hints"]
    return "\n".join([*lines, *next_lines(learner.after_hint(exercise.key, left=len(every) - shown), screen)])


def solution(exercise: Exercise, source: str, screen: Screen | None = None, *, path: str = "", next_command: str = "") -> str:
    """The reference's source beside nothing but its explanation; the learner's own file is named, not judged."""
    screen = screen or Screen()
    what, shown = (
        ("the right answer", [markdown(source, screen)]) if exercise.form.typed else ("the reference", _code(source, screen))
    )
    lines = [screen.paint(f"{exercise.key}   {what}", "bold"), "", *shown, ""]
    if exercise.content.explain.strip():
        lines += [markdown(exercise.content.explain, screen), ""]
    if path:
        lines += _beside("yours", [path], 9)
    return "\n".join([*lines, *next_lines(next_command or learner.NEXT, screen)])


def kept_back(exercise: Exercise, screen: Screen | None = None) -> str:
    """What the statement keeps back, under headings, for the author; an empty text where there is nothing."""
    screen = screen or Screen()
    lines: list[str] = []
    for part in words.kept_back(exercise.content):
        lines += ["", screen.paint(part.heading, "bold")]
        for label, text in part.texts:
            lines += ["", *(markdown(label, screen).split("\n") if label else ())]
            lines += _beside("", markdown(text, narrowed(screen, 3)).split("\n"), 3)
    return "\n".join(lines)


def _statement(exercise: Exercise, screen: Screen, path: str, posed: Posed | None) -> Iterator[str]:
    content = exercise.content
    yield screen.paint(content.title, "bold")
    about = learner.about(content) + (f"; question {posed.number}" if posed is not None else "")
    yield from wrap(f"{exercise.key}: {exercise.track}, {about}", screen.prose)
    yield ""
    yield markdown(posed.ask if posed is not None else content.ask, screen)
    yield ""
    terms = learner.contract(content)
    indent = max(len(term.label) for term in terms) + 2
    yield screen.paint("What is checked", "bold")
    for term in terms:
        yield from _beside(term.label, wrap(term.text, screen.prose - indent), indent, screen)
    yield ""
    yield from next_lines(learner.edit_line(path, exercise.key) if path else learner.start_command(exercise.key), screen)


def _beside(label: str, lines: Iterable[str], indent: int, screen: Screen | None = None) -> Iterator[str]:
    """Lines to the right of a label."""
    for place, line in enumerate(lines):
        head = (label if place == 0 else "").ljust(indent)
        yield ((screen.paint(head, "bold") if screen is not None and place == 0 else head) + line).rstrip()


def _code(source: str, screen: Screen) -> list[str]:
    """Python source, indented; coloured in base colours where there are any."""
    text = source.rstrip().expandtabs(4)
    if screen.color:
        from grader.report.terminal.drawing import python

        text = python(text, screen, screen.prose - 4)
    return [f"    {line}".rstrip() for line in text.split("\n")]
