"""The learner's side: where answers lie, what they start as, which exercise comes next, and what help is shown.

The door is lazy: a check needs to know where the answer lies, and nothing of stubs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.coach.help import Hint, may_see_solution, next_hint
    from grader.coach.ordering import choose_next, order
    from grader.coach.stubs import stub
    from grader.coach.workspace import Started, Workspace, find_workspace

__all__ = ["Hint", "Started", "Workspace", "choose_next", "find_workspace", "may_see_solution", "next_hint", "order", "stub"]

_HOMES = {
    "Hint": "help",
    "may_see_solution": "help",
    "next_hint": "help",
    "choose_next": "ordering",
    "order": "ordering",
    "stub": "stubs",
    "Started": "workspace",
    "Workspace": "workspace",
    "find_workspace": "workspace",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
