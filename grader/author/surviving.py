"""The mutation score: how many mutants of the reference an exercise catches, and which it does not."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

import msgspec

from grader.author.equivalence import CASES, compare_all
from grader.author.mutating import chosen, mutants
from grader.author.places import one_line
from grader.bank import reference_source
from grader.build import prepare
from grader.grade import check_answer
from grader.model.enums import Verdict
from grader.model.proof import Score, Stranger, Survivor

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from grader.author.mutating import Mutant
    from grader.model.exercise import Exercise

MORE_SEEDS: Final = (4, 5)
"""Drawn for what survives the seeds of the proof."""
_SHORTEST: Final = 1.0
"""Seconds that one call of a mutant may always take."""


def score(exercise: Exercise, seeds: Sequence[int], cases: int = CASES) -> Score:
    """Grade every mutant of the reference, and compare those that are declared equivalent with it.

    Args:
        exercise: truth and reference agree, and the reference passes.
        seeds: draws on which a mutant may fail.
        cases: fresh cases on which an equivalent mutant is compared.

    Raises:
        BankError: if the exercise cannot be graded.
    """
    every = mutants(exercise)
    tried = chosen(exercise, every)
    hurried = _hurried(exercise, seeds[0])
    declared = list(dict.fromkeys((one_line(item.line), one_line(item.becomes)) for item in exercise.code.equivalent))
    # What is declared to be right gets the time that right answers get.
    passing = [mutant for mutant in tried if _passes(exercise if mutant.key in declared else hurried, exercise, mutant, seeds)]
    claimed = [mutant for mutant in passing if mutant.key in declared]
    differences = {
        id(mutant): compared.difference
        for mutant, compared in zip(claimed, compare_all(prepare(exercise), claimed, cases), strict=True)
    }
    equivalent = [mutant for mutant in claimed if differences[id(mutant)] is None]
    survivors = [mutant for mutant in passing if differences.get(id(mutant), mutant) is not None]
    known, alive = {mutant.key for mutant in every}, {mutant.key for mutant in passing}
    killed = {mutant.key for mutant in tried} - alive
    return Score(
        made=len(every),
        tried=len(tried),
        killed=len(tried) - len(passing),
        equivalent=tuple(mutant.change for mutant in equivalent),
        survivors=tuple(Survivor(mutant.change, differences.get(id(mutant))) for mutant in survivors),
        strangers=tuple(_stranger(key, known) for key in declared if key not in known),
        needless=tuple(key for key in declared if key in killed),
        cases=cases,
    )


def _stranger(key: tuple[str, str], known: Collection[tuple[str, str]]) -> Stranger:
    """With the mutant that is most like it: of the same line if there is one."""
    texts = {"\n".join(one): one for one in sorted(known) if one[0] == key[0]} or {"\n".join(one): one for one in sorted(known)}
    near = difflib.get_close_matches("\n".join(key), texts, 1)
    return Stranger(*key, nearest=texts[near[0]] if near else None)


def _hurried(exercise: Exercise, seed: int) -> Exercise:
    """The exercise with a deadline that fits its reference: a mutant whose loop does not end costs a second, not ten."""
    taken = check_answer(exercise, reference_source(exercise), seed=seed).durations.answer
    limits = exercise.code.limits
    shorter = msgspec.structs.replace(limits, call_seconds=min(limits.call_seconds, max(_SHORTEST, 2 * taken)))
    return msgspec.structs.replace(exercise, content=msgspec.structs.replace(exercise.code, limits=shorter))


def _passes(at_first: Exercise, exercise: Exercise, mutant: Mutant, seeds: Sequence[int]) -> bool:
    """Whether a mutant passes every seed; the first one, on which it may have less time, decides about nearly all."""
    first, others = seeds[0], (*seeds[1:], *MORE_SEEDS)
    if check_answer(at_first, mutant.source, seed=first, details=False).verdict is not Verdict.PASS:
        return False
    return all(check_answer(exercise, mutant.source, seed=seed, details=False).verdict is Verdict.PASS for seed in others)
