"""For instructors: the proof that an exercise grades, one or many at a time, and the mutants of its reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.door import lazily

if TYPE_CHECKING:
    from grader.author.mutating import Mutant, mutants
    from grader.author.page import format_text
    from grader.author.proving import SEEDS, Wish, prove
    from grader.author.running import cores, prove_all
    from grader.author.scaffold import new_exercise
    from grader.author.working import Task

__all__ = ["SEEDS", "Mutant", "Task", "Wish", "cores", "format_text", "mutants", "new_exercise", "prove", "prove_all"]

__getattr__ = lazily(
    __name__,
    {
        "SEEDS": "proving",
        "Mutant": "mutating",
        "Task": "working",
        "Wish": "proving",
        "cores": "running",
        "mutants": "mutating",
        "format_text": "page",
        "new_exercise": "scaffold",
        "prove": "proving",
        "prove_all": "running",
    },
)
