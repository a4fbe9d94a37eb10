"""Results -> failures -> findings -> diagnosis. Pure: nothing here runs an answer, reads a file or writes a sentence."""

from __future__ import annotations

from grader.judge.case import changed_names, judge
from grader.judge.compare import compare
from grader.judge.failure import Failure
from grader.judge.findings import finding
from grader.judge.mistakes import Judged, Match, recognize, same_value
from grader.judge.names import forbidden_uses
from grader.judge.properties import check_property, compile_properties, property_cases
from grader.judge.relations import Related, relate

__all__ = [
    "Failure",
    "Judged",
    "Match",
    "Related",
    "changed_names",
    "check_property",
    "compare",
    "compile_properties",
    "finding",
    "forbidden_uses",
    "judge",
    "property_cases",
    "recognize",
    "relate",
    "same_value",
]
