"""What an author reads of a proof: one line for each thing that was to be proved, and the mutants that passed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.proof import ALWAYS_EQUIVALENT, LEAST_SCORE, MOST_EQUIVALENT, Proved
from grader.words.clean import clean, one_line
from grader.words.paste import call_text, paste_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.model.proof import Proof, Score, Survivor, Timing
    from grader.model.report import Finding

_FAILS: Final = "FAILS"
_MUTANTS: Final = "mutants"
EVERY_CASE: Final = 100_000
"""As many cases are enough to call a mutant equivalent."""


def step_lines(proof: Proof) -> list[str]:
    """Each step that does not hold, and what is said of the mutants, if they do not."""
    lines = []
    for step in proof.steps:
        if not step.holds:
            lines += [f"{step.name}: {step.detail}".removesuffix(": "), *step.more]
    if proof.score is not None and not proof.score.holds:
        lines += [f"mutants: {score_text(proof.score)}", *(line.strip() for line in _verdicts(proof.score))]
    return lines


def proof_lines(proof: Proof, *, brief: bool = False) -> str:
    """The exercise, and beside each step whether it holds: `ok` or `FAILS`, never by colour alone.

    In brief, steps that hold are left out, but for mutants of which some survive.
    """
    rows = [("warns" if step.warns else "ok" if step.holds else _FAILS, step) for step in proof.steps]
    if proof.score is not None:
        rows.append(("ok" if proof.score.holds else _FAILS, Proved(_MUTANTS, proof.score.holds, score_text(proof.score))))
    failing = sum(word == _FAILS for word, _ in rows)
    verdict = _holding(proof) if not failing else f"does not prove itself: {failing} of {len(rows)} fail"
    lines = [f"{proof.exercise}   {verdict}, {proof.seconds:.1f} s"]
    for word, step in rows:
        if not brief or word != "ok" or (step.name == _MUTANTS and proof.score is not None and proof.score.survivors):
            lines.append(f"  {word:<7}{one_line(step.name)}" + (f"   {one_line(step.detail)}" if step.detail else ""))
            lines += [" " * 9 + clean(line) for line in step.more]
    if proof.score is not None:
        lines += _score_lines(proof.score, proof)
    return "\n".join(lines)


def _holding(proof: Proof) -> str:
    """What is said where nothing fails: code whose mutants were not tried has not proved itself."""
    return "proves itself" if proof.score is not None or proof.form.typed else "holds so far, the mutants were left out"


def claim(proofs: Sequence[Proof]) -> str:
    """What is said of those among many that hold."""
    tentative = any(proof.holds and proof.score is None and not proof.form.typed for proof in proofs)
    return "hold so far, mutants were left out" if tentative else "prove themselves"


def total_text(proofs: Sequence[Proof], failed: int) -> str:
    """The last line over many exercises: how many prove themselves, and the mutation score with both denominators."""
    holding = sum(proof.holds for proof in proofs)
    text = f"{holding} of {len(proofs) + failed} {claim(proofs)}"
    scores = [proof.score for proof in proofs if proof.score is not None]
    tried = sum(score.tried for score in scores)
    if tried:
        text += f"; {scores_text(sum(one.killed for one in scores), tried, sum(len(one.equivalent) for one in scores))}"
    return text


def scores_text(killed: int, tried: int, equivalent: int) -> str:
    """`mutants killed: 96.3 % of all 1,203, 98.4 % of the 1,177 that are not equivalent`."""
    others = tried - equivalent
    text = f"mutants killed: {share(killed, tried)} of all {tried:,}"
    return f"{text}, {share(killed, others)} of the {others:,} that are not equivalent" if equivalent else text


def share(part: int, whole: int) -> str:
    """`96.3 %`; never rounded up to all."""
    if not whole:
        return "-"
    return "100 %" if part == whole else f"{min(100 * part / whole, 99.9):.1f} %"


def fresh_text(seed: int) -> str:
    """Said before a run with draws of its own."""
    return f"fresh draws begin at seed {seed}; the same again: --seed {seed}"


def timing_text(timing: Timing, above: float | None = None) -> str:
    """`0.12 s, 1.3 times an empty check`; `above` is the multiple that it should not be above."""
    text = f"{timing.check:.2f} s, {timing.times:.1f} times an empty check"
    return text if above is None else f"{text}; more than {above:.0f} times is long to wait"


def printed_text(text: str) -> str:
    """What the bank's code printed while it ran beside the grader."""
    return f"it printed `{one_line(text)}`; that goes to stderr, at learners' too, so take it out"


def example_text(function: str) -> str:
    """What an example looks like, for a statement that has none."""
    return f"no paragraph of `ask` that begins with `Example:` and holds a call, such as: `{function}(...)` is `...`"


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


def _score_lines(score: Score, proof: Proof) -> Iterator[str]:
    for survivor in score.survivors:
        yield from _survivor(survivor, proof)
    if any(survivor.difference is None for survivor in score.survivors):
        yield "         to catch them add a case, a property or a wider range; what is right as well is declared under `equivalent`"
    yield from _verdicts(score)


def _verdicts(score: Score) -> Iterator[str]:
    """Why a score does not hold."""
    for stranger in score.strangers:
        yield "         declared equivalent, and no mutant of the reference:"
        yield from _change(stranger.before, stranger.after)
        if stranger.nearest is not None:
            yield "         did you mean"
            yield from _change(*stranger.nearest)
    for before, after in score.needless:
        yield "         declared equivalent, and killed:"
        yield from _change(before, after)
    if score.of_others < LEAST_SCORE:
        yield f"         killed are {score.of_others:.1%} of those that are not equivalent; {LEAST_SCORE:.0%} are asked for"
    if not score.few_equivalent:
        most = f"at most {ALWAYS_EQUIVALENT}, or {MOST_EQUIVALENT:.0%}, may be"
        yield f"         {len(score.equivalent)} of {score.tried} are declared equivalent; {most}"


def _survivor(survivor: Survivor, proof: Proof) -> Iterator[str]:
    change = survivor.change
    yield f"         survives: {proof.reference}:{change.line}, {change.kind}"
    yield from _change(change.before, change.after)
    if survivor.difference is not None:
        yield from _difference(survivor.difference, proof.function)


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
