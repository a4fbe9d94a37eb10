"""The proof that an exercise grades, whatever its form."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from grader.author.code import code_steps
from grader.author.equivalence import CASES
from grader.author.formulas import formulas
from grader.author.gathered import Gathered, refused
from grader.author.unwritten import unwritten
from grader.bank import printed
from grader.model.enums import Form
from grader.model.errors import BankError
from grader.model.proof import Proof, Proved
from grader.words.proof import printed_text
from grader.words.scaffold import unwritten as unwritten_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from grader.model.exercise import Exercise

SEEDS: Final = (1, 2, 3)
"""Draws on which right answers must pass; a wrong one must fail on the first."""


class Wish(msgspec.Struct, frozen=True):
    """How thoroughly to prove."""

    fresh: int | None = None
    """The first of the seeds that nobody has drawn before; None: none are."""
    mutants: bool = True
    equivalent_cases: int = CASES
    """Fresh cases that a mutant which is declared equivalent has to survive."""


def prove(exercise: Exercise, seeds: Sequence[int] = SEEDS, wish: Wish = Wish()) -> Proof:  # noqa: B008 - frozen
    """Try everything that the exercise promises; what fails is told, and the rest still tried."""
    started = time.perf_counter()
    steps: list[Proved] = []
    gathered = Gathered()
    printed()
    try:
        steps.extend(formulas(exercise))
        steps.extend(_STEPS[exercise.form](exercise, seeds, wish, gathered))
    except BankError as error:  # a field that only a check uses, such as a property's condition
        steps.append(refused("every field can be used", error))
    said = printed()
    if said:
        steps.append(Proved("the bank's code prints nothing", holds=True, detail=printed_text(said), warns=True))
    return Proof(
        exercise=exercise.key,
        title=exercise.content.title,
        track=exercise.track,
        form=exercise.form,
        difficulty=exercise.content.difficulty,
        function="" if exercise.form.typed else exercise.function_name,
        reference="" if exercise.form.typed else exercise.reference_path(Path()).as_posix(),
        steps=tuple(steps),
        seconds=time.perf_counter() - started,
        witnesses=gathered.witnesses,
        timing=gathered.timing,
        score=gathered.score,
    )


def _typed(exercise: Exercise, _: Sequence[int], __: Wish, gathered: Gathered) -> Iterator[Proved]:
    from grader.author.typed import WITNESSES, typed_steps

    left = unwritten(exercise)
    if left:
        yield Proved("everything is written", holds=False, detail=unwritten_text(left))
    for step in typed_steps(exercise):
        if step.holds and step.name in WITNESSES:
            gathered.witnesses = (*gathered.witnesses, WITNESSES[step.name])
        yield step


_STEPS: Final[dict[Form, Callable[[Exercise, Sequence[int], Wish, Gathered], Iterator[Proved]]]] = {
    Form.CODE: code_steps,
    Form.DEBUG: code_steps,
    Form.DERIVE: _typed,
    Form.PREDICT: _typed,
    Form.CHOICE: _typed,
}
"""What is proved of each form. Steps come one by one, so that those before a refusal are told."""
