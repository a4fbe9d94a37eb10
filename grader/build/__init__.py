"""Exercise -> cases with certified expected values. What does not agree is refused here, before any answer is graded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.door import lazily

if TYPE_CHECKING:
    from grader.build.growing import grow
    from grader.build.prepared import Drawn, Prepared, prepare

__all__ = ["Drawn", "Prepared", "grow", "prepare"]

# Preparing needs numpy, growing does not: each is loaded at its first use.
__getattr__ = lazily(
    __name__,
    {"Drawn": "prepared", "Prepared": "prepared", "grow": "growing", "prepare": "prepared"},
)
