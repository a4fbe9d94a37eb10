"""One page over a bank: what carries each track, what it recognizes and kills, how long checks take, where it is weakest."""

from __future__ import annotations

import statistics
from collections import Counter
from typing import TYPE_CHECKING, Final

import msgspec

from grader.report.html.markup import minute, render
from grader.words.proof import claim, scores_text, share, step_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, tzinfo

    from grader.model.proof import Failed, Proof

WEAKEST: Final = 10
"""Exercises that are listed as the weakest."""


class Row(msgspec.Struct, frozen=True):
    """Figures of a track, of an exercise, or of all."""

    name: str
    about: str
    """Of a track: forms and difficulties; of an exercise: its id."""
    holds: bool
    state: str
    witnesses: str
    mistakes: str
    killed: str
    """Of all mutants."""
    others: str
    """Of those that are not equivalent."""
    equivalent: str
    survive: str
    time: str


class Listed(msgspec.Struct, frozen=True):
    """An exercise with what is to be said of it."""

    key: str
    title: str
    lines: tuple[str, ...] = ()
    changes: tuple[tuple[str, str, str], ...] = ()
    """Of each surviving mutant: where and what kind, the line before, and after."""


def bank_page(
    proofs: Sequence[Proof], failed: Sequence[Failed] = (), *, at: datetime | None = None, zone: tzinfo | None = None
) -> str:
    """A whole HTML page.

    Args:
        proofs: one for each exercise, in the order of the bank.
        failed: exercises on which our own code failed.
        at: when the page was made.
        zone: of the time shown; local unless given.
    """
    tracks: dict[str, list[Proof]] = {}
    for proof in proofs:
        tracks.setdefault(proof.track, []).append(proof)
    scores = [proof.score for proof in proofs if proof.score is not None]
    tried, equivalent = sum(one.tried for one in scores), sum(len(one.equivalent) for one in scores)
    return render(
        "bank.html",
        claim=claim(proofs),
        holding=sum(proof.holds for proof in proofs),
        total=len(proofs) + len(failed),
        score=scores_text(sum(one.killed for one in scores), tried, equivalent) if tried else "",
        tracks=[_row(name, _mix(members), members) for name, members in tracks.items()],
        whole=_row("all", _mix(proofs), proofs),
        exercises=[_row(proof.title, proof.exercise, [proof]) for proof in proofs],
        weakest=[_row(proof.title, proof.exercise, [proof]) for proof in sorted(proofs, key=_strength)[:WEAKEST]],
        failing=[Listed(proof.exercise, proof.title, tuple(step_lines(proof))) for proof in proofs if not proof.holds],
        survivors=[Listed(proof.exercise, proof.title, changes=found) for proof in proofs if (found := _survivors(proof))],
        failed=[Listed(one.exercise, one.exercise, (one.error,)) for one in failed],
        made=minute(at, zone) if at is not None else "",
    )


def _row(name: str, about: str, proofs: Sequence[Proof]) -> Row:
    holding = sum(proof.holds for proof in proofs)
    scores = [proof.score for proof in proofs if proof.score is not None]
    killed, tried = sum(one.killed for one in scores), sum(one.tried for one in scores)
    equivalent = sum(len(one.equivalent) for one in scores)
    times = [proof.timing.check for proof in proofs if proof.timing is not None]
    return Row(
        name=name,
        about=about,
        holds=holding == len(proofs),
        state=f"{holding} of {len(proofs)}" if len(proofs) != 1 else "proves itself" if holding else "fails",
        witnesses=_counted((witness.value for proof in proofs for witness in proof.witnesses), alone=len(proofs) == 1),
        mistakes=f"{sum(proof.recognized for proof in proofs)} of {sum(proof.mistakes for proof in proofs)}",
        killed=share(killed, tried),
        others=share(killed, tried - equivalent),
        equivalent=str(equivalent) if tried else "",
        survive=str(sum(len(one.survivors) for one in scores)) if tried else "",
        time=f"{statistics.median(times):.2f} s" if times else "",
    )


def _mix(proofs: Sequence[Proof]) -> str:
    """`6 code, 1 debug; 3 easy, 4 medium`."""
    return f"{_counted(proof.form.value for proof in proofs)}; {_counted(proof.difficulty.value for proof in proofs)}"


def _counted(words: Iterable[str], *, alone: bool = False) -> str:
    return ", ".join(word if alone else f"{number} {word}" for word, number in Counter(words).items())


def _strength(proof: Proof) -> tuple[bool, float, float]:
    """The weakest come first: those that fail, then those that kill least, then those that recognize least."""
    known = proof.recognized / proof.mistakes if proof.mistakes else 1.0
    return proof.holds, proof.score.of_others if proof.score is not None else 1.0, known


def _survivors(proof: Proof) -> tuple[tuple[str, str, str], ...]:
    survivors = proof.score.survivors if proof.score is not None else ()
    return tuple((f"line {one.change.line}, {one.change.kind.value}", one.change.before, one.change.after) for one in survivors)
