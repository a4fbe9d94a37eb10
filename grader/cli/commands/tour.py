"""`dlprep tour`: the whole way once, in a temporary workspace, on a real exercise with real answers."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from grader.cli.context import Context
from grader.cli.passing import with_context
from grader.model.enums import ExitCode, Verdict
from grader.words import commands

if TYPE_CHECKING:
    from grader.model.exercise import Exercise
    from grader.model.report import Report

EXERCISE: Final = "stable-softmax"
NAIVE: Final = """import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x)
    return e / e.sum(axis=axis, keepdims=True)
"""
RIGHT: Final = """import numpy as np


def softmax(x, axis=-1):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
"""


@click.command("tour")
@with_context
def tour_command(context: Context) -> int:
    """See the whole way once.

    Fetches an exercise into a temporary workspace, fails, passes, and writes the page. Touches nothing of yours.
    """
    folder = Path(tempfile.mkdtemp(prefix="dlprep-tour-"))
    place = Context((), str(folder), color=context.color)
    exercise = place.library.find(EXERCISE)
    path = place.workspace.start(exercise).path
    _step(place, commands.tour_fetch(str(path)), f"dlprep next {EXERCISE}")
    wrong = _answer(place, exercise, path, NAIVE, commands.tour_naive())
    right = _answer(place, exercise, path, RIGHT, commands.tour_right())
    from grader.cli.pages import write_check_page

    page = write_check_page(place, right, exercise, place.store.attempts(exercise.key)[-1].id)
    place.show(commands.tour_end(str(page), str(folder)))
    stands = wrong.verdict is not Verdict.PASS and right.verdict is Verdict.PASS
    return ExitCode.ACCEPTED if stands else ExitCode.OUR_BUG


def _answer(context: Context, exercise: Exercise, path: Path, source: str, says: str) -> Report:
    """Write an answer into the temporary workspace, show it, and check it as `dlprep check` does."""
    from grader.grade import check_answer
    from grader.report.terminal.check import check

    path.write_text(source, encoding="utf-8")
    _step(context, says, *source.rstrip().splitlines()[2:])
    context.show(context.screen.paint(f"$ dlprep check {EXERCISE}", "bold"))
    report = check_answer(exercise, path)
    context.store.add(report)
    context.show(check(report, exercise, context.screen) + "\n")
    return report


def _step(context: Context, says: str, *shown: str) -> None:
    context.show(says)
    context.show("\n".join(f"    {line}" for line in shown if line.strip()) + "\n")
