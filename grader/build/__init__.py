"""Exercise -> cases with certified expected values. What does not agree is refused here, before any answer is graded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.build.growing import grow
    from grader.build.prepared import Drawn, Prepared, prepare

__all__ = ["Drawn", "Prepared", "grow", "prepare"]

_HOMES = {"Drawn": "prepared", "Prepared": "prepared", "grow": "growing", "prepare": "prepared"}


def __getattr__(name: str) -> Any:
    """Preparing needs numpy, growing does not: each is loaded at its first use."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"grader.build.{_HOMES[name]}"), name)
