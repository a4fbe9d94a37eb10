"""The learner's side: where answers lie, what they start as, which exercise comes next, and what help is shown.

The door is lazy: a check needs to know where the answer lies, and nothing of stubs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.door import lazily

if TYPE_CHECKING:
    from grader.coach.help import Hint, may_see_solution, next_hint
    from grader.coach.ordering import by_track, choose_next, order
    from grader.coach.places import SOLUTIONS, from_here, nearest_workspace
    from grader.coach.questions import question_meant, question_number
    from grader.coach.stubs import stub
    from grader.coach.workspace import Started, Workspace, find_workspace

__all__ = [
    "SOLUTIONS",
    "Hint",
    "Started",
    "Workspace",
    "by_track",
    "choose_next",
    "find_workspace",
    "from_here",
    "may_see_solution",
    "nearest_workspace",
    "next_hint",
    "order",
    "question_meant",
    "question_number",
    "stub",
]

# Import what is asked for.
__getattr__ = lazily(
    __name__,
    {
        "SOLUTIONS": "places",
        "from_here": "places",
        "nearest_workspace": "places",
        "Hint": "help",
        "may_see_solution": "help",
        "next_hint": "help",
        "by_track": "ordering",
        "choose_next": "ordering",
        "order": "ordering",
        "question_meant": "questions",
        "question_number": "questions",
        "stub": "stubs",
        "Started": "workspace",
        "Workspace": "workspace",
        "find_workspace": "workspace",
    },
)
