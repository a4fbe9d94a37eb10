"""From failures to a diagnosis: a known mistake that behaves the same, else a relation, else nothing, which is said plainly."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from grader.bank import compile_answer
from grader.judge import judge, recognize, relate
from grader.model.report import Diagnosis
from grader.sandbox import observe
from grader.words.learner import relation_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.build import Prepared
    from grader.judge import Failure, Judged
    from grader.model.case import Observation

LONGEST: Final = 1.0
"""Seconds that one call of a known mistake may take: it may be that a loop does not end."""


def diagnose(prepared: Prepared, judged: Sequence[Judged], smaller: Sequence[Judged] = ()) -> Diagnosis | None:
    """What the failures of `judged` point to.

    The `smaller` cases found for them lie where one way to write a mistake begins to fail and another does not yet: they speak
    against a relation that they do not show, and not against a mistake.
    """
    content = prepared.content
    runs = [partial(observe, compile_answer(prepared.exercise, mistake), longest=LONGEST) for mistake in content.mistakes]

    def judge_case(index: int, seen: Observation) -> list[Failure]:
        item = judged[index]
        return judge(content.contract, item.case, item.call, item.expected, seen, details=False)

    match = recognize(judged, runs, judge_case)
    if match is not None:
        mistake = content.mistakes[match.position]
        return Diagnosis(mistake_code(mistake.name), mistake.says.strip(), match.certainty)
    related = relate([*judged, *smaller])
    if related is None:
        return None
    return Diagnosis(related.relation, relation_text(related.relation, related.facts), related.certainty)


def mistake_code(name: str) -> str:
    """The code of a mistake: `mistake:no-max-shift`."""
    return "mistake:" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
