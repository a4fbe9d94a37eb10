"""Inputs -> cases: what to draw, drawing it, and the smallest case that still fails.

The door is lazy: drawing needs numpy, knowing that it exists does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.sample.cases import draw, draw_at
    from grader.sample.hatch import Draw
    from grader.sample.packing import arguments, pack
    from grader.sample.planning import Plan, plan
    from grader.sample.shrinking import Budget, shrink

__all__ = ["Budget", "Draw", "Plan", "arguments", "draw", "draw_at", "pack", "plan", "shrink"]

_HOMES = {
    "arguments": "packing",
    "draw": "cases",
    "draw_at": "cases",
    "Draw": "hatch",
    "pack": "packing",
    "Plan": "planning",
    "plan": "planning",
    "Budget": "shrinking",
    "shrink": "shrinking",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'grader.sample' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"grader.sample.{_HOMES[name]}"), name)
