"""Why an answer of the author did not come out as it should: the place in the file, and the case in the words that learners get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.bank import refused
from grader.model.enums import Check, Fact
from grader.words import learner
from grader.words.author import place
from grader.words.proving import case_lines, failed_at

if TYPE_CHECKING:
    from grader.model.exercise import Exercise
    from grader.model.report import Finding, Report


def where(exercise: Exercise, path: str) -> str:
    """`exercises/layers/layer-norm.yaml:41:5  properties[0]`."""
    fault = refused(exercise, path, "", "").faults[0]
    return f"{place(fault)}  {path}"


def told(exercise: Exercise, report: Report, path: str) -> tuple[str, tuple[str, ...]]:
    """What came of a right answer that did not pass: one line, and what an author needs to mend it.

    Args:
        exercise: of which.
        report: of the check that did not pass.
        path: the key that the answer stands at.
    """
    finding = report.findings[0] if report.findings else None
    if finding is None:
        return str(report.verdict), ()
    sentence = learner.fact_sentence(finding)
    if finding.fact is Fact.RAISED_OTHER and finding.raised is not None:
        sentence = f"invalid input raised {learner.error_text(finding.raised)}; expected {finding.expected}"
    at, clause = _asked_at(exercise, finding)
    lines = [f"at        {where(exercise, at or path)}"]
    if clause:
        lines.append(f"asked     {clause}")
    return failed_at(report, finding, sentence), (*lines, *case_lines(finding, exercise.function_name))


def _asked_at(exercise: Exercise, finding: Finding) -> tuple[str, str]:
    """The key that asks for what was not met, and what it says; empty where no key does."""
    content, names = exercise.code, finding.names
    if finding.check is Check.PROPERTY:
        number = next((i for i, item in enumerate(content.properties) if item.name in names), -1)
        return (f"properties[{number}].holds", content.properties[number].holds) if number >= 0 else ("", "")
    if finding.check is Check.NAMES:
        number = next((i for i, name in enumerate(content.forbid) if name in names), -1)
        return (f"forbid[{number}]", "") if number >= 0 else ("", "")
    if finding.check is Check.DTYPE:
        return "contract.dtype", learner.asked(finding, content)
    key = {Check.NO_MUTATION: "mutation", Check.NO_ALIASING: "aliasing", Check.NO_WARNING: "warnings"}.get(finding.check)
    if key is not None:
        return f"contract.{key}", ""
    if finding.check is Check.SPEED:
        return "speed", ""
    for section, cases in (("raises", content.raises), ("edge_cases", content.edge_cases)):
        for number, case in enumerate(cases):
            if case.get("name") == finding.case:
                return f"{section}[{number}]", ""
    return "", ""
