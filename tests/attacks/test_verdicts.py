"""Our own attacks, graded as any answer is: the verdict that fits, and no credit. `tests/grade` grades the other 49."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import msgspec
import pytest
from attacking import OWN
from levels import LOCKED

from grader import check_answer, load_bank
from grader.model.content import Limits
from grader.model.enums import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from grader.model.enums import Level
    from grader.model.exercise import Exercise


@pytest.fixture(scope="module")
def softmax() -> Exercise:
    exercise = load_bank().exercise("stable-softmax")
    quick = msgspec.structs.replace(exercise.content, limits=Limits(seconds=3.0, call_seconds=1.0))
    return msgspec.structs.replace(exercise, content=quick)


@pytest.mark.parametrize("level", LOCKED)
@pytest.mark.parametrize("name", OWN.names)
def test_own_attack_gets_its_verdict(name: str, level: Level, softmax: Exercise, tmp_path: Path) -> None:
    report = check_answer(softmax, shutil.copy(OWN.path(name), tmp_path), seed=1, level=level)
    entry = OWN.table[name]
    assert report.verdict.value in entry["verdicts"], report.findings[:2]
    assert (report.verdict is Verdict.PASS) is (entry["credit"] == "full")
    assert "REACHED" not in report.output
