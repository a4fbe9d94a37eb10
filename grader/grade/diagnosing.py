"""From failures to a diagnosis: a known mistake that behaves the same, else a relation, else nothing, which is said plainly."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from grader.bank import compile_answer
from grader.grade.script import with_inputs
from grader.judge import Kind, check_property, compile_properties, judge, kind_of, recognize, relate
from grader.model.enums import Check, Outcome
from grader.model.report import Diagnosis
from grader.sandbox import observe
from grader.words.learner import relation_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from grader.build import Prepared
    from grader.judge import Compiled, Failure, Judged
    from grader.model.case import Call, Observation, Tree

LONGEST: Final = 1.0
"""Seconds that one call of a known mistake may take: it may be that a loop does not end."""


def diagnose(prepared: Prepared, judged: Sequence[Judged], smaller: Sequence[Judged] = ()) -> Diagnosis | None:
    """What the failures of `judged` point to.

    The `smaller` cases found for them lie where one way to write a mistake begins to fail and another does not yet: they speak
    against a relation that they do not show, and not against a mistake.
    """
    content = prepared.content
    runs = [partial(observe, compile_answer(prepared.exercise, mistake), longest=LONGEST) for mistake in content.mistakes]

    properties = _alone(prepared, judged)

    def judge_case(index: int, seen: Observation, run: Callable[[Call], Observation]) -> list[Failure]:
        item = judged[index]
        failures = judge(content.contract, item.case, item.call, item.expected, seen, details=False)
        return failures or [*_unmet(prepared, properties, item, seen, run)]

    match = recognize(judged, runs, judge_case)
    if match is not None:
        mistake = content.mistakes[match.position]
        return Diagnosis(mistake_code(mistake.name), mistake.says.strip(), match.certainty)
    related = relate([*judged, *smaller])
    if related is None:
        return None
    return Diagnosis(related.relation, relation_text(related.relation, related.facts), related.certainty)


def _alone(prepared: Prepared, judged: Sequence[Judged]) -> dict[str, Compiled]:
    """The properties that fail, by name, where nothing else does but for refusals and warnings: then they tell a mistake."""
    failures = [failure for item in judged for failure in item.failures if kind_of(item.case, failure) is Kind.VALUES]
    names = {failure.names[0] for failure in failures if failure.check is Check.PROPERTY}
    if len(failures) > sum(failure.check is Check.PROPERTY for failure in failures):
        return {}
    return {item.name: item for item in compile_properties(prepared.content) if item.name in names}


def _unmet(
    prepared: Prepared, properties: Mapping[str, Compiled], item: Judged, seen: Observation, run: Callable[[Call], Observation]
) -> Iterator[Failure]:
    """Of the properties that the answer does not meet in this case, those that a mistake does not meet either."""
    if seen.outcome is not Outcome.RETURNED:
        return

    def call(replaced: Mapping[str, Tree]) -> Observation:
        return run(prepared.call(with_inputs(item.case, replaced)))

    for name in {failure.names[0] for failure in item.failures if failure.check is Check.PROPERTY} & properties.keys():
        failure = check_property(properties[name], item.case, item.expected, seen.value, call)
        if failure is not None:
            yield failure


def mistake_code(name: str) -> str:
    """The code of a mistake: `mistake:no-max-shift`."""
    return "mistake:" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
