"""What an author reads of a proof: one line for each thing that was to be proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.words.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable


def proof_lines(exercise: str, steps: Iterable[tuple[str, bool, str]], seconds: float) -> str:
    """The exercise, and beside each step whether it holds: `ok` or `FAILS`, never by colour alone."""
    rows = list(steps)
    failing = sum(not holds for _, holds, _ in rows)
    verdict = "proves itself" if not failing else f"does not prove itself: {failing} of {len(rows)} fail"
    lines = [f"{exercise}   {verdict}, {seconds:.1f} s"]
    lines += [
        f"  {'ok' if holds else 'FAILS':<7}{one_line(name)}" + (f"   {one_line(detail)}" if detail else "")
        for name, holds, detail in rows
    ]
    return "\n".join(lines)
