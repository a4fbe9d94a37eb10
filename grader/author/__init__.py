"""For instructors: the proof that an exercise grades."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.author.prove import Proof, Proved, prove

__all__ = ["Proof", "Proved", "prove"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from grader.author import prove as module

        return getattr(module, name)
    raise AttributeError(name)
