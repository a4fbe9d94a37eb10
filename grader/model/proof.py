"""What was proved of an exercise: that it grades."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from grader.model.enums import Difficulty, Form
from grader.model.report import Finding

LEAST_SCORE: Final = 0.95
"""Of the mutants that are not equivalent, so many have to be killed."""
MOST_EQUIVALENT: Final = 0.1
"""Of all mutants, so many may be declared equivalent."""
ALWAYS_EQUIVALENT: Final = 2
"""So many may be in any case: a short reference has few mutants."""


class Mutation(StrEnum):
    """What was changed in a mutant of a reference."""

    ARITHMETIC = "arithmetic"
    CONSTANT = "constant"
    AXIS = "axis"
    COMPARISON = "comparison"
    BOOLEAN = "boolean"
    REMOVED = "removed"
    SWAPPED = "swapped"
    RENAMED = "renamed"
    VALIDATION = "validation"
    COPY = "copy"
    DTYPE = "dtype"
    RETURN = "return"
    BRANCH = "branch"


class Change(msgspec.Struct, frozen=True):
    """One change of the reference, as an author writes it down."""

    line: int
    """In the file of the reference."""
    kind: Mutation
    before: str
    """The line as it stands there, several joined by one space; without indentation."""
    after: str


class Survivor(msgspec.Struct, frozen=True):
    """A mutant that passes."""

    change: Change
    difference: Finding | None = None
    """Where it was declared equivalent: a case on which it is not."""


class Stranger(msgspec.Struct, frozen=True):
    """What is declared equivalent and is no mutant of the reference."""

    before: str
    after: str
    nearest: tuple[str, str] | None = None
    """The mutant that is most like it: its line, and what that becomes."""


class Score(msgspec.Struct, frozen=True):
    """What became of the mutants of one exercise's reference."""

    made: int
    """So many there are."""
    tried: int
    killed: int
    equivalent: tuple[Change, ...]
    """Declared, and shown to be."""
    survivors: tuple[Survivor, ...]
    strangers: tuple[Stranger, ...]
    needless: tuple[tuple[str, str], ...]
    """Declared, and killed: the line, and what it becomes."""
    cases: int
    """On so many fresh cases equivalent mutants were compared with the reference."""

    @property
    def of_all(self) -> float:
        """The killed, of all that were tried."""
        return self.killed / self.tried if self.tried else 1.0

    @property
    def of_others(self) -> float:
        """The killed, of those that are not equivalent."""
        others = self.tried - len(self.equivalent)
        return self.killed / others if others else 1.0

    @property
    def few_equivalent(self) -> bool:
        """Whether no more are declared equivalent than may be."""
        return len(self.equivalent) <= max(ALWAYS_EQUIVALENT, MOST_EQUIVALENT * self.tried)

    @property
    def holds(self) -> bool:
        return self.of_others >= LEAST_SCORE and self.few_equivalent and not self.strangers and not self.needless


class Witness(StrEnum):
    """What carries an exercise: what its expected results rest on."""

    TRUTH = "truth"
    """Lines of mathematics."""
    FUNCTION = "truth function"
    CERTIFICATE = "certificate"
    """Derivatives that sympy certified."""
    CLOSED_FORM = "closed form"
    """Proved: the gradient is zero there, and the Hessian positive."""
    SECOND = "second implementation"
    PROPERTIES = "properties"


class Timing(msgspec.Struct, frozen=True):
    """How long a check takes, in seconds, and one that asks nothing."""

    check: float
    empty: float

    @property
    def times(self) -> float:
        return self.check / self.empty if self.empty else 0.0


MISTAKE: Final = "wrong: "
"""What the name of a step begins with that is about a known mistake."""


class Proved(msgspec.Struct, frozen=True):
    """One thing that was to be proved."""

    name: str
    holds: bool
    detail: str = ""
    warns: bool = False
    """It holds, and is worth a look."""
    more: tuple[str, ...] = ()
    """Further lines, as they stand: a case, a place, what to do."""


class Proof(msgspec.Struct, frozen=True):
    """All that was to be proved of one exercise."""

    exercise: str
    title: str
    track: str
    form: Form
    difficulty: Difficulty
    function: str
    """Its name; empty where none is asked for."""
    steps: tuple[Proved, ...]
    seconds: float
    witnesses: tuple[Witness, ...] = ()
    timing: Timing | None = None
    score: Score | None = None
    """Of its mutants, where they were tried."""
    reference: str = ""
    """The file of the reference, in the bank; empty where there is none to change."""

    @property
    def holds(self) -> bool:
        return all(step.holds for step in self.steps) and (self.score is None or self.score.holds)

    @property
    def mistakes(self) -> int:
        """So many are known."""
        return sum(step.name.startswith(MISTAKE) for step in self.steps)

    @property
    def recognized(self) -> int:
        """Of the known mistakes, so many are rejected and told by name."""
        return sum(step.name.startswith(MISTAKE) and step.holds for step in self.steps)


class Failed(msgspec.Struct, frozen=True):
    """An exercise of which nothing is known, for our own code failed on it."""

    exercise: str
    error: str
    """In one line."""
    trace: str
    """Everything that a report of it needs."""
