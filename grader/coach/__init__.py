"""The learner's side: where answers lie, what they start as, which exercise comes next, and what help is shown."""

from grader.coach.help import Hint, may_see_solution, next_hint
from grader.coach.order import choose_next, order
from grader.coach.stub import stub
from grader.coach.workspace import Started, Workspace, find_workspace

__all__ = [
    "Hint",
    "Started",
    "Workspace",
    "choose_next",
    "find_workspace",
    "may_see_solution",
    "next_hint",
    "order",
    "stub",
]
