"""Exercise -> cases with certified expected values. What does not agree is refused here, before any answer is graded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.build.prepared import Drawn, Prepared, prepare

__all__ = ["Drawn", "Prepared", "prepare"]


def __getattr__(name: str) -> Any:
    """Everything here needs numpy: loaded at first use."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("grader.build.prepared"), name)
    raise AttributeError(name)
