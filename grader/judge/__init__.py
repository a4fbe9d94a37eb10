"""Results -> failures -> findings -> diagnosis. Pure: nothing here runs an answer, reads a file or writes a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.door import lazily

if TYPE_CHECKING:
    from grader.judge.comparing import Terms, compare
    from grader.judge.failure import Failure
    from grader.judge.findings import finding
    from grader.judge.judged import Judged
    from grader.judge.judging import changed_names, judge
    from grader.judge.mistakes import Kind, Match, kind_of, recognize, same_value
    from grader.judge.names import forbidden_uses
    from grader.judge.properties import Compiled, check_property, compile_properties, property_cases
    from grader.judge.relations import Related, relate

__all__ = [
    "Compiled",
    "Failure",
    "Judged",
    "Kind",
    "Match",
    "Related",
    "Terms",
    "changed_names",
    "check_property",
    "compare",
    "compile_properties",
    "finding",
    "forbidden_uses",
    "judge",
    "kind_of",
    "property_cases",
    "recognize",
    "relate",
    "same_value",
]

# Each name at its first use: `Failure` needs no numpy, and a passing check no diagnosis.
__getattr__ = lazily(
    __name__,
    {
        "Compiled": "properties",
        "Failure": "failure",
        "Judged": "judged",
        "Kind": "mistakes",
        "Match": "mistakes",
        "Related": "relations",
        "Terms": "comparing",
        "changed_names": "judging",
        "check_property": "properties",
        "compare": "comparing",
        "compile_properties": "properties",
        "finding": "findings",
        "forbidden_uses": "names",
        "judge": "judging",
        "kind_of": "mistakes",
        "property_cases": "properties",
        "recognize": "mistakes",
        "relate": "relations",
        "same_value": "mistakes",
    },
)
