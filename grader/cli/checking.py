"""`dlprep check` without click, which costs a tenth of a whole check; `commands.check` hands its arguments over."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final

import msgspec

from grader.model.enums import Verdict
from grader.model.errors import UsageError
from grader.words import commands

if TYPE_CHECKING:
    from grader.cli.context import Context
    from grader.grade import Answer
    from grader.model.exercise import Exercise
    from grader.model.report import Report
    from grader.sandbox import Child


class Asked(msgspec.Struct, frozen=True):
    """The arguments of the command."""

    target: str | None = None
    exercise: str | None = None
    seed: int | None = None
    as_json: bool = False
    as_html: bool = False
    answer: str | None = None
    """A typed answer in place of its file."""


_ENDINGS: Final = (".py", ".txt")
SEED_DIGITS: Final = 18
"""Of the largest seed, which fits into 64 bits."""
_FLAGS: Final = {"--json": "as_json", "--html": "as_html"}


def plainly_asked(arguments: list[str]) -> Asked | None:
    """`check` as it is mostly typed; None for everything that click had better read: help, groups, abbreviations, mistakes."""
    if not arguments or arguments[0] != "check":
        return None
    given: dict[str, str | int | bool] = {}
    rest = iter(arguments[1:])
    for word in rest:
        if word in _FLAGS:
            given[_FLAGS[word]] = True
        elif word == "--seed":
            number = next(rest, "")
            if not (number.isascii() and number.isdigit() and len(number) <= SEED_DIGITS):
                return None
            given["seed"] = int(number)
        elif word == "--exercise":
            key = next(rest, "")
            if not key or key.startswith("-"):
                return None
            given["exercise"] = key
        elif word.startswith("-") or not word or "target" in given:
            return None
        else:
            given["target"] = word
    return msgspec.convert(given, Asked)


def run_check(context: Context, asked: Asked, child: Child) -> int:
    """Grade in `child`, store, show; the exit code."""
    from grader.grade import check_in, read_file

    exercise, path, kept = _meant(context, asked.target, asked.exercise)
    answer = read_file(path) if asked.answer is None else _typed(exercise, asked.answer)
    seed = _question(context, exercise, answer) if exercise.form.typed and asked.seed is None and kept else asked.seed
    report = check_in(child, exercise, answer, seed=seed, meanwhile=lambda: _prepare(context, asked, keeps=kept))
    attempt = _kept(context, report) if kept else 0
    _show(context, report, exercise, as_json=asked.as_json)
    if asked.as_html:
        from grader.cli.pages import write_check_page

        context.say(commands.page_written(str(write_check_page(context, report, exercise, attempt))))
    if report.cases.count:
        from grader.grade import grow

        grow(exercise)
    return report.verdict.exit_code


def _meant(context: Context, target: str | None, exercise_key: str | None) -> tuple[Exercise, str, bool]:
    """The exercise, the answer's file, and whether the attempt belongs to this workspace."""
    from grader.coach import from_here

    if exercise_key is not None:
        if target is None:
            raise UsageError(commands.no_file_named(exercise_key, context.program))
        return context.library.find(exercise_key), target, False
    if target is not None and target.endswith(_ENDINGS) and not os.path.exists(target):
        raise UsageError(commands.no_file(target))
    if target is None or not _is_file(target):
        exercise = context.exercise(target)
        return exercise, from_here(context.workspace.answer_file(exercise)), True
    exercise = context.exercise(target)
    path = context.workspace.answer_file(exercise)
    if not os.path.exists(path) or not os.path.samefile(path, target):
        raise UsageError(commands.not_an_answer(target, exercise.key, context.program))
    return exercise, from_here(path), True


def _typed(exercise: Exercise, text: str) -> Answer:
    """An answer from the command line."""
    from grader.grade import Answer

    if not exercise.form.typed:
        raise UsageError(commands.no_typed_answer(exercise.key))
    return Answer(text=text, name=exercise.answer_name)


def _question(context: Context, exercise: Exercise, answer: Answer) -> int:
    """Which question is answered; the first one where the store cannot say."""
    from grader.coach import question_meant

    return question_meant(exercise, context.store, answer.text)


def _prepare(context: Context, asked: Asked, *, keeps: bool) -> None:
    """Open the store and load what shows the report, while the answer is at work; what fails here fails again where it is told."""
    with contextlib.suppress(UsageError):
        if keeps:
            context.store.progress()
    if not asked.as_json:
        import grader.report.terminal.check
        import grader.words.learner  # noqa: F401


def _is_file(target: str) -> bool:
    return ("/" in target or "\\" in target or target.endswith(_ENDINGS)) and os.path.isfile(target)


def _keep(context: Context, report: Report) -> int:
    """Store the attempt before anything is shown: a verdict that was seen is never lost."""
    if report.verdict is Verdict.MISSING and not report.answer:
        return 0  # there is no answer to keep
    context.store.set_current(report.exercise)  # first: an exercise that is passed now was being worked on before
    attempt = context.store.add(report)
    context.tell_set_aside(context.store)
    return attempt


def _kept(context: Context, report: Report) -> int:
    """As `_keep`; where the store cannot be written that is said, and the verdict is shown all the same."""
    try:
        return _keep(context, report)
    except UsageError as error:
        context.say(commands.not_kept(str(error)))
        return 0


def _show(context: Context, report: Report, exercise: Exercise, *, as_json: bool) -> None:
    if as_json:
        from grader.report.json import to_json

        context.show(to_json(report))
        return
    from grader.report.terminal.check import check

    context.show(check(report, exercise, context.screen))
