"""Hostile answers get the verdict that fits and no credit; the next honest answer is graded as ever."""

import shutil
from pathlib import Path

import msgspec
import pytest
import yaml
from commanding import NAIVE, RIGHT

from grader import check_answer, load_bank
from grader.model.content import Limits
from grader.model.enums import Verdict

FOLDER = Path(__file__).parent.parent / "attacks"
TABLE = yaml.safe_load((FOLDER / "expected.yaml").read_text(encoding="utf-8"))
ATTACKS = sorted((FOLDER / "answers").glob("*.py"))


@pytest.fixture(scope="module")
def softmax():
    exercise = load_bank().exercise("stable-softmax")
    # The honest parts of the attacks were written before small integers were asked for.
    edges = tuple(case for case in exercise.content.edge_cases if case.get("dtype") not in ("int8", "uint8"))
    quick = msgspec.structs.replace(exercise.content, limits=Limits(seconds=3.0, call_seconds=1.0), edge_cases=edges)
    return msgspec.structs.replace(exercise, content=quick, digest="without small integers")


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: path.stem)
def test_attack(path, softmax, tmp_path):
    # A copy, with the files that lie beside it: at L1 an answer can still delete itself.
    answer = shutil.copy(path, tmp_path)
    for extra in (FOLDER / "answers" / "extras" / path.stem).glob("*"):
        copy = shutil.copytree if extra.is_dir() else shutil.copy
        copy(extra, tmp_path / extra.name)
    report = check_answer(softmax, answer, seed=1)
    row = TABLE[path.stem]
    assert report.verdict.value in row["verdicts"], report.findings[:2]
    assert (report.verdict is Verdict.PASS) is (row["credit"] == "full")
    assert report.verdict is not Verdict.GRADER_BUG
    assert "\x1b" not in report.output


@pytest.mark.parametrize(("source", "verdict"), [(RIGHT, Verdict.PASS), (NAIVE, Verdict.WRONG)])
def test_honest_answers_are_graded_as_ever_after_all_that(source, verdict, softmax):
    assert check_answer(softmax, source, seed=1).verdict is verdict
