"""What an author reads of a proof: one line for each thing that was to be proved, and the mutants that passed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.proof import LEAST_SCORE, MOST_EQUIVALENT
from grader.words.clean import one_line
from grader.words.paste import call_text, paste_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.proof import Proof, Score, Survivor
    from grader.model.report import Finding

EVERY_CASE: Final = 100_000
"""As many cases are enough to call a mutant equivalent."""


def proof_lines(proof: Proof, function: str = "f") -> str:
    """The exercise, and beside each step whether it holds: `ok` or `FAILS`, never by colour alone."""
    rows = [(step.name, step.holds, step.detail) for step in proof.steps]
    if proof.score is not None:
        rows.append(("mutants", proof.score.holds, score_text(proof.score)))
    failing = sum(not holds for _, holds, _ in rows)
    verdict = "proves itself" if not failing else f"does not prove itself: {failing} of {len(rows)} fail"
    lines = [f"{proof.exercise}   {verdict}, {proof.seconds:.1f} s"]
    lines += [
        f"  {'ok' if holds else 'FAILS':<7}{one_line(name)}" + (f"   {one_line(detail)}" if detail else "")
        for name, holds, detail in rows
    ]
    if proof.score is not None:
        lines += _score_lines(proof.score, function)
    return "\n".join(lines)


def score_text(score: Score) -> str:
    """`57 of 60 killed, 2 equivalent, 1 survives`, and what is said of so many."""
    alive = len(score.survivors)
    parts = [f"{score.killed} of {score.tried} killed"]
    parts += [f"{len(score.equivalent)} equivalent"] if score.equivalent else []
    parts += [f"{alive} survive{'s' if alive == 1 else ''}"] if alive else []
    text = ", ".join(parts)
    if score.tried < score.made:
        text += f"; {score.tried} of {score.made} tried"
    if score.cases < EVERY_CASE and (score.equivalent or any(one.difference for one in score.survivors)):
        text += f"; equivalent on {score.cases:,} cases only, and {EVERY_CASE:,} are asked for"
    return text


def _score_lines(score: Score, function: str) -> Iterator[str]:
    for survivor in score.survivors:
        yield from _survivor(survivor, function)
    for what, keys in (("no mutant of the reference", score.strangers), ("killed", score.needless)):
        for before, after in keys:
            yield f"         declared equivalent, and {what}:"
            yield from _change(before, after)
    if score.of_others < LEAST_SCORE:
        yield f"         killed are {score.of_others:.1%} of those that are not equivalent; {LEAST_SCORE:.0%} are asked for"
    if len(score.equivalent) > MOST_EQUIVALENT * score.tried:
        yield f"         {len(score.equivalent)} of {score.tried} are declared equivalent; at most {MOST_EQUIVALENT:.0%} may be"


def _survivor(survivor: Survivor, function: str) -> Iterator[str]:
    change = survivor.change
    yield f"         survives: line {change.line}, {change.kind}"
    yield from _change(change.before, change.after)
    if survivor.difference is not None:
        yield from _difference(survivor.difference, function)


def _change(before: str, after: str) -> Iterator[str]:
    yield f"           {one_line(before)}"
    yield f"           {one_line(after)}"


def _difference(finding: Finding, function: str) -> Iterator[str]:
    """Why a declared equivalent is none."""
    yield f"           declared equivalent, but {finding.fact} in {finding.case} ({finding.stratum}, {finding.dtype}):"
    yield f"           {one_line(call_text(function, finding.inputs))}"
    for word, value in (("got", finding.got_value), ("expected", finding.expected_value)):
        if value is not None:
            yield f"           {word:<9}{one_line(paste_text(value))}"
