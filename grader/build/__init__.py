"""Exercise -> cases with certified expected values. What does not agree is refused here, before any answer is graded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.build.prepare import Drawn, Prepared, prepare

__all__ = ["Drawn", "Prepared", "prepare"]


def __getattr__(name: str) -> Any:
    """Everything here needs numpy: loaded at first use."""
    if name in __all__:
        from grader.build import prepare as module

        return getattr(module, name)
    raise AttributeError(name)
