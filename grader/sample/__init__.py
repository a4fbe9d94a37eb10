"""Inputs -> cases: what to draw, drawing it, and the smallest case that still fails.

The door is lazy: drawing needs numpy, knowing that it exists does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.door import lazily

if TYPE_CHECKING:
    from grader.sample.cases import draw, draw_at, draw_named
    from grader.sample.hatch import Draw
    from grader.sample.packing import arguments, pack
    from grader.sample.planning import Plan, plan
    from grader.sample.shrinking import Budget, shrink

__all__ = ["Budget", "Draw", "Plan", "arguments", "draw", "draw_at", "draw_named", "pack", "plan", "shrink"]

# Import what is asked for.
__getattr__ = lazily(
    __name__,
    {
        "arguments": "packing",
        "draw": "cases",
        "draw_at": "cases",
        "draw_named": "cases",
        "Draw": "hatch",
        "pack": "packing",
        "Plan": "planning",
        "plan": "planning",
        "Budget": "shrinking",
        "shrink": "shrinking",
    },
)
