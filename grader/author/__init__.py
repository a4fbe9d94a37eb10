"""For instructors: the proof that an exercise grades."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.author.proving import Proof, Proved, prove

__all__ = ["Proof", "Proved", "prove"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("grader.author.proving"), name)
    raise AttributeError(name)
