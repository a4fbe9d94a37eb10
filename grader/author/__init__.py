"""For instructors: the proof that an exercise grades, and the mutants of its reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.door import lazily

if TYPE_CHECKING:
    from grader.author.mutants import Mutant, mutants
    from grader.author.proving import Wish, prove

__all__ = ["Mutant", "Wish", "mutants", "prove"]

__getattr__ = lazily(__name__, {"Mutant": "mutants", "Wish": "proving", "mutants": "mutants", "prove": "proving"})
