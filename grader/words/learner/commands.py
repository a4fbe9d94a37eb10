"""The command to type next: the last line of everything that a learner reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from grader.model.enums import State, Verdict

if TYPE_CHECKING:
    from grader.model.report import Report

NEXT: Final = "dlprep next"
WELCOME: Final = "Deep-learning exercises, graded on your machine. See the whole way once: dlprep tour"
LIST: Final = "dlprep list"
PROGRAM: Final = "dlprep"
_NAMED: Final = rf"(?:^|(?<=: )|(?<=, then )){PROGRAM}(?= )"
"""Where a line of what to type next names the program: at its beginning, behind a colon, in a second step."""
_HARMLESS: Final = str.maketrans("", "", "-_/.")


def with_program(line: str, program: str) -> str:
    """What to type next, where the command begins otherwise: with the banks that were named, `dlprep --bank DIR`."""
    return line if program == PROGRAM else re.sub(_NAMED, lambda _: program, line)


def next_line(report: Report) -> str:
    """What to do after this report."""
    match report.verdict:
        case Verdict.PASS:
            return NEXT
        case Verdict.MISSING if not report.answer:
            return start_command(report.exercise)
        case Verdict.GRADER_BUG:
            return check_command(report, with_seed=True)
        case Verdict.REFUSED:
            return check_command(report)
    if report.path:
        return f"edit {report.path}, then: {check_command(report)}"
    return check_command(report) if report.typed is None else answer_command(report.exercise)


def answer_command(key: str) -> str:
    """For an answer that was typed in the command itself: no file holds it."""
    return f"{plain_check(key)} --answer TEXT"


def check_command(report: Report, *, with_seed: bool = False) -> str:
    """The command that gives this check again; with its seed, on the same cases."""
    ending = ".py" if report.typed is None else ".txt"
    name = report.exercise.rpartition("/")[2].replace("-", "_") + ending
    own = not report.path or re.split(r"[\\/]", report.path)[-1] == name
    key = _quoted(report.exercise)
    what = key if own else f"{_quoted(report.path)} --exercise {key}"
    seed = f" --seed {report.seed}" if with_seed and report.seed is not None else ""
    return f"dlprep check {what}{seed}"


def edit_line(path: str, key: str) -> str:
    return f"edit {path}, then: {plain_check(key)}"


def plain_check(key: str) -> str:
    return f"dlprep check {_quoted(key)}"


def start_command(key: str) -> str:
    return f"{NEXT} {_quoted(key)}"


def show_command(key: str) -> str:
    return f"dlprep show {_quoted(key)}"


def _quoted(word: str) -> str:
    """As a shell takes it for one word: the folder of a bank may have blanks in its name."""
    if word.isascii() and word.translate(_HARMLESS).isalnum():
        return word
    import shlex  # 2 ms that a passing check does not need

    return shlex.quote(word)


def hint_command(key: str) -> str:
    return f"dlprep hint {_quoted(key)}"


def solution_command(key: str, *, solved: bool) -> str:
    return f"dlprep solution {_quoted(key)}" + ("" if solved else " --give-up")


def after_hint(key: str, *, left: int) -> str:
    """After a hint: the answer, or another hint where some are left."""
    return plain_check(key) + (f", or: {hint_command(key)}" if left > 0 else "")


def after_listing(key: str | None, state: State) -> str:
    """After an overview: on with the current exercise, or to the next one."""
    if key is None or state in (State.SOLVED, State.GAVE_UP):
        return NEXT
    return start_command(key) if state is State.NEW else plain_check(key)


def again_command(attempt: int) -> str:
    return f"dlprep log --attempt {attempt}"
